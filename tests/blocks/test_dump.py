"""The text dump of each block."""

from __future__ import annotations

import pytest

from wenming_docs.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Imprint,
    Manuscript,
    Masthead,
    NameEntry,
    NameList,
    NameRow,
    Paragraph,
    Signature,
    Table,
    Text,
    dump_text,
    inlines,
)

MARK = (Text("甲局"), Text("乙局文件"))
CASES: list[tuple[str, Block, list[str]]] = [
    ("run-in", Heading(2, inlines("甲。"), inlines("乙"), "（一）"), ["（一）甲。乙"]),
    ("run-in without stop", Heading(2, inlines("甲"), inlines("乙"), "（一）"), ["（一）甲。乙"]),
    ("gap", Paragraph(inlines("甲【待填：数】乙")), ["甲【待填：数】乙"]),
    (
        "table",
        Table(
            (Column(inlines("项\n目")), Column(inlines("数"))),
            ((Cell(inlines("甲\n乙"), rows=2), Cell()), (Cell(rows=0), Cell(inlines("3")))),
            inlines("表"),
            (inlines("注"),),
        ),
        ["表", "项", "目", "数", "甲", "乙", "3", "注"],
    ),
    (
        "names with posts",
        NameList(
            (NameRow(Text("组长"), (NameEntry(Text("某甲"), inlines("书记")), NameEntry(Text("某乙")))),)
        ),
        ["组长：某甲（书记）", "某乙"],
    ),
    (
        "bare names",
        NameList((NameRow(Text("成员"), (NameEntry(Text("某甲")), NameEntry(Text("某乙")))),)),
        ["成员：某甲\t某乙"],
    ),
    (
        "signature",
        Signature((inlines("甲"), inlines("乙")), inlines("2026年3月  日")),
        ["甲", "乙", "2026年3月  日"],
    ),
    ("joint mark", Masthead(MARK, inlines("甲〔2026〕1号")), ["甲局", "乙局", "文件", "甲〔2026〕1号"]),
    (
        "signers",
        Masthead((Text("甲局文件"),), inlines("1号"), tuple(map(Text, ("某甲", "某乙", "某丙")))),
        ["甲局文件", "\t签发人：某甲\t某乙", "1号\t某丙"],
    ),
    (
        "imprint",
        Imprint(inlines("办公室"), inlines("2026年3月1日"), inlines("甲。"), inlines("乙")),
        ["主送：乙。", "抄送：甲。", "办公室", "2026年3月1日印发"],
    ),
]


@pytest.mark.parametrize(("block", "text"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_block_says(block: Block, text: list[str]) -> None:
    assert dump_text(Manuscript((block,))) == text
