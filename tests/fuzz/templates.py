"""Mutants of a template: one of the known payloads put in, or its own tags cut, doubled and swapped."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

from tests.fuzz.hostile import TEXTS

PAYLOADS = Path(__file__).parents[1] / "cases" / "payloads" / "templates.txt"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_NAME = re.compile(r"(?<=[\s.(|])[a-z_]+")
_ODD = (
    "__class__",
    "format",
    "items",
    "loop",
    "self",
    "caller",
    "super",
    "title",
    "sections",
    "heading",
    "none",
)
_MOST = 3000
"""A payload is written out to so many turns: mutants are many and run at once."""


def mutate(text: str, chance: random.Random) -> str:
    """The template ``text`` with one fault in it, now and then with two or three."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        text = chance.choice((_with_payload, _cut, _doubled, _swapped, _renamed, _with_value, _nested))(
            text, chance
        )
    return text


@cache
def _payloads() -> tuple[str, ...]:
    parts = re.split(r"^== .+\n", PAYLOADS.read_text(encoding="utf-8"), flags=re.M)[1:]
    return tuple(re.sub("⟦(.+?)×([0-9]+)⟧", lambda f: f[1] * min(int(f[2]), _MOST), part) for part in parts)


def _with_payload(text: str, chance: random.Random) -> str:
    at = _place(text, chance)
    return text[:at] + chance.choice(_payloads()) + text[at:]


def _with_value(text: str, chance: random.Random) -> str:
    at = _place(text, chance)
    return text[:at] + chance.choice(TEXTS) + text[at:]


def _cut(text: str, chance: random.Random) -> str:
    """A tag is gone, or a piece of it."""
    found = list(_TAG.finditer(text))
    if not found:
        return text[: chance.randint(0, len(text))]
    tag = chance.choice(found)
    start, end = tag.span()
    if chance.random() < 0.5:
        start = chance.randint(start, end)
    return text[:start] + text[end:]


def _doubled(text: str, chance: random.Random) -> str:
    found = list(_TAG.finditer(text))
    if not found:
        return text * 2
    tag = chance.choice(found)[0]
    at = _place(text, chance)
    return text[:at] + tag * chance.choice((1, 2, 50)) + text[at:]


def _swapped(text: str, chance: random.Random) -> str:
    """Two tags have changed places."""
    found = list(_TAG.finditer(text))
    if len(found) < 2:
        return text
    one, other = sorted(chance.sample(found, 2), key=lambda tag: tag.start())
    between = text[one.end() : other.start()]
    return text[: one.start()] + other[0] + between + one[0] + text[other.end() :]


def _renamed(text: str, chance: random.Random) -> str:
    found = list(_NAME.finditer(text))
    if not found:
        return text
    name = chance.choice(found)
    return text[: name.start()] + chance.choice(_ODD) + text[name.end() :]


def _nested(text: str, chance: random.Random) -> str:
    """The template within loops over itself."""
    deep = chance.choice((1, 3, 12))
    return "{% for a in sections %}" * deep + text + "{% endfor %}" * deep


def _place(text: str, chance: random.Random) -> int:
    """Between two lines mostly, else anywhere."""
    if chance.random() < 0.7:
        return chance.choice([0, *(found.end() for found in re.finditer("\n", text))])
    return chance.randint(0, len(text))
