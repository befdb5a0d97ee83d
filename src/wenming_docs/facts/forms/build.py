"""Facts → the form of one unit. Ids of rows come from what tells rows apart, never from where they stand."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

from wenming_docs.facts.analysis import task_tree, time_of
from wenming_docs.facts.analysis.duties import Duty, Role, duties, units_meant
from wenming_docs.facts.forms.unit_form import (
    ISSUE_COLUMNS,
    RESULT_COLUMNS,
    SPARE_ROWS,
    TASK_COLUMNS,
    Cell,
    FormRow,
    FormSheet,
    Identity,
    Place,
    UnitForm,
    What,
)
from wenming_docs.facts.model import Issue, Loc, Result, Stage, Workspace
from wenming_docs.facts.values import Period


def units_to_fill(workspace: Workspace) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The units that have a part in the plan, and names that have one but are no declared unit.

    Units come as 单位 declares them. Where it declares none, every name counts as a unit.
    """
    named = dict.fromkeys(duties(task_tree(workspace), workspace.unit))
    for issue in workspace.issue_ledger:
        named |= dict.fromkeys(str(meant) for u in issue.unit for meant in units_meant(workspace.unit, u))
    named |= dict.fromkeys(str(result.unit) for result in workspace.results if result.unit)
    own = workspace.unit.own_names()
    declared = [str(unit) for unit in workspace.unit.units() if str(unit) not in own]
    others = [name for name in named if name not in declared and name not in own and "待填" not in name]
    if not declared:
        return tuple(others), ()
    return tuple(name for name in dict.fromkeys(declared) if name in named), tuple(others)


def build_form(
    workspace: Workspace, unit: str, what: tuple[What, ...], entry: str, period: Period | None = None
) -> UnitForm:
    """The form of one unit; ``entry`` names the plan's file, ``period`` leaves out results of other times."""
    files = [str(name) for group in workspace.unit.subordinates for name, _ in group.files]
    own = tuple(duties(task_tree(workspace), workspace.unit).get(unit, ()))
    makers = {
        What.TASKS: lambda: FormSheet(What.TASKS, TASK_COLUMNS, tuple(_task_rows(workspace, own))),
        What.RESULTS: lambda: FormSheet(
            What.RESULTS, RESULT_COLUMNS, tuple(_result_rows(workspace, unit, period)), SPARE_ROWS
        ),
        What.ISSUES: lambda: FormSheet(What.ISSUES, ISSUE_COLUMNS, tuple(_issue_rows(workspace, unit))),
    }
    sheets = [makers[each]() for each in What if each in what]
    kept = [s for s in sheets if s.rows or (s.what is What.RESULTS and unit not in files)]
    report_by = workspace.rollup.report_by if workspace.rollup else None
    return UnitForm(
        unit,
        identity(workspace, entry),
        str(period) if period else "",
        str(report_by or ""),
        tuple(kept),
        _tasks_to_choose(workspace, own),
        _indicators(workspace, unit),
        tuple(dict.fromkeys(str(person.name) for person in workspace.people if "待填" not in person.name)),
        unit in files,
    )


def identity(workspace: Workspace, entry: str) -> Identity:
    """What tells this plan from another."""
    campaign = workspace.campaign
    name = str(campaign.name or campaign.honour or "")
    return Identity(str(workspace.unit.name or ""), name, str(campaign.year or ""), entry)


# tasks


def _task_rows(workspace: Workspace, own: tuple[Duty, ...]) -> Iterator[FormRow]:
    ids = _Ids("任务")
    known = {node.loc: ids.of(*map(str, node.path)) for node in task_tree(workspace).all}
    for duty in own:
        task, loc, leads = duty.node.task, duty.node.loc, duty.role is Role.LEAD

        def cell(attribute: str, text: object, editable: bool, at: Loc = loc) -> Cell:
            return Cell(str(text or ""), editable, Place(at, attribute))

        path = "／".join(map(str, duty.node.path))
        cells = {
            "task": Cell(path),
            "content": Cell(str(task.content or "")),
            "role": Cell(str(duty.role)),
            "deadline": cell("deadline", task.deadline and task.deadline.text, leads and not task.deadline),
            "responsible_person": cell("responsible_person", _joined(task.responsible_person), leads),
            "contact": cell("contact", task.contact, leads),
            "frequency": cell("frequency", task.frequency, leads),
            "quantity": cell("quantity", task.quantity and task.quantity.text, leads),
            "evidence": cell("evidence", _joined(task.evidence), leads),
        }
        yield FormRow(known[loc], path, cells, workspace.where(*loc))


def _tasks_to_choose(workspace: Workspace, own: tuple[Duty, ...]) -> tuple[str, ...]:
    """What 任务 of a result may say: the unit's own tasks, all of the plan for a unit without any."""
    tree = task_tree(workspace)
    names = []
    for node in [duty.node for duty in own] or [node for node in tree.all if node.is_leaf]:
        unique = len(tree.find(str(node.name))) == 1
        names.append(str(node.name) if unique else str(node.task.code or "/".join(node.path)))
    return tuple(dict.fromkeys(name for name in names if "待填" not in name))


# results


