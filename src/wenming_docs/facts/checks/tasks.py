"""Who does a task: one lead unit, supporters besides it, nobody called 有关单位; each task once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from wenming_docs.facts.analysis import TOGETHER, TaskNode, bare_unit, task_tree
from wenming_docs.facts.checks.scope import is_plan, is_whole, plan_documents
from wenming_docs.facts.model import Prose, Section, Workspace
from wenming_docs.findings import Finding, Severity, SourceText
from wenming_docs.zh.lazy import lazy_pattern

NOBODY = lazy_pattern("(?:.*等|各)?(?:有关|相关)(?:责任)?(?:单位|部门|科室|股室|处室|方面|机构|人员|企业)?")
"""Names that make nobody responsible: 有关单位, 相关部门, 城管办等有关部门."""
SAYS_WHO = lazy_pattern(r"由[^，。；]{1,20}?(?:负责|牵头|承担|组织|落实|实施|办理)|各[一-鿿]{1,4}|牵头|分工")
"""Words in the prose of a plan that name who does something."""
NAMED = lazy_pattern("由[^，。；]{1,20}?(?:负责|牵头)|[^，。；]{2,12}牵头")
"""Words by which the text of a task says who leads it."""
FEWEST = 3
"""With fewer tasks than this it goes without saying who does them."""


def leaderless_tasks(workspace: Workspace) -> Iterator[Finding]:
    """Tasks without a lead unit where others have one; one notice where most of a plan says nobody.

    Files that hold no plan do not print who leads: there a gap is only a notice, and only where
    most tasks have a lead.
    """
    if not is_whole(workspace, "任务", "单位"):
        return
    planned = is_plan(workspace)
    leaves = [node for node in task_tree(workspace).all if node.is_leaf]
    without = [node for node in leaves if not node.lead_unit]
    if len(without) < len(leaves):
        severity = Severity.WARNING if planned else Severity.NOTICE
        for node in without if planned or len(without) * 2 < len(leaves) else ():
            if node.task.content and NAMED.search(str(node.task.content)):
                continue
            hint = "加一行“牵头: ……”；下级任务照用上一级的牵头"
            yield Finding("F060", severity, f"任务“{node.name}”没有牵头单位", hint, node.name.origin)
    elif planned and len(without) >= FEWEST and not _plan_says_who(workspace):
        open_ones = _silent_ones(workspace, without)
        if len(open_ones) * 2 <= len(without):
            return
        some = len(open_ones) < len(without)
        what = (
            f"{len(without)}项任务里有{len(open_ones)}项没有写" if some else f"{len(without)}项任务都没有写"
        )
        hint = "给每项任务加“牵头: ……”；几项同一个单位的，写在上一级任务里"
        place = open_ones[0].name.origin if some else workspace.where("tasks")
        yield Finding("F060", Severity.NOTICE, f"{what}谁来干", hint, place)


def _plan_says_who(workspace: Workspace) -> bool:
    """Whether a section of a plan says it for all tasks."""
    return _names_somebody(
        workspace, [prose for plan in plan_documents(workspace) for prose in _prose(plan.sections)]
    )


def _silent_ones(workspace: Workspace, nodes: list[TaskNode]) -> list[TaskNode]:
    """Those for which neither a person, nor their text, nor that of a task above says who does them."""
    told = {
        below.loc
        for node in task_tree(workspace).all
        if node.task.responsible_person or node.responsible_leader or _text_says_who(workspace, node)
        for below in node.walk()
    }
    return [node for node in nodes if node.loc not in told]


def _text_says_who(workspace: Workspace, node: TaskNode) -> bool:
    task = node.task
    return _names_somebody(
        workspace, [prose for prose in (task.lead_in, task.content, task.afterword) if prose]
    )


def _names_somebody(workspace: Workspace, texts: list[Prose]) -> bool:
    units = [str(unit) for unit in workspace.unit.units() if unit != workspace.unit.name]
    whole = "\n".join(str(prose) for prose in texts)
    return SAYS_WHO.search(whole) is not None or any(unit in whole for unit in units)


def _prose(sections: Iterable[Section]) -> Iterator[Prose]:
    for section in sections:
        if section.text:
            yield section.text
        yield from _prose(section.sections)


def several_leads(workspace: Workspace) -> Iterator[Finding]:
    """Tasks that name more than one lead unit without saying 共同牵头."""
    for node in task_tree(workspace).all:
        units = node.task.lead_unit
        if len(units) < 2 or any(TOGETHER.search(unit) for unit in units):
            continue
        names = "、".join(units)
        hint = f"留一个，其余移到“配合”；真是共同牵头就写成“{names}（共同牵头）”"
        message = f"任务“{node.name}”有{len(units)}个牵头单位：{names}"
        yield Finding("F061", Severity.WARNING, message, hint, units[1].origin)


def leads_among_supporters(workspace: Workspace) -> Iterator[Finding]:
    """Units that lead a task or an activity and are to support it too."""
    for node in task_tree(workspace).all:
        task = node.task
        if node.supporting_units and (task.lead_unit or task.supporting_units):
            place = None if task.supporting_units else task.lead_unit[0]
            yield from _both(node.name, node.lead_unit, node.supporting_units, place)
    for activity in workspace.activities:
        yield from _both(activity.name, activity.lead_unit, activity.supporting_units, None)


def _both(
    name: SourceText,
    leads: tuple[SourceText, ...],
    supporters: tuple[SourceText, ...],
    inherited_at: SourceText | None,
) -> Iterator[Finding]:
    """``inherited_at`` is the lead unit where the supporters were written further up."""
    leading = {bare_unit(unit) for unit in leads}
    for unit in supporters:
        if unit in leading:
            hint = f"从“配合”里删去“{unit}”"
            if inherited_at is not None:
                hint = "在这项任务下另写“配合: ……”，就不再照用上级任务的"
            message = f"“{unit}”是“{name}”的牵头单位，又是它的配合单位"
            yield Finding("F062", Severity.ERROR, message, hint, (inherited_at or unit).origin)


def nobody_responsible(workspace: Workspace) -> Iterator[Finding]:
    """有关单位 and the like where a unit has to stand."""
    for unit in _responsible(workspace):
        if _is_nobody(unit):
            hint = "写出是哪几个单位；一类单位可以写“各社区”“各科室”"
            yield Finding("F063", Severity.WARNING, f"“{unit}”没有说是谁", hint, unit.origin)


@lru_cache(maxsize=4096)
def _is_nobody(unit: str) -> bool:
    """The same few units stand in every task."""
    return NOBODY.fullmatch(unit) is not None


def _responsible(workspace: Workspace) -> Iterator[SourceText]:
    for node in task_tree(workspace).all:
        yield from node.task.lead_unit
        yield from node.task.supporting_units
    for activity in workspace.activities:
        yield from activity.lead_unit
        yield from activity.supporting_units
    for target in workspace.targets:
        yield from target.unit
    for issue in workspace.issue_ledger:
        yield from issue.unit
    for group in workspace.leading_group.working_groups if workspace.leading_group else ():
        yield from group.unit
    for document in workspace.documents:
        for step in document.next_steps:
            yield from step.responsible


def twin_tasks(workspace: Workspace) -> Iterator[Finding]:
    """Two tasks of one name beside each other."""
    tree = task_tree(workspace)
    for siblings in (tuple(tree), *(node.children for node in tree.all if node.children)):
        first: dict[str, SourceText] = {}
        for node in siblings:
            name = str(node.name)
            earlier = first.setdefault(name, node.name)
            if earlier is node.name or "待填" in name:
                continue
            where = f"（第{earlier.origin.line}行）" if earlier.origin else ""
            hint = "并成一项，或改成各自的名称"
            message = f"同级里已有一项任务叫“{name}”{where}"
            yield Finding("F080", Severity.WARNING, message, hint, node.name.origin)
