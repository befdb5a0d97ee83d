"""图: the chart of a section, and the one that a half-year's report shows of itself.

What is drawn are the figures of the text; nothing is counted as told because a chart shows it.

It is long because each way to ask for figures has its own reason why they cannot be drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from wenming_docs.blocks import Chart, ChartKind, inlines
from wenming_docs.facts.analysis import Unaddable
from wenming_docs.facts.analysis.issuing import issued, told_until
from wenming_docs.facts.analysis.progress import TargetProgress, measured_targets, target_progress
from wenming_docs.facts.model import ChartBy, ChartFacts, ChartForm, Section
from wenming_docs.facts.values import PeriodKind
from wenming_docs.findings import Origin, SourceText
from wenming_docs.records import dataclass
from wenming_docs.words.contexts.chart_data import (
    CannotDraw,
    Drawn,
    Figures,
    by_indicator,
    by_time,
    by_unit,
    drawn,
    goals_beside,
    periods_of,
    rates_drawn,
    strays,
)
from wenming_docs.words.contexts.chart_issues import issues_drawn
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.figures import resolve
from wenming_docs.words.contexts.views import PartView
from wenming_docs.zh import em_width, nearest

ISSUES, TARGETS = "问题", "目标完成情况"
_ISSUES = (ISSUES, "问题台账", "问题整改情况", "分单位问题")
_TARGETS = (TARGETS, "目标完成情况表", "目标", "工作目标")
CHARTS = ("图表", "图")
"""How 不写 calls the charts that the program draws of itself."""
SUMMARY, TELLS = "工作总结", ("工作总结", "进展汇报", "综合情况")
LEAST, MOST = 3, 12
"""Of so many targets a chart shows more than a sentence, and each can still be read."""
_MANY, _LONG = 8, 6
"""From so many units, or names so long, bars lie."""
_SLICES, _SLIVER = 7, Decimal("0.03")
"""More slices of a pie, or several so small, have no room for their names (page.word.chart_size)."""
_CAPTION, _NAMED = 26, 3
"""Signs of a caption that fit into one line; indicators that it names."""
_FEW = 2
_HALF_A_YEAR = 180  # days

Parts = tuple[PartView, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an author wants drawn: the names, in which form (None: as suits them), by what."""

    names: tuple[SourceText, ...]
    form: ChartForm | None
    by: ChartBy | None
    place: Origin | None


def chart_part(composer: Composer, facts: ChartFacts | None) -> Parts:
    """The chart that a section asks for; () where there is nothing to draw, which is a finding."""
    if facts is None:
        return ()
    asked = _asked(composer, facts)
    try:
        made, by, usual = _made(composer, asked)
        if not made.known:
            raise CannotDraw("F193", "这个图没有数可画，不印", "这段时间有了数就会画；不要这个图，就删去“图”")
        kind = ChartKind((asked.form or _form(made, by)).value)
        _refuse_pie(kind, made)
    except CannotDraw as error:
        tell = composer.warn if error.code == "F193" else composer.error
        tell(error.code, error.message, error.hint, asked.place)
        return ()
    except Unaddable as error:
        composer.error("F022", f"图里的数加不起来：{error.message}", error.hint, error.origin)
        return ()
    if made.known < _FEW:
        message = f"图里只有“{made.categories[0].text}”一项，看不出什么"
        composer.warn("F195", message, "换个“按”（月、季度、单位），或不画图，只用文字说", asked.place)
    _advise(composer, kind, made, asked)
    composer.require(facts.caption)
    return _part(made, kind, resolve(composer, facts.caption) if facts.caption else SourceText(usual))


def _part(made: Drawn, kind: ChartKind, caption: SourceText) -> Parts:
    chart = Chart(kind, made.categories, made.series, inlines(caption), made.measure)
    return (PartView("块", (chart,)),)


def _asked(composer: Composer, facts: ChartFacts) -> Asked:
    """The request; ``图: 对比图`` names the form where names are usual."""
    place = facts.take[0].origin if facts.take else None
    forms = [ChartForm(str(name)) for name in facts.take if str(name) in set(ChartForm)]
    names = tuple({str(name): name for name in facts.take if str(name) not in set(ChartForm)}.values())
    form = facts.form or (forms[0] if forms else None)
    if not names and form is ChartForm.TARGETS:
        names = (SourceText(TARGETS),)
    return Asked(names, form, facts.by, place or _where(composer, facts))


def _where(composer: Composer, facts: ChartFacts) -> Origin:
    """The line of a chart that has no name of its own."""
    for index, section in enumerate(composer.document.sections):
        if found := _loc(section, facts, ("sections", index)):
            return composer.where(*found)
    return composer.where()


