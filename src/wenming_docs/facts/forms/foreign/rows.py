"""What each row below the head is: a task, a heading between tasks, a sum, the head once more, a note."""

from __future__ import annotations

import re
from enum import Enum, auto

from wenming_docs.facts.forms.foreign.columns import LEVEL, NUMBER
from wenming_docs.facts.forms.foreign.grid import Grid
from wenming_docs.facts.forms.foreign.heading import Head
from wenming_docs.facts.forms.foreign.reading import (
    begins_with_main_number,
    heading_rank,
    is_main_number,
    is_running_number,
)
from wenming_docs.records import dataclass

_SUM = re.compile(r"(?:合\s*计|总\s*计|小\s*计|共\s*计|总\s*数)(?:[:：（(].*)?")
_NOTE = re.compile(
    r"(?:备?\s*注|说\s*明|填\s*表|制\s*表|填\s*报|审\s*核|联\s*系\s*人|填写说明|负责人|签\s*[字发])(?:[:：\d一二三人说单]|$)"
)
_CONTINUED = re.compile(r".{0,40}[（(]?续\s*表?\s*[一二三\d]*[)）]?|续\s*表.*")


class Kind(Enum):
    """What a row is."""

    EMPTY = auto()
    TASK = auto()
    SECTION = auto()
    SUM = auto()
    HEAD = auto()
    TITLE = auto()
    NOTE = auto()


@dataclass(frozen=True, slots=True)
class RowKind:
    """A row and what it is; ``text`` is that of a section, a sum or a note."""

    row: int
    kind: Kind
    text: str = ""


def kinds_of_rows(grid: Grid, head: Head) -> list[RowKind]:
    """Every row below the head."""
    last = _last_task(grid, head)
    titles = {grid.text(row, column) for row in range(head.first) for column in grid.filled(row)}
    repeated = [_texts(grid, row) for row in range(head.first, head.last + 1)]
    mixed = _numbers_are_mixed(grid, head)
    found = []
    for row in range(head.last + 1, len(grid.rows)):
        filled = grid.filled(row)
        text = "　".join(grid.text(row, column).replace("\n", " ") for column in filled)
        found.append(RowKind(row, _kind(grid, head, row, (last, titles, repeated, mixed)), text))
    return found


def _kind(grid: Grid, head: Head, row: int, about: tuple[int, set[str], list[list[str]], bool]) -> Kind:
    last, titles, repeated, mixed = about
    filled = grid.filled(row)
    if not filled:
        return Kind.EMPTY
    first = grid.text(row, filled[0])
    if _texts(grid, row) in repeated:
        return Kind.HEAD
    if any(_SUM.fullmatch(grid.text(row, column)) for column in filled[:2]):
        return Kind.SUM
    if row > last:
        return Kind.NOTE
    if len(filled) == 1 and (first in titles or _CONTINUED.fullmatch(first)):
        return Kind.TITLE
    if grid.is_wide(row):
        return Kind.NOTE if _NOTE.match(first) else Kind.SECTION
    return Kind.SECTION if _is_section(grid, head, row, mixed) else Kind.TASK


def _texts(grid: Grid, row: int) -> list[str]:
    return [grid.text(row, column) for column in range(grid.width)]


def _last_task(grid: Grid, head: Head) -> int:
    """The last row that tells of a task: two understood cells, or a name that is no note."""
    for row in range(len(grid.rows) - 1, head.last, -1):
        known = [c for c in grid.filled(row) if c in head.meanings and head.meanings[c].role != NUMBER]
        text = grid.text(row, known[0]) if known else ""
        if any(_SUM.fullmatch(grid.text(row, column)) for column in grid.filled(row)[:2]):
            continue
        if len(known) > 1 and not _NOTE.match(grid.text(row, grid.filled(row)[0])):
            return row
        if known and not grid.is_wide(row) and not _NOTE.match(text) and _is_named(head, known[0]):
            return row
    return head.last


def _is_named(head: Head, column: int) -> bool:
    return head.meanings[column].role in (LEVEL, "content")


def _numbers_are_mixed(grid: Grid, head: Head) -> bool:
    """Whether rows are numbered in two ways, 一、二 for parts and 1、2 for tasks."""
    numbers = [
        grid.text(row, column)
        for column in head.columns(NUMBER)
        for row in range(head.last + 1, len(grid.rows))
        if grid.text(row, column)
    ]
    return any(map(is_main_number, numbers)) and not all(map(is_main_number, numbers))


def _is_section(grid: Grid, head: Head, row: int, mixed: bool) -> bool:
    """Whether a row names a part only: nothing but a number and a name, numbered as a heading is."""
    filled = grid.filled(row)
    numbers = [column for column in filled if column in head.columns(NUMBER)]
    rest = [column for column in filled if column not in numbers]
    if len(filled) == 1 and filled[0] not in head.levels and _is_first(grid, head, filled[0]):
        text = grid.text(row, filled[0])
        return heading_rank(text) is not None and not is_running_number(text)
    if len(rest) != 1 or any((row + 1, c) in grid.covered for c in rest if grid.anchor(row + 1, c)[0] == row):
        return False
    if rest[0] not in (*head.levels[:1], *head.columns("content")[:1]) and rest[0] not in head.columns(
        NUMBER
    ):
        return False
    if numbers:
        return mixed and is_main_number(grid.text(row, numbers[0]))
    return begins_with_main_number(grid.text(row, rest[0])) and len(head.meanings) > 2


def _is_first(grid: Grid, head: Head, column: int) -> bool:
    """Whether a column holds the running numbers, or is the first of the table."""
    first = min((c for row in range(head.first, len(grid.rows)) for c in grid.filled(row)[:1]), default=0)
    return column in head.columns(NUMBER) or column == first
