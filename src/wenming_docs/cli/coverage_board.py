"""The coverage on a screen: a table where it is wide enough, else an item a line; then what is amiss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from wenming_docs.cli.console import DONE, FAILED, ITEM, Screen, clean, paint
from wenming_docs.cli.drawing import drawn
from wenming_docs.cli.help import wrap
from wenming_docs.facts.analysis import TaskNode
from wenming_docs.facts.analysis.coverage import AssessmentCoverage, Covered, rows_of_unit
from wenming_docs.facts.analysis.scoring import Review, Score, points_of, review, score_of, scores
from wenming_docs.facts.model import Workspace
from wenming_docs.facts.values import percent_text
from wenming_docs.facts.values.amounts import plain_number
from wenming_docs.findings import Origin

if TYPE_CHECKING:
    pass

_WIDE = 88
"""Columns that the table needs; a narrower window, or a pipe, gets an item a line."""
_COLOURS = {DONE: "green", FAILED: "red", ITEM: "yellow"}
_NONE = "—"


def board(workspace: Workspace, coverage: AssessmentCoverage, screen: Screen, unit: str = "") -> str:
    """The whole text; ``unit`` leaves only that unit's items."""
    rows = rows_of_unit(workspace, coverage, unit) if unit else coverage.rows
    found = review(workspace, coverage)
    changed = {change.row.item.loc for change in found.changed} if found else set()
    signs = [_sign(row, row.item.loc in changed) for row in rows]
    lines = [*_folded(_headline(workspace, coverage, rows, unit), screen), ""]
    if screen.columns is not None and screen.columns >= _WIDE:
        lines += _table(rows, signs, screen.columns)
    else:
        lines += [line for row, sign in zip(rows, signs, strict=True) for line in _item(row, sign, screen)]
    legend = f"{DONE} 有任务对应；{FAILED} 没有任务对应；{ITEM} 文字改了，要重新核对"
    lines += ["", *_folded(legend, screen)]
    for title, points in _sections(coverage, rows, found, unit):
        lines += ["", f"{title}："]
        lines += [line for point in points for line in _folded(f"  {clean(point)}", screen)]
    return "\n".join(lines)


def _headline(workspace: Workspace, coverage: AssessmentCoverage, rows: Sequence[Covered], unit: str) -> str:
    system = workspace.assessment_system
    name = clean(str(system.name)) if system and system.name else "测评体系"
    if unit:
        return f"{name}：{clean(unit)}牵头、配合的有{len(rows)}项，全部{len(coverage.rows)}项"
    holes = len(coverage.holes)
    return f"{name}：共{len(rows)}项内容，{len(rows) - holes}项有任务对应，{holes}项没有"


def _sign(row: Covered, changed: bool) -> str:
    if not row.links:
        return FAILED
    return ITEM if changed else DONE


# an item a line


def _item(row: Covered, sign: str, screen: Screen) -> Iterator[str]:
    """The item, and under it its tasks; a pipe gets both on one line."""
    item = row.item
    words = " ".join(filter(None, (str(item.code or ""), str(item.content), _marks(row))))
    tasks = "；".join(_task(task) for task in row.doers)
    painted = paint(sign, _COLOURS[sign])
    if screen.columns is None:
        yield " ".join(filter(None, (painted, clean(words), f"→ {clean(tasks)}" if tasks else "")))
        return
    first, *rest = wrap(clean(words), screen.columns - 3)
    yield f"{painted} {first}"
    yield from (f"  {line}" for line in rest)
    if tasks:
        yield from (f"  {line}" for line in wrap(f"→ {clean(tasks)}", screen.columns - 3))


def _marks(row: Covered) -> str:
    full, given = points_of(row.item), score_of(row.item)
    if full is None:
        return ""
    return f"{plain_number(full)}分" if given is None else f"{plain_number(given)}/{plain_number(full)}分"


def _task(task: TaskNode) -> str:
    leads = "、".join(task.leads)
    return f"{task.name}（{leads}）" if leads else str(task.name)


# a table


