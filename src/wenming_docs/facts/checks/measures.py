"""Measures: one indicator is counted in one measure, spelt in one way."""

from __future__ import annotations

from collections.abc import Iterator

from wenming_docs.facts.analysis import Row, ledger, task_tree
from wenming_docs.facts.analysis.typed import typed_figures
from wenming_docs.facts.checks.entries import rule_of
from wenming_docs.facts.checks.following import reports_of
from wenming_docs.facts.checks.places import line_said
from wenming_docs.facts.model import Rule, Workspace
from wenming_docs.facts.values import Period, Quantity
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.records import dataclass


@dataclass(frozen=True, slots=True)
class Use:
    """A quantity of an indicator, and where: in 成果, in 工作目标 or in prose."""

    quantity: Quantity
    place: Origin | None
    target: bool = False
    row: Row | None = None

    @property
    def spelt(self) -> tuple[str, ...]:
        return tuple(amount.measure for amount in self.quantity.amounts)

    @property
    def meant(self) -> tuple[str, ...]:
        return tuple(amount.canonical_measure for amount in self.quantity.amounts)


def uses_of(workspace: Workspace) -> dict[str, list[Use]]:
    """Every known quantity by indicator: results first, then targets, then figures in prose."""
    return workspace.kept(_uses)


def _uses(workspace: Workspace) -> dict[str, list[Use]]:
    found: dict[str, list[Use]] = {}
    for row in ledger(workspace, task_tree(workspace)).own:
        for figure in row.result.figures:
            use = Use(figure.quantity, figure.quantity.text.origin, row=row)
            found.setdefault(str(figure.name), []).append(use)
    for target in workspace.targets:
        if target.indicator and target.goal:
            place = target.goal.text.origin
            found.setdefault(str(target.indicator), []).append(Use(target.goal, place, True))
    for typed in typed_figures(workspace):
        found.setdefault(typed.name, []).append(Use(typed.quantity, typed.place))
    return {name: [use for use in uses if not use.quantity.unknown] for name, uses in found.items()}


def mixed_measures(workspace: Workspace) -> Iterator[Finding]:
    """F093: one indicator in 条 and 块, or in ㎡ and 平方米; F111: once with a measure, once without.

    Sums of different measures are refused where a document adds them (F022); this speaks of what
    none adds: targets, figures in prose, results of different reports, last values.
    """
    told = [period for _, period in reports_of(workspace)]
    for name, uses in uses_of(workspace).items():
        yield from _spellings(name, uses)
        summed = told if rule_of(workspace, name) in (Rule.SUM, Rule.MEAN, Rule.MAX) else []
        yield from _different(name, uses, summed)
        yield from _bare(name, uses)


def _spellings(name: str, uses: list[Use]) -> Iterator[Finding]:
    first: dict[tuple[str, ...], Use] = {}
    for use in uses:
        earlier = first.setdefault(use.meant, use)
        if use.spelt != earlier.spelt:
            said, before = "、".join(use.spelt), "、".join(earlier.spelt)
            message = f"“{name}”这里用“{said}”，{line_said(earlier.place, use.place)}用“{before}”"
            yield Finding("F093", Severity.WARNING, message, f"统一写成“{before}”", use.place)
            return


def _different(name: str, uses: list[Use], summed: list[Period | None]) -> Iterator[Finding]:
    plain = [use for use in uses if all(use.meant) and not any("%" in measure for measure in use.meant)]
    if not plain:
        return
    first = plain[0]
    for use in plain[1:]:
        if use.meant == first.meant or _added(first, use, summed) or _covers(first, use):
            continue
        said, before = "、".join(use.spelt), "、".join(first.spelt)
        where = line_said(first.place, use.place)
        message = f"“{name}”这里按“{said}”计，{where}按“{before}”计，没法对照"
        hint = "改成同一个计量单位；是两个指标就换个名字"
        yield Finding("F093", Severity.WARNING, message, hint, use.place)
        return


def _covers(left: Use, right: Use) -> bool:
    """Whether one is a target whose measure is among those of the other: 80处 and 53处2360平方米."""
    return left.target != right.target and (
        set(left.meant) <= set(right.meant) if left.target else set(right.meant) <= set(left.meant)
    )


def _added(left: Use, right: Use, periods: list[Period | None]) -> bool:
    """Whether a report covers both, so that it will refuse to add them."""
    if left.target or right.target:
        return False
    if left.row is None or right.row is None:
        return True  # typed beside results or typed twice: F023, F025 and F057 compare those
    return any(left.row.falls_in(period) and right.row.falls_in(period) for period in periods)


def _bare(name: str, uses: list[Use]) -> Iterator[Finding]:
    measured = next((use for use in uses if all(use.meant)), None)
    if measured is None or len(measured.meant) > 1:
        return
    for use in uses:
        if use.meant == ("",) and not use.target:  # a target without a measure is F072's
            measure = measured.spelt[0]
            message = f"“{name}”这里没写计量单位，{line_said(measured.place, use.place)}有“{measure}”"
            hint = f"写成“{use.quantity}{measure}”"
            yield Finding("F111", Severity.WARNING, message, hint, use.place)
