"""What the checks about figures, names and periods find, and what they rightly leave alone.

Each test writes facts as a clerk would and compares every finding of these checks. The near misses
are as much a promise as the finds; tests/cases/wrong says in which words and at which place.
"""

from __future__ import annotations

import pytest

from wenming_docs.codes.code import Code
from wenming_docs.codes.figures import CODES as FIGURES
from wenming_docs.facts.checks.figures import FIGURE_CHECKS
from wenming_docs.facts.checks.manners import twin_indicators
from wenming_docs.facts.checks.names import misspelt_names
from wenming_docs.facts.checks.places import line_said, lines_said, noted
from wenming_docs.facts.model import build_workspace
from wenming_docs.facts.source import parse_source
from wenming_docs.findings import Origin, by_place
from wenming_docs.zh.alike import are_alike, is_slip

HEAD = """\
单位:
  名称: 云山市甲街道办事处
  自称: 我街道
  下级:
    社区: 东门社区、西门社区
创建:
  荣誉: 全国文明城市
  年度: 2026
"""


def found(body: str, head: str = HEAD) -> list[str]:
    """``编码 级别`` of every finding about ``head`` and ``body``, in reading order."""
    workspace = build_workspace(parse_source(head + body, "台账.yaml"))
    findings = by_place(finding for check in FIGURE_CHECKS for finding in check(workspace))
    return [f"{finding.code} {finding.severity}" for finding in findings]


def rows(*entries: str) -> str:
    """成果 with one row an entry: ``时间 | 单位 | 数据 | 备注``, each but the first may be left empty."""
    lines = ["成果:"]
    for entry in entries:
        time, unit, data, remark = ([part.strip() for part in entry.split("|")] + ["", "", ""])[:4]
        key = "日期" if time.endswith("日") and "—" not in time and "截至" not in time else "期间"
        lines.append(f"  - {key}: {time}")
        lines += [f"    单位: {unit}"] if unit else []
        lines += ["    数据:", *(f"      {figure.strip()}" for figure in data.split("；"))]
        lines += [f"    备注: {remark}"] if remark else []
    return "\n".join(lines) + "\n"


def report(text: str, *, period: str = "1—6月", kind: str = "进展汇报", more: str = "") -> str:
    """文稿 with one report whose only section says ``text``."""
    lines = ["文稿:", f"  - 文种: {kind}", f"    期间: {period}", *more.splitlines(), "    章节:"]
    return "\n".join([*lines, "      - 标题: 工作情况", f"        文: {text}"]) + "\n"


# entered twice


def test_the_same_period_twice_with_two_values() -> None:
    assert found(rows("1—6月|东门社区|清理楼道: 30个", "1—6月|东门社区|清理楼道: 32个")) == ["F090 warning"]


def test_two_events_of_one_day_are_only_a_question() -> None:
    assert found(rows("5月12日||清运垃圾: 12车", "5月12日||清运垃圾: 9车")) == ["F090 notice"]


def test_last_values_of_one_day_cannot_be_two() -> None:
    rules = "指标口径:\n  注册志愿者: 期末数\n"
    body = rows("6月30日||注册志愿者: 320人", "6月30日||注册志愿者: 326人")
    assert found(rules + body) == ["F090 warning"]


@pytest.mark.parametrize(
    "entries",
    [
        ("1—6月|东门社区|清理楼道: 30个", "1—6月|西门社区|清理楼道: 30个"),
        ("1—3月|东门社区|清理楼道: 30个", "4—6月|东门社区|清理楼道: 30个"),
        ("5月12日||清运垃圾: 12车", "5月12日||清运垃圾: 9车|第二场"),
        ("5月12日||清运垃圾: 12车|上午", "5月12日||清运垃圾: 12车|下午"),
        ("5月12日||清运垃圾: 12车；组织志愿者: 8人", "5月12日||清运垃圾: 9车；出动车辆: 3辆"),
    ],
    ids=["units", "periods", "remark", "remarks", "events-of-other-figures"],
)
def test_results_told_apart_are_no_doubles(entries: tuple[str, ...]) -> None:
    assert found(rows(*entries)) == []


