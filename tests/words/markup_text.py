"""Markup written by hand, and block trees written out, for the tests of words/markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wenming_docs.blocks import (
    Attachment,
    AttachmentList,
    Block,
    Chart,
    Heading,
    Inlines,
    Issued,
    Landscape,
    Markup,
    Note,
    Paragraph,
    Recipients,
    Signature,
    Subtitle,
    Table,
    Text,
    Title,
    placeholder,
)
from wenming_docs.findings import Origin, SourceText

VALUE = re.compile(r"\{\{(.*?)\}\}")
BLOCKS = "块："


def markup_of(text: str) -> Markup:
    """``text`` as a template would have written it, ``{{值}}`` being a printed value.

    ``\\n`` in a value is a line break; ``{{块：甲 乙}}`` prints data blocks, here two paragraphs.
    """
    slots: list[SourceText | tuple[Block, ...]] = []

    def put(found: re.Match[str]) -> str:
        value = found[1]
        if value.startswith(BLOCKS):
            slots.append(tuple(Paragraph((Text(word),)) for word in value.removeprefix(BLOCKS).split()))
        else:
            slots.append(SourceText(value.replace("\\n", "\n"), [Origin("plan.yaml", len(slots) + 1, 1)]))
        return placeholder(len(slots) - 1)

    return Markup(VALUE.sub(put, text), tuple(slots))


def written_out(blocks: Iterable[Block]) -> str:
    """One line a block; values in ⟦⟧, bold in **, gaps in !!, what is inside indented."""
    return "".join(f"{line}\n" for block in blocks for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Title() | Subtitle() | Recipients() | Paragraph() | Note():
            yield f"{type(block).__name__} {_runs(block.inlines)}"
        case Heading():
            run_in = f" → {_runs(block.run_in)}" if block.run_in else ""
            yield f"Heading{block.level} {_runs(block.inlines)}{run_in}"
        case Table():
            yield f"Table {_runs(block.caption)}".rstrip()
            yield "  " + " | ".join(f"{_runs(c.title)} ({c.align})" for c in block.columns)
            yield from ("  " + " | ".join(_runs(cell.inlines) for cell in row) for row in block.rows)
        case Chart():
            measure = f" （{block.measure}）" if block.measure else ""
            yield f"Chart {block.kind.value}{measure} {_runs(block.caption)}".rstrip()
            yield "  " + " | ".join(_runs((category,)) for category in block.categories)
            for series in block.series:
                values = ("无" if point.value is None else str(point.value) for point in series.points)
                yield f"  {series.name.text}: {' | '.join(values)}"
        case AttachmentList():
            yield "AttachmentList " + " / ".join(map(_runs, block.titles))
        case Signature():
            yield f"Signature {' / '.join(map(_runs, block.signed_by))} @ {_runs(block.issue_date)}".rstrip()
        case Attachment():
            yield f"Attachment {_runs(block.title)}"
            yield from _inside(block.blocks)
        case Landscape() | Issued():
            yield type(block).__name__
            yield from _inside(block.blocks)
        case _:
            raise AssertionError(f"no template writes {block!r} in Markdown")


def _inside(blocks: Iterable[Block]) -> Iterator[str]:
    return (f"  {line}" for block in blocks for line in _lines(block))


def _runs(runs: Inlines) -> str:
    return "".join(map(_run, runs))


def _run(run: Text) -> str:
    text = f"⟦{run.text}⟧" if run.origins else run.text
    text = f"!{text}!" if run.blank else text
    return f"**{text}**" if run.emphasis else text
