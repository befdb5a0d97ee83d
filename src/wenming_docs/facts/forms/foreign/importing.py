"""A file that somebody else made → the tasks of the table in it that looks most like one of tasks."""

from __future__ import annotations

from pathlib import Path

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.forms.foreign.draft import Imported
from wenming_docs.facts.forms.foreign.grid import MOST_AREA, MOST_FILLED, Grid, grid_of_sheet
from wenming_docs.facts.forms.foreign.heading import Head, find_head
from wenming_docs.facts.forms.foreign.tasks import tasks_of
from wenming_docs.facts.forms.foreign.word_tables import read_word_tables
from wenming_docs.facts.forms.reader import read_workbook
from wenming_docs.facts.forms.sheets.scan import Room
from wenming_docs.facts.source.files import display_name
from wenming_docs.findings import Finding, Origin, Severity, has_errors

_NO_TABLE = "表头要有一栏任务（主要任务、工作内容……）和另一栏（责任单位、完成时限……）"


def import_tasks(path: Path, sheet: str = "") -> Imported:
    """The tasks of a table in ``path`` (.xlsx, .xls, .et, .ods, .docx).

    ``sheet`` names the sheet, or a table of a Word file (表2); without it the best one is taken. Raises
    InvalidInput where the file is not read, no table of tasks is found, or a cell has no value.
    """
    name = display_name(path)
    grids = _grids(path)
    if sheet:
        grids = _named(grids, sheet, name)
    found = [(grid, head) for grid in grids if (head := find_head(grid)) is not None]
    if not found:
        raise _refused(f"没有找到任务分解表：{_names(grids)}", _NO_TABLE, Origin(name, 1, 1))
    grid, head = max(found, key=_fitness)
    if has_errors(grid.findings):
        raise InvalidInput(grid.findings)
    result = tasks_of(grid, head, f"{path.name}”的“{grid.name}")
    result.findings[:0] = [*grid.findings, *_others(grids, grid, found, name)]
    if not result.tasks:
        raise _refused(
            f"“{grid.name}”只有表头，没有任务", "在表头下面写上任务", grid.rows[head.first][0].origin
        )
    return result


def _grids(path: Path) -> tuple[Grid, ...]:
    if path.suffix.lower() in (".docx", ".docm"):
        return read_word_tables(path)
    book = read_workbook(path, Room(MOST_FILLED, MOST_AREA))
    return tuple(grid_of_sheet(book, sheet) for sheet in book.sheets)


def _named(grids: tuple[Grid, ...], sheet: str, file: str) -> tuple[Grid, ...]:
    named = tuple(grid for grid in grids if grid.name == sheet)
    if not named:
        raise _refused(f"没有“{sheet}”：{_names(grids)}", "照表里的名字写 --sheet", Origin(file, 1, 1))
    return named


def _names(grids: tuple[Grid, ...]) -> str:
    names = "、".join(f"“{grid.name}”" for grid in grids)
    return f"文件里有{names}" if names else "文件里没有表"


def _fitness(found: tuple[Grid, Head]) -> tuple[bool, int, int]:
    """Shown before hidden; then the one with most rows, then with most columns understood."""
    grid, head = found
    rows = sum(bool(grid.filled(row)) for row in range(head.last + 1, len(grid.rows)))
    return not grid.hidden, rows, len(head.meanings)


def _others(grids: tuple[Grid, ...], taken: Grid, found: list[tuple[Grid, Head]], file: str) -> list[Finding]:
    """That other tables were not read: those that look like it too, and those that do not."""
    alike = [grid.name for grid, _ in found if grid is not taken]
    rest = [grid.name for grid in grids if grid is not taken and grid.name not in alike and grid.rows]
    told = []
    if alike:
        message = f"导入的是“{taken.name}”；{_quoted(alike)}也像任务分解表，没有导入"
        told.append((message, f"要导入别的，写 --sheet {alike[0]}"))
    if rest:
        told.append((f"{_quoted(rest)}不像任务分解表，没有导入", "不用处理；不对的话看表头的栏目名"))
    return [Finding("X041", Severity.NOTICE, text, hint, Origin(file, 1, 1)) for text, hint in told]


def _quoted(names: list[str]) -> str:
    return "、".join(f"“{name}”" for name in names[:8]) + (f"等{len(names)}张表" if len(names) > 8 else "")


def _refused(message: str, hint: str, origin: Origin) -> InvalidInput:
    return InvalidInput([Finding("X040", Severity.ERROR, message, hint, origin)])
