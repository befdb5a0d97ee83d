"""问题台账: found, due and closed in that order, closed with evidence, entered once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from wenming_docs.facts.analysis.issues import closed_on, opened_on
from wenming_docs.facts.analysis.schedule import day_of
from wenming_docs.facts.checks.places import line_said, lines_said
from wenming_docs.facts.kinds import find_kind
from wenming_docs.facts.kinds.problem_kinds import PROBLEM_KINDS
from wenming_docs.facts.model import Issue, Workspace
from wenming_docs.findings import Finding, Origin, Severity

_WINTER = (11, 12)
_SPRING = (1, 2, 3)


def impossible_issue_dates(workspace: Workspace) -> Iterator[Finding]:
    """F107: problems that are closed, or due, before they were found; the steps of 经过 are F136."""
    for issue in workspace.issue_ledger:
        found = opened_on(issue, workspace.year)
        if found is None:
            continue
        said = f"立项日期“{issue.moves[0].date}”" if issue.moves else f"发现日期“{issue.found_on}”"
        closed = None if issue.moves else day_of(issue.closed_on, workspace.year)
        if closed and closed < found and issue.closed_on:
            message = f"销号日期“{issue.closed_on}”早于{said}"
            severity = Severity.WARNING if _next_year(found, closed) else Severity.ERROR
            yield Finding("F107", severity, message, _cure(found, closed), issue.closed_on.origin)
        due = issue.deadline.latest(workspace.year) if issue.deadline else None
        if due and due < found and issue.deadline:
            message = f"整改时限“{issue.deadline}”早于{said}"
            place = issue.deadline.origins[0] if issue.deadline.origins else None
            yield Finding("F107", Severity.WARNING, message, _cure(found, due), place)


def undated_issues(workspace: Workspace) -> Iterator[Finding]:
    """F142: problems without any day, where others have theirs: every document counts them."""
    ledger = workspace.issue_ledger
    undated = [i for i, issue in enumerate(ledger) if not issue.found_on and not issue.moves]
    kinds = {find_kind(str(document.kind)) for document in workspace.documents}
    if undated and len(undated) < len(ledger) and not kinds.isdisjoint(PROBLEM_KINDS):
        places = [workspace.where("issue_ledger", index) for index in undated]
        message = f"有{len(undated)}个问题没有写发现日期（{lines_said(places)}），不论截至哪天都算立项"
        hint = "加一行“发现日期: 6月2日”"
        yield Finding("F142", Severity.NOTICE, message, hint, places[0])


def _next_year(found: date, day: date) -> bool:
    """Whether the day was probably meant to lie in the next year (12月28日, 1月5日)."""
    return found.month in _WINTER and day.month in _SPRING and found.year == day.year


def _cure(found: date, day: date) -> str:
    if _next_year(found, day):
        return f"跨了年就写上年份，如“{found.year + 1}年{day.month}月{day.day}日”"
    return "核对两个日期"


def closed_without_evidence(workspace: Workspace) -> Iterator[Finding]:
    """F107: closed problems without evidence; one warning for the file.

    Those with 经过 are refused one by one (F138).
    """
    bare = [
        workspace.where("issue_ledger", index, "closed_on")
        for index, issue in enumerate(workspace.issue_ledger)
        if issue.closed_on and not issue.moves and "待填" not in issue.closed_on and not issue.evidence
    ]
    if bare:
        message = f"有{len(bare)}条问题销了号没有佐证（{lines_said(bare)}）"
        hint = "在那一条下加“佐证: 照片/……”；复查时要拿得出来"
        yield Finding("F107", Severity.WARNING, message, hint, bare[0])


def issues_twice(workspace: Workspace) -> Iterator[Finding]:
    """F107: one problem at one place entered twice, unless it was closed and came back."""
    first: dict[tuple[str, str], tuple[Issue, Origin]] = {}
    for index, issue in enumerate(workspace.issue_ledger):
        key = (_bare(issue.place), _bare(issue.problem))
        place = workspace.where("issue_ledger", index)
        earlier = first.get(key) if all(key) else None
        if earlier and not _came_back(workspace, earlier[0], issue):
            message = f"这个问题和{line_said(earlier[1], place)}的是同一个点位、同一句话"
            hint = "删去一条；改好以后又出现的，写上前一条的“销号”和这一条的“发现日期”"
            yield Finding("F107", Severity.WARNING, message, hint, place)
        first[key] = issue, place


def _came_back(workspace: Workspace, earlier: Issue, later: Issue) -> bool:
    closed, found = closed_on(earlier, workspace.year), opened_on(later, workspace.year)
    return closed is not None and found is not None and found >= closed


def _bare(text: str | None) -> str:
    return re.sub(r"[\s，。；、,.;]", "", str(text or ""))
