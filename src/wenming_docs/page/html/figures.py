"""Charts, photographs and networks as HTML: everything inside the page, nothing loaded."""

from __future__ import annotations

from collections.abc import Iterator

from wenming_docs.blocks import Chart, Network, Pictures


def chart_html(block: Chart) -> Iterator[str]:
    """TODO."""
    raise NotImplementedError


def pictures_html(block: Pictures) -> Iterator[str]:
    """TODO."""
    raise NotImplementedError


def network_html(block: Network) -> Iterator[str]:
    """TODO."""
    raise NotImplementedError
