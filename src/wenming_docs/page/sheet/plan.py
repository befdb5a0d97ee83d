"""What stands on which worksheet: each table on its own, the words around it above and below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from enum import Enum, auto
from math import ceil
from typing import assert_never

from wenming_docs.blocks import (
    Attachment,
    AttachmentList,
    Block,
    Cell,
    Chart,
    Column,
    Heading,
    Imprint,
    Inlines,
    Issued,
    Landscape,
    Manuscript,
    Masthead,
    NameList,
    Network,
    NetworkBox,
    Note,
    Paragraph,
    Pictures,
    Recipients,
    Signature,
    Subtitle,
    Table,
    Text,
    Title,
    dump_text,
    plain,
    texts_in,
)
from wenming_docs.findings import Origin
from wenming_docs.page.sheet.names import MOST_SIGNS, sheet_names
from wenming_docs.records import dataclass
from wenming_docs.zh import em_width

MOST_ABOVE = 9
"""Lines of text over a table: the head that stays in sight must leave room for rows."""
_LINE = 45  # 字 that one line of a worksheet holds
IN_WORD_ALONE = {Pictures: "（照片只在 Word 文稿里）", Network: "（连线图在 Word 文稿里，这里逐级列出）"}


class Role(Enum):
    """What a row of words is; the look follows from it."""

    TITLE = auto()
    CENTRED = auto()
    HEADING = auto()
    BODY = auto()
    RIGHT = auto()
    NOTE = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One row of words over the whole width; ``level`` sets it in (a box of a network)."""

    text: str
    role: Role
    level: int = 0
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: words, a table or a chart with its figures (or neither), words."""

    name: str
    above: tuple[Line, ...]
    body: Table | Chart | None
    below: tuple[Line, ...] = ()
    landscape: bool = False


def has_sheet(manuscript: Manuscript) -> bool:
    """Whether a document holds anything that a worksheet is good for: a table, a list, a chart, a network."""
    return any(not isinstance(piece, Line) or piece.level for piece, _ in _Group().filled(manuscript.blocks))


def sheets_of(manuscript: Manuscript) -> tuple[Sheet, ...]:
    """The worksheets of a document: its own, then those of each attachment and of what it issues."""
    main = _Group("正文")
    groups = [main, *main.read(manuscript.blocks, landscape=False)]
    sheets = [sheet for group in groups for sheet in group.sheets()]
    names = sheet_names([sheet.name for sheet in sheets])
    return tuple(replace(sheet, name=name) for sheet, name in zip(sheets, names, strict=True))


_Piece = Line | Table | Chart


@dataclass(slots=True)
class _Group:
    """Pieces that belong together: the document itself, one attachment, one issued document."""

    name: str = ""
    pieces: list[tuple[_Piece, bool]] = field(default_factory=list)

    def filled(self, blocks: Iterable[Block]) -> Iterator[tuple[_Piece, bool]]:
        """All pieces of ``blocks``, those of attachments too."""
        for group in (self, *self.read(blocks, landscape=False)):
            yield from group.pieces

    def read(self, blocks: Iterable[Block], *, landscape: bool) -> list[_Group]:
        """Takes in what belongs here, and gives the groups that begin below."""
        others: list[_Group] = []
        for block in blocks:
            match block:
                case Landscape():
                    others += self.read(block.blocks, landscape=True)
                case Attachment():
                    label = Line("附件" + block.number, Role.HEADING)
                    title = Line(plain(block.title), Role.TITLE, origin=_place(block.title))
                    group = _Group(label.text, [(line, landscape) for line in (label, title) if line.text])
                    others += [group, *group.read(block.blocks, landscape=landscape)]
                case Issued():
                    group = _Group("印发件")
                    others += [group, *group.read(block.blocks, landscape=landscape)]
                case _:
                    self.pieces += [(piece, landscape) for piece in _pieces(block)]
        return others

    def sheets(self) -> Iterator[Sheet]:
        """A worksheet for each table; long texts before or behind one get a worksheet of words."""
        lines: list[Line] = []
        held: Sheet | None = None
        for piece, landscape in self.pieces:
            if isinstance(piece, Line):
                lines.append(piece)
                continue
            if held:
                yield held
            above = tuple(lines)
            if _height(above) > MOST_ABOVE:
                yield Sheet(self.name, above, None)
                above = _nearest_title(above) if not plain(piece.caption) else ()
            held = Sheet(plain(piece.caption) or _name(lines) or self.name, above, piece, (), landscape)
            lines = []
        if held and _height(lines) <= MOST_ABOVE:
            yield replace(held, below=tuple(lines))
            return
        if held:
            yield held
        if lines:
            yield Sheet(self.name, tuple(lines), None)


def _height(lines: Iterable[Line]) -> int:
    return sum(ceil(em_width(line.text) / _LINE) for line in lines)


def _nearest_title(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The last title or heading once more, where the words it stands among are on another worksheet."""
    named = [line for line in lines if line.role in (Role.TITLE, Role.HEADING)]
    return tuple(named[-1:])