def _table(rows: Sequence[Covered], signs: Sequence[str], columns: int) -> list[str]:
    """The rows as a table of ``columns`` columns, an indicator's name above its items."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, width=columns - 1, header_style="bold")
    table.add_column("")
    table.add_column("编号", no_wrap=True)
    table.add_column("测评内容", ratio=4, overflow="fold")
    table.add_column("分值", justify="right", no_wrap=True)
    table.add_column("自评", justify="right", no_wrap=True)
    table.add_column("对应任务", ratio=4, overflow="fold")
    table.add_column("牵头单位", ratio=2, overflow="fold")
    table.add_column("佐证", justify="right", no_wrap=True)
    above = None
    for row, sign in zip(rows, signs, strict=True):
        level = row.item.indicator or row.item.project
        if level is not above and row.item.criterion is not None:
            above = level
            table.add_row("", Text(clean(str(level.code or ""))), Text(clean(str(level.name)), style="bold"))
        table.add_row(Text(sign, style=_COLOURS[sign]), *(Text(clean(cell)) for cell in _cells(row)))
    return drawn(table, columns)


def _cells(row: Covered) -> Iterator[str]:
    yield str(row.item.code or _NONE)
    yield str(row.item.content)
    yield _number(points_of(row.item))
    yield _number(score_of(row.item))
    yield "、".join(str(task.name) for task in row.doers) or _NONE
    yield "、".join(row.leads) or _NONE
    yield f"{len(row.evidence)}件" if row.evidence else _NONE


def _number(value: Decimal | None) -> str:
    return _NONE if value is None else plain_number(value)


# what is amiss


def _sections(
    coverage: AssessmentCoverage, rows: Sequence[Covered], found: Review | None, unit: str
) -> Iterator[tuple[str, list[str]]]:
    """Each list with its title, empty ones left out; the marks come last."""
    own = {row.item.loc for row in rows}
    holes = () if unit else coverage.holes
    doubled = [row for row in coverage.doubled if row.item.loc in own]
    bare = [row for row in coverage.unproved if row.item.loc in own]
    lists = [
        ("没有任务对应", [f"{_said(row)}{_at(row.item.origin)}" for row in holes]),
        ("几项任务都对应", [f"{_said(row)} → {'；'.join(map(_task, row.doers))}" for row in doubled]),
        ("测评体系里没有的编号", [] if unit else list(_unknown(coverage))),
        ("编号重复", [] if unit else [f"{twin.again}{_at(twin.again.origin)}" for twin in coverage.twins]),
        *_reviewed(found, own),
        ("没有佐证", ["、".join(row.item.label for row in bare)] if bare else []),
    ]
    for title, points in lists:
        if points:
            count = len(bare) if title == "没有佐证" else len(points)
            yield f"{title}（{count}项）", points
    if not unit and (marks := list(_scores(coverage))):
        yield "自评得分", marks


def _said(row: Covered) -> str:
    return f"{row.item.code} {row.item.content}" if row.item.code else str(row.item.content)


def _at(origin: Origin | None) -> str:
    return f"（{origin.file}:{origin.line}）" if origin else ""


def _unknown(coverage: AssessmentCoverage) -> Iterator[str]:
    for link in coverage.unknown:
        close = coverage.meant(link.number)
        cure = f"，是不是想写“{close}”" if close else ""
        yield f"{link.number} → {link.task.name}{_at(link.number.origin)}{cure}"


def _reviewed(found: Review | None, own: set[tuple[str | int, ...]]) -> Iterator[tuple[str, list[str]]]:
    """What is to be looked at again: the changed items with exactly their tasks, the new, the gone."""
    if found is None:
        return
    changed = [change.row for change in found.changed if change.row.item.loc in own]
    yield (
        "文字改了，要重新核对",
        [f"{_said(row)} → {'；'.join(map(_task, row.tasks)) or '没有任务对应'}" for row in changed],
    )
    yield "上次核对以后加的", [_said(row) for row in found.new if row.item.loc in own]
    yield "上次核对过，现在没有的编号", [str(code) for code in found.gone]


def _scores(coverage: AssessmentCoverage) -> Iterator[str]:
    """The marks of the projects and of the whole, where any item has been assessed."""
    found = scores(coverage)
    if not found.whole.assessed:
        return
    for level, score in found.projects:
        yield f"{' '.join(filter(None, (level.code, level.name)))}：{_score(score)}"
    yield f"全部：{_score(found.whole)}"


def _score(score: Score) -> str:
    """52.5分，满分56分，得分率93.75%; what has not been assessed yet is said."""
    if not score.assessed or score.share is None:
        return f"还没有自评，满分{plain_number(score.points)}分"
    said = f"{plain_number(score.score)}分，满分{plain_number(score.assessed_points)}分"
    said += f"，得分率{percent_text(score.share)}"
    return said if score.complete else f"{said}（自评了{score.assessed}项，共{score.items}项）"


def _folded(text: str, screen: Screen) -> Iterable[str]:
    """``text`` within the screen, its further lines set in."""
    if screen.columns is None:
        return [text]
    indent = text[: len(text) - len(text.lstrip())]
    first, *rest = wrap(text.lstrip(), screen.columns - len(indent) - 3) or [""]
    return [indent + first, *(f"{indent}  {line}" for line in rest)]
