"""Looking through an .xls (BIFF8, and what BIFF5 shares with it): its records one after the other."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from wenming_docs.facts.forms.sheets.package import damaged, locked
from wenming_docs.facts.forms.sheets.scan import MOST_SHEETS, Room, Scan, too_many_sheets
from wenming_docs.facts.forms.sheets.xlsx import BUILT_IN

_FORMULA, _STRING, _PASSWORD, _BOUND, _XF, _FORMAT = 0x06, 0x207, 0x2F, 0x85, 0xE0, 0x41E
_ROW, _COLUMNS, _MERGES, _MANY, _BOOLEAN = 0x208, 0x7D, 0xE5, 0xBD, 0x205
_START, _STOP = (0x809, 0x409, 0x209, 0x09), 0x0A
_NUMBERS = frozenset((0x203, 0x27E))
_FILLED = frozenset((0xFD, 0x204, 0xD6)) | _NUMBERS
_MOST_RECORDS = 6_000_000
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_TEXT, _IS_ERROR, _BLANK = 0, 2, 3
"""What kind of cached value a formula has, where it is no figure."""

Record = tuple[int, bytes]


def scan_xls(data: bytes, room: Room) -> dict[str, Scan]:
    """Sheet name → its scan, from the stream of a workbook. Unsound for a damaged or locked one."""
    formats: dict[int, str] = dict(BUILT_IN)
    used: list[int] = []
    bounds: list[tuple[int, int, str]] = []
    try:
        for kind, body in _records(data, 0):
            if kind == _PASSWORD:
                raise locked()
            if kind == _BOUND:
                if len(bounds) == MOST_SHEETS:
                    raise too_many_sheets(len(bounds) + 1)
                bounds.append((struct.unpack_from("<I", body)[0], body[5], _short_text(body, 6)))
            elif kind == _XF:
                used.append(struct.unpack_from("<H", body, 2)[0])
            elif kind == _FORMAT:
                formats[struct.unpack_from("<H", body)[0]] = _long_text(body, 2)
        codes = [formats.get(id, "") for id in used]
        return {
            name: _Sheet(Scan(name, room), codes).scan(data, start)
            for start, kind, name in bounds
            if kind == 0
        }
    except (struct.error, IndexError) as error:
        raise damaged("表格的内容不完整") from error


def _records(data: bytes, at: int) -> Iterator[Record]:
    """The records from ``at`` to the end of their part; parts within it (charts) are passed over."""
    depth = 0
    for _ in range(_MOST_RECORDS):
        if at + 4 > len(data):
            raise damaged("表格的内容不完整")
        kind, size = struct.unpack_from("<HH", data, at)
        body = data[at + 4 : at + 4 + size]
        if len(body) != size:
            raise damaged("表格的内容不完整")
        at += 4 + size
        if kind in _START:
            depth += 1
        elif kind == _STOP:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, body


def _short_text(body: bytes, at: int) -> str:
    """A text with a length of one byte."""
    return _decoded(body, at + 1, body[at])


def _long_text(body: bytes, at: int) -> str:
    return _decoded(body, at + 2, struct.unpack_from("<H", body, at)[0])


def _decoded(body: bytes, at: int, length: int) -> str:
    wide = body[at] & 1 if at < len(body) else 0
    raw = body[at + 1 : at + 1 + (length << wide)]
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")


class _Sheet:
    """The state of one pass over the records of a sheet."""

    def __init__(self, scan: Scan, formats: list[str]) -> None:
        self.result, self.formats = scan, formats
        self.waiting: tuple[int, int] | None = None

    def scan(self, data: bytes, start: int) -> Scan:
        for kind, body in _records(data, start):
            if self.waiting is not None:
                # The text that a formula gave follows it at once (behind a shared formula at most).
                if kind == _STRING:
                    self.waiting = None
                elif kind not in (0x4BC, 0x221, 0x36):
                    self.result.uncached.add(self.waiting)
                    self.waiting = None
            self._record(kind, body)
        if self.waiting is not None:
            self.result.uncached.add(self.waiting)
        return self.result

    def _record(self, kind: int, body: bytes) -> None:
        if kind in _FILLED or kind in (_FORMULA, _BOOLEAN):
            row, column, style = struct.unpack_from("<3H", body)
            self.result.fill(row, column)
            if kind in _NUMBERS or kind == _FORMULA:
                self._format(row, column, style)
            if kind == _FORMULA:
                self._formula((row, column), body)
            elif kind == _BOOLEAN and body[7]:
                self.result.errors[row, column] = _ERRORS.get(body[6], "错误值")
        elif kind == _MANY:
            row, first = struct.unpack_from("<2H", body)
            for index in range((len(body) - 6) // 6):
                self.result.fill(row, first + index)
                self._format(row, first + index, struct.unpack_from("<H", body, 4 + 6 * index)[0])
        elif kind == _ROW and struct.unpack_from("<H", body, 12)[0] & 0x20:
            self.result.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif kind == _COLUMNS and struct.unpack_from("<H", body, 8)[0] & 1:
            self.result.hide_columns(*struct.unpack_from("<2H", body))
        elif kind == _MERGES:
            for at in range(2, 2 + 8 * struct.unpack_from("<H", body)[0], 8):
                first, last, left, right = struct.unpack_from("<4H", body, at)
                self.result.merge(first, left, last, right)

    def _format(self, row: int, column: int, style: int) -> None:
        if style < len(self.formats) and self.formats[style]:
            self.result.formats[row, column] = self.formats[style]

    def _formula(self, place: tuple[int, int], body: bytes) -> None:
        self.result.formulas.add(place)
        value, flags = body[6:14], struct.unpack_from("<H", body, 14)[0]
        if value[6:8] != b"\xff\xff":
            return
        if value[0] == _TEXT:
            self.waiting = place
        elif value[0] == _IS_ERROR:
            self.result.errors[place] = _ERRORS.get(value[2], "错误值")
        elif value[0] == _BLANK and flags & 3:  # to be reckoned when it is opened: nobody has yet
            self.result.uncached.add(place)
