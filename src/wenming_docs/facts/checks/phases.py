"""Phases: in order, end to end, within the year, each with something to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from wenming_docs.facts.analysis import PlacedPhase, Schedule, period_of, schedule
from wenming_docs.facts.checks.days import day_text, stretch_text
from wenming_docs.facts.checks.scope import is_whole
from wenming_docs.facts.model import Phase, Step, Workspace
from wenming_docs.facts.values import BadValue, Deadline
from wenming_docs.findings import Finding, Severity
from wenming_docs.zh.lazy import lazy_pattern

THROUGHOUT = ("贯穿", "全程", "始终", "同步")
"""Words by which a phase says that it runs beside the others."""
YEAR = lazy_pattern(r"\d{4}|[明次来翌]年|第二年")
ONE_DAY, A_MONTH = timedelta(days=1), timedelta(days=31)
HOLIDAYS = (((1, 1), (1, 3)), ((5, 1), (5, 5)), ((10, 1), (10, 8)))
"""First and last day of holidays that fall on the same days every year."""


def overlapping_phases(workspace: Workspace) -> Iterator[Finding]:
    """Phases that begin before the one before them has ended."""
    year = workspace.year
    if workspace.kept(_lacks_next_year):
        return
    in_turn = sorted(workspace.kept(_in_turn), key=lambda phase: (phase.start, phase.end))
    for earlier, later in pairwise(in_turn):
        if later.start <= earlier.end:
            shared = stretch_text(later.start, min(earlier.end, later.end), year)
            hint = f"从{day_text(earlier.end + ONE_DAY, year)}接着排，或把“{earlier.phase.name}”提前结束"
            message = f"阶段“{later.phase.name}”和“{earlier.phase.name}”都排了{shared}"
            yield Finding("F066", Severity.WARNING, message, hint, later.span.origin)


def gaps_between_phases(workspace: Workspace) -> Iterator[Finding]:
    """Working days between two phases that belong to neither."""
    calendar, year = schedule(workspace), workspace.year
    if not calendar.complete or not is_whole(workspace, "阶段") or workspace.kept(_lacks_next_year):
        return
    covered: PlacedPhase | None = None
    strays = _strays(calendar, year)
    placed = [phase for phase in workspace.kept(_in_turn) if phase not in strays]
    for phase in sorted(placed, key=lambda phase: (phase.start, phase.end)):
        if covered is not None and _works_between(covered.end, phase.start):
            missed = stretch_text(covered.end + ONE_DAY, phase.start - ONE_DAY, year)
            begin = day_text(covered.end + ONE_DAY, year)
            hint = f"把“{phase.phase.name}”提前到{begin}开始，或延长前一个阶段"
            message = f"“{covered.phase.name}”和“{phase.phase.name}”之间空着{missed}"
            yield Finding("F067", Severity.WARNING, message, hint, phase.span.origin)
        if covered is None or phase.end > covered.end:
            covered = phase


def _works_between(end: date, start: date) -> bool:
    """Whether a day strictly between is neither a weekend nor a holiday of fixed date."""
    day = end + ONE_DAY
    while day < start:
        if day.weekday() < 5 and not any(first <= (day.month, day.day) <= last for first, last in HOLIDAYS):
            return True
        day += ONE_DAY
    return False


def phases_out_of_order(workspace: Workspace) -> Iterator[Finding]:
    """Phases that begin before the one written above them; January behind December lacks its year."""
    for above, phase in pairwise(schedule(workspace).phases):
        if phase.start >= above.start or _runs_along(phase.phase) or _runs_along(above.phase):
            continue
        if _means_next_year(above, phase):
            hint = f"跨年的写明年份：“{phase.start.year + 1}年{phase.span}”"
            message = f"阶段“{phase.phase.name}”没有写年份，算成了{phase.start.year}年，在上一阶段之前"
            yield Finding("F070", Severity.WARNING, message, hint, phase.span.origin)
            continue
        hint = "按先后排列；写错了就改起止"
        message = f"阶段“{phase.phase.name}”比写在前面的“{above.phase.name}”开始得早"
        yield Finding("F068", Severity.WARNING, message, hint, phase.span.origin)


def _means_next_year(above: PlacedPhase, phase: PlacedPhase) -> bool:
    """Whether the phase, a year later, would follow the one above within a month."""
    shifted = phase.start + timedelta(days=365)
    return timedelta(0) < shifted - above.end <= A_MONTH and not YEAR.search(phase.span)


def _in_turn(workspace: Workspace) -> tuple[PlacedPhase, ...]:
    """The phases that follow on one another: those that run beside the others are none of them."""
    return tuple([phase for phase in schedule(workspace).phases if not _runs_along(phase.phase)])


def _lacks_next_year(workspace: Workspace) -> bool:
    return any(_means_next_year(above, phase) for above, phase in pairwise(workspace.kept(_in_turn)))


def empty_phases(workspace: Workspace) -> Iterator[Finding]:
    """Phases that have a name and nothing to do."""
    if not is_whole(workspace, "阶段"):
        return
    for phase in workspace.phases:
        if not (phase.content or phase.steps or phase.goal):
            hint = "加一行“内容: ……”，写这个阶段做什么"
            message = f"阶段“{phase.name}”只有名称，没有内容"
            yield Finding("F069", Severity.WARNING, message, hint, phase.name.origin)


def phases_outside_year(workspace: Workspace) -> Iterator[Finding]:
    """Phases wholly outside the campaign's year; one notice where the last one runs on into the next."""
    calendar, year = schedule(workspace), workspace.year
    if year is None or not calendar.phases:
        return
    strays = _strays(calendar, year)
    for phase in strays:
        when = phase.end.year if phase.end.year < year else phase.start.year
        hint = f"改成{year}年的起止，或改“创建”下的“年度”"
        message = f"阶段“{phase.phase.name}”在{when}年，不在创建年度{year}年"
        yield Finding("F070", Severity.WARNING, message, hint, phase.span.origin)
    last = calendar.last
    if last.end.year > year and last not in strays:
        hint = "跨年度的创建可以不管；写错了就改起止"
        message = f"最后一个阶段到{day_text(last.end, year)}才结束，出了创建年度{year}年"
        yield Finding("F070", Severity.NOTICE, message, hint, last.span.origin)


