"""A finished manuscript as files: its bytes in each format asked for, and its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from wenming_docs.blocks import Manuscript, dump_text
from wenming_docs.errors import InternalError, InvalidInput
from wenming_docs.findings import Finding, Severity
from wenming_docs.records import dataclass
from wenming_docs.words.contexts import Request

FORMATS = ("docx", "xlsx", "pdf", "md", "html")


@dataclass(frozen=True, slots=True)
class Rendered:
    """One finished document; ``stem`` and ``suffix`` make its file name."""

    stem: str
    suffix: str
    data: bytes
    kind: str
    period: str

    @property
    def awaits_printing(self) -> bool:
        """Whether ``data`` is the .docx that a PDF is still to be made of: LibreOffice makes all at once."""
        return self.suffix == ".pdf" and self.data.startswith(b"PK")


def write_all(
    documents: Sequence[tuple[Request, Manuscript, str]], formats: Sequence[str], reference: bytes | None
) -> tuple[tuple[Rendered, ...], list[Finding]]:
    """Each document (with its stem) in every format, and what could not be written.

    A document without a table has no workbook: a warning where there is anything else to write. What of
    the reference is not taken over is told once.
    """
    written: list[Rendered] = []
    findings: list[Finding] = []
    for request, manuscript, stem in documents:
        for format in formats:
            try:
                written.append(write_document(request, manuscript, stem, format, reference))
            except InvalidInput as error:
                findings += error.findings
    if reference is not None and any(each.suffix in (".docx", ".pdf") for each in written):
        from wenming_docs.page.word import left_out

        findings += left_out(reference)
    if written:
        findings = [_lesser(found) if found.code == NO_TABLE else found for found in findings]
    return tuple(written), findings


def _lesser(finding: Finding) -> Finding:
    return replace(finding, severity=Severity.WARNING)


def write_document(
    request: Request, manuscript: Manuscript, stem: str, format: str, reference: bytes | None
) -> Rendered:
    """The document in one of ``FORMATS``; raises InvalidInput for what cannot be written in it."""
    writers: dict[str, Callable[[], bytes]] = {
        "docx": lambda: _docx(manuscript, reference),
        "xlsx": lambda: _xlsx(manuscript, request),
        "pdf": lambda: _docx(manuscript, reference),
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


def _xlsx(manuscript: Manuscript, request: Request) -> bytes:
    """The workbook, proved: whatever the manuscript says stands in a cell, and no cell is a formula."""
    from wenming_docs.page.sheet import has_sheet, unwritten, write_xlsx

    if not has_sheet(manuscript):
        raise InvalidInput([_no_table(request)])
    data = write_xlsx(manuscript)
    if lacking := unwritten(manuscript, data):
        raise InternalError(f"写出的工作簿和文稿不一致：缺“{lacking[0][:50]}”")
    return data


def _no_table(request: Request) -> Finding:
    unit = f"（{request.for_unit}）" if request.for_unit else ""
    message = f"“{request.document.name or request.kind.name}{unit}”没有表格，出不了 Excel"
    hint = "在“附件”里加一张表，如“附件: 任务分解表”；或用 --format docx 只出 Word"
    return Finding(NO_TABLE, Severity.ERROR, message, hint, request.document.kind.origin)


NO_TABLE = "L030"


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
        parts += [str(request.for_unit)] if request.for_unit else []
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
