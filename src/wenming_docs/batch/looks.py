"""What a file asks for, by a look at its text: a thousand files are not parsed twice.

A file that another one includes is a part of that one and no job; a file without 文稿 asks for no document.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from wenming_docs.records import dataclass
from wenming_docs.zh.lazy import lazy_pattern

DOCUMENTS_KEYS = ("文稿", "documents")

_KEYS = "|".join(DOCUMENTS_KEYS)
_TOP_LEVEL = lazy_pattern(rf"^[\"']?(?:{_KEYS})[\"']?[ \t\u3000]*[:：]", re.MULTILINE)
_ANYWHERE = lazy_pattern(rf"(?:{_KEYS})[\"']?\s*[:：]")
_INCLUDES = lazy_pattern(r"(?:包含|include)[\"']?\s*[:：]")


@dataclass(frozen=True, slots=True)
class Look:
    """Whether a file lists a document, and where the files that it includes really are."""

    asks: bool
    parts: tuple[str, ...] = ()


class Looks:
    """A look at each file, and at what it includes, once."""

    def __init__(self) -> None:
        self._looks: dict[str, Look] = {}

    def at(self, real: str) -> Look:
        if real not in self._looks:
            self._looks[real] = _look(Path(real))
        return self._looks[real]

    def parts(self) -> set[str]:
        """Every file that another one includes.

        Those that include each other in a circle, and are no part of a file outside it, are parts of
        nothing: done by themselves, so that their mistake is told.
        """
        seen = list(self._looks)
        included = self._below(part for real in seen for part in self.at(real).parts)
        tops = [real for real in seen if real not in included]
        parts = self._below(part for real in tops for part in self.at(real).parts)
        circles = {real for real in included - parts if real in self._below(self.at(real).parts)}
        return included - circles

    def asks(self, real: str) -> bool:
        """Whether the file or one of its parts lists a document."""
        return self.at(real).asks or any(self.at(part).asks for part in self._below(self.at(real).parts))

    def _below(self, parts: Iterable[str]) -> set[str]:
        """These files and all that they include."""
        waiting = list(parts)
        seen = set(waiting)
        while waiting:
            fresh = [part for part in self.at(waiting.pop()).parts if part not in seen]
            seen.update(fresh)
            waiting += fresh
        return seen


def _look(path: Path) -> Look:
    """What one file asks for; one that cannot be read asks, so that its mistakes are told."""
    from wenming_docs.facts.source.files import LARGEST

    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except OSError:
        data = None
    if data is None:
        return Look(asks=True)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _read(path)
    if _INCLUDES.search(text):
        return _read(path)
    if _TOP_LEVEL.search(text):
        return Look(asks=True)
    return _read(path) if _ANYWHERE.search(text) else Look(asks=False)


def _read(path: Path) -> Look:
    """The same by reading its YAML."""
    from wenming_docs.facts.source.includes import include_patterns, included_files
    from wenming_docs.facts.source.source import read_page

    page = read_page(path, path.name)
    if page.draft is None:
        return Look(asks=True)
    asks = any(entry.key.text in DOCUMENTS_KEYS for entry in page.draft.entries)
    parts = [
        os.path.realpath(part)
        for pattern in include_patterns(page.draft, [])
        for part in included_files(pattern, path.parent, path, [])
    ]
    return Look(asks, tuple(parts))
