"""What templates see of 测评体系: the sentence above 测评任务对照表."""

from __future__ import annotations

from wenming_docs.findings import SourceText
from wenming_docs.records import dataclass


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """How the system and the tasks match, in numbers; those that would be zero are absent.

    ``linked`` and ``unlinked`` are absent where every item has a task (``all_linked``) or none has.
    ``score``, ``points`` and ``share`` are there once every item has its 分值 and 自评.
    """

    system: SourceText | None
    items: SourceText
    linked: SourceText | None
    all_linked: bool
    unlinked: SourceText | None
    score: SourceText | None
    points: SourceText | None
    share: SourceText | None
