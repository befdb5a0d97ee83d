"""Looking through an .xlsx: its sheets in order, and what each of them holds besides values."""

from __future__ import annotations

import posixpath

from wenming_docs.facts.forms.sheets.package import (
    Attributes,
    Package,
    Walker,
    copied,
    damaged,
    is_true,
    number,
    packed,
    plain_names,
)
from wenming_docs.facts.forms.sheets.scan import MOST_ROWS, Place, Room, Scan, place_of

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"
_MOST_SHEETS = 500
_ROOT = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
"""That the workbook is the part looked through here, for the reader that gets the clean copy."""
BUILT_IN = {9: "0%", 10: "0.00%", 14: "yyyy/m/d", 17: "mmm-yy", 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"'}
BUILT_IN |= {27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 31: 'yyyy"年"m"月"d"日"'}
"""Formats that a file names by number alone, as a Chinese office program shows them."""


def scan_xlsx(package: Package, room: Room) -> tuple[dict[str, Scan], bytes]:
    """Sheet name → its scan, and a clean copy of what a reader of values needs."""
    relations = _relations(package.part(_RELATIONS))
    names: dict[str, str] = {}

    def sheet(tag: str, attributes: Attributes) -> None:
        if tag == "sheet" and len(names) < _MOST_SHEETS:
            plain = plain_names(attributes)
            names[plain.get("name", "")] = relations.get(plain.get("id", ""), "")

    workbook = package.part(_WORKBOOK)
    Walker(sheet).walk(workbook, _WORKBOOK)
    parts = {_WORKBOOK: workbook, _RELATIONS: package.part(_RELATIONS)}
    parts |= {"_rels/.rels": _ROOT.encode(), **copied(package, (_STRINGS, _STYLES))}
    formats = _formats(parts[_STYLES]) if _STYLES in parts else []
    if _STRINGS in parts:
        Walker(lambda _tag, _attributes: None).walk(parts[_STRINGS], _STRINGS)
    scans = {}
    for name, part in names.items():
        if not part.lower().startswith("xl/worksheets/"):
            continue  # a chart or an old macro sheet: no table
        parts[part] = package.part(part)
        scans[name] = _Sheet(Scan(name, room), formats).scan(parts[part], part)
    return scans, packed(parts)


def _relations(data: bytes) -> dict[str, str]:
    """Relationship id → the part it leads to."""
    found: dict[str, str] = {}

    def relation(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            found[attributes.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")

    Walker(relation).walk(data, _RELATIONS)
    return found


def _formats(data: bytes) -> list[str]:
    """The number format of each cell style; "" where it shows a figure as it is."""
    own: dict[int, str] = {}
    used: list[int] = []
    inside = ""

    def style(tag: str, attributes: Attributes) -> None:
        nonlocal inside
        if tag in ("cellXfs", "cellStyleXfs", "dxfs"):
            inside = tag
        elif tag == "numFmt" and inside != "dxfs":
            own[number(attributes.get("numFmtId"), -1)] = attributes.get("formatCode", "")
        elif tag == "xf" and inside == "cellXfs":
            used.append(number(attributes.get("numFmtId"), 0))

    Walker(style).walk(data, _STYLES)
    return [own.get(id, BUILT_IN.get(id, "")) for id in used]


class _Sheet:
    """The state of one pass over a sheet."""

    def __init__(self, scan: Scan, formats: list[str]) -> None:
        self.result, self.formats = scan, formats
        self.row, self.column = -1, -1
        self.kind = self.style = ""
        self.formula = self.valued = False

    def scan(self, data: bytes, part: str) -> Scan:
        self.part = part
        Walker(self._start, self._end).walk(data, part)
        return self.result

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._cell(attributes)
        elif tag == "v" or tag == "is":
            self.valued = True
        elif tag == "f":
            self.formula = True
        elif tag == "row":
            self.row = max(number(attributes.get("r"), self.row + 2) - 1, 0)
            self.column = -1
            if is_true(attributes.get("hidden")) and self.row < MOST_ROWS:
                self.result.hidden_rows.add(self.row)
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif tag == "col" and is_true(attributes.get("hidden")):
            last = number(attributes.get("max"), 0)
            self.result.hide_columns(number(attributes.get("min"), 1) - 1, last - 1)

    def _cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            place = place_of(reference)
            if place is None:
                raise damaged(f"{self.part} 里有一格的位置是“{reference[:20]}”")
            self.row, self.column = place
        self.kind = attributes.get("t", "")
        self.style = attributes.get("s", "")
        self.formula = self.valued = False

    def _end(self, tag: str, text: str) -> None:
        if tag == "v" and self.kind == "e":
            self.result.errors[self._place()] = text
        elif tag == "c" and (self.valued or self.formula):
            self._filled(self._place())

    def _place(self) -> Place:
        return self.row, self.column

    def _filled(self, place: Place) -> None:
        self.result.fill(*place)
        if self.formula:
            self.result.formulas.add(place)
            if not self.valued:
                self.result.uncached.add(place)
        style = number(self.style, 0)
        if self.kind in ("", "n", "d") and style < len(self.formats) and self.formats[style]:
            self.result.formats[place] = self.formats[style]

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, stop = place_of(first), place_of(last or first)
        if start is None or stop is None:
            raise damaged(f"{self.part} 里合并的格子写着“{reference[:20]}”")
        self.result.merge(*start, *stop)
