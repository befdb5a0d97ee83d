"""README and docs are run: what they tell a reader to type works, and no code goes unexplained.

How a page marks its blocks: ```sh lines starting with ``wenming`` are run in the order of the
page, each must exit 0, or N where the line ends with ``# 退出码 N``; ```yaml 完整 is a file
that `check` accepts; ```yaml 错误 is one it refuses; any other ```yaml is a fragment: it
reads without a warning and holds only known keys; ```yaml 配置 sets up another program (see
test_ci_files.py); ```text is only shown.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.readme import ROOT, Fenced, blocks, commands, marked_command, pages
from wenming_docs.cli import codes_pages
from wenming_docs.codes import CODES
from wenming_docs.facts.model import build_workspace
from wenming_docs.facts.source import parse_source
from wenming_docs.findings import Severity

CODE = re.compile(r"\b[SFWLTX]\d{3}\b")
PAGES_WITH_COMMANDS = sorted({block.file for block, _ in commands()})


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """One ``wenming …`` line, run in ``folder`` without a terminal."""
    words = shlex.split(line, comments=True)
    assert not {"|", ">", "<", "&&", ";"} & set(words), f"write one plain command a line: {line}"
    # Templates are kept between commands, as on the reader's own machine.
    kept = str(ROOT / ".cache" / "wenming")
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT / "src"), "WENMING_CACHE": kept}
    return subprocess.run(
        [sys.executable, "-m", "wenming_docs", *words[1:]],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def promised_exit(line: str) -> int:
    """The exit code that a command line promises; 0 unless it says otherwise."""
    found = re.search(r"#.*退出码\s*(\d+)", line)
    return int(found[1]) if found else 0


def test_the_pages_hold_commands() -> None:
    assert ROOT / "README.md" in PAGES_WITH_COMMANDS


@pytest.mark.parametrize("page", PAGES_WITH_COMMANDS, ids=lambda page: page.name)
def test_every_command_of_a_page_works(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    failures = []
    for block, lines in commands():
        if block.file != page:
            continue
        for line in lines:
            done = run(line, tmp_path)
            if done.returncode != promised_exit(line):
                failures.append(f"{block} {line}\n退出码 {done.returncode}\n{done.stderr[-2000:]}")
    assert failures == []


@pytest.mark.parametrize("name", ["渲染", "测试"])
def test_a_marked_command_is_one_line(name: str) -> None:
    assert len(marked_command(name).splitlines()) == 1
    assert marked_command(name).startswith("python3 -m venv .venv && ")


def yaml_blocks(*, complete: bool, wrong: bool = False) -> list[Fenced]:
    """The yaml blocks with these marks."""
    return [
        block
        for block in blocks("yaml", "yml")
        if ("完整" in block.marks) == complete
        and ("错误" in block.marks) == wrong
        and "配置" not in block.marks
    ]


def check(block: Fenced, folder: Path) -> subprocess.CompletedProcess[str]:
    """``wenming check`` of a block, as a file of its own beside the examples."""
    file = folder / "plan.yaml"
    file.write_text(block.body, encoding="utf-8")
    return run("wenming check plan.yaml", folder)


@pytest.mark.parametrize("block", yaml_blocks(complete=True), ids=str)
def test_a_complete_yaml_block_is_accepted(block: Fenced, tmp_path: Path) -> None:
    done = check(block, tmp_path)
    assert (done.returncode, done.stderr if done.returncode else "") == (0, "")


@pytest.mark.parametrize("block", yaml_blocks(complete=False, wrong=True), ids=str)
def test_a_wrong_yaml_block_is_refused(block: Fenced, tmp_path: Path) -> None:
    assert check(block, tmp_path).returncode == 1


@pytest.mark.parametrize("block", yaml_blocks(complete=False), ids=str)
def test_a_yaml_fragment_holds_only_known_keys(block: Fenced) -> None:
    workspace = build_workspace(parse_source(block.body, "片段.yaml"))
    findings = [finding for finding in workspace.findings if finding.severity is not Severity.NOTICE]
    assert findings == []


def codes_in_source() -> set[str]:
    """Every finding code that the program can give: those named outside their explanations."""
    explained = ROOT / "src" / "wenming_docs" / "codes"
    files = [file for file in (ROOT / "src").rglob("*.py") if explained not in file.parents]
    quoted = re.compile(r"""["']([SFWLTX]\d{3})["']""")
    return {code for file in files for code in quoted.findall(file.read_text(encoding="utf-8"))}


def test_every_code_is_explained_and_given() -> None:
    used = codes_in_source()
    assert sorted(used - set(CODES)) == [], "not in wenming_docs.codes"
    assert sorted(set(CODES) - used) == [], "explained, but nothing gives them"


def test_the_pages_about_codes_are_fresh() -> None:
    fresh = codes_pages.pages()
    stored = {
        path.relative_to(ROOT / "docs").as_posix(): path.read_text(encoding="utf-8")
        for path in [ROOT / "docs" / "编码.md", *(ROOT / "docs" / "编码").glob("*.md")]
    }
    assert stored == fresh, f"run {codes_pages.COMMAND}"


def test_pages_name_no_unknown_code() -> None:
    named = {code for page in pages() for code in CODE.findall(page.read_text(encoding="utf-8"))}
    assert named - set(CODES) == set()


def test_links_between_pages_lead_somewhere() -> None:
    broken = []
    for page in pages():
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)} → {target}")
    assert broken == []
