"""Rows of a table that were moved as a whole: found before single cells are matched.

A row that went elsewhere leaves cells that many rows have (1, —). Matched one by one, those of the rows
around it would slip into their places, and one move would be told as five edits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from wenming_docs.pulling.sequences import rising
from wenming_docs.zh.lazy import lazy_pattern

_CELL = lazy_pattern(r"(表\d+第\d+行)第\d+列")
_FEWEST = 2


def row_of(place: str) -> str:
    """The row of a cell, as its place names it; ``""`` for what stands in no table."""
    found = _CELL.match(place)
    return found.group(1) if found else ""


def moved_rows(
    given: Sequence[str], came: Sequence[str], places: Sequence[str], pairs: Mapping[int, int]
) -> dict[int, int]:
    """Of each cell of a moved row its number in ``came``, and that in ``given`` where it stood.

    ``pairs`` is what was matched without looking at rows: only where it leaves the cells of a row on
    both sides can one have moved. A row counts that is word for word as it was, and like no other.
    """
    left = {given[i] for i in range(len(given)) if i not in pairs}
    matched = set(pairs.values())
    rows = [row for row in _rows(places) if len(row) >= _FEWEST]
    if not any(j not in matched and came[j] in left for row in rows for j in row):
        return {}
    words = [tuple(came[j] for j in row) for row in rows]
    starts = _starts(given, words)
    often = Counter(words)
    known = [
        (row.start, starts[cells][0])
        for row, cells in zip(rows, words, strict=True)
        if often[cells] == 1 and len(starts[cells]) == 1
    ]
    stayed = dict(rising(known))
    length = {row.start: len(row) for row in rows}
    return {j + n: i + n for j, i in known if j not in stayed for n in range(length[j])}


def _rows(places: Sequence[str]) -> list[range]:
    """The cells of each row of a table, side by side."""
    rows = []
    for row, group in groupby(range(len(places)), key=lambda j: row_of(places[j])):
        numbers = list(group)
        if row:
            rows.append(range(numbers[0], numbers[-1] + 1))
    return rows


def _starts(given: Sequence[str], wanted: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], list[int]]:
    """Where the cells of each row stand side by side in ``given``."""
    found: dict[tuple[str, ...], list[int]] = {cells: [] for cells in wanted}
    lengths: dict[str, set[int]] = {}
    for cells in found:
        lengths.setdefault(cells[0], set()).add(len(cells))
    for i, first in enumerate(given):
        for length in lengths.get(first, ()):
            cells = tuple(given[i : i + length])
            if cells in found:
                found[cells].append(i)
    return found


__all__ = ["moved_rows", "row_of"]
