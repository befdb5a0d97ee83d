"""The tree that a YAML file becomes: text, lists and mappings, each knowing its place.

No value is interpreted here: ``010``, ``no`` and ``12:30`` are the characters that were
typed. What is a number, a date or a yes is decided by the model.
"""

from __future__ import annotations

import re
from dataclasses import field, replace
from typing import TypeAlias

from wenming_docs.facts.source.spans import Span
from wenming_docs.findings import Origin
from wenming_docs.records import dataclass

DEEPEST = 100
"""Levels of lists and mappings in one file."""


@dataclass(slots=True)
class Scalar:
    """A piece of text. ``missing`` means that nothing was written (``牵头:``).

    For block text (``|``) the origin is the first character of the first text line.
    """

    text: str
    origin: Origin
    quoted: bool = False
    block: bool = False
    missing: bool = False
    span: Span | None = field(default=None, repr=False, compare=False)

    def place(self, offset: int) -> Origin:
        """Where the character ``text[offset]`` stands in the file."""
        origin = self.origin
        if self.span is None:
            if offset <= 0:
                return origin
            return Origin(origin.file, origin.line, origin.column + offset, origin.path, origin.cell)
        line, column = self.span.place(self.text, offset)
        return origin._replace(line=line, column=column)


@dataclass(slots=True)
class Sequence:
    """A list, in the order written."""

    items: list[Node]
    origin: Origin


@dataclass(slots=True)
class Entry:
    """One ``key: value`` of a mapping; the key's origin has the entry's path."""

    key: Scalar
    value: Node


@dataclass(slots=True)
class Mapping:
    """Entries in the order written, each key once."""

    entries: list[Entry]
    origin: Origin


Node: TypeAlias = Scalar | Sequence | Mapping


def child_path(path: str, key: str) -> str:
    """The fact path of an entry: ``创建`` + ``年度`` → ``创建.年度``."""
    return f"{path}.{key}" if path else key


def block_scalar(text: str, span: Span, origin: Origin) -> Scalar:
    """Text behind ``|`` or ``>``, a sign that stands at ``origin``; its own place is its first text line."""
    first = re.search(r"\S", text)
    if first is None:
        return Scalar("", origin, block=True, missing=True)
    line_start = text.rfind("\n", 0, first.start()) + 1
    line, column = span.place(text, first.start())
    start = origin._replace(line=line, column=column - (first.start() - line_start))
    return Scalar(text, start, block=True, span=span)


def rebased(node: Node, path: str) -> Node:
    """``node`` with all its fact paths starting at ``path`` (after a merge moved it)."""
    origin = node.origin._replace(path=path)
    if isinstance(node, Scalar):
        return replace(node, origin=origin)
    if isinstance(node, Sequence):
        items = [rebased(item, f"{path}[{number}]") for number, item in enumerate(node.items, 1)]
        return Sequence(items, origin)
    return Mapping([rebased_entry(entry, path) for entry in node.entries], origin)


def rebased_entry(entry: Entry, path: str) -> Entry:
    """``entry`` as a member of the mapping at ``path``."""
    own = child_path(path, entry.key.text)
    key = replace(entry.key, origin=entry.key.origin._replace(path=own))
    return Entry(key, rebased(entry.value, own))


def most_nodes(text: str) -> int:
    """A number that the nodes of ``text`` do not exceed, at the price of looking for six signs."""
    return 2 * sum(map(text.count, ":-,[{?")) + 1


def count_nodes(root: Node) -> int:
    """The scalars (keys too), lists and mappings of a tree."""
    if isinstance(root, Sequence):
        return 1 + sum(map(count_nodes, root.items))
    if isinstance(root, Mapping):
        return 1 + sum(1 + count_nodes(entry.value) for entry in root.entries)
    return 1
