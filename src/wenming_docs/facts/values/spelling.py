"""Harmless repairs of how a value is printed; no character of meaning is lost or added."""

from __future__ import annotations

from wenming_docs.facts.values.base import GAP
from wenming_docs.zh import half_width_digits
from wenming_docs.zh.lazy import lazy_pattern

_WIDE = str.maketrans({"(": "（", ")": "）", ";": "；"})
_COMMA = lazy_pattern(r"(?<!\d),|,(?!\d{3}(?!\d))")
_WIDE_COLON = lazy_pattern(r"(?<!\d):|:(?!\d)")
_BLANKS = lazy_pattern(
    r"(?<=[0-9%])[ \t\u3000\xa0]+(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])[ \t\u3000\xa0]+(?=[0-9])"
)
_COMPARISON_BLANKS = lazy_pattern(r"(?<=[<>=＜＞])[ \t\u3000\xa0]+")
_COMPARISONS = (
    (lazy_pattern("(?:>=|＞＝|≧|⩾)"), "≥"),
    (lazy_pattern("(?:<=|＜＝|≦|⩽)"), "≤"),
    (lazy_pattern("＞"), ">"),
    (lazy_pattern("＜"), "<"),
)


def tidy(text: str) -> str:
    """``text`` with half-width digits, full-width brackets and stops beside 汉字, no blanks beside digits.

    Gaps (【待填：…】) stay as they are.
    """
    parts, last = [], 0
    for gap in GAP.finditer(text):
        parts += [_tidy(text[last : gap.start()]), gap.group()]
        last = gap.end()
    return "".join([*parts, _tidy(text[last:])]).strip()


def _tidy(text: str) -> str:
    text = _COMPARISON_BLANKS.sub("", half_width_digits(text))
    for pattern, sign in _COMPARISONS:
        text = pattern.sub(sign, text)
    if not text.isascii():
        text = _WIDE_COLON.sub("：", _COMMA.sub("，", text.translate(_WIDE)))
    return _BLANKS.sub("", text)
