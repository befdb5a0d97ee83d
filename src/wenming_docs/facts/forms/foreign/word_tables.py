"""The tables of a .docx, each as a grid; what was struck out by tracking changes is left out.

Read from the XML itself: python-docx passes over inserted text and over rows in content controls.
"""

from __future__ import annotations

from dataclasses import field
from pathlib import Path

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.forms.foreign.grid import MOST_AREA, Grid, Square, tidy
from wenming_docs.facts.forms.sheets.opening import finding_of, is_package, no_workbook, read_outside
from wenming_docs.facts.forms.sheets.package import (
    Attributes,
    Walker,
    number,
    open_package,
    plain_names,
)
from wenming_docs.facts.forms.sheets.scan import MOST_COLUMNS, MOST_ROWS, Unsound
from wenming_docs.facts.source.files import display_name
from wenming_docs.findings import Origin
from wenming_docs.records import dataclass

_MAIN = "word/document.xml"
_PASSED_OVER = frozenset(("del", "moveFrom", "Fallback"))
_LINES = frozenset(("br", "cr", "p"))


def read_word_tables(path: Path) -> tuple[Grid, ...]:
    """All tables of the .docx at ``path``; InvalidInput, with one finding, for what is not read."""
    name = display_name(path)
    try:
        data = read_outside(path)
        if not is_package(data):
            raise no_workbook(data)
        package = open_package(data)
        tables = _Tables()
        Walker(tables.start, tables.end).walk(package.part(_MAIN), _MAIN)
        return tuple(_grid(table, f"表{i}", name) for i, table in enumerate(tables.done, 1))
    except Unsound as error:
        raise InvalidInput([finding_of(error, name)]) from error


@dataclass(slots=True)
class _Cell:
    column: int
    across: int = 1
    continues: bool = False
    pieces: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    rows: list[list[_Cell]] = field(default_factory=list)
    column: int = 0


class _Tables:
    """The state of one pass; a table in a cell is a table of its own, and text of the cell."""

    def __init__(self) -> None:
        self.done: list[_Table] = []
        self.open: list[_Table] = []
        self.cells: list[_Cell] = []
        self.passed_over = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag in _PASSED_OVER:
            self.passed_over += 1
        elif tag == "tbl":
            self.open.append(_Table())
            self.done.append(self.open[-1])
        elif tag == "tr" and self.open:
            self.open[-1].rows.append([])
            self.open[-1].column = 0
            if len(self.open[-1].rows) > MOST_ROWS:
                raise Unsound("X033", f"Word 里的表超过{MOST_ROWS}行，没有读", "分成几份再导入")
        elif tag == "gridBefore" and self.open:
            self.open[-1].column += number(plain_names(attributes).get("val"), 0)
        elif tag == "tc" and self.open and self.open[-1].rows:
            self.cells.append(_Cell(self.open[-1].column))
            self.open[-1].rows[-1].append(self.cells[-1])
        elif tag == "gridSpan" and self.cells:
            self.cells[-1].across = max(number(plain_names(attributes).get("val"), 1), 1)
        elif tag == "vMerge" and self.cells:
            self.cells[-1].continues = plain_names(attributes).get("val", "continue") != "restart"

    def end(self, tag: str, text: str) -> None:
        if tag in _PASSED_OVER:
            self.passed_over -= 1
        elif tag == "t" or tag in _LINES or tag == "tab":
            piece = text if tag == "t" else "\n" if tag in _LINES else " "
            for cell in () if self.passed_over else self.cells:
                cell.pieces.append(piece)
        elif tag == "tc" and self.cells:
            cell = self.cells.pop()
            self.open[-1].column = cell.column + cell.across
            if self.open[-1].column > MOST_COLUMNS:
                raise Unsound("X033", f"Word 里的表超过{MOST_COLUMNS}列，没有读", "分成几份再导入")
        elif tag == "tbl" and self.open:
            self.open.pop()


def _grid(table: _Table, name: str, file: str) -> Grid:
    width = max((cell.column + cell.across for row in table.rows for cell in row), default=0)
    if len(table.rows) * width > MOST_AREA:
        raise Unsound("X033", f"Word 里的{name}超过{MOST_AREA:,}格，没有读", "分成几份再导入")
    rows, covered = [], {}
    above: dict[int, tuple[int, int]] = {}
    for r, cells in enumerate(table.rows):
        squares = [Square("", Origin(file, r + 1, 1, cell=f"{name}第{r + 1}行")) for _ in range(width)]
        for number_in_row, cell in enumerate(cells, 1):
            place = Origin(file, r + 1, cell.column + 1, cell=f"{name}第{r + 1}行第{number_in_row}格")
            anchor = (r, cell.column)
            if cell.continues and cell.column in above:
                anchor = above[cell.column]
            else:
                squares[cell.column] = Square(tidy("".join(cell.pieces)), place)
            above[cell.column] = anchor
            for column in range(cell.column, cell.column + cell.across):
                if (r, column) != anchor:
                    covered[r, column] = anchor
        rows.append(tuple(squares))
    return Grid(name, tuple(rows), covered)
