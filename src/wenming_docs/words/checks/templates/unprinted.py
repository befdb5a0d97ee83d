"""Facts that our template of a kind prints and the office's does not: the proof would refuse them."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import nodes

from wenming_docs.records import dataclass
from wenming_docs.words.checks.templates.library import Notes, Source
from wenming_docs.words.checks.templates.scan import place_of
from wenming_docs.words.checks.templates.types import context_names
from wenming_docs.words.contexts.meanings import meaning

Stack = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What one kind's template printed, as its reading noted it."""

    notes: Notes
    template: str


def note_unprinted(shown: list[tuple[str, Shown]], ours: Callable[[str], Notes], notes: Notes) -> None:
    """One finding for each fact and place where it was to be printed, naming the kinds."""
    missing: dict[tuple[Source, tuple[int, int], str], list[str]] = {}
    for kind, own in shown:
        for fact, stack in _missing(own.notes, ours(own.template)):
            taken_over = _replaced(stack, own)
            if taken_over is not None:
                missing.setdefault((*taken_over, fact), []).append(kind)
    for (source, place, fact), kinds in missing.items():
        named = f"“{kinds[0]}”" + (f"等{len(kinds)}个文种" if len(kinds) > 1 else "")
        message = f"{named}没有印{meaning(fact)}，有这一项时会拒绝出文"
        hint = "照自带的同名模板补上它的 {{ }}；确实不印的，让作者写在“不写”里"
        notes.add("T018", source, place, message, hint)


def _missing(own: Notes, ours: Notes) -> list[tuple[str, Stack]]:
    """The facts printed by ours alone, each with where ours does it.

    Of a name that is not used at all only the name is told, not all that hangs on it.
    """
    gone = {
        name: stack
        for name, stack in ours.names.items()
        if "." not in name and name in _TOP and name not in own.names
    }
    found = list(gone.items())
    for source, stack in ours.printed.items():
        view, dot, _ = source.rpartition(".")
        if source in own.printed or source in gone:
            continue
        if dot and view in ours.visited and view not in own.visited:
            continue
        found.append((source, stack))
    return found


def _replaced(stack: Stack, own: Shown) -> tuple[Source, tuple[int, int]] | None:
    """Where the office took over from ours: the innermost macro, block or file that is its own."""
    checked = {source.name: source for source in own.notes.read if source.checked}
    for template, name in reversed(stack):
        if template in checked:
            return checked[template], _definition(checked[template], name)
        for source in checked.values():
            if any(isinstance(node, nodes.Block) and node.name == name for node in _all(source)):
                return source, _definition(source, name)
    entry = checked.get(own.template) or next(iter(checked.values()), None)
    return (entry, (1, 1)) if entry else None


def _definition(source: Source, name: str) -> tuple[int, int]:
    for node in _all(source):
        if isinstance(node, (nodes.Block, nodes.Macro)) and node.name == name:
            return place_of(node.lineno, source.text)
    return (1, 1)


def _all(source: Source) -> list[nodes.Node]:
    return list(source.parsed.tree.find_all((nodes.Block, nodes.Macro))) if source.parsed.tree else []


_TOP = frozenset(context_names())
