"""``wenming templates`` as its user sees it: exit codes, formats, what is written where."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.words.template_cases import office

ROOT = Path(__file__).parent.parent


def wenming(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wenming_docs", "templates", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def test_a_broken_template_is_shown_with_its_line_and_a_caret(tmp_path: Path) -> None:
    office("name-misspelt", tmp_path / "templates")
    done = wenming("check", folder=tmp_path)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0] == "templates/实施方案/正文.md.j2:6:4: 错误 [T002] 没有“nots”这个名称"
    assert lines[1].endswith("{{ nots }}")
    assert lines[2].index("^") == lines[1].index("nots")
    assert "是不是想写“note”" in lines[3]


def test_a_warning_stops_only_with_strict(tmp_path: Path) -> None:
    office("condition-constant", tmp_path / "office")
    assert wenming("check", "office", "--no-trial", folder=tmp_path).returncode == 0
    assert wenming("check", "office", "--no-trial", "--strict", folder=tmp_path).returncode == 1


def test_json_holds_every_finding(tmp_path: Path) -> None:
    office("syntax-several-at-once", tmp_path / "office")
    done = wenming("check", "office", "--format", "json", folder=tmp_path)
    rows = json.loads(done.stdout)["findings"]
    assert [(row["line"], row["column"], row["code"]) for row in rows] == [
        (5, 10, "T001"),
        (7, 1, "T001"),
        (9, 4, "T002"),
        (11, 4, "T001"),
    ]


@pytest.mark.parametrize("style", ["sarif", "github", "gitlab", "junit"])
def test_other_formats_name_the_file(style: str, tmp_path: Path) -> None:
    office("name-misspelt", tmp_path / "office")
    done = wenming("check", "office", "--format", style, folder=tmp_path)
    assert done.returncode == 1
    assert "T002" in done.stdout


def test_a_sound_folder_is_said_to_be_sound(tmp_path: Path) -> None:
    office("fine-office-closing", tmp_path / "office")
    done = wenming("check", "office", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "√ 没有发现问题\n")
    assert "1个模板，用到它们的有1个文种" in done.stderr


def test_a_folder_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    done = wenming("check", "没有", folder=tmp_path)
    assert done.returncode == 2
    assert "找不到文件夹“没有”" in done.stderr


def test_show_prints_and_copies(tmp_path: Path) -> None:
    text = (ROOT / "templates" / "通知" / "正文.md.j2").read_text(encoding="utf-8")
    assert wenming("show", "通知", folder=tmp_path).stdout == text
    assert wenming("show", "通知", "-o", "templates", folder=tmp_path).returncode == 0
    copied = tmp_path / "templates" / "通知" / "正文.md.j2"
    assert copied.read_text(encoding="utf-8") == text
    copied.write_text("改过", encoding="utf-8")
    assert wenming("show", "通知", "-o", "templates", folder=tmp_path).returncode == 3
    assert copied.read_text(encoding="utf-8") == "改过"


def test_list_names_what_a_kind_is_made_of(tmp_path: Path) -> None:
    done = wenming("list", "--kind", "通知", folder=tmp_path)
    assert done.stdout.splitlines()[:3] == [
        "通知    通知/正文.md.j2",
        "  通知/正文.md.j2（自带）",
        "  继承 共用/公文.md.j2（自带）",
    ]
    assert wenming("list", "--kind", "通只", folder=tmp_path).returncode == 2


def test_contracts_are_kept(tmp_path: Path) -> None:
    done = wenming("contract", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "名称没有变\n")
