"""时限: 6月底前, 12月上旬前, 2026年6月30日前, 6月底前一次、11月底前一次, 每半年更新一次, 长期坚持."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from wenming_docs.facts.values.base import BadValue, required
from wenming_docs.facts.values.moments import DeadlineEntry, DeadlineKind, read_entries, tidy_deadline
from wenming_docs.findings import Origin, SourceText, sourced
from wenming_docs.records import dataclass

DATED = frozenset(
    (DeadlineKind.DAY, DeadlineKind.MONTH_END, DeadlineKind.MONTH)
    + (DeadlineKind.TENDAYS, DeadlineKind.YEAR_END)
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline or several, by item where it was written so."""

    text: SourceText
    entries: tuple[DeadlineEntry, ...]

    @classmethod
    def parse(cls, text: str) -> Deadline:
        """The deadline that ``text`` says; BadValue for a day no calendar has.

        A form that is not understood is kept as one entry of kind UNKNOWN.
        """
        source = required(text, "时限", "6月底前")
        return cls(source, read_entries(str(source)))

    @classmethod
    def of_items(cls, items: Iterable[tuple[str, str]]) -> Deadline:
        """Deadlines by item (事项 → 时限), printed 3月底前印发考核办法、12月上旬前报送年度总结.

        A time that is no day (每半年更新一次) follows its item after a colon.
        """
        entries: list[DeadlineEntry] = []
        printed, values = [], []
        for what, text in items:
            deadline = cls.parse(text)
            entries += [entry.named(str(what).strip()) for entry in deadline.entries]
            dated = all(entry.kind in DATED for entry in deadline.entries)
            item = str(what).strip()
            printed.append(f"{deadline}{item}" if dated else f"{item}：{deadline}")
            values += [what, text]
        if not entries:
            raise BadValue("时限里没有写事项", "写成“事项: 6月底前”，一行一项")
        return cls(sourced("、".join(printed), *values), tuple(entries))

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Where it was written."""
        return self.text.origins

    @property
    def ambiguous(self) -> bool:
        """Whether one entry can be read in two ways (11月前: with or without November?)."""
        return any(entry.ambiguous for entry in self.entries)

    @property
    def standing(self) -> bool:
        """Whether it is a lasting duty without an end (长期坚持, 全年)."""
        return all(entry.standing for entry in self.entries)

    def latest(self, year: int | None) -> date | None:
        """The last day of all entries; ``year`` stands in for a missing one. None if none has a day."""
        return max((day for entry in self.entries if (day := entry.due(year))), default=None)

    def earliest(self, year: int | None) -> date | None:
        """The first day that falls due; an ambiguous entry counts in its strict reading."""
        return min((day for entry in self.entries if (day := entry.strictly_due(year))), default=None)

    def __str__(self) -> str:
        return tidy_deadline(self.text)
