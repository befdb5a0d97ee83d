"""前置: which task has to be finished before which, as a network that runs one way only."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from wenming_docs.facts.analysis.tasks import TaskNode, TaskTree, task_tree
from wenming_docs.facts.model import Loc, Workspace
from wenming_docs.findings import SourceText
from wenming_docs.records import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """``before`` has to be finished before ``after`` begins; ``written`` is the name under 前置."""

    before: TaskNode
    after: TaskNode
    written: SourceText


@dataclass(frozen=True)
class Precedence:
    """The links between tasks; names that mean no task, or several, are kept apart."""

    tree: TaskTree
    links: tuple[Link, ...]
    unknown: tuple[SourceText, ...] = ()
    ambiguous: tuple[SourceText, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether every name means one task and nothing goes round in a circle."""
        return not (self.unknown or self.ambiguous or self.cycles)

    @cached_property
    def following(self) -> dict[Loc, tuple[TaskNode, ...]]:
        """Task → the tasks that name it, or a task above it, under 前置."""
        direct: dict[Loc, list[TaskNode]] = {}
        for link in self.links:
            direct.setdefault(link.before.loc, []).append(link.after)
        found: dict[Loc, tuple[TaskNode, ...]] = {}
        for node in self.tree.all:
            above = found.get(node.loc[:-2], ())
            found[node.loc] = (*above, *direct.get(node.loc, ()))
        return found

    @cached_property
    def cycles(self) -> tuple[tuple[Link, ...], ...]:
        """Each circle as the links that close it, in order of work: 甲 before 乙, 乙 before 甲.

        One link of a circle is then left out, until nothing goes round any more.
        """
        links, found = list(self.links), []
        while circle := _circle(self.tree, links):
            found.append(circle)
            links.remove(circle[-1])
        return tuple(found)

    @cached_property
    def latest_first(self) -> tuple[TaskNode, ...]:
        """Every task after those that follow it and, above others, after its subtasks.

        ValueError while something goes round in a circle.
        """
        if self.cycles:
            raise ValueError("the tasks go round in a circle")
        sorter: TopologicalSorter[Loc] = TopologicalSorter()
        for node in self.tree.all:
            later = [after.loc for after in self.following[node.loc]] if node.is_leaf else []
            sorter.add(node.loc, *later, *(child.loc for child in node.children))
        return tuple(self.tree.at(loc) for loc in sorter.static_order())


def precedence(workspace: Workspace) -> Precedence:
    """The network that 前置 describes."""
    tree = task_tree(workspace)
    links: list[Link] = []
    unknown: list[SourceText] = []
    ambiguous: list[SourceText] = []
    for node in tree.all:
        for name in node.task.predecessors:
            if "待填" in name:
                continue
            named = tree.find(str(name))
            if len(named) == 1:
                links.append(Link(named[0], node, name))
            else:
                (ambiguous if named else unknown).append(name)
    return Precedence(tree, tuple(links), tuple(unknown), tuple(ambiguous))


def _circle(tree: TaskTree, links: list[Link]) -> tuple[Link, ...]:
    """The links of one circle in order of work; () where there is none.

    A node of the graph is the beginning or the end of a task: it begins before it ends, all its
    subtasks lie between, and a link leads from an end to a beginning.
    """
    sorter: TopologicalSorter[tuple[Loc, bool]] = TopologicalSorter()
    for node in tree.all:
        sorter.add((node.loc, True), (node.loc, False))
        for child in node.children:
            sorter.add((child.loc, False), (node.loc, False))
            sorter.add((node.loc, True), (child.loc, True))
    for link in links:
        sorter.add((link.after.loc, False), (link.before.loc, True))
    try:
        sorter.prepare()
    except CycleError as error:
        circle = tuple(_links_on(error.args[1], links))
        first = min(range(len(circle)), key=lambda at: circle[at].before.loc)
        return circle[first:] + circle[:first]
    return ()


def _links_on(path: list[tuple[Loc, bool]], links: list[Link]) -> Iterator[Link]:
    steps = {(link.before.loc, link.after.loc): link for link in links}
    for (loc, ended), (later, still) in zip(path, path[1:], strict=False):
        if ended and not still and (loc, later) in steps:
            yield steps[loc, later]


def told(circle: tuple[Link, ...]) -> str:
    """A circle of links, first work first: 甲 → 乙 → 丙 → 甲."""
    names = [str(name) for link in circle for name in (link.before.name, link.after.name)]
    steps = [name for at, name in enumerate(names) if at == 0 or name != names[at - 1]]
    return " → ".join(steps if len(steps) > 1 and steps[0] == steps[-1] else [*steps, steps[0]])
