"""What cells look like: grounds, figures, gaps, sizes, and what a screen reader is told."""

from __future__ import annotations

import pytest

from tests.page.test_tables import body, table, values
from wenming_docs.blocks import Align, Cell, Column, Manuscript, Shade, Table, Text, inlines
from wenming_docs.page.html import preview_html, write_markdown
from wenming_docs.page.word.columns import column_widths
from wenming_docs.page.word.heights import head_lines
from wenming_docs.page.word.spread import ColumnTexts

BARS = Table(
    (Column(inlines("任务")), Column(inlines("3月")), Column(inlines("4月"))),
    (
        (Cell(inlines("宣传发动")), Cell(shade=Shade.DARK), Cell(shade=Shade.LIGHT)),
        (Cell(inlines("总结验收")), Cell(), Cell(inlines("完成"), shade=Shade.LIGHT)),
    ),
    inlines("进度安排"),
    description="宣传发动3月为重点，延续到4月。",
)


def test_grounds_are_told_apart_in_word_html_and_markdown() -> None:
    element = body(BARS)
    assert values(element, "tcPr/shd", "fill") == ["404040", "BFBFBF", "BFBFBF"]
    html = preview_html(Manuscript((BARS,)))
    assert '<td class="dark"></td><td class="light"></td>' in html
    assert "| 宣传发动 | ■ | □ |\n| 总结验收 |  | 完成 |" in write_markdown(Manuscript((BARS,)))


def test_a_ground_stands_in_its_place_in_the_schema() -> None:
    cells = (Cell(inlines("甲"), rows=2, shade=Shade.DARK), Cell(rows=0))
    element = body(Table((Column(inlines("组")),), tuple((cell,) for cell in cells)))
    (properties,) = [cell for cell in element.iter() if cell.tag.endswith("tcPr") and len(cell) == 4]
    assert [child.tag.rpartition("}")[2] for child in properties] == ["tcW", "vMerge", "shd", "vAlign"]


def test_a_screen_reader_is_told_what_the_table_shows() -> None:
    element = body(BARS)
    assert values(element, "tblCaption") == ["进度安排"]
    assert values(element, "tblDescription") == ["宣传发动3月为重点，延续到4月。"]
    assert values(element, "tblLook", "firstRow") == ["1"]
    html = preview_html(Manuscript((BARS,)))
    assert '<caption>进度安排<span class="unseen">宣传发动3月为重点，延续到4月。</span></caption>' in html
    assert html.count('<th scope="col">') == 3


def test_without_a_description_the_heads_are_told() -> None:
    element = body(table(("1", "清", "2"), ("2", '扫<"&', "3")))
    assert values(element, "tblDescription") == ["共2行，各列是：序号、任务、数量"]
    assert values(element, "tblCaption") == []


@pytest.mark.parametrize(
    ("cells", "style"),
    [
        (("1,234人", "98人", "—"), "TableRight"),
        (("12.5%", "100%", ""), "TableRight"),
        (("约300余件", "近5万人次", "3～5次"), "TableRight"),
        (("63%～68%", "-2.5", "1∶3"), "TableCenter"),  # a proportion is no figure to be added up
        (("6月底", "9月", "12月"), "TableCenter"),
        (("3号楼", "12号楼", "1号楼"), "TableCenter"),
        (("增长12%", "98人", "—"), "TableCenter"),
    ],
)
def test_figures_with_their_measures_stand_right(cells: tuple[str, ...], style: str) -> None:
    element = body(Table((Column(inlines("数")),), tuple((Cell(inlines(cell)),) for cell in cells)))
    assert values(element, "tc/p/pPr/pStyle")[1:] == [style] * 3


def test_what_is_left_empty_stays_empty_and_what_is_not_applicable_says_so() -> None:
    element = body(Table((Column(inlines("得分")),), ((Cell(),), (Cell(inlines("—")),))))
    assert ["".join(map(str, cell.itertext())) for cell in element.iter() if cell.tag.endswith("}tc")][
        1:
    ] == ["", "—"]


@pytest.mark.parametrize(
    "cell", [Cell((Text("【待填】", blank=True),)), Cell((Text("甲\n【待填】", blank=True),))]
)
def test_a_gap_is_highlighted_in_a_cell_too(cell: Cell) -> None:
    assert set(values(body(Table((Column(inlines("数")),), ((cell,),))), "rPr/highlight")) == {"yellow"}


def test_many_columns_are_set_smaller_but_never_below_small_five() -> None:
    heads = (
        "测评项目",
        "测评指标",
        "编号",
        "测评内容",
        "测评标准",
        "测评方法",
        "分值",
        "对应任务",
        "牵头单位",
        "佐证材料",
        "自评",
        "扣分原因",
    )
    first = ("1 公共环境", "1.2 公共设施", "1.2.1", "公共厕所管理规范", "标识清楚，免费开放，无异味。" * 2)
    second = (
        "实地考察、材料审核",
        "1分",
        "公共设施管护",
        "市住建局",
        "公厕保洁记录",
        "0.5分",
        "盲道被占用两处",
    )
    row = (*first, *second)
    styles = set(values(body(table(row, heads=heads)), "tc/p/pPr/pStyle"))
    assert {style for style in styles if style.startswith("TableHead")} == {"TableHeadTiny"}
    crowded = table(("测评指标名称内容",) * 8, heads=("测评指标名称内容",) * 8)
    assert "TableHeadSmall" in values(body(crowded), "tc/p/pPr/pStyle")


def test_figures_of_a_report_stay_on_one_line() -> None:
    heads = ("指标", "完成数", "上期", "环比", "去年同期", "同比", "年度目标", "完成率")
    row = ("清理小广告", "1.2万余条", "9800余条", "增长22.4%", "8600余条", "增长39.5%", "3万余条", "40.8%")
    widths = column_widths(list(map(ColumnTexts, heads, row)), 8844, 210, 114).widths()
    rooms = [(width - 114) / 210 for width in widths]
    assert [head for head, room in zip(heads, rooms, strict=True) if len(head) > room] == []
    assert rooms[1] >= 4.75 and rooms[3] >= 4.75


def test_a_head_breaks_between_its_words() -> None:
    assert head_lines("完成时限", 3.2) == ["完成", "时限"]
    assert head_lines("整改责任人", 4.5) == ["整改", "责任人"]
    assert head_lines("完成时限", 4) == ["完成时限"]
    assert head_lines("时限", 0.5) == ["时限"]  # too narrow to break well: left to Word
    narrow = Table(
        tuple(Column(inlines(head)) for head in ("完成时限", *"甲" * 20)), ((Cell(inlines("6月底")),) * 21,)
    )
    assert len([each for each in body(narrow).iter() if each.tag.endswith("}br")]) == 1


def test_explicit_alignment_still_wins() -> None:
    column = Column(inlines("数"), Align.LEFT)
    assert values(body(Table((column,), ((Cell(inlines("12人")),),))), "tc/p/pPr/pStyle")[1:] == ["TableLeft"]
