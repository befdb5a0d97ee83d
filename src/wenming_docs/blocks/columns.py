"""列：序号 | 牵头单位（分组，改叫责任单位）| 完成时限（6字，居中）: columns of a table chosen in one line.

What stands in the chosen columns is what stood in them before: rows may be brought together, but none
goes, and a merged cell keeps the places of all that it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from wenming_docs.blocks.column_line import NUMBER, Asked, Choice, ColumnsError, asked_of, choices_of
from wenming_docs.blocks.inlines import plain
from wenming_docs.blocks.nodes import Align, Cell, Column, Inlines, Table, Text
from wenming_docs.records import dataclass
from wenming_docs.zh import nearest

NOT_APPLICABLE = "—"
TOTALS = ("合计", "总计")
"""How the first cell of a row begins that sums the others up: it stays last, and has no number."""

NOTE = "注："
"""How the program's own notes begin; each clause, parted by ；, begins with the column it tells of."""


@dataclass(frozen=True, slots=True)
class _Source:
    """A column of the whole table, each cell with its own text; ``block`` numbers its merged cells."""

    column: Column
    cells: tuple[Cell, ...]
    block: tuple[int, ...]
    merged: bool


def choose_columns(table: Table, line: str) -> Table:
    """``table`` with the columns of ``line``, in its order; 序号 is numbered anew, spare is gone.

    Raises ColumnsError for a line that cannot be read and for a name that no column has.
    """
    chosen = [(choice, *_understood(table, choice)) for choice in choices_of(line)]
    if not chosen:
        raise ColumnsError("“列”后面没有写哪几列", "写成“列: 序号 | 任务 | 牵头单位”这样")
    _refuse_twins(chosen)
    order = _order(table, [source for _, source, asked in chosen if asked.grouped])
    numbers = _numbers(table, order)
    outer: list[list[str]] = []
    columns, cells = [], []
    for choice, source, asked in chosen:
        if source.column.counts_rows and not any(_is_number(s.column) for _, s, _ in chosen):
            hint = f"加上“{NUMBER}”这一列，或不要这一列"
            raise ColumnsError(f"“{choice.name}”里写的是序号，表里却没有选“{NUMBER}”", hint, choice.at)
        columns.append(_titled(source.column, asked))
        told = _numbered(numbers) if _is_number(source.column) else _told(source, asked, order, numbers)
        cells.append(_merged(told, _bounds(source, asked, order, told, outer), align=asked.align))
        if asked.grouped:
            outer.append([plain(cell.inlines) for cell in told])
    return replace(
        table,
        columns=tuple(columns),
        rows=tuple(zip(*cells, strict=True)),
        notes=_notes(table, columns),
        spare=(),
        chosen=True,
    )


def settled(table: Table) -> Table:
    """``table`` as a manuscript holds it: nothing in spare, no other names for its columns."""
    columns = tuple(
        replace(c, names=(), counts_rows=False) if c.names or c.counts_rows else c for c in table.columns
    )
    return replace(table, columns=columns, spare=(), chosen=False)


def columns_known(table: Table) -> tuple[str, ...]:
    """The heads that may be chosen, those that nobody filled last."""
    heads = [plain(column.title) for column in table.columns]
    heads += [plain(spare.column.title) for spare in table.spare]
    return tuple(dict.fromkeys([*([] if NUMBER in heads else [NUMBER]), *heads]))


def _understood(table: Table, choice: Choice) -> tuple[_Source, Asked]:
    """The column that is meant, and what is asked of it; a head may itself end in brackets."""
    if (source := _find(table, choice.text)) is not None:
        return source, Asked()
    if (source := _find(table, choice.name)) is not None:
        return source, asked_of(choice)
    known = columns_known(table)
    close = nearest(choice.name, known) or nearest(choice.name, _other_names(table))
    meant = f"是不是想写“{close}”；" if close else ""
    hint = f"{meant}这张表有：{'、'.join(known)}"
    raise ColumnsError(f"这张表没有“{choice.name}”这一列", hint, choice.at, unknown=True)


def _refuse_twins(chosen: Sequence[tuple[Choice, _Source, Asked]]) -> None:
    seen: set[str] = set()
    for choice, source, _ in chosen:
        head = plain(source.column.title)
        if head in seen:
            raise ColumnsError(f"“{choice.name}”这一列选了两次", "留一处", choice.at)
        seen.add(head)


# finding a column


def _find(table: Table, name: str) -> _Source | None:
    """The column called so: by its head first, then by another of its names."""
    sources = _sources(table)
    for fits in (_has_head, _has_name):
        for column, cells in sources:
            if fits(column, name):
                return _source(column, cells)
    if name == NUMBER:
        column = Column((Text(NUMBER),), Align.CENTER)
        return _source(column, (Cell(),) * len(table.rows))
    return None


def _sources(table: Table) -> list[tuple[Column, tuple[Cell, ...]]]:
    columns = list(zip(*table.rows, strict=True)) if table.rows else [()] * len(table.columns)
    own = list(zip(table.columns, columns, strict=True))
    return own + [(spare.column, spare.cells) for spare in table.spare]


def _has_head(column: Column, name: str) -> bool:
    return plain(column.title).replace("\n", "") == name


def _has_name(column: Column, name: str) -> bool:
    return name in column.names


def _other_names(table: Table) -> list[str]:
    return [name for column, _ in _sources(table) for name in column.names]


def _source(column: Column, cells: Sequence[Cell]) -> _Source:
    """Each cell with a text of its own: one that goes on has that of the cell above it."""
    told: list[Cell] = []
    block: list[int] = []
    for at, cell in enumerate(cells):
        goes_on = cell.rows == 0 and bool(told)
        told.append(told[-1] if goes_on else replace(cell, rows=1))
        block.append(block[-1] if goes_on else at)
    return _Source(column, tuple(told), tuple(block), any(cell.rows != 1 for cell in cells))


