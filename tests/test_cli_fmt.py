"""``wenming fmt`` mends what is certain, keeps every other byte, and a second run finds nothing to do.

Cases: tests/cases/fmt/NAME.yaml becomes exactly NAME.mended.
"""

from __future__ import annotations

import codecs
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_docs.facts.source.source import parse_page
from wenming_docs.findings import Severity
from wenming_docs.formatting import format_file
from wenming_docs.pipeline import Options, check_file

ROOT = Path(__file__).parent.parent
CASES = sorted((ROOT / "tests" / "cases" / "fmt").glob("*.yaml"))
PLAIN = "单位:\n  名称: 云山市青石街道办事处\n任务:\n  - 名称: 清理楼道\n    内容: 先宣传,再清理。\n"
MENDED = PLAIN.replace(",", "，")


def fmt(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """``wenming fmt`` as the shell runs it."""
    return subprocess.run(
        [sys.executable, "-m", "wenming_docs", "fmt", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
        timeout=60,
    )


def written(folder: Path, text: str, name: str = "plan.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def mended(path: Path) -> bytes:
    return format_file(path).files[0].after


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case_becomes_exactly_its_mended_text(path: Path) -> None:
    assert mended(path) == path.with_suffix(".mended").read_bytes()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_mended_case_stays_as_it_is(path: Path, tmp_path: Path) -> None:
    copy = written(tmp_path, path.with_suffix(".mended").read_text(encoding="utf-8"))
    assert not format_file(copy).files[0].changed


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda path: path.stem)
def test_examples_need_no_mending(path: Path) -> None:
    formatted = format_file(path)
    assert [file.path.name for file in formatted.files if file.changed] == []
    assert formatted.findings == ()


def test_file_is_written_and_told_in_one_line(tmp_path: Path) -> None:
    path = written(tmp_path, PLAIN)
    done = fmt(path)
    assert (done.returncode, path.read_bytes()) == (0, MENDED.encode())
    assert (done.stdout, done.stderr) == ("", f"√ {path}：改正 1 处（半角标点 1）\n")


def test_second_run_has_nothing_to_do(tmp_path: Path) -> None:
    path = written(tmp_path, MENDED)
    done = fmt(path)
    assert (done.returncode, done.stdout, path.read_bytes()) == (0, "", MENDED.encode())
    assert "没有要改的" in done.stderr


@pytest.mark.parametrize(("option", "code"), [("--check", 1), ("--diff", 0)])
def test_check_and_diff_write_nothing(option: str, code: int, tmp_path: Path) -> None:
    path = written(tmp_path, PLAIN)
    done = fmt(option, path)
    assert (done.returncode, path.read_bytes()) == (code, PLAIN.encode())
    assert "+    内容: 先宣传，再清理。" in done.stdout
    assert fmt(option, written(tmp_path, MENDED)).returncode == 0


def test_doubtful_places_are_listed_and_left(tmp_path: Path) -> None:
    path = written(tmp_path, PLAIN.replace("先宣传,再清理。", "约100余人参加。"))
    done = fmt(path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "以下 1 处拿不准，请自己看" in done.stderr
    assert "plan.yaml:5:9: 警告 [W018]" in done.stderr


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_bom_are_kept(end: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(codecs.BOM_UTF8 + PLAIN.replace("\n", end).encode())
    assert mended(path) == codecs.BOM_UTF8 + MENDED.replace("\n", end).encode()


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_other_encodings_become_utf8(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(MENDED.encode(encoding))
    assert mended(path) == MENDED.encode()


def test_included_files_are_mended_too(tmp_path: Path) -> None:
    entry = written(tmp_path, "包含: 任务.yaml\n单位: 云山市青石街道办事处\n")
    part = written(tmp_path, "任务:\n  - 名称: 清理楼道\n    内容: 先宣传,再清理。\n", "任务.yaml")
    assert fmt(entry).returncode == 0
    assert part.read_text(encoding="utf-8") == "任务:\n  - 名称: 清理楼道\n    内容: 先宣传，再清理。\n"


def test_name_is_changed_wherever_it_is_meant(tmp_path: Path) -> None:
    text = (
        "单位: 云山市青石街道办事处\n任务:\n  - 名称: 清理巷道(一期)\n成果:\n  - 日期: 2026年5月1日\n"
        "    任务: 清理巷道(一期)\n    数据:\n      清运垃圾(建筑): 12车\n文稿:\n  - 文种: 进展汇报\n"
        "    期间: 2026年5月\n    章节:\n      - 标题: 清理\n        取: 清理巷道(一期)\n"
        "        文: 清运垃圾【清运垃圾(建筑)】。\n"
    )
    assert mended(written(tmp_path, text)).decode() == text.replace("(", "（").replace(")", "）")


def test_file_that_cannot_be_read_is_told_and_left(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"\xff\xfe\x00\xd8\x00")
    done = fmt(path)
    assert (done.returncode, path.read_bytes()) == (1, b"\xff\xfe\x00\xd8\x00")
    assert "plan.yaml:1:1: 错误 [S005]" in done.stderr


def test_yaml_that_only_its_author_can_mend_is_told(tmp_path: Path) -> None:
    text = PLAIN + "标语: 口号: 甲\n"
    done = fmt(path := written(tmp_path, text))
    assert done.returncode == 1
    assert "plan.yaml:6:7: 错误 [S036]" in done.stderr
    assert path.read_bytes().endswith("标语: 口号: 甲\n".encode())


def test_missing_file_is_wrong_use(tmp_path: Path) -> None:
    assert fmt(tmp_path / "没有.yaml").returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_link_is_not_replaced(tmp_path: Path) -> None:
    path = written(tmp_path, PLAIN, "real.yaml")
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    done = fmt(link)
    assert (done.returncode, path.read_bytes(), link.is_symlink()) == (3, PLAIN.encode(), True)


def test_check_fix_mends_before_it_checks(tmp_path: Path) -> None:
    path = written(tmp_path, PLAIN + "标语: 甲\n")
    done = subprocess.run(
        [sys.executable, "-m", "wenming_docs", "check", "--fix", "--format", "json", str(path)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
        timeout=60,
    )
    assert (done.returncode, path.read_text(encoding="utf-8")) == (1, MENDED + "标语: 甲\n")
    assert [finding["code"] for finding in json.loads(done.stdout)["findings"]] == ["F035", "F003"]
    assert "改正 1 处（半角标点 1）" in done.stderr


TERMS = "用语:\n  - 错: 楼梯间杂物\n    对: 楼道堆物\n    依据: 本街道用语\n不查: 报导\n"


def test_terms_of_the_office_count(tmp_path: Path) -> None:
    path = written(tmp_path, PLAIN.replace("先宣传,再清理。", "报导楼梯间杂物。"))
    written(tmp_path, TERMS, "规范/用语.yaml")
    assert mended(path).decode().splitlines()[-1] == "    内容: 报导楼道堆物。"


def test_named_terms_count_instead(tmp_path: Path) -> None:
    path = written(tmp_path, PLAIN.replace("先宣传,再清理。", "报导楼梯间杂物。"))
    terms = written(tmp_path, TERMS, "别处.yaml")
    assert fmt("--terms", terms, path).returncode == 0
    assert path.read_text(encoding="utf-8").splitlines()[-1] == "    内容: 报导楼道堆物。"


def test_mistakes_in_the_terms_are_findings_with_lines(tmp_path: Path) -> None:
    path = written(tmp_path, MENDED)
    written(
        tmp_path, "用语:\n  - 错: 布署\n  - 错: 甲\n    对: 乙\n    只提示: 也许\n词: 甲\n", "规范/用语.yaml"
    )
    found = format_file(path).findings
    assert [(f.code, f.origin.line if f.origin else 0, f.message) for f in found] == [
        ("W090", 2, "这一条没有写“对”"),
        ("W090", 3, "“甲”只有一个字，会到处误报"),
        ("W090", 5, "“只提示”写的是“也许”"),
        ("W090", 6, "没有“词”这一项"),
    ]


SIGNS = {"，": ",", "。": ".", "：": ":", "；": ";", "（": "(", "）": ")", "“": '"', "”": '"', "—": "-"}
TRAPS = [*SIGNS.items(), (": ", "："), ("- ", "－"), ("  ", "\u3000"), ("的", "的\u200b"), ("部署", "布署")]
PLAN = (ROOT / "examples" / "白鹿镇.yaml").read_text(encoding="utf-8")


@settings(max_examples=25, derandomize=True, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(TRAPS), st.integers(0, 400)), min_size=1, max_size=30))
def test_once_is_enough_and_nothing_gets_worse(typed: list[tuple[tuple[str, str], int]]) -> None:
    text = PLAN
    for (right, wrong), skipped in typed:
        place = text.find(right, skipped * 20)
        text = text[:place] + wrong + text[place + len(right) :] if place >= 0 else text
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), text)
        once = mended(path)
        path.write_bytes(once)
        assert mended(path) == once
    assert errors(once.decode()) <= errors(text)


def errors(text: str) -> int:
    return sum(finding.severity is Severity.ERROR for finding in parse_page(text, "plan.yaml").findings)


TORN = PLAIN.replace("    内容", "   牵头: 城管办\n    内容")


def test_what_a_fault_of_the_yaml_holds_up_is_told_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, TORN)
    told = {finding.code: finding.hint for finding in format_file(path).findings}
    assert told["W001"] == "第5行有错，文件还读不准，程序没有动；先改好那一行，再运行 wenming fmt"
    checked = {finding.code: finding.hint for finding in check_file(path, Options()).findings}
    assert checked["W001"] == "改成“，”，或先改好第5行，再运行 wenming fmt 改正"
