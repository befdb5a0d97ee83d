"""责任网络图 that no page holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wenming_docs.blocks import Attachment, Block, Issued, Landscape, Manuscript, Network
from wenming_docs.errors import InvalidInput
from wenming_docs.findings import Finding, Origin
from wenming_docs.page.word.network import on_page
from wenming_docs.page.word.sections import STANDARD_PAGE


def networks_too_large(manuscript: Manuscript, at: Origin | None) -> Iterator[Finding]:
    """F205: a network whose boxes do not go on one page, however small."""
    for network, landscape in _networks(manuscript.blocks, landscape=False):
        try:
            on_page(network, STANDARD_PAGE, landscape=landscape)
        except InvalidInput as error:
            yield from (replace(finding, origin=finding.origin or at) for finding in error.findings)


def _networks(blocks: Sequence[Block], *, landscape: bool) -> Iterator[tuple[Network, bool]]:
    for block in blocks:
        match block:
            case Network():
                yield block, landscape
            case Attachment() | Landscape() | Issued():
                yield from _networks(block.blocks, landscape=landscape or isinstance(block, Landscape))
            case _:  # no other block holds a network
                pass
