"""Text → node tree without a YAML parser, for files of plain lines only.

Nearly every file of facts holds nothing but ``名称: 值``, ``- 名称: 值``, ``- 值``, comments, values in
simple quotes and text behind ``|``. Such lines mean the same however they are read, and a parser, which
makes an event with two marks of every word, takes several times as long. Whatever is not certainly plain
(another sign, a level that does not fit, a name written twice) is left to the parser, which also says what
is wrong with it; the tests hold both ways against each other.
"""

from __future__ import annotations

from typing import Any

from wenming_docs.facts.source.nodes import Entry, Mapping, Node, Scalar, Sequence, block_scalar
from wenming_docs.facts.source.spans import Span
from wenming_docs.findings import Origin
from wenming_docs.records import dataclass
from wenming_docs.zh.lazy import lazy_pattern

_SIGNS = r"\s\-?:,\[\]{}#&*!|>'\"%@`"
"""What YAML may take for something else at the beginning of a value or a name."""
_UNSEEN = "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u00ad"
_LINE = lazy_pattern(
    rf"""(?mx)
    ^([ ]*)
    (-[ ]+)?
    (?:([^{_SIGNS}<{_UNSEEN}][^\s:\#{_UNSEEN}]{{0,80}}+):(?=[ ]|$))?
    ([ ]*)
    ( [^{_SIGNS}][^:\#\n]*+(?:(?::(?![ ]|$)|(?<![ ])\#)[^:\#\n]*+)*+
    | '[^'\n]*'
    | "[^"\\\n]*"
    | \|
    )?
    [ ]*(?:(?<![^ \n])\#.*)?$
    | ^(.+)$
    """
)
"""A line: its blanks, dash, name, the blanks behind the colon, its value; or (last) what is none of that."""

_NEVER_PLAIN = "\t\ue000\ufeff"
_DEEPEST = 50
_new = tuple.__new__


@dataclass(slots=True)
class _Level:
    """A list or mapping still open: its column (from 0), its path, its members; ``names`` of a mapping."""

    column: int
    path: str
    members: list[Any]
    names: set[str] | None


class _NotPlain(Exception):
    """A parser has to read this text."""


def plain_root(text: str, file: str, most_nodes: int) -> Node | None:
    """The root of ``text``; None where a parser has to look at it."""
    if any(sign in text for sign in _NEVER_PLAIN):
        return None
    rows = _LINE.findall(text)
    if 3 * len(rows) > most_nodes:
        return None
    try:
        return _PlainReader(text, file).root(rows)
    except _NotPlain:
        return None


