"""A line of the user's file with a caret under the column a finding means."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from wenming_docs.findings import Origin

_WIDEST = 76


def snippet(texts: Mapping[str, str], origin: Origin) -> str:
    """Two lines, source and caret, or "" where there is no such line.

    A 汉字 is two columns wide; of a long line only the part around the caret is shown.
    """
    lines = texts.get(origin.file, "").split("\n")
    if not 1 <= origin.line <= len(lines) or not lines[origin.line - 1].strip():
        return ""
    cells = [_cell(character) for character in lines[origin.line - 1]]
    column = min(max(origin.column - 1, 0), len(cells))
    start, stop = _window(cells, column)
    left, right = "…" * (start > 0), "…" * (stop < len(cells))
    shown = left + "".join(cells[start:stop]) + right
    return f"{shown.rstrip()}\n{' ' * (width(left) + width(''.join(cells[start:column])))}^"


def width(text: str) -> int:
    """How many columns ``text`` takes on a console that shows 汉字 two columns wide."""
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def _cell(character: str) -> str:
    if character == "\t":
        return "    "
    return character if character.isprintable() or character == "\u3000" else " "


def _window(cells: list[str], column: int) -> tuple[int, int]:
    """The part of a line to show: from start to stop, with ``column`` inside it."""
    if width("".join(cells)) <= _WIDEST:
        return 0, len(cells)
    start = stop = column
    used = 0
    while used < _WIDEST * 2 // 3 and start > 0:
        start -= 1
        used += width(cells[start])
    while used < _WIDEST and stop < len(cells):
        used += width(cells[stop])
        stop += 1
    return start, stop
