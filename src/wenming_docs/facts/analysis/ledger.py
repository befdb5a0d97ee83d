"""The results as a ledger: which rows fall into a period, and what they add up to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property

from wenming_docs.facts.analysis.adding import Counted, Total, total_of, unaddable
from wenming_docs.facts.analysis.rows import Row, own_rows, subordinate_rows
from wenming_docs.facts.analysis.tasks import TaskTree, task_tree
from wenming_docs.facts.model import Figure, Rule, Workspace
from wenming_docs.facts.values import BadValue, Quantity
from wenming_docs.records import dataclass


@dataclass(frozen=True)
class Ledger:
    """All rows of a workspace and of the units below it: its own in written order, then theirs.

    ``wholes`` are the rows marked 含下级: totals to check the others against, in no sum. Only of 去重,
    which cannot be summed, such a total is the value, and stands among the rows.
    """

    rows: tuple[Row, ...]
    rules: dict[str, Rule]
    wholes: tuple[Row, ...] = ()

    @cached_property
    def own(self) -> tuple[Row, ...]:
        """The rows of the file itself."""
        return tuple(row for row in self.rows if not row.source_path)

    @cached_property
    def rows_by_name(self) -> dict[str, tuple[Row, ...]]:
        """Every indicator that has a figure, in order of first mention, with its rows oldest first."""
        return {name: tuple(row for row, _ in counted) for name, counted in self._counted.items()}

    @cached_property
    def _counted(self) -> dict[str, list[Counted]]:
        found: dict[str, list[Counted]] = {}
        for row in _in_time(self.rows):
            for figure in row.result.figures:
                found.setdefault(str(figure.name), []).append((row, figure.quantity))
        first = {str(f.name): None for row in self.rows for f in row.result.figures}
        return {name: found[name] for name in first}

    def names(self) -> tuple[str, ...]:
        """Every indicator that has a figure, once, in order of first mention."""
        return tuple(self._counted)

    @cached_property
    def by_unit(self) -> dict[str, Ledger]:
        """The unit that rows count for ("" the office itself) → the ledger of those rows alone.

        To ask about every unit, ask these: each looks at its own rows only.
        """
        groups: dict[str, list[Row]] = {}
        for row in self.rows:
            groups.setdefault(row.unit, []).append(row)
        wholes: dict[str, list[Row]] = {}
        for row in self.wholes:
            wholes.setdefault(row.unit, []).append(row)
        units = dict.fromkeys((*groups, *wholes))
        return {u: Ledger(tuple(groups.get(u, ())), self.rules, tuple(wholes.get(u, ()))) for u in units}

    @cached_property
    def units(self) -> frozenset[str]:
        """Every unit that a row counts for, was written about or came through."""
        named = (u for row in self.rows for u in (row.unit, str(row.result.unit or ""), *row.source_path))
        return frozenset(named) - {""}

    def quantities(self, name: str, keep: Callable[[Row], bool]) -> list[Quantity]:
        """The figures called ``name`` of the rows that ``keep`` accepts, oldest first."""
        return [quantity for row, quantity in self._counted.get(name, ()) if keep(row)]

    def value(self, name: str, keep: Callable[[Row], bool]) -> Quantity | None:
        """The indicator over the accepted rows by its rule; None without a row.

        Raises Unaddable where its figures make no one figure (different measures, 去重).
        """
        total = self.total(name, keep)
        return total.quantity if total else None

    def total(self, name: str, keep: Callable[[Row], bool]) -> Total | None:
        """Like :meth:`value`, with the rows that make it."""
        counted = [(row, quantity) for row, quantity in self._counted.get(name, ()) if keep(row)]
        if not counted:
            return None
        try:
            return total_of(counted, self.rules.get(name, Rule.SUM))
        except BadValue as error:
            raise unaddable([quantity for _, quantity in self._counted[name]], error) from None


def _in_time(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.end or date.min)


def ledger(workspace: Workspace, tree: TaskTree) -> Ledger:
    """The ledger; times that cannot be read count as unknown here (checks name them)."""
    return workspace.kept(_ledger) if tree is task_tree(workspace) else _made(workspace, tree)


def _ledger(workspace: Workspace) -> Ledger:
    return _made(workspace, task_tree(workspace))


def _made(workspace: Workspace, tree: TaskTree) -> Ledger:
    rules = {str(name): rule for name, rule in workspace.indicator_rules.items()}
    own = own_rows(workspace, tree)
    rows, wholes = [], []
    for row in (*own, *subordinate_rows(workspace, tree, own)):
        if not row.result.includes_subordinates:
            rows.append(row)
            continue
        counted = tuple(f for f in row.result.figures if rules.get(str(f.name)) is Rule.DISTINCT)
        if apart := tuple(figure for figure in row.result.figures if figure not in counted):
            wholes.append(_with_figures(row, apart))
        if counted or row.result.matter:  # what was done is told all the same
            rows.append(_with_figures(row, counted))
    return Ledger(tuple(rows), rules, tuple(wholes))


def _with_figures(row: Row, figures: tuple[Figure, ...]) -> Row:
    if figures == row.result.figures:
        return row
    return replace(row, result=row.result.model_copy(update={"figures": figures}))