def _loc(section: Section, facts: ChartFacts, at: tuple[str | int, ...]) -> tuple[str | int, ...] | None:
    if section.chart is facts:
        return (*at, "chart")
    for index, below in enumerate(section.sections):
        if found := _loc(below, facts, (*at, "sections", index)):
            return found
    return None


def _made(composer: Composer, asked: Asked) -> tuple[Drawn, ChartBy | None, str]:
    """What to draw, what stands beside each other in it, and its usual caption."""
    said = [str(name) for name in asked.names]
    if not said:
        hint = "写“取: 指标的名称”，或“取: 目标完成情况”“取: 问题”"
        raise CannotDraw("F197", "没有写图里画哪些数", hint)
    mixed = [name for name in said if name in (*_ISSUES, *_TARGETS)]
    if mixed and len(said) > 1:
        raise CannotDraw("F197", f"“{mixed[0]}”要单独画一个图", "别的指标另写一节，各画一个")
    if mixed and mixed[0] in _TARGETS:
        return _targets(composer), None, "主要目标完成情况"
    if mixed:
        made, by = issues_drawn(composer, asked.by)
        return made, by, f"{_spoken(composer)}问题整改情况"
    for name in asked.names:
        _known(composer, name)
    if asked.form is ChartForm.TARGETS:
        return _goals(composer, asked), None, _caption("", said, "完成情况")
    by = asked.by or _usual(composer, asked)
    figures = _figures(composer, asked, by)
    head = {ChartBy.UNIT: "各单位", ChartBy.MONTH: "各月", ChartBy.QUARTER: "各季度"}.get(by, "")
    return drawn(figures), by, _caption(f"{_spoken(composer)}{head}", said, "情况")


def _caption(head: str, names: list[str], tail: str) -> str:
    """As many names, three at the most, as fit into a line, the first at the least; 等 for the others."""
    for count in range(min(len(names), _NAMED), 0, -1):
        others = "等" if count < len(names) else ""
        caption = f"{head}{'、'.join(names[:count])}{others}{tail}"
        if em_width(caption) <= _CAPTION:
            return caption
    return caption


def _spoken(composer: Composer) -> str:
    """上半年; nothing for a report of all time so far."""
    period = composer.period
    return period.spoken if period and period.kind is not PeriodKind.AS_OF else ""


def _known(composer: Composer, name: SourceText) -> None:
    """Raise CannotDraw for what is no indicator."""
    known = [*composer.ledger.names(), *(str(t.indicator) for _, t in measured_targets(composer.workspace))]
    if str(name) not in known:
        close = nearest(str(name), [*known, TARGETS, ISSUES])
        usual = "写“成果”里“数据”的名称，或“目标完成情况”“问题”"
        hint = f"是不是想写“{close}”" if close else usual
        raise CannotDraw("F197", f"图里的“{name}”不是指标，没有数可画", hint)


def _figures(composer: Composer, asked: Asked, by: ChartBy) -> Figures:
    if by is ChartBy.UNIT:
        return by_unit(composer, asked.names)
    if by is ChartBy.INDICATOR:
        return by_indicator(composer, asked.names)
    return by_time(composer, asked.names, periods_of(composer, by))


def _usual(composer: Composer, asked: Asked) -> ChartBy:
    """Months where every figure lies in one, else units where there are several, else the indicators."""
    names = [str(name) for name in asked.names]
    if asked.form is ChartForm.PIE and len(names) > 1:
        return ChartBy.INDICATOR
    months = periods_of(composer, ChartBy.MONTH) if composer.period else ()
    placed = len(months) > 1 and not any(True for name in names for _ in strays(composer, name, months))
    if placed:
        return ChartBy.MONTH
    rows = [row for name in names for row in composer.ledger.rows_by_name.get(name, ())]
    if len({row.unit for row in rows if composer.in_period(row)}) > 1:
        return ChartBy.UNIT
    return ChartBy.INDICATOR if len(names) > 1 else ChartBy.MONTH


def _form(made: Drawn, by: ChartBy | None) -> ChartForm:
    """The form that suits: lines for many courses of time, bars that lie for many or long names."""
    if by is None:
        return ChartForm.TARGETS
    if by in (ChartBy.MONTH, ChartBy.QUARTER):
        return ChartForm.LINE if len(made.series) > _FEW else ChartForm.COLUMN
    long = any(len(category.text) > _LONG for category in made.categories)
    return ChartForm.BAR if long or len(made.categories) > _MANY else ChartForm.COLUMN


