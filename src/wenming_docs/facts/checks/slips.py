"""Finding declared names that a text spells a little differently.

A slip leaves one half of a name whole, so only the places of halves are looked at; names that
share a half (东门社区, 西门社区) are looked at together, and each surrounding only once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from wenming_docs.findings import Origin
from wenming_docs.records import dataclass
from wenming_docs.zh.alike import is_slip

_LONG = 6
"""From this length on a name with a sign too few or one doubled is a slip, not another name."""
_LONGEST = 100
"""Nobody spells a name longer than this a second time; looking for its slips would take minutes."""

_MOST_SHARING = 200
"""Names that share a half in such numbers are a series (第1项……通知), told apart by the other half."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A name as the author declared it; ``whole`` says that nobody shortens it (honours, 依据)."""

    name: str
    place: Origin | None
    whole: bool = False


def near_names(text: str, names: list[Declared]) -> Iterator[tuple[int, str, Declared]]:
    """(where, what is typed, the name meant) for each slip in ``text``, name by name."""
    by_left: dict[tuple[str, int], list[Declared]] = {}
    by_right: dict[tuple[str, int], list[Declared]] = {}
    for name in (name for name in names if len(name.name) <= _LONGEST):
        half = len(name.name) // 2
        left, right = name.name[:half], name.name[half:]
        by_left.setdefault((left, len(right)), []).append(name)
        by_right.setdefault((right, half), []).append(name)
        swapped, variant = _forms(name.name)
        if swapped and swapped in text:
            yield from ((at, swapped, name) for at in _places(text, swapped))
        if variant:
            yield from ((found.start(), found.group(), name) for found in re.finditer(variant, text))
    for (left, size), group in by_left.items():
        if len(group) <= _MOST_SHARING and left in text:
            yield from _behind(text, left, size, group)
    for (right, size), group in by_right.items():
        if len(group) <= _MOST_SHARING and right in text:
            yield from _before(text, right, size, group)


def _places(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _behind(text: str, left: str, size: int, group: list[Declared]) -> Iterator[tuple[int, str, Declared]]:
    """Slips in the second half, behind each place of the first."""
    known: dict[str, list[tuple[str, Declared]]] = {}
    for at in _places(text, left):
        rest = text[at + len(left) : at + len(left) + size + 1]
        if rest not in known:
            typed = [(left + rest)[: len(left) + length] for length in _lengths(size, left)]
            known[rest] = [(t, name) for name in group for t in typed if _is_meant(t, name)]
        yield from ((at, typed, name) for typed, name in known[rest][:1])


def _before(text: str, right: str, size: int, group: list[Declared]) -> Iterator[tuple[int, str, Declared]]:
    """Slips in the first half, before each place of the second."""
    known: dict[str, list[tuple[str, Declared]]] = {}
    for at in _places(text, right):
        rest = text[max(at - size - 1, 0) : at]
        if rest not in known:
            typed = [rest[-length:] + right for length in _lengths(size, right) if length]
            known[rest] = [(t, name) for name in group for t in typed if _is_meant(t, name)]
        yield from ((at + len(right) - len(typed), typed, name) for typed, name in known[rest][:1])


def _lengths(size: int, half: str) -> tuple[int, ...]:
    """How long the other half may be as typed; a short name with a sign more or less is another name."""
    return (size, size + 1, size - 1) if size + len(half) >= _LONG else (size,)


def _is_meant(typed: str, declared: Declared) -> bool:
    name = declared.name
    if len(typed) == len(name):
        return is_slip(typed, name)
    if len(name) < _LONG:
        return False
    if len(typed) == len(name) + 1:  # 全国文明明城市
        return any(typed == name[:i] + name[i] + name[i:] for i in range(1, len(name)))
    # 全国文明市: a sign inside is missing
    lacks = any(typed == name[:i] + name[i + 1 :] for i in range(1, len(name) - 1))
    return declared.whole and len(typed) == len(name) - 1 and lacks and typed not in name


@lru_cache(maxsize=4096)
def _forms(name: str) -> tuple[str, str]:
    """Forms that leave neither half of a name whole; "" where there is none.

    The two signs in the middle swapped, and what its :func:`_variant` finds.
    """
    half = len(name) // 2
    swapped = name[: half - 1] + name[half] + name[half - 1] + name[half + 1 :]
    return swapped if is_slip(swapped, name) else "", _variant(name)


def _variant(name: str) -> str:
    """国家文明城市, 国家级文明城市, 全国典范文明城市: honours as people misname them."""
    if name.startswith("全国文明典范"):
        return f"全国典范文明{re.escape(name[6:])}"
    if name.startswith("全国文明"):
        return f"(?:国家级|国家|全国级){re.escape(name[2:])}"
    return ""
