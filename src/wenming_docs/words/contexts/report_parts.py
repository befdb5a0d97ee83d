"""The parts of a report: figures strung together, role models, honours, problems, next steps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from wenming_docs.facts.analysis import Row, Unaddable
from wenming_docs.facts.analysis.asking import carried_rows
from wenming_docs.facts.model import FollowUp, Honour, NextStep, Prose, RoleModel, Rule, Shortcoming
from wenming_docs.facts.values import PeriodKind, Quantity
from wenming_docs.findings import SourceText, origins_of
from wenming_docs.words.contexts.clauses import GOES_ON, Clause, Told, is_zero, sentences
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.figures import map_prose, resolve_prose
from wenming_docs.words.contexts.views import (
    ClauseView,
    FigureView,
    FollowUpView,
    HonoursView,
    HonourView,
    MatterView,
    NextStepView,
    RoleModelView,
    ShortcomingView,
    StringView,
    UnitGroupView,
)
from wenming_docs.zh import chinese_numeral, counting_word, strip_closing
from wenming_docs.zh.lazy import lazy_pattern

_TOTAL_OF = {PeriodKind.AS_OF: "累计"}
"""What introduces a sum: 累计 counts since the beginning, 共 within a period."""
_SHARE = lazy_pattern(r"\d[\d.]*[%％]$")


def open_rows(composer: Composer, keep: Callable[[Row], bool]) -> list[Row]:
    """The period's rows that ``keep`` accepts and 不写 does not name."""
    return [row for row in composer.ledger.rows if composer.in_period(row) and keep(row)]


def figures(composer: Composer, rows: Iterable[Row]) -> list[tuple[str, Quantity]]:
    """The indicators of ``rows`` that nothing has printed yet, each with its value over those rows."""
    return [(told.name, told.value) for told in _told(composer, rows)]


def _told(composer: Composer, rows: Iterable[Row]) -> list[Told]:
    """The same, with how many results make up each value."""
    waiting: dict[str, set[int]] = {}
    for row in rows:
        for figure in row.result.figures:
            key = (row.index, str(figure.name))
            if not composer.has_told(key) and not composer.leaves_out(key[1]):
                waiting.setdefault(key[1], set()).add(row.index)
    found = []
    for name, indexes in waiting.items():
        indexes |= _carried(composer, name, indexes)
        composer.strung.update((index, name) for index in indexes)
        try:
            value = composer.ledger.value(name, partial(_is_among, indexes))
        except Unaddable as error:
            composer.error("F022", f"“{name}”加不起来：{error.message}", error.hint, error.origin)
            continue
        if value is not None:
            added = composer.ledger.rules.get(name, Rule.SUM) is Rule.SUM
            found.append(Told(name, value, len(indexes), added))
    return found


def _carried(composer: Composer, name: str, indexes: set[int]) -> set[int]:
    """The rows that a stock is carried from beside those of ``indexes``, of the same tasks."""
    carried = carried_rows(composer.ledger, name, composer.period)
    rows = composer.ledger.rows_by_name[name] if carried else ()
    tasks = {row.task and row.task.loc for row in rows if row.index in indexes}
    kept = (row.index for row in carried if (row.task and row.task.loc) in tasks)
    return {index for index in kept if not composer.has_told((index, name))}


def all_figures(composer: Composer, rows: Iterable[Row]) -> list[tuple[str, Quantity]]:
    """Every indicator of ``rows`` with its value over them, whatever the text quotes."""
    quoted, strung = composer.quoted, composer.strung
    composer.quoted, composer.strung = set(), set()
    found = figures(composer, rows)
    composer.quoted, composer.strung = quoted, strung | composer.strung
    return found


def _is_among(indexes: set[int], row: Row) -> bool:
    return row.index in indexes


