"""成果汇总表 and 表格: the figures of a report as a table, beside earlier ones where there are any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wenming_docs.blocks import Cell, Column, Table, inlines
from wenming_docs.facts.analysis import Row
from wenming_docs.facts.analysis.comparison import change
from wenming_docs.facts.values import Quantity, completion_rate, percent_text
from wenming_docs.findings import SourceText
from wenming_docs.records import dataclass
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.figures_compared import OTHER_PERIOD, known_before, other_period, tell_unlike
from wenming_docs.words.contexts.report_parts import all_figures, figures
from wenming_docs.words.contexts.scopes import Keep, Scope

_NONE = SourceText("—")


@dataclass(frozen=True, slots=True)
class Line:
    """One figure with its target and, by 环比 and 同比, what it was before."""

    name: str
    value: Quantity
    goal: Quantity | None
    before: dict[str, Quantity | None]


def figure_table(composer: Composer, rows: Iterable[Row], *, whole: bool = False) -> Table | None:
    """表格: indicator, figure, and where there are any earlier figures and targets.

    With ``whole`` also the figures that the text has quoted already (成果汇总表). A pair of columns
    (上期 and 环比, 去年同期 and 同比) stands only where at least one line has an earlier figure.
    """
    rows = list(rows)
    found = all_figures(composer, rows) if whole else figures(composer, rows)
    lines = _lines(composer, rows, found)
    asked = [ask for ask in OTHER_PERIOD if any(line.before[ask] for line in lines)]
    targeted = any(line.goal for line in lines)
    heads = ["指标", "完成数", *(head for ask in asked for head in (OTHER_PERIOD[ask], ask))]
    heads += ["年度目标", "完成率"] if targeted else []
    body = [_cells(composer, line, asked, targeted) for line in lines]
    body += _matters(composer, rows, len(heads))
    columns = tuple(Column(inlines(SourceText(head))) for head in heads)
    return Table(columns, tuple(body)) if body else None


def _lines(composer: Composer, rows: list[Row], found: list[tuple[str, Quantity]]) -> list[Line]:
    goals: dict[str, Quantity] = {}
    for target in composer.workspace.targets:
        if target.indicator and target.goal:
            goals.setdefault(str(target.indicator), target.goal)
    told = {row.index for row in rows}
    lines = []
    for name, value in found:
        keep = _comparable(composer, rows, told, name)
        before = {ask: known_before(composer, name, keep, which) for ask, which in OTHER_PERIOD.items()}
        lines.append(Line(name, value, goals.get(name), before))
    return lines


def _comparable(composer: Composer, rows: list[Row], told: set[int], name: str) -> Keep:
    """Which earlier rows the figure stands beside: all, or those of its tasks where it is one of several."""
    everything = composer.ledger.rows_by_name.get(name, ())
    if all(row.index in told for row in everything if composer.in_period(row)):
        return lambda row: True
    locs = {row.task and row.task.loc for row in everything if row.index in told}
    return lambda row: (row.task and row.task.loc) in locs


def _cells(composer: Composer, line: Line, asked: Sequence[str], targeted: bool) -> tuple[Cell, ...]:
    cells = [composer.phrase(line.name), composer.show(str(line.value), line.value)]
    for ask in asked:
        before = line.before[ask]
        changed = change(line.value, before)
        if changed and composer.period:
            now = Scope(composer.period)
            earlier = other_period(line.name, composer.period, OTHER_PERIOD[ask])
            tell_unlike(composer, line.name, ask, now, now.of(earlier))
        cells.append(composer.show(str(before), before) if before else _NONE)
        cells.append(SourceText(str(changed)) if changed else _NONE)
    if targeted:
        rate = completion_rate(line.value, line.goal) if line.goal else None
        cells.append(composer.show(str(line.goal), line.goal) if line.goal else _NONE)
        cells.append(SourceText(percent_text(rate)) if rate is not None else _NONE)
    return tuple(Cell(inlines(cell)) for cell in cells)


def _matters(composer: Composer, rows: list[Row], width: int) -> Iterable[tuple[Cell, ...]]:
    """The results without a figure: what was done, and how far it got."""
    for row in rows:
        if row.result.matter:
            progress = SourceText(str(row.result.progress or "—"))
            texts = [composer.show(row.result.matter), composer.show(progress, row.result.progress)]
            yield tuple(Cell(inlines(text)) for text in [*texts, *(_NONE,) * (width - 2)])


__all__ = ["figure_table"]
