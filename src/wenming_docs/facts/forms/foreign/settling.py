"""Which column of a head holds which field: one column for each, and what is told of the others."""

from __future__ import annotations

from dataclasses import replace

from wenming_docs.facts.forms.foreign.columns import (
    LEVEL,
    NUMBER,
    PHONE,
    Certainty,
    Meaning,
    tells_end,
    tells_start,
)
from wenming_docs.facts.forms.foreign.draft import Imported
from wenming_docs.facts.forms.foreign.grid import Grid
from wenming_docs.facts.forms.foreign.heading import Head
from wenming_docs.facts.forms.foreign.reading import heading_rank
from wenming_docs.facts.forms.foreign.rows import Kind, kinds_of_rows
from wenming_docs.facts.model import Task, title_of
from wenming_docs.findings import Severity

_LONGEST_HEADING = 30


def settled(grid: Grid, head: Head, result: Imported) -> Head:
    """The head with one column for each field; of the others, and of unknown ones, it is told."""
    meanings = dict(head.meanings)
    if not head.levels:
        first = head.columns("content")[0]
        meanings[first] = replace(meanings[first], role=LEVEL)
    for column in _goals(grid, replace(head, meanings=meanings)):
        meanings[column] = replace(meanings[column], role=LEVEL, goal=True)
    seen: dict[str, int] = {}
    for column in sorted(meanings, key=lambda column: _rank(head, column, meanings[column])):
        meaning = meanings[column]
        if meaning.role in (LEVEL, NUMBER) or meaning.prose:
            continue
        if meaning.role in seen or (meaning.role == PHONE and not head.columns("contact")):
            del meanings[column]
        else:
            seen[meaning.role] = column
    for column in range(grid.width):
        _tell_column(grid, head, column, (meanings.get(column), seen), result)
    return replace(head, meanings=meanings)


def _goals(grid: Grid, head: Head) -> list[int]:
    """Columns of aims, before those of tasks, whose cells are headings （一）人防 over several rows."""
    rows = [row.row for row in kinds_of_rows(grid, head) if row.kind is Kind.TASK]
    goals = []
    for column in head.columns("standard"):
        texts = [grid.text(row, column) for row in rows]
        written = [text for text in texts if text]
        if column < min(head.levels) and 0 < len(written) < len(texts) and all(map(_is_heading, written)):
            goals.append(column)
    return goals


def _is_heading(text: str) -> bool:
    """一、 or （一） and a few words, not a sentence."""
    first = text.split("\n")[0]
    return heading_rank(first) in (0, 1) and len(first) <= _LONGEST_HEADING and first[-1] not in "。；;"


def _rank(head: Head, column: int, meaning: Meaning) -> tuple[bool, bool, bool, int]:
    """Of two columns for one field the one wins that names it most plainly: 牵头单位 before 责任单位,
    完成时间 before 时间安排."""
    plain = meaning.role != "lead_unit" or any(word in meaning.word for word in ("牵头", "主责"))
    ends = meaning.role != "deadline" or tells_end(head.heads.get(column, ""))
    return not ends, meaning.certainty is not Certainty.KNOWN, not plain, column


def _tell_column(
    grid: Grid, head: Head, column: int, about: tuple[Meaning | None, dict[str, int]], result: Imported
) -> None:
    meaning, seen = about
    below = range(head.last + 1, len(grid.rows))
    place = grid.rows[head.first][column].origin
    name = head_name(head, column)
    if meaning is None:
        if not any(grid.text(row, column) for row in below):
            return
        hint = "导入后把有用的移到合适的栏目；或先在表里改栏目名再导入"
        taken = head.meanings.get(column)
        if taken is not None and taken.role in seen:
            other = head_name(head, seen[taken.role])
            message = f"“{name}”栏和“{other}”栏都像“{field_title(taken.role)}”，这一栏写成了注释"
        elif tells_start(name):
            message = f"“{name}”栏说的是开始的时间，不是时限，写成了注释"
        else:
            message = f"“{name}”栏没有对应的栏目，写成了注释"
        result.tell("X042", Severity.WARNING, place, message, hint)
    elif meaning.goal:
        message = f"“{name}”栏的格子编了号、管着几行，当作上级任务"
        result.tell("X042", Severity.NOTICE, place, message, "不是的话去掉格子里的编号再导入")
    elif meaning.certainty is not Certainty.KNOWN:
        message = f"“{name}”栏当作“{field_title(meaning.role)}”"
        result.tell(
            "X042", Severity.NOTICE, place, message, f"不对就把表里的栏目名改了再导入；像的是“{meaning.word}”"
        )


def head_name(head: Head, column: int) -> str:
    """What a column is called in messages."""
    return head.heads.get(column) or f"第{column + 1}列"


def field_title(role: str) -> str:
    """The key of a meaning: 牵头, 时限; 任务 for the columns of names."""
    return {LEVEL: "任务", NUMBER: "序号", PHONE: "联系人"}.get(role) or title_of(Task, role)
