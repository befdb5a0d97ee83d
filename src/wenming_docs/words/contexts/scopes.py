"""Which rows of the ledger a figure is about: a period, units, everything since the new year."""

from __future__ import annotations

from dataclasses import replace

from wenming_docs.facts.analysis.asking import Keep, in_period, is_about, of_unit, so_far
from wenming_docs.facts.analysis.ledger import Ledger
from wenming_docs.facts.model import Rule
from wenming_docs.facts.values import Period
from wenming_docs.records import dataclass
from wenming_docs.words.contexts.composer import Composer


@dataclass(frozen=True, slots=True)
class Scope:
    """What 【名·……】 asks about: ``period`` None is all time; ``cumulative`` is from the new year on."""

    period: Period | None
    cumulative: bool = False
    units: tuple[str, ...] = ()

    def keep(self, book: Ledger, name: str) -> Keep:
        """The rows in scope of the indicator called so."""
        rule = book.rules.get(name, Rule.SUM)
        keep = so_far(self.period, rule) if self.cumulative else in_period(book, name, self.period)
        for unit in self.units:
            keep = of_unit(keep, unit)
        return keep

    def of(self, period: Period | None) -> Scope:
        """The same in another period."""
        return replace(self, period=period)


def of_document(composer: Composer, name: str) -> Keep:
    """The rows that make the indicator in the document's period."""
    return in_period(composer.ledger, name, composer.period)


def until_now(composer: Composer, name: str = "") -> Keep:
    """Cumulative: everything from the new year up to the end of the document's period."""
    return so_far(composer.period, composer.ledger.rules.get(name, Rule.SUM))


__all__ = ["Keep", "Scope", "in_period", "is_about", "of_document", "of_unit", "until_now"]
