"""Tables with more columns than a page can hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wenming_docs.blocks import Attachment, Block, Issued, Landscape, Table
from wenming_docs.findings import Finding, Origin
from wenming_docs.page.layout.outline import Outline
from wenming_docs.page.word.crowded import too_many_columns
from wenming_docs.page.word.sections import STANDARD_PAGE


def crowded_tables(outline: Outline, at: Origin | None) -> Iterator[Finding]:
    """L032: a table whose columns would be narrower than one 字 of the smallest size."""
    for table, landscape in _tables(outline.manuscript.blocks, landscape=False):
        room = STANDARD_PAGE.text_width(landscape=landscape)
        if found := too_many_columns(table, room, landscape=landscape):
            yield replace(found, origin=found.origin or at)


def _tables(blocks: Sequence[Block], *, landscape: bool) -> Iterator[tuple[Table, bool]]:
    for block in blocks:
        match block:
            case Table():
                yield block, landscape
            case Attachment() | Landscape() | Issued():
                yield from _tables(block.blocks, landscape=landscape or isinstance(block, Landscape))
            case _:  # no other block holds a table
                pass
