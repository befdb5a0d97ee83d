"""A checksum in a comment at the end of a text, so that a file of ours that nobody edited is known."""

from __future__ import annotations

import hashlib
import re

_SEAL = re.compile(rb"<!-- ([0-9a-f]{64}) -->\n\Z")


def sealed(text: str) -> str:
    """``text`` and a comment with its SHA-256; readers of HTML and Markdown do not show it."""
    return f"{text}<!-- {hashlib.sha256(text.encode()).hexdigest()} -->\n"


def is_untouched(data: bytes) -> bool:
    """Whether ``data`` was sealed by us and has not been changed since."""
    seal = _SEAL.search(data)
    return seal is not None and hashlib.sha256(data[: seal.start()]).hexdigest().encode() == seal[1]
