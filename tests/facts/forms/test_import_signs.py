"""Signs that nobody sees: kept where they carry meaning, told where they are left out, else refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from tests.facts.forms.test_import_tables import HEAD, sheet, told
from wenming_docs.errors import InvalidInput
from wenming_docs.facts.forms.foreign.draft import Imported
from wenming_docs.facts.forms.foreign.importing import import_tasks
from wenming_docs.facts.forms.foreign.yaml import yaml_of


def of_cell(tmp_path: Path, text: str) -> Imported:
    """What comes of a table whose one task has this content."""
    head, row = ("主要任务", "工作内容", "责任单位"), ("清理小广告", text, "城管办")
    return import_tasks(sheet(tmp_path / "表.xlsx", [head, row]))


@pytest.mark.parametrize("text", ["👨\u200d👩\u200d👧过马路", "क\u200cष", "❤\ufe0f", "𬭎𠮷", "第一\xa0项"])
def test_signs_that_carry_meaning_are_kept(tmp_path: Path, text: str) -> None:
    imported = of_cell(tmp_path, text)
    [content] = imported.tasks[0].fields["content"]
    assert (content, told(imported)) == (text.replace("\xa0", " "), [])
    assert content in yaml_of(imported)


@pytest.mark.parametrize("sign", ["\u200b", "\xad", "\u2060", "\ufeff", "\u200e", "\u202e", "\u2066"])
def test_unseen_signs_are_left_out_and_told_with_their_cell(tmp_path: Path, sign: str) -> None:
    imported = of_cell(tmp_path, f"清理{sign}楼道")
    assert imported.tasks[0].fields["content"] == ["清理楼道"]
    assert told(imported) == [
        "X072 B2 B2里看不见的字符（零宽空格、方向标记等）没有导入",
    ]


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\r", "\r\n"])
def test_the_line_ends_of_other_programs_are_line_ends(tmp_path: Path, sign: str) -> None:
    assert of_cell(tmp_path, f"清理楼道。{sign}清理小区。").tasks[0].fields["content"] == [
        "清理楼道。",
        "清理小区。",
    ]


@pytest.mark.parametrize(
    ("sign", "name"),
    [("\x07", "控制字符 U+0007"), ("\x7f", "控制字符 U+007F"), ("\ue000", "不能用的字符 U+E000")],
)
def test_a_sign_that_no_document_holds_is_refused_at_its_cell(tmp_path: Path, sign: str, name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        of_cell(tmp_path, f"清理{sign}楼道")
    [finding] = refused.value.findings
    assert (finding.code, finding.message) == ("X071", f"这一格里有{name}")
    assert str(finding.origin) == f"{tmp_path}/表.xlsx!B2"


def test_a_control_sign_in_the_name_of_the_file_is_written_by_its_code(tmp_path: Path) -> None:
    file = sheet(tmp_path / "表\x1b[31m.xlsx", [HEAD, (1, "清理小广告", "城管办", "6月底")])
    assert yaml_of(import_tasks(file)).startswith("# 由“表[U+001B][31m.xlsx”的“任务分解”导入。")


def word_with(file: Path, fill: Any) -> Path:
    document = docx.Document()
    table = document.add_table(2, 3)
    for cell, text in zip(table.rows[0].cells, ("主要任务", "工作内容", "责任单位"), strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, ("清理小广告", "清理楼道", "城管办"), strict=True):
        cell.text = text
    fill(document, table.rows[1].cells[1].paragraphs[0])
    document.save(str(file))
    return file


def hide_a_run(_document: Any, paragraph: Any) -> None:
    paragraph.add_run("，旧话不要").font.hidden = True
    paragraph.add_run("和小区")


def hide_by_style(document: Any, paragraph: Any) -> None:
    hidden = document.styles.add_style("藏", WD_STYLE_TYPE.CHARACTER)
    hidden.font.hidden = True
    based = document.styles.add_style("也藏", WD_STYLE_TYPE.CHARACTER)
    based.base_style = hidden
    paragraph.add_run("，旧话不要", style=based)
    paragraph.add_run("和小区")


@pytest.mark.parametrize("hide", [hide_a_run, hide_by_style])
def test_hidden_text_of_word_is_left_out_and_told(tmp_path: Path, hide: Any) -> None:
    imported = import_tasks(word_with(tmp_path / "表.docx", hide))
    assert imported.tasks[0].fields["content"] == ["清理楼道和小区"]
    assert told(imported) == ["X073 表1第2行第2格 表1第2行第2格里有隐藏的文字，没有导入"]


def test_text_that_its_style_hides_and_its_run_shows_is_read(tmp_path: Path) -> None:
    def show(document: Any, paragraph: Any) -> None:
        hidden = document.styles.add_style("藏", WD_STYLE_TYPE.CHARACTER)
        hidden.font.hidden = True
        paragraph.add_run("和小区", style=hidden).font.hidden = False

    imported = import_tasks(word_with(tmp_path / "表.docx", show))
    assert (imported.tasks[0].fields["content"], told(imported)) == (["清理楼道和小区"], [])


def test_a_hyphen_that_does_not_break_is_a_hyphen(tmp_path: Path) -> None:
    def hyphen(_document: Any, paragraph: Any) -> None:
        run = paragraph.add_run("A")
        run._r.append(run._r.makeelement(run._r.tag.replace("}r", "}noBreakHyphen"), {}))
        paragraph.add_run("3")

    imported = import_tasks(word_with(tmp_path / "表.docx", hyphen))
    assert imported.tasks[0].fields["content"] == ["清理楼道A-3"]
