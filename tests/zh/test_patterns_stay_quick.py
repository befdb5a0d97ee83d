"""Patterns over prose look at a run of figures once, and find what a plain writing of them finds."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_docs.facts.checks.frequencies import COUNTED
from wenming_docs.facts.checks.honours import _ISSUER
from wenming_docs.words.checks.reading.reports import CONCRETE
from wenming_docs.zh.wording.numbers import _TWICE_ABOUT

PLAIN = {
    "about": _TWICE_ABOUT.pattern.replace(r"(?<!\d)(?<!\d[,.])(?<!\d[,.]{2})", ""),
    "counted": COUNTED.pattern.replace(r"(?<!\d)", "").replace("(?<![一二两三四五六七八九十百])", ""),
    "issuer": _ISSUER.pattern.replace(r"(?m)^[^（(\n]*", ""),
    "concrete": CONCRETE.pattern.replace("半]", "半]+"),
}
QUICK = {
    "about": _TWICE_ABOUT,
    "counted": COUNTED,
    "issuer": _ISSUER,
    "concrete": CONCRETE,
}
SIGNS = "0127，,..十一二两百万亿约近大将超过余多左右上下以上次场期性序个户（()）局会甲学校\n年月人"
WORDS = ("超过", "不少于", "左右", "以上", "余", "多", "约近", "将近", "约", "1,2", "12", "3.5", "十二", "次")
TEXTS = st.lists(st.one_of(st.sampled_from(SIGNS), st.sampled_from(WORDS)), max_size=24).map("".join)
ENDLESS = ("1", "1,", "1.", "一", "（", "（甲", "约1", "超过一", "1一", "(", "1,,", "百")


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_they_find_what_their_plain_writings_find(text: str) -> None:
    for name in ("about", "counted"):
        found = [(each.span(), each.groupdict()) for each in QUICK[name].finditer(text)]
        plain = [(each.span(), each.groupdict()) for each in re.finditer(PLAIN[name], text)]
        assert (name, found) == (name, plain)
    for name in ("issuer", "concrete"):
        assert (name, bool(QUICK[name].search(text))) == (name, bool(re.search(PLAIN[name], text)))


@pytest.mark.parametrize("name", QUICK)
def test_the_plain_writings_differ_from_ours(name: str) -> None:
    assert QUICK[name].pattern != PLAIN[name]


@pytest.mark.parametrize("signs", ENDLESS)
@pytest.mark.parametrize("name", QUICK)
def test_ten_thousand_signs_take_no_time(name: str, signs: str) -> None:
    text = signs * (10_000 // len(signs))
    start = time.process_time()
    for _ in QUICK[name].finditer(text):
        pass
    assert time.process_time() - start < 0.1
