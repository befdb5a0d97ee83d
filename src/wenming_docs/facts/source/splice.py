"""Changes of single values in a file: every byte outside of them stays as it is.

What is to change is noted on the nodes of the tree; :func:`spliced_file` turns the notes into edits of
the text and proves them: read back, the file says what it said before, apart from what was noted.

It is long because each way of writing a value (plain, quoted, over several lines, in brackets, in a list)
is changed in its own way, and all of them share the places they found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import field, replace
from typing import TypeAlias

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.source.append import as_plain, is_flow, last_line, written
from wenming_docs.facts.source.edit import TextFile
from wenming_docs.facts.source.nodes import Entry, Mapping, Node, Scalar, Sequence
from wenming_docs.facts.source.source import parse_page
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.records import dataclass

Fresh: TypeAlias = "str | tuple[tuple[str, str], ...] | list[tuple[str, str]]"
"""What is added under a key: a text, pairs a level deeper, or a list of one-pair rows."""

_LINE_END = re.compile("\r\n|\r|\x85|\n")
_COMMENT = re.compile(r"(?:^|[ \t])(#.*)$")
_STEP = 2


class Unchangeable(Exception):
    """A place whose text cannot be changed alone; ``origin`` says which, ``message`` why (in Chinese)."""

    def __init__(self, origin: Origin, message: str) -> None:
        self.origin, self.message = origin, message
        super().__init__(message)


@dataclass(slots=True)
class Notes:
    """What is to change in one tree, by node. Nodes are told apart by identity: keep the tree."""

    texts: dict[int, tuple[Scalar, str]] = field(default_factory=dict)
    added: dict[int, tuple[Mapping, list[tuple[str, Fresh, int]]]] = field(default_factory=dict)
    opened: dict[int, tuple[Scalar, str, list[tuple[str, Fresh]]]] = field(default_factory=dict)
    removed: dict[int, tuple[Mapping, Entry]] = field(default_factory=dict)
    appended: dict[int, tuple[Sequence, list[str | tuple[str, str]]]] = field(default_factory=dict)
    dropped: dict[int, tuple[Sequence, Node]] = field(default_factory=dict)

    def set_text(self, scalar: Scalar, text: str) -> None:
        """``scalar`` (a key or a value) is to say ``text``."""
        self.texts[id(scalar)] = (scalar, text)

    def add(self, mapping: Mapping, key: str, value: Fresh, behind: int) -> None:
        """``key: value`` is to stand in ``mapping`` behind its entry number ``behind`` (from 0)."""
        self.added.setdefault(id(mapping), (mapping, []))[1].append((key, value, behind))

    def open(self, scalar: Scalar, key: str) -> list[tuple[str, Fresh]]:
        """A row of one text becomes a mapping: the text under ``key``, then what is put in the list."""
        return self.opened.setdefault(id(scalar), (scalar, key, []))[2]

    def remove(self, mapping: Mapping, entry: Entry) -> None:
        """``entry`` is to be gone; its comment stays."""
        self.removed[id(entry)] = (mapping, entry)

    def append(self, sequence: Sequence, item: str | tuple[str, str]) -> None:
        """``item`` (a text, or one pair) is to stand at the end of ``sequence``."""
        self.appended.setdefault(id(sequence), (sequence, []))[1].append(item)

    def drop(self, sequence: Sequence, item: Node) -> None:
        """``item`` is to be gone from ``sequence``."""
        self.dropped[id(item)] = (sequence, item)

    def __bool__(self) -> bool:
        return any((self.texts, self.added, self.opened, self.removed, self.appended, self.dropped))


def spliced_file(file: TextFile, name: str, root: Mapping, notes: Notes) -> TextFile:
    """``file``, whose tree is ``root``, with what ``notes`` say; ``name`` is its display name.

    Raises Unchangeable where a value cannot be changed without touching its neighbours, InvalidInput
    (F178) where the file would say anything else than what was noted.
    """
    writer = _Writer(file, notes)
    after = writer.result()
    page = parse_page(after.text, name)
    if page.root is None or as_plain(page.root) != _wanted(root, notes):
        message = "改在这里会动到别的内容"
        place = Origin(name, writer.first_line, 1)
        raise InvalidInput(
            [Finding("F178", Severity.ERROR, message, "请自己改这一处，或先运行 wenming fmt 再试", place)],
            {name: file.text},
        )
    return after


# what the file is to say


def _wanted(node: Node, notes: Notes) -> object:
    """The plain data of ``node`` with all notes heeded, in the order in which the writer puts them."""
    if isinstance(node, Scalar):
        if id(node) in notes.opened:
            _, key, fresh = notes.opened[id(node)]
            first = notes.texts.get(id(node), (node, node.text))[1]
            return [(key, first), *((k, _plain(v)) for k, v in fresh)]
        if id(node) in notes.texts:
            return notes.texts[id(node)][1]
        return as_plain(node)
    if isinstance(node, Sequence):
        kept = [_wanted(item, notes) for item in node.items if id(item) not in notes.dropped]
        new = notes.appended.get(id(node), (node, []))[1]
        return [*kept, *(item if isinstance(item, str) else [item] for item in new)]
    return list(_wanted_entries(node, notes))


def _wanted_entries(node: Mapping, notes: Notes) -> Iterator[tuple[str, object]]:
    added = notes.added.get(id(node), (node, []))[1]
    for number, entry in enumerate(node.entries):
        if id(entry) not in notes.removed:
            key = notes.texts.get(id(entry.key), (entry.key, entry.key.text))[1]
            yield key, _wanted(entry.value, notes)
        for name, value, behind in added:
            if behind == number:
                yield name, _plain(value)


def _plain(value: Fresh) -> object:
    if isinstance(value, str):
        return value
    return [[pair] for pair in value] if isinstance(value, list) else list(value)


# writing it


@dataclass(frozen=True, slots=True)
class _Cut:
    """``new`` in the place of the characters from ``start`` to ``end`` of the whole text."""

    start: int
    end: int
    new: str


class _Writer:
    """The edits of one file, on its whole text with its own line ends."""

    def __init__(self, file: TextFile, notes: Notes) -> None:
        self.file, self.notes = file, notes
        self.cuts: list[_Cut] = []
        self.ends = (*file.ends, "")
        self.starts: list[int] = []
        total = 0
        for line, end in zip(file.lines, self.ends, strict=True):
            self.starts.append(total)
            total += len(line) + len(end)
        self.newline = Counter(file.ends).most_common(1)[0][0] if file.ends else "\n"

    @property
    def first_line(self) -> int:
        """The line (from 1) of the first edit."""
        first = min((cut.start for cut in self.cuts), default=0)
        return sum(start <= first for start in self.starts)

    def result(self) -> TextFile:
        for scalar, text in self.notes.texts.values():
            self._set(scalar, text)
        for scalar, key, fresh in self.notes.opened.values():
            self._open(scalar, key, fresh)
        # Before what is added behind the list: deeper lines come first.
        for sequence, items in self.notes.appended.values():
            self._append(sequence, items)
        for mapping, entry in self.notes.removed.values():
            self._remove(mapping, entry)
        for mapping, added in self.notes.added.values():
            for key, value, behind in sorted(added, key=lambda each: each[2]):
                self._add(mapping, key, value, behind)
        for sequence, item in self.notes.dropped.values():
            self._drop(sequence, item)
        whole = "".join(line + end for line, end in zip(self.file.lines, self.ends, strict=True))
        for cut in sorted(enumerate(self.cuts), key=lambda pair: (-pair[1].start, -pair[0])):
            whole = whole[: cut[1].start] + cut[1].new + whole[cut[1].end :]
        lines, ends = _LINE_END.split(whole), _LINE_END.findall(whole)
        return replace(self.file, lines=tuple(lines), ends=tuple(ends))

    # places

    def _at(self, line: int, column: int) -> int:
        return self.starts[line] + column

    def _extent(self, scalar: Scalar) -> tuple[int, int, int, int]:
        """Line and column (from 0) of its first sign, and of what follows its last; quotes included."""
        span = scalar.span
        if span is None:
            line, column = scalar.origin.line - 1, scalar.origin.column - 1
            if self.file.lines[line][column : column + len(scalar.text)] != scalar.text:
                raise Unchangeable(scalar.origin, "这里的写法是程序补正以后才读懂的")
            return line, column, line, column + len(scalar.text)
        if span.style in ("|", ">"):
            last = last_line(scalar, self.file.lines)
            return span.line, span.column, last, len(self.file.lines[last])
        return span.line, span.column, span.end_line, span.end_column

    def _in_brackets(self, line: int, column: int, text: str) -> str:
        """``text`` as it may stand in a line: quoted where a bracket before it would cut it."""
        before = self.file.lines[line][:column]
        typed = written(text)
        if typed == text and any(sign in text for sign in ",[]{}") and any(sign in before for sign in "[{"):
            return "'" + text.replace("'", "''") + "'"
        return typed

    # edits

    def _set(self, scalar: Scalar, text: str) -> None:
        if scalar.missing:
            at = self._at(scalar.origin.line - 1, scalar.origin.column - 1)
            before = self.file.lines[scalar.origin.line - 1][: scalar.origin.column - 1]
            gap = "" if before.endswith(" ") else " "
            self.cuts.append(_Cut(at, at, gap + written(text)))
            return
        line, column, last, stop = self._extent(scalar)
        style = scalar.span.style if scalar.span else ""
        typed = self._in_brackets(line, column, text)
        if style == "'":
            typed = "'" + text.replace("'", "''") + "'"
        elif style == '"' and not any(sign in text for sign in '\\"'):
            typed = f'"{text}"'
        self.cuts.append(_Cut(self._at(line, column), self._at(last, stop), typed))

    def _open(self, scalar: Scalar, key: str, fresh: list[tuple[str, Fresh]]) -> None:
        line, column, last, _ = self._extent(scalar)
        if any(sign in self.file.lines[line][:column] for sign in "[{"):
            raise Unchangeable(scalar.origin, "这一项写在括号里")
        if self.file.lines[line][:column].strip(" ").strip("-").strip(" "):
            raise Unchangeable(scalar.origin, "这一行写了不止一项")
        at = self._at(line, column)
        self.cuts.append(_Cut(at, at, f"{written(key)}: "))
        below = [typed for name, value in fresh for typed in _lines(name, value, column)]
        self._insert(last, below)

    def _add(self, mapping: Mapping, key: str, value: Fresh, behind: int) -> None:
        while behind >= 0 and id(mapping.entries[behind]) in self.notes.removed:
            behind -= 1
        if behind < 0:
            raise Unchangeable(mapping.origin, "前面的几项都删去了")
        entry = mapping.entries[behind]
        if is_flow(mapping, self.file.lines):
            if not isinstance(value, str) or not isinstance(entry.value, Scalar) or entry.value.missing:
                raise Unchangeable(entry.key.origin, "这一项写在括号里")
            _, _, last, stop = self._extent(entry.value)
            at = self._at(last, stop)
            self.cuts.append(_Cut(at, at, f", {written(key)}: {self._in_brackets(last, stop, value)}"))
            return
        column = mapping.entries[0].key.origin.column - 1
        self._insert(self._end(entry.value)[0], _lines(key, value, column))

    def _append(self, sequence: Sequence, items: list[str | tuple[str, str]]) -> None:
        column = sequence.origin.column - 1
        if is_flow(sequence, self.file.lines):
            last_item = sequence.items[-1] if sequence.items else None
            if not isinstance(last_item, Scalar):
                raise Unchangeable(sequence.origin, "这一项写在括号里")
            _, _, end, stop = self._extent(last_item)
            texts = [self._in_brackets(end, stop, item) for item in items if isinstance(item, str)]
            at = self._at(end, stop)
            self.cuts.append(_Cut(at, at, "".join(f", {each}" for each in texts)))
            return
        new = [
            f"{' ' * column}- {written(item) if isinstance(item, str) else ': '.join(map(written, item))}"
            for item in items
        ]
        self._insert(last_line(sequence, self.file.lines), new)

    def _remove(self, mapping: Mapping, entry: Entry) -> None:
        if is_flow(mapping, self.file.lines):
            raise Unchangeable(entry.key.origin, "这一项写在括号里")
        left = [each for each in mapping.entries if id(each) not in self.notes.removed]
        line, column = entry.key.origin.line - 1, entry.key.origin.column - 1
        if not left:
            raise Unchangeable(entry.key.origin, "删去这一项就什么也不剩了")
        head = self.file.lines[line][:column]
        if head.strip(" "):
            self._remove_first(mapping, entry, left[0])
            return
        self._cut_lines(line, entry.value, column)

    def _remove_first(self, mapping: Mapping, entry: Entry, follower: Entry) -> None:
        """An entry behind a dash: the next one takes its place there."""
        line, column = entry.key.origin.line - 1, entry.key.origin.column - 1
        last, _ = self._end(entry.value)
        comment = self._comment_behind(entry.value)
        if comment or follower.key.origin.line - 1 != last + 1:
            # A comment, or entries between, keep their lines: the dash stands alone then.
            stop = len(self.file.lines[last])
            self.cuts.append(_Cut(self._at(line, column), self._at(last, stop), comment))
            return
        start = self._at(line, column)
        self.cuts.append(_Cut(start, self._at(last + 1, follower.key.origin.column - 1), ""))

    def _drop(self, sequence: Sequence, item: Node) -> None:
        if is_flow(sequence, self.file.lines):
            raise Unchangeable(sequence.origin, "名单写在括号里")
        if all(id(each) in self.notes.dropped for each in sequence.items):
            raise Unchangeable(sequence.origin, "删去以后名单就空了")
        line = item.origin.line - 1
        dash = self.file.lines[line][: item.origin.column - 1]
        if dash.strip(" ").strip("-").strip(" "):
            raise Unchangeable(item.origin, "这一行写了不止一项")
        self._cut_lines(line, item, len(dash) - len(dash.lstrip(" ")))

    # lines

    def _end(self, node: Node) -> tuple[int, int]:
        """Line and column (from 0) of what follows the last sign of ``node``."""
        if isinstance(node, Scalar):
            return (node.origin.line - 1, node.origin.column - 1) if node.missing else self._extent(node)[2:]
        if is_flow(node, self.file.lines):
            last = last_line(node, self.file.lines)
            return last, max(self.file.lines[last].rfind(sign) for sign in "]}") + 1
        if isinstance(node, Sequence):
            return self._end(node.items[-1])
        return self._end(node.entries[-1].value)

    def _comment_behind(self, node: Node) -> str:
        line, column = self._end(node)
        found = _COMMENT.search(self.file.lines[line], column)
        return found.group(1) if found else ""

    def _cut_lines(self, first: int, node: Node, column: int) -> None:
        """Whole lines gone, to the end of ``node``; a comment behind it stays, on a line of its own."""
        last, _ = self._end(node)
        stop = self._at(last, len(self.file.lines[last]))
        if comment := self._comment_behind(node):
            self.cuts.append(_Cut(self._at(first, 0), stop, " " * column + comment))
        elif last + 1 < len(self.file.lines):
            self.cuts.append(_Cut(self._at(first, 0), self._at(last + 1, 0), ""))
        else:
            self.cuts.append(_Cut(self._at(first - 1, len(self.file.lines[first - 1])), stop, ""))

    def _insert(self, last: int, new: list[str]) -> None:
        """Lines behind line ``last``, with the line end that it has."""
        if not new:
            return
        end = self.ends[last] or self.newline
        at = self._at(last, len(self.file.lines[last]))
        self.cuts.append(_Cut(at, at, "".join(end + each for each in new)))


def _lines(key: str, value: Fresh, column: int) -> list[str]:
    """``key: value`` as lines that begin in ``column``."""
    blanks = " " * column
    if isinstance(value, str):
        return [f"{blanks}{written(key)}: {written(value)}"]
    dash = "- " if isinstance(value, list) else ""
    deeper = " " * (column + _STEP)
    return [f"{blanks}{written(key)}:", *(f"{deeper}{dash}{written(k)}: {written(v)}" for k, v in value)]


__all__ = ["Fresh", "Notes", "Unchangeable", "spliced_file"]
