"""Mutants of a workbook: what a clerk's Excel, WPS, another program or somebody who means harm sends.

``packages.mutate`` spoils any package blindly; here a fault knows what a sheet, a cell and an archive are,
so that it gets past the first look.
"""

from __future__ import annotations

import random
import re
import struct
from collections.abc import Callable, Sequence
from typing import TypeAlias

from tests.fuzz.bytes_of import spoiled
from tests.fuzz.hostile import TEXTS
from tests.fuzz.packages import Parts, packed, parts_of
from tests.fuzz.packages import mutate as mutate_package

Operator: TypeAlias = Callable[[str, random.Random], str]

_CELL = re.compile(r"<c [^>]*?(?:/>|>.*?</c>)", re.DOTALL)
_ROW = re.compile(r"<row [^>]*?(?:/>|>.*?</row>)", re.DOTALL)
_VALUES = ("", "x", "-1", "1.0", "999999", "1e999", "nan", "0x10", " 5 ", "1e3", "46203", "-5", "99999999")
_KINDS = ("s", "n", "b", "d", "e", "str", "inlineStr", "q", "")
_PLACES = ("A1", "A1048576", "XFD1", "XFD1048576", "SF9999", "7C", "", "$B$2", "b2", "A0", "ZZZZ1", "C3:D4")
_RANGES = ("A1:XFD1048576", "A1:A2", "B2:A1", "A4:H4", "A1:B2", "C5:C900", "", "A1", "A1:B2:C3")
_FORMULAS = (
    "1+1",
    "A1",
    'HYPERLINK("http://a.example","甲")',
    "cmd|' /c calc'!A0",
    "[1]表!A1",
    "#REF!+1",
    "",
)


