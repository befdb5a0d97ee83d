"""How the figures of one indicator make one: first over time for each unit, then over the units.

See docs/decisions/005. 相加 adds every row. 期末数 takes the last row of each unit and adds those;
平均 is the plain mean of all rows, whatever their unit or length; 最大 the largest of all rows.
去重 is never computed: the value is the row whose own period covers all the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from wenming_docs.facts.analysis.rows import Row
from wenming_docs.facts.model import Rule
from wenming_docs.facts.values import Aggregation, BadValue, Quantity, add
from wenming_docs.facts.values.arithmetic import is_average, is_rate
from wenming_docs.findings import Origin, sourced
from wenming_docs.records import dataclass

Counted = tuple[Row, Quantity]
"""A row with what it says about the indicator in question."""


@dataclass(frozen=True, slots=True)
class Total:
    """What an indicator comes to, and the rows that make it (of 期末数 only each unit's last one).

    The quantity's origins name every row that was looked at, also those that a later one replaced.
    """

    quantity: Quantity
    rows: tuple[Row, ...]


class Unaddable(BadValue):
    """Figures of one indicator that cannot be added; ``origin`` is the one that differs from the others.

    Every sum of the indicator says the same, so that one slip is told once.
    """

    def __init__(self, message: str, hint: str, origin: Origin | None) -> None:
        super().__init__(message, hint)
        self.origin = origin


def total_of(counted: Sequence[Counted], rule: Rule) -> Total:
    """The total of at least one row, oldest first; BadValue or Unaddable where the rule gives none."""
    if len(counted) == 1:
        return Total(counted[0][1], (counted[0][0],))
    quantities = [quantity for _, quantity in counted]
    match rule:
        case Rule.LAST:
            return _last(counted)
        case Rule.DISTINCT:
            return _covering(counted)
        case Rule.MAX:
            largest = add(quantities, rule.aggregation)
            made = [row for row, quantity in counted if quantity.amounts == largest.amounts]
            return Total(largest, tuple(made or (row for row, _ in counted)))
        case Rule.SUM | Rule.MEAN:
            return Total(add(quantities, rule.aggregation), tuple(row for row, _ in counted))


def _last(counted: Sequence[Counted]) -> Total:
    """The last row of each unit, added over the units."""
    _check_units(counted)
    latest = {row.counted_for: (row, quantity) for row, quantity in counted}
    last = sorted(latest.values(), key=lambda found: found[0].index)
    chosen = [quantity for _, quantity in last]
    rate = next((quantity for quantity in chosen if is_rate(quantity) or is_average(quantity)), None)
    if rate is not None and len(chosen) > 1:
        units = "、".join("·".join(row.counted_for) or "本级" for row, _ in last)
        raise Unaddable(
            f"{units}各有一个数，“{rate}”是比率或平均数，不能相加",
            "在“指标口径”里写 平均，或只记全体的数，不写“单位”",
            rate.text.origin,
        )
    made = add(chosen, Aggregation.SUM)
    whole = replace(made, text=sourced(str(made.text), *(quantity for _, quantity in counted)))
    return Total(whole, tuple(row for row, _ in last))


def _check_units(counted: Sequence[Counted]) -> None:
    """In one file either every last value names its unit or none does.

    A bare one beside those of units is the total of all or the office's own part: nobody can tell.
    Rows of different files are no doubt: each file is about its own unit.
    """
    bare: dict[tuple[str, ...], Quantity] = {}
    named: dict[tuple[str, ...], Quantity] = {}
    for row, quantity in counted:
        (named if row.result.unit else bare).setdefault(row.source_path, quantity)
    for path, quantity in bare.items():
        if path in named:
            other = named[path].text.origin
            line = f"（如第{other.line}行）" if other else ""
            raise Unaddable(
                f"这个期末数有的写了单位{line}，有的没写，分不清没写的是总数还是本级自己的",
                "是总数，加一行“含下级: 是”；是本级自己的，“单位”写本单位",
                quantity.text.origin,
            )


def _covering(counted: Sequence[Counted]) -> Total:
    """The one row whose period covers those of all others, and whose unit theirs."""
    whole = [(row, quantity) for row, quantity in counted if all(_covers(row, other) for other, _ in counted)]
    if len(whole) == 1:
        row, quantity = whole[0]
        text = sourced(str(quantity.text), quantity, *(q for _, q in counted))
        return Total(replace(quantity, text=text), (row,))
    quantities = [quantity for _, quantity in counted]
    return Total(add(quantities, Aggregation.DISTINCT), ())  # says why not


def _covers(row: Row, other: Row) -> bool:
    """Whether ``row`` says that it counts what ``other`` does: of a unit with its own file by 含下级."""
    if row is other:
        return True
    if other.source_path != row.source_path and not row.result.includes_subordinates:
        return False
    if row.end is None or other.end is None or other.end > row.end:
        return False
    starts = (row.start or date.min) <= (other.start or date.min)
    return starts and other.counted_for[: len(row.counted_for)] == row.counted_for


def unaddable(quantities: Sequence[Quantity], error: BadValue) -> Unaddable:
    """``error`` with its place: what is odd among ``quantities``, the first one of the rarest measure."""
    if isinstance(error, Unaddable):
        return error
    shapes = [tuple(amount.canonical_measure for amount in quantity.amounts) for quantity in quantities]
    counts = Counter(shapes)
    if len(counts) < 2:
        placed = [q for q in quantities if q.origins]
        first = placed[0].origins[0] if placed else None
        lines = "、".join(dict.fromkeys(_place(q, placed[0]) for q in placed))
        return Unaddable(f"{error.message}（成果在{lines}）", error.hint, first)
    usual = counts.most_common(1)[0][0]
    odd = next(index for index, shape in enumerate(shapes) if shape != usual)
    like = quantities[shapes.index(usual)]
    quantity = quantities[odd]
    where = f"（{_place(like, quantity)}）" if like.origins else ""
    message = f"这里写“{quantity}”，别处写“{like}”{where}，计量单位不一样"
    return Unaddable(message, "改成同一个计量单位", next(iter(quantity.origins), None))


def _place(quantity: Quantity, beside: Quantity) -> str:
    """第12行, with its file where that is another than that of ``beside``."""
    return quantity.origins[0].line_beside(next(iter(beside.origins), None))
