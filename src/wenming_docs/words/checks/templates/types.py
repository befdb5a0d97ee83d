"""What a template's expression can be: types read from the views, made narrower by ``{% if %}``.

A type is a set of kinds that a value may have. ``{% if task.first %}`` leaves those kinds of
``task`` whose ``first`` is there; the empty set says that a place is never reached.

It is long because a kind of value and every way to narrow it are one vocabulary.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from wenming_docs.facts.kinds import Family
from wenming_docs.findings import SourceText
from wenming_docs.records import dataclass
from wenming_docs.words.contexts import views
from wenming_docs.words.contexts.names import (
    AUTO_OF,
    FORMS,
    IMPLIED,
    LEVELS,
    NEVER_EMPTY,
    SURE_OF_FORM,
    TemplateNames,
)

Type = frozenset["Kind"]


@dataclass(frozen=True, slots=True)
class Words:
    """A text; ``sources`` are the facts it comes from (``TaskView.heading``)."""

    sources: frozenset[str] = frozenset()
    literal: str | None = None


@dataclass(frozen=True, slots=True)
class Number:
    literal: int | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    literal: bool


@dataclass(frozen=True, slots=True)
class Nothing:
    """None, or a name that was not set on this way."""


@dataclass(frozen=True, slots=True)
class Page:
    """Ready-made blocks: a table, a name list, a masthead."""

    sources: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Items:
    """A list; ``some`` says whether it holds anything, if that is known."""

    item: Type
    some: bool | None = None
    first: Type | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """A view, ``loop`` or a group; ``known`` are fields narrower than declared."""

    name: str
    known: tuple[tuple[str, Type], ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What a macro, a block or ``{% set %}…{% endset %}`` wrote."""


@dataclass(frozen=True, slots=True)
class Macro:
    """Something to be called: a macro of a template, ``caller`` or ``super``."""

    template: str
    name: str
    with_context: bool = True


@dataclass(frozen=True, slots=True)
class Module:
    """An imported template."""

    template: str
    with_context: bool


@dataclass(frozen=True, slots=True)
class Unknown:
    """Anything: nothing is said about it."""


Kind = Words | Number | Flag | Nothing | Page | Items | Thing | Written | Macro | Module | Unknown

NEVER: Type = frozenset()
ANY: Type = frozenset({Unknown()})
NONE: Type = frozenset({Nothing()})
FLAG: Type = frozenset({Flag(True), Flag(False)})
TEXT: Type = frozenset({Words()})
NUMBER: Type = frozenset({Number()})
OUTPUT: Type = frozenset({Written()})
LOOP_FIELDS = (
    "index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0",
    "previtem", "nextitem", "cycle",
)  # fmt: skip


def context_names(family: Family | None = None) -> dict[str, Type]:
    """Every name at the top of a template; for a kind of ``family``, ``auto`` is known better."""
    found = {name: declared("", name) for name in _hints(TemplateNames)}
    if family is not None:
        empty = tuple(
            (name, _absent(declared("AutoView", name)))
            for name in sorted(field_names("AutoView"))
            if name not in AUTO_OF[family]
        )
        found["auto"] = frozenset({Thing("AutoView", empty), Nothing()})
    return found


def _absent(kinds: Type) -> Type:
    """A field that is never filled: an empty list, or nothing."""
    return frozenset(replace(kind, some=False) for kind in kinds if isinstance(kind, Items)) or NONE


def field_names(thing: str) -> tuple[str, ...]:
    """The fields a template may ask a thing for."""
    if thing == "loop":
        return LOOP_FIELDS
    if thing == "group":
        return ("grouper", "list")
    return tuple(_hints(VIEWS[thing]))


def field(thing: Thing, name: str) -> Type | None:
    """The type of a field, as narrow as it is known; None if there is no such field."""
    for known, kind in thing.known:
        if known == name:
            return kind
    return declared(thing.name, name) if name in field_names(thing.name) else None


