"""Markdown's block structure: headings, paragraphs, pipe tables and ``:::`` containers, nothing else.

Almost every line that a template writes is blank, a plain paragraph or a plain heading: those are read
here. What could be more (a table, an indented line, ``#`` at both ends) goes to markdown-it-py, lines
between two blank ones at a time; the tests hold both ways against each other. Running text is not
parsed here (see ``slots``): it knows nothing but ``**bold**``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from wenming_docs.zh.lazy import lazy_pattern

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

MAX_NESTING = 100
"""Deeper levels would be dropped silently; ``parse`` refuses long before."""
MARK = ":::"
PLAIN = lazy_pattern(r"(?![-:|][-:|\s]*$)[^\s#](?:.*\S)?")
"""A line that begins nothing: it goes on a paragraph, or is one; the rule of a table is none."""
HEADING = lazy_pattern(r"(#{1,6}) ([^\s#](?:.*[^\s#])?)")
UNUSUAL = ("\r", "\0", f" {MARK}", f"\t{MARK}")
"""With any of them in it, a whole text goes to markdown-it-py; so it does where a ``:::`` line holds |."""


class Kind(Enum):
    """What a piece of text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    TABLE = "table"
    OPENING = ":::"
    CLOSING = "::: at the end"


class Piece(NamedTuple):
    """A paragraph, a heading, a table, or the line that opens or closes a container.

    ``first`` and ``end`` are its first line and the line after it, from 0; of an opening, the whole
    container's; a closing tells none. ``text`` is what a paragraph or heading says, its lines as they
    stand, or what stands behind ``:::``; ``marks`` counts the ``#`` of a heading.
    """

    kind: Kind
    first: int
    end: int
    text: str = ""
    marks: int = 0


END = Piece(Kind.CLOSING, 0, 0)


def pieces_of(text: str) -> list[Piece]:
    """The pieces of ``text`` in order, what stands in a container between its opening and its closing.

    A blank line is an empty one: ``parse_markup`` has emptied those of blanks alone.
    """
    lines = text.split("\n")
    if any(sign in text for sign in UNUSUAL) or _holds_barred_container(text, lines):
        return list(_parsed(text, 0))
    found: list[Piece] = []
    _read(lines, 0, len(lines) - (lines[-1] == ""), 0, found)
    return found


def _holds_barred_container(text: str, lines: Sequence[str]) -> bool:
    """Whether a line ``::: …`` could be the head of a table."""
    return "|" in text and MARK in text and any("|" in line for line in lines if line.startswith(MARK))


def _read(lines: Sequence[str], at: int, end: int, depth: int, found: list[Piece]) -> None:
    """Append the pieces of the lines from ``at`` to ``end``, inside ``depth`` containers."""
    if depth >= MAX_NESTING:
        return
    while at < end:
        line = lines[at]
        if not line:
            at += 1
        elif line.startswith(MARK):
            colons = len(line) - len(line.lstrip(":"))
            close = _closing(lines, at + 1, end, colons)
            found.append(Piece(Kind.OPENING, at, close, line[colons:]))
            _read(lines, at + 1, close, depth + 1, found)
            found.append(END)
            at = close + 1
        else:
            first = at
            while at < end and (line := lines[at]) and not line.startswith(MARK):
                at += 1
            found += _joined(lines, first, at)


def _closing(lines: Sequence[str], at: int, end: int, colons: int) -> int:
    """The line that closes a container of so many ``colons``; ``end`` if none does."""
    wanted = ":" * colons
    while at < end and not (lines[at].startswith(wanted) and not lines[at].lstrip(":").strip(" \t")):
        at += 1
    return at


def _joined(lines: Sequence[str], first: int, end: int) -> list[Piece]:
    """The pieces of lines that no blank one parts."""
    found: list[Piece] = []
    start = first
    for at in range(first, end):
        if PLAIN.fullmatch(lines[at]):
            continue
        heading = HEADING.fullmatch(lines[at])
        if heading is None:
            return list(_parsed("\n".join(lines[first:end]), first))
        if start < at:
            found.append(Piece(Kind.PARAGRAPH, start, at, "\n".join(lines[start:at])))
        found.append(Piece(Kind.HEADING, at, at + 1, heading[2], len(heading[1])))
        start = at + 1
    if start < end:
        found.append(Piece(Kind.PARAGRAPH, start, end, "\n".join(lines[start:end])))
    return found


def _parsed(text: str, offset: int) -> Iterator[Piece]:
    """The pieces of ``text``, whose first line is line ``offset``, as markdown-it-py finds them."""
    opened = None
    for token in _parser().parse(text):
        first, end = token.map or (0, 0)
        lines = (first + offset, end + offset)
        match token.type:
            case "paragraph_open" | "heading_open":
                opened = token
            case "inline" if opened is not None:  # those of a table's cells are read from its lines
                kind = Kind.PARAGRAPH if opened.type == "paragraph_open" else Kind.HEADING
                yield Piece(kind, *lines, token.content, len(opened.markup))
                opened = None
            case "table_open":
                yield Piece(Kind.TABLE, *lines)
            case "container_block_open":
                yield Piece(Kind.OPENING, *lines, token.info)
            case "container_block_close":
                yield END


@cache
def _parser() -> MarkdownIt:
    """markdown-it-py with all rules off that 公文 do not need."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.container import container_plugin

    parser = MarkdownIt("zero", {"maxNesting": MAX_NESTING}).enable(["heading", "table"])
    parser.core.ruler.enableOnly(["normalize", "block"])
    container_plugin(parser, "block", validate=lambda info, markup: True)
    return parser
