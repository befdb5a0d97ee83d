"""The parts of a manuscript that are read on their own: the body, and each attachment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from wenming_docs.blocks import (
    Attachment,
    Block,
    Heading,
    Inlines,
    Issued,
    Landscape,
    Manuscript,
    plain,
)
from wenming_docs.findings import Origin
from wenming_docs.records import dataclass


@dataclass(frozen=True)
class Stretch:
    """Blocks that are numbered together; landscape pages belong to the stretch they stand in."""

    blocks: tuple[Block, ...]

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Heading))

    @cached_property
    def siblings(self) -> tuple[tuple[Heading, ...], ...]:
        """The headings of one level under one parent, level by level, in order."""
        found: list[tuple[Heading, ...]] = []
        open_groups: dict[int, list[Heading]] = {}
        for heading in self.headings:
            for level in [level for level in open_groups if level > heading.level]:
                found.append(tuple(open_groups.pop(level)))
            open_groups.setdefault(heading.level, []).append(heading)
        return (*found, *(tuple(open_groups[level]) for level in sorted(open_groups)))


class Outline:
    """A manuscript and its stretches, cut once for all checks: the body, then each attachment."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.stretches = tuple(stretches(manuscript))

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks of the body, attachments whole."""
        return self.stretches[0].blocks


def stretches(manuscript: Manuscript) -> Iterator[Stretch]:
    """The body and each attachment. An issued document is a document of its own and left out."""
    yield from _stretches(manuscript.blocks)


def _stretches(blocks: Iterable[Block]) -> Iterator[Stretch]:
    own = tuple(_own(blocks))
    yield Stretch(own)
    for block in own:
        if isinstance(block, Attachment):
            yield from _stretches(block.blocks)


def _own(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Landscape):
            yield from _own(block.blocks)
        elif not isinstance(block, Issued):
            yield block


def place_of(run: Inlines, otherwise: Origin | None) -> Origin | None:
    """Where the first text with a known place was written."""
    return next((origin for text in run for origin in text.origins if origin.file), otherwise)


def is_authored(heading: Heading) -> bool:
    """Whether somebody wrote these words; the program's own headings are nobody's to mend."""
    return place_of(heading.inlines, None) is not None


def words(heading: Heading) -> str:
    """The heading without its number and without a span of time in brackets at its end."""
    text = plain(heading.inlines)
    if text.endswith("）") and "（" in text:
        text = text[: text.rindex("（")]
    return text
