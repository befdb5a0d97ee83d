"""Tasks as of a day: done, overdue, due soon, silent, under way; with their lights and phases.

A task is done when a result says so (进度: 已建成), or when its target or its 数量 is reached. What
happened at an upper task counts for those below it that have no results of their own: nobody can
say which of them it was, so none is called silent. Nor is one whose turn has not come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from datetime import date, timedelta
from enum import StrEnum

from wenming_docs.facts.analysis.beginnings import out_of_turn
from wenming_docs.facts.analysis.finished import FINISHED, is_finished
from wenming_docs.facts.analysis.ledger import Ledger, ledger
from wenming_docs.facts.analysis.lights import Light, Thresholds, thresholds, worst
from wenming_docs.facts.analysis.progress import (
    Standing,
    TargetProgress,
    counted_from,
    counts,
    target_progress,
)
from wenming_docs.facts.analysis.rows import Row
from wenming_docs.facts.analysis.schedule import PlacedPhase, schedule
from wenming_docs.facts.analysis.tasks import TaskNode, task_tree
from wenming_docs.facts.model import Loc, Task, Workspace
from wenming_docs.facts.values import BadValue, DeadlineKind, Period, is_met
from wenming_docs.facts.values.deadline import DATED
from wenming_docs.records import dataclass


class TaskState(StrEnum):
    """How a task stands; the value is how a report says it."""

    DONE = "已完成"
    UNDER_WAY = "正在推进"
    LASTING = "常态开展"
    NOT_YET = "未到开始"
    SOON = "临近时限"
    OVERDUE = "逾期未完成"
    SILENT = "没有进展"


_GRAVEST = (
    TaskState.OVERDUE,
    TaskState.SILENT,
    TaskState.SOON,
    TaskState.UNDER_WAY,
    TaskState.LASTING,
    TaskState.NOT_YET,
    TaskState.DONE,
)
_LIGHTS: dict[TaskState, Light | None] = {
    TaskState.DONE: Light.GREEN,
    TaskState.UNDER_WAY: Light.GREEN,
    TaskState.LASTING: Light.GREEN,
    TaskState.NOT_YET: None,
    TaskState.SOON: Light.YELLOW,
    TaskState.SILENT: Light.YELLOW,
    TaskState.OVERDUE: Light.RED,
}


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """A task as of a day. An upper task is as grave as the gravest below it.

    ``light`` is None where it is too early to judge.
    ``due`` is the last day of its deadline; ``days`` are those since then (overdue) or to the next
    due day (due soon), else 0; ``phase`` the position of the phase in which ``due`` lies.
    """

    node: TaskNode
    state: TaskState
    light: Light | None
    due: date | None
    days: int
    phase: int | None
    children: tuple[TaskStanding, ...] = ()

    def leaves(self) -> tuple[TaskStanding, ...]:
        """The tasks below that have none below themselves, in written order; itself if it is one."""
        if not self.children:
            return (self,)
        return tuple(leaf for child in self.children for leaf in child.leaves())


@dataclass(frozen=True)
class _Day:
    """What judging needs to know, gathered once."""

    workspace: Workspace
    book: Ledger
    targets: dict[Loc, list[TargetProgress]]
    rows: dict[Loc, list[Row]]
    levels: Thresholds
    phases: tuple[PlacedPhase, ...]
    as_of: date
    period: Period | None
    finished: set[Loc] = field(default_factory=set)
    out_of_turn: frozenset[Loc] = frozenset()


def task_standings(
    workspace: Workspace, as_of: date, period: Period | None = None
) -> tuple[TaskStanding, ...]:
    """Every top task as of ``as_of``; silent are those without a result in ``period``, or so far at all."""
    tree = task_tree(workspace)
    if not tree:
        return ()
    book = ledger(workspace, tree)
    targets: dict[Loc, list[TargetProgress]] = {}
    for progress in target_progress(workspace, as_of):
        for node in tree.find(str(progress.target.task or progress.name))[:1]:
            targets.setdefault(node.loc, []).append(progress)
    first = counted_from(workspace)
    rows: dict[Loc, list[Row]] = {}
    for row in book.rows:
        if row.task is not None and counts(row, first, as_of):
            rows.setdefault(row.task.loc, []).append(row)
    day = _Day(
        workspace, book, targets, rows, thresholds(workspace), schedule(workspace).phases, as_of, period
    )
    for top in tree:
        day.finished.update(_finished(day, top, False))
    day = replace(day, out_of_turn=out_of_turn(workspace, day.finished, as_of))
    return tuple(_standing(day, top, ()) for top in tree)


def leaf_standings(tops: Iterable[TaskStanding]) -> tuple[TaskStanding, ...]:
    """The tasks that are really done, under all ``tops``, in written order."""
    return tuple(leaf for top in tops for leaf in top.leaves())


def by_state(leaves: Iterable[TaskStanding]) -> dict[TaskState, tuple[TaskStanding, ...]]:
    """The tasks grouped by state; states without any are left out."""
    found = tuple(leaves)
    groups = {state: tuple(leaf for leaf in found if leaf.state is state) for state in TaskState}
    return {state: group for state, group in groups.items() if group}


def current_phase(workspace: Workspace, as_of: date) -> PlacedPhase | None:
    """The phase in which ``as_of`` lies; None before, after and between."""
    return next((p for p in schedule(workspace).phases if p.start <= as_of <= p.end), None)


def _finished(day: _Day, node: TaskNode, done_above: bool) -> Iterator[Loc]:
    """The tasks that are done: with the one above them, by what is said of them, or with all below."""
    done = done_above or _is_done(day, node)
    below = [loc for child in node.children for loc in _finished(day, child, done)]
    yield from below
    if done or (node.children and all(child.loc in below for child in node.children)):
        yield node.loc


def _standing(day: _Day, node: TaskNode, above: tuple[Row, ...]) -> TaskStanding:
    if node.children:
        own = (*above, *day.rows.get(node.loc, ()))
        children = tuple(_standing(day, child, own) for child in node.children)
        states = {child.state for child in children}
        state = next(state for state in _GRAVEST if state in states)
        if state is TaskState.NOT_YET and TaskState.DONE in states:
            state = TaskState.UNDER_WAY
        light = worst(child.light for child in children)
        due = max((child.due for child in children if child.due), default=None)
        return TaskStanding(node, state, light, due, 0, None, children)
    due = node.task.deadline.latest(day.workspace.year) if node.task.deadline else None
    state, days = _leaf_state(day, node, above, due)
    return TaskStanding(node, state, _light(day, node, state), due, days, _phase_of(day.phases, due))


def _light(day: _Day, node: TaskNode, state: TaskState) -> Light | None:
    """That of the state; a task is as bad as the worst target that it carries, once it can have begun."""
    targets = day.targets.get(node.loc, ()) if state is not TaskState.NOT_YET else ()
    return worst((_LIGHTS[state], *(t.light for t in targets if t.light is Light.RED)))


def _leaf_state(day: _Day, node: TaskNode, above: tuple[Row, ...], due: date | None) -> tuple[TaskState, int]:
    if node.loc in day.finished:
        return TaskState.DONE, 0
    lasting = is_lasting(node.task)
    if due and due < day.as_of and not lasting:
        return TaskState.OVERDUE, (day.as_of - due).days
    if not lasting and (coming := _next_due(day, node.task)) is not None:
        if coming - day.as_of <= timedelta(days=day.levels.soon):
            return TaskState.SOON, (coming - day.as_of).days
    rows = (*day.rows.get(node.loc, ()), *above)
    if not rows and node.loc in day.out_of_turn:
        return TaskState.NOT_YET, 0
    if not any(row.falls_in(day.period) for row in rows):
        return TaskState.SILENT, 0
    return (TaskState.LASTING if lasting else TaskState.UNDER_WAY), 0


def is_lasting(task: Task) -> bool:
    """Whether a task goes on without an end, or comes again and again: it is never overdue.

    One with a day by which it has to be done is due on that day, however often it is done till then.
    """
    entries = task.deadline.entries if task.deadline else ()
    lasting = [e.standing or e.starts or e.kind is DeadlineKind.FREQUENCY for e in entries]
    if any(e.kind in DATED and not goes_on for e, goes_on in zip(entries, lasting, strict=True)):
        return False
    return bool(task.frequency) or (bool(entries) and all(lasting))


def _next_due(day: _Day, task: Task) -> date | None:
    """The first day from now on on which something of the task falls due."""
    entries = task.deadline.entries if task.deadline else ()
    days = (entry.due(day.workspace.year) for entry in entries)
    return min((due for due in days if due and due >= day.as_of), default=None)


def _phase_of(phases: Sequence[PlacedPhase], due: date | None) -> int | None:
    if due is None:
        return None
    return next((phase.index for phase in phases if phase.start <= due <= phase.end), None)


# done?


def _is_done(day: _Day, node: TaskNode) -> bool:
    rows = day.rows.get(node.loc, [])
    return _said_done(node, rows) or _targets_reached(day, node) or _quantity_reached(day, node)


def _said_done(node: TaskNode, rows: Sequence[Row]) -> bool:
    """Whether the last word on the task itself is that it is finished, and nothing was reopened since.

    A matter of its own (车位划线 of 秩序整治) is only a part: however many of them are finished, nobody
    has said that they are all.
    """
    done, parts_open = False, set[str]()
    for row in sorted(rows, key=lambda row: row.end or date.min):
        if not row.result.progress:
            continue
        finished = is_finished(str(row.result.progress))
        if is_of_whole(node, row):
            done = finished
            parts_open.clear()
        elif finished:
            parts_open.discard(str(row.result.matter))
        else:
            parts_open.add(str(row.result.matter))
    return done and not parts_open


def is_of_whole(node: TaskNode, row: Row) -> bool:
    """Whether a result is about the task itself: without 事, or with one called as the task is."""
    matter, name = str(row.result.matter or ""), str(node.name)
    return matter in name or matter.startswith(name)  # 东楼清理楼道 is a part of 清理楼道


def _targets_reached(day: _Day, node: TaskNode) -> bool:
    found = day.targets.get(node.loc, [])
    return bool(found) and all(target.standing is Standing.REACHED for target in found)


def _quantity_reached(day: _Day, node: TaskNode) -> bool:
    """Whether the figure of the task's name, or its only one in that measure, reaches its 数量."""
    wanted = node.task.quantity
    if wanted is None or wanted.single is None or is_lasting(node.task):
        return False
    below = {task.loc for task in node.walk()}
    rows = [row for loc in below for row in day.rows.get(loc, ())]
    measure = wanted.single.canonical_measure
    names = {
        str(figure.name)
        for row in rows
        for figure in row.result.figures
        if any(amount.canonical_measure == measure for amount in figure.quantity.amounts)
    }
    name = str(node.name) if str(node.name) in names else (names.pop() if len(names) == 1 else None)
    if name is None:
        return False
    kept = {row.index for row in rows}
    try:
        done = day.book.value(name, lambda row: row.index in kept)
    except BadValue:
        return False
    return done is not None and is_met(done, wanted) is True


__all__ = [
    "FINISHED",
    "TaskStanding",
    "TaskState",
    "by_state",
    "current_phase",
    "is_finished",
    "is_lasting",
    "is_of_whole",
    "leaf_standings",
    "task_standings",
]
