"""Counts in an author's words against the facts that the same document prints."""

from __future__ import annotations

import pytest

from tests.words.reading_paper import Sheet, findings_of

GROUP = """\
领导小组:
  名称: 创建工作领导小组
  组长: 周明远（党工委书记）
  办公室:
    主任: 丁一鸣（城管办主任）
  工作组:
    - 名称: 宣传组
      职责: 组织公益宣传。
    - 名称: 档案组
      职责: 收集整理档案。
任务:
  - 名称: 整治巷道
    牵头: 城管办
    内容: 逐巷踏勘路面、排水、照明情况。
  - 名称: 规范停放
    牵头: 宣传办
    内容: 施划车位，劝导乱停。
"""


def said_of(text: str, take: str, kind: str = "实施方案") -> list[str]:
    """The W103 messages about a document whose section says ``text`` and takes ``take``."""
    sheet = Sheet(kind=kind, period="", date="2026年3月8日", facts=GROUP, introduction="")
    yaml = sheet.yaml("") + f"    章节:\n      - 标题: 组织安排\n        文: {text}\n        取: {take}\n"
    return [finding.message for finding in findings_of(yaml) if finding.code == "W103"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "领导小组下设办公室，办公室内设5个工作小组，具体如下：",
            ["说的是“内设5个工作小组”，“工作组”却列了2个"],
        ),
        ("领导小组下设三个工作组。", ["说的是“下设三个工作组”，“工作组”却列了2个"]),
        ("领导小组下设两个工作组。", []),
        ("各社区设3个小组，轮流巡查。", []),
        ("领导小组下设若干个工作组。", []),
    ],
)
def test_working_groups_are_as_many_as_the_text_says(text: str, said: list[str]) -> None:
    assert said_of(text, "领导小组", "成立领导小组的通知") == said
    assert said_of(text, "领导小组名单", "成立领导小组的通知") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("今年部署五项重点任务，逐项抓落实。", ["说的是“部署五项重点任务”，“任务”却列了2个"]),
        ("今年部署两项重点任务，逐项抓落实。", []),
        ("市里部署的五项行动由各科室落实。", []),
    ],
)
def test_tasks_are_as_many_as_the_text_says(text: str, said: list[str]) -> None:
    assert said_of(text, "任务") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("建立“四级网格”，即街道、工作区、村居。", ["说的是“四级网格”，列出的却有3个"]),
        ("建立“三级网格”，即街道、工作区、村居。", []),
        ("建立四级联动机制（即街道、社区、网格和楼栋），有事当天办。", []),
        ("建立“四级网格”，即街道、社区、网格等层层负责。", []),
    ],
)
def test_levels_are_as_many_as_are_listed(text: str, said: list[str]) -> None:
    assert Sheet().messages(text, "W103") == said