def data_text(composer: Composer, rows: Iterable[Row], before: str = "", after: str = "") -> SourceText:
    """The figures not yet quoted as one text, for 【数据】 inside a paragraph; empty without any.

    It becomes several sentences only where the author's own one ends behind it; one that he left
    without a stop gets it.
    """
    told = _told(composer, rows)
    said = sentences(told, total=_total(composer), before=before)
    stop = "。" if after[:1] in ("", "。") else "；"
    text = stop.join("；".join(clause.text for clause in sentence) for sentence in said)
    text += "" if after or not text else "。"
    return SourceText(text, origins_of(*(one.value for one in told if not is_zero(one.value))))


def _total(composer: Composer) -> str:
    return _TOTAL_OF.get(composer.period.kind, "共") if composer.period else "累计"


def string_view(composer: Composer, rows: Iterable[Row], lead: SourceText | None = None) -> StringView:
    """数据串 of ``rows`` after ``lead``: sentences of at most six figures, then results without one."""
    rows = list(rows)
    before = str(lead or "").rstrip()
    said = sentences(_told(composer, rows), total=_total(composer), before=before)
    told = matters(composer, rows)
    shown = tuple(tuple(_clause_view(composer, clause) for clause in sentence) for sentence in said)
    texts = [f"{item.matter}{item.progress or ''}" for item in told]
    apart = any("，" in text for text in texts)
    return StringView(lead, bool(GOES_ON.search(before)), shown, told, apart)


def _clause_view(composer: Composer, clause: Clause) -> ClauseView:
    prefix = composer.phrase(clause.prefix) if clause.prefix else None
    views = (
        FigureView(composer.phrase(said.name), composer.show(said.value, said.source))
        for said in clause.figures
    )
    return ClauseView(prefix, tuple(views))


def matters(composer: Composer, rows: Iterable[Row]) -> tuple[MatterView, ...]:
    """Results without a figure: 事 and 进度."""
    views = []
    for row in rows:
        result = row.result
        key = (row.index, str(result.matter))
        if composer.has_told(key):
            continue
        if result.matter and not composer.leaves_out(str(result.matter)):
            composer.strung.add(key)
            matter = composer.show(strip_closing(str(result.matter)), result.matter)
            views.append(MatterView(matter, _progress(composer, result.progress)))
    return tuple(views)


def _progress(composer: Composer, progress: SourceText | None) -> SourceText | None:
    """进度 as it goes on after its matter; a bare share is said to be one: 进度为80%."""
    if progress is None:
        return None
    text = strip_closing(str(progress))
    return composer.show(f"进度为{text}" if _SHARE.fullmatch(text) else text, progress)


def items(composer: Composer, rows: Iterable[Row]) -> tuple[SourceText, ...]:
    """条目: one paragraph a figure or matter."""
    rows = list(rows)
    shown = [composer.show(f"{name}：{value}。", value) for name, value in all_figures(composer, rows)]
    for row in rows:
        result = row.result
        if result.matter and not composer.leaves_out(str(result.matter)):
            progress = strip_closing(str(result.progress or ""))
            progress = f"进度为{progress}" if _SHARE.fullmatch(progress) else progress
            text = f"{strip_closing(str(result.matter))}{progress}。"
            shown.append(composer.show(text, result.matter, result.progress))
    return tuple(shown)


def role_model_views(composer: Composer, models: Iterable[RoleModel]) -> tuple[RoleModelView, ...]:
    """典型 in written order."""
    return tuple(
        RoleModelView(composer.show(model.name), resolve_prose(composer, model.deed))
        for model in models
        if not composer.leaves_out(str(model.name))
    )


def honours_views(composer: Composer, honours: Iterable[Honour]) -> tuple[HonoursView, ...]:
    """荣誉 by holder in order of first mention; an honour of a subordinate is never the unit's own."""
    holders: dict[str, list[Honour]] = {}
    for honour in honours:
        if not composer.leaves_out(str(honour.name)):
            holders.setdefault(str(honour.holder or ""), []).append(honour)
    views = []
    for members in holders.values():
        names = [honour.holder for honour in members if honour.holder]
        holder = composer.show(str(names[0]), *names) if names else None
        count = composer.phrase(counting_word(len(members))) if len(members) > 1 else None
        views.append(HonoursView(holder, tuple(_honour(composer, honour) for honour in members), count))
    return tuple(views)


