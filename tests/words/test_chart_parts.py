"""A chart shows the same figures as the text: reckoned here once more, from the YAML alone."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_docs.blocks import Block, Chart, Issued, Landscape, Manuscript, dump_text, plain
from wenming_docs.facts.model import build_workspace
from wenming_docs.facts.source import parse_source
from wenming_docs.pipeline import Compiled, Options, compile_document, read_workspace, requests

YEAR = Path(__file__).parents[2] / "examples" / "年度"
HEAD = """\
单位:
  名称: 云山市青石街道办事处
  自称: 我街道
  下级:
    社区: 东门社区、桥头社区、西园社区
创建:
  荣誉: 全国文明城市
  年度: 2026
"""
RESULTS = """\
成果:
  - {期间: 2月, 单位: 桥头社区, 数据: {志愿活动: 12场, 清理小广告: 1200条}}
  - {期间: 4月, 单位: 东门社区, 数据: {志愿活动: 15场, 清理小广告: 2000余条}}
  - {期间: 4月, 单位: 桥头社区, 数据: {志愿活动: 1场}}
  - {期间: 5月, 数据: {文明实践: 6场}}
  - {期间: 8月, 单位: 东门社区, 数据: {志愿活动: 30场}}
"""


def charts(blocks: tuple[Block, ...]) -> list[Chart]:
    found: list[Chart] = []
    for block in blocks:
        if isinstance(block, Chart):
            found.append(block)
        elif isinstance(block, (Landscape, Issued)):
            found += charts(block.blocks)
    return found


def compiled(facts: str, chart: str, *, kind: str = "进展汇报", period: str = "1—6月") -> Compiled:
    """A report whose only section shows ``chart``."""
    document = (
        f"文稿:\n  - 文种: {kind}\n    期间: {period}\n    章节:\n      - 标题: 总体情况\n"
        f"        文: 情况见图。\n        图: {chart}\n"
    )
    return first(HEAD + facts + document)


def first(text: str) -> Compiled:
    workspace = build_workspace(parse_source(text, "台账.yaml"))
    path = Path("台账.yaml")
    [request, _] = requests(workspace, Options(draft=True), path)[0]
    assert request is not None
    return compile_document(workspace, request, Options(draft=True), path)


def drawn(made: Compiled) -> dict[str, dict[str, Decimal | None]]:
    """The only chart: series → category → number."""
    [chart] = charts(made.manuscript.blocks)
    return {
        series.name.text: {
            category.text: point.value
            for category, point in zip(chart.categories, series.points, strict=True)
        }
        for series in chart.series
    }


def kind_of(made: Compiled) -> tuple[str, str, str]:
    [chart] = charts(made.manuscript.blocks)
    return chart.kind.value, chart.measure, plain(chart.caption)


def test_one_indicator_is_drawn_by_month_from_its_first_one_on() -> None:
    made = compiled(RESULTS, "志愿活动")
    assert drawn(made) == {"志愿活动": {"2月": 12, "3月": None, "4月": 16, "5月": None, "6月": None}}
    assert kind_of(made) == ("柱形图", "场", "上半年各月志愿活动情况")


def test_indicators_of_one_measure_stand_beside_each_other() -> None:
    made = compiled(RESULTS, "{取: 志愿活动、文明实践, 按: 季度}")
    assert drawn(made) == {
        "志愿活动": {"一季度": 12, "二季度": 16},
        "文明实践": {"一季度": None, "二季度": 6},
    }


def test_units_stand_in_the_order_in_which_they_are_declared_and_the_office_last() -> None:
    made = compiled(RESULTS + "  - {期间: 6月, 数据: {志愿活动: 2场}}\n", "{取: 志愿活动, 按: 单位}")
    assert drawn(made) == {"志愿活动": {"东门社区": 15, "桥头社区": 13, "本级": 2}}


def test_indicators_side_by_side_are_a_pie_of_their_sums() -> None:
    made = compiled(RESULTS, "{取: 志愿活动、文明实践, 式: 饼图, 图题: 活动构成}")
    assert drawn(made) == {"完成数": {"志愿活动": 28, "文明实践": 6}}
    assert kind_of(made) == ("饼图", "场", "活动构成")


def test_an_inexact_figure_keeps_its_word_and_its_place() -> None:
    [chart] = charts(compiled(RESULTS, "清理小广告").manuscript.blocks)
    april = chart.series[0].points[2]
    assert (april.value, april.text.text) == (2000, "2000余条")
    assert april.text.origins[0].line == 11


def test_thousands_and_ten_thousands_share_an_axis() -> None:
    facts = "成果:\n  - {期间: 1月, 数据: {倡议书: 1.2万份}}\n  - {期间: 2月, 数据: {倡议书: 3万份}}\n"
    made = compiled(facts, "倡议书", period="1—2月")
    assert drawn(made) == {"倡议书": {"1月": Decimal("1.2"), "2月": 3}}
    assert kind_of(made)[1] == "万份"
    mixed = compiled(facts.replace("3万份", "800份"), "倡议书", period="1—2月")
    assert drawn(mixed) == {"倡议书": {"1月": 12000, "2月": 800}}
    assert kind_of(mixed)[1] == "份"


def test_a_stock_is_carried_into_the_months_as_the_text_says_it() -> None:
    facts = (
        "指标口径:\n  注册志愿者: 期末数\n成果:\n"
        "  - {日期: 1月31日, 单位: 东门社区, 数据: {注册志愿者: 100人}}\n"
        "  - {日期: 1月31日, 单位: 桥头社区, 数据: {注册志愿者: 50人}}\n"
        "  - {日期: 3月31日, 单位: 东门社区, 数据: {注册志愿者: 130人}}\n"
    )
    made = compiled(facts, "{取: 注册志愿者, 式: 折线图}", period="1—3月")
    assert drawn(made) == {"注册志愿者": {"1月": 150, "2月": None, "3月": 180}}


TARGETS = """\
工作目标:
  - {指标: 志愿活动, 目标: 不少于60场}
  - {指标: 清理小广告, 目标: 不少于9000条}
  - {指标: 文明实践, 目标: 不少于8场}
  - {指标: 增设泊位, 目标: 不少于100个}
