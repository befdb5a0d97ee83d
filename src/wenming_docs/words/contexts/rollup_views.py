"""What templates see of 汇总: who reported, and who did not."""

from __future__ import annotations

from wenming_docs.findings import SourceText
from wenming_docs.records import dataclass


@dataclass(frozen=True, slots=True)
class RollupView:
    """How many units there are, how many have reported; numbers are absent where they are zero.

    ``sort`` is what they are called together (社区). ``all_reported`` leaves the number of those that
    did without saying. ``reference`` is the attachment with the table (附件1).
    """

    sort: SourceText | None
    expected: SourceText
    all_reported: bool
    reported: SourceText | None
    late: SourceText | None
    partly: SourceText | None
    absent: SourceText | None
    unreadable: SourceText | None
    reference: SourceText | None


@dataclass(frozen=True, slots=True)
class RollupNoteView:
    """What the totals lack, indicators that have none, and those with older figures of some units."""

    lacking: SourceText | None
    unsummed: tuple[SourceText, ...]
    carried: tuple[SourceText, ...]


@dataclass(frozen=True, slots=True)
class AbsentView:
    """Units that stand alike with the period (迟报), each with what is known about it."""

    label: SourceText
    count: SourceText
    units: tuple[SourceText, ...]


__all__ = ["AbsentView", "RollupNoteView", "RollupView"]
