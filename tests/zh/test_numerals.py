from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_docs.zh import chinese_numeral, counting_word, half_width_digits, parse_chinese_number

WRITTEN = {
    0: "零",
    1: "一",
    10: "十",
    11: "十一",
    20: "二十",
    21: "二十一",
    100: "一百",
    105: "一百零五",
    110: "一百一十",
    1010: "一千零一十",
    10_000: "一万",
    10_500: "一万零五百",
    100_000: "十万",
    20_010_000: "二千零一万",
    100_010_000: "一亿零一万",
    1_202_600_000_000: "一万二千零二十六亿",
}

READ = {
    "两万八千": "28000",
    "贰百万": "2000000",
    "二〇二六": "2026",
    "九百": "900",
    "百": "100",
    "万": "10000",
    "2.5万": "25000",
    "1,234": "1234",
    "１２": "12",
    "1万亿": "1000000000000",
}


def test_numerals_are_written_as_official_prose_writes_them() -> None:
    assert {number: chinese_numeral(number) for number in WRITTEN} == WRITTEN


def test_two_is_liang_only_alone_before_a_measure_word() -> None:
    assert [counting_word(number) for number in (1, 2, 12, 20)] == ["一", "两", "十二", "二十"]


def test_numbers_are_read_in_every_mixture() -> None:
    assert {text: parse_chinese_number(text) for text in READ} == {t: Decimal(v) for t, v in READ.items()}


@pytest.mark.parametrize(
    "text", ["", "一百五", "两万八", "百百", "三二十", "甲", "1,23", "一百零零五", "9" * 40]
)
def test_what_is_no_full_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_chinese_number(text)


@pytest.mark.parametrize("number", [-1, 10**16])
def test_numbers_out_of_reach_are_refused(number: int) -> None:
    with pytest.raises(ValueError):
        chinese_numeral(number)


@given(st.integers(0, 10**16 - 1))
def test_a_written_numeral_reads_back_as_itself(number: int) -> None:
    assert parse_chinese_number(chinese_numeral(number)) == number


def test_full_width_digits_become_half_width_one_for_one() -> None:
    assert half_width_digits("达到９５．５％") == "达到95.5%"
