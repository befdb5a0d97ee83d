"""The names that one file has: what an editor offers where a field takes such a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wenming_docs.facts.model.describe import Sort
from wenming_docs.facts.model.documents import DocumentPlan, Section
from wenming_docs.facts.model.plan import Task
from wenming_docs.facts.model.who import LeadingGroup
from wenming_docs.facts.model.workspace import Workspace

Names = dict[Sort, tuple[str, ...]]


def names_in(workspace: Workspace) -> Names:
    """Every name of each sort, once, in written order; gaps (【待填】) are left out."""
    tasks = [str(task.name) for task in _tasks(workspace.tasks)]
    indicators = [*_indicators(workspace)]
    found = {
        Sort.UNIT: _units(workspace),
        Sort.PERSON: _persons(workspace),
        Sort.TASK: tasks,
        Sort.INDICATOR: indicators,
        Sort.DOCUMENT: (str(document.name or document.kind) for document in workspace.documents),
        Sort.TAKEN: tasks,
        Sort.LEFT_OUT: [*tasks, *indicators],
        Sort.ATTACHMENT: _attachments(workspace.documents),
        Sort.REUSE: _reusable(workspace.documents),
    }
    return {sort: _once(names) for sort, names in found.items()}


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name and "待填" not in name))


def _units(workspace: Workspace) -> Iterator[str]:
    """Declared units, and 各社区 for each group of them."""
    unit = workspace.unit
    groups = (*unit.departments, *unit.subordinates, *unit.others)
    yield from (str(name) for group in groups for name in group.units)
    yield from (f"各{group.sort}" for group in groups if group.sort)
    yield from (str(name) for name in (unit.abbreviation, unit.name) if name)


def _tasks(tasks: Iterable[Task]) -> Iterator[Task]:
    for task in tasks:
        yield task
        yield from _tasks(task.subtasks)


def _persons(workspace: Workspace) -> Iterator[str]:
    """人员, the leading group, and whoever already answers for a task."""
    yield from (str(person.name) for person in workspace.people)
    if group := workspace.leading_group:
        yield from _members(group)
    for task in _tasks(workspace.tasks):
        yield from (str(name) for name in (*task.responsible_leader, *task.responsible_person))


def _members(group: LeadingGroup) -> Iterator[str]:
    heads = (*group.first_group_heads, *group.group_head, *group.standing_deputy_heads, *group.deputy_heads)
    for person in (*heads, *group.members):
        if not (person.collective or person.unnamed):
            yield str(person.name)


def _indicators(workspace: Workspace) -> Iterator[str]:
    yield from (str(target.indicator) for target in workspace.targets if target.indicator)
    yield from (str(figure.name) for result in workspace.results for figure in result.figures)


def _attachments(documents: Iterable[DocumentPlan]) -> Iterator[str]:
    return (str(attached.title) for document in documents for attached in document.attachments)


def _reusable(documents: Iterable[DocumentPlan]) -> Iterator[str]:
    """``进展汇报·标题`` for every section with a heading."""
    for document in documents:
        for section in _sections(document.sections):
            if section.heading:
                yield f"{document.name or document.kind}·{section.heading}"


def _sections(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _sections(section.sections)
