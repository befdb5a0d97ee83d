"""列：…: a table with chosen columns says what the whole one says, in the order asked for."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_docs.blocks import (
    Align,
    Cell,
    Column,
    ColumnsError,
    SpareColumn,
    Table,
    Text,
    choose_columns,
    plain,
)
from wenming_docs.findings import Origin


def table_of(heads: str, *rows: str, spare: dict[str, list[str]] | None = None) -> Table:
    """A table of one-character-separated cells: ``甲 乙``; each cell knows its row and column."""

    def cell(text: str, row: int, column: int) -> Cell:
        return Cell((Text(text, (Origin("表.yaml", row, column),)),))

    return Table(
        tuple(Column((Text(head),), names=(f"{head}别名",)) for head in heads.split()),
        tuple(
            tuple(cell(text, y, x) for x, text in enumerate(row.split(), 1)) for y, row in enumerate(rows, 1)
        ),
        spare=tuple(
            SpareColumn(Column((Text(head),)), tuple(Cell((Text(text),)) for text in cells))
            for head, cells in (spare or {}).items()
        ),
    )


DUTIES = table_of(
    "序号 任务 牵头单位 时限",
    "1 清理楼道 城管办 5月",
    "2 办好讲座 宣传办 6月",
    "3 清理广告 城管办 6月",
    "4 修补路面 城管办 6月",
    spare={"备注": ["—", "—", "—", "—"]},
)


def shown(table: Table) -> list[list[str]]:
    """Each row as text; ↑ where a cell goes on."""
    return [["↑" if cell.rows == 0 else plain(cell.inlines) for cell in row] for row in table.rows]


def heads(table: Table) -> list[str]:
    return [plain(column.title) for column in table.columns]


def test_columns_stand_in_the_order_asked_for_with_their_names_widths_and_alignment() -> None:
    found = choose_columns(DUTIES, "时限（6字，居中，改叫完成时限）| 任务(居左) ｜ 序号")
    assert heads(found) == ["完成时限", "任务", "序号"]
    assert [column.width for column in found.columns] == [6.0, None, None]
    assert [column.align for column in found.columns] == [Align.CENTER, Align.LEFT, Align.AUTO]
    assert shown(found) == [
        ["5月", "清理楼道", "1"],
        ["6月", "办好讲座", "2"],
        ["6月", "清理广告", "3"],
        ["6月", "修补路面", "4"],
    ]


def test_a_group_brings_equal_values_together_and_rows_are_numbered_anew() -> None:
    found = choose_columns(DUTIES, "序号 | 牵头单位（分组）| 任务 | 时限（合并）")
    assert shown(found) == [
        ["1", "城管办", "清理楼道", "5月"],
        ["2", "↑", "清理广告", "6月"],
        ["3", "↑", "修补路面", "↑"],
        ["4", "宣传办", "办好讲座", "6月"],
    ]
    assert found.rows[0][1].rows == 3
    lines = [origin.line for text in found.rows[0][1].inlines for origin in text.origins]
    assert lines == [1, 3, 4]


def test_a_merged_cell_joins_neighbours_only() -> None:
    found = choose_columns(DUTIES, "任务 | 牵头单位（合并）")
    assert [row[1].rows for row in found.rows] == [1, 1, 2, 0]


def test_a_column_that_nobody_filled_may_be_asked_for_and_left_to_be_filled_by_hand() -> None:
    assert shown(choose_columns(DUTIES, "任务、备注"))[0] == ["清理楼道", "—"]
    assert shown(choose_columns(DUTIES, "任务、备注（留空）"))[0] == ["清理楼道", ""]
    assert not choose_columns(DUTIES, "任务、备注").spare


def test_a_column_is_found_by_its_other_name_and_a_head_in_brackets_is_a_head() -> None:
    assert heads(choose_columns(DUTIES, "牵头单位别名；任务")) == ["牵头单位", "任务"]
    rate = table_of("指标 完成率（%）", "甲 80")
    assert heads(choose_columns(rate, "完成率（%）| 指标")) == ["完成率（%）", "指标"]
    assert choose_columns(rate, "完成率（%）（5字）").columns[0].width == 5


def test_the_number_is_there_for_every_table_and_not_for_its_total() -> None:
    table = table_of("单位 数", "东门 1", "西门 2", "合计 3")
    assert shown(choose_columns(table, "序号 | 单位（分组）| 数")) == [
        *[["1", "东门", "1"], ["2", "西门", "2"], ["", "合计", "3"]]
    ]


def test_numbers_of_rows_in_a_cell_follow_the_rows() -> None:
    columns = (Column((Text("任务"),)), Column((Text("牵头"),)), Column((Text("前置"),), counts_rows=True))
    texts = (("甲", "东", "—"), ("乙", "西", "1"), ("丙", "东", "1、2、丁"))
    table = Table(columns, tuple(tuple(Cell((Text(text),)) for text in row) for row in texts))
    assert shown(choose_columns(table, "序号|牵头（分组）|任务|前置")) == [
        ["1", "东", "甲", "—"],
        ["2", "↑", "丙", "1、3、丁"],
        ["3", "西", "乙", "1"],
    ]
    with pytest.raises(ColumnsError, match="没有选“序号”"):
        choose_columns(table, "任务|前置")


@pytest.mark.parametrize(
    ("line", "message", "hint", "at"),
    [
        (
            "任务 | 牵头单",
            "没有“牵头单”这一列",
            "是不是想写“牵头单位”；这张表有：序号、任务、牵头单位、时限、备注",
            5,
        ),
        ("任务（分足）", "“任务”后面的“分足”看不懂", "分组、合并、6字", 0),
        ("任务 | 任务别名", "“任务别名”这一列选了两次", "留一处", 5),
        ("序号（分组）| 任务", "“序号”行行不同", "写到相同的值", 0),
        ("任务（99字）", "“任务”的宽“99字”不合适", "1字到60字", 0),
        (" | ", "没有写哪几列", "序号 | 任务", 0),
    ],
)
def test_a_wrong_line_says_what_is_wrong_where_and_how_to_mend_it(
    line: str, message: str, hint: str, at: int
) -> None:
    with pytest.raises(ColumnsError) as caught:
        choose_columns(DUTIES, line)
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.at == at


def test_the_programs_note_on_a_column_goes_with_it_and_an_authors_stays() -> None:
    own, written = (
        (Text("注：时限为工作日；任务按先后。"),),
        (Text("注：时限由街道定。", (Origin("表.yaml", 9, 1),)),),
    )
    table = Table(DUTIES.columns, DUTIES.rows, notes=(own, written))
    assert [plain(note) for note in choose_columns(table, "任务").notes] == [
        "注：任务按先后。",
        "注：时限由街道定。",
    ]


def test_three_hundred_rows_grouped_five_deep_are_merged_as_groupby_would() -> None:
    names = ["一级", "二级", "三级", "四级", "五级"]
    rows = [" ".join(f"{i // 3**level % 3}" for level in range(4, -1, -1)) + f" {i}" for i in range(300)]
    table = table_of(" ".join([*names, "事"]), *[rows[i * 7 % 300] for i in range(300)])
    found = choose_columns(table, " | ".join(f"{name}（分组）" for name in names) + " | 事")
    texts: list[list[str]] = []
    for row in found.rows:
        above = texts[-1] if texts else []
        texts.append([above[x] if cell.rows == 0 else plain(cell.inlines) for x, cell in enumerate(row)])
    assert sorted(texts) == sorted(row.split() for row in rows)
    for x in range(5):
        spans = [len(list(run)) for _, run in groupby(text[: x + 1] for text in texts)]
        assert [row[x].rows for row in found.rows if row[x].rows] == spans
        assert len(spans) == len({tuple(text[: x + 1]) for text in texts})  # each group stands once


VALUES = st.sampled_from(["东", "西", "南", "—"])


@given(st.lists(st.tuples(VALUES, VALUES, VALUES), max_size=30), st.permutations([0, 1, 2]))
def test_no_row_is_lost_or_invented_and_spans_cover_every_row(
    rows: list[tuple[str, str, str]], order: list[int]
) -> None:
    table = Table(
        tuple(Column((Text(head),)) for head in "甲乙丙"),
        tuple(tuple(Cell((Text(text),)) for text in row) for row in rows),
    )
    options = ("（分组）", "（分组）", "（合并）")
    line = "|".join("甲乙丙"[column] + option for column, option in zip(order, options, strict=True))
    found = choose_columns(table, line)
    texts: list[list[str]] = []
    for row in found.rows:
        above = texts[-1] if texts else []
        texts.append([above[x] if cell.rows == 0 else plain(cell.inlines) for x, cell in enumerate(row)])
    assert sorted(texts) == sorted([row[column] for column in order] for row in rows)
    for x in range(3):
        assert sum(row[x].rows for row in found.rows) == len(rows)
    assert choose_columns(found, line).rows == found.rows
