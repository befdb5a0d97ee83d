"""倒排工期: counted by hand over 国庆 2026, and what must hold of every network of tasks."""

from __future__ import annotations

import importlib.util
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_docs.facts.analysis.countdown import Countdown, countdown
from wenming_docs.facts.analysis.precedence import precedence, told
from wenming_docs.facts.analysis.workdays import (
    DeclaredCalendar,
    WeekdayCalendar,
    WorkCalendar,
    last_workday,
    published_calendar,
    workdays_after,
    workdays_before,
)
from wenming_docs.facts.checks.countdown import late_starts
from wenming_docs.facts.model import Workspace
from wenming_docs.pipeline import read_workspace

needs_library = pytest.mark.skipif(
    importlib.util.find_spec("chinese_calendar") is None,
    reason="没有装 chinesecalendar：pip install 'wenming-docs[workdays]'",
)


def days(year: int, *spans: tuple[int, int, int]) -> frozenset[date]:
    """Days of a year from (month, first, last)."""
    return frozenset(date(year, month, day) for month, first, last in spans for day in range(first, last + 1))


# 国办发明电〔2025〕7号《国务院办公厅关于2026年部分节假日安排的通知》，2025年11月4日
# https://www.gov.cn/zhengce/content/202511/content_7047090.htm
OFF_2026 = days(2026, (1, 1, 3), (2, 15, 23), (4, 4, 6), (5, 1, 5), (6, 19, 21), (9, 25, 27), (10, 1, 7))
WORKED_2026 = days(2026, (1, 4, 4), (2, 14, 14), (2, 28, 28), (5, 9, 9), (9, 20, 20), (10, 10, 10))
BY_HAND = DeclaredCalendar({2026: OFF_2026}, {2026: WORKED_2026})


def read(tmp_path: Path, tasks: str, inspected: str = "2026年10月20日") -> Workspace:
    """A workspace of these tasks, inspected on that day."""
    path = tmp_path / "计划.yaml"
    path.write_text(f"创建:\n  年度: 2026\n  迎检日期: {inspected}\n任务:\n{tasks}", encoding="utf-8")
    return read_workspace(path)


def rows(counted: Countdown | None) -> list[tuple[str, str, str]]:
    """Name, latest start and latest finish of every task, as 9-30."""
    assert counted is not None
    return [(str(slot.node.name), _short(slot.start), _short(slot.finish)) for slot in counted.slots]


def _short(day: date | None) -> str:
    return f"{day.month}-{day.day}" if day else "—"


CHAIN = """\
  - 名称: 建立巷道档案
    工期: 1个月
  - 名称: 公示整治清单
    工期: 15天
    前置: 建立巷道档案
  - 名称: 集中整治
    工期: 10个工作日
    前置: 公示整治清单
  - 名称: 全面自查
    工期: 10个工作日
    前置: 集中整治
  - 名称: 制作展板
    工期: 一周
"""

# Inspection on Tuesday 20 October 2026. Working days counted back from Monday 19 October:
#
#   10月  19一  16五  15四  14三  13二  12一  10六(调休上班)  9五  8四 |  9月  30三
#   第      1     2     3     4     5     6        7          8    9  |        10
#   10月17、18日 and 11日 are a weekend, 10月1日至7日 国庆.
#
#   9月  29二  28一  24四  23三  22二  21一  20日(调休上班)  18五  17四  16三
#   第     1     2     3     4     5     6        7           8     9    10
#   9月25日至27日 中秋, 9月19日 is a Saturday nobody works.
#
#   15 days of the calendar up to 9月15日 begin on 9月1日; one month up to 8月31日 begins on 8月1日.
#   A week (seven days of the calendar) up to 10月19日 begins on 10月13日.
BY_HAND_ROWS = [
    ("建立巷道档案", "8-1", "8-31"),
    ("公示整治清单", "9-1", "9-15"),
    ("集中整治", "9-16", "9-29"),
    ("全面自查", "9-30", "10-19"),
    ("制作展板", "10-13", "10-19"),
]


def test_a_countdown_over_national_day_2026_is_the_one_computed_by_hand(tmp_path: Path) -> None:
    counted = countdown(read(tmp_path, CHAIN), BY_HAND)
    assert counted is not None
    assert rows(counted) == BY_HAND_ROWS
    assert counted.last_day == date(2026, 10, 19)
    assert counted.first_day == date(2026, 8, 1)
    assert [str(slot.node.name) for slot in counted.critical] == [name for name, *_ in BY_HAND_ROWS[:4]]
    assert counted.doubt == ""


@needs_library
def test_the_library_gives_the_same_days_as_the_announcement(tmp_path: Path) -> None:
    calendar = published_calendar()
    year = [date(2026, 1, 1) + timedelta(days=step) for step in range(365)]
    assert [day for day in year if calendar.is_workday(day) != BY_HAND.is_workday(day)] == []
    assert rows(countdown(read(tmp_path, CHAIN), calendar)) == BY_HAND_ROWS


