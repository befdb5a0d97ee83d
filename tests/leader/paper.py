"""A finished document as its reader meets it: chapters, paragraphs, sentences, figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from wenming_docs.blocks import (
    Attachment,
    AttachmentList,
    Block,
    Heading,
    Manuscript,
    NameList,
    Paragraph,
    Signature,
    Table,
    dump_text,
    plain,
)
from wenming_docs.facts.analysis import TaskNode, task_tree
from wenming_docs.facts.kinds import Family
from wenming_docs.facts.model import Workspace
from wenming_docs.pipeline import Compiled, Options, compile_document, read_workspace, requests
from wenming_docs.words.contexts import Request

BRACKETS = re.compile(r"（[^（）]*）")
DATES = re.compile(
    r"\d+年|\d+月份?(?:\d+日)?(?:—\d+月?\d*日?)?|\d+日|〔\d+〕\d+号|附件\d+|\d+号|\d+时|——|“[^”]*”"
)
NUMBER = re.compile(r"\d[\d.]*")


@dataclass(frozen=True)
class Chapter:
    """A heading with what stands under it before its sub-headings, and these."""

    heading: Heading
    lead: tuple[Block, ...]
    below: tuple[Chapter, ...]

    @property
    def title(self) -> str:
        """The words of the heading, without number and without a span of time in brackets."""
        return BRACKETS.sub("", plain(self.heading.inlines))

    def walk(self) -> Iterator[Chapter]:
        """This chapter and all below it."""
        yield self
        for chapter in self.below:
            yield from chapter.walk()

    def texts(self) -> list[str]:
        """Its paragraphs and those of the chapters below."""
        own = [plain(self.heading.run_in)] if self.heading.run_in else []
        own += paragraphs_of(self.lead)
        return own + [text for chapter in self.below for text in chapter.texts()]


@dataclass(frozen=True)
class Paper:
    """One document with its facts; ``earlier`` are the documents listed before it in the same file."""

    example: str
    workspace: Workspace
    request: Request
    compiled: Compiled
    earlier: tuple[Paper, ...] = ()

    @property
    def name(self) -> str:
        """The kind, and the period where there is one: 进展汇报 1—6月."""
        period = self.request.period
        return f"{self.request.kind.name} {period.label}" if period else self.request.kind.name

    @property
    def manuscript(self) -> Manuscript:
        return self.compiled.manuscript

    @property
    def family(self) -> Family:
        return self.request.kind.family

    @property
    def is_plan(self) -> bool:
        return self.family is Family.PLAN

    @property
    def is_report(self) -> bool:
        return self.family is Family.REPORT

    @cached_property
    def body(self) -> tuple[Block, ...]:
        """Headings, paragraphs, tables and name lists before the attachments."""
        kinds = (Heading, Paragraph, Table, NameList)
        return tuple(block for block in self.manuscript.blocks if isinstance(block, kinds))

    @cached_property
    def introduction(self) -> list[str]:
        """The paragraphs before the first heading."""
        first = next((i for i, block in enumerate(self.body) if isinstance(block, Heading)), len(self.body))
        return paragraphs_of(self.body[:first])

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters of the first level, with those below them."""
        first = next((i for i, block in enumerate(self.body) if isinstance(block, Heading)), len(self.body))
        return chapters_of(self.body[first:])

    @cached_property
    def all_chapters(self) -> tuple[Chapter, ...]:
        return tuple(found for chapter in self.chapters for found in chapter.walk())

    @cached_property
    def paragraphs(self) -> list[str]:
        """Every paragraph of the body as it reads, run-in headings included, in order."""
        return paragraphs_of(self.body)

    @cached_property
    def sentences(self) -> list[str]:
        return [sentence for text in self.paragraphs for sentence in sentences_of(text)]

    @cached_property
    def text(self) -> str:
        """All of the document, one paragraph a line."""
        return "\n".join(dump_text(self.manuscript))

    @cached_property
    def attachments(self) -> tuple[Attachment, ...]:
        return tuple(block for block in self.manuscript.blocks if isinstance(block, Attachment))

    @cached_property
    def attachment_list(self) -> AttachmentList:
        """附件说明; without titles where the document has none."""
        return next((b for b in self.manuscript.blocks if isinstance(b, AttachmentList)), AttachmentList(()))

    @property
    def signature(self) -> Signature | None:
        return next((b for b in self.manuscript.blocks if isinstance(b, Signature)), None)

    @cached_property
    def name_lists(self) -> tuple[NameList, ...]:
        inside = [block for attachment in self.attachments for block in attachment.blocks]
        return tuple(block for block in (*self.body, *inside) if isinstance(block, NameList))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        inside = [block for attachment in self.attachments for block in attachment.blocks]
        return tuple(block for block in (*self.body, *inside) if isinstance(block, Table))

    @cached_property
    def leaves(self) -> tuple[TaskNode, ...]:
        """The tasks without subtasks that the document may tell."""
        return tuple(node for node in task_tree(self.workspace).all if node.is_leaf)

    def chapter_of(self, *words: str) -> Chapter | None:
        """The first chapter whose title holds one of ``words``."""
        return next((c for c in self.chapters if any(word in c.title for word in words)), None)


def paragraphs_of(blocks: Iterable[Block]) -> list[str]:
    """Paragraphs and run-in headings as they read."""
    kept = tuple(b for b in blocks if isinstance(b, Paragraph) or (isinstance(b, Heading) and b.run_in))
    return dump_text(Manuscript(kept))


def chapters_of(blocks: tuple[Block, ...]) -> tuple[Chapter, ...]:
    """Blocks that begin with a heading as chapters of that heading's level."""
    if not blocks or not isinstance(blocks[0], Heading):
        return ()
    heads = [i for i, block in enumerate(blocks) if isinstance(block, Heading)]
    level = blocks[0].level
    starts = [i for i in heads if _level(blocks[i]) <= level]
    chapters = []
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        heading = blocks[start]
        assert isinstance(heading, Heading)
        inner = next((i for i in heads if start < i < end), end)
        chapters.append(Chapter(heading, blocks[start + 1 : inner], chapters_of(blocks[inner:end])))
    return tuple(chapters)


def _level(block: Block) -> int:
    return block.level if isinstance(block, Heading) else 9


def sentences_of(text: str) -> list[str]:
    """Sentences with their closing mark."""
    return [found for found in re.findall(r"[^。！？]+[。！？]?", text) if found.strip()]


def figures_in(text: str) -> list[str]:
    """The figures a reader has to take in; dates, numbers of documents and of buildings are none."""
    return NUMBER.findall(DATES.sub("□", text))


def read_papers(path: Path) -> tuple[Paper, ...]:
    """Every document of a file, in the order of 文稿, whatever is wrong with it."""
    workspace = read_workspace(path)
    papers: list[Paper] = []
    for request, _ in requests(workspace, Options(), path):
        if request:
            compiled = compile_document(workspace, request, Options(), path)
            papers.append(Paper(path.stem, workspace, request, compiled, tuple(papers)))
    return tuple(papers)
