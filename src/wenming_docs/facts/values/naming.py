"""The kinds of period, and what a period is called in prose and in file names."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from wenming_docs.records import dataclass
from wenming_docs.zh import chinese_numeral, last_day


class PeriodKind(StrEnum):
    """How long a period is, by its days: 1—6月 is a HALF as 上半年 is."""

    WEEK = "week"
    TEN_DAYS = "ten_days"
    FORTNIGHT = "fortnight"
    HALF_MONTH = "half_month"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    YEARS = "years"
    RANGE = "range"
    AS_OF = "as_of"


@dataclass(frozen=True, slots=True)
class Span:
    """What :class:`Period` says, without the source text."""

    kind: PeriodKind
    start: date | None
    end: date
    label: str
    spoken: str
    slug: str
    inferred_year: bool = False


def kind_of(start: date, end: date, days: bool) -> PeriodKind:
    """The kind by the days it covers; ``days`` says that it was typed from one day to another.

    Such a run of two to seven days is a week, one of twelve (up to a Friday) to fourteen two weeks.
    """
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year < end.year:
        return PeriodKind.YEARS
    whole_months = start.day == 1 and end.day == last_day(end.year, end.month) and start.year == end.year
    if whole_months:
        match end.month - start.month + 1:
            case 1:
                return PeriodKind.MONTH
            case 3 if start.month % 3 == 1:
                return PeriodKind.QUARTER
            case 6 if start.month % 6 == 1:
                return PeriodKind.HALF
            case 12:
                return PeriodKind.YEAR
    if (part := _part_of_month(start, end)) is not None:
        return part
    run = (end - start).days + 1 if days else 0
    if 2 <= run <= 7:
        return PeriodKind.WEEK
    return PeriodKind.FORTNIGHT if 12 <= run <= 14 else PeriodKind.RANGE


def _part_of_month(start: date, end: date) -> PeriodKind | None:
    """旬 or 半月; eight days or more, so that the end of February is no week."""
    if (start.year, start.month) != (end.year, end.month):
        return None
    last = last_day(end.year, end.month)
    if (start.day, end.day) in ((1, 10), (11, 20), (21, last)):
        return PeriodKind.TEN_DAYS
    return PeriodKind.HALF_MONTH if (start.day, end.day) in ((1, 15), (16, last)) else None


def spoken_form(kind: PeriodKind, start: date, end: date, label: str) -> str:
    """How a report refers to its period (本周, 5月份, 一季度, 上半年, 三年来), else the label."""
    match kind:
        case PeriodKind.WEEK:
            return "本周"
        case PeriodKind.FORTNIGHT:
            return "近两周"
        case PeriodKind.HALF_MONTH:
            return "上半月" if start.day == 1 else "下半月"
        case PeriodKind.YEARS:
            years = end.year - start.year + 1
            return f"{'两' if years == 2 else chinese_numeral(years)}年来"
        case PeriodKind.MONTH:
            return f"{start.month}月份"
        case PeriodKind.QUARTER:
            return f"{chinese_numeral(start.month // 3 + 1)}季度"
        case PeriodKind.HALF:
            return "上半年" if start.month == 1 else "下半年"
        case PeriodKind.YEAR:
            return "全年"
        case _:
            return label


def filed_form(label: str) -> str:
    """The label as part of a file name: with a plain hyphen, which every console can print."""
    return label.replace("—", "-")