"""
PARKING = "  - {期间: 6月, 数据: {增设泊位: 20个}}\n"
HALF = "文稿:\n  - {文种: 进展汇报, 期间: 上半年}\n"


def test_rates_stand_beside_the_elapsed_time_as_the_table_prints_them() -> None:
    made = compiled(TARGETS + RESULTS, "对比图")
    share = Decimal("49.6")
    assert drawn(made) == {
        "时序进度": {"志愿活动": share, "文明实践": share},
        "完成率": {"志愿活动": Decimal("46.7"), "文明实践": 75},
    }
    assert kind_of(made) == ("对比图", "%", "主要目标完成情况")


def test_goals_stand_beside_what_was_done() -> None:
    made = compiled(TARGETS + RESULTS, "{取: 志愿活动、文明实践, 式: 对比图}")
    assert drawn(made) == {
        "目标": {"志愿活动": 60, "文明实践": 8},
        "完成数": {"志愿活动": 28, "文明实践": 6},
    }


def test_a_half_years_report_shows_its_targets_of_itself() -> None:
    made = first(HEAD + TARGETS + RESULTS + PARKING + HALF)
    assert drawn(made)["完成率"] == {"志愿活动": Decimal("46.7"), "文明实践": 75, "增设泊位": 20}
    assert kind_of(made)[2] == "上半年主要目标完成情况"


@pytest.mark.parametrize(
    ("facts", "document"),
    [
        (TARGETS + RESULTS, HALF),  # two rates: a sentence says them
        (TARGETS + RESULTS + PARKING, HALF.replace("上半年", "6月")),
        (TARGETS + RESULTS + PARKING, HALF.replace("上半年}", "上半年, 不写: 图表}")),
        (TARGETS + RESULTS + PARKING, HALF.replace("进展汇报", "实施方案")),
    ],
)
def test_no_chart_is_drawn_that_nobody_would_miss(facts: str, document: str) -> None:
    assert charts(first(HEAD + facts + document).manuscript.blocks) == []


ISSUES = """\
问题台账:
  - {问题: 石板巷积水, 单位: 东门社区, 发现日期: 4月2日, 销号日期: 5月10日, 整改措施: 疏通}
  - {问题: 北门堆物, 单位: 桥头社区, 发现日期: 4月8日, 整改措施: 清理}
  - {问题: 路灯不亮, 单位: 东门社区, 发现日期: 6月8日, 整改措施: 更换}
  - {问题: 以后的, 单位: 东门社区, 发现日期: 7月8日, 整改措施: 更换}
