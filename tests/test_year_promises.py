"""The year's commands agree with each other and with the documents, whatever the date and the names."""

from __future__ import annotations

import contextlib
import io
import os
from datetime import date
from pathlib import Path

import pytest

from wenming_docs.cli.console import clipped
from wenming_docs.cli.program import run
from wenming_docs.facts.analysis import ledger, task_tree
from wenming_docs.facts.analysis.reporting import month_due
from wenming_docs.facts.analysis.tracing import trace
from wenming_docs.facts.model import build_workspace
from wenming_docs.facts.source import parse_source
from wenming_docs.facts.values import Period

TWO_YEARS = """\
单位:
  名称: 云山市青石街道办事处
  自称: 我街道
  下级:
    社区: 东门社区
创建:
  荣誉: 全国文明城市
  年度: 2026
指标口径:
  注册志愿者: 期末数
成果:
  - 日期: 2025年12月31日
    数据:
      清理小广告: 1000条
      注册志愿者: 80人
  - 日期: 1月1日
    单位: 我街道
    数据:
      清理小广告: 1条
      注册志愿者: 90人
  - 日期: 6月30日
    单位: 本单位
    数据:
      清理小广告: 20条
      注册志愿者: 100人
文稿:
  - 文种: 进展汇报
    期间: 上半年
    引言: 清理小广告【清理小广告·累计】，志愿者【注册志愿者·累计·我街道】。
"""


def said(*arguments: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(list(arguments))
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "计划.yaml"
    path.write_text(TWO_YEARS, encoding="utf-8")
    return path


def test_a_trace_of_the_cumulative_figure_lists_the_rows_of_the_document(plan: Path) -> None:
    """Last year's rows are kept to compare with: they are in neither."""
    code, out, _ = said("trace", "清理小广告·累计", str(plan), "--period", "上半年")
    assert (code, out.splitlines()[0]) == (0, "清理小广告（上半年累计）  21条")
    assert "2025年" not in out
    said("render", str(plan), "--format", "md", "--draft", "-o", str(plan.parent / "出"))
    [written] = (plan.parent / "出").glob("*.md")
    assert "清理小广告21条" in written.read_text(encoding="utf-8")


def test_an_office_is_one_unit_however_its_rows_call_it() -> None:
    """我街道, 本单位: the last value of one unit, not a sum of two."""
    workspace = build_workspace(parse_source(TWO_YEARS, "计划.yaml"))
    found = trace(ledger(workspace, task_tree(workspace)), "注册志愿者", period=None)
    assert found.problem is not None  # one row names no unit, the others do
    named = TWO_YEARS.replace("  - 日期: 2025年12月31日\n", "  - 日期: 2025年12月31日\n    单位: 我街道\n")
    workspace = build_workspace(parse_source(named, "计划.yaml"))
    found = trace(ledger(workspace, task_tree(workspace)), "注册志愿者", period=None)
    assert found.tree is not None and str(found.tree.quantity) == "100人" and not found.tree.branches


def test_a_row_may_call_its_office_as_the_texts_do(plan: Path) -> None:
    assert "[F042]" not in "".join(said("check", str(plan))[1:])


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "0001-01-31", "9999-12-01"])
def test_the_board_of_the_first_and_the_last_day_there_is(plan: Path, day: str) -> None:
    code, out, err = said("status", str(plan), "--date", day)
    assert code in (0, 1) and out.startswith("云山市青石街道办事处") and "缺陷" not in err


def test_the_month_due_at_the_ends_of_months_and_of_the_calendar() -> None:
    empty = build_workspace(parse_source("创建:\n  年度: 2026\n", "空.yaml"))
    ruled = build_workspace(parse_source("汇总:\n  报送时限: 次月5日前\n", "空.yaml"))
    due = [str(month_due(empty, day)) for day in (date(2024, 2, 29), date(2026, 3, 1), date(2026, 12, 31))]
    assert due == ["2024年2月", "2026年2月", "2026年12月"]
    assert month_due(empty, date.min) is None and month_due(empty, date.max) is None
    assert month_due(ruled, date.min) is None and str(month_due(ruled, date(9998, 12, 31))) == "9998年11月"


def test_a_period_written_backwards_is_refused_as_in_the_file(plan: Path) -> None:
    for arguments in (("trace", "清理小广告", str(plan)), ("status", str(plan))):
        code, _, err = said(*arguments, "--period", "9月—5月")
        assert code == 2 and "止在起之前" in err
    assert Period.parse("9月—5月", year=2026).inferred_year


