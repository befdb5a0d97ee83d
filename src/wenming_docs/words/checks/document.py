"""One finished document with the facts it was made from: what checks of its text look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from wenming_docs.blocks import Manuscript
from wenming_docs.facts.model import Workspace
from wenming_docs.findings import Finding
from wenming_docs.words.contexts import Request


@dataclass(frozen=True, slots=True)
class Finished:
    """A document after numbering. ``earlier`` are those listed before it in the same file."""

    workspace: Workspace
    request: Request
    manuscript: Manuscript
    earlier: tuple[Finished, ...] = ()


DOCUMENT_CHECKS: tuple[Callable[[Finished], Iterable[Finding]], ...] = ()
"""Every check of a document's text; to add one: a function, a line here, a code, a case."""


def check_document(finished: Finished) -> list[Finding]:
    """All findings about what one document says, in no particular order."""
    return [finding for check in DOCUMENT_CHECKS for finding in check(finished)]
