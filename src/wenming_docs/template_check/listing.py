"""Which template each kind is written with, and a copy of ours to start from."""

from __future__ import annotations

from pathlib import Path

from jinja2 import nodes

from wenming_docs.errors import OutputRefused, WrongUse
from wenming_docs.facts.kinds import KINDS, Kind, find_kind, similar_kind
from wenming_docs.output import write_single
from wenming_docs.records import dataclass
from wenming_docs.words.checks.templates.library import Library, Source
from wenming_docs.words.template import find_template, template_names
from wenming_docs.words.template.faults import TemplateFault
from wenming_docs.zh import nearest

_HOW = {nodes.Extends: "继承", nodes.Include: "引入", nodes.Import: "引入", nodes.FromImport: "引入"}


@dataclass(frozen=True, slots=True)
class Used:
    """One template: its name, whether it is the office's, how it is reached ("" for the first)."""

    name: str
    own: bool
    how: str
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """The kinds that share a template, and all that it is made of."""

    kinds: tuple[str, ...]
    templates: tuple[Used, ...]


def used_templates(folder: Path | None, kind: str | None = None) -> list[Entry]:
    """What each kind (or the one asked for) is written with. Raises WrongUse for an unknown kind."""
    chosen = [_kind(kind)] if kind else list(KINDS)
    library = Library(folder)
    entries = []
    for template in dict.fromkeys(one.template for one in chosen):
        names = tuple(one.name for one in chosen if one.template == template)
        found: dict[str, Used] = {}
        _follow(template, "", library, found)
        entries.append(Entry(names, tuple(found.values())))
    return entries


def _kind(word: str) -> Kind:
    found = find_kind(word)
    if found is None:
        close = similar_kind(word)
        raise WrongUse(f"没有叫“{word}”的文种" + (f"，是不是想写“{close}”" if close else ""))
    return found


def _follow(name: str, how: str, library: Library, found: dict[str, Used]) -> None:
    """Note ``name`` and what it is made of; why one cannot be read is left to ``check``."""
    try:
        source = library.get(name)
    except TemplateFault:
        own = library.folder is not None and name in template_names((library.folder,), builtin=False)
        if own or not how:
            found.setdefault(name, Used(name, own, how, readable=False))
        return
    if source is None or source.name in found:
        return
    found[source.name] = Used(source.name, source.checked and library.folder is not None, how)
    for how_below, below in _named(source):
        _follow(below, how_below, library, found)


def _named(source: Source) -> list[tuple[str, str]]:
    tree = source.parsed.tree
    return [
        (_HOW[type(node)], node.template.value)
        for node in (tree.find_all(tuple(_HOW)) if tree else ())
        if isinstance(node, (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport))
        and isinstance(node.template, nodes.Const)
    ]


def shipped_template(wanted: str) -> tuple[str, str]:
    """Name and text of one of our templates, asked for by its name or by a kind. Raises WrongUse."""
    kind = find_kind(wanted)
    name = kind.template if kind else wanted.removeprefix("内置/")
    known = template_names()
    try:
        file = find_template(name, ())
    except TemplateFault as fault:
        raise WrongUse(f"{fault.message}；{fault.hint}") from None
    if file is None or name not in known:
        close = nearest(name, known)
        hint = f"是不是想写“{close}”" if close else f"有：{'、'.join(known)}"
        raise WrongUse(f"没有叫“{wanted}”的模板；{hint}")
    return name, file.read_text(encoding="utf-8")


def copy_template(name: str, text: str, folder: Path, *, force: bool) -> Path:
    """Our template as a file in ``folder``. Raises OutputRefused where one lies there already."""
    target = folder / name
    if target.exists() and not force:
        if target.is_file() and target.read_bytes() == text.encode():
            return target
        raise OutputRefused(f"“{target}”已经有了，没有覆盖；要覆盖请加 --force")
    write_single(target, text.encode(), force=force, is_ours=lambda data: False)
    return target
