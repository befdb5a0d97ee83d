"""What the bytes of a sheet tell that its values do not: size, formulas, merges, what is hidden."""

from __future__ import annotations

import re
from dataclasses import field

from wenming_docs.records import dataclass

MOST_ROWS = 100_000
MOST_COLUMNS = 500
MOST_MERGES = 100_000
MOST_SHEETS = 500

Place = tuple[int, int]
"""Row and column of a cell, both from 0."""


class Unsound(Exception):
    """Something in a file that is not read on; ``code`` is that of the finding, both texts are Chinese.

    ``cell`` (``任务!C7``) is the one at fault, which stands at ``place``; "" means the file as a whole.
    """

    def __init__(
        self, code: str, message: str, hint: str = "", cell: str = "", place: Place = (0, 0)
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint
        self.cell, self.place = cell, place


@dataclass(slots=True)
class Room:
    """What the sheets of one file may take together, and what they have taken so far.

    A form keeps a record of its cells and is read cell by cell; of 5,000 rows it has 300,000.
    """

    most_filled: int = 1_000_000
    most_area: int = 2_000_000
    """Cells of the smallest rectangles from A1 around the filled ones: each of them is kept."""
    filled: int = 0
    area: int = 0


@dataclass(slots=True)
class Scan:
    """One sheet: what stands where. ``merged`` holds first row and column, last row and column, from 0."""

    name: str
    room: Room = field(default_factory=Room)
    filled: int = 0
    texts: int | None = None
    """How many cells show something, where that is counted; as many values have to come through."""
    last_row: int = -1
    last_column: int = -1
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    formulas: set[Place] = field(default_factory=set)
    uncached: set[Place] = field(default_factory=set)
    """Formulas of which the file does not say what they gave."""
    errors: dict[Place, str] = field(default_factory=dict)
    """Cells that show #REF! and the like."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formats: dict[Place, str] = field(default_factory=dict)
    """How a figure is shown (``0%``, ``yyyy"年"m"月"``), where the file says so."""

    def fill(self, row: int, column: int, count: int = 1) -> None:
        """A filled cell; ``count`` of them end there. Raises Unsound where it is more than is read."""
        if row >= MOST_ROWS or column >= MOST_COLUMNS:
            limit = f"{MOST_ROWS}行、{MOST_COLUMNS}列"
            raise self._too_large(f"第{row + 1}行第{column + 1}列还有内容，超过{limit}", (row, column))
        before = (self.last_row + 1) * (self.last_column + 1)
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)
        self.filled += count
        self.room.filled += count
        self.room.area += (self.last_row + 1) * (self.last_column + 1) - before
        if self.room.filled > self.room.most_filled:
            raise self._too_large(f"有内容的超过{self.room.most_filled:,}格", (row, column))
        if self.room.area > self.room.most_area:
            corner = f"{letters(self.last_column)}{self.last_row + 1}"
            what = f"内容一直到{corner}，连空格子一共{self.room.area:,}格，超过{self.room.most_area:,}格"
            raise self._too_large(what, (row, column))

    def merge(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """A merged cell; one of a single cell is none."""
        if (first_row, first_column) != (last_row, last_column):
            self.merged.append((first_row, first_column, last_row, last_column))
        if len(self.merged) > MOST_MERGES:
            raise self._too_large("合并的格子太多", (first_row, first_column))

    def hide_columns(self, first: int, last: int) -> None:
        """Columns that are hidden, as far as any are read."""
        self.hidden_columns.update(range(max(first, 0), min(last + 1, MOST_COLUMNS)))

    def _too_large(self, what: str, place: Place) -> Unsound:
        hint = "删去表外多余的内容（选中多余的行列，右键“删除”），或只留要用的工作表"
        cell = f"{self.name}!{letters(place[1])}{place[0] + 1}"
        return Unsound("X033", f"工作表“{self.name}”太大：{what}", hint, cell, place)


def spoilt(sheet: str, place: Place, what: str) -> Unsound:
    """The finding for a cell that holds what no cell holds."""
    name = f"{letters(place[1])}{place[0] + 1}"
    hint = f"用 Excel 或 WPS 打开，看{name}写的是什么，重打一遍，另存再用"
    return Unsound("X070", f"文件已损坏：这一格{what}", hint, f"{sheet}!{name}", place)


def error_value(sheet: str, place: Place, text: str) -> Unsound:
    """The finding for an error value that the reader of values does not know (#SPILL! and the like)."""
    cell = f"{sheet}!{letters(place[1])}{place[0] + 1}"
    return Unsound("X037", f"这一格是错误值“{text[:20]}”", "改好公式，或直接写上结果", cell, place)


def too_many_sheets(count: int) -> Unsound:
    """The finding for a file of which some sheets would not be read."""
    message = f"工作表超过{MOST_SHEETS}张（已数到{count}张），没有读"
    return Unsound("X033", message, "只留要用的工作表，另存一份")


_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


def place_of(reference: str) -> Place | None:
    """``C7`` as row and column from 0; None for what is no cell."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def letters(column: int) -> str:
    """The letters of a column from 0: A … Z, AA …"""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
