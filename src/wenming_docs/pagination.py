"""The printed pages of a file's documents: laid out by LibreOffice, read back from its PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from wenming_docs.blocks import Manuscript
from wenming_docs.confined import foreign_folder, run_confined
from wenming_docs.errors import InvalidInput, OutputRefused
from wenming_docs.findings import Finding, Origin, Severity, by_place
from wenming_docs.office import lay_out
from wenming_docs.page.layout import check_pages
from wenming_docs.page.word import write_docx
from wenming_docs.pipeline import (
    Compiled,
    Options,
    Outcome,
    compile_document,
    read_workspace,
    requests,
)
from wenming_docs.records import dataclass


def with_pages(outcome: Outcome, options: Options) -> Outcome:
    """``outcome`` with what the printed pages of its documents show."""
    found = by_place([*outcome.findings, *page_findings(outcome.path, options)])
    return replace(outcome, findings=tuple(found))


def page_findings(path: Path, options: Options) -> list[Finding]:
    """What the printed pages of a file's documents show; none where its facts cannot be read.

    Without LibreOffice or pypdfium2 one notice says that the pages were not looked at.
    """
    foreign = foreign_folder(path, options)
    try:
        if foreign is None:
            written = written_documents(path, options)
        else:
            written = run_confined(written_documents, path, options, folder=foreign)
        printed = lay_out([document.data for document in written]) if written else []
        texts = [page_texts(data) for data in printed]
    except OutputRefused as error:
        hint = "装上 LibreOffice 和 pypdfium2（pip install 'wenming-docs[pages]'）再运行一次"
        return [Finding("L022", Severity.NOTICE, f"没有查页面：{error}", hint)]
    except InvalidInput:  # a character Word cannot hold, a template that went too far: rendering names it
        return []
    return [
        finding
        for document, pages in zip(written, texts, strict=True)
        for finding in check_pages(document.manuscript, pages, document.place)
    ]


@dataclass(frozen=True, slots=True)
class Written:
    """A document to be laid out: its manuscript, its .docx, and the place it is asked for at."""

    manuscript: Manuscript
    data: bytes
    place: Origin | None


def written_documents(path: Path, options: Options) -> list[Written]:
    """The drafts of a file's documents; raises InvalidInput for what Word cannot hold."""
    return [
        Written(one.manuscript, write_docx(one.manuscript), one.request.document.kind.origin)
        for one in _documents(path, options)
    ]


def _documents(path: Path, options: Options) -> list[Compiled]:
    draft = replace(options, draft=True)
    try:
        workspace = read_workspace(path)
        asked = requests(workspace, draft, path)
    except InvalidInput:
        return []
    found = [compile_document(workspace, request, draft, path) for request, _ in asked if request]
    return [document for document in found if document.manuscript.blocks]


def page_texts(pdf: bytes) -> Sequence[str]:
    """The text of each page, in reading order."""
    try:
        from pypdfium2 import PdfDocument
    except ImportError:
        raise OutputRefused("没有装 pypdfium2，读不了排出的页面") from None
    document = PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
