"""Punctuation, numbers and terms in what the author wrote."""

from __future__ import annotations

from collections.abc import Iterator

from wenming_docs.facts.model import Workspace
from wenming_docs.findings import Finding


def check_wording(workspace: Workspace) -> Iterator[Finding]:
    """Findings about the wording of every text of the facts."""
    yield from ()
