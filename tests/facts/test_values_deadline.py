from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_docs.facts.values import BadValue, Deadline, DeadlineKind
from wenming_docs.findings import Origin, SourceText

K = DeadlineKind

# typed → printed; per entry: what, kind; earliest and latest day in 2026
DEADLINES = {
    "6月底前": ("6月底前", [("", K.MONTH_END)], "06-30", "06-30"),
    "12月底": ("12月底", [("", K.MONTH_END)], "12-31", "12-31"),
    "4月底之前": ("4月底之前", [("", K.MONTH_END)], "04-30", "04-30"),
    "六月底前": ("六月底前", [("", K.MONTH_END)], "06-30", "06-30"),
    "4月4日前": ("4月4日前", [("", K.DAY)], "04-04", "04-04"),
    "2026年6月30日前": ("2026年6月30日前", [("", K.DAY)], "06-30", "06-30"),
    "2026-6-30": ("2026年6月30日", [("", K.DAY)], "06-30", "06-30"),
    "2026.6.30前": ("2026年6月30日前", [("", K.DAY)], "06-30", "06-30"),
    "6-30": ("6月30日", [("", K.DAY)], "06-30", "06-30"),
    "6.30前": ("6月30日前", [("", K.DAY)], "06-30", "06-30"),
    "6月30前": ("6月30日前", [("", K.DAY)], "06-30", "06-30"),
    "6 月 30 日前": ("6月30日前", [("", K.DAY)], "06-30", "06-30"),
    "12月上旬前": ("12月上旬前", [("", K.TENDAYS)], "12-10", "12-10"),
    "8月中下旬": ("8月中下旬", [("", K.TENDAYS)], "08-31", "08-31"),
    "10月上旬": ("10月上旬", [("", K.TENDAYS)], "10-10", "10-10"),
    "11月前": ("11月前", [("", K.MONTH)], "10-31", "11-30"),
    "4月份": ("4月份", [("", K.MONTH)], "04-30", "04-30"),
    "今年9月": ("今年9月", [("", K.MONTH)], "09-30", "09-30"),
    "2026.10": ("2026年10月", [("", K.MONTH)], "10-31", "10-31"),
    "5月11日—17日": ("5月11日—17日", [("", K.DAY)], "05-17", "05-17"),
    "3月—4月": ("3月—4月", [("", K.MONTH)], "04-30", "04-30"),
    "一季度": ("一季度", [("", K.MONTH_END)], "03-31", "03-31"),
    "上半年": ("上半年", [("", K.MONTH_END)], "06-30", "06-30"),
    "年底前": ("年底前", [("", K.YEAR_END)], "12-31", "12-31"),
    "年内": ("年内", [("", K.YEAR_END)], "12-31", "12-31"),
    "确保年底创成": ("确保年底创成", [("确保创成", K.YEAR_END)], "12-31", "12-31"),
    "6月底前一次、11月底前一次": (
        "6月底前一次、11月底前一次",
        [("一次", K.MONTH_END), ("一次", K.MONTH_END)],
        "06-30",
        "11-30",
    ),
    "6月底前组织1次慰问及志愿服务活动": (
        "6月底前组织1次慰问及志愿服务活动",
        [("组织1次慰问及志愿服务活动", K.MONTH_END)],
        "06-30",
        "06-30",
    ),
    "年度计划在3月底前完成，年度工作总结在12月上旬前完成": (
        "年度计划在3月底前完成，年度工作总结在12月上旬前完成",
        [("年度计划", K.MONTH_END), ("年度工作总结", K.TENDAYS)],
        "03-31",
        "12-10",
    ),
    "6月底前完成方案、名单": ("6月底前完成方案、名单", [("完成方案、名单", K.MONTH_END)], "06-30", "06-30"),
    "每半年更新一次": ("每半年更新一次", [("", K.FREQUENCY)], None, None),
    "从七月份开始": ("从七月份开始", [("", K.MONTH)], None, None),
    "长期坚持": ("长期坚持", [("", K.VAGUE)], None, None),
    "全年": ("全年", [("", K.VAGUE)], None, None),
    "节前": ("节前", [("", K.VAGUE)], None, None),
    "近期": ("近期", [("", K.VAGUE)], None, None),
    "本月底": ("本月底", [("", K.VAGUE)], None, None),
    "尽快": ("尽快", [("", K.VAGUE)], None, None),
    "看情况": ("看情况", [("", K.UNKNOWN)], None, None),
    "20xx年6月": ("20xx年6月", [("", K.UNKNOWN)], None, None),
    "【待填：时限】": ("【待填：时限】", [("", K.UNKNOWN)], None, None),
}


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize("typed", DEADLINES)
def test_every_form_of_a_deadline_is_read_and_printed(typed: str) -> None:
    printed, entries, earliest, latest = DEADLINES[typed]
    deadline = Deadline.parse(typed)
    assert str(deadline) == printed
    assert [(entry.what, entry.kind) for entry in deadline.entries] == entries
    assert (deadline.earliest(2026), deadline.latest(2026)) == (day(earliest), day(latest))


