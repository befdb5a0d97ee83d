"""Who, when and how much in a plan: what each check says, and what it must not say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.plan_notes import (
    codes_of,
    findings_of,
    messages_of,
    phases_of,
    target_of,
    task_of,
    workspace_of,
)

# --- who -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("leads", "codes"),
    [
        ("城管办", []),
        ("各社区", []),
        ("城管办、平安办", ["F061"]),
        ("城管办、各社区", ["F061"]),
        ("城管办、平安办（共同牵头）", []),
        ("城管办、平安办（共同）", []),
        ("有关单位", ["F063"]),
        ("各相关部门", ["F063"]),
        ("城管办等有关部门", ["F063"]),
        ("相关社区服务站", []),
        ("【待填】", []),
    ],
)
def test_one_unit_leads_or_several_say_that_they_lead_together(leads: str, codes: list[str]) -> None:
    assert codes_of(task_of(牵头=leads)) == codes


def test_units_that_lead_together_are_known_by_their_own_names() -> None:
    units = "单位:\n  名称: 青石街道办事处\n  内设: 城管办、平安办\n"
    assert codes_of(units + task_of(牵头="城管办、平安办（共同牵头）")) == []
    assert codes_of(units + task_of(牵头="城管办、平安组（共同牵头）")) == ["F042"]
    assert codes_of(units + task_of(牵头="城管办、平安办（共同牵头）", 配合="平安办")) == ["F062"]


def test_units_of_next_steps_and_activities_are_declared() -> None:
    units = "单位:\n  名称: 青石街道办事处\n  内设: 城管办、平安办\n"
    step = (
        "文稿:\n  - 文种: 进展汇报\n    期间: 上半年\n    下一步:\n      - 事项: 增设车位\n        责任: {}\n"
    )
    found = [codes_of(units + step.format(who)) for who in ("城管办、平安办", "运营部", "丁一鸣", "各社区")]
    assert found == [[], ["F042"], [], []]
    activity = "活动安排:\n  - 名称: 义诊\n    牵头: {}\n"
    assert [codes_of(units + activity.format(who)) for who in ("平安办", "卫健办")] == [[], ["F042"]]


def test_a_supporter_may_not_be_the_leader_even_if_one_was_written_further_up() -> None:
    text = "任务:\n  - 名称: 整治巷道\n    牵头: 城管办\n    配合: 平安办\n    子任务:\n"
    assert codes_of(text + "      - 名称: 建档\n") == []
    assert codes_of(text + "      - 名称: 建档\n        牵头: 平安办\n") == ["F062"]
    assert codes_of(text + "      - 名称: 建档\n        牵头: 平安办\n        配合: 各社区\n") == []


LED = "  - 名称: 规范停放\n    牵头: 平安办\n"
LED_TOO = "  - 名称: 志愿服务\n    牵头: 宣传办\n"
UNLED = "  - 名称: 清理楼道\n"
REPORT = "文稿:\n  - 文种: 工作总结\n    期间: 全年\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"任务:\n{LED}{UNLED}", ["F060 warning 任务“清理楼道”没有牵头单位"]),
        (f"任务:\n{LED}{UNLED}    内容: 由宣传办负责。\n", []),
        (f"任务:\n{LED}    子任务:\n      - 名称: 施划车位\n", []),
        (f"任务:\n{LED}{UNLED}{REPORT}", []),
        (f"任务:\n{LED}{LED_TOO}{UNLED}{REPORT}", ["F060 notice 任务“清理楼道”没有牵头单位"]),
        (
            f"任务:\n{LED}{UNLED}工作目标:\n  - 指标: 甲\n    目标: 很多\n",
            ["F060 warning 任务“清理楼道”没有牵头单位"],
        ),
        (f"任务:\n{LED}{UNLED}    牵头:\n      甲: 乙\n", []),
        ("任务: 甲任务、乙任务、丙任务\n", ["F060 notice 3项任务都没有写谁来干"]),
        ("任务: 甲任务、乙任务\n", []),
        (
            "任务:\n  - 名称: 甲\n    责任人: 丁一鸣\n  - 名称: 乙\n  - 名称: 丙\n",
            ["F060 notice 3项任务里有2项没有写谁来干"],
        ),
        ("任务:\n  - 名称: 甲\n    责任人: 丁一鸣\n  - 名称: 乙\n    责任人: 罗琴\n  - 名称: 丙\n", []),
        (
            "任务:\n  - 名称: 甲\n    内容: 各社区逐楼清理。\n"
            "  - 名称: 乙\n    内容: 由丁一鸣负责。\n  - 名称: 丙\n",
            [],
        ),
    ],
    ids=[
        "one of two",
        "in its text",
        "inherited",
        "a report",
        "most in a report",
        "fault elsewhere",
        "not whole",
        "none",
        "few",
        "one person of three",
        "persons",
        "text",
    ],
)
def test_a_task_without_a_lead_stands_out_only_in_a_plan_that_names_leads(text: str, said: list[str]) -> None:
    assert messages_of(text) == said


def test_tasks_of_one_name_may_stand_under_different_tasks() -> None:
    task = "  - 名称: {}\n    牵头: 城管办\n    子任务: 宣传、{}\n"
    twins = f"任务:\n{task.format('甲', '建档')}{task.format('乙', '{}')}"
    assert codes_of(twins.format("整治")) == []
    assert codes_of(twins.format("宣传")) == ["F080"]


# --- when ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spans", "codes"),
    [
        (("3月—4月", "5月—9月", "10月", "11月—12月"), []),
        (("3月1日—15日", "3月16日—4月30日", "5月"), []),
        (("9月7日—11日", "9月14日—30日", "10月9日—31日"), []),
        (("4月1日—30日", "5月6日—31日"), []),
        (("9月—12月", "2027年1月—3月"), ["F070"]),
        (("11月—次年1月", "2027年2月—3月"), ["F070"]),
        (("3月—4月",), []),
        (("3月—5月", "5月—9月"), ["F066"]),
        (("3月1日—20日", "3月20日—31日"), ["F066"]),
        (("3月—4月", "6月—9月"), ["F067"]),
        (("3月1日—17日", "3月19日—31日"), ["F067"]),
        (("5月—9月", "3月—4月"), ["F068"]),
        (("9月—12月", "1月—3月"), ["F070"]),
        (("2025年3月—4月", "2026年5月—9月"), ["F070"]),
        (("11月—1月", "3月—4月"), ["F012"]),
        (("3月—4月", "【待填】", "9月—10月"), []),
        (("3月上旬—4月中旬", "4月下旬—6月", "7月—11月底", "12月"), []),
        (("3月上旬—4月中旬", "5月—6月"), ["F067"]),
        (("3月—4月", "2028年5月—9月"), ["F070"]),
    ],
)
def test_phases_follow_each_other_within_the_year(spans: tuple[str, ...], codes: list[str]) -> None:
    assert codes_of(phases_of(*spans)) == codes


def test_a_phase_that_says_it_runs_throughout_neither_overlaps_nor_fills_a_gap() -> None:
    along = "  - 名称: 督导检查\n    起止: 3月—12月\n    内容: 贯穿全程，每月通报。\n"
    assert codes_of(phases_of("3月—4月", "5月—12月") + along) == []
    assert codes_of(phases_of("3月—4月", "6月—12月") + along) == ["F067"]


@settings(max_examples=60)
@given(cuts=st.sets(st.integers(1, 11), min_size=1, max_size=4), data=st.data())
def test_a_year_cut_into_phases_is_whole_until_one_month_is_moved(
    cuts: set[int], data: st.DataObject
) -> None:
    edges = [0, *sorted(cuts), 12]
    spans = [(first + 1, last) for first, last in zip(edges, edges[1:], strict=False)]
    assert codes_of(_phases(spans)) == []
    moved = data.draw(st.integers(1, len(spans) - 1))
    first, last = spans[moved]
    if first < last:
        assert codes_of(_phases([*spans[:moved], (first + 1, last), *spans[moved + 1 :]])) == ["F067"]
    if spans[moved - 1][0] < first:
        assert codes_of(_phases([*spans[:moved], (first - 1, last), *spans[moved + 1 :]]))[0] == "F066"


def _phases(spans: list[tuple[int, int]]) -> str:
    return phases_of(*(f"{first}月—{last}月" if first < last else f"{first}月" for first, last in spans))


@pytest.mark.parametrize(("year", "codes"), [("0000", ["F005"]), ("9999", ["F005"]), ("2199", ["F070"])])
def test_a_year_that_no_campaign_has_is_no_year(year: str, codes: list[str]) -> None:
    text = f"创建:\n  年度: {year}\n" + phases_of("2026年3月—4月")
    assert [found.code for found in workspace_of(text).findings] + codes_of(text) == codes


def test_a_phase_needs_content_a_goal_or_steps() -> None:
    phase = "阶段:\n  - 名称: 动员\n    起止: 3月\n"
    assert codes_of(phase) == ["F069"]
    for filled in ("    内容: 部署。\n", "    目标: 人人知晓。\n", "    步骤:\n      - 3月上旬: 部署。\n"):
        assert codes_of(phase + filled) == []


@pytest.mark.parametrize(
    ("when", "codes"),
    [
        ("3月", []),
        ("4月份", []),
        ("4月15日前", []),
        ("3月上旬至4月中旬", []),
        ("开会时", []),
        ("5月上旬", ["F064"]),
        ("2月20日", ["F064"]),
    ],
)
def test_a_step_lies_in_its_phase(when: str, codes: list[str]) -> None:
    steps = f"阶段:\n  - 名称: 动员\n    起止: 3月—4月\n    步骤:\n      - {when}: 部署。\n"
    assert codes_of(steps) == codes


TWO_PHASES = phases_of("3月—4月", "5月—11月")
PLAN = "文稿:\n  - 文种: 实施方案\n    日期: 2026年3月{}\n"


@pytest.mark.parametrize(
    ("deadline", "codes"),
    [
        ("3月1日前", []),
        ("11月30日前", []),
        ("年底前", []),
        ("长期坚持", []),
        ("每月底前", []),
        ("6月底前一次、11月底前一次", []),
        ("2月底前", ["F064"]),
        ("2月底前一次、11月底前一次", ["F064"]),
        ("12月上旬前", ["F065"]),
        ("次年1月底前", ["F065"]),
        ("11月前", ["F013"]),
        ("节前", ["F014"]),
        ("2月29日前", ["F010"]),
        ("【待填】", []),
    ],
)
def test_a_deadline_lies_within_the_phases(deadline: str, codes: list[str]) -> None:
    assert codes_of(TWO_PHASES + task_of(时限=deadline)) == codes


def test_one_phase_alone_is_no_calendar_to_hold_deadlines_against() -> None:
    assert codes_of(phases_of("3月—4月") + task_of(时限="11月底前")) == []
    assert codes_of(phases_of("3月—4月", "【待填】") + task_of(时限="11月底前")) == []
    assert codes_of(task_of(时限="2027年1月底前")) == ["F065"]


def test_a_deadline_does_not_lie_before_the_plan_was_issued() -> None:
    assert codes_of(task_of(时限="3月10日前") + PLAN.format("18日")) == ["F064"]
    assert codes_of(task_of(时限="3月18日前") + PLAN.format("18日")) == []
    assert codes_of(task_of(时限="3月10日前") + PLAN.format("待签")) == []


def test_a_january_that_means_the_next_one_is_told_how_to_say_so() -> None:
    text = phases_of("9月—12月", "2027年1月—3月") + task_of(时限="1月底前")
    assert [found.hint for found in findings_of(text) if found.code == "F064"] == [
        "下一年的写成“次年1月底前”"
    ]


def test_a_subtask_ends_no_later_than_its_nearest_dated_task() -> None:
    nested = (
        "任务:\n  - 名称: 甲\n    时限: {}\n    子任务:\n      - 名称: 乙\n"
        "        子任务:\n          - 名称: 丙\n            时限: {}\n"
    )
    assert codes_of(nested.format("6月底前", "6月30日前")) == []
    assert codes_of(nested.format("长期坚持", "9月底前")) == []
    assert codes_of(nested.format("6月底前", "7月1日前")) == ["F084"]


@pytest.mark.parametrize(
    ("when", "codes"),
    [
        ("3月24日上午9时", []),
        ("11月30日（星期一）", []),
        ("6月", []),
        ("每月5日", []),
        ("2月10日", ["F085"]),
        ("12月1日下午", ["F085"]),
    ],
)
def test_an_activity_lies_within_the_plan(when: str, codes: list[str]) -> None:
    assert codes_of(TWO_PHASES + f"活动安排:\n  - 名称: 动员大会\n    时间: {when}\n") == codes


@pytest.mark.parametrize("deadline", ["11月前", "4月前", "1月前"])
def test_an_ambiguous_deadline_is_offered_its_own_two_months(deadline: str) -> None:
    (found,) = findings_of(task_of(时限=deadline))
    month = int(deadline.removesuffix("月前"))
    assert found.hint == f"写成“{month - 1 or 12}月底前”或“{month}月底前”"


# --- how much ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("goal", "codes"),
    [
        ("36条", []),
        ("不少于48次", []),
        ("300", ["F072"]),
        ("不少于300", ["F072"]),
        ("90%", ["F072"]),
        ("1.5起/万户", ["F072"]),
        ("不超过1.5起/万户", []),
        ("≥90%", []),
        ("达到90%", []),
        ("90%以上", []),
        ("90%左右", []),
        ("100%", []),
        ("0起/万户", []),
        ("8处36块", []),
        ("【待填】%", []),
    ],
)
def test_a_goal_has_a_measure_and_a_rate_says_which_way(goal: str, codes: list[str]) -> None:
    assert codes_of(target_of(goal)) == codes


def test_an_indicator_may_say_itself_what_its_number_counts() -> None:
    assert codes_of(target_of("不少于300", "注册志愿者人数")) == []
    assert codes_of(target_of("不低于90", "测评得分")) == []
    assert codes_of(target_of("不少于300", "注册志愿者")) == ["F072"]


@pytest.mark.parametrize(
    ("indicator", "goal", "meant"),
    [
        ("家长满意率", "95", "“不低于95%”"),
        ("政策知晓率", "不低于95", "“不低于95%”"),
        ("垃圾分类覆盖率", "100", "“100%”"),
        ("有责投诉率", "3", "“不超过3%”"),
        ("上门走访", "95", "“95次”“95处”"),
    ],
)
def test_the_measure_of_a_rate_is_a_percentage(indicator: str, goal: str, meant: str) -> None:
    (found,) = findings_of(target_of(goal, indicator))
    assert found.hint == f"写上计量单位，例如{meant}"


@pytest.mark.parametrize(
    ("indicator", "goal", "codes"),
    [
        ("注册志愿者", "30%以上", ["F073"]),
        ("注册志愿者", "占员工人数的30%以上", []),
        ("志愿者占职工的比例", "不低于30%", []),
        ("公益广告覆盖面", "不低于30%", []),
        ("服务居民", "增长10%以上", ["F073"]),
        ("服务居民", "比上年增长10%以上", []),
        ("居民知晓度", "不低于90%", []),
    ],
)
def test_a_percentage_says_of_what(indicator: str, goal: str, codes: list[str]) -> None:
    assert codes_of(target_of(goal, indicator)) == codes


@pytest.mark.parametrize(
    ("targets", "said"),
    [
        ("  - 不断提高居民素质。\n", ["F081 notice 工作目标里没有一个数"]),
        ("  - 满意率达到95%以上。\n", ["F081 notice 工作目标都没有写时限"]),
        ("  - 满意率达到95%以上。\n  - 年底前通过复查。\n", ["F081 notice 工作目标里没有一条既有数又有时限"]),
        ("  - 年底前满意率达到95%以上。\n", []),
        ("  - 指标: 志愿服务\n    目标: 48次\n    时限: 11月底前\n", []),
    ],
)
def test_a_plan_has_one_target_with_a_figure_and_a_time(targets: str, said: list[str]) -> None:
    assert messages_of("工作目标:\n" + targets + PLAN.format("待签")) == said
    assert messages_of("工作目标:\n" + targets + REPORT) == []


@pytest.mark.parametrize(
    ("frequency", "quantity", "codes"),
    [
        ("每季度1次", "4次", []),
        ("每季度1次", "不少于6次", ["F071"]),
        ("每季度不少于1次", "不少于6次", []),
        ("每月不少于1次", "不少于12次", []),
        ("每月不少于1次", "不少于10次", ["F071"]),
        ("每月不少于2次", "12次", ["F071"]),
        ("每月2次", "不超过30次", []),
        ("每月1—2次", "不少于20次", []),
        ("每月1次", "不少于20场", []),
        ("定期", "不少于20次", []),
        ("每周五下午", "不少于20次", []),
        ("每月1次、每季度1次", "不少于20次", []),
        ("每月1次", "约20次", []),
        ("每月1次", "每月4次", []),
    ],
)
def test_a_frequency_can_give_the_quantity_beside_it(frequency: str, quantity: str, codes: list[str]) -> None:
    assert codes_of(task_of(频次=frequency, 数量=quantity)) == codes


def test_a_frequency_counts_only_over_the_months_it_lasts() -> None:
    rhythm = task_of(频次="每月不少于1次", 数量="不少于10次")
    assert codes_of(phases_of("3月—4月", "5月—12月") + rhythm) == []
    assert codes_of(rhythm + PLAN.format("18日")) == []
    assert codes_of(task_of(频次="每月不少于1次", 数量="6次", 时限="6月底前")) == []
    assert codes_of(task_of(频次="每月不少于1次", 数量="4次", 时限="6月底前")) == ["F071"]


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("每季度开展1次，全年不少于6次。", ["F071"]),
        ("每季度开展一次（全年不少于六次）。", ["F071"]),
        ("每两个月至少组织集体学习一次，全年不少于6次。", []),
        ("每季度评查一次，全年组织培训不少于6次。", []),
        ("每季度评查一次。全年不少于6次。", []),
        ("每季度1次，全年不少于6场。", []),
        ("每月5日、20日开展，全年不少于6次。", []),
        ("全年不少于6次，每季度1次。", []),
    ],
)
def test_a_rhythm_and_a_total_in_one_sentence_agree(sentence: str, codes: list[str]) -> None:
    assert codes_of(task_of(内容=sentence)) == codes


def test_a_target_is_reached_by_the_task_it_names() -> None:
    target = "工作目标:\n  - 指标: 道德讲堂\n    目标: 不少于6期\n    时限: 11月底前\n    任务: 办好讲堂\n"
    task = "任务:\n  - 名称: 办好讲堂\n    {}\n"
    assert codes_of(target + task.format("频次: 每季度1期")) == ["F071"]
    assert codes_of(target + task.format("频次: 每两个月1期")) == []
    assert codes_of(target + task.format("数量: 4期")) == ["F071"]
    assert codes_of(target + task.format("数量: 6期")) == []


def test_targets_and_tasks_are_held_together_only_where_they_are_linked() -> None:
    tasks = "任务:\n" + "".join(f"  - 名称: {name}\n    牵头: 城管办\n" for name in ("甲事", "乙事", "丙事"))
    linked = "  - 指标: {0}数\n    目标: 20处\n    时限: 9月底前\n    任务: {0}\n"
    loose = "  - 指标: 车位\n    目标: 20个\n    时限: 9月底前\n"
    both = tasks + "工作目标:\n" + linked.format("甲事") + linked.format("乙事")
    assert codes_of(tasks + "工作目标:\n" + loose) == []
    assert codes_of(both) == ["F075"]
    assert codes_of(tasks + "工作目标:\n" + linked.format("甲事")) == []
    assert codes_of(both + linked.format("丙事") + loose) == ["F074"]
    result = "成果:\n  - 日期: 5月12日\n    任务: 丙事\n    数据:\n      车位: 8个\n"
    assert codes_of(both + linked.format("丙事") + loose + result) == []
