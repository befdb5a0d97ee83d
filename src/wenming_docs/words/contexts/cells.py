"""What tables from facts are made of: columns by all their names, those nobody filled kept in spare."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from wenming_docs.blocks import Align, Cell, Column, Inlines, SpareColumn, Table, Text, runs_of
from wenming_docs.facts.model import FactModel, key_spellings
from wenming_docs.findings import SourceText, origins_of
from wenming_docs.records import dataclass

NOT_APPLICABLE = "—"
NOTHING = Cell((Text(NOT_APPLICABLE),))
"""A cell that has nothing to say."""
NUMBER = "序号"


@dataclass(frozen=True, slots=True)
class Strip:
    """A column before it is in a table. ``shown``: printed unless an author chooses otherwise."""

    head: str
    cells: Sequence[Cell]
    names: tuple[str, ...] = ()
    shown: bool = True
    align: Align = Align.AUTO
    counts_rows: bool = False
    width: float | None = None


def table_of(
    strips: Sequence[Strip], *, numbered: bool = True, caption: Inlines = (), notes: tuple[Inlines, ...] = ()
) -> Table:
    """A table of the shown columns, 序号 before them where it is ``numbered``, the others in spare."""
    shown = [strip for strip in strips if strip.shown]
    count = len(strips[0].cells) if strips else 0
    if numbered:
        shown.insert(0, Strip(NUMBER, [number_cell(at + 1) for at in range(count)], align=Align.CENTER))
    return Table(
        tuple(_column(strip) for strip in shown),
        tuple(zip(*(strip.cells for strip in shown), strict=True)),
        caption,
        notes,
        spare=tuple(SpareColumn(_column(s), tuple(s.cells)) for s in strips if not s.shown),
    )


def _column(strip: Strip) -> Column:
    return Column((Text(strip.head),), strip.align, strip.width, strip.names, strip.counts_rows)


@lru_cache(maxsize=8192)
def number_cell(number: int) -> Cell:
    """A cell of 序号."""
    return Cell((Text(str(number)),), align=Align.CENTER)


def cell_of(values: Sequence[object], *, between: str = "、") -> Cell:
    """The values in one cell, with the places of all of them; — where there are none."""
    if not values:
        return NOTHING
    if len(values) == 1:
        return Cell(runs_of(str(values[0]), origins_of(values[0])))
    return Cell(runs_of(between.join([str(value) for value in values]), origins_of(*values)))


def prose_cell(paragraphs: Sequence[SourceText]) -> Cell:
    """The paragraphs in one cell, each on a line of its own; — where there are none."""
    if not paragraphs:
        return NOTHING
    return Cell(runs_of("\n".join(paragraphs), origins_of(*paragraphs)), align=Align.LEFT)


@cache
def names_of(model: type[FactModel], attribute: str) -> tuple[str, ...]:
    """Every key a field may be written under: what a column of it may be called by as well."""
    return tuple(
        key for key, meant in key_spellings(model).items() if meant == attribute and not key.isascii()
    )


__all__ = [
    "NOTHING",
    "NOT_APPLICABLE",
    "NUMBER",
    "Strip",
    "cell_of",
    "names_of",
    "number_cell",
    "prose_cell",
    "table_of",
]
