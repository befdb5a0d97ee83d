"""The calendar of a plan: its phases as days, the day it begins and the day it ends."""

from __future__ import annotations

from datetime import date
from functools import cached_property, lru_cache

from wenming_docs.facts.model import Phase, Workspace
from wenming_docs.facts.values import BadValue, Period
from wenming_docs.findings import SourceText
from wenming_docs.records import dataclass
from wenming_docs.zh import BadDate, parse_date

LAST_YEAR = 9999
"""The calendar has no day after it, which a phase may need to be followed by."""


@dataclass(frozen=True, slots=True)
class PlacedPhase:
    """A phase whose days are known; ``index`` counts all phases as written, from 0."""

    phase: Phase
    index: int
    span: SourceText
    start: date
    end: date


@dataclass(frozen=True)
class Schedule:
    """When a plan happens; everything is None or empty where nobody wrote it readably."""

    phases: tuple[PlacedPhase, ...]
    complete: bool
    """Whether every phase has days."""

    @cached_property
    def start(self) -> date | None:
        """The first day of the first phase."""
        return min((phase.start for phase in self.phases), default=None)

    @cached_property
    def end(self) -> date | None:
        """The last day of the last phase."""
        return max((phase.end for phase in self.phases), default=None)

    @property
    def first(self) -> PlacedPhase:
        """The phase that begins first."""
        return min(self.phases, key=lambda phase: phase.start)

    @property
    def last(self) -> PlacedPhase:
        """The phase that ends last."""
        return max(self.phases, key=lambda phase: phase.end)


def schedule(workspace: Workspace) -> Schedule:
    """The calendar of the plan; spans that cannot be read are left out (checks name them)."""
    return workspace.kept(_schedule)


def _schedule(workspace: Workspace) -> Schedule:
    placed = []
    for index, phase in enumerate(workspace.phases):
        if phase.span is None:
            continue
        period = _read(workspace, phase.span)
        if period is not None and period.start is not None and period.end.year < LAST_YEAR:
            placed.append(PlacedPhase(phase, index, phase.span, period.start, period.end))
    return Schedule(tuple(placed), len(placed) == len(workspace.phases))


def period_of(workspace: Workspace, text: SourceText | None) -> Period | None:
    """A day or a stretch of days as typed; None where nobody can say which."""
    return _read(workspace, text) if text else None


def day_of(text: SourceText | None, year: int | None) -> date | None:
    """The day a date names; None if it is none, or lacks a year."""
    return _day(str(text), year) if text else None


@lru_cache(maxsize=4096)
def _day(text: str, year: int | None) -> date | None:
    """Problems are asked for as of many days, always by the same few dates."""
    try:
        day = parse_date(text)
        return day.resolve(year) if day else None
    except BadDate:
        return None


def _read(workspace: Workspace, span: SourceText) -> Period | None:
    if "待填" in span or workspace.lacks_year:
        return None
    try:
        return workspace.read_period(span)
    except BadValue:
        return None
