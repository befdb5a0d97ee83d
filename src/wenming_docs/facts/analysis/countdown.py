"""倒排工期: from the day of inspection backwards, when each task has to be finished and begun at the latest.

The conventions, which docs/写法.md tells its reader too:

- The last working day before the inspection is the last day of work.
- A task begins on the day after those before it are finished, on the next working day where it
  counts working days. Ten working days that end on a day begin on the tenth, counting that day.
- A task without 工期 takes no days: what it waits for may be finished on the same day.
- 时限 earlier than the computed day holds, and the difference is its float; 时限 later than it is
  doubtful and does not hold. Subtasks are bound by the 时限 of the task above them.
- Critical are the tasks of the chain that has to begin first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, timedelta

from wenming_docs.facts.analysis.precedence import Precedence, precedence
from wenming_docs.facts.analysis.schedule import LAST_YEAR, day_of
from wenming_docs.facts.analysis.tasks import TaskNode, task_tree
from wenming_docs.facts.analysis.workdays import (
    WorkCalendar,
    doubt_about,
    last_workday,
    workdays_after,
    workdays_before,
)
from wenming_docs.facts.model import Loc, Workspace
from wenming_docs.facts.values import Deadline, Duration, DurationUnit
from wenming_docs.findings import SourceText
from wenming_docs.records import dataclass


@dataclass(frozen=True, slots=True)
class Slot:
    """One leaf task in the countdown.

    ``start`` is None without 工期, ``finish`` too where nothing ties the task to a day (长期坚持, 每周).
    ``spare`` counts working days between ``finish`` and the day that the inspection alone would allow.
    ``overrun`` is that day where the task's own 时限 lies after it; ``outside``: its 时限 lies after the
    inspection and nothing else ties it to that day.
    """

    node: TaskNode
    deadline: Deadline | None
    waits_for: tuple[SourceText, ...]
    start: date | None
    finish: date | None
    spare: int = 0
    critical: bool = False
    overrun: date | None = None
    outside: bool = False

    @property
    def duration(self) -> Duration | None:
        """Its 工期, unless that is a gap."""
        return _duration(self.node)


@dataclass(frozen=True, slots=True)
class Countdown:
    """The whole plan counted back; holidays of ``unknown_years`` were not known when it was counted."""

    inspected_on: date
    last_day: date
    slots: tuple[Slot, ...]
    unknown_years: tuple[int, ...]

    @property
    def doubt(self) -> str:
        """For which years Monday to Friday were counted, as one Chinese sentence; "" for none."""
        return doubt_about(self.unknown_years)

    @property
    def timed(self) -> tuple[Slot, ...]:
        """The tasks with 工期."""
        return tuple(slot for slot in self.slots if slot.start)

    @property
    def first_day(self) -> date | None:
        """The day on which the first task has to begin."""
        return min((slot.start for slot in self.slots if slot.start), default=None)

    @property
    def critical(self) -> tuple[Slot, ...]:
        """The tasks of the chain that has to begin first, in order of work."""
        chain = [slot for slot in self.slots if slot.critical]
        return tuple(sorted(chain, key=lambda slot: slot.start or slot.finish or self.last_day))


@dataclass(slots=True)
class _Asked:
    """A calendar that remembers for which years it was asked."""

    calendar: WorkCalendar
    years: set[int] = field(default_factory=set)
    _days: dict[date, bool] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool:
        if day not in self._days:
            self.years.add(day.year)
            self._days[day] = self.calendar.is_workday(day)
        return self._days[day]

    def knows(self, year: int) -> bool:
        return self.calendar.knows(year)


@dataclass(frozen=True, slots=True)
class _Span:
    """The days of a task: ``free`` is the first one that those before it can no longer use."""

    start: date | None
    finish: date
    free: date
    bound: date
    """The last day that what follows allows, before its own 时限."""
    driver: Loc | None


def inspection_day(workspace: Workspace) -> date | None:
    """创建.迎检日期 as a day; None where it is missing, no date, without a year, or out of the calendar."""
    day = day_of(workspace.campaign.inspected_on, workspace.year)
    return day if day and 1 < day.year < LAST_YEAR else None


def uses_countdown(workspace: Workspace) -> bool:
    """Whether any task says how long it takes or what it waits for."""
    return any(node.task.duration or node.task.predecessors for node in task_tree(workspace).all)


def countdown(workspace: Workspace, calendar: WorkCalendar) -> Countdown | None:
    """The plan counted back from 迎检日期; None without that day, or where 前置 is faulty.

    Raises ValueError if the tasks take more years than there are.
    """
    day, network = inspection_day(workspace), precedence(workspace)
    if day is None or not network.sound:
        return None
    asked, limits = _Asked(calendar), _limits(network, workspace.year)
    end = last_workday(asked, day - timedelta(days=1))
    try:
        bare, held = _spans(network, asked, end, {}), _spans(network, asked, end, limits)
    except OverflowError:
        raise ValueError("before the calendar begins") from None
    counted = _Counted(network, asked, limits, bare, held, _chain(network, bare, held))
    slots = tuple(counted.slots())
    unknown = tuple(year for year in sorted(asked.years) if not calendar.knows(year))
    return Countdown(day, end, slots, unknown)


def _duration(node: TaskNode) -> Duration | None:
    duration = node.task.duration
    return duration if duration and not duration.is_gap else None


def _limits(network: Precedence, year: int | None) -> dict[Loc, tuple[Deadline, date]]:
    """Task → the 时限 that binds it, its own or the earliest above it; those without a day are left out."""
    found: dict[Loc, tuple[Deadline, date]] = {}
    for node in network.tree.all:
        above = found.get(node.loc[:-2])
        deadline = node.task.deadline
        day = deadline.latest(year) if deadline else None
        own = (deadline, day) if deadline and day else None
        binding = min((limit for limit in (own, above) if limit), key=lambda limit: limit[1], default=None)
        if binding:
            found[node.loc] = binding
    return found


# the pass backwards


def _spans(
    network: Precedence, calendar: WorkCalendar, end: date, limits: Mapping[Loc, tuple[Deadline, date]]
) -> dict[Loc, _Span]:
    """Every task's days, those that follow first; a task above others covers its subtasks."""
    spans: dict[Loc, _Span] = {}
    for node in network.latest_first:
        if node.is_leaf:
            limit = limits.get(node.loc)
            spans[node.loc] = _leaf(node, _following(network, spans, node), calendar, end, limit and limit[1])
        else:
            first = min((spans[child.loc] for child in node.children), key=lambda span: span.free)
            spans[node.loc] = first
    return spans


