"""任务分解表: one row a leaf task, the tasks above it merged beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from wenming_docs.blocks import Cell, Table, inlines
from wenming_docs.facts.analysis import TaskNode
from wenming_docs.facts.analysis.duties import takes_part, units_with_part
from wenming_docs.facts.model import Loc, Prose, Task
from wenming_docs.findings import SourceText, origins_of
from wenming_docs.words.contexts.cells import NOTHING, Strip, cell_of, names_of, prose_cell, table_of
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.figures import map_prose
from wenming_docs.words.contexts.plan_parts import FIELDS, INHERITED
from wenming_docs.zh import chinese_numeral, nearest

MORE = (
    ("problem", "现状", "现状"),
    ("standard", "标准", "工作标准"),
    ("assessed_content", "测评内容", "测评内容"),
    ("afterword", "附言", "备注"),
)
"""Printed fields beside :data:`FIELDS`, which a plan tells in its text: columns where there is no text."""
UNPRINTED = (
    ("code", "编号", "编号"),
    ("indicator_numbers", "测评", "测评指标"),
    ("evidence", "佐证", "佐证材料"),
    ("duration", "工期", "工期"),
    ("predecessors", "前置", "前置任务"),
)
"""Fields that steer or prove: columns only where an author chooses them."""
LEAF = "工作任务"
OWN_KIND = frozenset({"task_table", "duty_table"})
"""What the skeleton of a kind holds that is this table and nothing else: all that is filled has a column."""
MISSING = "【待填：牵头单位】"


def task_table(composer: Composer) -> Table | None:
    """任务分解表: only columns somebody filled, and of a 文种 of its own for 单位 only that unit's tasks."""
    leaves = leaves_of(composer)
    if not leaves:
        return None
    alone = is_alone(composer)
    if alone:
        _require(composer, leaves)
    depth = max(leaf.depth for leaf in leaves)
    strips = [*_levels(composer, leaves, depth), *task_strips(composer, leaves, whole=alone)]
    return table_of(strips)


def is_alone(composer: Composer) -> bool:
    """Whether the document is this table: no text beside it tells the rest of a task."""
    return not OWN_KIND.isdisjoint(composer.kind.skeleton)


def leaves_of(composer: Composer) -> list[TaskNode]:
    """The tasks that are done, without those under 不写; in a document of its own only those of its 单位."""
    kept = [leaf for top in composer.tree for leaf in _kept(composer, top)]
    units = composer.document.units if is_alone(composer) else ()
    if not units:
        return kept
    own = composer.workspace.unit
    found = [leaf for leaf in kept if takes_part(leaf, own, [str(unit) for unit in units])]
    if kept and not found:
        _tell_idle(composer, units)
    return found


def _tell_idle(composer: Composer, units: Sequence[SourceText]) -> None:
    """A document for units without a single task would be empty."""
    busy = [str(unit) for unit in units_with_part(composer.workspace, composer.kind.name)]
    close = nearest(str(units[0]), busy)
    hint = f"是不是想写“{close}”；" if close else ""
    hint += f"有任务的单位：{'、'.join(busy)}" if busy else "先在任务下写“牵头: ……”"
    message = f"“{'、'.join(units)}”没有牵头或配合的任务，“{composer.document.kind}”里没有可印的"
    composer.error("F186", message, hint, units[0].origin or composer.document.kind.origin)


def _kept(composer: Composer, node: TaskNode) -> Iterator[TaskNode]:
    if composer.left_out and composer.leaves_out(str(node.name)):
        return
    if node.is_leaf:
        yield node
    for child in node.children:
        yield from _kept(composer, child)


def _require(composer: Composer, leaves: Sequence[TaskNode]) -> None:
    """All that is printed of these tasks and of those above them has to reach the table."""
    locs = {leaf.loc[:length]: None for leaf in leaves for length in range(2, len(leaf.loc) + 1, 2)}
    for loc in locs:
        composer.require(composer.tree.at(loc).task.model_copy(update={"subtasks": ()}))


# the columns


def task_strips(composer: Composer, leaves: Sequence[TaskNode], *, whole: bool) -> list[Strip]:
    """A column for each field, shown where it is filled; with ``whole`` also those of a plan's text."""
    content = [prose_cell(_content(composer, leaf)) for leaf in leaves]
    told = any(leaf.task.content or leaf.task.lead_in for leaf in leaves)
    named = names_of(Task, "content")
    shown = told and not composer.leaves_out("内容", "工作内容")
    strips = [Strip(str(composer.call("内容", "工作内容")), content, named, shown=shown)]
    printed = (*FIELDS, *(MORE if whole else ()))
    for attribute, key, label in (*FIELDS, *MORE, *UNPRINTED):
        values = _values(leaves, attribute)
        filled = any(values)
        shown = filled and (attribute, key, label) in printed and not composer.leaves_out(key, label)
        # Most are fields that nobody filled: their cells all say the same.
        cells = [_field_cell(composer, v) for v in values] if filled else [NOTHING] * len(leaves)
        if attribute == "lead_unit" and composer.draft:
            cells = [_or_missing(leaf, cell) for leaf, cell in zip(leaves, cells, strict=True)]
        head = str(composer.call(key, label))
        strips.append(Strip(head, cells, (label, *names_of(Task, attribute)), shown=shown))
    return strips


