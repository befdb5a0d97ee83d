"""Punctuation as sets and small functions on text (GB/T 15834-2011)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from wenming_docs.zh.lazy import lazy_pattern

BRACKETS = {
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "【": "】",
    "〔": "〕",
    "[": "]",
    "“": "”",
    "‘": "’",
    "「": "」",
}
"""Opening sign → its closing sign."""

OPENING = frozenset(BRACKETS)
CLOSING = frozenset(BRACKETS.values())
SENTENCE_END = frozenset("。！？…")
PAUSES = frozenset("，、；：,;:")
LIST_SEPARATORS = "、，,；;\n"
_PAIRED = lazy_pattern("[" + re.escape("".join((*BRACKETS, *BRACKETS.values()))) + "]")


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends with 。！？…, also inside closing quotes or brackets."""
    bare = text.rstrip()
    while bare and bare[-1] in CLOSING:
        bare = bare[:-1]
    return bool(bare) and bare[-1] in SENTENCE_END


def strip_closing(text: str) -> str:
    """``text`` without the stop or pause it ends with (。；，、：), so that words can follow it."""
    return text.rstrip().rstrip("。；，、：;,:").rstrip()


def unbalanced(text: str) -> str:
    """The first bracket or quotation mark without its partner, "" if all are paired."""
    expected: list[tuple[str, str]] = []
    for sign in _PAIRED.findall(text):
        if sign in BRACKETS:
            expected.append((BRACKETS[sign], sign))
        else:
            if not expected or not _pairs(expected[-1][0], sign):
                return expected[-1][1] if expected else sign
            expected.pop()
    return expected[0][1] if expected else ""


def _pairs(wanted: str, sign: str) -> bool:
    """Whether ``sign`` closes; （ and ) are mixed so often that they count as a pair."""
    return sign == wanted or {sign, wanted} == {")", "）"}


def pieces(text: str, separators: str = LIST_SEPARATORS) -> Iterator[slice]:
    """Where the parts of ``text`` stand, split at separators outside brackets and quotes.

    Parts are trimmed; empty ones are left out. The text has to be balanced.
    """
    text = str(text)  # one of our own strings would make another one of each sign that is looked at
    depth = start = 0
    for found in _cuts(separators).finditer(text):
        sign = found.group()
        if sign in OPENING:
            depth += 1
        elif sign in CLOSING:
            depth -= 1
        elif depth == 0:
            yield from _trimmed(text, start, found.start())
            start = found.end()
    yield from _trimmed(text, start, len(text))


def has_cuts(text: str, separators: str = LIST_SEPARATORS) -> bool:
    """Whether ``text`` has a separator, bracket or quote: without, it is one piece at most."""
    return _cuts(separators).search(text) is not None


@lru_cache(maxsize=32)
def _cuts(separators: str) -> re.Pattern[str]:
    """Every sign at which :func:`pieces` has to look."""
    return re.compile("[" + re.escape("".join((*BRACKETS, *BRACKETS.values(), separators))) + "]")


def _trimmed(text: str, start: int, end: int) -> Iterator[slice]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield slice(start, end)
