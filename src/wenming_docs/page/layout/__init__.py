"""Findings about the layout of a manuscript, after numbering."""

from wenming_docs.page.layout.manuscript import check_layout

__all__ = ["check_layout"]
