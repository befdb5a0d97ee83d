"""The tables of a plan as documents of their own: everything given has its place, nothing is made up."""

from __future__ import annotations

from pathlib import Path

from wenming_docs.findings import Severity
from wenming_docs.pipeline import Options, Outcome, check_file, render_file

FRAME = """\
单位:
  名称: 云山市青石街道办事处
  内设: 党政办、宣传办、城管办
  下级:
    社区: 东门社区、西门社区
创建:
  荣誉: 全国文明城市
  年度: 2026
"""
TASKS = """\
任务:
  - 名称: 环境整治
    内容: 逐街逐巷整治。
    牵头: 城管办
    配合: 各社区
    时限: 8月底前
    子任务:
      - {名称: 清理楼道, 内容: 逐楼清理。, 时限: 6月底前, 工期: 20天, 标准: 无堆物。}
      - {名称: 清理小广告, 牵头: 东门社区, 配合: 城管办, 频次: 每周一次}
  - {名称: 宣传发动, 牵头: 宣传办, 时限: 5月15日前}
  - {名称: 归集资料, 配合: 各科室, 佐证: 台账.docx}
"""


def rendered(folder: Path, text: str, *, draft: bool = False) -> Outcome:
    path = folder / "计划.yaml"
    path.write_text(FRAME + text, encoding="utf-8")
    return render_file(path, Options(format="md", draft=draft))


def text_of(outcome: Outcome) -> str:
    assert outcome.documents, [str(finding) for finding in outcome.findings]
    return outcome.documents[0].data.decode()


def table_of(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("|")]


def test_the_breakdown_prints_every_filled_field_also_what_is_said_of_an_upper_task_alone(
    tmp_path: Path,
) -> None:
    text = text_of(rendered(tmp_path, TASKS + "文稿:\n  - 任务分解表\n"))
    assert text.startswith("# 云山市青石街道办事处2026年创建全国文明城市工作任务分解表\n")
    upper = "环境整治<br>逐街逐巷整治。<br>完成时限：8月底前"
    assert table_of(text) == [
        "| 序号 | 重点任务 | 具体任务 | 工作内容 | 牵头单位 | 配合单位 | 完成时限 | 频次 | 工作标准 |",
        "| :---: | --- | --- | --- | --- | --- | --- | --- | --- |",
        f"| 1 | {upper} | 清理楼道 | 逐楼清理。 | 城管办 | 各社区 | 6月底前 | — | 无堆物。 |",
        "| 2 |  | 清理小广告 | — | 东门社区 | 城管办 | — | 每周一次 | — |",
        "| 3 | 宣传发动 | — | — | 宣传办 | — | 5月15日前 | — | — |",
        "| 4 | 归集资料 | — | — | — | 各科室 | — | — | — |",
    ]


def test_a_check_of_a_file_that_is_only_tables_misses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "计划.yaml"
    path.write_text(FRAME + TASKS + "文稿:\n  - 任务分解表\n  - 责任清单\n", encoding="utf-8")
    assert [f.code for f in check_file(path).findings if f.severity is Severity.ERROR] == []
    assert [f.code for f in check_file(path).findings if f.code.startswith("F05")] == []


def test_a_draft_shows_a_gap_where_nobody_leads_and_a_final_a_dash(tmp_path: Path) -> None:
    text = text_of(rendered(tmp_path, TASKS + "文稿:\n  - 任务分解表\n", draft=True))
    assert "| 4 | 归集资料 | — | — | 【待填：牵头单位】 | 各科室 |" in text


def test_the_breakdown_for_a_unit_holds_the_tasks_it_has_a_part_in(tmp_path: Path) -> None:
    text = text_of(rendered(tmp_path, TASKS + "文稿:\n  - 文种: 任务分解表\n    单位: 东门社区\n"))
    assert text.startswith("# 东门社区2026年创建全国文明城市工作任务分解表\n")
    assert "清理楼道" in text and "清理小广告" in text
    assert "宣传发动" not in text and "归集资料" not in text


def test_the_list_of_one_unit_says_its_part_and_leaves_its_own_name_to_the_title(tmp_path: Path) -> None:
    text = text_of(rendered(tmp_path, TASKS + "文稿:\n  - 文种: 责任清单\n    单位: 城管办\n"))
    assert text.startswith("# 城管办2026年创建全国文明城市工作责任清单\n")
    assert table_of(text) == [
        "| 序号 | 工作任务 | 工作内容 | 职责 | 牵头单位 | 配合单位 | 完成时限 | 频次 | 工作标准 |",
        "| :---: | --- | --- | --- | --- | --- | --- | --- | --- |",
        "| 1 | 清理楼道 | 逐楼清理。 | 牵头 | 城管办 | 各社区 | 6月底前 | — | 无堆物。 |",
        "| 2 | 清理小广告 | — | 配合 | 东门社区 | 城管办 | — | 每周一次 | — |",
        "| 3 | 归集资料 | — | 配合 | — | 各科室 | — | — | — |",
    ]