def test_what_was_pasted_by_mistake_does_not_fill_the_screen(plan: Path) -> None:
    long = "甲" * 100_000
    for arguments in (("trace", long, str(plan)), ("record", str(plan), long), ("status", long)):
        code, out, err = said(*arguments)
        assert code == 2 and len(out + err) < 5_000
    assert clipped("短的") == "短的" and clipped("甲\x1b" * 2_000).endswith("甲\ufffd")


ACROSS = """\
单位:
  名称: 云山市青石街道办事处
  内设: 城管办
创建:
  荣誉: 全国文明城市
  年度: 2026
成果:
  - 期间: 6月22日—28日
    数据:
      清理小广告: 10条
  - 期间: 6月29日—7月5日
    单位: 城管办
    数据:
      清理小广告: 30条
  - 期间: 全年
    数据:
      清理小广告: 900条
文稿:
  - 文种: 进展汇报
    期间: {period}
    引言: 清理小广告【清理小广告】。
"""


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("6月", ["“城管办”的“清理小广告”期间是6月29日—7月5日，一半在6月外面，没有加进来"]),
        ("6月22日—7月5日", []),
    ],
)
def test_a_week_across_the_end_of_a_month_is_in_a_total_or_named(
    tmp_path: Path, period: str, told: list[str]
) -> None:
    path = tmp_path / "计划.yaml"
    path.write_text(ACROSS.format(period=period), encoding="utf-8")
    out = "".join(said("check", str(path))[1:])
    assert [line.partition("[F122] ")[2] for line in out.splitlines() if "F122" in line] == told


def test_a_day_that_this_year_has_not_is_an_error_not_a_row_of_every_period(plan: Path) -> None:
    plan.write_text(TWO_YEARS.replace("日期: 1月1日", "日期: 2月29日"), encoding="utf-8")
    code, out, err = said("check", str(plan))
    assert code == 1 and "[F010] 没有2月29日，2026年2月只有28天" in out + err
    code, _, err = said("record", str(plan), "--date", "2月29日", "清理小广告=5条")
    assert code == 1 and "2月29日" not in plan.read_text(encoding="utf-8").replace("日期: 2月29日", "", 1)
    leap = TWO_YEARS.replace("日期: 1月1日", "日期: 2月29日").replace("年度: 2026", "年度: 2028")
    plan.write_text(leap, encoding="utf-8")
    assert "[F010]" not in "".join(said("check", str(plan))[1:])


@pytest.mark.parametrize("again", ["6月", "2026年6月", "6月1日—30日"])
def test_a_period_is_reported_once(plan: Path, again: str) -> None:
    assert said("record", str(plan), "--report", "6月", "--date", "7月3日")[0] == 0
    before = plan.read_bytes()
    code, _, err = said("record", str(plan), "--report", again, "--date", "7月4日")
    assert code == 2 and f"{again}的上报已经记过：“6月: 7月3日”（" in err and plan.read_bytes() == before


def test_a_name_with_the_sign_of_a_suffix_is_found_whole(plan: Path) -> None:
    plan.write_text(TWO_YEARS.replace("清理小广告", "清理·广告").replace("·累计", ""), encoding="utf-8")
    assert said("trace", "清理·广告", str(plan))[1].startswith("清理·广告  1021条")
    code, out, err = said("check", str(plan))
    assert "看不懂" not in out + err and "[F020]" not in out + err


ASSESSED = """\
单位: 甲街道
创建:
  名称: 创建
  年度: 2026
测评体系:
  名称: 细则
  项目:
    - 编号: '1'
      名称: 环境
      指标:
        - 编号: '1.1'
          名称: 市容
"""


