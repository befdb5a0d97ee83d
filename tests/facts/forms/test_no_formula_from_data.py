"""Whatever is written into the fields of a plan: no cell of what goes out is reckoned, fetched or run."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from wenming_docs.cli.program import wenming

EXAMPLE = Path(__file__).parents[3] / "examples" / "青石街道.yaml"
FORMS = (
    "=1+1",
    '=HYPERLINK("http://a.example","甲")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "|calc",
    "%0A=1",
)
ACTIVE = re.compile(rb"<f[ >]|<hyperlink|ddeLink|oleLink|externalReference|connection ")


def changed(value: Any, keys: frozenset[str], new: Callable[[str], str], key: str = "") -> Any:
    """The plan with every text under one of ``keys`` made anew."""
    if isinstance(value, dict):
        return {name: changed(each, keys, new, name) for name, each in value.items()}
    if isinstance(value, list):
        return [changed(each, keys, new, key) for each in value]
    return new(value) if isinstance(value, str) and key in keys else value


def written(folder: Path, keys: frozenset[str], form: str) -> Path:
    plan = changed(yaml.safe_load(EXAMPLE.read_text(encoding="utf-8")), keys, lambda text: form + text)
    file = folder / "计划.yaml"
    file.write_text(yaml.safe_dump(plan, allow_unicode=True, sort_keys=False, width=9_999), encoding="utf-8")
    return file


def all_keys(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from all_keys(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from all_keys(each, key)
    elif isinstance(value, str):
        yield key


TYPED = frozenset(
    ("任务写法", "列出资料清单", "包含", "取", "名称", "指标", "文种", "日期", "时限")
    + ("期间", "标题", "沿用", "注册志愿者", "目标", "简称", "设置护学岗", "起止", "附件")
)
"""Keys under which days, figures, names of files and names that are said elsewhere too stand."""
NAMES = """\
单位:
  名称: {0}街道办事处
  内设: {0}城管办
创建:
  年度: 2026
任务:
  - 名称: {0}清理小广告
    牵头: {0}城管办
    子任务:
      - 名称: {0}逐巷建档
        牵头: {0}城管办
成果:
  - 任务: {0}清理小广告
    单位: {0}城管办
    时间: 6月3日
    事项: {0}清理了一批
文稿:
  - 文种: 实施方案
    标题: {0}工作方案
    日期: 2026年3月18日
    附件: 任务分解表
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("计划")
    shutil.copytree(EXAMPLE.parent / "青石街道", folder / "青石街道")
    return folder


def workbooks(data: bytes) -> Iterator[bytes]:
    """A file that went out, and the workbooks in it."""
    yield data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xlsx"):
                yield archive.read(name)


def active(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [
            f"{name}: {found[0]!r}"
            for name in archive.namelist()
            if name.startswith("xl/") and (found := ACTIVE.search(archive.read(name)))
        ]


@pytest.mark.parametrize("form", FORMS)
def test_no_field_of_a_plan_becomes_a_formula(form: str, project: Path) -> None:
    keys = frozenset(all_keys(yaml.safe_load(EXAMPLE.read_text(encoding="utf-8")))) - TYPED
    assert len(keys) > 30
    assert went_out(written(project, keys, form), project) == []


@pytest.mark.parametrize("form", FORMS)
def test_no_name_of_a_plan_becomes_a_formula(form: str, tmp_path: Path) -> None:
    plan = yaml.safe_load(NAMES.format("头"))
    keys = frozenset(all_keys(plan)) - {"文种", "日期", "时间", "附件"}
    named = changed(plan, keys, lambda text: text.replace("头", form))
    (tmp_path / "计划.yaml").write_text(yaml.safe_dump(named, allow_unicode=True, sort_keys=False), "utf-8")
    assert went_out(tmp_path / "计划.yaml", tmp_path) == []


def went_out(plan: Path, folder: Path) -> list[str]:
    """What is active in the documents and forms of a plan."""
    for arguments in (
        ["render", str(plan), "--date", "2026-06-30", "--format", "docx,xlsx", "--force", "-o", "出"],
        ["form", "export", str(plan), "-o", "表"],
    ):
        arguments[-1] = str(folder / arguments[-1])
        result = CliRunner().invoke(wenming, arguments, standalone_mode=False)
        assert result.return_value in (0, 1), result.output
    out = [file for each in ("出", "表") for file in (folder / each).iterdir()]
    assert {file.suffix for file in out} == {".xlsx", ".docx"} and len(out) > 2
    found = [each for file in out for book in workbooks(file.read_bytes()) for each in active(book)]
    for each in ("出", "表"):
        shutil.rmtree(folder / each)
    return found
