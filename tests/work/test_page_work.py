"""The work of the page: what is written and read back grows with the document and no faster."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from tests.work.counting import calls_of
from wenming_docs.blocks import Cell, Column, Heading, Manuscript, Paragraph, Table, Title, inlines
from wenming_docs.page.word import read_text, write_docx

HEADS = ("序号", "重点任务", "工作内容", "牵头单位", "配合单位", "完成时限", "工作频次")
SMALL, LARGE = 100, 200
"""Tasks of the two plans."""


@cache
def manuscript_of(tasks: int) -> Manuscript:
    """A plan of so many tasks: a heading and a paragraph each, and a row of the table at the end."""
    blocks = [
        block
        for task in range(tasks)
        for block in (
            Heading(3, inlines(f"整治第{task}处占道经营"), number=f"{task + 1}."),
            Paragraph(inlines(f"到青石街道第{task}社区清理楼道堆物，讲解文明养犬，回访{task * 7}户居民。")),
        )
    ]
    rows = [
        tuple(
            Cell(inlines(text))
            for text in (
                str(task + 1),
                f"整治第{task}处占道经营",
                f"到青石街道第{task}社区清理楼道堆物，劝导{task * 7}户居民，年底逐项盘点，" * 2,
                "云山市城管局\n青石街道",
                f"第{task}社区",
                f"{task % 12 + 1}月底前",
                f"每月不少于{task % 9}次",
            )
        )
        for task in range(tasks)
    ]
    table = Table(
        tuple(Column(inlines(head)) for head in HEADS), tuple(rows), notes=(inlines("注：每月上报。"),)
    )
    return Manuscript((Title(inlines("青石街道创建方案")), *blocks, table))


@cache
def writing(tasks: int) -> Counter[str]:
    """How often each function runs while such a document is written."""
    return calls_of(lambda: write_docx(manuscript_of(tasks)))


def test_a_document_twice_as_long_takes_twice_the_work() -> None:
    few, more, many = (writing(tasks).total() for tasks in (SMALL, LARGE, 2 * LARGE))
    assert (many - more) <= 2.2 * (more - few)


def test_a_task_costs_so_many_calls_of_the_writer() -> None:
    few = writing(SMALL)
    many = writing(LARGE)
    assert (many.total() - few.total()) / (LARGE - SMALL) <= 86


def test_the_widths_of_a_table_are_weighed_once_however_many_sizes_are_tried() -> None:
    done = writing(SMALL)
    assert done["columns.py:column_widths"] == 2  # 小四 is too large for it, 五号 fits
    assert done["spread.py:spread"] == 1
    assert done["spread.py:_spread"] == 4  # once for each steepness
    assert done["spread.py:_lines"] <= 80  # what breaks is known by its width


def test_no_more_than_a_hundred_rows_tell_the_widths() -> None:
    few = writing(2 * LARGE)
    many = writing(4 * LARGE)
    for weighing in ("spread.py:cell_widths", "spread.py:_look", "spread.py:_lines"):
        assert many[weighing] <= 1.3 * few[weighing]


def test_a_text_that_many_rows_repeat_is_broken_into_lines_once() -> None:
    table = Table(
        (Column(inlines("单位")), Column(inlines("内容"))),
        ((Cell(inlines("云山市城管局\n青石街道、第9社区" * 6)), Cell(inlines("清理"))),) * 300,
        notes=(inlines("注：略。"),),
    )
    assert calls_of(lambda: write_docx(Manuscript((table,))))["heights.py:line_count"] < 30


def test_parts_that_all_documents_have_are_deflated_once() -> None:
    done = writing(SMALL)
    assert done["package.py:_deflated"] == 3  # the document and its two parts of properties


@pytest.mark.parametrize("tasks", [SMALL, LARGE])
def test_plain_paragraphs_are_read_back_without_a_call_for_each(tasks: int) -> None:
    data = write_docx(manuscript_of(tasks))
    assert len(read_text(data)) == 8 + tasks * (len(HEADS) + 3) + 1
    assert calls_of(lambda: read_text(data)).total() < 100


def test_rows_that_a_merged_cell_covers_are_read_back_without_a_call_for_each() -> None:
    rows = tuple((Cell(inlines("环境"), rows=0 if row else 200), Cell(inlines("清理"))) for row in range(200))
    data = write_docx(Manuscript((Table((Column(inlines("类别")), Column(inlines("内容"))), rows),)))
    assert read_text(data) == ["类别", "内容", "环境", *["清理"] * 200]
    assert calls_of(lambda: read_text(data)).total() < 120
