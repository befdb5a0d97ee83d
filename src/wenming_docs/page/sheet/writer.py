"""Manuscript → .xlsx by XlsxWriter: texts as texts (never formulas), figures as numbers, the same bytes.

It is long because a worksheet is written from its top to its foot here, and read so.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence, Set
from functools import partial
from typing import Any

from wenming_docs.blocks import (
    BLANK,
    Align,
    Block,
    Cell,
    Chart,
    ChartKind,
    Inlines,
    Issued,
    Landscape,
    Manuscript,
    PageSettings,
    Signature,
    Table,
    Text,
    Title,
    plain,
)
from wenming_docs.errors import InvalidInput
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.page.sheet.look import (
    FOOTER,
    MARGINS,
    PADDING,
    PIXELS,
    ROOM,
    TALLEST,
    Stand,
    cell_format,
    chart_widths,
    column_align,
    column_widths,
    height_of,
    line_format,
    lines_in,
    size_of,
)
from wenming_docs.page.sheet.numbers import are_numbers, number_in, shown_as
from wenming_docs.page.sheet.plan import Line, Role, Sheet, sheets_of
from wenming_docs.page.word.fonts import Face, font_name
from wenming_docs.page.word.package import CUSTOM, pack
from wenming_docs.page.word.parts import HASH_PROPERTY, NO_HASH, core_properties, custom_properties
from wenming_docs.page.word.xml import refuse_unsavable

MOST_SIGNS = 32_767
"""UTF-16 units that a cell of Excel holds; what is longer is refused, for Excel would cut it."""
_A4 = 9
_CHART_ROWS, _ROW_PIXELS = 15, 20  # the rows that a chart covers, each as high as an empty one is
_FIXED_HEIGHT = re.compile(rb'(<row r="(\d+)"[^>]*?) customHeight="1"([^>]*>)')
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_CHARTS = {
    ChartKind.COLUMN: "column",
    ChartKind.BAR: "bar",
    ChartKind.LINE: "line",
    ChartKind.PIE: "pie",
    ChartKind.TARGETS: "column",
}


def write_xlsx(manuscript: Manuscript) -> bytes:
    """The manuscript as a workbook: a worksheet for each table, list and chart, all words around them.

    Raises ``InvalidInput`` for a text that no cell can hold (L031) or XML cannot (L001). Same input,
    same bytes; they carry the hash by which an edited file is known, as a .docx does.
    """
    from xlsxwriter import Workbook  # 60 ms: only who writes a workbook pays for it

    buffer = io.BytesIO()
    book = Workbook(buffer, _OPTIONS)
    book.set_custom_property(HASH_PROPERTY, NO_HASH)  # the part must be there; pack() fills it in
    writer = _Writer(book, manuscript.settings)
    for sheet in sheets_of(manuscript):
        writer.write(sheet)
    book.close()
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for number, rows in enumerate(writer.growing, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        parts[name] = _let_grow(parts[name], rows)
    parts["docProps/core.xml"] = core_properties(*_title_and_creator(manuscript.blocks))
    parts[CUSTOM] = custom_properties()
    return pack(parts)


def _let_grow(sheet: bytes, rows: Set[int]) -> bytes:
    """The worksheet with these rows (counted from 1) free to grow when somebody types more into them."""

    def freed(found: re.Match[bytes]) -> bytes:
        return found[1] + found[3] if int(found[2]) in rows else found[0]

    return _FIXED_HEIGHT.sub(freed, sheet)


def _title_and_creator(blocks: Iterable[Block]) -> tuple[str, str]:
    title = creator = ""
    for block in blocks:
        match block:
            case Title():
                title = title or plain(block.inlines)
            case Signature():
                creator = creator or "、".join(map(plain, block.signed_by))
            case Landscape() | Issued():
                inner = _title_and_creator(block.blocks)
                title, creator = title or inner[0], creator or inner[1]
            case _:  # no other block names the document or its author
                pass
    return title, creator


class _Writer:
    """One workbook being written; formats are made once and used by all of its worksheets."""

    def __init__(self, book: Any, settings: PageSettings) -> None:
        self.book = book
        self.settings = settings
        self.formats: dict[object, Any] = {}
        self.growing: list[set[int]] = []
        """For each worksheet the rows, counted from 1, that need not stay as high as they are."""

    def write(self, sheet: Sheet) -> None:
        """One worksheet, from its title to its notes."""
        page = self.book.add_worksheet(sheet.name)
        self._set_page(page, landscape=sheet.landscape)
        self.growing.append(set())
        match sheet.body:
            case Table():
                widths = column_widths(sheet.body, landscape=sheet.landscape)
                caption = _caption(sheet.body.caption)
                head = self._lines(page, 0, [*sheet.above, *caption], widths)
                end = self._table(page, head, sheet.body, widths)
                notes = [Line(plain(note), Role.NOTE, origin=_place(note)) for note in sheet.body.notes]
                self._lines(page, end, [*notes, *sheet.below], widths)
                page.freeze_panes(head + 1, 0)
                page.repeat_rows(head)
            case Chart():
                widths = chart_widths(sheet.body)
                caption = _caption(sheet.body.caption)
                unit = [Line(f"单位：{sheet.body.measure}", Role.RIGHT)] if sheet.body.measure else []
                head = self._lines(page, 0, [*sheet.above, *caption, *unit], widths)
                end = self._chart(page, head, sheet.body, sheet.name)
                self._lines(page, end, sheet.below, widths)
            case None:
                widths = [ROOM[sheet.landscape] - PADDING / PIXELS]
                self._lines(page, 0, [*sheet.above, *sheet.below], widths)
        for index, width in enumerate(widths):
            page.set_column_pixels(index, index, round(width * PIXELS) + PADDING)

    def _set_page(self, page: Any, *, landscape: bool) -> None:
        page.set_paper(_A4)
        page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # a telephone number is no mistake
        if landscape:
            page.set_landscape()
        page.set_margins(**MARGINS)
        page.center_horizontally()
        page.fit_to_pages(1, 0)
        page.set_footer(FOOTER.format(font=font_name(Face.SONGTI, self.settings)), {"margin": 28 / 25.4})

    def _lines(self, page: Any, row: int, lines: Sequence[Line], widths: Sequence[float]) -> int:
        """Rows of words over all columns, and the row after them."""
        for place, line in enumerate(lines, row):
            gap = bool(BLANK.search(line.text))
            style = self._format((line.role, line.level, gap), partial(line_format, line, gap, self.settings))
            if len(widths) > 1:
                page.merge_range(place, 0, place, len(widths) - 1, "", style)
            self._text(page, (place, 0), (Text(line.text, (line.origin,) if line.origin else ()),), style)
            size = size_of(line.role)
            spare = 12 if line.role is Role.TITLE else 0
            page.set_row(place, height_of(lines_in(line.text, sum(widths), size), size) + spare)
            if len(widths) == 1:
                self.growing[-1].add(place + 1)
        return row + len(lines)

    def _table(self, page: Any, head: int, table: Table, widths: Sequence[float]) -> int:
        """Head and rows, and the row after them."""
        for index, column in enumerate(table.columns):
            style = self._cell_format(Stand(Align.CENTER, head=True))
            self._text(page, (head, index), column.title, style)
        heads = [plain(column.title) for column in table.columns]
        page.set_row(head, height_of(max(map(lines_in, heads, widths))) + 6)
        for index, column in enumerate(table.columns):
            cells = [row[index] for row in table.rows]
            texts = [plain(cell.inlines) for cell in cells if cell.rows]
            figures = are_numbers(plain(column.title), texts)
            align = column_align(table, index, figures)
            self._column(page, (head + 1, index), cells, align, figures=figures)
        own = [_row_height(row, widths) for row in table.rows]
        for row, height in enumerate(_heights(table, widths, own)):
            page.set_row(head + 1 + row, height)
            if height == own[row]:
                self.growing[-1].add(head + 2 + row)
        return head + 1 + len(table.rows)

    def _column(
        self, page: Any, start: tuple[int, int], cells: Sequence[Cell], align: Align, *, figures: bool
    ) -> None:
        first, column = start
        for index, cell in enumerate(cells):
            if not cell.rows and index:
                continue  # it belongs to the merged cell above
            text = plain(cell.inlines)
            number = number_in(text) if figures else None
            stand = Stand(
                align if cell.align is Align.AUTO else cell.align,
                cell.shade,
                any(part.blank for part in cell.inlines),
                bool(cell.inlines) and all(part.emphasis for part in cell.inlines),
                number.format if number else "",
            )
            style = self._cell_format(stand)
            place = (first + index, column)
            if (span := _span(cells, index)) > 1:
                page.merge_range(*place, place[0] + span - 1, column, "", style)
            if number:
                page.write_number(*place, number.value, style)
            elif cell.rows:
                self._text(page, place, cell.inlines, style)

    def _chart(self, page: Any, head: int, chart: Chart, name: str) -> int:
        """The figures as a table, the chart of them below; the row after both."""
        style = self._cell_format(Stand(Align.CENTER, head=True))
        page.write_blank(head, 0, None, style)
        for column, series in enumerate(chart.series, 1):
            self._text(page, (head, column), (series.name,), style)
            for row, point in enumerate(series.points, head + 1):
                if point.value is None:
                    self._text(page, (row, column), (point.text,), self._cell_format(Stand(Align.RIGHT)))
                    continue
                shown = shown_as(point.text.text, point.value)
                number = self._cell_format(Stand(Align.RIGHT, number=shown))
                page.write_number(row, column, float(point.value), number)
        for row, category in enumerate(chart.categories, head + 1):
            self._text(page, (row, 0), (category,), self._cell_format(Stand(Align.CENTER)))
        last = head + len(chart.categories)
        drawn = self.book.add_chart({"type": _CHARTS[chart.kind]})
        for column, _ in enumerate(chart.series, 1):
            drawn.add_series(
                {
                    "name": [name, head, column],
                    "categories": [name, head + 1, 0, last, 0],
                    "values": [name, head + 1, column, last, column],
                    "data_labels": {"value": True},
                }
            )
        if len(chart.series) < 2 and chart.kind is not ChartKind.PIE:
            drawn.set_legend({"none": True})
        drawn.set_title({"none": True})
        described = chart.description or plain(chart.caption)
        drawn.set_size({"width": round(ROOM[False] * PIXELS), "height": _CHART_ROWS * _ROW_PIXELS})
        page.insert_chart(last + 2, 0, drawn, {"description": described})
        return last + 3 + _CHART_ROWS

    def _text(self, page: Any, place: tuple[int, int], inlines: Inlines, style: Any) -> None:
        """A text as a text, whatever it begins with; refused where a cell of Excel would cut it."""
        text = plain(inlines)
        if not text.isprintable():
            refuse_unsavable(inlines, "Excel")
        if len(text) * 2 > MOST_SIGNS and len(text.encode("utf-16-le")) // 2 > MOST_SIGNS:
            raise _too_long(text, _place(inlines))
        if text:
            page.write_string(*place, text, style)
        else:
            page.write_blank(*place, None, style)

    def _cell_format(self, stand: Stand) -> Any:
        return self._format(stand, partial(cell_format, stand, self.settings))

    def _format(self, key: object, properties: Any) -> Any:
        if key not in self.formats:
            self.formats[key] = self.book.add_format(properties())
        return self.formats[key]


def _caption(caption: Inlines) -> list[Line]:
    return [Line(plain(caption), Role.HEADING, origin=_place(caption))] if plain(caption) else []


def _span(cells: Sequence[Cell], index: int) -> int:
    """How many rows a cell takes: itself and those below that go on with it."""
    span = 1
    while index + span < len(cells) and not cells[index + span].rows:
        span += 1
    return span


def _row_height(row: Sequence[Cell], widths: Sequence[float]) -> float:
    """What the cells ask for that stand in this row alone."""
    pairs = zip(row, widths, strict=True)
    return height_of(
        max([1, *(lines_in(plain(cell.inlines), width) for cell, width in pairs if cell.rows == 1)])
    )


def _heights(table: Table, widths: Sequence[float], own: Sequence[float]) -> list[float]:
    """The height of each row; the last of those that a tall merged cell spans is made higher."""
    heights = list(own)
    for column, width in enumerate(widths):
        cells = [row[column] for row in table.rows]
        for index, cell in enumerate(cells):
            span = _span(cells, index) if cell.rows else 1
            if span > 1:
                needed = height_of(lines_in(plain(cell.inlines), width))
                lacking = needed - sum(heights[index : index + span])
                last = index + span - 1
                heights[last] = min(heights[last] + max(lacking, 0), TALLEST)
    return heights


def _place(inlines: Inlines) -> Origin | None:
    return next((text.origins[0] for text in inlines if text.origins), None)


def _too_long(text: str, origin: Origin | None) -> InvalidInput:
    message = f"“{text[:20]}……”有{len(text)}字，Excel 的一格最多放{MOST_SIGNS}字"
    hint = "把它分成几条写；或只出 Word（--format docx）"
    return InvalidInput([Finding("L031", Severity.ERROR, message, hint, origin)])


__all__ = ["MOST_SIGNS", "write_xlsx"]
