"""Findings about facts: names that mean nothing, times that cannot be, gaps, what a kind needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wenming_docs.facts.checks import gaps, manners, references, times
from wenming_docs.facts.checks.requirements import missing_facts
from wenming_docs.facts.model import Workspace
from wenming_docs.findings import Finding

CHECKS: tuple[Callable[[Workspace], Iterable[Finding]], ...] = (
    gaps.gaps,
    references.unknown_units,
    references.unknown_tasks,
    references.unknown_persons,
    references.unknown_indicators,
    times.bad_periods,
    times.bad_dates,
    times.doubtful_deadlines,
    times.timeless_results,
    manners.document_numbers,
    manners.twin_indicators,
    manners.upward_reports,
    manners.honour_names,
    manners.remedies_without_step,
    manners.figures_typed_twice,
)
"""Every check about facts as such; to add one: a function, a line here, a case, a line in the docs."""


def check_facts(workspace: Workspace) -> list[Finding]:
    """All findings about the facts, in no particular order."""
    return [finding for check in CHECKS for finding in check(workspace)]


__all__ = ["CHECKS", "check_facts", "missing_facts"]
