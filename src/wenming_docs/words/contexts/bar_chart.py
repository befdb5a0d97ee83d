"""横道图: a row a task, a column a week or a month, its days as shaded cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from wenming_docs.blocks import Align, Block, Cell, Column, Inlines, Shade, Table, Text, inlines, plain
from wenming_docs.facts.analysis.bars import plan_bars
from wenming_docs.facts.analysis.workdays import published_calendar
from wenming_docs.findings import SourceText
from wenming_docs.records import dataclass
from wenming_docs.words.contexts.cells import number_cell
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.views import PartView

CHART = "横道图"
DUE = "▲"
"""Where only the last day of a task is known; in GBK, and plain in black and white."""
_WEEKS, _MONTHS = 13, 18
"""The most columns of a bar chart by weeks, and by months; a longer plan has no chart."""
_NAMED = 5
"""The most tasks without a day that the note names."""

Step = tuple[str, date, date]
"""A column of the chart: its head, its first day, its last day."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: its name, its days (``start`` None: only the last is known), whether it is drawn dark, and
    the days before ``finish`` by which a part of it is due.
    """

    name: SourceText
    start: date | None
    finish: date
    dark: bool = False
    sooner: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Legend:
    """What dark and light bars and ▲ mean; an empty text is not told."""

    dark: str = ""
    light: str = ""
    due: str = "为只有时限的任务的最迟完成"
    sooner: str = "为没有画横道的时限"


def chart_of(
    bars: Sequence[Bar], year: int, legend: Legend, *, head: str = "任务", more: Sequence[str] = ()
) -> Table | None:
    """The chart; None without a bar and for a plan of several years. ``more`` goes on the note below it."""
    steps = _steps(bars, year) if bars else ()
    if not steps:
        return None
    rows = tuple(
        (number_cell(at), Cell(inlines(bar.name)), *(_cell(bar, step) for step in steps))
        for at, bar in enumerate(bars, 1)
    )
    columns = [Column((Text("序号"),), Align.CENTER), Column((Text(head),), Align.LEFT)]
    columns += [Column((Text(title),), Align.CENTER) for title, *_ in steps]
    weekly = (steps[0][2] - steps[0][1]).days == 6
    each = "每格一周，表头为周一" if weekly else "每格一个月"
    notes = _note([*_told(legend, bars, rows), *more])
    return Table(
        tuple(columns),
        rows,
        (Text(f"{CHART}（{each}）"),),
        notes,
        description=_description(bars, steps, weekly=weekly),
    )


def plan_chart(composer: Composer) -> Table | None:
    """横道图 of a plan that is not counted back: phases as dated, tasks by 时限 and 工期."""
    found = plan_bars(composer.workspace, published_calendar())
    keep = _keeps(composer)
    bars = [
        Bar(bar.name, bar.start, bar.finish, bar.is_phase, bar.sooner)
        for bar in found.bars
        if keep((bar.name, *bar.path))
    ]
    missing = [node.name for node in found.unplaced if keep(node.path)]
    phases = any(bar.dark for bar in bars)
    legend = Legend("为阶段", "为任务（最迟开始到最迟完成）" if phases else "")
    year = composer.workspace.year or min((bar.finish.year for bar in bars), default=1)
    head = "阶段和任务" if phases and any(not bar.dark for bar in bars) else "阶段" if phases else "任务"
    chart = chart_of(bars, year, legend, head=head, more=not_drawn(missing))
    if chart is None:
        refuse_chart(composer, too_long=bool(bars))
    return chart


def without_title(parts: Sequence[PartView]) -> list[PartView]:
    """The parts of a page whose title is 横道图: the caption of the chart does not say it again."""
    return [
        replace(
            part,
            data=tuple(
                untitled(block) if isinstance(block, Table) else block
                for block in cast(tuple[Block, ...], part.data)
            ),
        )
        if part.form == "块"
        else part
        for part in parts
    ]


def untitled(table: Table) -> Table:
    """The table; of a chart the caption says only what a column is."""
    if not is_bar_chart(table):
        return table
    caption = plain(table.caption).removeprefix(CHART)
    return replace(table, caption=(Text(caption.removeprefix("（").removesuffix("）")),))


def is_bar_chart(table: Table) -> bool:
    """Whether its columns are days, not facts."""
    return table.description.startswith(CHART)


def _keeps(composer: Composer) -> Callable[[Sequence[SourceText]], bool]:
    return lambda names: not composer.leaves_out(*(str(name) for name in names))


def not_drawn(names: Sequence[SourceText], why: str = "没有写到哪一天的时限") -> list[str]:
    """What the note says of tasks that have no place in the chart; nothing of none."""
    if not names:
        return []
    several = f"等{len(names)}项" if len(names) > _NAMED else ""
    return [f"{'、'.join(names[:_NAMED])}{several}{why}，不在图上"]


def refuse_chart(composer: Composer, *, too_long: bool) -> None:
    """Say why there is no chart where one was asked for; that there are no tasks at all is said elsewhere."""
    if not (composer.workspace.tasks or composer.workspace.phases):
        return
    if too_long:
        message, hint = f"前后超过{_MONTHS}个月，一张横道图画不下", "把这几年分成几份计划，或不要横道图"
    else:
        message = "没有一项任务、一个阶段写到哪一天，画不出横道图"
        hint = "给任务写“时限: 6月底前”（再写“工期: 10天”就有横道），或给阶段写“起止”"
    composer.error("F187", message, hint, composer.document.kind.origin)


# columns and cells


def _steps(bars: Sequence[Bar], year: int) -> tuple[Step, ...]:
    """The columns from the first day to the last one: weeks, or months where there are too many."""
    days = [day for bar in bars for day in (bar.start, bar.finish, *bar.sooner) if day]
    first, last = min(days), max(days)
    monday = first - timedelta(days=first.weekday())
    if (last - monday).days // 7 < _WEEKS:
        mondays = [monday + timedelta(weeks=week) for week in range((last - monday).days // 7 + 1)]
        return tuple((f"{day.month}月\n{day.day}日", day, day + timedelta(days=6)) for day in mondays)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(_month(month, year) for month in months) if len(months) <= _MONTHS else ()


def _month(month: int, of_plan: int) -> Step:
    start = date(month // 12, month % 12 + 1, 1)
    after = date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    year = "" if start.year == of_plan else f"{start.year}年\n"
    return f"{year}{start.month}月", start, after - timedelta(days=1)


def _cell(bar: Bar, step: Step) -> Cell:
    _, first, last = step
    if bar.start is not None and bar.start <= last and first <= bar.finish:
        return Cell(align=Align.CENTER, shade=Shade.DARK if bar.dark else Shade.LIGHT)
    days = bar.sooner if bar.start is not None else (*bar.sooner, bar.finish)
    due = any(first <= day <= last for day in days)
    return Cell((Text(DUE),) if due else (), align=Align.CENTER)


# what is said of it


def _told(legend: Legend, bars: Sequence[Bar], rows: Sequence[Sequence[Cell]]) -> list[str]:
    """What the signs that the chart uses mean; a light bar is told only beside a dark one."""
    cells = [cell for row in rows for cell in row]
    shades = {cell.shade for cell in cells}
    told = [f"深色{legend.dark}"] if Shade.DARK in shades and legend.dark else []
    told += [f"浅色{legend.light}"] if {Shade.DARK, Shade.LIGHT} <= shades and legend.light else []
    due = any(text.text == DUE for cell in cells for text in cell.inlines)
    meaning = legend.sooner if any(bar.start and bar.sooner for bar in bars) else legend.due
    return told + ([f"{DUE}{meaning}"] if due and legend.due else [])


def _note(told: Sequence[str]) -> tuple[Inlines, ...]:
    return ((Text("注：" + "；".join(told) + "。"),),) if told else ()


def _description(bars: Sequence[Bar], steps: Sequence[Step], *, weekly: bool) -> str:
    """For those who cannot see the cells: how many rows, over which time."""
    first, last = steps[0][1], steps[-1][2]
    each = "周" if weekly else "月"
    span = f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日"
    return f"{CHART}：{len(bars)}行，按{each}从{span}，涂色的格表示这一行在进行，{DUE}表示最迟完成。"


__all__ = [
    "Bar",
    "CHART",
    "Legend",
    "chart_of",
    "is_bar_chart",
    "not_drawn",
    "plan_chart",
    "refuse_chart",
    "untitled",
    "without_title",
]
