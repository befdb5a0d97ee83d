"""Names: spelt one way in all texts, and meaning one thing each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import cast

from wenming_docs.facts.analysis import task_tree
from wenming_docs.facts.analysis.typed import quoted_names, typed_figures
from wenming_docs.facts.checks.measures import Use, uses_of
from wenming_docs.facts.checks.places import line_said, noted
from wenming_docs.facts.checks.slips import Declared, near_names
from wenming_docs.facts.model import Prose, Workspace, is_model
from wenming_docs.facts.values import Person
from wenming_docs.findings import Finding, Origin, Severity, SourceText, place_in
from wenming_docs.zh.lazy import lazy_pattern

_SHORTEST, _SHORT = 4, 5
_LINES = frozenset(
    ("title", "heading", "subtitle", "name", "matter", "problem", "measure", "place", "remedy", "aspect")
    + ("caption", "main_recipients", "salutation", "note", "head", "rows")
)
"""Fields of one line that are printed as they stand; 牵头, 配合 and the like are F042's."""
_ELSEWHERE = frozenset(("unit", "people", "honour", "short", "issues", "reuse", "take", "left_out"))


def declared_names(workspace: Workspace) -> dict[str, Declared]:
    """The names that texts must spell in one way."""
    unit = workspace.unit
    found: dict[str, Declared] = {}
    names = [(name, False) for name in (*unit.units(), unit.superior) if name]
    names += [(workspace.campaign.honour, True)] if workspace.campaign.honour else []
    names += [(workspace.campaign.name, False)] if workspace.campaign.name else []
    for honour in workspace.honours:
        names += [(SourceText(re.sub("[（(].*$", "", str(honour.name)), honour.name.origins), True)]
        names += [(honour.issuer, False)] if honour.issuer else []
    for basis in workspace.basis:
        names += [(text, True) for text in (basis.name, basis.short) if text]
        names += [(basis.issuer, False)] if basis.issuer else []
    for name, whole in names:
        bare = str(name).strip("《》")
        if len(bare) >= _SHORTEST and "待填" not in bare:
            found.setdefault(bare, Declared(bare, name.origin, whole))
    return found


def told_texts(workspace: Workspace) -> list[SourceText]:
    """Every text that is printed as its author typed it: prose, headings, titles, cells."""
    return workspace.kept(_told_texts)


def _told_texts(workspace: Workspace) -> list[SourceText]:
    found: list[SourceText] = []
    _gather_told(workspace, found)
    return found


def _gather_told(value: object, found: list[SourceText]) -> None:
    kind = type(value)
    if kind is Prose:
        found.extend(cast(Prose, value).paragraphs)
    elif kind is SourceText:
        found.append(cast(SourceText, value))
    elif kind is Person:
        found.append(cast(Person, value).text)
    elif kind is tuple:
        for item in cast(tuple[object, ...], value):
            _gather_told(item, found)
    elif is_model(kind):
        for attribute, below in vars(value).items():
            if below is None:
                continue
            kind = type(below)
            if kind is SourceText:
                if below and attribute in _LINES:
                    found.append(below)
            elif kind is tuple:
                if below and attribute not in _ELSEWHERE and (attribute in _LINES or _holds(below)):
                    for item in below:
                        _gather_told(item, found)
            elif attribute not in _ELSEWHERE and (kind is Prose or is_model(kind) or attribute in _LINES):
                _gather_told(below, found)


def _holds(values: tuple[object, ...]) -> bool:
    return type(values[0]) is Person or is_model(type(values[0]))


class _Whole:
    """All texts as one, so that each name is looked for only once."""

    def __init__(self, texts: list[SourceText]) -> None:
        self.texts = texts
        self.text = "\n".join(map(str, texts))
        self.starts: list[int] = []
        at = 0
        for text in texts:
            self.starts.append(at)
            at += len(text) + 1

    def place(self, at: int, typed: str, files: dict[str, str]) -> Origin | None:
        """Where ``typed`` stands; names of one line share a place, so the line itself is asked."""
        index = bisect_right(self.starts, at) - 1
        place = place_in(self.texts[index], at - self.starts[index])
        start = self.texts[index].origin
        if place is None or start is None or start.file not in files:
            return place
        lines = files[start.file].splitlines()
        line = lines[start.line - 1] if start.line <= len(lines) else ""
        column = line.find(typed, start.column - 1)
        return place._replace(column=column + 1) if column >= 0 else place


