"""上报: which periods a unit has reported to the one above it, and whether they cover a wanted one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from wenming_docs.facts.analysis.schedule import day_of, period_of, schedule
from wenming_docs.facts.model import Workspace
from wenming_docs.facts.values import BadValue, Period
from wenming_docs.facts.values.report_by import ReportBy
from wenming_docs.findings import Origin, SourceText
from wenming_docs.records import dataclass
from wenming_docs.zh import last_day

_REPORTS = ("汇报", "周报", "旬报", "月报", "季报", "年报", "总结", "报告", "综合情况", "汇总情况")
"""How kinds of document end that report a period to the unit above."""
_DAY = timedelta(1)
_MONTHS_BACK = 15
"""A month is to be reported in January of the next year at the latest (次年1月10日前)."""
_YEAR = timedelta(360)


@dataclass(frozen=True, slots=True)
class Reported:
    """A period that was reported, on which day, and where that is written."""

    period: Period
    on: date | None
    origin: Origin | None


def reported_by(workspace: Workspace) -> tuple[Reported, ...]:
    """What 上报 lists; entries whose period or day cannot be read are left out (checks name them)."""
    found = []
    for text, on in workspace.reported.items():
        period = period_of(workspace, text)
        if period is not None:
            found.append(Reported(period, _later_day(on, period, workspace.year), text.origin))
    return tuple(found)


def _later_day(text: SourceText, period: Period, year: int | None) -> date | None:
    """The day; one without a year that lies before the end of its period is of the next year."""
    on = day_of(text, year)
    typed_year = "年" in text or text[:4].isdigit()
    if on is None or typed_year or on >= period.end or (period.end - on).days < 200:
        return on
    return day_of(text, (year or on.year) + 1)


def own_reports(workspace: Workspace) -> tuple[Reported, ...]:
    """Its own dated reports of a period (文稿): what was sent is not typed a second time under 上报."""
    found = []
    for document in workspace.documents:
        period = period_of(workspace, document.period)
        on = day_of(document.issue_date, workspace.year)
        if period is not None and on is not None and str(document.kind).endswith(_REPORTS):
            found.append(Reported(period, on, document.issue_date.origin if document.issue_date else None))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class LateReport:
    """A report that came some days after it was due."""

    period: Period
    on: date
    days: int


@dataclass(frozen=True, slots=True)
class Covered:
    """How far reports cover a wanted period.

    ``used`` are those that do, ``gaps`` the stretches nobody reported. ``on`` is the day on which the
    last of them came; None unless all is covered and every day is known.
    """

    used: tuple[Reported, ...]
    gaps: tuple[tuple[date, date], ...]
    on: date | None


def cover(wanted: Period, reports: Iterable[Reported], begun: date | None = None) -> Covered:
    """How ``reports`` together cover ``wanted``: one of the whole period, or its months one by one.

    Of several that cover the same days the one that came first counts. Nobody misses days before
    the work has ``begun``.
    """
    first, last = bounds(wanted)
    if begun is not None and first < begun <= last:
        first = begun
    touching = [r for r in reports if r.period.end >= first and bounds(r.period)[0] <= last]
    touching.sort(key=lambda r: (r.on is None, r.on or date.min))
    used: list[Reported] = []
    gaps = [(first, last)]
    for report in touching:
        left = _without(gaps, *bounds(report.period))
        if left != gaps:
            used.append(report)
            gaps = left
    days = [report.on for report in used]
    on = max((day for day in days if day), default=None) if not gaps and None not in days else None
    return Covered(tuple(used), tuple(gaps), on)


def late_reports(wanted: Period, used: Iterable[Reported], by: ReportBy | None) -> tuple[LateReport, ...]:
    """Those of ``used`` that came after the day on which what they tell of ``wanted`` was due."""
    found = []
    for report in used if by else ():
        assert by is not None
        due = by.due_at(min(report.period.end, wanted.end))
        if report.on is not None and report.on > due:
            found.append(LateReport(report.period, report.on, (report.on - due).days))
    return tuple(found)


def still_to_come(
    gaps: Iterable[tuple[date, date]], by: ReportBy | None, as_of: date, others: Iterable[Reported]
) -> tuple[tuple[tuple[date, date], ...], tuple[tuple[date, date], ...]]:
    """``gaps`` by month: those that are missing on ``as_of``, and those whose reporting day is yet to come.

    A month that one of ``others`` has reported already is missing: a sum would hold it of some units only.
    """
    missing: list[tuple[date, date]] = []
    coming: list[tuple[date, date]] = []
    told = [bounds(report.period) for report in others]
    for start, end in (piece for gap in gaps for piece in _by_month(*gap)):
        early = any(first <= end and last >= start and last - first < _YEAR for first, last in told)
        due = by.due_at(end) if by else end
        into = missing if early or due < as_of else coming
        if into and into[-1][1] + _DAY == start:
            start = into.pop()[0]
        into.append((start, end))
    return tuple(missing), tuple(coming)


def _by_month(start: date, end: date) -> Iterator[tuple[date, date]]:
    while start <= end:
        last = min(end, date(start.year, start.month, last_day(start.year, start.month)))
        yield start, last
        start = last + _DAY


def bounds(period: Period) -> tuple[date, date]:
    """First and last day; 截至 starts with its year."""
    return period.start or date(period.end.year, 1, 1), period.end


def _without(gaps: Sequence[tuple[date, date]], first: date, last: date) -> list[tuple[date, date]]:
    left = []
    for start, end in gaps:
        if last < start or first > end:
            left.append((start, end))
            continue
        if start < first:
            left.append((start, first - _DAY))
        if last < end:
            left.append((last + _DAY, end))
    return left


def stretches_said(gaps: Iterable[tuple[date, date]]) -> str:
    """4月、5月, 1—3月; days where a month is not missing whole: 4月10日—20日."""
    return "、".join(piece for start, end in gaps for piece in _pieces(start, end))


def _pieces(start: date, end: date) -> list[str]:
    if start.day == 1 and end.day == last_day(end.year, end.month):
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        across = start.year != end.year
        if months > 2 and not across:
            return [f"{start.month}—{end.month}月"]
        return [_month_said(start, step, across) for step in range(months)]
    if start == end:
        return [f"{start.month}月{start.day}日"]
    month = "" if (start.year, start.month) == (end.year, end.month) else f"{end.month}月"
    return [f"{start.month}月{start.day}日—{month}{end.day}日"]


def _month_said(start: date, step: int, with_year: bool) -> str:
    years, month = divmod(start.month - 1 + step, 12)
    return f"{start.year + years}年{month + 1}月" if with_year else f"{month + 1}月"


def begun(workspace: Workspace) -> date | None:
    """The month in which the work began: that of the plan's first phase; None where there is no phase."""
    start = schedule(workspace).start
    return start.replace(day=1) if start else None


def month_due(workspace: Workspace, as_of: date) -> Period | None:
    """The last month whose day of reporting has come by ``as_of``: 报送时限, else the end of the month.

    None where it lies before the work has begun, in years that no period can be of (0001-01-01), and
    before the one day on which everything is to be reported.
    """
    rule, first = report_by(workspace), begun(workspace)
    for back in range(_MONTHS_BACK):
        year, month = divmod(as_of.year * 12 + as_of.month - 1 - back, 12)
        try:
            period = Period.parse(f"{year}年{month + 1}月", year=year)
        except BadValue:
            return None
        ends = period.end if rule is None or rule.day else date.min
        try:
            due = rule.due(period) if rule else period.end
        except (ValueError, OverflowError):  # after the last day there is
            continue
        if max(ends, due) <= as_of:
            return period if first is None or period.end >= first else None
    return None


def report_by(workspace: Workspace) -> ReportBy | None:
    """汇总.报送时限; None where it is not written or not understood (a check names it)."""
    text = workspace.rollup.report_by if workspace.rollup else None
    if text is None or "待填" in text:
        return None
    try:
        return ReportBy.parse(text, year=workspace.year)
    except BadValue:
        return None
