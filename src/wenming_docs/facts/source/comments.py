"""Comments that are meant for a program, found by the tokens of YAML and not by the look of a line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

import yaml

from wenming_docs.facts.source.characters import FORBIDDEN
from wenming_docs.facts.source.codes import Collector
from wenming_docs.facts.source.recovery import mended
from wenming_docs.facts.source.tree import fastest_parser
from wenming_docs.records import dataclass


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
    values: dict[int, list[_Value]] = {}
    for value in _values(text):
        for number in range(value.start[0], value.stop[0] + 1):
            values.setdefault(number, []).append(value)
    following = _following_content(lines)
    found = []
    for number, line in enumerate(lines):
        column = _comment_column(line, number, values.get(number, [])) if word in line else None
        if column is not None and line[column + 1 :].lstrip().startswith(word):
            first, last = _meant(number if line[:column].strip() else following[number], values)
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
            before = bisect_right(values, (number, column), key=lambda value: value.start)
            if not before or not values[before - 1].holds(number, column):
                return column
    return None


def _following_content(lines: list[str]) -> list[int]:
    """For each line the next one that is neither blank nor comment, -1 where there is none."""
    following = [-1] * len(lines)
    for number in range(len(lines) - 1, 0, -1):
        stripped = lines[number].lstrip()
        is_content = bool(stripped) and not stripped.startswith("#")
        following[number - 1] = number if is_content else following[number]
    return following


def _meant(target: int, values: dict[int, list[_Value]]) -> tuple[int, int]:
    """A line with the whole of the values that begin in it."""
    ends = [value.last for value in values.get(target, ()) if value.start[0] == target]
    return target, max([target, *ends])
