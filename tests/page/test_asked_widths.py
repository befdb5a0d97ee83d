"""Widths that an author asks for in 字: those columns get them, the others share what is left."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wenming_docs.page.word.columns import column_widths, widths_as_asked
from wenming_docs.page.word.spread import ColumnTexts

ROOM, CHARACTER, PADDING = 13_000, 240, 114
COLUMNS = [
    ColumnTexts("序号", "12"),
    ColumnTexts("具体任务", "清理楼道堆物和小广告"),
    ColumnTexts("完成时限", "6月底前"),
    ColumnTexts("备注", "—"),
]


def test_a_width_is_that_many_characters_and_the_cell_margins() -> None:
    widths = widths_as_asked(COLUMNS, [None, None, 6, 8.5], ROOM, CHARACTER, PADDING).widths()
    assert widths[2:] == [6 * CHARACTER + PADDING, round(8.5 * CHARACTER) + PADDING]
    assert sum(widths) == ROOM
    assert widths[0] < widths[1]


def test_without_widths_nothing_changes() -> None:
    asked: list[float | None] = [None] * len(COLUMNS)
    found = widths_as_asked(COLUMNS, asked, ROOM, CHARACTER, PADDING)
    plain = column_widths(COLUMNS, ROOM, CHARACTER, PADDING)
    assert (found.lines, found.widths()) == (plain.lines, plain.widths())


@given(st.lists(st.one_of(st.none(), st.floats(1, 60)), min_size=1, max_size=20))
def test_the_widths_fill_the_page_and_every_column_has_room_for_a_character(
    asked: list[float | None],
) -> None:
    columns = [ColumnTexts("标题", "一段文字")] * len(asked)
    widths = widths_as_asked(columns, asked, ROOM, CHARACTER, PADDING).widths()
    assert sum(widths) == ROOM
    assert min(widths) > PADDING
