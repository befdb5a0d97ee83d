"""The rows of the ledger: each result with its time, its task, and the unit it counts for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

from wenming_docs.facts.analysis.tasks import TaskNode, TaskTree
from wenming_docs.facts.model import Figure, Result, Task, Workspace, family_of
from wenming_docs.facts.values import BadValue, Period
from wenming_docs.records import dataclass
from wenming_docs.zh import BadDate, parse_date


@dataclass(frozen=True, slots=True)
class Row:
    """One result with its resolved time and task; ``start``/``end`` are None where unknown.

    ``index`` tells rows apart: of the file's own rows it is the position in ``results``, rows of
    subordinate units follow. ``source_path`` names the units from the top down to the file that
    wrote the row, () for the file's own; ``counted_for`` the same down to the unit that the row
    is about, which may be one without a file.
    """

    result: Result
    index: int
    start: date | None
    end: date | None
    task: TaskNode | None
    counted_for: tuple[str, ...] = ()
    source_path: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """The unit it counts for at this level; "" for the office itself."""
        return self.counted_for[0] if self.counted_for else ""

    def falls_in(self, period: Period | None) -> bool:
        """Whether the row belongs to ``period``; a row without a time belongs to every period."""
        if period is None or self.end is None:
            return True
        if period.start is None:
            return self.end <= period.end
        return period.start <= (self.start or self.end) and self.end <= period.end


def own_rows(workspace: Workspace, tree: TaskTree) -> list[Row]:
    """The rows of the file itself, in written order."""
    selves, year = _names_of(workspace), workspace.year
    rows = []
    for index, result in enumerate(workspace.results):
        start, end = time_of(result, year)
        tasks = tree.find(result.task) if result.task else []
        unit = str(result.unit or "")
        counted_for = () if unit in selves else (unit,)
        rows.append(Row(result, index, start, end, tasks[0] if tasks else None, counted_for))
    return rows


def subordinate_rows(workspace: Workspace, tree: TaskTree, own: list[Row]) -> Iterator[Row]:
    """The figures of all units below, at any depth, in the order of their units.

    Their tasks are those of ``tree``: by the name they give, else where the indicator is counted
    otherwise, so that a total is told in one place. What they did without a figure stays theirs.
    """
    below = list(_rows_below(workspace, tree))
    homes = _homes(workspace, tree, [*own, *(row for row in below if row.task)])
    index = len(workspace.results)
    for row in below:
        for figures, task in _by_task(row, homes):
            yield replace(row, result=_figures_only(row.result, figures), index=index, task=task)
            index += 1


def _rows_below(workspace: Workspace, tree: TaskTree) -> Iterator[Row]:
    for path, unit in family_of(workspace):
        below = unit.workspace
        if below is None:
            continue
        selves = _names_of(below) | {path[-1]}
        names, year = dict(_names_by_code(below.tasks)), below.year
        for result in below.results:
            if result.figures:
                start, end = time_of(result, year)
                about = str(result.unit or "")
                task = names.get(str(result.task or ""), str(result.task or ""))
                counted_for = path if about in selves else (*path, about)
                node = next(iter(tree.find(task)), None) if task else None
                yield Row(result, 0, start, end, node, counted_for, path)


def _names_by_code(tasks: tuple[Task, ...]) -> Iterator[tuple[str, str]]:
    """编号 → name: a unit's own number may be another task's with its superior."""
    for task in tasks:
        if task.code:
            yield str(task.code), str(task.name)
        yield from _names_by_code(task.subtasks)


def _names_of(workspace: Workspace) -> set[str]:
    return {"", *workspace.unit.own_names()}


def _homes(workspace: Workspace, tree: TaskTree, rows: list[Row]) -> dict[str, TaskNode]:
    """Indicator → the task under which it is counted at this level, where that is one task."""
    found: dict[str, dict[int, TaskNode | None]] = {}
    for row in rows:
        for figure in row.result.figures:
            found.setdefault(str(figure.name), {})[id(row.task)] = row.task
    for target in workspace.targets:
        if target.indicator and target.task and (tasks := tree.find(target.task)):
            found.setdefault(str(target.indicator), {})[id(tasks[0])] = tasks[0]
    single = {name: next(iter(tasks.values())) for name, tasks in found.items() if len(tasks) == 1}
    return {name: node for name, node in single.items() if node is not None}


def _by_task(row: Row, homes: dict[str, TaskNode]) -> list[tuple[tuple[Figure, ...], TaskNode | None]]:
    """The figures of a subordinate's row, by the task of this level."""
    if row.task:
        return [(row.result.figures, row.task)]
    groups: dict[int, tuple[list[Figure], TaskNode | None]] = {}
    for figure in row.result.figures:
        home = homes.get(str(figure.name))
        groups.setdefault(id(home), ([], home))[0].append(figure)
    return [(tuple(figures), task) for figures, task in groups.values()]


def _figures_only(result: Result, figures: tuple[Figure, ...]) -> Result:
    if figures == result.figures and not result.matter and not result.progress:
        return result
    return result.model_copy(update={"figures": figures, "matter": None, "progress": None})


def time_of(result: Result, year: int | None) -> tuple[date | None, date | None]:
    """First and last day of a result; (None, None) if it has none or it cannot be read."""
    return _time(str(result.date or ""), str(result.period or ""), year)


@lru_cache(maxsize=4096)
def _time(date_text: str, period_text: str, year: int | None) -> tuple[date | None, date | None]:
    try:
        if date_text:
            day = parse_date(date_text)
            on = day.resolve(year) if day else None
            return on, on
        if period_text:
            period = Period.parse(period_text, year=year)
            return period.start, period.end
    except (BadDate, BadValue, ValueError):
        return None, None
    return None, None
