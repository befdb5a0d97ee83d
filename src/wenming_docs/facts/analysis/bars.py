"""横道图 of a plan without a day of inspection: phases as they are dated, tasks back from their 时限.

A beginning is never guessed: a task begins where its 工期, counted back from its 时限, says so; one
with a 时限 alone has only that day, and one without has no place in the chart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from wenming_docs.facts.analysis.schedule import LAST_YEAR, schedule
from wenming_docs.facts.analysis.tasks import TaskNode, TaskTree, task_tree
from wenming_docs.facts.analysis.workdays import WorkCalendar, last_workday, workdays_before
from wenming_docs.facts.model import Workspace
from wenming_docs.facts.values import Deadline, Duration, DurationUnit
from wenming_docs.findings import SourceText
from wenming_docs.records import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the chart: from ``start`` (None: only its end is known) to ``finish``, both inclusive.

    ``path`` are the names down to a task, () for a phase. ``sooner`` are the days of a 时限 of several
    days (6月底前一次、11月底前一次) before ``finish``.
    """

    name: SourceText
    start: date | None
    finish: date
    path: tuple[SourceText, ...] = ()
    sooner: tuple[date, ...] = ()

    @property
    def is_phase(self) -> bool:
        return not self.path


@dataclass(frozen=True, slots=True)
class PlanBars:
    """Phases in written order, then leaf tasks; ``unplaced`` are the tasks that no day is known of."""

    bars: tuple[Bar, ...]
    unplaced: tuple[TaskNode, ...]


def plan_bars(workspace: Workspace, calendar: WorkCalendar) -> PlanBars:
    """What is known of when the plan happens; working days are counted by ``calendar``."""
    placed = [Bar(p.phase.name, p.start, p.end) for p in schedule(workspace).phases]
    tree = task_tree(workspace)
    unplaced = []
    for node in tree.all:
        if not node.is_leaf:
            continue
        finish = _due(tree, node, workspace.year)
        if finish is None:
            unplaced.append(node)
        else:
            bar = _bar(node, finish, calendar)
            placed.append(replace(bar, sooner=days_before(finish, _own_deadline(tree, node), workspace.year)))
    return PlanBars(tuple(placed), tuple(unplaced))


def _due(tree: TaskTree, node: TaskNode, year: int | None) -> date | None:
    """The day by which a task has to be finished: its own 时限, or an earlier one above it."""
    days = [day for task in _upwards(tree, node) if (day := _day(task, year))]
    return min(days, default=None)


def days_before(finish: date, deadline: Deadline | None, year: int | None) -> tuple[date, ...]:
    """The days that a 时限 of several names before ``finish``, each once, in order of time."""
    entries = deadline.entries if deadline else ()
    days = {day for entry in entries if (day := entry.due(year))}
    return tuple(sorted(day for day in days if day < finish and day.year > 1))


def _own_deadline(tree: TaskTree, node: TaskNode) -> Deadline | None:
    """The 时限 of a task, or the next one above it."""
    return next((task.task.deadline for task in _upwards(tree, node) if task.task.deadline), None)


def _day(node: TaskNode, year: int | None) -> date | None:
    day = node.task.deadline.latest(year) if node.task.deadline else None
    return day if day and 1 < day.year < LAST_YEAR else None


def _upwards(tree: TaskTree, node: TaskNode) -> Iterator[TaskNode]:
    for length in range(len(node.loc), 0, -2):
        yield tree.at(node.loc[:length])


def _bar(node: TaskNode, finish: date, calendar: WorkCalendar) -> Bar:
    duration = node.task.duration
    if duration is None or duration.is_gap:
        return Bar(node.name, None, finish, node.path)
    try:
        start = _first_day(duration, finish, calendar)
    except ValueError:  # more years than there are: only its end can be drawn
        start = None
    return Bar(node.name, start, finish, node.path)


def _first_day(duration: Duration, finish: date, calendar: WorkCalendar) -> date:
    if duration.unit is not DurationUnit.WORKDAY:
        return duration.first_day(finish)
    return workdays_before(calendar, last_workday(calendar, finish), duration.amount)


__all__ = ["Bar", "PlanBars", "days_before", "plan_bars"]
