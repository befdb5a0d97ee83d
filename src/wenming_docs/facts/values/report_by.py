"""报送时限: 次月5日前, 每月28日前, 期末后5日内, 季后10日前, 次年1月10日前, 7月5日."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from wenming_docs.facts.values.base import BadValue, required
from wenming_docs.facts.values.period import Period
from wenming_docs.findings import Origin, SourceText
from wenming_docs.records import dataclass
from wenming_docs.zh import BadDate, half_width_digits, last_day, parse_chinese_number, parse_date
from wenming_docs.zh.dates import check_day

FORMS = "次月5日前、每月28日前、每周五前、期末后5日内、季后10日前、次年1月10日前、7月5日前"
"""The forms that are understood, one of each."""

_NUMBER = r"([\d一二三四五六七八九十]{1,3})"
_WEEKDAYS = "一二三四五六日"
Due = Callable[[date], date]


@dataclass(frozen=True, slots=True)
class ReportBy:
    """The day by which every period is to be reported: a rule, or one day for all."""

    text: SourceText
    day: date | None
    rule: Due | None

    @classmethod
    def parse(cls, text: str, *, year: int | None) -> ReportBy:
        """What ``text`` says; BadValue for a form that is not known, with those that are."""
        source = required(text, "报送时限", "次月5日前")
        bare = re.sub(r"\s|[。，,;；]$", "", half_width_digits(str(source)))
        if (on := _absolute(bare, year)) is not None:
            return cls(source, on, None)
        if "工作日" in bare:
            raise BadValue(f"报送时限“{source}”按工作日算，程序不知道放假安排", "写成日子，例如“次月5日前”")
        for pattern, make in _RULES:
            if found := re.fullmatch(pattern, bare):
                return cls(source, None, make(_numbers(found)))
        raise BadValue(f"看不懂报送时限“{source}”", f"可以写：{FORMS}")

    def due(self, period: Period) -> date:
        """The last day on which a report of ``period`` is in time."""
        return self.due_at(period.end)

    def due_at(self, end: date) -> date:
        """The same of a period that ends on ``end``."""
        if self.rule is not None:
            return self.rule(end)
        assert self.day is not None
        return self.day

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Where it was written."""
        return self.text.origins


def _absolute(text: str, year: int | None) -> date | None:
    try:
        day = parse_date(re.sub("(?:之?前|以前|止)$", "", text))
    except BadDate as error:
        raise BadValue(error.message, error.hint) from None
    if day is None:
        return None
    try:
        on = day.resolve(year)
    except BadDate as error:
        raise BadValue(error.message, error.hint) from None
    if on is None:
        raise BadValue(f"报送时限“{text}”没有年份", "写上年份，或写“创建.年度”")
    return on


def _numbers(found: re.Match[str]) -> list[int]:
    return [int(parse_chinese_number(group)) for group in found.groups() if group]


def _months_on(end: date, months: int, day: int) -> date:
    """That day of a month after ``end``; the last one where the month is shorter."""
    ahead = end.year * 12 + end.month - 1 + months
    year, month = divmod(ahead, 12)
    return date(year, month + 1, min(day, last_day(year, month + 1)))


def _of_month(months: int) -> Callable[[list[int]], Due]:
    def make(numbers: list[int]) -> Due:
        day = numbers[0] if numbers else 31
        if not 1 <= day <= 31:
            raise BadValue(f"没有{day}日", "日子写1到31")
        return lambda end: _months_on(end, months, day)

    return make


def _after_quarter(numbers: list[int]) -> Due:
    make = _of_month(0)(numbers)
    return lambda end: make(_months_on(end, 3 - (end.month - 1) % 3, 1))


def _days_after(numbers: list[int]) -> Due:
    days = timedelta(numbers[0])
    return lambda end: end + days


def _next_year(numbers: list[int]) -> Due:
    month, day = numbers
    try:
        check_day(month, day, 2001)
    except BadDate as error:
        raise BadValue(error.message, error.hint) from None
    return lambda end: date(end.year + 1, month, day)


def _weekday(weeks: int, number: int) -> Due:
    return lambda end: end - timedelta(end.weekday()) + timedelta(7 * weeks + number)


def _week_rule(weeks: int, number: int) -> Callable[[list[int]], Due]:
    return lambda _: _weekday(weeks, number)


_BEFORE = "(?:之?前|以前|前报|前报送|前上报)?(?:报|报送|上报)?"
_DAY = rf"{_NUMBER}[日号]{_BEFORE}"
_RULES: tuple[tuple[str, Callable[[list[int]], Due]], ...] = (
    (rf"(?:次月|下月|下个月|每月过后){_DAY}", _of_month(1)),
    (rf"(?:次月|下月|下个月)[月]?底{_BEFORE}", _of_month(1)),
    (rf"(?:每月|当月|每个月|本月){_DAY}", _of_month(0)),
    (rf"(?:每月|当月|每个月)[月]?(?:底|末){_BEFORE}", _of_month(0)),
    (rf"(?:每?季度?后|季末后|每?季度?(?:次月|下月)){_DAY}", _after_quarter),
    (rf"(?:每?期末后?|每?期满?后|期间结束后){_NUMBER}[日天]之?内", _days_after),
    (rf"(?:次年|下一?年|第二年){_NUMBER}月{_NUMBER}[日号]{_BEFORE}", _next_year),
    *(
        (rf"{words}(?:周|星期){word}{_BEFORE}", _week_rule(weeks, number))
        for words, weeks in (("(?:每|当|本)", 0), ("(?:次|下)", 1))
        for number, word in enumerate(_WEEKDAYS)
    ),
)
