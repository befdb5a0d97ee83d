"""A baseline hides what an office lives with: never an error, however the lines move."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from wenming_docs.baseline import as_text, from_text, known_by, record
from wenming_docs.errors import WrongUse
from wenming_docs.findings import Finding, Origin, Severity

SRC = Path(__file__).parent.parent / "src"
SOUND = (Path(__file__).parent.parent / "examples" / "市图书馆.yaml").read_text(encoding="utf-8")
VAGUE = "    时限: 近期\n"
PLAN = SOUND.replace("    时限: 12月中旬前\n", VAGUE, 1)
"""A plan without a fault, and the same with one vague deadline."""


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wenming_docs", "check", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SRC), "PYTHONUTF8": "1", "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with a plan that has one warning, and a baseline that knows it."""
    (tmp_path / "台账.yaml").write_text(PLAN, encoding="utf-8")
    done = check(tmp_path, "台账.yaml", "--write-baseline", "基线.json")
    assert (done.returncode, done.stdout) == (0, "√ 没有发现问题\n")
    assert done.stderr == "√ 基线“基线.json”记下了 1 处警告和提醒\n"
    return tmp_path


def test_what_the_baseline_knows_is_not_said_wherever_it_moves(office: Path) -> None:
    more = PLAN.replace("工作目标:\n", "# 新的一行\n\n工作目标:\n  - 年内增设车位。\n", 1)
    (office / "台账.yaml").write_text(more, encoding="utf-8")
    done = check(office, "台账.yaml", "--baseline", "基线.json", "--strict")
    assert (done.returncode, done.stdout, done.stderr) == (0, "√ 没有发现问题\n", "")


def test_a_second_of_the_same_kind_is_new(office: Path) -> None:
    more = PLAN.replace("    时限: 12月中旬前\n", VAGUE, 1)
    (office / "台账.yaml").write_text(more, encoding="utf-8")
    done = check(office, "台账.yaml", "--baseline", "基线.json", "--strict")
    assert (done.returncode, done.stdout.count("[F014]")) == (1, 1)


def test_an_error_is_neither_recorded_nor_hidden(office: Path) -> None:
    (office / "台账.yaml").write_text(PLAN.replace("近期", "6月31日前", 1), encoding="utf-8")
    done = check(office, "台账.yaml", "--write-baseline", "另一份.json")
    assert (done.returncode, done.stdout.count("错误 [F005]")) == (1, 1)
    assert done.stderr.endswith("  → 错误不记入基线，要一处一处改好\n")
    assert json.loads((office / "另一份.json").read_text(encoding="utf-8"))["findings"] == []


def test_what_has_been_mended_is_named(office: Path) -> None:
    (office / "台账.yaml").write_text(SOUND, encoding="utf-8")
    done = check(office, "台账.yaml", "--baseline", "基线.json")
    assert (done.returncode, done.stdout) == (0, "√ 没有发现问题\n")
    assert done.stderr.splitlines() == [
        "基线里有 1 处已经改好，可以用 --write-baseline 重写一份：",
        "  台账.yaml [F014] “近期”不是确切的时限",
    ]


def test_only_of_files_looked_at_is_said_that_something_is_mended(office: Path) -> None:
    (office / "别的.yaml").write_text(SOUND, encoding="utf-8")
    assert check(office, "别的.yaml", "--baseline", "基线.json").stderr == ""


def test_a_baseline_counts_from_its_own_folder(office: Path) -> None:
    done = check(
        office.parent, f"{office.name}/台账.yaml", "--baseline", f"{office.name}/基线.json", "--strict"
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_file_that_is_no_baseline_is_neither_read_nor_overwritten(office: Path) -> None:
    read = check(office, "台账.yaml", "--baseline", "台账.yaml")
    assert (read.returncode, read.stdout) == (2, "")
    assert read.stderr == "× “台账.yaml”不是基线文件，用 --write-baseline 写一份\n"
    written = check(office, "台账.yaml", "--write-baseline", "台账.yaml")
    assert written.returncode == 3
    assert (office / "台账.yaml").read_text(encoding="utf-8") == PLAN
    assert check(office, "台账.yaml", "--baseline", "没有.json").returncode == 2


def test_a_baseline_written_again_replaces_the_old_one(office: Path) -> None:
    (office / "台账.yaml").write_text(SOUND, encoding="utf-8")
    assert check(office, "台账.yaml", "--write-baseline", "基线.json").returncode == 0
    assert json.loads((office / "基线.json").read_text(encoding="utf-8")) == {"wenming": 1, "findings": []}


def test_a_baseline_reads_as_it_was_written(tmp_path: Path) -> None:
    found = [
        Finding(
            "F013",
            Severity.WARNING,
            f"第{line}行有歧义",
            "",
            Origin("甲.yaml", line, 1, f"任务[{line}].时限"),
        )
        for line in (3, 4)
    ]
    kept = record([(finding, "甲.yaml") for finding in found], Path("."))
    assert from_text(as_text(kept), Path("基线.json")) == kept
    assert list(kept.counts.values()) == [2]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"wenming": 9}', '{"wenming": 1, "findings": [{}]}', "[" * 9999]
)
def test_damaged_baselines_are_refused(text: str) -> None:
    with pytest.raises(WrongUse):
        from_text(text, Path("基线.json"))


def test_findings_are_told_apart_by_code_file_path_and_words() -> None:
    one = Finding("F013", Severity.WARNING, "有歧义", "", Origin("甲.yaml", 3, 1, "任务[1].时限"))
    others = [
        known_by(one, "乙.yaml"),
        known_by(Finding("F014", Severity.WARNING, "有歧义", "", one.origin), "甲.yaml"),
        known_by(Finding("F013", Severity.WARNING, "很有歧义", "", one.origin), "甲.yaml"),
        known_by(
            Finding("F013", Severity.WARNING, "有歧义", "", Origin("甲.yaml", 3, 1, "任务[1].频次")),
            "甲.yaml",
        ),
    ]
    marks = {known.fingerprint for known in [known_by(one, "甲.yaml"), *others]}
    assert len(marks) == 5
