"""Title, 主送, body and headings: typefaces, sizes, places (GB/T 9704-2012 5.2.2, 5.2.4, 7.3.1–7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wenming_docs.findings import Severity
from wenming_docs.page.inspect import roles
from wenming_docs.page.inspect.faults import Fault
from wenming_docs.page.inspect.paper import Look, Paper, Paragraph, Run, is_chinese, width_of
from wenming_docs.page.inspect.profile import LEVELS, Profile, Typeface, size_name
from wenming_docs.zh import ends_sentence

_BODY_ROLES = (roles.BODY, roles.RECIPIENTS, roles.LIST, roles.SIGNED, roles.DATE, roles.NOTE)
_ALL_TEXT = (*_BODY_ROLES, roles.HEADING, roles.TITLE, roles.ATTACHMENT_TITLE, roles.LABEL, roles.SUBTITLE)
_CLAUSES = {
    roles.BODY: "5.2.2", roles.RECIPIENTS: "7.3.2", roles.LIST: "7.3.4", roles.SIGNED: "7.3.5",
    roles.DATE: "7.3.5", roles.NOTE: "7.3.6",
}  # fmt: skip
_QUOTES = frozenset("“”‘’")
_BLANKS = " \u3000\u00a0\t"
_INDENT_TOLERANCE = 0.3  # 字
_FULL_LINE = 28


def check_title(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """The title's typeface, place, marks and lines; titles of attachments stand like it."""
    if not paper.of(roles.TITLE) and paper.of(roles.BODY):
        first = next(each for each in paper.paragraphs if not each.is_empty)
        yield Fault(
            "L115", Severity.NOTICE, "7.3.1", "没有认出标题", "", "", "标题单独成段，居中，2号小标宋体", first
        )  # fmt: skip
    for each in paper.of(roles.TITLE):
        yield from _typeface(each, profile.faces["标题"], "L110", "标题", "7.3.1")
    for each in paper.of(roles.ATTACHMENT_TITLE):
        yield from _typeface(each, profile.faces["标题"], "L110", "附件标题", "7.3.7", Severity.NOTICE)
    for each in paper.of(roles.TITLE, roles.ATTACHMENT_TITLE):
        yield from _title_place(each)
    for group in _titles(paper):
        yield from _title_words(group, profile)


def _titles(paper: Paper) -> Iterator[list[Paragraph]]:
    """The paragraphs of each title."""
    group: list[Paragraph] = []
    for each in paper.paragraphs:
        if group and (each.role != group[-1].role or each.part != group[-1].part):
            yield group
            group = []
        if each.role in (roles.TITLE, roles.ATTACHMENT_TITLE):
            group.append(each)
    if group:
        yield group


def _title_place(paragraph: Paragraph) -> Iterator[Fault]:
    shape = paragraph.shape
    if shape.align != "center":
        names = {"left": "居左", "both": "两端对齐", "right": "居右", "distribute": "分散对齐"}
        measured = names.get(shape.align, shape.align)
        yield _fault(
            "L111", "7.3.1", paragraph.role, measured,
            "居中", "选中标题，“段落”里“对齐方式”选“居中”", paragraph
        )  # fmt: skip
    elif abs(paragraph.characters(shape.left + shape.first - shape.right)) > 0.5:
        yield _fault(
            "L111", "7.3.1", paragraph.role, "有缩进，偏在一边",
            "居中", "选中标题，“段落”里缩进都改为 0", paragraph
        )  # fmt: skip


def _title_words(group: list[Paragraph], profile: Profile) -> Iterator[Fault]:
    first, lines = group[0], [line for each in group for line in each.lines]
    text = "".join(lines)
    if re.search("[。，、；：！？.,;:!?]$", text):
        yield _fault(
            "L112", "7.3.1", first.role, f"以“{text[-1]}”结尾", "末尾没有标点", "删去末尾的标点", first
        )
    widths = [width_of(line) for line in lines]
    longest = max(widths)
    if len(lines) > 1 and longest > profile.title_width + 0.5:
        yield _fault(
            "L113", "7.3.1", first.role, f"有一行{longest:g}字", f"每行不超过{profile.title_width}字",
            "在词意完整的地方换行（Shift+Enter）", first,
        )  # fmt: skip
    elif len(lines) == 1 and longest > profile.title_width + 0.5:
        yield Fault(
            "L113", Severity.NOTICE, "7.3.1", first.role, f"{longest:g}字，一行排不下，会在随便哪个字处折行",
            f"每行不超过{profile.title_width}字，在词意完整处换行",
            "在词意完整的地方换行（Shift+Enter）", first,
        )  # fmt: skip
    hollow = any(a - b > 1 and c - b > 1 for a, b, c in zip(widths, widths[1:], widths[2:], strict=False))
    if hollow:
        yield Fault(
            "L114", Severity.WARNING, "7.3.1", first.role, "中间的行最短，成了沙漏形", "梯形或菱形",
            "换行的地方前后挪一挪，使各行一行比一行长，或中间长两头短", first,
        )  # fmt: skip


