"""Who below has reported a period: 按时, 迟报, 未报, 读不了, 期间不符, 缺期.

One answer for every unit under 下级, whether it keeps a file or not. The roll-up, the checks and
``status`` all read it, so that no total can be told without saying what it lacks. Long because a
state, the words for it and the rows that keep a unit from having reported are one account.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from wenming_docs.facts.analysis.conflicts import overlap
from wenming_docs.facts.analysis.ledger import ledger
from wenming_docs.facts.analysis.reporting import (
    Covered,
    LateReport,
    Reported,
    begun,
    bounds,
    cover,
    late_reports,
    own_reports,
    report_by,
    reported_by,
    still_to_come,
    stretches_said,
)
from wenming_docs.facts.analysis.rows import Row
from wenming_docs.facts.analysis.tasks import task_tree
from wenming_docs.facts.model import Subordinate, UnitGroup, Workspace
from wenming_docs.facts.values import Period
from wenming_docs.findings import Origin, SourceText
from wenming_docs.records import dataclass
from wenming_docs.zh import last_day


class State(StrEnum):
    """How a unit stands with a period. 已报: its figures are there, but nobody wrote on which day."""

    ON_TIME = "按时"
    REPORTED = "已报"
    LATE = "迟报"
    ABSENT = "未报"
    UNREADABLE = "读不了"
    OTHER_PERIOD = "期间不符"
    INCOMPLETE = "缺期"


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit and a period. ``path`` names the unit from the top down (东城区, 青石街道).

    ``detail`` says what it has instead, which months are missing or why its file cannot be read.
    ``counted`` says whether rows of it are in the totals; ``sticking`` are its rows that overlap the
    period without lying in it, of indicators it has no other row of: they are in no total.
    ``reports`` are those that tell of the period, ``late`` the ones of them that came too late.
    """

    path: tuple[str, ...]
    unit: SourceText
    state: State
    period: Period
    due: date | None = None
    on: date | None = None
    detail: str = ""
    counted: bool = False
    sticking: tuple[Row, ...] = ()
    reports: tuple[Reported, ...] = ()
    late: tuple[LateReport, ...] = ()
    below: tuple[Standing, ...] = field(default=())

    @property
    def complete(self) -> bool:
        """Whether the totals hold all of it."""
        return self.state in (State.ON_TIME, State.REPORTED, State.LATE)

    @property
    def days_late(self) -> int:
        """Days after the last one in time, else those of the latest part of it; 0 unless it was late."""
        if self.state is not State.LATE:
            return 0
        if self.late_as_a_whole and self.on and self.due:
            return (self.on - self.due).days
        return max((report.days for report in self.late), default=0)

    @property
    def late_as_a_whole(self) -> bool:
        """Whether its last report came after the whole period was due."""
        return bool(self.on and self.due and self.on > self.due)

    @property
    def late_said(self) -> str:
        """7月8日报，迟3天; of a part of the period 4月的5月8日报，迟3天; "" where all came in time."""
        if self.state is State.LATE and self.late_as_a_whole and self.on:
            return f"{_said(self.on)}报，迟{self.days_late}天"
        return "；".join(f"{one.period}的{_said(one.on)}报，迟{one.days}天" for one in self.late)

    @property
    def name(self) -> str:
        """The unit by its way down: 东城区／青石街道."""
        return "／".join(self.path)

    @property
    def why(self) -> str:
        """The state with what is known about it: 迟报3天, 缺4月、5月, 未报."""
        match self.state:
            case State.LATE:
                return f"迟报{self.days_late}天"
            case State.INCOMPLETE:
                return f"缺{self.detail}"
            case State.OTHER_PERIOD:
                return f"期间不符，{self.detail}"
            case State.UNREADABLE:
                return "文件读不了"
            case _:
                return str(self.state)

    @property
    def message(self) -> str:
        """One sentence for a list or a finding: 东门社区：1—6月迟报3天（应于7月5日前报，7月8日报）。"""
        days = [f"应于{_said(self.due)}前报"] if self.due and self.state is not State.UNREADABLE else []
        days += [f"{_said(self.on)}报"] if self.on else []
        cause = f"：{self.detail}" if self.state is State.UNREADABLE and self.detail else ""
        return f"{self.name}：{self.period}{self.why}{cause}" + (f"（{'，'.join(days)}）" if days else "")

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Where the unit is named, then the rows that are in no total."""
        rows = (figure.quantity.text for row in self.sticking for figure in row.result.figures)
        return tuple(dict.fromkeys((*self.unit.origins, *(o for text in rows for o in text.origins))))

    def all(self) -> Iterator[Standing]:
        """This unit and those below it."""
        yield self
        for below in self.below:
            yield from below.all()

    def lacking(self) -> Iterator[Standing]:
        """This unit if its figures are not all there, else the units below that it lacks itself."""
        if not self.complete:
            yield self
            return
        for below in self.below:
            yield from below.lacking()


def _said(day: date) -> str:
    return f"{day.month}月{day.day}日"


def standings(
    workspace: Workspace, period: Period, as_of: date | None = None, seen: date | None = None
) -> tuple[Standing, ...]:
    """How every unit under 下级 stands with ``period``, in written order; () where none reports.

    Groups of which no unit has a file or figures are no reporting units where others are (物业公司
    beside 社区). A unit that never wrote 上报 counts as having reported once it has a row in the period.
    With ``as_of`` nobody misses a month that is to be reported after that day, and that nobody has yet.
    With ``seen`` a report that came after that day has not come: so it looked then.
    """
    rows: Rows = {}
    for row in ledger(workspace, task_tree(workspace)).rows:
        if row.result.figures:
            for depth in range(1, len(row.counted_for) + 1):
                rows.setdefault(row.counted_for[:depth], []).append(row)
    return _Standings(workspace, period, rows, as_of=as_of, seen=seen).all


Rows = dict[tuple[str, ...], list[Row]]
"""The rows with figures of every unit, by its way down; a unit's include those below it."""


