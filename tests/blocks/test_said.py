"""What is said, paragraph by paragraph: the text dump with the origins of its texts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from wenming_docs.blocks import (
    AttachmentList,
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
    Table,
    Text,
    dump_text,
    inlines,
    plain,
    said,
)
from wenming_docs.findings import Origin
from wenming_docs.pipeline import Options, compile_document, read_workspace, requests

EXAMPLES = sorted(Path("examples").glob("*.yaml"))
PLACE = Origin("计划.yaml", 3, 5)


def _fact(text: str) -> Text:
    return Text(text, (PLACE,))


def test_fixed_words_have_no_origin_and_facts_keep_theirs() -> None:
    heading = Heading(2, (_fact("为民利民"),), (_fact("先改路。"),), "（一）")
    [run] = said(Manuscript((heading,)))
    assert run == (Text("（一）"), _fact("为民利民"), Text("。"), _fact("先改路。"))


def test_a_cell_of_two_lines_is_two_paragraphs_each_with_the_origin_of_the_cell() -> None:
    table = Table((Column(inlines("项目")),), ((Cell((_fact("甲\n乙"),)),), (Cell(rows=0),)))
    assert said(Manuscript((table,))) == (inlines("项目"), (_fact("甲"),), (_fact("乙"),))


def test_every_part_with_words_of_our_own_reads_as_its_dump() -> None:
    manuscript = Manuscript(
        (
            Masthead(
                (Text("甲局"), Text("乙局文件")), inlines("甲〔2026〕1号"), (Text("某甲"), Text("某乙"))
            ),
            Masthead((Text("甲局文件"),), inlines("甲〔2026〕2号")),
            NameList(
                (
                    NameRow(
                        Text("组长"), (NameEntry(Text("某甲"), inlines("书记")), NameEntry(Text("某乙")))
                    ),
                    NameRow(Text("成员"), (NameEntry(Text("某丙")), NameEntry(Text("某丁")))),
                )
            ),
            AttachmentList((inlines("分解表"), inlines("名单")), ("1", "2")),
            Imprint(inlines("某办公室"), inlines("2026年3月1日"), inlines("某局")),
            Paragraph(()),
        )
    )
    assert [plain(run) for run in said(manuscript)] == dump_text(manuscript)


@pytest.mark.parametrize("path", EXAMPLES[::3], ids=lambda path: path.stem)
def test_what_is_said_reads_as_the_dump_of_every_document_of_an_example(path: Path) -> None:
    workspace, options = read_workspace(path), Options(draft=True, today=date(2026, 11, 22))
    for request, _ in requests(workspace, options, path):
        assert request
        manuscript = compile_document(workspace, request, options, path).manuscript
        assert [plain(run) for run in said(manuscript)] == dump_text(manuscript)
