"""The photographs of a plan: looked at with its facts, read only for a document that prints them.

Checking opens the head of each file and no more, so that a missing picture is found at once; pixels
are decoded where a document is written, each photograph once for the size it is printed at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field, replace
from pathlib import Path

from wenming_docs.blocks import Attachment, Block, Issued, Landscape, Manuscript, Picture, Pictures
from wenming_docs.errors import InvalidInput
from wenming_docs.facts.model import AttachedDocument, Photo, Section, Workspace
from wenming_docs.facts.source import Developed, PictureFault, develop, look_at
from wenming_docs.findings import Finding, Severity
from wenming_docs.records import dataclass

LONGEST = {1: 1600, 2: 1000, 3: 700, 4: 520}
"""Photographs beside each other → pixels of the longer side: 220 dpi, also on a landscape page."""


def with_photographs(read: Callable[[], Workspace], path: Path) -> Workspace:
    """The facts that ``read`` gives for the entry file ``path``, their photographs looked at.

    A picture that cannot be used stays in its place with the reason, which checks report.
    """
    try:
        return _looked_at(read(), path)
    except InvalidInput as error:
        draft = _looked_at(error.draft, path) if isinstance(error.draft, Workspace) else error.draft
        raise InvalidInput(error.findings, error.texts, draft) from None


def _looked_at(workspace: Workspace, path: Path) -> Workspace:
    found = {
        place: look_at(str(photo.file), Path(place.file).parent, path.parent)
        for photo in photos_in(workspace)
        if (place := photo.file.origin)
    }
    return workspace.with_photographs(found) if found else workspace


def photos_in(workspace: Workspace) -> Iterator[Photo]:
    """Every photograph that the facts name, whether a document prints it or not."""
    for result in workspace.results:
        yield from result.photos
    for issue in workspace.issue_ledger:
        yield from issue.photos
    for document in workspace.documents:
        yield from _in_sections((*document.sections, *document.attachments))


def _in_sections(sections: Iterable[Section | AttachedDocument]) -> Iterator[Photo]:
    for section in sections:
        yield from section.photos
        yield from _in_sections(section.sections)


WITHOUT_PHOTOGRAPHS = frozenset({"md", "xlsx"})
"""Formats that show captions alone: for them no pixel is decoded."""


@dataclass(slots=True)
class Darkroom:
    """Reads the photographs of manuscripts; one that several documents print is decoded once.

    What cannot be decoded is among ``findings``, and stands in its block without any bytes.
    """

    findings: list[Finding] = field(default_factory=list)
    _done: dict[tuple[str, int], Developed | PictureFault] = field(default_factory=dict)

    def develop(self, manuscript: Manuscript) -> Manuscript:
        """The manuscript with the bytes of its photographs."""
        return replace(manuscript, blocks=self._all(manuscript.blocks))

    def _all(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self._one(block) for block in blocks)

    def _one(self, block: Block) -> Block:
        match block:
            case Pictures():
                longest = LONGEST[min(block.per_row, max(LONGEST))]
                return replace(block, items=tuple(self._picture(item, longest) for item in block.items))
            case Attachment() | Landscape() | Issued():
                return replace(block, blocks=self._all(block.blocks))
            case _:  # no other block holds photographs
                return block

    def _picture(self, picture: Picture, longest: int) -> Picture:
        if picture.data or not picture.file:
            return picture
        key = (picture.file, longest)
        if key not in self._done:
            self._done[key] = develop(picture.file, Path(picture.file).name, longest)
        done = self._done[key]
        if isinstance(done, PictureFault):
            place = next((origin for text in picture.caption for origin in text.origins), None)
            self.findings.append(Finding(done.code, Severity.ERROR, done.message, done.hint, place))
            return picture
        return replace(
            picture, data=done.data, media=done.media, width=done.width, height=done.height, file=""
        )
