"""What a 文种 is: a projection of the facts, described as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum

from wenming_docs.records import dataclass


class Family(StrEnum):
    """Which way a kind looks: plans forward, reports back, speeches to an audience, ledgers at problems."""

    PLAN = "方案"
    REPORT = "汇报"
    NOTICE = "通知"
    SPEECH = "讲话"
    LEDGER = "台账"


@dataclass(frozen=True, slots=True)
class Requirement:
    """A fact without which the kind cannot be issued.

    ``paths`` are alternatives in model attributes (``document.title``, ``campaign.name``);
    ``label`` is the key to write, as its user knows it.
    """

    label: str
    paths: tuple[str, ...]
    hint: str = ""

    def is_met(self, facts: object, document: object) -> bool:
        """Whether one of the alternatives is filled in ``facts`` or, for ``document.…``, in ``document``."""
        return any(_value(facts, document, path) for path in self.paths)


def _value(facts: object, document: object, path: str) -> object:
    head, *rest = path.split(".")
    value: object = document if head == "document" else getattr(facts, head)
    for step in rest:
        value = getattr(value, step, None)
    return value


@dataclass(frozen=True, slots=True)
class Kind:
    """One 文种. ``skeleton`` names the facts it prints when its author gives no 章节."""

    name: str
    family: Family
    aliases: tuple[str, ...] = ()
    description: str = ""
    title_words: str = ""
    periodic: bool = False
    by_unit: bool = False  # whether one can be made for each unit (render --each 单位)
    template: str = ""
    required: tuple[Requirement, ...] = ()
    skeleton: tuple[str, ...] = ()
    headings: tuple[tuple[str, str], ...] = ()
    period_headings: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict, hash=False)

    @property
    def words(self) -> str:
        """How the kind is called at the end of a title."""
        return self.title_words or self.name

    def missing(self, facts: object, document: object) -> tuple[Requirement, ...]:
        """The requirements that neither the facts nor the document fulfil."""
        return tuple(need for need in self.required if not need.is_met(facts, document))

    def heading(self, key: str) -> str:
        """The heading this kind gives to a fact."""
        return dict(self.headings).get(key, key)

    def headings_of(self, key: str) -> frozenset[str]:
        """Every heading this kind gives to a fact, whatever the period; {next} stands for a year."""
        found = {self.heading(key)}
        return frozenset(
            found.union(*({text for k, text in h if k == key} for h in self.period_headings.values()))
        )

    def in_period(self, period: str, next_year: int) -> Kind:
        """This kind with the headings of a period (a ``PeriodKind``, or second_half)."""
        told = {key: text.format(next=next_year) for key, text in self.period_headings.get(period, ())}
        return replace(self, headings=tuple((dict(self.headings) | told).items())) if told else self
