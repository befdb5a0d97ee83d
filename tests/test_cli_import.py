"""``wenming import``: a table of others becomes YAML beside a plan or behind it; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
import xlsxwriter
import yaml
from click.testing import CliRunner, Result

from wenming_docs.cli import import_table
from wenming_docs.cli.program import run
from wenming_docs.facts.model import Task
from wenming_docs.pipeline import read_facts

EXAMPLES = Path(__file__).parent.parent / "examples"
READER = "wenming_docs.facts.forms.foreign.tasks.name_and_rest"

ROWS = [
    ("序号", "主要任务", "责任单位", "完成时限", "经费"),
    (1, "清理小广告", "城市管理办公室", "6月底前", "2万元"),
    (2, "清运垃圾：日产日清", "各社区", "长期坚持", None),
]
WRITTEN = """\
# 由“表.xlsx”的“任务分解”导入。核对以后，在计划里写“包含: 这个文件的名字”，或把任务抄过去。

任务:
  - 名称: 清理小广告
    牵头: 城市管理办公室
    时限: 6月底前
    # 表中“经费”栏：2万元
  - 名称: '清运垃圾：日产日清'
    牵头: 各社区
    时限: 长期坚持
"""
PLAN = "# 我的计划\r\n单位:\r\n  名称: 青石街道办事处  # 全称\r\n创建:\r\n  年度: 2026\r\n"


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    with xlsxwriter.Workbook("表.xlsx") as book:
        page = book.add_worksheet("任务分解")
        for number, row in enumerate(ROWS):
            page.write_row(number, 0, row)
    return Path("表.xlsx")


def called(*arguments: str) -> Result:
    return CliRunner().invoke(import_table.command, list(arguments), standalone_mode=False)


def test_the_tasks_are_written_beside_the_plan_and_what_is_odd_is_told(table: Path) -> None:
    result = called("表.xlsx")
    assert Path("任务.yaml").read_text(encoding="utf-8") == WRITTEN
    assert result.stdout == "任务.yaml\n"
    assert "表.xlsx!E1: 警告 [X042] “经费”栏没有对应的栏目，写成了注释" in result.stderr
    assert "√ 导入了2项任务。核对后在计划里写“包含: 任务.yaml”" in result.stderr


def test_what_was_written_can_be_included_in_a_plan(table: Path) -> None:
    called("表.xlsx", "-o", "分解.yaml")
    Path("计划.yaml").write_text("单位:\n  名称: 青石街道办事处\n包含: 分解.yaml\n", encoding="utf-8")
    tasks = read_facts(Path("计划.yaml")).tasks
    assert [(str(t.name), list(map(str, t.lead_unit)), str(t.deadline)) for t in tasks] == [
        ("清理小广告", ["城市管理办公室"], "6月底前"),
        ("清运垃圾：日产日清", ["各社区"], "长期坚持"),
    ]


def test_a_stroke_shows_the_yaml_and_writes_nothing(table: Path) -> None:
    assert called("表.xlsx", "-o", "-").stdout == WRITTEN
    assert [path.name for path in Path().iterdir()] == ["表.xlsx"]


def test_tasks_go_behind_a_plan_that_has_none(table: Path) -> None:
    Path("计划.yaml").write_bytes(PLAN.encode())
    assert called("表.xlsx", "--into", "计划.yaml").stdout == "计划.yaml\n"
    after = Path("计划.yaml").read_bytes().decode()
    tasks = "".join(WRITTEN.splitlines(keepends=True)[2:]).replace("\n", "\r\n")
    assert after == f"{PLAN}\r\n{tasks}"
    assert len(read_facts(Path("计划.yaml")).tasks) == 2


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("整治小巷\u205f：\n逐巷踏勘", "整治小巷"),
        ("整治小巷 ；\n逐巷踏勘", "整治小巷"),
        ("\u2060整治\u00ad小\u2064巷", "整治小巷"),
        ("整治" * 1000, "整治" * 1000),
        ("=", "="),
        ("<<", "<<"),
    ],
)
def test_a_name_is_written_as_it_reads_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cell: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with xlsxwriter.Workbook("表.xlsx", {"strings_to_formulas": False}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ROWS[0])
        page.write_row(1, 0, (1, cell, "各社区", "6月底前"))
    assert called("表.xlsx").exit_code == 0
    assert [str(task.name) for task in read_facts(Path("任务.yaml")).tasks] == [name]
    assert yaml.safe_load(Path("任务.yaml").read_text(encoding="utf-8"))["任务"][0]["名称"] == name


def test_a_name_that_does_not_read_back_is_told_at_its_cell(
    table: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(READER, lambda text: (text + " ", ""))
    assert run(["import", str(table)]) == 1
    assert (
        "表.xlsx!B2: 错误 [X044] 任务名称“清理小广告 ”写成 YAML 读回来是“清理小广告”"
        in capsys.readouterr().err
    )
    assert not Path("任务.yaml").exists()


def test_a_text_that_yaml_cannot_hold_is_told_at_its_cell(
    table: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        "wenming_docs.facts.forms.foreign.tasks.name_and_rest", lambda text: (text + "\x0b", "")
    )
    assert run(["import", str(table)]) == 1
    told = capsys.readouterr().err
    assert "表.xlsx!B2: 错误 [X044]" in told and "写不进 YAML" in told
    assert not Path("任务.yaml").exists()


@pytest.mark.parametrize(
    "text", ["任务:\n  - 名称: 修补路面\n", "主要任务: 修补路面\n", "单位: 青石街道\n包含: 别的.yaml\n"]
)
def test_a_plan_that_has_tasks_is_left_as_it_is(
    table: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("别的.yaml").write_text("任务: 修补路面\n", encoding="utf-8")
    Path("计划.yaml").write_text(text, encoding="utf-8")
    assert run(["import", "表.xlsx", "--into", "计划.yaml"]) == 1
    assert Path("计划.yaml").read_text(encoding="utf-8") == text
    assert "[X047] 计划里已经有" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["表.xlsx", "-o", "有.yaml"], 3, "“有.yaml”已经有了：用 -o 换个文件名"),
        (["表.xlsx", "-o", "任务.txt"], 2, "要以 .yaml 结尾"),
        (["表.xlsx", "-o", "新.yaml", "--into", "有.yaml"], 2, "-o 和 --into 只写一个"),
        (["没有.xlsx"], 1, "没有.xlsx:1:1: 错误 [X030] 找不到这个文件"),
        (["表.xlsx", "--sheet", "六月"], 1, "[X040] 没有“六月”：文件里有“任务分解”"),
        (["有.yaml"], 1, "[X030] 这是文字文件"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    table: Path, arguments: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("有.yaml").write_text("单位: 青石街道\n", encoding="utf-8")
    assert run(["import", *arguments]) == code
    assert message in capsys.readouterr().err
    assert sorted(path.name for path in Path().iterdir()) == ["有.yaml", "表.xlsx"]


def test_the_table_of_our_own_plan_reads_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    example = EXAMPLES / "青石街道.yaml"
    assert run(["render", str(example), "-o", "出稿"]) == 0
    assert run(["import", "出稿/青石街道-实施方案.docx"]) == 0
    before, after = (_leaves(read_facts(path).tasks) for path in (example, Path("任务.yaml")))
    assert after == before


def _leaves(tasks: Iterable[Task]) -> list[str]:
    """The names of the tasks that have no tasks below them."""
    return [name for task in tasks for name in (_leaves(task.subtasks) or [str(task.name)])]
