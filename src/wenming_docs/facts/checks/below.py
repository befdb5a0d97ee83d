"""Files of the units below beside each other: what each one's own check cannot see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from wenming_docs.facts.analysis import ledger, task_tree
from wenming_docs.facts.checks.manners import one_apart
from wenming_docs.facts.checks.names import core_of
from wenming_docs.facts.checks.places import noted
from wenming_docs.facts.model import Workspace, family_of
from wenming_docs.findings import Finding, Severity, SourceText
from wenming_docs.zh.alike import is_slip

_SHORTEST = 3


def rows_of_neighbours(workspace: Workspace) -> Iterator[Finding]:
    """F128: a row in one unit's file that says it is of a neighbour, for whom nobody counts it."""
    beside: dict[tuple[str, ...], set[str]] = {(): _units_below(workspace)}
    for path, unit in family_of(workspace):
        if unit.workspace:
            beside[path] = _units_below(unit.workspace)
        own = {str(name) for name in unit.workspace.unit.units()} if unit.workspace else set()
        neighbours = beside.get(path[:-1], set()) - {path[-1]} - own
        for result in unit.workspace.results if unit.workspace else ():
            name = result.unit
            if name is not None and str(name) in neighbours:
                message = f"“{'／'.join(path)}”的文件里，这条成果的单位是“{name}”，会算成“{path[-1]}”的"
                hint = f"是“{name}”的就移到它的文件里；不是就改“单位”"
                yield Finding("F128", Severity.WARNING, message, hint, name.origin)


def _units_below(workspace: Workspace) -> set[str]:
    return {str(name) for group in workspace.unit.subordinates for name in group.units}


def names_of_several_files(workspace: Workspace) -> Iterator[Finding]:
    """F047, F108: one indicator written in two ways in two files, so that their figures never meet."""
    if not workspace.subordinates:
        return
    first: dict[str, SourceText] = {}
    written: Counter[str] = Counter()
    for row in ledger(workspace, task_tree(workspace)).rows:
        for figure in row.result.figures:
            first.setdefault(str(figure.name), figure.name)
            written[str(figure.name)] += 1
    cores: dict[str, str] = {}
    for name in first:
        other = cores.setdefault(core_of(name), name)
        if other != name and len(core_of(name)) >= _SHORTEST:
            yield from _twins("F108", "像是同一个指标", (name, other), first, written)
    for name, other in one_apart(list(first)):
        if is_slip(name, other) and core_of(name) != core_of(other):
            yield from _twins("F047", "只差一个字", (name, other), first, written)


def _twins(
    code: str, said: str, names: tuple[str, str], first: Mapping[str, SourceText], written: Counter[str]
) -> Iterator[Finding]:
    """The finding at the rarer name; what to write is only said where one is the commoner."""
    rare, usual = sorted(names, key=lambda name: written[name])
    here, there = first[rare].origin, first[usual].origin
    if here is None or there is None or here.file == there.file:
        return  # within one file its own check tells of them
    cure = f"都写成“{usual}”" if written[rare] < written[usual] else "写成一样"
    message = f"“{rare}”和“{usual}”{noted(there, here)}{said}"
    hint = f"是一回事就{cure}，各单位的数才会加到一起；不是就不用管"
    yield Finding(code, Severity.WARNING, message, hint, here)


__all__ = ["names_of_several_files", "rows_of_neighbours"]