@pytest.mark.parametrize("typed", DEADLINES)
def test_a_printed_deadline_reads_back_as_itself(typed: str) -> None:
    deadline = Deadline.parse(typed)
    again = Deadline.parse(str(deadline))
    assert (str(again), again.entries) == (str(deadline), deadline.entries)


def test_a_month_without_its_end_is_ambiguous_and_lasting_duties_stand() -> None:
    assert {typed for typed in DEADLINES if Deadline.parse(typed).ambiguous} == {"11月前"}
    assert {typed for typed in DEADLINES if Deadline.parse(typed).standing} == {"长期坚持", "全年"}


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("6月31日", "时限“6月31日”不对：没有6月31日，6月只有30天", "6月最后一天是6月30日"),
        ("2026-2-29", "时限“2026-2-29”不对：没有2月29日，2026年2月只有28天", "2026年2月最后一天是2月28日"),
        ("6月底前一次、13月底前一次", "时限“6月底前一次、13月底前一次”不对：没有13月", "月份写1到12"),
        ("十十月底前", "时限“十十月底前”里的月份或日期不是数", "写成“6月底前”或“6月30日前”这样"),
        ("", "时限是空的", "写成“6月底前”这样，不知道的写【待填】"),
    ],
)
def test_a_day_no_calendar_has_is_refused(typed: str, message: str, hint: str) -> None:
    with pytest.raises(BadValue) as caught:
        Deadline.parse(typed)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_no_year_is_guessed() -> None:
    assert Deadline.parse("6月底前").latest(None) is None
    assert Deadline.parse("2025年底前").latest(2026) == date(2025, 12, 31)
    assert Deadline.parse("明年3月底前").latest(2026) == date(2027, 3, 31)
    assert Deadline.parse("2月29日前").latest(2026) is None
    assert Deadline.parse("2月29日前").latest(2028) == date(2028, 2, 29)


def test_deadlines_by_item_print_as_one_line_and_keep_all_places() -> None:
    places = [Origin("plan.yaml", line, 9) for line in (41, 42)]
    deadline = Deadline.of_items(
        [
            (SourceText("印发考核办法", [places[0]]), SourceText("3月底前", [places[0]])),
            (SourceText("报送年度总结", [places[1]]), SourceText("12月上旬前", [places[1]])),
        ]
    )
    assert str(deadline) == "3月底前印发考核办法、12月上旬前报送年度总结"
    assert [entry.what for entry in deadline.entries] == ["印发考核办法", "报送年度总结"]
    assert deadline.origins == tuple(places)
    again = Deadline.parse(str(deadline))
    assert [(entry.what, entry.due(2026)) for entry in again.entries] == [
        (entry.what, entry.due(2026)) for entry in deadline.entries
    ]
    assert (deadline.earliest(2026), deadline.latest(2026)) == (date(2026, 3, 31), date(2026, 12, 10))


def test_a_rhythm_by_item_follows_its_item() -> None:
    assert str(Deadline.of_items([("公益广告", "每半年更新一次")])) == "公益广告：每半年更新一次"


def test_deadlines_of_no_items_are_refused() -> None:
    with pytest.raises(BadValue, match="时限里没有写事项"):
        Deadline.of_items([])


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9999, 12, 31)))
def test_every_day_of_the_calendar_is_due_on_itself(due: date) -> None:
    text = f"{due.year}年{due.month}月{due.day}日前"
    deadline = Deadline.parse(f"{due.year:04}-{due.month}-{due.day}前")
    assert (str(deadline), deadline.latest(None)) == (text, due)


@given(st.text(alphabet="0123456789一二十年月日底前上中下旬每周次、，：.-/—【】待填 甲", max_size=20))
def test_any_text_is_a_deadline_that_prints_the_same_twice_or_is_refused(typed: str) -> None:
    try:
        printed = str(Deadline.parse(typed))
        again = str(Deadline.parse(printed))
    except BadValue as error:
        assert error.message
        assert error.hint
    else:
        assert again == printed
