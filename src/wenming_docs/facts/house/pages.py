"""Finding and reading a file of the office's own rules."""

from __future__ import annotations

from pathlib import Path

from wenming_docs.facts.source import Mapping
from wenming_docs.facts.source.files import display_name
from wenming_docs.facts.source.source import read_page
from wenming_docs.findings import Finding
from wenming_docs.reads import note_absent

FOLDER = "规范"


def house_file(folder: Path | None, name: str) -> Path | None:
    """``规范/name`` in the folder of an entry file, if it is there."""
    if folder is None:
        return None
    path = folder / FOLDER / name
    try:
        if path.is_file():
            return path
        note_absent(path)
        return None
    except (OSError, ValueError):
        return None


def house_page(path: Path, known_keys: tuple[str, ...]) -> tuple[Mapping | None, list[Finding]]:
    """What such a file holds, as far as it can be read, and its mistakes with their lines."""
    page = read_page(path, display_name(path), known_keys)
    return page.draft, page.findings