def test_a_row_entered_twice_is_found_however_it_is_spelt() -> None:
    assert found(rows("5月12日||修补路面: 300平方米", "5月12日||修补路面: 300平方米")) == ["F091 warning"]


def test_a_row_of_two_figures_entered_twice_is_one_finding() -> None:
    row = "1—6月|东门社区|清理楼道: 30个；清运垃圾: 9车"
    assert found(rows(row, row)) == ["F091 warning"]
    assert found(rows(row, row.replace("9车", "7车"))) == ["F091 warning", "F090 warning"]


def test_rough_and_exact_figures_of_one_indicator() -> None:
    body = rows("5月12日||清理小广告: 8900余条", "5月19日||清理小广告: 312条")
    assert found(body) == ["F092 notice"]
    assert found(rows("5月12日||清理小广告: 8900余条", "5月19日||清理小广告: 300余条")) == []
    assert found("指标口径:\n  清理小广告: 最大\n" + body) == []


def test_periods_that_share_days_count_them_twice() -> None:
    assert found(rows("1—6月||入户走访: 860户", "5月||入户走访: 190户")) == ["F096 warning"]
    assert found(rows("4—6月||入户走访: 860户", "6—8月||入户走访: 190户")) == ["F096 warning"]
    assert found(rows("1—6月||入户走访: 860户", "5月12日||入户走访: 9户")) == ["F096 notice"]
    assert found(rows("截至6月30日||入户走访: 860户", "截至9月30日||入户走访: 990户")) == ["F096 warning"]


@pytest.mark.parametrize(
    "entries",
    [
        ("1—6月||入户走访: 860户", "7—9月||入户走访: 190户"),
        ("1—6月|东门社区|入户走访: 860户", "5月|西门社区|入户走访: 190户"),
        ("1—6月||入户走访: 860户", "5月||入户走访: 190户|补登，不含在半年数里"),
        ("1—6月||入户走访: 860户", "5月||发放倡议书: 190份"),
    ],
    ids=["one-after-the-other", "units", "remark", "indicators"],
)
def test_periods_that_count_nothing_twice(entries: tuple[str, ...]) -> None:
    assert found(rows(*entries)) == []


def test_last_values_may_overlap() -> None:
    body = rows("1—6月||注册志愿者: 300人", "1—9月||注册志愿者: 350人")
    assert found("指标口径:\n  注册志愿者: 期末数\n" + body) == []


def test_a_total_beside_the_parts_it_is_made_of() -> None:
    parts = ("1—6月|东门社区|清理楼道: 30个", "1—6月|西门社区|清理楼道: 20个")
    assert found(rows("1—6月||清理楼道: 50个", *parts)) == ["F110 warning"]
    assert found(rows("1—6月||清理楼道: 40个", *parts)) == ["F110 notice"]
    assert found(rows("1—6月|云山市甲街道办事处|清理楼道: 40个", *parts)) == ["F110 warning"]
    assert found(rows("1—6月||清理楼道: 70个", *parts)) == []
    assert found(rows("7—9月||清理楼道: 40个", *parts)) == []


def test_a_cumulative_name_that_is_added_up() -> None:
    entries = ("3月31日||累计入户: 300户", "6月30日||累计入户: 350户")
    assert found(rows(*entries)) == ["F112 warning"]
    assert found("指标口径:\n  累计入户: 期末数\n" + rows(*entries)) == []
    assert found(rows("3月31日|东门社区|累计入户: 300户", "6月30日|西门社区|累计入户: 350户")) == []


# measures and rates


def test_one_measure_spelt_in_two_ways() -> None:
    assert found(rows("5月12日||修补路面: 300平方米", "6月12日||修补路面: 80㎡")) == ["F093 warning"]
    assert found(rows("5月12日||修补路面: 300㎡", "6月12日||绿化地块: 80平方米")) == []


