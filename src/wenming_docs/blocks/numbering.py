"""Numbering headings and attachments, so that no author has to (GB/T 9704-2012 7.3.3, 7.3.4, 7.3.7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field, replace

from wenming_docs.blocks.inlines import plain
from wenming_docs.blocks.nodes import (
    Attachment,
    AttachmentList,
    Block,
    Heading,
    Issued,
    Landscape,
    Manuscript,
)
from wenming_docs.records import dataclass
from wenming_docs.zh import chinese_numeral


def number_headings(manuscript: Manuscript) -> Manuscript:
    """The manuscript with every ``Heading.number`` (一、（一）1.（1）) and attachment number filled.

    Headings start again inside each attachment and each issued document. A level may be
    skipped: a heading of level 3 right under level 1 is numbered 1. (一、→1. is allowed).
    A single attachment has the number "", several have "1", "2" …, as in the list under the body.
    """
    return replace(manuscript, blocks=_number(manuscript.blocks))


@dataclass(slots=True)
class _Counters:
    """What one document has counted so far; attachments and issued documents have their own."""

    headings: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    attachments: int = 0
    total: int = 0
    listed: dict[str, str] = field(default_factory=dict)

    def next_heading(self, level: int) -> str:
        """The number of the next heading of ``level``; deeper levels start again."""
        self.headings[level - 1] += 1
        self.headings[level:] = [0] * (4 - level)
        return _heading_number(level, self.headings[level - 1])

    def next_attachment(self, title: str) -> str:
        """The number in the list under the body if the title stands there, else the next one."""
        self.attachments += 1
        counted = str(self.attachments) if self.total > 1 else ""
        return self.listed.get(title, counted)


def _number(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of one document, numbered from the start."""
    own = tuple(_own_blocks(blocks))
    counters = _Counters(total=sum(isinstance(block, Attachment) for block in own))
    for block in own:
        if isinstance(block, AttachmentList):
            numbers = _list_numbers(len(block.titles))
            titles = (plain(title) for title in block.titles)
            counters.listed.update(zip(titles, numbers, strict=True))
    return tuple(_numbered(block, counters) for block in blocks)


def _own_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks that count in this document: landscape pages belong to it, attachments count as one."""
    for block in blocks:
        if isinstance(block, Landscape):
            yield from _own_blocks(block.blocks)
        else:
            yield block


def _numbered(block: Block, counters: _Counters) -> Block:
    match block:
        case Heading():
            number = counters.next_heading(block.level)
            return Heading(block.level, block.inlines, block.run_in, number)
        case AttachmentList():
            return replace(block, numbers=_list_numbers(len(block.titles)))
        case Attachment():
            number = counters.next_attachment(plain(block.title))
            return replace(block, number=number, blocks=_number(block.blocks))
        case Landscape():
            return replace(block, blocks=tuple(_numbered(inner, counters) for inner in block.blocks))
        case Issued():
            return replace(block, blocks=_number(block.blocks))
        case _:  # every other block has no number of its own
            return block


def _list_numbers(count: int) -> tuple[str, ...]:
    return ("",) if count == 1 else tuple(str(index + 1) for index in range(count))


def _heading_number(level: int, count: int) -> str:
    match level:
        case 1:
            return f"{chinese_numeral(count)}、"
        case 2:
            return f"（{chinese_numeral(count)}）"
        case 3:
            return f"{count}."
        case _:
            return f"（{count}）"
