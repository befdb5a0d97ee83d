"""目标完成情况 and 任务进展情况: the total first, then who lags behind; the rates stand in the table.

In a sentence rates are said of two targets at most, and never of an inexact number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from wenming_docs.blocks import Cell, Column, Table, inlines
from wenming_docs.facts.analysis.issuing import issued, told_until
from wenming_docs.facts.analysis.progress import (
    WANTING,
    Standing,
    TargetProgress,
    by_standing,
    measured_targets,
    target_progress,
)
from wenming_docs.facts.analysis.task_states import (
    TaskState,
    by_state,
    leaf_standings,
    task_standings,
)
from wenming_docs.facts.values import Period, PeriodKind, percent_text
from wenming_docs.findings import SourceText
from wenming_docs.words.contexts.chart_parts import targets_chart
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.figures import attachment_label
from wenming_docs.words.contexts.progress_views import (
    NamedView,
    OneTargetView,
    ProgressView,
    StandingView,
)
from wenming_docs.words.contexts.views import PartView
from wenming_docs.zh import date_text

TARGETS, TASKS, TABLE = "目标完成情况", "任务进展情况", "目标完成情况表"
"""The names under which an author takes them."""
OPENED = ("进展汇报", "工作总结", "报告")
"""Kinds whose usual structure tells the total first."""
MANY = 3
"""From so many targets on they are told as a whole, with a table."""
_NAMED = 3
_GROUPS = 5
_NONE = "—"
_WHOLE = {"已完成": "全部完成", "常态开展": "均在常态开展"}
_HEADS = ("指标", "年度目标", "完成情况", "完成率", "时序进度", "评价")

Parts = tuple[PartView, ...]


class _Named(Protocol):
    @property
    def name(self) -> SourceText: ...


def as_of_day(composer: Composer) -> date | None:
    """The last day that counts: the end of the period, or the document's own date if that is earlier."""
    dated = issued(composer.workspace, composer.document)
    if composer.period is None:
        return dated.last if dated else None
    return told_until(dated, composer.period)


def targets_part(composer: Composer, level: int) -> Parts:
    """How the measured targets stand, with a table from three on; none without a measured target."""
    if not measured_targets(composer.workspace):
        return ()
    as_of = as_of_day(composer)
    return _refused(composer, TARGETS) if as_of is None else _targets(composer, as_of)


def opening_part(composer: Composer) -> Parts:
    """The same as the opening of a report that its author left to the program; () where it says nothing.

    A report of some units only says nothing of the goals of all, and one of a few days nothing of
    a year's: results recorded by the month are not in yet.
    """
    as_of = as_of_day(composer)
    if composer.kind.name not in OPENED or _is_short(composer.period):
        return ()
    if as_of is None or composer.document.units or composer.leaves_out(TARGETS, "工作目标"):
        return ()
    return _targets(composer, as_of)


def _is_short(period: Period | None) -> bool:
    shorter = (PeriodKind.WEEK, PeriodKind.TEN_DAYS, PeriodKind.FORTNIGHT, PeriodKind.HALF_MONTH)
    return period is not None and period.kind in shorter


def _targets(composer: Composer, as_of: date) -> Parts:
    found = _kept(composer, as_of)
    if not found:
        return ()
    composer.taken.update({"target_progress", *_taken(composer)})
    composer.totalled.update(str(target.name) for target in found)
    if len(found) < MANY:
        single = tuple(_single(composer, target) for target in found)
        view = ProgressView(_day(composer, as_of), None, single, None, (), (), None, False)
        return (PartView("进度", view),)
    listed = TABLE in composer.attachment_numbers
    groups = {str(standing): group for standing, group in by_standing(found).items()}
    wanting = [str(standing) for standing in WANTING]
    view = _grouped(composer, as_of, f"{len(found)}项量化目标", groups, wanting, below=not listed)
    chart = targets_chart(composer, found)
    if listed:
        return (PartView("进度", view), *chart)
    with composer.block():
        table = _table(composer, found)
    return (PartView("进度", view), PartView("块", (table,)), *chart)


def _kept(composer: Composer, as_of: date) -> tuple[TargetProgress, ...]:
    return tuple(
        target
        for target in target_progress(composer.workspace, as_of)
        if not composer.leaves_out(str(target.name))
    )


def _taken(composer: Composer) -> set[str]:
    """工作目标 is told whole where it holds nothing but measured targets."""
    targets = composer.workspace.targets
    plain = all(target.indicator and target.goal and not target.text for target in targets)
    return {"targets"} if plain else set()


def _refused(composer: Composer, name: str) -> Parts:
    place = composer.document.kind.origin or composer.where()
    hint = "给这份文稿写上“期间: 1—6月”，没有期间的写上“日期”"
    composer.error("F174", f"取了“{name}”，可不知道截至哪一天", hint, place)
    return ()


