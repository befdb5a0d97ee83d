from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_docs.facts.values import BadValue, Period, PeriodKind
from wenming_docs.findings import Origin, SourceText

K = PeriodKind

# typed → label, kind, first day, last day, spoken, in a file name (年度 is 2026)
PERIODS = {
    "5月": ("5月", K.MONTH, "2026-05-01", "2026-05-31", "5月份", "5月"),
    "5月份": ("5月", K.MONTH, "2026-05-01", "2026-05-31", "5月份", "5月"),
    "五月": ("5月", K.MONTH, "2026-05-01", "2026-05-31", "5月份", "5月"),
    "2026年5月": ("2026年5月", K.MONTH, "2026-05-01", "2026-05-31", "5月份", "5月"),
    "2026.10": ("2026年10月", K.MONTH, "2026-10-01", "2026-10-31", "10月份", "10月"),
    "2025-05": ("2025年5月", K.MONTH, "2025-05-01", "2025-05-31", "5月份", "2025年5月"),
    "第一季度": ("第一季度", K.QUARTER, "2026-01-01", "2026-03-31", "一季度", "第一季度"),
    "四季度": ("四季度", K.QUARTER, "2026-10-01", "2026-12-31", "四季度", "四季度"),
    "上半年": ("上半年", K.HALF, "2026-01-01", "2026-06-30", "上半年", "上半年"),
    "下半年": ("下半年", K.HALF, "2026-07-01", "2026-12-31", "下半年", "下半年"),
    "1—6月": ("1—6月", K.HALF, "2026-01-01", "2026-06-30", "上半年", "1-6月"),
    "前三季度": ("前三季度", K.RANGE, "2026-01-01", "2026-09-30", "前三季度", "前三季度"),
    "全年": ("全年", K.YEAR, "2026-01-01", "2026-12-31", "全年", "全年"),
    "2026年": ("2026年", K.YEAR, "2026-01-01", "2026-12-31", "全年", "全年"),
    "2026年度": ("2026年度", K.YEAR, "2026-01-01", "2026-12-31", "全年", "全年"),
    "2025年": ("2025年", K.YEAR, "2025-01-01", "2025-12-31", "全年", "2025年"),
    "1—9月": ("1—9月", K.RANGE, "2026-01-01", "2026-09-30", "1—9月", "1-9月"),
    "1-9月": ("1—9月", K.RANGE, "2026-01-01", "2026-09-30", "1—9月", "1-9月"),
    "1~9月": ("1—9月", K.RANGE, "2026-01-01", "2026-09-30", "1—9月", "1-9月"),
    "1至9月": ("1—9月", K.RANGE, "2026-01-01", "2026-09-30", "1—9月", "1-9月"),
    "3月—4月": ("3月—4月", K.RANGE, "2026-03-01", "2026-04-30", "3月—4月", "3月-4月"),
    "（3月一4月）": ("3月—4月", K.RANGE, "2026-03-01", "2026-04-30", "3月—4月", "3月-4月"),
    "6月份---8月份": ("6月—8月", K.RANGE, "2026-06-01", "2026-08-31", "6月—8月", "6月-8月"),
    "2015年4月---2015年5月": (
        "2015年4月—5月", K.RANGE, "2015-04-01", "2015-05-31", "4月—5月", "2015年4月-5月",
    ),
    "2026年11月—2027年1月": (
        "2026年11月—2027年1月", K.RANGE, "2026-11-01", "2027-01-31", "11月—2027年1月", "11月-2027年1月",
    ),
    "11月—12月15日": ("11月—12月15日", K.RANGE, "2026-11-01", "2026-12-15", "11月—12月15日", "11月-12月15日"),
    "9月—次年1月": ("9月—次年1月", K.RANGE, "2026-09-01", "2027-01-31", "9月—次年1月", "9月-次年1月"),
    "6月—4月": ("6月—4月", K.RANGE, "2026-06-01", "2027-04-30", "6月—4月", "6月-4月"),
    "12月中旬": ("12月中旬", K.TEN_DAYS, "2026-12-11", "2026-12-20", "12月中旬", "12月中旬"),
    "3月上旬至4月中旬": (
        "3月上旬—4月中旬", K.RANGE, "2026-03-01", "2026-04-20", "3月上旬—4月中旬", "3月上旬-4月中旬",
    ),
    "3月上旬—中旬": ("3月上旬—中旬", K.RANGE, "2026-03-01", "2026-03-20", "3月上旬—中旬", "3月上旬-中旬"),
    "3月初—4月底": ("3月初—4月底", K.RANGE, "2026-03-01", "2026-04-30", "3月初—4月底", "3月初-4月底"),
    "5月—6月上旬": ("5月—6月上旬", K.RANGE, "2026-05-01", "2026-06-10", "5月—6月上旬", "5月-6月上旬"),
    "2025年2月下旬—2025年4月": (
        "2025年2月下旬—4月", K.RANGE, "2025-02-21", "2025-04-30", "2月下旬—4月", "2025年2月下旬-4月",
    ),
    "12月下旬—次年1月上旬": (
        "12月下旬—次年1月上旬", K.RANGE, "2026-12-21", "2027-01-10",
        "12月下旬—次年1月上旬", "12月下旬-次年1月上旬",
    ),
    "2024—2026年": ("2024—2026年", K.YEARS, "2024-01-01", "2026-12-31", "三年来", "2024-2026年"),
    "2021-2023": ("2021—2023年", K.YEARS, "2021-01-01", "2023-12-31", "三年来", "2021-2023年"),
    "5月11日—17日": ("5月11日—17日", K.WEEK, "2026-05-11", "2026-05-17", "本周", "5月11日-17日"),
    "5月28日—6月3日": ("5月28日—6月3日", K.WEEK, "2026-05-28", "2026-06-03", "本周", "5月28日-6月3日"),
    "第20周": ("第20周", K.WEEK, "2026-05-11", "2026-05-17", "本周", "第20周"),
    "2025-2026年": ("2025—2026年", K.YEARS, "2025-01-01", "2026-12-31", "两年来", "2025-2026年"),
    "5月11日—24日": ("5月11日—24日", K.FORTNIGHT, "2026-05-11", "2026-05-24", "近两周", "5月11日-24日"),
    "5月11日—22日": ("5月11日—22日", K.FORTNIGHT, "2026-05-11", "2026-05-22", "近两周", "5月11日-22日"),
    "第20—21周": ("第20—21周", K.FORTNIGHT, "2026-05-11", "2026-05-24", "近两周", "第20—21周"),
    "第20周至第21周": ("第20—21周", K.FORTNIGHT, "2026-05-11", "2026-05-24", "近两周", "第20—21周"),
    "第20—23周": ("第20—23周", K.RANGE, "2026-05-11", "2026-06-07", "第20—23周", "第20—23周"),
    "5月上半月": ("5月上半月", K.HALF_MONTH, "2026-05-01", "2026-05-15", "上半月", "5月上半月"),
    "五月下半月": ("5月下半月", K.HALF_MONTH, "2026-05-16", "2026-05-31", "下半月", "5月下半月"),
    "5月1日—15日": ("5月1日—15日", K.HALF_MONTH, "2026-05-01", "2026-05-15", "上半月", "5月1日-15日"),
    "2月下旬": ("2月下旬", K.TEN_DAYS, "2026-02-21", "2026-02-28", "2月下旬", "2月下旬"),
    "5月12日": ("5月12日", K.RANGE, "2026-05-12", "2026-05-12", "5月12日", "5月12日"),
    "截至2026年9月30日": (
        "截至2026年9月30日", K.AS_OF, None, "2026-09-30", "截至2026年9月30日", "截至9月30日",
    ),
    "截至9月底": ("截至9月底", K.AS_OF, None, "2026-09-30", "截至9月底", "截至9月底"),
    "截止9月底": ("截至9月底", K.AS_OF, None, "2026-09-30", "截至9月底", "截至9月底"),
}  # fmt: skip