def _honour(composer: Composer, honour: Honour) -> HonourView:
    year = honour.year
    if year:
        year = composer.show(f"{year}年" if year.isdigit() else str(year), year)
    return HonourView(
        composer.show(honour.name), composer.show(honour.issuer) if honour.issuer else None, year
    )


LONGEST_RUN = 260
"""Characters of one paragraph that tells of all next steps of the report before."""


def follow_up_views(composer: Composer, items: Sequence[FollowUp]) -> tuple[FollowUpView, ...]:
    """上期安排 in written order: one sentence where each is short, else a paragraph each."""
    told = [map_prose(composer, item.outcome) for item in items]
    bare = [(strip_closing(str(texts[0])), *map(str, texts[1:])) for texts in told]
    short = sum(len(text) for texts in bare for text in texts) + sum(len(str(i.matter)) for i in items)
    one_line = all(len(texts) == 1 and not re.search("[。；]", texts[0]) for texts in bare)
    run_on = one_line and short <= LONGEST_RUN and not any("；" in str(item.matter) for item in items)
    return tuple(
        FollowUpView(
            composer.phrase(chinese_numeral(number)) if len(items) > 1 else None,
            composer.show(strip_closing(str(item.matter)), item.matter),
            tuple(composer.show(text, source) for text, source in zip(bare[number - 1], texts, strict=True)),
            run_on,
        )
        for number, (item, texts) in enumerate(zip(items, told, strict=True), 1)
    )


def shortcoming_views(composer: Composer, problems: Sequence[Shortcoming]) -> tuple[ShortcomingView, ...]:
    """存在问题 numbered 一是、二是; a single one stands without a number.

    A remedy that is a matter of 下一步 is said there, with its deadline, not twice.
    """
    planned = {str(text) for step in composer.document.next_steps for text in step.matters.paragraphs}
    return tuple(
        ShortcomingView(
            composer.phrase(chinese_numeral(number)) if len(problems) > 1 else None,
            composer.heading(item.title) if item.title else None,
            _open_ended(composer, item.problem),
            _open_ended(composer, item.cause),
            composer.show(strip_closing(str(item.remedy)), item.remedy)
            if item.remedy and str(item.remedy) not in planned
            else None,
        )
        for number, item in enumerate(problems, 1)
    )


def next_step_views(composer: Composer, steps: Iterable[NextStep]) -> tuple[NextStepView, ...]:
    """下一步 in written order; a matter stands for the remedy of the same words as well."""
    remedies = {str(item.remedy): item.remedy for item in composer.document.shortcomings if item.remedy}
    return tuple(
        NextStepView(
            composer.show(str(step.aspect).removesuffix("方面"), step.aspect) if step.aspect else None,
            composer.show(str(step.deadline), step.deadline) if step.deadline else None,
            tuple(composer.show(unit) for unit in step.responsible),
            tuple(
                composer.show(strip_closing(text), text, remedies.get(str(written)))
                for text, written in zip(
                    map_prose(composer, step.matters), step.matters.paragraphs, strict=True
                )
            ),
        )
        for step in steps
    )


def _open_ended(composer: Composer, prose: Prose | None) -> tuple[SourceText, ...]:
    """Paragraphs whose first has no full stop at its end: the template goes on there."""
    texts = map_prose(composer, prose)
    if not texts:
        return ()
    first = texts[0].removesuffix("。")
    return tuple(composer.show(text, source) for text, source in zip((first, *texts[1:]), texts, strict=True))


def unit_group_views(composer: Composer) -> tuple[UnitGroupView, ...]:
    """下级 by sort, with their number."""
    return tuple(
        UnitGroupView(
            composer.show(group.sort) if group.sort else None,
            tuple(composer.show(unit) for unit in group.units),
            composer.phrase(str(len(group.units))),
        )
        for group in composer.workspace.unit.subordinates
    )
