"""Figures beside each other: the period before, last year, the units among themselves."""

from __future__ import annotations

from wenming_docs.facts.analysis.comparison import change
from wenming_docs.facts.analysis.conflicts import units_said
from wenming_docs.facts.analysis.likeness import unlike_units
from wenming_docs.facts.values import BadValue, Period, Quantity
from wenming_docs.findings import Finding, Severity, SourceText, origins_of
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.hints import UnknownName
from wenming_docs.words.contexts.scopes import Keep, Scope, in_period

MOST = ("最多的单位", "最少的单位")
OTHER_PERIOD = {"环比": "上期", "同比": "去年同期"}


class NothingToCompare(UnknownName):
    """There is no such period, or the results have nothing of it."""

    code = "F114"


class NotComparable(UnknownName):
    """The figures are there, but nothing follows from them."""

    code = "F116"


def other_period(name: str, period: Period | None, which: str) -> Period:
    """上期 or 去年同期 of ``period``; NothingToCompare where there is none."""
    if period is None:
        hint = f"给这份文稿写上“期间”，或在【】里写明期间，例如【{name}·5月·{which}】"
        raise NothingToCompare(f"这份文稿没有写“期间”，说不出{which}是哪一段", hint)
    found = period.previous() if which == "上期" else period.year_before()
    if found is None:
        other = "；要和去年比，写“去年同期”“同比”" if which == "上期" and period.year_before() else ""
        hint = f"直接写要比的期间，例如【{name}·上半年】{other}"
        raise NothingToCompare(f"“{period.label}”没有{which}", hint)
    return found


def nothing_recorded(name: str, scope: Scope, asked: str) -> NothingToCompare:
    """The error for an earlier period of which the results know nothing; ``asked`` is what needs it."""
    label = scope.period.label if scope.period else ""
    about = "".join(f"{unit}的" for unit in scope.units)
    message = f"成果里没有{about}“{name}”{label}的数" + (f"，算不出{asked}" if asked else "")
    return NothingToCompare(message, f"补记{label}的成果（数据: {name}），或删去这个【】")


def change_text(composer: Composer, name: str, scope: Scope, asked: str, done: Quantity) -> SourceText:
    """环比 or 同比 of ``done``: 增长12.5%."""
    other = other_period(name, scope.period, OTHER_PERIOD[asked])
    now = scope.period.label if scope.period else ""
    if scope.cumulative and scope.period and asked == "环比" and other.end.year != scope.period.end.year:
        hint = f"跨年的累计不好比：写【{name}·环比】或【{name}·累计·同比】"
        raise NothingToCompare(f"“{now}”的累计从年初算起，上期的累计是上一年的", hint)
    before = composer.ledger.value(name, scope.of(other).keep(composer.ledger, name))
    if before is None:
        raise nothing_recorded(name, scope.of(other), asked)
    if done.unknown or before.unknown:
        return SourceText("【待填】", origins_of(done, before))
    found = change(done, before)
    if found is None:
        message = f"“{name}”{now}是“{done}”，{other.label}是“{before}”，算不出{asked}"
        hint = "概数改成确数，计量单位写成一样；基数是零的，直接写两个数"
        raise NotComparable(message, hint)
    tell_unlike(composer, name, asked, scope, scope.of(other))
    return SourceText(str(found), origins_of(done, before))


def tell_unlike(composer: Composer, name: str, asked: str, now: Scope, before: Scope) -> None:
    """F117: the figure of one period lacks units that the other has; said once of a document."""
    if now.period is None or before.period is None:
        return
    book = composer.ledger
    sides = ((now.period, now.keep(book, name)), (before.period, before.keep(book, name)))
    missing = unlike_units(composer.workspace, book, name, *sides)
    said = [
        f"{side[0].label}缺{units_said(units)}" for side, units in zip(sides, missing, strict=True) if units
    ]
    if not said:
        return
    what = f"{now.period.label}和{before.period.label}报数的单位不一样（{'；'.join(said)}）"
    message = f"“{name}”的{asked}不好比：{what}"
    hint = "催报后重出；报不来的，改写这句话，或只比都报了的单位"
    place = composer.document.period.origin if composer.document.period else composer.where()
    finding = Finding("F117", Severity.WARNING, message, hint, place)
    if finding not in composer.findings:
        composer.findings.append(finding)


def farthest_unit(composer: Composer, name: str, scope: Scope, asked: str) -> SourceText:
    """The unit with the most or the least; several where they are level."""
    keep = scope.keep(composer.ledger, name)
    values = {unit: book.value(name, keep) for unit, book in composer.ledger.by_unit.items() if unit}
    found = {unit: quantity for unit, quantity in values.items() if quantity}
    if len(found) < 2:
        raise NothingToCompare(f"“{name}”只有{len(found)}个单位的数，说不出{asked}", "在成果里写明“单位”")
    if any(quantity.unknown for quantity in found.values()):
        return SourceText("【待填】", origins_of(*found.values()))
    amounts = {unit: quantity.single for unit, quantity in found.items()}
    exact = [a for a in amounts.values() if a and a.value is not None and not a.approximate]
    if len(exact) < len(found) or len({amount.canonical_measure for amount in exact}) > 1:
        raise NotComparable(f"“{name}”各单位的数比不出{asked}", "概数改成确数，计量单位写成一样")
    sizes = [amount.value for amount in exact if amount.value is not None]
    wanted = max(sizes) if asked == MOST[0] else min(sizes)
    if len(set(sizes)) == 1:
        raise NotComparable(f"“{name}”各单位一样多，没有{asked}", "改写这句话")
    names = [unit for unit, amount in amounts.items() if amount and amount.value == wanted]
    return SourceText("、".join(names), origins_of(*(found[unit] for unit in names)))


def known_before(composer: Composer, name: str, keep: Keep, which: str) -> Quantity | None:
    """The figure of 上期 or 去年同期 over the rows that ``keep`` accepts, for a table; None without one."""
    try:
        before = in_period(composer.ledger, name, other_period(name, composer.period, which))
        return composer.ledger.value(name, lambda row: before(row) and keep(row))
    except (NothingToCompare, BadValue):
        return None
