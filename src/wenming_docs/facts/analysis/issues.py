"""Problems as of a day: which step each one has reached, how long it stands, what is overdue.

A state is derived from dated steps, never typed: asked about another day, the same ledger answers
for that day. What lies after it has not happened yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from wenming_docs.facts.analysis.schedule import day_of
from wenming_docs.facts.model import Issue, Move, Stage, Workspace
from wenming_docs.findings import SourceText
from wenming_docs.records import dataclass

FOLLOWING: Mapping[Stage | None, tuple[Stage, ...]] = MappingProxyType(
    {
        None: (Stage.OPENED,),
        Stage.OPENED: (Stage.ASSIGNED,),
        Stage.ASSIGNED: (Stage.RECTIFIED,),
        Stage.RECTIFIED: (Stage.REVIEWED,),
        Stage.REVIEWED: (Stage.CLOSED, Stage.RETURNED),
        Stage.RETURNED: (Stage.ASSIGNED, Stage.RECTIFIED),
        Stage.CLOSED: (),
    }
)
"""Step (None before the first) → the steps that may follow it."""
COLLECTIVE = "各"
"""How a name for all units of one sort begins (各社区)."""


def illegal_steps(stages: Sequence[Stage]) -> list[int]:
    """The indexes of steps that may not follow the one before them; empty for a legal course."""
    befores = (None, *stages)
    return [i for i, stage in enumerate(stages) if stage not in FOLLOWING[befores[i]]]


@dataclass(frozen=True, slots=True)
class IssueState:
    """One problem as it stood at the end of ``as_of``.

    With ``as_of`` None everything written has happened, and what an open problem lacks a day for
    (挂账天数, 逾期) is unknown. ``index`` counts the ledger as written, from 0; ``moves`` are those
    that have happened. Days are None where a date is absent or cannot be read.
    """

    issue: Issue
    index: int
    stage: Stage
    moves: tuple[Move, ...]
    opened: date | None
    due: date | None
    closed: date | None
    as_of: date | None

    @property
    def is_closed(self) -> bool:
        return self.stage is Stage.CLOSED

    @property
    def days_open(self) -> int | None:
        """挂账天数: days from 立项 to 销号, or to ``as_of``; 0 if closed on the day it was opened."""
        end = self.closed if self.is_closed else self.as_of
        return (end - self.opened).days if end and self.opened else None

    @property
    def days_late(self) -> int | None:
        """Days past the last day of 时限 at 销号, or at ``as_of``; negative while there is time left."""
        end = self.closed if self.is_closed else self.as_of
        return (end - self.due).days if end and self.due else None

    @property
    def overdue(self) -> bool:
        """Still open after the last day of 时限 (逾期未销号)."""
        return not self.is_closed and (self.days_late or 0) > 0

    @property
    def closed_late(self) -> bool:
        """Closed after the last day of 时限 (逾期销号)."""
        return self.is_closed and (self.days_late or 0) > 0

    @property
    def returned_times(self) -> int:
        """How often its rectification was sent back."""
        return sum(move.stage is Stage.RETURNED for move in self.moves)


@dataclass(frozen=True, slots=True)
class IssueCounts:
    """How many problems there are and what became of them; all counts are exact."""

    opened: int
    closed: int
    overdue: int
    closed_late: int
    judged: int
    """Those with a deadline that are closed or overdue: whether they were in time is decided."""

    @property
    def open(self) -> int:
        return self.opened - self.closed

    @property
    def closing_rate(self) -> Decimal | None:
        """办结率 in percent: closed of all; None without a problem."""
        return _percent(self.closed, self.opened)

    @property
    def on_time_rate(self) -> Decimal | None:
        """按期办结率 in percent: closed in time of those that are decided; None if none is."""
        return _percent(self.judged - self.closed_late - self.overdue, self.judged)


def _percent(part: int, whole: int) -> Decimal | None:
    return Decimal(part) * 100 / Decimal(whole) if whole else None


def issue_states(workspace: Workspace, as_of: date | None) -> tuple[IssueState, ...]:
    """Every problem opened by ``as_of``, in written order; one without a readable 立项 is there always."""
    states = (_state(workspace, index, as_of) for index in range(len(workspace.issue_ledger)))
    return tuple(s for s in states if as_of is None or s.opened is None or s.opened <= as_of)


def _state(workspace: Workspace, index: int, as_of: date | None) -> IssueState:
    issue, year = workspace.issue_ledger[index], workspace.year
    moves = _happened(issue.moves, year, as_of)
    due = issue.deadline.latest(year) if issue.deadline else None
    if issue.moves:
        stage = moves[-1].stage if moves else Stage.OPENED
        closed = day_of(moves[-1].date, year) if moves and stage is Stage.CLOSED else None
    else:
        closed = day_of(issue.closed_on, year)
        done = _is_told(issue.closed_on) and not _is_later(closed, as_of)
        stage, closed = (Stage.CLOSED, closed) if done else (Stage.OPENED, None)
    return IssueState(issue, index, stage, moves, opened_on(issue, year), due, closed, as_of)


def opened_on(issue: Issue, year: int | None) -> date | None:
    """The day of 立项: the first step, else 发现日期; ``year`` stands in for a missing one."""
    if issue.moves:
        return day_of(issue.moves[0].date, year)
    return day_of(issue.found_on, year)


def closed_on(issue: Issue, year: int | None) -> date | None:
    """The day of 销号 whenever it is: the last step if it is that, else 销号."""
    if issue.moves:
        last = issue.moves[-1]
        return day_of(last.date, year) if last.stage is Stage.CLOSED else None
    return day_of(issue.closed_on, year)


def _happened(moves: Sequence[Move], year: int | None, as_of: date | None) -> tuple[Move, ...]:
    """The steps up to the last dated one by ``as_of``; a 【待填】 behind that is no step yet."""
    days = [day_of(move.date, year) for move in moves]
    count = 0
    for index, day in enumerate(days, 1):
        if _is_later(day, as_of):
            break
        if _is_told(moves[index - 1].date):
            count = index
    return tuple(moves[:count])


def _is_told(text: SourceText | None) -> bool:
    return text is not None and "待填" not in text


def _is_later(day: date | None, as_of: date | None) -> bool:
    return day is not None and as_of is not None and day > as_of


def count_issues(states: Iterable[IssueState]) -> IssueCounts:
    """What the states add up to."""
    states = tuple(states)
    overdue = sum(state.overdue for state in states)
    timed = sum(state.is_closed and state.days_late is not None for state in states)
    return IssueCounts(
        len(states),
        sum(state.is_closed for state in states),
        overdue,
        sum(state.closed_late for state in states),
        timed + overdue,
    )


def issues_of_units(
    workspace: Workspace, states: Iterable[IssueState], units: Sequence[str]
) -> tuple[IssueState, ...]:
    """The states that concern one of ``units``, all without any; 各社区 means every unit of its sort."""
    if not units:
        return tuple(states)
    wanted = {name for unit in units for name in _members(workspace, str(unit))}
    return tuple(
        state
        for state in states
        if any(not wanted.isdisjoint(_members(workspace, str(unit))) for unit in state.issue.unit)
    )


def _members(workspace: Workspace, name: str) -> set[str]:
    """The unit itself, and all of its sort where the name is a collective one."""
    own = workspace.unit
    groups = (*own.departments, *own.subordinates, *own.others)
    bare = name.removeprefix(COLLECTIVE)
    found = [group.units for group in groups if group.sort and bare == str(group.sort)]
    return {name, *(str(unit) for units in found for unit in units)}


def issues_by_unit(
    workspace: Workspace, states: Sequence[IssueState]
) -> Iterator[tuple[SourceText | None, tuple[IssueState, ...]]]:
    """Each unit that has problems, as 单位 declares them, then others as they are met; None for no unit.

    A problem of two units counts for both: the rows may add up to more than there are problems.
    """
    named = {str(unit): unit for state in states for unit in state.issue.unit}
    declared = [str(unit) for unit in workspace.unit.units()]
    for name in dict.fromkeys([*(unit for unit in declared if unit in named), *named]):
        yield named[name], tuple(s for s in states if any(str(u) == name for u in s.issue.unit))
    if nobody := tuple(state for state in states if not state.issue.unit):
        yield None, nobody


__all__ = [
    "FOLLOWING",
    "IssueCounts",
    "IssueState",
    "closed_on",
    "count_issues",
    "illegal_steps",
    "issue_states",
    "issues_by_unit",
    "issues_of_units",
    "opened_on",
]
