"""Which rows of the ledger a figure is about: a period, units, everything since the new year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from wenming_docs.facts.analysis import Row
from wenming_docs.facts.model import Rule
from wenming_docs.facts.values import Period
from wenming_docs.words.contexts.composer import Composer

Keep = Callable[[Row], bool]


@dataclass(frozen=True, slots=True)
class Scope:
    """What 【名·……】 asks about: ``period`` None is all time; ``cumulative`` is from the new year on."""

    period: Period | None
    cumulative: bool = False
    units: tuple[str, ...] = ()

    def keep(self, rule: Rule) -> Keep:
        """The rows in scope of an indicator with this rule."""
        keep = _until(self.period, rule) if self.cumulative else in_period(self.period)
        for unit in self.units:
            keep = of_unit(keep, unit)
        return keep

    def of(self, period: Period | None) -> Scope:
        """The same in another period."""
        return replace(self, period=period)


def in_period(period: Period | None) -> Keep:
    """Rows of ``period``."""
    return lambda row: row.falls_in(period)


def of_unit(keep: Keep, unit: str) -> Keep:
    """Rows that ``keep`` accepts and that are about ``unit``, or come from its file or from one below it."""
    return lambda row: keep(row) and is_about(row, unit)


def is_about(row: Row, unit: str) -> bool:
    """Whether a row counts for ``unit``: directly, as its author wrote, or by the files in between."""
    own = not row.source_path and str(row.result.unit or "") == unit
    return row.unit == unit or own or unit in row.source_path


def until_now(composer: Composer, name: str = "") -> Keep:
    """Cumulative: everything from the new year up to the end of the document's period."""
    return _until(composer.period, composer.ledger.rules.get(name, Rule.SUM))


def _until(period: Period | None, rule: Rule) -> Keep:
    """Last year's rows, kept to compare with, count in no sum; what is in stock then still may be now."""
    if period is None:
        return lambda row: True
    end = period.end
    first = date(end.year, 1, 1)
    if period.start is None or rule is Rule.LAST:
        first = date.min
    elif period.start < first:
        first = period.start
    return lambda row: row.end is None or (first <= (row.start or row.end) and row.end <= end)
