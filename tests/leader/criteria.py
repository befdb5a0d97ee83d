"""The criteria of a leader who reads before signing, by number; 24 only as far as a machine hears it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.leader import completeness, figures, plans, reports, shape, wording
from tests.leader.paper import Paper

Criterion = Callable[[Paper], Iterator[str]]

CRITERIA: dict[int, Criterion] = {
    1: completeness.no_gaps,
    2: completeness.every_fact_is_told,
    3: completeness.figures_agree,
    4: shape.introduction,
    5: shape.lead_sentences,
    6: shape.headings,
    7: shape.paragraph_lengths,
    8: figures.strings_of_figures,
    9: figures.honest_figures,
    10: figures.few_percentages,
    11: wording.varied_openings,
    12: wording.tense,
    13: plans.one_way_of_telling_tasks,
    14: plans.somebody_leads,
    15: plans.names_as_written,
    16: plans.phases_follow_each_other,
    17: plans.targets_can_be_checked,
    18: reports.shortcomings,
    19: reports.next_steps,
    20: wording.tone,
    21: wording.names_in_full_first,
    22: completeness.attachments_agree,
    23: wording.words_of_time,
    24: wording.reads_aloud,
}


def complaints(paper: Paper, number: int) -> list[str]:
    """What criterion ``number`` says about a document; empty where it is content."""
    return list(CRITERIA[number](paper))
