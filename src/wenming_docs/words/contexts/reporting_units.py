"""What a document's totals lack of the units below it: said once for each document."""

from __future__ import annotations

from wenming_docs.facts.analysis import Row
from wenming_docs.facts.analysis.rollup import lacking_said, refuses_absence
from wenming_docs.facts.analysis.standings import Standing, lacking, standings, sticking_rows
from wenming_docs.facts.values import Period
from wenming_docs.findings import Finding, Severity
from wenming_docs.words.contexts.composer import Composer


def tell_lacking(composer: Composer) -> None:
    """F121, F122: units whose figures of the period are not all in the totals of this document.

    Silent without a period and where no unit below has a file; 综合情况 asks for itself.
    """
    if composer.period is None or not composer.tells_results:
        return
    if not composer.workspace.subordinates:
        _tell_own_sticking(composer, composer.period)
        return
    tell(composer, standings(composer.workspace, composer.period))


def tell(composer: Composer, units: tuple[Standing, ...]) -> None:
    """F121 and F122 for these units, at the place of the document's period."""
    place = composer.document.period.origin if composer.document.period else None
    place = place or composer.document.kind.origin or composer.where()
    if short := lacking(units):
        refused = refuses_absence(composer.workspace)
        severity = Severity.ERROR if refused else Severity.WARNING
        hint = "催报；“汇总”里写了“缺报: 不出”，报齐了才出" if refused else "催报；确实不报的，从“下级”里去掉"
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
