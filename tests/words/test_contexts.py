"""What a document says of its facts: figures strung together, quotes, opening words, attachments."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenming_docs.facts.model import build_workspace
from wenming_docs.facts.source import parse_source
from wenming_docs.findings import Severity
from wenming_docs.pipeline import Options, render_workspace

HERE = Path("台账.yaml")
UNIT = "单位:\n  名称: 青石街道办事处\n  自称: 我街道\n"
WORK = "创建:\n  荣誉: 文明单位\n  年度: 2026\n"
TASK = "任务:\n  - 名称: 清理楼道\n    内容: 逐楼清理。\n"


def documents(text: str, *, draft: bool = False) -> list[str]:
    """The documents of some YAML as Markdown; fails on any error."""
    workspace = build_workspace(parse_source(text, HERE.name))
    outcome = render_workspace(workspace, HERE, Options(format="md", draft=draft))
    assert [f for f in outcome.findings if f.severity is Severity.ERROR] == []
    return [document.data.decode() for document in outcome.documents]


def report(figures: str, section: str = "      - 取: 成果\n") -> str:
    """A progress report on one day's figures."""
    (text,) = documents(
        UNIT
        + WORK
        + "成果:\n  - 日期: 5月12日\n    数据:\n"
        + "".join(f"      {figure}\n" for figure in figures.split("、"))
        + "文稿:\n  - 文种: 进展汇报\n    期间: 1—6月\n    章节:\n"
        + section
    )
    return text


@pytest.mark.parametrize("last", ["清运家具: 4件", "桥头改造工程: 1处", "垃圾桶: 9个"])
def test_a_shared_verb_is_said_once_whatever_comes_last(last: str) -> None:
    text = report(f"清运垃圾: 3吨、清运淤泥: 2吨、{last}")
    name, value = last.split(": ")
    told = f"、{name.removeprefix('清运')}{value}。" if name.startswith("清运") else f"；{name}{value}。"
    assert f"清运垃圾3吨、淤泥2吨{told}" in text


def test_a_figure_called_as_a_verb_alone_keeps_its_name() -> None:
    assert "清运垃圾3吨；清运9车。" in report("清运垃圾: 3吨、清运: 9车")


def test_a_paragraph_may_be_nothing_but_a_quoted_name() -> None:
    (text,) = documents(
        UNIT
        + WORK
        + "任务:\n  - 名称: 清理楼道\n    内容: 【清理楼道】\n"
        + "文稿:\n  - 文种: 实施方案\n    日期: 2026年3月18日\n"
    )
    assert "### （一）清理楼道\n\n清理楼道。" in text


@pytest.mark.parametrize("kind", ["表态发言", "讲话稿", "通知"])
def test_words_that_only_their_author_knows_are_not_invented(kind: str) -> None:
    (text,) = documents(
        UNIT
        + WORK
        + f"文稿:\n  - 文种: {kind}\n    标题: 题目\n    主送: 各社区\n    日期: 2026年3月18日\n"
        + "    章节:\n      - 标题: 讲三点\n        文: 第一点。\n"
    )
    dated = "" if kind == "通知" else "（2026年3月18日）\n\n"  # nobody signs a speech
    assert text.startswith(f"# 题目\n\n{dated}各社区：\n\n## 一、讲三点\n\n第一点。\n")


def test_the_notice_of_a_leading_group_knows_how_its_office_calls_itself() -> None:
    (text,) = documents(
        UNIT
        + WORK
        + "领导小组:\n  组长: 周明远（党工委书记）\n  办公室:\n    名称: 创建办\n    职责: 承担日常工作。\n"
        + "文稿:\n  - 文种: 成立领导小组的通知\n    日期: 2026年3月18日\n"
    )
    assert "创建办" in text
    assert "承担日常工作。" in text


def test_an_issued_document_has_one_title_however_it_is_attached() -> None:
    for form in ("另页", "附件"):
        _, notice = documents(
            UNIT
            + WORK
            + TASK
            + "文稿:\n  - 文种: 实施方案\n    日期: 2026年3月18日\n"
            + f"  - 文种: 通知\n    主送: 各社区\n    印发: 实施方案\n    印发形式: {form}\n"
            + "    日期: 2026年3月19日\n"
        )
        assert notice.count("# 青石街道办事处2026年创建文明单位实施方案\n") == 1


def test_a_section_without_a_heading_begins_its_line_by_itself() -> None:
    text = report("清理楼道: 8处", "      - 取: 成果\n      - 文: 居民满意。\n        接排: 是\n")
    assert "居民满意。" in text


def test_a_lone_stop_is_printed_as_it_was_typed() -> None:
    (text,) = documents(
        UNIT
        + WORK
        + "成果:\n  - 日期: 5月12日\n    数据:\n      清理楼道: 8处\n"
        + "文稿:\n  - 文种: 进展汇报\n    期间: 1—6月\n    存在问题:\n      - 。\n    下一步:\n      - 。\n"
    )
    assert "## 二、存在问题\n\n。" in text


def test_what_an_upper_task_does_not_pass_on_stands_beside_the_table() -> None:
    (text,) = documents(
        UNIT
        + WORK
        + "任务:\n  - 名称: 改善环境\n    责任人: 丁一鸣\n    时限: 9月底前\n    子任务:\n      - 清理楼道\n"
        + "文稿:\n  - 文种: 实施方案\n    任务写法: 附表\n    日期: 2026年3月18日\n"
    )
    assert "（责任人：丁一鸣；完成时限：9月底前）" in text


def test_a_draft_marks_what_a_report_lacks() -> None:
    (text,) = documents(UNIT + WORK + "文稿:\n  - 文种: 报告\n    标题: 题目\n    主送: 市政府\n", draft=True)
    assert "【待填：成果】" in text
    assert "青石街道办事处  \n【待填：成文日期】" in text


def test_a_section_that_takes_all_tasks_tells_each_under_its_own_heading() -> None:
    (text,) = documents(
        UNIT
        + "创建:\n  荣誉: 全国文明城市\n  年度: 2026\n"
        + "任务:\n  - 名称: 环境整治\n  - 名称: 志愿活动\n成果:\n"
        + "  - 日期: 5月12日\n    任务: 环境整治\n    数据:\n      清理小广告: 890条\n"
        + "  - 日期: 5月13日\n    任务: 志愿活动\n    数据:\n      开展志愿服务: 5次\n"
        + "文稿:\n  - 文种: 进展汇报\n    期间: 5月\n    章节:\n"
        + "      - 标题: 工作开展情况\n        取: 任务\n        文: 本月重点做了两件事。\n"
    )
    body = text[text.index("## 一、") :].split("<!--")[0].split("\n\n")
    assert [line for line in body if line.strip()] == [
        "## 一、工作开展情况",
        "本月重点做了两件事。",
        "### （一）环境整治",
        "清理小广告890条。",
        "### （二）志愿活动",
        "开展志愿服务5次。\n",
    ]
