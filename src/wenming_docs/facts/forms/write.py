"""A form as a workbook: what is fixed is locked, what is to be filled in is tinted and offers its choices.

Text is written as text: nothing from the facts becomes a formula, a number or a link.

It is long because looks, locks, choices and the hidden record of one sheet are written in one pass.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING, Any

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.forms.given import (
    CHOICES_SHEET,
    FIRST_ROW,
    GUIDE_SHEET,
    HIDDEN_SHEET,
    KEY_MARK,
    NEW_ROW,
    record_of,
)
from wenming_docs.facts.forms.package import repacked
from wenming_docs.facts.forms.unit_form import Column, FormSheet, Takes, UnitForm, What
from wenming_docs.findings import Finding, Severity
from wenming_docs.records import dataclass
from wenming_docs.zh import display_width

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767
"""Characters of one cell; Excel cuts off the rest without a word."""
_CREATED = datetime(2000, 1, 1)
_FILL, _FIXED, _HEAD = "#FFF7D6", "#F2F2F2", "#DCE6F1"
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True}
_LINES = {"border": 1, "border_color": "#A6A6A6"}
_GUIDE_WIDTH = 76
_LINE_HEIGHT, _PADDING = 15.0, 7.0
_MOST_HEIGHT = 409.0
"""Points; no row of a sheet can be higher."""
_WIDE = 1.07
"""A 汉字 of 11 points is a little wider than the two digits that a column counts for it."""
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.6}


@dataclass(frozen=True, slots=True)
class _Looks:
    """The formats of one workbook."""

    title: Format
    head: Format
    fixed: Format
    fill: Format
    plain: Format
    bold: Format


def write_form(form: UnitForm) -> bytes:
    """The form as .xlsx; the same form gives the same bytes.

    Raises InvalidInput (X010), at its place in the facts, for a text that no cell can hold.
    """
    _refuse_too_long(form)
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(buffer, options)
    book.set_properties({"title": _title(form), "created": _CREATED})
    looks = _looks(book)
    _guide(book, form, looks)
    pages = [(sheet, book.add_worksheet(sheet.name)) for sheet in form.sheets]
    ranges = _choices(book, form)
    for sheet, page in pages:
        _Page(page, sheet, looks, ranges).write(f"{_title(form)}　{sheet.name}（{form.unit}）")
    hidden = book.add_worksheet(HIDDEN_SHEET)
    for number, texts in enumerate(record_of(form)):
        for column, text in enumerate(texts):
            hidden.write_string(number, column, text)
    hidden.very_hidden()
    book.close()
    return repacked(buffer.getvalue())


def _refuse_too_long(form: UnitForm) -> None:
    found = []
    for sheet in form.sheets:
        for row in sheet.rows:
            for column in sheet.columns:
                length = len(row.cells[column.key].text)
                if length > LONGEST:
                    message = f"“{column.title}”有{length:,}字，一格最多{LONGEST:,}字，放不进填报表"
                    hint = "把长的材料另存一份，这里只写要点"
                    found.append(Finding("X010", Severity.ERROR, message, hint, row.origin))
    if found:
        raise InvalidInput(found)


def _title(form: UnitForm) -> str:
    year = f"{form.plan.year}年" if form.plan.year else ""
    return f"{form.plan.organisation}{year}{form.plan.campaign}填报表"


def _looks(book: Workbook) -> _Looks:
    def make(**more: Any) -> Format:
        return book.add_format({**_FONT, **more})

    return _Looks(
        title=make(bold=True, font_size=14, text_wrap=False),
        head=make(bold=True, align="center", bg_color=_HEAD, **_LINES),
        fixed=make(bg_color=_FIXED, **_LINES),
        fill=make(bg_color=_FILL, num_format="@", locked=False, **_LINES),
        plain=make(),
        bold=make(bold=True),
    )


# the guide


def _guide(book: Workbook, form: UnitForm, looks: _Looks) -> None:
    page = book.add_worksheet(GUIDE_SHEET)
    page.set_column(0, 0, 12)
    page.set_column(1, 1, _GUIDE_WIDTH)
    page.write_string(0, 0, _title(form), looks.title)
    row = 2
    for head, text in _facts(form):
        page.write_string(row, 0, head, looks.bold)
        page.write_string(row, 1, text, looks.plain)
        row += 1
    row += 1
    for look, head, text in (
        (looks.fill, "黄色", "由你们填的格子：已经有内容的，对就不动，不对就改，没有了就清空。"),
        (looks.fixed, "灰色", "已经定了的内容，改不了；不对的，告诉发表的单位，不要取消保护去改。"),
    ):
        page.write_string(row, 0, head, look)
        page.write_string(row, 1, text, looks.plain)
        row += 1
    row += 1
    for head, text in _steps(form):
        page.set_row(row, height_of([(text, _GUIDE_WIDTH)]))
        page.write_string(row, 0, head, looks.bold)
        page.write_string(row, 1, text, looks.plain)
        row += 1
    _printable(page, landscape=False)
    page.protect("", {"format_columns": True, "format_rows": True})


def _facts(form: UnitForm) -> Iterator[tuple[str, str]]:
    yield "填报单位", form.unit
    if form.period:
        yield "期间", form.period
    if form.due:
        yield "报送时限", form.due


def _steps(form: UnitForm) -> Iterator[tuple[str, str]]:
    sheets = {sheet.what for sheet in form.sheets}
    if What.TASKS in sheets:
        yield (
            "任务",
            "写明责任人、联系人、频次、数量、佐证材料的文件名；几个人、几个文件用顿号隔开。"
            "只配合的任务列出来给你们看，不用填。时限已经定了的不改。",
        )
    if What.RESULTS in sheets:
        yield (
            "进展",
            "一行记一件事的一个数。做的那天写“日期”（5月12日），一段时间的写“期间”（5月、1—6月），只写一个。"
            "任务、指标从下拉里选；数量连计量单位一起写（12车）。没有数的，写“事”和“进度”。"
            "以前报过的已经在表里；一件事有几个数的，灰色的格子跟着上一行。新的写在后面的空行里。",
        )
    if What.ISSUES in sheets:
        yield "问题", "写明责任人、措施；整改好了写“整改日期”和佐证材料。销号由发表的单位核实后办理。"
    if form.keeps_own_file:
        yield "成果", "你们有自己的台账，成果记在自己的台账里，这张表不收。"
    yield (
        "交表",
        "填好存盘，把这个文件发回去。文件名可以改；工作表、行和列不要增删，不要从别的单位的表里整行复制。",
    )
    if form.tasks and What.RESULTS in sheets:
        yield "可选的任务", "、".join(form.tasks)
    if form.indicators and What.RESULTS in sheets:
        yield "可选的指标", "、".join(form.indicators)
    if form.people:
        yield "在册人员", "、".join(form.people)


# choices


def _choices(book: Workbook, form: UnitForm) -> dict[Takes, str]:
    """What a cell takes → the range that holds its choices, on a sheet of their own."""
    page = book.add_worksheet(CHOICES_SHEET)
    ranges: dict[Takes, str] = {}
    lists = ((Takes.TASK, form.tasks), (Takes.INDICATOR, form.indicators), (Takes.PEOPLE, form.people))
    for number, (takes, names) in enumerate(lists):
        for row, name in enumerate(names):
            page.write_string(row, number, name)
        if names:
            letter = "ABC"[number]
            ranges[takes] = f"='{CHOICES_SHEET}'!${letter}$1:${letter}${len(names)}"
    page.hide()
    return ranges


# one sheet to fill in


class _Page:
    """One sheet: ids in a hidden column, keys in a hidden row, then title, heads and rows."""

    def __init__(self, page: Worksheet, sheet: FormSheet, looks: _Looks, ranges: dict[Takes, str]) -> None:
        self.page, self.sheet, self.looks, self.ranges = page, sheet, looks, ranges

    def write(self, title: str) -> None:
        page, columns = self.page, self.sheet.columns
        page.write_string(0, 0, KEY_MARK)
        page.write_string(1, 1, title, self.looks.title)
        page.set_column(0, 0, 4, None, {"hidden": True})
        for number, column in enumerate(columns, 1):
            page.write_string(0, number, column.key)
            page.write_string(FIRST_ROW - 1, number, column.title, self.looks.head)
            page.set_column(number, number, column.width)
        page.set_row(0, None, None, {"hidden": True})
        page.set_row(1, 24)
        self._rows()
        for number, column in enumerate(columns, 1):
            self._offer(number, column)
        page.freeze_panes(FIRST_ROW, 2)
        page.repeat_rows(FIRST_ROW - 1)
        _printable(page, landscape=True)
        page.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})

    def _rows(self) -> None:
        at = FIRST_ROW
        for row in self.sheet.rows:
            self.page.write_string(at, 0, row.id)
            texts = [(row.cells[column.key].text, column.width) for column in self.sheet.columns]
            self.page.set_row(at, height_of(texts))
            for number, column in enumerate(self.sheet.columns, 1):
                cell = row.cells[column.key]
                self._cell(at, number, cell.text, self.looks.fill if cell.editable else self.looks.fixed)
            at += 1
        for spare in range(1, self.sheet.spare + 1):
            self.page.write_string(at, 0, f"{NEW_ROW}{spare}")
            self.page.set_row(at, height_of([]))
            for number in range(1, len(self.sheet.columns) + 1):
                self._cell(at, number, "", self.looks.fill)
            at += 1

    def _cell(self, row: int, column: int, text: str, look: Format) -> None:
        if text:
            self.page.write_string(row, column, text, look)
        else:
            self.page.write_blank(row, column, None, look)

    def _offer(self, number: int, column: Column) -> None:
        """A list to choose from, or a hint and a check of what is typed."""
        last = FIRST_ROW + len(self.sheet.rows) + self.sheet.spare - 1
        if last < FIRST_ROW:
            return
        rule = self._rule(column, f"{_letter(number)}{FIRST_ROW + 1}")
        if rule:
            self.page.data_validation(FIRST_ROW, number, last, number, rule)

    def _rule(self, column: Column, first: str) -> dict[str, Any] | None:
        if column.takes in self.ranges:
            people = column.takes is Takes.PEOPLE
            return {
                "validate": "list",
                "source": self.ranges[column.takes],
                "error_type": "information" if people else "stop",
                "show_error": not people,  # several persons stand in one cell
                "error_title": f"没有这个{column.title}",
                "error_message": f"从下拉里选一个{column.title}；没有要选的，告诉发表的单位。",
            }
        if told := _TYPED.get(column.takes):
            formula, message = told
            return {
                "validate": "custom",
                "value": formula.replace("@", first),
                "error_type": "warning",
                "error_title": f"{column.title}写得对吗",
                "error_message": message,
                "input_title": column.title,
                "input_message": message,
            }
        return None


_DAY_SIGNS = '"月","-","/","."'
_IS_DAY = "=OR(ISNUMBER(@)," + ",".join(f"ISNUMBER(FIND({s},@))" for s in _DAY_SIGNS.split(",")) + ")"
_HAS_NUMBER = "=COUNT(" + ",".join(f'FIND("{digit}",@)' for digit in range(10)) + ")>0"
_TYPED = {
    Takes.DATE: (_IS_DAY, "写成“5月12日”或“2026-5-12”。"),
    Takes.PERIOD: (
        '=OR(ISNUMBER(FIND("月",@)),ISNUMBER(FIND("年",@)),ISNUMBER(FIND("季",@)),ISNUMBER(FIND("周",@)))',
        "一段时间，写成“5月”“1—6月”“上半年”；有确切日子的写在“日期”里。",
    ),
    Takes.QUANTITY: (_HAS_NUMBER, "写数和计量单位，例如 12车、8900余条。"),
    Takes.DEADLINE: (
        '=OR(ISNUMBER(FIND("月",@)),ISNUMBER(FIND("年",@)),ISNUMBER(FIND("期",@)))',
        "写成“6月底前”“2026年9月10日前”“长期坚持”。",
    ),
}
"""What a cell takes → the formula that knows it by its looks (@ is the cell), and how to write it."""


def height_of(texts: Iterable[tuple[str, int]]) -> float:
    """The height in points of a row with these texts, each in a column so many digits wide.

    Written into the file: not every program fits rows to wrapped text when it opens one.
    """
    lines = 1
    for text, width in texts:
        own = sum(max(ceil(display_width(line) * _WIDE / width), 1) for line in text.split("\n"))
        lines = max(lines, own)
    return min(lines * _LINE_HEIGHT + _PADDING, _MOST_HEIGHT)


def _letter(column: int) -> str:
    return chr(ord("A") + column)


def _printable(page: Worksheet, *, landscape: bool) -> None:
    page.set_paper(9)
    if landscape:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(**_MARGINS)
    page.set_footer("&C第 &P 页，共 &N 页")


__all__ = ["LONGEST", "write_form"]
