"""责任: which unit has which part in which task, and whom a document for one unit can be made for.

A task counts where it is done: at the leaves of the tree, with what the tasks above pass on. A name
for all units of a sort (各社区, 各科室) gives a duty to each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from wenming_docs.facts.analysis.issues import issue_states
from wenming_docs.facts.analysis.tasks import TaskNode, bare_unit, task_tree
from wenming_docs.facts.model import Workspace
from wenming_docs.facts.model.who import Organisation, UnitGroup
from wenming_docs.findings import SourceText
from wenming_docs.records import dataclass
from wenming_docs.zh.lazy import lazy_pattern

_COLLECTIVE = lazy_pattern("(?:各|全体|所有)(?:个)?")
_DEPARTMENTS = frozenset(("科室", "股室", "处室", "内设机构", "内设科室", "内设股室"))
_SUBORDINATES = frozenset(("下级单位", "下属单位", "下辖单位", "所属单位", "基层单位"))
_EVERYBODY = frozenset(("单位",))
"""What an office calls its units where 单位 gives a group no name of its own."""


class Role(StrEnum):
    """职责: what a unit does in a task."""

    LEAD = "牵头"
    SUPPORT = "配合"


@dataclass(frozen=True, slots=True)
class Duty:
    """One task that a unit leads or supports; ``unit`` keeps the place where it (or its group) is named."""

    unit: SourceText
    role: Role
    node: TaskNode


def units_meant(organisation: Organisation, name: SourceText) -> tuple[SourceText, ...]:
    """The units that ``name`` means: all of a sort for 各社区 or 社区, else the name itself.

    A name of several that 单位 does not explain (有关单位) stands for itself: nobody is left out
    by a guess.
    """
    if str(name) in map(str, organisation.units()):
        return (name,)
    found = [unit for group in _groups_called(organisation, str(name)) for unit in group.units]
    return tuple(SourceText(str(unit), name.origins) for unit in found) or (name,)


def _groups_called(organisation: Organisation, name: str) -> tuple[UnitGroup, ...]:
    collective = _COLLECTIVE.match(name)
    sort = name[collective.end() :] if collective else name
    groups = (*organisation.departments, *organisation.subordinates, *organisation.others)
    named = tuple(group for group in groups if group.sort and str(group.sort) == sort)
    if named or not collective:
        return named
    if sort in _DEPARTMENTS:
        return organisation.departments
    if sort in _SUBORDINATES:
        return organisation.subordinates
    return groups if sort in _EVERYBODY else ()


def duties(tree: Iterable[TaskNode], organisation: Organisation) -> dict[str, tuple[Duty, ...]]:
    """Unit → its duties in written order: units as 单位 declares them, then as tasks name them.

    A unit that leads a task does not support it as well, and has it once however often it is named.
    """
    found: dict[str, dict[tuple[str | int, ...], Duty]] = {}
    for top in tree:
        for leaf in top.walk():
            if leaf.is_leaf:
                for duty in _duties_of(leaf, organisation):
                    found.setdefault(str(duty.unit), {}).setdefault(leaf.loc, duty)
    declared = [str(unit) for unit in organisation.units() if str(unit) in found]
    return {unit: tuple(found[unit].values()) for unit in dict.fromkeys([*declared, *found])}


def _duties_of(leaf: TaskNode, organisation: Organisation) -> Iterator[Duty]:
    for role, named in ((Role.LEAD, leaf.leads), (Role.SUPPORT, leaf.supporting_units)):
        for name in named:
            for unit in units_meant(organisation, name):
                yield Duty(unit, role, leaf)


def takes_part(leaf: TaskNode, organisation: Organisation, units: Iterable[str]) -> bool:
    """Whether one of ``units`` (各社区 for all of them) leads or supports a task."""
    wanted = {str(meant) for unit in units for meant in units_meant(organisation, SourceText(unit))}
    return any(str(duty.unit) in wanted for duty in _duties_of(leaf, organisation))


def units_with_part(
    workspace: Workspace, kind_name: str, as_of: date | None = None
) -> tuple[SourceText, ...]:
    """The units for each of which a document of this 文种 can be made, as 单位 declares them, then as met.

    责任清单 and 任务分解表: those with a duty. 整改通知单: those with a problem that is open at the end of
    ``as_of`` (None: when all that is written has happened). Any other: declared ones that the facts name.
    """
    found: Iterable[SourceText]
    if kind_name in ("责任清单", "任务分解表"):
        found = _with_duty(workspace)
    elif kind_name == "整改通知单":
        found = _with_open_issue(workspace, as_of)
    else:
        found = _named(workspace)
    known = {str(unit): unit for unit in reversed(list(found))}
    declared = [str(unit) for unit in workspace.unit.units() if str(unit) in known]
    return tuple(known[name] for name in dict.fromkeys([*declared, *reversed(known)]))


def _with_duty(workspace: Workspace) -> Iterator[SourceText]:
    for entries in duties(task_tree(workspace), workspace.unit).values():
        yield entries[0].unit


def _with_open_issue(workspace: Workspace, as_of: date | None) -> Iterator[SourceText]:
    for state in issue_states(workspace, as_of):
        if not state.is_closed:
            for unit in state.issue.unit:
                yield from units_meant(workspace.unit, unit)


def _named(workspace: Workspace) -> Iterator[SourceText]:
    """The declared units that tasks, activities, problems, results or targets name."""
    declared = set(map(str, workspace.unit.units())) - workspace.unit.own_names()
    named: list[SourceText] = list(_with_duty(workspace))
    for activity in workspace.activities:
        named += map(bare_unit, (*activity.lead_unit, *activity.supporting_units))
    named += [unit for issue in workspace.issue_ledger for unit in issue.unit]
    named += [result.unit for result in workspace.results if result.unit]
    named += [unit for target in workspace.targets for unit in target.unit]
    for name in named:
        yield from (unit for unit in units_meant(workspace.unit, name) if str(unit) in declared)


__all__ = ["Duty", "Role", "duties", "takes_part", "units_meant", "units_with_part"]
