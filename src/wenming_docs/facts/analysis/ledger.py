"""The results as a ledger: which rows fall into a period, and what they add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from wenming_docs.facts.analysis.tasks import TaskNode, TaskTree
from wenming_docs.facts.model import Result, Rule, Workspace
from wenming_docs.facts.values import BadValue, Period, Quantity, add
from wenming_docs.findings import Origin
from wenming_docs.zh import BadDate, parse_date


@dataclass(frozen=True, slots=True)
class Row:
    """One result with its resolved time and task; ``start``/``end`` are None where unknown."""

    result: Result
    index: int
    start: date | None
    end: date | None
    task: TaskNode | None

    def falls_in(self, period: Period | None) -> bool:
        """Whether the row belongs to ``period``; a row without a time belongs to every period."""
        if period is None or self.end is None:
            return True
        if period.start is None:
            return self.end <= period.end
        return period.start <= (self.start or self.end) and self.end <= period.end


@dataclass(frozen=True)
class Ledger:
    """All rows of a workspace, in written order."""

    rows: tuple[Row, ...]
    rules: dict[str, Rule]

    @cached_property
    def rows_by_name(self) -> dict[str, tuple[Row, ...]]:
        """Every indicator that has a figure, in order of first mention, with its rows oldest first."""
        found: dict[str, dict[int, Row]] = {}
        for row in _in_time(self.rows):
            for figure in row.result.figures:
                found.setdefault(str(figure.name), {})[row.index] = row
        first = {str(f.name): None for row in self.rows for f in row.result.figures}
        return {name: tuple(found[name].values()) for name in first}

    def names(self) -> tuple[str, ...]:
        """Every indicator that has a figure, once, in order of first mention."""
        return tuple(self.rows_by_name)

    def quantities(self, name: str, keep: Callable[[Row], bool]) -> list[Quantity]:
        """The figures called ``name`` of the rows that ``keep`` accepts, oldest first."""
        kept = [row for row in self.rows_by_name.get(name, ()) if keep(row)]
        return [f.quantity for row in kept for f in row.result.figures if f.name == name]

    def value(self, name: str, keep: Callable[[Row], bool]) -> Quantity | None:
        """The indicator over the accepted rows by its rule; None without a row.

        Raises Unaddable where figures of different measure would have to be added.
        """
        found = self.quantities(name, keep)
        if not found:
            return None
        if len(found) == 1:
            return found[0]
        try:
            return add(found, self.rules.get(name, Rule.SUM).aggregation)
        except BadValue as error:
            raise _unaddable(self.quantities(name, _always), error) from None


class Unaddable(BadValue):
    """Figures of one indicator that cannot be added; ``origin`` is the one that differs from the others.

    Every sum of the indicator says the same, so that one slip is told once.
    """

    def __init__(self, message: str, hint: str, origin: Origin | None) -> None:
        super().__init__(message, hint)
        self.origin = origin


def _always(_row: Row) -> bool:
    return True


def _unaddable(quantities: list[Quantity], error: BadValue) -> Unaddable:
    """What is odd among ``quantities``: the first one of the rarest measure."""
    shapes = [tuple(amount.canonical_measure for amount in quantity.amounts) for quantity in quantities]
    counts = Counter(shapes)
    if len(counts) < 2:
        lines = "、".join(dict.fromkeys(str(q.origins[0].line) for q in quantities if q.origins))
        first = next((q.origins[0] for q in quantities if q.origins), None)
        return Unaddable(f"{error.message}（成果在第{lines}行）", error.hint, first)
    usual = counts.most_common(1)[0][0]
    odd = next(index for index, shape in enumerate(shapes) if shape != usual)
    like = quantities[shapes.index(usual)]
    quantity = quantities[odd]
    where = f"（第{like.origins[0].line}行）" if like.origins else ""
    message = f"这里写“{quantity}”，别处写“{like}”{where}，计量单位不一样"
    return Unaddable(message, "改成同一个计量单位", next(iter(quantity.origins), None))


def _in_time(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.end or date.min)


def ledger(workspace: Workspace, tree: TaskTree) -> Ledger:
    """The ledger; times that cannot be read count as unknown here (checks name them)."""
    rows = []
    for index, result in enumerate(workspace.results):
        start, end = time_of(result, workspace.year)
        tasks = tree.find(result.task) if result.task else []
        rows.append(Row(result, index, start, end, tasks[0] if tasks else None))
    return Ledger(tuple(rows), {str(name): rule for name, rule in workspace.indicator_rules.items()})


def time_of(result: Result, year: int | None) -> tuple[date | None, date | None]:
    """First and last day of a result; (None, None) if it has none or it cannot be read."""
    return _time(str(result.date or ""), str(result.period or ""), year)


@lru_cache(maxsize=4096)
def _time(date_text: str, period_text: str, year: int | None) -> tuple[date | None, date | None]:
    try:
        if date_text:
            day = parse_date(date_text)
            on = day.resolve(year) if day else None
            return on, on
        if period_text:
            period = Period.parse(period_text, year=year)
            return period.start, period.end
    except (BadDate, BadValue, ValueError):
        return None, None
    return None, None
