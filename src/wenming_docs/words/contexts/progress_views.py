"""What templates see of 目标完成情况 and 任务进展情况: who stands how as of a day."""

from __future__ import annotations

from wenming_docs.findings import SourceText
from wenming_docs.records import dataclass


@dataclass(frozen=True, slots=True)
class StandingView:
    """So many targets or tasks that stand alike: 4项已完成."""

    count: SourceText
    label: SourceText


@dataclass(frozen=True, slots=True)
class NamedView:
    """Targets or tasks that a reader wants by name; ``more`` is their number where not all are named."""

    label: SourceText
    names: tuple[SourceText, ...]
    more: SourceText | None


@dataclass(frozen=True, slots=True)
class OneTargetView:
    """One of few targets, told by itself; no ``label`` where it cannot be judged."""

    indicator: SourceText
    done: SourceText | None
    goal: SourceText
    rate: SourceText | None
    label: SourceText | None


@dataclass(frozen=True, slots=True)
class ProgressView:
    """How targets or tasks stand as of a day.

    Few targets are told one by one (``single``); all that stand alike in one word (``whole``); else
    by groups, at most five a sentence, and those wanting by name. ``reference`` is the attachment
    that holds the table (附件1), ``below`` that it follows.
    """

    as_of: SourceText
    subject: SourceText | None
    single: tuple[OneTargetView, ...]
    whole: SourceText | None
    sentences: tuple[tuple[StandingView, ...], ...]
    named: tuple[NamedView, ...]
    reference: SourceText | None
    below: bool


__all__ = ["NamedView", "OneTargetView", "ProgressView", "StandingView"]
