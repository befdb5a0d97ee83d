"""Every text of a block tree, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass

from wenming_docs.blocks.nodes import Block, Heading, Paragraph, SpareColumn, Table, Text


def texts_in(blocks: Iterable[Block]) -> list[Text]:
    """All texts below ``blocks``, in document order, tables, name lists and charts included.

    Columns that a table only keeps in reserve say nothing.
    """
    found: list[Text] = []
    _collect(tuple(blocks), found)
    return found


def _collect(nodes: tuple[object, ...], found: list[Text]) -> None:
    """The kinds that a long document has thousands of come first; the others are read field by field."""
    for node in nodes:
        kind = type(node)
        if kind is Text:
            found.append(node)  # type: ignore[arg-type]
        elif isinstance(node, tuple):
            _collect(node, found)
        elif isinstance(node, Table):
            _collect_table(node, found)
        elif isinstance(node, Paragraph):
            found += node.inlines
        elif isinstance(node, Heading):
            found += node.inlines
            found += node.run_in
        elif kind is not SpareColumn and (names := _field_names(kind)):
            _collect(tuple([getattr(node, name) for name in names]), found)


def _collect_table(table: Table, found: list[Text]) -> None:
    for column in table.columns:
        found += column.title
    for row in table.rows:
        for cell in row:
            found += cell.inlines
    _collect((table.caption, table.notes), found)


_FIELDS: dict[type, tuple[str, ...]] = {}


def _field_names(kind: type) -> tuple[str, ...]:
    """The fields of a block class, looked up once; none for anything else (a number, a string)."""
    names = _FIELDS.get(kind)
    if names is None:
        names = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
        _FIELDS[kind] = names
    return names
