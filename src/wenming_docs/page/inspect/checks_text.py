"""Title, 主送, body and headings: typefaces, sizes, places (GB/T 9704-2012 5.2.2, 5.2.4, 7.3.1–7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from wenming_docs.findings import Severity
from wenming_docs.page.inspect import roles
from wenming_docs.page.inspect.faults import Fault, warn
from wenming_docs.page.inspect.paper import Paper, Paragraph, Run, is_chinese, width_of
from wenming_docs.page.inspect.profile import LEVELS, Profile, Typeface, size_name

_BODY_ROLES = (roles.BODY, roles.RECIPIENTS, roles.LIST, roles.SIGNED, roles.DATE, roles.NOTE)
_ALL_TEXT = (*_BODY_ROLES, roles.HEADING, roles.TITLE, roles.ATTACHMENT_TITLE, roles.LABEL, roles.SUBTITLE)
_QUOTES = frozenset("“”‘’")
_BLANKS = " \u3000\u00a0\t"
_INDENT_TOLERANCE = 0.3  # 字
_FULL_LINE = 28


def check_typefaces(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """The typeface and size of body text, headings, labels; bold; the fonts of figures and quotes."""
    for each in paper.of(*_BODY_ROLES):
        if each.role == roles.BODY:
            yield from _body_typeface(each, profile)
        else:
            yield from typeface_faults(each, profile.faces["正文"], "L117", each.role, "5.2.2")
    for each in paper.of(roles.HEADING):
        if 1 <= each.level <= 4:
            name = LEVELS[each.level - 1]
            yield from typeface_faults(each, profile.faces[name], "L126", name, "7.3.3")
    for each in paper.of(roles.LABEL):
        yield from typeface_faults(each, profile.faces["附件序号"], "L139", "附件序号", "7.3.7")
    yield from _disputed(paper, profile)


def _body_typeface(paragraph: Paragraph, profile: Profile) -> Iterator[Fault]:
    """Body text, and the heading that opens it in another face: 楷体 where it is numbered （一）."""
    head, rest = roles.split_head(paragraph.text)
    head_length = len(head) - len(paragraph.printed.strip()) if rest else 0
    lead = next((at for at, sign in enumerate(paragraph.typed) if not sign.isspace()), 0)
    opening = list(_slice(paragraph.runs, lead, lead + head_length))
    body = list(_slice(paragraph.runs, lead + head_length, len(paragraph.typed)))
    yield from _typeface_of(body, profile.faces["正文"], "L117", "正文", "5.2.2", paragraph)
    level = paragraph.level
    is_heading = bool(rest) and level in (1, 2) and width_of(head) <= 22
    if is_heading:
        name = LEVELS[level - 1]
        # As large as the text it opens: a wrong size of both is told once, as the text's.
        face = replace(profile.faces[name], size=body[0].look.size if body else profile.faces[name].size)
        yield from _typeface_of(opening, face, "L126", f"{name}（接排）", "7.3.3", paragraph)
    else:
        allowed = (
            profile.faces["正文"].fonts | profile.faces["二级标题"].fonts | profile.faces["一级标题"].fonts
        )
        face = Typeface(profile.faces["正文"].names, allowed, profile.faces["正文"].size)
        yield from _typeface_of(opening, face, "L117", "正文", "5.2.2", paragraph)


def _slice(runs: Iterable[Run], start: int, end: int) -> Iterator[Run]:
    """The runs between two offsets of the text."""
    position = 0
    for run in runs:
        text = run.text[max(0, start - position) : max(0, end - position)]
        if text:
            yield Run(text, run.look)
        position += len(run.text)


def typeface_faults(
    paragraph: Paragraph, face: Typeface, code: str, subject: str, clause: str,
    severity: Severity = Severity.WARNING,
) -> Iterator[Fault]:  # fmt: skip
    yield from _typeface_of(paragraph.runs, face, code, subject, clause, paragraph, severity)


def _typeface_of(
    runs: Iterable[Run], face: Typeface, code: str, subject: str, clause: str, paragraph: Paragraph,
    severity: Severity = Severity.WARNING,
) -> Iterator[Fault]:  # fmt: skip
    """Font and size in one fault: whoever sets one sets the other."""
    wrong: dict[str, int] = {}
    for run in runs:
        count = sum(map(is_chinese, run.text))
        font = "" if font_name(run.look.east) in face.fonts else run.look.east or "默认字体"
        size = "" if abs(run.look.size - face.size) < 0.26 else size_name(run.look.size)
        if count and (font or size):
            wrong[size + font] = wrong.get(size + font, 0) + count
    if wrong:
        measured = max(wrong, key=lambda key: wrong[key])
        wanted = f"{size_name(face.size)}{face.wanted}"
        cure = f"选中后字体选“{face.wanted}”，字号选“{size_name(face.size)}”；段落样式也一并改"
        yield Fault(code, severity, clause, subject + "是", measured, wanted, cure, paragraph)


def font_name(name: str) -> str:
    """A font's name to compare: small letters, the first of a list of stand-ins, no @ for upright text."""
    return name.split(";")[0].strip().lstrip("@").lower()


