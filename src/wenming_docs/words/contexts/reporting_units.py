"""What a document's totals lack of the units below it: said once for each document."""

from __future__ import annotations

from datetime import date

from wenming_docs.facts.analysis import Row
from wenming_docs.facts.analysis.issuing import issued
from wenming_docs.facts.analysis.rollup import lacking_said, refuses_absence
from wenming_docs.facts.analysis.standings import Standing, lacking, standings, sticking_rows
from wenming_docs.facts.values import Period
from wenming_docs.findings import Finding, Severity
from wenming_docs.reads import note_today
from wenming_docs.words.contexts.composer import Composer

_NAMED = 4


def tell_lacking(composer: Composer) -> None:
    """F118, F121, F122: units whose figures of the period are not all in the totals of this document.

    Silent without a period and where no unit below has a file; 综合情况 asks for itself.
    """
    if composer.period is None or not composer.tells_results:
        return
    if not composer.workspace.subordinates:
        _tell_own_sticking(composer, composer.period)
        return
    dated = issued(composer.workspace, composer.document)
    if dated is None:
        note_today()
    as_of = dated.last if dated else composer.today
    units = standings(composer.workspace, composer.period, as_of)
    tell(composer, units)
    if dated:
        _tell_reported_later(composer, units, dated.last)


def _tell_reported_later(composer: Composer, units: tuple[Standing, ...], day: date) -> None:
    """F118: a document that holds figures which nobody had on the day that it bears."""
    later: dict[str, date] = {}
    for unit in (each for top in units for each in top.all() if each.counted):
        days = [report.on for report in unit.reports if report.on and report.on > day]
        if days:
            later[unit.name] = max(days)
    if not later:
        return
    said = [f"{name}（{_day(on)}报）" for name, on in list(later.items())[:_NAMED]]
    rest = f"等{len(later)}个单位" if len(later) > _NAMED else ""
    message = f"文稿日期是{_day(day)}，却算进了这天以后才报的数：{'、'.join(said)}{rest}"
    hint = f"文稿日期改到{_day(max(later.values()))}或以后；要留当时的数，就用当时出的那份，不再重出"
    date_typed = composer.document.issue_date
    composer.warn("F118", message, hint, date_typed.origin if date_typed else composer.where())


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def tell(composer: Composer, units: tuple[Standing, ...]) -> None:
    """F121 and F122 for these units, at the place of the document's period."""
    place = composer.document.period.origin if composer.document.period else None
    place = place or composer.document.kind.origin or composer.where()
    if short := lacking(units):
        refused = refuses_absence(composer.workspace)
        severity = Severity.ERROR if refused else Severity.WARNING
        hint = (
            "催报；“汇总”里写了“缺报: 不出”，报齐了才出"
            if refused
            else "催报；那时还没开展工作的，在它的“上报”里也写一行；不该报的，从“下级”里去掉"
        )
        message = f"{composer.period}的数不齐：{lacking_said(short)}"
        composer.findings.append(Finding("F121", severity, message, hint, place))
    for unit in units:
        _tell_sticking(composer, f"“{unit.name}”的", unit.sticking, "请它按期间分开报")
    if composer.period is not None:
        _tell_own_sticking(composer, composer.period)


def _tell_own_sticking(composer: Composer, period: Period) -> None:
    rows = sticking_rows(composer.workspace, period)
    for unit in dict.fromkeys(row.unit for row in rows):
        own = tuple(row for row in rows if row.unit == unit)
        _tell_sticking(composer, f"“{unit}”的" if unit else "", own, "按期间分开记，一段一条")


def _tell_sticking(composer: Composer, whose: str, rows: tuple[Row, ...], hint: str) -> None:
    if not rows:
        return
    names = "、".join(dict.fromkeys(str(f.name) for row in rows for f in row.result.figures))
    spans = "、".join(dict.fromkeys(str(row.result.period or row.result.date) for row in rows))
    message = f"{whose}“{names}”期间是{spans}，一半在{composer.period}外面，没有加进来"
    composer.warn("F122", message, hint, rows[0].result.figures[0].quantity.text.origin)
