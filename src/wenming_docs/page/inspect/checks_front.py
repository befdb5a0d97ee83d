"""版头 where there is one, tables, and tracked changes (GB/T 9704-2012 7.2, 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenming_docs.findings import Severity
from wenming_docs.page.inspect import roles
from wenming_docs.page.inspect.checks_text import font_name
from wenming_docs.page.inspect.faults import Fault, warn
from wenming_docs.page.inspect.paper import Paper, Paragraph, Table, millimetres
from wenming_docs.page.inspect.profile import Profile, standard_profile
from wenming_docs.zh import half_width_digits

_NUMBER = re.compile(
    r"(?P<open>[〔\[［（(])\s*(?P<year>\d{2,4})\s*[〕\]］）)]\s*(?P<ordinal>第?)\s*(?P<number>\d{1,5})\s*号"
)
_LONG = 15
"""Rows of a table that may well run over the end of a page."""
_CELL_MARGINS = 230.0


def check_masthead(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """发文机关标志, 发文字号, 份号 and the red line; silent where there is no 版头."""
    front = paper.of(*roles.MASTHEAD)
    marks = paper.of(roles.MARK)
    red_line = any(each.shape.red_line for each in paper.paragraphs)
    is_drawn = any(each.has_picture for each in paper.paragraphs[:20])
    if marks and not red_line and not is_drawn:
        yield warn(
            "L144", "7.2.7", "版头", "没有红色分隔线",
            "与版心等宽的红色分隔线", "给发文字号那一段加红色下框线", marks[-1]
        )  # fmt: skip
    faces = standard_profile().faces["标题"].fonts | profile.faces["标题"].fonts
    for each in marks:
        if font_name(each.look.east) not in faces:
            yield warn(
                "L144",
                "7.2.4",
                "发文机关标志是",
                each.look.east or "默认字体",
                "小标宋体",
                "字体选“方正小标宋简体”",
                each,
            )
        if each.shape.align != "center":
            yield warn(
                "L144", "7.2.4", "发文机关标志", "没有居中", "居中", "“段落”里“对齐方式”选“居中”", each
            )
    for each in front:
        if each.role == roles.COPY_NUMBER and len(each.text) != 6:
            yield warn(
                "L144", "7.2.1", "份号", f"{len(each.text)}位", "6位", "前面补 0，写成“000001”这样", each
            )
        if each.role == roles.DOCUMENT_NUMBER:
            yield from _document_number(each)


def _document_number(paragraph: Paragraph) -> Iterator[Fault]:
    found = _NUMBER.search(half_width_digits(paragraph.text))
    if not found:
        return
    right = f"〔{found['year']}〕{int(found['number'])}号"
    if found["open"] != "〔":
        measured = f"年份用了“{found['open']}”"
    elif len(found["year"]) != 4:
        measured = "年份不全"
    elif found["ordinal"]:
        measured = "加了“第”字"
    elif found["number"].startswith("0"):
        measured = "编了虚位"
    else:
        return
    yield warn("L145", "7.2.5", "发文字号", measured, f"“{right}”的形式", f"改成“{right}”", paragraph)


def check_tables(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """Tables inside the text area; long ones repeat their head and keep rows whole."""
    for table in paper.tables:
        if not table.is_bordered or not table.text:
            continue
        place = f"第{table.number}个表格"
        anchor = next((each for each in table.paragraphs()), None)
        section = paper.section_of(table)
        # Where the page itself is wrong, that is told once, as the page.
        wanted = profile.text_height if section.is_landscape else profile.text_width
        room = max(section.text_width, wanted)
        if table.width and table.width > room + _CELL_MARGINS:
            yield Fault(
                "L146", Severity.WARNING, "5.2.1", "表格宽", f"{millimetres(table.width):g}毫米",
                f"不超过版心的{millimetres(room):g}毫米",
                "“表格属性”里宽度改小，或选“根据窗口自动调整”", anchor, place,
            )  # fmt: skip
        yield from _long_table(table, profile, place)


def _long_table(table: Table, profile: Profile, place: str) -> Iterator[Fault]:
    severity = profile.disputed["表格跨页"]
    if not severity or len(table.rows) <= _LONG:
        return
    anchor = next((each for each in table.paragraphs()), None)
    if not table.rows[0].is_head:
        yield Fault(
            "L147", severity, "", f"表格有{len(table.rows)}行，", "换页时表头不重复", "表头在每页重复",
            "选中表头，“表格属性—行”里勾选“在各页顶端以标题行形式重复出现”", anchor, place,
        )  # fmt: skip
    elif all(row.splits for row in table.rows[1:]):
        yield Fault(
            "L147", severity, "", f"表格有{len(table.rows)}行，", "一行可能断在两页", "一行不跨页",
            "选中表格，“表格属性—行”里取消“允许跨页断行”", anchor, place,
        )  # fmt: skip


def check_revisions(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """Tracked changes nobody has accepted: whoever opens the file sees them."""
    if paper.has_revisions:
        yield Fault(
            "L103", Severity.WARNING, "", "有没处理的修订痕迹",
            "", "", "“审阅”里“接受所有修订”或拒绝，再定稿", None, "全文"
        )  # fmt: skip
