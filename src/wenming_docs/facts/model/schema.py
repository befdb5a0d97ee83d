"""JSON Schema for editors: Chinese keys complete, hover says what a field is for.

It does not object to what `check` accepts: any scalar is text, whatever type an editor takes
``3.10`` or ``no`` for; what is still empty is no mistake while its author types; synonyms and
English names are known. It offers no more than a clerk should write: canonical keys, Chinese
words, names that one file has; those are offered and never demanded. Draft-07.

``if``/``then`` stands where ``type`` would do, because yaml-language-server offers ``true``,
``false`` and ``null`` for each type it sees, and says what it expected in English.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from wenming_docs.facts.model.base import FactModel
from wenming_docs.facts.model.describe import Described, Sort, Written, described, models
from wenming_docs.facts.model.events import SPELLINGS_OF_RULES, Rule
from wenming_docs.facts.model.issues import Stage
from wenming_docs.facts.model.leaves import NO, YES
from wenming_docs.facts.model.workspace import Workspace
from wenming_docs.records import dataclass

Schema = dict[str, Any]

INCLUDES = "要并进来的文件，可以用 `*` 通配；只能写在最外层"


def json_schema(
    kinds: Mapping[str, str] | None = None,
    aliases: Sequence[str] = (),
    names: Mapping[Sort, Sequence[str]] | None = None,
) -> Schema:
    """The schema of an entry file or a part of one.

    ``kinds`` are the 文种 to offer with what each is for, ``aliases`` further ones to accept;
    ``names`` are offered where a field takes names of that sort.
    """
    writing = _Writing(kinds or {}, tuple(aliases), dict(names or {}))
    root = writing.object(Workspace, "#")
    root["properties"]["包含"] = {"title": "包含", "description": INCLUDES, **_names()}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **root,
        "title": "wenming",
        "definitions": writing.definitions,
    }


SCALARS = ("string", "number", "boolean")
TEXT_WANTED: Schema = {"type": "string", "errorMessage": "这里要写文字，直接写在冒号后面"}
LINES_WANTED: Schema = {"type": "object", "errorMessage": "下面要一行一个“名称: 值”"}
ITEMS_WANTED: Schema = {"type": "array", "errorMessage": "下面要一条一条地写，每条前面写“- ”"}
NEVER: Schema = {"title": "无", "not": {}}


def _value(refused: Sequence[str], wanted: Schema, *alternatives: Schema) -> Schema:
    """Any value but the refused types, which ``wanted`` answers; the alternatives say what to offer.

    Hover takes alternatives for met when as many schemas met the value as there are alternatives,
    and then joins their titles by ||: so each has properties of its own, and some are never met.
    """
    shapes = [name for name in ("object", "array") if any(name in _types(one) for one in alternatives)]
    rest: Schema = {"not": {"type": shapes}} if shapes else {}
    told = [one if "$ref" in one else {"properties": {}, **one} for one in alternatives]
    answer = {"if": {"type": list(refused)}, "then": wanted} if refused else {}
    return {**answer, "anyOf": [*told, rest, *[NEVER] * 4]}


def _types(schema: Schema) -> tuple[str, ...]:
    return ("object",) if "$ref" in schema else (schema.get("type", ""),)


def _offer(words: Sequence[str]) -> list[Schema]:
    """Words to offer beside other alternatives."""
    return [{"enum": list(words)}] if words else []


def _line(offered: Sequence[str] = ()) -> Schema:
    return _value(["object", "array"], TEXT_WANTED, *_offer(offered))


def _names(offered: Sequence[str] = ()) -> Schema:
    return _value(["object"], TEXT_WANTED, *_offer(offered), _list(_line(offered)))


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _mapping(values: Schema, keys: Sequence[str] = ()) -> Schema:
    """A mapping with free keys, some of them to offer."""
    offered = {"properties": dict.fromkeys(keys, values)} if keys else {}
    return {"type": "object", "additionalProperties": values, **offered}


def _choice(words: Sequence[str], accepted: Sequence[str] | set[str] = (), **more: Any) -> Schema:
    """One of these words or nothing yet; ``accepted`` (patterns) are not offered."""
    offered: Schema = {"enum": list(words), **more}
    message = f"可以写：{'、'.join(words)}"
    if all(word.isdigit() for word in words):  # an editor takes 2 for a number
        offered["enum"] += [int(word) for word in words]
        return _value([*SCALARS, "object", "array"], {**offered, "errorMessage": message}, offered)
    pattern = {"pattern": f"^\\s*({'|'.join([*words, *sorted(accepted)])})\\s*$"}
    refused = {"type": "string", **pattern, "patternErrorMessage": message}
    return _value([*SCALARS, "object", "array"], refused, offered)


def _either_case(word: str) -> str:
    return "".join(f"[{char}{char.upper()}]" if char.isascii() else char for char in word)


PROSE = _value(["object"], TEXT_WANTED)
RULES = _choice([str(rule) for rule in Rule], list(SPELLINGS_OF_RULES))
YES_NO = _choice(["是", "否"], {_either_case(word) for word in YES | NO})
YES_NO["if"] = {"type": ["string", "number", "object", "array"]}  # an editor takes true for no text


def _leaf(told: Described, offered: Sequence[str]) -> Schema:
    """What may stand behind a key that holds no facts of its own."""
    match told.written:
        case Written.YES_NO:
            return YES_NO
        case Written.CHOICE:
            return _choice(told.choices)
        case Written.PROSE:
            return PROSE
        case Written.NAMES | Written.PEOPLE | Written.ROW:
            return _names(offered)
        case Written.ROWS:
            return _value([*SCALARS, "object"], ITEMS_WANTED, _list(_names()))
        case Written.DEADLINE:
            return _value(["array"], TEXT_WANTED, _mapping(_line()))
        case Written.UNITS:
            return _value([], {}, _mapping(_value([], {}, _mapping(_line()), _list(_line()))), _list(_line()))
        case Written.FIGURES:
            return _value([*SCALARS, "array"], LINES_WANTED, _mapping(_line(), offered))
        case Written.RULES:
            return _value([*SCALARS, "array"], LINES_WANTED, _mapping(RULES, offered))
        case Written.MOVES:
            return _value(SCALARS, ITEMS_WANTED, _list(_mapping(_line(), [str(stage) for stage in Stage])))
        case Written.RENAMES | Written.AGREED | Written.REPORTED:
            return _value([*SCALARS, "array"], LINES_WANTED, _mapping(_line()))
    return _line(offered)


@dataclass(slots=True)
class _Writing:
    """One schema being written; ``definitions`` collects a model each."""

    kinds: Mapping[str, str]
    aliases: tuple[str, ...]
    names: Mapping[Sort, Sequence[str]]
    definitions: dict[str, Schema] = field(default_factory=dict)

    def object(self, model: type[FactModel], place: str) -> Schema:
        """The mapping of a model at ``place``: canonical keys to offer, other spellings to accept."""
        offered: dict[str, Schema] = {}
        accepted: dict[str, Schema] = {}
        for told in described(model):
            schema = {"title": told.title, "description": _hover(told), **self.value(told)}
            offered[told.title] = schema
            same = {"allOf": [{"$ref": f"{place}/properties/{told.title}"}], "doNotSuggest": True}
            accepted |= dict.fromkeys(told.spellings, same)
        schema = {"type": "object", "properties": {**accepted, **offered}}
        if not model.pair_as:
            return {**schema, "additionalProperties": False}
        # “小标题: 正文”: one key is free, of several each must be known.
        known = {"enum": sorted(schema["properties"]), "errorMessage": "没有这一项"}
        return {
            **schema,
            "if": {"minProperties": 2},
            "then": {"propertyNames": known},
            "additionalProperties": {**PROSE, "title": "小标题", "description": "小标题，后面写正文"},
        }

    def value(self, told: Described) -> Schema:
        """What may stand behind a key, and what to begin with."""
        if told.model is not None:
            return self.facts(told.model, many=told.written is Written.LIST)
        if told.sort is Sort.KIND and self.kinds:
            accepted = [*self.aliases, ".*【待填.*"]
            return _choice(list(self.kinds), accepted, enumDescriptions=list(self.kinds.values()))
        return _leaf(told, self.offered(told))

    def offered(self, told: Described) -> tuple[str, ...]:
        """The words to offer for a field, each once."""
        words = (*told.offered, *(self.names.get(told.sort, ()) if told.sort else ()))
        return tuple(dict.fromkeys(words))

    def facts(self, model: type[FactModel], *, many: bool) -> Schema:
        """One set of facts, or a list of such; with the shorthands that the model has."""
        one: Schema = {"$ref": f"#/definitions/{self.define(model)}"}
        refused = () if model.scalar_as else SCALARS
        names = [
            words
            for told in described(model)
            if told.attribute == model.scalar_as
            for words in _offer(self.offered(told))
        ]
        if not many:
            return {"properties": {}, **_value([*refused, "array"], LINES_WANTED, *names, one)}
        item = _value([*refused, "array"], LINES_WANTED, *names, one)
        free = [_mapping(PROSE)] if model.pair_as else []
        return {"items": {}, **_value(refused, ITEMS_WANTED, *names, _list(item), one, *free)}

    def define(self, model: type[FactModel]) -> str:
        """The name of the model's definition, written on first use."""
        name = model.__name__
        if name not in self.definitions:
            self.definitions[name] = {}
            schema = self.object(model, f"#/definitions/{name}")
            keys = dict.fromkeys(place.rpartition("的")[2] for place in models()[model])
            self.definitions[name].update({**schema, "title": "、".join(keys)})
        return name


def _hover(told: Described) -> str:
    """What the field is for, whether it must be there, and an example to look at, never to insert."""
    parts = [told.description + ("（必填）" if told.required else "")]
    if told.example:
        parts.append("例如：\n\n" + "\n".join(f"    {line}" for line in told.example.split("\n")))
    return "\n\n".join(parts)
