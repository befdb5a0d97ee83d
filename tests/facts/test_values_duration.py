"""工期: what is read, and what is refused with which cure."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_docs.facts.values import BadValue, Duration, DurationUnit

WORKDAY, DAY, MONTH = DurationUnit


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("10个工作日", 10, WORKDAY),
        ("十个工作日", 10, WORKDAY),
        ("１０ 个工作日", 10, WORKDAY),
        ("15天", 15, DAY),
        ("15日", 15, DAY),
        ("十天时间", 10, DAY),
        ("两周", 14, DAY),
        ("2个星期", 14, DAY),
        ("半个月", 15, DAY),
        ("1个月", 1, MONTH),
        ("三个月", 3, MONTH),
        ("一个季度", 3, MONTH),
        ("半年", 6, MONTH),
        ("1年", 12, MONTH),
        ("【待填】", 0, WORKDAY),
    ],
)
def test_what_is_read(text: str, amount: int, unit: DurationUnit) -> None:
    duration = Duration.parse(text)
    assert (duration.amount, duration.unit, str(duration)) == (amount, unit, text)
    assert duration.is_gap == (amount == 0)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("约10天", "工期“约10天”不是确数，倒排要一个数", "写成“10天”"),
        ("10个工作日左右", "工期“10个工作日左右”不是确数，倒排要一个数", "写成“10个工作日”"),
        ("10—15天", "工期“10—15天”是一个范围，倒排要一个数", "写最长的“15天”"),
        ("1.5天", "工期“1.5天”不是整数", "按整天写，例如“2天”“45天”"),
        ("一个半月", "工期“一个半月”不是整数", "按整天写，例如“2天”“45天”"),
        ("10", "工期“10”没有单位", "写成“10个工作日”或“10天”"),
        ("3月", "工期“3月”分不清是几个月还是哪个月", "写成“3个月”；哪个月做完写在“时限”里"),
        ("0天", "工期“0天”是零", "最少写“1天”；不占时间的不写工期"),
        ("20年", "工期“20年”太长", "最多写10年"),
        ("尽快", "“尽快”不是工期", "写成“10个工作日”“15天”“两周”“1个月”这样"),
        ("", "工期是空的", "写成“10个工作日”这样，不知道的写【待填】"),
    ],
)
def test_what_is_refused(text: str, message: str, hint: str) -> None:
    with pytest.raises(BadValue) as refused:
        Duration.parse(text)
    assert (refused.value.message, refused.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("text", "last", "first"),
    [
        ("15天", date(2026, 9, 15), date(2026, 9, 1)),
        ("1天", date(2026, 3, 1), date(2026, 3, 1)),
        ("1个月", date(2026, 8, 31), date(2026, 8, 1)),
        ("1个月", date(2026, 3, 31), date(2026, 3, 1)),
        ("1个月", date(2026, 2, 28), date(2026, 1, 29)),
        ("1个月", date(2026, 10, 19), date(2026, 9, 20)),
        ("2个月", date(2026, 1, 15), date(2025, 11, 16)),
    ],
)
def test_the_first_day_of_calendar_days_and_months(text: str, last: date, first: date) -> None:
    assert Duration.parse(text).first_day(last) == first


def test_working_days_have_no_first_day_without_a_calendar() -> None:
    with pytest.raises(ValueError, match="calendar"):
        Duration.parse("3个工作日").first_day(date(2026, 3, 1))


@given(days=st.integers(1, 400), last=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_that_many_days_lie_from_the_first_to_the_last(days: int, last: date) -> None:
    assert (last - Duration.parse(f"{days}天").first_day(last)).days + 1 == days


@given(text=st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        Duration.parse(text)
    except BadValue as error:
        assert error.message and error.hint
