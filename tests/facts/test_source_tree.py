"""Text stays text, and every value knows its line, its column and its fact path."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.source import Entry, Mapping, Node, Scalar, Sequence, parse_source, snippet
from wenming_docs.facts.source.source import parse_page
from wenming_docs.facts.source.tree import PurePythonParser
from wenming_docs.findings import Origin

PLAN = """\
创建:
  年度: 2026
任务:
  - 名称: 环境卫生整治
    子任务:
    - 名称: 清理背街小巷
      时限: 6月底前
    - 名称: 建章立制
      时限:
        印发考核办法: 3月底前
  - 志愿服务
牵头:
"""


def value(root: Mapping, key: str) -> Node:
    return next(entry.value for entry in root.entries if entry.key.text == key)


def scalar(text: str, key: str = "甲") -> Scalar:
    found = value(parse_source(text, "x.yaml").root, key)
    assert isinstance(found, Scalar)
    return found


def leaves(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from leaves(item)
    else:
        for entry in node.entries:
            yield from leaves(entry.value)


def test_values_know_their_line_column_and_path() -> None:
    root = parse_source(PLAN, "plan.yaml").root
    assert [(s.text, s.origin.line, s.origin.column, s.origin.path) for s in leaves(root)] == [
        ("2026", 2, 7, "创建.年度"),
        ("环境卫生整治", 4, 9, "任务[1].名称"),
        ("清理背街小巷", 6, 11, "任务[1].子任务[1].名称"),
        ("6月底前", 7, 11, "任务[1].子任务[1].时限"),
        ("建章立制", 8, 11, "任务[1].子任务[2].名称"),
        ("3月底前", 10, 17, "任务[1].子任务[2].时限.印发考核办法"),
        ("志愿服务", 11, 5, "任务[2]"),
        ("", 12, 4, "牵头"),
    ]


def test_keys_lists_and_mappings_know_their_path() -> None:
    root = parse_source(PLAN, "plan.yaml").root
    tasks = root.entries[1]
    assert tasks.key.origin == Origin("plan.yaml", 3, 1, "任务")
    assert isinstance(tasks.value, Sequence)
    assert tasks.value.origin == Origin("plan.yaml", 4, 3, "任务")
    assert tasks.value.items[0].origin == Origin("plan.yaml", 4, 5, "任务[1]")
    assert root.origin == Origin("plan.yaml", 1, 1, "")


def test_nothing_written_is_missing_but_empty_quotes_are_not() -> None:
    source = parse_source("甲:\n乙: ''\n丙: |\n丁: ~\n", "x.yaml")
    assert [(s.text, s.missing) for s in leaves(source.root)] == [
        ("", True),
        ("", False),
        ("", True),
        ("~", False),
    ]


def test_how_a_value_was_written_is_kept() -> None:
    source = parse_source('甲: 子\n乙: "丑"\n丙: |\n  寅\n丁: >\n  卯\n', "x.yaml")
    assert [(s.text, s.quoted, s.block) for s in leaves(source.root)] == [
        ("子", False, False),
        ("丑", True, False),
        ("寅\n", False, True),
        ("卯\n", False, True),
    ]


TYPED = [
    "010",
    "no",
    "on",
    "12:30",
    "9:30:00",
    "2026.10",
    "3.10",
    "2026-02-30",
    "1e3",
    "190:20:30",
    "null",
    "=",
]


@pytest.mark.parametrize("typed", TYPED)
def test_no_value_is_interpreted(typed: str) -> None:
    assert scalar(f"甲: {typed}\n").text == typed


PLACES = {
    "plain": ("甲: 子丑【寅】卯\n", "【", (1, 6)),
    "single": ("甲: '子''丑【寅】'\n", "【", (1, 9)),
    "double": ('甲: "子\\n\\"丑\\u4e00【寅】"\n', "【", (1, 17)),
    "astral": ("甲: 𬭎𠮷【寅】\n", "【", (1, 6)),
    "literal": ("甲: |\n\n  第一段。\n\n    缩进【寅】\n", "【", (5, 7)),
    "literal in list": ("甲: |\n    第一段。\n    又一段【寅】。\n乙: 子\n", "【", (3, 8)),
    "folded": ("甲: >\n  第一行\n  第二行【寅】\n", "【", (3, 6)),
    "plain on two lines": ("甲: 第一行\n  第二行【寅】\n", "【", (2, 6)),
    "quoted on two lines": ('甲: "第一行\n  第二行【寅】"\n', "【", (2, 6)),
}


@pytest.mark.parametrize(("text", "sign", "place"), PLACES.values(), ids=PLACES.keys())
def test_a_sign_inside_a_value_has_its_own_place(text: str, sign: str, place: tuple[int, int]) -> None:
    found = scalar(text)
    origin = found.place(found.text.index(sign))
    assert (origin.line, origin.column) == place
    assert (origin.file, origin.path) == ("x.yaml", "甲")
    assert text.split("\n")[origin.line - 1][origin.column - 1] == sign


@pytest.mark.parametrize("text", [case[0] for case in PLACES.values()], ids=PLACES.keys())
def test_every_visible_character_is_found_where_it_was_typed(text: str) -> None:
    found, lines = scalar(text), text.split("\n")
    for offset, character in enumerate(found.text):
        origin = found.place(offset)
        if not character.isspace() and character not in "\"一'":
            assert lines[origin.line - 1][origin.column - 1] == character


def test_block_text_begins_at_its_first_written_line() -> None:
    assert scalar("甲: |\n  第一段\n").origin == Origin("x.yaml", 2, 3, "甲")
    assert scalar("甲: |\n\n  第一段\n").origin == Origin("x.yaml", 3, 3, "甲")
    assert scalar("甲:\n  - 乙\n丙: |\n  丁\n", "丙").place(0) == Origin("x.yaml", 4, 3, "丙")


def test_folding_inserts_no_blank_beside_chinese() -> None:
    assert scalar("甲: 第一行，\n  第二行\n").text == "第一行，第二行"
    assert scalar("甲: 印发\n  2026年\n").text == "印发2026年"
    assert scalar("甲: one\n  two\n").text == "one two"
    assert scalar("甲: >\n  第一行\n  第二行\n").text == "第一行第二行\n"
    assert scalar("甲: '第一行\n\n  第二行'\n").text == "第一行\n第二行"


def test_line_ends_of_every_kind_give_the_same_tree() -> None:
    plain = parse_source(PLAN, "x.yaml").root
    assert parse_source(PLAN.replace("\n", "\r\n"), "x.yaml").root == plain
    assert parse_source(PLAN.replace("\n", "\r"), "x.yaml").root == plain
    assert parse_source("\ufeff" + PLAN, "x.yaml").root == plain


def test_a_zero_width_space_leaves_the_key() -> None:
    source = parse_source("名\u200b称: 甲\u200d乙\n", "x.yaml")
    entry = source.root.entries[0]
    assert isinstance(entry, Entry)
    assert (entry.key.text, entry.value.origin.path) == ("名称", "名称")
    assert isinstance(entry.value, Scalar)
    assert entry.value.text == "甲\u200d乙"
    assert [finding.code for finding in source.findings] == ["S011"]


def test_standard_input_has_no_folder_to_include_from() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_source("名称: 甲\n包含: 成果/*.yaml\n", "（标准输入）")
    assert [(f.code, str(f.origin)) for f in caught.value.findings] == [("S060", "（标准输入）:2:5")]


def test_a_snippet_points_at_the_column_as_it_is_seen() -> None:
    texts = {"x.yaml": "名称: 云山a街道\n"}
    assert snippet(texts, Origin("x.yaml", 1, 8)) == "名称: 云山a街道\n" + " " * 11 + "^"
    assert snippet(texts, Origin("x.yaml", 9, 1)) == ""
    assert snippet(texts, Origin("y.yaml", 1, 1)) == ""


def test_a_snippet_of_a_long_line_is_cut_around_the_column() -> None:
    texts = {"x.yaml": "甲: " + "子" * 100 + "丑" + "寅" * 100}
    line, caret = snippet(texts, Origin("x.yaml", 1, 104)).split("\n")
    assert line.startswith("…") and line.endswith("…")
    seen = sum(2 if character > "\u1000" else 1 for character in line[: line.index("丑")])
    assert len(caret) - 1 == seen
    assert sum(2 if character > "\u1000" else 1 for character in line) <= 80


SPOKEN = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(SPOKEN)
def test_text_survives_verbatim(text: str) -> None:
    text = text.replace("\ufeff", "")
    single = "甲: '" + text.replace("'", "''") + "'\n乙: |\n  ．" + text + "\n"
    for parser in (None, PurePythonParser):
        root = parse_page(single, "x.yaml", parser).root
        assert root is not None
        assert [leaf.text for leaf in leaves(root)] == [text, "．" + text + "\n"]