def mutate(data: bytes, chance: random.Random) -> bytes:
    """The workbook ``data`` with one fault in it, now and then with a few."""
    if not data.startswith(b"PK"):
        return _binary(data, chance)
    if chance.random() < 0.2:
        return mutate_package(data, chance)
    if chance.random() < 0.2:
        return chance.choice(ARCHIVES)(data, chance)
    parts = parts_of(data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        wanted, operators = chance.choices(PLACES, (6, 2, 1, 1))[0]
        parts = _changed(parts, wanted, chance.choice(operators), chance)
    return packed(parts, chance)


def _changed(parts: Parts, wanted: str, change: Operator, chance: random.Random) -> Parts:
    """``change`` on one of the parts whose names begin so."""
    found = [number for number, (name, _) in enumerate(parts) if name.startswith(wanted)]
    if not found:
        return parts
    at = chance.choice(found)
    name, content = parts[at]
    text = change(content.decode("utf-8", "replace"), chance)
    return [*parts[:at], (name, text.encode("utf-8", "surrogatepass")), *parts[at + 1 :]]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _sub(pattern: re.Pattern[str], text: str, chance: random.Random, new: Callable[[str], str]) -> str:
    """One match changed."""
    found = list(pattern.finditer(text))
    if not found:
        return text
    match = chance.choice(found)
    return text[: match.start()] + new(match[0]) + text[match.end() :]


# cells


def _value(text: str, chance: random.Random) -> str:
    """A cell says something else, as a figure, as a text of its own, as CDATA."""
    said = _escaped(chance.choice((*TEXTS, *_VALUES)))
    kinds = (
        f"<v>{said}</v>",
        f"<v>{said}</v><v>1</v>",
        f"<v><![CDATA[{said}]]></v>",
        f"<v>1<!-- {said.replace('-', '')} -->2</v>",
        f"<is><t>{said}</t></is>",
        f'<is><t xml:space="preserve"> {said}\n</t></is>',
        f"<is><r><t>{said}</t></r><rPh><t>yi</t></rPh></is>",
        "",
    )
    kind = f' t="{chance.choice(_KINDS)}"' if chance.random() < 0.9 else ""
    place = f' r="{chance.choice(_PLACES)}"' if chance.random() < 0.1 else ""

    def new(cell: str) -> str:
        own = re.search(r' r="[^"]*"', cell)
        where = place or (own[0] if own else "")
        return f"<c{where}{kind}>{chance.choice(kinds)}</c>"

    return _sub(_CELL, text, chance, new)


def _kind(text: str, chance: random.Random) -> str:
    new = chance.choice((f't="{chance.choice(_KINDS)}"', f's="{chance.choice(_VALUES)}"', 'cm="1" vm="9"'))
    return _sub(re.compile(r'\b[ts]="[^"]*"(?=[^<]*>)'), text, chance, lambda _: new)


def _formula(text: str, chance: random.Random) -> str:
    formula = _escaped(chance.choice(_FORMULAS))
    about = chance.choice(("", ' t="shared" si="0"', ' t="array" ref="A1:B9"', ' t="dataTable" r1="A1"'))
    kept = chance.choice(("", "<v/>", "<v></v>", "<v>2</v>", "<v>#REF!</v>"))

    def new(cell: str) -> str:
        opened = re.sub(r"(<c [^>]*?)/?>.*", rf"\1><f{about}>", cell, flags=re.DOTALL)
        return f"{opened}{formula}</f>{kept}</c>"

    return _sub(_CELL, text, chance, new)


def _again(text: str, chance: random.Random) -> str:
    """A cell or a row twice, as careless merging of files leaves them."""
    return _sub(chance.choice((_CELL, _ROW)), text, chance, lambda whole: whole * 2)


def _gone(text: str, chance: random.Random) -> str:
    return _sub(chance.choice((_CELL, _ROW)), text, chance, lambda _: "")


def _moved(text: str, chance: random.Random) -> str:
    """A row or a cell says that it stands elsewhere."""
    place = chance.choice((*_PLACES, "1", "0", "-1", "1048577", "5"))
    return _sub(re.compile(r'\br="[^"]*"'), text, chance, lambda _: f'r="{place}"')


def _far(text: str, chance: random.Random) -> str:
    row = chance.choice((60, 5_000, 90_000, 100_001, 1_048_576))
    column = chance.choice(("A", "Z", "SF", "XFD"))
    far = f'<row r="{row}"><c r="{column}{row}"><v>1</v></c></row></sheetData>'
    return text.replace("</sheetData>", far, 1)


def _merged(text: str, chance: random.Random) -> str:
    ranges = "".join(f'<mergeCell ref="{chance.choice(_RANGES)}"/>' for _ in range(chance.choice((1, 2, 9))))
    return text.replace("</sheetData>", f"</sheetData><mergeCells>{ranges}</mergeCells>", 1)


def _hidden(text: str, chance: random.Random) -> str:
    if chance.random() < 0.5:
        hidden = chance.choice(('hidden="1"', 'hidden="true"', 'ht="0" customHeight="1"', 'hidden="x"'))
        return _sub(re.compile("<row "), text, chance, lambda _: f"<row {hidden} ")
    columns = '<cols><col min="1" max="16384" width="0" hidden="1"/></cols><sheetData'
    return text.replace("<sheetData", columns, 1)


def _dressed(text: str, chance: random.Random) -> str:
    """The same, as other programs write it: prefixes, extensions, claims, a BOM, another encoding."""
    match chance.randrange(6):
        case 0:
            text = re.sub(r"<(/?)(row|c|v|f|is|t|sheetData)\b", r"<\1x:\2", text)
            return text.replace("<worksheet ", '<worksheet xmlns:x="urn:x" ', 1)
        case 1:
            return "\ufeff" + text
        case 2:
            return text.replace("<sheetData", '<dimension ref="A1:XFD1048576"/><sheetData', 1)
        case 3:
            return text.replace("</sheetData>", "</sheetData><sheetData/><extLst><ext/></extLst>", 1)
        case 4:
            encoding = chance.choice(("GB2312", "UTF-16", "latin-1", "utf8", "甲"))
            return re.sub(r'encoding="[^"]*"', f'encoding="{encoding}"', text, count=1)
        case _:
            return re.sub(r' r="[A-Z]+\d+"', "", text)


# the other parts


def _string(text: str, chance: random.Random) -> str:
    said = _escaped(
        chance.choice((*TEXTS, "_x0007_", "_x000D_", "_xD800_", "甲\u200b乙", "\u202e甲", "\x85"))
    )
    kinds = (
        f"<t>{said}</t>",
        f"<r><t>{said}</t></r><r><rPr><b/></rPr><t>乙</t></r>",
        f"<t>甲<b>{said}</b>乙</t>",
        f"<t><![CDATA[{said}]]></t>",
        "<t/>",
        "",
    )
    return _sub(re.compile("<t[^<>]*>[^<]*</t>"), text, chance, lambda _: chance.choice(kinds))


def _count(text: str, chance: random.Random) -> str:
    """One shared text too few or too many: all behind it are another's."""
    item = re.compile("<si>.*?</si>", re.DOTALL)
    return _sub(item, text, chance, lambda whole: chance.choice(("", whole * 2, "<si/>")))


def _sheets(text: str, chance: random.Random) -> str:
    """Sheets doubled, renamed, hidden, gone, without end."""
    name = _escaped(chance.choice((*TEXTS, "任务", "甲" * 300, ""))).replace('"', "&quot;")
    sheet = re.compile("<sheet [^>]*/>")
    match chance.randrange(6):
        case 0:
            return _sub(sheet, text, chance, lambda whole: whole * chance.choice((2, 501)))
        case 1:
            return _sub(re.compile(r'\bname="[^"]*"'), text, chance, lambda _: f'name="{name}"')
        case 2:
            state = chance.choice(("hidden", "veryHidden", "visible", "x"))
            return _sub(re.compile("<sheet "), text, chance, lambda _: f'<sheet state="{state}" ')
        case 3:
            return _sub(sheet, text, chance, lambda _: "")
        case 4:
            return re.sub("<workbookPr[^>]*>", '<workbookPr date1904="1"/>', text, count=1)
        case _:
            return _sub(re.compile(r'id="[^"]*"'), text, chance, lambda _: f'id="rId{chance.randrange(9)}"')


def _styles(text: str, chance: random.Random) -> str:
    code = _escaped(
        chance.choice(("yyyy-mm-dd", "0%", "[h]:mm", "@", '"日"0', "[$-804]aaaa", "", "甲" * 300))
    )
    wild = (
        f'numFmtId="{chance.choice((14, 9, 22, 57, 49, 999, -1))}"',
        f'formatCode="{code.replace(chr(34), "&quot;")}"',
        "",
    )
    return _sub(
        re.compile(r'\b(?:numFmtId|formatCode|count)="[^"]*"'), text, chance, lambda _: chance.choice(wild)
    )


CELLS: Sequence[Operator] = (
    *(_value, _value, _value, _kind, _formula, _again, _gone),
    *(_moved, _far, _merged, _hidden, _dressed),
)
PLACES: Sequence[tuple[str, Sequence[Operator]]] = (
    ("xl/worksheets/sheet", CELLS),
    ("xl/sharedStrings", (_string, _count)),
    ("xl/workbook.xml", (_sheets,)),
    ("xl/styles", (_styles,)),
)


# the archive


def _entry(data: bytes, chance: random.Random) -> int:
    """Where an entry of the directory begins."""
    places = [match.start() for match in re.finditer(rb"PK\x01\x02", data)]
    return chance.choice(places) if places else 0


def _lying(data: bytes, chance: random.Random) -> bytes:
    """A size, a sum, a place or a method in the directory that is not true."""
    at = _entry(data, chance)
    field, size = chance.choice(((8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (42, 4)))
    number = chance.choice((0, 1, 10, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)) % (1 << 8 * size)
    return data[: at + field] + number.to_bytes(size, "little") + data[at + field + size :]


def _overlapping(data: bytes, chance: random.Random) -> bytes:
    one, other = _entry(data, chance), _entry(data, chance)
    return data[: one + 42] + data[other + 42 : other + 46] + data[one + 46 :]


def _many(data: bytes, chance: random.Random) -> bytes:
    more = [(f"xl/{number}.xml", b"") for number in range(chance.choice((600, 6_000)))]
    return packed([*parts_of(data), *more], chance)


def _bomb(data: bytes, chance: random.Random) -> bytes:
    """A part that unpacks to far more than it is: blanks in a sheet, rows without end, one long text."""
    filling = chance.choice((b" " * 80, b"<row/>" * 9, "<si><t>甲</t></si>".encode() * 4, b"<a>" * 27))
    name = chance.choice(("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/x.bin"))
    others = [part for part in parts_of(data) if part[0] != name]
    return packed([*others, (name, b"<a>" + filling * chance.choice((1_000, 100_000, 400_000)))], chance)


def _large(data: bytes, chance: random.Random) -> bytes:
    """What archives of more than 4 GB have before their end: here it leads astray, or does not."""
    end = data.rfind(b"PK\x05\x06")
    count, size, start = struct.unpack_from("<H2L", data, end + 10)
    place = chance.choice((end, 0, end - 7, 2**40))
    sixty_four = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, place, 1)
    return data[:end] + sixty_four + locator + data[end:]


def _named(data: bytes, chance: random.Random) -> bytes:
    """Parts under names as old tools write them, or none should."""
    new: Callable[[str], str] = chance.choice(
        (str.upper, lambda name: name.replace("/", "\\"), lambda name: "/" + name, lambda name: "./" + name)
    )
    return packed([(new(name), content) for name, content in parts_of(data)], chance)


ARCHIVES: Sequence[Callable[[bytes, random.Random], bytes]] = (
    *(_lying, _lying, _overlapping, _many, _bomb, _large, _named),
    lambda data, chance: spoiled(data, chance),
    lambda data, chance: data + chance.choice((b"\0" * 512, b"PK", data)),
    lambda data, chance: chance.choice((b"\0" * 64, b"MZ", b"\xef\xbb\xbf")) + data,
)


def _binary(data: bytes, chance: random.Random) -> bytes:
    """An old workbook (.xls, .et): words of its container or of its records changed, or bytes anywhere."""
    if chance.random() < 0.3 or len(data) < 1_024:
        return spoiled(data, chance)
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 3))):
        at = chance.randrange(0, 512 if chance.random() < 0.2 else len(data) - 4, 2)
        changed[at : at + 2] = chance.choice(
            (b"\0\0", b"\xff\xff", b"\x06\0", b"\x01\0", chance.randbytes(2))
        )
    return bytes(changed)
