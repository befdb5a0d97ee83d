"""What a template wrote: Markdown text with placeholders, and what the placeholders stand for."""

from __future__ import annotations

from dataclasses import field

from wenming_docs.blocks.nodes import Block
from wenming_docs.findings import SourceText
from wenming_docs.records import dataclass

OPEN, CLOSE = "\ue000", "\ue001"
"""A placeholder is OPEN, a decimal index, CLOSE; both signs are refused in input."""


@dataclass(frozen=True, slots=True)
class Markup:
    """Template output. ``slots[n]`` is what placeholder n stands for: a value or data blocks.

    ``lines[n]`` is (template name, line) where placeholder n was printed, if it was traced.
    """

    text: str
    slots: tuple[SourceText | tuple[Block, ...], ...]
    lines: dict[int, tuple[str, int]] = field(default_factory=dict)


def placeholder(index: int) -> str:
    """The text that stands for slot ``index``."""
    return f"{OPEN}{index}{CLOSE}"
