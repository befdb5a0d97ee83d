"""Blocks → HTML for the preview, and Markdown for reading."""

from wenming_docs.page.html.markdown import write_markdown
from wenming_docs.page.html.preview import preview_html
from wenming_docs.page.html.seal import is_untouched, sealed

__all__ = ["is_untouched", "preview_html", "sealed", "write_markdown"]
