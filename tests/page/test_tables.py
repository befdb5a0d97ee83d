"""Tables as Word reads them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from wenming_docs.blocks import Align, Cell, Column, Landscape, Manuscript, Paragraph, Table, inlines
from wenming_docs.errors import InternalError
from wenming_docs.page.word import write_docx
from wenming_docs.page.word.columns import CROWDED, column_widths
from wenming_docs.page.word.spread import ColumnTexts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def table(*rows: tuple[str, ...], heads: tuple[str, ...] = ("序号", "任务", "数量")) -> Table:
    columns = tuple(Column(inlines(head)) for head in heads)
    return Table(columns, tuple(tuple(Cell(inlines(text)) for text in row) for row in rows))


def body(*blocks: Table | Paragraph | Landscape) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(write_docx(Manuscript(blocks)))) as archive:
        found = etree.fromstring(archive.read("word/document.xml")).find(f"{W}body")
    assert found is not None
    return found


def values(element: etree._Element, path: str, attribute: str = "val") -> list[str]:
    steps = "/".join(W + step if step[0].isalpha() else step for step in path.split("/"))
    return [found.get(W + attribute, "") for found in element.iterfind(f".//{steps}")]


def test_widths_of_columns_grid_and_table_agree_with_the_text_area() -> None:
    upright, landscape = body(table(("1", "清", "2"))), body(Landscape((table(("1", "清", "2")),)))
    for element, width in ((upright, 8844), (landscape, 12756)):
        grid = [int(value) for value in values(element, "gridCol", "w")]
        assert sum(grid) == width
        assert values(element, "tblW", "w") == [str(width)]
        assert [int(value) for value in values(element, "tcW", "w")] == grid * 2


def test_the_head_is_repeated_and_no_row_is_split() -> None:
    element = body(table(("1", "清", "2"), ("2", "扫", "3")))
    assert len(list(element.iter(W + "tr"))) == 3
    assert len(list(element.iter(W + "cantSplit"))) == 3
    (head,) = element.iter(W + "tblHeader")
    assert head.attrib == {}  # Open XML SDK refuses w:val="true" here
    assert head.getparent().getparent() is next(element.iter(W + "tr"))  # type: ignore[union-attr]


def test_no_page_holds_the_notes_alone() -> None:
    noted = replace(table(("1", "清", "2"), ("2", "扫", "3")), notes=(inlines("注：甲。"), inlines("乙。")))
    kept = [paragraph.find(f"{W}pPr/{W}keepNext") is not None for paragraph in body(noted).iter(W + "p")]
    assert kept == [False] * 6 + [True] * 3 + [True, False]


def test_cells_that_span_rows_are_merged() -> None:
    columns = (Column(inlines("甲")), Column(inlines("乙")))
    rows = (
        (Cell(inlines("合"), rows=2), Cell(inlines("1"))),
        (Cell(rows=0), Cell(inlines("2"))),
    )
    element = body(Table(columns, rows))
    assert values(element, "vMerge") == ["restart", ""]
    assert [len(list(cell.iter(W + "p"))) for cell in element.iter(W + "tc")] == [1] * 6


def test_figures_stand_right_short_texts_centred_long_ones_left() -> None:
    element = body(table(("1", "清理背街小巷和楼道内外堆放的杂物", "8900"), ("2", "扫", "12.5%")))
    styles = values(element, "tc/p/pPr/pStyle")[3:6]
    assert styles == ["TableCenter", "TableLeft", "TableRight"]
    explicit = Table(
        (Column(inlines("数"), Align.CENTER),),
        ((Cell(inlines("1")),), (Cell(inlines("2"), align=Align.LEFT),)),
    )
    assert values(body(explicit), "tc/p/pPr/pStyle") == ["TableHead", "TableCenter", "TableLeft"]


def test_tables_never_touch_and_a_paragraph_follows_the_last() -> None:
    element = body(table(("1", "清", "2")), table(("1", "清", "2")))
    assert [etree.QName(child).localname for child in element] == ["tbl", "p", "tbl", "p", "sectPr"]


def test_a_row_with_another_number_of_cells_is_our_bug() -> None:
    with pytest.raises(InternalError, match="表格有 3 列，但有一行是 2 格"):
        write_docx(Manuscript((table(("1", "清", "2"), ("2", "扫")),)))


def test_a_table_without_rows_has_its_head() -> None:
    assert len(list(body(table()).iter(W + "tr"))) == 1


def test_short_columns_do_not_break_beside_a_long_one() -> None:
    texts = ("12", "甲" * 60, "城管办")
    columns = list(map(ColumnTexts, ("序号", "任务", "牵头单位"), texts))
    fit = column_widths(columns, 8844, 240, 114)
    widths, lines = fit.widths(), fit.lines
    assert sum(widths) == 8844
    assert widths[0] >= 2 * 240 + 114
    assert widths[2] >= 4 * 240 + 114
    assert lines <= CROWDED


def test_heads_break_before_the_longest_text_gets_too_little_room() -> None:
    longest = ("12", "整治背街小巷", "甲" * 70, "城管办", "各社区", "某某某", "6月底前", "每月两次")
    heads = ("序号", "重点任务", "工作内容", "牵头单位", "配合单位", "责任领导", "完成时限", "频次")
    widths = column_widths(list(map(ColumnTexts, heads, longest)), 8844, 210, 114).widths()
    assert max(widths) == widths[2]
    assert widths[2] >= 10 * 210 + 114
    assert min(widths[3:6]) >= 3 * 210 + 114


def test_many_columns_still_fit() -> None:
    widths = column_widths([ColumnTexts("测评指标名称", "完成情况说明")] * 25, 8844, 210, 114).widths()
    assert sum(widths) == 8844
    assert min(widths) > 114
