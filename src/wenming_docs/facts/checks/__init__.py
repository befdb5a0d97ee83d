"""Findings about facts: names that mean nothing, times that cannot be, gaps, what a kind needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from wenming_docs.facts.checks import (
    assessment,
    bases,
    below,
    countdown,
    deadlines,
    entries,
    following,
    frequencies,
    gaps,
    honours,
    issue_moves,
    issues,
    manners,
    parts,
    people,
    phases,
    photographs,
    progress,
    rates,
    references,
    silent,
    subordinates,
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

Check = Callable[[Workspace], Iterable[Finding]]
CHECKS: tuple[Check, ...] = (
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


ABOUT: dict[str, tuple[Check, ...]] = {
    "results": (
        times.timeless_results,
        *(entries.rows_twice, entries.figures_twice, entries.rough_and_exact, entries.overlapping_periods),
        *(entries.totals_and_parts, entries.sums_of_stocks, following.shrinking_stocks),
        *(rates.more_done_than_found, progress.targets_never_told, progress.tasks_never_told),
    ),
    "issue_ledger": (
        *(issues.impossible_issue_dates, issues.closed_without_evidence, issues.issues_twice),
        *(issues.undated_issues, issue_moves.steps_out_of_turn, issue_moves.steps_back_in_time),
        *(issue_moves.steps_against_dates, issue_moves.steps_without_evidence),
        *(issue_moves.assigned_to_nobody, issue_moves.codes_twice),
    ),
    "subordinates": (
        *(subordinates.unusable_files, subordinates.other_names, subordinates.other_years),
        *(subordinates.timeless_rows, below.rows_of_neighbours, below.names_of_several_files),
    ),
    "phases": (
        *(phases.overlapping_phases, phases.gaps_between_phases, phases.phases_out_of_order),
        *(phases.empty_phases, phases.phases_outside_year, phases.steps_outside_phase),
    ),
    "leading_group": (
        *(people.office_without_concurrency, people.concurrent_without_post, people.names_one_sign_apart),
    ),
    "targets": (targets.goals_without_measure, targets.percentages_without_base, targets.no_measured_target),
    "basis": (bases.later_bases, bases.sketchy_bases),
    "honours": (honours.sketchy_honours, honours.borrowed_honours),
    "people": (references.unknown_persons,),
    "indicator_rules": (references.unknown_indicators,),
    "activities": (deadlines.activities_outside_plan,),
    "photographs": (photographs.unusable_photographs,),
    "rollup": (subordinates.report_deadlines,),
    "reported": (subordinates.early_reports,),
}
"""Checks that say nothing in a file without this kind of facts: there they are not begun at all."""
_FACT_OF = {check: fact for fact, about in ABOUT.items() for check in about}


def check_facts(workspace: Workspace) -> list[Finding]:
    """All findings about the facts, in no particular order."""
    absent = frozenset([fact for fact in ABOUT if not getattr(workspace, fact)])
    return [finding for check in _checks_without(absent) for finding in check(workspace)]


@lru_cache(maxsize=64)
def _checks_without(absent: frozenset[str]) -> tuple[Check, ...]:
    """The checks for a file that lacks these facts; files of a sort lack the same ones."""
    return tuple([check for check in CHECKS if _FACT_OF.get(check) not in absent])


__all__ = ["CHECKS", "check_facts", "missing_facts"]
