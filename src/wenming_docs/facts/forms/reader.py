"""A workbook that came from outside, read as values: .xlsx, .xls, .et and .ods, bounded, never evaluated.

The bytes are looked through before another reader gets them: sizes, formulas, merges, what is hidden.
A file that is refused raises InvalidInput with one finding (X030–X033); what is odd about one sheet is
told by ``Workbook.findings_of``, so that a sheet that nobody reads stops nothing.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.forms.sheets.opening import (
    finding_of,
    is_package,
    read_outside,
    scan_compound,
    scan_package,
)
from wenming_docs.facts.forms.sheets.package import damaged, locked, open_package
from wenming_docs.facts.forms.sheets.scan import Place, Room, Scan, Unsound, letters
from wenming_docs.facts.source.files import display_name
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.records import dataclass

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

CellValue: TypeAlias = str | int | float | bool | date | datetime | time | None

_OLD_MACROS = "_VBA_PROJECT_CUR".encode("utf-16-le")
_EXACT = 2**53
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet from A1: rows of equal length, None where nothing stands. All places count from 0.

    ``merged`` holds first row, first column, last row, last column; the value stands in the first cell.
    """

    name: str
    hidden: bool
    rows: tuple[tuple[CellValue, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    formulas: frozenset[Place] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formats: dict[Place, str] = field(default_factory=dict)
    """How a figure is shown (``0%``), where the file says so."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a file, in order; ``findings`` are notices about the file as a whole."""

    path_name: str
    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...] = ()
    _odd: dict[str, tuple[Finding, ...]] = field(default_factory=dict)

    def findings_of(self, sheet: Sheet) -> tuple[Finding, ...]:
        """What whoever uses this sheet has to know; errors are cells without a value (X035, X037)."""
        return (*self.findings, *self._odd.get(sheet.name, ()))

    def origin(self, sheet: Sheet, row: int, column: int) -> Origin:
        """The place of a cell; the sheet is named where the file shows several."""
        several = sum(not each.hidden for each in self.sheets) > 1 or sheet.hidden
        return origin(self.path_name, row, column, sheet.name if several else "")


def cell_name(row: int, column: int) -> str:
    """``C7`` for row 6, column 2."""
    return f"{letters(column)}{row + 1}"


def origin(path: str | Path, row: int, column: int, sheet: str = "") -> Origin:
    """The place of a cell, printed ``文件!C7``, or ``文件!工作表!C7`` with the name of a sheet."""
    name = display_name(path) if isinstance(path, Path) else path
    cell = cell_name(row, column)
    return Origin(name, row + 1, column + 1, cell=f"{sheet}!{cell}" if sheet else cell)


def read_workbook(path: Path, room: Room | None = None) -> Workbook:
    """Every sheet of the workbook at ``path``; InvalidInput, with one finding, for what is not read.

    ``room`` says how many cells the sheets may have; without it as many as a form may.
    """
    name = display_name(path)
    try:
        return _read(read_outside(path), name, room or Room())
    except Unsound as error:
        raise InvalidInput([finding_of(error, name)]) from error


def _read(data: bytes, name: str, room: Room) -> Workbook:
    package = open_package(data) if is_package(data) else None
    scans, clean = scan_package(package, room) if package else scan_compound(data, room)
    findings = list(_ignored(package.names if package else (), data, name))
    sheets = _values(clean, scans)
    odd = {}
    several = sum(not sheet.hidden for sheet in sheets) > 1
    for sheet in sheets:
        shown = sheet.name if several or sheet.hidden else ""
        odd[sheet.name] = tuple(_odd(scans[sheet.name], sheet, name, shown))
    return Workbook(name, sheets, tuple(findings), odd)


def _ignored(parts: Collection[str], data: bytes, name: str) -> list[Finding]:
    """Notices about what is in the file, of these parts, and is not used."""
    found = []
    if _OLD_MACROS in data or any(
        part.endswith("vbaproject.bin") or "macrosheets/" in part for part in parts
    ):
        found.append("文件里有宏，没有运行，只读了格子里的内容")
    if any("externallinks/" in part for part in parts):
        found.append("有的格子引用别的文件，用的是上次存的结果")
    if "xl/connections.xml" in parts:
        found.append("表格连着别处的数据，没有去取，用的是上次存的结果")
    hint = "不放心就请发来的人“选择性粘贴—数值”，另存为 .xlsx"
    return [Finding("X039", Severity.NOTICE, text, hint, Origin(name, 1, 1)) for text in found]


def _values(data: bytes, scans: dict[str, Scan]) -> tuple[Sheet, ...]:
    """The values of the scanned sheets. A panic of the reader is no Exception, and still no crash of ours."""
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = calamine.SheetVisibleEnum.Visible
        sheets = tuple(
            _sheet(book.get_sheet_by_name(about.name), about.visible != shown, scans[about.name])
            for about in book.sheets_metadata
            if about.name in scans
        )
        if len(sheets) == len(scans) and not any(_is_lost(sheet, scans[sheet.name]) for sheet in sheets):
            return sheets
        raise damaged("表格的内容读不全")
    except calamine.PasswordError as error:
        raise locked() from error
    except (KeyboardInterrupt, SystemExit, MemoryError, Unsound):
        raise
    except BaseException as error:
        raise damaged("表格的内容读不出来") from error


def _is_lost(sheet: Sheet, scan: Scan) -> bool:
    """Whether a cell was seen that did not come through: the two readers understand the file differently."""
    if scan.texts is not None:
        return scan.texts != sum(
            value is not None and (not isinstance(value, str) or value.strip() != "")
            for row in sheet.rows
            for value in row
        )
    seen = scan.filled > len(scan.formulas | set(scan.errors))
    return seen and all(value is None for row in sheet.rows for value in row)


def _sheet(raw: CalamineSheet, hidden: bool, scan: Scan) -> Sheet:
    """The rows from A1 to the last filled cell, none longer or shorter than the others."""
    width, height = scan.last_column + 1, scan.last_row + 1
    rows = [_row(values, width) for values in raw.to_python(skip_empty_area=False)[:height]]
    rows += [(None,) * width] * (height - len(rows))
    return Sheet(
        scan.name,
        hidden,
        tuple(rows),
        tuple(sorted(scan.merged)),
        frozenset(scan.formulas),
        frozenset(scan.hidden_rows),
        frozenset(scan.hidden_columns),
        scan.formats,
    )


def _row(values: Sequence[object], width: int) -> tuple[CellValue, ...]:
    row = tuple(_value(value) for value in values[:width])
    return row + (None,) * (width - len(row))


def _value(value: object) -> CellValue:
    if isinstance(value, str):
        return value or None
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    assert value is None or isinstance(value, (bool, int, float, date, datetime, time))
    return value


def _odd(scan: Scan, sheet: Sheet, name: str, shown: str) -> Iterable[Finding]:
    """Cells without a sound value, formulas, and what nobody sees who opens the file."""

    def at(place: Place) -> Origin:
        return origin(name, *place, shown)

    for place in sorted(scan.uncached):
        hint = f"用 Excel 或 WPS 打开，存一次再用；或在{cell_name(*place)}直接写上结果"
        yield Finding("X035", Severity.ERROR, "这一格是公式，文件里没有它的结果", hint, at(place))
    for place, text in sorted(scan.errors.items()):
        hint = "改好公式，或直接写上结果"
        yield Finding("X037", Severity.ERROR, f"这一格是错误值“{text}”", hint, at(place))
    sound = sorted(scan.formulas - scan.uncached - set(scan.errors))
    empty = [place for place in sound if sheet.rows[place[0]][place[1]] is None]
    hint = "看一眼这些格子对不对；不放心就打开存一次再用"
    for places, what in (
        ([place for place in sound if place not in empty], "用的是上次存的结果"),
        (empty, "上次存的结果是空的"),
    ):
        if places:
            names = _few([cell_name(*place) for place in places])
            yield Finding("X036", Severity.NOTICE, f"{names}是公式，{what}", hint, at(places[0]))
    yield from _unseen(sheet, at)


def _unseen(sheet: Sheet, at: Callable[[Place], Origin]) -> Iterable[Finding]:
    hint = "用不着就删去，再读一次"
    if sheet.hidden:
        yield Finding("X038", Severity.NOTICE, f"工作表“{sheet.name}”是隐藏的，也读了", hint, at((0, 0)))
    rows = [row for row in sorted(sheet.hidden_rows) if row < len(sheet.rows) and any_value(sheet.rows[row])]
    if rows:
        names = _few([str(row + 1) for row in rows])
        yield Finding("X038", Severity.NOTICE, f"第{names}行是隐藏的，也读了", hint, at((rows[0], 0)))
    columns = [
        c for c in sorted(sheet.hidden_columns) if any(c < len(r) and r[c] is not None for r in sheet.rows)
    ]
    if columns:
        names = _few([letters(column) for column in columns])
        yield Finding("X038", Severity.NOTICE, f"{names}列是隐藏的，也读了", hint, at((0, columns[0])))


def any_value(row: Iterable[CellValue]) -> bool:
    """Whether anything stands in a row."""
    return any(value is not None and str(value).strip() for value in row)


def _few(names: list[str]) -> str:
    """The first few names, and how many there are."""
    shown = "、".join(names[:_SHOWN])
    return shown if len(names) <= _SHOWN else f"{shown}等{len(names)}处"