def test_target_and_results_in_different_measures() -> None:
    target = "工作目标:\n  - 指标: 清理小广告\n    目标: 不少于{}\n"
    body = rows("5月12日||清理小广告: 120条")
    assert found(target.format("500块") + body) == ["F093 warning"]
    assert found(target.format("500条") + body) == []
    assert found(target.format("90%") + body) == []


def test_results_in_different_measures_that_no_report_adds() -> None:
    body = rows("4月||清运垃圾: 12车", "5月||清运垃圾: 9吨")
    assert found(body + report("好。", period="5月")) == ["F093 warning"]
    assert found(body + report("好。", period="1—6月")) == [], "adding them is refused as F022"


def test_a_typed_figure_in_another_measure_than_its_target() -> None:
    target = "工作目标:\n  - 指标: 清理小广告\n    目标: 不少于500条\n"
    assert found(target + report("清理小广告【清理小广告：120块】。")) == ["F093 warning"]


def test_a_number_without_the_measure_others_have() -> None:
    assert found(rows("5月12日||清理小广告: 120条", "6月12日||清理小广告: 80")) == ["F111 warning"]
    assert found(rows("5月12日||清理小广告: 120", "6月12日||清理小广告: 80")) == []


@pytest.mark.parametrize(
    "said",
    ["居民知晓率达到103%", "垃圾分类覆盖率为120％", "问题整改率已达到100.5%", "志愿者占职工总数的120%"],
)
def test_a_share_of_more_than_everything(said: str) -> None:
    assert found(report(f"截至6月底，{said}。")) == ["F097 error"]


@pytest.mark.parametrize(
    "said",
    [
        "居民知晓率达到100%",
        "完成率达到120%",
        "参加活动人数增长率为150%",
        "居民知晓率比上年提高了103%的说法不准确",
        "覆盖率提高12%，完成全年计划的108%",
        "知晓率达到98.103%",
        "整治巷道占年度计划的108%",
    ],
)
def test_rates_that_may_be_so(said: str) -> None:
    assert found(report(f"截至6月底，{said}。")) == []


def test_shares_in_figures_and_targets() -> None:
    assert found(rows("1—6月||问卷满意率: 104%")) == ["F097 error"]
    assert found(rows("1—6月||接到投诉: 8件，办结率120%")) == ["F097 error"]
    assert found("工作目标:\n  - 指标: 窗口满意率\n    目标: 不低于110%\n") == ["F097 error"]
    assert found(rows("1—6月||注册志愿者: 占职工总数的120%")) == ["F097 error"]
    assert found(rows("1—6月||任务完成率: 104%")) == []


def test_more_closed_than_found() -> None:
    assert found(rows("1—6月||发现问题: 148个；整改问题: 150个")) == ["F097 notice"]
    assert found(rows("1—6月||发现问题: 148个；整改问题: 141个")) == []
    assert found(rows("1—6月||发现隐患: 14个；整改问题: 141个")) == []


# one report after another


def test_a_stock_that_shrinks_is_asked_about() -> None:
    rules = "指标口径:\n  注册志愿者: 期末数\n"
    entries = ("3月31日||注册志愿者: 326人", "6月30日||注册志愿者: 319人")
    assert found(rules + rows(*entries)) == ["F094 notice"]
    assert found(rules + rows(entries[0], entries[1] + "|更正：3月重复登记7人")) == []
    assert found(rules + rows(entries[1].replace("6月30日", "3月31日"), "6月30日||注册志愿者: 326人")) == []
    assert found(rules + rows("3月31日||注册志愿者: 近330人", "6月30日||注册志愿者: 326人")) == []
    assert (
        found("指标口径:\n  剩余问题: 期末数\n" + rows("3月31日||剩余问题: 9个", "6月30日||剩余问题: 3个"))
        == []
    )


TWO = """\
  - 文种: 进展汇报
    期间: {period}
    章节:
      - 标题: 工作情况
        文: {text}
"""


