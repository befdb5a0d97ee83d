"""A finished manuscript as a file: its bytes in the format asked for, and its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wenming_docs.blocks import Manuscript, dump_text
from wenming_docs.errors import InternalError
from wenming_docs.words.contexts import Request


@dataclass(frozen=True, slots=True)
class Rendered:
    """One finished document; ``stem`` and ``suffix`` make its file name."""

    stem: str
    suffix: str
    data: bytes
    kind: str
    period: str


def write_document(
    request: Request, manuscript: Manuscript, stem: str, format: str, reference: bytes | None
) -> Rendered:
    """The document in one of the formats; raises InvalidInput for a reference that cannot be used."""
    writers: dict[str, Callable[[], bytes]] = {
        "docx": lambda: _docx(manuscript, reference),
        "md": lambda: _markdown(manuscript),
        "html": lambda: _html(manuscript),
    }
    period = request.period
    return Rendered(stem, f".{format}", writers[format](), request.kind.name, period.label if period else "")


def _docx(manuscript: Manuscript, reference: bytes | None) -> bytes:
    """The .docx, proved: its body reads exactly as the manuscript does."""
    from wenming_docs.page.word import read_text, write_docx

    data = write_docx(manuscript, reference=reference)
    if read_text(data) != dump_text(manuscript):
        raise InternalError("写出的文档和文稿不一致")
    return data


def _markdown(manuscript: Manuscript) -> bytes:
    from wenming_docs.page.html import sealed, write_markdown

    return sealed(write_markdown(manuscript)).encode()


def _html(manuscript: Manuscript) -> bytes:
    from wenming_docs.page.html import preview_html, sealed

    return sealed(preview_html(manuscript)).encode()


def file_stems(path: Path, requested: Sequence[Request], *, draft: bool) -> list[str]:
    """File stems ``plan-实施方案-1—6月``; documents alike in that are told apart by name or number."""
    stems = []
    for request in requested:
        parts = [path.stem, str(request.document.kind)]
        parts += [request.period.slug] if request.period else []
        stems.append("-".join(parts))
    for index, request in enumerate(requested):
        if stems.count(stems[index]) > 1 and request.document.name:
            stems[index] += f"-{request.document.name}"
    seen: dict[str, int] = {}
    unique = []
    for stem in stems:
        seen[stem] = seen.get(stem, 0) + 1
        unique.append(stem if seen[stem] == 1 else f"{stem}-{seen[stem]}")
    return [f"{stem}-草稿" if draft else stem for stem in unique]