def facts(period: Period) -> tuple[str, PeriodKind, str | None, str, str, str]:
    start = None if period.start is None else period.start.isoformat()
    return period.label, period.kind, start, period.end.isoformat(), period.spoken, period.slug


@pytest.mark.parametrize("typed", PERIODS)
def test_every_form_of_a_period_is_read(typed: str) -> None:
    assert facts(Period.parse(typed, year=2026)) == PERIODS[typed]


@pytest.mark.parametrize("typed", PERIODS)
def test_a_printed_period_reads_back_as_itself(typed: str) -> None:
    period = Period.parse(typed, year=2026)
    assert facts(Period.parse(str(period), year=2026)) == facts(period)


def test_only_what_the_author_did_not_write_is_marked_as_inferred() -> None:
    inferred = {typed for typed in PERIODS if Period.parse(typed, year=2026).inferred_year}
    crossing = {typed for typed in PERIODS if Period.parse(typed, year=2026).crosses}
    assert inferred == {"6月—4月"}
    over_new_year = {"6月—4月", "9月—次年1月", "12月下旬—次年1月上旬", "2026年11月—2027年1月"}
    assert crossing == over_new_year | {"2024—2026年", "2021-2023", "2025-2026年"}


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("5月20日—5月3日", "期间“5月20日—5月3日”的止在起之前"),
        ("5月20日—3日", "期间“5月20日—3日”的止在起之前"),
        ("3月下旬—3月上旬", "期间“3月下旬—3月上旬”的止在起之前"),
        ("2026年5月—2026年3月", "期间“2026年5月—2026年3月”的止在起之前"),
        ("2026—2024年", "期间“2026—2024年”的止在起之前"),
        ("13月", "期间“13月”不对：没有13月"),
        ("2月30日", "期间“2月30日”不对：没有2月30日，2026年2月只有28天"),
        ("第54周", "期间“第54周”不对：2026年没有第54周"),
        ("上半月", "“上半月”说的是哪几天，要看是哪天写的"),
        ("第21—20周", "期间“第21—20周”的止在起之前"),
        ("本周", "“本周”说的是哪几天，要看是哪天写的"),
        ("今年以来", "“今年以来”说的是哪几天，要看是哪天写的"),
        ("截至目前", "“截至目前”没有写到哪一天"),
        ("1—9", "看不懂期间“1—9”"),
        ("十十月", "看不懂期间“十十月”"),
        ("春天", "看不懂期间“春天”"),
        ("【待填】", "期间还没有填"),
        ("", "期间是空的"),
    ],
)
def test_a_period_without_a_sensible_reading_is_refused_with_its_cure(typed: str, message: str) -> None:
    with pytest.raises(BadValue) as caught:
        Period.parse(typed, year=2026)
    assert caught.value.message == message
    assert caught.value.hint


