"""Finding and reading a file of the office's own rules."""

from __future__ import annotations

import os
from pathlib import Path

from wenming_docs.facts.source import Mapping
from wenming_docs.facts.source.files import display_name
from wenming_docs.facts.source.source import read_page
from wenming_docs.findings import Finding
from wenming_docs.reads import note_absent

FOLDER = "规范"


def house_file(folder: Path | None, name: str) -> Path | None:
    """``规范/name`` in the folder of an entry file, if anything is there."""
    if folder is None:
        return None
    path = folder / FOLDER / name
    try:
        if os.path.lexists(path):
            return path
        note_absent(path)
        return None
    except (OSError, ValueError):
        return None


def house_page(
    path: Path, known_keys: tuple[str, ...], home: Path | None = None
) -> tuple[Mapping | None, list[Finding]]:
    """What such a file holds, as far as it can be read, and its mistakes with their lines.

    One that was found, and not named by a person, lies below ``home``, also behind links.
    """
    page = read_page(path, display_name(path), known_keys, home=home)
    return page.draft, page.findings
