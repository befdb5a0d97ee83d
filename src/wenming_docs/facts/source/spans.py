"""Where the characters of a value stand in the file, for values that are more than one plain line.

YAML drops quotes, escapes, indentation and line breaks, but never a visible character.
So the n-th visible character of a value is the n-th one of its source text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from wenming_docs.records import dataclass
from wenming_docs.zh.lazy import lazy_pattern

_ESCAPE = lazy_pattern(r"\\(?:x.{2}|u.{4}|U.{8}|\n|.)", re.S)
_BLANK = " \t\n"
_FIRST_WIDE = "\u2010"


@dataclass(slots=True)
class Span:
    """The source of one scalar: all lines of its file and where it begins and ends (from 0).

    ``style`` is the YAML sign: ``""`` plain, ``'``, ``"``, ``|`` or ``>``.
    """

    lines: list[str]
    style: str
    line: int
    column: int
    end_line: int
    end_column: int
    _places: list[tuple[int, int]] | None = None
    _blanks: tuple[str, list[int]] | None = None

    def place(self, text: str, offset: int) -> tuple[int, int]:
        """Line and column (from 1) of ``text[offset]``; a blank counts from its neighbour."""
        offset = max(0, min(offset, len(text) - 1))
        if self.style == "|":
            return self._in_literal(text, offset)
        if not text or not self.places:
            return self.line + 1, self.column + 1
        index = offset - bisect_left(self._blanks_of(text), offset)
        if text[offset] not in _BLANK and index < len(self.places):
            return self._at(index, 0)
        blanks = offset - len(text[:offset].rstrip(" \t")) + 1
        return self._at(index - 1, blanks) if index else self._at(0, -1)

    def _blanks_of(self, text: str) -> list[int]:
        """Where ``text`` has blanks; a long list of names asks for the place of each."""
        if self._blanks is None or self._blanks[0] is not text:
            self._blanks = text, [place for place, sign in enumerate(text) if sign in _BLANK]
        return self._blanks[1]

    def _at(self, index: int, distance: int) -> tuple[int, int]:
        line, column = self.places[min(index, len(self.places) - 1)]
        return line + 1, max(column + distance, 0) + 1

    @property
    def places(self) -> list[tuple[int, int]]:
        """Line and column (from 0) of each visible character of the value."""
        if self._places is None:
            self._places = [(line, column) for _, line, column in self._visible()]
        return self._places

    def _in_literal(self, text: str, offset: int) -> tuple[int, int]:
        """Text lines of ``|`` are source lines without their indentation, one for one."""
        line = min(self.line + 1 + text.count("\n", 0, offset), len(self.lines) - 1)
        start = text.rfind("\n", 0, offset) + 1
        stop = text.find("\n", start)
        length = (len(text) if stop < 0 else stop) - start
        return line + 1, max(len(self.lines[line]) - length, 0) + offset - start + 1

    def _visible(self) -> Iterator[tuple[str, int, int]]:
        if self.style == '"':
            yield from self._unescaped()
            return
        skip = False
        for character, line, column in self._raw():
            if skip:
                skip = False
            elif character not in _BLANK:
                skip = self.style == "'" and character == "'"
                yield character, line, column

    def _raw(self) -> Iterator[tuple[str, int, int]]:
        first = self.line + 1 if self.style in ("|", ">") else self.line
        for line in range(first, min(self.end_line, len(self.lines) - 1) + 1):
            text = self.lines[line]
            start = self.column + (self.style in ("'", '"')) if line == self.line else 0
            stop = len(text)
            if line == self.end_line:
                stop = self.end_column - (self.style in ("'", '"'))
            for column in range(start, stop):
                yield text[column], line, column
            yield "\n", line, len(text)

    def _unescaped(self) -> Iterator[tuple[str, int, int]]:
        places = list(self._raw())
        raw = "".join(character for character, _, _ in places)
        last = 0
        for escape in _ESCAPE.finditer(raw):
            yield from (place for place in places[last : escape.start()] if place[0] not in _BLANK)
            decoded = _decoded(escape.group())
            if decoded not in _BLANK and decoded:
                yield decoded, *places[escape.start()][1:]
            last = escape.end()
        yield from (place for place in places[last:] if place[0] not in _BLANK)


def _decoded(escape: str) -> str:
    """What an escape of a double-quoted value means, as far as blank or not is concerned."""
    kind = escape[1]
    if kind in "xuU":
        return chr(int(escape[2:], 16))
    return {"n": "\n", "t": "\t", "\n": "", " ": " ", "\t": "\t"}.get(kind, "x")


def joined(text: str, span: Span) -> str:
    """``text`` without the blank that folding a line puts beside a 汉字.

    Folded lines of Chinese would otherwise gain a character that nobody typed.
    """
    kept: list[str] = []
    index, previous = 0, -1
    for character in text:
        if character not in _BLANK:
            line = span.places[min(index, len(span.places) - 1)][0] if span.places else previous
            index += 1
            if line != previous and kept[-1:] == [" "] and _touches_wide(kept, character):
                kept.pop()
            previous = line
        kept.append(character)
    return "".join(kept)


def _touches_wide(kept: list[str], character: str) -> bool:
    return len(kept) > 1 and kept[-2] not in _BLANK and max(kept[-2], character) >= _FIRST_WIDE
