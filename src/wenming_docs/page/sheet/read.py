"""Reading our own workbook back: what its cells hold, to be held against the manuscript."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator

from wenming_docs.blocks import (
    Attachment,
    Block,
    Cell,
    Chart,
    Issued,
    Landscape,
    Manuscript,
    NameList,
    Network,
    NetworkBox,
    Pictures,
    Table,
    dump_text,
    plain,
)
from wenming_docs.page.sheet.numbers import number_in

_ITEM = re.compile(r"<si>(.*?)</si>", re.DOTALL)
_PIECE = re.compile(r"<t(?: [^>]*)?>([^<]*)</t>")
_CELL = re.compile(r'<c r="[A-Z]+\d+"(?: s="\d+")?(?: t="(\w+)")?><v>([^<]*)</v></c>')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_cells(xlsx: bytes) -> list[str | float]:
    """The texts and numbers of all worksheets in order; raises ``ValueError`` where one holds a formula."""
    with zipfile.ZipFile(io.BytesIO(xlsx)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        names.sort(key=lambda name: int(re.sub(r"\D", "", name)))
        sheets = [archive.read(name).decode() for name in names]
        strings = "xl/sharedStrings.xml"
        shared = archive.read(strings).decode() if strings in archive.namelist() else ""
    texts = [_text("".join(_PIECE.findall(item))) for item in _ITEM.findall(shared)]
    if any("<f>" in sheet or "<f " in sheet for sheet in sheets):
        raise ValueError("a formula")
    found = (cell for sheet in sheets for cell in _CELL.findall(sheet))
    return [texts[int(value)] if kind == "s" else float(value) for kind, value in found]


def _text(escaped: str) -> str:
    return _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), html.unescape(escaped))


def unwritten(manuscript: Manuscript, xlsx: bytes) -> list[str]:
    """What the manuscript says and the workbook does not hold in as many cells: nothing, or a bug of ours."""
    held = Counter(read_cells(xlsx))
    wanted = Counter(text for text in _said(manuscript.blocks) if text)
    lacking = []
    for text, count in wanted.items():
        number = number_in(text)
        if held[text] + (held[number.value] if number else 0) < count:
            lacking.append(text)
    return lacking


def _said(blocks: Iterable[Block]) -> Iterator[str]:
    """Every text of a document as a cell holds it."""
    for block in blocks:
        match block:
            case Table():
                yield from _of_table(block)
            case NameList():
                for row in block.rows:
                    yield row.role.text if row.people else ""
                    for person in row.people:
                        yield from (person.name.text, plain(person.posts))
            case Chart():
                yield plain(block.caption)
                yield from (text.text for text in block.categories)
                yield from (series.name.text for series in block.series)
            case Network():
                yield plain(block.caption)
                yield from _of_box(block.top)
            case Pictures():
                yield from (plain(picture.caption) for picture in block.items)
            case Attachment():
                yield from ("附件" + block.number, plain(block.title))
                yield from _said(block.blocks)
            case Landscape() | Issued():
                yield from _said(block.blocks)
            case _:  # words alone: a row for each paragraph
                yield from dump_text(Manuscript((block,)))


def _of_table(table: Table) -> Iterator[str]:
    yield plain(table.caption)
    yield from (plain(column.title) for column in table.columns)
    for row in table.rows:
        yield from (_of_cell(cell) for cell in row)
    yield from map(plain, table.notes)


def _of_cell(cell: Cell) -> str:
    return plain(cell.inlines) if cell.rows else ""


def _of_box(box: NetworkBox) -> Iterator[str]:
    yield plain(box.title)
    yield from map(plain, box.lines)
    for child in box.children:
        yield from _of_box(child)