def test_a_typed_figure_that_shrinks() -> None:
    first = report("建成公厕【建成公厕：12座】。", period="1—3月")
    assert found(first + TWO.format(period="1—6月", text="建成公厕【建成公厕：11座】。")) == ["F094 warning"]
    assert found(first + TWO.format(period="1—6月", text="建成公厕【建成公厕：12座】。")) == []
    assert found(first + TWO.format(period="4—6月", text="建成公厕【建成公厕：2座】。")) == []
    assert (
        found(
            first + TWO.format(period="1—6月", text="建成公厕【建成公厕：11座】，一季度多报1座，现予更正。")
        )
        == []
    )


def test_a_figure_typed_once_and_counted_without_it_later() -> None:
    later = rows("4—6月||建成公厕: 9座")
    first = report("建成公厕【建成公厕：12座】。", period="1—3月")
    second = TWO.format(period="1—6月", text="建成公厕【建成公厕】。")
    assert found(later + first + second) == ["F094 warning"]
    assert found(rows("4—6月||建成公厕: 19座") + first + second) == []
    assert found(later + first + TWO.format(period="4—6月", text="建成公厕【建成公厕】。")) == []


def test_a_result_that_comes_after_the_document() -> None:
    dated = "    日期: 2026年6月25日"
    assert found(rows("6月28日||清运垃圾: 12车") + report("好。", more=dated)) == ["F095 warning"]
    assert found(rows("6月24日||清运垃圾: 12车") + report("好。", more=dated)) == []
    assert found(rows("7月28日||清运垃圾: 12车") + report("好。", more=dated)) == []
    assert found(rows("6月28日||清运垃圾: 12车") + report("好。", more="    日期: 2026年6月待签")) == []
    assert found(rows("4—6月||清运垃圾: 12车") + report("好。", more=dated)) == []


def test_results_outside_the_year_or_after_the_last_phase() -> None:
    phases = "阶段:\n  - 名称: 整治\n    起止: 5月—7月\n"
    assert found(rows("2025年5月12日||清运垃圾: 12车")) == ["F095 notice"]
    assert found(phases + rows("9月12日||清运垃圾: 12车")) == ["F095 notice"]
    assert found(phases + rows("3月12日||清运垃圾: 12车")) == []
    assert found(rows("2025年5月12日||清运垃圾: 12车") + report("好。", period="2025年")) == []


def test_a_report_whose_figures_are_old() -> None:
    dated = "    日期: 2026年12月22日"
    assert found(rows("1—9月||清运垃圾: 12车") + report("好。", period="全年", more=dated)) == ["F113 notice"]
    assert found(rows("1—11月||清运垃圾: 12车") + report("好。", period="全年", more=dated)) == []
    assert found(rows("1—9月||清运垃圾: 12车") + report("好。", period="全年")) == []


def steps(*lines: str, date: str = "日期: 2026年7月8日") -> str:
    """A half-year report with one next step."""
    below = "\n".join(["    下一步:", f"      - {lines[0]}", *(f"        {line}" for line in lines[1:])])
    return report("好。", more=f"    {date}\n{below}")


@pytest.mark.parametrize("deadline", ["6月底前", "7月8日前", "7月上旬前、9月底前"][:2])
def test_a_next_step_due_before_its_report(deadline: str) -> None:
    assert found(steps("方面: 停车", f"时限: {deadline}", "事项: 增设泊位")) == ["F103 warning"]


@pytest.mark.parametrize("deadline", ["7月底前", "2027年6月底前", "长期坚持", "每月不少于1次", "明年3月底前"])
def test_next_steps_due_in_time(deadline: str) -> None:
    assert found(steps("方面: 停车", f"时限: {deadline}", "事项: 增设泊位")) == []


def test_a_next_step_due_within_the_period_of_an_undated_report() -> None:
    text = steps("方面: 停车", "时限: 5月底前", "事项: 增设泊位").replace("    日期: 2026年7月8日\n", "")
    assert found(text) == ["F103 warning"]


