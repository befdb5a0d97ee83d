"""责任网络图: boxes joined by lines, every one of them editable."""

from __future__ import annotations

from wenming_docs.blocks import Network
from wenming_docs.page.word.flow import Flow


def write_network(flow: Flow, block: Network) -> None:
    """TODO."""
    raise NotImplementedError
