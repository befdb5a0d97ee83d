"""Marks of paragraphs: what a document read like when it was given out, in four characters for each.

A document that comes back edited may be older than the facts of today. Its marks tell which paragraphs
a person has changed since; the content hash alone only tells that somebody has changed something.
"""

from __future__ import annotations

import binascii
import zlib
from collections.abc import Iterable, Sequence

LONGEST = 6_000
"""Paragraphs of a document that carries marks; a longer one would grow by a tenth."""
SIZE = 4
"""Characters of a mark: 24 bits of a checksum in base64."""
IN_A_PROPERTY = 60
"""Marks in one custom property: Word's own dialogue shows 255 characters."""


def marks_of(paragraphs: Sequence[str]) -> str:
    """The marks of paragraphs one after another; ``""`` for a document too long to carry them."""
    if len(paragraphs) > LONGEST:
        return ""
    sums = b"".join(
        [zlib.crc32(text.encode("utf-8", "surrogatepass")).to_bytes(4, "big")[1:] for text in paragraphs]
    )
    return binascii.b2a_base64(sums, newline=False).decode()


def mark_of(text: str) -> str:
    """The mark of one paragraph: four characters."""
    return marks_of([text])


def in_properties(marks: str) -> list[str]:
    """Marks cut into values of custom properties."""
    step = IN_A_PROPERTY * SIZE
    return [marks[start : start + step] for start in range(0, len(marks), step)]


def from_properties(values: Iterable[str]) -> tuple[str, ...] | None:
    """The marks that stand in such values, in their order; ``None`` where one of them is damaged."""
    joined = "".join(values)
    try:
        binascii.a2b_base64(joined, strict_mode=True)
    except (binascii.Error, ValueError):
        return None
    if len(joined) % SIZE:
        return None
    return tuple(joined[start : start + SIZE] for start in range(0, len(joined), SIZE))
