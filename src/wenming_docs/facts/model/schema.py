"""JSON Schema for editors: Chinese keys complete, hover shows what a field is for.

Widened on purpose: editors type ``3.10`` and ``no`` as number and boolean, wenming takes
every scalar as text, so a text field accepts all three (draft-07, yaml-language-server).
"""

from __future__ import annotations

from typing import Any

from wenming_docs.facts.model.base import FactModel
from wenming_docs.facts.model.documents import Form, TaskStyle
from wenming_docs.facts.model.events import Rule
from wenming_docs.facts.model.keys import shape_of
from wenming_docs.facts.model.workspace import Workspace

SCALAR: dict[str, Any] = {"type": ["string", "number", "boolean", "null"]}
CHOICES: dict[str, list[str]] = {
    "task_style": [str(style) for style in TaskStyle],
    "form": [str(form) for form in Form],
}
FREE_MAPPINGS = {"figures", "renames", "indicator_rules", "departments", "subordinates", "others", "deadline"}


def json_schema(kinds: tuple[str, ...] = ()) -> dict[str, Any]:
    """The schema of an entry file in the canonical keys; ``kinds`` completes 文种."""
    definitions: dict[str, Any] = {}
    root = _object(Workspace, definitions, kinds)
    root["properties"]["包含"] = _leaf("包含", "includes", "要并进来的文件，可用 * 通配")
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "wenming",
        **root,
        "definitions": definitions,
    }


def _object(model: type[FactModel], definitions: dict[str, Any], kinds: tuple[str, ...]) -> dict[str, Any]:
    properties = {}
    for attribute, info in model.model_fields.items():
        title = info.title or attribute
        shape = shape_of(model, attribute)
        if shape.model is None:
            properties[title] = _leaf(title, attribute, info.description, kinds)
            continue
        name = shape.model.__name__
        if name not in definitions:
            definitions[name] = {}
            definitions[name].update(_object(shape.model, definitions, kinds))
        reference = {"$ref": f"#/definitions/{name}"}
        if shape.many:
            one = [reference, SCALAR] if shape.model.scalar_as else [reference]
            properties[title] = {"anyOf": [{"type": "array", "items": {"anyOf": one}}, *one], "title": title}
        else:
            properties[title] = {
                "anyOf": [reference, SCALAR] if shape.model.scalar_as else [reference],
                "title": title,
            }
    schema: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    summary = (model.__doc__ or "").split("\n")[0]
    if model.pair_as:
        schema["additionalProperties"] = SCALAR
    schema["description"] = summary.split(":")[0]
    return schema


def _leaf(title: str, attribute: str, description: str | None, kinds: tuple[str, ...] = ()) -> dict[str, Any]:
    leaf: dict[str, Any] = {"title": title}
    if description:
        leaf["description"] = description
    if attribute in CHOICES:
        return {**leaf, "enum": CHOICES[attribute]}
    if attribute == "kind" and kinds:
        return {**leaf, "type": "string", "examples": list(kinds), "enum": list(kinds)}
    if attribute == "indicator_rules":
        return {**leaf, "type": "object", "additionalProperties": {"enum": [str(rule) for rule in Rule]}}
    items = {"type": "array", "items": {"anyOf": [SCALAR, {"type": "array"}]}}
    anyof: list[dict[str, Any]] = [SCALAR, items]
    if attribute in FREE_MAPPINGS:
        anyof.append({"type": "object"})
    return {**leaf, "anyOf": anyof}
