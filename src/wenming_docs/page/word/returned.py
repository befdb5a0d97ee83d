"""A document that comes back edited: what it reads like now, and what it read like when it was given out.

Word, WPS and LibreOffice write the same text in different XML, cut into other runs; tracked changes hold two
texts at once. Both are read here: with all changes accepted, and before any of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace

from lxml import etree

from wenming_docs.page.word.returned_parts import name_of, open_returned, refused, w
from wenming_docs.records import dataclass
from wenming_docs.zh.lazy import lazy_pattern


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of the body, in the order of ``dump_text``; one that tracked changes emptied stays.

    ``text`` is read with all tracked changes accepted, ``before`` with none; ``authors`` made them.
    ``place`` is for people: 第3段, 表2第4行第3列.
    """

    text: str
    before: str
    place: str
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment or a note at the foot that somebody added, and the passage it hangs on."""

    author: str
    text: str
    passage: int


@dataclass(frozen=True, slots=True)
class Again:
    """A merged cell that is said again on the next page, and the passages that it repeats."""

    text: str
    place: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """A whole document; ``marks`` are those of its paragraphs as it was given out, ``None`` without any.

    ``margins`` are the words of its headers and footers, page numbers aside.
    """

    passages: tuple[Passage, ...]
    marks: tuple[str, ...] | None
    remarks: tuple[Remark, ...] = ()
    again: tuple[Again, ...] = ()
    margins: tuple[str, ...] = ()


def read_returned(docx: bytes) -> Returned:
    """What a .docx reads like, whoever saved it last.

    Raises InvalidInput (X050) for what is no sound .docx. Hidden text is not read.
    """
    opened = open_returned(docx)
    body = opened.tree("document").find(w("body"))
    if body is None:
        raise refused("这个文件没有正文")
    reader = _Reader(frozenset(opened.repeating()))
    reader.read(body)
    reader.settle()
    remarks = [*_remarks(opened.comments(), reader.commented), *_remarks(opened.notes(), reader.noted)]
    return Returned(
        tuple(reader.passages),
        opened.marks(),
        tuple(sorted(remarks, key=lambda each: each.passage)),
        tuple(reader.again),
        opened.margins(),
    )


def _remarks(known: dict[str, tuple[str, str]], places: dict[str, int]) -> Iterator[Remark]:
    for id, passage in places.items():
        author, text = known.get(id, ("", ""))
        if text:
            yield Remark(author, text, passage)


@dataclass(slots=True)
class _OpenParagraph:
    """A paragraph that is being read: its two readings, and what hangs on it."""

    text: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    commented: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Tracked:
    """Whether what is read now stands in the text, and whether it stood there before."""

    now: bool = True
    then: bool = True

    def within(self, name: str) -> _Tracked:
        """The same inside ``w:ins``, ``w:del`` and their likes."""
        if name in _INSERTED:
            return _Tracked(self.now, False)
        return _Tracked(False, self.then) if name in _DELETED else self


_INSERTED = frozenset(("ins", "moveTo"))
_DELETED = frozenset(("del", "moveFrom"))
_SIGNS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011"}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_UNREAD = frozenset(("Fallback", "pPr", "sectPr", "instrText", "delInstrText", "rt"))
_UNTRACKED = _Tracked()
_COLUMN = lazy_pattern(r"第(\d+)列$")


class _Reader:
    """The passages of a body as far as it was read."""

    def __init__(self, repeating: frozenset[str]) -> None:
        self.passages: list[Passage] = []
        self.commented: dict[str, int] = {}
        self.noted: dict[str, int] = {}
        self.again: list[Again] = []
        self._repeating = repeating
        self._columns: dict[int, range] = {}
        """Of each column of the table that is read, the passages of its last cell with text."""
        self._paragraphs = self._tables = 0
        self._ends: list[tuple[bool, bool]] = []
        """Of each passage: whether its paragraph's end was deleted, whether it was inserted."""

    def read(self, element: etree._Element, tracked: _Tracked = _UNTRACKED, place: str = "") -> None:
        """Reads paragraphs and tables, wherever they are wrapped."""
        for child in element:
            name = name_of(child)
            if name == "p":
                self._read_paragraph(child, tracked, place)
            elif name == "tbl":
                self._read_table(child, tracked, place)
            elif name not in _UNREAD:
                self.read(child, tracked.within(name), place)

    def _read_table(self, table: etree._Element, tracked: _Tracked, place: str) -> None:
        if not place:
            self._tables += 1
            self._columns = {}
        for number, row in enumerate(_below(table, "tr"), 1):
            of_row = tracked
            for mark in row.iterfind(f"{w('trPr')}/*"):
                of_row = of_row.within(name_of(mark))
            for column, cell in enumerate(_below(row, "tc"), 1):
                first = len(self.passages)
                self.read(cell, of_row, place or f"表{self._tables}第{number}行第{column}列")
                if not place and len(self.passages) > first:
                    self._columns[column] = range(first, len(self.passages))

    def _read_paragraph(self, paragraph: etree._Element, tracked: _Tracked, place: str) -> None:
        properties = paragraph.find(w("pPr"))
        open = _OpenParagraph()
        self._collect(paragraph, tracked, open)
        text, before = "".join(open.text), "".join(open.before)
        if properties is not None and self._is_repeated(properties):
            self._note_again(text, place)
            return
        if text or before:
            if not place:
                self._paragraphs += 1
            authors = tuple(dict.fromkeys(open.authors))
            self.passages.append(Passage(text, before, place or f"第{self._paragraphs}段", authors))
            self._ends.append(_end_of(properties))
        at = max(len(self.passages) - 1, 0)
        self.commented.update((id, at) for id in open.commented if id not in self.commented)
        self.noted.update((id, at) for id in open.noted)
        for box in open.boxes:
            self.read(box, tracked, place or f"第{max(self._paragraphs, 1)}段旁的文本框")

    def _note_again(self, text: str, place: str) -> None:
        """Keeps a cell that is said again, with the one above it in its column that it repeats."""
        column = _COLUMN.search(place)
        above = self._columns.get(int(column[1]), ()) if column else ()
        if text:
            self.again.append(Again(text, place, tuple(above)))

    def _is_repeated(self, properties: etree._Element) -> bool:
        style = properties.find(w("pStyle"))
        return style is not None and style.get(w("val"), "") in self._repeating

    def _collect(self, element: etree._Element, tracked: _Tracked, open: _OpenParagraph) -> None:
        """The characters inside a paragraph; text boxes are put aside."""
        for child in element:
            name = name_of(child)
            if name in ("t", "delText"):
                _put(child.text or "", tracked, open)
            elif name in _SIGNS and name_of(element) == "r":
                _put(_SIGNS[name], tracked, open)
            elif name == "sym":
                _put(_symbol(child), tracked, open)
            elif name == "txbxContent":
                open.boxes.append(child)
            elif name in ("commentRangeStart", "commentReference"):
                open.commented.append(child.get(w("id"), ""))
            elif name in _NOTES:
                open.noted.append(_NOTES[name] + child.get(w("id"), ""))
            elif name not in _UNREAD and not (name == "r" and _is_hidden(child)):
                if (author := child.get(w("author"), "")) and name in _INSERTED | _DELETED:
                    open.authors.append(author)
                self._collect(child, tracked.within(name), open)

    def settle(self) -> None:
        """Passages whose paragraphs were joined or parted by tracked changes read as they would then."""
        settled: list[Passage] = []
        renumbered: list[int] = []
        parted = joined = False
        for passage, (deleted, inserted) in zip(self.passages, self._ends, strict=True):
            last = settled[-1] if settled else passage
            if not _adjoin(last.place, passage.place):
                joined = parted = False
            if joined and last.text and passage.text:
                authors = tuple(dict.fromkeys((*last.authors, *passage.authors)))
                both = last.text + passage.text, f"{last.before}\n{passage.before}"
                settled[-1] = replace(last, text=both[0], before=both[1], authors=authors)
            elif parted and last.before and passage.before:
                settled[-1] = replace(last, before=last.before + passage.before)
                settled.append(replace(passage, before=""))
            else:
                settled.append(passage)
            renumbered.append(len(settled) - 1)
            joined, parted = deleted, inserted
        self.passages = settled
        self.again = [
            replace(each, sources=tuple(dict.fromkeys(renumbered[at] for at in each.sources)))
            for each in self.again
        ]
        for places in (self.commented, self.noted):
            places.update({id: renumbered[at] for id, at in places.items() if at < len(renumbered)})


