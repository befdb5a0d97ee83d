"""What is too much to read is refused soon, in little room, with its line: file by file and together."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wenming_docs.cli import main
from wenming_docs.errors import InvalidInput
from wenming_docs.facts.source import parse_source, read_source
from wenming_docs.facts.source.source import LONGEST_LINE
from wenming_docs.facts.source.tree import LONGEST

LINES = 60_000
MUCH = {
    "a value that never ends": ("指导思想: " + "文" * 900_000, "S075", 1),
    "a quote that never ends": ('指导思想: "' + "文" * 900_000, "S038", 1),
    "a quoted value": ('指导思想: "' + "文" * 900_000 + '"', "S075", 1),
    "two million signs by their numbers": ('甲: 乙\n丙: "' + "\\u4e00" * 2_000_000 + '"', "S075", 2),
    "a quoted name of two million signs": ('"' + "文" * 2_000_000 + '": 乙\n', "S075", 1),
    "a text of many lines": ("指导思想: |\n" + "  一段文字一段文字\n" * LINES, "S075", 1),
    "a name of two million signs": ("? " + "文" * 2_000_000 + "\n: 乙\n", "S075", 1),
    "nothing but full-width colons": ("名称：甲\n" * LINES, "S030", 1),
    "nothing but wrong dashes": ("－ 甲\n" * LINES, "S034", 1),
    "wrong dashes in one line": ("－ " * LINES, "S034", 1),
    "right dashes in one line": ("- " * LINES, "S015", 1),
    "keys one deeper than the other": ("".join(" " * n + "甲:\n" for n in range(300)), "S015", 101),
    "the same key again and again": ("甲: 乙\n" * LINES, "S027", 2),
    "wrong escapes": ('甲: "' + "\\q" * LINES + '"', "S012", 1),
    "control characters": ("甲: " + "\x01" * 900_000, "S010", 1),
    "tags": ("甲: !!int x\n" * LINES, "S022", 1),
    "documents": ("---\n甲: 1\n" * LINES, "S024", 3),
    "directives": ("%TAG ! x\n" * LINES + "---\n甲: 1\n", "S023", 1),
}


@pytest.mark.parametrize(("text", "code", "line"), MUCH.values(), ids=MUCH)
def test_what_is_too_much_is_refused_in_a_second(text: str, code: str, line: int) -> None:
    begun = time.process_time()
    with pytest.raises(InvalidInput) as refused:
        parse_source(text, "计划.yaml")
    assert time.process_time() - begun < 3  # under one on an idle machine
    found = [finding for finding in refused.value.findings if finding.code == code]
    assert found
    assert found[0].origin is not None
    assert found[0].origin.line == line


def test_the_longest_value_is_read_and_one_sign_more_is_refused() -> None:
    assert parse_source("指导思想: " + "文" * LONGEST, "计划.yaml").root.entries
    with pytest.raises(InvalidInput) as refused:
        parse_source("单位: 青石街道\n指导思想: " + "文" * (LONGEST + 1), "计划.yaml")
    [finding] = refused.value.findings
    assert finding.code == "S075"
    assert str(finding.origin).startswith("计划.yaml:2:7")


def test_a_line_of_a_million_signs_is_read_and_one_sign_more_is_refused_where_it_stands() -> None:
    line = "任务: [" + "甲" * 90_000 + ", " + ("乙" * 90_000 + ", ") * 9
    line += " " * (LONGEST_LINE - len(line) - 1) + "]"
    assert len(line) == LONGEST_LINE
    assert parse_source(f"单位: 青石街道\n{line}\n", "计划.yaml").root.entries
    with pytest.raises(InvalidInput) as refused:
        parse_source(f"单位: 青石街道\n{line}  \n文稿: 通知\n", "计划.yaml")
    [finding] = refused.value.findings
    assert finding.code == "S075"
    assert str(finding.origin) == "计划.yaml:2:1"
    assert "这一行超过1,000,000个字" in finding.message


def test_an_endless_line_is_found_behind_many_short_ones() -> None:
    text = "# 说明\n" * 300_000 + "甲: " + "文" * LONGEST_LINE
    with pytest.raises(InvalidInput) as refused:
        parse_source(text, "计划.yaml")
    assert [str(finding.origin) for finding in refused.value.findings] == ["计划.yaml:300001:1"]


def test_ten_thousand_errors_are_enough() -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_source("名称：甲\n" * 20_000, "计划.yaml")
    [last] = [finding for finding in refused.value.findings if finding.code == "S074"]
    assert last.origin is not None
    assert last.origin.line == 10_000
    assert "超过 10,000 处" in last.message


def included(folder: Path, files: int, text: str) -> InvalidInput:
    (folder / "成果").mkdir()
    for number in range(files):
        (folder / f"成果/{number:03}.yaml").write_text(text, encoding="utf-8")
    (folder / "计划.yaml").write_text("单位: 青石街道\n包含: 成果/*.yaml\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_source(folder / "计划.yaml")
    return refused.value


def test_what_is_included_is_bounded_in_bytes_together(tmp_path: Path) -> None:
    refusal = included(tmp_path, 20, ("# " + "x" * 1021 + "\n") * 1024 + "成果: []\n")
    [finding] = refusal.findings
    assert finding.code == "S076"
    assert finding.origin is not None
    assert finding.origin.line == 2
    assert len(refusal.texts) == 1 + 16  # the others were not opened


def test_what_is_included_is_bounded_in_entries_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wenming_docs.facts.source.source.MOST_NODES", 500)
    refusal = included(tmp_path, 9, "成果: [" + "甲," * 120 + "]\n")
    assert [finding.code for finding in refusal.findings] == ["S076"]
    assert len(refusal.texts) == 1 + 5


def test_prose_full_of_commas_counts_as_what_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wenming_docs.facts.source.source.MOST_NODES", 20)
    (tmp_path / "典型.yaml").write_text("典型:\n  - 甲, 乙\n" + "#,,,,\n" * 60, encoding="utf-8")
    (tmp_path / "计划.yaml").write_text("单位: 青石街道\n包含: 典型.yaml\n", encoding="utf-8")
    assert len(read_source(tmp_path / "计划.yaml").parts) == 1


@pytest.mark.skipif(
    sys.platform != "linux", reason="the room a program takes is told in other units elsewhere"
)
@pytest.mark.parametrize("size", [15, 100])
def test_a_file_of_megabytes_is_refused_in_little_room(size: int, tmp_path: Path) -> None:
    path = tmp_path / "计划.yaml"
    path.write_bytes(b"a" * (size * 1024 * 1024))
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20));"
        "from wenming_docs.cli import main; print(main(['check', sys.argv[1]]))"
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, encoding="utf-8")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.stdout.splitlines()[-1] == "1", done.stderr
    assert after.ru_utime - before.ru_utime < 3
    assert f"{path.name}:1" in done.stdout + done.stderr


@pytest.mark.parametrize("command", ["check", "render", "status", "coverage", "countdown", "fmt"])
def test_every_command_that_reads_a_plan_refuses_what_is_too_much(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "计划.yaml"
    path.write_text("甲: " + "[" * 50_000, encoding="utf-8")
    begun = time.process_time()
    assert main([command, str(path)]) == 1
    assert time.process_time() - begun < 3
    said = capsys.readouterr()
    assert "计划.yaml:1:" in said.out + said.err


def test_fmt_mends_more_errors_than_check_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wenming_docs.facts.source.codes._MOST_ERRORS", 100)
    path = tmp_path / "计划.yaml"
    path.write_text("任务:\n" + "  - 名称：清理楼道\n" * 150, encoding="utf-8")
    main(["fmt", str(path)])
    assert path.read_text(encoding="utf-8") == "任务:\n" + "  - 名称: 清理楼道\n" * 150
