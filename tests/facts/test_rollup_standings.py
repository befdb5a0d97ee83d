"""Who has reported a period, and on which day a period is due."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.facts.units import family, street, unit
from wenming_docs.facts.analysis.reporting import bounds, cover, month_due, stretches_said
from wenming_docs.facts.analysis.standings import State, standings
from wenming_docs.facts.model import Workspace
from wenming_docs.facts.values import BadValue, Period
from wenming_docs.facts.values.report_by import ReportBy
from wenming_docs.pipeline import read_workspace


def period(text: str) -> Period:
    return Period.parse(text, year=2026)


@pytest.mark.parametrize(
    ("rule", "wanted", "due"),
    [
        ("次月5日前", "6月", date(2026, 7, 5)),
        ("次月5日前", "12月", date(2027, 1, 5)),
        ("次月五日前报送", "1—6月", date(2026, 7, 5)),
        ("次月31日前", "1月", date(2026, 2, 28)),
        ("每月28日前", "1—6月", date(2026, 6, 28)),
        ("每月底前", "2月", date(2026, 2, 28)),
        ("期末后5日内", "第二季度", date(2026, 7, 5)),
        ("季后10日前", "第一季度", date(2026, 4, 10)),
        ("季后10日前", "5月", date(2026, 7, 10)),
        ("次年1月10日前", "全年", date(2027, 1, 10)),
        ("每周五前", "11月16日—22日", date(2026, 11, 20)),
        ("次周一前", "11月16日—22日", date(2026, 11, 23)),
        ("2026年7月3日前", "1—6月", date(2026, 7, 3)),
        ("7月3日", "1—6月", date(2026, 7, 3)),
    ],
)
def test_the_day_by_which_a_period_is_due(rule: str, wanted: str, due: date) -> None:
    assert ReportBy.parse(rule, year=2026).due(period(wanted)) == due


@pytest.mark.parametrize(
    "text", ["及时", "次月", "月底", "次月35日前", "2月30日前", "次月3个工作日内", "次年13月1日前"]
)
def test_what_names_no_day_is_refused_with_a_cure(text: str) -> None:
    with pytest.raises(BadValue) as refused:
        ReportBy.parse(text, year=2026)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("gaps", "said"),
    [
        ([(date(2026, 4, 1), date(2026, 5, 31))], "4月、5月"),
        ([(date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 6, 1), date(2026, 6, 30))], "1—3月、6月"),
        ([(date(2026, 4, 10), date(2026, 4, 20))], "4月10日—20日"),
        ([(date(2025, 12, 1), date(2026, 1, 31))], "2025年12月、2026年1月"),
    ],
)
def test_missing_stretches_are_named_by_month(gaps: list[tuple[date, date]], said: str) -> None:
    assert stretches_said(gaps) == said


def test_reports_that_say_nothing_of_a_period_leave_it_open() -> None:
    assert cover(period("6月"), ()).gaps == (bounds(period("6月")),)


def standing(
    folder: Path, text: str, wanted: str = "1—6月", rest: str = "汇总:\n  报送时限: 次月5日前\n"
) -> str:
    workspace = family(folder, {"街道.yaml": street("东门社区: 东门.yaml", rest=rest), "东门.yaml": text})
    (only,) = standings(workspace, period(wanted))
    return only.message


JUNE = "6月12日 清理楼道 30个"
MONTHS = "上报:\n  1月: 2月1日\n  2月: 3月1日\n  3月: 4月1日\n  6月: 7月1日\n"


def document(kind: str, period: str, on: str) -> str:
    return f"文稿:\n  - 文种: {kind}\n    期间: {period}\n    日期: {on}\n"


@pytest.mark.parametrize(
    ("rest", "rows", "message"),
    [
        ("上报:\n  1—6月: 7月3日\n", [JUNE], "按时（7月3日报）"),
        ("上报:\n  1—6月: 7月5日\n", [JUNE], "按时（7月5日报）"),
        ("上报:\n  上半年: 7月8日\n", [JUNE], "迟报3天（7月8日报）"),
        ("上报:\n  第一季度: 4月3日\n  4月: 5月2日\n  5—6月: 7月6日\n", [JUNE], "迟报1天（7月6日报）"),
        (MONTHS, [JUNE], "缺4月、5月"),
        ("上报:\n  1—5月: 6月3日\n", [JUNE], "期间不符，报的是1—5月，缺6月"),
        ("上报:\n  7月: 8月3日\n", [], "未报"),
        ("", [JUNE], "已报"),
        ("", [], "未报"),
        ("", ["1—5月 清理楼道 30个"], "期间不符，报的是1—5月"),
        ("", ["5—7月 清理楼道 30个"], "期间不符，报的是5—7月"),
        (document("进展汇报", "1—6月", "2026年7月8日"), [JUNE], "迟报3天（7月8日报）"),
        (document("进展汇报", "1—6月", "2026年7月待签"), [JUNE], "已报"),
        (document("进展汇报", "1—5月", "2026年6月1日"), [JUNE], "已报"),
        (document("工作方案", "1—6月", "2026年1月8日"), [JUNE], "已报"),
    ],
)
def test_a_unit_stands_with_a_period_as_its_own_file_says(
    tmp_path: Path, rest: str, rows: list[str], message: str
) -> None:
    said = standing(tmp_path, unit("东门社区", *rows, rest=rest))
    assert (
        said.replace("应于7月5日前报，", "").replace("（应于7月5日前报）", "") == f"东门社区：1—6月{message}"
    )


def test_a_report_of_december_may_be_dated_without_its_year(tmp_path: Path) -> None:
    text = unit("东门社区", "12月3日 清理楼道 1个", rest="上报:\n  12月: 1月8日\n")
    assert standing(tmp_path, text, "12月") == "东门社区：12月迟报3天（应于1月5日前报，1月8日报）"


def test_without_a_deadline_nobody_is_late(tmp_path: Path) -> None:
    text = unit("东门社区", JUNE, rest="上报:\n  1—6月: 12月31日\n")
    assert standing(tmp_path, text, rest="") == "东门社区：1—6月已报（12月31日报）"


def states(workspace: Workspace, wanted: str) -> dict[str, State]:
    return {unit.name: unit.state for unit in standings(workspace, period(wanted))}


def test_units_without_a_file_have_reported_what_the_street_wrote_down_for_them(tmp_path: Path) -> None:
    rest = "成果:\n  - 日期: 6月3日\n    单位: 西门社区\n    数据:\n      清理楼道: 3个\n"
    below = ("东门社区: 东门.yaml", "西门社区:", "桥头社区:")
    workspace = family(
        tmp_path, {"街道.yaml": street(*below, rest=rest), "东门.yaml": unit("东门社区", JUNE)}
    )
    assert states(workspace, "6月") == {
        "东门社区": State.REPORTED,
        "西门社区": State.REPORTED,
        "桥头社区": State.ABSENT,
    }


def test_a_broken_file_is_no_absence_and_says_why(tmp_path: Path) -> None:
    files = {
        "街道.yaml": street("东门社区: 东门.yaml", "西门社区: 西门.yaml"),
        "东门.yaml": unit("东门社区", JUNE),
    }
    workspace = family(tmp_path, {**files, "西门.yaml": "单位: ["})
    broken = standings(workspace, period("6月"))[1]
    assert (broken.state, broken.message) == (
        State.UNREADABLE,
        "西门社区：6月文件读不了：第1行括号“[”没有配对",
    )


def test_units_that_never_report_are_no_reporting_units(tmp_path: Path) -> None:
    text = street("东门社区: 东门.yaml").replace("创建:", "    物业公司: 安居物业、云山物业\n创建:")
    workspace = family(tmp_path, {"街道.yaml": text, "东门.yaml": unit("东门社区", JUNE)})
    assert states(workspace, "6月") == {"东门社区": State.REPORTED}


def test_a_row_half_outside_the_period_is_named_and_a_longer_one_is_not(tmp_path: Path) -> None:
    rows = (JUNE, "5月20日—6月3日 走访商户 40户", "1—6月 服务群众 900人")
    files = {"街道.yaml": street("东门社区: 东门.yaml"), "东门.yaml": unit("东门社区", *rows)}
    (only,) = standings(family(tmp_path, files), period("6月"))
    assert [str(row.result.period) for row in only.sticking] == ["5月20日—6月3日"]


def test_nobody_misses_months_before_the_plan_began(tmp_path: Path) -> None:
    text = "单位:\n  名称: 青石街道\n  下级:\n    社区:\n      东门社区: 东门.yaml\n创建:\n  年度: 2026\n"
    below = "单位: 东门社区\n创建:\n  年度: 2026\n上报:\n  3月: 4月2日\n  4月: 5月3日\n  6月: 7月1日\n"
    (tmp_path / "东门.yaml").write_text(below, encoding="utf-8")
    path = tmp_path / "街道.yaml"
    path.write_text(text + "阶段:\n  - 名称: 发动\n    起止: 3月15日—12月\n", encoding="utf-8")
    half = Period.parse("上半年", year=2026)
    assert [s.why for s in standings(read_workspace(path), half)] == ["缺5月"]
    path.write_text(text, encoding="utf-8")
    assert [s.why for s in standings(read_workspace(path), half)] == ["缺1月、2月、5月"]


@pytest.mark.parametrize(
    ("rule", "day", "month"),
    [
        ("", date(2026, 6, 30), "2026年6月"),
        ("", date(2026, 6, 29), "2026年5月"),
        ("次月5日前", date(2026, 5, 31), "2026年4月"),
        ("次月5日前", date(2026, 6, 4), "2026年4月"),
        ("次月5日前", date(2026, 6, 5), "2026年5月"),
        ("次月5日前", date(2026, 1, 4), "2025年11月"),
        ("每月28日前", date(2026, 6, 28), "2026年6月"),
        ("每月28日前", date(2026, 6, 27), "2026年5月"),
        ("季后10日前", date(2026, 6, 30), "2026年3月"),
        ("次年1月10日前", date(2026, 12, 31), "2025年12月"),
        ("次年1月10日前", date(2027, 1, 10), "2026年12月"),
        ("2026年7月3日前", date(2026, 7, 2), None),
        ("2026年7月3日前", date(2026, 7, 3), "2026年6月"),
        ("2026年7月3日前", date(2026, 7, 31), "2026年7月"),
    ],
)
def test_the_month_that_is_asked_for_is_the_last_one_due(
    tmp_path: Path, rule: str, day: date, month: str | None
) -> None:
    rest = f"汇总:\n  报送时限: {rule}\n" if rule else ""
    due = month_due(family(tmp_path, {"街道.yaml": street("东门社区:", rest=rest)}), day)
    assert (due.label if due else None) == month


def test_no_month_before_the_plan_is_asked_for(tmp_path: Path) -> None:
    phases = "阶段:\n  - 名称: 发动\n    起止: 3月15日—12月\n"
    workspace = family(tmp_path, {"街道.yaml": street("东门社区:", rest=phases)})
    assert month_due(workspace, date(2026, 3, 30)) is None
    assert str(month_due(workspace, date(2026, 3, 31))) == "2026年3月"


@pytest.mark.parametrize(
    ("rest", "before", "after"),
    [
        ("上报:\n  5月: 6月1日\n  6月: 7月8日\n", "未报", "迟报3天"),
        ("上报:\n  6月: 7月8日\n", "未报", "迟报3天"),
        (document("进展汇报", "6月", "2026年7月8日"), "未报", "迟报3天"),
        ("上报:\n  6月: 7月7日\n", "迟报2天", "迟报2天"),
        ("", "已报", "已报"),
    ],
)
def test_a_report_that_comes_later_has_not_come_yet(
    tmp_path: Path, rest: str, before: str, after: str
) -> None:
    files = {"街道.yaml": street("东门社区: 东门.yaml", rest="汇总:\n  报送时限: 次月5日前\n")}
    workspace = family(tmp_path, {**files, "东门.yaml": unit("东门社区", JUNE, rest=rest)})
    for day, why in ((date(2026, 7, 7), before), (date(2026, 7, 8), after), (None, after)):
        (only,) = standings(workspace, period("6月"), seen=day)
        assert only.why == why
