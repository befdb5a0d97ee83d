"""One document for each unit: 责任清单, 任务分解表, 整改通知单 … with that unit's tasks or problems alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from wenming_docs.errors import WrongUse
from wenming_docs.facts.analysis.duties import units_meant, units_with_part
from wenming_docs.facts.analysis.issues import issue_states
from wenming_docs.facts.kinds import KINDS, Kind
from wenming_docs.facts.model import Workspace
from wenming_docs.findings import SourceText
from wenming_docs.words.contexts.compose import Request, composer_of
from wenming_docs.words.contexts.issue_parts import WHOLE, as_of, is_about_issues
from wenming_docs.zh import nearest


def split_by_unit(
    workspace: Workspace, requests: Sequence[Request], only: Sequence[str]
) -> list[list[Request]]:
    """For each request those that take its place: one for each unit with a part in it, else itself.

    A unit named by a document under 文稿 gets that one; the others share what names none, else a copy of
    the first. ``only`` keeps some units (各社区 means each). Raises WrongUse where nothing can be split,
    and for a unit of ``only`` that has a part nowhere.
    """
    if not any(request.kind.by_unit for request in requests):
        can = "、".join(kind.name for kind in KINDS if kind.by_unit)
        here = "、".join(dict.fromkeys(request.kind.name for request in requests))
        raise WrongUse(f"“{here}”不能按单位分；能分的有：{can}（用 --kind 指明一种）")
    units = [_units(workspace, request, requests) if request.kind.by_unit else [] for request in requests]
    kept = _kept(workspace, only, dict.fromkeys(str(unit) for some in units for unit in some))
    copies = [
        [_for_unit(one, unit) for unit in some if str(unit) in kept]
        for one, some in zip(requests, units, strict=True)
    ]
    return [made if one.kind.by_unit else [one] for one, made in zip(requests, copies, strict=True)]


def _kept(workspace: Workspace, only: Sequence[str], known: Collection[str]) -> set[str]:
    """The units asked for among those that are known, all where none is asked for."""
    if not known:
        file = workspace.where().file
        cure = "先在任务下写“牵头: ……”，在问题下写“单位: ……”"
        raise WrongUse(f"“{file}”里没有一个单位有任务或问题，分不出来：{cure}")
    wanted = {str(unit) for word in only for unit in units_meant(workspace.unit, SourceText(word))}
    for unit in sorted(wanted.difference(known)):
        close = nearest(unit, known)
        hint = f"是不是想写“{close}”" if close else f"有：{'、'.join(known)}"
        raise WrongUse(f"--for：“{unit}”在这份文稿里没有任务或问题。{hint}")
    return wanted or set(known)


def _for_unit(request: Request, unit: SourceText) -> Request:
    """The request for one unit; what its author wrote for another unit alone is left to be composed."""
    plan = request.document
    changed: dict[str, object] = {"units": (unit,)}
    if others := [str(name) for name in plan.units if str(name) != str(unit)]:
        for field in ("title", "main_recipients", "name"):
            if any(name in str(getattr(plan, field) or "") for name in others):
                changed[field] = None
    return replace(request, document=plan.model_copy(update=changed), for_unit=unit)


def _units(workspace: Workspace, request: Request, requests: Sequence[Request]) -> list[SourceText]:
    """The units that this one of the requests is for."""
    alike = [one for one in requests if (one.kind, one.period) == (request.kind, request.period)]
    own = _named(workspace, [request])
    elsewhere = _named(workspace, [one for one in alike if one is not request])
    without = [one for one in alike if not one.document.units]
    takes_rest = any(one is request for one in without or alike[:1])
    return [
        unit
        for unit in _with_part(workspace, request)
        if str(unit) in own or takes_rest and str(unit) not in elsewhere
    ]


def _named(workspace: Workspace, requests: Iterable[Request]) -> set[str]:
    names = (name for request in requests for name in request.document.units)
    return {str(unit) for name in names for unit in units_meant(workspace.unit, name)}


def _with_part(workspace: Workspace, request: Request) -> tuple[SourceText, ...]:
    """The units that a document of this kind can be made for, in the order of 单位."""
    if not is_about_issues(request.kind):
        return units_with_part(workspace, request.kind.name)
    found = _with_issue(workspace, request.kind, as_of(composer_of(workspace, request)))
    known = {str(unit): unit for unit in reversed(list(found))}
    declared = [str(unit) for unit in workspace.unit.units() if str(unit) in known]
    return tuple(known[name] for name in dict.fromkeys([*declared, *reversed(known)]))


def _with_issue(workspace: Workspace, kind: Kind, day: date | None) -> Iterator[SourceText]:
    """The units whose problems a kind tells: the closed ones too only where it tells all."""
    closed_too = not WHOLE.isdisjoint(kind.skeleton)
    for state in issue_states(workspace, day):
        if closed_too or not state.is_closed:
            for unit in state.issue.unit:
                yield from units_meant(workspace.unit, unit)
