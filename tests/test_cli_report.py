"""A report shows where, what and the cure, within 16 KB, and never steers the terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from wenming_docs.cli.console import Screen, clean
from wenming_docs.cli.formats import json_report
from wenming_docs.cli.report import Entry, in_reading_order, text_report
from wenming_docs.findings import Finding, Origin, Severity

TEXTS = {
    "plan.yaml": "单位:\n  名称: 甲街道\n任务:\n  - 时限: 6月31日\n",
    "成果/5月.yaml": "- 日期: 2月30日\n",
}
BAD_DEADLINE = Finding(
    "F012",
    Severity.ERROR,
    "6月没有31日",
    "请写6月30日或以前的日期",
    Origin("plan.yaml", 4, 9, "任务[1].时限"),
)
NO_PARENT = Finding("F040", Severity.WARNING, "没有写上级单位", "", Origin("plan.yaml", 1, 1))
BAD_DATE = Finding("F012", Severity.ERROR, "2月没有30日", "", Origin("成果/5月.yaml", 1, 7))
NOWHERE = Finding("F001", Severity.NOTICE, "没有列出文稿", "写“文稿:”")


@pytest.fixture(autouse=True)
def no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


def entries(*findings: Finding) -> list[Entry]:
    return [Entry(finding, "plan.yaml") for finding in findings]


def test_report_shows_place_message_line_and_cure() -> None:
    assert text_report(entries(BAD_DATE, NOWHERE, BAD_DEADLINE, NO_PARENT), TEXTS) == (
        "成果/5月.yaml:1:7: 错误 [F012] 2月没有30日\n"
        "    - 日期: 2月30日\n"
        "            ^\n"
        "\n"
        "plan.yaml:1:1: 警告 [F040] 没有写上级单位\n"
        "    单位:\n"
        "    ^\n"
        "plan.yaml:4:9: 错误 [F012] 6月没有31日\n"
        "      - 时限: 6月31日\n"
        "              ^\n"
        "  → 请写6月30日或以前的日期\n"
        "plan.yaml: 提醒 [F001] 没有列出文稿\n"
        "  → 写“文稿:”\n"
        "\n"
        "共 2 处错误、1 处警告、1 处提醒"
    )


def test_nothing_found_is_said() -> None:
    assert text_report([], {}) == "√ 没有发现问题"


def test_shared_part_is_reported_once_for_two_entry_files() -> None:
    twice = [Entry(BAD_DATE, "甲.yaml"), Entry(BAD_DATE, "乙.yaml")]
    assert in_reading_order(twice) == [twice[1]]


def test_missing_fact_without_a_place_is_reported_for_each_file() -> None:
    both = [Entry(NOWHERE, "甲.yaml"), Entry(NOWHERE, "乙.yaml")]
    assert in_reading_order(both) == both


def test_json_report_holds_every_field() -> None:
    assert json.loads(json_report(entries(BAD_DEADLINE, NOWHERE), ascii_only=False)) == {
        "findings": [
            {
                "code": "F012",
                "severity": "error",
                "file": "plan.yaml",
                "line": 4,
                "column": 9,
                "path": "任务[1].时限",
                "message": "6月没有31日",
                "hint": "请写6月30日或以前的日期",
            },
            {
                "code": "F001",
                "severity": "notice",
                "file": "plan.yaml",
                "line": None,
                "column": None,
                "path": "",
                "message": "没有列出文稿",
                "hint": "写“文稿:”",
            },
        ]
    }


def test_json_for_a_narrow_pipe_is_ascii_and_says_the_same() -> None:
    narrow, wide = (json_report(entries(BAD_DEADLINE), ascii_only=ascii_only) for ascii_only in (True, False))
    assert narrow.isascii() and json.loads(narrow) == json.loads(wide)


def many(severity: Severity, count: int) -> list[Finding]:
    message, hint = "时限早于阶段的开始日期", "请填2026年7月1日或以后的日期"
    return [
        Finding("F012", severity, message, hint, Origin("长.yaml", line, 7)) for line in range(1, count + 1)
    ]


def test_long_report_stays_under_16_kilobytes_and_says_how_many_are_left() -> None:
    texts = {"长.yaml": "  - 时限: 三月底前组织各社区开展一次集中清理整治行动\n" * 5000}
    report = text_report(entries(*many(Severity.ERROR, 5000)), texts)
    shown = report.count("[F012]")
    assert len(report.encode()) <= 16_384 and 30 < shown <= 200
    assert report.splitlines()[-3:] == [
        f"还有 {5000 - shown} 处没有列出，改好以上几处再检查（全部列出：加 --format json）",
        "",
        "共 5000 处错误",
    ]


def test_errors_are_not_crowded_out_by_warnings() -> None:
    report = text_report(entries(*many(Severity.WARNING, 3000), BAD_DEADLINE), TEXTS)
    assert "plan.yaml:4:9: 错误 [F012] 6月没有31日" in report.splitlines()
    assert report.splitlines()[-1] == "共 1 处错误、3000 处警告"


def test_one_huge_message_is_cut() -> None:
    huge = Finding("S001", Severity.ERROR, "甲" * 50_000, "乙" * 50_000, Origin("plan.yaml", 1, 1))
    report = text_report(entries(huge), TEXTS)
    assert len(report.encode()) <= 16_384 and report.startswith("plan.yaml:1:1: 错误 [S001] 甲甲甲")


def test_hostile_text_cannot_steer_the_terminal() -> None:
    hostile = Finding(
        "S001", Severity.ERROR, "值\x1b[2J\x07\r\n\u202e坏", "\x9b31m", Origin("a\x1bb.yaml", 1, 1)
    )
    report = text_report(entries(hostile), {"a\x1bb.yaml": "\x1b]0;标题\x07: \u2066x\n"})
    assert [char for char in report if not char.isprintable() and char != "\n"] == []
    assert report.splitlines()[0] == "a\ufffdb.yaml:1:1: 错误 [S001] 值\ufffd[2J\ufffd\ufffd \ufffd坏"


def test_spaces_of_every_width_stay_in_a_shown_line() -> None:
    assert clean("甲\u3000乙 丙\xa0丁\t戊") == "甲\u3000乙 丙\xa0丁 戊"


LONG = "  - 内容: " + "逐楼清理、逐户登记，" * 20 + "近期" + "，分片包干" * 20
IN_LONG = Finding(
    "F014", Severity.WARNING, "“近期”不是确切的时限", "写出日期，例如“6月底前”", Origin("长.yaml", 1, 209)
)


def columns_of(text: str, *, ambiguous: int = 1) -> int:
    """Terminal columns of a line."""
    from unicodedata import east_asian_width

    return sum({"W": 2, "F": 2, "A": ambiguous}.get(east_asian_width(char), 1) for char in text)


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_every_line_fits_the_terminal_and_the_caret_stands_under_the_word(columns: int) -> None:
    report = text_report(
        [Entry(IN_LONG, "长.yaml")], {"长.yaml": LONG}, Screen(columns, wide_ambiguous=False)
    )
    lines = report.splitlines()
    assert [line for line in lines if columns_of(line) > columns] == []
    caret = next(number for number, line in enumerate(lines) if line.strip() == "^")
    shown = lines[caret - 1]
    assert columns_of(shown[: shown.index("近期")]) == len(lines[caret]) - 1
    assert "".join(line.strip() for line in lines[: caret - 1]) == (
        "长.yaml:1:209: 警告 [F014] “近期”不是确切的时限"
    )


def test_a_pipe_gets_each_message_on_one_line() -> None:
    lines = text_report([Entry(IN_LONG, "长.yaml")], {"长.yaml": LONG}).splitlines()
    assert lines[0] == "长.yaml:1:209: 警告 [F014] “近期”不是确切的时限"
    assert lines[3] == "  → 写出日期，例如“6月底前”"


@pytest.mark.parametrize(("wide", "ambiguous"), [(False, 1), (True, 2)])
def test_the_caret_counts_quotes_as_the_console_draws_them(wide: bool, ambiguous: int) -> None:
    found = Finding("F014", Severity.WARNING, "时限", "", Origin("甲.yaml", 1, 8))
    report = text_report([Entry(found, "")], {"甲.yaml": "甲:\t“乙”…近期"}, Screen(80, wide_ambiguous=wide))
    shown, caret = report.splitlines()[1:3]
    before = shown[: shown.index("近期")]
    assert shown == "    甲:    “乙”…近期" and columns_of(before, ambiguous=ambiguous) == len(caret) - 1


def gaps_of(count: int) -> list[Entry]:
    found = (
        Finding("F041", Severity.WARNING, "还没有填：【待填】", "填上", Origin("a.yaml", line, 3))
        for line in range(1, count + 1)
    )
    return entries(*found)


def test_many_gaps_of_a_file_are_told_together_and_counted_one_by_one() -> None:
    lines = text_report([*gaps_of(12), *entries(BAD_DEADLINE)], TEXTS).splitlines()
    assert [line for line in lines if "[F041]" in line] == [
        *(f"a.yaml:{line}:3: 警告 [F041] 还没有填：【待填】" for line in (1, 2, 3)),
        "a.yaml:4:3: 警告 [F041] 另有 9 处【待填】：第4、5、6、7、8、9、10、11、12行",
    ]
    assert lines[-1] == "共 1 处错误、12 处警告"
    assert len(json.loads(json_report(gaps_of(12), ascii_only=False))["findings"]) == 12


def test_few_gaps_are_told_one_by_one() -> None:
    assert text_report(gaps_of(8), TEXTS).count("还没有填") == 8


def test_of_several_files_every_line_of_progress_stands_alone_before_the_report(tmp_path: Path) -> None:
    for name in "甲", "乙":
        (tmp_path / f"{name}.yaml").write_text("单位:\n  名称: 青石街道\n未知: 1\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "wenming_docs", "check", "甲.yaml", "乙.yaml"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"},
    )
    lines = done.stdout.decode().splitlines()
    assert lines[:2] == ["[1/2] 甲.yaml", "[2/2] 乙.yaml"]
    assert lines[2].startswith("甲.yaml:") and lines[-1].startswith("共 ")