def test_a_next_step_needs_a_time() -> None:
    assert found(steps("方面: 停车", "事项: 增设泊位")) == ["F105 notice"]
    assert found(steps("方面: 停车", "事项: 9月底前增设泊位")) == []
    assert found(steps("方面: 停车", "事项: 每周清理一次乱停放")) == []
    assert found(steps("方面: 停车", "事项: 长期坚持错时共享")) == []


def test_a_next_step_is_taken_up_in_the_next_report() -> None:
    first = steps("方面: 停车治理", "时限: 9月底前", "事项: 错时开放车位")
    summary = TWO.replace("进展汇报", "工作总结")
    assert found(first + summary.format(period="全年", text="楼道清理到位。")) == ["F104 notice"]
    assert found(first + summary.format(period="全年", text="与单位商定错时开放车位。")) == []
    assert found(first + summary.format(period="全年", text="停车治理见到成效。")) == []
    assert found(rows("8月||开放错时车位: 90个") + first + summary.format(period="全年", text="好。")) == []
    counted = steps("方面: 校园环境", "时限: 9月底前", "事项: 更换6块破损宣传栏")
    assert found(rows("8月||更换宣传栏: 6块") + counted + summary.format(period="全年", text="好。")) == []


# names


NAMED = (
    HEAD
    + "依据:\n  - 名称: 关于做好文明创建工作的通知\n    文号: 云文明办〔2026〕4号\n    简称: 市文明办通知\n"
)


@pytest.mark.parametrize(
    "typed",
    [
        "全国文明成市",
        "全国文名城市",
        "全国文明市",
        "全国文明明城市",
        "国家文明城市",
        "国家级文明城市",
        "东门射区",
    ]
    + ["云山市甲街到办事处", "全国明文城市"],
)
def test_a_name_with_a_slip(typed: str) -> None:
    assert found(report(f"对照{typed}的要求整改。")) == ["F098 warning"]


@pytest.mark.parametrize(
    "typed",
    [
        "全国文明城市",
        "全国文明城区",
        "全国文明村镇",
        "全国文明单位",
        "全国文明家庭",
        "省级文明城市",
        "全国文明城",
    ]
    + ["北门社区", "东门小区", "东门社区居委会", "西门街区", "甲街道办", "乙街道办事处", "云山市乙街道办事处"]
    + ["全国城市文明程度指数", "文明城市", "全国卫生城市", "东街社区", "全市文明城市创建", "各门社区"],
)
def test_other_names_are_no_slips(typed: str) -> None:
    assert found(report(f"对照{typed}的要求整改。")) == []


def test_a_short_name_with_another_own_part_may_be_another_unit() -> None:
    head = HEAD.replace("西门社区", "北园社区")
    assert found(report("北苑社区的做法可以借鉴。"), head) == ["F098 notice"]


def test_names_are_looked_for_in_headings_titles_and_cells() -> None:
    body = report("好。", more="    标题: 甲街道创建全国文明成市汇报").replace(
        "工作情况", "全国文明诚市怎么创"
    )
    assert found(body) == ["F098 warning", "F098 warning"]


def test_a_slip_in_a_post_is_shown_where_it_stands() -> None:
    body = "领导小组:\n  组长: 冯桂兰（街道党工委书记）、郑涛（西门射区党委书记）\n"
    workspace = build_workspace(parse_source(HEAD + body, "台账.yaml"))
    (finding,) = misspelt_names(workspace)
    assert finding.origin is not None
    line = (HEAD + body).splitlines()[finding.origin.line - 1]
    assert line[finding.origin.column - 1 :].startswith("西门射区")


def test_signs_that_sound_or_look_alike() -> None:
    assert are_alike("城", "成") and are_alike("未", "末") and are_alike("社", "设")
    assert not are_alike("东", "西") and not are_alike("省", "市") and not are_alike("城", "村")
    assert is_slip("公益讲坐", "公益讲座") and is_slip("全国文城明市", "全国文明城市")
    assert not is_slip("公益讲座", "公益讲座") and not is_slip("公益广告", "公益讲座")


