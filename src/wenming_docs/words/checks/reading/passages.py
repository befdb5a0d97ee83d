"""What a document consists of as it is read: chapters, passages, sentences, figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from wenming_docs.blocks import Block, Heading, Inlines, Manuscript, Paragraph, dump_text, plain
from wenming_docs.records import dataclass
from wenming_docs.zh.lazy import lazy_pattern

BRACKETS = lazy_pattern(r"（[^（）]*）")
LAST_BRACKETS = lazy_pattern(r"（[^（）]*）[。]?$")
DATES = lazy_pattern(
    # A number is looked at from its beginning only: one of 10,000 digits took seconds from each digit on.
    r"(?<!\d)(?:\d+年|\d+月份?(?:\d+日)?(?:—\d+月?\d*日?)?|\d+日|\d+号|\d+时)"
    r"|〔\d+〕\d+号|附件\d+|——|“[^”]{0,300}”"
    r"|\d{1,2}[:：]\d\d|(?<!\d)0\d{2,3}-\d{7,8}|(?<!\d)1[3-9]\d{9}(?!\d)|(?<=电话)：?\d{7,8}"
    r"|(?<!\d)(?:12\d{3}|9[56]\d{3,4}|110|119|120|122)(?=热线|电话|平台)"
)
NUMBER = lazy_pattern(r"\d[\d.]*")
SENTENCE = lazy_pattern(r"[^。！？]+[。！？]?")


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

    @cached_property
    def sentences(self) -> list[str]:
        return sentences_of(self.text)

    @cached_property
    def own(self) -> str:
        """What the author or the program says here, without heading and closing brackets."""
        block = self.block
        text = plain(block.run_in) if isinstance(block, Heading) else self.text
        return LAST_BRACKETS.sub("", text) if text.rstrip("。\n").endswith("）") else text

    @cached_property
    def paths(self) -> list[str]:
        """The fact paths of its texts, in order."""
        return [origin.path for run in self.runs for origin in run.origins[:1] if origin.file]

    @cached_property
    def only_names_units(self) -> bool:
        """Whether the program wrote it around names of units at most: its author could not mend it."""
        return all(path.startswith("单位") for path in self.paths)


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
