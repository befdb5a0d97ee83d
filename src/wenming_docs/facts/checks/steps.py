"""下一步: with a time, in time, and accounted for in the next report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from wenming_docs.facts.analysis import ledger, task_tree
from wenming_docs.facts.analysis.issuing import issued
from wenming_docs.facts.checks.following import REPORTING, called, reports_of
from wenming_docs.facts.checks.places import noted
from wenming_docs.facts.kinds import find_kind
from wenming_docs.facts.kinds.kind import Family
from wenming_docs.facts.model import DocumentPlan, NextStep, Workspace, paragraphs
from wenming_docs.facts.values import Period, PeriodKind
from wenming_docs.findings import Finding, Origin, Severity, SourceText
from wenming_docs.zh import nearest, strip_closing
from wenming_docs.zh.dates import date_text
from wenming_docs.zh.lazy import lazy_pattern


def late_next_steps(workspace: Workspace) -> Iterator[Finding]:
    """F103: next steps that are due before the report itself is dated, or within its period."""
    for document, period in reports_of(workspace):
        day = issued(workspace, document)
        ends = [(period.end, "期末")] if period else []
        ends += [(day.first, "日期")] if day else []
        for step in document.next_steps if ends else ():
            last, what = max(ends, key=lambda end: end[0])
            for entry in step.deadline.entries if step.deadline else ():
                due = entry.due(workspace.year)
                if due is None or due > last:
                    continue
                whose = f"“{step.aspect}”" if step.aspect else "下一步"
                message = f"{whose}的时限“{entry.text}”不晚于{called(document)}的{what}{date_text(last)}"
                hint = f"改成以后的日子；明年的写上年份，如“{last.year + 1}年{due.month}月底前”"
                yield Finding("F103", Severity.WARNING, message, hint, _place(step.deadline))


def _place(value: object) -> Origin | None:
    origins = getattr(value, "origins", ())
    return origins[0] if origins else None


_TIMED = lazy_pattern(
    "长期|常年|常态|持续|坚持|每[天日周月季年半两]|[0-9一二三四五六七八九十]+月|[0-9]+日|年[底末内]"
    "|季度|半年|节前|明年|来年|下[周月]|本[周月]|旬|待填"
)


def timeless_next_steps(workspace: Workspace) -> Iterator[Finding]:
    """F105: next steps without a deadline that are no lasting duty either."""
    for index, document in enumerate(workspace.documents):
        kind = find_kind(str(document.kind))
        if kind is None or kind.family not in REPORTING:
            continue
        for number, step in enumerate(document.next_steps):
            said = f"{step.aspect or ''}{step.matters}"
            if step.deadline or _TIMED.search(said) or _unreadable(workspace, index, number):
                continue
            what = f"“{step.aspect}”" if step.aspect else f"“{str(step.matters)[:12]}”"
            hint = "加一行“时限: 9月底前”；没有终点的写“时限: 长期坚持”"
            place = _place(step.aspect) or _place(step.matters)
            yield Finding("F105", Severity.NOTICE, f"下一步{what}没有时限", hint, place)


def _unreadable(workspace: Workspace, document: int, step: int) -> bool:
    """Whether a deadline is written, but wrong: that has its own finding."""
    loc = ("documents", document, "next_steps", step)
    return workspace.where(*loc, "deadline") != workspace.where(*loc)


_AMOUNT = lazy_pattern(r"[\d.]+[万亿]?(?:平方米|公里|[一-鿿])")
_ENOUGH = 0.5
"""Share of a matter's neighbouring characters that a report must hold to have spoken of it."""


def forgotten_next_steps(workspace: Workspace) -> Iterator[Finding]:
    """F104: next steps of a report that the next one in the file does not speak of."""
    if workspace.names_lost:
        return  # what a report says is not all there
    for earlier, later, period in _successions(workspace):
        if not any(paragraphs(later)):
            continue
        said = _pairs(_all_said(workspace, later, period))
        for step in earlier.next_steps:
            texts = [str(step.aspect or ""), *map(str, step.matters.paragraphs)]
            if "待填" in "".join(texts) or any(_spoken(text, said) for text in texts):
                continue
            place = _place(step.aspect) or _place(step.matters)
            what = step.aspect or str(step.matters)[:12]
            message = f"{called(earlier)}的下一步“{what}”，{called(later)}里没有交代"
            hint = "写进那份文稿的“上期安排”：“- 事项: 办得怎样”；还要接着办的，也可以放进它的“下一步”"
            yield Finding("F104", Severity.NOTICE, message, hint, place)


_SHORT = frozenset(
    (PeriodKind.WEEK, PeriodKind.TEN_DAYS, PeriodKind.FORTNIGHT, PeriodKind.HALF_MONTH, PeriodKind.MONTH)
)
"""Reports of so short a time account to the next of their own sort, not to a half year's."""


def _in_time(workspace: Workspace) -> list[tuple[DocumentPlan, Period]]:
    """The reports with a period, the one that ends first in front."""
    reports = [(d, p) for d, p in reports_of(workspace) if p and _is_report(d)]
    return sorted(reports, key=lambda item: item[1].end)