@pytest.mark.parametrize("twin", ["清理了小广告", "小广告清理", "清理小广告数量", "清理各类小广告"])
def test_indicators_that_differ_by_a_filler(twin: str) -> None:
    assert found(rows("5月12日||清理小广告: 30条", f"5月19日||{twin}: 20条")) == ["F108 warning"]


@pytest.mark.parametrize(
    "other", ["清理小广告: 20块", "清运垃圾: 20条", "清理大广告: 20条", "张贴小广告: 20条"]
)
def test_indicators_that_are_two(other: str) -> None:
    assert "F108 warning" not in found(rows("5月12日||清理小广告: 30条", f"5月19日||{other}"))


def one_apart(data: str, other: str) -> list[str]:
    """What is said of two indicators of one length."""
    body = HEAD + rows(f"5月||{data}", f"6月||{other}")
    findings = twin_indicators(build_workspace(parse_source(body, "台账.yaml")))
    return [f"{finding.code} {finding.severity}" for finding in findings]


def test_names_of_one_length_are_slips_questions_or_two_things() -> None:
    assert one_apart("清理楼道: 3个", "清理楼到: 2个") == ["F047 warning"]
    assert one_apart("清理楼道: 3个", "清运楼道: 2个") == ["F047 notice"]
    assert one_apart("整治东门巷: 3条", "整治西门巷: 2条") == []
    assert one_apart("清理楼道: 3个", "清理车棚: 2个") == []


def test_a_typed_figure_that_is_a_twin_of_an_indicator() -> None:
    body = rows("5月12日||清理小广告: 30条") + report("本周清理了小广告【清理了小广告：30条】。")
    assert found(body) == ["F108 warning"]


def test_a_figure_called_like_a_task_prints_the_task() -> None:
    task = "任务:\n  - 名称: 志愿服务\n"
    assert found(task + report("开展【志愿服务：18次】，共【志愿服务】。")) == ["F109 warning"]
    assert found(task + report("开展【志愿服务：18次】。")) == []
    assert found(task + report("开展【开展志愿服务：18次】，共【开展志愿服务】。")) == []
    assert found(report("清理楼道【东门社区：12个】。")) == ["F109 notice"]


# how an office calls itself


@pytest.mark.parametrize(
    "said",
    ["一年来，我院坚持创建", "我校把任务分到社区", "现将我区工作情况汇报如下：", "结合我市实际，分工到人"]
    + ["我区清理小广告300条", "我社区逐户走访", "我局高度重视"],
)
def test_a_self_name_of_somebody_else(said: str) -> None:
    assert found(report(f"{said}。")) == ["F099 warning"]


@pytest.mark.parametrize(
    "said",
    ["我街道坚持创建", "我市创建全国文明城市进入第三年", "作为我区的窗口，街道先行一步", "我们把任务分到社区"]
    + [
        "居民说：“我院里住了三十年。”",
        "我国志愿服务事业",
        "自我校正机制",
        "我局部调整了方案",
        "请我办事处协调",
    ]
    + ["学习《我校二十年》", "我省出台办法以后", "我镇静下来", "让我校对一遍", "每月底报我办汇总"],
)
def test_words_that_are_no_self_name(said: str) -> None:
    assert found(report(f"{said}。")) == []


def test_headings_and_titles_are_read_too() -> None:
    body = report("好。", more="    标题: 我院创建工作汇报").replace("工作情况", "我校的做法")
    assert found(body) == ["F099 warning", "F099 warning"]


def test_an_office_that_has_not_said_how_it_calls_itself() -> None:
    head = HEAD.replace("  自称: 我街道\n", "")
    assert found(report("我院坚持创建。"), head) == ["F099 notice"]
    assert found(report("我街道、我办、我街、我单位，都可以。"), head) == []
    assert found(report("现将我区情况汇报如下：。"), head) == []


