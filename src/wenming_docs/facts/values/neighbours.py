"""The period before and the same period a year earlier, written in the manner of the period itself."""

from __future__ import annotations

import re
from datetime import date, timedelta

from wenming_docs.facts.values.naming import PeriodKind, Span
from wenming_docs.zh import last_day

_NUMERALS = "一二三四"
_THIRDS = "上中下"
_ONE_DAY = timedelta(days=1)


def text_before(span: Span) -> str | None:
    """The stretch of the same length just before; None where a report compares with none (1—9月, 截至).

    A week of five days goes back seven days, so that Monday stays Monday.
    """
    start = span.start
    if start is None:
        return None
    match span.kind:
        case PeriodKind.WEEK:
            return _days_before(span, start, 7)
        case PeriodKind.FORTNIGHT:
            return _days_before(span, start, 14)
        case PeriodKind.TEN_DAYS | PeriodKind.HALF_MONTH:
            return _part_before(span, start)
        case PeriodKind.MONTH:
            return _months_before(span, start, 1)
        case PeriodKind.QUARTER:
            return _months_before(span, start, 3)
        case PeriodKind.HALF:
            return _months_before(span, start, 6)
        case PeriodKind.YEAR | PeriodKind.YEARS:
            length = span.end.year - start.year + 1
            return _years_before(span, start.year - length, span.end.year - length)
        case _:
            return _days_before(span, start, 1) if start == span.end else None


def text_a_year_before(span: Span) -> str | None:
    """The same period of the calendar a year earlier; None for several years, and for 第53周 without one."""
    if span.kind is PeriodKind.YEARS:
        return None
    first = year_of(span)
    if first <= 1 or (span.kind is PeriodKind.YEAR and span.start):
        return _years_before(span, first - 1, first - 1) if first > 1 else None
    bare = _bare(span.label, first)
    text = re.sub(r"\d{4}(?=年)", lambda found: str(int(found[0]) - 1).zfill(4), bare)
    if span.start is None:
        moment = re.sub(r"^\d{4}年", "", text.removeprefix("截至")).removeprefix("年")
        text = f"截至{first - 1:04}年{moment}"
    else:
        text = f"{first - 1:04}年{text}"
    return _in_a_shorter_february(text, span)


def _in_a_shorter_february(text: str, span: Span) -> str:
    """29日 of a leap year falls on the 28th; a whole February stays whole."""
    earlier = span.end.year - 1
    last = last_day(earlier, 2)
    for day in (span.start, span.end):
        if day and (day.month, day.day) == (2, 29):
            text = re.sub(r"(?<!\d)29(?=日)", "28", text)
    whole = span.start and span.start.day == 1 and (span.end.month, span.end.day) == (2, 28) and last == 29
    if whole and last_day(span.end.year, 2) == 28:
        text = re.sub(r"28日$", "29日", text)
    return text


def year_of(span: Span) -> int:
    """The year that stands in its label, or would: 第1周 of 2026 begins in 2025."""
    if span.start is None:
        return span.end.year
    return span.start.isocalendar().year if "周" in span.label else span.start.year


def _bare(label: str, year: int) -> str:
    """The label without its first year."""
    return label.removeprefix(f"{year:04}年")


def _dated(span: Span, year: int, text: str) -> str:
    """``text`` of ``year``, which is named where the period names its own or where it is another one."""
    own = year_of(span)
    typed = span.label.startswith(f"{own:04}年")
    return f"{year:04}年{text}" if typed or year != own else text


def _days_before(span: Span, start: date, days: int) -> str:
    first, last = start - timedelta(days), span.end - timedelta(days)
    if "周" in span.label:
        (year, week, _), (last_year, last_week, _) = first.isocalendar(), last.isocalendar()
        weeks = f"{week}周" if week == last_week else f"{week}—{last_week}周"
        if year == last_year:
            return _dated(span, year, f"第{weeks}")
    return _days(span, first, last)


def _days(span: Span, first: date, last: date) -> str:
    text = f"{first.month}月{first.day}日"
    if last != first:
        year = f"{last.year}年" if last.year != first.year else ""
        month = f"{last.month}月" if last.month != first.month else ""
        text += f"—{year}{month}{last.day}日"
    return _dated(span, first.year, text)


def _part_before(span: Span, start: date) -> str:
    """The 旬 or 半月 before."""
    last = start - _ONE_DAY
    halves = span.kind is PeriodKind.HALF_MONTH
    first = last.replace(day=(16 if last.day > 15 else 1) if halves else _third(last) * 10 + 1)
    if "日" in span.label:
        return _days(span, first, last)
    part = ("下半月" if last.day > 15 else "上半月") if halves else f"{_THIRDS[_third(last)]}旬"
    return _dated(span, last.year, f"{last.month}月{part}")


def _third(day: date) -> int:
    return min((day.day - 1) // 10, 2)


def _months_before(span: Span, start: date, months: int) -> str:
    count = start.year * 12 + start.month - 1 - months
    year, month = count // 12, count % 12 + 1
    bare = _bare(span.label, start.year)
    if "季" in bare:
        text = ("第" if bare.startswith("第") else "") + f"{_NUMERALS[month // 3]}季度"
    elif "半年" in bare:
        text = "上半年" if month == 1 else "下半年"
    elif months == 1:
        text = f"{month}月"
    else:
        text = f"{month}{'月' if '月—' in bare else ''}—{month + months - 1}月"
    return _dated(span, year, text)


def _years_before(span: Span, first: int, last: int) -> str | None:
    if first < 1:
        return None
    if first == last:
        return f"{first:04}年" + ("度" if span.label.endswith("度") else "")
    return f"{first:04}—{last:04}年"
