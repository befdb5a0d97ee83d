"""Macros, imports and variables that nothing uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import nodes

from wenming_docs.findings import Severity
from wenming_docs.words.checks.templates.library import Library, Notes, Source, assigned


def note_unused(sources: Iterable[Source], library: Library, notes: Notes) -> None:
    """A notice for each definition of ``sources`` that no template names; none where a tag was broken."""
    everywhere = library.sources()
    for source in sources:
        if source.parsed.tree is None or source.parsed.faults:
            continue
        own = _loaded(source)
        related = {name for other in everywhere if _linked(source, other) for name in _loaded(other)}
        exported = {name for other in everywhere if other is not source for name in _taken(other)}
        for node, name, what in _definitions(source):
            used = own | related | (exported if what != "引入的" else set())
            if name not in used and not name.startswith("_"):
                message = f"{what}“{name}”没有用到"
                notes.add("T017", source, node, message, "删去它", severity=Severity.NOTICE)


def _definitions(source: Source) -> Iterator[tuple[nodes.Node, str, str]]:
    """Each definition: node, name, what it is."""
    tree = source.parsed.tree
    for node in tree.find_all(nodes.Node) if tree else ():
        match node:
            case nodes.Macro():
                yield node, node.name, "宏"
            case nodes.Assign() | nodes.AssignBlock():
                for name in assigned([node.target]):
                    yield node, name, "变量"
            case nodes.Import():
                yield node, node.target, "引入的"
            case nodes.FromImport():
                for entry in node.names:
                    yield node, entry[1] if isinstance(entry, tuple) else entry, "引入的"


def _loaded(source: Source) -> set[str]:
    """The names a template reads."""
    tree = source.parsed.tree
    return {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"} if tree else set()


def _taken(source: Source) -> set[str]:
    """The names a template takes out of others: by ``from … import`` or as ``模块.名称``."""
    tree = source.parsed.tree
    found: set[str] = set()
    for node in tree.find_all((nodes.FromImport, nodes.Getattr)) if tree else ():
        if isinstance(node, nodes.FromImport):
            found |= {entry[0] if isinstance(entry, tuple) else entry for entry in node.names}
        elif isinstance(node, nodes.Getattr):
            found.add(node.attr)
    return found


def _linked(source: Source, other: Source) -> bool:
    """Whether one of the two extends or includes the other: then they share their names."""
    return other is not source and bool(_named(source) & {other.name} or _named(other) & {source.name})


def _named(source: Source) -> set[str]:
    tree = source.parsed.tree
    return {
        str(node.template.value).removeprefix("内置/")
        for node in (tree.find_all((nodes.Extends, nodes.Include)) if tree else ())
        if isinstance(node, (nodes.Extends, nodes.Include)) and isinstance(node.template, nodes.Const)
    }