def test_tasks_of_one_name_are_told_apart_by_the_task_above(tmp_path: Path) -> None:
    tasks = (
        "任务:\n  - {名称: 东片, 牵头: 东门社区, 子任务: [{名称: 清理楼道}]}\n"
        "  - {名称: 西片, 牵头: 东门社区, 子任务: [{名称: 清理楼道}]}\n"
    )
    text = text_of(rendered(tmp_path, tasks + "文稿:\n  - 责任清单\n"))
    assert table_of(text)[2:] == [
        "| 1 | 东门社区 | 东片 | 清理楼道 | 牵头 | 东门社区 |",
        "| 2 |  | 西片 | 清理楼道 | 牵头 | 东门社区 |",
    ]


def test_the_list_beside_a_plan_is_short_and_merged_by_unit(tmp_path: Path) -> None:
    plan = "文稿:\n  - 文种: 工作方案\n    日期: 2026年3月18日\n    附件: 责任清单\n"
    text = text_of(rendered(tmp_path, TASKS + plan))
    assert "| 责任单位 | 工作任务 | 职责 | 完成时限 |" in text
    assert "| 东门社区 | 清理楼道 | 配合 | 6月底前 |\n|  | 清理小广告 | 牵头 | — |\n| 西门社区 |" in text


def test_a_plan_without_inspection_has_bars_from_what_is_dated_and_names_the_rest(tmp_path: Path) -> None:
    phases = "阶段:\n  - {名称: 动员部署, 起止: 5月, 内容: 印发方案。}\n"
    text = text_of(rendered(tmp_path, TASKS + phases + "文稿:\n  - 横道图\n"))
    assert "# 云山市青石街道办事处2026年创建全国文明城市工作进度横道图" in text
    assert table_of(text) == [
        "| 序号 | 阶段和任务 | 5月 | 6月 | 7月 | 8月 |",
        "| :---: | :--- | :---: | :---: | :---: | :---: |",
        "| 1 | 动员部署 | ■ |  |  |  |",
        "| 2 | 清理楼道 |  | □ |  |  |",
        "| 3 | 清理小广告 |  |  |  | ▲ |",  # the task above ends in August
        "| 4 | 宣传发动 | ▲ |  |  |  |",
    ]
    note = "注：深色为阶段；浅色为任务（最迟开始到最迟完成）；▲为只有时限的任务的最迟完成；"
    assert note + "归集资料没有写到哪一天的时限，不在图上。" in text


def test_the_leading_group_is_told_whole_one_person_a_row(tmp_path: Path) -> None:
    group = """\
领导小组:
  职责: 统筹创建工作。
  组长: 周明远（街道办事处主任）
  成员: 梁芳（宣传办主任）
  办公室:
    设在: 宣传办
    主任: 梁芳（兼）
    联系人: 孙白露，电话8123456
  工作组:
    - {名称: 宣传组, 单位: 宣传办, 组长: 梁芳, 职责: 组织宣传。}
"""
    text = text_of(rendered(tmp_path, group + "文稿:\n  - 领导小组名单\n"))
    assert table_of(text)[2:] == [
        "| 1 | 创建全国文明城市工作领导小组 | 组长 | 周明远 | 街道办事处主任 | 统筹创建工作。 |",
        "| 2 |  | 成员 | 梁芳 | 宣传办主任 |  |",
        "| 3 | 领导小组办公室（设在宣传办） | 主任 | 梁芳 | 宣传办主任（兼） | — |",
        "| 4 |  | 联系人 | 孙白露，电话8123456 | — |  |",
        "| 5 | 宣传组（牵头单位：宣传办） | 组长 | 梁芳 | 宣传办主任 | 组织宣传。 |",
    ]


def test_activities_and_figures_stand_as_documents(tmp_path: Path) -> None:
    facts = (
        "活动安排:\n  - {名称: 启动仪式, 时间: 3月12日, 牵头: 宣传办}\n"
        "成果:\n  - {日期: 3月12日, 数据: {发放倡议书: 500份}}\n"
        "文稿:\n  - 活动安排表\n  - 文种: 成果汇总表\n    期间: 1—6月\n"
    )
    outcome = rendered(tmp_path, facts)
    activities, figures = (document.data.decode() for document in outcome.documents)
    assert table_of(activities)[2:] == ["| 1 | 启动仪式 | 3月12日 | 宣传办 |"]
    assert table_of(figures)[2:] == ["| 发放倡议书 | 500份 |"]
    assert figures.startswith("# 云山市青石街道办事处2026年上半年创建全国文明城市工作成果汇总表\n")
