"""Forms that are right by themselves but not side by side in one file (局部体例一致, GB/T 15835)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenming_docs.findings import Finding, Severity
from wenming_docs.words.checks.written import Written, place_of
from wenming_docs.zh.lazy import lazy_pattern
from wenming_docs.zh.wording import Sort, statistics_in_figures, statistics_in_words

# Each begins with a character of its own: a pattern that begins by looking back is slow on a long text.
_SQUARE = lazy_pattern(r"㎡|平米|平方(?<=\d平方)(?!米|公里|千米|分米|厘米|和|根|程|差)")
_FULL_SQUARE = lazy_pattern(r"平方米(?<=[\d余多万]平方米)")
_IN_WORDS = lazy_pattern(r"百分之(?!百)[一二三四五六七八九十零点]+")
_BY_SIGN = lazy_pattern(r"[%％](?<=\d.)")
_GROUPED = lazy_pattern(r",(?<=\d,)\d{3}(?!\d)")
_PLAIN = lazy_pattern(
    r"(?<![\d.,年/-])(?!(?:19|20)\d\d)\d{4,6}(?=[余多]?(?:[个名次处户条家份期场辆起件元人]|平方米))"
)
_WAVY = lazy_pattern(r"～(?<=[\d%月日年]～)(?=\d)")
_DASHED = lazy_pattern(r"—(?<=[\d%月日年]—)(?=\d)")
_TO_TIME = lazy_pattern(r"\d{1,2}(?:[月日:：])|(?:19|20)\d\d(?!\d)")
_FROM_TIME = lazy_pattern(r"(?:\d[月日]|(?:19|20)\d\d年?|[:：]\d\d)\Z")
"""What a range of time has at its ends; 一字线 for time and 浪纹线 for amounts go together (GB/T 15834)."""

_PAIRS = (
    ("W027", _SQUARE, _FULL_SQUARE, "面积单位写成了“{}”，别处写“平方米”", "全文统一写“平方米”"),
    ("W028", _IN_WORDS, _BY_SIGN, "百分数写成了“{}”，别处用“%”", "全文统一用“%”"),
    ("W028", _GROUPED, _PLAIN, "千位前用了“{}”，别处的数没有", "全文统一，公文一般不用千分逗号"),
)


def mixed_forms(written: list[Written], texts: dict[str, str]) -> Iterator[Finding]:
    """W027, W028, W012: the first place of the rarer of two forms that stand in one file."""
    prose = [each for each in written if each.sort in (Sort.PROSE, Sort.LINE)]
    files: dict[str, list[Written]] = {}
    for each in prose:
        files.setdefault(each.text.origins[0].file, []).append(each)
    for own in files.values():
        whole = "\n".join(each.text for each in own)
        for code, rare, usual, message, hint in _PAIRS:
            if rare.search(whole) and usual.search(whole):
                each, found = _first(own, rare)
                place = place_of(each.text, found.start(), texts)
                yield Finding(code, Severity.NOTICE, message.format(found.group()), hint, place)
        yield from _ranges(own, whole, texts)
        yield from _numerals(own, texts) if statistics_in_words(whole) else ()


def _numerals(own: list[Written], texts: dict[str, str]) -> Iterator[Finding]:
    """W016: 九百份 here, 800份 in another paragraph; both in one paragraph are told by the rules."""
    in_words = [(each, found) for each in own for found in statistics_in_words(str(each.text))]
    in_figures: dict[str, int] = {}
    for each in own:
        for measure in statistics_in_figures(str(each.text)):
            in_figures[measure] = in_figures.get(measure, 0) + 1
    for each, found in in_words:
        if in_figures.get(found[1], 0) < 1 or found[1] in statistics_in_figures(str(each.text)):
            continue
        message = f"“{found.group()}”用了汉字，别处的“{found[1]}”用阿拉伯数字"
        place = place_of(each.text, found.start(), texts)
        yield Finding("W016", Severity.NOTICE, message, "全文的数写法一致，统计数用阿拉伯数字", place)
        return


def _ranges(own: list[Written], whole: str, texts: dict[str, str]) -> Iterator[Finding]:
    for of_time in (False, True):
        wavy, dashed = (_of_one_sort(pattern, whole, of_time) for pattern in (_WAVY, _DASHED))
        if not wavy or not dashed:
            continue
        pattern, usual = (_WAVY, "—") if len(wavy) <= len(dashed) else (_DASHED, "～")
        each, found = next((e, f[0]) for e in own if (f := _of_one_sort(pattern, str(e.text), of_time)))
        message = f"起止号写成了“{found.group()}”，别处用“{usual}”"
        place = place_of(each.text, found.start(), texts)
        yield Finding("W012", Severity.NOTICE, message, f"全文统一用“{usual}”", place)


def _of_one_sort(pattern: re.Pattern[str], text: str, of_time: bool) -> list[re.Match[str]]:
    """The signs of ranges of time, or of amounts."""
    return [found for found in pattern.finditer(text) if _is_of_time(text, found) == of_time]


def _is_of_time(text: str, sign: re.Match[str]) -> bool:
    before = text[max(sign.start() - 5, 0) : sign.start()]
    return bool(_TO_TIME.match(text, sign.end()) or _FROM_TIME.search(before))


def _first(own: list[Written], pattern: re.Pattern[str]) -> tuple[Written, re.Match[str]]:
    for each in own:
        if found := pattern.search(str(each.text)):
            return each, found
    raise AssertionError("the pattern was found in the whole")