def _day(composer: Composer, as_of: date) -> SourceText:
    text = date_text(as_of)
    year = composer.workspace.year
    return composer.phrase(text.split("年", 1)[1] if as_of.year == year else text)


def _single(composer: Composer, target: TargetProgress) -> OneTargetView:
    judged = target.standing is not Standing.UNKNOWN or target.done is None
    return OneTargetView(
        composer.show(target.name),
        composer.show(str(target.done), target.done) if target.done else None,
        composer.show(str(target.goal), target.goal),
        composer.phrase(percent_text(target.rate)) if target.rate is not None and target.done else None,
        composer.phrase(str(target.standing)) if judged else None,
    )


def _grouped(
    composer: Composer,
    as_of: date,
    subject: str,
    groups: Mapping[str, Sequence[_Named]],
    wanting: Sequence[str],
    *,
    below: bool = False,
) -> ProgressView:
    day = _day(composer, as_of)
    alone = [one for group in groups.values() for one in group][:2]
    said = composer.show(alone[0].name) if len(alone) == 1 else composer.phrase(subject)
    reference = None
    if not below and TABLE in composer.attachment_numbers and "目标" in subject:
        reference = composer.phrase(attachment_label(composer, TABLE))
    if len(groups) == 1:
        [(label, group)] = groups.items()
        whole = composer.phrase(label if len(group) == 1 else _WHOLE.get(label, f"均{label}"))
        return ProgressView(day, said, (), whole, (), (), reference, below)
    views = [
        StandingView(composer.phrase(str(len(group))), composer.phrase(label))
        for label, group in groups.items()
    ]
    sentences = tuple(tuple(views[start : start + _GROUPS]) for start in range(0, len(views), _GROUPS))
    named = tuple(_named(composer, label, groups[label]) for label in wanting if label in groups)
    return ProgressView(day, said, (), None, sentences, named, reference, below)


def _named(composer: Composer, label: str, group: Sequence[_Named]) -> NamedView:
    few = len(group) <= _NAMED + 1
    return NamedView(
        composer.phrase(label),
        tuple(composer.show(one.name) for one in (group if few else group[:_NAMED])),
        None if few else composer.phrase(str(len(group))),
    )


def target_table(composer: Composer) -> Table | None:
    """目标完成情况表: goal, total, rate, elapsed share and standing of each measured target."""
    if not measured_targets(composer.workspace):
        return None
    as_of = as_of_day(composer)
    if as_of is None:
        _refused(composer, TABLE)
        return None
    found = _kept(composer, as_of)
    composer.taken.update(_taken(composer))
    composer.totalled.update(str(target.name) for target in found)
    return _table(composer, found) if found else None


def _table(composer: Composer, found: Sequence[TargetProgress]) -> Table:
    columns = tuple(Column(inlines(SourceText(head))) for head in _HEADS)
    return Table(columns, tuple(_row(composer, target) for target in found))


def _row(composer: Composer, target: TargetProgress) -> tuple[Cell, ...]:
    done = composer.show(str(target.done), target.done) if target.done else SourceText(_NONE)
    texts = (
        composer.show(target.name),
        composer.show(str(target.goal), target.goal),
        done,
        SourceText(percent_text(target.rate) if target.rate is not None else _NONE),
        SourceText(percent_text(target.elapsed) if target.elapsed is not None else _NONE),
        SourceText(_NONE if target.standing is Standing.UNKNOWN else str(target.standing)),
    )
    return tuple(Cell(inlines(text)) for text in texts)


# tasks


class _Task:
    """A task under the name by which a sentence calls it."""

    def __init__(self, name: SourceText) -> None:
        self.name = name


_WANTED_TASKS = (TaskState.OVERDUE, TaskState.SILENT)


def tasks_part(composer: Composer, level: int) -> Parts:
    """How the tasks stand: how many in which state, overdue and silent ones by name; none without tasks."""
    if not composer.tree:
        return ()
    as_of = as_of_day(composer)
    if as_of is None:
        return _refused(composer, TASKS)
    tops = task_standings(composer.workspace, as_of, composer.period)
    leaves = [leaf for leaf in leaf_standings(tops) if not composer.leaves_out(str(leaf.node.name))]
    if not leaves:
        return ()
    groups: dict[str, Sequence[_Named]] = {
        _label(composer, state): [_Task(leaf.node.name) for leaf in group]
        for state, group in by_state(leaves).items()
    }
    wanting = [_label(composer, state) for state in _WANTED_TASKS]
    return (PartView("进度", _grouped(composer, as_of, f"{len(leaves)}项任务", groups, wanting)),)


def _label(composer: Composer, state: TaskState) -> str:
    """没有进展 is about the document's period."""
    return f"本期{state}" if state is TaskState.SILENT and composer.period else str(state)


__all__ = ["as_of_day", "opening_part", "target_table", "targets_part", "tasks_part"]
