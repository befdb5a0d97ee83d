"""The pieces of a text, as they are read here, are those that markdown-it-py finds."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wenming_docs.blocks import placeholder
from wenming_docs.words.markup import tokens
from wenming_docs.words.markup.parse import WIDE_BLANK
from wenming_docs.words.markup.tokens import Kind, Piece, pieces_of
from wenming_docs.words.template import builtin_templates

SIGNS = ("#", "##", "######", ":", ":::", "::::", "::: 附件", "|", "-", "---", "|---|", " ", "\t")
WORDS = (
    "甲",
    "乙方",
    "列：",
    "表：",
    placeholder(3),
    "**",
    "\u3000",
    "\u00a0",
    "\v",
    "\r",
    "\0",
    "\\",
    "`",
    "=",
)
LINES = st.lists(st.sampled_from(SIGNS + WORDS), max_size=5).map("".join)
BLANKED = st.lists(LINES, max_size=12).map(lambda lines: WIDE_BLANK.sub("", "\n".join(lines)))
TABLE = ("| 甲 | 乙 |", "|---|---|")
USUAL = ("", "", "## 标题", "一段话。", "- 附件名", "::: 附件", ":::", ":::: 横向", "::::", *TABLE)


def as_markdown(text: str) -> list[Piece]:
    """The pieces without any short cut."""
    return list(tokens._parsed(text, 0))


@given(BLANKED)
@example("::: a | b\n---|---\n")
@example("甲 | 乙\n:::\n")
@example("# a #\n甲\n\n  ::: 附件\n:::\n")
@example("::: 附件\n\n::: 横向\n甲\n:::\n乙\n")
@settings(max_examples=600, deadline=None)
def test_any_text_has_the_pieces_of_markdown(text: str) -> None:
    assert pieces_of(text) == as_markdown(text)


@given(st.lists(st.sampled_from(USUAL), max_size=14).map("\n".join))
@settings(max_examples=300, deadline=None)
def test_usual_lines_in_any_order_have_the_pieces_of_markdown(text: str) -> None:
    assert pieces_of(text) == as_markdown(text)


@pytest.mark.parametrize("name", sorted(path.name for path in builtin_templates().iterdir()))
def test_our_templates_read_as_markdown_have_its_pieces(name: str) -> None:
    for file in (builtin_templates() / name).glob("*.j2"):
        text = file.read_text(encoding="utf-8")
        assert pieces_of(text) == as_markdown(text), file


def test_plain_text_is_never_handed_to_markdown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "_parser", lambda: pytest.fail("markdown-it-py was asked"))
    text = f"# {placeholder(0)}\n\n::: 主送\n各科室：\n:::\n\n## 一件事\n按下列办法做。\n再写一行\n\n- 附件\n"
    assert [(piece.kind, piece.first, piece.end) for piece in pieces_of(text)] == [
        (Kind.HEADING, 0, 1),
        (Kind.OPENING, 2, 4),
        (Kind.PARAGRAPH, 3, 4),
        (Kind.CLOSING, 0, 0),
        (Kind.HEADING, 6, 7),
        (Kind.PARAGRAPH, 7, 9),
        (Kind.PARAGRAPH, 10, 11),
    ]


def test_containers_nest_as_deep_as_in_markdown() -> None:
    text = "\n".join(":" * (120 - depth) + " 附件" for depth in range(110)) + "\n甲\n"
    assert pieces_of(text) == as_markdown(text)
