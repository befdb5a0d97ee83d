"""What a document says, paragraph by paragraph, each with the texts that it is made of.

The text dump is these same paragraphs without their texts' origins; whoever asks which fact stands behind
some characters of the page asks here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import assert_never

from wenming_docs.blocks.inlines import plain
from wenming_docs.blocks.nodes import (
    Attachment,
    AttachmentList,
    Block,
    Chart,
    Heading,
    Imprint,
    Inlines,
    Issued,
    Landscape,
    Manuscript,
    Masthead,
    NameEntry,
    NameList,
    NameRow,
    Network,
    NetworkBox,
    Note,
    Paragraph,
    Pictures,
    Recipients,
    Signature,
    Subtitle,
    Table,
    Text,
    Title,
)

SENTENCE_END = ("。", "！", "？", "：", "；", "…")
"""What may close a run-in heading; without any of them a 。 is set."""


def said(manuscript: Manuscript) -> tuple[Inlines, ...]:
    """The paragraphs of :func:`dump_text`, one for one, each as its texts with their origins.

    Fixed words (附件：, 抄送：, numbers of headings, a 。 that is set) are texts without any.
    """
    return tuple(part for run in runs_said(manuscript.blocks) for part in _parted(run) if plain(part))


def _parted(run: Inlines) -> Iterable[Inlines]:
    """A run with line feeds is several paragraphs."""
    if not any("\n" in text.text for text in run):
        return (run,)
    parts: list[list[Text]] = [[]]
    for text in run:
        first, *others = text.text.split("\n")
        parts[-1].append(_part(text, first))
        parts += [[_part(text, other)] for other in others]
    return [tuple(text for text in part if text.text) for part in parts]


def _part(text: Text, characters: str) -> Text:
    return Text(characters, text.origins, text.emphasis, text.blank)


def runs_said(blocks: Iterable[Block]) -> list[Inlines]:
    """What stands in each place of the body, in order; empty where nothing is said.

    A line feed, which only table cells have, still separates two paragraphs there.
    """
    found: list[Inlines] = []
    for block in blocks:
        found += _runs(block)
    return found


def _runs(block: Block) -> Iterable[Inlines]:
    """The runs of one block; one that holds others gives a list, for long ones may lie deep."""
    match block:
        case Title() | Subtitle() | Recipients() | Paragraph() | Note():
            return (block.inlines,)
        case Heading():
            return (heading_run(block),)
        case Table():
            return _table(block)
        case Chart():  # its figures stand in its own part of the package
            return (block.caption,)
        case Pictures():
            return (picture.caption for picture in block.items)
        case Network():
            return (*_boxes(block.top), block.caption)
        case NameList():
            return (run for row in block.rows for run in _name_row(row))
        case AttachmentList():
            return _attachment_list(block)
        case Attachment():
            return [_fixed("附件" + block.number), block.title, *runs_said(block.blocks)]
        case Landscape() | Issued():
            return runs_said(block.blocks)
        case Signature():
            return (*block.signed_by, block.issue_date)
        case Masthead():
            return _masthead(block)
        case Imprint():
            return _imprint(block)
        case _:
            assert_never(block)


@lru_cache(maxsize=1024)
def _fixed(words: str) -> Inlines:
    """Words of our own, which stand in no file; the numbers of headings come again and again."""
    return (Text(words),) if words else ()


def heading_run(heading: Heading) -> Inlines:
    """A heading as it reads: its number, its words, and what follows on the same line."""
    run = (*_fixed(heading.number), *heading.inlines)
    if not heading.run_in:
        return run
    if plain(run).endswith(SENTENCE_END):
        return (*run, *heading.run_in)
    return (*run, *_fixed("。"), *heading.run_in)


def _table(table: Table) -> list[Inlines]:
    heads = [column.title for column in table.columns]
    # A continued cell shows nothing of its own.
    cells = [cell.inlines for row in table.rows for cell in row if cell.rows]
    return [table.caption, *heads, *cells, *table.notes]


def _boxes(box: NetworkBox) -> Iterator[Inlines]:
    """A box, then those below it, from the left to the right."""
    yield box.title
    yield from box.lines
    for child in box.children:
        yield from _boxes(child)


def _name_row(row: NameRow) -> Iterator[Inlines]:
    label = (row.role, Text("：")) if row.role.text else ()
    if not any(person.posts for person in row.people):
        yield (*label, *_tabbed([person.name for person in row.people]))
        return
    for index, person in enumerate(row.people):
        yield (*(label if index == 0 else ()), *_person(person))


def _person(person: NameEntry) -> Inlines:
    return (person.name, *((Text("（"), *person.posts, Text("）")) if person.posts else ()))


def _tabbed(texts: Sequence[Text]) -> Iterator[Text]:
    for index, text in enumerate(texts):
        if index:
            yield Text("\t")
        yield text


def _attachment_list(block: AttachmentList) -> Iterator[Inlines]:
    numbers = block.numbers or ("",) * len(block.titles)
    for index, (number, title) in enumerate(zip(numbers, block.titles, strict=True)):
        label = "附件：" if index == 0 else ""
        yield (*_fixed(label + (f"{number}.\t" if number else "")), *title)


def _masthead(block: Masthead) -> Iterator[Inlines]:
    yield from (block.copy_number, block.security_classification, block.urgency)
    yield from _mark(block.mark)
    signers = block.signers
    lines = [signers[start : start + 2] for start in range(0, len(signers), 2)]
    for index, line in enumerate(lines):
        label = "签发人：" if index == 0 else ""
        last = block.document_number if index == len(lines) - 1 else ()
        yield (*last, Text(f"\t{label}"), *_tabbed(line))
    if not lines:
        yield block.document_number


def _mark(marks: Inlines) -> Iterator[Inlines]:
    """One issuer on one line; of several each on its own, and 文件 beside them all."""
    names, suffix = marks, ""
    if len(marks) > 1 and marks[-1].text == "文件":
        names, suffix = marks[:-1], "文件"
    elif len(marks) > 1 and marks[-1].text.endswith("文件"):
        names, suffix = (*marks[:-1], _part(marks[-1], marks[-1].text.removesuffix("文件"))), "文件"
    if len(names) == 1:
        yield (*names, *_fixed(suffix))
    else:
        yield from ((name,) for name in names)
        yield _fixed(suffix)


def _imprint(block: Imprint) -> Iterator[Inlines]:
    yield _labelled("主送：", block.main_recipients)
    yield _labelled("抄送：", block.copy_recipients)
    yield block.printing_office
    date = block.print_date
    yield (*date, *_fixed("" if plain(date).endswith("印发") else "印发")) if date else ()


def _labelled(label: str, value: Inlines) -> Inlines:
    """``主送：…。``; the closing stop is set where the value has none (GB/T 9704-2012 7.4.2)."""
    text = plain(value)
    if not text:
        return ()
    return (Text(label), *value, *_fixed("" if text.endswith("。") else "。"))


__all__ = ["SENTENCE_END", "heading_run", "runs_said", "said"]
