"""Which rows a question about an indicator means: of a period, so far this year, of one unit.

Documents (【名·累计·东门社区】) and ``trace`` both ask here: a trace lists the very rows of the figure.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from wenming_docs.facts.analysis.ledger import Ledger
from wenming_docs.facts.analysis.rows import Row
from wenming_docs.facts.model import Rule
from wenming_docs.facts.values import Period

Keep = Callable[[Row], bool]


def in_period(book: Ledger, name: str, period: Period | None) -> Keep:
    """Rows of ``period`` that say something about the indicator ``name``, and those it is carried from."""
    carried = {row.index for row in carried_rows(book, name, period)}
    return lambda row: row.falls_in(period) or row.index in carried


def carried_rows(book: Ledger, name: str, period: Period | None) -> tuple[Row, ...]:
    """The last rows before ``period``, of its year, of units that have none in it.

    Only of 期末数: what a unit had in stock in May it still has at the end of June, until it says
    otherwise. () where the period has no row of the indicator at all, and of a row whose author told
    a total where the period has parts, or the other way round: they cannot be set beside each other.
    """
    if period is None or period.start is None or book.rules.get(name) is not Rule.LAST:
        return ()
    rows = book.rows_by_name.get(name, ())
    inside = [row for row in rows if row.falls_in(period)]
    if not inside:
        return ()
    have = {row.counted_for for row in inside}
    shapes = {(row.source_path, bool(row.result.unit)) for row in inside}
    files = {row.source_path for row in inside}
    first = date(period.end.year, 1, 1)
    last: dict[tuple[str, ...], Row] = {}
    for row in rows:
        if row.counted_for in have or row.end is None or row.falls_in(period):
            continue
        alike = row.source_path not in files or (row.source_path, bool(row.result.unit)) in shapes
        if alike and first <= row.end < period.start:
            last[row.counted_for] = row
    return tuple(last.values())


def so_far(period: Period | None, rule: Rule) -> Keep:
    """Rows from the new year up to the end of ``period``; of a period that began earlier, from there.

    Last year's rows, kept to compare with, count in no sum; what is in stock then still may be now.
    """
    if period is None:
        return lambda row: True
    end = period.end
    first = date(end.year, 1, 1)
    if period.start is None or rule is Rule.LAST:
        first = date.min
    elif period.start < first:
        first = period.start
    return lambda row: row.end is None or (first <= (row.start or row.end) and row.end <= end)


def is_about(row: Row, unit: str) -> bool:
    """Whether a row counts for ``unit`` or for one below it, or for the office that its author calls so."""
    own = not row.source_path and str(row.result.unit or "") == unit
    return own or unit in row.counted_for


def of_unit(keep: Keep, unit: str) -> Keep:
    """Rows that ``keep`` accepts and that are about ``unit``."""
    return lambda row: keep(row) and is_about(row, unit)
