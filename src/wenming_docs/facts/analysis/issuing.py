"""When a document is dated, as far as its 日期 says so: 待签 leaves the day open."""

from __future__ import annotations

from datetime import date

from wenming_docs.facts.analysis.schedule import day_of
from wenming_docs.facts.model import DocumentPlan, Workspace
from wenming_docs.facts.values import Period
from wenming_docs.records import dataclass
from wenming_docs.zh.dates import month_range
from wenming_docs.zh.lazy import lazy_pattern

_PENDING = lazy_pattern(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?:份)?待签")


@dataclass(frozen=True, slots=True)
class Issued:
    """The days on which a document can be dated: one, or all of a month (2026年3月待签)."""

    first: date
    last: date


def issued(workspace: Workspace, document: DocumentPlan) -> Issued | None:
    """When ``document`` is dated; None without a date, or where it cannot be read."""
    text = document.issue_date
    if text is None:
        return None
    if pending := _PENDING.fullmatch(str(text).strip()):
        year, month = int(pending["year"] or workspace.year or 0), int(pending["month"])
        return Issued(*month_range(year, month)) if year and 1 <= month <= 12 else None
    day = day_of(text, workspace.year)
    return Issued(day, day) if day else None


def told_until(dated: Issued | None, period: Period) -> date:
    """The last day a document of ``period`` knows: the period's end, or its own date if that is earlier.

    A document dated before its period begins is a plan, or misdated: it tells of the period.
    """
    if dated is None or dated.last >= period.end:
        return period.end
    begun = period.start is None or dated.last >= period.start
    return dated.last if begun else period.end
