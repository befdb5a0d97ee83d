"""A line of the user's file with a caret under the column a finding means."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from wenming_docs.findings import Origin

_WIDEST = 76
_NARROWEST = 16
_MOST_CELLS = 1_000
"""Characters to look at on either side of the caret; a line may have a million."""


def snippet(
    texts: Mapping[str, str], origin: Origin, *, widest: int = _WIDEST, wide_ambiguous: bool = True
) -> str:
    """Two lines, source and caret, or "" where there is no such line.

    A 汉字 is two columns wide, a tab four; of a line beyond ``widest`` columns only the part
    around the caret is shown. Signs like “” and … are two columns wide on a Chinese console in
    GBK, one elsewhere: ``wide_ambiguous`` says which.
    """
    lines = texts.get(origin.file, "").split("\n")
    if not 1 <= origin.line <= len(lines) or not lines[origin.line - 1].strip():
        return ""
    line, column = lines[origin.line - 1], max(origin.column - 1, 0)
    first, last = max(column - _MOST_CELLS, 0), column + _MOST_CELLS
    cells = [_cell(character) for character in line[first:last]]
    widths = [width(cell, wide_ambiguous=wide_ambiguous) for cell in cells]
    column = min(column - first, len(cells))
    start, stop = _window(widths, column, max(widest, _NARROWEST))
    left, right = "…" * (first + start > 0), "…" * (first + stop < len(line))
    shown = left + "".join(cells[start:stop]) + right
    before = width(left, wide_ambiguous=wide_ambiguous) + sum(widths[start:column])
    return f"{shown.rstrip()}\n{' ' * before}^"


def width(text: str, *, wide_ambiguous: bool = True) -> int:
    """How many columns ``text`` takes on a console that shows 汉字 two columns wide."""
    wide = "WFA" if wide_ambiguous else "WF"
    return sum(_width(character, wide) for character in text)


def _width(character: str, wide: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in wide else 1


def _cell(character: str) -> str:
    if character == "\t":
        return "    "
    return character if character.isprintable() or character == "\u3000" else " "


def _window(widths: list[int], column: int, widest: int) -> tuple[int, int]:
    """The part of a line to show: from start to stop, with ``column`` inside it."""
    if sum(widths) <= widest:
        return 0, len(widths)
    room = widest - 4  # for the marks of what is left out
    start = stop = column
    used = 0
    while start > 0 and used + widths[start - 1] <= room * 2 // 3:
        start -= 1
        used += widths[start]
    while stop < len(widths) and used + widths[stop] <= room:
        used += widths[stop]
        stop += 1
    while start > 0 and used + widths[start - 1] <= room:  # near the end of the line
        start -= 1
        used += widths[start]
    return start, stop
