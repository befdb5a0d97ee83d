"""Which of many texts are worth reading with every rule.

Reading costs a tenth of a millisecond a text, and a long plan has ten thousand of them. So all
texts are looked through at once: for characters that clean prose hardly has, for pairs of
characters that a fault begins with, for brackets without a partner. What this lets through is
only read, not blamed; what it holds back no rule may find anything in (a test tries that).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from wenming_docs.zh.lazy import lazy_pattern

_RARE = lazy_pattern(
    "[,;:/?!\"'()\\[\\]［］﹝{<&*_~～∼〜–－=\\- \t\u00a0\u3000\u200b-\u200d\u2060\ufeff\u00ad"
    "×□○Xx…０-９Ａ-Ｚａ-ｚ％．＋＝＠＃＆倍]"
)
"""Characters that clean prose hardly has."""
_BALANCED = lazy_pattern(
    r"（[^（）“”《》\n]*）|“[^“”《》（）\n]*”|《[^《》\n（）“”]*》|〔\d{4}〕|([（）“”《》‘’〈〉〔〕])"
)
_IN_CONTEXT = lazy_pattern(
    r"\.(?:(?<!\d\.)|(?!\d)|\d{1,2}\.)|（(?=(?:19|20)\d\d）第?\d)|、(?<=[第其].、)|、(?<=[首其再最][先次后]、)|、(?<=\d、)|）(?<=[一二三四五六七八九十\d]）)[、，.．]"
    r"|一(?<=[\d年月日]一)\d|年(?<=\d\d年)(?<!\d\d\d年)\d{1,2}月|—[\d.]+[%％]|——\d|———|···"
    r"|于(?<=不[少低]于)\d|达(?<=多达)\d|[过破少于低达小下码][^\n，。；]{1,10}以上|余.{0,3}(?:左右|上下|以上)|多.{0,3}(?:左右|上下|以上)|0(?<=[一-鿿]0)[个名次处户条家份期场起件篇项人辆]"
)
"""Faults that no pair of characters gives away."""

_PAIRS = {
    "，": "，。；、： ）》〕",
    "。": "，。；、）》",
    "；": "，。；、）》〕",
    "、": "，。；、）》〕等和及《“",
    "：": "，。：、；）》〕",
    "（": "，。；：、！？\u3000）",
    "“": "，。；：、！？",
    "《": "，。；：、！？",
    "〕": "第0",
    "〔": "，。；：、！？",
    "年": "0一二三四五六七八九十",
    "月": "0",
    "约": "近0123456789",
    "近": "0123456789",
    "过": "0123456789",
    "破": "0123456789",
    "少": "0123456789",
    "计": "共总合累",
    "共": "共",
    "截": "止",
    "的": "的做抓搞办管投参融配落完推促提改增保解开组防遏激调维化",
    "取": "的",
    "显": "的",
    "值": "的",
    "觉": "的",
    "了": "了",
    "是": "是",
    "和": "和与",
    "与": "与",
    "将": "将",
    "把": "把",
    "于": "于在",
    "在": "在",
    "等": "等",
    "一": "篇",
    "任": "编",
    "击": "查下",
    "读": "原",
    "回": "顶",
    "闭": "窗",
    "印": "本",
    "享": "到",
    "制": "链",
    "关": "阅链",
    "源": "：",
    "文": "来",
    "载": "请",
    "权": "所",
    "章": "来",
    "码": "关",
    "某": "某",
    "待": "定补填",
    "未": "定",
    **dict.fromkeys("二两三四五六七八九", "百千万"),
}
"""First character of a fault → the second ones."""
TWICE = tuple(
    re.findall(
        "..",
        "进行开展加强推进落实实施提高提升确保坚持按照根据通过以及并且同时其中我们他们切实认真积极全面完成为了"
        "对于关于由于因此但是不断继续充分以来目前已经可以能够应当必须要求措施问题情况方面过程内容",
    )
)
"""Words of official prose that nobody writes twice in a row."""


class Suspicion:
    """A filter for the rules with one list of wrong words."""

    def __init__(self, wrong_words: Iterable[str]) -> None:
        self._words: dict[str, list[str]] = {}
        for first, seconds in _PAIRS.items():
            for second in seconds:
                self._add(first, second, first + second)
        for word in TWICE:
            self._add(word[-1], word[0], word + word)
        for wrong in wrong_words:
            self._add(wrong[0], wrong[1], wrong)

    def _add(self, first: str, second: str, words: str) -> None:
        self._words.setdefault(first + second, []).append(words)

    @cached_property
    def _pairs(self) -> re.Pattern[str]:
        """Two characters side by side of which any pair begins with the one and any ends with the other."""
        first, second = ("".join(sorted(map(re.escape, {pair[at] for pair in self._words}))) for at in (0, 1))
        return re.compile(f"(?=([{first}][{second}]))")

    def among(self, texts: Sequence[str]) -> list[int]:
        """The indexes of the texts worth reading, in order."""
        whole = "\n".join(texts)
        ends = list(accumulate(len(text) + 1 for text in texts))
        found: set[int] = set()
        for pattern in (_RARE, _IN_CONTEXT):
            place = 0
            while match := pattern.search(whole, place):
                index = bisect_right(ends, match.start())
                found.add(index)
                place = ends[index]
        for words in self._seen(whole):
            place = whole.find(words)
            while place >= 0:
                index = bisect_right(ends, place)
                found.add(index)
                place = whole.find(words, ends[index])
        for match in _BALANCED.finditer(whole):
            if match[1]:
                found.add(bisect_right(ends, match.start()))
        return sorted(found)

    def _seen(self, whole: str) -> Iterator[str]:
        """The words whose first two characters, or last and first, stand side by side anywhere."""
        pairs = self._words.keys() & set(self._pairs.findall(whole))
        return (words for pair in sorted(pairs) for words in self._words[pair])
