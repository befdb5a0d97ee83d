"""成果汇总表 and 表格: the figures of a report as a table."""

from __future__ import annotations

from collections.abc import Iterable

from wenming_docs.blocks import Align, Cell, Column, Table, inlines
from wenming_docs.facts.analysis import Row
from wenming_docs.facts.values import completion_rate, percent_text
from wenming_docs.findings import SourceText
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.report_parts import all_figures, figures


def figure_table(composer: Composer, rows: Iterable[Row], *, whole: bool = False) -> Table | None:
    """表格: indicator, figure, and (where there are targets) target and completion.

    With ``whole`` also the figures that the text has quoted already (成果汇总表).
    """
    rows = list(rows)
    found = all_figures(composer, rows) if whole else figures(composer, rows)
    targets = {str(t.indicator): t.goal for t in composer.workspace.targets if t.indicator and t.goal}
    compared = any(name in targets for name, _ in found)
    heads = ["指标", "完成数", "年度目标", "完成率"] if compared else ["指标", "完成数"]
    body = []
    for name, value in found:
        cells = [composer.phrase(name), composer.show(str(value), value)]
        if compared:
            goal = targets.get(name)
            rate = completion_rate(value, goal) if goal else None
            cells.append(composer.show(str(goal), goal) if goal else SourceText("—"))
            cells.append(SourceText(percent_text(rate)) if rate is not None else SourceText("—"))
        body.append(tuple(Cell(inlines(cell)) for cell in cells))
    for row in rows:
        if row.result.matter:
            progress = SourceText(str(row.result.progress or "—"))
            texts = [composer.show(row.result.matter), composer.show(progress, row.result.progress)]
            body.append(tuple(Cell(inlines(t)) for t in [*texts, *(SourceText("—"),) * (len(heads) - 2)]))
    columns = tuple(Column(inlines(SourceText(head)), Align.CENTER) for head in heads)
    return Table(columns, tuple(body)) if body else None
