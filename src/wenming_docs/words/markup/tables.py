"""Pipe tables made by hand in a template; large tables come as data blocks."""

from __future__ import annotations

from wenming_docs.blocks.nodes import Align, Cell, Column, Inlines, Table
from wenming_docs.words.markup.faults import MarkupError
from wenming_docs.words.markup.slots import Slots
from wenming_docs.zh.lazy import lazy_pattern

BAR = lazy_pattern(r"(?<!\\)\|")


def pipe_table(lines: list[str], first: int, slots: Slots, caption: Inlines = ()) -> Table:
    """The table written in ``lines``, whose first is line ``first`` of the output.

    Markdown would cut surplus cells and fill missing ones; here each row must fit the head.
    """
    rows = [_cells(line) for line in lines]
    aligns = [_align(mark) for mark in rows[1]]
    for offset, row in enumerate(rows):
        if len(row) != len(aligns):
            raise MarkupError(
                f"表格这一行有{len(row)}格，表头有{len(aligns)}格",
                first + offset,
                "每行格数要与表头相同；表格后面空一行再写正文",
            )
    columns = tuple(
        Column(slots.inlines(title, first, "表格里"), align)
        for title, align in zip(rows[0], aligns, strict=True)
    )
    body = tuple(
        tuple(
            Cell(slots.inlines(cell, first + offset, "表格里"), align=align)
            for cell, align in zip(row, aligns, strict=True)
        )
        for offset, row in enumerate(rows[2:], start=2)
    )
    return Table(columns, body, caption)


def _cells(line: str) -> list[str]:
    """The cells of a table line; ``\\|`` is a bar inside a cell."""
    inner = line.strip().removeprefix("|")
    parts = BAR.split(inner)
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    return [part.strip().replace("\\|", "|") for part in parts]


def _align(mark: str) -> Align:
    """``:--`` left, ``--:`` right, ``:-:`` centred, ``---`` as the content asks."""
    match mark.startswith(":"), mark.endswith(":"):
        case True, True:
            return Align.CENTER
        case True, False:
            return Align.LEFT
        case False, True:
            return Align.RIGHT
        case _:
            return Align.AUTO
