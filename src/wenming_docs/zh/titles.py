"""Breaking a title by sense."""

from __future__ import annotations


def break_title(text: str, capacity: int = 20) -> list[str]:
    """``text`` in lines of at most ``capacity`` characters."""
    count = -(-len(text) // capacity) or 1
    size = -(-len(text) // count) or 1
    return [text[i : i + size] for i in range(0, len(text), size)] or [""]
