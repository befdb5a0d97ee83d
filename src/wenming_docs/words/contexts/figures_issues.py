"""【问题·个数】 and its like: what 问题台账 adds up to, in prose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from wenming_docs.facts.analysis.issues import COLLECTIVE, IssueState, count_issues, issues_of_units
from wenming_docs.facts.values import BadValue, Period, percent_text
from wenming_docs.findings import SourceText
from wenming_docs.records import dataclass
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.hints import UnknownName, did_you_mean
from wenming_docs.words.contexts.issue_parts import as_of, counted, issues_at
from wenming_docs.zh import date_text
from wenming_docs.zh.lazy import lazy_pattern

ASKED = ("个数", "销号数", "未销号数", "逾期数", "办结率", "按期办结率")
_LIKE_PERIOD = lazy_pattern("[0-9一二三四五六七八九十上下前全].*[年月日周旬季]|截[至止]|[上下]半年")


@dataclass(frozen=True, slots=True)
class _Question:
    """One 【问题·……】, ``name`` as it was written; ``unit`` "" is all of them."""

    name: str
    asked: str
    unit: str = ""
    period: Period | None = None


def issue_figure(composer: Composer, parts: list[str]) -> SourceText | None:
    """【问题·个数】, 【问题·东门社区·办结率】: a count or a rate as of this document's day.

    With a period (【问题·6月·销号数】) 个数 and 销号数 are those opened and closed in it, the others are
    as of its end. None for other names. Raises UnknownName for a part that is none of these, without
    a day, for a period still to come, and for a rate of nothing.
    """
    if parts[0] != "问题" or len(parts) < 2:
        return None
    question = _question(composer, parts)
    day = _day(composer, question)
    units = [question.unit] if question.unit else []
    states = issues_of_units(composer.workspace, issues_at(composer, day), units)
    return (
        _rate(composer, question, states)
        if question.asked.endswith("率")
        else _count(composer, question, states)
    )


def _question(composer: Composer, parts: list[str]) -> _Question:
    name, rest = "·".join(parts), parts[1:]
    asked = [part for part in rest if part in ASKED]
    if not asked:
        hint = did_you_mean(rest[-1], list(ASKED), "·".join([*parts[:-1], ""]))
        raise UnknownName(f"【{name}】里的“{rest[-1]}”看不懂", hint)
    question, known = _Question(name, asked[0]), _units(composer)
    for part in (part for part in rest if part != question.asked):
        is_unit = part in known
        period = None if is_unit or part in ASKED else _period(composer, name, part, known)
        if part in ASKED or (question.unit if is_unit else question.period):
            raise UnknownName(f"【{name}】问了不止一样", "分开写成两个【】，一个里只写一个单位、一个期间")
        question = replace(question, unit=part) if is_unit else replace(question, period=period)
    return question


def _units(composer: Composer) -> set[str]:
    """What a unit may be called: those declared, those with problems, a sort of them (各社区)."""
    own = composer.workspace.unit
    sorts = [str(g.sort) for g in (*own.departments, *own.subordinates, *own.others) if g.sort]
    with_problems = (unit for issue in composer.workspace.issue_ledger for unit in issue.unit)
    return {*map(str, own.units()), *map(str, with_problems), *sorts, *(COLLECTIVE + sort for sort in sorts)}


def _period(composer: Composer, name: str, part: str, known: set[str]) -> Period:
    try:
        return composer.workspace.read_period(part)
    except BadValue as error:
        if _LIKE_PERIOD.search(part):
            raise UnknownName(f"【{name}】：{error.message}", error.hint) from None
    close = did_you_mean(part, sorted(known), "问题·")
    hint = (
        close.replace("】", "·……】")
        if close.startswith("是不是")
        else "这里写单位的名称，或期间（6月、上半年）"
    )
    raise UnknownName(f"【{name}】里的“{part}”不是单位，也不是期间", hint)


def _day(composer: Composer, question: _Question) -> date:
    """As of when: the document's day, or the end of the period asked about if that is earlier."""
    own, period = as_of(composer), question.period
    if period is None:
        if own is None:
            hint = "写“期间: 截至6月30日”这样；或把“日期”写全"
            raise UnknownName(f"不知道【{question.name}】算到哪一天", hint)
        return own
    if own is not None and (period.start or period.end) > own:
        message = f"【{question.name}】：这份文稿算到{date_text(own)}，“{period.label}”还没有到"
        raise UnknownName(message, "改期间，或改这份文稿的“期间”“日期”")
    return min(period.end, own) if own else period.end


def _count(composer: Composer, question: _Question, states: Sequence[IssueState]) -> SourceText:
    match question.asked:
        case "个数":
            kept = _in_period(question, states, [state.opened for state in states], "发现日期")
        case "销号数":
            closed = [state for state in states if state.is_closed]
            kept = _in_period(question, closed, [state.closed for state in closed], "销号日期")
        case "未销号数":
            kept = [state for state in states if not state.is_closed]
        case _:
            kept = [state for state in states if state.overdue]
    return counted(composer, kept)


def _in_period(
    question: _Question, states: Sequence[IssueState], days: Sequence[date | None], what: str
) -> list[IssueState]:
    """Those of ``states`` whose day lies in the period asked about; a day nobody wrote lies nowhere."""
    period = question.period
    if period is None:
        return list(states)
    if unknown := days.count(None):
        message = f"【{question.name}】算不出来：有{unknown}个问题没有写{what}"
        raise UnknownName(message, f"在问题台账里补上{what}")
    return [state for state, day in zip(states, days, strict=True) if day and period.contains(day)]


def _rate(composer: Composer, question: _Question, states: Sequence[IssueState]) -> SourceText:
    counts = count_issues(states)
    rate = counts.closing_rate if question.asked == "办结率" else counts.on_time_rate
    if rate is None:
        cause = "还没有立项的问题" if question.asked == "办结率" else "没有写了时限又到期的问题"
        raise UnknownName(f"【{question.name}】算不出来：{cause}", "这一句先不写")
    return SourceText(percent_text(rate), counted(composer, states).origins)
