"""Gregorian dates as official documents write them: 2026年3月18日, no padding zeros (GB/T 15835)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from wenming_docs.records import dataclass
from wenming_docs.zh.lazy import lazy_pattern
from wenming_docs.zh.numerals import half_width_digits, parse_chinese_number


class BadDate(ValueError):
    """A date that no calendar has; ``message`` and ``hint`` are Chinese."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message, self.hint = message, hint
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class ChineseDate:
    """A date whose year may be missing, in which case the facts' 年度 supplies it."""

    month: int
    day: int
    year: int | None = None

    def __str__(self) -> str:
        year = "" if self.year is None else f"{self.year}年"
        return f"{year}{self.month}月{self.day}日"

    def resolve(self, year: int | None) -> date | None:
        """The calendar date, ``year`` standing in for a missing one; None without any year.

        BadDate where that year has no 29 February.
        """
        actual = self.year if self.year is not None else year
        if actual is None:
            return None
        check_day(self.month, self.day, actual)
        return date(actual, self.month, self.day)


_NUMERAL = r"[〇○零一二三四五六七八九十]"
_FORMS = (
    lazy_pattern(r"(?P<y>\d+)-(?P<m>\d{1,2})-(?P<d>\d{1,2})", re.ASCII),
    lazy_pattern(r"(?P<y>\d+)/(?P<m>\d{1,2})/(?P<d>\d{1,2})", re.ASCII),
    lazy_pattern(r"(?P<y>\d+)\.(?P<m>\d{1,2})\.(?P<d>\d{1,2})", re.ASCII),
    lazy_pattern(r"(?:(?P<y>\d+)\s*年\s*)?(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]", re.ASCII),
    lazy_pattern(
        rf"(?:(?P<y>{_NUMERAL}+)年)?(?P<m>{_NUMERAL}{{1,3}})月(?P<d>{_NUMERAL}{{1,3}})[日号]", re.ASCII
    ),
)


def parse_date(text: str) -> ChineseDate | None:
    """The date that ``text`` is (2026-3-1, 2026.3.1, 2026年3月1日, 3月1日, 二〇二六年三月一日).

    None if it is not written like a date; BadDate if it is, but no calendar has it.
    """
    return _read(half_width_digits(str(text).strip()))


@lru_cache(maxsize=1024)
def _read(bare: str) -> ChineseDate | None:
    """The few dates of a file are asked for again and again."""
    for form in _FORMS:
        if found := form.fullmatch(bare):
            year = None if found["y"] is None else _year(found["y"], bare)
            month, day = _number(found["m"], bare), _number(found["d"], bare)
            check_day(month, day, year)
            return ChineseDate(month, day, year)
    return None


def _number(text: str, whole: str) -> int:
    try:
        return int(parse_chinese_number(text))
    except ValueError:
        raise BadDate(f"“{whole}”不是有效日期", "写成“2026年3月18日”这样") from None


def _year(text: str, whole: str) -> int:
    if len(text) != 4:
        raise BadDate(f"“{whole}”的年份要写四位数", "写成“2026年3月18日”这样")
    year = _number(text, whole)
    if year == 0:
        raise BadDate(f"“{whole}”不是有效日期", "写成“2026年3月18日”这样")
    return year


def check_month(month: int) -> None:
    """BadDate unless ``month`` is 1–12."""
    if not 1 <= month <= 12:
        raise BadDate(f"没有{month}月", "月份写1到12")


def check_day(month: int, day: int, year: int | None = None) -> None:
    """BadDate, naming the month's last day, unless the month has that day (29 February needs a leap year)."""
    check_month(month)
    last = 29 if month == 2 and year is None else last_day(year or 2001, month)
    if 1 <= day <= last:
        return
    where = f"{month}月" if year is None else f"{year}年{month}月"
    reason = "最多29天" if month == 2 and year is None else f"只有{last}天"
    raise BadDate(f"没有{month}月{day}日，{where}{reason}", f"{where}最后一天是{month}月{last}日")


def date_text(day: date) -> str:
    """2026年3月18日: no 虚位 (GB/T 9704-2012 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def last_day(year: int, month: int) -> int:
    """The number of days in a month."""
    return monthrange(year, month)[1]


def month_range(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, last_day(year, month))


def ten_day_range(year: int, month: int, third: int) -> tuple[date, date]:
    """First and last day of 上旬 (1), 中旬 (2) or 下旬 (3)."""
    last = last_day(year, month) if third == 3 else third * 10
    return date(year, month, third * 10 - 9), date(year, month, last)


def week_range(year: int, week: int) -> tuple[date, date]:
    """Monday and Sunday of the year's week (GB/T 7408: week 1 holds the first Thursday)."""
    try:
        monday = date.fromisocalendar(year, week, 1)
        return monday, monday + timedelta(days=6)
    except (ValueError, OverflowError):
        raise BadDate(f"{year}年没有第{week}周", "一年有52周或53周") from None
