"""What a file is about: whether it lays out a plan, when that was issued, whether all of it could be read."""

from __future__ import annotations

from datetime import date

from wenming_docs.facts.analysis import day_of
from wenming_docs.facts.kinds import Family, find_kind
from wenming_docs.facts.model import DocumentPlan, Workspace, top_level_synonyms
from wenming_docs.findings import Severity


def plan_documents(workspace: Workspace) -> tuple[DocumentPlan, ...]:
    """The documents that lay out a plan (方案族)."""
    found = []
    for document in workspace.documents:
        kind = find_kind(str(document.kind))
        if kind is not None and kind.family is Family.PLAN:
            found.append(document)
    return tuple(found)


def is_plan(workspace: Workspace) -> bool:
    """Whether a plan is issued from these facts; facts without any document may become one.

    A file that reports to a superior (上报) and issues nothing itself only names its tasks.
    """
    if not workspace.documents:
        return not workspace.reported
    return bool(plan_documents(workspace))


def issued_on(workspace: Workspace) -> date | None:
    """The first day on which a plan of this file was issued; None while it waits to be signed."""
    days = [day_of(plan.issue_date, workspace.year) for plan in plan_documents(workspace)]
    return min((day for day in days if day), default=None)


def is_whole(workspace: Workspace, *keys: str) -> bool:
    """Whether everything under these top-level keys could be read, everything at all without any.

    Keys are the canonical ones; their other spellings count too. Else what seems to be missing may
    have been left out. A mistake of the YAML itself has no key: it may have swallowed anything.
    """
    errors = [finding for finding in workspace.findings if finding.severity is Severity.ERROR]
    if not keys:
        return not workspace.names_lost and not errors
    if not errors:
        return True
    paths = [finding.origin.path if finding.origin else "" for finding in errors]
    spellings = tuple(word for word, key in top_level_synonyms().items() if key in keys)
    return all(path and not path.startswith(spellings) for path in paths)
