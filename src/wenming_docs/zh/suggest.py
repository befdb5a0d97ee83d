"""What an author probably meant, for “是不是想写……”."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_ENOUGH = 0.55
_WORTH_CONTAINING = 2
_LONGEST = 200  # signs: what is longer is no name that somebody mistyped


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like ``word``, None if none is like it; the first one wins a tie.

    Short Chinese words share few signs, so one that contains the other counts as close.
    """
    best, best_score = None, _ENOUGH
    signs = frozenset(_bare(word))
    for candidate in dict.fromkeys(candidates):
        if len(signs) > 1 and signs.isdisjoint(_signs(candidate)):
            continue  # most words share no sign: a file of 100,000 unknown names is looked through in seconds
        score = _likeness(word, candidate)
        if score > best_score:
            best, best_score = candidate, score
    return best


def _bare(word: str) -> str:
    return "".join(word.lower().split())


@lru_cache(maxsize=2_000)
def _signs(candidate: str) -> frozenset[str]:
    """The signs of one of the words that are compared with again and again, such as the keys of a model."""
    return frozenset(_bare(candidate))


def _likeness(word: str, candidate: str) -> float:
    """0 for unrelated, 1 for equal up to case and blanks."""
    from difflib import SequenceMatcher  # only mistakes pay for it

    left, right = _bare(word), _bare(candidate)
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    shorter, longer = sorted((left, right), key=len)
    if len(longer) > 1 and not {*shorter}.intersection(longer):
        return 0.0  # most words share no sign, and seeing that costs a tenth
    # Of unlike lengths the ratio is small anyway, and of pages of text it takes minutes to say so.
    alike = len(longer) <= _LONGEST and 2 * len(shorter) > _ENOUGH * (len(shorter) + len(longer))
    ratio = SequenceMatcher(None, left, right, autojunk=False).ratio() if alike else 0.0
    if len(shorter) >= _WORTH_CONTAINING and shorter in longer:
        return max(ratio, 0.7 + 0.2 * len(shorter) / len(longer))
    if len(left) == len(right) and sorted(left) == sorted(right):
        return max(ratio, 0.9)  # swapped signs: 头牵 for 牵头
    if not word.isascii() and max(len(left), len(right)) <= 3:
        return _short_likeness(left, right, ratio)
    return ratio


def _short_likeness(left: str, right: str, ratio: float) -> float:
    """One wrong sign in a word of two scores only 0.5 by ratio; it still is the likeliest typing slip."""
    same = sum(a == b for a, b in zip(left, right, strict=False))
    return max(ratio, 0.6) if len(left) == len(right) and same == len(left) - 1 else ratio
