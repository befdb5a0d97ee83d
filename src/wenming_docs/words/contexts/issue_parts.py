"""问题: as of which day a document tells them, which of them, and in what sums.

It is long because the ledger, the list of what is due, the circular and the notice tell the same
problems as of the same day, and their tables share columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from wenming_docs.facts.analysis.issues import (
    COLLECTIVE,
    IssueState,
    count_issues,
    issue_states,
    issues_of_units,
)
from wenming_docs.facts.analysis.issuing import issued, told_until
from wenming_docs.facts.kinds import Family, Kind
from wenming_docs.facts.model import DocumentPlan, Stage, leaves
from wenming_docs.facts.values import percent_text
from wenming_docs.findings import SourceText, origins_of
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.views import IssueSummaryView
from wenming_docs.zh import BadDate, date_text, parse_date

NOTICE = "notified_issues"
"""What the skeleton of a kind holds that is sent to one unit."""
WHOLE = frozenset({"issue_ledger", "issue_units"})
"""Facts in the skeleton of a kind that tells of closed problems too."""
_OPEN = frozenset({"open_issues", NOTICE})
SUMMARY = "问题整改情况"
_AS_OF = "as_of"


def as_of(composer: Composer) -> date | None:
    """The day as of which problems are told; None if neither 期间 nor 日期 says a day.

    It is the end of 期间, but never after 日期: the same day as that of the targets.
    """
    dated = issued(composer.workspace, composer.document)
    if composer.period:
        return told_until(dated, composer.period)
    return dated.first if dated and dated.first == dated.last else None


def told_as_of(composer: Composer) -> date | None:
    """Like :func:`as_of`; a document about problems that names no day is told so, once."""
    found = as_of(composer)
    if found is None and not _is_gap(composer) and all(f.code != "F142" for f in composer.findings):
        message = f"不知道“{composer.document.kind}”的问题算到哪一天"
        hint = "写“期间: 截至6月30日”这样；或把“日期”写全"
        date_given = composer.document.issue_date
        place = date_given.origin if date_given else composer.document.kind.origin
        composer.error("F142", message, hint, place)
    return found


def _is_gap(composer: Composer) -> bool:
    """Whether the day is still to be filled in, which is told elsewhere."""
    document = composer.document
    if "待填" in (document.period or "") or "待填" in (document.issue_date or ""):
        return True
    missing = composer.kind.missing(composer.workspace, document)
    return any("document.issue_date" in need.paths or "document.period" in need.paths for need in missing)


def issues(composer: Composer) -> tuple[IssueState, ...]:
    """The problems this document is about: those of its 单位, opened by its day, not under 不写."""
    return issues_at(composer, as_of(composer))


def issues_at(composer: Composer, day: date | None) -> tuple[IssueState, ...]:
    """The same problems as they stood on another day."""
    states = issue_states(composer.workspace, day)
    kept = issues_of_units(composer.workspace, states, [str(unit) for unit in _units(composer)])
    return tuple(state for state in kept if not _is_left_out(composer, state))


def _is_left_out(composer: Composer, state: IssueState) -> bool:
    issue = state.issue
    return composer.leaves_out(*(str(name) for name in (issue.code, issue.place, issue.problem) if name))


def open_issues(composer: Composer) -> tuple[IssueState, ...]:
    """Those that are not closed, in written order."""
    return tuple(state for state in issues(composer) if not state.is_closed)


def _units(composer: Composer) -> tuple[SourceText, ...]:
    if NOTICE not in composer.kind.skeleton:
        return composer.document.units
    unit = addressee(composer)
    return (unit,) if unit else ()


# a notice to one unit


def addressee(composer: Composer) -> SourceText | None:
    """The unit that a notice is sent to: 单位, else 主送, else the only one with open problems."""
    if NOTICE not in composer.kind.skeleton:
        return None
    named, responsible = composer.document.units, _responsible(composer)
    sent_to = str(composer.document.main_recipients or "").rstrip("：: ")
    if len(named) == 1 and (str(named[0]) in responsible or not named[0].startswith(COLLECTIVE)):
        return named[0]
    if not named and sent_to in responsible:
        return responsible[sent_to]
    if not named and len(responsible) == 1:
        return next(iter(responsible.values()))
    return None


def _responsible(composer: Composer) -> dict[str, SourceText]:
    """The units with open problems, in order of first mention."""
    states = issue_states(composer.workspace, as_of(composer))
    found: dict[str, SourceText] = {}
    for unit in (unit for state in states if not state.is_closed for unit in state.issue.unit):
        found.setdefault(str(unit), unit)
    return found


def check_addressee(composer: Composer) -> None:
    """A notice without one unit to send it to, or without a problem of that unit, is an error."""
    place, named = composer.document.kind.origin, composer.document.units
    unit = addressee(composer)
    if unit is not None:
        if composer.workspace.issue_ledger and not open_issues(composer):
            day = as_of(composer)
            until = f"到{date_text(day)}，" if day else ""
            message = f"{until}“{unit}”没有未销号的问题，不用发整改通知单"
            hint = "核对“单位”和“日期”；都改好了就删去这份文稿"
            composer.error("F143", message, hint, unit.origin or place)
    elif len(named) > 1:
        message = f"整改通知单一份只发一个单位，这里写了{len(named)}个"
        hint = "分成几份，一份写一个单位"
        composer.error("F141", message, hint, named[0].origin)
    elif responsible := _responsible(composer):
        message = f"未销号的问题涉及{len(responsible)}个单位，不知道通知单发给哪个"
        hint = f"在这份文稿下写“单位: {next(iter(responsible))}”；有：{'、'.join(responsible)}"
        composer.error("F141", message, hint, named[0].origin if named else place)
    elif composer.workspace.issue_ledger:
        hint = "在问题下写“单位: ……”，或在这份文稿下写“单位”"
        composer.error("F141", "未销号的问题都没有写责任单位，不知道通知单发给谁", hint, place)


# sums


def summary(composer: Composer) -> IssueSummaryView:
    """What there is and what became of it, in numbers; a kind about open problems tells of those alone."""
    told_as_of(composer)
    if is_about_issues(composer.kind) and WHOLE.isdisjoint(composer.kind.skeleton):
        return _open_summary(composer)
    return whole_summary(composer)


def is_about_issues(kind: Kind) -> bool:
    """Whether documents of this kind are made of 问题台账."""
    return kind.family is Family.LEDGER and not (WHOLE | _OPEN).isdisjoint(kind.skeleton)


def opens_with_summary(kind: Kind, document: DocumentPlan) -> bool:
    """Whether the introduction tells the sums: not where a section takes 问题整改情况."""
    return is_about_issues(kind) and all(str(leaf) != SUMMARY for leaf in leaves(document.sections))


def _open_summary(composer: Composer) -> IssueSummaryView:
    states = open_issues(composer)
    counts = count_issues(states)
    still_open, late = _number(composer, states), tuple(state for state in states if state.overdue)
    all_late = bool(late) and counts.overdue == counts.open
    return IssueSummaryView(
        as_of=day_text(composer),
        scope=_scope(composer) if NOTICE not in composer.kind.skeleton else None,
        all_closed=not states,
        open=still_open,
        overdue=None if all_late else _number(composer, late),
        all_overdue=all_late,
        single=len(states) == 1,
    )


def whole_summary(composer: Composer) -> IssueSummaryView:
    """All problems opened by the day, with what the period brought where it has a beginning."""
    states = issues(composer)
    counts = count_issues(states)
    closed = tuple(state for state in states if state.is_closed)
    late = tuple(state for state in states if state.overdue)
    all_closed = bool(states) and len(closed) == len(states)
    all_late = bool(late) and counts.overdue == counts.open
    rate = counts.closing_rate
    told_rate = rate is not None and closed and not all_closed
    period, newly_opened, newly_closed = _in_period(composer, states)
    return IssueSummaryView(
        as_of=day_text(composer),
        scope=_scope(composer),
        opened=_number(composer, states),
        closed=None if all_closed else _number(composer, closed),
        all_closed=all_closed,
        closed_late=_number(composer, tuple(state for state in closed if state.closed_late)),
        closing_rate=composer.phrase(percent_text(rate)) if told_rate and rate is not None else None,
        open=_number(composer, tuple(state for state in states if not state.is_closed)),
        overdue=None if all_late else _number(composer, late),
        all_overdue=all_late,
        single=counts.open == 1,
        period=period,
        newly_opened=newly_opened,
        newly_closed=newly_closed,
    )


def _in_period(
    composer: Composer, states: Sequence[IssueState]
) -> tuple[SourceText | None, SourceText | None, SourceText | None]:
    """The period and what was opened and closed in it; nothing where everything was, or nothing."""
    period = composer.period
    if period is None or period.start is None:
        return None, None, None
    fresh = tuple(state for state in states if state.opened and period.contains(state.opened))
    done = tuple(state for state in states if state.closed and period.contains(state.closed))
    if len(fresh) == len(states) or not (fresh or done):
        return None, None, None
    return composer.show(period.label, period), _number(composer, fresh), _number(composer, done)


def overdue_summary(composer: Composer, late: Sequence[IssueState]) -> IssueSummaryView:
    """What a lead sentence needs: the day, and how many are overdue."""
    return IssueSummaryView(as_of=day_text(composer), overdue=_number(composer, late))


def day_text(composer: Composer) -> SourceText | None:
    """The day as of which problems are told; a document says it once, and shows a gap where it is unknown."""
    if _AS_OF in composer.taken:
        return None
    composer.taken.add(_AS_OF)
    day = as_of(composer)
    if day is None:
        return composer.phrase("【待填：截至日期】")
    period = composer.period
    source = period if period and period.end == day else composer.document.issue_date
    return composer.show(date_text(day), source)


def _scope(composer: Composer) -> SourceText | None:
    units = composer.document.units
    return composer.show("、".join(units), *units) if units else None


def _number(composer: Composer, states: Sequence[IssueState]) -> SourceText | None:
    """How many there are, with the rows it is made of; None for none, which prose never counts."""
    return composer.show(counted(composer, states)) if states else None


def counted(composer: Composer, states: Iterable[IssueState]) -> SourceText:
    """The number of ``states`` as a text that knows its rows."""
    states = tuple(states)
    rows = (composer.workspace.where("issue_ledger", state.index) for state in states)
    return SourceText(str(len(states)), rows)


def state_words(state: IssueState) -> str:
    """How far a problem has come: 已销号, 已整改，待复核, 整改中（逾期3天）."""
    words = _STEP[state.stage] if state.issue.moves or state.is_closed else "未销号"
    if state.overdue:
        return f"{words}（逾期{state.days_late}天）"
    return f"逾期{state.days_late}天销号" if state.closed_late else words


_STEP = {
    Stage.OPENED: "待交办",
    Stage.ASSIGNED: "整改中",
    Stage.RECTIFIED: "已整改，待复核",
    Stage.REVIEWED: "已复核，待销号",
    Stage.RETURNED: "退回重新整改",
    Stage.CLOSED: "已销号",
}


def course(state: IssueState) -> SourceText | None:
    """The steps between 立项 and 销号 with their days, and every remark, one day a line; None without any."""
    shown = [move for move in state.moves if move.note or move.stage not in (Stage.OPENED, Stage.CLOSED)]
    days: list[tuple[str, list[str]]] = []
    for move in shown:
        what = f"{move.stage}（{move.note}）" if move.note else str(move.stage)
        day = tidy_day(move.date)
        if days and days[-1][0] == day:
            days[-1][1].append(what)
        else:
            days.append((str(day), [what]))
    text = "\n".join(day + "、".join(whats) for day, whats in days)
    return SourceText(text, origins_of(*(move.date for move in shown))) if shown else None


def tidy_day(text: SourceText) -> SourceText:
    """A date as documents write it, with a year only where one was typed; other texts as they are."""
    try:
        day = parse_date(text)
    except BadDate:
        return text
    return SourceText(str(day), text.origins) if day else text


__all__ = [
    "addressee",
    "as_of",
    "check_addressee",
    "counted",
    "course",
    "day_text",
    "is_about_issues",
    "issues",
    "issues_at",
    "open_issues",
    "opens_with_summary",
    "overdue_summary",
    "state_words",
    "summary",
    "tidy_day",
    "told_as_of",
    "whole_summary",
]
