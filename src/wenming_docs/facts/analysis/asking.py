"""Which rows a question about an indicator means: of a period, so far this year, of one unit.

Documents (【名·累计·东门社区】) and ``trace`` both ask here: a trace lists the very rows of the figure.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from wenming_docs.facts.analysis.rows import Row
from wenming_docs.facts.model import Rule
from wenming_docs.facts.values import Period

Keep = Callable[[Row], bool]


def in_period(period: Period | None) -> Keep:
    """Rows of ``period``."""
    return lambda row: row.falls_in(period)


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
