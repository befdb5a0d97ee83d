"""Problems as a chart: found and closed, of each unit or in each month."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from wenming_docs.blocks import Point, Series, Text
from wenming_docs.facts.analysis.issues import IssueState, issues_of_units
from wenming_docs.facts.model import ChartBy
from wenming_docs.findings import SourceText
from wenming_docs.words.contexts.chart_data import CannotDraw, Drawn, labels, periods_of, units_in_order
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.issue_parts import as_of, issues


def issues_drawn(composer: Composer, by: ChartBy | None) -> tuple[Drawn, ChartBy]:
    """Problems found and closed: of each unit up to the document's day, or in each month of its period."""
    if as_of(composer) is None:
        raise CannotDraw("F197", "问题不知道算到哪一天", "写“期间: 截至6月30日”这样；或把“日期”写全")
    states = issues(composer)
    if by in (ChartBy.MONTH, ChartBy.QUARTER):
        return _issues_by_time(composer, states, by), by
    if by is ChartBy.INDICATOR:
        raise CannotDraw("F197", "问题不能按指标画", "写“按: 单位”或“按: 月”")
    named = list(dict.fromkeys(str(unit) for state in states for unit in state.issue.unit))
    units = units_in_order(composer, named)
    groups = [issues_of_units(composer.workspace, states, [str(unit)]) for unit in units]
    return _found_and_closed(
        composer, units, groups, [[s for s in g if s.is_closed] for g in groups]
    ), ChartBy.UNIT


def _issues_by_time(composer: Composer, states: Sequence[IssueState], by: ChartBy) -> Drawn:
    periods = periods_of(composer, by)
    undated = [s for s in states if s.opened is None or (s.is_closed and s.closed is None)]
    if undated:
        what = "发现日期" if undated[0].opened is None else "销号日期"
        message = f"有{len(undated)}个问题没有写{what}，分不到图上的哪一格"
        raise CannotDraw("F196", message, f"在问题台账里补上{what}，或写“按: 单位”")
    opened = [[s for s in states if s.opened and period.contains(s.opened)] for period in periods]
    closed = [[s for s in states if s.closed and period.contains(s.closed)] for period in periods]
    return _found_and_closed(composer, labels(periods), opened, closed)


def _found_and_closed(
    composer: Composer,
    categories: Sequence[SourceText],
    opened: Sequence[Sequence[IssueState]],
    closed: Sequence[Sequence[IssueState]],
) -> Drawn:
    def series(name: str, groups: Sequence[Sequence[IssueState]]) -> Series:
        return Series(Text(name), tuple(_count(composer, group) for group in groups))

    found = series("立项", opened), series("销号", closed)
    return Drawn(tuple(Text(str(one), one.origins) for one in categories), found, "个")


def _count(composer: Composer, states: Sequence[IssueState]) -> Point:
    places = (composer.workspace.where("issue_ledger", state.index) for state in states)
    return Point(Decimal(len(states)), Text(f"{len(states)}个", tuple(dict.fromkeys(places))))
