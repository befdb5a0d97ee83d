"""Where the head of a table is, of how many rows, and which column holds what."""

from __future__ import annotations

from dataclasses import replace

from wenming_docs.facts.forms.foreign.columns import (
    LEVEL,
    Meaning,
    meaning_of,
    meaning_of_parts,
    similar_meaning,
    tells_end,
    tells_start,
)
from wenming_docs.facts.forms.foreign.grid import Grid
from wenming_docs.records import dataclass

_SEARCHED = 40
"""Rows from the top in which a head is looked for."""
_DEEPEST = 3
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Head:
    """Rows ``first`` to ``last`` are the head; ``heads`` are its words and ``meanings`` what they mean.

    Column 2 is understood when ``meanings`` holds 2; a column without words and values is in neither.
    """

    first: int
    last: int
    heads: dict[int, str]
    meanings: dict[int, Meaning]

    @property
    def levels(self) -> list[int]:
        """The columns that name tasks, from the widest to the narrowest."""
        return [column for column in sorted(self.meanings) if self.meanings[column].role == LEVEL]

    def columns(self, role: str) -> list[int]:
        """The columns of one meaning."""
        return [column for column in sorted(self.meanings) if self.meanings[column].role == role]


def find_head(grid: Grid) -> Head | None:
    """The head of a table of tasks; None where no row looks like one."""
    best: Head | None = None
    for first in range(min(len(grid.rows), _SEARCHED)):
        head = _head_at(grid, first)
        if head is not None and (best is None or _is_better(head, best)):
            best = head
    return _with_similar(best) if best is not None else None


def _with_similar(head: Head) -> Head:
    """The head with a guess at words that are nearly known; asked of one head only, because it takes long."""
    guessed = {c: similar_meaning(text) for c, text in head.heads.items() if c not in head.meanings}
    return replace(head, meanings={**head.meanings, **{c: m for c, m in guessed.items() if m is not None}})


def _is_better(head: Head, best: Head) -> bool:
    """More understood; or as much without the line above, which is then no part of the head."""
    more = len(head.meanings) - len(best.meanings)
    return more > 0 or (more == 0 and head.first <= best.last)


def _head_at(grid: Grid, first: int) -> Head | None:
    if grid.is_wide(first) or len(grid.filled(first)) < 2:
        return None
    last = first
    while last + 1 < len(grid.rows) and last - first + 1 < _DEEPEST and _goes_on(grid, first, last + 1):
        last += 1
    heads, meanings = {}, {}
    for column in range(grid.width):
        parts = _parts(grid, first, last, column)
        if parts:
            heads[column] = "".join(dict.fromkeys(parts))
        if meaning := meaning_of_parts(parts):
            meanings[column] = meaning
    named = any(meaning.role in (LEVEL, "content") for meaning in meanings.values())
    if not named or len(meanings) < 2 or 2 * len(meanings) < len(heads):
        return None
    return Head(first, last, heads, meanings)


def _parts(grid: Grid, first: int, last: int, column: int) -> list[str]:
    """The words above a column from top to bottom, those of a cell merged from the left too."""
    parts = []
    for row in range(first, last + 1):
        above, beside = grid.covered.get((row, column), (row, column))
        if above >= first and (text := grid.text(above, beside)):
            parts.append(text.replace("\n", ""))
        elif row == first and first < last:
            parts.append(_spread(grid, first, last, column))
    return [part for part in parts if part]


def _spread(grid: Grid, first: int, last: int, column: int) -> str:
    """The word that stands for several columns without being merged: 责任单位, and below it 牵头 | 配合."""
    if not any(grid.text(row, column) for row in range(first + 1, last + 1)):
        return ""
    for left in range(column - 1, -1, -1):
        if text := grid.text(first, left):
            return text.replace("\n", "") if grid.text(last, left) else ""
    return ""


def _goes_on(grid: Grid, first: int, row: int) -> bool:
    """Whether a row still belongs to the head above it: it parts a column, and names known things."""
    filled = grid.filled(row)
    if not filled or grid.is_wide(row):
        return False
    known = [column for column in filled if _is_known(grid.text(row, column).replace("\n", ""))]
    under_merged = [c for c in range(grid.width) if grid.covered.get((row, c), (row, c))[0] == first]
    parted = any(grid.covered.get((first, c), (first, c))[1] != c for c in filled)
    if under_merged and parted:
        return len(known) > 0 or len(filled) < grid.width - len(under_merged) + 1
    return len(known) == len(filled) and any(not grid.text(first, column) for column in filled)


def _is_known(text: str) -> bool:
    """Whether a word heads columns; 启动 and 完成 do so below 完成时限."""
    return meaning_of(text) is not None or (len(text) <= _SHORT and (tells_start(text) or tells_end(text)))
