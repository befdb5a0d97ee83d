"""Coverage: which task answers for which 测评内容, joined by number, and what nobody answers for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from wenming_docs.facts.analysis.tasks import TaskNode, TaskTree, task_tree
from wenming_docs.facts.model import (
    AssessedIndicator,
    AssessedProject,
    AssessmentSystem,
    Criterion,
    Loc,
    Workspace,
)
from wenming_docs.findings import Origin, SourceText
from wenming_docs.records import dataclass
from wenming_docs.zh import nearest


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is assessed, with the levels above it.

    An indicator without 内容, or a project without 指标, is a thing of its own: then ``criterion``
    (and ``indicator``) are None.
    """

    project: AssessedProject
    indicator: AssessedIndicator | None
    criterion: Criterion | None
    loc: Loc

    @property
    def code(self) -> SourceText | None:
        """Its 编号."""
        return (self.criterion or self.indicator or self.project).code

    @property
    def content(self) -> SourceText:
        """What is assessed."""
        if self.criterion is not None:
            return self.criterion.content
        return (self.indicator or self.project).name

    @property
    def origin(self) -> Origin | None:
        """Where it is written."""
        return (self.code or self.content).origin

    @property
    def label(self) -> str:
        """How a message names it: its number, else its words."""
        return str(self.code) if self.code else f"“{self.content}”"

    @property
    def text(self) -> str:
        """内容 and 标准 on one line: what tasks were agreed on."""
        standard = self.criterion.standard if self.criterion else None
        return " ".join(" ".join((self.content, *(standard.paragraphs if standard else ()))).split())


@dataclass(frozen=True, slots=True)
class Link:
    """A number in a task's 测评, with the place where it stands there."""

    number: SourceText
    task: TaskNode


@dataclass(frozen=True, slots=True)
class Covered:
    """An item with the tasks that name it, in written order, and the evidence there is for it."""

    item: Item
    links: tuple[Link, ...]
    evidence: tuple[SourceText, ...]

    @property
    def tasks(self) -> tuple[TaskNode, ...]:
        """Every task that names the item."""
        return tuple(link.task for link in self.links)

    @property
    def doers(self) -> tuple[TaskNode, ...]:
        """The tasks that do it: one above another of them only passes it on."""
        return tuple(link.task for link in self.doing)

    @property
    def doing(self) -> tuple[Link, ...]:
        """The links of the tasks that do it."""
        above = {loc[:length] for loc in (link.task.loc for link in self.links) for length in range(len(loc))}
        return tuple(link for link in self.links if link.task.loc not in above)

    @property
    def leads(self) -> tuple[SourceText, ...]:
        """The units that lead those tasks, each once."""
        return tuple({str(unit): unit for task in self.doers for unit in task.leads}.values())


@dataclass(frozen=True, slots=True)
class Twin:
    """A number that the system gives a second time; ``first`` is where it stood already."""

    again: SourceText
    first: SourceText


@dataclass(frozen=True, slots=True)
class AssessmentCoverage:
    """Every item in written order with its tasks; numbers that mean nothing, or two things."""

    rows: tuple[Covered, ...]
    unknown: tuple[Link, ...]
    twins: tuple[Twin, ...]

    @property
    def holes(self) -> tuple[Covered, ...]:
        """Items that no task takes."""
        return tuple(row for row in self.rows if not row.links)

    @property
    def doubled(self) -> tuple[Covered, ...]:
        """Items that several tasks do, none of them above the other."""
        return tuple(row for row in self.rows if len(row.doers) > 1)

    @property
    def unproved(self) -> tuple[Covered, ...]:
        """Items without any evidence."""
        return tuple(row for row in self.rows if not row.evidence)

    def meant(self, number: str) -> str | None:
        """The number that an unknown one was probably meant to be; also found by the words of an item.

        Of two that are as close the one that no task takes yet.
        """
        words = number_key(number)
        for row in self.rows:
            if row.item.code and words == number_key(row.item.content):
                return str(row.item.code)
        untaken = [str(row.item.code) for row in self.holes if row.item.code]
        return nearest(str(number), [*untaken, *(str(code) for code in self.numbers())])

    def numbers(self) -> Iterator[SourceText]:
        """Every number of the system, at whatever level."""
        return _codes(row.item for row in self.rows)