def _name(lines: Sequence[Line]) -> str:
    """What the words above call a table; of a long title its end, which says what it is."""
    name = next((line.text for line in _nearest_title(lines)), "")
    return name if len(name) <= MOST_SIGNS else "…" + name[-MOST_SIGNS + 1 :]


def _pieces(block: Block) -> Iterator[_Piece]:
    match block:
        case Table():
            yield block
        case Chart():
            yield block
        case NameList():
            yield names_table(block)
        case Network():
            yield from _lines(Role.HEADING, [block.caption])
            yield from _boxes(block.top, 1)
            yield Line(IN_WORD_ALONE[Network], Role.NOTE)
        case Pictures():
            yield from _lines(Role.NOTE, [picture.caption for picture in block.items])
            yield Line(IN_WORD_ALONE[Pictures], Role.NOTE)
        case Landscape() | Attachment() | Issued():  # read by their group
            return
        case (
            Title()
            | Subtitle()
            | Recipients()
            | Heading()
            | Paragraph()
            | AttachmentList()
            | Signature()
            | Note()
            | Masthead()
            | Imprint()
        ):
            origin = next((text.origins[0] for text in texts_in([block]) if text.origins), None)
            for text in dump_text(Manuscript((block,))):
                yield Line(text, _role(block), origin=origin)
        case _:
            assert_never(block)


def _role(block: Block) -> Role:
    match block:
        case Title():
            return Role.TITLE
        case Subtitle() | Masthead():
            return Role.CENTRED
        case Heading(run_in=()) if not block.is_sentence:
            return Role.HEADING
        case Signature():
            return Role.RIGHT
        case _:  # words as they come
            return Role.BODY


def _lines(role: Role, all_inlines: Iterable[Inlines], level: int = 0) -> Iterator[Line]:
    for inlines in all_inlines:
        if plain(inlines):
            yield Line(plain(inlines), role, level, _place(inlines))


def _boxes(box: NetworkBox, level: int) -> Iterator[Line]:
    yield from _lines(Role.HEADING, [box.title], level)
    yield from _lines(Role.BODY, box.lines, level)
    for child in box.children:
        yield from _boxes(child, level + 1)


def names_table(block: NameList) -> Table:
    """名单 as a table: 职务, 姓名 and, where anybody has one, 单位职务."""
    with_posts = any(person.posts for row in block.rows for person in row.people)
    heads = ("职务", "姓名", "单位及职务")[: 3 if with_posts else 2]
    rows: list[tuple[Cell, ...]] = []
    for row in block.rows:
        for index, person in enumerate(row.people):
            role = Cell((row.role,), rows=len(row.people)) if index == 0 else Cell(rows=0)
            cells = (role, Cell((person.name,)), Cell(person.posts))
            rows.append(cells[: len(heads)])
    return Table(tuple(Column((Text(head),)) for head in heads), tuple(rows))


def _place(inlines: Inlines) -> Origin | None:
    return next((text.origins[0] for text in inlines if text.origins), None)
