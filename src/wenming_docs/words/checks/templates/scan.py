"""A template's text as a syntax tree whose nodes know line and column.

Jinja counts lines only. Its tokens carry a number for the line, and so does every node made
from them: here that number knows the column as well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.lexer import TokenStream

from wenming_docs.records import dataclass
from wenming_docs.words.template.filters import FILTER_TABLE, TEST_TABLE

BLOCK, VALUE = "\x00", "\x01"
"""What stands for the characters of a tag in :func:`masked`: of a statement or comment, of a print."""


class Position(int):
    """A line number (from 1) that knows its column (from 1)."""

    column: int

    def __new__(cls, line: int, column: int) -> Position:
        self = super().__new__(cls, line)
        self.column = column
        return self


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in one template, before it is known which file that is."""

    code: str
    message: str
    hint: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a template's text: where it begins, what Jinja calls it, its characters."""

    start: int
    kind: str
    text: str


class PlacingEnvironment(Environment):
    """Reads templates as the sandbox does, but for looking at them only: nothing is ever compiled."""

    def __init__(self) -> None:
        super().__init__(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
        self.filters = dict(FILTER_TABLE)
        self.tests = dict(TEST_TABLE)

    def _tokenize(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> TokenStream:
        placed = _placed(source, self.lexer.tokeniter(source, name, filename, state))
        return TokenStream(self.lexer.wrap(placed, name, filename), name, filename)


ENVIRONMENT = PlacingEnvironment()
"""Only read from: one serves all."""


def parse(text: str) -> nodes.Template:
    """The tree of a template. Raises TemplateSyntaxError, whose ``lineno`` may know its column."""
    return ENVIRONMENT.parse(text)


def tokens(text: str) -> Iterator[Token]:
    """Every token of the text, blanks too; TemplateSyntaxError where it cannot be cut up."""
    at = 0
    for _, kind, piece in ENVIRONMENT.lexer.tokeniter(text, None):
        at = max(text.find(piece, at), at)
        yield Token(at, kind, piece)
        at += len(piece)


def _placed(source: str, found: Iterable[tuple[int, str, str]]) -> Iterator[tuple[int, str, str]]:
    """The lexer's tokens, each with a line number that knows its column.

    Only blanks are ever left out between two tokens, so the next one is found by searching.
    """
    at, line, start = 0, 1, 0
    for number, kind, piece in found:
        begin = source.find(piece, at)
        begin = at if begin < 0 else begin
        breaks = source.count("\n", at, begin)
        if breaks:
            line, start = line + breaks, source.rfind("\n", at, begin) + 1
        yield (Position(line, begin - start + 1) if line == number else number), kind, piece
        breaks = source.count("\n", begin, begin + len(piece))
        if breaks:
            line, start = line + breaks, source.rfind("\n", begin, begin + len(piece)) + 1
        at = begin + len(piece)


def place_of(number: int, text: str = "") -> tuple[int, int]:
    """(line, column) of a node's or an error's line number."""
    if isinstance(number, Position):
        return int(number), number.column
    lines = text.split("\n")
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    return number, len(line) - len(line.lstrip()) + 1


def place_at(text: str, offset: int) -> tuple[int, int]:
    """(line, column) of a character of ``text``."""
    starts = _line_starts(text)
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


@lru_cache(maxsize=8)
def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", text))]


def masked(text: str) -> str:
    """``text`` with each character of a statement or comment as BLOCK, of a print as VALUE.

    As long as ``text``, line ends in place: what is left are the words the template writes.
    """
    out = list(text)
    inside = ""
    at = 0
    try:
        for token in tokens(text):
            if inside:
                _mask(out, at, token.start, inside)
            if token.kind.endswith(("_begin",)):
                inside = VALUE if token.kind == "variable_begin" else BLOCK
            if token.kind != "data" or inside:
                _mask(out, token.start, token.start + len(token.text), inside or BLOCK)
            if token.kind.endswith("_end") or token.kind == "raw_begin":
                inside = ""
            at = token.start + len(token.text)
    except TemplateSyntaxError:
        return ""
    return "".join(out)


def _mask(out: list[str], start: int, end: int, sign: str) -> None:
    out[start:end] = [char if char == "\n" else sign for char in out[start:end]]
