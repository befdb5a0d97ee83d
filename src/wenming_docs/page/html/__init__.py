"""Blocks → HTML for the preview, and Markdown for reading."""

from wenming_docs.page.html.markdown import write_markdown
from wenming_docs.page.html.preview import preview_html

__all__ = ["preview_html", "write_markdown"]