def test_accepting_keeps_its_hands_off_whatever_it_did_not_write(tmp_path: Path) -> None:
    """A remark of a person, a pipe that never ends, a link that leads away."""
    plan, agreed = tmp_path / "计划.yaml", tmp_path / "测评核对.yaml"
    plan.write_text(ASSESSED, encoding="utf-8")
    assert said("coverage", str(plan), "--accept")[0] == 0
    own = agreed.read_bytes()
    assert said("coverage", str(plan), "--accept")[0] == 0 and agreed.read_bytes() == own
    remarked = "# 我的笔记\n测评核对:\n  '1.1': 手写\n"
    agreed.write_text(remarked, encoding="utf-8")
    assert said("coverage", str(plan), "--accept")[0] == 3 and agreed.read_text(encoding="utf-8") == remarked
    agreed.unlink()
    os.mkfifo(agreed)
    assert said("coverage", str(plan), "--accept")[0] == 3
    agreed.unlink()
    other = tmp_path / "别处.yaml"
    agreed.symlink_to(other)
    assert said("coverage", str(plan), "--accept")[0] == 3 and not other.exists()


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """Two streets, each with an 东门社区 of its own."""
    for street, number in (("甲街道", 100), ("乙街道", 7)):
        folder = tmp_path / street
        folder.mkdir()
        rows = f"创建:\n  年度: 2026\n成果:\n  - 日期: 6月2日\n    数据:\n      清理: {number}条\n"
        text = (
            f"单位:\n  名称: {street}\n  下级:\n    社区:\n      东门社区: 东门.yaml\n创建:\n  年度: 2026\n"
        )
        (folder / "街.yaml").write_text(text, encoding="utf-8")
        (folder / "东门.yaml").write_text(f"单位: 东门社区\n{rows}", encoding="utf-8")
    path = tmp_path / "区.yaml"
    units = "".join(f"      {street}: {street}/街.yaml\n" for street in ("甲街道", "乙街道"))
    path.write_text(
        f"单位:\n  名称: 东城区\n  下级:\n    街道:\n{units}创建:\n  荣誉: 文明城区\n  年度: 2026\n"
        "文稿:\n  - 文种: 进展汇报\n    期间: 6月\n    引言: 东门社区清理【清理·东门社区】。\n",
        encoding="utf-8",
    )
    return path


def test_units_of_one_name_are_not_added_up_as_one(district: Path) -> None:
    out = "".join(said("check", str(district))[1:])
    assert "叫“东门社区”的单位不止一个：甲街道／东门社区、乙街道／东门社区" in out
    assert "【清理·甲街道·东门社区】" in out
    text = district.read_text(encoding="utf-8").replace("【清理·", "【清理·乙街道·")
    district.write_text(text, encoding="utf-8")
    assert "不止一个" not in "".join(said("check", str(district))[1:])
    said("render", str(district), "--format", "md", "--draft", "-o", str(district.parent / "出"))
    [written] = (district.parent / "出").glob("*.md")
    assert "东门社区清理7条" in written.read_text(encoding="utf-8")
    first = said("trace", "清理·乙街道·东门社区", str(district))[1].splitlines()[0]
    assert first == "清理（乙街道／东门社区）  7条"


def test_a_file_under_two_names_counts_once(district: Path) -> None:
    """A hard link is the same file too."""
    os.unlink(district.parent / "乙街道" / "东门.yaml")
    os.link(district.parent / "甲街道" / "东门.yaml", district.parent / "乙街道" / "东门.yaml")
    _, out, err = said("trace", "清理", str(district))
    assert out.startswith("清理  100条") and "这个文件已经是另一个单位的" in err


@pytest.mark.parametrize("written", ["绿灯: -5%", "黄灯: -1%", "临期: -1天"])
def test_a_threshold_below_nothing_is_no_threshold(plan: Path, written: str) -> None:
    plan.write_text(f"{TWO_YEARS}亮灯:\n  {written}\n", encoding="utf-8")
    code, out, err = said("check", str(plan))
    assert code == 1 and "[F170]" in out + err


def test_a_range_from_more_to_less_is_refused_before_it_is_added(plan: Path) -> None:
    plan.write_text(TWO_YEARS.replace("清理小广告: 20条", "清理小广告: 20—12条"), encoding="utf-8")
    out = "".join(said("check", str(plan))[1:])
    assert "“20—12条”从大到小，写反了" in out and "小的写在前面：12—20条" in out


def test_a_report_without_a_beginning_says_that_it_adds_last_years_rows(plan: Path) -> None:
    """截至6月30日 counts all there is; the stock of last year is replaced by this year's, and no doubt."""
    plan.write_text(TWO_YEARS.replace("期间: 上半年", "期间: 截至6月30日"), encoding="utf-8")
    out = "".join(said("check", str(plan))[1:])
    told = [line.partition("[F095] ")[2] for line in out.splitlines() if "F095" in line]
    assert told == ["进展汇报（截至6月30日）没有起点，2026年1月1日以前的数也加进去了（第14行）"]
    begun = "阶段:\n  - 名称: 发动\n    起止: 2025年12月—2026年11月\n"
    plan.write_text(plan.read_text(encoding="utf-8") + begun, encoding="utf-8")
    assert "没有起点" not in "".join(said("check", str(plan))[1:])
