"""Whether two periods can be compared: a unit that reported only one of them makes the sums unlike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from wenming_docs.facts.analysis.ledger import Ledger
from wenming_docs.facts.analysis.rows import Row
from wenming_docs.facts.analysis.standings import Standing, standings
from wenming_docs.facts.model import Rule, Workspace
from wenming_docs.facts.values import Period

Side = tuple[Period, Callable[[Row], bool]]
"""A period, and which rows make a figure in it."""


def unlike_units(
    workspace: Workspace, book: Ledger, name: str, left: Side, right: Side
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The units that the figure ``name`` lacks on the left and has on the right, and the other way round.

    A unit lacks it that has not reported the period, or not all of it; one that reported and had
    nothing to say of the indicator did nothing; a stock that is carried on is there. Units without
    figures on either side are no matter.
    """
    if not workspace.unit.subordinates:
        return (), ()
    rows = book.rows_by_name.get(name, ())
    here, there = (_ways(row for row in rows if keep(row)) for _, keep in (left, right))
    if not any(here | there):
        return (), ()
    if book.rules.get(name) is Rule.LAST:  # what a unit had before stands for it
        here, there = here - there, there - here
    short_here, short_there = (_short(workspace, side[0]) for side in (left, right))
    missing_here = tuple("／".join(path) for path in short_here - short_there if path in there)
    missing_there = tuple("／".join(path) for path in short_there - short_here if path in here)
    return tuple(sorted(missing_here)), tuple(sorted(missing_there))


def _ways(rows: Iterable[Row]) -> set[tuple[str, ...]]:
    """The units that rows count for, with those above them."""
    return {row.counted_for[:depth] for row in rows for depth in range(1, len(row.counted_for) + 1)}


def _short(workspace: Workspace, period: Period) -> set[tuple[str, ...]]:
    """Units of which the period lacks something. Of another year only rows tell: 上报 is of this one."""
    return set(_lacking(standings(workspace, period), this_year=period.end.year == workspace.year))


def _lacking(units: Iterable[Standing], *, this_year: bool) -> Iterator[tuple[str, ...]]:
    for unit in units:
        if not (unit.complete if this_year else unit.counted):
            yield unit.path
        else:
            yield from _lacking(unit.below, this_year=this_year)


__all__ = ["unlike_units"]
