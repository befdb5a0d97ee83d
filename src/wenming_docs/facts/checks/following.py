"""Figures of one report after another: what shrinks, what comes too late, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from wenming_docs.facts.analysis import Ledger, Row, ledger, task_tree
from wenming_docs.facts.analysis.asking import in_period
from wenming_docs.facts.analysis.issuing import issued
from wenming_docs.facts.analysis.progress import counted_from
from wenming_docs.facts.analysis.schedule import period_of, schedule
from wenming_docs.facts.analysis.typed import TypedFigure, quoted_names, typed_figures
from wenming_docs.facts.checks.entries import Entry, entries_by_name, rule_of
from wenming_docs.facts.checks.places import line_said, lines_said, noted
from wenming_docs.facts.kinds import find_kind
from wenming_docs.facts.kinds.kind import Family
from wenming_docs.facts.model import DocumentPlan, Rule, Workspace, paragraphs
from wenming_docs.facts.values import BadValue, Period, Quantity
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.zh.dates import date_text
from wenming_docs.zh.lazy import lazy_pattern

_MENDED = lazy_pattern("更正|核减|核实|核销|减少|调整|退出|撤销|清退|注销|迁出|拆除|合并")
"""Words with which an author says that a smaller figure is right."""
_SHRINKS = lazy_pattern("剩余|尚未|未|缺口|在建|待|欠|空置|存量|投诉|不足")
"""Indicators that are meant to fall."""
_MEAN = lazy_pattern("^(?:每|人均|户均|平均)")
REPORTING = (Family.REPORT, Family.SPEECH)


def reports_of(workspace: Workspace) -> list[tuple[DocumentPlan, Period | None]]:
    """The documents that look back, in written order, with their periods."""
    return workspace.kept(_reports)


def _reports(workspace: Workspace) -> list[tuple[DocumentPlan, Period | None]]:
    found = []
    for document in workspace.documents:
        kind = find_kind(str(document.kind))
        if kind and kind.family in REPORTING:
            found.append((document, period_of(workspace, document.period)))
    return found


def called(document: DocumentPlan) -> str:
    """A document as findings name it: 进展汇报（1—6月）."""
    return f"{document.kind}（{document.period}）" if document.period else str(document.kind)


def shrinking_stocks(workspace: Workspace) -> Iterator[Finding]:
    """F094: an indicator of last values, or called 累计, that is smaller than before."""
    for name, entries in entries_by_name(workspace).items():
        cumulative = name.startswith("累计") or name.endswith("累计")
        if _SHRINKS.search(name) or not (cumulative or rule_of(workspace, name) is Rule.LAST):
            continue
        units: dict[str, list[Entry]] = {}
        for entry in sorted(entries, key=lambda e: e.row.end or date.min):
            units.setdefault(str(entry.row.result.unit), []).append(entry)
        for earlier, later in (pair for group in units.values() for pair in pairwise(group)):
            if earlier.row.end == later.row.end or _MENDED.search(str(later.row.result.remark or "")):
                continue
            if _smaller(later.figure.quantity, earlier.figure.quantity):
                here = later.place
                before = f"{line_said(earlier.place, here)}{earlier.when}的“{earlier.figure.quantity}”"
                message = f"“{name}”{later.when}是“{later.figure.quantity}”，比{before}少"
                hint = "核对；确实减少或更正的，在“备注”里写明，如“备注: 更正：上期多计8户”"
                severity = Severity.WARNING if cumulative else Severity.NOTICE
                yield Finding("F094", severity, message, hint, here)


def _smaller(later: Quantity, earlier: Quantity) -> bool:
    """Whether one exact amount is certainly less than another of the same measure."""
    new, old = later.single, earlier.single
    if new is None or old is None or new.value is None or old.value is None or new.approximate:
        return False
    if new.canonical_measure != old.canonical_measure or new.measure.startswith("%"):
        return False
    at_most = old.before in ("近", "将近", "接近", "不足", "不到", "约", "大约") or old.after == "左右"
    return new.value < old.value and not at_most


def shrinking_reports(workspace: Workspace) -> Iterator[Finding]:
    """F094: a figure typed in one report that is smaller in a later one, which covers its period."""
    periods = {id(document): period for document, period in reports_of(workspace)}
    seen: dict[str, list[tuple[Period, TypedFigure]]] = {}
    for typed in typed_figures(workspace):
        period = periods.get(id(typed.document))
        if period is None or _SHRINKS.search(typed.name) or _MEAN.search(typed.quantity.lead + typed.name):
            continue
        for before, earlier in seen.get(typed.name, ()):
            covers = before.within(period) and before.end < period.end
            if covers and _smaller(typed.quantity, earlier.quantity) and not _explained(typed):
                where = f"{called(earlier.document)}{noted(earlier.place, typed.place)}"
                message = f"“{typed.name}”是“{typed.quantity}”，比{where}里的“{earlier.quantity}”还少"
                hint = "核对；确要更正的，在这一段里写明“更正”"
                yield Finding("F094", Severity.WARNING, message, hint, typed.place)
                break
        seen.setdefault(typed.name, []).append((period, typed))


def _explained(typed: TypedFigure) -> bool:
    said = f"【{typed.name}"
    return any(said in text and _MENDED.search(str(text)) for text in paragraphs(typed.document))


def figures_left_behind(workspace: Workspace) -> Iterator[Finding]:
    """F094: a figure typed in one report and quoted in a later one, whose results know only the rest."""
    if workspace.names_lost:
        return  # results may be missing
    book = ledger(workspace, task_tree(workspace))
    reports = [(document, period) for document, period in reports_of(workspace) if period]
    for typed in typed_figures(workspace):
        before = next((period for document, period in reports if document is typed.document), None)
        if before is None or typed.name not in book.rows_by_name or _SHRINKS.search(typed.name):
            continue
        for document, period in reports:
            if period is None or not (before.within(period) and before.end < period.end):
                continue
            place = quoted_names(document).get(typed.name)
            value = _value(book, typed.name, period) if place else None
            if value is None or not _smaller(value, typed.quantity):
                continue
            where = f"{called(typed.document)}{noted(typed.place, place)}"
            message = f"【{typed.name}】算出来是“{value}”，比{where}里写的“{typed.quantity}”还少"
            hint = f"{where}的数也记进“成果”，两处都写【{typed.name}】"
            yield Finding("F094", Severity.WARNING, message, hint, place)
            break


def _value(book: Ledger, name: str, period: Period) -> Quantity | None:
    try:
        return book.value(name, in_period(book, name, period))
    except BadValue:
        return None


def results_after_documents(workspace: Workspace) -> Iterator[Finding]:
    """F095: results that a document counts although they come after its own date."""
    dated = [
        (document, period, day.last)
        for document, period in reports_of(workspace)
        if (day := issued(workspace, document)) and (period or _without_period(document))
    ]
    for row in ledger(workspace, task_tree(workspace)).own if dated else ():
        for document, period, last in dated:
            if row.start and row.start > last and row.falls_in(period):
                when = row.result.date or row.result.period
                message = f"成果的日期“{when}”晚于{called(document)}的日期{date_text(last)}，却会算进去"
                hint = (
                    "核对日期；不该算的，把那份文稿的“期间”写到成文那天为止"
                    if period
                    else "核对日期；不该算的，给那份文稿写上“期间”"
                )
                yield Finding("F095", Severity.WARNING, message, hint, when.origin if when else None)
                break


def _without_period(document: DocumentPlan) -> bool:
    kind = find_kind(str(document.kind))
    return document.period is None and kind is not None and kind.family is Family.REPORT


def results_out_of_time(workspace: Workspace) -> Iterator[Finding]:
    """F095: results outside 创建.年度, or after the last phase: mostly a slip of the year or month."""
    year = workspace.year
    plan = schedule(workspace)
    first, last = plan.start, plan.end
    told = [period for _, period in reports_of(workspace) if period]
    compared = [other for p in told for other in (p.previous(), p.year_before()) if other]
    out: list[Row] = []
    for row in ledger(workspace, task_tree(workspace)).own:
        if row.start is None or row.end is None or any(row.falls_in(period) for period in told):
            continue
        if any(row.falls_in(other) for other in compared if row.result.period or row.end == other.end):
            continue  # to compare with: of a period, or a stock on its last day; any other day is a slip
        in_year = year is None or row.start.year <= year <= row.end.year
        in_phases = first is not None and last is not None and row.start <= last and row.end >= first
        after = last is not None and row.start > last
        if (not in_year and not in_phases) or after:
            out.append(row)
    if out:
        places = [workspace.where("results", row.index) for row in out]
        bounds = f"最后一个阶段到{date_text(last)}" if last else f"年度是{year}年"
        message = f"有成果不在这项工作的时间里（{lines_said(places)}）：{bounds}"
        hint = "核对日期；跨年的写上年份，不是这项工作的移出去"
        yield Finding("F095", Severity.NOTICE, message, hint, places[0])


def results_before_the_plan(workspace: Workspace) -> Iterator[Finding]:
    """F095: last year's figures, kept to compare with, that a report 截至… adds up: it has no beginning."""
    first = counted_from(workspace)
    endless = [(document, p) for document, p in reports_of(workspace) if p and p.start is None]
    if first is None or not endless:
        return
    rows_by_name = ledger(workspace, task_tree(workspace)).rows_by_name
    for document, period in endless:
        early: list[Origin] = []
        for name, rows in rows_by_name.items():
            ends = [row.end for row in rows if row.end and row.falls_in(period)]
            if rule_of(workspace, name) is Rule.LAST or not ends or max(ends) < first:
                continue
            figures = (f for row in rows if row.end and row.end < first for f in row.result.figures)
            early += [f.quantity.text.origin for f in figures if f.name == name and f.quantity.text.origin]
        if early:
            where = lines_said(early, early[0])
            message = f"{called(document)}没有起点，{date_text(first)}以前的数也加进去了（{where}）"
            hint = "只用来比的，把“期间”写成“1—9月”这样；该算的，在“阶段”里写上从哪天开始"
            yield Finding("F095", Severity.WARNING, message, hint, early[0])


