"""倒排工期表 and its 横道图: the plan counted back from the inspection, as words and tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wenming_docs.blocks import Cell, Inlines, Table, Text, inlines
from wenming_docs.facts.analysis.bars import days_before
from wenming_docs.facts.analysis.countdown import Countdown, Slot, countdown, inspection_day
from wenming_docs.facts.analysis.workdays import published_calendar
from wenming_docs.facts.model import Task
from wenming_docs.findings import SourceText, origins_of, sourced
from wenming_docs.words.contexts.bar_chart import (
    CHART,
    Bar,
    Legend,
    chart_of,
    not_drawn,
    plan_chart,
    refuse_chart,
    untitled,
)
from wenming_docs.words.contexts.cells import NOT_APPLICABLE, Strip, names_of, table_of
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.views import CountdownView, PartView

WAITS = "predecessors"
LEGEND = Legend("为关键任务，一天也不能拖", "为其他任务")
_NAMED = 5
"""The most tasks of a chain that a sentence names."""


def counted_back(composer: Composer) -> Countdown | None:
    """The countdown; None where there is none to print (checks say why)."""
    try:
        return countdown(composer.workspace, published_calendar())
    except ValueError:
        return None


def require_day(composer: Composer, name: str) -> bool:
    """Whether there is a day to count back from; else an error for the table called ``name``."""
    campaign = composer.workspace.campaign
    if campaign.inspected_on is None:
        place = composer.document.kind.origin
        hint = "在“创建”下写“迎检日期: 2026年10月20日”这样"
        composer.error("F160", f"要印{name}，没有写迎检日期，倒排不了", hint, place)
    return inspection_day(composer.workspace) is not None


def whole(composer: Composer, level: int) -> tuple[PartView, ...]:
    """The sentence, the table and the chart; nothing without a day, which the kind asks for itself."""
    if composer.workspace.campaign.inspected_on is None:
        return ()
    counted = counted_back(composer)
    view = (PartView("倒排", countdown_view(composer, counted)),) if counted else ()
    with composer.block():
        made = [table for table in (countdown_table(composer), counted_chart(composer)) if table]
    return (*view, *(PartView("块", (table,)) for table in made))


def countdown_view(composer: Composer, counted: Countdown) -> CountdownView:
    """What the sentence above the table says."""
    day = composer.workspace.campaign.inspected_on
    first = counted.first_day
    critical = [slot.node.name for slot in counted.critical if slot.start]
    named = critical if len(critical) > 1 else []
    shown = named if len(named) <= _NAMED else named[: _NAMED - 2]
    placed = [slot for slot in _shown(composer, counted) if slot.finish and not slot.outside]
    return CountdownView(
        composer.show(day_text(counted.inspected_on, counted), day),
        composer.phrase(str(len(placed))),
        composer.phrase(day_text(first, counted)) if first else None,
        composer.phrase(day_text(counted.last_day, counted)),
        tuple(composer.show(name) for name in shown),
        composer.phrase(str(len(named))) if len(shown) < len(named) else None,
    )


def countdown_table(composer: Composer) -> Table | None:
    """倒排工期表: a row a leaf task; only columns that something fills."""
    if not require_day(composer, "倒排工期表"):
        return None
    counted = counted_back(composer)
    slots = _shown(composer, counted) if counted else ()
    if not counted or not slots:
        return None
    columns: list[tuple[str, str, list[Inlines]]] = [
        ("", "上级任务", [_path(slot) for slot in slots]),
        ("name", "任务", [inlines(slot.node.name) for slot in slots]),
        ("lead_unit", composer.call("牵头", "牵头单位"), [_names(slot.node.lead_unit) for slot in slots]),
        ("duration", "工期", [_one(slot.duration) for slot in slots]),
        ("", "最迟开始", [_day(slot.start, counted) for slot in slots]),
        ("", "最迟完成", [_day(slot.finish, counted) for slot in slots]),
        (WAITS, composer.call("前置"), [_numbers(composer, slot, slots) for slot in slots]),
        ("deadline", composer.call("时限"), [_one(slot.deadline) for slot in slots]),
    ]
    strips = [
        Strip(
            str(head),
            [Cell(cell) for cell in cells],
            names_of(Task, attribute) if attribute else (),
            shown=any(map(_is_filled, cells)),
            counts_rows=attribute == WAITS,
        )
        for attribute, head, cells in columns
    ]
    return table_of(strips, notes=_notes(counted, slots))


def bar_chart(composer: Composer) -> Table | None:
    """横道图: counted back from the inspection where its day is given, else as the plan is dated."""
    chart = _bar_chart(composer)
    title = composer.document.title
    alone = composer.kind.skeleton == ("bar_chart",) and (not title or str(title).endswith(CHART))
    return untitled(chart) if chart and alone else chart


def _bar_chart(composer: Composer) -> Table | None:
    if composer.workspace.campaign.inspected_on is None:
        return plan_chart(composer)
    chart = counted_chart(composer)
    if chart is None and counted_back(composer):
        refuse_chart(composer, too_long=any(slot.finish for slot in _shown(composer, counted_back(composer))))
    return chart


def counted_chart(composer: Composer) -> Table | None:
    """横道图 of the countdown: the tasks with a day; None for a plan of several years."""
    counted = counted_back(composer)
    slots = _shown(composer, counted)
    if counted is None:
        return None
    bars = [
        Bar(
            slot.node.name,
            slot.start,
            slot.finish,
            slot.critical,
            days_before(slot.finish, slot.deadline, counted.inspected_on.year),
        )
        for slot in slots
        if slot.finish and not slot.outside
    ]
    undated = [slot.node.name for slot in slots if slot.finish is None]
    later = [slot.node.name for slot in slots if slot.outside]
    more = [*not_drawn(undated), *not_drawn(later, "的时限在迎检以后")]
    return chart_of(bars, counted.inspected_on.year, LEGEND, more=more)


def day_text(day: date, counted: Countdown) -> str:
    """A day as the document says it, with its year where that is not the year of the inspection."""
    year = "" if day.year == counted.inspected_on.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def _shown(composer: Composer, counted: Countdown | None) -> tuple[Slot, ...]:
    """The tasks in written order, without those that 不写 lists."""
    return tuple(
        slot
        for slot in (counted.slots if counted else ())
        if not composer.leaves_out(*(str(name) for name in slot.node.path))
    )


# cells


def _path(slot: Slot) -> Inlines:
    return _names(slot.node.path[:-1], "／")


def _names(names: Sequence[SourceText], sign: str = "、") -> Inlines:
    return inlines(SourceText(sign.join(names), origins_of(*names))) if names else (Text(NOT_APPLICABLE),)


def _numbers(composer: Composer, slot: Slot, slots: Sequence[Slot]) -> Inlines:
    """The row numbers of the tasks that have to be finished before; a task without a row by its name."""
    rows = {other.node.loc: at for at, other in enumerate(slots, 1)}
    told: list[str] = []
    for name in slot.waits_for:
        leaves = [leaf for node in composer.tree.find(str(name)) for leaf in node.walk() if leaf.is_leaf]
        numbers = [str(rows[leaf.loc]) for leaf in leaves if leaf.loc in rows]
        told += numbers if len(numbers) == len(leaves) else [str(name)]
    text = "、".join(dict.fromkeys(told))
    return inlines(SourceText(text, origins_of(*slot.waits_for))) if text else (Text(NOT_APPLICABLE),)


def _one(value: object) -> Inlines:
    return inlines(sourced(str(value), value)) if value else (Text(NOT_APPLICABLE),)


def _day(day: date | None, counted: Countdown) -> Inlines:
    return (Text(day_text(day, counted) if day else NOT_APPLICABLE),)


def _is_filled(cell: Inlines) -> bool:
    return any(text.text != NOT_APPLICABLE for text in cell)


def _notes(counted: Countdown, slots: Sequence[Slot]) -> tuple[Inlines, ...]:
    """What a reader of the table has to know: how days count, and what is not known."""
    units = [slot.duration.unit for slot in slots if slot.duration]
    notes = ["前置写的是序号"] if any(slot.waits_for for slot in slots) else []
    if any(unit == "工作日" for unit in units) and any(unit != "工作日" for unit in units):
        notes.append("工期按天、周、月算的，含周末和节假日")
    if counted.unknown_years:
        years = "、".join(f"{year}年" for year in counted.unknown_years)
        notes.append(f"{years}没有放假安排可查，按周一至周五计算，未计节假日和调休")
    return ((Text("注：" + "；".join(notes) + "。"),),) if notes else ()
