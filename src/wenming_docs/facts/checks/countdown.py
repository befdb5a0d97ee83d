"""倒排工期: a day to count back from, names that mean tasks, no circles, days that fit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wenming_docs.facts.analysis import task_tree
from wenming_docs.facts.analysis.beginnings import begun_by, has_begun
from wenming_docs.facts.analysis.countdown import Countdown, Slot, countdown, inspection_day, uses_countdown
from wenming_docs.facts.analysis.precedence import Precedence, precedence, told
from wenming_docs.facts.analysis.workdays import published_calendar
from wenming_docs.facts.checks.places import lines_said
from wenming_docs.facts.model import Workspace
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.zh import nearest

NO_DAY = "在“创建”下写“迎检日期: 2026年10月20日”这样"
"""The cure where nothing says when the inspection is."""


def countdown_findings(workspace: Workspace) -> Iterator[Finding]:
    """Everything about 迎检日期, 工期 and 前置; silent in a file that has none of them."""
    yield from _day(workspace)
    if not uses_countdown(workspace):
        yield from _after_inspection(workspace)
        return
    network = precedence(workspace)
    yield from _names(network)
    yield from _circles(network)
    yield from _durations_above(workspace)
    try:
        counted = countdown(workspace, published_calendar())
    except ValueError:
        message = "工期加起来太长，倒排到公元元年以前了"
        yield Finding("F160", Severity.ERROR, message, "核对各项“工期”", workspace.where("tasks"))
        return
    if counted:
        yield from _overruns(workspace, counted)
        yield from _doubts(workspace, counted)
        yield from _untimed(workspace, counted)


def no_countdown(workspace: Workspace) -> Finding:
    """F160: why a file without mistakes has nothing to count back."""
    place = workspace.where("campaign")
    if workspace.campaign.inspected_on is None:
        return Finding("F160", Severity.ERROR, "没有写迎检日期，倒排不了", NO_DAY, place)
    if inspection_day(workspace) is None:
        written = workspace.campaign.inspected_on
        return Finding("F160", Severity.ERROR, f"迎检日期“{written}”还没有定", NO_DAY, written.origin)
    hint = "至少写一项任务：“任务:”下面“- 名称: ……”，带“工期: 10个工作日”这样一行"
    return Finding("F160", Severity.ERROR, "没有任务，倒排不了", hint, place)


def late_starts(workspace: Workspace, counted: Countdown, today: date) -> Iterator[Finding]:
    """F164: tasks that should have begun before ``today`` and have no result yet."""
    begun = begun_by(workspace, today)
    for slot in counted.timed:
        if slot.start is None or slot.start >= today or has_begun(slot.node, begun):
            continue
        days = (today - slot.start).days
        message = f"“{slot.node.name}”最迟{_day_text(slot.start, counted)}开始，已经过了{days}天，还没有成果"
        hint = "已经动手的，在“成果”里记一条；没有动手的，马上安排，或缩短工期"
        yield Finding("F164", Severity.WARNING, message, hint, slot.node.name.origin)


def _day(workspace: Workspace) -> Iterator[Finding]:
    written = workspace.campaign.inspected_on
    if written is None:
        if uses_countdown(workspace):
            place = _first_use(workspace)
            message = "写了工期或前置，没有写迎检日期，倒排不了"
            yield Finding("F160", Severity.NOTICE, message, NO_DAY, place)
    elif "待填" not in written and inspection_day(workspace) is None and not workspace.lacks_year:
        message = f"迎检日期“{written}”不是日期，或没有年份"
        hint = "写成“2026年10月20日”；还没有定的，先写估计的那一天"
        yield Finding("F160", Severity.ERROR, message, hint, written.origin)
    elif (day := inspection_day(workspace)) and workspace.year and day.year < workspace.year:
        message = f"迎检日期“{written}”在创建年度{workspace.year}年以前"
        hint = "核对迎检日期的年份和“年度”"
        yield Finding("F160", Severity.WARNING, message, hint, written.origin)


def _after_inspection(workspace: Workspace) -> Iterator[Finding]:
    """F168 where no task has 工期 or 前置: then only the deadlines can be held against the day."""
    day = inspection_day(workspace)
    late = [
        node
        for node in task_tree(workspace).all
        if day
        and node.is_leaf
        and node.task.deadline
        and (node.task.deadline.latest(workspace.year) or day) > day
    ]
    if late:
        places = lines_said([node.name.origin for node in late])
        message = f"有{len(late)}项任务的时限在迎检之后（{places}）"
        hint = "迎检前要做完的，改时限；本来就在迎检之后的，不用改"
        yield Finding("F168", Severity.NOTICE, message, hint, late[0].name.origin)


def _first_use(workspace: Workspace) -> Origin | None:
    for node in task_tree(workspace).all:
        if node.task.duration:
            return node.task.duration.text.origin
        if node.task.predecessors:
            return node.task.predecessors[0].origin
    return None


def _names(network: Precedence) -> Iterator[Finding]:
    known = [str(node.name) for node in network.tree.all]
    for name in network.unknown:
        close = nearest(str(name), known)
        hint = f"是不是想写“{close}”" if close else "写“任务”里已有的名称，几项用顿号隔开"
        yield Finding("F161", Severity.ERROR, f"前置里的“{name}”不是任务", hint, name.origin)
    for name in network.ambiguous:
        places = [node.name.origin for node in network.tree.find(str(name))]
        message = (
            f"前置里的“{name}”有{len(places)}项任务（{lines_said(places, name.origin)}），不知道是哪一项"
        )
        hint = "写成“上级任务/任务”，或给任务加“编号”，写编号"
        yield Finding("F161", Severity.ERROR, message, hint, name.origin)


def _circles(network: Precedence) -> Iterator[Finding]:
    for circle in network.cycles:
        places = sorted(link.written.origin for link in circle if link.written.origin)
        message = f"前置绕成了一圈：{told(circle)}（{lines_said(places)}），谁也开不了头"
        yield Finding("F162", Severity.ERROR, message, "看哪一处“前置”写反了，删去那一处", places[0])


def _durations_above(workspace: Workspace) -> Iterator[Finding]:
    for node in task_tree(workspace).all:
        if node.children and node.task.duration:
            message = f"“{node.name}”有子任务，它自己的工期“{node.task.duration}”不算"
            hint = "工期写到各个子任务下"
            yield Finding("F167", Severity.WARNING, message, hint, node.task.duration.text.origin)


def _overruns(workspace: Workspace, counted: Countdown) -> Iterator[Finding]:
    for slot in counted.slots:
        if slot.overrun and slot.deadline:
            last = _day_text(slot.overrun, counted)
            message = f"“{slot.node.name}”的时限“{slot.deadline}”晚于倒排的最迟完成日{last}"
            hint = f"时限提前到{last}；做不到的，缩短后面任务的工期，或去掉不必要的前置"
            place = slot.deadline.origins[0] if slot.deadline.origins else None
            yield Finding("F163", Severity.WARNING, message, hint, place)


def _doubts(workspace: Workspace, counted: Countdown) -> Iterator[Finding]:
    if counted.unknown_years:
        hint = "运行 pip install -U 'wenming-docs[workdays]'；还没有公布的，公布以后再算一遍"
        place = workspace.where("campaign", "inspected_on")
        yield Finding("F165", Severity.NOTICE, counted.doubt, hint, place)


def _untimed(workspace: Workspace, counted: Countdown) -> Iterator[Finding]:
    outside = [slot for slot in counted.slots if slot.outside]
    bare = [slot for slot in counted.slots if slot.duration is None and slot.finish and not slot.outside]
    if bare and counted.timed:
        message = f"有{len(bare)}项任务没有工期（{lines_said(_places(bare))}），倒排只看时限，不占天数"
        hint = "要排开始日期的，加“工期: 10个工作日”这样一行"
        yield Finding("F166", Severity.NOTICE, message, hint, bare[0].node.name.origin)
    if outside:
        message = (
            f"有{len(outside)}项任务的时限在迎检之后（{lines_said(_places(outside))}），没有排进倒排工期"
        )
        hint = "迎检前要做完的，改时限，加“工期”；本来就在迎检之后的，不用改"
        yield Finding("F168", Severity.NOTICE, message, hint, outside[0].node.name.origin)


def _places(slots: list[Slot]) -> list[Origin | None]:
    return [slot.node.name.origin for slot in slots]


def _day_text(day: date, counted: Countdown) -> str:
    """A day as prose says it, with its year where that is not the year of the inspection."""
    year = "" if day.year == counted.inspected_on.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


__all__ = ["NO_DAY", "countdown_findings", "late_starts", "no_countdown"]
