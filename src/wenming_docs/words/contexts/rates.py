"""Rates in prose that follow from known figures: 完成年度目标的64%, 办结率95%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenming_docs.words.contexts.beside import Wrong
from wenming_docs.words.contexts.known import Known
from wenming_docs.zh.lazy import lazy_pattern

_COMPLETED = lazy_pattern(
    r"(?:(?:全年|年度|年初|既定|总|预定)*(?:目标|计划|任务)(?:任务|总数|数|量)?的|完成率(?:已?达到|已?达|为|是)?)"
    r"(?P<rate>\d+(?:\.\d+)?)%"
)
_HANDLED = lazy_pattern(
    r"(?P<word>办结|办理|答复|整改|处理|解决|销号|回复)率(?:已?达到|已?达|为|是)?(?P<rate>\d+(?:\.\d+)?)%"
)
_REST = lazy_pattern("剩|未|差|尚|还")
"""尚余388户，占目标的32%: what is left over."""
_BESIDE = lazy_pattern(
    r"(?:工作|任务|活动|户数|数量|的|已经|已|累计|目前|现|总体|总|全年|年度|超额|完成|实现|占|为|达到|达)*"
    r"|[^，、\d]{0,8}，(?:目前|总体)?"
)


def rate_in(text: str) -> re.Match[str] | None:
    """The first completion rate of ``text``, or else the first rate of what was handled."""
    return None if _REST.search(text) else _COMPLETED.search(text) or _HANDLED.search(text)


def belongs(found: re.Match[str], known: Known, between: str) -> bool:
    """Whether a rate behind a figure of ``known``, with ``between`` amid, is of this figure.

    整改率 is not of what was 已办结; and a figure of something else in between may have the rate.
    """
    if found.re.pattern == _COMPLETED.pattern:
        return not re.search(r"\d", between)
    return found["word"] in known.handled_words


def stands_beside(between: str) -> bool:
    """Whether a rate is of the name before it, which has no figure: 用水投诉件件有回音，办结率99%."""
    return bool(_BESIDE.fullmatch(between))


def wrong_rate(known: Known, found: re.Match[str], offset: int) -> Iterator[Wrong]:
    """A rate of ``known`` that is not the one its figures give; ``offset`` is where the text begins."""
    completed = found.re.pattern == _COMPLETED.pattern
    rates = known.completion() if completed else known.handling()
    if rates and not any(_rounds_to(rate, found["rate"]) for rate in rates):
        cure = f"写成【{known.name}·{'完成率' if completed else '办结率'}】，由程序算"
        yield Wrong(offset + found.start(), found.group(), f"算出来的“{rates[0]}”", cure)


def _rounds_to(rate: str, typed: str) -> bool:
    """Whether 66.7% may be typed as ``typed``: 66.7, 67 or, cut off, 66."""
    exact = float(rate.rstrip("%"))
    places = len(typed.partition(".")[2])
    return abs(exact - float(typed)) <= 0.51 * 10**-places or int(exact) == float(typed)