class _PlainReader:
    """Puts line after line where it belongs: the last of ``_levels`` takes the next member.

    ``_waiting`` is the name just read, while its value may still stand on the lines below.
    """

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._lines = text.split("\n")
        self._top: list[Entry] = []
        self._levels = [_Level(-1, "", self._top, set())]
        self._waiting: Scalar | None = Scalar(
            "", Origin(file, 1, 1)
        )  # the file itself, whose value is the root

    def root(self, rows: list[tuple[str, str, str, str, str, str]]) -> Node | None:
        """The root of the text that ``rows`` are the lines of; None if nothing is written."""
        file, level, resume = self._file, self._levels[0], 0
        for number, (blanks, dash, name, gap, value, other) in enumerate(rows, 1):
            if number < resume or not (dash or name or value or other):
                continue
            column = owner = len(blanks)
            if dash:
                level = self._list(number, column)
                path = f"{level.path}[{len(level.members) + 1}]"
                column += len(dash)
                if name:
                    owner = column
                    level = self._mapping_in(level, number, column, path)
            elif name:
                if self._waiting or level.column != column or level.names is None:
                    level = self._mapping(number, column)
            else:
                raise _NotPlain
            if name:
                assert level.names is not None
                if name in level.names:
                    raise _NotPlain
                level.names.add(name)
                path = f"{level.path}.{name}" if level.path else name
                key = Scalar(name, _new(Origin, (file, number, column + 1, path, "")))
                if not value:
                    self._waiting = key
                    continue
                column += len(name) + 1 + len(gap)
            elif not value:
                raise _NotPlain
            node = Scalar(value, _new(Origin, (file, number, column + 1, path, "")))
            if value[0] in "'\"|":
                node, resume = self._marked(node, owner)
            elif value[-1] == " ":
                node.text = value.rstrip(" ")
            level.members.append(Entry(key, node) if name else node)
        if self._waiting and self._top:
            self._leave_empty()
        return self._top[0].value if self._top else None

    def _list(self, number: int, column: int) -> _Level:
        """The list that an item at ``column`` belongs to."""
        if self._waiting:
            if column >= self._levels[-1].column:
                path, members = self._waiting.origin.path, list[Node]()
                self._give(Sequence(members, self._origin(number, column, path)))
                return self._open(_Level(column, path, members, None))
            self._leave_empty()
        level = self._back_to(column)
        if level.names is not None:
            raise _NotPlain
        return level

    def _mapping(self, number: int, column: int) -> _Level:
        """The mapping that a name at ``column`` belongs to."""
        level = self._levels[-1]
        if self._waiting:
            if column > level.column:
                path, entries = self._waiting.origin.path, list[Entry]()
                self._give(Mapping(entries, self._origin(number, column, path)))
                return self._open(_Level(column, path, entries, set()))
            self._leave_empty()
        level = self._back_to(column)
        if level.names is None:  # a list may stand as far to the left as its name
            self._levels.pop()
            level = self._back_to(column)
        if level.names is None:
            raise _NotPlain
        return level

    def _mapping_in(self, items: _Level, number: int, column: int, path: str) -> _Level:
        """The mapping that begins behind the dash of an item."""
        entries: list[Entry] = []
        items.members.append(Mapping(entries, self._origin(number, column, path)))
        return self._open(_Level(column, path, entries, set()))

    def _back_to(self, column: int) -> _Level:
        """The level at ``column``, after all further to the right have ended."""
        levels = self._levels
        while levels[-1].column > column:
            levels.pop()
        if levels[-1].column != column:
            raise _NotPlain
        return levels[-1]

    def _open(self, level: _Level) -> _Level:
        if len(self._levels) > _DEEPEST:
            raise _NotPlain
        self._levels.append(level)
        return level

    def _give(self, value: Node) -> None:
        """The name that waits has its value."""
        assert self._waiting
        self._levels[-1].members.append(Entry(self._waiting, value))
        self._waiting = None

    def _leave_empty(self) -> None:
        assert self._waiting
        name, origin = self._waiting.text, self._waiting.origin
        self._give(Scalar("", origin._replace(column=origin.column + len(name) + 1), missing=True))

    def _origin(self, number: int, column: int, path: str) -> Origin:
        return Origin(self._file, number, column + 1, path)

    def _marked(self, node: Scalar, owner: int) -> tuple[Scalar, int]:
        """A value in quotes or behind ``|``, and the number of the line where reading goes on."""
        written, origin = node.text, node.origin
        line, column = origin.line - 1, origin.column - 1
        span = Span(self._lines, written[0], line, column, line, column + len(written))
        if written == "|":
            text, span.end_line = self._literal(origin.line, owner)
            return block_scalar(text, span, origin), span.end_line + 1
        return Scalar(written[1:-1], origin, quoted=True, span=span), 0

    def _literal(self, line: int, owner: int) -> tuple[str, int]:
        """The text behind ``|`` from ``line`` (from 0) on, and the first line that is none of it."""
        lines, indent = self._lines, 0
        found: list[str] = []
        while line < len(lines):
            written = lines[line]
            bare = written.lstrip(" ")
            column = len(written) - len(bare)
            if bare:
                if column < (indent or owner + 1):
                    break
                indent = indent or column
            elif written:
                raise _NotPlain  # blanks alone may or may not be text
            found.append(written[indent:])
            line += 1
        if line == len(lines) and lines[-1]:
            raise _NotPlain  # text without a last line feed
        while found and not found[-1]:
            found.pop()
        return "".join(f"{each}\n" for each in found), line
