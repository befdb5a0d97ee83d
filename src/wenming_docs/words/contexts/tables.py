"""Tables from facts: 任务分解表, 活动安排表, 责任清单, hand-made tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wenming_docs.blocks import Align, Block, Cell, Column, Inlines, Table, Text, inlines
from wenming_docs.facts.analysis import TaskNode
from wenming_docs.facts.model import FactModel, HandTable, Prose
from wenming_docs.findings import SourceText, origins_of
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.figures import map_prose
from wenming_docs.words.contexts.plan_parts import FIELDS, INHERITED

BLANK_CELL = "留空"
"""What an author writes where units fill a cell in by hand."""
NOT_APPLICABLE = "—"


def task_table(composer: Composer) -> Table | None:
    """任务分解表: one row a leaf task; upper tasks merged beside it; only columns somebody filled."""
    leaves = [
        leaf
        for top in composer.tree
        if not composer.leaves_out(str(top.name))
        for leaf in top.walk()
        if leaf.is_leaf and not composer.leaves_out(str(leaf.name))
    ]
    if not leaves:
        return None
    depth = max(leaf.depth for leaf in leaves)
    fields = [
        entry
        for entry in FIELDS
        if not composer.leaves_out(entry[1], entry[2]) and any(_values(leaf, entry[0]) for leaf in leaves)
    ]
    has_content = any(leaf.task.content or leaf.task.lead_in for leaf in leaves)
    heads = ["序号", *_depth_heads(depth), *(["工作内容"] if has_content else [])]
    heads += [composer.call(key, label) for _, key, label in fields]
    spans = _spans(leaves, depth)
    rows = []
    for number, leaf in enumerate(leaves):
        cells = [Cell((Text(str(number + 1)),), align=Align.CENTER), *_names(leaf, depth, spans[number])]
        if has_content:
            cells.append(_prose_cell(composer, leaf))
        cells += [Cell(_joined(_values(leaf, attribute))) for attribute, _, _ in fields]
        rows.append(tuple(cells))
    return Table(tuple(_column(head) for head in heads), tuple(rows))


def _column(head: str) -> Column:
    return Column((Text(head),), Align.CENTER if head == "序号" else Align.AUTO)


def _depth_heads(depth: int) -> list[str]:
    if depth == 1:
        return ["工作任务"]
    return [
        "重点任务",
        "具体任务",
        *("具体事项" if level == 3 else f"{level}级事项" for level in range(3, depth + 1)),
    ]


def _spans(leaves: Sequence[TaskNode], depth: int) -> list[list[int]]:
    """For each leaf and upper level: rows the merged cell spans, 0 where it continues."""
    spans = [[1] * (depth - 1) for _ in leaves]
    for level in range(depth - 1):
        start = 0
        for row in range(1, len(leaves) + 1):
            same = row < len(leaves) and _upper(leaves[row], level) == _upper(leaves[start], level)
            if same and _upper(leaves[row], level) is not None:
                spans[row][level] = 0
                continue
            spans[start][level] = row - start
            start = row
    return spans


def _upper(leaf: TaskNode, level: int) -> tuple[str | int, ...] | None:
    """The identity of the upper task at ``level``, or None where the leaf stands that high itself."""
    return leaf.loc[: 2 * (level + 1)] if level < leaf.depth - 1 else None


def _names(leaf: TaskNode, depth: int, spans: list[int]) -> Iterator[Cell]:
    """The names down to the leaf, each in the column of its depth; deeper columns do not apply."""
    for level in range(depth):
        if level < leaf.depth - 1:
            rows = spans[level]
            yield Cell(inlines(leaf.path[level]) if rows else (), rows=rows)
        elif level == leaf.depth - 1:
            yield Cell(inlines(leaf.name))
        else:
            yield Cell((Text(NOT_APPLICABLE),))


def _prose_cell(composer: Composer, leaf: TaskNode) -> Cell:
    paragraphs = map_prose(composer, leaf.task.lead_in) + map_prose(composer, leaf.task.content)
    if not paragraphs:
        return Cell((Text(NOT_APPLICABLE),))
    return Cell(inlines(SourceText("\n".join(paragraphs), origins_of(*paragraphs))), align=Align.LEFT)


def _values(leaf: TaskNode, attribute: str) -> tuple[object, ...]:
    value = getattr(leaf if attribute in INHERITED else leaf.task, attribute)
    if not value:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _joined(values: tuple[object, ...]) -> Inlines:
    if not values:
        return (Text(NOT_APPLICABLE),)
    return inlines(SourceText("、".join(str(value) for value in values), origins_of(*values)))


def activity_table(composer: Composer) -> Table | None:
    """活动安排表: only columns somebody filled."""
    fields = [
        ("name", "活动名称"),
        ("when", "时间"),
        ("place", "地点"),
        ("content", "内容"),
        ("participants", "参加人员"),
        ("lead_unit", "牵头单位"),
        ("supporting_units", "配合单位"),
    ]
    composer.require(composer.workspace.activities)
    return _listing(composer, composer.workspace.activities, fields)


def duty_table(composer: Composer) -> Table | None:
    """责任清单: by unit, the tasks it leads and those it supports."""
    duties: dict[str, list[tuple[TaskNode, str, SourceText]]] = {}
    for top in composer.tree:
        for leaf in top.walk():
            if not leaf.is_leaf:
                continue
            for part, units in (("牵头", leaf.leads), ("配合", leaf.supporting_units)):
                for unit in units:
                    duties.setdefault(str(unit), []).append((leaf, part, unit))
    rows = []
    for entries in duties.values():
        for number, (leaf, part, unit) in enumerate(entries):
            deadline = (leaf.task.deadline,) if leaf.task.deadline else ()
            rows.append(
                (
                    Cell(inlines(unit) if number == 0 else (), rows=len(entries) if number == 0 else 0),
                    Cell(inlines(leaf.name)),
                    Cell((Text(part),)),
                    Cell(_joined(deadline)),
                )
            )
    heads = ("责任单位", "工作任务", "职责", "完成时限")
    return Table(tuple(Column((Text(head),)) for head in heads), tuple(rows)) if rows else None


def _listing(composer: Composer, rows: Sequence[FactModel], fields: list[tuple[str, str]]) -> Table | None:
    """A numbered table with a row for each fact and a column for each field that somebody filled."""
    used = [(attribute, head) for attribute, head in fields if any(getattr(row, attribute) for row in rows)]
    body = []
    for number, row in enumerate(rows, 1):
        cells = [Cell((Text(str(number)),), align=Align.CENTER)]
        for attribute, _ in used:
            value = getattr(row, attribute)
            if isinstance(value, Prose):
                value = map_prose(composer, value)
            cells.append(Cell(_joined(value if isinstance(value, tuple) else (value,) if value else ())))
        body.append(tuple(cells))
    heads = ["序号", *(head for _, head in used)]
    return Table(tuple(_column(head) for head in heads), tuple(body)) if body else None


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
