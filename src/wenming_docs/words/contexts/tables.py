"""Tables of facts that are lists (活动安排表) and those typed by an author."""

from __future__ import annotations

from collections.abc import Sequence

from wenming_docs.blocks import Block, Cell, Column, Table, inlines
from wenming_docs.facts.model import FactModel, HandTable, Prose
from wenming_docs.words.contexts.cells import Strip, cell_of, names_of, table_of
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.figures import map_prose

BLANK_CELL = "留空"
"""What an author writes where units fill a cell in by hand."""
ACTIVITY = (
    ("name", "活动名称"),
    ("when", "时间"),
    ("place", "地点"),
    ("content", "内容"),
    ("participants", "参加人员"),
    ("lead_unit", "牵头单位"),
    ("supporting_units", "配合单位"),
)


def activity_table(composer: Composer) -> Table | None:
    """活动安排表: only columns somebody filled."""
    composer.require(composer.workspace.activities)
    return _listing(composer, composer.workspace.activities, ACTIVITY)


def _listing(
    composer: Composer, rows: Sequence[FactModel], fields: Sequence[tuple[str, str]]
) -> Table | None:
    """A numbered row for each fact and a column for each field; those that nobody filled in spare."""
    if not rows:
        return None
    return table_of(
        [
            Strip(
                head,
                [_cell(composer, getattr(row, attribute)) for row in rows],
                names_of(type(rows[0]), attribute),
                shown=any(getattr(row, attribute) for row in rows),
            )
            for attribute, head in fields
        ]
    )


def _cell(composer: Composer, value: object) -> Cell:
    if isinstance(value, Prose):
        return cell_of(map_prose(composer, value))
    return cell_of(value if isinstance(value, tuple) else (value,) if value else ())


def hand_table(composer: Composer, table: HandTable) -> tuple[Block, ...]:
    """A table typed by its author; short rows are an error, 留空 an empty cell."""
    width = len(table.head)
    rows = []
    composer.require((table.caption, table.head, table.notes))
    for number, row in enumerate(table.rows, 1):
        if len(row) != width:
            message = f"表的第{number}行有{len(row)}格，表头有{width}格"
            place = row[0].origin if row else table.head[0].origin
            composer.error("F030", message, "补齐；要手填的格写“留空”，不适用的写“—”", place)
            continue
        composer.require(tuple(cell for cell in row if cell != BLANK_CELL))
        rows.append(tuple(Cell(() if cell == BLANK_CELL else inlines(cell)) for cell in row))
    notes = tuple(inlines(note) for note in map_prose(composer, table.notes))
    caption = inlines(table.caption) if table.caption else ()
    return (Table(tuple(Column(inlines(head)) for head in table.head), tuple(rows), caption, notes),)
