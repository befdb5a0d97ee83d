"""测评任务对照表: every 测评内容 with the tasks that answer for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wenming_docs.blocks import Cell, Column, Inlines, Table, Text, inlines
from wenming_docs.facts.analysis.coverage import AssessmentCoverage, Covered, assessment_coverage
from wenming_docs.facts.analysis.scoring import scores
from wenming_docs.facts.kinds import Family
from wenming_docs.facts.model import AssessedIndicator, AssessedProject
from wenming_docs.facts.values import percent_text
from wenming_docs.facts.values.amounts import plain_number
from wenming_docs.findings import SourceText, origins_of, sourced
from wenming_docs.records import dataclass
from wenming_docs.words.contexts.assessment_views import AssessmentView
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.views import PartView, Texts

NOT_APPLICABLE = "—"
_Level = AssessedProject | AssessedIndicator


@dataclass(frozen=True, slots=True)
class _Field:
    """A column beside the two levels: its key, its head, and what a row has there."""

    key: str
    head: str
    values: Callable[[Covered], Sequence[object]]


_FIELDS = (
    _Field("编号", "编号", lambda row: _own(row, "code")),
    _Field("内容", "测评内容", lambda row: (row.item.criterion.content,) if row.item.criterion else ()),
    _Field("标准", "测评标准", lambda row: _own(row, "standard")),
    _Field("方法", "测评方法", lambda row: _own(row, "methods")),
    _Field("分值", "分值", lambda row: _own(row, "points")),
    _Field("任务", "对应任务", lambda row: [task.name for task in row.doers]),
    _Field("牵头", "牵头单位", lambda row: row.leads),
    _Field("佐证", "佐证材料", lambda row: row.evidence),
    _Field("自评", "自评", lambda row: _own(row, "score")),
    _Field("扣分原因", "扣分原因", lambda row: _own(row, "reason")),
)
_LATER = {"佐证": "evidence", "自评": "score", "扣分原因": "reason"}
"""Columns that are filled in as the year goes on, and their fields: a plan comes before all of them."""
_ALWAYS = "任务"
"""The column that says what a hole is: it stands even where nobody filled it."""


def assessment_parts(composer: Composer, level: int, texts: Texts) -> tuple[PartView, ...]:
    """The sentence, left away after the author's own ``texts``, and the table."""
    coverage = assessment_coverage(composer.workspace)
    if coverage is None or not _kept(composer, coverage):
        return ()
    lead = () if texts else (PartView("测评对照", assessment_view(composer, coverage)),)
    with composer.block():
        table = assessment_table(composer, coverage, captioned=bool(texts))
    return (*lead, PartView("块", (table,)))


def assessment_view(composer: Composer, coverage: AssessmentCoverage) -> AssessmentView:
    """What the sentence says: of the whole system, also where 不写 leaves an item out of the table."""
    system = composer.workspace.assessment_system
    name = system.name if system else None
    total, holes = len(coverage.rows), len(coverage.holes)
    whole = scores(coverage).whole
    told = whole.complete and not _is_plan(composer) and not composer.leaves_out("自评", "分值")
    return AssessmentView(
        system=composer.show(f"《{str(name).strip('《》')}》", name) if name else None,
        items=composer.phrase(str(total)),
        linked=composer.phrase(str(total - holes)) if 0 < holes < total else None,
        all_linked=not holes,
        unlinked=composer.phrase(str(holes)) if 0 < holes < total else None,
        score=composer.phrase(f"{plain_number(whole.score)}分") if told else None,
        points=composer.phrase(f"{plain_number(whole.points)}分") if told else None,
        share=composer.phrase(percent_text(whole.share)) if told and whole.share is not None else None,
    )


def assessment_table(composer: Composer, coverage: AssessmentCoverage, *, captioned: bool) -> Table:
    """A row an item, equal upper levels merged; only columns that somebody filled.

    With ``captioned`` the system's name stands above it, because no sentence says it.
    """
    rows = _kept(composer, coverage)
    _require(composer, rows)
    fields = [
        field
        for field in _FIELDS
        if not composer.leaves_out(field.key, field.head)
        and not (_is_plan(composer) and field.key in _LATER)
        and (field.key == _ALWAYS or any(field.values(row) for row in rows))
    ]
    projects = _spans([row.item.project for row in rows])
    indicators = _spans([row.item.indicator for row in rows])
    has_indicators = any(row.item.indicator for row in rows)
    body = []
    for row, project, indicator in zip(rows, projects, indicators, strict=True):
        cells = [_upper(row.item.project, project)]
        cells += [_upper(row.item.indicator, indicator)] if has_indicators else []
        body.append((*cells, *(Cell(_joined(field.values(row))) for field in fields)))
    heads = ["测评项目", *(["测评指标"] if has_indicators else [])]
    heads += [composer.call(field.key, field.head) for field in fields]
    system = composer.workspace.assessment_system
    caption = inlines(system.name) if captioned and system and system.name else ()
    return Table(tuple(Column((Text(str(head)),)) for head in heads), tuple(body), caption)


def _is_plan(composer: Composer) -> bool:
    return composer.kind.family is Family.PLAN


def _require(composer: Composer, rows: Sequence[Covered]) -> None:
    """All that was written of these items and of the levels above them has to be printed, but see _LATER."""
    system = composer.workspace.assessment_system
    levels = {id(level): level for row in rows for level in (row.item.project, row.item.indicator) if level}
    criteria = [row.item.criterion for row in rows if row.item.criterion]
    if _is_plan(composer):
        criteria = [c.model_copy(update=dict.fromkeys(_LATER.values())) for c in criteria]
    composer.require((system.name if system else None, *criteria))
    composer.require(tuple(name for level in levels.values() for name in (level.code, level.name)))


def _kept(composer: Composer, coverage: AssessmentCoverage) -> list[Covered]:
    """The items that 不写 does not name by number or words."""
    return [
        row
        for row in coverage.rows
        if not composer.leaves_out(str(row.item.content), *([str(row.item.code)] if row.item.code else []))
    ]


def _own(row: Covered, attribute: str) -> Sequence[object]:
    """A field of the item itself; an indicator that stands for itself has none."""
    value = getattr(row.item.criterion, attribute, None)
    if not value:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _joined(values: Sequence[object]) -> Inlines:
    if not values:
        return (Text(NOT_APPLICABLE),)
    return inlines(SourceText("、".join(str(value) for value in values), origins_of(*values)))


def _upper(level: _Level | None, rows: int) -> Cell:
    """A project or an indicator with its number before it; empty where the cell above goes on."""
    if level is None:
        return Cell((Text(NOT_APPLICABLE),))
    if not rows:
        return Cell(rows=0)
    name = sourced(" ".join(filter(None, (level.code, level.name))), level.code, level.name)
    return Cell(inlines(name), rows=rows)


def _spans(levels: Sequence[_Level | None]) -> list[int]:
    """For each row the rows its merged cell spans, 0 where it goes on; without a level each is alone."""
    spans = [1] * len(levels)
    start = 0
    for row in range(1, len(levels)):
        if levels[row] is not None and levels[row] is levels[start]:
            spans[start] += 1
            spans[row] = 0
        else:
            start = row
    return spans
