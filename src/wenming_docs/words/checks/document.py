"""The checks of one finished document."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wenming_docs.findings import Finding
from wenming_docs.words.checks.finished import Finished
from wenming_docs.words.checks.reading import read_as_signer

DOCUMENT_CHECKS: tuple[Callable[[Finished], Iterable[Finding]], ...] = (read_as_signer,)
"""Every check of a document's text; to add one: a function, a line here, a code, a case."""


def check_document(finished: Finished) -> list[Finding]:
    """All findings about what one document says, in no particular order."""
    return [finding for check in DOCUMENT_CHECKS for finding in check(finished)]


__all__ = ["DOCUMENT_CHECKS", "Finished", "check_document"]
