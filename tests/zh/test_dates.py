from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_docs.zh import (
    BadDate,
    ChineseDate,
    date_text,
    last_day,
    month_range,
    parse_date,
    ten_day_range,
    week_range,
)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-18",
        "2026-3-18",
        "2026/3/18",
        "2026.3.18",
        "2026年3月18日",
        "2026年03月18日",
        "二〇二六年三月十八日",
        "２０２６年３月１８日",
        " 2026年3月18号 ",
    ],
)
def test_every_usual_spelling_is_the_same_date(text: str) -> None:
    assert parse_date(text) == ChineseDate(3, 18, 2026)


def test_the_year_may_be_missing() -> None:
    assert parse_date("3月1日") == ChineseDate(3, 1)
    assert ChineseDate(3, 1).resolve(2026) == date(2026, 3, 1)
    assert ChineseDate(3, 1).resolve(None) is None


@pytest.mark.parametrize("text", ["", "待定", "2026年", "3月", "2026.10", "6月底前", "12:30"])
def test_what_is_not_written_like_a_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("2月30日", "没有2月30日，2月最多29天", "2月最后一天是2月29日"),
        ("6月31日", "没有6月31日，6月只有30天", "6月最后一天是6月30日"),
        ("2026-02-29", "没有2月29日，2026年2月只有28天", "2026年2月最后一天是2月28日"),
        ("2026-13-01", "没有13月", "月份写1到12"),
        ("3月0日", "没有3月0日，3月只有31天", "3月最后一天是3月31日"),
        ("26年3月1日", "“26年3月1日”的年份要写四位数", "写成“2026年3月18日”这样"),
        ("0000-01-01", "“0000-01-01”不是有效日期", "写成“2026年3月18日”这样"),
    ],
)
def test_an_impossible_date_says_why(text: str, message: str, hint: str) -> None:
    with pytest.raises(BadDate) as caught:
        parse_date(text)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_a_leap_day_without_a_year_waits_for_the_year() -> None:
    day = parse_date("2月29日")
    assert day == ChineseDate(2, 29)
    assert day.resolve(2028) == date(2028, 2, 29)
    with pytest.raises(BadDate):
        day.resolve(2026)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_printed_date_reads_back_without_padding_zeros(day: date) -> None:
    text = date_text(day)
    assert parse_date(text) == ChineseDate(day.month, day.day, day.year)
    assert str(parse_date(text)) == text
    assert not any(f"{unit}0" in text for unit in "年月")


def test_ranges_of_months_ten_days_and_weeks() -> None:
    assert [last_day(2026, 2), last_day(2028, 2), last_day(2026, 6)] == [28, 29, 30]
    assert month_range(2026, 2) == (date(2026, 2, 1), date(2026, 2, 28))
    assert [ten_day_range(2026, 2, third) for third in (1, 2, 3)] == [
        (date(2026, 2, 1), date(2026, 2, 10)),
        (date(2026, 2, 11), date(2026, 2, 20)),
        (date(2026, 2, 21), date(2026, 2, 28)),
    ]
    assert week_range(2026, 20) == (date(2026, 5, 11), date(2026, 5, 17))
    with pytest.raises(BadDate, match="2025年没有第53周"):
        week_range(2025, 53)