def test_a_community_may_speak_of_its_street() -> None:
    head = HEAD.replace("我街道", "我社区")
    assert found(report("我街道统一部署以后，我社区连夜排查。"), head) == []
    assert found(report("我村逐户走访。"), head) == ["F099 warning"]


# bases


PLAN = """\
文稿:
  - 文种: 实施方案
    引言: 根据【依据·市里通知】要求，制定本方案。
    日期: {date}
"""
BASIS = """\
依据:
  - 名称: 关于做好文明创建工作的通知
    文号: 云文明办〔{year}〕4号
    日期: {date}
    简称: 市里通知
"""


def test_a_basis_may_not_be_younger_than_what_rests_on_it() -> None:
    plan = PLAN.format(date="2026年3月18日")
    assert found(BASIS.format(year=2026, date="2026年4月2日") + plan) == ["F100 warning"]
    assert found(BASIS.format(year=2027, date="2026年3月2日") + plan) == ["F100 warning"]
    assert found(BASIS.format(year=2026, date="2026年3月18日") + plan) == []
    pending = PLAN.format(date="2026年3月待签")
    assert found(BASIS.format(year=2026, date="2026年3月20日") + pending) == []
    assert found(BASIS.format(year=2026, date="2026年4月2日") + pending) == ["F100 warning"]


@pytest.mark.parametrize(
    ("basis", "expected"),
    [
        ("名称: 市里通知", ["F101 notice"]),
        ("名称: 关于做好创建工作的通知", ["F101 notice"]),
        ("名称: 全国文明城市测评体系", []),
        ("名称: 中共云山市委关于加强精神文明建设的意见", []),
        ("名称: 全市创建工作动员大会", []),
        ("名称: 城市市容和环境卫生管理条例", []),
        ("名称: 【待填：上级文件名称】", []),
    ],
)
def test_a_file_that_is_a_basis_has_a_title_and_a_number(basis: str, expected: list[str]) -> None:
    assert found(f"依据:\n  - {basis}\n") == expected


def test_a_short_name_is_introduced_before_it_is_used() -> None:
    first = "按照【依据·市文明办通知】要求整改。"
    assert found(report("按照市文明办通知要求整改。"), NAMED) == ["F102 warning"]
    assert found(report(first + "市文明办通知的要求逐条落实。"), NAMED) == []
    assert found(report("市文明办通知的要求逐条落实。" + first), NAMED) == ["F102 warning"]
    assert (
        found(report("按照《关于做好文明创建工作的通知》要求整改，市文明办通知的要求逐条落实。"), NAMED) == []
    )
    assert found(report("按照市文明办通知公告栏的要求整改。"), HEAD) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("按照《方案》要求整改", ["F102 warning"]),
        ("印发《甲街道创建方案》，按照《方案》整改", ["F102 notice"]),
        ("印发《甲街道创建方案》（以下简称《方案》），按照《方案》整改", []),
        ("学习《中国共产党章程》和《公民道德》", []),
    ],
)
def test_a_nickname_in_title_marks(said: str, expected: list[str]) -> None:
    assert found(report(f"{said}。")) == expected


# honours and problems


@pytest.mark.parametrize(
    ("honour", "expected"),
    [
        ("- 全市先进街道", ["F106 notice"]),
        ("- 全市先进街道（云山市文明办，2026年9月）", []),
        ("- 名称: 全市先进街道\n    授予单位: 市文明办\n    年份: 2026年", []),
        ("- 名称: 全市先进街道\n    授予单位: 市文明办", ["F106 notice"]),
        ("- 省级文明社区（省文明委，2026年）", ["F106 warning"]),
        ("- 名称: 省级文明社区（省文明委，2026年）\n    获得者: 东门社区", []),
        ("- 东门社区被评为民主法治示范点（市司法局，2026年）", ["F106 warning"]),
        ("- 名称: 【待填：荣誉】", []),
    ],
)
def test_an_honour_says_by_whom_when_and_to_whom(honour: str, expected: list[str]) -> None:
    assert found(f"荣誉:\n  {honour}\n") == expected


