"""Looking through an .xlsx: its sheets in order, and what each of them holds besides values."""

from __future__ import annotations

import posixpath

from wenming_docs.facts.forms.sheets.cells import ERRORS, fault_of
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
from wenming_docs.facts.forms.sheets.scan import (
    MOST_ROWS,
    MOST_SHEETS,
    Place,
    Room,
    Scan,
    error_value,
    place_of,
    spoilt,
    too_many_sheets,
)

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"
_NO_TABLES = ("xl/chartsheets/", "xl/dialogsheets/", "xl/macrosheets/")
_NO_SIZE = ("0", "0.0")
"""A row or column of no height or width is as good as hidden."""
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
    relations = _relations(package.xml(_RELATIONS))
    names: dict[str, str] = {}

    def sheet(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            plain = plain_names(attributes)
            names[plain.get("name", "")] = relations.get(plain.get("id", ""), "")
            if len(names) > MOST_SHEETS:
                raise too_many_sheets(len(names))

    workbook = package.xml(_WORKBOOK)
    Walker(sheet).walk(workbook, _WORKBOOK)
    parts = {_WORKBOOK: workbook, _RELATIONS: package.xml(_RELATIONS)}
    parts |= {"_rels/.rels": _ROOT.encode(), **copied(package, (_STRINGS, _STYLES))}
    formats = _formats(parts[_STYLES]) if _STYLES in parts else []
    strings = _strings(parts[_STRINGS]) if _STRINGS in parts else b""
    scans = {}
    for name, part in names.items():
        if part.lower().startswith(_NO_TABLES):
            continue
        if not part.lower().startswith("xl/worksheets/"):
            raise damaged(f"工作表“{name}”的内容不在该在的地方")
        parts[part] = package.xml(part)
        scans[name] = _Sheet(Scan(name, room), formats, strings).scan(parts[part], part)
    return scans, packed(parts)


def _strings(data: bytes) -> bytes:
    """For each shared text in order whether it says anything, 1 or 0; readings beside it do not count."""
    found = bytearray()
    aside, inside = 0, False

    def opened(tag: str, _attributes: Attributes) -> None:
        nonlocal aside, inside
        if inside:
            raise damaged(f"{_STRINGS} 第{len(found)}条文字里夹着别的东西")
        inside = tag == "t"
        if tag == "si":
            found.append(0)
        aside += tag == "rPh"

    def closed(tag: str, text: str) -> None:
        nonlocal aside, inside
        aside -= tag == "rPh"
        if tag == "t":
            inside = False
            if not aside and found and text.strip():
                found[-1] = 1

    Walker(opened, closed).walk(data, _STRINGS)
    return bytes(found)


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

    def __init__(self, scan: Scan, formats: list[str], strings: bytes) -> None:
        self.result, self.formats, self.strings = scan, formats, strings
        self.result.texts = 0
        self.tables = self.aside = 0
        self.row, self.column = -1, -1
        self.rows: set[int] = set()
        self.columns: set[int] = set()
        self.kind = self.shown_as = ""
        self.formula = self.valued = self.says = self.inside = False

    def scan(self, data: bytes, part: str) -> Scan:
        self.part = part
        Walker(self._start, self._end).walk(data, part)
        return self.result

    def _start(self, tag: str, attributes: Attributes) -> None:
        if self.inside:
            raise spoilt(self.result.name, self._place(), "的值里夹着别的东西")
        self.inside = tag in ("v", "t")
        if tag == "c":
            self._cell(attributes)
        elif tag == "v" or tag == "is":
            if self.valued:
                raise spoilt(self.result.name, self._place(), "写了两个值")
            self.valued = True
        elif tag == "f":
            self.formula = True
        elif tag == "rPh":
            self.aside += 1
        elif tag == "row":
            self._row(attributes)
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif tag == "col" and (is_true(attributes.get("hidden")) or attributes.get("width") in _NO_SIZE):
            last = number(attributes.get("max"), 0)
            self.result.hide_columns(number(attributes.get("min"), 1) - 1, last - 1)
        elif tag == "sheetData":
            self.tables += 1
            if self.tables > 1:
                raise damaged(f"{self.part} 里有两份表格")

    def _row(self, attributes: Attributes) -> None:
        self.row = number(attributes.get("r"), self.row + 2) - 1
        self.column = -1
        self.columns.clear()
        if self.row < 0 or self.row in self.rows:
            raise spoilt(self.result.name, (max(self.row, 0), 0), "所在的行写了两次，或行号不对")
        self.rows.add(self.row)
        if (is_true(attributes.get("hidden")) or attributes.get("ht") in _NO_SIZE) and self.row < MOST_ROWS:
            self.result.hidden_rows.add(self.row)

    def _cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            place = place_of(reference)
            if place is None:
                raise damaged(f"{self.part} 里有一格的位置是“{reference[:20]}”")
            if place[0] != self.row:
                raise spoilt(self.result.name, place, f"写在第{self.row + 1}行里")
            self.column = place[1]
        if self.column in self.columns:
            raise spoilt(self.result.name, self._place(), "写了两次")
        self.columns.add(self.column)
        self.kind = attributes.get("t", "")
        style = number(attributes.get("s"), 0)
        self.shown_as = self.formats[style] if style < len(self.formats) else ""
        self.formula = self.valued = self.says = False

    def _end(self, tag: str, text: str) -> None:
        self.inside = False
        if tag == "v":
            self._value(text)
        elif tag == "c":
            if self.valued or self.formula:
                self._filled(self._place())
        elif tag == "t":
            self.says = self.says or (not self.aside and text.strip() != "")
        elif tag == "rPh":
            self.aside -= 1

    def _value(self, text: str) -> None:
        if self.kind == "e":
            if text not in ERRORS:
                raise error_value(self.result.name, self._place(), text)
            self.result.errors[self._place()] = text
            return
        if fault := fault_of(self.kind, text, len(self.strings), self.shown_as):
            raise spoilt(self.result.name, self._place(), fault)
        if not text and self.kind != "str":
            self.valued = False  # an empty <v/> is how some programs write that they reckoned nothing
        self.says = self.strings[int(text)] == 1 if self.kind == "s" else text.strip() != ""

    def _place(self) -> Place:
        return self.row, self.column

    def _filled(self, place: Place) -> None:
        self.result.fill(*place)
        assert self.result.texts is not None
        self.result.texts += self.says
        if self.formula:
            self.result.formulas.add(place)
            if not self.valued:
                self.result.uncached.add(place)
        if self.kind in ("", "n", "d") and self.shown_as:
            self.result.formats[place] = self.shown_as

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, stop = place_of(first), place_of(last or first)
        if start is None or stop is None:
            raise damaged(f"{self.part} 里合并的格子写着“{reference[:20]}”")
        self.result.merge(*start, *stop)
