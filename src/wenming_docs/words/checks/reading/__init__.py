"""Reading a finished document as the leader does who has to sign it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from wenming_docs.findings import Finding
from wenming_docs.words.checks.finished import Finished
from wenming_docs.words.checks.reading import (
    counts,
    dates,
    figures,
    ideology,
    plans,
    repeats,
    reports,
    shape,
    tense,
    tone,
)
from wenming_docs.words.checks.reading.paper import Paper
from wenming_docs.words.checks.reading.passages import Chapter, Passage

READING_CHECKS: tuple[Callable[[Paper], Iterable[Finding]], ...] = (
    ideology.ideology_of_its_time,
    ideology.ideology_in_short,
    dates.weekdays,
    dates.words_of_time,
    counts.counts_in_words,
    counts.enumerations,
    repeats.said_twice,
    repeats.openings,
    tone.no_requests,
    tone.no_orders_upward,
    tone.closing,
    tense.plan_looks_ahead,
    tense.summary_looks_back,
    shape.introduction,
    shape.lead_sentences,
    shape.paragraph_lengths,
    figures.strings_of_figures,
    figures.few_percentages,
    figures.honest_figures,
    plans.tasks_in_a_table,
    plans.one_way_of_telling_tasks,
    plans.safeguards,
    reports.shortcomings,
    reports.next_steps,
    reports.role_models,
    reports.no_diary,
    reports.nothing_told,
    reports.last_word,
    reports.result_first,
    reports.headings_with_a_view,
)


def read_as_signer(finished: Finished) -> Iterator[Finding]:
    """What the leader would send the document back for."""
    paper = Paper(finished)
    for check in READING_CHECKS:
        yield from check(paper)


__all__ = ["READING_CHECKS", "Chapter", "Paper", "Passage", "read_as_signer"]
