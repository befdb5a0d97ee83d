"""What a reader sees of a .docx: the text of its paragraphs, in order."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_AGAIN = "TableAgain"


def visible_text(docx: bytes) -> list[str]:
    """The paragraphs that hold text, blanks stripped; layout and empty lines do not count, nor does what
    a table says again at the top of a page."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
    paragraphs = (
        "".join(run.text or "" for run in paragraph.iter(f"{_W}t"))
        for paragraph in body.iter(f"{_W}p")
        if not any(style.get(f"{_W}val", "").startswith(_AGAIN) for style in paragraph.iter(f"{_W}pStyle"))
    )
    return [text for paragraph in paragraphs if (text := paragraph.strip())]


def first_difference(one: list[str], other: list[str]) -> str:
    """Where two documents part, in words; "" if they read the same."""
    for line, (left, right) in enumerate(zip(one, other, strict=False), 1):
        if left != right:
            return f"paragraph {line}: {left[:60]!r} against {right[:60]!r}"
    if len(one) != len(other):
        return f"{len(one)} paragraphs against {len(other)}"
    return ""
