"""Which paragraph is which: in order, quickly, and never a wrong equal."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_docs.pulling.hunks import Hunk, Part, hunks_between, placed, with_hunks
from wenming_docs.pulling.places import Literal, Stretch, in_order, quoting, stretches
from wenming_docs.pulling.rows import moved_rows
from wenming_docs.pulling.sequences import equal_pairs, gaps, likely_pairs

LINES = st.lists(st.sampled_from("甲乙丙丁"), max_size=30)
WORDS = st.text(st.sampled_from("整治背街小巷，。36条"), max_size=30)


@given(LINES, LINES)
@settings(max_examples=200, deadline=None)
def test_pairs_are_equal_and_rise_on_both_sides(one: list[str], other: list[str]) -> None:
    pairs = equal_pairs(one, other)
    assert all(one[x] == other[y] for x, y in pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in zip(pairs, pairs[1:], strict=False))
    here = [x for x, _ in pairs] + [x for gap, _ in gaps(pairs, len(one), len(other)) for x in gap]
    assert sorted(here) == list(range(len(one)))


def test_a_table_of_forty_thousand_cells_that_repeat_is_matched_in_a_second() -> None:
    cells = [("城管办", "宣传办", "长期坚持", f"任务{n // 80}")[n % 4] for n in range(40_000)]
    came = list(cells)
    came[1000:1008] = []
    came[20_000:20_000] = ["新"] * 8
    for at in range(5, 40_000, 1000):
        came[at] = "改"
    start = time.process_time()
    pairs = equal_pairs(cells, came)
    assert time.process_time() - start < 2
    assert len(pairs) == 40_000 - 8 - 39  # one of the new cells was changed as well


def test_of_what_lies_between_the_alikest_are_one_paragraph() -> None:
    one = ["先改居民天天走的路。", "做到建管并重。"]
    other = ["另外加了一段话在这里。", "先改居民每天走的路。", "做到建管并举。"]
    assert likely_pairs(one, other) == [(0, 1), (1, 2)]
    assert likely_pairs(["城管办"], ["住建局"]) == [(0, 0)]
    assert (
        likely_pairs(
            ["先改居民天天走的路，再改楼道和车位，不搞突击工程。"],
            ["各单位要高度重视本次测评，主要负责人亲自抓落实。"],
        )
        == []
    )


@given(WORDS, WORDS)
@settings(max_examples=300, deadline=None)
def test_hunks_make_the_new_text_of_the_old(old: str, new: str) -> None:
    assert with_hunks(old, hunks_between(old, new)) == new


@given(st.lists(st.tuples(WORDS, st.booleans(), st.booleans()), min_size=1, max_size=6), WORDS)
@settings(max_examples=300, deadline=None)
def test_what_is_placed_and_what_is_left_make_the_new_text(
    pieces: list[tuple[str, bool, bool]], new: str
) -> None:
    parts = [Part(text, free and fact, fact) for text, free, fact in pieces]
    old = "".join(part.text for part in parts)
    starts = [sum(len(part.text) for part in parts[:n]) for n in range(len(parts))]
    inside, left = placed(parts, hunks_between(old, new))
    assert all(0 <= hunk.start <= hunk.end <= len(parts[n].text) for n, hunk in inside)
    moved = [hunk.moved(starts[n]) for n, hunk in inside]
    assert with_hunks(old, [*moved, *left]) == new


def _parts(*texts: str) -> list[Part]:
    """Words in 「」 are facts that can be changed, others fixed."""
    return [Part(text.strip("「」"), text.startswith("「"), text.startswith("「")) for text in texts]


def test_a_change_over_two_facts_is_cut_at_the_words_between() -> None:
    parts = _parts("由", "「城管办」", "牵头，", "「宣传办」", "配合")
    old = "".join(part.text for part in parts)
    inside, left = placed(parts, hunks_between(old, "由住建局牵头，民政局配合"))
    assert (inside, left) == ([(1, Hunk(0, 3, "住建局")), (3, Hunk(0, 3, "民政局"))][: len(inside)], [])
    assert len(inside) == 2


def test_signs_between_a_fact_and_fixed_words_belong_to_the_fact_between_two_facts_to_none() -> None:
    parts = _parts("由", "「城管」", "牵头")
    assert placed(parts, [Hunk(3, 3, "办")]) == ([(1, Hunk(2, 2, "办"))], [])
    parts = _parts("「整治背街小巷」", "「36条」")
    assert placed(parts, [Hunk(6, 6, "约")]) == ([], [Hunk(6, 6, "约")])


def test_prose_that_quotes_figures_is_cut_where_it_quotes_them() -> None:
    value = "共整治【整治背街小巷】，完成率【完成率】。"
    assert quoting("共整治36条，完成率90%。", value, 0) == [
        Literal("共整治", 0),
        Literal("36条", None),
        Literal("，完成率", value.index("，")),
        Literal("90%", None),
        Literal("。", len(value) - 1),
    ]
    assert quoting("一、二、三", "【甲】、【乙】", 0) is None  # two ways to read it
    assert quoting("共整治36条，别的话", value, 0) is None


def test_printed_words_are_found_in_the_value_that_they_were_made_of() -> None:
    assert stretches("何晓燕", "何晓燕（兼）", 0) == (Stretch(0, 0, 3),)
    assert stretches("东门社区", "西门社区、东门社区", 5) == (Stretch(0, 5, 4),)
    assert stretches("2026年6月30日", "6月30日", 0) == (Stretch(5, 0, 5),)
    assert in_order("甲、乙", ["甲", "乙"]) == [0, 2]
    assert in_order("12", ["1", "2"]) is None


def test_a_row_that_moved_is_found_as_a_row_also_where_its_cells_stand_in_others() -> None:
    rows = [("1", "巷", "—"), ("2", "街", "—"), ("3", "路", "—")]
    given_out = ["前言", *(cell for row in rows for cell in row)]
    came = ["前言", *rows[1], *rows[2], *rows[0]]
    places = ["第1段", *(f"表1第{row}行第{column}列" for row in (2, 3, 4) for column in (1, 2, 3))]
    pairs = dict(equal_pairs(given_out, came))
    assert moved_rows(given_out, came, places, pairs) == {7: 1, 8: 2, 9: 3}
    assert moved_rows(given_out, given_out, places, {n: n for n in range(10)}) == {}


def test_rows_that_read_alike_are_not_told_apart() -> None:
    given_out = ["1", "—", "2", "—", "1", "—"]
    places = [f"表1第{row}行第{column}列" for row in (1, 2, 3) for column in (1, 2)]
    assert moved_rows(given_out, ["2", "—", "1", "—", "1", "—"], places, {}) == {}
