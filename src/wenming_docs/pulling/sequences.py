"""Which paragraph of one text is which paragraph of another, in the order of both.

Documents have up to a hundred thousand paragraphs and the same words stand in thousands of cells, so
equal ones are found by those that occur once, then by the shortest way from one list to the other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher

Pairs = list[tuple[int, int]]

_SMALL = 40_000
"""Comparisons that the plain way may make; beyond them repeated lines would make it very slow."""
_FURTHEST = 600
"""Insertions and deletions up to which the shortest way is looked for."""
_MOST_LIKENESSES = 10_000
ALIKE = 0.4
"""Of two paragraphs that are one, edited; a person who rewrites more than that has written another."""


def equal_pairs(one: Sequence[Hashable], other: Sequence[Hashable]) -> Pairs:
    """Positions of equal items in rising order on both sides, as many as can be had in passable time."""
    found: Pairs = []
    waiting = [(0, len(one), 0, len(other))]
    while waiting:
        a, a_end, b, b_end = waiting.pop()
        while a < a_end and b < b_end and one[a] == other[b]:
            found.append((a, b))
            a, b = a + 1, b + 1
        while a < a_end and b < b_end and one[a_end - 1] == other[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
            found.append((a_end, b_end))
        if a == a_end or b == b_end:
            continue
        if anchors := _anchors(one, other, (a, a_end, b, b_end)):
            for x, y in anchors:
                waiting.append((a, x, b, y))
                found.append((x, y))
                a, b = x + 1, y + 1
            waiting.append((a, a_end, b, b_end))
        else:
            found += [(a + x, b + y) for x, y in _closely(one[a:a_end], other[b:b_end])]
    return sorted(found)


def _anchors(one: Sequence[Hashable], other: Sequence[Hashable], within: tuple[int, int, int, int]) -> Pairs:
    """What occurs once on either side, as far as it comes in the same order."""
    a, a_end, b, b_end = within
    here, there = Counter(one[a:a_end]), Counter(other[b:b_end])
    places = {item: y for y, item in enumerate(other[b:b_end], b) if there[item] == 1}
    pairs = [
        (x, places[item]) for x, item in enumerate(one[a:a_end], a) if here[item] == 1 and item in places
    ]
    return rising(pairs)


def rising(pairs: Pairs) -> Pairs:
    """The longest part of ``pairs`` (rising on the left) that rises on the right as well."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, y) in enumerate(pairs):
        at = bisect_left(ends, y)
        before.append(last[at - 1] if at else -1)
        if at == len(ends):
            ends.append(y)
            last.append(number)
        else:
            ends[at], last[at] = y, number
    chain: Pairs = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _closely(one: Sequence[Hashable], other: Sequence[Hashable]) -> Pairs:
    """Equal items where none occurs only once."""
    if len(one) * len(other) <= _SMALL:
        blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
        return [(x + n, y + n) for x, y, size in blocks for n in range(size)]
    return _shortest_way(one, other)


def _shortest_way(one: Sequence[Hashable], other: Sequence[Hashable]) -> Pairs:
    """The pairs on the way with the fewest insertions and deletions (Myers 1986); none if it is too long."""
    furthest = {1: 0}
    history: list[dict[int, int]] = []
    for steps in range(_FURTHEST):
        history.append(dict(furthest))
        for k in range(-steps, steps + 1, 2):
            down = k == -steps or (k != steps and furthest[k - 1] < furthest[k + 1])
            x = furthest[k + 1] if down else furthest[k - 1] + 1
            y = x - k
            while x < len(one) and y < len(other) and one[x] == other[y]:
                x, y = x + 1, y + 1
            furthest[k] = x
            if x >= len(one) and y >= len(other):
                return _walked_back(history, (len(one), len(other)))
    return []


def _walked_back(history: list[dict[int, int]], end: tuple[int, int]) -> Pairs:
    pairs: Pairs = []
    x, y = end
    for steps in range(len(history) - 1, -1, -1):
        furthest, k = history[steps], x - y
        down = k == -steps or (k != steps and furthest[k - 1] < furthest[k + 1])
        before = k + 1 if down else k - 1
        start_x = furthest[before] if steps else 0
        start_y = start_x - before if steps else 0
        while x > start_x and y > start_y:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        x, y = start_x, start_y
    return pairs[::-1]


def gaps(pairs: Pairs, length: int, other_length: int) -> list[tuple[range, range]]:
    """What lies between ``pairs`` on either side; each gap has something on one side at least."""
    found = []
    a = b = 0
    for x, y in [*pairs, (length, other_length)]:
        if x > a or y > b:
            found.append((range(a, x), range(b, y)))
        a, b = x + 1, y + 1
    return found


def likeness(one: str, other: str) -> float:
    """How much two texts have in common, from 0 to 1: their signs and pairs of signs."""
    if one == other:
        return 1.0
    here, there = _signs(one), _signs(other)
    return 2 * len(here & there) / (len(here) + len(there)) if here and there else 0.0


def _signs(text: str) -> set[str]:
    return {*text, *map("".join, zip(text, text[1:], strict=False))}


def likely_pairs(one: Sequence[str | None], other: Sequence[str]) -> Pairs:
    """Which texts of a gap are the same paragraph, edited: the alikest in order, then the only ones left.

    None is a text that is not known. What is left between two pairs is one paragraph if it is alone on
    both sides and a short one, as a name in a cell: of two long texts without likeness the one was
    taken out and the other written.
    """
    alike = _alikest(one, other) if len(one) * len(other) <= _MOST_LIKENESSES else []
    pairs = list(alike)
    for here, there in gaps(alike, len(one), len(other)):
        if len(here) == len(there) and (len(here) == 1 or not alike):
            pairs += [(x, y) for x, y in zip(here, there, strict=True) if _may_be(one[x], other[y])]
    return sorted(pairs)


_SHORT = 24


def _may_be(one: str | None, other: str) -> bool:
    if one is None:
        return True
    return max(len(one), len(other)) <= _SHORT or likeness(one, other) >= ALIKE / 2


def _alikest(one: Sequence[str | None], other: Sequence[str]) -> Pairs:
    """The pairs in rising order with the greatest likeness in all."""
    width = len(other) + 1
    best = [[0.0] * width for _ in range(len(one) + 1)]
    scores: dict[tuple[int, int], float] = {}
    for x in range(len(one) - 1, -1, -1):
        for y in range(len(other) - 1, -1, -1):
            text = one[x]
            score = likeness(text, other[y]) if text else 0.0
            scores[x, y] = score if score >= ALIKE else 0.0
            both = scores[x, y] + best[x + 1][y + 1] if scores[x, y] else 0.0
            best[x][y] = max(best[x + 1][y], best[x][y + 1], both)
    pairs: Pairs = []
    x = y = 0
    while x < len(one) and y < len(other):
        if scores[x, y] and best[x][y] == scores[x, y] + best[x + 1][y + 1]:
            pairs.append((x, y))
            x, y = x + 1, y + 1
        elif best[x][y] == best[x + 1][y]:
            x += 1
        else:
            y += 1
    return pairs


__all__ = ["equal_pairs", "gaps", "likely_pairs", "likeness", "rising"]