def _adjoin(one: str, other: str) -> bool:
    """Whether two paragraphs stand in one cell, or both outside of tables."""
    return one == other or (one.startswith("第") and other.startswith("第"))


def _put(text: str, tracked: _Tracked, open: _OpenParagraph) -> None:
    if tracked.now:
        open.text.append(text)
    if tracked.then:
        open.before.append(text)


def _symbol(element: etree._Element) -> str:
    """The character that a symbol shows; symbol fonts put theirs into the private area."""
    try:
        return chr(int(element.get(w("char"), ""), 16))
    except (ValueError, OverflowError):
        return ""


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{w('rPr')}/{w('vanish')}")
    return vanish is not None and vanish.get(w("val"), "true") not in ("0", "false", "off")


def _end_of(properties: etree._Element | None) -> tuple[bool, bool]:
    """Whether tracked changes deleted a paragraph's end, and whether they inserted it."""
    marks = properties.iterfind(f"{w('rPr')}/*") if properties is not None else ()
    names = {name_of(mark) for mark in marks}
    return not names.isdisjoint(_DELETED), not names.isdisjoint(_INSERTED)


def _below(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those that a content control wraps."""
    for child in element:
        if name_of(child) == name:
            yield child
        elif name_of(child) in ("sdt", "sdtContent", "customXml", "ins", "del"):
            yield from _below(child, name)
