"""倒排工期表 and 横道图 on paper: as a document, an attachment, with what is not known said below."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenming_docs.facts.analysis import workdays
from wenming_docs.findings import Severity
from wenming_docs.pipeline import Options, Outcome, check_file, render_file
from wenming_docs.words.contexts import countdown_parts

FRAME = """\
单位:
  名称: 云山市青石街道办事处
创建:
  荣誉: 全国文明城市
  年度: 2026
"""
TASKS = """\
任务:
  - {名称: 排查楼道, 牵头: 城管办, 工期: 14天, 内容: 逐楼排查。}
  - {名称: 清理楼道, 牵头: 城管办, 工期: 7天, 前置: 排查楼道, 内容: 逐楼清理。}
"""
KIND = "文稿:\n  - 文种: 倒排工期表\n    日期: 2026年8月20日\n"
WEEKDAYS = workdays.WeekdayCalendar()


def rendered(folder: Path, text: str) -> Outcome:
    """The documents of a file as Markdown."""
    path = folder / "计划.yaml"
    path.write_text(text, encoding="utf-8")
    return render_file(path, Options(format="md"))


def text_of(outcome: Outcome) -> str:
    assert outcome.documents, [str(finding) for finding in outcome.findings]
    return outcome.documents[0].data.decode()


def test_a_document_says_from_which_day_and_lists_every_task(tmp_path: Path) -> None:
    text = text_of(rendered(tmp_path, FRAME + "  迎检日期: 10月20日\n" + TASKS + KIND))
    sentence = "以10月20日迎检为期倒排，2项任务最迟9月29日启动，10月19日前全部完成。"
    assert sentence + "排查楼道、清理楼道前后相接，一项推迟，后面各项都要推迟。" in text
    assert "| 1 | 排查楼道 | 城管办 | 14天 | 9月29日 | 10月12日 | — |" in text
    assert "| 2 | 清理楼道 | 城管办 | 7天 | 10月13日 | 10月19日 | 1 |" in text
    assert "注：前置写的是序号。" in text
    assert "横道图（每格一周，表头为周一）" in text
    assert "| 2 | 清理楼道 |  |  | ■ | ■ |" in text


def test_a_year_without_announced_holidays_is_named_below_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(countdown_parts, "published_calendar", lambda: WEEKDAYS)
    text = text_of(rendered(tmp_path, FRAME + "  迎检日期: 10月20日\n" + TASKS + KIND))
    assert "注：前置写的是序号；2026年没有放假安排可查，按周一至周五计算，未计节假日和调休。" in text


def test_a_plan_of_many_months_is_drawn_by_months(tmp_path: Path) -> None:
    tasks = TASKS.replace("14天", "10个月")
    text = text_of(rendered(tmp_path, FRAME + "  迎检日期: 10月20日\n" + tasks + KIND))
    assert "横道图（每格一个月）" in text
    assert "2025年12月13日" in text  # a day of another year tells it


def legend(folder: Path, tasks: str) -> str:
    """What the note below the chart says; "" without one."""
    text = text_of(rendered(folder, FRAME + "  迎检日期: 10月20日\n任务:\n" + tasks + KIND))
    return text.partition("横道图（")[2].partition("注：")[2].split("\n")[0]


def test_signs_are_explained_where_they_have_to_be_told_apart(tmp_path: Path) -> None:
    early = "  - {名称: 清理楼道, 工期: 7天, 时限: 9月10日前, 内容: 逐楼清理。}\n"
    first = "  - {名称: 排查楼道, 工期: 60天, 内容: 逐楼排查。}\n"
    dated = "  - {名称: 报送总结, 时限: 9月底前, 内容: 报送总结。}\n"
    critical, other, due = "深色为关键任务，一天也不能拖", "浅色为其他任务", "▲为只有时限的任务的最迟完成"
    assert legend(tmp_path, early) == ""
    assert legend(tmp_path, early + dated) == f"{due}。"
    assert legend(tmp_path, first) == f"{critical}。"
    assert legend(tmp_path, first + early) == f"{critical}；{other}。"
    assert legend(tmp_path, first + early + dated) == f"{critical}；{other}；{due}。"


def test_a_plan_of_several_years_has_no_chart(tmp_path: Path) -> None:
    tasks = TASKS.replace("14天", "3年")
    text = text_of(rendered(tmp_path, FRAME + "  迎检日期: 10月20日\n" + tasks + KIND))
    assert "| 1 | 排查楼道 |" in text
    assert "横道图" not in text


def test_the_table_stands_as_an_attachment_by_its_name(tmp_path: Path) -> None:
    document = "文稿:\n  - 文种: 工作方案\n    日期: 2026年8月20日\n    附件: 倒排工期表、横道图\n"
    outcome = rendered(tmp_path, FRAME + "  迎检日期: 10月20日\n" + TASKS + document)
    text = text_of(outcome)
    assert "| 1 | 排查楼道 | 城管办 | 14天 | 9月29日 | 10月12日 | — |" in text
    assert "# 横道图\n\n每格一周，表头为周一\n" in text


def test_without_a_day_the_document_and_the_attachment_are_refused_with_the_cure(tmp_path: Path) -> None:
    outcome = rendered(tmp_path, FRAME + TASKS + KIND)
    refused = [f for f in outcome.findings if f.severity is Severity.ERROR]
    assert [(f.code, f.message) for f in refused] == [("F040", "倒排工期表要有“创建.迎检日期”，没有写")]
    document = "文稿:\n  - 文种: 工作方案\n    日期: 2026年8月20日\n    附件: 倒排工期表\n"
    outcome = rendered(tmp_path, FRAME + TASKS + document)
    refused = [f for f in outcome.findings if f.severity is Severity.ERROR]
    assert [(f.code, f.message) for f in refused] == [("F160", "要印倒排工期表，没有写迎检日期，倒排不了")]
    assert not outcome.documents


def test_a_task_left_out_has_no_row_and_is_named_where_others_wait_for_it(tmp_path: Path) -> None:
    text = text_of(
        rendered(tmp_path, FRAME + "  迎检日期: 10月20日\n" + TASKS + KIND + "    不写: 排查楼道\n")
    )
    assert "| 1 | 清理楼道 | 城管办 | 7天 | 10月13日 | 10月19日 | 排查楼道 |" in text
    assert "| 排查楼道 | 城管办" not in text


def test_a_circle_stops_the_document(tmp_path: Path) -> None:
    tasks = TASKS.replace("工期: 14天", "工期: 14天, 前置: 清理楼道")
    outcome = rendered(tmp_path, FRAME + "  迎检日期: 10月20日\n" + tasks + KIND)
    assert not outcome.documents
    assert [f.code for f in outcome.findings if f.severity is Severity.ERROR] == ["F162"]


def test_check_finds_nothing_wrong_with_it_but_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "计划.yaml"
    path.write_text(FRAME + "  迎检日期: 10月20日\n" + TASKS + KIND, encoding="utf-8")
    assert [f for f in check_file(path).findings if f.severity is not Severity.NOTICE] == []


def test_each_day_of_a_deadline_of_several_has_its_mark(tmp_path: Path) -> None:
    tasks = """\
任务:
  - {名称: 开展巡查, 内容: 逐楼巡查。, 牵头: 城管办, 时限: 6月底前一次、11月底前一次}
  - {名称: 修补路面, 内容: 逐段修补。, 牵头: 城管办, 工期: 40天, 时限: 6月底前一次、11月底前一次}
"""
    text = text_of(rendered(tmp_path, FRAME + tasks + "文稿:\n  - 文种: 横道图\n"))
    assert "| 1 | 开展巡查 | ▲ |  |  |  |  | ▲ |" in text
    assert "| 2 | 修补路面 | ▲ |  |  |  | □ | □ |" in text
    assert "注：▲为没有画横道的时限。" in text


def test_a_page_titled_as_the_chart_does_not_say_it_again(tmp_path: Path) -> None:
    text = text_of(
        rendered(tmp_path, FRAME + TASKS.replace("{", "{时限: 9月底前, ") + "文稿:\n  - 文种: 横道图\n")
    )
    assert "进度横道图\n\n每格" in text
