"""How wide each column of a table is: every column wraps to about the same number of lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from wenming_docs.zh import em_width

CROWDED = 3.0  # lines in the longest cell above which a smaller size is tried
SLACK = 0.2  # 字: room for what rounding takes, or 序号 would stand on two lines
BETWEEN_SCRIPTS = 0.25  # 字: what LibreOffice, and Word where told so, leaves between 汉字 and letters
PER_CENT = 0.34  # 字: what % takes beyond half a 字 in a Western font
KEPT_TOGETHER = {6.0: CROWDED, 5.3: 5.0, 4.0: 5.0, 3.0: 0.0}
"""Texts and heads up to so many 字 are not broken, if the longest cell takes no more than so many lines."""
LEAST_LEFT = 3  # 字: what a column keeps beside others whose widths are asked for
WHOLE, SHORTEST = 5.3, 4.0  # 字: where shorter texts must be broken a table is crowded, or worse
BROKEN = 2 * CROWDED  # counts as so many lines where even the shortest texts are broken

Columns = list[tuple[str, str]]


def column_widths(columns: Columns, room: int, character: int, padding: int) -> tuple[list[int], float]:
    """Widths in twips that add up to ``room``, and how many lines the longest cell then takes.

    ``columns`` holds the head and the longest line of each column; ``character`` is the
    width of a 汉字, ``padding`` what the cell margins take. Where short texts must be broken, the
    table counts as crowded.
    """
    available = (room - padding * len(columns)) / character
    tries = [_shares(columns, available, kept) for kept in KEPT_TOGETHER]
    fitting = (found for found in tries if found.whole and found.lines <= KEPT_TOGETHER[found.kept])
    chosen = next(fitting, min(tries, key=lambda found: (not found.whole, found.lines)))
    widths = [round(share * character) + padding for share in chosen.widths]
    widths[widths.index(max(widths))] += room - sum(widths)
    if chosen.kept < WHOLE or not chosen.whole:
        broken = chosen.kept < SHORTEST or not chosen.whole
        return widths, max(chosen.lines, BROKEN if broken else CROWDED * 1.01)
    return widths, chosen.lines


def widths_as_asked(
    columns: Columns, asked: Sequence[float | None], room: int, character: int, padding: int
) -> tuple[list[int], float]:
    """Like :func:`column_widths`, where an author asks for widths in 字: the other columns share the rest.

    Where too little would be left for them, or nobody is left to take it, what was asked for gives way
    in proportion.
    """
    if not any(asked):
        return column_widths(columns, room, character, padding)
    others = [column for column, width in zip(columns, asked, strict=True) if not width]
    left = min(len(others) * (LEAST_LEFT * character + padding), room * 2 // 3)
    wanted = [width for width in asked if width]
    most = (room - left - padding * len(wanted)) / sum(wanted)
    unit = most if most < character or not others else character
    fixed = [max(round(width * unit), character // 2) + padding for width in wanted]
    shared, lines = column_widths(others, room - sum(fixed), character, padding) if others else ([], 1.0)
    told, rest = iter(fixed), iter(shared)
    widths = [next(told) if width else next(rest) for width in asked]
    widths[widths.index(max(widths))] += room - sum(widths)
    spans = ((width - padding) / character for width in widths)
    wraps = [text_width(longest) / max(span, 0.5) for (_, longest), span in zip(columns, spans, strict=True)]
    return widths, max(lines, *wraps)


@dataclass(frozen=True, slots=True)
class _Try:
    """Up to which width texts are kept whole, widths in 字, the lines of the longest cell, and whether
    no column has less than its least.
    """

    kept: float
    widths: list[float]
    lines: float
    whole: bool


def _shares(columns: Columns, available: float, kept: float) -> _Try:
    """The width of each column where texts up to ``kept`` 字 are not broken."""
    wanted = [max(text_width(head), text_width(longest), 2.0) + SLACK for head, longest in columns]
    least = [_least(text_width(head), text_width(longest), kept) + SLACK for head, longest in columns]
    lines = 1.0
    while sum(_at(lines, wanted, least)) > available and lines < 100:
        lines *= 1.05
    shares = _at(lines, wanted, least)
    # Room to spare goes to all in proportion; where even the least is too much, all give way.
    factor = available / sum(shares)
    shares = [max(share * factor, 0.5) for share in shares]
    lines = max(want / share for want, share in zip(wanted, shares, strict=True))
    return _Try(kept, shares, lines, sum(least) <= available)


_SCRIPTS_MEET = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[\u4e00-\u9fff])")


def text_width(text: str) -> float:
    """The width of a line in 字 at the most, with the space that stands between scripts."""
    return em_width(text) + BETWEEN_SCRIPTS * len(_SCRIPTS_MEET.findall(text)) + PER_CENT * text.count("%")


def _least(head: float, longest: float, kept: float) -> float:
    """What a column needs so that neither its head nor a short text breaks badly."""
    if head > kept:
        head = ceil(head / 2) if head <= 2 * kept else kept
    return max(2.0, head, min(longest, kept))


def _at(lines: float, wanted: list[float], least: list[float]) -> list[float]:
    """The width of each column if the longest cells take so many lines."""
    return [max(want / lines, low) for want, low in zip(wanted, least, strict=True)]
