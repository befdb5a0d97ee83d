"""Deadlines and activities against the calendar of the plan they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wenming_docs.facts.analysis import Schedule, TaskNode, day_of, period_of, schedule, task_tree
from wenming_docs.facts.checks.days import day_text
from wenming_docs.facts.checks.scope import issued_on
from wenming_docs.facts.model import Workspace
from wenming_docs.facts.values import Deadline, DeadlineEntry, DeadlineKind
from wenming_docs.findings import Finding, Origin, Severity, SourceText
from wenming_docs.records import dataclass
from wenming_docs.zh.lazy import lazy_pattern

WHOLE_PLAN = 2
"""From this many phases on they are taken for the whole plan; a single one may stand for part of it."""
DAY_IN = lazy_pattern(r"(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days between which a plan happens, and how each end is called; None where unknown."""

    start: date | None
    start_is: str
    end: date | None
    end_is: str
    issued: date | None
    year: int | None

    def too_early(self, day: date) -> str:
        """Why ``day`` is too early, "" if it is not."""
        if self.start and day < self.start:
            return f"早于{self.start_is}开始（{day_text(self.start, self.year)}）"
        if self.issued and day < self.issued:
            return f"早于方案的成文日期（{day_text(self.issued, self.year)}）"
        return ""

    def too_late(self, day: date) -> str:
        """Why ``day`` is too late, "" if it is not."""
        if self.end and day > self.end:
            return f"晚于{self.end_is}（{day_text(self.end, self.year)}）"
        return ""


def bounds(workspace: Workspace) -> Bounds:
    """From the phases where they are a whole plan, else the end of the campaign's year."""
    return workspace.kept(_bounds)


def _bounds(workspace: Workspace) -> Bounds:
    calendar, year = schedule(workspace), workspace.year
    issued = issued_on(workspace)
    if calendar.complete and len(calendar.phases) >= WHOLE_PLAN:
        return _of_phases(calendar, issued, year)
    end = date(year, 12, 31) if year else None
    return Bounds(None, "", end, "创建年度结束", issued, year)


def _of_phases(calendar: Schedule, issued: date | None, year: int | None) -> Bounds:
    first, last = calendar.first, calendar.last
    return Bounds(
        first.start,
        f"第一个阶段“{first.phase.name}”",
        last.end,
        f"最后一个阶段“{last.phase.name}”结束",
        issued,
        year,
    )


def early_deadlines(workspace: Workspace) -> Iterator[Finding]:
    """Deadlines that fall due before the plan begins, or before it was issued."""
    plan = bounds(workspace)
    if plan.start is None and plan.issued is None:
        return
    for deadline, entries in _due(workspace):
        for entry, day in entries:
            if not (why := plan.too_early(day)):
                continue
            hint = f"填{day_text(max(filter(None, (plan.start, plan.issued))), plan.year)}以后的日期"
            if _means_next_year(entry, plan):
                hint = f"下一年的写成“次年{entry.text}”"
            yield Finding("F064", Severity.WARNING, f"时限“{entry.text}”{why}", hint, _place(deadline))
            break


def _means_next_year(entry: DeadlineEntry, plan: Bounds) -> bool:
    """Whether the deadline, without its year, fits once the plan has crossed New Year."""
    if entry.year or entry.next_year or plan.year is None or plan.end is None or plan.start is None:
        return False
    later = entry.due(plan.year + 1)
    return later is not None and plan.start <= later <= plan.end


def late_deadlines(workspace: Workspace) -> Iterator[Finding]:
    """Deadlines that fall due after the last phase, or after the campaign's year."""
    plan = bounds(workspace)
    if plan.end is None:
        return
    for deadline, entries in _due(workspace):
        for entry, day in entries:
            if _loosely(entry, day, plan) or not (why := plan.too_late(day)):
                continue
            hint = "提前时限，或延长最后一个阶段" if plan.start else "提前时限，或改“创建”下的“年度”"
            yield Finding("F065", Severity.WARNING, f"时限“{entry.text}”{why}", hint, _place(deadline))
            break


def _loosely(entry: DeadlineEntry, day: date, plan: Bounds) -> bool:
    """年底 names no day: it may be any time in the last weeks of the plan's year."""
    return entry.kind is DeadlineKind.YEAR_END and plan.end is not None and day.year == plan.end.year


def subtasks_after_parents(workspace: Workspace) -> Iterator[Finding]:
    """Subtasks that may end after the task they belong to."""
    year = workspace.year
    for top in task_tree(workspace):
        if top.children:
            yield from _below(top, None, year)


def _below(
    node: TaskNode, limit: tuple[SourceText, Deadline, date] | None, year: int | None
) -> Iterator[Finding]:
    deadline = node.task.deadline
    day = deadline.latest(year) if deadline and (limit or node.children) else None
    if deadline and day and limit and day > limit[2]:
        hint = f"提前到{limit[1]}，或推后上级任务的时限"
        message = f"“{node.name}”的时限晚于上级任务“{limit[0]}”（{limit[1]}）"
        yield Finding("F084", Severity.WARNING, message, hint, _place(deadline))
    if deadline and day:
        limit = (node.name, deadline, day)
    for child in node.children:
        if limit or child.children:
            yield from _below(child, limit, year)


def activities_outside_plan(workspace: Workspace) -> Iterator[Finding]:
    """Activities before the plan begins or is issued, or after it has ended."""
    plan = bounds(workspace)
    for activity in workspace.activities:
        days = _days_of(workspace, activity.when)
        if activity.when is None or days is None:
            continue
        why = plan.too_early(days[1]) or plan.too_late(days[0])
        if why:
            message = f"活动“{activity.name}”的时间“{activity.when}”{why}"
            hint = "核对日期；活动不归这个方案，就移到别处"
            yield Finding("F085", Severity.WARNING, message, hint, activity.when.origin)


def _days_of(workspace: Workspace, when: SourceText | None) -> tuple[date, date] | None:
    """First and last day of an activity; a day with an hour or a weekday behind it counts as that day."""
    if when is None or "待填" in when:
        return None
    if period := period_of(workspace, when):
        return (period.start or period.end, period.end)
    found = DAY_IN.match(when)
    day = day_of(SourceText(found[0]), workspace.year) if found else None
    return (day, day) if day else None


def _due(workspace: Workspace) -> list[tuple[Deadline, list[tuple[DeadlineEntry, date]]]]:
    """Every deadline of tasks and targets, with those of its entries that name a day."""
    return workspace.kept(_due_days)


def _due_days(workspace: Workspace) -> list[tuple[Deadline, list[tuple[DeadlineEntry, date]]]]:
    year = workspace.year
    return [
        (deadline, [(entry, day) for entry in deadline.entries if (day := entry.due(year))])
        for deadline in _deadlines(workspace)
    ]


def _deadlines(workspace: Workspace) -> Iterator[Deadline]:
    for node in task_tree(workspace).all:
        if node.task.deadline:
            yield node.task.deadline
    for target in workspace.targets:
        if target.deadline:
            yield target.deadline


def _place(deadline: Deadline) -> Origin | None:
    return deadline.origins[0] if deadline.origins else None
