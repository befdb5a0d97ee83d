"""When a document was written, as far as its facts tell."""

from __future__ import annotations

from datetime import date, timedelta

from wenming_docs.facts.values import Period
from wenming_docs.findings import SourceText
from wenming_docs.records import dataclass
from wenming_docs.zh import BadDate, month_range, parse_date
from wenming_docs.zh.lazy import lazy_pattern

PENDING = lazy_pattern(r"(?:(\d{4})年)?(\d{1,2})月\s*待签")
LATE = timedelta(days=120)
"""How long after its period a report may be written."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The first and the last day on which a document may have been written; ``said`` names it."""

    first: date
    last: date
    said: str


def dated(issued: SourceText | None, period: Period | None, year: int | None) -> Stretch | None:
    """From 成文日期, else the period, else 创建.年度; None where nothing tells."""
    if issued and (found := _issued(str(issued), year)):
        return found
    if period:
        return Stretch(period.end, period.end + LATE, f"{period.end.year}年")
    if year:
        # a plan for a year may be written in the autumn before
        return Stretch(date(year - 1, 10, 1), date(year, 12, 31), f"{year}年")
    return None


def _issued(text: str, year: int | None) -> Stretch | None:
    if pending := PENDING.fullmatch(text):
        actual, month = int(pending[1] or year or 0), int(pending[2])
        if not 1 <= actual <= 9999 or not 1 <= month <= 12:
            return None
        first, last = month_range(actual, month)
        return Stretch(first, last, f"{actual}年{month}月")
    try:
        found = parse_date(text)
        day = found.resolve(year) if found else None
    except BadDate:
        return None
    return Stretch(day, day, f"{day.year}年{day.month}月") if day else None
