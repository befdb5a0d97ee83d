"""A finished document, read once for all checks."""

from __future__ import annotations

import re
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
    NameList,
    Paragraph,
    Table,
    Text,
    dump_text,
    heading_text,
    plain,
    texts_in,
)
from wenming_docs.facts.kinds import Family
from wenming_docs.facts.model import Workspace
from wenming_docs.facts.values import Period
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.words.checks.finished import Finished
from wenming_docs.words.checks.reading.dated import Stretch, dated
from wenming_docs.words.checks.reading.passages import Chapter, Passage, chapters_of, paragraphs_of
from wenming_docs.words.contexts import Request


class Paper:
    """One document, read once for all checks."""

    def __init__(self, finished: Finished) -> None:
        self.finished = finished
        self._source: dict[str, list[str]] = {}

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
        """Headings, paragraphs, tables and name lists before the attachments, on pages of any shape."""
        kinds = (Heading, Paragraph, Table, NameList)
        return tuple(block for block in _upright(self.manuscript.blocks) if isinstance(block, kinds))

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
                text = plain(runs) if isinstance(block, Paragraph) else heading_text(block)
                found.append(Passage(text, runs, block, chapter))
        return tuple(found)

    @cached_property
    def paragraphs(self) -> list[str]:
        """The passages as they read."""
        return [passage.text for passage in self.passages]

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

    @cached_property
    def _by_block(self) -> dict[int, list[Passage]]:
        found: dict[int, list[Passage]] = {}
        for passage in self.passages:
            found.setdefault(id(passage.block), []).append(passage)
        return found

    def passages_of(self, block: Block) -> list[Passage]:
        """The passages that ``block`` reads as."""
        return self._by_block.get(id(block), [])

    def holding(self, pattern: re.Pattern[str]) -> list[Passage]:
        """The passages in which ``pattern`` finds something: the only ones that a check need look at."""
        return [passage for passage in self.passages if pattern.search(passage.text)]

    def lines(self, *, cells: bool = True) -> Iterator[tuple[Inlines, str]]:
        """Every line that is read on its own, and how it reads.

        Paragraphs, headings, table cells (if they are asked for), those of attachments.
        """
        return ((line, plain(line)) for line in _lines(self.manuscript.blocks, cells))

    # where it was written

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


def _upright(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with those on landscape pages among them."""
    for block in blocks:
        if isinstance(block, Landscape):
            yield from _upright(block.blocks)
        else:
            yield block


def _lines(blocks: Iterable[Block], cells: bool) -> list[Inlines]:
    found: list[Inlines] = []
    for block in _upright(blocks):
        match block:
            case Table():
                found += [cell.inlines for row in block.rows for cell in row if cell.rows] if cells else ()
            case Attachment():
                found += _lines(block.blocks, cells)
            case Issued():
                pass  # it is a document of its own, and read as such
            case Heading():
                found.append((*block.inlines, *block.run_in))
            case _:
                found.append(tuple(texts_in((block,))))
    return found
