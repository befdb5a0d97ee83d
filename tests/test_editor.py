"""An editor with our schema helps in Chinese and never contradicts `check`.

The real yaml-language-server is asked over its protocol, as VS Code asks it.
``tests/install_editor_tools.sh`` installs it; where it is missing these tests are skipped, but never in CI.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.language_server import Editor, server_command
from tests.readme import fenced, pages
from wenming_docs.cli.schema import MODELINE, whole_schema
from wenming_docs.facts.kinds import KINDS
from wenming_docs.facts.model import Workspace
from wenming_docs.facts.model.describe import described, models
from wenming_docs.facts.scaffold import profiles

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").rglob("*.yaml"))
CASES = sorted(path for room in ("wrong", "reading") for path in (ROOT / "tests/cases" / room).glob("*.yaml"))
SHAPES = re.compile(r"^\d+:\d+ (F00[2-6]|F010|F03\d) ", re.M)
"""Findings about the shape of a file, which an editor may share."""
WITHOUT = server_command() is None and os.environ.get("CI") != "true"

pytestmark = pytest.mark.skipif(WITHOUT, reason="没有 yaml-language-server，编辑器测试跳过")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as an office has it, blank and Chinese in its name, with the schema beside."""
    folder = tmp_path_factory.mktemp("desk") / "文明 创建"
    (folder / ".wenming").mkdir(parents=True)
    text = json.dumps(whole_schema(), ensure_ascii=False)
    (folder / ".wenming" / "schema.json").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def editor(desk: Path) -> Iterator[Editor]:
    with Editor(desk) as running:
        yield running


class Page:
    """A text open in the editor; ``@`` in it is the cursor."""

    count = 0

    def __init__(self, editor: Editor, folder: Path, text: str, schema: str = ".wenming/schema.json") -> None:
        Page.count += 1
        self.editor = editor
        self.path = folder / f"{Page.count}.yaml"
        whole = MODELINE.format(schema) + "\n" + text
        before = whole.partition("@")[0]
        self.line, self.column = before.count("\n"), len(before.rpartition("\n")[2])
        self.objections = [row["message"] for row in editor.open(self.path, whole.replace("@", "", 1))]

    def offered(self) -> list[str]:
        return [row["label"] for row in self.editor.complete(self.path, self.line, self.column)]

    def inserted(self, label: str) -> str:
        rows = self.editor.complete(self.path, self.line, self.column)
        return next(str(row["insertText"]) for row in rows if row["label"] == label)

    def told(self) -> str:
        return self.editor.hover(self.path, self.line, self.column)


TITLES = {model: [field.title for field in described(model)] for model in models()}
DOCUMENT = "文稿:\n  - 文种: 实施方案\n"
SECTION = DOCUMENT + "    章节:\n      - 标题: 甲\n"


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("单位:\n  @", "Organisation"),
        ("领导小组:\n  办公室:\n    @", "Office"),
        ("人员:\n  - @", "DeclaredPerson"),
        ("任务:\n  - @", "Task"),
        ("任务:\n  - 名称: 甲\n    子任务:\n      - @", "Task"),
        ("阶段:\n  - @", "Phase"),
        ("保障措施:\n  - @", "Titled"),
        ("成果:\n  - @", "Result"),
        ("问题台账:\n  - @", "Issue"),
        ("文稿:\n  - @", "DocumentPlan"),
        (DOCUMENT + "    章节:\n      - @", "Section"),
        (DOCUMENT + "    版头:\n      @", "MastheadFacts"),
        (SECTION + "        表:\n          @", "HandTable"),
    ],
)
def test_each_place_offers_its_own_keys_in_chinese(editor: Editor, desk: Path, text: str, model: str) -> None:
    [titles] = [titles for of, titles in TITLES.items() if of.__name__ == model]
    assert Page(editor, desk, text).offered() == titles


def test_the_outermost_place_offers_every_kind_of_facts(editor: Editor, desk: Path) -> None:
    assert Page(editor, desk, "@").offered() == [*TITLES[Workspace], "包含"]


