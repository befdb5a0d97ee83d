"""The tables of a .docx, each as a grid; what tracking changes struck out and what is hidden is left out.

Read from the XML itself: python-docx passes over inserted text and over rows in content controls.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.forms.foreign.grid import MOST_AREA, Grid, Square
from wenming_docs.facts.forms.foreign.signs import Signs
from wenming_docs.facts.forms.foreign.word_hidden import Hidden, hidden_styles
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
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.records import dataclass

_SHOWN = 8
_MAIN = "word/document.xml"
_STYLES = "word/styles.xml"
_PASSED_OVER = frozenset(("del", "moveFrom", "Fallback"))
_SIGNS = {"br": "\n", "cr": "\n", "p": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "-"}


def read_word_tables(path: Path) -> tuple[Grid, ...]:
    """All tables of the .docx at ``path``; InvalidInput, with one finding, for what is not read."""
    name = display_name(path)
    try:
        data = read_outside(path)
        if not is_package(data):
            raise no_workbook(data)
        package = open_package(data)
        styles = package.part(_STYLES) if package.has(_STYLES) else b""
        tables = _Tables(Hidden(hidden_styles(styles) if styles else frozenset()))
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
    hidden: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    rows: list[list[_Cell]] = field(default_factory=list)
    column: int = 0


class _Tables:
    """The state of one pass; a table in a cell is a table of its own, and text of the cell."""

    def __init__(self, hidden: Hidden) -> None:
        self.hidden = hidden
        self.done: list[_Table] = []
        self.open: list[_Table] = []
        self.cells: list[_Cell] = []
        self.passed_over = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        self.hidden.start(tag, attributes)
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
        elif tag == "t" or tag in _SIGNS:
            piece = text if tag == "t" else _SIGNS[tag]
            unseen = tag != "p" and self.hidden.holds()
            for cell in () if self.passed_over else self.cells:
                (cell.hidden if unseen else cell.pieces).append(piece)
        elif tag == "tc" and self.cells:
            cell = self.cells.pop()
            self.open[-1].column = cell.column + cell.across
            if self.open[-1].column > MOST_COLUMNS:
                raise Unsound("X033", f"Word 里的表超过{MOST_COLUMNS}列，没有读", "分成几份再导入")
        elif tag == "tbl" and self.open:
            self.open.pop()
        self.hidden.end(tag)


def _grid(table: _Table, name: str, file: str) -> Grid:
    width = max((cell.column + cell.across for row in table.rows for cell in row), default=0)
    if len(table.rows) * width > MOST_AREA:
        raise Unsound("X033", f"Word 里的{name}超过{MOST_AREA:,}格，没有读", "分成几份再导入")
    rows, covered, signs = [], {}, Signs()
    unseen: list[Origin] = []
    above: dict[int, tuple[int, int]] = {}
    for r, cells in enumerate(table.rows):
        squares = [Square("", Origin(file, r + 1, 1, cell=f"{name}第{r + 1}行")) for _ in range(width)]
        for number_in_row, cell in enumerate(cells, 1):
            place = Origin(file, r + 1, cell.column + 1, cell=f"{name}第{r + 1}行第{number_in_row}格")
            anchor = (r, cell.column)
            if cell.continues and cell.column in above:
                anchor = above[cell.column]
            else:
                if "".join(cell.hidden).strip():
                    unseen.append(place)
                squares[cell.column] = Square(signs.tidied("".join(cell.pieces), place), place)
            above[cell.column] = anchor
            for column in range(cell.column, cell.column + cell.across):
                if (r, column) != anchor:
                    covered[r, column] = anchor
        rows.append(tuple(squares))
    return Grid(name, tuple(rows), covered, findings=(*signs.findings(), *_told(unseen)))


def _told(unseen: list[Origin]) -> Iterator[Finding]:
    """One notice about the cells with text that Word does not show."""
    if unseen:
        cells = "、".join(place.cell for place in unseen[:_SHOWN])
        more = f"等{len(unseen)}格" if len(unseen) > _SHOWN else ""
        message, hint = f"{cells}{more}里有隐藏的文字，没有导入", "要用的，在 Word 里取消“隐藏”，存了再导入"
        yield Finding("X073", Severity.NOTICE, message, hint, unseen[0])
