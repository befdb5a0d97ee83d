"""The task tree with what passes on from above: 牵头、配合、责任领导."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wenming_docs.facts.model import Task, Workspace
from wenming_docs.findings import SourceText


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


def task_tree(workspace: Workspace) -> tuple[TaskNode, ...]:
    """All top tasks, each with its subtasks."""
    return tuple(_node(task, ("tasks", i), None) for i, task in enumerate(workspace.tasks))


def all_tasks(tree: Iterable[TaskNode]) -> Iterator[TaskNode]:
    """Every task at every depth, in written order."""
    for node in tree:
        yield from node.walk()


def find_tasks(tree: Iterable[TaskNode], name: str) -> list[TaskNode]:
    """The tasks called ``name`` (or with that 编号); a path may be written 甲/乙."""
    wanted = [part.strip() for part in name.replace("／", "/").split("/")]
    found = []
    for node in all_tasks(tree):
        names = [str(part) for part in node.path]
        if node.task.code and str(node.task.code) == name:
            return [node]
        if names[-1] == name or (len(wanted) > 1 and names[-len(wanted) :] == wanted):
            found.append(node)
    return found


def _node(task: Task, loc: tuple[str | int, ...], above: TaskNode | None) -> TaskNode:
    node = TaskNode(
        task,
        loc,
        (*(above.path if above else ()), task.name),
        task.lead_unit or (above.lead_unit if above else ()),
        task.supporting_units or (above.supporting_units if above else ()),
        task.responsible_leader or (above.responsible_leader if above else ()),
    )
    children = tuple(_node(child, (*loc, "subtasks", i), node) for i, child in enumerate(task.subtasks))
    return TaskNode(
        node.task,
        node.loc,
        node.path,
        node.lead_unit,
        node.supporting_units,
        node.responsible_leader,
        children,
    )