def _disputed(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """What offices differ in: bold, the font of figures, narrow quotes. And colour, in which they do not."""
    for each in paper.of(*_ALL_TEXT, roles.CAPTION):
        if each.role != roles.CAPTION:
            yield from _bold(each, profile)
            yield from _latin(each, profile)
        yield from _color(each)


def _color(paragraph: Paragraph) -> Iterator[Fault]:
    for run in paragraph.runs:
        if run.look.color not in ("", "000000") and run.text.strip():
            yield warn(
                "L108", "5.2.4", "文字颜色是", color_name(run.look.color),
                "黑色", "选中后字体颜色选“自动”或黑色", paragraph
            )  # fmt: skip
            return


def color_name(color: str) -> str:
    """``红色`` for a red; other colours by their value."""
    if not re.fullmatch("[0-9A-F]{6}", color):
        return color
    red, green, blue = (int(color[at : at + 2], 16) for at in (0, 2, 4))
    if red > 150 and green < 90 and blue < 90:
        return "红色"
    if blue > 120 and red < 120:
        return "蓝色"
    return "灰色" if max(red, green, blue) - min(red, green, blue) < 16 else f"#{color}"


def _bold(paragraph: Paragraph, profile: Profile) -> Iterator[Fault]:
    """A whole paragraph in bold; a bold word inside is emphasis, and nobody's business."""
    severity = profile.disputed["加粗"]
    chinese = [run for run in paragraph.runs if any(map(is_chinese, run.text))]
    if severity and chinese and all(run.look.bold for run in chinese):
        name = (
            LEVELS[paragraph.level - 1]
            if paragraph.role == roles.HEADING and paragraph.level
            else paragraph.role
        )
        yield Fault(
            "L123", severity, "", name, "加粗", "不加粗", "选中后取消加粗；样式里的加粗也取消", paragraph
        )  # fmt: skip


def _latin(paragraph: Paragraph, profile: Profile) -> Iterator[Fault]:
    known = profile.figures.union(*(face.fonts for face in profile.faces.values()))
    severity, narrow = profile.disputed["西文字体"], profile.disputed["引号变窄"]
    for run in paragraph.runs:
        latin = font_name(run.look.latin)
        has_figures = any(sign.isascii() and sign.isalnum() for sign in run.text)
        if severity and has_figures and latin and latin not in known and latin != font_name(run.look.east):
            yield Fault(
                "L124", severity, "", "数字和字母是", run.look.latin, "仿宋或 Times New Roman",
                "选中后“西文字体”选“仿宋_GB2312”或“Times New Roman”", paragraph,
            )  # fmt: skip
            severity = None
        if (
            narrow
            and not run.look.hint
            and _QUOTES & set(run.text)
            and latin
            and latin != font_name(run.look.east)
        ):
            if not _is_chinese_font(latin, profile):
                yield Fault(
                    "L125", narrow, "", "引号", f"会用{run.look.latin}，比汉字窄", "和汉字一样宽",
                    "选中引号，“西文字体”选“仿宋_GB2312”", paragraph,
                )  # fmt: skip
                narrow = None


def _is_chinese_font(font: str, profile: Profile) -> bool:
    return any(font in face.fonts for face in profile.faces.values()) or any(map(is_chinese, font))
