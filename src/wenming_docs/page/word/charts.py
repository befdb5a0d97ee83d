"""Charts that Word and WPS can edit: DrawingML, with the figures in a workbook beside it."""

from __future__ import annotations

from wenming_docs.blocks import Chart
from wenming_docs.page.word.flow import Flow


def write_chart(flow: Flow, block: Chart) -> None:
    """TODO."""
    raise NotImplementedError
