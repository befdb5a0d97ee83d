"""Dates, deadlines and periods that cannot be, or that nobody can place."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator

from wenming_docs.facts.analysis import task_tree
from wenming_docs.facts.model import Workspace
from wenming_docs.facts.values import BadValue, Deadline, DeadlineEntry, DeadlineKind
from wenming_docs.findings import Finding, Severity, SourceText
from wenming_docs.zh import BadDate, parse_date

LEAP_DAY = 29


def bad_periods(workspace: Workspace) -> Iterator[Finding]:
    """Phases and results whose period cannot be read, runs backwards or lacks a year."""
    spans = [phase.span for phase in workspace.phases] + [result.period for result in workspace.results]
    for span in spans:
        if span is None or "待填" in span or workspace.lacks_year:
            continue
        try:
            workspace.read_period(span)
        except BadValue as error:
            yield Finding("F012", Severity.ERROR, error.message, error.hint, span.origin)


def bad_dates(workspace: Workspace) -> Iterator[Finding]:
    """Dates of results and problems that are not in the calendar or lack a year."""
    dated: list[SourceText | None] = [result.date for result in workspace.results]
    dated += [date for issue in workspace.issue_ledger for date in (issue.found_on, issue.closed_on)]
    dated += [move.date for issue in workspace.issue_ledger for move in issue.moves]
    for text in dated:
        if text is None or "待填" in text:
            continue
        if not text.strip():
            hint = "写上日期，例如“5月12日”；不知道的写【待填】"
            yield Finding("F010", Severity.ERROR, "日期空着", hint, text.origin)
            continue
        try:
            day = parse_date(text)
            if day is not None:
                day.resolve(workspace.year)  # 2月29日 depends on the year
        except BadDate as error:
            yield Finding("F010", Severity.ERROR, str(error), "改成日历上有的日期", text.origin)
            continue
        if day is None:
            hint = "写成“5月12日”；一段时间写“期间: 1—6月”"
            yield Finding("F010", Severity.ERROR, f"“{text}”不是日期", hint, text.origin)
        elif day.year is None and workspace.year is None and not workspace.lacks_year:
            yield Finding(
                "F011", Severity.ERROR, f"“{text}”没有年份", "在“创建”下写“年度: 2026”", text.origin
            )


def doubtful_deadlines(workspace: Workspace) -> Iterator[Finding]:
    """Deadlines that are ambiguous, vague, not understood, or not in the calendar of their year."""
    found = [node.task.deadline for node in task_tree(workspace).all if node.task.deadline]
    found += [target.deadline for target in workspace.targets if target.deadline]
    found += [issue.deadline for issue in workspace.issue_ledger if issue.deadline]
    steps = [step for document in workspace.documents for step in document.next_steps]
    found += [step.deadline for step in steps if step.deadline]
    year = workspace.year
    for deadline in found:
        if not _is_plain(deadline):
            yield from _deadline(deadline, year)


def _is_plain(deadline: Deadline) -> bool:
    """Whether a deadline is of the usual sort, of which there is nothing to say: 6月底前, 6月30日前."""
    for entry in deadline.entries:
        if entry.kind is DeadlineKind.VAGUE or entry.kind is DeadlineKind.UNKNOWN:
            return False
        if entry.ambiguous or entry.day == LEAP_DAY:
            return False
    return True


def _deadline(deadline: Deadline, year: int | None) -> Iterator[Finding]:
    origin = deadline.origins[0] if deadline.origins else None
    if "待填" in deadline.text:
        return
    if deadline.ambiguous:
        yield Finding(
            "F013", Severity.WARNING, f"“{deadline}”有歧义：到上月底还是本月底", _ends(deadline), origin
        )
    for entry in deadline.entries:
        if entry.kind in (DeadlineKind.VAGUE, DeadlineKind.UNKNOWN) and not deadline.standing:
            hint = "写出日期，例如“6月底前”；照原样印，不参与推算"
            yield Finding("F014", Severity.WARNING, f"“{entry.text}”不是确切的时限", hint, origin)
        elif entry.kind is DeadlineKind.DAY and _lacks_day(entry, year) and entry.due(year) is None:
            message = f"时限“{entry.text}”不对：{entry.year or year}年2月没有29日"
            yield Finding("F010", Severity.ERROR, message, "写成“2月底前”，或改正日期", origin)


def _ends(deadline: Deadline) -> str:
    """The two readings of 11月前, for its author to choose from."""
    month = next((entry.month for entry in deadline.entries if entry.ambiguous and entry.month), 11)
    return f"写成“{(month - 2) % 12 + 1}月底前”或“{month}月底前”"


def _lacks_day(entry: DeadlineEntry, year: int | None) -> bool:
    """29 February of a year that has none."""
    if entry.day != LEAP_DAY or entry.month != 2:
        return False
    actual = entry.year or (year + entry.next_year if year else None)
    return actual is not None and not isleap(actual)


def timeless_results(workspace: Workspace) -> Iterator[Finding]:
    """Results with figures but neither date nor period: they would count in every period."""
    for index, result in enumerate(workspace.results):
        if result.date and result.period:
            place = workspace.where("results", index, "period")
            yield Finding("F015", Severity.ERROR, "日期和期间只写一个", "有确切日子就删去“期间”", place)
        elif result.figures and not result.date and not result.period:
            place = workspace.where("results", index)
            message = "这条成果没有日期，也没有期间，会算进每一期"
            yield Finding("F016", Severity.WARNING, message, "加一行“日期: 5月12日”或“期间: 1—6月”", place)
