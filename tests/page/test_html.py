"""The preview page and the Markdown."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from tests.page.variants import Variant, load_variants
from wenming_docs.blocks import (
    Cell,
    Column,
    Heading,
    Manuscript,
    Paragraph,
    Signature,
    Table,
    Text,
    Title,
    dump_text,
    inlines,
)
from wenming_docs.page.html import preview_html, write_markdown

VARIANTS = load_variants()
VOID = {"meta", "br"}


class Outline(HTMLParser):
    """The text of a page, and whether its tags are balanced."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "style")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "title"} & set(self.open):
            self.text += data


def outline(html: str) -> Outline:
    parser = Outline()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_the_preview_says_everything_and_loads_nothing(variant: Variant) -> None:
    page = outline(preview_html(variant.manuscript))
    shown = squeezed(page.text)
    missing = [
        piece
        for line in dump_text(variant.manuscript)
        for piece in line.split("\t")
        if squeezed(piece) not in shown and piece != "文件"
    ]
    assert missing == []
    assert page.addresses == []


def test_markup_in_a_value_is_shown_as_it_is() -> None:
    hostile = '<script>alert("1")</script>&amp;'
    manuscript = Manuscript((Title((Text(hostile),)), Paragraph((Text(hostile, emphasis=True, blank=True),))))
    html = preview_html(manuscript)
    assert "<script" not in html
    assert squeezed(outline(html).text) == hostile * 2


def test_emphasis_gaps_and_merged_cells_are_seen() -> None:
    table = Table(
        (Column(inlines("甲")), Column(inlines("乙"))),
        ((Cell(inlines("合"), rows=2), Cell(inlines("1"))), (Cell(rows=0), Cell(inlines("2")))),
    )
    html = preview_html(
        Manuscript((Paragraph((Text("重", emphasis=True), Text("【待填】", blank=True))), table))
    )
    assert "<p><strong>重</strong><mark>【待填】</mark></p>" in html
    assert '<tr><td rowspan="2">合</td><td>1</td></tr>\n<tr><td>2</td></tr>' in html


def test_markdown_shows_levels_tables_and_literal_signs() -> None:
    manuscript = Manuscript(
        (
            Title(inlines("方案")),
            Heading(1, inlines("总体要求"), number="一、"),
            Heading(2, inlines("甲。"), inlines("乙"), "（一）"),
            Paragraph((Text("a*b|c<d>"), Text("重", emphasis=True))),
            Paragraph(inlines("1. 不是列表")),
            Table((Column(inlines("甲")),), ((Cell(inlines("子\n丑|寅")),),)),
            Signature((inlines("办事处"),), inlines("2026年3月18日")),
        )
    )
    assert write_markdown(manuscript).split("\n\n") == [
        "# 方案",
        "## 一、总体要求",
        "（一）甲。乙",
        r"a\*b\|c\<d\>**重**",
        r"\1. 不是列表",
        "| 甲 |\n| --- |\n| 子<br>丑\\|寅 |",
        "办事处  \n2026年3月18日\n",
    ]