class _Standings:
    """One look at the units of one file and those below."""

    def __init__(
        self,
        workspace: Workspace,
        period: Period,
        rows: Rows,
        above: tuple[str, ...] = (),
        as_of: date | None = None,
        seen: date | None = None,
    ) -> None:
        self.workspace, self.period, self.rows, self.above = workspace, period, rows, above
        self.as_of, self.seen = as_of, seen
        self.due_by = report_by(workspace)
        self.begun = begun(workspace)
        self.files = {str(unit.name): unit for unit in workspace.subordinates}

    @property
    def all(self) -> tuple[Standing, ...]:
        units = {str(name): name for group in self._groups() for name in group.units}
        return tuple(self._standing(name) for name in units.values())

    def _groups(self) -> list[UnitGroup]:
        groups = self.workspace.unit.subordinates
        return [group for group in groups if any(map(self._takes_part, group.units))] or list(groups)

    def _takes_part(self, name: str) -> bool:
        return str(name) in self.files or (*self.above, str(name)) in self.rows

    def _standing(self, name: SourceText) -> Standing:
        subordinate = self.files.get(str(name))
        path = (*self.above, str(name))
        rows = self.rows.get(path, [])
        inside = [row for row in rows if row.falls_in(self.period)]
        due = self.due_by.due(self.period) if self.due_by else None
        if subordinate is not None and subordinate.workspace is None:
            cause = subordinate.fault.message.partition("：")[2] if subordinate.fault else ""
            return Standing(path, name, State.UNREADABLE, self.period, due, detail=cause)
        covered = self._covered(subordinate.workspace if subordinate else None)
        late = late_reports(self.period, covered.used, self.due_by)
        state, on, detail = self._reported(subordinate, covered, rows, inside)
        state = State.LATE if late and state is State.ON_TIME else state
        below: tuple[Standing, ...] = ()
        if subordinate and subordinate.workspace and subordinate.subordinates:
            below = _Standings(subordinate.workspace, self.period, self.rows, path, self.as_of, self.seen).all
        sticking = tuple(_sticking(rows, self.period))
        counted = bool(inside)
        reports = covered.used
        return Standing(
            path, name, state, self.period, due, on, detail, counted, sticking, reports, late, below
        )

    def _covered(self, facts: Workspace | None) -> Covered:
        """How far a unit's reports cover the period, months that are yet to come left out."""
        if facts is None:
            return cover(self.period, (), self.begun)
        covered = cover(self.period, self._come((*reported_by(facts), *self._own(facts))), self.begun)
        if self.as_of is None or not covered.used or not covered.gaps:
            return covered
        gaps, coming = still_to_come(covered.gaps, self.due_by, self.as_of, self._all_reported)
        days = [report.on for report in covered.used if report.on]
        whole = bool(coming) and not gaps and len(days) == len(covered.used)
        return replace(covered, gaps=gaps, on=max(days) if whole else None)

    @cached_property
    def _all_reported(self) -> tuple[Reported, ...]:
        files = [unit.workspace for unit in self.files.values() if unit.workspace]
        return self._come(report for facts in files for report in reported_by(facts))

    def _own(self, facts: Workspace) -> list[Reported]:
        return [r for r in own_reports(facts) if bounds(r.period) == bounds(self.period)]

    def _come(self, reports: Iterable[Reported]) -> tuple[Reported, ...]:
        return tuple(r for r in reports if not (self.seen and r.on and r.on > self.seen))

    def _reported(
        self, subordinate: Subordinate | None, covered: Covered, rows: list[Row], inside: list[Row]
    ) -> tuple[State, date | None, str]:
        if not covered.gaps:
            due = self.due_by.due(self.period) if self.due_by else None
            return _in_time(covered.on, due), covered.on, ""
        facts = subordinate.workspace if subordinate else None
        if facts and (reported_by(facts) or (self.seen and self._own(facts))):
            return _partly(covered)
        if inside:
            short = _short_of(inside, self.period)
            return (State.OTHER_PERIOD, None, short) if short else (State.REPORTED, None, "")
        others = [row for row in rows if _overlaps(row, self.period)]
        if others:
            return State.OTHER_PERIOD, None, f"报的是{_written(others[0])}"
        return State.ABSENT, None, ""


