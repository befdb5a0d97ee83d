"""How wide each column of a table is.

No short text breaks, as far as there is room; what is left goes, step by step, where it saves the most
lines in all the cells. So one long cell among short ones takes little from the names beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

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
STEP = 0.5  # 字: room is given out by so much
SHORT, TAIL = 9.0, 2.0  # 字: of so short a text no second line should hold so little
_TAIL_COSTS, _BREAK_COSTS = 4.0, 1.5  # as many lines as a short text counts for that is broken so, or else
_STEEP = (1.0, 1.5, 2.0, 3.0)  # powers: how much dearer a line is than the one before it in its cell
_BESIDE_LINES = 0.06  # what those count where the lines of whole rows are known


CellLines = tuple[float, ...]


class ColumnTexts(NamedTuple):
    """The head of a column, the longest line of its cells, and of some rows the lines of its cell, in 字."""

    head: str
    longest: str
    cells: Sequence[CellLines] = ()


Columns = Sequence[ColumnTexts]


def column_widths(columns: Columns, room: int, character: int, padding: int) -> tuple[list[int], float]:
    """Widths in twips that add up to ``room``, and how many lines the longest cell then takes.

    ``character`` is the width of a 汉字, ``padding`` what the cell margins take. Where short texts must
    be broken, the table counts as crowded. The longest cell counts as if each column had its share of it;
    where other cells are told it may take more lines.
    """
    available = (room - padding * len(columns)) / character
    tries = [_shares(columns, available, kept) for kept in KEPT_TOGETHER]
    fitting = (found for found in tries if found.whole and found.lines <= KEPT_TOGETHER[found.kept])
    chosen = next(fitting, min(tries, key=lambda found: (not found.whole, found.lines)))
    shares = chosen.widths
    if chosen.whole and chosen.lines > 1 and any(column.cells for column in columns):
        shares = spread(columns, chosen.least, available, [shares])
    widths = [round(share * character) + padding for share in shares]
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
    own = zip(columns, spans, asked, strict=True)
    wraps = [text_width(column.longest) / max(span, 0.5) for column, span, width in own if width]
    return widths, max(lines, *wraps)


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


def _shares(columns: Columns, available: float, kept: float) -> _Try:
    """The width of each column where texts up to ``kept`` 字 are not broken."""
    measured = [(text_width(column.head), text_width(column.longest)) for column in columns]
    wanted = [max(head, longest, 2.0) + SLACK for head, longest in measured]
    least = [_least(head, longest, kept) + SLACK for head, longest in measured]
    lines = 1.0
    while sum(_at(lines, wanted, least)) > available and lines < 100:
        lines *= 1.05
    shares = _at(lines, wanted, least)
    # Room to spare goes to all in proportion; where even the least is too much, all give way.
    factor = available / sum(shares)
    shares = [max(share * factor, 0.5) for share in shares]
    lines = max(want / share for want, share in zip(wanted, shares, strict=True))
    return _Try(kept, shares, least, lines, sum(least) <= available)


def cell_widths(text: str) -> CellLines:
    """How wide the lines of a cell are, by half a 字."""
    return tuple(ceil(text_width(line) / STEP) * STEP for line in text.split("\n"))


def spread(
    columns: Columns, least: Sequence[float], room: float, others: Sequence[list[float]] = ()
) -> list[float]:
    """The widths in 字, ``room`` in all, by which rows are low and few short texts break.

    What is over the ``least`` widths goes, step by step, where it saves most; how much a line more
    counts in a long cell is tried out. ``others`` are widths that may be better still.
    """
    counted = [Counter(cell for cell in column.cells if cell) for column in columns]
    found = [*others, *(_spread(counted, least, room, steep) for steep in _STEEP)]
    return min(found, key=lambda widths: badness(columns, widths)) if len(found) > 1 else found[0]


def _spread(
    counted: Sequence[Mapping[CellLines, int]], least: Sequence[float], room: float, steep: float
) -> list[float]:
    """Widths where a cell of n lines costs n to the power of ``steep``; what nobody needs goes to all."""
    steps = max(int((room - sum(least)) / STEP), 0)
    costs = [_costs(told, low, steps, steep) for told, low in zip(counted, least, strict=True)]
    given = [0] * len(least)
    gains = [_best_gain(cost, 0, steps) for cost in costs]
    while steps:
        best = max(range(len(gains)), key=lambda index: gains[index][0])
        gain, taken = gains[best]
        if gain <= 0:
            break
        if taken <= steps:
            given[best] += taken
            steps -= taken
        gains[best] = _best_gain(costs[best], given[best], steps)
    widths = [low + STEP * taken for low, taken in zip(least, given, strict=True)]
    return [width * room / sum(widths) for width in widths]


def _costs(counted: Mapping[CellLines, int], least: float, steps: int, steep: float) -> list[float]:
    """What the cells of a column cost at each width from the least on, until nothing is saved any more."""
    needed = ceil((max(map(max, counted), default=0.0) + SLACK - least) / STEP)
    rooms = (least + STEP * step for step in range(min(max(needed, 0), steps) + 1))
    return [sum([count * _cost(cell, room, steep) for cell, count in counted.items()]) for room in rooms]


def _cost(cell: CellLines, room: float, steep: float) -> float:
    lines = sum([_lines(width, room) for width in cell])
    return float(lines**steep) + (_broken(cell[0], room) if len(cell) == 1 else 0.0)


def _lines(width: float, room: float) -> int:
    """The lines of a text so wide: of 汉字, which stand whole."""
    return 1 if width + SLACK <= room else max(ceil(width / max(int(room), 1)), 2)


def _broken(width: float, room: float) -> float:
    """How badly a text breaks: a short one does that leaves one or two characters for its second line."""
    if width > SHORT or width + SLACK <= room:
        return 0.0
    whole = max(int(room), 1)
    return _TAIL_COSTS if width - (_lines(width, room) - 1) * whole <= TAIL else _BREAK_COSTS


def _best_gain(costs: Sequence[float], given: int, steps: int) -> tuple[float, int]:
    """The most that is saved for a step, and by how many steps; nothing where no step helps."""
    here = range(given + 1, min(len(costs), given + steps + 1))
    return max((((costs[given] - costs[to]) / (to - given), to - given) for to in here), default=(0.0, 0))


def badness(columns: Columns, widths: Sequence[float]) -> float:
    """The lines of all rows, and what the broken short texts count beside them."""
    rows = [1] * len(columns[0].cells)
    broken = 0.0
    for column, room in zip(columns, widths, strict=True):
        for number, cell in enumerate(column.cells):
            for width in cell if len(cell) == 1 else ():
                broken += _broken(width, room)
            lines = sum([_lines(width, room) for width in cell])
            if lines > rows[number]:
                rows[number] = lines
    return sum(rows) + broken * _BESIDE_LINES


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