def _result_rows(workspace: Workspace, unit: str, period: Period | None) -> Iterator[FormRow]:
    ids = _Ids("成果")
    for index, result in enumerate(workspace.results):
        key = ids.of(*result_key(result))
        if str(result.unit or "") != unit or not _falls_in(result, workspace.year, period):
            continue
        first = _result_cells(result, ("results", index))
        origin = workspace.where("results", index)
        name = str(result.matter or "、".join(str(f.name) for f in result.figures) or result.task or "")
        yield FormRow(f"{key}.0", name, first, origin)
        for number in range(1, len(result.figures)):
            cells = {k: Cell(first[k].text if k in ("date", "period", "task") else "") for k in first}
            yield FormRow(
                f"{key}.{number}", name, cells | _figure_cells(result, ("results", index), number), origin
            )


def result_key(result: Result) -> tuple[str, ...]:
    """What tells a result from others: when, where, what; not how much of it, which is corrected later."""
    fields = (result.unit, result.date, result.period, result.task, result.matter)
    return (*(str(text or "") for text in fields), *(str(figure.name) for figure in result.figures))


def _result_cells(result: Result, loc: Loc) -> dict[str, Cell]:
    def cell(attribute: str, text: object) -> Cell:
        return Cell(str(text or ""), True, Place(loc, attribute))

    return {
        "date": cell("date", result.date),
        "period": cell("period", result.period),
        "task": cell("task", result.task),
        **_figure_cells(result, loc, 0),
        "matter": cell("matter", result.matter),
        "progress": cell("progress", result.progress),
        "evidence": cell("evidence", _joined(result.evidence)),
        "remark": cell("remark", result.remark),
    }


def _figure_cells(result: Result, loc: Loc, number: int) -> dict[str, Cell]:
    figure = result.figures[number] if number < len(result.figures) else None
    name, amount = (str(figure.name), str(figure.quantity.text)) if figure else ("", "")
    return {
        "indicator": Cell(name, True, Place(loc, "name", number)),
        "amount": Cell(amount, True, Place(loc, "quantity", number)),
    }


def _falls_in(result: Result, year: int | None, period: Period | None) -> bool:
    start, end = time_of(result, year)
    if period is None or end is None:
        return True
    return (period.start is None or period.start <= (start or end)) and end <= period.end


def _indicators(workspace: Workspace, unit: str) -> tuple[str, ...]:
    """Every indicator, those that the unit counts already first."""
    results = sorted(workspace.results, key=lambda result: str(result.unit or "") != unit)
    names = [str(figure.name) for result in results for figure in result.figures]
    names += [str(target.indicator) for target in workspace.targets if target.indicator]
    return tuple(dict.fromkeys(name for name in names if "待填" not in name))


# problems


def _issue_rows(workspace: Workspace, unit: str) -> Iterator[FormRow]:
    ids = _Ids("问题")
    for index, issue in enumerate(workspace.issue_ledger):
        key = (
            ids.of(str(issue.code)) if issue.code else ids.of("", str(issue.place or ""), str(issue.problem))
        )
        meant = {str(name) for each in issue.unit for name in units_meant(workspace.unit, each)}
        if unit in meant:
            loc: Loc = ("issue_ledger", index)
            yield FormRow(key, str(issue.problem), _issue_cells(issue, loc), workspace.where(*loc))


def _issue_cells(issue: Issue, loc: Loc) -> dict[str, Cell]:
    stages = [move.stage for move in issue.moves]
    closed = Stage.CLOSED in stages or bool(issue.closed_on)

    def cell(attribute: str, text: object) -> Cell:
        return Cell(str(text or ""), not closed, Place(loc, attribute))

    move = rectified_move(issue)
    written = issue.moves[move] if move is not None else None
    note = f"（{written.note}）" if written and written.note else ""
    free = written is None or (move == len(stages) - 1 and not note)
    at = Place(loc, "rectified")
    return {
        "code": Cell(str(issue.code or "")),
        "place": Cell(str(issue.place or "")),
        "problem": Cell(str(issue.problem)),
        "deadline": Cell(str(issue.deadline.text) if issue.deadline else ""),
        "responsible_person": cell("responsible_person", _joined(issue.responsible_person)),
        "measure": cell("measure", issue.measure),
        "rectified": Cell(f"{written.date}{note}" if written else "", free and not closed, at),
        "evidence": cell("evidence", _joined(issue.evidence)),
        "closed": Cell(next((str(m.date) for m in issue.moves if m.stage is Stage.CLOSED), "")),
    } | ({"closed": Cell(str(issue.closed_on))} if issue.closed_on else {})


def rectified_move(issue: Issue) -> int | None:
    """Which step is the 整改 that holds: the last one that was not sent back after it."""
    for number in range(len(issue.moves) - 1, -1, -1):
        if issue.moves[number].stage is Stage.RETURNED:
            return None
        if issue.moves[number].stage is Stage.RECTIFIED:
            return number
    return None


# ids


class _Ids:
    """Ids of rows from what tells them apart; the second of two equal ones is numbered."""

    def __init__(self, sort: str) -> None:
        self.sort = sort
        self.seen: Counter[str] = Counter()

    def of(self, *words: str) -> str:
        digest = hashlib.sha256("\x1f".join((self.sort, *words)).encode()).hexdigest()[:16]
        self.seen[digest] += 1
        return f"{self.sort}-{digest}-{self.seen[digest]}"


def _joined(names: tuple[object, ...]) -> str:
    return "、".join(map(str, names))


__all__ = ["build_form", "identity", "rectified_move", "result_key", "units_to_fill"]