def test_a_key_already_written_is_not_offered_again(editor: Editor, desk: Path) -> None:
    offered = Page(editor, desk, "任务:\n  - 名称: 甲\n    @").offered()
    assert offered == [title for title in TITLES[models_named("Task")] if title != "名称"]


def models_named(name: str) -> type:
    return next(model for model in models() if model.__name__ == name)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("文稿:\n  - 文种: @", [kind.name for kind in KINDS]),
        (DOCUMENT + "    任务写法: @", ["括注", "分行", "附表"]),
        (DOCUMENT + "    印发形式: @", ["另页", "附件"]),
        (DOCUMENT + "    印章: @", ["是", "否"]),
        (SECTION + "        式: @", ["数据串", "条目", "表格"]),
        (SECTION + "        接排: @", ["是", "否"]),
        ("指标口径:\n  甲: @", ["相加", "期末数", "平均", "最大", "去重"]),
        (DOCUMENT + "    版头:\n      密级: @", ["绝密", "机密", "秘密"]),
        (DOCUMENT + "    版式:\n      字体: @", ["gb2312", "gbk", "system"]),
        ("任务:\n  - 名称: @", []),
    ],
)
def test_where_only_some_words_fit_they_are_offered_and_nothing_else(
    editor: Editor, desk: Path, text: str, words: list[str]
) -> None:
    assert Page(editor, desk, text).offered() == words