@needs_library
def test_a_year_nobody_has_announced_is_said_to_be_unknown(tmp_path: Path) -> None:
    counted = countdown(
        read(tmp_path, "  - {名称: 自查, 工期: 5个工作日}\n", "2099年1月6日"), published_calendar()
    )
    assert counted is not None
    assert counted.unknown_years == (2098, 2099)
    assert counted.doubt.startswith("没有2098年、2099年的放假安排")


def test_without_the_library_weekdays_are_counted_and_that_is_said(tmp_path: Path) -> None:
    counted = countdown(read(tmp_path, CHAIN), WeekdayCalendar())
    assert counted is not None
    assert rows(counted)[3] == ("全面自查", "10-6", "10-19")
    assert counted.doubt == "没有2026年的放假安排（还没有公布，或没有装上），按周一至周五算"


def test_an_earlier_deadline_holds_and_leaves_spare_days(tmp_path: Path) -> None:
    tasks = "  - {名称: 印册子, 工期: 3个工作日, 时限: 10月7日前}\n  - {名称: 自查, 工期: 5个工作日}\n"
    counted = countdown(read(tmp_path, tasks), BY_HAND)
    assert counted is not None
    # 10月7日 is a holiday: 9月30日, and the two working days before it
    assert rows(counted)[0] == ("印册子", "9-28", "9-30")
    # 10月8日、9日、10日(六)、12日至16日、19日
    assert [slot.spare for slot in counted.slots] == [9, 0]
    assert [slot.critical for slot in counted.slots] == [False, True]


def test_a_later_deadline_does_not_hold(tmp_path: Path) -> None:
    tasks = """\
  - {名称: 整治, 工期: 5个工作日, 时限: 10月15日前}
  - {名称: 自查, 工期: 5个工作日, 前置: 整治}
"""
    counted = countdown(read(tmp_path, tasks), BY_HAND)
    assert counted is not None
    assert rows(counted) == [("整治", "9-30", "10-12"), ("自查", "10-13", "10-19")]
    assert [slot.overrun for slot in counted.slots] == [date(2026, 10, 12), None]


def test_a_deadline_on_the_weekend_after_the_last_day_is_no_overrun(tmp_path: Path) -> None:
    tasks = (
        "  - {名称: 整治, 工期: 5个工作日, 时限: 10月18日前}\n  - {名称: 迎检, 工期: 1个工作日, 前置: 整治}\n"
    )
    counted = countdown(read(tmp_path, tasks), BY_HAND)
    assert counted is not None
    assert [slot.overrun for slot in counted.slots] == [None, None]


def test_tasks_without_duration_keep_to_their_deadline_and_pass_days_on(tmp_path: Path) -> None:
    tasks = """\
  - {名称: 整治, 工期: 2个工作日}
  - {名称: 验收, 前置: 整治, 时限: 9月24日前}
  - {名称: 巡查, 时限: 长期坚持}
  - {名称: 年终考核, 时限: 12月底前}
"""
    counted = countdown(read(tmp_path, tasks), BY_HAND)
    assert counted is not None
    assert rows(counted) == [
        ("整治", "9-23", "9-24"),
        ("验收", "—", "9-24"),
        ("巡查", "—", "—"),
        ("年终考核", "—", "12-31"),
    ]
    assert [slot.outside for slot in counted.slots] == [False, False, False, True]


def test_a_task_above_others_waits_for_all_and_is_waited_for_whole(tmp_path: Path) -> None:
    tasks = """\
  - 名称: 排查
    子任务:
      - {名称: 查楼道, 工期: 3个工作日}
      - {名称: 查后巷, 工期: 5个工作日}
  - 名称: 整治
    前置: 排查
    子任务:
      - {名称: 清楼道, 工期: 2个工作日}
      - {名称: 清后巷, 工期: 4个工作日}
"""
    counted = countdown(read(tmp_path, tasks), BY_HAND)
    assert rows(counted) == [
        ("查楼道", "10-10", "10-13"),
        ("查后巷", "10-8", "10-13"),
        ("清楼道", "10-16", "10-19"),
        ("清后巷", "10-14", "10-19"),
    ]
    assert counted and [str(slot.node.name) for slot in counted.critical] == ["查后巷", "清后巷"]


def test_a_circle_is_told_as_a_path_and_nothing_is_counted(tmp_path: Path) -> None:
    tasks = """\
  - {名称: 甲, 前置: 丙}
  - {名称: 乙, 前置: 甲}
  - {名称: 丙, 前置: 乙}
  - {名称: 丁, 前置: 丁}
"""
    workspace = read(tmp_path, tasks)
    circles = precedence(workspace).cycles
    assert sorted(map(told, circles)) == ["丁 → 丁", "甲 → 乙 → 丙 → 甲"]
    assert [link.written.origin.line for link in circles[0] if link.written.origin]
    assert countdown(workspace, BY_HAND) is None


