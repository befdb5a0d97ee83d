"""汇总: every indicator over a period, in all and by unit, with what the totals lack.

Figures are questions to the ledger; what is new here is the doubt: an indicator with a conflict
has no total and says why, and a total that lacks units carries their names.
"""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from wenming_docs.facts.analysis.adding import Total, Unaddable
from wenming_docs.facts.analysis.asking import carried_rows
from wenming_docs.facts.analysis.conflicts import Conflict, conflicts_of, quantity_of
from wenming_docs.facts.analysis.ledger import Ledger, ledger
from wenming_docs.facts.analysis.rows import Row
from wenming_docs.facts.analysis.standings import Standing, lacking, standings
from wenming_docs.facts.analysis.tasks import task_tree
from wenming_docs.facts.model import Absence, Workspace
from wenming_docs.facts.values import Period
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.records import dataclass

OWN = ""
"""The key of the office's own figures among those of its units."""


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator: ``total`` over all (None with a conflict that stops it), and each unit's value.

    A unit without a figure is not among ``units``; the office's own, its departments included, stands
    under "". ``lacking`` are the units whose figures the total does not hold, or not all, and
    ``carried`` rows older than the period that stand for a unit's 期末数: whoever prints it says so.
    """

    name: str
    total: Total | None
    units: Mapping[str, Total]
    conflicts: tuple[Conflict, ...] = ()
    lacking: tuple[Standing, ...] = ()
    carried: tuple[Row, ...] = ()

    @property
    def carried_said(self) -> str:
        """注册志愿者含西门社区5月12日的数: older figures that stand for what units have now; "" for none."""
        said = [f"{_who(row)}{row.result.date or row.result.period}" for row in self.carried]
        return f"{self.name}含{_cut(said)}的数" if said else ""

    @property
    def reason(self) -> str:
        """Why there is no total, or ""."""
        return "；".join(dict.fromkeys(c.reason for c in self.conflicts if c.stops))

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows behind the total."""
        return self.total.rows if self.total else ()

    def __str__(self) -> str:
        """清理小广告8900条（不含桥头社区（未报））; the reason instead where there is no total."""
        if self.total is None:
            return f"{self.name}未合计（{self.reason}）"
        without = "；".join(filter(None, (lacking_said(self.lacking), self.carried_said)))
        return f"{self.name}{self.total.quantity}" + (f"（{without}）" if without else "")


@dataclass(frozen=True, slots=True)
class RollUp:
    """All indicators of a period, in order of first mention, and how every unit stands with it."""

    period: Period
    standings: tuple[Standing, ...]
    lines: tuple[Line, ...]
    lacking: tuple[Standing, ...]

    def line(self, name: str) -> Line | None:
        """The line of one indicator."""
        return next((line for line in self.lines if line.name == name), None)

    @property
    def units(self) -> tuple[str, ...]:
        """The units that have a figure, in the order of 下级; without any 下级 those that rows name."""
        have = dict.fromkeys(unit for line in self.lines for unit in line.units if unit != OWN)
        declared = [str(standing.unit) for standing in self.standings]
        return tuple(unit for unit in declared or have if unit in have)

    @property
    def has_own(self) -> bool:
        """Whether the office itself has figures."""
        return any(OWN in line.units for line in self.lines)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Those of all indicators."""
        return tuple(conflict for line in self.lines for conflict in line.conflicts)


def roll_up(workspace: Workspace, period: Period, as_of: date | None = None) -> RollUp:
    """The figures of ``period`` in all and by unit, those of all units below included.

    ``as_of`` is the day on which units are asked what they lack (:func:`standings`).
    """
    if _LATEST and _LATEST[0][0]() is workspace and _LATEST[0][1:3] == (period, as_of):
        return _LATEST[0][3]
    made = _roll_up(workspace, period, as_of)
    _LATEST[:] = [(weakref.ref(workspace), period, as_of, made)]
    return made


_LATEST: list[tuple[weakref.ref[Workspace], Period, date | None, RollUp]] = []
"""The one that was asked for last: every part of a document asks for the same one."""


def _roll_up(workspace: Workspace, period: Period, as_of: date | None) -> RollUp:
    book = within(ledger(workspace, task_tree(workspace)), period)
    stand = standings(workspace, period, as_of)
    short = lacking(stand)
    books = _by_unit(book, {str(standing.unit) for standing in stand})
    conflicts = conflicts_of(workspace, book)
    lines = tuple(_line(book, books, name, conflicts.get(name, ()), short, period) for name in book.names())
    return RollUp(period, stand, lines, short)


def within(book: Ledger, period: Period) -> Ledger:
    """The ledger of the rows that belong to ``period``, and of what 期末数 carry into it."""
    carried: dict[int, set[str]] = {}
    for name in book.names():
        for row in carried_rows(book, name, period):
            carried.setdefault(row.index, set()).add(name)
    rows = (_within(row, period, carried.get(row.index)) for row in book.rows)
    wholes = tuple(row for row in book.wholes if row.falls_in(period))
    return Ledger(tuple(row for row in rows if row), book.rules, wholes)


def _within(row: Row, period: Period, carried: set[str] | None) -> Row | None:
    if row.falls_in(period) or not carried:
        return row if row.falls_in(period) else None
    figures = tuple(figure for figure in row.result.figures if str(figure.name) in carried)
    return replace(row, result=row.result.model_copy(update={"figures": figures}))


def _every(_row: Row) -> bool:
    return True


def _by_unit(book: Ledger, declared: set[str]) -> dict[str, Ledger]:
    """The ledgers of the units under 下级; what departments did is the office's own."""
    books = book.by_unit
    if not declared or all(unit in declared for unit in books if unit != OWN):
        return books
    own = tuple(row for row in book.rows if row.unit not in declared)
    return {OWN: Ledger(own, book.rules), **{unit: books[unit] for unit in books if unit in declared}}


