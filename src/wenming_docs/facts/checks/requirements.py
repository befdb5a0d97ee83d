"""What a kind needs and a document does not have."""

from __future__ import annotations

from wenming_docs.facts.kinds import Kind, Requirement
from wenming_docs.facts.model import DocumentPlan, Loc, Workspace
from wenming_docs.findings import Finding, Severity


def missing_facts(workspace: Workspace, document: DocumentPlan, loc: Loc, kind: Kind) -> list[Finding]:
    """One error a missing requirement, at the nearest place that exists for it."""
    return [_finding(workspace, document, loc, need) for need in kind.missing(workspace, document)]


def _finding(workspace: Workspace, document: DocumentPlan, loc: Loc, need: Requirement) -> Finding:
    head, *rest = need.paths[0].split(".")
    place = (*loc, *rest) if head == "document" else (head, *rest)
    origin = workspace.where(*place)
    if origin == workspace.where():
        origin = document.kind.origin or origin
    hint = need.hint or f"加上“{need.label}”；不知道就写【待填】"
    return Finding("F040", Severity.ERROR, f"{document.kind}要有“{need.label}”，没有写", hint, origin)
