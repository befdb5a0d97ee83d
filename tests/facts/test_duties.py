"""责任清单: who has which part in which task, and for whom a document of a unit can be made."""

from __future__ import annotations

from pathlib import Path

from wenming_docs.facts.analysis import task_tree
from wenming_docs.facts.analysis.duties import Role, duties, units_with_part
from wenming_docs.facts.model import Workspace
from wenming_docs.pipeline import read_workspace

PLAN = """\
单位:
  名称: 云山市青石街道办事处
  内设: 党政办、宣传办、城管办
  下级:
    社区: 东门社区、西门社区
  其他单位: 青石派出所
任务:
  - 名称: 环境整治
    牵头: 城管办
    配合: 各社区
    子任务:
      - 名称: 清理楼道
      - 名称: 清理小广告
        牵头: 西门社区、东门社区（共同牵头）
        配合: 各科室
  - 名称: 宣传发动
    牵头: 宣传办
    配合: 青石派出所、各科室
  - 名称: 归集资料
    牵头: 各单位
    配合: 有关单位
问题台账:
  - 点位: 东大街
    问题: 路灯不亮
    单位: 各社区
  - 点位: 西大街
    问题: 井盖破损
    单位: 城管办
    销号: 5月1日
"""


def workspace_of(folder: Path, text: str) -> Workspace:
    path = folder / "计划.yaml"
    path.write_text(text, encoding="utf-8")
    return read_workspace(path)


def test_each_unit_has_the_leaf_tasks_it_leads_or_supports(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, PLAN)
    found = duties(task_tree(workspace), workspace.unit)
    told = {
        unit: [(str(duty.node.name), str(duty.role)) for duty in entries] for unit, entries in found.items()
    }
    lead, support = str(Role.LEAD), str(Role.SUPPORT)
    assert told == {
        "党政办": [("清理小广告", support), ("宣传发动", support), ("归集资料", lead)],
        "宣传办": [("清理小广告", support), ("宣传发动", lead), ("归集资料", lead)],
        "城管办": [
            ("清理楼道", lead),
            ("清理小广告", support),
            ("宣传发动", support),
            ("归集资料", lead),
        ],
        "东门社区": [("清理楼道", support), ("清理小广告", lead), ("归集资料", lead)],
        "西门社区": [("清理楼道", support), ("清理小广告", lead), ("归集资料", lead)],
        "青石派出所": [("宣传发动", support), ("归集资料", lead)],
        "有关单位": [("归集资料", support)],
    }
    assert list(told) == ["党政办", "宣传办", "城管办", "东门社区", "西门社区", "青石派出所", "有关单位"]


def test_a_duty_by_a_group_word_keeps_the_place_of_the_word(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, PLAN)
    duty = duties(task_tree(workspace), workspace.unit)["东门社区"][0]
    assert duty.unit.origin is not None and duty.unit.origin.line == 10


def test_a_list_of_duties_is_for_units_with_a_duty_a_notice_for_those_with_an_open_problem(
    tmp_path: Path,
) -> None:
    workspace = workspace_of(tmp_path, PLAN)
    assert [str(unit) for unit in units_with_part(workspace, "责任清单")] == [
        *["党政办", "宣传办", "城管办", "东门社区", "西门社区", "青石派出所", "有关单位"]
    ]
    assert [str(unit) for unit in units_with_part(workspace, "整改通知单")] == ["东门社区", "西门社区"]
    assert [str(unit) for unit in units_with_part(workspace, "工作总结")] == [
        *["党政办", "宣传办", "城管办", "东门社区", "西门社区", "青石派出所"]
    ]
