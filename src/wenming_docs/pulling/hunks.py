"""Where one text differs from another, as a person would say it: few places, each in one piece."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from wenming_docs.records import dataclass

_LARGEST = 4_000_000
"""Comparisons of signs; longer paragraphs that differ everywhere count as one change."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """``new`` in the place of the characters from ``start`` to ``end``."""

    start: int
    end: int
    new: str

    def moved(self, distance: int) -> Hunk:
        return Hunk(self.start + distance, self.end + distance, self.new)


def with_hunks(text: str, hunks: Sequence[Hunk]) -> str:
    """``text`` with all hunks, which do not overlap."""
    for hunk in sorted(hunks, key=lambda each: (each.start, each.end), reverse=True):
        text = text[: hunk.start] + hunk.new + text[hunk.end :]
    return text


def hunks_between(old: str, new: str) -> list[Hunk]:
    """What makes ``new`` of ``old``, from left to right; what agrees by chance between two is left out."""
    start = _common(old, new)
    stop = _common(old[start:][::-1], new[start:][::-1])
    before, after = old[start : len(old) - stop], new[start : len(new) - stop]
    if not before and not after:
        return []
    if not before or not after or len(before) * len(after) > _LARGEST:
        return [Hunk(start, start + len(before), after)]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: list[tuple[int, int, int, int]] = []
    for kind, a, a_end, b, b_end in matcher.get_opcodes():
        if kind != "equal":
            found.append((a, a_end, b, b_end))
    merged = _merged(found)
    return [Hunk(start + a, start + a_end, after[b:b_end]) for a, a_end, b, b_end in merged]


def _common(one: str, other: str) -> int:
    length = 0
    for x, y in zip(one, other, strict=False):
        if x != y:
            break
        length += 1
    return length


def _merged(hunks: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Hunks joined where no more agrees between them than either of them changes."""
    while True:
        for number, (one, other) in enumerate(zip(hunks, hunks[1:], strict=False)):
            between = other[0] - one[1]
            if between <= min(_size(one), _size(other)):
                joined = (one[0], other[1], one[2], other[3])
                hunks = [*hunks[:number], joined, *hunks[number + 2 :]]
                break
        else:
            return hunks


def _size(hunk: tuple[int, int, int, int]) -> int:
    return max(hunk[1] - hunk[0], hunk[3] - hunk[2])


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a paragraph for placing hunks: its text, whether it can be changed, whether it is a fact.

    What is neither are fixed words.
    """

    text: str
    free: bool
    fact: bool


def placed(parts: Sequence[Part], hunks: Sequence[Hunk]) -> tuple[list[tuple[int, Hunk]], list[Hunk]]:
    """Each hunk with the number of the part it lies in, counted from that part's start; and those in none.

    A hunk over several parts is cut where the parts between stand in it once, unchanged.
    """
    starts = [0, *accumulate(len(part.text) for part in parts)]
    inside: list[tuple[int, Hunk]] = []
    left: list[Hunk] = []
    for hunk in hunks:
        found = _placed(parts, starts, hunk)
        if found is None:
            left.append(hunk)
        else:
            inside += found
    return inside, left


def _placed(parts: Sequence[Part], starts: list[int], hunk: Hunk) -> list[tuple[int, Hunk]] | None:
    if hunk.start == hunk.end:
        number = _at_border(parts, starts, hunk.start)
        return None if number is None else [(number, hunk.moved(-starts[number]))]
    touched = [
        number
        for number in range(len(parts))
        if starts[number] < hunk.end and hunk.start < starts[number + 1] and parts[number].text
    ]
    if len(touched) == 1:
        return [(touched[0], hunk.moved(-starts[touched[0]]))]
    return _cut_up(parts, starts, hunk, touched)


def _at_border(parts: Sequence[Part], starts: list[int], at: int) -> int | None:
    """The part into which signs are put that stand before place ``at``; None where two could take them."""
    near = [n for n in range(len(parts)) if starts[n] <= at <= starts[n + 1]]
    within = [n for n in near if starts[n] < at < starts[n + 1]]
    if within:
        return within[0]
    free = [n for n in near if parts[n].free]
    if len(free) == 1 and not any(parts[n].fact and not parts[n].free for n in near if parts[free[0]].text):
        return free[0]
    if free:
        return None
    words = [n for n in near if not parts[n].fact]
    return words[0] if words else (near[0] if near else None)


def _cut_up(
    parts: Sequence[Part], starts: list[int], hunk: Hunk, touched: list[int]
) -> list[tuple[int, Hunk]] | None:
    """A hunk over several parts, cut at those that stay: each once in the old words and once in the new."""
    old = "".join(part.text for part in parts)[hunk.start : hunk.end]
    stay = [
        n
        for n in touched
        if parts[n].text
        and hunk.start <= starts[n]
        and starts[n + 1] <= hunk.end
        and old.count(parts[n].text) == hunk.new.count(parts[n].text) == 1
    ]
    places = [hunk.new.index(parts[n].text) for n in stay]
    if not stay or places != sorted(places):
        return None
    found: list[tuple[int, Hunk]] = []
    a, b = hunk.start, 0
    borders = [(starts[n], at, len(parts[n].text)) for n, at in zip(stay, places, strict=True)]
    for stop, at, length in [*borders, (hunk.end, len(hunk.new), 0)]:
        if stop > a or at > b:
            if at < b:
                return None
            inner = _placed(parts, starts, Hunk(a, stop, hunk.new[b:at]))
            if inner is None or (a == stop and len(borders) == 0):
                return None
            found += inner
        a, b = stop + length, at + length
    return found


__all__ = ["Hunk", "Part", "hunks_between", "placed", "with_hunks"]