def _successions(workspace: Workspace) -> Iterator[tuple[DocumentPlan, DocumentPlan, Period]]:
    """Each report with the one it accounts for, and its period.

    That is the last of its own sort (周报 after 周报, 进展汇报 after 进展汇报); where there is none,
    the last one of a longer time than a month.
    """
    reports = _in_time(workspace)
    for index, (later, period) in enumerate(reports):
        before = [(d, p) for d, p in reports[:index] if p.end < period.end]
        alike = [(d, p) for d, p in before if (p.kind in _SHORT) == (period.kind in _SHORT)]
        same = [d for d, _ in alike if d.kind == later.kind]
        longer = [d for d, p in before if p.kind not in _SHORT]
        if found := same or (longer if period.kind not in _SHORT else []):
            yield found[-1], later, period


def unknown_follow_ups(workspace: Workspace) -> Iterator[Finding]:
    """F180: an item of 上期安排 that no report before has planned; F181: one told twice."""
    reports = _in_time(workspace)
    for earlier, later, period in _successions(workspace):
        planned = [text for step in earlier.next_steps for text in _names_of(step)]
        before = [d for d, p in reports if p.end < period.end]
        ever = dict.fromkeys(text for d in before for s in d.next_steps for text in _names_of(s))
        seen: dict[str, SourceText] = {}
        for item in later.followed_up:
            name = strip_closing(str(item.matter))
            if "待填" in name:
                continue
            if name in seen:
                message = f"上期安排的“{name}”写了两遍{noted(_place(seen[name]), _place(item.matter))}"
                yield Finding("F181", Severity.WARNING, message, "合成一条", _place(item.matter))
            elif ever and name not in ever:
                # A roll-up plans nothing itself: then the item has to be of another report before.
                known = planned or list(ever)
                close = nearest(name, known)
                message = f"{called(earlier) if planned else '以前的文稿'}的下一步里没有“{name}”"
                hint = f"是不是想写“{close}”" if close else f"照上期的原话写：{'；'.join(known[:4])}"
                yield Finding("F180", Severity.WARNING, message, hint, _place(item.matter))
            seen.setdefault(name, item.matter)


def _names_of(step: NextStep) -> list[str]:
    """How 上期安排 may name a next step: each of its matters, or its aspect."""
    texts = [*map(str, step.matters.paragraphs), *([str(step.aspect)] if step.aspect else [])]
    return [strip_closing(text) for text in texts]


def carried_over(workspace: Workspace) -> Iterator[Finding]:
    """F182: a next step whose time has passed, planned again without a word on why it is not done."""
    for earlier, later, period in _successions(workspace):
        told = {strip_closing(str(item.matter)) for item in later.followed_up}
        again = {name: step for step in later.next_steps for name in _matters_of(step)}
        for step in earlier.next_steps:
            due = _last_due(workspace, step)
            for name in _matters_of(step) if due and due <= period.end else ():
                if name not in again or told & {name, strip_closing(str(step.aspect or ""))}:
                    continue
                message = (
                    f"“{name}”在{called(earlier)}里的时限是“{step.deadline}”，已经过了，这一期又列进下一步"
                )
                hint = f"在“上期安排”里写明办到哪一步、为什么没办完：“- {name}: ……”"
                yield Finding("F182", Severity.NOTICE, message, hint, _place(again[name].matters))


def _matters_of(step: NextStep) -> list[str]:
    return [strip_closing(str(text)) for text in step.matters.paragraphs]


def _last_due(workspace: Workspace, step: NextStep) -> date | None:
    """The last day of a step; None while part of it has no end or no year."""
    days = [entry.due(workspace.year) for entry in step.deadline.entries] if step.deadline else []
    known = [day for day in days if day]
    return max(known) if known and len(known) == len(days) else None


def _is_report(document: DocumentPlan) -> bool:
    kind = find_kind(str(document.kind))
    return kind is not None and kind.family is Family.REPORT


def _all_said(workspace: Workspace, document: DocumentPlan, period: Period) -> str:
    """Everything a report tells: its own text, sections it prints again, the results of its period."""
    texts = [*paragraphs(document), *(str(p.remedy or "") for p in document.shortcomings)]
    texts += [str(step.aspect or "") for step in document.next_steps]
    texts += [str(item.matter) for item in document.followed_up]
    texts += [str(section.heading or "") for section in document.sections]
    if any(section.reuse for top in document.sections for section in (top, *top.sections)):
        others = (other for other in workspace.documents if other is not document)
        texts += [text for other in others for s in other.sections for text in _section_texts(s)]
    for row in ledger(workspace, task_tree(workspace)).rows:
        if row.falls_in(period):
            texts += [*map(str, (f.name for f in row.result.figures)), str(row.result.matter or "")]
    return "\n".join(map(str, texts))


def _section_texts(section: object) -> Iterator[str]:
    text = getattr(section, "text", None)
    yield from (str(paragraph) for paragraph in (text.paragraphs if text else ()))
    for below in getattr(section, "sections", ()):
        yield from _section_texts(below)


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _spoken(text: str, said: set[str]) -> bool:
    bare = _AMOUNT.sub("", text)  # 更换6块破损宣传栏 is spoken of as 更换宣传栏
    pairs = _pairs(re.sub("[，。；、：“”（）]", "", bare))
    return bool(pairs) and len(pairs & said) / len(pairs) >= _ENOUGH
