"""What a document says, as plain paragraphs: the measure that every writer is held against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    Title,
)

SENTENCE_END = ("。", "！", "？", "：", "；", "…")
"""What may close a run-in heading; without any of them a 。 is set."""


def dump_text(manuscript: Manuscript) -> list[str]:
    """The paragraphs in document order, exactly as the body of the .docx reads.

    Numbers and fixed words (附件：, 抄送：, 签发人：) are included; line breaks inside a title vanish; a
    tab is a tab; each paragraph of a table cell counts for itself. Paragraphs without any
    character (empty cells, gaps between tables) are left out.
    """
    return [text for text in _texts(manuscript.blocks) if text]


def _texts(blocks: Iterable[Block]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        found += _text(block)
    return found


def _text(block: Block) -> Iterable[str]:
    """The paragraphs of one block; one that holds others gives a list, for long ones may lie deep."""
    match block:
        case Title() | Subtitle() | Recipients() | Paragraph() | Note():
            return (plain(block.inlines),)
        case Heading():
            return (heading_text(block),)
        case Table():
            return _table(block)
        case Chart():  # its figures stand in its own part of the package
            return (plain(block.caption),)
        case Pictures():
            return (plain(picture.caption) for picture in block.items)
        case Network():
            return (*_boxes(block.top), plain(block.caption))
        case NameList():
            return (text for row in block.rows for text in _name_row(row))
        case AttachmentList():
            return _attachment_list(block)
        case Attachment():
            return ["附件" + block.number, plain(block.title), *_texts(block.blocks)]
        case Landscape() | Issued():
            return _texts(block.blocks)
        case Signature():
            return (*map(plain, block.signed_by), plain(block.issue_date))
        case Masthead():
            return _masthead(block)
        case Imprint():
            return _imprint(block)
        case _:
            assert_never(block)


def heading_text(heading: Heading) -> str:
    """A heading as it reads: its number, its words, and what follows on the same line."""
    text = heading.number + plain(heading.inlines)
    if not heading.run_in:
        return text
    stop = "" if text.endswith(SENTENCE_END) else "。"
    return text + stop + plain(heading.run_in)


def _table(table: Table) -> list[str]:
    cells = [plain(column.title) for column in table.columns]
    # A continued cell shows nothing of its own.
    cells += [plain(cell.inlines) for row in table.rows for cell in row if cell.rows]
    return [plain(table.caption), *"\n".join(cells).split("\n"), *map(plain, table.notes)]


def _boxes(box: NetworkBox) -> Iterator[str]:
    """A box, then those below it, from the left to the right."""
    yield plain(box.title)
    yield from map(plain, box.lines)
    for child in box.children:
        yield from _boxes(child)


def _name_row(row: NameRow) -> Iterator[str]:
    label = row.role.text + "：" if row.role.text else ""
    if not any(person.posts for person in row.people):
        yield label + "\t".join(person.name.text for person in row.people)
        return
    for index, person in enumerate(row.people):
        yield (label if index == 0 else "") + _person(person)


def _person(person: NameEntry) -> str:
    return person.name.text + (f"（{plain(person.posts)}）" if person.posts else "")


def _attachment_list(block: AttachmentList) -> Iterator[str]:
    numbers = block.numbers or ("",) * len(block.titles)
    for index, (number, title) in enumerate(zip(numbers, block.titles, strict=True)):
        label = "附件：" if index == 0 else ""
        yield label + (f"{number}.\t" if number else "") + plain(title)


def _masthead(block: Masthead) -> Iterator[str]:
    yield from map(plain, (block.copy_number, block.security_classification, block.urgency))
    yield from _mark([mark.text for mark in block.mark])
    number = plain(block.document_number)
    names = [signer.text for signer in block.signers]
    lines = [names[start : start + 2] for start in range(0, len(names), 2)]
    for index, line in enumerate(lines):
        label = "签发人：" if index == 0 else ""
        last = number if index == len(lines) - 1 else ""
        yield f"{last}\t{label}" + "\t".join(line)
    if not lines:
        yield number


def _mark(marks: list[str]) -> Iterator[str]:
    """One issuer on one line; of several each on its own, and 文件 beside them all."""
    if len(marks) > 1 and marks[-1] == "文件":
        names, suffix = marks[:-1], "文件"
    elif len(marks) > 1 and marks[-1].endswith("文件"):
        names, suffix = [*marks[:-1], marks[-1].removesuffix("文件")], "文件"
    else:
        names, suffix = marks, ""
    if len(names) == 1:
        yield names[0] + suffix
    else:
        yield from names
        yield suffix


def _imprint(block: Imprint) -> Iterator[str]:
    yield _labelled("主送：", block.main_recipients)
    yield _labelled("抄送：", block.copy_recipients)
    yield plain(block.printing_office)
    date = plain(block.print_date)
    yield date + ("" if date.endswith("印发") else "印发") if date else ""


def _labelled(label: str, value: Inlines) -> str:
    """``主送：…。``; the closing stop is set where the value has none (GB/T 9704-2012 7.4.2)."""
    text = plain(value)
    if not text:
        return ""
    return label + text + ("" if text.endswith("。") else "。")
