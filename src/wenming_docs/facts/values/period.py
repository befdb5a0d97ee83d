"""期间: 5月, 第一季度, 上半年, 1—9月, 5月11日—17日, 截至2026年9月30日, 2024—2026年."""

from __future__ import annotations

from datetime import date

from wenming_docs.facts.values.base import BadValue, required
from wenming_docs.facts.values.naming import PeriodKind, Span
from wenming_docs.facts.values.neighbours import text_a_year_before, text_before, year_of
from wenming_docs.facts.values.stretches import read_span
from wenming_docs.findings import Origin, SourceText
from wenming_docs.records import dataclass


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, ``start`` None for 截至.

    ``label`` is how it is printed, ``spoken`` how prose refers to it, ``slug`` how a file is
    named after it. ``inferred_year`` says that the end was taken to lie in the next year
    although the author did not write so (11月—1月).
    """

    text: SourceText
    kind: PeriodKind
    start: date | None
    end: date
    label: str
    spoken: str
    slug: str
    inferred_year: bool = False

    @classmethod
    def parse(cls, text: str, *, year: int | None) -> Period:
        """The period that ``text`` says; ``year`` (创建.年度) stands in for a missing year.

        BadValue if there is no year at all, for a reversed range, for an impossible day, and for
        what only a reader of that day would know (本周, 目前).
        """
        source = required(text, "期间", "1—6月")
        span = read_span(str(source), year)
        return cls(source, *_fields(span))

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Where it was written."""
        return self.text.origins

    @property
    def crosses(self) -> bool:
        """Whether it runs over New Year."""
        return self.start is not None and self.start.year != self.end.year

    def contains(self, day: date) -> bool:
        """Whether ``day`` lies in it; before 截至 everything does."""
        return (self.start is None or self.start <= day) and day <= self.end

    def within(self, other: Period) -> bool:
        """Whether all of it lies in ``other``."""
        starts_inside = other.start is None or (self.start is not None and self.start >= other.start)
        return starts_inside and self.end <= other.end

    def overlaps(self, other: Period) -> bool:
        """Whether both have a day in common."""
        return (self.start is None or self.start <= other.end) and (
            other.start is None or other.start <= self.end
        )

    def previous(self) -> Period | None:
        """The period before, of the same length: 4月 before 5月, 2025年下半年 before 上半年.

        None where a report compares with none: 1—9月, 截至, a stretch of its own length.
        """
        return self._at(text_before(self._span))

    def year_before(self) -> Period | None:
        """The same period of the calendar a year earlier (29 February becomes the 28th).

        None for several years, and for 第53周 of a year that has none.
        """
        return self._at(text_a_year_before(self._span))

    @property
    def _span(self) -> Span:
        return Span(self.kind, self.start, self.end, self.label, self.spoken, self.slug)

    def _at(self, text: str | None) -> Period | None:
        """The period ``text`` with the place of this one; a missing year is the year of this one."""
        try:
            return Period.parse(SourceText(text, self.origins), year=year_of(self._span)) if text else None
        except BadValue:
            return None

    def __str__(self) -> str:
        return self.label


def _fields(span: Span) -> tuple[PeriodKind, date | None, date, str, str, str, bool]:
    return span.kind, span.start, span.end, span.label, span.spoken, span.slug, span.inferred_year
