"""F170–F173: thresholds that mean nothing, and what a report leaves undone without a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from wenming_docs.facts.analysis import Row, TaskNode, ledger, task_tree
from wenming_docs.facts.analysis.lights import light_faults
from wenming_docs.facts.analysis.progress import TargetProgress, measured_targets, target_progress
from wenming_docs.facts.analysis.task_states import (
    TaskStanding,
    TaskState,
    is_finished,
    is_of_whole,
    leaf_standings,
    task_standings,
)
from wenming_docs.facts.analysis.typed import typed_figures
from wenming_docs.facts.checks.days import day_text
from wenming_docs.facts.checks.following import called, reports_of
from wenming_docs.facts.checks.scope import is_whole
from wenming_docs.facts.model import DocumentPlan, Loc, Workspace, leaves
from wenming_docs.findings import Finding, Severity

_NAMED = 3


def senseless_lights(workspace: Workspace) -> Iterator[Finding]:
    """F170: 亮灯 that is no percentage, no number of days, or the wrong way round."""
    for fault in light_faults(workspace):
        yield Finding("F170", Severity.ERROR, fault.message, fault.hint, fault.origin)


def targets_never_told(workspace: Workspace) -> Iterator[Finding]:
    """F171: a target whose deadline has passed by the end of a report, without a single result.

    Only where results are kept up to that deadline: a report may be listed long before its time.
    """
    if not is_whole(workspace, "成果", "工作目标") or not workspace.results:
        return
    kept = max((row.end for row in ledger(workspace, task_tree(workspace)).rows if row.end), default=date.min)
    typed = {figure.name for figure in typed_figures(workspace)}
    owned = _words_of([document for document, _ in _reports(workspace)])
    told: set[int] = set()
    for document, end in _reports(workspace):
        for target in target_progress(workspace, end):
            late = target.deadline is not None and target.deadline <= min(end, kept)
            if not late or target.done is not None or target.cause or target.index in told:
                continue
            told.add(target.index)
            if str(target.name) not in typed and str(target.name) not in owned:
                yield _never_told(workspace, target, document)


def _never_told(workspace: Workspace, target: TargetProgress, document: DocumentPlan) -> Finding:
    due = day_text(target.deadline, workspace.year) if target.deadline else ""
    message = f"指标“{target.name}”的时限是{due}，到{called(document)}截止还没有一条成果"
    hint = f"做了的记进“成果”：“数据:”下面写“{target.name}: ……”；没做的，在“存在问题”里写明“{target.name}”"
    return Finding("F171", Severity.WARNING, message, hint, target.name.origin)


def _reports(workspace: Workspace) -> list[tuple[DocumentPlan, date]]:
    """The reports with a period, and its last day; the one that ends first stands first."""
    ended = [(document, period.end) for document, period in reports_of(workspace) if period]
    return sorted(ended, key=lambda one: one[1])


def finished_short_of_target(workspace: Workspace) -> Iterator[Finding]:
    """F172: a task that is said to be finished while its target is not reached."""
    if not is_whole(workspace, "成果", "工作目标", "任务"):
        return
    tree = task_tree(workspace)
    linked = {
        node.loc
        for _, target in measured_targets(workspace)
        for node in tree.find(str(target.task or target.indicator))
    }
    for row in ledger(workspace, tree).rows if linked else ():
        if row.task and row.task.loc in linked and row.end and _says_done(row):
            yield from _short_of(workspace, row, row.task, row.end)


def _says_done(row: Row) -> bool:
    """Whether a result says of its whole task that it is finished."""
    whole = row.task is not None and is_of_whole(row.task, row)
    return whole and row.result.progress is not None and is_finished(str(row.result.progress))


def _short_of(workspace: Workspace, row: Row, node: TaskNode, day: date) -> Iterator[Finding]:
    progress = row.result.progress
    for target in target_progress(workspace, day, node):
        if progress is None or target.rate is None or target.rate >= 100:
            continue
        message = (
            f"“{node.name}”写了“{progress}”，可指标“{target.name}”到那天只有{target.done}，"
            f"目标是“{target.goal}”"
        )
        hint = "没有做完就改“进度”；做完了就把没有记的数补进“成果”"
        yield Finding("F172", Severity.WARNING, message, hint, progress.origin)


def tasks_never_told(workspace: Workspace) -> Iterator[Finding]:
    """F173: tasks that were due by the end of the last report and have no result at all; one notice."""
    reports = _reports(workspace)
    if not reports or not workspace.results or not is_whole(workspace, "成果", "任务"):
        return
    document, end = reports[-1]
    prose, told = _words_of([document]), _with_results(workspace, end)
    silent = [
        leaf
        for leaf in leaf_standings(task_standings(workspace, end))
        if leaf.state is TaskState.OVERDUE and not _at_or_above(leaf, told)
    ]
    silent = [leaf for leaf in silent if str(leaf.node.name) not in prose]
    if silent:
        names = "、".join(f"“{leaf.node.name}”" for leaf in silent[:_NAMED])
        more = f"等{len(silent)}项任务" if len(silent) > _NAMED else ""
        message = f"{names}{more}时限已过，到{called(document)}截止没有一条成果"
        hint = "做了的记进“成果”，写上“任务: ……”；没做的，在“存在问题”里写明任务的名称"
        yield Finding("F173", Severity.NOTICE, message, hint, silent[0].node.name.origin)


def _words_of(documents: Iterable[DocumentPlan]) -> str:
    """All that the documents say themselves: their sections, problems, next steps, what they leave out."""
    return "\n".join(str(leaf) for leaf in leaves(tuple(documents)))


def _with_results(workspace: Workspace, end: date) -> set[Loc]:
    """The places of the tasks that results name by ``end``."""
    rows = ledger(workspace, task_tree(workspace)).rows
    return {row.task.loc for row in rows if row.task and (not row.end or row.end <= end)}


def _at_or_above(leaf: TaskStanding, told: set[Loc]) -> bool:
    loc = leaf.node.loc
    return any(loc[:length] in told for length in range(2, len(loc) + 1, 2))


__all__ = ["finished_short_of_target", "senseless_lights", "targets_never_told", "tasks_never_told"]
