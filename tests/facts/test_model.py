"""From YAML to facts: shorthands, synonyms, places."""

from __future__ import annotations

import pytest

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.model import Workspace, build_workspace, key_spellings
from wenming_docs.facts.model.keys import homes_of
from wenming_docs.facts.source import parse_source
from wenming_docs.facts.values import BadValue
from wenming_docs.findings import Origin

NAME = "台账.yaml"


def facts(text: str) -> Workspace:
    return build_workspace(parse_source(text, NAME))


def dumped(text: str) -> str:
    """The facts as text, without places: two spellings of the same facts are alike in it."""
    return repr(facts(text))


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("单位: 青石街道办事处\n", "单位:\n  名称: 青石街道办事处\n"),
        ("创建: 文明单位创建\n", "创建:\n  名称: 文明单位创建\n"),
        ("任务: 清理楼道、增设车位\n", "任务:\n  - 名称: 清理楼道\n  - 名称: 增设车位\n"),
        ("任务:\n  - 清理楼道\n", "任务:\n  - 名称: 清理楼道\n"),
        ("保障措施:\n  压实责任: 每月调度。\n", "保障措施:\n  - 小标题: 压实责任\n    正文: 每月调度。\n"),
        ("保障措施:\n  - 每月调度。\n", "保障措施:\n  - 正文: 每月调度。\n"),
        ("工作目标: 年底前达标。\n", "工作目标:\n  - 内容: 年底前达标。\n"),
        ("文稿: 实施方案\n", "文稿:\n  - 文种: 实施方案\n"),
        ("任务:\n  名称: 清理楼道\n", "任务:\n  - 名称: 清理楼道\n"),
        ("主要任务:\n  - 任务名称: 甲\n    牵头单位: 乙\n", "tasks:\n  - name: 甲\n    lead_unit: 乙\n"),
        ("阶段: []\n任务:\n  - 甲\n  -\n", "任务:\n  - 甲\n"),
    ],
)
def test_a_shorthand_means_what_it_stands_for(short: str, long: str) -> None:
    assert dumped(short) == dumped(long)


def test_every_value_knows_its_line_and_column() -> None:
    task = facts(
        "任务:\n  - 名称: 清理楼道\n    牵头: 城管办\n    内容: |\n      甲。\n\n      乙。\n"
    ).tasks[0]
    assert task.name.origin == Origin(NAME, 2, 9, "任务[1].名称")
    assert [(o.line, o.column) for unit in task.lead_unit for o in unit.origins] == [(3, 9)]
    assert task.content is not None
    assert [(o.line, o.column) for o in task.content.origins] == [(5, 7), (7, 7)]


def test_names_on_one_line_stand_each_at_its_own_column() -> None:
    (document,) = facts("文稿:\n  - 文种: 实施方案\n    附件: 任务分解表、点位表、任务分解表\n").documents
    places = [item.title.origin for item in document.attachments]
    assert [(place.line, place.column) for place in places if place] == [(3, 9), (3, 15), (3, 19)]


def test_a_missing_fact_stands_where_its_nearest_parent_does() -> None:
    workspace = facts("任务:\n  - 名称: 清理楼道\n    内容: 逐楼清理。\n")
    here = [workspace.where("tasks", 0, "content"), workspace.where("tasks", 0, "deadline")]
    here += [workspace.where("tasks", 7), workspace.where("phases")]
    assert [(place.line, place.column) for place in here] == [(3, 9), (2, 5), (2, 3), (1, 1)]


def test_a_period_that_only_seems_to_cross_new_year_is_refused() -> None:
    workspace = facts("创建:\n  年度: 2026\n")
    for text in ("9月—5月", "11月—1月", "9—5月"):
        with pytest.raises(BadValue) as caught:
            workspace.read_period(text)
        assert caught.value.message == f"期间“{text}”的止在起之前"
        assert "次年" in caught.value.hint
    assert workspace.read_period("11月—次年1月").crosses
    assert workspace.read_period("2026年11月—2027年1月").crosses


def test_every_key_knows_where_it_may_stand() -> None:
    homes = homes_of(Workspace)
    assert homes["牵头"] == ("任务", "活动安排")
    assert homes["存在问题"] == ("文稿",)
    assert homes["组长"] == ("领导小组", "工作组")
    assert "单位.名称" not in homes


def test_no_spelling_means_two_fields_of_one_fact() -> None:
    spellings = key_spellings(Workspace)
    titles = {info.title for info in Workspace.model_fields.values()}
    assert titles <= set(spellings)
    assert set(spellings.values()) == set(Workspace.model_fields)


def test_all_mistakes_of_a_file_come_at_once() -> None:
    with pytest.raises(InvalidInput) as caught:
        facts(
            "任务:\n  - 名秤: 甲\n    时限: 13月底前\n阶段: 宣传\n文稿:\n  - 文种: 实施方案\n    印章: 也许\n"
        )
    found = [(f.code, f.origin.line) for f in caught.value.findings if f.origin]
    assert found == [("F006", 2), ("F003", 2), ("F005", 3), ("F002", 4), ("F005", 7)]
