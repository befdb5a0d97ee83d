"""Workbooks from outside: values from A1, what is odd has its cell, hostile files give one finding."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.forms.foreign.importing import import_tasks
from wenming_docs.facts.forms.reader import Sheet, Workbook, cell_name, origin, read_workbook

TYPES = "http://schemas.openxmlformats.org"
SHEET = f'<worksheet xmlns="{TYPES}/spreadsheetml/2006/main">%s</worksheet>'
UTF16 = ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a>' + SHEET % "").encode("utf-16")
ROW = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>任务</t></is></c>%s</row></sheetData>'


def parts(sheet: str | bytes, **more: str) -> dict[str, str | bytes]:
    """The least that an .xlsx is made of."""
    office = f"{TYPES}/officeDocument/2006/relationships"
    return {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}/package/2006/content-types"/>',
        "xl/workbook.xml": f'<workbook xmlns="{TYPES}/spreadsheetml/2006/main" xmlns:r="{office}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{TYPES}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
        **{name.replace("__", "/") + ".xml": text for name, text in more.items()},
    }


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return target.getvalue()


def made(tmp_path: Path, fill: Callable[[xlsxwriter.Workbook], None], name: str = "表.xlsx") -> Path:
    file = tmp_path / name
    with xlsxwriter.Workbook(str(file)) as book:
        fill(book)
    return file


def only(book: Workbook) -> Sheet:
    [sheet] = book.sheets
    return sheet


def told(book: Workbook, sheet: Sheet) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.origin).split("/")[-1]) for finding in book.findings_of(sheet)]


def refusal(file: Path) -> str:
    """The code of the one finding with which a file is refused."""
    with pytest.raises(InvalidInput) as refused:
        read_workbook(file)
    [finding] = refused.value.findings
    assert finding.hint and finding.origin and finding.origin.file == str(file)
    return finding.code


def test_places_are_named_as_the_program_shows_them() -> None:
    assert [cell_name(6, 2), cell_name(0, 25), cell_name(9, 26), cell_name(0, 702)] == [
        "C7",
        "Z1",
        "AA10",
        "AAA1",
    ]
    assert str(origin("城管办.xlsx", 6, 2)) == "城管办.xlsx!C7"
    assert str(origin("城管办.xlsx", 6, 2, "六月")) == "城管办.xlsx!六月!C7"
    assert origin("城管办.xlsx", 6, 2)[1:3] == (7, 3)


def test_rows_begin_at_a1_and_are_of_one_length(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("任务")
        sheet.write("B3", "清理小广告")
        sheet.write("C3", 12)
        sheet.write("B4", 12.5)
        sheet.write("C4", True)
        sheet.write_datetime("D4", datetime(2026, 6, 30), book.add_format({"num_format": "yyyy-m-d"}))
        sheet.write_datetime(
            "B5", datetime(2026, 6, 30, 9, 30), book.add_format({"num_format": "yyyy-m-d h:mm"})
        )
        sheet.write_number("C5", 0.5, book.add_format({"num_format": "h:mm"}))
        sheet.write_number("D5", 1.5, book.add_format({"num_format": "[h]:mm"}))
        sheet.write_blank("H20", None, book.add_format({"bold": True}))

    assert only(read_workbook(made(tmp_path, fill))).rows == (
        (None, None, None, None),
        (None, None, None, None),
        (None, "清理小广告", 12, None),
        (None, 12.5, True, date(2026, 6, 30)),
        (None, datetime(2026, 6, 30, 9, 30), time(12), "36:00:00"),
    )


def test_what_nobody_sees_in_the_values_is_told(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("任务")
        sheet.merge_range("A1:B2", "标题")
        sheet.write_formula("A3", "=1+1", None, 2)
        sheet.write_formula("B3", "=1/0", None, "#DIV/0!")
        sheet.write_number("C3", 0.85, book.add_format({"num_format": "0%"}))
        sheet.write("A4", "旧任务")
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column("C:C", None, None, {"hidden": True})
        book.add_worksheet("底稿").hide()

    book = read_workbook(made(tmp_path, fill))
    shown, draft = book.sheets
    assert (shown.merged, shown.formulas) == (((0, 0, 1, 1),), {(2, 0), (2, 1)})
    assert (shown.hidden_rows, shown.hidden_columns, shown.formats) == ({3}, {2}, {(2, 2): "0%"})
    assert told(book, shown) == [
        ("X037", "表.xlsx!B3"),
        ("X036", "表.xlsx!A3"),
        ("X038", "表.xlsx!A4"),
        ("X038", "表.xlsx!C1"),
    ]
    assert draft.hidden and told(book, draft) == [("X038", "表.xlsx!底稿!A1")]


def test_a_formula_without_a_result_is_an_error_at_its_cell(tmp_path: Path) -> None:
    file = tmp_path / "表.xlsx"
    file.write_bytes(zipped(parts(SHEET % ROW % '<c r="C1"><f>A1</f></c>')))
    book = read_workbook(file)
    assert told(book, only(book)) == [("X035", "表.xlsx!C1")]


@pytest.mark.parametrize("name", ["旧表.xls", "旧表.et", "旧表.xlsx"])
def test_an_old_workbook_is_known_by_its_bytes(tmp_path: Path, name: str) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("任务")
    sheet.write_merge(0, 0, 0, 2, "任务分解表")
    sheet.write(1, 1, "清理小广告")
    sheet.write(1, 2, datetime(2026, 6, 30), xlwt.easyxf(num_format_str="YYYY-MM-DD"))
    sheet.write(2, 1, 0.5, xlwt.easyxf(num_format_str="0.0%"))
    sheet.write(2, 2, xlwt.Formula("1+1"))
    sheet.row(2).hidden = True
    book.save(str(tmp_path / name))
    read = read_workbook(tmp_path / name)
    assert only(read).rows == (
        ("任务分解表", None, None),
        (None, "清理小广告", date(2026, 6, 30)),
        (None, 0.5, None),
    )
    assert only(read).merged == ((0, 0, 0, 2),)
    assert only(read).formats[2, 1] == "0.0%"
    assert told(read, only(read)) == [("X036", f"{name}!C3"), ("X038", f"{name}!A3")]


def ods(cells: str) -> bytes:
    """An .ods of one sheet; T:, O: and X: stand for the prefixes table:, office: and text:."""
    names = {"O:": "office", "T:": "table", "X:": "text"}
    spaces = [f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names.values()]
    body = f'<O:body><O:spreadsheet><T:table T:name="任务">{cells}</T:table></O:spreadsheet></O:body>'
    content = f"<O:document-content{''.join(spaces)}>{body}</O:document-content>"
    for short, name in names.items():
        content = content.replace(short, f"{name}:")
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": content})


def test_an_ods_is_read_with_spans_and_repeated_cells(tmp_path: Path) -> None:
    file = tmp_path / "表.ods"
    cell = '<T:table-cell O:value-type="string" T:number-{}="2"><X:p>{}</X:p></T:table-cell>'
    figure = '<T:table-cell O:value-type="{}" O:value="{}"{}><X:p>x</X:p></T:table-cell>'
    rows = [
        cell.format("rows-spanned", "任务") + cell.format("columns-repeated", "同"),
        "<T:covered-table-cell/>" + figure.format("percentage", "0.85", ""),
    ]
    rows[1] += figure.format("float", "1", ' T:formula="of:=1"')
    written = "".join(f"<T:table-row>{row}</T:table-row>" for row in rows)
    empty = '<T:table-row T:number-rows-repeated="1048574"><T:table-cell T:number-columns-repeated="16384"/>'
    file.write_bytes(ods(f"{written}{empty}</T:table-row>"))
    book = read_workbook(file)
    assert only(book).rows == (("任务", "同", "同"), (None, 0.85, 1))
    assert (only(book).merged, only(book).formats) == (((0, 0, 1, 0),), {(1, 1): "0%"})
    assert told(book, only(book)) == [("X036", "表.ods!C2")]


def test_macros_and_links_are_left_alone_and_told(tmp_path: Path) -> None:
    file = tmp_path / "表.xlsm"
    members = parts(SHEET % ROW % "", xl__externalLinks__externalLink1="<x/>")
    file.write_bytes(zipped({**members, "xl/vbaProject.bin": "x"}))
    book = read_workbook(file)
    assert only(book).rows == (("任务",),)
    assert told(book, only(book)) == [("X039", "表.xlsm:1:1")] * 2


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "claims a cell in the last row": (
        "X033",
        lambda: zipped(parts(SHEET % ROW % '</row><row r="1048576"><c r="B1048576"><v>1</v></c>')),
    ),
    "claims a cell in the last column": (
        "X033",
        lambda: zipped(parts(SHEET % ROW % '<c r="XFD1"><v>1</v></c>')),
    ),
    "spans a wide rectangle": (
        "X033",
        lambda: zipped(parts(SHEET % ROW % '</row><row r="90000"><c r="SF90000"><v>1</v></c>')),
    ),
    "declares entities": (
        "X033",
        lambda: zipped(parts('<!DOCTYPE a [<!ENTITY b "c">]>' + SHEET % ROW % "")),
    ),
    "declares them in UTF-16": ("X033", lambda: zipped(parts(UTF16))),
    "unpacks to far more": ("X033", lambda: zipped(parts(SHEET % ROW % "", xl__styles=" " * 64_000_000))),
    "is nested deeply": ("X033", lambda: zipped(parts("<a>" * 1000 + "</a>" * 1000))),
    "has two members of one name": ("X033", lambda: twice(parts(SHEET % ROW % ""))),
    "has members that overlap": ("X033", lambda: overlapping(parts(SHEET % ROW % ""))),
    "lies about a size": ("X032", lambda: lying(parts(SHEET % ROW % ""))),
    "is cut off": ("X032", lambda: zipped(parts(SHEET % ROW % ""))[:-200]),
    "is no XML": ("X032", lambda: zipped(parts("<worksheet><"))),
    "has a cell nowhere": ("X032", lambda: zipped(parts(SHEET % ROW % '<c r="7C"><v>1</v></c>'))),
    "lacks its sheet": ("X032", lambda: zipped({k: v for k, v in parts("").items() if "sheet1" not in k})),
    "has no such shared string": (
        "X070",
        lambda: zipped(parts(SHEET % ROW % '<c r="B1" t="s"><v>9</v></c>')),
    ),
    "is encrypted by the archive": ("X031", lambda: locked_zip(parts(SHEET % ROW % ""))),
    "is a locked workbook": ("X031", lambda: compound("EncryptedPackage")),
    "is an old .doc": ("X030", lambda: compound("WordDocument")),
    "is an old container cut off": ("X032", lambda: compound("Workbook")[:600]),
    "is a locked .ods": (
        "X031",
        lambda: zipped({"content.xml": "<a/>", "META-INF/manifest.xml": "<m><encryption-data/></m>"}),
    ),
    "is an .ods without end": (
        "X033",
        lambda: ods(
            '<T:table-row T:number-rows-repeated="1048576"><T:table-cell O:value-type="float"/></T:table-row>'
        ),
    ),
    "is a web page": ("X030", lambda: b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>"),
    "is text": ("X030", lambda: "任务,责任单位\n".encode("gbk")),
    "is empty": ("X030", lambda: b""),
    "is a .docx": ("X030", lambda: zipped({"word/document.xml": "<a/>"})),
    "is an .xlsb": ("X030", lambda: zipped({"xl/workbook.bin": ""})),
    "is noise": ("X030", lambda: bytes(range(256)) * 8),
}


def twice(members: Mapping[str, str | bytes]) -> bytes:
    data = io.BytesIO(zipped(members))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("XL/workbook.xml", "<a/>")
    return data.getvalue()


def overlapping(members: Mapping[str, str | bytes]) -> bytes:
    """The directory lets the second member begin where the first one does."""
    data = bytearray(zipped(members))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[second + 42 : second + 46] = struct.pack("<I", 0)
    return bytes(data)


def lying(members: Mapping[str, str | bytes]) -> bytes:
    """The directory promises a few bytes of the sheet, so that its sum does not fit."""
    data = bytearray(zipped(members))
    last = data.rindex(b"PK\x01\x02")
    data[last + 24 : last + 28] = struct.pack("<I", 10)
    return bytes(data)


def locked_zip(members: Mapping[str, str | bytes]) -> bytes:
    data = bytearray(zipped(members))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def compound(stream: str) -> bytes:
    """A container with one empty stream of that name."""

    def entry(name: str) -> bytes:
        text = (name + "\0").encode("utf-16-le")
        return (
            text.ljust(64, b"\0")
            + struct.pack("<H", len(text))
            + b"\0" * 50
            + struct.pack("<II", 0xFFFFFFFE, 0)
            + b"\0" * 4
        )

    head = bytes.fromhex("d0cf11e0a1b11ae1").ljust(0x1E, b"\0") + struct.pack("<HH", 9, 6)
    head = (
        head.ljust(0x30, b"\0")
        + struct.pack("<I", 1)
        + b"\0" * 8
        + struct.pack("<4I", 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    )
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    return head + table + (entry("Root Entry") + entry(stream)).ljust(512, b"\0")


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_ends_in_one_finding(case: str, tmp_path: Path) -> None:
    code, build = HOSTILE[case]
    file = tmp_path / "表.xlsx"
    file.write_bytes(build())
    assert refusal(file) == code


MANY = "".join(f'<row r="{row}">{"<c><v>1</v></c>" * 20}</row>' for row in range(2, 5_010))


@pytest.mark.parametrize(
    ("sheet", "cell", "message"),
    [
        (
            SHEET % ROW % '</row><row r="9999"><c r="SF9999"><v>1</v></c>',
            "SF9999",
            "工作表“表”太大：内容一直到SF9999，连空格子一共4,999,500格，超过500,000格",
        ),
        (
            SHEET % f"<sheetData>{MANY}</sheetData>",
            "A5002",
            "工作表“表”太大：有内容的超过100,000格",
        ),
    ],
)
def test_a_sheet_that_is_too_large_is_refused_at_a_cell(
    tmp_path: Path, sheet: str, cell: str, message: str
) -> None:
    file = tmp_path / "表.xlsx"
    file.write_bytes(zipped(parts(sheet)))
    with pytest.raises(InvalidInput) as refused:
        import_tasks(file)
    [finding] = refused.value.findings
    assert (finding.code, finding.message) == ("X033", message)
    assert str(finding.origin) == f"{file}!表!{cell}"


def test_many_sheets_have_no_more_room_than_one(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        for _ in range(4):
            book.add_worksheet().write(899, 149, "空了很多格")

    with pytest.raises(InvalidInput) as refused:
        import_tasks(made(tmp_path, fill))
    [finding] = refused.value.findings
    assert finding.code == "X033" and finding.origin and finding.origin.cell == "Sheet4!ET900"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "~$表.xlsx").write_bytes(b"x")
    os.mkfifo(tmp_path / "管道.xlsx")
    names = ["~$表.xlsx", "没有.xlsx", "管道.xlsx", "."]
    assert [refusal(tmp_path / name) for name in names] == ["X030"] * 4


@pytest.mark.parametrize("old", [False, True])
def test_a_workbook_cut_or_changed_anywhere_never_ends_in_a_traceback(tmp_path: Path, old: bool) -> None:
    file = tmp_path / "表.xlsx"
    if old:
        book = xlwt.Workbook()
        book.add_sheet("任务").write(3, 2, "清理小广告")
        book.save(str(file))
    else:
        file = made(tmp_path, lambda book: book.add_worksheet("任务").write("B3", "清理小广告"))
    data = file.read_bytes()
    step = max(len(data) // 60, 1)
    for at in range(0, len(data), step):
        for changed in (data[:at], data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]):
            file.write_bytes(changed)
            try:
                read_workbook(file)
            except InvalidInput as refused:
                assert len(refused.findings) == 1