def test_no_year_is_guessed() -> None:
    with pytest.raises(BadValue) as caught:
        Period.parse("5月", year=None)
    assert caught.value.message == "期间“5月”没有年份"
    assert "年度: 2026" in caught.value.hint
    assert Period.parse("2026年5月", year=None).end == date(2026, 5, 31)


def test_a_period_keeps_its_place() -> None:
    place = Origin("plan.yaml", 50, 9)
    assert Period.parse(SourceText("1—6月", [place]), year=2026).origins == (place,)


days = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))


@given(days, st.integers(0, 800), days, st.integers(0, 800))
def test_within_and_overlaps_follow_from_the_days(a: date, more_a: int, b: date, more_b: int) -> None:
    one, two = (_stretch(start, more) for start, more in ((a, more_a), (b, more_b)))
    assert one.within(two) == (two.contains(one.start or one.end) and two.contains(one.end))
    shared = max(one.start or a, two.start or b) <= min(one.end, two.end)
    assert one.overlaps(two) == two.overlaps(one) == shared


def _stretch(start: date, more: int) -> Period:
    end = start + timedelta(days=more)
    text = "—".join(f"{day.year}年{day.month}月{day.day}日" for day in (start, end))
    period = Period.parse(text, year=None)
    assert (period.start, period.end) == (start, end)
    return period


@given(days, days)
def test_as_of_contains_everything_up_to_its_day(day: date, other: date) -> None:
    period = Period.parse(f"截至{day.year}年{day.month}月{day.day}日", year=None)
    assert period.contains(other) == (other <= day)
    assert Period.parse(f"{other.year}年", year=None).within(period) == (date(other.year, 12, 31) <= day)


@given(st.integers(1, 12), st.integers(1, 12))
def test_two_months_make_a_range_that_starts_and_ends_with_them(first: int, last: int) -> None:
    period = Period.parse(f"{first}月—{last}月", year=2026)
    assert period.start == date(2026, first, 1)
    assert (period.end.year, period.end.month) == (2026 + (last < first), last)
    assert (period.end + timedelta(days=1)).day == 1
    assert period.inferred_year == (last < first)


