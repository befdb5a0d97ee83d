"""Names that must mean something: units, tasks, indicators, persons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wenming_docs.facts.analysis import TaskTree, bare_unit, task_tree
from wenming_docs.facts.model import Workspace, family_of
from wenming_docs.findings import Finding, Severity, SourceText
from wenming_docs.zh import nearest
from wenming_docs.zh.alike import tell_apart
from wenming_docs.zh.lazy import lazy_pattern

COLLECTIVE = ("各", "全体", "相关", "有关", "其他", "所有", "全")
"""How a name for several units begins (各社区, 全体科室)."""

_UNIT_LIKE = lazy_pattern(
    "(?:[办科股局处部室组队站所院校馆园会厅委社村镇乡区]|中心|街道|公司|网格|支部|企业)$"
)
"""How a unit's name ends; 下一步 may name a person or a post instead."""


def unknown_units(workspace: Workspace) -> Iterator[Finding]:
    """Units that 单位 does not declare; silent where nothing is declared at all."""
    declared = [str(unit) for unit in workspace.unit.units()]
    groups = (*workspace.unit.departments, *workspace.unit.subordinates, *workspace.unit.others)
    sorts = [str(group.sort) for group in groups if group.sort]
    if not groups:
        return
    group = workspace.leading_group
    known = (
        {*declared, *sorts, *(str(item.name) for item in group.working_groups)}
        if group
        else {*declared, *sorts}
    )
    known |= {"领导小组", "领导小组办公室", *workspace.unit.own_names()}
    for unit in _used_units(workspace):
        if unit in known:
            continue
        name = str(unit)
        if name.startswith(COLLECTIVE) or "待填" in name:
            continue
        cure = _meant(name, declared, known)
        yield Finding("F042", Severity.WARNING, f"单位里没有“{name}”", cure, unit.origin)


def _meant(name: str, declared: Sequence[str], known: set[str]) -> str:
    several = name.split("、")
    if len(several) > 1 and known.issuperset(several):
        return f"这里只写一个单位：按单位分成{len(several)}条，各记各的数"
    close = nearest(name, sorted({*declared})) or nearest(name, sorted(known))
    if close and not _are_two(name, close):
        return f"是不是想写“{close}”"
    return "在“单位”的 内设、下级 或 其他单位 里加上它，或改成已有的名字"


def _are_two(name: str, other: str) -> bool:
    """Whether a sign that means something keeps the names apart: 北门社区 is no slip of 东门社区."""
    return len(name) == len(other) and any(
        left != right and tell_apart(left, right) for left, right in zip(name, other, strict=True)
    )


def _used_units(workspace: Workspace) -> Iterator[SourceText]:
    for node in task_tree(workspace).all:
        yield from map(bare_unit, node.task.lead_unit)
        yield from node.task.supporting_units
    for result in workspace.results:
        if result.unit:
            yield result.unit
    for target in workspace.targets:
        yield from target.unit
    for issue in workspace.issue_ledger:
        yield from issue.unit
    for activity in workspace.activities:
        yield from map(bare_unit, (*activity.lead_unit, *activity.supporting_units))
    for document in workspace.documents:
        yield from document.units
        for step in document.next_steps:
            yield from (unit for unit in map(bare_unit, step.responsible) if _UNIT_LIKE.search(str(unit)))


def unknown_tasks(workspace: Workspace) -> Iterator[Finding]:
    """Results and targets that name a task nobody planned, or one of several of that name."""
    tree = task_tree(workspace)
    known = [str(node.name) for node in tree.all]
    if not known and not workspace.documents and workspace.reported:
        return  # a file that only reports to its superior names the superior's tasks
    named = [result.task for result in workspace.results] + [target.task for target in workspace.targets]
    named += [issue.task for issue in workspace.issue_ledger]
    for name in named:
        if name and "待填" not in name:
            yield from _task(tree, known, name)


def _task(tree: TaskTree, known: list[str], name: SourceText) -> Iterator[Finding]:
    found = tree.find(name)
    if len(found) == 1:
        return
    if not found:
        close = nearest(str(name), known)
        cure = f"是不是想写“{close}”" if close else "写“任务”里已有的名称"
        yield Finding("F043", Severity.ERROR, f"没有叫“{name}”的任务", cure, name.origin)
    else:
        lines = "、".join(str(node.name.origin.line) for node in found if node.name.origin)
        full = dict.fromkeys("/".join(node.path) for node in found)
        cure = "或".join(f"“{path}”" for path in full) if len(full) > 1 else ""
        cure = f"写成{cure}，或给任务加“编号”" if cure else "给其中一项换个名称，或给任务加“编号”"
        message = f"有{len(found)}项任务都叫“{name}”（第{lines}行）"
        yield Finding("F044", Severity.ERROR, message, cure, name.origin)


def unknown_persons(workspace: Workspace) -> Iterator[Finding]:
    """责任人 and 责任领导 that 人员 does not list, where 人员 is used at all."""
    if not workspace.people:
        return
    known = {str(person.name) for person in workspace.people}
    for node in task_tree(workspace).all:
        for person in (*node.task.responsible_person, *node.task.responsible_leader):
            if str(person) in known or "待填" in person:
                continue
            close = nearest(str(person), sorted(known))
            cure = f"是不是想写“{close}”" if close else "在“人员”里加上"
            yield Finding("F045", Severity.WARNING, f"人员里没有“{person}”", cure, person.origin)


def unknown_indicators(workspace: Workspace) -> Iterator[Finding]:
    """指标口径 for an indicator that neither targets nor results have."""
    all_facts = [workspace, *(unit.workspace for _, unit in family_of(workspace) if unit.workspace)]
    known = {str(f.name) for facts in all_facts for result in facts.results for f in result.figures}
    known |= {str(target.indicator) for target in workspace.targets if target.indicator}
    for name in workspace.indicator_rules:
        if str(name) not in known:
            close = nearest(str(name), sorted(known))
            cure = f"是不是想写“{close}”" if close else "等有了这个指标再写也不迟"
            yield Finding("F046", Severity.NOTICE, f"还没有叫“{name}”的指标", cure, name.origin)
