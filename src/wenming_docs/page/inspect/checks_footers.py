"""页码: there, in form, font and place, running through all sections (GB/T 9704-2012 7.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenming_docs.findings import Severity
from wenming_docs.page.inspect.checks_text import font_name
from wenming_docs.page.inspect.faults import Fault
from wenming_docs.page.inspect.paper import Footer, Paper, Paragraph, Section
from wenming_docs.page.inspect.profile import Profile, size_name

CLAUSE = "7.5"
_ARABIC = frozenset(("decimal", "numberInDash"))
_ADD = "“插入—页码—页面底端”加页码，再照 7.5 调整"
_NAMES = {
    "left": "居左",
    "both": "居左",
    "right": "居右",
    "center": "居中",
    "outside": "外侧",
    "inside": "内侧",
}


def check_footers(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """Everything about page numbers."""
    sections = paper.sections
    if not any(_number(section, kind) for section in sections for kind in ("default", "even", "first")):
        yield _fault("L133", "", "没有页码", "有页码", _ADD, "页脚")
        return
    seen: set[int] = set()
    for number, section in enumerate(sections, 1):
        place = "页脚" if len(sections) == 1 else f"第{number}节页脚"
        yield from _running(paper, section, number, place)
        for kind in ("default", "even", "first"):
            footer = section.footers.get(kind)
            is_used = (
                kind == "default"
                or kind == "even"
                and paper.even_and_odd
                or kind == "first"
                and section.title_page
            )
            if footer and footer.number and is_used and id(footer) not in seen:
                seen.add(id(footer))
                where = {"even": place + "（双页）", "first": place + "（首页）"}.get(kind, place)
                yield from _form(footer.number, section, profile, where)
                yield from _face(footer.number, profile, where)
                yield from _place(footer.number, kind, paper, profile, where)
    yield from _headers(paper)


def _number(section: Section, kind: str) -> Paragraph | None:
    """The page number of one kind of page, at the foot or at the head."""
    for hanging in (section.footers, section.headers):
        footer = hanging.get(kind)
        if footer and footer.number:
            return footer.number
    return None


def _running(paper: Paper, section: Section, number: int, place: str) -> Iterator[Fault]:
    """Numbers on every page, never beginning anew."""
    kinds = ["default", "even"] if paper.even_and_odd else ["default"]
    missing = [kind for kind in kinds if not _number(section, kind)]
    if missing:
        which = "" if len(missing) == len(kinds) else "双页" if missing == ["even"] else "单页"
        yield _fault(
            "L137", "", f"{which}没有页码", "每页都有页码", "在这一节的页脚里加页码，或“链接到前一节”", place
        )
    if number > 1 and section.starts_at is not None:
        yield _fault(
            "L137", "页码", f"从{section.starts_at}重新起", "接着上一节连续编",
            "“设置页码格式”里选“续前节”", place,
        )  # fmt: skip
    if section.title_page and not _number(section, "first") and section.starts_page:
        fault = _fault(
            "L137", "", "首页不同，首页没有页码",
            "每页都有页码（信函格式首页除外）", "“页面设置—版式”里取消“首页不同”",
            place,
        )  # fmt: skip
        yield Fault(fault.code, Severity.NOTICE, *_rest(fault))


def _rest(fault: Fault) -> tuple[str, str, str, str, str, Paragraph | None, str]:
    return fault.clause, fault.subject, fault.measured, fault.wanted, fault.cure, fault.paragraph, fault.place


def _form(paragraph: Paragraph, section: Section, profile: Profile, place: str) -> Iterator[Fault]:
    text = paragraph.text.strip(" \u3000\t")
    if section.number_format not in _ARABIC:
        yield _fault(
            "L134",
            "页码",
            f"用了{section.number_format}格式的数字",
            "阿拉伯数字",
            "“设置页码格式”里选“1, 2, 3”",
            place,
        )
        return
    wanted = profile.number_form
    if _bare(text) == _bare(wanted) or section.number_format == "numberInDash" and not _bare(text):
        return
    shown = re.sub(r"\d+", "1", text, count=1) or "1"
    yield _fault(
        "L134", "页码写成", f"“{shown}”", f"“{wanted}”",
        _how(wanted),
        place,
    )  # fmt: skip


def _how(wanted: str) -> str:
    if "—" in wanted:
        return "数字左右各加一条一字线（—，在中文输入法里按 Shift+减号，删成一个）"
    return f"页码改成“{wanted}”的样子"


def _bare(text: str) -> str:
    """The signs around the number: blanks and digits left out."""
    return re.sub(r"[\d\s]", "", text)


def _face(paragraph: Paragraph, profile: Profile, place: str) -> Iterator[Fault]:
    face = profile.faces["页码"]
    runs = [run for run in paragraph.runs if re.search(r"\d", run.text)] or list(paragraph.runs)
    if not runs:
        return
    look = runs[0].look
    font = look.latin or look.east
    is_right = font_name(font) in face.fonts
    if is_right and abs(look.size - face.size) < 0.26:
        return
    measured = size_name(look.size) + ("" if is_right else font or "默认字体")
    wanted = f"{size_name(face.size)}{face.wanted}"
    yield _fault(
        "L135",
        "页码是",
        measured,
        wanted,
        f"选中页码，中文和西文字体都选“{face.wanted}”，字号选“{size_name(face.size)}”",
        place,
    )


def _place(paragraph: Paragraph, kind: str, paper: Paper, profile: Profile, place: str) -> Iterator[Fault]:
    if profile.number_place == "不限" or paragraph.boxed:
        return
    align = _alignment(paragraph)
    if profile.number_place != "单右双左":
        wanted = {"居中": "center", "居右": "right"}[profile.number_place]
        if align != wanted:
            yield _fault(
                "L136", "页码", _NAMES.get(align, align), profile.number_place, "选中页码，改对齐方式", place
            )
        return
    if align == "outside":
        return
    cure = "“页面设置—版式”里勾选“奇偶页不同”，单页页码居右、双页居左，各空一字"
    if kind == "first":
        return
    if not paper.even_and_odd:
        yield _fault(
            "L136", "页码各页一样，", f"都{_NAMES.get(align, align)}", "单页居右、双页居左", cure, place
        )
        return
    wanted = "right" if kind == "default" else "left"
    if align not in ((wanted, "both") if wanted == "left" else (wanted,)):
        yield _fault("L136", "页码", _NAMES.get(align, align), _NAMES[wanted], cure, place)
        return
    room = _room(paragraph, wanted)
    if abs(room - profile.number_indent) > 0.35:
        yield _fault(
            "L136", "页码离边", f"{room:.2g}字" if room > 0.05 else "0字", f"{profile.number_indent:g}字",
            f"“段落”里“文本{'之后' if wanted == 'right' else '之前'}”填 {profile.number_indent:g} 字符",
            place,
        )  # fmt: skip


def _alignment(paragraph: Paragraph) -> str:
    """Where the number stands: by its frame, its tabs (centre, right), else by its alignment."""
    if paragraph.frame:
        return paragraph.frame
    tabs = len(paragraph.typed) - len(paragraph.typed.lstrip("\t"))
    return {0: paragraph.shape.align, 1: "center"}.get(tabs, "right")


def _room(paragraph: Paragraph, side: str) -> float:
    """Between the number and the edge, in 字: the indent and wide blanks typed there."""
    text = paragraph.typed
    blanks = text[: len(text) - len(text.lstrip())] if side == "left" else text[len(text.rstrip()) :]
    indent = paragraph.shape.left + paragraph.shape.first if side == "left" else paragraph.shape.right
    return paragraph.characters(indent) + sum(1.0 if sign == "\u3000" else 0.5 for sign in blanks)


def _headers(paper: Paper) -> Iterator[Fault]:
    for number, section in enumerate(paper.sections, 1):
        texts = {footer.text for footer in _used_headers(paper, section) if footer.text and not footer.number}
        for text in sorted(texts):
            yield Fault(
                "L148", Severity.NOTICE, "", "页眉有文字",
                f"“{text[:12]}”", "没有页眉", "双击页眉，删去文字和横线",
                None, "页眉" if len(paper.sections) == 1 else f"第{number}节页眉",
            )  # fmt: skip
        if texts:
            return


def _used_headers(paper: Paper, section: Section) -> Iterator[Footer]:
    for kind, footer in section.headers.items():
        if (
            kind == "default"
            or kind == "even"
            and paper.even_and_odd
            or kind == "first"
            and section.title_page
        ):
            yield footer


def _fault(code: str, subject: str, measured: str, wanted: str, cure: str, place: str) -> Fault:
    return Fault(code, Severity.WARNING, CLAUSE, subject, measured, wanted, cure, None, place)
