"""What the facts know about one indicator, as a reader of prose asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cached_property

from wenming_docs.facts.analysis import Row, TaskNode
from wenming_docs.facts.model import Rule
from wenming_docs.facts.values import (
    Amount,
    BadValue,
    Period,
    Quantity,
    completion_rate,
    handling_rate,
    percent_text,
)
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.phrases import NUMBER
from wenming_docs.words.contexts.said import Called, Manner, amount_of, verbs_like
from wenming_docs.words.contexts.scopes import in_period, of_document, of_unit, until_now
from wenming_docs.zh.lazy import lazy_pattern

_THINGS = frozenset("条处块件张份个项起例宗面")
_PERSONS = {"名": "人", "位": "人"}


def measure_of(amount: Amount) -> str:
    """The measure in one spelling: 240名 are 240人."""
    return _PERSONS.get(amount.measure, amount.canonical_measure)


class Known:
    """An indicator that results or targets name; its sums are made when somebody asks."""

    def __init__(self, composer: Composer, name: str) -> None:
        self.composer, self.name = composer, name
        self.noun = name[2:] if len(name) >= 4 else name
        self.goal = next(
            (t.goal for t in composer.workspace.targets if t.indicator == name and t.goal is not None), None
        )
        self._values: dict[tuple[str, str], list[Quantity]] = {}

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return self.composer.ledger.rows_by_name.get(self.name, ())

    @cached_property
    def tasks(self) -> tuple[TaskNode, ...]:
        """The tasks that its results belong to."""
        found = {id(row.task): row.task for row in self.rows if row.task}
        return tuple(found.values())

    @cached_property
    def leads(self) -> frozenset[str]:
        """Units that answer for it and have no results of their own: what they did is the whole."""
        targets = [t for t in self.composer.workspace.targets if t.indicator == self.name]
        named = {str(unit) for node in self.tasks for unit in node.leads}
        named |= {str(unit) for target in targets for unit in target.unit}
        return frozenset(named - {str(row.result.unit) for row in self.rows})

    @cached_property
    def doings(self) -> re.Pattern[str]:
        """Its tasks by their names and turned round (改造供水管网, 管网改造): they narrow nothing."""
        words: set[str] = set()
        for name in (str(node.name) for node in self.tasks):
            verb, noun = name[:2], name[2:]
            words |= {name, noun + verb, noun[-2:] + verb} if len(name) >= 6 else {name, noun + verb}
        return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)")

    def called(self, alone: bool) -> Called:
        """What prose may call it; ``alone``: no other indicator has its noun.

        People, percentages and figures of a stock (注册志愿者) are not known by the noun alone: there
        are others of them.
        """
        verb = self.name[: -len(self.noun)]
        names = [str(node.name) for node in self.composer.tree.all]
        whole = [name for name in names if name.startswith(verb) and name.endswith(self.noun)]
        inner = (
            tuple(n[len(verb) : -len(self.noun)] for n in whole if len(n) > len(self.name)) if verb else ()
        )
        plain = alone and not self.is_stock and not self.measures & {"人", "人次", "%"}
        return Called(verbs_like(verb) if alone else (verb,), self.noun, inner, plain)

    @property
    def is_stock(self) -> bool:
        """Whether it counts what there is, not what was done: 注册志愿者, 满意率."""
        return self.composer.ledger.rules.get(self.name, Rule.SUM) is not Rule.SUM

    @cached_property
    def _every(self) -> list[Quantity]:
        figures = [f.quantity for row in self.rows for f in row.result.figures if f.name == self.name]
        return [*figures, *([self.goal] if self.goal else [])]

    @cached_property
    def measures(self) -> set[str]:
        """The measures its figures have, in one spelling."""
        return {measure_of(amount) for q in self._every for amount in q.amounts}

    def has_measure(self, said: Amount, following: str) -> bool:
        """Whether ``said`` counts what this indicator counts: 次 is not 条; 处 at a clause's end may be."""
        if measure_of(said) in self.measures:
            return True
        things = self.measures & _THINGS and (said.measure in _THINGS or not said.measure)
        ends = following == "" or following in "，。；、：）"
        return bool(things) and ends

    def measure_at(self, sentence: str, at: int) -> str:
        """The measure of its figures that stands at ``at``, "" for none."""
        longest = sorted(filter(None, self.measures), key=len, reverse=True)
        return next((each for each in longest if sentence.startswith(each, at)), "")

    def like(self, amount: Amount, said: Amount) -> bool:
        """Whether the two can be compared."""
        return (
            amount.canonical_measure == said.canonical_measure or said.canonical_measure not in self.measures
        )

    def goals(self) -> list[Amount]:
        """The amounts of its target."""
        return list(self.goal.amounts) if self.goal else []

    def value(self, manner: Manner, unit: str) -> Quantity | None:
        """The sum that a figure of this manner ought to say."""
        return next(iter(self._scoped(manner, unit)), None)

    def amounts(self, manner: Manner, unit: str) -> list[Amount]:
        """Every amount that may rightly be said in this manner; [] where the facts know nothing of it."""
        return [amount for quantity in self._scoped(manner, unit) for amount in quantity.amounts]

    def so_far(self) -> Quantity | None:
        """The sum from the new year up to the end of the document's period."""
        return self._sum(until_now(self.composer, self.name))

    def _scoped(self, manner: Manner, unit: str) -> list[Quantity]:
        """The sum in the period and the one so far; then single rows and sums of units, if there is a sum."""
        key = (str(manner.period), unit)
        if key in self._values:
            return self._values[key]
        keep = in_period(self.composer.ledger, self.name, manner.period or self.composer.period)
        until = until_now(self.composer, self.name)
        if manner.until and manner.period:
            end = manner.period.end
            keep = _up_to(end)
        if unit:
            keep, until = of_unit(keep, unit), of_unit(until, unit)
        sums = [self._sum(keep)] + ([] if manner.period else [self._sum(until)])
        found = [value for value in sums if value is not None]
        if manner.period and not self._reaches(manner.period, keep):
            sums[0] = None
        if found and sums[0] is not None:
            found += self._parts(keep if manner.period or unit else until, unit)
        self._values[key] = found if sums[0] is not None else []
        return self._values[key]

    def _reaches(self, period: Period, keep: Callable[[Row], bool]) -> bool:
        """Whether the rows kept of a past year go on to its end: of 2025 there may be but a half."""
        year = self.composer.workspace.year
        if period.end.year == year:
            return True
        return any(row.end == period.end for row in self.rows if keep(row))

    def _parts(self, keep: Callable[[Row], bool], unit: str) -> list[Quantity]:
        kept = [row for row in self.rows if keep(row)]
        found = [f.quantity for row in kept for f in row.result.figures if f.name == self.name]
        units = {str(row.result.unit) for row in kept if row.result.unit}
        sums = [self._sum(of_unit(keep, each)) for each in units if not unit]
        return [*found, *(value for value in sums if value is not None)]

    def _sum(self, keep: Callable[[Row], bool]) -> Quantity | None:
        try:
            return self.composer.ledger.value(self.name, keep)
        except BadValue:
            return None

    def completion(self) -> list[str]:
        """The completion rates that may be said: of the period, and so far."""
        if self.goal is None:
            return []
        sums = (
            self._sum(of_document(self.composer, self.name)),
            self._sum(until_now(self.composer, self.name)),
        )
        rates = [completion_rate(done, self.goal) for done in sums if done is not None]
        return [percent_text(rate) for rate in dict.fromkeys(rates) if rate is not None]

    @cached_property
    def handled_words(self) -> str:
        """The words its figures use for what was handled: 已办结."""
        return "，".join(sorted({str(each.handled_word) for each in self._every if each.handled}))

    def handling(self) -> list[str]:
        """The rates of what was handled."""
        sums = (
            self._sum(of_document(self.composer, self.name)),
            self._sum(until_now(self.composer, self.name)),
        )
        rates = [handling_rate(done) for done in sums if done is not None]
        return [percent_text(rate) for rate in dict.fromkeys(rates) if rate is not None]


