"""Every text of a block tree, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from wenming_docs.blocks.nodes import Block, Text


def texts_in(blocks: Iterable[Block]) -> list[Text]:
    """All texts below ``blocks``, in document order, tables and name lists included."""
    return list(_texts(tuple(blocks)))


def _texts(node: object) -> Iterator[Text]:
    if isinstance(node, Text):
        yield node
    elif isinstance(node, tuple):
        for item in node:
            yield from _texts(item)
    elif is_dataclass(node):
        for field in fields(node):
            yield from _texts(getattr(node, field.name))