"""


def test_problems_found_and_closed_of_each_unit_and_month() -> None:
    assert drawn(compiled(ISSUES, "问题")) == {
        "立项": {"东门社区": 2, "桥头社区": 1},
        "销号": {"东门社区": 1, "桥头社区": 0},
    }
    by_month = drawn(compiled(ISSUES, "{取: 问题, 按: 月}", period="二季度"))
    assert by_month == {"立项": {"4月": 2, "5月": 0, "6月": 1}, "销号": {"4月": 0, "5月": 1, "6月": 0}}


def test_a_chart_does_not_stand_for_text() -> None:
    """What only a chart shows is still strung where the section takes it."""
    facts = "任务:\n  - 志愿服务\n" + RESULTS.replace("单位: ", "任务: 志愿服务, 单位: ")
    text = (
        f"{HEAD}{facts}文稿:\n  - 文种: 进展汇报\n    期间: 1—6月\n    章节:\n"
        "      - 标题: 志愿服务\n        取: 志愿服务\n        图: 志愿活动\n"
    )
    made = first(text)
    said = dump_text(made.manuscript)
    assert "志愿活动28场；共清理小广告3200余条。" in said
    assert drawn(made)["志愿活动"]["4月"] == 16


# The example year, reckoned from its files without any of our code.


def results_of_the_year() -> list[tuple[str, dict[str, str], str]]:
    """(date or period, figures, unit) of every result of the street and of its communities."""
    found = []
    for file in [YEAR / "成果" / "街道.yaml", *sorted((YEAR / "社区").glob("*.yaml"))]:
        facts = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        unit = facts.get("单位", {}).get("简称", "")
        for result in facts["成果"]:
            when = result.get("日期") or result.get("期间") or ""
            found.append((when, result.get("数据", {}), unit))
    return found


def month_of(when: str) -> int:
    found = re.fullmatch(r"(\d+)月(?:\d+日)?", when)
    assert found, when
    return int(found[1])


def number_of(text: str) -> int:
    found = re.fullmatch(r"(\d+)\D*", text)
    assert found, text
    return int(found[1])


def charts_of_the_year(kind: str, period: str) -> Manuscript:
    path = YEAR / "清河街道.yaml"
    workspace = read_workspace(path)
    for request, _ in requests(workspace, Options(draft=True), path):
        if request and str(request.document.kind) == kind and str(request.document.period) == period:
            return compile_document(workspace, request, Options(draft=True), path).manuscript
    raise AssertionError(kind)


def test_the_half_years_chart_adds_the_months_of_all_files() -> None:
    wanted: dict[str, int] = defaultdict(int)
    for when, figures, _ in results_of_the_year():
        if "开展志愿服务" in figures and month_of(when) <= 6:
            wanted[f"{month_of(when)}月"] += number_of(figures["开展志愿服务"])
    [chart] = charts(charts_of_the_year("进展汇报", "上半年").blocks)
    [series] = chart.series
    values = {c.text: p.value for c, p in zip(chart.categories, series.points, strict=True)}
    assert values == dict(sorted(wanted.items(), key=lambda item: month_of(item[0])))


def test_the_years_chart_adds_each_community() -> None:
    wanted: dict[str, int] = defaultdict(int)
    for when, figures, unit in results_of_the_year():
        if "增设停车泊位" in figures and month_of(when) <= 10:
            wanted[unit] += number_of(figures["增设停车泊位"])
    [chart] = charts(charts_of_the_year("工作总结", "1—10月").blocks)
    [series] = chart.series
    values = {c.text: p.value for c, p in zip(chart.categories, series.points, strict=True)}
    assert values == dict(wanted)


MONTHLY = st.lists(
    st.tuples(st.integers(1, 6), st.sampled_from(["东门社区", "桥头社区", "西园社区"]), st.integers(1, 999)),
    min_size=2,
    max_size=12,
    unique=True,
)


@settings(max_examples=25, deadline=None)
@given(MONTHLY)
def test_months_and_units_come_to_the_sum_that_the_text_says(rows: list[tuple[int, str, int]]) -> None:
    facts = "成果:\n" + "".join(
        f"  - {{期间: {month}月, 单位: {unit}, 数据: {{志愿活动: {number}场}}}}\n"
        for month, unit, number in rows
    )
    total = sum(number for _, _, number in rows)
    for by in ("月", "季度", "单位"):
        made = compiled(facts, f"{{取: 志愿活动, 按: {by}}}")
        [values] = drawn(made).values()
        assert sum(value for value in values.values() if value is not None) == total
        [chart] = charts(made.manuscript.blocks)
        assert all(point.text.text == f"{point.value}场" for point in chart.series[0].points if point.value)


def test_nothing_to_draw_is_said_and_the_rest_of_the_section_is_printed() -> None:
    made = compiled(RESULTS, "{取: 文明实践、文明实践, 图题: 文明实践活动}", period="1月")
    assert charts(made.manuscript.blocks) == []
    assert "情况见图。" in dump_text(made.manuscript)
    assert [finding.code for finding in made.findings if finding.code.startswith("F")] == ["F193"]


def test_a_composed_caption_fits_into_a_line() -> None:
    names = "志愿服务宣讲活动、文明实践志愿服务活动、新时代文明实践宣讲活动"
    facts = "成果:\n" + "".join(
        f"  - {{期间: {month}月, 数据: {{{', '.join(f'{name}: 3场' for name in names.split('、'))}}}}}\n"
        for month in (2, 3)
    )
    made = compiled(facts, f"{{取: {names}, 按: 月}}")
    assert kind_of(made)[2] == "上半年各月志愿服务宣讲活动等情况"


@pytest.mark.parametrize(("form", "code"), [("饼图", "F188"), ("柱形图", "F189"), ("条形图", None)])
def test_a_form_too_small_for_its_names_is_told(form: str, code: str | None) -> None:
    units = [f"青石新区{name}社区服务中心" for name in "东西南北中上下前后"]
    facts = "成果:\n" + "".join(
        f"  - {{期间: 4月, 单位: {unit}, 数据: {{清理楼道: {number}个}}}}\n"
        for number, unit in enumerate(units, 9)
    )
    head = HEAD.replace("社区: 东门社区、桥头社区、西园社区", f"社区: {'、'.join(units)}")
    made = first(
        f"{head}{facts}文稿:\n  - 文种: 进展汇报\n    期间: 1—6月\n    章节:\n      - 标题: 总体情况\n"
        f"        文: 情况见图。\n        图: {{取: 清理楼道, 按: 单位, 式: {form}}}\n"
    )
    found = [finding.code for finding in made.findings if finding.code in ("F188", "F189")]
    assert found == ([code] if code else [])