def _is_number(column: Column) -> bool:
    return plain(column.title) == NUMBER


# rows


def _order(table: Table, groups: Sequence[_Source]) -> list[int]:
    """The rows with equal values brought together, in order of first appearance; totals stay last."""
    rows = list(range(len(table.rows)))
    if not groups:
        return rows
    last = [at for at in rows if _is_total(table.rows[at])]
    return _by_first_appearance([at for at in rows if at not in set(last)], groups) + last


def _by_first_appearance(rows: list[int], groups: Sequence[_Source]) -> list[int]:
    """Within a group the inner groups stand in the order in which this group met them."""
    if not groups:
        return rows
    buckets: dict[str, list[int]] = {}
    for at in rows:
        buckets.setdefault(plain(groups[0].cells[at].inlines), []).append(at)
    return [at for bucket in buckets.values() for at in _by_first_appearance(bucket, groups[1:])]


def _is_total(row: Sequence[Cell]) -> bool:
    return bool(row) and plain(row[0].inlines) in TOTALS


def _numbers(table: Table, order: Sequence[int]) -> dict[int, int]:
    """Row of the whole table, from 1 → its number now; 0 for a row of totals."""
    numbers: dict[int, int] = {}
    for at in order:
        numbers[at + 1] = 0 if _is_total(table.rows[at]) else len(numbers) + 1
    return numbers


def _numbered(numbers: dict[int, int]) -> list[Cell]:
    return [Cell((Text(str(n)),) if n else (), align=Align.CENTER) for n in numbers.values()]


def _told(source: _Source, asked: Asked, order: Sequence[int], numbers: dict[int, int]) -> list[Cell]:
    cells = [source.cells[at] for at in order]
    if source.column.counts_rows:
        cells = [replace(cell, inlines=_renumbered(cell.inlines, numbers)) for cell in cells]
    if asked.empty:
        cells = [Cell(align=cell.align) if plain(cell.inlines) == NOT_APPLICABLE else cell for cell in cells]
    return cells


def _renumbered(inlines: Inlines, numbers: dict[int, int]) -> Inlines:
    def mapped(found: re.Match[str]) -> str:
        return str(numbers.get(int(found[0]), found[0]))

    return tuple(
        replace(text, text="、".join(re.sub(r"^\d+$", mapped, part) for part in text.text.split("、")))
        for text in inlines
    )


# merging


def _bounds(
    source: _Source,
    asked: Asked,
    order: Sequence[int],
    cells: Sequence[Cell],
    outer: Sequence[Sequence[str]],
) -> list[bool]:
    """For each row whether its cell begins a new one; groups further left bound those inside them."""
    texts = [plain(cell.inlines) for cell in cells]
    begins = [True] * len(cells)
    for at in range(1, len(cells)):
        within = all(group[at] == group[at - 1] for group in outer)
        if asked.grouped:
            begins[at] = not (within and texts[at] == texts[at - 1])
        elif asked.merged:
            same = texts[at] == texts[at - 1] and texts[at] not in ("", NOT_APPLICABLE)
            begins[at] = not (within and same)
        elif source.merged:
            begins[at] = not (within and source.block[order[at]] == source.block[order[at - 1]])
    return begins


def _merged(cells: Sequence[Cell], begins: Sequence[bool], *, align: Align | None) -> list[Cell]:
    """The cells with their spans; the first of a span keeps the places of all that it stands for."""
    found: list[Cell] = []
    starts = [*(at for at, new in enumerate(begins) if new), len(cells)]
    for start, end in pairwise(starts):
        own = cells[start] if align is None else replace(cells[start], align=Align.AUTO)
        if end - start > 1:
            own = replace(own, inlines=_gathered(cells[start:end]), rows=end - start)
        found.append(own)
        found += [Cell(rows=0)] * (end - start - 1)
    return found


def _gathered(cells: Sequence[Cell]) -> Inlines:
    """The text of the first cell, with the places of all of them."""
    first = cells[0].inlines
    origins = dict.fromkeys(origin for cell in cells for text in cell.inlines for origin in text.origins)
    if len(origins) == len(dict.fromkeys(origin for text in first for origin in text.origins)) or not first:
        return first
    return (replace(first[0], origins=tuple(origins)), *first[1:])


def _titled(column: Column, asked: Asked) -> Column:
    title = (Text(asked.title),) if asked.title else column.title
    align = asked.align if asked.align is not None else column.align
    return replace(column, title=title, align=align, width=asked.width or column.width, counts_rows=False)


def _notes(table: Table, columns: Iterable[Column]) -> tuple[Inlines, ...]:
    """The notes, without what the program says there of columns which are gone."""
    kept = {name for column in columns for name in (plain(column.title), *column.names)}
    gone = {plain(column.title) for column in table.columns} - kept
    notes = [_note_without(note, gone) for note in table.notes]
    return tuple(note for note in notes if note)


def _note_without(note: Inlines, gone: set[str]) -> Inlines:
    if len(note) != 1 or note[0].origins or not note[0].text.startswith(NOTE):
        return note
    clauses = note[0].text.removeprefix(NOTE).removesuffix("。").split("；")
    told = [clause for clause in clauses if not any(clause.startswith(head) for head in gone)]
    if len(told) == len(clauses):
        return note
    return (replace(note[0], text=f"{NOTE}{'；'.join(told)}。"),) if told else ()


__all__ = ["ColumnsError", "choose_columns", "columns_known", "settled"]
