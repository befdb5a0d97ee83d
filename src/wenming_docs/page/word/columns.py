"""How wide each column of a table is: every column wraps to about the same number of lines."""

from __future__ import annotations

from math import ceil

from wenming_docs.zh import em_width

CROWDED = 3.0  # lines in the longest cell above which a smaller size is tried
BREAKING = 5.0  # lines above which short texts give way, and are broken
SLACK = 0.2  # 字: room for what rounding takes, or 序号 would stand on two lines
KEPT_TOGETHER = (6.0, 4.0, 3.0)
"""Texts and heads up to so many 字 are not broken; the less room there is, the fewer."""

Columns = list[tuple[str, str]]


def column_widths(columns: Columns, room: int, character: int, padding: int) -> tuple[list[int], float]:
    """Widths in twips that add up to ``room``, and how many lines the longest cell then takes.

    ``columns`` holds the head and the longest line of each column; ``character`` is the
    width of a 汉字, ``padding`` what the cell margins take.
    """
    available = (room - padding * len(columns)) / character
    tries = [_shares(columns, available, kept) for kept in KEPT_TOGETHER]
    shares, lines = next((found for found in tries if found[1] <= BREAKING), min(tries, key=lambda t: t[1]))
    widths = [round(share * character) + padding for share in shares]
    widths[widths.index(max(widths))] += room - sum(widths)
    return widths, lines


def _shares(columns: Columns, available: float, kept: float) -> tuple[list[float], float]:
    """The width of each column in 字, and the lines of the longest cell."""
    wanted = [max(em_width(head), em_width(longest), 2.0) + SLACK for head, longest in columns]
    least = [_least(em_width(head), em_width(longest), kept) + SLACK for head, longest in columns]
    lines = 1.0
    while sum(_at(lines, wanted, least)) > available and lines < 100:
        lines *= 1.05
    shares = _at(lines, wanted, least)
    # Room to spare goes to all in proportion; where even the least is too much, all give way.
    factor = available / sum(shares)
    shares = [max(share * factor, 0.5) for share in shares]
    return shares, max(want / share for want, share in zip(wanted, shares, strict=True))


def _least(head: float, longest: float, kept: float) -> float:
    """What a column needs so that neither its head nor a short text breaks badly."""
    if head > kept:
        head = ceil(head / 2) if head <= 2 * kept else kept
    return max(2.0, head, min(longest, kept))


def _at(lines: float, wanted: list[float], least: list[float]) -> list[float]:
    """The width of each column if the longest cells take so many lines."""
    return [max(want / lines, low) for want, low in zip(wanted, least, strict=True)]
