"""A grid with a head → tasks: merged and empty cells filled from above, columns of names nested.

Several rows of one name are one task: their contents become its subtasks; without contents the units
of all rows are the units of the task. Whatever finds no field becomes a comment and is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from wenming_docs.facts.forms.foreign.columns import NUMBER
from wenming_docs.facts.forms.foreign.draft import Draft, Imported
from wenming_docs.facts.forms.foreign.fields import Fields
from wenming_docs.facts.forms.foreign.grid import Grid
from wenming_docs.facts.forms.foreign.heading import Head
from wenming_docs.facts.forms.foreign.reading import (
    heading_and_rest,
    heading_rank,
    is_nothing,
    is_running_number,
    is_same_as_above,
    name_and_rest,
)
from wenming_docs.facts.forms.foreign.rows import Kind, RowKind, kinds_of_rows
from wenming_docs.facts.forms.foreign.settling import head_name, settled
from wenming_docs.findings import Severity
from wenming_docs.records import dataclass

_TOLD = {
    Kind.SUM: "合计行没有导入，写成了注释",
    Kind.HEAD: "重复的表头跳过了",
    Kind.TITLE: "重复的标题跳过了",
    Kind.NOTE: "表下面的说明没有导入，写成了注释",
}


def tasks_of(grid: Grid, head: Head, source: str) -> Imported:
    """The tasks of a table, and everything about it that was not understood."""
    result = Imported(source)
    _tell_titles(grid, head, result)
    head = settled(grid, head, result)
    rows = kinds_of_rows(grid, head)
    for row in rows:
        if row.kind in _TOLD:
            place = grid.rows[row.row][grid.filled(row.row)[0]].origin
            hint = "要的话自己写进去" if row.kind in (Kind.NOTE, Kind.SUM) else "不用处理"
            result.tell("X043", Severity.NOTICE, place, f"{_TOLD[row.kind]}：{row.text}", hint)
            if row.kind in (Kind.NOTE, Kind.SUM):
                result.comments.append(row.text)
    _tell_hidden(grid, head, result)
    _Builder(grid, head, result).build(rows)
    return result


def _tell_hidden(grid: Grid, head: Head, result: Imported) -> None:
    """Texts under merged cells: nobody sees them in the table, and they are still in the file."""
    for row, column in sorted(grid.covered):
        text, over = grid.text(row, column), grid.anchor(row, column)
        if text and row > head.last and over != (row, column) and text != grid.text(*over):
            result.comments.append(text)
            message = f"合并的格子下面压着“{text}”，没有导入，写成了注释"
            hint = "要的话取消合并，放到看得见的格子里再导入"
            result.tell("X044", Severity.WARNING, grid.rows[row][column].origin, message, hint)


def _tell_titles(grid: Grid, head: Head, result: Imported) -> None:
    for row in range(head.first):
        for column in grid.filled(row):
            text = grid.text(row, column).replace("\n", " ")
            result.comments.append(text)
            message = f"表上面的“{text}”没有导入，写成了注释"
            result.tell("X043", Severity.NOTICE, grid.rows[row][column].origin, message, "要的话自己写进去")


@dataclass(slots=True)
class _Row:
    """A row with the names of the tasks it stands under; ``own`` are the levels written in it itself."""

    row: int
    path: tuple[str, ...]
    goes_on: bool


class _Builder:
    """The state of one pass over the rows."""

    def __init__(self, grid: Grid, head: Head, result: Imported) -> None:
        self.grid, self.head, self.result = grid, head, result
        self.fields = Fields(grid, head, result)
        self.filled_down: list[int] = []

    def build(self, rows: list[RowKind]) -> None:
        """Adds all tasks of the rows to the result."""
        above: list[tuple[int, Draft]] = []
        for section, paths in self._sections(rows):
            self.fields.start_over()
            tasks = list(self._nested(paths, 0))
            if section is None:
                self.result.tasks += tasks
                continue
            rank = self._rank(section.row)
            while above and above[-1][0] >= rank:
                above.pop()
            place = self.grid.rows[section.row][self.grid.filled(section.row)[0]].origin
            name, rest = name_and_rest(self._section_text(section.row))
            heading = Draft(name, place, {"content": rest.split("\n")} if rest else {})
            heading.subtasks = tasks
            (above[-1][1].subtasks if above else self.result.tasks).append(heading)
            above.append((rank, heading))
        self._tell_filled_down()

    def _section_text(self, row: int) -> str:
        columns = [c for c in self.grid.filled(row) if c not in self.head.columns(NUMBER)]
        return self.grid.text(row, (columns or self.grid.filled(row))[0])

    def _rank(self, row: int) -> int:
        """How deep a heading stands: （一） below 一、; one without a number is of the highest."""
        return heading_rank(self.grid.text(row, self.grid.filled(row)[0]) + "、") or 0

    def _sections(self, rows: list[RowKind]) -> Iterator[tuple[RowKind | None, list[_Row]]]:
        section: RowKind | None = None
        paths: list[_Row] = []
        for row in rows:
            if row.kind is Kind.SECTION:
                if paths or section:
                    yield section, paths
                section, paths = row, []
            elif row.kind is Kind.TASK:
                above = paths[-1] if paths else None
                path = None if self._is_in_numbers(row.row) else self._path(row.row, above)
                if path is None:
                    self._tell_nameless(row)
                else:
                    paths.append(path)
        if paths or section:
            yield section, paths

    def _is_in_numbers(self, row: int) -> bool:
        """Whether words stand where the running numbers are, and nothing else in the row."""
        filled = self.grid.filled(row)
        words = [column for column in filled if not is_running_number(self.grid.text(row, column))]
        return bool(words) and set(filled) <= set(self.head.columns(NUMBER))

    def _path(self, row: int, above: _Row | None) -> _Row | None:
        """The names a row stands under, from its own cells, merged ones, and the row above."""
        path: list[str] = []
        own = False
        for level, column in enumerate(self.head.levels):
            text = self.grid.at(row, column).text
            merged = self.grid.anchor(row, column)[0] != row
            if is_same_as_above(text) or is_nothing(text):
                text = ""
            if text and not merged:
                own = own or above is None or text != (above.path[level : level + 1] or ("",))[0]
            if not text and not own and above is not None and level < len(above.path):
                text = above.path[level]
                self.filled_down += [row] * (not merged and row not in self.filled_down)
            if text:
                path.append(text)
        return _Row(row, tuple(path), not own and above is not None) if path else None

    def _nested(self, rows: list[_Row], depth: int) -> Iterator[Draft]:
        for name, found in groupby(rows, key=lambda row: row.path[depth]):
            group = list(found)
            here = [row for row in group if len(row.path) == depth + 1]
            below = [row for row in group if len(row.path) > depth + 1]
            column = self._column(group[0], depth)
            goal = self.head.meanings[column].goal
            # An aim in a cell of its heading is the aim, not a second line of the name.
            title, rest = heading_and_rest(name) if goal else name_and_rest(name)
            task = Draft(title, self.grid.at(group[0].row, column).origin)
            if rest:
                task.fields["standard" if goal else "content"] = rest.split("\n")
            if here:
                self._leaf(task, here)
            if below:
                self.fields.start_over()
                task.subtasks += self._nested(below, depth + 1)
                self.fields.start_over()
            yield task

    def _column(self, row: _Row, depth: int) -> int:
        """The column of a level; levels that a row leaves out have no depth."""
        columns = [c for c in self.head.levels if self.grid.at(row.row, c).text] or self.head.levels
        return columns[min(depth, len(columns) - 1)]

    def _leaf(self, task: Draft, rows: list[_Row]) -> None:
        """The rows of one name: one task, or as many subtasks as there are contents."""
        parts = list(self._contents([row.row for row in rows]))
        if len(parts) < 2:
            self.fields.fill(task, [row.row for row in rows])
            return
        column = self.head.columns("content")[0]
        again = False
        for part in parts:
            square = self.grid.at(part[0], column)
            if not square.text:  # rows before the first content speak of the task itself
                self.fields.fill(task, part)
                self.fields.start_over()
                continue
            name, rest = name_and_rest(square.text)
            subtask = Draft(name, square.origin)
            if rest:
                subtask.fields["content"] = rest.split("\n")
            self.fields.fill(subtask, part, named_by=column, again=again)
            again = True
            task.subtasks.append(subtask)

    def _contents(self, rows: list[int]) -> Iterator[list[int]]:
        """The rows by their content; a row without any belongs to the one above it."""
        columns = self.head.columns("content")[:1]
        part: list[int] = []
        for row in rows:
            starts = bool(columns) and bool(self.grid.text(row, columns[0])) and bool(part)
            if starts:
                yield part
                part = []
            part.append(row)
        yield part

    def _tell_nameless(self, row: RowKind) -> None:
        place = self.grid.rows[row.row][self.grid.filled(row.row)[0]].origin
        self.result.comments.append(row.text)
        hint = "在表里补上任务的名称再导入"
        self.result.tell("X046", Severity.WARNING, place, f"这一行没有任务名称，写成了注释：{row.text}", hint)

    def _tell_filled_down(self) -> None:
        if self.filled_down:
            column = self.head.levels[0]
            places = [self.grid.rows[row][column].origin for row in self.filled_down]
            message = f"“{head_name(self.head, column)}”栏空着的格子，当作和上一行同一项"
            self.result.repeated = {message: places, **self.result.repeated}
        self.result.tell_decided()
        self.result.shorten()
