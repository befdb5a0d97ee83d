"""How a template is made up: its statements at the top, the names they give, its blocks."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import nodes

from wenming_docs.words.checks.templates.library import Notes, Source, assigned
from wenming_docs.words.checks.templates.scan import place_of
from wenming_docs.words.template.report import suggestion

NAMING = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
"""Statements that name another template."""


def note_outside_blocks(source: Source, notes: Notes) -> None:
    """Words and values of an extending template that stand in no block are never printed."""
    for node in source.body:
        for part in node.nodes if isinstance(node, nodes.Output) else ():
            if isinstance(part, nodes.TemplateData) and not part.data.strip():
                continue
            hint = "移到 {% block … %} 里面，或删去"
            notes.add("T015", source, _first_words(part, source), "这里在块外面，不会印出来", hint)
            break


def note_unknown_blocks(source: Source, above: Sequence[Source], notes: Notes) -> None:
    """Blocks that no template above knows are never printed."""
    known = {block.name for other in above for node in other.body for block in blocks_in(node)}
    for node in source.body:
        if isinstance(node, nodes.Block) and node.name not in known:
            hint = suggestion(node.name, known) or "上级模板里的块都在 wenming templates show 里看得到"
            message = f"上级模板里没有“{node.name}”这个块，里面的内容不会印出来"
            notes.add("T014", source, node, message, hint)


def top_statements(body: Sequence[nodes.Node]) -> list[nodes.Node]:
    """The statements at the top of a template, those within ``{% if %}`` too."""
    found: list[nodes.Node] = []
    for node in body:
        found.append(node)
        if isinstance(node, nodes.If):
            found += top_statements([*node.body, *node.else_, *(n for one in node.elif_ for n in one.body)])
    return found


def given_names(node: nodes.Node) -> list[str]:
    """The names that a statement defines."""
    match node:
        case nodes.Macro():
            return [node.name]
        case nodes.Import():
            return [node.target]
        case nodes.FromImport():
            return [entry[1] if isinstance(entry, tuple) else entry for entry in node.names]
        case nodes.Assign() | nodes.AssignBlock():
            return list(assigned([node.target]))
    return []


def names_set(body: Sequence[nodes.Node]) -> set[str]:
    """The names that the statements of a body define."""
    return {name for node in top_statements(body) for name in given_names(node)}


def blocks_in(node: nodes.Node) -> list[nodes.Block]:
    """A block and those within it."""
    own = [node] if isinstance(node, nodes.Block) else []
    return [*own, *node.find_all(nodes.Block)]


def _first_words(part: nodes.Node, source: Source) -> nodes.Node | tuple[int, int]:
    """Where the first word of a piece of text stands."""
    if not isinstance(part, nodes.TemplateData):
        return part
    line, column = place_of(part.lineno, source.text)
    blank = part.data[: len(part.data) - len(part.data.lstrip())]
    if "\n" not in blank:
        return line, column + len(blank)
    return line + blank.count("\n"), len(blank) - blank.rfind("\n")


def named_templates(source: Source) -> list[str]:
    """The templates that one extends, includes or imports, as it names them."""
    found = []
    for node in source.parsed.tree.find_all(NAMING) if source.parsed.tree else ():
        named = getattr(node, "template", None)
        if isinstance(named, nodes.Const) and isinstance(named.value, str):
            found.append(named.value)
        elif isinstance(named, (nodes.Tuple, nodes.List)):
            found += [one.value for one in named.items if isinstance(one, nodes.Const)]
    return found