def _in_time(on: date | None, due: date | None) -> State:
    if on is None or due is None:
        return State.REPORTED
    return State.LATE if on > due else State.ON_TIME


def _partly(covered: Covered) -> tuple[State, date | None, str]:
    """Units that list their reports, but not all of the period among them."""
    if not covered.used:
        return State.ABSENT, None, ""
    missing = stretches_said(covered.gaps)
    longest = max(covered.used, key=lambda report: report.period.end - bounds(report.period)[0])
    if len(covered.used) == 1 and bounds(longest.period)[0].month != longest.period.end.month:
        return State.OTHER_PERIOD, None, f"报的是{longest.period}，缺{missing}"
    return State.INCOMPLETE, None, missing


def _short_of(inside: list[Row], period: Period) -> str:
    """What rows over several months say instead of the whole period (1—5月 of 1—6月); "" if nothing.

    Only stretches that begin with the period are told of: whoever writes 1—5月 meant a total so far.
    """
    first, last = bounds(period)
    latest = max((row.end for row in inside if row.end), default=None)
    if latest is None or latest >= last or (last.year, last.month) == (latest.year, latest.month):
        return ""
    whole = [row for row in inside if row.start == first and row.end == latest]
    if not whole or (first.year, first.month) == (latest.year, latest.month):
        return ""
    if latest.day != last_day(latest.year, latest.month):
        return ""
    return f"报的是{_written(whole[0])}"


def _written(row: Row) -> str:
    return str(row.result.period or row.result.date)


def _overlaps(row: Row, period: Period) -> bool:
    first, last = bounds(period)
    if row.end is None or row.falls_in(period):
        return False
    return (row.start or row.end) <= last and row.end >= first


def sticking_rows(workspace: Workspace, period: Period) -> tuple[Row, ...]:
    """Rows of the office itself, its departments and units that do not report: half outside ``period``.

    Those of reporting units stand with their unit (:class:`Standing`).
    """
    rows = ledger(workspace, task_tree(workspace)).rows
    reporting = {str(standing.unit) for standing in standings(workspace, period)}
    return tuple(_sticking([r for r in rows if r.result.figures and r.unit not in reporting], period))


def _sticking(rows: Iterable[Row], period: Period) -> Iterator[Row]:
    """Rows that begin or end in the period and lie only partly in it, so that nothing adds them.

    Left out are those longer at both ends (a half year beside its months), which are figures of their
    own, and those whose days other rows of the unit tell (a half year beside the months of 5—7月).
    """
    first, last = bounds(period)
    rows = list(rows)
    partly = [row for row in rows if _overlaps(row, period) and not _spans(row, first, last)]
    if not partly:
        return
    inside: dict[tuple[tuple[str, ...], str], list[Row]] = {}
    for row in rows:
        if row.falls_in(period):
            for figure in row.result.figures:
                inside.setdefault((row.counted_for, str(figure.name)), []).append(row)
    for row in partly:
        names = {str(figure.name) for figure in row.result.figures}
        if not all(_told(row, inside.get((row.counted_for, name), ())) for name in names):
            yield row


def _told(row: Row, inside: Iterable[Row]) -> bool:
    """Whether rows inside the period have days of ``row``."""
    return any(overlap(row, other) for other in inside)


def _spans(row: Row, first: date, last: date) -> bool:
    return row.start is not None and row.start <= first and row.end is not None and row.end >= last


def lacking(all_standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """The units, at any depth, whose figures the totals lack wholly or in part."""
    return tuple(short for standing in all_standings for short in standing.lacking())
