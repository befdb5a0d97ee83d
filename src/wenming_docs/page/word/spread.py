"""Where the room of a table goes: row by row, what a column loses when it is narrower, and who gets it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from math import ceil
from operator import itemgetter
from typing import NamedTuple

from wenming_docs.zh import em_width
from wenming_docs.zh.lazy import lazy_pattern

SLACK = 0.2  # 字: room for what rounding takes, or 序号 would stand on two lines
BETWEEN_SCRIPTS = 0.25  # 字: what LibreOffice, and Word where told so, leaves between 汉字 and letters
PER_CENT = 0.34  # 字: what % takes beyond half a 字 in a Western font
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


def cell_widths(text: str) -> CellLines:
    """How wide the lines of a cell are, by half a 字."""
    if "\n" not in text:
        return (ceil(text_width(text) / STEP) * STEP,)
    return tuple([ceil(text_width(line) / STEP) * STEP for line in text.split("\n")])


def spread(
    columns: Columns, least: Sequence[float], room: float, others: Sequence[list[float]] = ()
) -> list[float]:
    """The widths in 字, ``room`` in all, by which rows are low and few short texts break.

    What is over the ``least`` widths goes, step by step, where it saves most; how much a line more
    counts in a long cell is tried out. ``others`` are widths that may be better still.
    """
    steps = max(int((room - sum(least)) / STEP), 0)
    kinds = [_kinds(column) for column in columns]
    looks = [_looks(told, low, steps) for told, low in zip(kinds, least, strict=True)]
    found = list(others)
    for steep in _STEEP:
        widths = _spread([_costs(each, steep) for each in looks], least, room, steps)
        if widths not in found:
            found.append(widths)
    return min(found, key=lambda widths: _badness(columns, kinds, widths)) if len(found) > 1 else found[0]


class _Kinds(NamedTuple):
    """The cells of a column that are alike, counted, and the widest of all lines."""

    counts: Counter[CellLines]
    widest: float


def _kinds(column: ColumnTexts) -> _Kinds:
    counts = Counter(filter(None, column.cells))
    return _Kinds(counts, max(map(max, counts), default=0.0))


class _Look(NamedTuple):
    """So many cells that are alike: their lines and how badly they break at each width, as long as they do.

    ``whole`` are their lines from there on.
    """

    number: int
    broken: list[tuple[int, float]]
    whole: int


def _looks(kinds: _Kinds, least: float, steps: int) -> tuple[list[_Look], int]:
    """All kinds of a column from the ``least`` width on, and how many widths that are.

    There are no more than ``steps`` can be given to it, and none where nothing is saved any more.
    """
    needed = ceil((kinds.widest + SLACK - least) / STEP)
    rooms = [least + STEP * step for step in range(min(max(needed, 0), steps) + 1)]
    return [_look(cell, count, rooms) for cell, count in kinds.counts.items()], len(rooms)


def _look(cell: CellLines, count: int, rooms: Sequence[float]) -> _Look:
    narrow = rooms[: bisect_left(rooms, max(cell) + SLACK)]
    if len(cell) == 1:
        width = cell[0]
        return _Look(count, [(_lines(width, room), _broken(width, room)) for room in narrow], 1)
    return _Look(count, [(sum([_lines(width, room) for width in cell]), 0.0) for room in narrow], len(cell))


def _costs(looks: tuple[Sequence[_Look], int], steep: float) -> list[float]:
    """What a column costs at each width, where a cell of n lines costs n to the power of ``steep``."""
    kinds, widths = looks
    costs = [
        [number * (lines**steep + bad) for lines, bad in broken]
        + [number * float(whole**steep)] * (widths - len(broken))
        for number, broken, whole in kinds
    ]
    return list(map(sum, zip(*costs, strict=True))) if costs else [0.0]


def _spread(costs: Sequence[Sequence[float]], least: Sequence[float], room: float, steps: int) -> list[float]:
    """Widths by what each column costs with 0, 1, 2… steps more; what nobody needs goes to all."""
    given = [0] * len(least)
    gains = [_best_gain(cost, 0, steps) for cost in costs]
    while steps:
        gain, taken = best = max(gains, key=itemgetter(0))
        if gain <= 0:
            break
        column = gains.index(best)
        if taken <= steps:
            given[column] += taken
            steps -= taken
        gains[column] = _best_gain(costs[column], given[column], steps)
    widths = [low + STEP * taken for low, taken in zip(least, given, strict=True)]
    total = sum(widths)
    return [width * room / total for width in widths]


def _lines(width: float, room: float) -> int:
    """The lines of a text so wide: of 汉字, which stand whole."""
    if width + SLACK <= room:
        return 1
    lines = ceil(width / max(int(room), 1))
    return lines if lines > 2 else 2


def _broken(width: float, room: float) -> float:
    """How badly a text breaks: a short one does that leaves one or two characters for its second line."""
    if width > SHORT or width + SLACK <= room:
        return 0.0
    whole = max(int(room), 1)
    return _TAIL_COSTS if width - (_lines(width, room) - 1) * whole <= TAIL else _BREAK_COSTS


def _best_gain(costs: Sequence[float], given: int, steps: int) -> tuple[float, int]:
    """The most that is saved for a step, and by how many steps; nothing where no step helps."""
    now = costs[given]
    saved = [(now - cost) / taken for taken, cost in enumerate(costs[given + 1 : given + steps + 1], 1)]
    if not saved:
        return 0.0, 0
    most = max(saved)
    return most, len(saved) - saved[::-1].index(most)  # of equal gains the one of most steps


def badness(columns: Columns, widths: Sequence[float]) -> float:
    """The lines of all rows, and what the broken short texts count beside them."""
    return _badness(columns, [_kinds(column) for column in columns], widths)


def _badness(columns: Columns, kinds: Sequence[_Kinds], widths: Sequence[float]) -> float:
    rows = [1] * len(columns[0].cells)
    broken = 0.0
    for column, (counts, widest), room in zip(columns, kinds, widths, strict=True):
        if widest + SLACK <= room and max(map(len, counts), default=1) == 1:
            continue
        lines = {cell: sum([_lines(width, room) for width in cell]) for cell in counts}
        rows = [max(row, lines.get(cell, 0)) for row, cell in zip(rows, column.cells, strict=True)]
        broken += sum([count * _broken(cell[0], room) for cell, count in counts.items() if len(cell) == 1])
    return sum(rows) + broken * _BESIDE_LINES


_SCRIPTS_MEET = lazy_pattern(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[\u4e00-\u9fff])")


def text_width(text: str) -> float:
    """The width of a line in 字 at the most, with the space that stands between scripts."""
    width = em_width(text)
    if width == len(text):  # nothing but full-width signs, as in most cells
        return width
    return width + BETWEEN_SCRIPTS * len(_SCRIPTS_MEET.findall(text)) + PER_CENT * text.count("%")
