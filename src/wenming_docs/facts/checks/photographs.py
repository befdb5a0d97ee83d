"""Photographs: files that are missing or cannot be printed, and pictures that say nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wenming_docs.facts.model import AttachedDocument, Section, Workspace
from wenming_docs.facts.source import PictureFault
from wenming_docs.findings import Finding, Severity


def unusable_photographs(workspace: Workspace) -> Iterator[Finding]:
    """F198–F202: the file is missing, broken, outside, too big or of another kind."""
    for place, file in workspace.photographs.items():
        if isinstance(file, PictureFault):
            yield Finding(file.code, Severity.ERROR, file.message, file.hint, place)


def wordless_photographs(workspace: Workspace) -> Iterator[Finding]:
    """F203: a photograph of a section without 图说; those of results and problems say what they show."""
    for document in workspace.documents:
        yield from _wordless((*document.sections, *document.attachments))


def _wordless(sections: Iterable[Section | AttachedDocument]) -> Iterator[Finding]:
    for section in sections:
        for photo in section.photos:
            if not photo.caption:
                hint = f"写成“{photo.file}: 4月2日清理前”这样，说清时间、地点、什么事"
                message = f"照片“{photo.file}”没有图说"
                yield Finding("F203", Severity.WARNING, message, hint, photo.file.origin)
        yield from _wordless(section.sections)
