"""Findings about facts: names that mean nothing, times that cannot be, gaps, what a kind needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wenming_docs.facts.checks import (
    assessment,
    countdown,
    deadlines,
    frequencies,
    gaps,
    manners,
    parts,
    people,
    phases,
    photographs,
    references,
    silent,
    tables,
    targets,
    tasks,
    times,
)
from wenming_docs.facts.checks.figures import FIGURE_CHECKS
from wenming_docs.facts.checks.requirements import missing_facts
from wenming_docs.facts.checks.subordinates import SUBORDINATE_CHECKS
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
    tasks.leaderless_tasks,
    tasks.several_leads,
    tasks.leads_among_supporters,
    tasks.nobody_responsible,
    deadlines.early_deadlines,
    deadlines.late_deadlines,
    deadlines.subtasks_after_parents,
    deadlines.activities_outside_plan,
    phases.overlapping_phases,
    phases.gaps_between_phases,
    phases.phases_out_of_order,
    phases.empty_phases,
    phases.phases_outside_year,
    phases.steps_outside_phase,
    frequencies.rhythms_against_totals,
    targets.goals_without_measure,
    targets.percentages_without_base,
    targets.targets_without_task,
    targets.tasks_without_target,
    targets.no_measured_target,
    tables.sums_in_tables,
    tables.weights_in_lists,
    parts.parts_against_total,
    parts.handled_against_received,
    people.people_named_twice,
    people.posts_that_differ,
    people.office_without_concurrency,
    people.concurrent_without_post,
    people.names_one_sign_apart,
    tasks.twin_tasks,
    silent.unknown_left_out,
    silent.figures_without_measure,
    assessment.assessment,
    countdown.countdown_findings,
    photographs.unusable_photographs,
    photographs.wordless_photographs,
    *FIGURE_CHECKS,
    *SUBORDINATE_CHECKS,
)
"""Every check about facts as such; to add one: a function, a line here, a case, a line in the docs."""


def check_facts(workspace: Workspace) -> list[Finding]:
    """All findings about the facts, in no particular order."""
    return [finding for check in CHECKS for finding in check(workspace)]


__all__ = ["CHECKS", "check_facts", "missing_facts"]
