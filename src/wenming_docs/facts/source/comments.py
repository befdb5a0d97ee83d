"""Comments that are meant for a program, found by the tokens of YAML and not by the look of a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from wenming_docs.facts.source.characters import FORBIDDEN
from wenming_docs.facts.source.codes import Collector
from wenming_docs.facts.source.recovery import mended
from wenming_docs.facts.source.tree import fastest_parser


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment: the place of its ``#`` (from 1), the text behind it, the lines it speaks of.

    A comment behind a value speaks of its own line, one alone of the next line that is neither
    blank nor comment; a value that goes on over several lines is meant whole. ``first`` is 0
    where nothing follows.
    """

    line: int
    column: int
    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Value:
    """A piece of text in the file: from (line, column) up to (line, column), both from 0."""

    start: tuple[int, int]
    stop: tuple[int, int]
    block: bool

    @property
    def last(self) -> int:
        """Its last line; a value that ends where a line begins does not reach into it."""
        return self.stop[0] - (self.stop[1] == 0)

    def holds(self, line: int, column: int) -> bool:
        """Whether a place is inside; behind the sign of block text there may be a comment."""
        return self.start <= (line, column) < self.stop and not (self.block and line == self.start[0])


def comments_with(word: str, text: str) -> list[Comment]:
    """The comments of a YAML text that begin with ``word``; a text without it costs nothing."""
    if word not in text:
        return []
    lines = text.split("\n")
    values = _values(text)
    found = []
    for number, line in enumerate(lines):
        column = _comment_column(line, number, values) if word in line else None
        if column is not None and line[column + 1 :].lstrip().startswith(word):
            first, last = _meant(number, column, lines, values)
            found.append(Comment(number + 1, column + 1, line[column + 1 :].strip(), first + 1, last + 1))
    return found


def _values(text: str) -> list[_Value]:
    """Where values stand; of a faulty text as far as it can be read when its faults are mended."""
    clean = FORBIDDEN.sub(" ", text)
    try:
        return list(_scalars(clean))
    except (yaml.YAMLError, ValueError):
        return list(_readable(mended(clean, Collector(""))))


def _readable(text: str) -> Iterator[_Value]:
    try:
        yield from _scalars(text)
    except (yaml.YAMLError, ValueError):
        return


def _scalars(text: str) -> Iterator[_Value]:
    scanner: Any = fastest_parser()(text)
    while token := scanner.get_token():
        if isinstance(token, yaml.ScalarToken):
            start, stop = token.start_mark, token.end_mark
            block = token.style in ("|", ">")
            yield _Value((start.line, start.column), (stop.line, stop.column), block)
        elif isinstance(token, yaml.StreamEndToken):
            return


def _comment_column(line: str, number: int, values: list[_Value]) -> int | None:
    """The column at which a line becomes a comment."""
    for column, sign in enumerate(line):
        if sign == "#" and (column == 0 or line[column - 1] in " \t"):
            if not any(value.holds(number, column) for value in values):
                return column
    return None


def _meant(number: int, column: int, lines: list[str], values: list[_Value]) -> tuple[int, int]:
    target = number
    if not lines[number][:column].strip():
        following = (at for at in range(number + 1, len(lines)) if _is_content(lines[at]))
        target = next(following, -1)
    ends = [value.last for value in values if value.start[0] == target]
    return target, max([target, *ends])


def _is_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")
