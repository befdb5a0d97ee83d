"""What a start imports: counted by modules, because each costs time before anything is done."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

STARTED = """
import json, sys
sys.argv = ["wenming", *sys.argv[1:]]
from wenming_docs.cli import main
code = main()
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""

PLAN = """
单位:
  名称: 云山市青石街道办事处
创建:
  荣誉: 全国文明城市
  年度: 2026
指导思想: 对照测评体系，补齐短板。
任务:
  - 名称: 背街小巷整治
    内容: 改造背街小巷
    牵头: 城管办
    时限: 6月底前
文稿:
  - 文种: 实施方案
"""

SELDOM = {
    "wenming_docs.words.checks.reading",
    "wenming_docs.words.checks.wording",
    "wenming_docs.words.checks.blame",
    "wenming_docs.facts.house",
    "wenming_docs.facts.source.scan",
    "wenming_docs.zh.wording",
    "wenming_docs.page.layout",
    "wenming_docs.page.html",
    "wenming_docs.page.sheet",
    "wenming_docs.page.inspect",
    "wenming_docs.page.word.charts",
    "wenming_docs.page.word.network",
    "wenming_docs.page.word.pictures",
    "wenming_docs.page.word.foreign",
    "wenming_docs.template_check",
    "wenming_docs.preview",
}
"""Rooms of ours that a plain document does not need."""
HEAVY = {"PIL", "docx", "lxml", "openpyxl", "python_calamine", "rich", "starlette", "uvicorn", "xlsxwriter"}
"""What other documents and commands need."""
COMMANDS = {"check", "doctor", "form", "preview", "record", "templates", "trace"}


def start(tmp_path: Path, *arguments: str) -> tuple[int, set[str]]:
    """The exit code of a command, and the modules that it imported."""
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", STARTED, *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
        timeout=60,
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    return code, set(modules)


def test_rendering_a_plain_plan_imports_what_it_uses(tmp_path: Path) -> None:
    code, modules = start(tmp_path, "render", "plan.yaml", "-o", "x.docx", "--draft")
    assert (code, (tmp_path / "x.docx").is_file()) == (0, True)
    assert modules & (SELDOM | HEAVY) == set()
    assert {name for name in COMMANDS if f"wenming_docs.cli.{name}" in modules} == set()


def test_checking_a_plain_plan_writes_nothing_and_imports_no_writer(tmp_path: Path) -> None:
    code, modules = start(tmp_path, "check", "plan.yaml")
    assert code in (0, 1)
    writers = {"wenming_docs.page.html", "wenming_docs.page.sheet", "wenming_docs.page.inspect"}
    assert modules & (writers | HEAVY) == set()


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("render", "--help")])
def test_help_imports_neither_models_nor_templates(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    code, modules = start(tmp_path, *arguments)
    assert code == 0
    assert modules & ({"pydantic", "jinja2", "yaml", "markdown_it", "wenming_docs.pipeline"} | HEAVY) == set()


def test_importing_the_straight_line_compiles_hardly_a_pattern() -> None:
    program = (
        "import re, re._compiler as compiler, sys\n"
        "import click, jinja2, pydantic, yaml, zipfile, pyexpat\n"
        "compiled, made = [], compiler.compile\n"
        "compiler.compile = lambda pattern, *flags: compiled.append(pattern) or made(pattern, *flags)\n"
        "import wenming_docs.pipeline, wenming_docs.page.word\n"
        "print(len(compiled))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        timeout=60,
        check=True,
    )
    assert int(done.stdout) <= 25