def number_key(number: str) -> str:
    """A number for comparing: full-width digits and signs as half-width ones, without blanks."""
    return "".join(unicodedata.normalize("NFKC", str(number)).split())


def assessment_coverage(workspace: Workspace) -> AssessmentCoverage | None:
    """The coverage of 测评体系 by 任务.测评; None without a system."""
    system = workspace.assessment_system
    if system is None:
        return None
    items = tuple(items_of(system))
    tree = task_tree(workspace)
    by_number = _by_number(items)
    links: dict[Loc, dict[Loc, Link]] = {}
    unknown = []
    for node in tree.all:
        for number in node.task.indicator_numbers:
            if "待填" in number:
                continue
            found = by_number.get(number_key(number))
            if found is None:
                unknown.append(Link(number, node))
            for item in found or ():
                links.setdefault(item.loc, {}).setdefault(node.loc, Link(number, node))
    proofs = _proofs(workspace, tree)
    rows = (_covered(item, tuple(links.get(item.loc, {}).values()), proofs) for item in items)
    return AssessmentCoverage(tuple(rows), tuple(unknown), tuple(_twins(items)))


def rows_of_unit(workspace: Workspace, coverage: AssessmentCoverage, unit: str) -> tuple[Covered, ...]:
    """The items whose tasks ``unit`` leads or supports; 各社区 means every unit of that sort."""
    own = workspace.unit
    groups = (*own.departments, *own.subordinates, *own.others)
    names = {unit} | {f"各{group.sort}" for group in groups if group.sort and unit in map(str, group.units)}
    return tuple(row for row in coverage.rows if any(_works(task, names) for task in row.tasks))


def items_of(system: AssessmentSystem) -> Iterator[Item]:
    """The items in written order."""
    for p, project in enumerate(system.projects):
        loc: Loc = ("assessment_system", "projects", p)
        if not project.indicators:
            yield Item(project, None, None, loc)
        for i, indicator in enumerate(project.indicators):
            below: Loc = (*loc, "indicators", i)
            if not indicator.criteria:
                yield Item(project, indicator, None, below)
            for c, criterion in enumerate(indicator.criteria):
                yield Item(project, indicator, criterion, (*below, "criteria", c))


def _covered(item: Item, links: tuple[Link, ...], proofs: dict[Loc, list[SourceText]]) -> Covered:
    """An item with its evidence: its own, that of its tasks, and of what was achieved in them."""
    bare = Covered(item, links, ())
    own = item.criterion.evidence if item.criterion else ()
    doers = {task.loc for task in bare.doers}
    locs = dict.fromkeys(
        node.loc for task in bare.tasks for node in (task.walk() if task.loc in doers else (task,))
    )
    found = [*own, *(proof for loc in locs for proof in proofs.get(loc, ()))]
    return Covered(item, links, tuple({str(proof): proof for proof in found}.values()))


def _proofs(workspace: Workspace, tree: TaskTree) -> dict[Loc, list[SourceText]]:
    """Task → the evidence written at it and at its results."""
    found = {node.loc: list(node.task.evidence) for node in tree.all}
    for result in workspace.results:
        for node in tree.find(result.task)[:1] if result.task else ():
            found[node.loc] += result.evidence
    return found


def _by_number(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Number → the items it means: one, or all below an indicator or a project of that number."""
    found: dict[str, list[Item]] = {}
    for item in items:
        codes = (level.code for level in (item.project, item.indicator, item.criterion) if level)
        for key in dict.fromkeys(number_key(code) for code in codes if code):
            found.setdefault(key, []).append(item)
    return found


def _codes(items: Iterable[Item]) -> Iterator[SourceText]:
    """The numbers of all levels in written order, that of a level once."""
    seen: set[int] = set()
    for item in items:
        for level in (item.project, item.indicator, item.criterion):
            if level is not None and id(level) not in seen:
                seen.add(id(level))
                if level.code:
                    yield level.code


def _twins(items: Iterable[Item]) -> Iterator[Twin]:
    first: dict[str, SourceText] = {}
    for code in _codes(items):
        if (before := first.setdefault(number_key(code), code)) is not code:
            yield Twin(code, before)


def _works(task: TaskNode, names: set[str]) -> bool:
    return any(str(name) in names for name in (*task.leads, *task.supporting_units))