def _strays(calendar: Schedule, year: int | None) -> list[PlacedPhase]:
    """Phases before the year, or after it without following on what came before them."""
    if year is None:
        return []
    reached, found = date(year, 12, 31), []
    for phase in sorted(calendar.phases, key=lambda phase: phase.start):
        if phase.end.year < year or phase.start - reached > A_MONTH:
            found.append(phase)
        reached = max(reached, phase.end)
    return found


def steps_outside_phase(workspace: Workspace) -> Iterator[Finding]:
    """Steps whose time is not within their phase."""
    for phase in schedule(workspace).phases:
        for step in phase.phase.steps:
            days = _days(workspace, step)
            if step.when is None or days is None or (phase.start <= days[0] and days[1] <= phase.end):
                continue
            hint = f"改到{stretch_text(phase.start, phase.end, workspace.year)}之内，或移到那个阶段去"
            message = f"步骤的时间“{step.when}”不在阶段“{phase.phase.name}”（{phase.span}）里"
            yield Finding("F064", Severity.WARNING, message, hint, step.when.origin)


def _days(workspace: Workspace, step: Step) -> tuple[date, date] | None:
    if step.when is None or "待填" in step.when:
        return None
    if period := period_of(workspace, step.when):
        return (period.start or period.end, period.end)
    try:
        deadline = Deadline.parse(step.when)
    except BadValue:
        return None
    first, last = deadline.earliest(workspace.year), deadline.latest(workspace.year)
    return (first, last) if first and last and not deadline.ambiguous else None


def _runs_along(phase: Phase) -> bool:
    told = f"{phase.name}{phase.span or ''}{phase.content or ''}"[:80]
    return any(word in told for word in THROUGHOUT)
