"""A table as it was drawn, from a sheet or a Word file: texts, merged cells, and the place of each."""

from __future__ import annotations

import re
from dataclasses import field
from datetime import date, datetime, time
from decimal import Decimal

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.forms.foreign.signs import Signs, tidy
from wenming_docs.facts.forms.reader import CellValue, Sheet, Workbook
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.records import dataclass

MOST_FILLED = 100_000
"""Filled cells of a file that is imported; 5,000 tasks of 20 columns have as many."""
MOST_AREA = 500_000
"""Cells around them, empty ones too: each becomes a text with its place, some 300 bytes."""
_DAY_OF_FORMAT = re.compile(r"d", re.I)
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_OVERLAPPING = ("文件已损坏：合并的格子互相重叠", "用 Excel 或 WPS 打开，取消合并，另存一份再导入")


@dataclass(frozen=True, slots=True)
class Square:
    """What stands in one cell: its text as it is to be written, and whether it was typed as a figure."""

    text: str
    origin: Origin
    figure: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of equal length. ``covered`` leads from a cell hidden under a merged one to that one."""

    name: str
    rows: tuple[tuple[Square, ...], ...]
    covered: dict[tuple[int, int], tuple[int, int]]
    hidden: bool = False
    findings: tuple[Finding, ...] = field(default=())

    @property
    def width(self) -> int:
        """Columns."""
        return len(self.rows[0]) if self.rows else 0

    def text(self, row: int, column: int) -> str:
        """The text in a cell itself, "" under a merged one."""
        return self.rows[row][column].text

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """Where the text for a cell stands: above it, if it is merged with that one."""
        place = self.covered.get((row, column), (row, column))
        return place if place[1] == column else (row, column)

    def at(self, row: int, column: int) -> Square:
        """The cell whose text holds for this one."""
        above, beside = self.anchor(row, column)
        return self.rows[above][beside]

    def filled(self, row: int) -> list[int]:
        """The columns of a row in which something stands."""
        return [column for column in range(self.width) if self.text(row, column)]

    def is_wide(self, row: int) -> bool:
        """Whether the row has one text only, in a cell merged over most of the table."""
        filled = self.filled(row)
        if len(filled) != 1 or self.width < 2:
            return False
        under = sum(self.covered.get((row, column)) == (row, filled[0]) for column in range(self.width))
        return 2 * (under + 1) > self.width


def grid_of_sheet(book: Workbook, sheet: Sheet) -> Grid:
    """A sheet as a table."""
    signs = Signs()
    rows = tuple(
        tuple(
            _square(value, sheet.formats.get((r, c), ""), book.origin(sheet, r, c), signs)
            for c, value in enumerate(row)
        )
        for r, row in enumerate(sheet.rows)
    )
    height, width = len(rows), len(rows[0]) if rows else 0
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    room = height * width
    for top, left, bottom, right in sheet.merged:
        room -= max(min(bottom + 1, height) - top, 0) * max(min(right + 1, width) - left, 0)
        if room < 0:  # merged cells that lie over each other: no program draws such a table
            raise InvalidInput(
                [Finding("X032", Severity.ERROR, *_OVERLAPPING, book.origin(sheet, top, left))]
            )
        for r in range(top, min(bottom + 1, height)):
            for c in range(left, min(right + 1, width)):
                if (r, c) != (top, left):
                    covered[r, c] = (top, left)
    findings = (*book.findings_of(sheet), *signs.findings())
    return Grid(sheet.name, rows, covered, sheet.hidden, findings)


def _square(value: CellValue, shown_as: str, origin: Origin, signs: Signs) -> Square:
    if isinstance(value, str):
        return Square(signs.tidied(value, origin), origin)
    figure = isinstance(value, (int, float)) and not isinstance(value, bool) and "%" not in shown_as
    return Square(printed(value, shown_as), origin, figure)


def printed(value: CellValue, shown_as: str = "") -> str:
    """A value as text: 2026年6月30日, 85%, 12.5; a day that the sheet does not show is left out."""
    if value is None:
        return ""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        day = printed(value.date(), shown_as)
        return day if value.time() == time() else f"{day}{value:%H:%M}"
    if isinstance(value, date):
        month = f"{value.year}年{value.month}月"
        bare = _LITERAL.sub("", shown_as)
        return month if bare and not _DAY_OF_FORMAT.search(bare) else f"{month}{value.day}日"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if "%" in shown_as:
        return f"{_plain(Decimal(f'{value:.15g}') * 100)}%"
    return _plain(Decimal(f"{value:.15g}"))


def _plain(figure: Decimal) -> str:
    text = f"{figure:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
