"""``wenming schema FILE``: the names of one file, where an editor finds them, what a faulty file gives."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from wenming_docs.cli.schema import whole_schema
from wenming_docs.facts.model import build_workspace
from wenming_docs.facts.model.describe import Sort, described, models
from wenming_docs.facts.model.names import names_in
from wenming_docs.facts.model.schema import json_schema
from wenming_docs.facts.source import parse_source

ROOT = Path(__file__).parent.parent
FACTS = """\
单位:
  名称: 云山市青石街道办事处
  内设: 城管办、宣传办
  下级:
    社区: 东门社区、西门社区
创建:
  年度: 2026
工作目标:
  - 指标: 开展志愿服务
    目标: 48次
领导小组:
  组长: 赵小满（街道党工委书记）
  副组长: 【待填：姓名】（办事处副主任）
  成员: 各科室负责人、钱大寒
任务:
  - 名称: 环境整治
    牵头: 城管办
    责任领导: 孙白露
    子任务:
      - 名称: 清理背街小巷
        责任人: 李寒露、赵小满
  - 名称: 【待填】
成果:
  - 期间: 5月
    任务: 清理背街小巷
    数据:
      清运垃圾: 12车
文稿:
  - 文种: 进展汇报
    名称: 半年汇报
    期间: 1—6月
    章节:
      - 标题: 先难后易
        章节:
          - 标题: 再进一步
  - 文种: 工作总结
    附件:
      - 标题: 点位表
        文: 略。
"""


def wenming(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wenming_docs", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def test_every_name_of_a_file_is_found_once_and_no_gap() -> None:
    tasks = ("环境整治", "清理背街小巷")
    assert names_in(build_workspace(parse_source(FACTS, "台账.yaml"))) == {
        Sort.UNIT: ("城管办", "宣传办", "东门社区", "西门社区", "各社区", "云山市青石街道办事处"),
        Sort.PERSON: ("赵小满", "钱大寒", "孙白露", "李寒露"),
        Sort.TASK: tasks,
        Sort.INDICATOR: ("开展志愿服务", "清运垃圾"),
        Sort.DOCUMENT: ("半年汇报", "工作总结"),
        Sort.TAKEN: tasks,
        Sort.LEFT_OUT: (*tasks, "开展志愿服务", "清运垃圾"),
        Sort.ATTACHMENT: ("点位表",),
        Sort.REUSE: ("半年汇报·先难后易", "半年汇报·再进一步"),
    }


def offered(schema: dict[str, Any], model: str, key: str) -> list[str]:
    """The words that the schema offers for a key."""
    found = schema["definitions"][model]["properties"][key]
    return next((list(one["enum"]) for one in found["anyOf"] if "enum" in one), [])


def test_the_names_stand_where_a_field_takes_them(tmp_path: Path) -> None:
    (tmp_path / "台账.yaml").write_text(FACTS, encoding="utf-8")
    done = wenming(tmp_path, "schema", "台账.yaml")
    schema = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert offered(schema, "Task", "牵头")[:2] == ["城管办", "宣传办"]
    assert offered(schema, "Task", "责任人") == ["赵小满", "钱大寒", "孙白露", "李寒露"]
    assert offered(schema, "Result", "任务") == ["环境整治", "清理背街小巷"]
    assert offered(schema, "DocumentPlan", "印发") == ["半年汇报", "工作总结"]
    assert offered(schema, "Section", "沿用") == ["半年汇报·先难后易", "半年汇报·再进一步"]
    assert {"环境整治", "任务", "下一步", "任务分解表"} <= set(offered(schema, "Section", "取"))
    assert offered(schema, "Task", "名称") == []


@pytest.mark.parametrize(
    ("file", "output", "seen"),
    [
        ("台账.yaml", ".wenming/schema.json", ".wenming/schema.json"),
        ("台账.yaml", "schema.json", "schema.json"),
        ("街道/成果/5月.yaml", "街道/结构.json", "../结构.json"),
        ("街道/台账.yaml", "结构/青石.json", "../结构/青石.json"),
    ],
)
def test_the_line_to_write_leads_from_the_file_to_the_schema(
    tmp_path: Path, file: str, output: str, seen: str
) -> None:
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(FACTS, encoding="utf-8")
    done = wenming(tmp_path, "schema", file, "-o", output)
    told = f"在这个 YAML 的第一行写：\n  # yaml-language-server: $schema={seen}\n"
    assert (done.returncode, done.stderr) == (0, told)
    assert done.stdout == f"{Path(output)}\n"
    assert ((tmp_path / file).parent / seen).resolve() == (tmp_path / output).resolve()


def test_mistakes_only_cost_the_names_that_cannot_be_read(tmp_path: Path) -> None:
    text = FACTS.replace("年度: 2026", "年度: 不知道").replace("单位:\n", "单位：\n")
    (tmp_path / "台账.yaml").write_text(text, encoding="utf-8")
    done = wenming(tmp_path, "schema", "台账.yaml")
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert done.stderr.startswith("“台账.yaml”里还有错，能读出的名称都列进去了")
    assert offered(json.loads(done.stdout), "Result", "任务") == ["环境整治", "清理背街小巷"]


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    done = wenming(tmp_path, "schema", "没有.yaml", "-o", "schema.json")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "× 找不到文件“没有.yaml”\n")
    assert list(tmp_path.iterdir()) == []


def test_the_schema_is_draft_07_whose_references_lead_somewhere() -> None:
    schema = whole_schema()
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            if isinstance(part.get("$ref"), str):
                found: Any = schema
                for step in part["$ref"].removeprefix("#/").split("/"):
                    found = found[step]
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(schema)


def test_every_key_and_spelling_of_every_model_is_known() -> None:
    schema = json_schema()
    tables = {name: part["properties"] for name, part in schema["definitions"].items()}
    tables["Workspace"] = schema["properties"]
    for model in models():
        known = {key for field in described(model) for key in (field.title, *field.spellings)}
        extra = {"包含"} if model.__name__ == "Workspace" else set()
        assert set(tables[model.__name__]) == known | extra
        shown = [key for key, part in tables[model.__name__].items() if not part.get("doNotSuggest")]
        assert shown == [*(field.title for field in described(model)), *extra]
