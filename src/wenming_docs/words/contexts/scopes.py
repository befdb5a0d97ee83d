"""Which rows of the ledger a figure is about: a period, a unit, everything so far."""

from __future__ import annotations

from collections.abc import Callable

from wenming_docs.facts.analysis import Row
from wenming_docs.words.contexts.composer import Composer


def of_unit(keep: Callable[[Row], bool], unit: str) -> Callable[[Row], bool]:
    """Rows that ``keep`` accepts and that are about ``unit``."""
    return lambda row: keep(row) and row.unit == unit


def until_now(composer: Composer) -> Callable[[Row], bool]:
    """Cumulative: everything of the campaign up to the end of the period."""
    end = composer.period.end if composer.period else None
    return lambda row: end is None or row.end is None or row.end <= end