def _refuse_pie(kind: ChartKind, made: Drawn) -> None:
    if kind is not ChartKind.PIE:
        return
    if len(made.series) > 1:
        raise CannotDraw("F197", "饼图只能画一组数", "只取一个指标，或写“按: 指标”；几组数用柱形图")
    if any(point.value is not None and point.value < 0 for point in made.series[0].points):
        raise CannotDraw("F197", "饼图里不能有负数", "改用柱形图")


def _advise(composer: Composer, kind: ChartKind, made: Drawn, asked: Asked) -> None:
    """Warn of a form, chosen by the author, in which names or slices lie on each other."""
    hint = "改成“式: 条形图”，或不写“式”由程序选"
    if kind is ChartKind.PIE:
        if faults := _pie_faults(made):
            composer.warn("F188", f"饼图里{'，'.join(faults)}，看不清", "改成“式: 条形图”", asked.place)
    elif asked.form in (ChartForm.COLUMN, ChartForm.LINE) and len(made.categories) > _MANY:
        long = sum(len(category.text) > _LONG for category in made.categories)
        if long:
            message = (
                f"{kind.value}下面要排{len(made.categories)}个名称，其中{long}个超过{_LONG}个字，挤得看不清"
            )
            composer.warn("F189", message, hint, asked.place)


def _pie_faults(made: Drawn) -> list[str]:
    """What a pie cannot show: many slices, none at all, slivers."""
    values = [point.value for point in made.series[0].points if point.value is not None]
    whole = sum(values)
    slivers = sum(0 < value < whole * _SLIVER for value in values)
    return [
        *([f"有{len(values)}块，超过{_SLICES}块"] if len(values) > _SLICES else []),
        *([f"{values.count(Decimal(0))}块是0"] if Decimal(0) in values else []),
        *([f"{slivers}块不到3%"] if slivers > 1 else []),
    ]


# targets


def _progress(composer: Composer) -> tuple[TargetProgress, ...]:
    dated = issued(composer.workspace, composer.document)
    as_of = told_until(dated, composer.period) if composer.period else dated.last if dated else None
    if as_of is None:
        hint = "给这份文稿写上“期间: 1—6月”，没有期间的写上“日期”"
        raise CannotDraw("F197", "目标完成情况不知道算到哪一天", hint)
    found = target_progress(composer.workspace, as_of)
    return tuple(target for target in found if not composer.leaves_out(str(target.name)))


def _targets(composer: Composer) -> Drawn:
    return rates_drawn(_progress(composer))


def _goals(composer: Composer, asked: Asked) -> Drawn:
    """Goal and total to date of the named indicators, in their own measure."""
    wanted = {str(name) for name in asked.names}
    found = [target for target in _progress(composer) if str(target.name) in wanted]
    without = [name for name in asked.names if str(name) not in {str(target.name) for target in found}]
    if without:
        hint = f"在“工作目标”里加“指标: {without[0]}”和“目标: ……”，或换一种图"
        raise CannotDraw("F197", f"“{without[0]}”没有写目标值，画不成对比图", hint)
    return drawn(goals_beside(found))


def targets_chart(composer: Composer, found: Sequence[TargetProgress]) -> Parts:
    """The rates of a half-year's or a year's targets as a chart, where it shows more than their table.

    () in other documents, where a section already draws them, where 不写 says 图表, and where all
    targets stand alike.
    """
    if composer.kind.name not in TELLS or not _is_long(composer) or composer.leaves_out(*CHARTS):
        return ()
    if any(_draws_targets(section) for section in composer.document.sections):
        return ()
    made = rates_drawn(found)
    rates = {point.value for point in made.series[-1].points}
    if not LEAST <= len(made.categories) <= MOST or len(rates) < _FEW or not rates - {Decimal(100)}:
        return ()
    return _part(made, ChartKind.TARGETS, SourceText(f"{_spoken(composer)}主要目标完成情况"))


def _is_long(composer: Composer) -> bool:
    """A half or whole year; of a summary also what is as long, such as 1—10月."""
    period = composer.period
    if period is None or period.start is None:
        return False
    if period.kind in (PeriodKind.HALF, PeriodKind.YEAR):
        return True
    return composer.kind.name == SUMMARY and (period.end - period.start).days >= _HALF_A_YEAR


def _draws_targets(section: Section) -> bool:
    chart = section.chart
    own = chart is not None and (
        chart.form is ChartForm.TARGETS
        or any(str(name) in (*_TARGETS, ChartForm.TARGETS.value) for name in chart.take)
    )
    return own or any(_draws_targets(below) for below in section.sections)


__all__ = ["chart_part", "targets_chart"]