# typed → the period before, the same period a year earlier
NEIGHBOURS = {
    "5月": ("4月", "2025年5月"),
    "1月": ("2025年12月", "2025年1月"),
    "2026年1月": ("2025年12月", "2025年1月"),
    "2026年5月": ("2026年4月", "2025年5月"),
    "第一季度": ("2025年第四季度", "2025年第一季度"),
    "四季度": ("三季度", "2025年四季度"),
    "上半年": ("2025年下半年", "2025年上半年"),
    "下半年": ("上半年", "2025年下半年"),
    "1—6月": ("2025年7—12月", "2025年1—6月"),
    "7月—12月": ("1月—6月", "2025年7月—12月"),
    "1—9月": (None, "2025年1—9月"),
    "前三季度": (None, "2025年前三季度"),
    "3月—4月": (None, "2025年3月—4月"),
    "全年": ("2025年", "2025年"),
    "2026年度": ("2025年度", "2025年度"),
    "2024—2026年": ("2021—2023年", None),
    "5月11日—17日": ("5月4日—10日", "2025年5月11日—17日"),
    "5月28日—6月3日": ("5月21日—27日", "2025年5月28日—6月3日"),
    "1月1日—7日": ("2025年12月25日—31日", "2025年1月1日—7日"),
    "1月3日—9日": ("2025年12月27日—2026年1月2日", "2025年1月3日—9日"),
    "第20周": ("第19周", "2025年第20周"),
    "第1周": ("2025年第52周", "2025年第1周"),
    "第53周": ("第52周", None),
    "第20—21周": ("第18—19周", "2025年第20—21周"),
    "5月11日—24日": ("4月27日—5月10日", "2025年5月11日—24日"),
    "5月上旬": ("4月下旬", "2025年5月上旬"),
    "12月下旬": ("12月中旬", "2025年12月下旬"),
    "5月上半月": ("4月下半月", "2025年5月上半月"),
    "3月1日—15日": ("2月16日—28日", "2025年3月1日—15日"),
    "5月12日": ("5月11日", "2025年5月12日"),
    "截至9月30日": (None, "截至2025年9月30日"),
    "截至2026年9月底": (None, "截至2025年9月底"),
    "截至年底": (None, "截至2025年底"),
    "9月—次年1月": (None, "2025年9月—次年1月"),
    "2026年11月—2027年1月": (None, "2025年11月—2026年1月"),
    "3月上旬—4月中旬": (None, "2025年3月上旬—4月中旬"),
}


@pytest.mark.parametrize("typed", NEIGHBOURS)
def test_a_report_is_compared_with_the_period_before_and_a_year_earlier(typed: str) -> None:
    period = Period.parse(typed, year=2026)
    found = period.previous(), period.year_before()
    assert tuple(other and other.label for other in found) == NEIGHBOURS[typed]


@pytest.mark.parametrize(
    ("typed", "before"),
    [
        ("2024年2月29日", "2023年2月28日"),
        ("2024年2月1日—29日", "2023年2月1日—28日"),
        ("2025年2月1日—28日", "2024年2月1日—29日"),
        ("2025年2月", "2024年2月"),
        ("2024年2月23日—29日", "2023年2月23日—28日"),
        ("截至2024年2月29日", "截至2023年2月28日"),
    ],
)
def test_a_year_before_a_leap_day_is_the_end_of_february(typed: str, before: str) -> None:
    earlier = Period.parse(typed, year=None).year_before()
    assert earlier is not None
    assert earlier.label == before


FORMS = st.one_of(
    st.builds("{}月".format, st.integers(1, 12)),
    st.builds("{}月{}旬".format, st.integers(1, 12), st.sampled_from("上中下")),
    st.builds("{}月{}半月".format, st.integers(1, 12), st.sampled_from("上下")),
    st.builds("第{}季度".format, st.sampled_from("一二三四")),
    st.builds("{}半年".format, st.sampled_from("上下")),
    st.builds("第{}周".format, st.integers(1, 52)),
    st.builds("第{0[0]}—{0[1]}周".format, st.integers(1, 51).map(lambda n: (n, n + 1))),
    st.sampled_from(["1—6月", "7—12月", "1—3月", "10月—12月", "全年"]),
)


@given(FORMS, st.integers(1990, 2090), st.booleans())
def test_the_period_before_ends_the_day_before(text: str, year: int, typed: bool) -> None:
    whole = f"{year}年" if text == "全年" and typed else f"{year}年{text}" if typed else text
    period = Period.parse(whole, year=year)
    before = period.previous()
    assert before is not None
    assert before.kind is period.kind
    assert before.end + timedelta(days=1) == period.start
    assert before.origins == period.origins
    assert facts(Period.parse(str(before), year=year)) == facts(before)


@given(FORMS, st.integers(1990, 2090), st.booleans())
def test_a_year_earlier_is_the_same_stretch_of_the_calendar(text: str, year: int, typed: bool) -> None:
    whole = f"{year}年" if text == "全年" and typed else f"{year}年{text}" if typed else text
    period = Period.parse(whole, year=year)
    earlier = period.year_before()
    assert earlier is not None
    assert (earlier.kind, earlier.spoken) == (period.kind, period.spoken)
    assert period.start and earlier.start
    if "周" not in text:
        assert (earlier.start.year, earlier.start.month, earlier.start.day) == (
            year - 1,
            period.start.month,
            period.start.day,
        )
        assert earlier.end.month == period.end.month
    assert Period.parse(str(earlier), year=None).end == earlier.end