def test_a_task_that_waits_for_the_one_above_it_goes_round(tmp_path: Path) -> None:
    tasks = "  - 名称: 整治\n    子任务:\n      - {名称: 清楼道, 前置: 整治}\n"
    [circle] = precedence(read(tmp_path, tasks)).cycles
    assert told(circle) == "整治 → 清楼道 → 整治"


def test_no_inspection_day_gives_no_countdown(tmp_path: Path) -> None:
    assert countdown(read(tmp_path, CHAIN, "十月中旬"), BY_HAND) is None


def test_a_task_that_should_have_begun_and_has_no_result_is_named_with_its_days(tmp_path: Path) -> None:
    done = "成果:\n  - {日期: 9月17日, 任务: 集中整治, 事: 清理楼道堆物}\n"
    workspace = read(tmp_path, CHAIN + done)
    counted = countdown(workspace, BY_HAND)
    assert counted is not None

    def late(today: date) -> list[str]:
        return [f"{f.code} {f.message}" for f in late_starts(workspace, counted, today)]

    assert late(date(2026, 8, 1)) == []  # the day itself is in time
    assert late(date(2026, 10, 14)) == [
        "F164 “建立巷道档案”最迟8月1日开始，已经过了74天，还没有成果",
        "F164 “公示整治清单”最迟9月1日开始，已经过了43天，还没有成果",
        "F164 “全面自查”最迟9月30日开始，已经过了14天，还没有成果",
        "F164 “制作展板”最迟10月13日开始，已经过了1天，还没有成果",
    ]
    assert len(late(date(2026, 9, 17))) == 2  # 集中整治 has begun by then


def test_a_chain_of_two_thousand_tasks_is_counted(tmp_path: Path) -> None:
    tasks = "".join(
        f"  - {{名称: 任务{n}, 工期: 1天{f', 前置: 任务{n - 1}' if n else ''}}}\n" for n in range(2000)
    )
    counted = countdown(read(tmp_path, tasks), BY_HAND)
    assert counted is not None
    assert counted.first_day == date(2026, 10, 19) - timedelta(days=1999)
    assert len(counted.critical) == 2000


# what always holds


@st.composite
def plans(draw: st.DrawFn) -> str:
    """Up to eight tasks; each waits for some of those before it."""
    lines = []
    for number in range(draw(st.integers(1, 8))):
        waits = draw(st.sets(st.integers(0, number - 1))) if number else set()
        length = draw(
            st.sampled_from(["", "工期: 1天", "工期: 9天", "工期: 4个工作日", "工期: 1个月", "工期: 两周"])
        )
        limit = draw(st.sampled_from(["", "时限: 9月24日前", "时限: 10月底前", "时限: 8月15日前"]))
        parts = [f"名称: 任务{number}", length, limit]
        parts += [f"前置: {'、'.join(f'任务{one}' for one in sorted(waits))}"] if waits else []
        lines.append("  - {" + ", ".join(part for part in parts if part) + "}\n")
    return "".join(lines)


@settings(max_examples=60, deadline=None)
@given(plan=plans(), calendar=st.sampled_from([BY_HAND, WeekdayCalendar()]))
def test_every_task_is_done_in_time_and_after_those_before_it(
    tmp_path_factory: pytest.TempPathFactory, plan: str, calendar: WorkCalendar
) -> None:
    workspace = read(tmp_path_factory.mktemp("计划"), plan)
    counted = countdown(workspace, calendar)
    assert counted is not None
    slots = {str(slot.node.name): slot for slot in counted.slots}
    tied = [slot for slot in slots.values() if slot.finish and not slot.outside]
    assert all(slot.finish <= counted.last_day for slot in tied if slot.finish)
    for slot in tied:
        limit = slot.node.task.deadline and slot.node.task.deadline.latest(2026)
        assert slot.finish and (not limit or slot.finish <= limit or slot.overrun)
        assert not slot.start or slot.start <= slot.finish
        for name in slot.waits_for:
            before = slots[str(name)].finish
            assert before and (before < slot.start if slot.start else before <= slot.finish)
    for slot in counted.critical:
        assert slot.spare == 0 and slot.finish
    if counted.timed and not any(slot.spare for slot in counted.slots):
        assert counted.critical[0].start == counted.first_day


@given(last=st.dates(date(2026, 1, 10), date(2026, 12, 31)), count=st.integers(1, 40))
def test_counting_back_and_forth_agree(last: date, count: int) -> None:
    end = last_workday(BY_HAND, last)
    first = workdays_before(BY_HAND, end, count)
    assert BY_HAND.is_workday(first) and BY_HAND.is_workday(end)
    assert workdays_after(BY_HAND, first, end) == count - 1
