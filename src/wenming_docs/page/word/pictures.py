"""Photographs in a grid, each over its caption."""

from __future__ import annotations

from wenming_docs.blocks import Pictures
from wenming_docs.page.word.flow import Flow


def write_pictures(flow: Flow, block: Pictures) -> None:
    """TODO."""
    raise NotImplementedError
