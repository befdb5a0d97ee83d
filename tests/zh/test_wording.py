"""Each wrong text of tests/cases/wording becomes its right one, by its code alone; clean prose is silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenming_docs.facts.house import builtin_terms
from wenming_docs.zh.wording import NAMES, Reader, Sort

FOLDER = Path(__file__).parents[1] / "cases" / "wording"
TOLD_ONLY = "?"
NOTHING = "-"
READER = Reader(builtin_terms())


def cases() -> list[tuple[str, str, tuple[str, ...]]]:
    """Wrong text, right text (``?`` where it is only told), codes (``-`` for none)."""
    rows = []
    for file in sorted(FOLDER.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                wrong, right, codes = line.split("\t")
                rows.append((wrong, right, () if codes == NOTHING else tuple(codes.split())))
    return rows


def clean_sentences() -> list[str]:
    """Every line of clean prose."""
    texts = [file.read_text(encoding="utf-8") for file in sorted((FOLDER / "clean").glob("*.txt"))]
    return [line for text in texts for line in text.splitlines() if line and not line.startswith("#")]


CASES = cases()
CLEAN = clean_sentences()


@pytest.mark.parametrize(("wrong", "right", "codes"), CASES, ids=[case[0][:24] for case in CASES])
def test_wrong_text_is_found_by_its_code_and_put_right(
    wrong: str, right: str, codes: tuple[str, ...]
) -> None:
    hits = READER.hits(wrong, Sort.PROSE)
    assert sorted({hit.code for hit in hits}) == sorted(codes)
    assert READER.mended(wrong, Sort.PROSE) == (wrong if right == TOLD_ONLY else right)


@pytest.mark.parametrize("wrong", [case[0] for case in CASES if case[2]], ids=lambda text: text[:24])
def test_no_wrong_text_is_passed_over_unread(wrong: str) -> None:
    ends_open = {hit.code for hit in READER.hits(wrong, Sort.PROSE)} == {"W008"}
    assert READER.suspects(["一段好的文字。", wrong, "又一段好的文字。"]) == ([] if ends_open else [1])


def test_right_texts_need_no_further_mending() -> None:
    for _, right, _ in CASES:
        assert [hit for hit in READER.hits(right, Sort.LINE) if hit.new is not None] == [], right


@pytest.mark.parametrize("sentence", CLEAN, ids=lambda text: text[:24])
def test_clean_prose_gives_nothing(sentence: str) -> None:
    assert READER.hits(sentence, Sort.PROSE) == []


@pytest.mark.parametrize(
    ("text", "sort", "count"),
    [
        ("xx（党工委书记）", Sort.PERSON, 1),
        ("XXX", Sort.PERSON, 1),
        ("x", Sort.PERSON, 1),
        ("×××", Sort.NAME, 1),
        ("x", Sort.NAME, 1),
        ("***", Sort.NAME, 1),
        ("□□", Sort.NAME, 1),
        ("__", Sort.LINE, 1),
        ("某某（主任）", Sort.PERSON, 1),
        ("某某街道办事处", Sort.NAME, 1),
        ("待定", Sort.PERSON, 1),
        ("待定", Sort.NAME, 1),
        ("地点待定", Sort.LINE, 1),
        ("未定", Sort.LINE, 1),
        ("周明远（待定）", Sort.PERSON, 1),
        ("周明远（书记、××）", Sort.PERSON, 1),
        ("某甲（街道党工委书记）", Sort.PERSON, 0),
        ("方某某", Sort.NAME, 0),
        ("方某某", Sort.PERSON, 0),
        ("【待填：姓名】（主任）", Sort.PERSON, 0),
        ("X光机采购", Sort.NAME, 0),
        ("周明远（兼）", Sort.PERSON, 0),
    ],
)
def test_what_stands_for_a_name_is_told(text: str, sort: Sort, count: int) -> None:
    assert [hit.code for hit in READER.hits(text, sort)] == ["W020"] * count
    assert READER.suspects(["一段好的文字。", text]) == [1] or not count


def test_there_are_enough_cases_of_every_kind() -> None:
    assert len(CASES) >= 200
    assert len(set(CLEAN)) >= 1000
    in_one_text = set(NAMES) - {"W027", "W028", "W090"}
    assert {code for _, _, codes in CASES for code in codes} == in_one_text


def test_every_builtin_term_is_found_and_put_right_once() -> None:
    terms = builtin_terms().by_wrong
    assert len(terms) >= 120
    for wrong, term in terms.items():
        hits = [hit for hit in READER.hits(wrong, Sort.LINE) if hit.code == "W022"]
        assert [(hit.start, hit.end) for hit in hits] == [(0, len(wrong))], wrong
        assert hits[0].new == (term.right if term.sure else None)
        assert [hit for hit in READER.hits(term.right, Sort.LINE) if hit.code == "W022"] == [], term.right


def test_exceptions_of_builtin_terms_give_nothing() -> None:
    for term in builtin_terms().by_wrong.values():
        for word in term.exceptions:
            if term.wrong in word and "……" not in word:
                assert [hit.code for hit in READER.hits(word, Sort.LINE)] == [], word
