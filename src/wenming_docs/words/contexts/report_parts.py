"""The parts of a report: figures strung together, role models, honours, problems, next steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from wenming_docs.facts.analysis import Row, Unaddable
from wenming_docs.facts.model import Honour, NextStep, Prose, RoleModel, Shortcoming
from wenming_docs.facts.values import Quantity
from wenming_docs.findings import SourceText, origins_of, sourced
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.figures import map_prose, resolve_prose
from wenming_docs.words.contexts.views import (
    ClauseView,
    FigureView,
    HonourView,
    MatterView,
    NextStepView,
    RoleModelView,
    ShortcomingView,
    StringView,
    UnitGroupView,
)
from wenming_docs.zh import chinese_numeral, strip_closing

LONGEST = 6
"""Figures in one sentence (leader's criterion 8)."""
_VERBS = (
    "开展清理清运发放印发制作拆除投入完成组织整治安装取缔清除排查召开"
    "更换参与设立评选新增整改化解走访慰问张贴悬挂规范修复新建改造建成"
    "培训举办劝导处理受理回访核查维修粉刷设置增设选树表彰征集刊播发布"
    "检查巡查查处补种疏通调解帮扶结对上报报送印制刷新更新签订招募救助"
)
VERBS = frozenset(_VERBS[i : i + 2] for i in range(0, len(_VERBS), 2))
"""Verbs that a string of figures says once: 发放手册2万册、倡议书3000份."""


def open_rows(composer: Composer, keep: Callable[[Row], bool]) -> list[Row]:
    """The period's rows that ``keep`` accepts and 不写 does not name."""
    return [row for row in composer.ledger.rows if composer.in_period(row) and keep(row)]


def figures(composer: Composer, rows: Iterable[Row]) -> list[tuple[str, Quantity]]:
    """The indicators of ``rows`` that nothing has printed yet, each with its value over those rows."""
    rows = list(rows)
    waiting: dict[str, set[int]] = {}
    for row in rows:
        for figure in row.result.figures:
            key = (row.index, str(figure.name))
            if not composer.has_told(key) and not composer.leaves_out(key[1]):
                waiting.setdefault(key[1], set()).add(row.index)
    found = []
    for name, indexes in waiting.items():
        composer.strung.update((index, name) for index in indexes)
        try:
            value = composer.ledger.value(name, partial(_is_among, indexes))
        except Unaddable as error:
            composer.error("F022", f"“{name}”加不起来：{error.message}", error.hint, error.origin)
            continue
        if value is not None:
            found.append((name, value))
    return found


def all_figures(composer: Composer, rows: Iterable[Row]) -> list[tuple[str, Quantity]]:
    """Every indicator of ``rows`` with its value over them, whatever the text quotes."""
    quoted, strung = composer.quoted, composer.strung
    composer.quoted, composer.strung = set(), set()
    found = figures(composer, rows)
    composer.quoted, composer.strung = quoted, strung | composer.strung
    return found


def _is_among(indexes: set[int], row: Row) -> bool:
    return row.index in indexes


def data_text(composer: Composer, rows: Iterable[Row]) -> SourceText:
    """The figures not yet quoted as one text, for 【数据】 inside a paragraph; empty without any."""
    found = [(name, value) for name, value in figures(composer, rows) if not is_zero(value)]
    text = "；".join(
        "、".join(f"{figure.name}{figure.value}" for figure in clause.figures) for clause in _clauses(found)
    )
    return SourceText(text, origins_of(*(value for _, value in found)))


def is_zero(quantity: Quantity) -> bool:
    """Whether the only amount is zero; a string never says 取缔0处 (criterion 9)."""
    return quantity.single is not None and quantity.single.value == 0


def string_view(composer: Composer, rows: Iterable[Row], lead: SourceText | None = None) -> StringView:
    """数据串 of ``rows`` after ``lead``: sentences of at most six figures, then results without one."""
    rows = list(rows)
    found = [(name, value) for name, value in figures(composer, rows) if not is_zero(value)]
    sentences: list[tuple[ClauseView, ...]] = []
    clauses: list[ClauseView] = []
    count = 0
    for clause in _clauses(found):
        clause = _shown(composer, clause)
        if clauses and count + len(clause.figures) > LONGEST:
            sentences.append(tuple(clauses))
            clauses, count = [], 0
        clauses.append(clause)
        count += len(clause.figures)
    if clauses:
        sentences.append(tuple(clauses))
    verbal = len(found) > 1 and found[0][0][:2] in VERBS
    return StringView(lead, verbal, tuple(sentences), matters(composer, rows))


def _shown(composer: Composer, clause: ClauseView) -> ClauseView:
    return ClauseView(
        tuple(FigureView(composer.phrase(f.name), composer.show(f.value, f.value)) for f in clause.figures)
    )


def _clauses(found: list[tuple[str, Quantity]]) -> list[ClauseView]:
    """Figures grouped by their verb, in order of first mention, at most six a clause."""
    groups: dict[tuple[str, bool], list[tuple[str, Quantity]]] = {}
    for name, value in found:
        shared = name[:2] in VERBS and len(name) > 2
        groups.setdefault((name[:2] if shared else name, shared), []).append((name, value))
    clauses = []
    for (verb, _), members in groups.items():
        for start in range(0, len(members), LONGEST):
            part = members[start : start + LONGEST]
            views = [
                FigureView(SourceText(name if i == 0 else name[len(verb) :]), sourced(str(value), value))
                for i, (name, value) in enumerate(part)
            ]
            clauses.append(ClauseView(tuple(views)))
    return clauses


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
            progress = composer.show(result.progress) if result.progress else None
            views.append(
                MatterView(composer.show(strip_closing(str(result.matter)), result.matter), progress)
            )
    return tuple(views)


def items(composer: Composer, rows: Iterable[Row]) -> tuple[SourceText, ...]:
    """条目: one paragraph a figure or matter."""
    rows = list(rows)
    shown = [composer.show(f"{name}：{value}。", value) for name, value in all_figures(composer, rows)]
    for row in rows:
        if row.result.matter and not composer.leaves_out(str(row.result.matter)):
            text = f"{row.result.matter}{row.result.progress or ''}。"
            shown.append(composer.show(text, row.result.matter, row.result.progress))
    return tuple(shown)


def role_model_views(composer: Composer, models: Iterable[RoleModel]) -> tuple[RoleModelView, ...]:
    """典型 in written order."""
    return tuple(
        RoleModelView(composer.show(model.name), resolve_prose(composer, model.deed))
        for model in models
        if not composer.leaves_out(str(model.name))
    )


def honour_views(composer: Composer, honours: Iterable[Honour]) -> tuple[HonourView, ...]:
    """荣誉 in written order."""
    return tuple(
        HonourView(
            composer.show(honour.name),
            composer.show(honour.issuer) if honour.issuer else None,
            composer.show(f"{honour.year}年" if honour.year.isdigit() else str(honour.year), honour.year)
            if honour.year
            else None,
            composer.show(honour.holder) if honour.holder else None,
        )
        for honour in honours
        if not composer.leaves_out(str(honour.name))
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
