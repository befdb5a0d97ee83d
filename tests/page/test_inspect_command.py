"""``wenming inspect`` as a clerk calls it: exit codes, several files, copies, profiles."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.page.inspected import SOWN, clean_document, parts_of

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """好.docx is sound, 句号.docx has a warning, 日期.docx an error, 坏.docx is no Word file."""
    (tmp_path / "好.docx").write_bytes(clean_document())
    for file, name in (("句号", "标题末尾句号"), ("日期", "没有的日子")):
        (tmp_path / f"{file}.docx").write_bytes(next(each for each in SOWN if each.name == name).document())
    (tmp_path / "坏.docx").write_bytes("不是 Word".encode())
    return tmp_path


def inspect(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        [sys.executable, "-m", "wenming_docs", "inspect", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["好.docx"], 0),
        (["句号.docx"], 0),
        (["句号.docx", "--strict"], 1),
        (["日期.docx"], 1),
        (["坏.docx"], 1),
        (["好.docx", "坏.docx"], 1),
        (["没有.docx"], 2),
        ([], 2),
        (["好.docx", "--profile", "没有.yaml"], 2),
        (["好.docx", "-o", "副本.docx"], 2),
        (["好.docx", "--annotate", "-o", "好.docx"], 2),
        (["好.docx", "句号.docx", "--annotate", "-o", "副本.docx"], 2),
        (["--profile-show"], 0),
    ],
)
def test_the_exit_code_tells_what_came_of_it(folder: Path, arguments: list[str], code: int) -> None:
    before = names(folder)
    done = inspect(folder, *arguments)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert names(folder) == before


def test_a_finding_names_the_file_its_code_and_the_cure(folder: Path) -> None:
    assert inspect(folder, "句号.docx").stdout.splitlines() == [
        "句号.docx: 警告 [L130] 第7段“一、工作目标。”：独行的标题以“。”结尾，应为末尾没有标点"
        "（GB/T 9704—2012 7.3.3）",
        "  → 删去末尾的标点",
        "",
        "共 1 处警告",
    ]


def test_a_bad_file_does_not_hold_up_the_others(folder: Path) -> None:
    done = inspect(folder, "坏.docx", "句号.docx", "--format", "json")
    found = [(row["file"], row["code"], row["line"]) for row in json.loads(done.stdout)["findings"]]
    assert found == [("坏.docx", "L101", None), ("句号.docx", "L130", None)]


def test_annotating_writes_one_copy_beside_the_original_and_leaves_that_alone(folder: Path) -> None:
    before = names(folder)
    original = (folder / "句号.docx").read_bytes()
    done = inspect(folder, "句号.docx", "--annotate")
    assert (done.returncode, names(folder) - before) == (0, {"句号-批注.docx"})
    assert (folder / "句号.docx").read_bytes() == original
    assert "word/comments.xml" in parts_of((folder / "句号-批注.docx").read_bytes())


def test_copies_of_several_files_go_into_a_folder(folder: Path) -> None:
    before = names(folder)
    inspect(folder, "句号.docx", "日期.docx", "坏.docx", "--annotate", "-o", "批注")
    assert names(folder) - before == {"批注/句号-批注.docx", "批注/日期-批注.docx"}


def test_a_file_that_stands_there_is_replaced_only_with_force(folder: Path) -> None:
    (folder / "副本.docx").write_bytes(b"mine")
    asked = ("句号.docx", "--annotate", "-o", "副本.docx")
    assert inspect(folder, *asked).returncode == 3
    assert (folder / "副本.docx").read_bytes() == b"mine"
    assert inspect(folder, *asked, "--force").returncode == 0
    assert (folder / "副本.docx").read_bytes().startswith(b"PK")
    assert inspect(folder, *asked).returncode == 0  # it holds the same already


def test_the_standard_shown_is_a_profile_that_can_be_used(folder: Path) -> None:
    (folder / "版式.yaml").write_text(inspect(folder, "--profile-show").stdout, encoding="utf-8")
    done = inspect(folder, "好.docx", "--profile", "版式.yaml")
    assert (done.returncode, done.stdout) == (0, "√ 没有发现问题\n")


def test_a_mistake_in_a_profile_has_its_line(folder: Path) -> None:
    (folder / "版式.yaml").write_text("页面:\n  上边距: 三七\n", encoding="utf-8")
    done = inspect(folder, "好.docx", "--profile", "版式.yaml")
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == "版式.yaml:2:8: 错误 [L149] “上边距”看不懂：“三七”"


def test_help_needs_none_of_the_heavy_packages() -> None:
    heavy = "sorted({'lxml', 'pydantic', 'jinja2', 'docx', 'yaml'} & set(sys.modules))"
    program = f"import sys; from wenming_docs.cli import program; print({heavy})"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.stdout == "[]\n"
