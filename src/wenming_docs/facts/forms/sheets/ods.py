"""Looking through an .ods: rows and cells that stand for many, formulas, spans, what is hidden."""

from __future__ import annotations

from wenming_docs.facts.forms.sheets.package import (
    Attributes,
    Package,
    Walker,
    copied,
    locked,
    number,
    packed,
    plain_names,
)
from wenming_docs.facts.forms.sheets.scan import MOST_SHEETS, Room, Scan, too_many_sheets

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_HIDDEN = ("collapse", "filter")


def scan_ods(package: Package, room: Room) -> tuple[dict[str, Scan], bytes]:
    """Sheet name → its scan, and a clean copy of what a reader of values needs."""
    parts = copied(package, (_MANIFEST, "styles.xml"))
    if package.has("mimetype"):
        parts = {"mimetype": package.part("mimetype"), **parts}
    if b"encryption-data" in parts.get(_MANIFEST, b""):
        raise locked()
    for name in (_MANIFEST, "styles.xml"):
        if name in parts:
            Walker(lambda _tag, _attributes: None).walk(parts[name], name)
    parts.setdefault(_MANIFEST, b"<manifest/>")  # the reader of values insists on one
    parts[_CONTENT] = package.xml(_CONTENT)
    content = _Content(room)
    Walker(content.start, content.end).walk(parts[_CONTENT], _CONTENT)
    return content.scans, packed(parts)


class _Content:
    """The state of one pass over all sheets."""

    def __init__(self, room: Room) -> None:
        self.scans: dict[str, Scan] = {}
        self.room = room
        self.scan = Scan("", room)
        self.row = self.column = self.column_style = 0
        self.rows = self.cells = 1
        self.valued = False
        self.row_filled: list[tuple[int, int]] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "table":
            name = plain_names(attributes).get("name", "")
            self.scan = self.scans[name] = Scan(name, self.room)
            if len(self.scans) > MOST_SHEETS:
                raise too_many_sheets(len(self.scans))
            self.row = self.column_style = 0
        elif tag == "table-row":
            plain = plain_names(attributes)
            self.rows = number(plain.get("number-rows-repeated"), 1)
            self.column, self.row_filled = 0, []
            if plain.get("visibility") in _HIDDEN and self.rows < 1000:
                self.scan.hidden_rows.update(range(self.row, self.row + self.rows))
        elif tag == "table-column":
            plain = plain_names(attributes)
            count = number(plain.get("number-columns-repeated"), 1)
            if plain.get("visibility") in _HIDDEN:
                self.scan.hide_columns(self.column_style, self.column_style + count - 1)
            self.column_style += count
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell(plain_names(attributes))

    def _cell(self, plain: Attributes) -> None:
        self.cells = number(plain.get("number-columns-repeated"), 1)
        kind = plain.get("value-type", "")
        self.valued = bool(kind)
        place = self.row, self.column
        if plain.get("formula"):
            self.valued = True
            self.scan.formulas.add(place)
            if not kind:
                self.scan.uncached.add(place)
        if kind == "percentage":
            self.scan.formats[place] = "0%"
        down = number(plain.get("number-rows-spanned"), 1)
        across = number(plain.get("number-columns-spanned"), 1)
        if down > 1 or across > 1:
            self.scan.merge(*place, self.row + down - 1, self.column + across - 1)

    def end(self, tag: str, text: str) -> None:
        if tag == "p" and text in ("#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!"):
            self.scan.errors[self.row, self.column] = text
        elif tag in ("table-cell", "covered-table-cell"):
            if self.valued:
                self.row_filled.append((self.column + self.cells - 1, self.cells))
            self.column += self.cells
        elif tag == "table-row":
            for column, count in self.row_filled:
                self.scan.fill(self.row + self.rows - 1, column, count * self.rows)
            self.row += self.rows
