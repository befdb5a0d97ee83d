"""Whether the invented text packs like prose: one that repeats itself would flatter who writes much."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from itertools import islice

from bench.content import Plan
from bench.measure import ROOT

_LEAST = 15
"""Characters of a sentence: names and units, which every plan says again and again, are no prose."""


@dataclass(frozen=True, slots=True)
class Packing:
    """How many times smaller zlib (level 6) makes the first ``characters`` of both texts."""

    characters: int
    ours: float
    prose: float


def _sentences(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            yield from _sentences(item)
    elif isinstance(value, str) and len(value) >= _LEAST:
        yield value


def _joined(texts: Iterable[str], characters: int) -> str:
    """The texts, each once, up to so many characters."""
    return "".join(islice((sign for text in dict.fromkeys(texts) for sign in text), characters))


def _prose() -> Iterator[str]:
    """The sentences of the examples."""
    import yaml

    for path in sorted((ROOT / "examples").rglob("*.yaml")):
        yield from _sentences(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def _times(text: str) -> float:
    raw = text.encode()
    return len(raw) / len(zlib.compress(raw, 6))


def packing(plan: Plan) -> Packing:
    """The plan's sentences beside as many characters of the examples'.

    zlib looks back 32 KB, eleven thousand characters of Chinese, so that more than the examples
    have would tell nothing new.
    """
    invented = list(_sentences(astuple(plan)))
    prose = list(_prose())
    characters = min(sum(map(len, dict.fromkeys(texts))) for texts in (invented, prose))
    return Packing(characters, *(round(_times(_joined(texts, characters)), 2) for texts in (invented, prose)))
