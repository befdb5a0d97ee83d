"""The list of checks about figures, names and what one period says after another (F090–F119)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wenming_docs.facts.checks import (
    bases,
    entries,
    following,
    honours,
    issue_moves,
    issues,
    measures,
    names,
    progress,
    rates,
    selfname,
    steps,
)
from wenming_docs.facts.model import Workspace
from wenming_docs.findings import Finding

FIGURE_CHECKS: tuple[Callable[[Workspace], Iterable[Finding]], ...] = (
    entries.rows_twice,
    entries.figures_twice,
    entries.rough_and_exact,
    measures.mixed_measures,
    following.shrinking_stocks,
    following.shrinking_reports,
    following.figures_left_behind,
    following.results_after_documents,
    following.results_out_of_time,
    following.results_before_the_plan,
    entries.overlapping_periods,
    rates.impossible_rates,
    rates.more_done_than_found,
    names.misspelt_names,
    selfname.wrong_self_names,
    bases.later_bases,
    bases.sketchy_bases,
    bases.unintroduced_names,
    steps.late_next_steps,
    steps.forgotten_next_steps,
    steps.timeless_next_steps,
    steps.unknown_follow_ups,
    steps.carried_over,
    honours.sketchy_honours,
    honours.borrowed_honours,
    issues.impossible_issue_dates,
    issues.closed_without_evidence,
    issues.issues_twice,
    issues.undated_issues,
    issue_moves.steps_out_of_turn,
    issue_moves.steps_back_in_time,
    issue_moves.steps_against_dates,
    issue_moves.steps_without_evidence,
    issue_moves.assigned_to_nobody,
    issue_moves.codes_twice,
    names.filler_twins,
    names.ambiguous_figures,
    entries.totals_and_parts,
    entries.sums_of_stocks,
    following.reports_without_latest_results,
    following.results_between_reports,
    progress.senseless_lights,
    progress.targets_never_told,
    progress.finished_short_of_target,
    progress.tasks_never_told,
)
"""In the order of their codes; to add one: a function, a line here, a code, a case."""
