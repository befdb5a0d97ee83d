"""A table with more columns than a page holds is refused, never written narrower than a sign."""

from __future__ import annotations

import pytest

from wenming_docs.blocks import Cell, Column, Landscape, Manuscript, Table, inlines
from wenming_docs.errors import InvalidInput
from wenming_docs.page.layout import check_layout
from wenming_docs.page.word import write_docx


def table(columns: int) -> Table:
    heads = tuple(Column(inlines(f"栏{number}")) for number in range(columns))
    return Table(heads, ((Cell(inlines("甲")),) * columns,))


@pytest.mark.parametrize(("columns", "landscape"), [(30, False), (43, True)])
def test_as_many_columns_as_fit_are_written(columns: int, landscape: bool) -> None:
    block = Landscape((table(columns),)) if landscape else table(columns)
    manuscript = Manuscript((block,))
    assert list(check_layout(manuscript, None)) == []
    assert write_docx(manuscript)


@pytest.mark.parametrize(("columns", "landscape", "most"), [(31, False, 30), (44, True, 43), (600, True, 43)])
def test_one_more_is_refused_by_checking_and_by_writing(columns: int, landscape: bool, most: int) -> None:
    block = Landscape((table(columns),)) if landscape else table(columns)
    manuscript = Manuscript((block,))
    message = f"一张表有{columns}列，{'横页' if landscape else '竖页'}最多排{most}列"
    assert [(f.code, f.message) for f in check_layout(manuscript, None)] == [("L032", message)]
    with pytest.raises(InvalidInput) as refused:
        write_docx(manuscript)
    assert [f.code for f in refused.value.findings] == ["L032"]
