"""责任清单: by unit, the tasks it leads and those it supports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from wenming_docs.blocks import Cell, Table, inlines
from wenming_docs.facts.analysis.duties import Duty, duties, units_meant
from wenming_docs.findings import SourceText
from wenming_docs.words.contexts.cells import Strip, cell_of, table_of
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.task_table import is_alone, leaves_of, task_strips

FIRST = ("工作内容",)
"""Fields that stand between the task and the part a unit has in it."""
AS_ATTACHMENT = ("责任单位", "工作任务", "职责", "完成时限")
"""The columns beside a text that tells the rest."""


def duty_table(composer: Composer) -> Table | None:
    """责任清单: all units in one table, each merged over its tasks; for one 单位 that unit's alone."""
    entries = [duty for unit in _duties(composer) for duty in unit]
    if not entries:
        return None
    alone = is_alone(composer)
    single = len({str(duty.unit) for duty in entries}) == 1 and bool(composer.document.units)
    strips = [
        Strip("责任单位", _units(entries), ("单位",), shown=not (alone and single)),
        Strip("上级任务", _above(entries), ("重点任务",), shown=alone and _has_twins(entries)),
        Strip(
            "工作任务", [Cell(inlines(duty.node.name)) for duty in entries], ("任务", "任务名称", "具体任务")
        ),
        *_fields(composer, entries, alone),
    ]
    if not alone:
        shown = [strip for strip in strips if strip.head in AS_ATTACHMENT]
        return table_of([*shown, *(strip for strip in strips if strip not in shown)], numbered=False)
    return table_of(strips)


def _duties(composer: Composer) -> list[tuple[Duty, ...]]:
    """The duties by unit; only those of the document's 单位 where the document is this list."""
    own = composer.workspace.unit
    found = duties(leaves_of(composer), own)
    asked = composer.document.units if is_alone(composer) else ()
    if not asked:
        return list(found.values())
    wanted = [str(meant) for unit in asked for meant in units_meant(own, unit)]
    return [entries for unit, entries in found.items() if unit in wanted]


def _units(entries: Sequence[Duty]) -> list[Cell]:
    counts = Counter(str(duty.unit) for duty in entries)
    first: set[str] = set()
    cells = []
    for duty in entries:
        name = str(duty.unit)
        cells.append(Cell(rows=0) if name in first else Cell(inlines(duty.unit), rows=counts[name]))
        first.add(name)
    return cells


def _above(entries: Sequence[Duty]) -> list[Cell]:
    return [cell_of(duty.node.path[:-1], between="／") for duty in entries]


def _has_twins(entries: Sequence[Duty]) -> bool:
    """Whether one name stands for two tasks, so that only the task above tells them apart."""
    locs = {(str(duty.node.name), duty.node.loc) for duty in entries}
    return len(locs) > len({name for name, _ in locs})


def _fields(composer: Composer, entries: Sequence[Duty], alone: bool) -> list[Strip]:
    """The fields of the tasks, the part of the unit among them; beside a text all but a few in spare."""
    fields = task_strips(composer, [duty.node for duty in entries], whole=alone)
    roles = Strip(
        "职责", [Cell(inlines(SourceText(str(duty.role)))) for duty in entries], ("分工", "牵头或配合")
    )
    kept = [_kept(composer, strip, alone) for strip in fields]
    at = 1 if kept else 0
    return [*kept[:at], roles, *kept[at:]]


def _kept(composer: Composer, strip: Strip, alone: bool) -> Strip:
    deadline = str(composer.call("时限", "完成时限"))
    shown = strip.shown if alone else strip.head == deadline
    names = tuple(name for name in strip.names if name not in ("责任单位", "任务"))
    head = "完成时限" if not alone and strip.head == deadline else strip.head
    return Strip(head, strip.cells, names, shown=shown, align=strip.align)


__all__ = ["duty_table"]