@cache
def declared(thing: str, name: str) -> Type:
    """The type of a field as its view declares it; thing "" holds the names at the top."""
    if thing == "loop":
        return _loop_field(name)
    source = f"{thing}.{name}" if thing else name
    return _read(_hints(VIEWS[thing])[name], source)


def _loop_field(name: str) -> Type:
    if name in ("first", "last"):
        return FLAG
    if name in ("previtem", "nextitem", "cycle"):
        return ANY
    return NUMBER


def _views() -> dict[str, type]:
    found: dict[str, type] = {"": TemplateNames}
    waiting: list[Any] = [*_hints(TemplateNames).values(), *FORMS.values()]
    while waiting:
        part = waiting.pop()
        waiting += typing.get_args(part)
        if (
            isinstance(part, type)
            and is_dataclass(part)
            and part.__name__.endswith(("View", "AttachedBlocks"))
        ):
            if part.__name__ not in found:
                found[part.__name__] = part
                waiting += _hints(part).values()
    return found


@cache
def _hints(view: type) -> dict[str, Any]:
    known = {view.__name__: view for view in vars(views).values() if isinstance(view, type)}
    hints = typing.get_type_hints(view, localns=known)
    return {item.name: hints[item.name] for item in fields(view)}


VIEWS: dict[str, type] = _views()
"""Every view that a template can reach, by its name; "" for the names at the top."""


def _read(hint: Any, source: str) -> Type:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        parts = typing.get_args(hint)
        if parts and all(map(_is_block, parts)):
            return frozenset({Page(frozenset({source}))})
        return frozenset().union(*(_read(part, source) for part in parts))
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)[0]
        if _is_block(inner) or all(map(_is_block, typing.get_args(inner) or (None,))):
            return frozenset({Page(frozenset({source}))})
        return frozenset({Items(_read(inner, source), True if source in NEVER_EMPTY else None)})
    if hint is views.PartView:
        return frozenset(_parts())
    return _read_plain(hint, source)


def _read_plain(hint: Any, source: str) -> Type:
    if hint is SourceText:
        return frozenset({Words(frozenset({source}))})
    if hint is str:
        return TEXT
    if hint is bool:
        return FLAG
    if hint is int:
        return frozenset(Number(level) for level in LEVELS)
    if hint is type(None):
        return NONE
    return frozenset({Thing(hint.__name__)})


def _is_block(hint: Any) -> bool:
    return isinstance(hint, type) and hint.__module__.startswith("wenming_docs.blocks")


def _parts() -> Iterable[Thing]:
    """A kind of part for each form: what ``data`` holds depends on it."""
    for form, hint in FORMS.items():
        data = frozenset(_with_form(kind, form) for kind in _read(hint, f"{form}.data"))
        part = Thing("PartView", (("data", data), ("form", frozenset({Words(literal=form)}))))
        for path in SURE_OF_FORM.get(form, ()):
            (part,) = narrowed(frozenset({part}), tuple(path.split(".")), truthy)  # type: ignore[assignment]
        yield part


def form_data(form: str) -> Type:
    """What ``part.data`` holds where ``part.form`` is ``form``."""
    part = next(part for part in _parts() if ("form", frozenset({Words(literal=form)})) in part.known)
    return dict(part.known)["data"]


def _with_form(kind: Kind, form: str) -> Kind:
    return replace(kind, some=False) if isinstance(kind, Items) and form == "总起" else kind


def truthy(kinds: Type) -> Type:
    """The kinds of a value that ``{% if %}`` lets through."""
    found: set[Kind] = set()
    for kind in kinds:
        match kind:
            case Items(item, some, first):
                found |= set() if some is False else {Items(item, True, first)}
            case Nothing() | Flag(False) | Number(0) | Words(literal=""):
                pass
            case _:
                found.add(kind)
    return frozenset(found)


def falsy(kinds: Type) -> Type:
    """The kinds of a value for which ``{% else %}`` is printed."""
    found: set[Kind] = set()
    for kind in kinds:
        match kind:
            case Items(item, some, first):
                found |= set() if some else {Items(item, False, first)}
            case Thing() | Page() | Macro() | Module() | Flag(True):
                pass
            case Words(literal=None):  # a text that is there is never empty
                pass
            case Words(literal=str(text)) if text:
                pass
            case Number(literal=int(number)) if number:
                pass
            case _:
                found.add(kind)
    return frozenset(found)


