"""Every text of a block tree, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass

from wenming_docs.blocks.nodes import Block, Text


def texts_in(blocks: Iterable[Block]) -> list[Text]:
    """All texts below ``blocks``, in document order, tables and name lists included."""
    found: list[Text] = []
    _collect(tuple(blocks), found)
    return found


def _collect(node: object, found: list[Text]) -> None:
    if type(node) is Text:
        found.append(node)
    elif isinstance(node, tuple):
        for item in node:
            _collect(item, found)
    else:
        for name in _field_names(type(node)):
            _collect(getattr(node, name), found)


_FIELDS: dict[type, tuple[str, ...]] = {}


def _field_names(kind: type) -> tuple[str, ...]:
    """The fields of a block class, looked up once; none for anything else (a number, a string)."""
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
    return _FIELDS[kind]
