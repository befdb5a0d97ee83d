"""Half a file that a killed run left goes with the next command that writes there, whichever it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import xlsxwriter

from tests.test_cli_coverage import SMALL
from wenming_docs.cli import main

ROOT = Path(__file__).parent.parent
HALF = ".wenming-0123456789ab.tmp"
DAY = ("--date", "2026-06-30")
WRITERS: dict[str, tuple[tuple[str, ...], str]] = {
    "new-plan": (("new-plan", "新/样稿.yaml", "--defaults", *DAY), "新/样稿.yaml"),
    "render of a folder": (("render", "社区", "-o", "新", "--format", "md", *DAY), "新/批量结果.txt"),
    "inspect": (("inspect", "旧文.docx", "--annotate", "-o", "新/批注.docx"), "新/批注.docx"),
    "schema": (("schema", "-o", "新/计划.schema.json"), "新/计划.schema.json"),
    "templates show": (("templates", "show", "实施方案/正文.md.j2", "-o", "新"), "新/实施方案/正文.md.j2"),
    "check": (("check", "计划.yaml", "--write-baseline", "新/基线.json", *DAY), "新/基线.json"),
    "import": (("import", "表.xlsx", "-o", "新/计划.yaml"), "新/计划.yaml"),
    "coverage": (("coverage", "新/测评.yaml", "--accept"), "新/测评核对.yaml"),
    "fmt": (("fmt", "新/乱.yaml"), "新/乱.yaml"),
}
"""Command lines, with the file that each writes."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(ROOT / "examples" / "市图书馆.yaml", tmp_path / "计划.yaml")
    (tmp_path / "新").mkdir()
    (tmp_path / "新" / "测评.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "社区" / "东门").mkdir(parents=True)
    shutil.copy(tmp_path / "计划.yaml", tmp_path / "社区" / "东门")
    shutil.copy(ROOT / "tests" / "cases" / "word" / "pandoc.docx", tmp_path / "旧文.docx")
    with xlsxwriter.Workbook(tmp_path / "表.xlsx") as book:
        sheet = book.add_worksheet("任务")
        sheet.write_row(0, 0, ("任务", "牵头单位", "时限"))
        sheet.write_row(1, 0, ("清理小广告", "城管办", "11月底前"))
    (tmp_path / "新" / "乱.yaml").write_text("单位： 青石街道\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", WRITERS)
def test_what_a_killed_run_left_goes_with_the_next_command_that_writes(folder: Path, command: str) -> None:
    words, name = WRITERS[command]
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_bytes() if file.exists() else None
    left = file.parent / HALF
    left.write_bytes(b"half")
    assert main(list(words)) in (0, 1)
    assert file.read_bytes() != before
    assert not left.exists()