_OUTCOME = lazy_pattern(rf"，(?:其中)?(?P<word>[一-鿿]{{2,5}}?){NUMBER}")


def outcome_of(quantity: Quantity) -> tuple[str, Amount] | None:
    """What became of a figure, word and amount: 办结 57件 of 60件，已办结57件; 采纳 too."""
    if quantity.handled is not None:
        return _bare(quantity.handled_word), quantity.handled
    found = _OUTCOME.fullmatch(quantity.remark)
    amount = amount_of(found) if found else None
    return (_bare(found["word"]), amount) if found and amount else None


def _bare(word: str) -> str:
    """办结 of 已办结."""
    return re.sub("^[已现均]+|[了为达]+$", "", word)


def _up_to(day: date) -> Callable[[Row], bool]:
    """Rows of the year of ``day`` that end by then."""
    return lambda row: row.end is not None and date(day.year, 1, 1) <= row.end <= day


def known_indicators(composer: Composer) -> list[Known]:
    """Every indicator of results and targets, the longest names first."""
    names = dict.fromkeys(composer.ledger.rows_by_name)
    names |= dict.fromkeys(str(t.indicator) for t in composer.workspace.targets if t.indicator)
    return [Known(composer, name) for name in sorted(names, key=len, reverse=True) if len(name) > 1]
