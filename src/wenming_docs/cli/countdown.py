"""``wenming countdown``: from the day of inspection backwards, when each task has to begin."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wenming_docs.cli.console import Exit, Screen, clean, give, paint, printable_everywhere, say
from wenming_docs.cli.drawing import drawn
from wenming_docs.cli.help import Command
from wenming_docs.cli.inputs import date_option, existing_file

if TYPE_CHECKING:
    from wenming_docs.facts.analysis.countdown import Countdown, Slot
    from wenming_docs.facts.model import Loc, Workspace
    from wenming_docs.findings import Finding

CRITICAL = "■"
_NONE = "—"
_TABLE = 76
"""Columns that a table needs; a narrower screen, and a pipe, get a line or two for each task."""


@click.command("countdown", cls=Command, short_help="从迎检日期倒排：每项任务最迟哪天开始、哪天完成")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@date_option
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="text 或 json")
def command(file: Path, today: date | None, style: str) -> int:
    """从“创建”的“迎检日期”往回推，按工期和前置排出每项任务最迟哪天开始、哪天完成。

    过了最迟开始日、还没有成果的，另外列出。工作日按国务院办公厅公布的放假安排算。
    """
    path = existing_file(file)
    from wenming_docs.facts.analysis.countdown import countdown
    from wenming_docs.facts.analysis.workdays import published_calendar
    from wenming_docs.facts.checks.countdown import countdown_findings, late_starts, no_countdown
    from wenming_docs.findings import by_place, has_errors
    from wenming_docs.pipeline import read_workspace

    workspace = read_workspace(path)
    findings = list(countdown_findings(workspace))
    counted = None if has_errors(findings) else countdown(workspace, published_calendar())
    if counted is None or not counted.slots:
        _tell(workspace, [f for f in findings if has_errors([f])] or [no_countdown(workspace)])
        return Exit.FINDINGS
    day = today or date.today()
    findings = by_place([*findings, *late_starts(workspace, counted, day)])
    if style == "json":
        give(json.dumps(_as_data(counted, findings), ensure_ascii=not printable_everywhere(), indent=2))
    else:
        from wenming_docs.facts.analysis.beginnings import begun_by

        begun = begun_by(workspace, day)
        give("\n".join(_board(counted, day, Screen.of_stdout(), begun)))
        if findings:
            say()
            _tell(workspace, findings)
    return Exit.DONE


def _tell(workspace: Workspace, findings: Sequence[Finding]) -> None:
    from wenming_docs.cli.report import Entry, text_report

    say(text_report([Entry(finding, "") for finding in findings], workspace.texts, Screen.of_stderr()))


# on a screen


def _board(
    counted: Countdown, today: date, screen: Screen, begun: frozenset[Loc] = frozenset()
) -> Iterator[str]:
    """What stands above the tasks, the tasks by their first day, and what is not known."""
    yield f"迎检：{_day(counted.inspected_on, None)}；最后一个工作日：{_day(counted.last_day, counted)}"
    if counted.first_day:
        yield f"最迟{_day(counted.first_day, counted)}要开始，{_first_step(counted, today, begun)}"
    chain = [str(slot.node.name) for slot in counted.critical]
    if len(chain) > 1:
        yield clean(f"关键任务（{CRITICAL}）：{' → '.join(chain)}")
    yield ""
    slots = sorted(counted.slots, key=lambda slot: slot.start or slot.finish or date.max)
    if screen.columns is None or screen.columns < _TABLE:
        yield from (clean(line) for slot in slots for line in _lines(slot, counted))
    else:
        yield from _table(slots, counted, screen.columns)
    if counted.doubt:
        yield ""
        yield paint(counted.doubt, "yellow")


def _first_step(counted: Countdown, today: date, begun: frozenset[Loc]) -> str:
    """How far off the first day is; once every task of that day has results, that they have begun."""
    from wenming_docs.facts.analysis.beginnings import has_begun

    first = [slot for slot in counted.timed if slot.start == counted.first_day]
    if all(has_begun(slot.node, begun) for slot in first):
        return "已经开始"
    return _away(first[0].start or today, today)


def _away(day: date, today: date) -> str:
    days = (day - today).days
    if days == 0:
        return "就是今天"
    return f"还有{days}天" if days > 0 else f"已经过了{-days}天"


def _day(day: date | None, counted: Countdown | None) -> str:
    """A day; its year only where that is not the year of the inspection."""
    if day is None:
        return _NONE
    year = "" if counted and day.year == counted.inspected_on.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def _spare(slot: Slot) -> str:
    return f"{slot.spare}天" if slot.spare else _NONE


def _lines(slot: Slot, counted: Countdown) -> Iterator[str]:
    """One task without a table."""
    sign = CRITICAL if slot.critical else "  "
    span = f"{_day(slot.start, counted)} 至 {_day(slot.finish, counted)}" if slot.start else ""
    when = span or (f"{_day(slot.finish, counted)}前" if slot.finish else str(slot.deadline or _NONE))
    yield f"{sign} {when}  {slot.node.name}"
    told = ["、".join(slot.node.lead_unit), str(slot.duration or "")]
    told += [f"机动{slot.spare}个工作日" if slot.spare else ""]
    told += [f"先做{'、'.join(slot.waits_for)}" if slot.waits_for else ""]
    if any(told):
        yield "     " + "；".join(filter(None, told))


def _table(slots: Sequence[Slot], counted: Countdown, columns: int) -> Iterator[str]:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, width=columns - 1, header_style="bold")
    table.add_column("", width=2)
    table.add_column("最迟开始", no_wrap=True)
    table.add_column("最迟完成", no_wrap=True)
    table.add_column("任务", ratio=4, overflow="fold")
    table.add_column("牵头单位", ratio=2, overflow="fold")
    table.add_column("工期", no_wrap=True)
    table.add_column("机动", justify="right", no_wrap=True)
    table.add_column("前置", ratio=3, overflow="fold")
    for slot in slots:
        cells = [
            _day(slot.start, counted),
            _day(slot.finish, counted),
            str(slot.node.name),
            "、".join(slot.node.lead_unit) or _NONE,
            str(slot.duration or _NONE),
            _spare(slot),
            "、".join(slot.waits_for) or _NONE,
        ]
        sign = Text(CRITICAL if slot.critical else "", style="red")
        table.add_row(sign, *(Text(clean(cell)) for cell in cells))
    yield from drawn(table, columns)


# for programs


def _as_data(counted: Countdown, findings: Sequence[Finding]) -> dict[str, Any]:
    return {
        "迎检日期": counted.inspected_on.isoformat(),
        "最后一个工作日": counted.last_day.isoformat(),
        "最迟开始": _iso(counted.first_day),
        "没有放假安排的年份": list(counted.unknown_years),
        "任务": [_slot_data(slot) for slot in counted.slots],
        "提示": [_finding_data(finding) for finding in findings],
    }


def _slot_data(slot: Slot) -> dict[str, Any]:
    place = slot.node.name.origin
    return {
        "任务": [str(name) for name in slot.node.path],
        "牵头": [str(unit) for unit in slot.node.lead_unit],
        "工期": str(slot.duration) if slot.duration else None,
        "最迟开始": _iso(slot.start),
        "最迟完成": _iso(slot.finish),
        "机动工作日": slot.spare,
        "关键": slot.critical,
        "前置": [str(name) for name in slot.waits_for],
        "时限": str(slot.deadline) if slot.deadline else None,
        "文件": place.file if place else None,
        "行": place.line if place else None,
    }


def _finding_data(finding: Finding) -> dict[str, Any]:
    place = finding.origin
    return {
        "编码": finding.code,
        "级别": str(finding.severity),
        "说明": finding.message,
        "改法": finding.hint,
        "文件": place.file if place else None,
        "行": place.line if place else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