def certainly(kinds: Type, holds: bool) -> bool:
    """Whether a value of these kinds is there for certain (or absent for certain); texts are never empty."""
    absent = NONE | {Flag(False), Number(0)}
    there = {
        kind: kind.some
        if isinstance(kind, Items)
        else None
        if isinstance(kind, Unknown)
        else kind not in absent
        for kind in kinds
    }
    return bool(there) and set(there.values()) == {holds}


def equal_to(literal: object) -> typing.Callable[[Type], Type]:
    """Leaves the kinds that may be equal to ``literal``."""
    return lambda kinds: frozenset(
        Words(kind.sources, literal) if isinstance(kind, Words) and isinstance(literal, str) else kind
        for kind in kinds
        if may_equal(kind, literal)
    )


def unequal_to(literal: object) -> typing.Callable[[Type], Type]:
    """Leaves the kinds that may differ from ``literal``."""
    return lambda kinds: frozenset(
        kind for kind in kinds if getattr(kind, "literal", None) != literal or isinstance(kind, Unknown)
    )


def may_equal(kind: Kind, literal: object) -> bool:
    """Whether a value of this kind can be equal to ``literal``."""
    match kind:
        case Words(literal=known):
            return isinstance(literal, str) and known in (None, literal)
        case Number(literal=known):
            return isinstance(literal, int) and (known is None or known == literal)
        case Flag(literal=known):
            return isinstance(literal, (bool, int)) and known == literal
        case Nothing():
            return literal is None
        case Unknown() | Written():
            return True
    return False


def narrowed(kinds: Type, path: tuple[str, ...], choose: typing.Callable[[Type], Type]) -> Type:
    """``kinds`` with ``choose`` applied to what stands at ``path``; kinds with nothing left there go."""
    if not path:
        return choose(kinds)
    found: set[Kind] = set()
    for kind in kinds:
        if isinstance(kind, Thing) and (inside := field(kind, path[0])) is not None:
            if left := narrowed(inside, path[1:], choose):
                found.add(_knowing(kind, path[0], left))
        elif isinstance(kind, Items) and path[0] == "0":
            if left := narrowed(kind.first or kind.item, path[1:], choose):
                found.add(replace(kind, first=left))
        else:
            found.add(kind)
    return frozenset(found)


def _knowing(thing: Thing, name: str, value: Type) -> Thing:
    """``thing`` with a field known better, and with what that implies."""
    known = tuple(sorted({**dict(thing.known), name: value}.items(), key=lambda pair: pair[0]))
    better = Thing(thing.name, known)
    for holds in (True, False):
        for path in IMPLIED.get((thing.name, name, holds), ()) if certainly(value, holds) else ():
            place, _, wanted = path.partition("=")
            choose = _among(wanted.split("|")) if wanted else truthy
            left = narrowed(frozenset({better}), tuple(place.split(".")), choose)
            better = next((kind for kind in left if isinstance(kind, Thing)), better)
    return better


def _among(wanted: list[str]) -> typing.Callable[[Type], Type]:
    return lambda kinds: frozenset(kind for kind in kinds if any(may_equal(kind, word) for word in wanted))


def item_of(kinds: Type) -> Type:
    """What a loop over ``kinds`` gives."""
    found: set[Kind] = set()
    for kind in kinds:
        if isinstance(kind, Items):
            found |= kind.item | (kind.first or NEVER)
        elif isinstance(kind, Unknown):
            found.add(kind)
    return frozenset(found)


def sources_of(kinds: Type) -> frozenset[str]:
    """The facts that a value of these kinds comes from, inside lists too."""
    found: set[str] = set()
    for kind in kinds:
        match kind:
            case Words(sources=sources) | Page(sources=sources):
                found |= sources
            case Items(item, _, first):
                found |= sources_of(item | (first or NEVER))
            case _:
                pass
    return frozenset(found)
