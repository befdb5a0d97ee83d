"""What can be said about the layout of a document before it is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from wenming_docs.blocks import Manuscript
from wenming_docs.findings import Finding, Origin
from wenming_docs.page.layout import frame, headings
from wenming_docs.page.layout.networks import networks_too_large
from wenming_docs.page.layout.outline import Outline
from wenming_docs.page.layout.tables import crowded_tables

LAYOUT_CHECKS: tuple[Callable[[Outline, Origin | None], Iterable[Finding]], ...] = (
    headings.skipped_levels,
    headings.closing_marks,
    headings.uneven_siblings,
    headings.same_headings,
    frame.awkward_titles,
    frame.attachments,
    frame.signatures,
    networks_too_large,
    crowded_tables,
)
"""Every check of a numbered manuscript; to add one: a function, a line here, a code, a case."""


def check_layout(manuscript: Manuscript, at: Origin | None) -> Iterator[Finding]:
    """Findings about headings, title, attachments and signature.

    ``at`` is the document's own place, for what was not written by its author.
    """
    outline = Outline(manuscript)
    for check in LAYOUT_CHECKS:
        yield from check(outline, at)
