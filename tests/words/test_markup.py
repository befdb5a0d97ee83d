"""Whatever a value holds, it reaches the page char for char and keeps its origin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.work.counting import calls_of
from wenming_docs.blocks import (
    CLOSE,
    OPEN,
    FontSet,
    Heading,
    Markup,
    PageSettings,
    Paragraph,
    Recipients,
    Signature,
    Table,
    Text,
    Title,
    placeholder,
    plain,
)
from wenming_docs.findings import Origin, SourceText
from wenming_docs.words.markup import MarkupError, parse_markup

ORIGIN = Origin("plan.yaml", 3, 5, "任务[0].内容")
MARKS = st.sampled_from(
    [
        "# ",
        "|",
        "*",
        "**",
        "_",
        "- ",
        ":::",
        "{{ }}",
        "{% if %}",
        "&amp;",
        "<b>",
        "1. ",
        "一、",
        "    ",
        "　",
        "表：",
    ]
)
LINE_TEXT = st.text(
    st.characters(exclude_characters=f"{OPEN}{CLOSE}\n", exclude_categories=["Cs"]), min_size=1
)
VALUES = st.one_of(LINE_TEXT, st.lists(st.one_of(MARKS, LINE_TEXT), min_size=1).map("".join))
ONE_LINE = VALUES.filter(lambda value: "【待填" not in value)


def markup(text: str, *values: str) -> Markup:
    """``text`` with ``values`` at {0}, {1} …, all from one place."""
    marks = (placeholder(index) for index in range(len(values)))
    return Markup(text.format(*marks), tuple(SourceText(value, [ORIGIN]) for value in values))


def value(text: str, *, emphasis: bool = False) -> Text:
    return Text(text, (ORIGIN,), emphasis)


@given(ONE_LINE)
def test_a_value_is_never_read_as_markdown(text: str) -> None:
    places = (
        "# {0}\n\n## {0}。{0}\n\n甲{0}，\n**{0}**是\n\n{0}\n\n::: 主送\n{0}\n:::\n\n| 甲 |\n|---|\n| {0} |\n"
    )
    whole, bold = value(text), value(text, emphasis=True)
    blocks = parse_markup(markup(places, text)).blocks
    assert blocks[:2] == (Title((whole,)), Heading(1, (whole,), (whole,)))
    assert blocks[2:5] == (
        Paragraph((Text("甲"), whole, Text("，"), bold, Text("是"))),
        Paragraph((whole,)),
        Recipients((whole,)),
    )
    table = blocks[5]
    assert isinstance(table, Table) and table.rows[0][0].inlines == (whole,)
    assert len(blocks) == 6


@given(st.lists(ONE_LINE, min_size=2))
def test_a_value_of_several_lines_gives_a_paragraph_for_each_line_with_text(lines: list[str]) -> None:
    blocks = parse_markup(markup("{0}\n", "\n".join(lines) + "\n")).blocks
    wanted = [line.removesuffix("\r") for line in lines]
    assert blocks == tuple(Paragraph((value(line),)) for line in wanted if line.strip())


@given(ONE_LINE, ONE_LINE)
def test_the_last_line_of_a_signature_is_its_date_if_it_begins_like_one(name: str, rest: str) -> None:
    date = f"2026年{rest}"
    signed = parse_markup(markup("::: 落款\n{0}\n{1}\n:::\n", name, date)).blocks
    assert signed == (Signature(((value(name),),), (value(date),)),)


@given(st.text(st.sampled_from("#|*_:>-`~甲 \n1.。：表{}落款附件主送" + OPEN + CLOSE + "0")))
def test_any_text_gives_blocks_or_a_markup_error(text: str) -> None:
    try:
        blocks = parse_markup(Markup(text, (SourceText("值", [ORIGIN]),))).blocks
    except MarkupError as error:
        assert 1 <= error.line <= text.count("\n") + 1
        assert error.message
    else:
        assert all(block for block in blocks)


def test_a_value_printed_outside_of_any_block_is_refused() -> None:
    markup_lost = Markup(f"::: 主送 {placeholder(0)}\n各社区：\n:::\n", (SourceText("甲"),))
    with pytest.raises(MarkupError, match="没有“::: 主送 {{…}}”这种容器"):
        parse_markup(markup_lost)


def test_a_placeholder_without_a_value_is_refused() -> None:
    for text in (placeholder(1), OPEN, f"{OPEN}x{CLOSE}", f"{placeholder(0)}{CLOSE}"):
        with pytest.raises(MarkupError):
            parse_markup(Markup(text + "\n", (SourceText("甲"),)))


def test_the_same_value_may_be_printed_many_times_or_not_at_all() -> None:
    blocks = parse_markup(
        Markup(f"{placeholder(1)}和{placeholder(1)}", (SourceText("甲"), SourceText("乙")))
    ).blocks
    assert [plain(block.inlines) for block in blocks if isinstance(block, Paragraph)] == ["乙和乙"]


def test_page_settings_are_passed_on() -> None:
    settings = PageSettings(FontSet.SYSTEM)
    assert parse_markup(Markup("甲", ()), settings).settings == settings
    assert parse_markup(Markup("甲", ())).settings == PageSettings()


def test_an_error_names_the_template_line_of_the_nearest_value_if_traced() -> None:
    lines = {0: ("方案/正文.md.j2", 7), 1: ("方案/正文.md.j2", 12)}
    text = f"{placeholder(0)}\n\n甲\n\n---\n\n{placeholder(1)}\n"
    with pytest.raises(MarkupError) as caught:
        parse_markup(Markup(text, (SourceText("甲"), SourceText("乙")), lines))
    assert (caught.value.line, caught.value.place) == (5, ("方案/正文.md.j2", 7))


def test_work_grows_with_the_text_and_not_faster() -> None:
    def calls(paragraphs: int) -> int:
        body = "".join(
            f"## 第{placeholder(0)}\n\n甲**乙**{placeholder(0)}\n丙\n\n" for _ in range(paragraphs)
        )
        return calls_of(lambda: parse_markup(Markup(body, (SourceText("值"),)))).total()

    assert calls(800) <= 4 * calls(200)