def _line(
    book: Ledger,
    books: Mapping[str, Ledger],
    name: str,
    conflicts: tuple[Conflict, ...],
    missing: tuple[Standing, ...],
    period: Period,
) -> Line:
    units, total = {}, None
    for unit, rows in books.items():
        try:
            if (value := rows.total(name, _every)) is not None:
                units[unit] = value
        except Unaddable as error:
            conflicts = (*conflicts, _unaddable(book, name, error))
    if not any(conflict.stops for conflict in conflicts):
        try:
            total = book.total(name, _every)
        except Unaddable as error:
            conflicts = (*conflicts, _unaddable(book, name, error))
    carried = tuple(row for row in total.rows if not row.falls_in(period)) if total else ()
    return Line(name, total, units, tuple(dict.fromkeys(conflicts)), missing, carried)


def _unaddable(book: Ledger, name: str, error: Unaddable) -> Conflict:
    """F125: what keeps the figures apart, by unit: 东门社区按“条”计, 西门社区按“处”计."""
    rows = book.rows_by_name[name]
    shapes = Counter(_shape(row, name) for row in rows)
    if len(shapes) < 2:
        finding = Finding(
            "F125", Severity.WARNING, f"“{name}”各单位合不到一起：{error.message}", error.hint, error.origin
        )
        return Conflict(name, error.message.partition("（")[0], finding)
    usual = max(shapes, key=lambda shape: (any(shape), shapes[shape]))  # one without a measure is no model
    odd = next(row for row in rows if _shape(row, name) != usual)
    like = next(row for row in rows if _shape(row, name) == usual)
    ways = f"{_who(odd)}按“{_measures(odd, name)}”计，{_who(like)}按“{_measures(like, name)}”计"
    place = _place(odd, name)
    message = f"“{name}”计量单位不一样，不能合计：{ways}{_line_said(_place(like, name), place)}"
    hint = f"改成同一个计量单位，例如“{_measures(like, name)}”；是两个指标就换个名字"
    return Conflict(name, f"计量单位不一样：{ways}", Finding("F125", Severity.WARNING, message, hint, place))


def _shape(row: Row, name: str) -> tuple[str, ...]:
    quantity = quantity_of(row, name)
    return tuple(amount.canonical_measure for amount in quantity.amounts) if quantity else ()


def _measures(row: Row, name: str) -> str:
    quantity = quantity_of(row, name)
    return "、".join(amount.measure or "（没写）" for amount in quantity.amounts) if quantity else ""


def _who(row: Row) -> str:
    return "／".join(row.counted_for) or "本级"


def _place(row: Row, name: str) -> Origin | None:
    quantity = quantity_of(row, name)
    return quantity.text.origin if quantity else None


def _line_said(place: Origin | None, beside: Origin | None) -> str:
    return f"（{place.line_beside(beside)}）" if place else ""


def lacking_said(short: Sequence[Standing]) -> str:
    """不含桥头社区（未报）、柳荫社区（文件读不了）；南门社区缺4月、5月; "" where nothing lacks."""
    without = [f"{standing.name}（{standing.why}）" for standing in short if not standing.counted]
    partly = [f"{standing.name}{standing.why}" for standing in short if standing.counted]
    return "；".join(filter(None, (f"不含{_cut(without)}" if without else "", _cut(partly))))


def after_total(short: Sequence[Standing]) -> str:
    """The same as it goes on after 合计: 不含桥头社区（未报）, or 中，南门社区缺4月."""
    said = lacking_said(short)
    return said if not said or said.startswith("不含") else f"中，{said}"


def _cut(names: Sequence[str], most: int = 12) -> str:
    return "、".join(names[:most]) + (f"等{len(names)}个单位" if len(names) > most else "")


def refuses_absence(workspace: Workspace) -> bool:
    """Whether 汇总.缺报 says that nothing is issued while a unit is missing."""
    return workspace.rollup is not None and workspace.rollup.absence is Absence.REFUSED
