"""The 公文 profile of Markdown: from the text a template wrote to the block tree."""

from wenming_docs.words.markup.faults import MarkupError
from wenming_docs.words.markup.parse import parse_markup

__all__ = ["MarkupError", "parse_markup"]
