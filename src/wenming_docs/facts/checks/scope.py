"""What a file is about: whether it lays out a plan, when that was issued, whether all of it could be read."""

from __future__ import annotations

from datetime import date

from wenming_docs.facts.analysis import day_of
from wenming_docs.facts.kinds import Family, find_kind
from wenming_docs.facts.model import DocumentPlan, Workspace
from wenming_docs.findings import has_errors


def plan_documents(workspace: Workspace) -> tuple[DocumentPlan, ...]:
    """The documents that lay out a plan (方案族)."""
    found = []
    for document in workspace.documents:
        kind = find_kind(str(document.kind))
        if kind is not None and kind.family is Family.PLAN:
            found.append(document)
    return tuple(found)


def is_plan(workspace: Workspace) -> bool:
    """Whether a plan is issued from these facts; facts without any document may become one."""
    return not workspace.documents or bool(plan_documents(workspace))


def issued_on(workspace: Workspace) -> date | None:
    """The first day on which a plan of this file was issued; None while it waits to be signed."""
    days = [day_of(plan.issue_date, workspace.year) for plan in plan_documents(workspace)]
    return min((day for day in days if day), default=None)


def is_whole(workspace: Workspace) -> bool:
    """Whether everything written could be read: else what seems to be missing may have been left out."""
    return not workspace.names_lost and not has_errors(workspace.findings)
