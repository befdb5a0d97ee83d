"""Where the room of a table goes: row by row, what a column loses when it is narrower, and who gets it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from operator import itemgetter
from typing import NamedTuple

from wenming_docs.zh import em_width
from wenming_docs.zh.lazy import lazy_pattern

SLACK = 0.2  # 字: room for what rounding takes, or 序号 would stand on two lines
BETWEEN_SCRIPTS = 0.25  # 字: what LibreOffice, and Word where told so, leaves between 汉字 and letters
PER_CENT = 0.34  # 字: what % takes beyond half a 字 in a Western font
_RECURRING = 12  # signs: shorter texts, as heads and names, recur in tables and documents
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
    """So many cells that are alike: one line so wide, or several; at how many widths it breaks, and how.

    ``broken`` holds for each of these widths the whole signs that have room there, of several lines what
    they take together; ``whole`` are the lines from there on.
    """

    number: int
    width: float | None
    broken: Sequence[int]
    whole: int


class _Looks(NamedTuple):
    """All kinds of a column, how many widths they were looked at, and the most signs that have room."""

    kinds: list[_Look]
    widths: int
    most: int


def _looks(kinds: _Kinds, least: float, steps: int) -> _Looks:
    """All kinds of a column from the ``least`` width on.

    There are no more widths than ``steps`` can be given to it, and none where nothing is saved any more.
    """
    needed = ceil((kinds.widest + SLACK - least) / STEP)
    if needed <= 0 or not steps:  # nothing can be saved, as in most columns
        return _Looks([], 1, 0)
    rooms = [least + STEP * step for step in range(min(needed, steps) + 1)]
    signs = list(map(int, rooms))
    looks = []
    for cell, count in kinds.counts.items():
        narrow = bisect_left(rooms, max(cell) + SLACK)
        if len(cell) == 1:
            looks.append(_Look(count, cell[0], signs[:narrow], 1))
        else:
            broken = [sum([_lines(width, room) for width in cell]) for room in rooms[:narrow]]
            looks.append(_Look(count, None, broken, len(cell)))
    return _Looks(looks, len(rooms), signs[-1])


def _costs(looks: _Looks, steep: float) -> list[float]:
    """What a column costs at each width, where a cell of n lines costs n to the power of ``steep``."""
    costs = []
    for number, width, broken, whole in looks.kinds:
        if width is None:
            own = [lines**steep for lines in broken]
        else:
            own = list(map(_broken_costs(width, looks.most, steep).__getitem__, broken))
        if number > 1:
            own = [number * cost for cost in own]
        costs.append(own + [number * float(whole**steep)] * (looks.widths - len(own)))
    return list(map(sum, zip(*costs, strict=True))) if costs else [0.0]


@lru_cache(maxsize=1024)
def _broken_costs(width: float, most: int, steep: float) -> tuple[float, ...]:
    """What a line so wide costs where 0, 1, 2… up to ``most`` signs have room, where it must break."""
    signs = range(min(int(width + SLACK), most) + 1)
    return tuple([_lines(width, room) ** steep + _broken(width, room) for room in signs])


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
    if given + 1 == len(costs):
        return 0.0, 0
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
        lines = {
            cell: _lines(cell[0], room) if len(cell) == 1 else sum([_lines(width, room) for width in cell])
            for cell in counts
        }
        lines[()] = 0
        rows = list(map(max, rows, map(lines.__getitem__, column.cells)))
        if room < SHORT + SLACK:
            broken += sum(
                [count * _broken(cell[0], room) for cell, count in counts.items() if len(cell) == 1]
            )
    return sum(rows) + broken * _BESIDE_LINES


_SCRIPTS_MEET = lazy_pattern(r"[\u4e00-\u9fff](?=[0-9A-Za-z])|[0-9A-Za-z%](?=[\u4e00-\u9fff])")


def text_width(text: str) -> float:
    """The width of a line in 字 at the most, with the space that stands between scripts."""
    return _of_short(text) if len(text) <= _RECURRING else _width(text)


def _width(text: str) -> float:
    width = em_width(text)
    if width == len(text):  # nothing but full-width signs, as in most cells
        return width
    return width + BETWEEN_SCRIPTS * len(_SCRIPTS_MEET.findall(text)) + PER_CENT * text.count("%")


_of_short = lru_cache(maxsize=2048)(_width)
