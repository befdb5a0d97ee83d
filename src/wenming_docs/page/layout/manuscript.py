"""What can be said about the layout of a document before it is printed."""

from __future__ import annotations

from collections.abc import Iterator

from wenming_docs.blocks import Manuscript
from wenming_docs.findings import Finding, Origin


def check_layout(manuscript: Manuscript, at: Origin | None) -> Iterator[Finding]:
    """Findings about headings, title, attachments and signature; ``at`` is the document's own place."""
    yield from ()
