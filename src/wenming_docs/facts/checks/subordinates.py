"""Units below: files that cannot be used, and what would make their sum with ours wrong.

Only what matters for adding is told here; the rest is for each unit's own check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from wenming_docs.facts.analysis import Row, ledger, task_tree
from wenming_docs.facts.analysis.conflicts import conflicts_of
from wenming_docs.facts.analysis.rollup import refuses_absence
from wenming_docs.facts.checks.below import names_of_several_files, rows_of_neighbours
from wenming_docs.facts.checks.places import line_said, lines_said
from wenming_docs.facts.model import Workspace, family_of
from wenming_docs.facts.values import BadValue, Period
from wenming_docs.facts.values.report_by import ReportBy
from wenming_docs.findings import Finding, Origin, Severity, SourceText
from wenming_docs.zh import BadDate, parse_date


def unusable_files(workspace: Workspace) -> Iterator[Finding]:
    """F120: the file of a unit, at any depth, that cannot be read; an error where 缺报 is 不出."""
    severity = Severity.ERROR if refuses_absence(workspace) else Severity.WARNING
    for path, unit in family_of(workspace):
        if unit.fault is None:
            continue
        _, _, cause = unit.fault.message.partition("用不了：")
        message = f"“{'／'.join(path)}”的文件“{unit.file}”用不了：{cause}"
        yield Finding("F120", severity, message, unit.fault.hint, unit.fault.origin)


def sums_in_doubt(workspace: Workspace) -> Iterator[Finding]:
    """F123, F124, F126, F127: another 口径, counted twice, parts beside their whole."""
    book = ledger(workspace, task_tree(workspace))
    if not workspace.subordinates and not book.wholes:
        return
    own = {
        str(f.quantity.text.origin) for row in book.wholes if not row.source_path for f in row.result.figures
    }
    for conflicts in conflicts_of(workspace, book).values():
        for conflict in conflicts:
            lost = conflict.finding.severity is not Severity.NOTICE
            if conflict.stops or lost or str(conflict.finding.origin) in own:
                yield conflict.finding


def other_names(workspace: Workspace) -> Iterator[Finding]:
    """F128: a file whose own 单位 is not the unit under whose name it is listed: two files mixed up."""
    for path, unit in family_of(workspace):
        if unit.workspace is None:
            continue
        names = [name for name in (unit.workspace.unit.name, unit.workspace.unit.abbreviation) if name]
        if not names or any(_same_unit(str(unit.name), str(name)) for name in names):
            continue
        message = f"“{'／'.join(path)}”的文件“{unit.file}”里，单位写的是“{names[0]}”"
        hint = "文件放错了就改文件名；没有放错，就在它的“单位”下写“简称”"
        yield Finding("F128", Severity.WARNING, message, hint, unit.file.origin)


def _same_unit(declared: str, written: str) -> bool:
    """Whether one is the other shortened: 东门社区 is 云山市青石街道东门社区居委会."""
    short, long = sorted((declared, written), key=len)
    rest = iter(long)
    return all(sign in rest for sign in short)


def other_years(workspace: Workspace) -> Iterator[Finding]:
    """F129: a file of another 年度; its figures fall into no period of this one."""
    for path, unit in family_of(workspace):
        year = unit.workspace.year if unit.workspace else None
        if year is None or workspace.year is None or year == workspace.year:
            continue
        message = f"“{'／'.join(path)}”的文件是{year}年的，本级是{workspace.year}年，它的数加不进来"
        hint = f"换成它{workspace.year}年的文件，或改“创建.年度”"
        yield Finding("F129", Severity.WARNING, message, hint, unit.file.origin)


def timeless_rows(workspace: Workspace) -> Iterator[Finding]:
    """F132: figures below that nobody can place in time, so that every period would count them."""
    files: dict[tuple[str, ...], list[Row]] = {}
    for row in ledger(workspace, task_tree(workspace)).rows:
        if row.source_path and row.end is None:
            files.setdefault(row.source_path, []).append(row)
    for path, rows in files.items():
        places = [_place(row) for row in rows]
        unread = [row for row in rows if row.result.date or row.result.period]
        what = "时间读不出" if unread else "没有写时间"
        message = f"“{'／'.join(path)}”有成果{what}（{lines_said(places)}），哪一期都会加进去"
        hint = "写上日期或期间；日期没有年份的，在它的“创建”下写“年度”"
        severity = Severity.ERROR if unread else Severity.WARNING
        yield Finding("F132", severity, message, hint, places[0])


def _place(row: Row) -> Origin | None:
    text = row.result.date or row.result.period
    return text.origin if text else row.result.figures[0].quantity.text.origin


def report_deadlines(workspace: Workspace) -> Iterator[Finding]:
    """F130: a 报送时限 of which nobody can work out the day."""
    text = workspace.rollup.report_by if workspace.rollup else None
    if text is None or "待填" in text or workspace.lacks_year:
        return
    try:
        ReportBy.parse(text, year=workspace.year)
    except BadValue as error:
        yield Finding("F130", Severity.ERROR, error.message, error.hint, text.origin)


def unreadable_reports(workspace: Workspace) -> Iterator[Finding]:
    """F131: an entry of 上报 whose period or day cannot be read, of this file or one below.

    Below it is a warning: the sums hold, but nobody can say whether the unit was late.
    """
    if not workspace.lacks_year:
        yield from _unreadable_reports(workspace, Severity.ERROR)
    for _, unit in family_of(workspace):
        if unit.workspace and not unit.workspace.lacks_year:
            yield from _unreadable_reports(unit.workspace, Severity.WARNING)


def _unreadable_reports(workspace: Workspace, severity: Severity) -> Iterator[Finding]:
    first: dict[tuple[date | None, date], SourceText] = {}
    for text, on in workspace.reported.items():
        period = None
        try:
            period = workspace.read_period(text)
        except BadValue as error:
            yield Finding("F131", severity, f"上报里的{error.message}", error.hint, text.origin)
        before = first.setdefault((period.start, period.end), text) if period else text
        if before is not text:
            message = f"上报里“{text}”和{line_said(before.origin, text.origin)}的“{before}”是同一期"
            yield Finding("F131", severity, message, "留下对的一行，删去另一行", text.origin)
        if "待填" not in on and (wrong := _wrong_day(text, on, period, workspace.year)):
            yield Finding("F131", severity, f"上报里{wrong[0]}", wrong[1], on.origin or text.origin)


def _wrong_day(
    text: SourceText, on: SourceText, period: Period | None, year: int | None
) -> tuple[str, str] | None:
    """What is wrong with the day of a report, and the cure; None for nothing."""
    if not on.strip():
        return f"“{text}”后面空着", "写上哪天报的，例如“6月: 7月3日”；还没有报，就删去这一行"
    try:
        day = parse_date(on)
        resolved = day.resolve(year) if day else None
    except BadDate as error:
        return f"的{error}", "写成“6月: 7月3日”"
    if resolved is None:
        return f"的“{on}”{'没有年份' if day else '不是日期'}", "写成“6月: 7月3日”"
    if period and period.start and resolved < period.start:
        cure = f"“{text}: {resolved.year + 1}年{resolved.month}月{resolved.day}日”"
        hint = f"跨了年就写上年份，如{cure}" if day and day.year is None else "核对期间和日期"
        return f"的“{text}: {on}”，报的日期比这一期开始还早", hint
    return None


def early_reports(workspace: Workspace) -> Iterator[Finding]:
    """F131: a month or more that was reported before half of it had passed: mostly the one before it."""
    for text, on in workspace.reported.items():
        try:
            period, day = workspace.read_period(text), parse_date(on)
            reported = day.resolve(workspace.year) if day else None
        except (BadValue, BadDate):
            continue
        if reported is None or period.start is None or period.end - period.start < _MONTH:
            continue
        if period.start <= reported < period.start + (period.end - period.start) / 2:
            message = f"“{text}”还没有过一半就报了（{on}）"
            hint = "核对期间和日期，是不是上一期的；没有错就不用改"
            yield Finding("F131", Severity.NOTICE, message, hint, on.origin)


_MONTH = timedelta(days=27)

SUBORDINATE_CHECKS: tuple[Callable[[Workspace], Iterable[Finding]], ...] = (
    unusable_files,
    sums_in_doubt,
    other_names,
    other_years,
    timeless_rows,
    report_deadlines,
    unreadable_reports,
    early_reports,
    rows_of_neighbours,
    names_of_several_files,
)
