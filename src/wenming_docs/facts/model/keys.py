"""From source nodes to the plain data pydantic takes: keys made canonical, shapes made one.

Keys are made canonical on the node tree, so that positions survive. Shorthands (a bare
scalar, ``小标题: 正文``, ``甲、乙``) become the mappings they stand for.
"""

from __future__ import annotations

import types
import typing
from dataclasses import field
from functools import cache, lru_cache
from typing import Any

from wenming_docs.facts.model.base import FactModel
from wenming_docs.facts.model.places import Loc, Places
from wenming_docs.facts.source import Entry, Mapping, Node, Scalar, Sequence
from wenming_docs.facts.values import BadValue, parse_names
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.records import dataclass
from wenming_docs.zh import nearest


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field holds: a model, a list of a model, or (neither) a leaf."""

    model: type[FactModel] | None
    many: bool


@cache
def shape_of(model: type[FactModel], attribute: str) -> Shape:
    """The shape of a field, read from its annotation."""
    return _shape(model.model_fields[attribute].annotation, many=False)


def _shape(annotation: Any, *, many: bool) -> Shape:
    if isinstance(annotation, type) and issubclass(annotation, FactModel):
        return Shape(annotation, many)
    origin = typing.get_origin(annotation)
    if origin in (types.UnionType, typing.Union):
        for part in typing.get_args(annotation):
            if (shape := _shape(part, many=many)).model:
                return shape
    if origin is tuple:
        return _shape(typing.get_args(annotation)[0], many=True)
    return Shape(None, many)


@cache
def keys_of(model: type[FactModel]) -> dict[str, str]:
    """Every accepted spelling of a key of ``model`` → attribute; canonical spellings win."""
    spellings: dict[str, str] = {}
    for attribute, info in model.model_fields.items():
        spellings[info.title or attribute] = attribute
    for attribute, info in model.model_fields.items():
        extra = info.json_schema_extra
        synonyms = extra.get("synonyms", []) if isinstance(extra, dict) else []
        for spelling in (*typing.cast(list[str], synonyms), attribute):
            spellings.setdefault(spelling, attribute)
    return spellings


@cache
def fields_of(model: type[FactModel]) -> dict[str, tuple[str, Shape]]:
    """Every accepted spelling of a key of ``model`` → attribute and shape of the field."""
    return {
        spelling: (attribute, shape_of(model, attribute)) for spelling, attribute in keys_of(model).items()
    }


@cache
def homes_of(root: type[FactModel]) -> dict[str, tuple[str, ...]]:
    """Every canonical key below ``root`` → the keys it may stand under (牵头 → 任务, 活动安排)."""
    found: dict[str, dict[str, None]] = {}
    seen: set[type[FactModel]] = set()

    def walk(model: type[FactModel], above: str) -> None:
        seen.add(model)
        for attribute, info in model.model_fields.items():
            title = info.title or attribute
            if above:
                found.setdefault(title, {}).setdefault(above)
            below = shape_of(model, attribute).model
            if below and below not in seen:
                walk(below, title)

    walk(root, "")
    return {key: tuple(homes) for key, homes in found.items()}


@dataclass(slots=True)
class Canonical:
    """One walk over a source: collects places and findings beside the plain data."""

    root: type[FactModel]
    places: Places = field(default_factory=Places)
    findings: list[Finding] = field(default_factory=list)
    names_lost: bool = False

    def plain(self, node: Node, shape: Shape, loc: Loc) -> Any:
        """``node`` as plain data for ``shape``; leaves stay nodes."""
        if shape.model is None:
            return node
        self.places.whole[loc] = node.origin
        if shape.many:
            return self._many(node, shape.model, loc)
        return self._one(node, shape.model, loc)

    def _many(self, node: Node, model: type[FactModel], loc: Loc) -> tuple[Any, ...]:
        try:
            nodes = _items(node, model)
        except BadValue as error:
            self._error("F005", error.message, error.hint, node.origin)
            return ()
        one = Shape(model, False)
        items = [self.plain(item, one, (*loc, i)) for i, item in enumerate(nodes)]
        return tuple(item for item in items if item is not None)

    def _one(self, node: Node, model: type[FactModel], loc: Loc) -> dict[str, Any] | None:
        if isinstance(node, Mapping):
            if model.pair_as and _is_pair(node, model):
                key, value = model.pair_as
                entry = node.entries[0]
                if is_blank(entry.value):
                    hint = "填上内容；暂时不知道就写【待填】；用不着就删去这一行"
                    self._error("F006", f"“{entry.key.text}”后面没有内容", hint, entry.key.origin)
                    return None
                self.places.fields[loc] = {key: entry.key.origin, value: entry.value.origin}
                return {key: entry.key, value: entry.value}
            return self._mapping(node, model, loc)
        if isinstance(node, Scalar) and model.scalar_as:
            self.places.fields[loc] = {model.scalar_as: node.origin}
            return {model.scalar_as: node}
        self._shapeless(node, model)
        return None

    def _shapeless(self, node: Scalar | Sequence, model: type[FactModel]) -> None:
        """Text or a list where fields belong; a bare text was probably meant as the first of them."""
        titles = [info.title for info in model.model_fields.values() if info.title][:3]
        written = "一张清单" if isinstance(node, Sequence) else "一段文字"
        first = node.text if isinstance(node, Scalar) and 0 < len(node.text) <= 20 else "……"
        hint = f"一行一项，例如“{titles[0]}: {first}”" + "".join(f"“{title}: ……”" for title in titles[1:])
        self._error("F002", f"这里要写一组“名称: 值”，写的却是{written}", hint, node.origin)

    def _mapping(self, node: Mapping, model: type[FactModel], loc: Loc) -> dict[str, Any]:
        known, data = fields_of(model), {}
        written: dict[str, Entry] = {}
        places = self.places.fields[loc] = {}
        for entry in node.entries:
            value, field = entry.value, known.get(entry.key.text)
            if field is None:
                self._unknown(entry, model)
                self.names_lost |= not isinstance(value, Scalar)
                continue
            attribute, shape = field
            if attribute in written:
                self._twice(written[attribute], entry)
                continue
            written[attribute] = entry
            if is_blank(value):
                self._blank(entry)
                places[attribute] = entry.key.origin
            elif shape.model is None:
                data[attribute], places[attribute] = value, value.origin
            elif (made := self.plain(value, shape, (*loc, attribute))) is not None:
                data[attribute] = made
        return data

    def _twice(self, first: Entry, again: Entry) -> None:
        if first.key.text == again.key.text:
            return  # the file says so itself (S027)
        self._error(
            "F004",
            f"“{again.key.text}”和第{first.key.origin.line}行的“{first.key.text}”是同一项，写了两遍",
            "留一处，把另一处删去或并过去",
            again.key.origin,
        )

    def _blank(self, entry: Entry) -> None:
        message = f"“{entry.key.text}”后面是空的"
        hint = "填上内容；暂时不知道就写【待填】；用不着就删去这一行"
        self.findings.append(Finding("F001", Severity.WARNING, message, hint, entry.key.origin))

    def _unknown(self, entry: Entry, model: type[FactModel]) -> None:
        key, known = entry.key.text, keys_of(model)
        close = _close_key(key, model)
        if close and not (key in close and key in homes_of(self.root)):
            hint = f"是不是想写“{model.model_fields[known[close]].title if known[close] != close else close}”"
        elif key in keys_of(self.root):
            hint = f"“{key}”要顶格写，不放在这里"
        elif homes := homes_of(self.root).get(key):
            hint = f"“{key}”写在{'或'.join(f'“{home}”' for home in homes[:3])}的某一项下面"
        else:
            hint = "这里可以写：" + _titles(model)
        self._error("F003", f"没有“{key}”这一项", hint, entry.key.origin)

    def _error(self, code: str, message: str, hint: str, origin: Origin) -> None:
        self.findings.append(Finding(code, Severity.ERROR, message, hint, origin))


def is_blank(node: Node) -> bool:
    """Whether nothing is written: absent, only blanks (full-width ones too), or a list of such."""
    if isinstance(node, Sequence):
        return all(is_blank(item) for item in node.items)
    if isinstance(node, Mapping):
        return not node.entries
    return node.missing or not node.text.strip()


def _is_pair(node: Mapping, model: type[FactModel]) -> bool:
    return len(node.entries) == 1 and node.entries[0].key.text not in keys_of(model)


def _items(node: Node, model: type[FactModel]) -> list[Node]:
    """The items a list field means: a list, one bare item, ``甲、乙``, or free key: value lines."""
    if isinstance(node, Sequence):
        return [item for item in node.items if not is_blank(item)]
    if isinstance(node, Scalar) and model.scalar_splits:
        return _split(node)
    if isinstance(node, Mapping) and model.pair_as:
        known = keys_of(model)
        if not any(entry.key.text in known for entry in node.entries):
            return [Mapping([entry], entry.key.origin) for entry in node.entries]
    return [node]


def _split(node: Scalar) -> list[Node]:
    """The names of ``甲、乙``, each at its own place."""
    found: list[Node] = []
    start = 0
    for name in parse_names(node.text):
        offset = max(node.text.find(name, start), start)
        found.append(Scalar(str(name), node.place(offset), node.quoted))
        start = offset + len(name)
    return found


@cache
def _titles(model: type[FactModel]) -> str:
    return "、".join(info.title for info in model.model_fields.values() if info.title)


@lru_cache(maxsize=10_000)
def _close_key(key: str, model: type[FactModel]) -> str | None:
    """What an unknown key was probably meant for; ``fmt`` reads the same file several times."""
    return nearest(key, keys_of(model))