def _whole(workspace: Workspace) -> _Whole:
    return _Whole(told_texts(workspace))


def misspelt_names(workspace: Workspace) -> Iterator[Finding]:
    """F098: a declared unit, honour, campaign or basis that a text spells a little differently."""
    declared = declared_names(workspace)
    whole = workspace.kept(_whole)
    names = sorted(declared.values(), key=lambda d: len(d.name))
    hits: dict[int, tuple[str, Declared]] = {}
    for at, typed, name in sorted(near_names(whole.text, names), key=lambda hit: len(hit[2].name)):
        if any(typed in other for other in declared):
            continue
        for inside in [start for start in range(at, at + len(typed)) if start in hits]:
            del hits[inside]  # the longest name has the last word
        hits[at] = typed, name
    for at, (typed, name) in sorted(hits.items()):
        place = whole.place(at, typed, workspace.texts)
        message = f"“{typed}”像是“{name.name}”{noted(name.place, place)}写错了"
        hint = f"写成“{name.name}”；确是另一个名称就不用管"
        severity = Severity.NOTICE if _may_be_another(typed, name) else Severity.WARNING
        yield Finding("F098", severity, message, hint, place)


def _may_be_another(typed: str, declared: Declared) -> bool:
    """北苑社区 beside 北园社区: short names that differ in their own part may be two units."""
    return not declared.whole and len(declared.name) <= _SHORT and typed[-2:] == declared.name[-2:]


_FILLER = lazy_pattern("了|的|各类|各种")
_ENDING = lazy_pattern("(?:数量|总数|个数|次数|人数|件数|户数|数|活动|工作)$")


def core_of(name: str) -> str:
    """What a name of an indicator is about, whatever its fillers and its order of verb and object."""
    bare = _FILLER.sub("", name)
    stem = _ENDING.sub("", bare)
    return "".join(sorted(stem if len(stem) >= _SHORTEST else bare))


def filler_twins(workspace: Workspace) -> Iterator[Finding]:
    """F108: 清理小广告, 清理了小广告 and 小广告清理, counted apart."""
    first: dict[str, tuple[str, list[Use]]] = {}
    for name, uses in uses_of(workspace).items():
        core = core_of(name)
        other, before = first.setdefault(core, (name, uses))
        if other == name or len(core) < _SHORTEST or not _one_measure(before, uses):
            continue
        here = uses[0].place
        message = f"“{name}”和“{other}”{noted(before[0].place, here)}像是同一个指标"
        hint = f"是一回事就都写成“{other}”，数才会加到一起；不是就不用管"
        yield Finding("F108", Severity.WARNING, message, hint, here)


def _one_measure(left: list[Use], right: list[Use]) -> bool:
    return bool(left and right) and left[0].meant == right[0].meant


def ambiguous_figures(workspace: Workspace) -> Iterator[Finding]:
    """F109: a figure typed in prose that is called like a task, a phase or a unit."""
    tree = task_tree(workspace)
    phases = {str(phase.name) for phase in workspace.phases}
    units = {str(unit) for unit in workspace.unit.units()}
    counted = {str(f.name) for result in workspace.results for f in result.figures}
    done: set[str] = set()
    for typed in typed_figures(workspace):
        name = typed.name
        if name in done or name in counted:
            continue
        done.add(name)
        sort = "任务" if tree.find(name) else "阶段" if name in phases else ""
        quotes = [q for d in workspace.documents if (q := quoted_names(d)) and name in q] if sort else []
        if quotes:
            place = quotes[0][name]
            message = f"【{name}】是{sort}的名字，印的是名字，不是{line_said(typed.place, place)}写的数"
            hint = f"数换个名字，或记进“成果”，再引用【{name}】"
            yield Finding("F109", Severity.WARNING, message, hint, place)
        elif name in units:
            message = f"【{name}：{typed.quantity}】的名字是单位，看不出是什么数"
            hint = f"名字写“动作＋对象”，如【清理楼道：{typed.quantity}】"
            yield Finding("F109", Severity.NOTICE, message, hint, typed.place)
