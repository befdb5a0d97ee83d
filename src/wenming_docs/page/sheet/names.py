"""Names of worksheets that Excel takes: 31 signs, none of []:*?/\\, no two alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

MOST_SIGNS = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]+")
_RESERVED = "history"  # Excel keeps it for itself


def sheet_names(wanted: Sequence[str]) -> tuple[str, ...]:
    """A valid name for each, in order; one that is taken gets （2）, （3） …; capitals make no difference."""
    used: set[str] = set()
    names = []
    for text in wanted:
        plain = _valid(text)
        name, number = _cut(plain, MOST_SIGNS), 2
        while name.lower() in used:
            suffix = f"（{number}）"
            name, number = _cut(plain, MOST_SIGNS - len(suffix)) + suffix, number + 1
        used.add(name.lower())
        names.append(name)
    return tuple(names)


def _valid(text: str) -> str:
    kept = _FORBIDDEN.sub("_", " ".join(text.split())).strip("' ")
    return "表_" if kept.lower() == _RESERVED else kept or "表"


def _cut(text: str, most: int) -> str:
    """The beginning of ``text``: Excel counts UTF-16 units, and no sign is cut in two."""
    cut = text.encode("utf-16-le")[: most * 2].decode("utf-16-le", "ignore")
    return cut.rstrip("' ") or "表"
