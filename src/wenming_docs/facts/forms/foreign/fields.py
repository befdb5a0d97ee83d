"""The cells of a task's rows → its fields; what a field does not take becomes a comment, and is told."""

from __future__ import annotations

from collections.abc import Sequence

from wenming_docs.facts.forms.foreign.columns import LEVEL, NUMBER, PHONE, Meaning
from wenming_docs.facts.forms.foreign.draft import Draft, Imported
from wenming_docs.facts.forms.foreign.grid import Grid, Square
from wenming_docs.facts.forms.foreign.heading import Head
from wenming_docs.facts.forms.foreign.reading import (
    deadline_in,
    is_nothing,
    is_same_as_above,
    line_in,
    names_in,
)
from wenming_docs.facts.model import Task, title_of
from wenming_docs.facts.values import BadValue
from wenming_docs.findings import Severity

_GOES_DOWN = frozenset(
    ("lead_unit", "supporting_units", "responsible_leader", "responsible_person", "contact", "deadline")
)
"""What an empty cell below a filled one of the same task repeats."""


class Fields:
    """Reads cells of one table into tasks."""

    def __init__(self, grid: Grid, head: Head, result: Imported) -> None:
        self.grid, self.head, self.result = grid, head, result
        self.last: dict[int, Square] = {}
        """What stood last in each column, for 同上."""
        below = ((place, over) for place, over in grid.covered.items() if over[0] > head.last)
        self.merges = any(place[0] != over[0] for place, over in below)

    def fill(
        self, task: Draft, rows: Sequence[int], named_by: int | None = None, above: Sequence[int] = ()
    ) -> None:
        """The fields of ``task`` from its rows; ``named_by`` is the column that gave its name.

        ``above`` are the rows of the same task before these: empty cells repeat theirs.
        """
        for column in range(self.grid.width):
            meaning = self.head.meanings.get(column)
            if column == named_by or (meaning and meaning.role in (LEVEL, NUMBER)):
                continue
            for square in self._squares(column, rows, above, meaning):
                if meaning is None:
                    self._comment(task, column, square)
                else:
                    self._take(task, column, square, meaning)

    def _squares(
        self, column: int, rows: Sequence[int], above: Sequence[int], meaning: Meaning | None
    ) -> list[Square]:
        """The different cells of a column in these rows that hold something."""
        places = dict.fromkeys(self.grid.anchor(row, column) for row in rows)
        squares = [self._same(column, self.grid.rows[r][c]) for r, c in places]
        squares = [square for square in squares if square.text]
        if not squares and above and self._repeats(column, rows[0], meaning):
            before = [self.grid.at(row, column) for row in above if self.grid.at(row, column).text]
            if before:
                name = self.head.heads.get(column) or f"第{column + 1}列"
                message = f"“{name}”栏空着的格子，当作和上面一样"
                cells = self.result.repeated.setdefault(message, [])
                cells.append(self.grid.rows[rows[0]][column].origin)
                squares = before[-1:]
        return squares

    def _repeats(self, column: int, row: int, meaning: Meaning | None) -> bool:
        """Whether an empty cell stands for the one above it: not where its author merges such cells,
        and not where the row names a unit of its own."""
        if meaning is None or meaning.role not in _GOES_DOWN or self.merges:
            return False
        return not any(self.grid.text(row, lead) for lead in self.head.columns("lead_unit"))

    def _same(self, column: int, square: Square) -> Square:
        """The cell, or the one above it that 同上 means."""
        if is_same_as_above(square.text):
            return self.last.get(column, square)
        if square.text:
            self.last[column] = square
        return square

    def _take(self, task: Draft, column: int, square: Square, meaning: Meaning) -> None:
        if is_nothing(square.text) and not meaning.prose:
            return
        try:
            if meaning.prose:
                self._paragraphs(task, square, meaning.role)
            elif meaning.names:
                self._names(task, square, meaning)
            else:
                self._line(task, column, square, meaning.role)
        except BadValue as error:
            self._comment(task, column, square)
            title = title_of(Task, meaning.role)
            message = f"不能当作“{title}”，写成了注释：{error.message}"
            self._tell(
                "X044",
                Severity.WARNING,
                square,
                message,
                error.hint or f"在表里改好再导入，或在 YAML 里写上“{title}”",
            )

    def _paragraphs(self, task: Draft, square: Square, role: str) -> None:
        lines = square.text.split("\n")
        have = task.fields.setdefault(role, [])
        assert isinstance(have, list)
        have += [line for line in lines if line not in have]

    def _names(self, task: Draft, square: Square, meaning: Meaning) -> None:
        names = names_in(square.text, meaning)
        have = task.fields.setdefault(meaning.role, [])
        assert isinstance(have, list)
        have += [name for name in names if name not in have]

    def _line(self, task: Draft, column: int, square: Square, role: str) -> None:
        doubt = ""
        if role == "deadline":
            text, doubt = deadline_in(square)
        else:
            text = line_in(square.text, role)
        if role == PHONE:
            have = task.fields.get("contact")
            task.fields["contact"] = f"{have} {text}" if have and text not in have else have or text
            return
        have = task.fields.get(role)
        if have is not None and have != text:
            raise BadValue(f"同一项任务的另一行写的是“{have}”", "各行不同的，在表里分成几项任务")
        task.fields[role] = text
        if doubt:
            self._tell("X044", Severity.WARNING, square, doubt, "写成“6月底前”“2026年6月30日”“每月一次”这样")

    def _comment(self, task: Draft, column: int, square: Square) -> None:
        name = self.head.heads.get(column) or f"第{column + 1}列"
        task.comments.append(f"表中“{name}”栏：{square.text}")

    def _tell(self, code: str, severity: Severity, square: Square, message: str, hint: str) -> None:
        self.result.tell(code, severity, square.origin, message, hint)