def _following(network: Precedence, spans: Mapping[Loc, _Span], node: TaskNode) -> tuple[Loc, date] | None:
    """The task that follows first and the day it needs for itself."""
    later = [(after.loc, spans[after.loc].free) for after in network.following[node.loc]]
    return min(later, key=lambda item: item[1], default=None)


def _leaf(
    node: TaskNode, later: tuple[Loc, date] | None, calendar: WorkCalendar, end: date, limit: date | None
) -> _Span:
    duration = _duration(node)
    runs_through = duration is not None and duration.unit is not DurationUnit.WORKDAY

    def settled(day: date) -> date:
        return day if runs_through else last_workday(calendar, day)

    bound = min(settled(later[1] - timedelta(days=1)), end) if later else end
    finish = min(bound, settled(limit)) if limit else bound
    driver = later[0] if later else None
    if duration is None:
        return _Span(None, finish, finish + timedelta(days=1), bound, driver)
    start = duration.first_day(finish) if runs_through else workdays_before(calendar, finish, duration.amount)
    return _Span(start, finish, start, bound, driver)


def _chain(network: Precedence, bare: Mapping[Loc, _Span], held: Mapping[Loc, _Span]) -> frozenset[Loc]:
    """The tasks on the chains that begin first, as far as no 时限 pulls them ahead."""
    timed = {node.loc: bare[node.loc].free for node in network.tree.all if node.is_leaf and _duration(node)}
    first = min(timed.values(), default=None)
    found: set[Loc] = set()
    open_ = [loc for loc, day in timed.items() if day == first]
    while open_:
        loc = open_.pop()
        if loc in found:
            continue
        found.add(loc)
        own = bare[loc]
        for after in network.following[loc]:
            if bare[after.loc].free == (bare[own.driver].free if own.driver else None):
                open_ += [leaf.loc for leaf in after.walk() if leaf.is_leaf and _drives(bare, leaf, after)]
    return frozenset(loc for loc in found if held[loc].finish == bare[loc].finish)


def _drives(spans: Mapping[Loc, _Span], leaf: TaskNode, after: TaskNode) -> bool:
    return spans[leaf.loc].free == spans[after.loc].free


@dataclass(frozen=True, slots=True)
class _Counted:
    """Both passes backwards, without any 时限 (``bare``) and with them (``held``), and what came of them."""

    network: Precedence
    calendar: WorkCalendar
    limits: Mapping[Loc, tuple[Deadline, date]]
    bare: Mapping[Loc, _Span]
    held: Mapping[Loc, _Span]
    critical: frozenset[Loc]

    def slots(self) -> Iterator[Slot]:
        """Every leaf task in written order."""
        for node in self.network.tree.all:
            if node.is_leaf:
                yield self._slot(node)

    def _slot(self, node: TaskNode) -> Slot:
        span, limit, own = self.held[node.loc], self.limits.get(node.loc), node.task.deadline
        waits_for = tuple(_waits_for(self.network, node))
        deadline = own or (limit[0] if limit else None)
        late = limit is not None and workdays_after(self.calendar, span.bound, limit[1]) > 0
        tied = bool(waits_for or self.network.following[node.loc] or _duration(node))
        lasting = limit is None and (deadline or node.task.frequency)
        if not tied and (late or lasting):
            return Slot(node, deadline, waits_for, None, limit[1] if limit else None, outside=late)
        return Slot(
            node,
            deadline,
            waits_for,
            span.start,
            span.finish,
            spare=workdays_after(self.calendar, span.finish, self.bare[node.loc].finish),
            critical=node.loc in self.critical,
            overrun=span.bound if late and limit and limit[0] is own else None,
        )


def _waits_for(network: Precedence, node: TaskNode) -> Iterator[SourceText]:
    """The names under its 前置 and under those of the tasks above it, each once."""
    above = [network.tree.at(node.loc[:length]) for length in range(2, len(node.loc) + 1, 2)]
    named = [name for task in above for name in task.task.predecessors]
    yield from {str(name): name for name in named}.values()
