"""【指标】 with what may follow it behind ·: a period, a unit, what is asked about the figure."""

from __future__ import annotations

from dataclasses import replace

from wenming_docs.facts.analysis import Row
from wenming_docs.facts.model import Rule, Target
from wenming_docs.facts.values import BadValue, Period, Quantity, completion_rate, handling_rate, percent_text
from wenming_docs.facts.values.rates import shortfall, unhandled
from wenming_docs.findings import SourceText, origins_of
from wenming_docs.records import dataclass
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.figures_compared import (
    MOST,
    change_text,
    farthest_unit,
    nothing_recorded,
    other_period,
)
from wenming_docs.words.contexts.hints import UnknownName, did_you_mean
from wenming_docs.words.contexts.scopes import Scope, is_about
from wenming_docs.zh import nearest
from wenming_docs.zh.lazy import lazy_pattern

ASKED = ("目标", "完成率", "办结率", "未办结", "差额", "环比", "同比", *MOST)
"""What may be asked about a figure, once."""
SHIFTS = ("上期", "去年同期")
_LIKE_PERIOD = lazy_pattern("[0-9一二三四五六七八九十上下前全].*[年月日周旬季]|截[至止]")


class TargetReached(UnknownName):
    """【名·差额】 of a target that is reached."""

    code = "F115"


@dataclass(frozen=True, slots=True)
class Question:
    """One 【】 about an indicator; ``named`` says that it names a period, ``shifted`` an earlier one."""

    name: str
    scope: Scope
    asked: str = ""
    named: bool = False
    shifted: bool = False


def indicator(composer: Composer, parts: list[str]) -> SourceText | None:
    """The answer to 【名·……】; None where no indicator is called so."""
    name, suffixes = parts[0], parts[1:]
    book = composer.ledger
    if name not in book.rows_by_name and not any(t.indicator == name for t in composer.workspace.targets):
        if name in composer.typed and not suffixes:
            return composer.typed[name]
        _tell_whole(composer, name)
        return None
    question = _question(composer, name, suffixes)
    if question.asked in ("目标", "完成率", "差额"):
        composer.taken.add("targets")
    if question.asked == "目标":
        target = _target(composer, question)
        if target is None or target.goal is None:
            raise UnknownName(f"“{name}”没有写目标值", f"在“工作目标”里加“指标: {name}”和“目标: ……”")
        return SourceText(str(target.goal), target.goal.origins)
    if question.asked in MOST:
        return farthest_unit(composer, name, question.scope, question.asked)
    return _answer(composer, question, _value(composer, question))


def _tell_whole(composer: Composer, name: str) -> None:
    """A figure that only rows with 含下级 have is in no sum: its author may not know."""
    for row in composer.ledger.wholes:
        for figure in row.result.figures:
            if figure.name == name:
                line = f"（第{figure.name.origin.line}行）" if figure.name.origin else ""
                hint = "这样的总数只用来核对：把各单位的数记上，或删去这一条的“含下级”"
                raise UnknownName(f"“{name}”只记了“含下级”的总数{line}", hint)


def _question(composer: Composer, name: str, suffixes: list[str]) -> Question:
    units = {*map(str, composer.workspace.unit.units()), *composer.ledger.units}
    question = Question(name, Scope(composer.period))
    shifts = []
    for suffix in suffixes:
        if suffix in units:
            scope = replace(question.scope, units=(*question.scope.units, suffix))
            question = replace(question, scope=scope)
        elif suffix == "累计":
            question = replace(question, scope=replace(question.scope, cumulative=True))
        elif suffix in SHIFTS:
            shifts.append(suffix)
        elif suffix in ASKED:
            if question.asked:
                raise UnknownName(f"“{question.asked}”和“{suffix}”不能一起问", "分开写成两个【】")
            question = replace(question, asked=suffix)
        else:
            period = _period(composer, name, suffix, units)
            if question.named:
                raise UnknownName(f"【{'·'.join((name, *suffixes))}】里写了两个期间", "只留一个期间")
            question = replace(question, scope=question.scope.of(period), named=True)
    for shift in shifts:
        moved = other_period(name, question.scope.period, shift)
        question = replace(question, scope=question.scope.of(moved), named=True, shifted=True)
    return question


def _period(composer: Composer, name: str, suffix: str, units: set[str]) -> Period:
    try:
        return composer.workspace.read_period(suffix)
    except BadValue as error:
        if _LIKE_PERIOD.search(suffix):
            raise UnknownName(f"“{name}·{suffix}”：{error.message}", error.hint) from None
    wanted = ["累计", *ASKED, *SHIFTS, *sorted(units)]
    close = nearest(suffix, wanted)
    hint = did_you_mean(suffix, wanted, f"{name}·") if close or len(wanted) <= 8 else _SUFFIXES
    raise UnknownName(f"【{name}·{suffix}】里的“{suffix}”看不懂", hint)


_SUFFIXES = (
    "可以写单位、期间（5月、上半年），或 累计、目标、完成率、差额、办结率、未办结、上期、环比、去年同期、同比"
)


def _target(composer: Composer, question: Question) -> Target | None:
    """The indicator's target; where a unit is asked about and has one of its own, that one."""
    targets = [target for target in composer.workspace.targets if target.indicator == question.name]
    own = [target for target in targets if set(map(str, target.unit)) & set(question.scope.units)]
    return next(iter(own or targets), None)


