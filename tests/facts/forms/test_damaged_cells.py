"""A damaged cell is never read as something else: it is refused where it stands, or read as it is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.facts.forms.test_reader import SHEET, TYPES, only, parts, told, zipped
from wenming_docs.errors import InvalidInput
from wenming_docs.facts.forms.reader import Workbook, read_workbook

STRINGS = (
    f'<sst xmlns="{TYPES}/spreadsheetml/2006/main"><si><t>零</t></si>'
    "<si><r><t>一</t></r><r><t>二</t></r><rPh><t>yi</t></rPh></si></sst>"
)
STYLES = (
    f'<styleSheet xmlns="{TYPES}/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/>'
    '<xf numFmtId="14"/></cellXfs></styleSheet>'
)


def row(cell: str, number: int = 1) -> str:
    head = f'<c r="A{number}" t="inlineStr"><is><t>头</t></is></c>'
    return f'<row r="{number}">{head}{cell}</row>'


def read(tmp_path: Path, rows: str) -> Workbook:
    members = parts(SHEET % f"<sheetData>{rows}</sheetData>", xl__sharedStrings=STRINGS, xl__styles=STYLES)
    (tmp_path / "表.xlsx").write_bytes(zipped(members))
    return read_workbook(tmp_path / "表.xlsx")


SPOILT = {
    "a shared text of another alphabet": row('<c r="B1" t="s"><v>x</v></c>'),
    "no shared text": row('<c r="B1" t="s"><v></v></c>'),
    "a shared text before the first": row('<c r="B1" t="s"><v>-1</v></c>'),
    "a shared text behind the last": row('<c r="B1" t="s"><v>2</v></c>'),
    "half a shared text": row('<c r="B1" t="s"><v>1.0</v></c>'),
    "a word for a figure": row('<c r="B1"><v>四十</v></c>'),
    "a figure without end": row('<c r="B1" t="n"><v>1e999</v></c>'),
    "no figure": row('<c r="B1"><v>nan</v></c>'),
    "neither yes nor no": row('<c r="B1" t="b"><v>7</v></c>'),
    "a kind nobody knows": row('<c r="B1" t="q"><v>5</v></c>'),
    "a text in the place of a figure": row('<c r="B1" t="inlineStr"><v>文</v></c>'),
    "two values": row('<c r="B1"><v>1</v><v>2</v></c>'),
    "something in the value": row('<c r="B1"><v>1<x/>2</v></c>'),
    "a cell twice": row('<c r="B1"><v>1</v></c><c r="B1"><v>2</v></c>'),
    "a day before all days": row('<c r="B1" s="1"><v>-5</v></c>'),
    "a day after all days": row('<c r="B1" s="1"><v>99999999</v></c>'),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_cell_that_holds_what_no_cell_holds_is_refused_where_it_stands(case: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(tmp_path, SPOILT[case])
    [finding] = refused.value.findings
    assert (finding.code, str(finding.origin)) == ("X070", f"{tmp_path}/表.xlsx!表!B1")


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        (row("") + row(""), "A1"),
        (row('<c r="B7"><v>1</v></c>'), "B7"),
        ('<row r="0"><c r="A1"/></row>', "A1"),
    ],
)
def test_rows_that_stand_twice_or_nowhere_are_refused(tmp_path: Path, rows: str, cell: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(tmp_path, rows)
    [finding] = refused.value.findings
    assert (finding.code, str(finding.origin)) == ("X070", f"{tmp_path}/表.xlsx!表!{cell}")


def test_two_tables_in_one_sheet_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="两份表格"):
        read(tmp_path, row("") + "</sheetData><sheetData>" + row("", 2))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="B1" t="str"><v><![CDATA[甲<乙]]></v></c>', "甲<乙"),
        ('<c r="B1" t="inlineStr"><is><t>甲<!-- 不看 -->乙</t></is></c>', "甲乙"),
        ('<c r="B1"><v>1<?wps x?>2</v></c>', 12),
        ('<c r="B1" t="s"><v>1</v></c>', "一二"),
        ('<c r="B1" t="b"><v>true</v></c>', True),
        ('<c r="B1" t="d"><v>2026-06-30</v></c>', date(2026, 6, 30)),
        ('<c r="B1" s="1"><v>46203</v></c>', date(2026, 6, 30)),
        ('<c r="B1"><v>-1.5E2</v></c>', -150),
    ],
)
def test_what_is_written_in_a_rare_but_sound_way_is_read(tmp_path: Path, cell: str, value: object) -> None:
    assert only(read(tmp_path, row(cell))).rows == (("头", value),)


def test_a_file_in_another_encoding_is_read(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?>' + SHEET % f"<sheetData>{row('')}</sheetData>"
    (tmp_path / "表.xlsx").write_bytes(zipped(parts(text.encode("utf-16"))))
    assert only(read_workbook(tmp_path / "表.xlsx")).rows == (("头",),)


@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>"])
def test_a_formula_whose_value_is_empty_has_no_result(tmp_path: Path, value: str) -> None:
    book = read(tmp_path, row(f'<c r="B1"><f>1+1</f>{value}</c>'))
    assert told(book, only(book)) == [("X035", "表.xlsx!B1")]


def test_an_error_value_of_a_newer_program_is_refused_at_its_cell(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(tmp_path, row('<c r="B1" t="e"><v>#SPILL!</v></c>'))
    [finding] = refused.value.findings
    assert (finding.code, finding.message) == ("X037", "这一格是错误值“#SPILL!”")


def test_rows_and_columns_without_size_count_as_hidden(tmp_path: Path) -> None:
    rows = row("").replace("<row ", '<row ht="0" ') + row('<c r="B2"><v>1</v></c>', 2)
    members = parts(SHEET % f'<cols><col min="2" max="2" width="0"/></cols><sheetData>{rows}</sheetData>')
    (tmp_path / "表.xlsx").write_bytes(zipped(members))
    book = read_workbook(tmp_path / "表.xlsx")
    assert (only(book).hidden_rows, only(book).hidden_columns) == ({0}, {1})
    assert [code for code, _ in told(book, only(book))] == ["X038", "X038"]
