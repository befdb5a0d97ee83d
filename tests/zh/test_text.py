from __future__ import annotations

import pytest

from wenming_docs.zh import display_width, em_width, ends_sentence, nearest, pieces, strip_closing, unbalanced


@pytest.mark.parametrize(
    ("text", "columns", "ems"),
    [
        ("", 0, 0),
        ("abc12", 5, 2.5),
        ("环境卫生", 8, 4),
        ("“甲”", 4, 3),
        ("——…", 3, 3),
        ("1208.72㎡", 9, 4.5),
        ("（一）", 6, 3),
        ("𠮷a", 3, 1.5),
        ("e\u0301", 1, 0.5),
        ("中\u200b", 2, 1),
    ],
)
def test_width_in_columns_and_in_characters(text: str, columns: int, ems: float) -> None:
    assert (display_width(text), em_width(text)) == (columns, ems)


def test_sentence_ends_are_seen_through_quotes_and_brackets() -> None:
    texts = ["完成。", "他说“好。”", "真的吗？", "（略。）", "标题", "甲、乙；", ""]
    assert [ends_sentence(text) for text in texts] == [True, True, True, True, False, False, False]


def test_closing_marks_come_off_so_that_words_can_follow() -> None:
    assert [strip_closing(text) for text in ("完成。", "甲；乙；", "结束 ，。", "“好。”", "如下：")] == [
        "完成", "甲；乙", "结束", "“好。”", "如下",
    ]  # fmt: skip


def test_the_first_bracket_without_partner_is_named() -> None:
    texts = ["某甲（书记）", "某甲(书记）", "某甲（书记", "某甲书记）", "《甲（乙》）", "“甲”“乙", ""]
    assert [unbalanced(text) for text in texts] == ["", "", "（", "）", "（", "“", ""]


def test_a_list_is_cut_outside_brackets_and_titles_only() -> None:
    text = " 甲、乙（丙、丁），《戊、己》；\n 庚、、"
    assert [text[part] for part in pieces(text)] == ["甲", "乙（丙、丁）", "《戊、己》", "庚"]


FIELDS = [
    "牵头",
    "配合",
    "责任人",
    "责任领导",
    "时限",
    "任务",
    "阶段",
    "保障措施",
    "问题台账",
    "工作目标",
    "title",
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("牵头单位", "牵头"),
        ("头牵", "牵头"),
        ("时现", "时限"),
        ("责任领到", "责任领导"),
        ("保证措施", "保障措施"),
        ("目标", "工作目标"),
        ("titel", "title"),
        ("Title", "title"),
        ("阶 段", "阶段"),
        ("荣誉", None),
        ("xyz", None),
        ("", None),
    ],
)
def test_the_likeliest_word_is_suggested_or_none(typed: str, meant: str | None) -> None:
    assert nearest(typed, FIELDS) == meant
