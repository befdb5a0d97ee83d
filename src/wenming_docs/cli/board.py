"""What ``wenming status`` shows: targets, tasks, problems, gaps and reports of one file as of a day.

Gathered once, drawn by ``board_text`` and handed over as JSON by :func:`as_data`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from wenming_docs.facts.analysis import PlacedPhase, Row, TaskNode, day_of, ledger, schedule, task_tree
from wenming_docs.facts.analysis.issues import (
    IssueCounts,
    IssueState,
    count_issues,
    issue_states,
    issues_of_units,
)
from wenming_docs.facts.analysis.lights import Light
from wenming_docs.facts.analysis.progress import TargetProgress, counted_from, counts, target_progress
from wenming_docs.facts.analysis.reporting import month_due
from wenming_docs.facts.analysis.standings import Standing, lacking, standings
from wenming_docs.facts.analysis.task_states import (
    TaskStanding,
    TaskState,
    current_phase,
    leaf_standings,
    task_standings,
)
from wenming_docs.facts.checks.gaps import gaps
from wenming_docs.facts.model import Workspace
from wenming_docs.facts.values import Period
from wenming_docs.findings import Finding, Origin
from wenming_docs.records import dataclass

_EVERY = "各"
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Board:
    """One file as of a day, of one unit if ``unit`` names it.

    ``tasks`` are those without subtasks; ``reported`` is the period that ``lacking`` is about, None
    where no unit below reports; ``errors`` counts what could not be read or cannot be.
    """

    file: str
    workspace: Workspace
    as_of: date
    period: Period | None
    unit: str
    targets: tuple[TargetProgress, ...]
    tasks: tuple[TaskStanding, ...]
    phases: tuple[PlacedPhase, ...]
    phase: PlacedPhase | None
    results: tuple[Row, ...]
    issues: tuple[IssueState, ...]
    gaps: tuple[Finding, ...]
    reported: Period | None
    lacking: tuple[Standing, ...]
    errors: int

    @property
    def name(self) -> str:
        """The office, or the file where nobody wrote it."""
        return str(self.workspace.unit.name or self.file)

    @property
    def issue_counts(self) -> IssueCounts:
        return count_issues(self.issues)

    @property
    def overdue_issues(self) -> tuple[IssueState, ...]:
        """Open problems after their deadline, the longest overdue first."""
        late = (state for state in self.issues if state.overdue)
        return tuple(sorted(late, key=lambda state: -(state.days_late or 0)))

    @property
    def days_to_inspection(self) -> int | None:
        """Days to 迎检日期; None without one, or when it is past."""
        day = day_of(self.workspace.campaign.inspected_on, self.workspace.year)
        return (day - self.as_of).days if day and day >= self.as_of else None

    @property
    def latest_result(self) -> date | None:
        """The day of the last result."""
        return max((row.end for row in self.results if row.end), default=None)

    def in_state(self, state: TaskState) -> tuple[TaskStanding, ...]:
        """The tasks in one state, most days first."""
        return tuple(sorted((t for t in self.tasks if t.state is state), key=lambda task: -task.days))

    def by_phase(self) -> tuple[tuple[PlacedPhase | None, tuple[TaskStanding, ...]], ...]:
        """Each phase with the tasks that are due in it; None holds those due in none."""
        found: list[tuple[PlacedPhase | None, tuple[TaskStanding, ...]]] = [
            (phase, tuple(t for t in self.tasks if t.phase == phase.index)) for phase in self.phases
        ]
        placed = {phase.index for phase in self.phases}
        return (*found, (None, tuple(t for t in self.tasks if t.phase not in placed)))


def make_board(
    workspace: Workspace,
    file: str,
    today: date,
    *,
    unit: str = "",
    period: Period | None = None,
    errors: int = 0,
) -> Board:
    """The board as of ``today``, or of the end of ``period`` if that is earlier.

    What the units below reported counts as far as it had come by ``today``: the reports of a period
    come after its end.
    """
    as_of = min(today, period.end) if period else today
    tree = task_tree(workspace)
    leaves = leaf_standings(task_standings(workspace, as_of, period))
    targets = target_progress(workspace, as_of)
    first = period.start if period else counted_from(workspace)
    rows = tuple(row for row in ledger(workspace, tree).rows if counts(row, first, as_of))
    issues = issue_states(workspace, as_of)
    if unit:
        leaves = tuple(leaf for leaf in leaves if does(workspace, leaf.node, unit))
        targets = tuple(target for target in targets if _answers(workspace, target, unit))
        rows = tuple(row for row in rows if unit in (str(row.result.unit or ""), *row.counted_for))
        issues = issues_of_units(workspace, issues, (unit,))
    reported = period or month_due(workspace, as_of)
    below = (
        lacking(standings(workspace, reported, today if period else None, seen=today))
        if workspace.subordinates and reported
        else ()
    )
    return Board(
        file,
        workspace,
        as_of,
        period,
        unit,
        targets,
        leaves,
        schedule(workspace).phases,
        current_phase(workspace, as_of),
        rows,
        issues,
        tuple(gaps(workspace)),
        reported if workspace.subordinates else None,
        tuple(one for one in below if not unit or unit in one.path),
        errors,
    )


# units


def known_units(workspace: Workspace) -> set[str]:
    """Every unit that the facts name."""
    names = {str(unit) for unit in workspace.unit.units()}
    for node in task_tree(workspace).all:
        names |= {str(unit) for unit in (*node.leads, *node.supporting_units)}
    names |= {str(unit) for target in workspace.targets for unit in target.unit}
    names |= {str(unit) for issue in workspace.issue_ledger for unit in issue.unit}
    for row in ledger(workspace, task_tree(workspace)).rows:
        names |= {str(row.result.unit or ""), *row.counted_for}
    return names - {""}


def does(workspace: Workspace, node: TaskNode, unit: str) -> bool:
    """Whether ``unit`` leads or supports a task, by its name or as one of 各社区."""
    return _among(workspace, (*node.leads, *node.supporting_units), unit)


def _answers(workspace: Workspace, target: TargetProgress, unit: str) -> bool:
    if target.target.unit:
        return _among(workspace, target.target.unit, unit)
    nodes = task_tree(workspace).find(str(target.target.task or target.name))
    return any(does(workspace, node, unit) for node in nodes)


def _among(workspace: Workspace, units: Iterable[str], unit: str) -> bool:
    named = {str(one) for one in units}
    groups = (*workspace.unit.departments, *workspace.unit.subordinates, *workspace.unit.others)
    sorts = {f"{_EVERY}{group.sort}" for group in groups if group.sort and unit in group.units}
    return unit in named or not sorts.isdisjoint(named)


# JSON


def as_data(board: Board) -> dict[str, Any]:
    """A board for other programs; docs/看板.md lists its names. Rates are numbers in percent."""
    counted = board.issue_counts
    return {
        "file": board.file,
        "office": str(board.workspace.unit.name) if board.workspace.unit.name else None,
        "as_of": board.as_of.isoformat(),
        "period": board.period.label if board.period else None,
        "unit": board.unit or None,
        "phase": str(board.phase.phase.name) if board.phase else None,
        "days_to_inspection": board.days_to_inspection,
        "errors": board.errors,
        "targets": [_target_data(target) for target in board.targets],
        "tasks": [_task_data(task) for task in board.tasks],
        "phases": [_phase_data(phase, tasks) for phase, tasks in board.by_phase() if phase],
        "results": {"rows": len(board.results), "latest": _day(board.latest_result)},
        "issues": {
            "opened": counted.opened,
            "closed": counted.closed,
            "open": counted.open,
            "overdue": [_issue_data(state) for state in board.overdue_issues],
        },
        "gaps": [{**_place(gap.origin), "text": gap.message.partition("：")[2]} for gap in board.gaps],
        "reported": board.reported.label if board.reported else None,
        "lacking": [{"unit": one.name, "state": str(one.state), "why": one.why} for one in board.lacking],
    }


def _target_data(target: TargetProgress) -> dict[str, Any]:
    return {
        "indicator": str(target.name),
        "goal": str(target.goal),
        "done": str(target.done) if target.done else None,
        "rate": _number(target.rate),
        "elapsed": _number(target.elapsed),
        "remaining": str(target.remaining) if target.remaining else None,
        "deadline": _day(target.deadline),
        "standing": str(target.standing),
        "light": _light(target.light),
        "days_over": target.days_over,
        "cause": target.cause,
        **_place(target.name.origin),
    }


def _task_data(task: TaskStanding) -> dict[str, Any]:
    return {
        "task": str(task.node.name),
        "path": [str(name) for name in task.node.path],
        "lead": [str(unit) for unit in task.node.leads],
        "state": str(task.state),
        "light": _light(task.light),
        "due": _day(task.due),
        "days": task.days,
        **_place(task.node.name.origin),
    }


def _phase_data(phase: PlacedPhase, tasks: Sequence[TaskStanding]) -> dict[str, Any]:
    return {
        "phase": str(phase.phase.name),
        "start": phase.start.isoformat(),
        "end": phase.end.isoformat(),
        "tasks": len(tasks),
        **{_light(light) or "": sum(task.light is light for task in tasks) for light in Light},
    }


def _issue_data(state: IssueState) -> dict[str, Any]:
    issue = state.issue
    return {
        "place": str(issue.place) if issue.place else None,
        "problem": str(issue.problem),
        "unit": [str(unit) for unit in issue.unit],
        "due": _day(state.due),
        "days_late": state.days_late,
        **_place(issue.problem.origin),
    }


def _place(origin: Origin | None) -> dict[str, Any]:
    return {"at": str(origin.file) if origin else None, "line": origin.line if origin else None}


def _light(light: Light | None) -> str | None:
    return {Light.GREEN: "green", Light.YELLOW: "yellow", Light.RED: "red", None: None}[light]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(rate: Decimal | None) -> float | None:
    return None if rate is None else float(rate.quantize(_TENTH, ROUND_HALF_UP))


__all__ = ["Board", "as_data", "does", "known_units", "make_board"]