def _values(leaves: Sequence[TaskNode], attribute: str) -> list[object]:
    """The field of every task as it is written, with what the tasks above pass on."""
    if attribute in INHERITED:
        return [getattr(leaf, attribute) for leaf in leaves]
    return [getattr(leaf.task, attribute) for leaf in leaves]


def _content(composer: Composer, leaf: TaskNode) -> list[SourceText]:
    return [*map_prose(composer, leaf.task.lead_in), *map_prose(composer, leaf.task.content)]


def _field_cell(composer: Composer, value: object) -> Cell:
    if not value:
        return NOTHING
    if type(value) is tuple:
        return cell_of(value)
    return prose_cell(map_prose(composer, value)) if isinstance(value, Prose) else cell_of((value,))


def _or_missing(leaf: TaskNode, cell: Cell) -> Cell:
    """The cell of who leads a task; in a draft a gap where nobody is named at all."""
    if leaf.lead_unit or leaf.task.responsible_person or leaf.responsible_leader:
        return cell
    return Cell(inlines(SourceText(MISSING)))


def values_of(leaf: TaskNode, attribute: str) -> tuple[object, ...]:
    """A field with what the tasks above pass on; () where nobody filled it."""
    value = getattr(leaf if attribute in INHERITED else leaf.task, attribute)
    if not value:
        return ()
    return value if isinstance(value, tuple) else (value,)


# the names


def _levels(composer: Composer, leaves: Sequence[TaskNode], depth: int) -> list[Strip]:
    """A column for each level of the tree; the leaf's own name in spare, whatever its level."""
    own = [Cell(inlines(leaf.name)) for leaf in leaves]
    names = ("任务", "任务名称", "名称")
    if depth == 1:
        return [Strip(LEAF, own, (*names, "具体任务"))]
    strips = [
        Strip(
            _head(level),
            list(_level(composer, leaves, level, own)),
            (f"{_degree(level)}级任务", f"{level + 1}级任务"),
        )
        for level in range(depth)
    ]
    return [*strips, Strip(LEAF, own, names, shown=False)]


def _degree(level: int) -> str:
    return chinese_numeral(level + 1)


def _head(level: int) -> str:
    return ("重点任务", "具体任务", "具体事项")[level] if level < 3 else f"{_degree(level)}级事项"


def _level(composer: Composer, leaves: Sequence[TaskNode], level: int, own: Sequence[Cell]) -> Iterator[Cell]:
    """The names at ``level`` on the way to each leaf, merged while a task goes on; — below the leaf.

    ``own`` are the cells with the names of the leaves themselves.
    """
    for loc, run in groupby(range(len(leaves)), key=lambda at: _upper_loc(leaves[at], level)):
        rows = list(run)
        if loc is not None:
            yield _level_cell(composer, leaves[rows[0]], level, len(rows))
            yield from [Cell(rows=0)] * (len(rows) - 1)
        else:
            yield from (own[at] if leaves[at].depth - 1 == level else NOTHING for at in rows)


def _upper_loc(leaf: TaskNode, level: int) -> Loc | None:
    """The identity of the task above at ``level``, or None where the leaf stands that high itself."""
    return leaf.loc[: 2 * (level + 1)] if level < leaf.depth - 1 else None


def _level_cell(composer: Composer, leaf: TaskNode, level: int, rows: int) -> Cell:
    """A task above others, beside the ``rows`` of them."""
    if not is_alone(composer):
        return Cell(inlines(leaf.path[level]), rows=rows)
    return Cell(inlines(_upper_text(composer, composer.tree.at(leaf.loc[: 2 * (level + 1)]))), rows=rows)


def _upper_text(composer: Composer, node: TaskNode) -> SourceText:
    """A task above others: its name, and on lines below what is said of it alone."""
    lines = [node.name, *_content(composer, node)]
    for attribute, key, label in (*FIELDS, *MORE):
        value = getattr(node.task, attribute)
        if not value or composer.leaves_out(key, label) or _is_passed_on(node, attribute):
            continue
        texts = map_prose(composer, value) if isinstance(value, Prose) else values_of(node, attribute)
        told = ("" if isinstance(value, Prose) else "、").join(str(text) for text in texts)
        lines.append(SourceText(f"{composer.call(key, label)}：{told}", origins_of(*texts)))
    return SourceText("\n".join(lines), origins_of(*lines))


def _is_passed_on(node: TaskNode, attribute: str) -> bool:
    """Whether the row of some leaf below tells it."""
    if attribute not in INHERITED:
        return False
    value = getattr(node, attribute)
    return any(getattr(leaf, attribute) is value for leaf in node.walk() if leaf.is_leaf)


__all__ = ["is_alone", "leaves_of", "task_strips", "task_table", "values_of"]
