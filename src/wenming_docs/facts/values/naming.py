"""The kinds of period, and what a period is called in prose and in file names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wenming_docs.zh import chinese_numeral, last_day


class PeriodKind(StrEnum):
    """How long a period is, by its days: 1—6月 is a HALF as 上半年 is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
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
    """The kind by the days it covers; a run of two to seven days is a week."""
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
    short = days and 1 <= (end - start).days <= 6
    return PeriodKind.WEEK if short else PeriodKind.RANGE


def spoken_form(kind: PeriodKind, start: date, label: str) -> str:
    """How a report refers to its period (本周, 5月份, 一季度, 上半年, 全年), else the label."""
    match kind:
        case PeriodKind.WEEK:
            return "本周"
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
