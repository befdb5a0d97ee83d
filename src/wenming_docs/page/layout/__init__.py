"""Findings about the layout of a document: its numbered manuscript, and its printed pages."""

from wenming_docs.page.layout.manuscript import check_layout
from wenming_docs.page.layout.pages import check_pages

__all__ = ["check_layout", "check_pages"]
