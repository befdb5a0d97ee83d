"""The room of a table is shared out fast, and exactly as the plain words of the rule say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil

from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_docs.page.word.columns import KEPT_TOGETHER, column_widths, widths_as_asked
from wenming_docs.page.word.spread import (
    SHORT,
    SLACK,
    STEP,
    TAIL,
    CellLines,
    ColumnTexts,
    badness,
    cell_widths,
    spread,
    text_width,
)
from wenming_docs.zh import em_width


def plain_lines(width: float, room: float) -> int:
    return 1 if width + SLACK <= room else max(ceil(width / max(int(room), 1)), 2)


def plain_broken(width: float, room: float) -> float:
    if width > SHORT or width + SLACK <= room:
        return 0.0
    left = width - (plain_lines(width, room) - 1) * max(int(room), 1)
    return 4.0 if left <= TAIL else 1.5


def plain_cost(cell: CellLines, room: float, steep: float) -> float:
    lines = sum(plain_lines(width, room) for width in cell)
    return float(lines**steep) + (plain_broken(cell[0], room) if len(cell) == 1 else 0.0)


def plain_badness(columns: Sequence[ColumnTexts], widths: Sequence[float]) -> float:
    """The highest cell of each row, cell by cell."""
    rows = [1] * len(columns[0].cells)
    broken = 0.0
    for column, room in zip(columns, widths, strict=True):
        for number, cell in enumerate(column.cells):
            broken += sum(plain_broken(width, room) for width in cell if len(cell) == 1)
            rows[number] = max(rows[number], sum(plain_lines(width, room) for width in cell))
    return sum(rows) + broken * 0.06


def plain_gain(costs: Sequence[float], given: int, steps: int) -> tuple[float, int]:
    here = range(given + 1, min(len(costs), given + steps + 1))
    return max((((costs[given] - costs[to]) / (to - given), to - given) for to in here), default=(0.0, 0))


def plain_shares(
    columns: Sequence[ColumnTexts], least: Sequence[float], room: float, steep: float
) -> list[float]:
    """Each step of the room goes where it saves the most, every cell weighed at every width."""
    steps = max(int((room - sum(least)) / STEP), 0)
    costs: list[list[float]] = []
    for column, low in zip(columns, least, strict=True):
        counted = Counter(cell for cell in column.cells if cell)
        needed = ceil((max(map(max, counted), default=0.0) + SLACK - low) / STEP)
        rooms = [low + STEP * step for step in range(min(max(needed, 0), steps) + 1)]
        costs.append(
            [sum([count * plain_cost(cell, at, steep) for cell, count in counted.items()]) for at in rooms]
        )
    given = [0] * len(least)
    gains = [plain_gain(cost, 0, steps) for cost in costs]
    while steps:
        best = max(range(len(gains)), key=lambda index: gains[index][0])
        gain, taken = gains[best]
        if gain <= 0:
            break
        if taken <= steps:
            given[best] += taken
            steps -= taken
        gains[best] = plain_gain(costs[best], given[best], steps)
    widths = [low + STEP * taken for low, taken in zip(least, given, strict=True)]
    return [width * room / sum(widths) for width in widths]


def plain_spread(
    columns: Sequence[ColumnTexts], least: Sequence[float], room: float, others: Sequence[list[float]] = ()
) -> list[float]:
    found = [*others, *(plain_shares(columns, least, room, steep) for steep in (1.0, 1.5, 2.0, 3.0))]
    return min(found, key=lambda widths: plain_badness(columns, widths))


def plain_tries(columns: Sequence[ColumnTexts], available: float) -> list[tuple[float, float, bool]]:
    """Up to which width texts stay whole, the lines of the longest cell (tried one by one), if all fits."""
    found = []
    for kept in KEPT_TOGETHER:
        measured = [(text_width(column.head), text_width(column.longest)) for column in columns]
        wanted = [max(head, longest, 2.0) + SLACK for head, longest in measured]
        least = []
        for head, longest in measured:
            halved = head if head <= kept else ceil(head / 2) if head <= 2 * kept else kept
            least.append(max(2.0, halved, min(longest, kept)) + SLACK)
        lines = 1.0
        while sum(shares := [max(w / lines, low) for w, low in zip(wanted, least, strict=True)]) > available:
            if lines >= 100:
                break
            lines *= 1.05
        factor = available / sum(shares)
        longest = max(w / max(share * factor, 0.5) for w, share in zip(wanted, shares, strict=True))
        found.append((kept, longest, sum(least) <= available))
    return found


TEXTS = st.one_of(
    st.text("一二三四五六七八九十", max_size=40),
    st.text("街道、。“ab1203%\n一二三", max_size=30),
    st.sampled_from(["—", "6月底前", "青石街道", "责任单位：\n云山市城管局", "1.2万余条"]),
)


@st.composite
def tables(draw: st.DrawFn) -> list[ColumnTexts]:
    """Columns of up to twelve rows; some cells belong to a merged one and tell no width."""
    rows = draw(st.integers(0, 12))
    columns = []
    for _ in range(draw(st.integers(1, 8))):
        texts = draw(st.lists(TEXTS, min_size=rows, max_size=rows))
        cells = [() if draw(st.integers(0, 9)) == 0 else cell_widths(text) for text in texts]
        lines = [line for text in texts for line in text.split("\n")]
        longest = max(lines, key=len, default="")
        columns.append(ColumnTexts(draw(TEXTS).replace("\n", ""), longest, cells))
    if draw(st.booleans()):
        columns.append(columns[0])  # columns alike: the first one gets the room
    return columns


@settings(max_examples=150, deadline=None)
@given(tables(), st.floats(0, 60), st.data())
def test_room_is_shared_out_as_if_every_cell_were_weighed_at_every_width(
    columns: list[ColumnTexts], over: float, data: st.DataObject
) -> None:
    least = data.draw(st.lists(st.floats(1, 9), min_size=len(columns), max_size=len(columns)))
    room = sum(least) + over
    others = [[room / len(columns)] * len(columns)] if data.draw(st.booleans()) else []
    widths = spread(columns, least, room, others)
    assert widths == plain_spread(columns, least, room, others)
    assert badness(columns, widths) == plain_badness(columns, widths)


@settings(max_examples=100, deadline=None)
@given(tables(), st.integers(4_000, 14_000), st.sampled_from([240, 210, 180]))
def test_a_table_counts_the_lines_that_trying_one_by_one_would_find(
    columns: list[ColumnTexts], room: int, character: int
) -> None:
    tries = plain_tries(columns, (room - 114 * len(columns)) / character)
    fitting = [found for found in tries if found[2] and found[1] <= KEPT_TOGETHER[found[0]]]
    kept, lines, whole = fitting[0] if fitting else min(tries, key=lambda found: (not found[2], found[1]))
    worst = 6.0 if kept < 4.0 or not whole else 3.0 * 1.01 if kept < 5.3 else 0.0
    fit = column_widths(columns, room, character, 114)
    assert fit.lines == max(lines, worst)
    assert sum(fit.widths()) == room


@settings(max_examples=60, deadline=None)
@given(tables(), st.data())
def test_how_many_lines_a_table_takes_is_known_before_its_widths_are_weighed(
    columns: list[ColumnTexts], data: st.DataObject
) -> None:
    asked = data.draw(
        st.lists(st.one_of(st.none(), st.floats(1, 40)), min_size=len(columns), max_size=len(columns))
    )
    fit = widths_as_asked(columns, asked, 12_756, 210, 114)
    widths = fit.widths()
    assert sum(widths) == 12_756
    own = [
        text_width(column.longest) / max((width - 114) / 210, 0.5)
        for column, width, wish in zip(columns, widths, asked, strict=True)
        if wish
    ]
    assert fit.lines >= max(own, default=0.0)


@given(st.text("一二三街道、。“”…1234abcXYZ% −é①\n", max_size=30))
def test_a_cell_is_as_wide_as_its_signs_and_the_space_between_scripts(text: str) -> None:
    for line, width in zip(text.split("\n"), cell_widths(text), strict=True):
        pairs = zip(line, line[1:], strict=False)
        meet = sum(
            ("一" <= a <= "\u9fff" and b.isascii() and b.isalnum())
            or (a.isascii() and (a.isalnum() or a == "%") and "一" <= b <= "\u9fff")
            for a, b in pairs
        )
        wide = em_width(line) + 0.25 * meet + 0.34 * line.count("%")
        assert width == ceil(wide / STEP) * STEP
