"""Where a figure comes from: the units it is the sum of, and below each the rows that make it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from wenming_docs.facts.analysis.adding import Unaddable
from wenming_docs.facts.analysis.asking import in_period, is_about, so_far
from wenming_docs.facts.analysis.ledger import Ledger
from wenming_docs.facts.analysis.rows import Row
from wenming_docs.facts.model import Rule
from wenming_docs.facts.values import Period, Quantity
from wenming_docs.findings import Origin
from wenming_docs.records import dataclass


@dataclass(frozen=True, slots=True)
class TracedRow:
    """One row with what it says about the indicator, and the line where somebody wrote it."""

    row: Row
    quantity: Quantity

    @property
    def origin(self) -> Origin | None:
        return self.quantity.text.origin

    @property
    def when(self) -> str:
        """日期 or 期间 as typed."""
        return str(self.row.result.date or self.row.result.period or "")


@dataclass(frozen=True, slots=True)
class Branch:
    """One unit ("" the office itself): what it comes to, its own rows, and the units below it."""

    unit: str
    quantity: Quantity
    rows: tuple[TracedRow, ...]
    branches: tuple[Branch, ...]

    def all_rows(self) -> Iterator[TracedRow]:
        """The rows of this unit and all below it."""
        yield from self.rows
        for branch in self.branches:
            yield from branch.all_rows()


@dataclass(frozen=True, slots=True)
class Trace:
    """The tree behind one figure.

    ``tree`` is None without a row, or (``problem``) where its rows make no one figure: then
    ``loose`` holds them. ``outside`` are rows that stick out of the period and are in no sum of
    it, ``replaced`` those that a later one or a larger one stands for, ``wholes`` totals (含下级)
    that are only compared.
    """

    name: str
    tree: Branch | None
    problem: Unaddable | None
    loose: tuple[TracedRow, ...]
    outside: tuple[TracedRow, ...]
    replaced: tuple[TracedRow, ...]
    wholes: tuple[TracedRow, ...]


def trace(
    ledger: Ledger, name: str, *, period: Period | None, units: Sequence[str] = (), cumulative: bool = False
) -> Trace:
    """The tree behind ``name`` over ``period`` (None: all there is) and, if given, of one unit.

    ``units`` leads down to it (青石街道, 东门社区); its name alone will do, at whatever level.
    ``cumulative`` asks for all since the new year, up to the end of the period.
    """

    def about(row: Row) -> bool:
        return all(is_about(row, unit) for unit in units)

    rule = ledger.rules.get(name, Rule.SUM)
    timely = so_far(period, rule) if cumulative else in_period(ledger, name, period)

    def keep(row: Row) -> bool:
        return about(row) and timely(row)

    def outside_it(row: Row) -> bool:
        return about(row) and not timely(row) and _sticks_out(row, period, cumulative=cumulative)

    asked = [row for row in ledger.rows_by_name.get(name, ()) if keep(row)]
    outside = _traced(ledger.rows_by_name.get(name, ()), name, outside_it)
    wholes = _traced(ledger.wholes, name, keep)
    try:
        total = ledger.total(name, keep)
    except Unaddable as error:
        return Trace(name, None, error, _traced(asked, name), outside, (), wholes)
    if total is None:
        return Trace(name, None, None, (), outside, (), wholes)
    made = {row.index for row in total.rows}
    replaced = _traced(asked, name, lambda row: row.index not in made)
    tree = _branch(ledger, name, "", [row for row in asked if row.index in made], 0, total.quantity)
    return Trace(name, tree, None, (), outside, replaced, wholes)


def _branch(
    ledger: Ledger, name: str, unit: str, rows: Sequence[Row], depth: int, quantity: Quantity
) -> Branch:
    """``rows`` as a tree: those of the unit itself, then a branch for each unit below it."""
    own = [row for row in rows if len(row.counted_for) <= depth]
    below: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row.index):
        if len(row.counted_for) > depth:
            below.setdefault(row.counted_for[depth], []).append(row)
    branches = []
    for called, members in below.items():
        chosen = {row.index for row in members}
        total = ledger.total(name, lambda row, chosen=chosen: row.index in chosen)  # type: ignore[misc]
        assert total is not None
        branches.append(_branch(ledger, name, called, members, depth + 1, total.quantity))
    return Branch(unit, quantity, _traced(own, name), tuple(branches))


def _sticks_out(row: Row, period: Period | None, *, cumulative: bool) -> bool:
    """Whether some days of a row that was not taken lie in what was asked for."""
    if row.end is None or row.start is None or period is None:
        return False
    first = date(period.end.year, 1, 1) if cumulative else period.start
    return row.start <= period.end and (first is None or row.end >= first)


def _always(_row: Row) -> bool:
    return True


def _traced(rows: Sequence[Row], name: str, keep: Callable[[Row], bool] = _always) -> tuple[TracedRow, ...]:
    kept = [row for row in rows if keep(row)]
    return tuple(TracedRow(row, f.quantity) for row in kept for f in row.result.figures if f.name == name)


__all__ = ["Branch", "Trace", "TracedRow", "trace"]
