"""The task tree with what passes on from above: 牵头、配合、责任领导."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from wenming_docs.facts.model import Task, Workspace
from wenming_docs.findings import SourceText, sourced
from wenming_docs.records import dataclass
from wenming_docs.zh.lazy import lazy_pattern

Names = tuple[SourceText, ...]
TOGETHER = lazy_pattern(r"[（(]共同(?:牵头)?[）)]$")
"""How an author says that several units lead together: 甲、乙（共同牵头）."""


def bare_unit(unit: SourceText) -> SourceText:
    """The unit's name without （共同牵头）."""
    if not unit.endswith(("）", ")")):
        return unit
    bare = TOGETHER.sub("", unit)
    return unit if len(bare) == len(unit) else sourced(bare, unit)


@dataclass(frozen=True, slots=True)
class TaskNode:
    """A task with its effective units and leaders.

    ``path`` are the names from the top down to this task; ``inherited`` names the
    attributes that were written further up.
    """

    task: Task
    loc: tuple[str | int, ...]
    path: tuple[SourceText, ...]
    lead_unit: tuple[SourceText, ...]
    supporting_units: tuple[SourceText, ...]
    responsible_leader: tuple[SourceText, ...]
    children: tuple[TaskNode, ...] = ()

    @property
    def name(self) -> SourceText:
        return self.task.name

    @property
    def leads(self) -> tuple[SourceText, ...]:
        """The units that lead, each by its bare name."""
        return tuple(bare_unit(unit) for unit in self.lead_unit)

    @property
    def depth(self) -> int:
        """1 for a top task."""
        return len(self.path)

    @property
    def is_leaf(self) -> bool:
        return not self.children

    def walk(self) -> Iterator[TaskNode]:
        """This task and all below it, in written order."""
        yield self
        for child in self.children:
            yield from child.walk()


class TaskTree(tuple[TaskNode, ...]):
    """The top tasks in written order; every task below is found by name without a walk."""

    @cached_property
    def all(self) -> tuple[TaskNode, ...]:
        """Every task at every depth, in written order."""
        found: list[TaskNode] = []
        _gather(self, found)
        return tuple(found)

    @cached_property
    def _by_name(self) -> dict[str, list[TaskNode]]:
        found: dict[str, list[TaskNode]] = {}
        for node in self.all:
            found.setdefault(str(node.name), []).append(node)
        return found

    @cached_property
    def _by_code(self) -> dict[str, TaskNode]:
        return {str(node.task.code): node for node in self.all if node.task.code}

    @cached_property
    def _by_loc(self) -> dict[tuple[str | int, ...], TaskNode]:
        return {node.loc: node for node in self.all}

    def at(self, loc: tuple[str | int, ...]) -> TaskNode:
        """The task at a place in the model."""
        return self._by_loc[loc]

    def find(self, name: str) -> list[TaskNode]:
        """The tasks called ``name``, or with that 编号; 甲/乙 names 乙 below 甲."""
        name = str(name)
        if name in self._by_code:
            return [self._by_code[name]]
        if name in self._by_name:
            return list(self._by_name[name])
        steps = [step.strip() for step in name.replace("／", "/").split("/")]
        if len(steps) < 2:
            return []
        below = self._by_name.get(steps[-1], [])
        return [node for node in below if [str(step) for step in node.path][-len(steps) :] == steps]


def task_tree(workspace: Workspace) -> TaskTree:
    """All top tasks, each with its subtasks."""
    return workspace.kept(_tree)


def _tree(workspace: Workspace) -> TaskTree:
    return TaskTree([_node(task, ("tasks", i), (), ((), (), ())) for i, task in enumerate(workspace.tasks)])


def _gather(nodes: Iterable[TaskNode], found: list[TaskNode]) -> None:
    for node in nodes:
        found.append(node)
        if node.children:
            _gather(node.children, found)


def _node(
    task: Task, loc: tuple[str | int, ...], above: Names, passed: tuple[Names, Names, Names]
) -> TaskNode:
    """``above`` is the path to the task, ``passed`` what it inherits: lead, supporting units, leaders."""
    path = (*above, task.name)
    given = (
        task.lead_unit or passed[0],
        task.supporting_units or passed[1],
        task.responsible_leader or passed[2],
    )
    children = [_node(child, (*loc, "subtasks", i), path, given) for i, child in enumerate(task.subtasks)]
    return TaskNode(task, loc, path, *given, tuple(children))
