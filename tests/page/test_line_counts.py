"""Lines are counted and cells written fast, and exactly as the plain words of the rule say."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_docs.blocks import Align, Cell, Column, Manuscript, Shade, Table, Text, inlines
from wenming_docs.errors import InvalidInput
from wenming_docs.findings import Origin
from wenming_docs.page.word import read_text, write_docx
from wenming_docs.page.word.cells import ColumnLook, cell_paragraphs, column_cells, table_cell
from wenming_docs.page.word.flow import Flow
from wenming_docs.page.word.heights import line_count
from wenming_docs.zh import em_width

NOT_FIRST = frozenset("!%),.:;>?]}·’”…‰℃、。〉》」』】〕！％），．：；？］｝～")
NOT_LAST = frozenset("$([{‘“〈《「『【〔（［｛￥")
WIDE = {"%": 0.84, "m": 0.78, "w": 0.72, "@": 0.92, "M": 0.89, "W": 0.95}
MEETING = re.compile(r"[\u4e00-\u9fff][0-9A-Za-z]|[0-9A-Za-z%][\u4e00-\u9fff]")
SIGNS = "开展文明街道创建活动〇一二三鿿㐀、。，；：“”（）《》·…—12345678%‰℃mwWMAbz@ .,-/"


def sign_width(sign: str, wide: bool) -> float:
    if wide and sign in WIDE:
        return WIDE[sign]
    return 0.72 if wide and "A" <= sign <= "Z" else em_width(sign)


def plain_count(text: str, room: float, wide: bool, first: float) -> int:
    """The lines of a text, sign by sign."""
    if not text or not wide and em_width(text) <= room - first + 0.01:
        return 1
    widths = [sign_width(sign, wide) for sign in text]
    for place in range(1, len(text) if wide else 0):
        if MEETING.fullmatch(text, place - 1, place + 1):
            widths[place] += 0.25
    ends = list(accumulate(widths))
    count, start, limit = 1, 0, room - first
    while True:
        fits = bisect_right(ends, ends[start] - sign_width(text[start], wide) + limit + 0.01, start)
        stop = max(fits, start + 1)
        stop += stop < len(text) and text[stop] in "、。，．" and not wide
        if stop >= len(text):
            return count
        for place in range(stop, start, -1):
            before, after = text[place - 1], text[place]
            inside = before.isascii() and after.isascii() and before != " " and after != " "
            if not inside and after not in NOT_FIRST and before not in NOT_LAST:
                stop = place
                break
        start, limit, count = stop, room, count + 1


@settings(max_examples=400, deadline=None)
@given(
    st.text(st.sampled_from(SIGNS), max_size=60),
    st.integers(12, 160).map(lambda quarters: quarters / 4 + 0.07),
    st.booleans(),
    st.sampled_from([0.0, 2.0]),
)
def test_lines_are_counted_as_sign_by_sign(text: str, room: float, wide: bool, first: float) -> None:
    assert line_count(text, room, wide=wide, first=first) == plain_count(text, room, wide, first)


@pytest.mark.parametrize("sign", ["一", "\u9fff", "、", "。", "，", "；", "："])
def test_a_chinese_sign_takes_one_place(sign: str) -> None:
    assert em_width(sign) == 1.0


cells = st.builds(
    lambda text, emphasis, rows, align, shade: Cell(
        inlines(text, emphasis=emphasis), rows=rows, align=align, shade=shade
    ),
    st.sampled_from(
        ["", "清理楼道", "云山市城管局\n青石街道", "7户", "a & b", "“两端”", "【待填】", "甲【待填】"]
    ),
    st.sampled_from([False, False, False, True]),
    st.sampled_from([1, 1, 1, 0, 2]),
    st.sampled_from([Align.AUTO, Align.AUTO, Align.LEFT]),
    st.sampled_from([Shade.NONE, Shade.NONE, Shade.DARK]),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(cells, max_size=8), st.booleans())
def test_a_column_is_written_as_cell_by_cell(column: list[Cell], hint: bool) -> None:
    flow, look = Flow(hint=hint), ColumnLook(1200, Align.CENTER, "")
    texts = ["".join(text.text for text in cell.inlines) for cell in column]
    written = []
    for cell in column:
        said = cell.inlines if cell.rows else ()
        content = cell_paragraphs(flow, look.style(cell.align), said)
        written.append(table_cell(look.width, content, cell.rows, cell.shade))
    assert column_cells(flow, look, column, texts) == written


def test_of_several_signs_that_word_cannot_save_the_one_of_the_first_row_is_named() -> None:
    rows = [("甲", "乙\x01"), ("丙\x02", "丁")]
    table = Table(
        (Column(inlines("单位")), Column(inlines("内容"))),
        tuple(
            tuple(
                Cell((Text(text, (Origin("a.yaml", row, column),)),)) for column, text in enumerate(texts, 1)
            )
            for row, texts in enumerate(rows, 1)
        ),
    )
    with pytest.raises(InvalidInput) as refused:
        write_docx(Manuscript((table,)))
    (found,) = refused.value.findings
    assert (found.code, found.origin) == ("L001", Origin("a.yaml", 1, 2))


def test_paragraphs_of_several_texts_stand_between_those_of_one() -> None:
    texts = ["甲", "乙 丙", "丁【待填】", "", "戊", "己\n庚", "辛"]
    table = Table((Column(inlines("内容")),), tuple((Cell(inlines(text)),) for text in texts))
    assert read_text(write_docx(Manuscript((table,)))) == [
        "内容",
        *("甲", "乙 丙", "丁【待填】", "戊", "己", "庚", "辛"),
    ]