def _value(composer: Composer, question: Question) -> Quantity:
    """The figure itself; its rows are quoted where it or a share of it is printed as the document's own."""
    name, scope = question.name, question.scope
    book = composer.ledger
    keep = scope.keep(book, name)
    _refuse_namesakes(name, scope, [row for row in book.rows_by_name.get(name, ()) if keep(row)])
    done = book.value(name, keep)
    if done is None and question.shifted and scope.period:
        raise nothing_recorded(name, scope, "")
    if done is None:
        others = [other for other in book.names() if other != name]
        close = nearest(name, [o for o in others if any(map(composer.in_period, book.rows_by_name[o]))])
        hint = f"是不是想写【{close}】；" if close else ""
        when = f"“{scope.period.label}”" if question.named and scope.period else "这个期间"
        raise UnknownName(
            f"“{name}”在{when}没有成果记录", f"{hint}记一条“成果”，或改期间，或直接写【名字：数】"
        )
    if question.asked in ("", "完成率", "办结率") and not question.shifted:
        _mark(composer, question, {row.index for row in book.rows_by_name[name] if keep(row)})
    return done


def _refuse_namesakes(name: str, scope: Scope, rows: list[Row]) -> None:
    """Two units of one name (东门社区 of two streets) are no one unit: their sum would be nobody's figure."""
    for unit in scope.units:
        ways = [row.counted_for[: row.counted_for.index(unit) + 1] for row in rows if unit in row.counted_for]
        found = ["／".join(way) for way in dict.fromkeys(ways)]
        if len(found) > 1:
            above = next(way[0] for way in ways if len(way) > 1)
            message = f"叫“{unit}”的单位不止一个：{'、'.join(found)}"
            raise UnknownName(message, f"前面写上它的上级，例如【{name}·{above}·{unit}】")


def _mark(composer: Composer, question: Question, rows: set[int]) -> None:
    """Rows are quoted where the document's own figure is, or where its parts (一季度, 二季度) are all told.

    A part alone leaves the figure open: the rest of it would read like the whole. What is no sum of
    its parts (平均, 期末数) is told by two of them: from 26分钟 to 19分钟 wants no average behind it.
    """
    name = question.name
    if question.named:
        scope = question.scope
        told = composer.told_in_parts.setdefault(name, set())
        told |= rows
        periods = composer.told_periods.setdefault((name, scope.units), set())
        periods.add(str(scope.period))
        every = [row for row in composer.ledger.rows_by_name[name] if composer.in_period(row)]
        about = {row.index for row in every if all(is_about(row, unit) for unit in scope.units)}
        whole = {row.index for row in every}
        compared = composer.ledger.rules.get(name, Rule.SUM) is not Rule.SUM and len(periods) > 1
        rows = whole if whole <= told else about if compared else set()
    composer.quoted.update((index, name) for index in rows)


def _answer(composer: Composer, question: Question, done: Quantity) -> SourceText:
    match question.asked:
        case "":
            return SourceText(str(done), done.origins)
        case "办结率" | "未办结":
            return _handling(composer, question, done)
        case "环比" | "同比":
            return change_text(composer, question.name, question.scope, question.asked, done)
        case _:
            return _progress(composer, question, done)


def _handling(composer: Composer, question: Question, done: Quantity) -> SourceText:
    if done.unknown:
        return SourceText("【待填】", done.origins)
    rate, left = handling_rate(done), unhandled(done)
    text = (percent_text(rate) if rate is not None else "") if question.asked == "办结率" else str(left or "")
    if not text:
        cause = _without_handled(composer, question)
        hint = f"{'这里' if cause else '成果里'}写成“60件，已办结57件”这样"
        raise UnknownName(f"“{question.name}”算不出{question.asked}{cause}", hint)
    return SourceText(text, done.origins)


_MOST_NAMED = 3


def _without_handled(composer: Composer, question: Question) -> str:
    """Which rows say what came in and not what was settled; "" if all do."""
    keep = question.scope.keep(composer.ledger, question.name)
    rows = [row for row in composer.ledger.rows_by_name.get(question.name, ()) if keep(row)]
    figures = [f for row in rows for f in row.result.figures if f.name == question.name]
    places = [(f.name.origin, f.quantity) for f in figures if f.quantity.handled is None]
    home = composer.document.kind.origin
    named = [f"{place.line_beside(home)}（{value}）" for place, value in places if place]
    rest = f"等{len(named)}处" if len(named) > _MOST_NAMED else ""
    return f"：{'、'.join(named[:_MOST_NAMED])}{rest}没有写办结多少" if named else ""


def _progress(composer: Composer, question: Question, done: Quantity) -> SourceText:
    """完成率 or 差额 against the target."""
    name, asked = question.name, question.asked
    target = _target(composer, question)
    goal = target.goal if target else None
    if goal is None:
        hint = f"在“工作目标”里加“指标: {name}”和“目标: ……”"
        raise UnknownName(f"“{name}”没有写目标值，算不出{asked}", hint)
    if done.unknown or goal.unknown:
        return SourceText("【待填】", origins_of(done, goal))
    rate, missing = completion_rate(done, goal), shortfall(done, goal)
    if asked == "完成率" and rate is not None:
        return SourceText(percent_text(rate), origins_of(done, goal))
    if asked == "完成率" or missing is None or missing.value is None:
        raise UnknownName(
            f"“{name}”算不出{asked}",
            "概数、单位不同的数算不出比例"
            if asked == "完成率"
            else "概数、单位不同的数算不出差额；“不超过”的目标没有差额",
        )
    if missing.value <= 0:
        message = f"“{name}”的目标“{goal}”已经完成（{done}），没有差额"
        raise TargetReached(message, f"改写成完成情况，例如【{name}·完成率】")
    return SourceText(str(missing), origins_of(done, goal))