def test_a_community_keeps_its_own_honour() -> None:
    head = HEAD.replace("云山市甲街道办事处", "北园社区居民委员会").replace("我街道", "我社区")
    assert found("荣誉:\n  - 省级文明社区（省文明委，2026年）\n", head) == []


def test_a_subordinate_honour_told_as_own() -> None:
    honour = "荣誉:\n  - 名称: 最美楼栋\n    授予单位: 市妇联\n    年份: 2026年\n    获得者: 东门社区\n"
    assert found(honour + report("我街道荣获最美楼栋称号。")) == ["F106 warning"]
    assert found(honour + report("我街道东门社区荣获最美楼栋称号。")) == []
    assert found(honour + report("东门社区荣获最美楼栋称号。")) == []


def problem(**fields: str) -> str:
    """One row of 问题台账 at a place of its own."""
    lines = [f"{key}: {value}" for key, value in {"点位": "西门巷", "问题": "路灯不亮", **fields}.items()]
    return "  - " + "\n    ".join(lines) + "\n"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"发现日期": "6月9日", "销号": "6月3日", "佐证": "照片.jpg"}, ["F107 error"]),
        ({"发现日期": "12月28日", "销号": "1月5日", "佐证": "照片.jpg"}, ["F107 warning"]),
        ({"发现日期": "12月28日", "销号": "2027年1月5日", "佐证": "照片.jpg"}, []),
        ({"发现日期": "6月9日", "销号": "6月9日", "佐证": "照片.jpg"}, []),
        ({"发现日期": "6月9日", "时限": "6月5日前"}, ["F107 warning"]),
        ({"发现日期": "6月9日", "时限": "6月底前"}, []),
        ({"发现日期": "6月9日", "销号": "6月12日"}, ["F107 warning"]),
    ],
)
def test_a_problem_is_found_due_and_closed_in_that_order(fields: dict[str, str], expected: list[str]) -> None:
    assert found("问题台账:\n" + problem(**fields)) == expected


def test_a_problem_entered_twice_unless_it_came_back() -> None:
    first = problem(发现日期="6月3日", 销号="6月9日", 佐证="照片.jpg")
    assert found("问题台账:\n" + first + problem(发现日期="6月5日")) == ["F107 warning"]
    assert found("问题台账:\n" + first + problem(发现日期="6月20日")) == []
    assert found("问题台账:\n" + first + problem(点位="东门巷", 发现日期="6月5日")) == []


# what `wenming explain` shows


@pytest.mark.parametrize("code", FIGURES, ids=lambda code: code.code)
def test_the_example_of_a_code_is_wrong_and_its_cure_is_right(code: Code) -> None:
    def codes_in(example: str) -> list[str]:
        year = "" if "创建:" in example else "创建:\n  年度: 2026\n"
        return [finding.split()[0] for finding in found(example, head=year)]

    assert code.code in codes_in(code.wrong)
    assert codes_in(code.right) == []


def test_every_check_here_is_explained_and_every_code_given() -> None:
    assert [code.code for code in FIGURES] == [f"F{number:03}" for number in range(90, 114)]
    assert all(code.why and code.source for code in FIGURES)


def test_other_lines_are_named_with_their_file_where_it_is_another() -> None:
    here, there = Origin("成果/下半年.yaml", 7, 3), Origin("成果/上半年.yaml", 12, 3)
    assert line_said(there, here) == "上半年.yaml第12行"
    assert line_said(there, there) == "第12行"
    assert line_said(None) == noted(None) == lines_said([]) == ""
    assert noted(there, here) == "（上半年.yaml第12行）"
    assert lines_said([here, there], here) == "第7、上半年.yaml的12行"
    many = [Origin("台账.yaml", line, 1) for line in (3, 9, 12, 20, 31, 31)]
    assert lines_said(many) == "第3、9、12、20行等5处"
