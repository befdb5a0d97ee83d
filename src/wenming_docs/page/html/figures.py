"""Photographs and networks as HTML: everything inside the page, nothing loaded."""

from __future__ import annotations

from collections.abc import Iterator

from wenming_docs.blocks import Network, Pictures


def pictures_html(block: Pictures) -> Iterator[str]:
    """TODO."""
    raise NotImplementedError


def network_html(block: Network) -> Iterator[str]:
    """TODO."""
    raise NotImplementedError
