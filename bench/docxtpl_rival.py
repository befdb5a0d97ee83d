"""docxtpl when warm, as a competent user would run it: a styled template with loops, facts as JSON."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

_TEMPLATE = Path("template.docx")


def prepare(templates: Path) -> None:
    """Notes the template, and imports what every document needs."""
    global _TEMPLATE
    import docxtpl  # noqa: F401  # a running service has imported it

    _TEMPLATE = templates / "docxtpl.docx"


def load(folder: Path) -> dict[str, Any]:
    """The facts with their numbers."""
    facts: dict[str, Any] = json.loads((folder / "context.json").read_text(encoding="utf-8"))
    return facts


def make(facts: dict[str, Any]) -> bytes:
    """The plan as .docx bytes; docxtpl has to open its template anew for each document."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(str(_TEMPLATE))
    document.render(facts)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
