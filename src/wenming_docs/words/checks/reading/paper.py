"""A finished document as its reader meets it: chapters, passages, sentences, figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from wenming_docs.blocks import (
    Attachment,
    Block,
    Heading,
    Inlines,
    Manuscript,
    NameList,
    Paragraph,
    Signature,
    Table,
    Text,
    dump_text,
    plain,
    texts_in,
)
from wenming_docs.facts.kinds import Family
from wenming_docs.facts.model import Workspace
from wenming_docs.facts.values import Period
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.words.checks.finished import Finished
from wenming_docs.words.checks.reading.dated import Stretch, dated
from wenming_docs.words.contexts import Request

BRACKETS = re.compile(r"（[^（）]*）")
DATES = re.compile(
    r"\d+年|\d+月份?(?:\d+日)?(?:—\d+月?\d*日?)?|\d+日|〔\d+〕\d+号|附件\d+|\d+号|\d+时|——|“[^”]*”"
)
NUMBER = re.compile(r"\d[\d.]*")
SENTENCE = re.compile(r"[^。！？]+[。！？]?")


@dataclass(frozen=True)
class Passage:
    """One paragraph as it reads, a run-in heading and its number included.

    ``runs`` are its texts with their places; ``chapter`` is the title of the chapter of the
    first level, "" for introductions. ``blank`` says that something in it is still to be filled.
    """

    text: str
    runs: Inlines
    block: Block
    chapter: str

    @property
    def blank(self) -> bool:
        return "【待填" in self.text

    @property
    def sentences(self) -> list[str]:
        return sentences_of(self.text)

    @property
    def own(self) -> str:
        """What the author or the program says here, without heading and closing brackets."""
        block = self.block
        text = plain(block.run_in) if isinstance(block, Heading) else self.text
        return re.sub(r"（[^（）]*）[。]?$", "", text)

    @property
    def paths(self) -> list[str]:
        """The fact paths of its texts, in order."""
        return [origin.path for run in self.runs for origin in run.origins[:1] if origin.file]


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


class Paper:
    """One document, read once for all checks."""

    def __init__(self, finished: Finished) -> None:
        self.finished = finished

    @property
    def workspace(self) -> Workspace:
        return self.finished.workspace

    @property
    def request(self) -> Request:
        return self.finished.request

    @property
    def manuscript(self) -> Manuscript:
        return self.finished.manuscript

    @property
    def kind(self) -> str:
        """The kind under its canonical name."""
        return self.request.kind.name

    @property
    def family(self) -> Family:
        return self.request.kind.family

    @property
    def is_plan(self) -> bool:
        return self.family is Family.PLAN

    @property
    def is_report(self) -> bool:
        return self.family is Family.REPORT

    @property
    def goes_up(self) -> bool:
        """Whether a superior reads it: reports, and what is told to visiting leaders."""
        return self.kind in ("报告", "进展汇报", "情况汇报")

    @property
    def period(self) -> Period | None:
        return self.request.period

    @cached_property
    def dated(self) -> Stretch | None:
        """Between which days it was written, as far as its facts tell."""
        return dated(self.request.document.issue_date, self.period, self.workspace.year)

    @cached_property
    def at(self) -> Origin:
        """Where the document itself is asked for."""
        return self.request.document.kind.origin or self.workspace.where(*self.request.loc)

    # what it consists of

    @cached_property
    def body(self) -> tuple[Block, ...]:
        """Headings, paragraphs, tables and name lists before the attachments."""
        kinds = (Heading, Paragraph, Table, NameList)
        return tuple(block for block in self.manuscript.blocks if isinstance(block, kinds))

    @cached_property
    def _first(self) -> int:
        return next((i for i, block in enumerate(self.body) if isinstance(block, Heading)), len(self.body))

    @cached_property
    def introduction(self) -> list[str]:
        """The paragraphs before the first heading."""
        return paragraphs_of(self.body[: self._first])

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters of the first level, with those below them."""
        return chapters_of(self.body[self._first :])

    @cached_property
    def all_chapters(self) -> tuple[Chapter, ...]:
        return tuple(found for chapter in self.chapters for found in chapter.walk())

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every paragraph of the body in order, run-in headings included."""
        found, chapter, top = [], "", min((c.heading.level for c in self.chapters), default=1)
        for block in self.body:
            if isinstance(block, Heading) and block.level <= top:
                chapter = plain(block.inlines)
            if isinstance(block, Paragraph) or (isinstance(block, Heading) and block.run_in):
                runs = block.inlines if isinstance(block, Paragraph) else (*block.inlines, *block.run_in)
                text = "".join(dump_text(Manuscript((block,))))
                found.append(Passage(text, runs, block, chapter))
        return tuple(found)

    @cached_property
    def paragraphs(self) -> list[str]:
        """The passages as they read."""
        return [passage.text for passage in self.passages]

    @cached_property
    def sentences(self) -> list[str]:
        return [sentence for passage in self.passages for sentence in passage.sentences]

    @cached_property
    def text(self) -> str:
        """All of the document, one paragraph a line."""
        return "\n".join(dump_text(self.manuscript))

    @cached_property
    def is_sketch(self) -> bool:
        """Whether it is too short, or too full of gaps, to be judged by its shape yet."""
        return sum(map(len, self.paragraphs)) < 500 or sum(p.blank for p in self.passages) > 2

    @cached_property
    def attachments(self) -> tuple[Attachment, ...]:
        return tuple(block for block in self.manuscript.blocks if isinstance(block, Attachment))

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

    def chapter_of(self, *words: str) -> Chapter | None:
        """The first chapter whose title holds one of ``words``."""
        return next((c for c in self.chapters if any(word in c.title for word in words)), None)

    def passages_of(self, *blocks: Block) -> list[Passage]:
        """The passages that ``blocks`` read as."""
        wanted = set(map(id, blocks))
        return [passage for passage in self.passages if id(passage.block) in wanted]

    def lines(self) -> Iterator[Inlines]:
        """Every line that is read on its own: paragraphs, headings, table cells, attachments."""
        yield from _lines(self.manuscript.blocks)

    # where it was written

    @cached_property
    def _source(self) -> dict[str, list[str]]:
        return {}

    def place(self, runs: Iterable[Text], words: str = "") -> Origin:
        """Where ``words`` stand among what ``runs`` were made from; else where these begin."""
        known = [origin for run in runs for origin in run.origins if origin.file]
        for origin in known if words else ():
            column = self._line(origin).find(words, max(0, origin.column - 1))
            if column >= 0:
                return Origin(origin.file, origin.line, column + 1, origin.path)
        return known[0] if known else self.at

    def typed(self, passage: Passage, words: str) -> bool:
        """Whether the author typed ``words`` where the passage was written, rather than among the results."""
        origins = (origin for run in passage.runs for origin in run.origins[:1] if origin.file)
        return any(words in self._line(o) for o in origins if not o.path.startswith("成果"))

    def _line(self, origin: Origin) -> str:
        if origin.file not in self._source:
            self._source[origin.file] = self.workspace.texts.get(origin.file, "").split("\n")
        lines = self._source[origin.file]
        return lines[origin.line - 1] if 0 < origin.line <= len(lines) else ""

    def warn(self, code: str, message: str, hint: str, runs: Iterable[Text] = (), words: str = "") -> Finding:
        """Something a leader sends back."""
        return Finding(code, Severity.WARNING, message, hint, self.place(runs, words))

    def note(self, code: str, message: str, hint: str, runs: Iterable[Text] = (), words: str = "") -> Finding:
        """A matter of taste, or one that only the author can judge."""
        return Finding(code, Severity.NOTICE, message, hint, self.place(runs, words))


def _lines(blocks: Iterable[Block]) -> Iterator[Inlines]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (cell.inlines for row in block.rows for cell in row if cell.rows)
        elif isinstance(block, Attachment):
            yield from _lines(block.blocks)
        elif isinstance(block, Heading):
            yield (*block.inlines, *block.run_in)
        else:
            yield tuple(texts_in((block,)))


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
    following = dict(zip(heads, [*heads[1:], len(blocks)], strict=True))
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        heading = blocks[start]
        assert isinstance(heading, Heading)
        sub = min(following[start], end)
        chapters.append(Chapter(heading, blocks[start + 1 : sub], chapters_of(blocks[sub:end])))
    return tuple(chapters)


def _level(block: Block) -> int:
    return block.level if isinstance(block, Heading) else 9


def sentences_of(text: str) -> list[str]:
    """Sentences with their closing mark."""
    return [found for found in SENTENCE.findall(text) if found.strip()]


def figures_in(text: str) -> list[str]:
    """The figures a reader has to take in; dates, numbers of documents and of buildings are none."""
    return NUMBER.findall(DATES.sub("□", text))


def short(text: str, length: int = 18) -> str:
    """The beginning of ``text``, for a message."""
    return text if len(text) <= length else text[:length] + "……"


__all__ = [
    "BRACKETS",
    "DATES",
    "Chapter",
    "Paper",
    "Passage",
    "chapters_of",
    "figures_in",
    "paragraphs_of",
    "sentences_of",
    "short",
]
