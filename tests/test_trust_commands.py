"""Inputs that a fuzzer found to break a command, each with what the command must do with it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from wenming_docs.cli import main
from wenming_docs.facts.source.edit_traps import mend_traps
from wenming_docs.formatting import format_file
from wenming_docs.pipeline import Options, check_file, render_file
from wenming_docs.zh.titles import break_title

PLAN = """\
单位:
  名称: 青石街道办事处
创建:
  荣誉: {honour}
  年度: 2026
任务:
  - 名称: 清理小广告
    内容: 逐楼清理。
    牵头: 城管办
{more}
文稿:
  - 文种: {kind}
    日期: 2026年3月18日
"""
NAMED = "领导小组:\n  名称: 青石街道创建工作领导小组"
DUTIES = "领导小组:\n  职责: 统筹协调创建工作。"


def written(folder: Path, text: str) -> Path:
    path = folder / "计划.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def plan(folder: Path, more: str = "", *, honour: str = "文明单位", kind: str = "实施方案") -> Path:
    return written(folder, PLAN.format(more=more, honour=honour, kind=kind))


@pytest.mark.parametrize("kind", ["实施方案", "成立领导小组的通知", "迎检方案"])
@pytest.mark.parametrize("group", [NAMED, DUTIES, NAMED + "\n  职责: 统筹协调创建工作。"])
def test_a_leading_group_without_people_is_printed_so(group: str, kind: str, tmp_path: Path) -> None:
    outcome = render_file(plan(tmp_path, group, kind=kind), Options(draft=True, format="md"))
    [document] = outcome.documents
    page = document.data.decode()
    assert ("成立青石街道创建工作领导小组。" in page) == ("名称" in group)
    assert ("统筹协调创建工作。" in page) == ("职责" in group)


LOST = {
    "a list in the place of a key": "指导思想: 甲\n  － 内容: 乙\n  － 指标: 丙\n    目标: 丁\n",
    "a line that stands nowhere": "任务:\n  - 名称: 乙\n   日\n\t\t清理楼道 : 12个\n",
    "a blank the colon needs": "  — 丙\n\n壬:\u3000甲\n",
}


@pytest.mark.parametrize("text", LOST.values(), ids=LOST)
def test_fmt_loses_no_word_of_a_line_that_belongs_nowhere(text: str) -> None:
    mended = mend_traps(tuple(text.split("\n")), "计划.yaml").lines
    for line, after in zip(text.split("\n"), mended, strict=True):
        assert "".join(filter(str.isalnum, after)) == "".join(filter(str.isalnum, line))
        assert after.count(": ") >= line.count(":\u3000")


def mended_twice(folder: Path, terms: str, text: str) -> tuple[str, str, list[str]]:
    """The file after one and two runs with the office's terms, and what is said of the terms."""
    (folder / "规范").mkdir()
    (folder / "规范/用语.yaml").write_text(terms, encoding="utf-8")
    path = written(folder, text)
    said = [finding.message for finding in format_file(path).findings if finding.code == "W090"]
    texts = []
    for _ in range(2):
        path.write_bytes(format_file(path).files[0].after)
        texts.append(path.read_text(encoding="utf-8"))
    return texts[0], texts[1], said


def test_a_term_that_holds_its_wrong_spelling_is_mended_once(tmp_path: Path) -> None:
    terms = "用语:\n  - 错: 文明办\n    对: 市文明办\n"
    once, twice, said = mended_twice(tmp_path, terms, "指导思想: 由文明办牵头，市文明办督办。\n")
    assert once == twice == "指导思想: 由市文明办牵头，市文明办督办。\n"
    assert said == []


ENDLESS = {
    "two that undo each other": ("- 错: 甲乙\n    对: 丙丁\n  - 错: 丙丁\n    对: 甲乙", "又改回来"),
    "right only after more mending": ("- 错: 甲乙\n    对: '甲乙(试行)'", "本身要改"),
    "a reference": ("- 错: 甲乙\n    对: 】【", "不能有“】”"),
    "one sign": ("- 改: {甲: 丁}", "只有一个字"),
}


@pytest.mark.parametrize(("term", "message"), ENDLESS.values(), ids=ENDLESS)
def test_a_term_that_never_settles_is_told_and_left_out(term: str, message: str, tmp_path: Path) -> None:
    text = "指导思想: 由甲乙牵头。\n"
    once, twice, said = mended_twice(tmp_path, f"用语:\n  {term}\n", text)
    assert once == twice == text
    assert said
    assert all(message in each for each in said)


def test_an_office_that_undoes_a_term_of_ours_has_its_way(tmp_path: Path) -> None:
    text = "指导思想: 周密布署，抓好落实。\n"
    assert mended_twice(tmp_path, "不查: [登陆]\n", text)[0] != text
    (tmp_path / "own").mkdir()
    own = "用语:\n  - 错: 周密部署\n    对: 周密布署\n"
    assert mended_twice(tmp_path / "own", own, text) == (text, text, [])


def test_a_name_of_thousands_of_signs_takes_no_minutes(tmp_path: Path) -> None:
    begun = time.monotonic()
    check_file(plan(tmp_path, f"领导小组:\n  名称: {'人' * 3000}", honour="人" * 3000))
    check_file(plan(tmp_path, honour="创" + "A" * 5000))
    assert time.monotonic() - begun < 10


def test_thousands_of_like_names_and_open_quotes_take_no_minutes(tmp_path: Path) -> None:
    begun = time.monotonic()
    titles = "".join(f"  - 名称: 关于做好第{number}项全国文明城市创建工作的通知\n" for number in range(1500))
    check_file(plan(tmp_path, "依据:\n" + titles))
    check_file(plan(tmp_path, f"指导思想: {'“' * 100_000}{'《' * 100_000}"))
    crowd = "、".join(f"李{chr(0x4E00 + number)}（职务{number}" for number in range(2000))
    main(["check", str(plan(tmp_path, f"领导小组:\n  成员: {crowd}"))])
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize("text", ["字" * 5000, "A" * 5000, "字a" * 2500])
def test_a_title_of_thousands_of_signs_is_cut_to_lines_that_fit(text: str) -> None:
    lines = break_title(text, 20)
    assert "".join(lines) == text
    assert max(map(len, lines)) <= 20


def test_list_names_a_template_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "实施方案/正文.md.j2"
    file.parent.mkdir()
    file.write_bytes("{# 方案 #}".encode("gbk"))
    assert main(["templates", "list", str(tmp_path)]) == 0
    assert "实施方案/正文.md.j2（本单位，读不了" in capsys.readouterr().out


def test_what_was_typed_for_a_code_does_not_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "\x1b[31m\u202e" + "x" * 9000]) == 2
    said = capsys.readouterr().err
    assert "\x1b[31m\u202e" not in said
    assert "\u202e" not in said
    assert len(said) < 300


def test_a_word_file_of_thousands_of_empty_paragraphs_takes_no_minutes(tmp_path: Path) -> None:
    from docx import Document
    from docx.oxml.ns import qn

    document = Document()
    for _ in range(10_000):
        document.element.body.insert(0, document.element.body.makeelement(qn("w:p")))
    document.save(str(tmp_path / "空.docx"))
    begun = time.monotonic()
    assert main(["inspect", str(tmp_path / "空.docx")]) in (0, 1)
    assert time.monotonic() - begun < 10