def results_between_reports(workspace: Workspace) -> Iterator[Finding]:
    """F052: results of days between two reports of a sort, which no document's period reaches."""
    told = [p for document in workspace.documents if (p := period_of(workspace, document.period))]
    periods = [period for _, period in reports_of(workspace) if period and period.start]
    holes: list[tuple[date, date]] = []
    for brief in (True, False):
        ends = sorted((p.start, p.end) for p in periods if p.start and (p.end - p.start < _BRIEF) is brief)
        holes += [(end, start) for (_, end), (start, _) in pairwise(ends)]
    promised = {str(target.indicator) for target in workspace.targets if target.indicator}
    lost = []
    for row in ledger(workspace, task_tree(workspace)).own if holes else ():
        start, end = row.start, row.end
        if start is None or end is None or {str(f.name) for f in row.result.figures} & promised:
            continue
        in_hole = any(before < start and end < after for before, after in holes)
        if in_hole and not any((p.start or date.min) <= end and start <= p.end for p in told):
            lost.append(workspace.where("results", row.index))
    if lost:
        message = f"有成果落在两份汇报中间（{lines_said(lost)}），没有一份文稿的期间包括它"
        hint = "改文稿的“期间”，前后接上；或给那一段加一份汇报"
        yield Finding("F052", Severity.NOTICE, message, hint, lost[0])


_BRIEF = timedelta(days=20)


def reports_without_latest_results(workspace: Workspace) -> Iterator[Finding]:
    """F113: a report whose last results lie long before the end of its period."""
    if workspace.names_lost:
        return  # results may be missing
    ends = [row.end for row in ledger(workspace, task_tree(workspace)).rows if row.end and row.result.figures]
    for document, period in reports_of(workspace) if ends else ():
        day = issued(workspace, document)
        if period is None or period.start is None or day is None:
            continue
        inside = [end for end in ends if period.start <= end <= period.end]
        until = min(period.end, day.first)
        if inside and period.end - period.start >= _LONG and until - max(inside) > _STALE:
            message = f"{called(document)}的数只记到{date_text(max(inside))}，离{date_text(until)}还差一段"
            hint = "把后来的成果补上；没有新的，就把“期间”写到记数那天"
            yield Finding("F113", Severity.NOTICE, message, hint, document.kind.origin)


_LONG = timedelta(days=80)
_STALE = timedelta(days=45)
