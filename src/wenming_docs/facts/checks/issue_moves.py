"""经过: the steps of a problem, each in its turn and on its day, closed with evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from wenming_docs.facts.analysis.issues import FOLLOWING, illegal_steps
from wenming_docs.facts.analysis.schedule import day_of
from wenming_docs.facts.checks.places import line_said
from wenming_docs.facts.model import Issue, Move, Stage, Workspace
from wenming_docs.findings import Finding, Origin, Severity, SourceText
from wenming_docs.zh import half_width_digits

_WINTER = (11, 12)
_SPRING = (1, 2, 3)


def steps_out_of_turn(workspace: Workspace) -> Iterator[Finding]:
    """F135: a step that may not follow the one before it."""
    for issue in workspace.issue_ledger:
        for index in illegal_steps([move.stage for move in issue.moves]):
            before = issue.moves[index - 1].stage if index else None
            yield _out_of_turn(issue.moves[index], before)


def _out_of_turn(move: Move, before: Stage | None) -> Finding:
    follow = "或".join(f"“{stage}”" for stage in FOLLOWING[before])
    if before is None:
        message, hint = f"“经过”从“{move.name}”写起", "第一步写“立项”"
    elif not follow:
        message = f"销号以后又有“{move.name}”"
        hint = "销了号就到头了：又出现的另记一条，没改好的把“销号”改成“退回”"
    else:
        message, hint = f"“{before}”以后不能接“{move.name}”", f"“{before}”以后接{follow}；漏记的一步补上"
    return Finding("F135", Severity.ERROR, message, hint, move.name.origin)


def steps_back_in_time(workspace: Workspace) -> Iterator[Finding]:
    """F136: a step on an earlier day than the one before it."""
    for issue in workspace.issue_ledger:
        dated = [(move, day) for move in issue.moves if (day := day_of(move.date, workspace.year))]
        for (before, earlier), (move, day) in pairwise(dated):
            if day < earlier:
                message = f"“{move.name}”（{_said(move)}）早于前一步“{before.name}”（{_said(before)}）"
                in_turn = move.stage in FOLLOWING[before.stage]
                hint = _cure(earlier, day, in_turn=in_turn)
                yield Finding("F136", Severity.ERROR, message, hint, move.date.origin)


def _said(move: Move) -> str:
    return str(move.date)


def _cure(earlier: date, day: date, *, in_turn: bool) -> str:
    if earlier.month in _WINTER and day.month in _SPRING and earlier.year == day.year:
        return f"跨了年就写上年份，如“{earlier.year + 1}年{day.month}月{day.day}日”"
    return "核对两个日期，改对写错的一个" if in_turn else "核对两个日期；先发生的先写"


def steps_against_dates(workspace: Workspace) -> Iterator[Finding]:
    """F137: 发现日期 or 销号 that says something else than 经过."""
    for issue in workspace.issue_ledger:
        if not issue.moves:
            continue
        first, last = issue.moves[0], issue.moves[-1]
        if issue.found_on and first.stage is Stage.OPENED:
            yield from _differ(workspace, issue.found_on, first)
        if issue.closed_on and last.stage is Stage.CLOSED:
            yield from _differ(workspace, issue.closed_on, last)
        elif issue.closed_on and "待填" not in issue.closed_on:
            message = f"写了“销号: {issue.closed_on}”，“经过”却只到“{last.name}”"
            hint = "改好了就把“经过”补到“销号”；删去这一行"
            yield Finding("F137", Severity.ERROR, message, hint, issue.closed_on.origin)


def _differ(workspace: Workspace, text: SourceText, move: Move) -> Iterator[Finding]:
    if "待填" in text or "待填" in move.date:
        return
    day, other = day_of(text, workspace.year), day_of(move.date, workspace.year)
    if day and other and day != other:
        message = f"“{text}”和“经过”里的“{move.name}: {move.date}”不一样"
        yield Finding("F137", Severity.ERROR, message, "只写“经过”，删去这一行", text.origin)


def steps_without_evidence(workspace: Workspace) -> Iterator[Finding]:
    """F138: a problem closed in 经过 without 佐证."""
    for issue in workspace.issue_ledger:
        last = issue.moves[-1] if issue.moves else None
        if last and last.stage is Stage.CLOSED and "待填" not in last.date and not issue.evidence:
            message = f"“{issue.problem}”销了号，没有佐证"
            hint = "加一行“佐证: 照片/……”；拿不出来的不算改好，删去“销号”这一步"
            yield Finding("F138", Severity.ERROR, message, hint, last.name.origin)


def assigned_to_nobody(workspace: Workspace) -> Iterator[Finding]:
    """F139: a problem that was handed over to nobody, or for no day."""
    for index, issue in enumerate(workspace.issue_ledger):
        handed = [move for move in issue.moves if move.stage is Stage.ASSIGNED]
        lacking = [] if issue.unit else ["责任单位"]
        lacking += [] if issue.deadline else ["整改时限"]
        if handed and lacking:
            lines = [] if issue.unit else ["单位: 东门社区"]
            lines += [] if issue.deadline else ["时限: 6月20日前"]
            message = f"“{issue.problem}”交办了，没有写{'和'.join(lacking)}"
            hint = "加一行，例如" + "、".join(f"“{line}”" for line in lines)
            place = handed[0].name.origin or workspace.where("issue_ledger", index)
            yield Finding("F139", Severity.WARNING, message, hint, place)


def codes_twice(workspace: Workspace) -> Iterator[Finding]:
    """F140: two problems of one number."""
    first: dict[str, tuple[Issue, Origin | None]] = {}
    for issue in workspace.issue_ledger:
        if issue.code is None or "待填" in issue.code:
            continue
        code, place = half_width_digits(str(issue.code)).strip(), issue.code.origin
        if code in first:
            message = f"编号“{code}”和{line_said(first[code][1], place)}的重了"
            yield Finding("F140", Severity.ERROR, message, "一个问题一个编号，改掉其中一个", place)
        first.setdefault(code, (issue, place))


__all__ = [
    "assigned_to_nobody",
    "codes_twice",
    "steps_against_dates",
    "steps_back_in_time",
    "steps_out_of_turn",
    "steps_without_evidence",
]
