"""Every text of a block tree is found, whatever kind of block it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from tests.blocks.test_dump import CASES
from wenming_docs.blocks import Block, Cell, Column, SpareColumn, Table, Text, texts_in


def by_fields(node: object) -> Iterator[Text]:
    """The texts below a node, found without knowing its kind."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, tuple):
        for item in node:
            yield from by_fields(item)
    elif is_dataclass(node) and not isinstance(node, SpareColumn):
        for field in fields(node):
            yield from by_fields(getattr(node, field.name))


@pytest.mark.parametrize("block", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_texts_are_found_in_document_order(block: Block) -> None:
    assert texts_in((block, block)) == [*by_fields(block), *by_fields(block)]


def test_a_table_says_what_it_shows_and_nothing_it_keeps_in_reserve() -> None:
    head, cell, caption, note, spare = map(Text, ("任务", "清运", "表题", "注：按街道排序。", "没有填"))
    table = Table(
        (Column((head,)),),
        ((Cell((cell,), rows=2),), (Cell(rows=0),)),
        (caption,),
        ((note,),),
        spare=(SpareColumn(Column((spare,)), (Cell((spare,)), Cell())),),
    )
    assert texts_in((table,)) == [head, cell, caption, note]
