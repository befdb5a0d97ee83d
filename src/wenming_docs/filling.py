"""Forms that came back → the files of the plan as they would be, and whether that is sound.

Nothing is written here. What the forms change is spliced into the texts; the files are read and checked
as they would then be. A new mistake is told at the cell that brought it.
It is long because a form passes through all of these steps, and each has its own way to say no.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from functools import cache
from pathlib import Path

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.forms.build import build_form, identity, units_to_fill
from wenming_docs.facts.forms.compare import Change, Comparison, NewResult, collisions, compare
from wenming_docs.facts.forms.notes import Tree, notes_for, unchangeable
from wenming_docs.facts.forms.reader import read_workbook
from wenming_docs.facts.forms.returned import Returned, read_returned
from wenming_docs.facts.forms.unit_form import What
from wenming_docs.facts.model import Result, Workspace
from wenming_docs.facts.source.append import Pairs, Row, append_rows
from wenming_docs.facts.source.splice import Unchangeable, spliced_file
from wenming_docs.findings import Finding, Origin, Severity, by_place, has_errors
from wenming_docs.pipeline import Options, read_facts
from wenming_docs.plan_files import RESULTS, Checking, Part, as_there, checked, facts_of, open_parts
from wenming_docs.recording import fitting_part
from wenming_docs.records import dataclass
from wenming_docs.zh import half_width_digits


@dataclass(frozen=True, slots=True)
class FilledFile:
    """A file of the plan before and after."""

    path: Path
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Filled:
    """What forms bring to a plan: cells, new results, and the files with them.

    With ``refused`` the findings are reasons not to write, and ``files`` is empty. ``already`` counts
    cells that the facts hold already.
    """

    units: tuple[str, ...]
    changes: tuple[Change, ...]
    new: tuple[NewResult, ...]
    files: tuple[FilledFile, ...]
    findings: tuple[Finding, ...]
    texts: dict[str, str]
    refused: bool
    already: int


@dataclass(slots=True)
class _Merged:
    """The parts with everything in them, and which lines came from which new row."""

    parts: list[Part]
    lines: list[tuple[str, range, NewResult]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def fill(path: Path, forms: Sequence[Path], options: Options, *, allow_old: bool = False) -> Filled:
    """The plan at ``path`` with what ``forms`` say; ``options`` are those of the check.

    All or nothing: one cell that cannot be taken over, and no file changes. Raises InvalidInput where
    the plan itself cannot be read.
    """
    parts = open_parts(path)
    workspace, problems = facts_of(parts)
    texts = {part.name: part.page.text for part in parts}
    if workspace is None or has_errors(problems):
        raise InvalidInput(by_place(problems), texts)
    returned, findings = _read_all(forms)
    findings += _belonging(returned, workspace, path)
    found = [_compared(form, workspace, path, allow_old) for form in _one_each(returned, findings)]
    findings += [finding for each in found for finding in each.findings]
    findings += collisions(found)
    changes = list({c.place: c for each in reversed(found) for c in reversed(each.changes)}.values())[::-1]
    new = [row for each in found for row in _not_recorded(each.new, workspace, findings)]
    merged = _Merged(parts)
    if not has_errors(findings) and (changes or new):
        merged = _merge(parts, workspace, changes, new)
        findings += merged.findings
    if not has_errors(findings) and (changes or new):
        findings += _brought(parts, merged, changes, options)
        texts |= {part.name: part.page.text for part in merged.parts}
    refused = has_errors(findings)
    return Filled(
        tuple(form.given.unit for form in returned),
        tuple(changes),
        tuple(new),
        () if refused else tuple(_files(parts, merged.parts)),
        tuple(by_place(findings)),
        texts,
        refused,
        sum(each.already for each in found),
    )


def _files(before: list[Part], after: list[Part]) -> Iterator[FilledFile]:
    for old, new in zip(before, after, strict=True):
        if new.file is not old.file:
            yield FilledFile(old.path, old.file.data, new.file.encoded())


# the forms


def _read_all(forms: Sequence[Path]) -> tuple[list[Returned], list[Finding]]:
    returned: list[Returned] = []
    findings: list[Finding] = []
    for path in forms:
        try:
            book = read_workbook(path)
            returned.append(read_returned(book))
        except InvalidInput as error:
            findings += error.findings
    return returned, findings


def _belonging(returned: list[Returned], workspace: Workspace, path: Path) -> Iterator[Finding]:
    """What is wrong with a form as a whole: another plan's, another unit's, one of two."""
    declared = {*map(str, workspace.unit.units()), *units_to_fill(workspace)[0], *units_to_fill(workspace)[1]}
    own = identity(workspace, path.name)
    for form in returned:
        place = form.place
        plan = form.given.plan
        if replace(plan, entry="") != replace(own, entry=""):
            theirs, ours = (
                _named(plan.organisation, plan.year, plan.campaign),
                _named(own.organisation, own.year, own.campaign),
            )
            message = f"这是另一份计划的填报表：表是“{theirs}”的，计划是“{ours}”"
            yield Finding("X003", Severity.ERROR, message, "收进它自己的计划里", place)
        elif form.given.unit not in declared:
            message = f"计划里没有登记“{form.given.unit}”这个单位"
            hint = "单位改了名称的，按新名称重新发一份；新单位先在“单位”里登记"
            yield Finding("X004", Severity.ERROR, message, hint, place)
        elif plan.entry != own.entry:
            message = f"表是按“{plan.entry}”发的，现在收进“{own.entry}”"
            yield Finding("X025", Severity.NOTICE, message, "文件改过名的，不用管", place)
    for form in returned:
        others = [o.name for o in returned if o is not form and o.given.unit == form.given.unit]
        if others:
            message = f"{form.given.unit}交了{len(others) + 1}份表：还有{'、'.join(others)}"
            hint = "问清哪一份算数，只收那一份"
            yield Finding("X005", Severity.ERROR, message, hint, form.place)


def _named(organisation: str, year: str, campaign: str) -> str:
    return organisation + (f"{year}年" if year else "") + campaign


def _one_each(returned: list[Returned], findings: list[Finding]) -> list[Returned]:
    """The forms that may be compared: those of a wrong plan or unit would only give false alarms."""
    wrong = {f.origin.file for f in findings if f.origin and f.code in ("X003", "X004", "X005")}
    return [form for form in returned if form.name not in wrong]


def _compared(form: Returned, workspace: Workspace, path: Path, allow_old: bool) -> Comparison:
    now = build_form(workspace, form.given.unit, tuple(What), path.name)
    return compare(form, now, workspace, allow_old=allow_old)


# new results


def _not_recorded(
    rows: Iterable[NewResult], workspace: Workspace, findings: list[Finding]
) -> Iterator[NewResult]:
    """The rows that 成果 does not hold yet; the others are told (X022): the form came twice."""
    known = {mark: index for index, result in enumerate(workspace.results) for mark in _marks_of(result)}
    for row in rows:
        mark = _mark(row)
        if mark in known:
            index = known[mark]
            where = workspace.where("results", index) if index >= 0 else row.origin
            message = f"这一条成果里已经有了（{where}），没有再记"
            hint = "真是另一件事，就在“事”里写清楚，或在计划里记"
            findings.append(Finding("X022", Severity.NOTICE, message, hint, row.origin))
        else:
            known[mark] = -1
            yield row


def _marks_of(result: Result) -> Iterator[tuple[str, ...]]:
    fields = (result.unit, result.date, result.period, result.task, result.matter)
    head = tuple(half_width_digits(str(text or "")) for text in fields)
    if not result.figures:
        yield (*head, "", "")
    for figure in result.figures:
        yield (*head, str(figure.name), half_width_digits(str(figure.quantity.text)))


def _mark(row: NewResult) -> tuple[str, ...]:
    keys = ("date", "period", "task", "matter", "indicator", "amount")
    return (row.unit, *(half_width_digits(row.texts.get(key, "")) for key in keys))


_BEFORE = (("date", "日期"), ("period", "期间"), ("task", "任务"))
_BETWEEN = (("matter", "事"), ("progress", "进度"))
_BEHIND = (("evidence", "佐证"), ("remark", "备注"))


def _row_of(new: NewResult) -> Row:
    """The row in the order in which ``record`` writes one."""

    def those(keys: Iterable[tuple[str, str]]) -> Pairs:
        return tuple((title, new.texts[key]) for key, title in keys if key in new.texts)

    figures = (("数据", ((new.texts["indicator"], new.texts["amount"]),)),) if "amount" in new.texts else ()
    return (*those(_BEFORE), ("单位", new.unit), *those(_BETWEEN), *figures, *those(_BEHIND))


# merging


def _merge(parts: list[Part], workspace: Workspace, changes: list[Change], new: list[NewResult]) -> _Merged:
    """The parts with all changes spliced in and all new rows behind their lists."""
    trees = [Tree(part.name, part.page.root) for part in parts if part.page.root is not None]
    notes, findings = notes_for(changes, workspace, trees)
    merged = _Merged(list(parts), findings=findings)
    homes = _homes(parts, new, merged.findings)
    touched = {name for name, own in notes.items() if own} | {part.name for part in homes.values()}
    for number, part in enumerate(parts):
        if part.name in touched and part.file.converted:
            message = f"“{part.name}”不是 UTF-8 编码，写进去会改动每一个字节"
            hint = "先运行 wenming fmt 改成 UTF-8，再收"
            place = Origin(part.name, 1, 1)
            merged.findings.append(Finding("F176", Severity.ERROR, message, hint, place))
        elif part.name in notes and notes[part.name] and part.page.root is not None:
            try:
                file = spliced_file(part.file, part.name, part.page.root, notes[part.name])
                merged.parts[number] = part.with_file(file)
            except Unchangeable as error:
                merged.findings.append(unchangeable(error))
            except InvalidInput as error:
                merged.findings += error.findings
    if not has_errors(merged.findings):
        _append(merged, parts, new, homes)
    return merged


def _homes(parts: list[Part], new: list[NewResult], findings: list[Finding]) -> dict[int, Part]:
    """Which file each new row goes into, by the number of the row; X024 where that cannot be told."""
    homes: dict[int, Part] = {}
    known: dict[tuple[str, str, str], Part] = {}
    for number, row in enumerate(new):
        when = (row.unit, row.texts.get("date", ""), row.texts.get("period", ""))
        try:
            if when not in known:
                known[when] = fitting_part(parts, _row_of(row))
            homes[number] = known[when]
        except InvalidInput as error:
            message = error.findings[0].message
            hint = "先用 wenming record --into 记这个单位、这个月的第一条，再收；别的就跟着它记"
            findings.append(Finding("X024", Severity.ERROR, message, hint, row.origin))
    return homes


def _append(merged: _Merged, parts: list[Part], new: list[NewResult], homes: dict[int, Part]) -> None:
    for at, home in enumerate(parts):
        own = [row for number, row in enumerate(new) if homes[number] is home]
        if not own:
            continue
        part = merged.parts[at]
        try:
            rows = [as_there(_row_of(row), part) for row in own]
            appended = append_rows(part.file, part.name, RESULTS, rows)
        except InvalidInput as error:
            merged.findings += error.findings
            return
        merged.parts[at] = part.with_file(appended.file)
        merged.lines += zip((part.name,) * len(own), appended.rows, own, strict=True)


# what it brings about


_CHANGING = re.compile(r"第[\d、和至—]+行|（[^（）]*行）|\d+")
"""What a finding says that a row elsewhere changes, though it was there before."""


def _brought(
    parts: list[Part], merged: _Merged, changes: list[Change], options: Options
) -> Iterator[Finding]:
    """The findings that were not there before, each at the cell that brought it where one can be told."""
    check = Checking(cache(read_facts), options)
    after = checked(merged.parts, check).findings
    known = Counter(map(_mark_of, checked(parts, check).findings if after else ()))
    told: set[tuple[str, Origin | None, str]] = set()
    for finding in after:
        mark = _mark_of(finding)
        if known[mark]:
            known[mark] -= 1
            continue
        brought = _at_its_cell(finding, merged, changes)
        same = brought.code, brought.origin, brought.hint
        if not (brought.origin and brought.origin.cell and same in told):  # a sum and its chart: one cell
            yield brought
        told.add(same)


def _mark_of(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.origin.file if finding.origin else "", _CHANGING.sub("", finding.message)


def _at_its_cell(finding: Finding, merged: _Merged, changes: list[Change]) -> Finding:
    """The finding at the cell whose text stands on its line, or is quoted in its message."""
    origin = finding.origin
    text = next((part.file.lines for part in merged.parts if origin and part.name == origin.file), ())
    if origin is None or not 0 < origin.line <= len(text):
        return finding
    line = text[origin.line - 1]
    for name, lines, row in merged.lines:
        if name == origin.file and origin.line in lines:
            starts = {key: line.find(value) for key, value in row.texts.items() if value in line}
            before = [key for key in starts if starts[key] <= origin.column]  # quotes stand before a text
            key = max(reversed(before), key=lambda each: starts[each], default="")
            return replace(finding, origin=row.origins.get(key, row.origin))
    near = [c for c in changes if c.fact.file == origin.file and c.new and c.new in line]
    if near:
        nearest = min(near, key=lambda c: abs(c.fact.line - origin.line))
        return replace(finding, origin=nearest.origin)
    cells = [(key, text, row.origins[key]) for *_, row in merged.lines for key, text in row.texts.items()]
    cells += [(change.place.attribute, change.new, change.origin) for change in changes if change.new]
    quoted = [cell for key, text, cell in cells if key not in _CHOSEN and f"“{text}”" in finding.message]
    return replace(finding, origin=quoted[0]) if len(quoted) == 1 else finding


_CHOSEN = ("task", "indicator", "name")
"""What names something that the plan has: a message quotes it whoever was wrong."""


__all__ = ["Filled", "FilledFile", "fill"]
