"""Of which document a finding is, where its place does not tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from wenming_docs.findings import Finding
from wenming_docs.words.checks.finished import Finished
from wenming_docs.zh.lazy import lazy_pattern

SHAPE = frozenset({"L012", "L013", "W111", "W112", "W113"})
"""Findings about how a text is built: the same facts may be well built in one document and not in another."""
_DOCUMENT = lazy_pattern(r"文稿\[\d+\]")


def name_document(finished: Finished, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, those of shape with their document before them: 进展汇报（上半年）：同级标题长短不一.

    Only where the file has several documents and the place lies in none, or in another (沿用).
    """
    document = finished.request.document
    own = _document_of(document.kind.origin.path if document.kind.origin else "")
    several = len(finished.workspace.documents) > 1
    label = f"{document.kind}（{document.period}）" if document.period else str(document.kind)
    for finding in findings:
        place = finding.origin.path if finding.origin else ""
        elsewhere = several and finding.code in SHAPE and _document_of(place) != own
        yield replace(finding, message=f"{label}：{finding.message}") if elsewhere else finding


def _document_of(path: str) -> str:
    found = _DOCUMENT.match(path)
    return found[0] if found else ""
