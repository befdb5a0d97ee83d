"""The cells of a task's rows → its fields; what a field does not take becomes a comment, and is told."""

from __future__ import annotations

from collections.abc import Sequence

from wenming_docs.facts.forms.foreign.columns import LEVEL, NUMBER, PHONE, Meaning
from wenming_docs.facts.forms.foreign.division import divide
from wenming_docs.facts.forms.foreign.draft import Draft, Imported
from wenming_docs.facts.forms.foreign.grid import Grid, Square
from wenming_docs.facts.forms.foreign.heading import Head
from wenming_docs.facts.forms.foreign.reading import (
    deadline_in,
    is_nothing,
    is_running_number,
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
_GOES_ON = frozenset(("lead_unit", "supporting_units", "deadline"))
"""What it repeats of another task above."""


class Fields:
    """Reads cells of one table into tasks."""

    def __init__(self, grid: Grid, head: Head, result: Imported) -> None:
        self.grid, self.head, self.result = grid, head, result
        self.last: dict[int, Square] = {}
        """What stood last in each column, for 同上."""
        self.standing: dict[int, list[Square]] = {}
        """What holds in each column for the task above."""
        below = ((place, over) for place, over in grid.covered.items() if over[0] > head.last)
        self.merges = any(place[0] != over[0] for place, over in below)

    def start_over(self) -> None:
        """An empty cell from here on repeats nothing of the rows before: they are below another heading."""
        self.standing = {}

    def fill(
        self, task: Draft, rows: Sequence[int], named_by: int | None = None, again: bool = False
    ) -> None:
        """The fields of ``task`` from its rows; ``named_by`` is the column that gave its name.

        Empty cells may repeat those of the task before; ``again`` if both are contents of one task.
        """
        for column in range(self.grid.width):
            meaning = self.head.meanings.get(column)
            if column == named_by or (meaning and meaning.role == LEVEL):
                continue
            squares = self._squares(column, rows)
            if not squares and self._repeats(rows, meaning, again):
                squares = self._repeated(column, rows[0])
            self.standing[column] = squares[-1:]
            for square in squares:
                if meaning is None:
                    self._comment(task, column, square)
                elif meaning.role == NUMBER:
                    self._number(task, column, square)
                else:
                    self._take(task, column, square, meaning)

    def _squares(self, column: int, rows: Sequence[int]) -> list[Square]:
        """The different cells of a column in these rows that hold something."""
        places = dict.fromkeys(self.grid.anchor(row, column) for row in rows)
        squares = [self._same(column, self.grid.rows[r][c]) for r, c in places]
        return [square for square in squares if square.text]

    def _repeats(self, rows: Sequence[int], meaning: Meaning | None, again: bool) -> bool:
        """Whether an empty cell stands for the one above it: not where its author merges such cells,
        and not where the row names a unit of its own."""
        if meaning is None or meaning.role not in (_GOES_DOWN if again else _GOES_ON) or self.merges:
            return False
        leads = self.head.columns("lead_unit")
        return not any(self.grid.text(row, lead) for row in rows for lead in leads)

    def _repeated(self, column: int, row: int) -> list[Square]:
        """What stands for the task above in a column, told if it is anything."""
        above = self.standing.get(column, [])
        if above and not is_nothing(above[0].text):
            message = f"“{self._name(column)}”栏空着的格子，当作和上面一样"
            self.result.repeated.setdefault(message, []).append(self.grid.rows[row][column].origin)
        return above

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
                self._names(task, column, square, meaning)
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

    def _names(self, task: Draft, column: int, square: Square, meaning: Meaning) -> None:
        if meaning.role != "lead_unit":
            self._add(task, meaning.role, names_in(square.text, meaning))
            return
        division = divide(square.text, meaning)
        self._add(task, "lead_unit", division.lead)
        self._add(task, "supporting_units", division.supporting)
        if division.divided:
            message = f"“{self._name(column)}”栏里写明牵头、配合的，分开写了"
            places = self.result.divided.setdefault(message, [])
            places += [square.origin] if square.origin not in places else []
        elif division.doubtful:
            message = f"“{square.text}”里谁牵头、谁配合看不懂，照原样写进了牵头"
            self._tell(
                "X042", Severity.WARNING, square, message, "写成“甲局（牵头）、乙局”，或分成两栏再导入"
            )

    def _add(self, task: Draft, role: str, names: list[str]) -> None:
        if names:
            have = task.fields.setdefault(role, [])
            assert isinstance(have, list)
            have += [name for name in names if name not in have]

    def _number(self, task: Draft, column: int, square: Square) -> None:
        """Numbers are counted anew; words in their column are kept."""
        if not is_running_number(square.text):
            self._comment(task, column, square)
            message = f"“{self._name(column)}”栏里不是编号，写成了注释：{square.text}"
            self._tell("X044", Severity.WARNING, square, message, "上级任务单写一行或另写一栏，再导入")

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
        comment = f"表中“{self._name(column)}”栏：{square.text}"
        if comment not in task.comments:
            task.comments.append(comment)

    def _name(self, column: int) -> str:
        return self.head.heads.get(column) or f"第{column + 1}列"

    def _tell(self, code: str, severity: Severity, square: Square, message: str, hint: str) -> None:
        self.result.tell(code, severity, square.origin, message, hint)
