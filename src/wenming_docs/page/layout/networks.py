"""责任网络图 that no page holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wenming_docs.blocks import Attachment, Block, Issued, Landscape, Network, Title, plain
from wenming_docs.errors import InvalidInput
from wenming_docs.findings import Finding, Origin
from wenming_docs.page.layout.outline import Outline
from wenming_docs.page.word.network import Around, around, on_page
from wenming_docs.page.word.sections import STANDARD_PAGE


def networks_too_large(outline: Outline, at: Origin | None) -> Iterator[Finding]:
    """F205: a network whose boxes do not go on one page, however small."""
    title = next((plain(block.inlines) for block in _titles(outline.manuscript.blocks)), "").replace("\n", "")
    document = f"“{title}”里的" if title else ""
    for network, room, landscape in _networks(outline.manuscript.blocks, landscape=False):
        try:
            on_page(network, STANDARD_PAGE, room, landscape=landscape)
        except InvalidInput as error:
            for found in error.findings:
                yield replace(found, message=document + found.message, origin=found.origin or at)


def _titles(blocks: Sequence[Block]) -> Iterator[Title]:
    for block in blocks:
        match block:
            case Title():
                yield block
            case Landscape() | Issued():
                yield from _titles(block.blocks)
            case _:  # an attachment's title does not name the document
                pass


def _networks(blocks: Sequence[Block], *, landscape: bool) -> Iterator[tuple[Network, Around, bool]]:
    for before, block, after in zip((None, *blocks), blocks, (*blocks[1:], None), strict=False):
        match block:
            case Network():
                yield block, around(before, after), landscape
            case Attachment() | Landscape() | Issued():
                yield from _networks(block.blocks, landscape=landscape or isinstance(block, Landscape))
            case _:  # no other block holds a network
                pass