def check_typefaces(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """The typeface and size of body text, headings, labels; bold; the fonts of figures and quotes."""
    for each in paper.of(*_BODY_ROLES):
        if each.role == roles.BODY:
            yield from _body_typeface(each, profile)
        else:
            yield from _typeface(each, profile.faces["正文"], "L117", each.role, _CLAUSES[each.role])
    for each in paper.of(roles.HEADING):
        if 1 <= each.level <= 4:
            name = LEVELS[each.level - 1]
            yield from _typeface(each, profile.faces[name], "L126", name, "7.3.3")
    for each in paper.of(roles.LABEL):
        yield from _typeface(each, profile.faces["附件序号"], "L139", "附件序号", "7.3.7")
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
        yield from _typeface_of(opening, profile.faces[name], "L126", f"{name}（接排）", "7.3.3", paragraph)
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


def _typeface(
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
            yield _fault(
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
            "L123", severity, "5.2.2", name, "加粗", "不加粗", "选中后取消加粗；样式里的加粗也取消", paragraph
        )  # fmt: skip


def _latin(paragraph: Paragraph, profile: Profile) -> Iterator[Fault]:
    known = profile.figures.union(*(face.fonts for face in profile.faces.values()))
    severity, narrow = profile.disputed["西文字体"], profile.disputed["引号变窄"]
    for run in paragraph.runs:
        latin = font_name(run.look.latin)
        has_figures = any(sign.isascii() and sign.isalnum() for sign in run.text)
        if severity and has_figures and latin and latin not in known and latin != font_name(run.look.east):
            yield Fault(
                "L124", severity, "5.2.2", "数字和字母是", run.look.latin, "仿宋或 Times New Roman",
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
                    "L125", narrow, "5.2.2", "引号", f"会用{run.look.latin}，比汉字窄", "和汉字一样宽",
                    "选中引号，“西文字体”选“仿宋_GB2312”", paragraph,
                )  # fmt: skip
                narrow = None


def _is_chinese_font(font: str, profile: Profile) -> bool:
    return any(font in face.fonts for face in profile.faces.values()) or any(map(is_chinese, font))


def check_places(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """Where text stands: indent, alignment, blanks in front, space between paragraphs."""
    for each in paper.of(roles.RECIPIENTS):
        yield from _recipients(each)
    before: Paragraph | None = None
    for block in paper.blocks:
        if not isinstance(block, Paragraph):
            before = None
            continue
        if block.role in (roles.BODY, roles.HEADING):
            yield from _indent(block, profile)
            yield from _between(block, before)
        if not block.is_empty:
            before = block


def _recipients(paragraph: Paragraph) -> Iterator[Fault]:
    if paragraph.text.endswith(":"):
        yield _fault("L116", "7.3.2", "主送机关以", "半角冒号结尾", "全角冒号", "改成“：”", paragraph)
    indent = paragraph.characters(paragraph.shape.left + paragraph.shape.first) + _leading(paragraph)
    if indent > 0.5 or paragraph.shape.align in ("center", "right"):
        measured = "没有居左" if paragraph.shape.align in ("center", "right") else f"空了{indent:.2g}字"
        yield _fault(
            "L116", "7.3.2", "主送机关", measured,
            "居左顶格", "“段落”里缩进都改为 0，删去前面的空格", paragraph
        )  # fmt: skip


def _leading(paragraph: Paragraph) -> float:
    """Blanks typed in front, in 字."""
    text = paragraph.typed
    blanks = text[: len(text) - len(text.lstrip(_BLANKS))]
    return sum(2.0 if sign == "\t" else 1.0 if sign == "\u3000" else 0.5 for sign in blanks)


def _indent(paragraph: Paragraph, profile: Profile) -> Iterator[Fault]:
    shape = paragraph.shape
    if paragraph.bullet or not _is_running_text(paragraph):
        return
    if shape.align in ("center", "right", "distribute") and paragraph.role == roles.BODY:
        names = {"center": "居中", "right": "居右", "distribute": "分散对齐"}
        yield _fault(
            "L120", "7.3.3", "正文", names[shape.align], "两端对齐、左空二字",
            "“段落”里“对齐方式”选“两端对齐”", paragraph,
        )  # fmt: skip
        return
    blanks = _leading(paragraph)
    indent = paragraph.characters(shape.left + shape.first)
    if paragraph.printed and not _is_close(indent, profile):
        indent = (
            paragraph.characters(shape.left)
            if _is_close(paragraph.characters(shape.left), profile)
            else indent
        )
    if blanks:
        yield Fault(
            "L119", Severity.NOTICE, "7.3.3", "段首用空格空出", f"{blanks:g}字", "首行缩进",
            "删去段首空格，“段落”里“特殊格式”选“首行缩进”2 字符", paragraph,
        )  # fmt: skip
        return
    if not _is_close(indent, profile) and paragraph.characters(shape.left) < 3:
        yield _fault(
            "L118", "7.3.3", "首行缩进", f"{indent:.2g}字" if abs(indent) > 0.05 else "0字，没有缩进",
            f"{profile.first_line:g}字",
            f"“段落”里“特殊格式”选“首行缩进”{profile.first_line:g} 字符", paragraph,
        )  # fmt: skip
    elif (
        _is_close(indent, profile)
        and paragraph.characters(shape.left) > 0.5
        and width_of(paragraph.text) > _FULL_LINE
    ):
        yield _fault(
            "L118", "7.3.3", "回行缩进", f"{paragraph.characters(shape.left):.2g}字", "顶格",
            "“段落”里“文本之前”改为 0，只用首行缩进", paragraph,
        )  # fmt: skip


def _is_running_text(paragraph: Paragraph) -> bool:
    """Text that has to begin two characters in: headings, sentences; not rows of a list of names."""
    if "\t" in paragraph.text:
        return False
    return (
        paragraph.role == roles.HEADING or ends_sentence(paragraph.text) or len(paragraph.text) > _FULL_LINE
    )


def _is_close(indent: float, profile: Profile) -> bool:
    return abs(indent - profile.first_line) <= _INDENT_TOLERANCE


def _between(paragraph: Paragraph, before: Paragraph | None) -> Iterator[Fault]:
    """Space before or after a paragraph of text, but where the standard wants a blank line."""
    shape = paragraph.shape
    # Below a title, an attachment list or a table a line is left blank.
    is_free = before is None or before.role not in (roles.BODY, roles.HEADING) or paragraph.new_page
    above = 0.0 if is_free else shape.before
    if above > 20 or shape.after > 20:
        yield _fault(
            "L121", "5.2.3", "段前、段后距", f"共{(above + shape.after) / 20:g}磅", "0",
            "“段落”里“段前”“段后”都改为 0 行", paragraph,
        )  # fmt: skip


def check_empty(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """Empty paragraphs used for space, but for those that tables and sections need."""
    severity = profile.disputed["空行"]
    if not severity:
        return
    blocks = paper.blocks
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or block.role != roles.EMPTY:
            continue
        neighbours = (blocks[at] for at in (index - 1, index + 1) if 0 <= at < len(blocks))
        beside_table = any(not isinstance(each, Paragraph) for each in neighbours)
        ends_section = index + 1 < len(blocks) and blocks[index + 1].section != block.section
        if beside_table or ends_section or block.new_page or block.boxes or index in (0, len(blocks) - 1):
            continue
        above = next(
            (each for each in reversed(blocks[:index]) if isinstance(each, Paragraph) and each.text), None
        )
        place = f"第{above.number}段后面" if above else "开头"
        yield Fault(
            "L122", severity, "7.3", "", "用空段落留空", "用段前、段后距留空",
            "删去空段落，要空一行的在下一段的“段前”填 1 行", block, place,
        )  # fmt: skip


def _fault(
    code: str, clause: str, subject: str, measured: str, wanted: str, cure: str, paragraph: Paragraph
) -> Fault:
    return Fault(code, Severity.WARNING, clause, subject, measured, wanted, cure, paragraph)


__all__ = ["Look", "check_empty", "check_places", "check_title", "check_typefaces", "color_name", "font_name"]
