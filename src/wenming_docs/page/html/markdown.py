"""Blocks → Markdown for reading and comparing; it is not meant to be compiled again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from wenming_docs.blocks import (
    Align,
    Attachment,
    AttachmentList,
    Block,
    Cell,
    Chart,
    Heading,
    Imprint,
    Inlines,
    Issued,
    Landscape,
    Manuscript,
    Masthead,
    NameList,
    Network,
    NetworkBox,
    Note,
    Paragraph,
    Pictures,
    Recipients,
    Shade,
    Signature,
    Subtitle,
    Table,
    Text,
    Title,
    dump_text,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
_LINE_START = re.compile(r"^(\s*)([#>+-]|\d+[.)])(?=\s)")
_SHADES = {Shade.NONE: "", Shade.LIGHT: "□", Shade.DARK: "■"}
_RULES = {Align.LEFT: ":---", Align.CENTER: ":---:", Align.RIGHT: "---:", Align.AUTO: "---"}


def write_markdown(manuscript: Manuscript) -> str:
    """The manuscript as Markdown, numbers included; signs that Markdown would read are escaped."""
    return "\n\n".join(_all(manuscript.blocks)) + "\n"


def _all(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from (text for text in _markdown(block) if text)


def _markdown(block: Block) -> Iterator[str]:
    match block:
        case Title():
            yield "# " + _runs(block.inlines)
        case Heading():
            yield _heading(block)
        case Subtitle() | Recipients() | Paragraph() | Note():
            yield _runs(block.inlines)
        case Table():
            yield from _table(block)
        case Chart():
            yield from _chart(block)
        case Pictures():
            yield "\n".join(f"- {_runs(picture.caption) or '图片'}" for picture in block.items)
        case Network():
            yield "\n".join(_boxes(block.top, ""))
            yield _runs(block.caption)
        case Attachment():
            yield "---"
            yield "附件" + block.number
            yield "# " + _runs(block.title)
            yield from _all(block.blocks)
        case Landscape():
            yield from _all(block.blocks)
        case Issued():
            yield "---"
            yield from _all(block.blocks)
        case NameList() | AttachmentList() | Signature() | Masthead() | Imprint():
            # Their lines carry no marks of their own; the dump says them as Word does.
            yield "  \n".join(_escape(line.replace("\t", " ")) for line in dump_text(Manuscript((block,))))
        case _:
            assert_never(block)


def _heading(block: Heading) -> str:
    head = _escape(block.number) + _runs(block.inlines)
    if not block.run_in:
        return "#" * (block.level + 1) + " " + head
    (line,) = dump_text(Manuscript((block,)))
    return _escape(line)


def _escape(text: str) -> str:
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def _run(text: Text) -> str:
    content = _SPECIAL.sub(r"\\\1", text.text).replace("\n", "<br>")
    return f"**{content}**" if text.emphasis else content


def _runs(inlines: Inlines) -> str:
    return _LINE_START.sub(r"\1\\\2", "".join(map(_run, inlines)))


def _table(table: Table) -> Iterator[str]:
    yield _runs(table.caption)
    lines = [
        [_runs(column.title) for column in table.columns],
        [_RULES[column.align] for column in table.columns],
        *([_cell(cell) for cell in row] for row in table.rows),
    ]
    yield "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
    yield from map(_runs, table.notes)


def _cell(cell: Cell) -> str:
    """What a cell says; a bar of 横道图, which is nothing but its ground, as a box."""
    return (_runs(cell.inlines) or _SHADES[cell.shade]) if cell.rows else ""


def _chart(chart: Chart) -> Iterator[str]:
    """The figures of a chart as a table: that is what can be read in a text."""
    heads = ["", *(_run(series.name) for series in chart.series)]
    lines = [heads, ["---", *("---:" for _ in chart.series)]]
    for index, category in enumerate(chart.categories):
        lines.append([_run(category), *(_run(series.points[index].text) for series in chart.series)])
    yield "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
    yield _runs(chart.caption)


def _boxes(box: NetworkBox, indent: str) -> Iterator[str]:
    """A box and those below it as nested list items."""
    yield f"{indent}- " + "，".join(_runs(line) for line in (box.title, *box.lines) if line)
    for child in box.children:
        yield from _boxes(child, indent + "  ")
