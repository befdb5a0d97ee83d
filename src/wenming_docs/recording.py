"""One more result, or one more report, in the files of a plan: where it goes, and whether it is sound.

Nothing is written here. The files are read as they would be with the new lines; what is then wrong
that was not wrong before is told.

It is long because the files of a plan, the place of a row and the proof of it share their parts.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path

from wenming_docs.errors import InvalidInput, WrongUse
from wenming_docs.facts.analysis import Row as LedgerRow
from wenming_docs.facts.analysis import ledger, period_of, task_tree
from wenming_docs.facts.model import Workspace
from wenming_docs.facts.source import Mapping
from wenming_docs.facts.source.append import Appended, Row, append_entry, append_row
from wenming_docs.findings import Finding, Origin, Severity, SourceText, by_place, has_errors
from wenming_docs.pipeline import Options, read_facts
from wenming_docs.plan_files import (
    RESULTS,
    Checking,
    Part,
    as_there,
    checked,
    facts_of,
    open_parts,
    spellings,
)
from wenming_docs.records import dataclass
from wenming_docs.zh import BadDate, parse_date

_UNKNOWN_UNIT = "F042"
"""A warning elsewhere; in a row that is just being typed it is a slip, and stops it."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A file before and after; ``findings`` are those the new lines brought, ``first`` is their number.

    With ``refused`` the findings are reasons not to write; with ``elsewhere`` all of them lie on other
    lines (a document whose words no longer hold): a true row may be written in spite of them.
    """

    path: Path
    before: bytes
    after: bytes
    first: int
    lines: tuple[str, ...]
    findings: tuple[Finding, ...]
    texts: dict[str, str]
    refused: bool
    elsewhere: bool


_REPORTED = spellings("上报")


def record_result(path: Path, row: Row, options: Options, into: Path | None = None) -> Recorded:
    """The plan at ``path`` with one more row of 成果; its keys are the canonical ones.

    ``options`` are those of the check; a row that makes any document wrong comes back ``refused``.

    Raises InvalidInput where the files cannot be read or added to, WrongUse where ``into`` is none of
    them. A row that is wrong in itself comes back ``refused``.
    """
    parts = open_parts(path)
    part = _named(parts, into) if into else fitting_part(parts, row)
    return _with(parts, part, lambda: append_row(part.file, part.name, RESULTS, as_there(row, part)), options)


def record_report(path: Path, period: str, day: str, options: Options, into: Path | None = None) -> Recorded:
    """The plan at ``path`` with ``period: day`` under 上报; raises like :func:`record_result`.

    WrongUse too where that period is there already: of two days nobody could tell which one holds.
    """
    parts = open_parts(path)
    _refuse_reported_twice(parts, period)
    holding = [part for part in parts if part.page.root and _has(part.page.root, _REPORTED)]
    part = _named(parts, into) if into else (holding or parts)[0]
    return _with(parts, part, lambda: append_entry(part.file, part.name, _REPORTED, period, day), options)


def _refuse_reported_twice(parts: list[Part], period: str) -> None:
    workspace, _ = facts_of(parts)
    wanted = _bounds_of(workspace, period)
    for text, day in workspace.reported.items() if workspace else ():
        if text == period or (wanted and _bounds_of(workspace, text) == wanted):
            place = f"（{text.origin.file}:{text.origin.line}）" if text.origin else ""
            raise WrongUse(f"{period}的上报已经记过：“{text}: {day}”{place}；记错了就改那一行")


def _bounds_of(workspace: Workspace | None, text: str) -> tuple[date | None, date] | None:
    period = period_of(workspace, SourceText(text)) if workspace else None
    return (period.start, period.end) if period else None


def names_of(path: Path) -> tuple[list[str], list[str]]:
    """The names of the tasks and of the indicators of a plan, for someone to choose from."""
    workspace, _ = facts_of(open_parts(path))
    if workspace is None:
        return [], []
    names = [str(target.indicator) for target in workspace.targets if target.indicator]
    names += [str(figure.name) for result in workspace.results for figure in result.figures]
    tasks = [str(node.name) for node in task_tree(workspace).all if node.is_leaf]
    return list(dict.fromkeys(tasks)), list(dict.fromkeys(names))


# the files


def _has(root: Mapping, keys: Iterable[str]) -> bool:
    return any(entry.key.text in keys for entry in root.entries)


def _named(parts: list[Part], into: Path) -> Part:
    """The part at ``into``, counted from here or from the folder of the entry file."""
    wanted = {os.path.realpath(into), os.path.realpath(parts[0].path.parent / into)}
    for part in parts:
        if os.path.realpath(part.path) in wanted:
            return part
    names = "、".join(part.name for part in parts)
    raise WrongUse(f"“{into}”不是这份计划的文件，也没有被它包含；可以写：{names}")


def fitting_part(parts: list[Part], row: Row) -> Part:
    """Where a row belongs that nobody gave a place: beside the rows it is most like.

    The entry file if it holds 成果; else the one included file that does; else, among those with
    rows of the same unit, the one with rows of the same month, then the one whose rows come nearest
    before the new one. InvalidInput (F177) where that leaves several.
    """
    holding = [part for part in parts if part.rows()]
    if not holding or holding[0] is parts[0]:
        return parts[0]
    if len(holding) == 1:
        return holding[0]
    return _nearest(parts, holding, row)


def _nearest(parts: list[Part], holding: list[Part], row: Row) -> Part:
    given = dict(row)
    workspace, _ = facts_of(parts)
    rows: dict[str, list[LedgerRow]] = {part.name: [] for part in holding}
    day = None
    if workspace is not None:
        for known in ledger(workspace, task_tree(workspace)).rows:
            rows.setdefault(workspace.where("results", known.index).file, []).append(known)
        day = _day_of(workspace, str(given.get("日期", "")), str(given.get("期间", "")))
    left = _those(holding, lambda part: any(r.result.unit == given.get("单位") for r in rows[part.name]))
    if day is not None:
        left = _those(left, lambda part: any(_same_month(r.end, day) for r in rows[part.name]))
        before = {
            p.name: max((r.end for r in rows[p.name] if r.end and r.end <= day), default=None) for p in left
        }
        latest = max((end for end in before.values() if end), default=None)
        left = _those(left, lambda part: latest is not None and before[part.name] == latest)
    if len(left) == 1:
        return left[0]
    names = "、".join(part.name for part in left)
    message = f"有{len(left)}个文件都记着成果，看不出这一条该记进哪个：{names}"
    hint = f"加上 --into {left[0].name}"
    place = Origin(parts[0].name, 1, 1)
    raise InvalidInput([Finding("F177", Severity.ERROR, message, hint, place)], {})


def _those(parts: list[Part], fits: Callable[[Part], bool]) -> list[Part]:
    """The parts that fit; all of them if none does."""
    return [part for part in parts if fits(part)] or parts


def _same_month(one: date | None, other: date) -> bool:
    return one is not None and (one.year, one.month) == (other.year, other.month)


def _day_of(workspace: Workspace, day: str, period: str) -> date | None:
    """The last day of a new row; None where it has no time that can be read."""
    try:
        if day:
            typed = parse_date(day)
            return typed.resolve(workspace.year) if typed else None
        return workspace.read_period(period).end if period else None
    except (BadDate, ValueError):
        return None


# the row


def _with(parts: list[Part], part: Part, append: Callable[[], Appended], options: Options) -> Recorded:
    if part.file.converted:
        message = f"“{part.name}”不是 UTF-8 编码，接着写会改动每一个字节"
        place = Origin(part.name, 1, 1)
        hint = "先运行 wenming fmt 改成 UTF-8，再记"
        raise InvalidInput([Finding("F176", Severity.ERROR, message, hint, place)], {})
    try:
        appended = append()
    except InvalidInput as error:
        raise InvalidInput(error.findings, {part.name: part.page.text}) from None
    changed = [each.with_file(appended.file) if each is part else each for each in parts]
    check = Checking(cache(read_facts), options)  # the units below stay as they are meanwhile
    new = checked(changed, check)
    old = checked(parts, check).findings if new.findings else ()
    findings = by_place(_brought(old, new.findings, part.name, appended))
    lines = range(appended.first, appended.first + len(appended.lines))
    own = [f for f in findings if f.origin and f.origin.file == part.name and f.origin.line in lines]
    wrong = has_errors(own) or any(f.code == _UNKNOWN_UNIT for f in own)
    return Recorded(
        part.path,
        part.file.data,
        appended.file.encoded(),
        appended.first,
        appended.lines,
        tuple(findings),
        new.texts,
        has_errors(findings) or wrong,
        not wrong,
    )


# what is wrong with it


_CHANGING = re.compile(r"第[\d、和至—]+行|（[^（）]*行）|\d+")
"""What a finding says that a row elsewhere changes, though it was there before."""


def _brought(old: Iterable[Finding], new: Iterable[Finding], name: str, appended: Appended) -> list[Finding]:
    """The findings that only the new lines brought.

    Those of lines further down count as where they were. A finding is old if it was there, figures
    apart, with the same words; one that stops nothing also if it was there with others.
    """

    def place(finding: Finding, moved: int) -> tuple[object, ...]:
        origin = finding.origin
        line = origin.line if origin else 0
        if origin and origin.file == name and line >= appended.first:
            line += moved
        return finding.code, origin.file if origin else "", line, origin.column if origin else 0

    def words(finding: Finding) -> str:
        return _CHANGING.sub("", finding.message)

    moved = len(appended.lines)
    known = Counter((place(finding, moved), words(finding)) for finding in old)
    unknown = []
    for finding in new:
        mark = (place(finding, 0), words(finding))
        if known[mark]:
            known[mark] -= 1
        else:
            unknown.append(finding)
    left = Counter[tuple[object, ...]]()
    for (where, _), count in known.items():
        left[where] += count
    found = []
    for finding in unknown:
        where = place(finding, 0)
        if finding.severity is not Severity.ERROR and left[where]:
            left[where] -= 1
        else:
            found.append(finding)
    return found
