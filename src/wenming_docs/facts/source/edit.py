"""Edits that keep everything else: comments, order, blank lines, line ends.

A file is split into its lines with their own line ends. An edit replaces some columns of one
line, and only where the file holds the very characters of the value.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from wenming_docs.facts.source.codes import Collector
from wenming_docs.facts.source.decode import decode
from wenming_docs.facts.source.files import read_bytes
from wenming_docs.facts.source.nodes import Mapping, Node, Scalar, Sequence
from wenming_docs.findings import Finding
from wenming_docs.records import dataclass

_LINE_END = re.compile("(\r\n|\r|\x85|\n)")


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file as it was read: its bytes, its lines without their ends, and those ends.

    ``converted`` says that the bytes are not UTF-8, so that writing the same text changes them.
    """

    path: Path
    data: bytes
    lines: tuple[str, ...]
    ends: tuple[str, ...]
    bom: bool = False
    converted: bool = False

    @property
    def text(self) -> str:
        """The text with plain line feeds, as the parser reads it."""
        return "\n".join(self.lines)

    def with_lines(self, lines: Iterable[str]) -> TextFile:
        """The same file with other lines, one for one."""
        return replace(self, lines=tuple(lines))

    def encoded(self) -> bytes:
        """The file as UTF-8, with its own line ends, and its BOM if it had one."""
        whole = "".join(line + end for line, end in zip(self.lines, (*self.ends, ""), strict=True))
        return (codecs.BOM_UTF8 if self.bom else b"") + whole.encode("utf-8")


def open_text(
    path: Path, name: str, known_keys: Iterable[str] = (), home: Path | None = None
) -> tuple[TextFile | None, list[Finding]]:
    """The file at ``path``, or None with the reason among the findings; with ``home`` it lies below that."""
    found = Collector(name)
    data = read_bytes(path, found, home)
    text = decode(data, found, known_keys) if data is not None else None
    if data is None or text is None or found.failed:
        return None, found.findings()
    bom = data.startswith(codecs.BOM_UTF8)
    pieces = _LINE_END.split(text.removeprefix("\ufeff"))
    file = TextFile(path, data, tuple(pieces[::2]), tuple(pieces[1::2]), bom)
    return replace(file, converted=bool(found.findings()) or _is_utf16(data)), found.findings()


def _is_utf16(data: bytes) -> bool:
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


@dataclass(frozen=True, slots=True)
class Edit:
    """``new`` in the place of columns ``start`` to ``end`` of a line, all counted from 0."""

    line: int
    start: int
    end: int
    new: str


def edit_of(scalar: Scalar, lines: tuple[str, ...], start: int, end: int, new: str) -> Edit | None:
    """The edit that puts ``new`` in the place of ``scalar.text[start:end]``.

    None where the file does not hold those characters side by side, as behind an escape.
    """
    wanted = scalar.text[start:end]
    first = scalar.place(start)
    line, column = first.line - 1, first.column - 1
    if "\n" in wanted or not wanted or line >= len(lines):
        return None
    if lines[line][column : column + len(wanted)] != wanted:
        return None
    style = scalar.span.style if scalar.span is not None else ""
    if style == '"' and lines[line][column - 1] == "\\" or style == "'" and "'" in wanted:
        return None
    return Edit(line, column, column + len(wanted), new)


def spliced(lines: tuple[str, ...], edits: Iterable[Edit]) -> tuple[str, ...]:
    """The lines with all edits made; the edits must not overlap."""
    changed = list(lines)
    for edit in sorted(edits, key=lambda edit: (edit.line, -edit.start)):
        line = changed[edit.line]
        changed[edit.line] = line[: edit.start] + edit.new + line[edit.end :]
    return tuple(changed)


def scalars_of(node: Node) -> Iterator[Scalar]:
    """Every key and value below ``node`` in written order."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars_of(item)
    elif isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.key
            yield from scalars_of(entry.value)
