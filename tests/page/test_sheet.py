"""Workbooks: every text of a document in a cell, as a text; figures as numbers that read as typed."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from wenming_docs.blocks import (
    Align,
    Attachment,
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Heading,
    Issued,
    Landscape,
    Manuscript,
    NameEntry,
    NameList,
    NameRow,
    Network,
    NetworkBox,
    Paragraph,
    Picture,
    Pictures,
    Point,
    Recipients,
    Series,
    Shade,
    Signature,
    Table,
    Text,
    Title,
)
from wenming_docs.errors import InvalidInput
from wenming_docs.findings import Origin
from wenming_docs.page.sheet import has_sheet, read_cells, unwritten, write_xlsx
from wenming_docs.page.sheet.names import sheet_names
from wenming_docs.page.sheet.numbers import are_numbers, number_in, shown_as
from wenming_docs.page.word import fingerprint

FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "{=SUM(A1:A2)}", '=HYPERLINK("http://x.cn","看")', "\t=1+1")
"""What programs take for a formula when it is typed into a cell."""
LINKS = ("http://x.cn", "mailto:a@x.cn", "internal:Sheet1!A1", "external:c.xlsx")


def t(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def table(heads: list[str], *rows: list[str], caption: str = "", notes: tuple[str, ...] = ()) -> Table:
    cells = tuple(tuple(Cell(t(text)) for text in row) for row in rows)
    return Table(tuple(Column(t(head)) for head in heads), cells, t(caption), tuple(map(t, notes)))


def book(*blocks: Block) -> Any:
    data = write_xlsx(Manuscript(blocks))
    assert unwritten(Manuscript(blocks), data) == []
    return load_workbook(io.BytesIO(data))


def cells(sheet: Any) -> list[Any]:
    """The values of a worksheet in reading order, without empty ones."""
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


# what stands where


def test_a_table_has_a_worksheet_with_the_words_around_it() -> None:
    made = book(
        Title(t("责任清单")),
        Recipients(t("城管办：")),
        Paragraph(t("现将任务列出。")),
        table(["序号", "任务"], ["1", "清扫"], ["2", "巡查"], caption="任务表", notes=("注：按月报。",)),
        Signature((t("青石街道办事处"),), t("2026年3月18日")),
    )
    assert made.sheetnames == ["任务表"]
    assert cells(made["任务表"]) == [
        *("责任清单", "城管办：", "现将任务列出。", "任务表", "序号", "任务", 1, "清扫", 2, "巡查"),
        *("注：按月报。", "青石街道办事处", "2026年3月18日"),
    ]


def test_the_head_stays_in_sight_and_is_printed_on_each_page() -> None:
    sheet = book(Title(t("表")), table(["甲", "乙"], ["一", "二"]))["表"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A3", "$2:$2")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddFooter.center.text == "— &P —"


def test_each_attachment_and_each_table_has_its_own_worksheet() -> None:
    made = book(
        Title(t("通知")),
        table(["甲"], ["一"], caption="总表"),
        Landscape((table(["乙"], ["二"], caption="横表"),)),
        Attachment(t("任务分解表"), (table(["丙"], ["三"]), table(["丁"], ["四"])), "1"),
        Issued((Title(t("方案")), table(["戊"], ["五"]))),
    )
    assert made.sheetnames == ["总表", "横表", "任务分解表", "附件1", "方案"]
    assert made["横表"].page_setup.orientation == "landscape"
    assert cells(made["任务分解表"]) == ["附件1", "任务分解表", "丙", "三"]


def test_long_words_before_a_table_stand_on_a_worksheet_of_their_own() -> None:
    many = [Paragraph(t(f"第{number}段。")) for number in range(30)]
    made = book(Title(t("总结")), *many, Heading(1, t("附表"), (), "一、"), table(["甲"], ["一"]))
    assert made.sheetnames == ["正文", "一、附表"]
    assert cells(made["正文"])[0] == "总结" and len(cells(made["正文"])) == 32
    assert cells(made["一、附表"]) == ["一、附表", "甲", "一"]


def test_merged_cells_stay_merged() -> None:
    rows = (
        (Cell(t("城管办"), rows=2), Cell(t("清扫"))),
        (Cell(rows=0), Cell(t("巡查"))),
        (Cell(t("教育办")), Cell(t("护学"))),
    )
    sheet = book(Table((Column(t("单位")), Column(t("任务"))), rows))["正文"]
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A2:A3"]
    assert cells(sheet) == ["单位", "任务", "城管办", "清扫", "巡查", "教育办", "护学"]


def test_bars_gaps_and_sides_are_seen() -> None:
    row = (
        Cell(t("▲"), shade=Shade.DARK),
        Cell(shade=Shade.LIGHT),
        Cell((Text("【待填】", blank=True),)),
        Cell(t("左"), align=Align.LEFT),
    )
    sheet = book(Table(tuple(Column(t(head)) for head in "甲乙丙丁"), (row,)))["正文"]
    colours = [sheet.cell(2, column).fill.fgColor.rgb for column in (1, 2, 3)]
    assert colours == ["FF7F7F7F", "FFD9D9D9", "FFFFFF00"]
    assert [sheet.cell(2, column).alignment.horizontal for column in (1, 4)] == ["center", "left"]
    assert (sheet["A1"].font.name, sheet["A2"].font.name) == ("黑体", "仿宋_GB2312")


def test_a_name_list_is_a_table() -> None:
    names = NameList(
        (
            NameRow(Text("组长"), (NameEntry(Text("白薇"), t("办事处主任")),)),
            NameRow(Text("成员"), (NameEntry(Text("方立")), NameEntry(Text("俞芳")))),
        )
    )
    sheet = book(names)["正文"]
    assert cells(sheet) == [
        "职务",
        "姓名",
        "单位及职务",
        "组长",
        "白薇",
        "办事处主任",
        "成员",
        "方立",
        "俞芳",
    ]
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A3:A4"]


def test_a_chart_stands_beside_its_figures() -> None:
    points = (Point(Decimal(12), Text("12")), Point(Decimal(8900), Text("8900余")), Point(None, Text("—")))
    chart = Chart(
        ChartKind.COLUMN,
        (Text("1月"), Text("2月"), Text("3月")),
        (Series(Text("场次"), points),),
        t("图1 活动"),
        "场",
    )
    made = book(chart)
    sheet = made["图1 活动"]
    assert cells(sheet) == ["图1 活动", "单位：场", "场次", "1月", 12, "2月", 8900, "3月", "—"]
    assert sheet["B5"].number_format == '0"余"'
    [drawn] = sheet._charts
    assert drawn.series[0].val.numRef.f == "'图1 活动'!$B$4:$B$6"


def test_what_only_word_can_show_is_said() -> None:
    box = NetworkBox(t("组长"), (t("白薇"),), (NetworkBox(t("东门社区")),))
    picture = Picture(b"", "png", 1, 1, t("清理后"))
    made = book(Network(box, t("责任网络图")), Pictures((picture,)))
    assert cells(made["正文"]) == [
        *("责任网络图", "组长", "白薇", "东门社区", "（连线图在 Word 文稿里，这里逐级列出）"),
        *("清理后", "（照片只在 Word 文稿里）"),
    ]
    assert has_sheet(Manuscript((Network(box),))) and not has_sheet(Manuscript((Pictures((picture,)),)))


def test_words_alone_are_no_workbook() -> None:
    assert not has_sheet(Manuscript((Title(t("讲话")), Paragraph(t("同志们。")))))
    assert has_sheet(Manuscript((Attachment(t("表"), (Landscape((table(["甲"], ["一"]),)),)),)))


# texts and numbers


@pytest.mark.parametrize("text", [*FORMULAS, *LINKS])
def test_nothing_is_ever_a_formula_or_a_link(text: str) -> None:
    """In every place a text may stand: titles, paragraphs, heads, cells, notes, names, categories, boxes."""
    point = Point(Decimal(1), Text("1"))
    made = book(
        Title(t(text)),
        Heading(1, t(text), t(text), text),
        Paragraph(t(text)),
        Recipients(t(text)),
        table([text, text], [text, text], [text, "1"], caption=text, notes=(text,)),
        NameList((NameRow(Text(text), (NameEntry(Text(text), t(text)),)),)),
        Chart(ChartKind.BAR, (Text(text),), (Series(Text(text), (point,)),), t(text), text),
        Pictures((Picture(b"", "png", 1, 1, t(text)),)),
        Network(NetworkBox(t(text), (t(text),), (NetworkBox(t(text)),)), t(text)),
        Attachment(t(text), (table([text], [text]),)),
        Signature((t(text),), t(text)),
    )
    kinds = {cell.data_type for sheet in made for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
    assert all(cell.hyperlink is None for sheet in made for row in sheet.iter_rows() for cell in row)
    assert sum(str(value).count(text) for sheet in made for value in cells(sheet)) >= 24


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("12", 12, "0"),
        ("0", 0, "0"),
        ("1,234", 1234, "#,##0"),
        ("-3.50", -3.5, "0.00"),
        ("85.5%", 0.855, "0.0%"),
        ("−7", -7, '0;"−"0'),
    ],
)
def test_a_figure_is_a_number_that_reads_as_it_was_typed(text: str, value: float, shown: str) -> None:
    cell = book(table(["数量"], [text], ["—"]))["正文"]["A2"]
    assert (cell.value, cell.number_format) == (value, shown)


@pytest.mark.parametrize(
    "text", ["010", "1.2.3", "6月", "13800000000", "1,23", "+5", "1e3", "", "１２", "-0"]
)
def test_what_is_no_figure_stays_a_text(text: str) -> None:
    assert number_in(text) is None


def test_a_column_is_of_figures_only_as_a_whole_and_codes_never_are() -> None:
    assert are_numbers("数量", ["1", "—", "2,000", ""])
    assert not are_numbers("数量", ["1", "10余"])
    assert not are_numbers("联系电话", ["5550100", "5550101"])
    assert not are_numbers("序号", ["1", "1.1", "1.10"])
    assert not are_numbers("数量", ["—", ""])


def test_a_figure_with_a_word_behind_it_keeps_the_word() -> None:
    assert shown_as("8,900余", Decimal(8900)) == '#,##0"余"'
    assert shown_as("约10", Decimal(10)) == "General"


# what no cell can hold


def test_a_text_longer_than_a_cell_is_refused_with_its_place() -> None:
    origin = Origin("plan.yaml", 12, 9)
    fits, too_long = "字" * 32_767, "字" * 32_768
    assert read_cells(write_xlsx(Manuscript((table(["甲"], [fits]),)))) == ["甲", fits]
    for blocks in (
        Table((Column(t("甲")),), ((Cell((Text(too_long, (origin,)),)),),)),
        Paragraph((Text(too_long, (origin,)),)),
        Table((Column(t("甲")),), ((Cell((Text("\U00020000" * 16_384, (origin,)),)),),)),
    ):
        with pytest.raises(InvalidInput) as refused:
            write_xlsx(Manuscript((blocks,)))
        [finding] = refused.value.findings
        assert (finding.code, finding.origin) == ("L031", origin)


def test_a_sign_that_xml_cannot_hold_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        write_xlsx(Manuscript((table(["甲"], ["清\x0b扫"]),)))
    assert [(finding.code, "Excel" in finding.message) for finding in refused.value.findings] == [
        ("L001", True)
    ]


def test_a_long_title_names_its_worksheet_by_its_end() -> None:
    title = "云山市青石街道办事处2026年全国文明城市创建工作问题整改台账（截至6月30日）"
    [name] = book(Title(t(title)), table(["甲"], ["一"])).sheetnames
    assert name == "…" + title[-30:] and len(name) == 31


def test_names_of_worksheets_are_valid_and_told_apart() -> None:
    long = "二" * 40
    wanted = ["任务", "任务", "a[b]:c*d?e/f\\g", "", "History", "ABC", "abc", long, long, "'引'", "𠀀" * 20]
    names = sheet_names(wanted)
    assert names == (
        *("任务", "任务（2）", "a_b_c_d_e_f_g", "表", "表_", "ABC", "abc（2）"),
        *("二" * 31, "二" * 28 + "（2）", "引", "𠀀" * 15),
    )


# the same bytes, and known again


def test_same_manuscript_same_bytes_that_know_an_editor() -> None:
    manuscript = Manuscript((Title(t("表")), table(["甲"], ["一"])))
    data = write_xlsx(manuscript)
    assert write_xlsx(manuscript) == data
    stored, computed = fingerprint(data)
    assert stored == computed
    edited = io.BytesIO()
    opened = load_workbook(io.BytesIO(data))
    opened["表"]["A3"] = "二"
    opened.save(edited)
    stored, computed = fingerprint(edited.getvalue())
    assert stored != computed
    assert all(entry.date_time[0] == 1980 for entry in zipfile.ZipFile(io.BytesIO(data)).infolist())


def test_what_was_left_out_is_found() -> None:
    data = write_xlsx(Manuscript((table(["甲"], ["一"], ["7"]),)))
    fuller = Manuscript((table(["甲"], ["一"], ["7"], ["7"], ["二"]),))
    assert unwritten(fuller, data) == ["7", "二"]


signs = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff"), max_size=12
)
values = st.one_of(signs, st.sampled_from([*FORMULAS, "_x0041_", "12", "1,000", "5%", "", " ", "一\n二"]))


@given(st.lists(st.tuples(values, values, values), min_size=1, max_size=6))
def test_every_text_of_any_table_comes_back(rows: list[tuple[str, str, str]]) -> None:
    made = Manuscript((table(["甲", "乙", "丙"], *map(list, rows)),))
    data = write_xlsx(made)
    assert unwritten(made, data) == []
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    for number, row in enumerate(rows, 2):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            if cell.data_type == "n" and cell.value is not None:
                assert number_in(text) is not None and cell.value == pytest.approx(number_in(text)[0])  # type: ignore[index]
            elif "_x" not in text and "\t" not in text:
                assert (cell.value or "") == text
