"""A comment of the author ends a finding on the lines it speaks of, and nowhere else."""

from __future__ import annotations

import time

import pytest

from wenming_docs.facts.source import Comment, comments_with
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.ignoring import heed_comments

FILE = "台账.yaml"


def finding(line: int, code: str = "F013", severity: Severity = Severity.WARNING) -> Finding:
    return Finding(code, severity, "有歧义", "写清楚", Origin(FILE, line, 5))


def heeded(text: str, *findings: Finding, complete: bool = True) -> list[tuple[int, str]]:
    """Line and code of what is left."""
    left = heed_comments(findings, {FILE: text}, complete=complete)
    return [(found.origin.line, found.code) for found in left if found.origin]


@pytest.mark.parametrize(
    "comment",
    [
        "# wenming: 忽略 F013",
        "#wenming:忽略F013",
        "# wenming：忽略 f013 上级原文如此",
        "# wenming: 忽略 F014、F013——上级原文如此",
        "# wenming: 忽略 F014, F013 F016",
        "# wenming: 全文忽略 F013",
    ],
)
def test_each_way_to_write_it_is_understood(comment: str) -> None:
    assert heeded(f"时限: 11月前  {comment}\n", finding(1), complete=False) == []


def test_a_comment_alone_speaks_of_the_next_line_that_says_something() -> None:
    text = "# wenming: 忽略 F013\n\n# 说明\n时限: 11月前\n时限二: 11月前\n"
    assert heeded(text, finding(4), finding(5)) == [(5, "F013")]


def test_two_comments_in_a_row_speak_of_the_same_line() -> None:
    text = "# wenming: 忽略 F013\n# wenming: 忽略 F014\n时限: 11月前\n"
    assert heeded(text, finding(3), finding(3, "F014")) == []


def test_a_comment_behind_a_sign_of_block_text_speaks_of_the_whole_text() -> None:
    text = "文: |  # wenming: 忽略 F013\n  第一段\n\n  第二段\n结语: 丙\n"
    assert heeded(text, finding(2), finding(4), finding(5)) == [(5, "F013")]


def test_an_error_stays_and_the_comment_is_told_so() -> None:
    error = finding(1, "F010", Severity.ERROR)
    assert heeded("日期: 6月31日  # wenming: 忽略 F010\n", error) == [(1, "F010"), (1, "S072")]


def test_an_idle_comment_is_told_only_where_every_check_has_run() -> None:
    text = "时限: 6月底前  # wenming: 忽略 F013\n"
    assert heeded(text) == [(1, "S073")]
    assert heeded(text, complete=False) == []
    assert heeded(text, finding(1, "F010", Severity.ERROR)) == [(1, "F010")]


def test_only_real_comments_count() -> None:
    text = (
        "甲: '# wenming: 忽略 F013'\n"
        "乙: |\n  # wenming: 忽略 F013\n"
        "丙: 甲#wenming: 忽略 F013\n"
        '丁: "一\n  # wenming: 忽略 F013"\n'
        "# 见 wenming: 忽略 F013\n"
    )
    assert comments_with("wenming", text) == []


def test_comments_of_a_file_with_faults_are_found_behind_the_fault_too() -> None:
    text = "单位：甲\n任务: [乙\n文: |\n  # wenming: 忽略 F013\n时限: 11月前  # wenming: 忽略 F013\n"
    assert comments_with("wenming", text) == [Comment(5, 11, "wenming: 忽略 F013", 5, 5)]


def test_comments_speak_of_their_own_file_alone() -> None:
    other = Finding("F013", Severity.WARNING, "有歧义", "", Origin("成果.yaml", 1, 5))
    texts = {FILE: "时限: 11月前  # wenming: 忽略 F013\n", "成果.yaml": "时限: 11月前\n"}
    assert heed_comments([finding(1), other], texts, complete=True) == (other,)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("时限: 11月前  # wenming: 忽略 F013\n" * 20_000, 20_000),
        ("# wenming: 忽略 F013\n" * 20_000, 20_000),
        ("[" + "'a # wenming: 忽略', " * 20_000 + "]\n", 0),
        ("甲: |\n" + "  文 # wenming: 忽略 F013\n" * 20_000, 0),
    ],
    ids=["behind values", "alone", "in strings", "in block text"],
)
def test_many_comments_cost_little(text: str, count: int) -> None:
    started = time.perf_counter()
    assert len(comments_with("wenming", text)) == count
    assert time.perf_counter() - started < 10, "it grew with the square of their number"


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("F14", "是不是想写“F014”"),
        ("F913", "是不是想写“F013”或“F113”"),
        ("F0133", "运行 wenming explain F，看有哪些编码"),
        ("S999", "运行 wenming explain S，看有哪些编码"),
        ("Q013", "运行 wenming explain，看有哪些编码"),
    ],
)
def test_an_unknown_code_is_guessed_at_only_within_its_family_and_by_one_digit(code: str, hint: str) -> None:
    (found,) = heed_comments((), {FILE: f"时限: 11月前  # wenming: 忽略 {code}\n"}, complete=False)
    assert (found.code, found.hint) == ("S071", hint)
