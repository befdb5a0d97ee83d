"""Targets as of a day: what is done, how much that is, whether it keeps up with the time.

A count is compared with the elapsed share of its time (时序进度): from the beginning of the plan, or
of its year, to the target's deadline, or to the end of the year. A rate (≥90%) and a limit
(不超过30分钟) are compared as they stand, time does not make them easier. An inexact number has no
rate of completion; it is judged only where its lower bound is enough. Without any result a target
has no light in the first half of its time (nothing may have been due yet) and a red one after.

It is long because every way of judging a target stands here, one function a way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from wenming_docs.facts.analysis.ledger import Ledger, ledger
from wenming_docs.facts.analysis.lights import Light, Thresholds, thresholds
from wenming_docs.facts.analysis.rows import Row
from wenming_docs.facts.analysis.schedule import schedule
from wenming_docs.facts.analysis.tasks import TaskNode, task_tree
from wenming_docs.facts.model import Target, Workspace
from wenming_docs.facts.values import (
    Amount,
    BadValue,
    Quantity,
    completion_rate,
    is_average,
    is_met,
    is_rate,
)
from wenming_docs.facts.values.amounts import LOWER_BOUND
from wenming_docs.findings import SourceText
from wenming_docs.records import dataclass

HUNDRED = Decimal(100)
_HALF = Decimal(50)
_WITHIN = ("以下", "以内", "之内")


class Standing(StrEnum):
    """How a target stands; the value is how a report says it."""

    REACHED = "已完成"
    MET = "达到目标"
    ON_TIME = "达到时序进度"
    NEARLY = "基本达到时序进度"
    WITHIN = "未超上限"
    BEHIND = "滞后"
    SHORT = "未达目标"
    EXCEEDED = "超出上限"
    OVERDUE = "逾期未完成"
    NO_RESULT = "尚无成果"
    UNKNOWN = "暂不评价"


WANTING = (Standing.BEHIND, Standing.SHORT, Standing.EXCEEDED, Standing.OVERDUE, Standing.NO_RESULT)
"""Standings whose targets a reader wants to know by name."""


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """A target with a figure, as of a day.

    ``rate`` and ``elapsed`` are in percent, None where they mean nothing; ``remaining`` is what a
    count still lacks; ``days_over`` counts from the deadline of a target that is overdue, else 0.
    ``cause`` says why it could not be judged, "" else.
    """

    target: Target
    index: int
    name: SourceText
    goal: Quantity
    done: Quantity | None
    rate: Decimal | None
    remaining: Amount | None
    deadline: date | None
    elapsed: Decimal | None
    standing: Standing
    light: Light | None
    days_over: int = 0
    cause: str = ""


@dataclass(frozen=True, slots=True)
class _Judged:
    standing: Standing
    light: Light | None
    cause: str = ""


def measured_targets(workspace: Workspace) -> tuple[tuple[int, Target], ...]:
    """The targets that name an indicator and a figure to reach, with their positions."""
    return tuple(
        (index, target)
        for index, target in enumerate(workspace.targets)
        if target.indicator is not None and target.goal is not None
    )


def carries(workspace: Workspace, task: TaskNode, target: Target) -> bool:
    """Whether a target names ``task``, or its indicator is called like it."""
    found = task_tree(workspace).find(str(target.task or target.indicator))
    return any(node.loc == task.loc for node in found)


def counted_from(workspace: Workspace) -> date | None:
    """The day from which results count: 1 January of 创建.年度, or an earlier beginning of the plan."""
    start = schedule(workspace).start
    first = date(workspace.year, 1, 1) if workspace.year else None
    return min((day for day in (start, first) if day), default=None)


def counts(row: Row, first: date | None, as_of: date) -> bool:
    """Whether a result is among those from ``first`` to ``as_of``; one without a time always is."""
    if row.end is None:
        return True
    return row.end <= as_of and (first is None or (row.start or row.end) >= first)


def target_progress(
    workspace: Workspace, as_of: date, task: TaskNode | None = None
) -> tuple[TargetProgress, ...]:
    """Every measured target as of ``as_of``, in written order; with ``task`` only those it carries."""
    measured = measured_targets(workspace)
    if task is not None:
        measured = tuple((i, target) for i, target in measured if carries(workspace, task, target))
    if not measured:
        return ()
    book, levels = ledger(workspace, task_tree(workspace)), thresholds(workspace)
    return tuple(_progress(workspace, book, levels, index, target, as_of) for index, target in measured)


def _progress(
    workspace: Workspace, book: Ledger, levels: Thresholds, index: int, target: Target, as_of: date
) -> TargetProgress:
    assert target.indicator is not None and target.goal is not None
    goal = target.goal
    due = target.deadline.latest(workspace.year) if target.deadline else None
    share = elapsed_share(workspace, due, as_of)
    done, fault = _done(workspace, book, str(target.indicator), as_of)
    over = (as_of - due).days if due and due < as_of else 0
    if fault:
        judged = _Judged(Standing.UNKNOWN, None, fault)
    elif done is None:
        judged = _without_result(goal, share, over)
    elif is_limit(goal):
        judged = _limited(done, goal)
    elif is_direct(goal):
        judged = _direct(done, goal, levels, over)
    else:
        judged = _counted(done, goal, levels, share, over)
    timed = not (is_limit(goal) or is_direct(goal))
    return TargetProgress(
        target,
        index,
        target.indicator,
        goal,
        done,
        completion_rate(done, goal) if done and timed else None,
        _remaining(done, goal) if timed else None,
        due,
        share if timed else None,
        judged.standing,
        judged.light,
        over if judged.standing is Standing.OVERDUE else 0,
        judged.cause,
    )


def _done(workspace: Workspace, book: Ledger, name: str, as_of: date) -> tuple[Quantity | None, str]:
    """The indicator from the beginning to ``as_of``, and why it has none although there are figures."""
    first = counted_from(workspace)
    try:
        return book.value(name, lambda row: counts(row, first, as_of)), ""
    except BadValue as error:
        return None, error.message


def elapsed_share(workspace: Workspace, due: date | None, as_of: date) -> Decimal | None:
    """时序进度 in percent of the days, both ends counted; 0 before the beginning, 100 after the end.

    None where nobody wrote the year.
    """
    year = workspace.year
    start = schedule(workspace).start or (date(year, 1, 1) if year else None)
    end = due or (date(year, 12, 31) if year else None)
    if start is None or end is None:
        return None
    if as_of >= end:
        return HUNDRED
    if as_of < start:
        return Decimal(0)
    return Decimal((as_of - start).days + 1) * HUNDRED / Decimal((end - start).days + 1)


def is_limit(goal: Quantity) -> bool:
    """Whether less is better: 不超过30分钟, 0起, 5%以内."""
    amount = goal.single
    if amount is None:
        return False
    bounded = goal.operator in ("≤", "<") or (not goal.operator and amount.after in _WITHIN)
    return bounded or (amount.value == 0 and goal.operator in ("", "="))


def is_direct(goal: Quantity) -> bool:
    """Whether the goal is a state, not an amount to be gathered: ≥90%, 每月不少于4次."""
    return is_rate(goal) or bool(goal.base) or is_average(goal)


def _without_result(goal: Quantity, share: Decimal | None, over: int) -> _Judged:
    if is_limit(goal):
        return _Judged(Standing.NO_RESULT, None)
    if over:
        return _Judged(Standing.OVERDUE, Light.RED)
    late = share is not None and share >= _HALF
    return _Judged(Standing.NO_RESULT, Light.RED if late else None)


def _limited(done: Quantity, goal: Quantity) -> _Judged:
    met = is_met(done, goal if goal.operator == "<" else replace(goal, operator="≤"))
    if met is None:
        return _Judged(Standing.UNKNOWN, None, _why(done, goal))
    return _Judged(Standing.WITHIN, Light.GREEN) if met else _Judged(Standing.EXCEEDED, Light.RED)


def _direct(done: Quantity, goal: Quantity, levels: Thresholds, over: int) -> _Judged:
    met = is_met(done, goal)
    if met is None:
        return _Judged(Standing.UNKNOWN, None, _why(done, goal))
    if met:
        return _Judged(Standing.MET, Light.GREEN)
    if over:
        return _Judged(Standing.OVERDUE, Light.RED)
    have, want = _exact(done), goal.single
    share = have / want.value * HUNDRED if have is not None and want and want.value else None
    light = levels.light(share) if share is not None else Light.YELLOW
    return _Judged(Standing.SHORT, Light.YELLOW if light is Light.GREEN else light)


def _counted(done: Quantity, goal: Quantity, levels: Thresholds, share: Decimal | None, over: int) -> _Judged:
    met = is_met(done, goal)
    if met:
        return _Judged(Standing.REACHED, Light.GREEN)
    rate = completion_rate(done, goal)
    if rate is None:
        return _rough(done, goal, levels, share, over)
    if over:
        return _Judged(Standing.OVERDUE, Light.RED)
    if share is None:
        return _Judged(Standing.UNKNOWN, None, "没有写“年度”，不知道时序进度")
    if not share:
        return _Judged(Standing.ON_TIME, Light.GREEN)
    light = levels.light(rate * HUNDRED / share)
    if rate >= share:
        return _Judged(Standing.ON_TIME, light)
    return _Judged(Standing.NEARLY if light is Light.GREEN else Standing.BEHIND, light)


def _rough(done: Quantity, goal: Quantity, levels: Thresholds, share: Decimal | None, over: int) -> _Judged:
    """8900余条 of 9000条: at least so much is certain, and whether that is enough by now."""
    least = _at_least(done)
    rate = completion_rate(least, goal) if least else None
    sure = rate is not None and share is not None and not over and rate >= share
    if sure and share and rate is not None and levels.light(rate * HUNDRED / share) is Light.GREEN:
        return _Judged(Standing.ON_TIME, Light.GREEN)
    return _Judged(Standing.UNKNOWN, None, _why(done, goal))


def _at_least(done: Quantity) -> Quantity | None:
    """The number that is certain in 8900余条; None for 近9000条, which says nothing of the kind."""
    amounts = []
    for amount in done.amounts:
        if amount.unknown or amount.value is None or not {amount.before, amount.after} - {""} <= LOWER_BOUND:
            return None
        amounts.append(replace(amount, before="", after="", upper=None))
    return replace(done, amounts=tuple(amounts))


def _why(done: Quantity, goal: Quantity) -> str:
    if done.unknown:
        return "数还没有填"
    if done.approximate:
        return "累计数是概数"
    if goal.approximate:
        return "目标是概数"
    return "累计数和目标不好比"


def _exact(done: Quantity) -> Decimal | None:
    amount = done.single
    return amount.value if amount and not amount.approximate else None


def _remaining(done: Quantity | None, goal: Quantity) -> Amount | None:
    want = goal.single
    if want is None or want.value is None:
        return None
    if done is None:
        return Amount(want.value, want.measure, scale=want.scale)
    rate = completion_rate(done, goal)
    if rate is None or rate >= HUNDRED:
        return None
    left = want.value - want.value * rate / HUNDRED
    whole = left.to_integral_value()
    return Amount(whole if abs(left - whole) < Decimal("0.000001") else left, want.measure, scale=want.scale)


def by_standing(targets: Iterable[TargetProgress]) -> dict[Standing, tuple[TargetProgress, ...]]:
    """The targets grouped by how they stand, best first; groups without any are left out."""
    found = tuple(targets)
    groups = {standing: tuple(t for t in found if t.standing is standing) for standing in Standing}
    return {standing: group for standing, group in groups.items() if group}


__all__ = [
    "WANTING",
    "Standing",
    "TargetProgress",
    "by_standing",
    "carries",
    "counted_from",
    "counts",
    "elapsed_share",
    "is_direct",
    "is_limit",
    "measured_targets",
    "target_progress",
]
