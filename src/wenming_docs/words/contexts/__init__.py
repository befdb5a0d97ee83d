"""For each document: the names its template may use, and all that has to be printed."""

from wenming_docs.words.contexts.by_unit import split_by_unit
from wenming_docs.words.contexts.choose import build_request, choose_documents
from wenming_docs.words.contexts.compose import Request, build_context
from wenming_docs.words.contexts.subject import compose_title
from wenming_docs.words.contexts.takes import attribute_of
from wenming_docs.words.contexts.views import Context, Coverage

__all__ = [
    "Context",
    "Coverage",
    "Request",
    "attribute_of",
    "build_context",
    "build_request",
    "choose_documents",
    "compose_title",
    "split_by_unit",
]
