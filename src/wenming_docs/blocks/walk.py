"""Every text of a block tree, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass

from wenming_docs.blocks.nodes import Block, SpareColumn, Text


def texts_in(blocks: Iterable[Block]) -> list[Text]:
    """All texts below ``blocks``, in document order, tables, name lists and charts included.

    Columns that a table only keeps in reserve say nothing.
    """
    found: list[Text] = []
    _collect(tuple(blocks), found)
    return found


def _collect(nodes: tuple[object, ...], found: list[Text]) -> None:
    for node in nodes:
        if type(node) is Text:
            found.append(node)
        elif type(node) is SpareColumn:
            continue
        elif isinstance(node, tuple):
            _collect(node, found)
        elif names := _field_names(type(node)):
            _collect(tuple([getattr(node, name) for name in names]), found)


_FIELDS: dict[type, tuple[str, ...]] = {}


def _field_names(kind: type) -> tuple[str, ...]:
    """The fields of a block class, looked up once; none for anything else (a number, a string)."""
    names = _FIELDS.get(kind)
    if names is None:
        names = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
        _FIELDS[kind] = names
    return names