@pytest.mark.parametrize(
    ("label", "inserted"),
    [("任务", "任务:\n  - "), ("单位", "单位:\n  "), ("指导思想", "指导思想: ")],
)
def test_a_key_is_inserted_ready_to_go_on(editor: Editor, desk: Path, label: str, inserted: str) -> None:
    # Never with the example behind it: an example is no fact of this office.
    assert Page(editor, desk, "@").inserted(label) == inserted


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_meets_no_objection_and_every_key_is_explained(
    editor: Editor, desk: Path, path: Path
) -> None:
    page = Page(editor, desk, path.read_text(encoding="utf-8"))
    assert page.objections == []
    unexplained = []
    keys: dict[str, tuple[int, int]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if found := re.match(r"[ -]*(\w+):(?= |$)", line):
            keys.setdefault(found[1], (number, found.start(1)))
    for key, (number, column) in keys.items():
        told = editor.hover(page.path, number, column)
        if not re.match(r"#### [\w、]+\n\n.*[\u4e00-\u9fff]", told) or "||" in told:
            unexplained.append((key, told))
    assert unexplained == []


def test_hover_says_what_a_key_is_for_with_an_example(editor: Editor, desk: Path) -> None:
    told = Page(editor, desk, "任务:\n  - 名称: 甲\n    牵@头单位: 城管办").told()
    assert told.startswith("#### 牵头\n\n牵头单位；下级任务不写就照用上级的\n\n例如：\n\n    城管办\n")


@pytest.mark.parametrize("profile", [profile.name for profile in profiles()])
def test_a_starter_meets_no_objection_and_its_names_are_offered(
    editor: Editor, tmp_path: Path, profile: str
) -> None:
    run_wenming(tmp_path, "new-plan", "计划.yaml", "--profile", profile, "--defaults")
    path = tmp_path / "计划.yaml"
    assert editor.open(path) == []
    text = path.read_text(encoding="utf-8")
    tasks = re.findall(r"^ +- 名称: (\S+)$", text.split("\n任务:")[1].split("\n阶段:")[0], re.M)
    offered = Page(editor, tmp_path, "成果:\n  - 任务: @").offered()
    assert offered == tasks
    assert {"任务", "存在问题", "任务分解表", *tasks} <= set(
        Page(editor, tmp_path, SECTION + "        取: @").offered()
    )


def run_wenming(folder: Path, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wenming_docs", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


def test_the_schema_of_a_file_offers_its_names_without_demanding_them(editor: Editor, tmp_path: Path) -> None:
    example = ROOT / "examples" / "青石街道.yaml"
    run_wenming(tmp_path, "schema", str(example), "-o", "结构/本单位.json")
    schema = "结构/本单位.json"
    units = Page(editor, tmp_path, "任务:\n  - 名称: 甲\n    牵头: @", schema).offered()
    assert {"城管办", "宣传办", "东门社区", "各社区"} <= set(units)
    in_list = Page(editor, tmp_path, "任务:\n  - 名称: 甲\n    配合:\n      - @", schema).offered()
    assert in_list == units
    assert "清运垃圾" in Page(editor, tmp_path, "成果:\n  - 数据:\n      @", schema).offered()
    assert "任务分解表" in Page(editor, tmp_path, DOCUMENT + "    附件: @", schema).offered()
    free = "任务:\n  - 名称: 甲\n    牵头: 别的单位、又一个\n    责任人:\n      - 没写过的人\n"
    assert Page(editor, tmp_path, free, schema).objections == []


def test_the_editor_objects_to_nothing_but_shapes_that_check_refuses(editor: Editor, desk: Path) -> None:
    findings = {case: case.with_suffix(".findings").read_text(encoding="utf-8") for case in CASES}
    # Of a file that is no YAML an editor says what YAML says.
    readable = [case for case in CASES if not re.search(r"^\d+:\d+ S\d", findings[case], re.M)]
    line = MODELINE.format(".wenming/schema.json") + "\n"
    texts = {desk / f"例-{case.name}": line + case.read_text(encoding="utf-8-sig") for case in readable}
    diagnostics = editor.open_all(texts).values()
    told = {case: [row["message"] for row in rows] for case, rows in zip(readable, diagnostics, strict=True)}
    objected = {case.stem for case, messages in told.items() if messages}
    refused = {case.stem for case in readable if SHAPES.search(findings[case])}
    assert objected - refused == set()
    assert len(objected) > 20
    assert all(re.search("[\u4e00-\u9fff]", message) for messages in told.values() for message in messages)


@pytest.mark.parametrize(
    ("text", "objections"),
    [
        ("任务:\n  - 名称: 甲\n    牵托: 乙", ["属性 牵托 不被允许。"]),
        ("保障措施:\n  - 标提: 甲\n    正文: 乙", ["没有这一项"]),
        ("领导小组: 甲", ["下面要一行一个“名称: 值”"]),
        ("阶段: 甲", ["下面要一条一条地写，每条前面写“- ”"]),
        ("任务:\n  - 牵头:\n      甲: 乙", ["这里要写文字，直接写在冒号后面"]),
        (SECTION + "        式: 数据传", ["可以写：数据串、条目、表格"]),
        (SECTION + "        接排: 是的", ["可以写：是、否"]),
        # near misses
        ("任务:\n  - 名称:\n    牵头:\n    时限:\n", []),
        ("创建:\n  年度: 2026\n成果:\n  - 日期: 2026-03-01\n    数据:\n      甲: 010\n", []),
        (SECTION + "        接排: yes\n        横向: true\n", []),
        ("文稿:\n  - 文种: 周报\n  - 文种: 【待填】\n  - 工作总结\n", []),
        ("保障措施:\n  压实责任: 甲\n  强化督查: 乙\n", []),
        ("任务: 甲、乙\n阶段:\n  名称: 甲\n", []),
        ("lead: 甲\n", ["属性 lead 不被允许。"]),
        ("tasks:\n  - name: 甲\n    lead_unit: 乙\n", []),
    ],
)
def test_what_the_editor_objects_to(editor: Editor, desk: Path, text: str, objections: list[str]) -> None:
    assert Page(editor, desk, text).objections == objections


def test_what_the_pages_show_meets_no_objection(editor: Editor, desk: Path) -> None:
    shown = [block for page in pages() for block in fenced(page) if block.language == "yaml"]
    shown = [block for block in shown if not {"错误", "配置"} & set(block.marks)]
    line = MODELINE.format(".wenming/schema.json") + "\n"
    diagnostics = editor.open_all({desk / f"段-{n}.yaml": line + block.body for n, block in enumerate(shown)})
    objected = {str(block): rows for block, rows in zip(shown, diagnostics.values(), strict=True) if rows}
    assert objected == {}
    assert len(shown) > 20
