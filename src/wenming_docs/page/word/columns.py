"""How wide each column of a table is.

No short text breaks, as far as there is room; what is left goes, step by step, where it saves the most
lines in all the cells. So one long cell among short ones takes little from the names beside it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate, repeat
from math import ceil, log
from operator import mul

from wenming_docs.page.word.spread import SLACK, Columns, spread, text_width
from wenming_docs.records import dataclass

CROWDED = 3.0  # lines in the longest cell above which a smaller size is tried
KEPT_TOGETHER = {6.0: CROWDED, 5.3: 5.0, 4.0: 5.0, 3.0: 0.0}
"""Texts and heads up to so many 字 are not broken, if the longest cell takes no more than so many lines."""
LEAST_LEFT = 3  # 字: what a column keeps beside others whose widths are asked for
WHOLE, SHORTEST = 5.3, 4.0  # 字: where shorter texts must be broken a table is crowded, or worse
BROKEN = 2 * CROWDED  # counts as so many lines where even the shortest texts are broken
_LINES = tuple(accumulate(repeat(1.05, ceil(log(100, 1.05))), mul, initial=1.0))
"""The lines of the longest cell that are tried out, up to 100."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How columns stand in a size: the lines that the longest cell takes, and the widths in twips.

    Widths are weighed when somebody asks: a size that is too large for its table is only asked for lines.
    """

    lines: float
    widths: Callable[[], list[int]]


def column_widths(columns: Columns, room: int, character: int, padding: int) -> Fit:
    """Widths in twips that add up to ``room``, and how many lines the longest cell then takes.

    ``character`` is the width of a 汉字, ``padding`` what the cell margins take. Where short texts must
    be broken, the table counts as crowded. The longest cell counts as if each column had its share of it;
    where other cells are told it may take more lines.
    """
    available = (room - padding * len(columns)) / character
    chosen = _chosen(columns, available)

    def widths() -> list[int]:
        shares = chosen.widths
        if chosen.whole and chosen.lines > 1 and any(column.cells for column in columns):
            shares = spread(columns, chosen.least, available, [shares])
        return _filling([round(share * character) + padding for share in shares], room)

    if chosen.kept < WHOLE or not chosen.whole:
        broken = chosen.kept < SHORTEST or not chosen.whole
        return Fit(max(chosen.lines, BROKEN if broken else CROWDED * 1.01), widths)
    return Fit(chosen.lines, widths)


def widths_as_asked(
    columns: Columns, asked: Sequence[float | None], room: int, character: int, padding: int
) -> Fit:
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
    shared = column_widths(others, room - sum(fixed), character, padding) if others else None
    told = fixed if shared else _filling(fixed, room)

    def widths() -> list[int]:
        own, rest = iter(told), iter(shared.widths() if shared else ())
        return [next(own) if width else next(rest) for width in asked]

    named = [column for column, width in zip(columns, asked, strict=True) if width]
    spans = [(width - padding) / character for width in told]
    wraps = [text_width(column.longest) / max(span, 0.5) for column, span in zip(named, spans, strict=True)]
    return Fit(max(shared.lines if shared else 1.0, *wraps), widths)


def _filling(widths: list[int], room: int) -> list[int]:
    """Widths that add up to ``room``: the first of the widest takes what rounding leaves or lacks."""
    widths[widths.index(max(widths))] += room - sum(widths)
    return widths


@dataclass(frozen=True, slots=True)
class _Try:
    """Up to which width texts are kept whole, widths in 字 and the least ones, the lines of the longest
    cell, and whether no column has less than its least.
    """

    kept: float
    widths: list[float]
    least: list[float]
    lines: float
    whole: bool


def _chosen(columns: Columns, available: float) -> _Try:
    """The first try whose longest cell is short enough; without one, that of the fewest lines."""
    measured = [(text_width(column.head), text_width(column.longest)) for column in columns]
    tries: list[_Try] = []
    for kept, most in KEPT_TOGETHER.items():
        found = _shares(measured, available, kept)
        if found.whole and found.lines <= most:
            return found
        tries.append(found)
    return min(tries, key=lambda found: (not found.whole, found.lines))


def _shares(measured: Sequence[tuple[float, float]], available: float, kept: float) -> _Try:
    """The width of each column, told its head and longest text, where texts up to ``kept`` 字 stay whole."""
    wanted = [max(head, longest, 2.0) + SLACK for head, longest in measured]
    least = [_least(head, longest, kept) + SLACK for head, longest in measured]
    whole = sum(least) <= available
    # More lines, narrower columns: the fewest lines that fit are found by halving; without room none do.
    fewest = len(_LINES) - 1
    if whole:
        fewest = bisect_left(_LINES, True, hi=fewest, key=lambda n: sum(_at(n, wanted, least)) <= available)
    shares = _at(_LINES[fewest], wanted, least)
    # Room to spare goes to all in proportion; where even the least is too much, all give way.
    factor = available / sum(shares)
    shares = [max(share * factor, 0.5) for share in shares]
    lines = max(want / share for want, share in zip(wanted, shares, strict=True))
    return _Try(kept, shares, least, lines, whole)


def _least(head: float, longest: float, kept: float) -> float:
    """What a column needs so that neither its head nor a short text breaks badly."""
    if head > kept:
        head = ceil(head / 2) if head <= 2 * kept else kept
    return max(2.0, head, min(longest, kept))


def _at(lines: float, wanted: list[float], least: list[float]) -> list[float]:
    """The width of each column if the longest cells take so many lines."""
    return [share if (share := want / lines) > low else low for want, low in zip(wanted, least, strict=True)]
