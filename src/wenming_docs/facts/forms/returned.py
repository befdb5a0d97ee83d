"""A workbook that came back → the cells of a form, whatever was moved about in it.

Sheets are found by name, columns by the hidden row of keys, rows by the hidden column of ids: order means
nothing. What is missing, doubled or strange is a finding at its cell.
"""

from __future__ import annotations

from collections.abc import Iterator

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.forms.cell_texts import same, text_of, titles
from wenming_docs.facts.forms.given import (
    CHOICES_SHEET,
    FIRST_ROW,
    GUIDE_SHEET,
    HIDDEN_SHEET,
    KEY_MARK,
    NEW_ROW,
    CellKey,
    Given,
    given_from,
)
from wenming_docs.facts.forms.reader import Sheet, Workbook
from wenming_docs.facts.forms.strangers import told
from wenming_docs.facts.forms.unit_form import SHEET_NAMES, VERSION, What
from wenming_docs.facts.source.characters import FORBIDDEN, describe
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.records import dataclass

_SEEN_ANYWAY = "X038"
"""Hidden rows and columns are how a form keeps its keys."""


@dataclass(frozen=True, slots=True)
class Came:
    """What a cell holds now, blanks at its edges apart."""

    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Returned:
    """A form that came back: its hidden record, its cells as they are now, what is wrong with its shape.

    ``rows`` are the ids of each sheet in written order, with the place of each row; rows of new things
    have ids of their own. ``place`` stands for the form as a whole: its first sheet.
    """

    name: str
    place: Origin
    given: Given
    cells: dict[CellKey, Came]
    rows: dict[str, dict[str, Origin]]
    findings: tuple[Finding, ...]


def is_untouched(form: Returned) -> bool:
    """Whether every cell still holds what it was given out with, and no row came or went."""
    if form.findings:
        return False
    return all(same(came.text, form.given.cells.get(key, ("", True))[0]) for key, came in form.cells.items())


def read_returned(book: Workbook) -> Returned:
    """The form in ``book``; InvalidInput where it is none of ours (X001) or of another version (X002)."""
    record = next((sheet for sheet in book.sheets if sheet.name == HIDDEN_SHEET), None)
    given = given_from(record.rows) if record else None
    place = _whole(book)
    if given is None:
        message = "这不是 wenming 发出的填报表，或者里面隐藏的记录丢了"
        hint = "用 wenming form export 重新发一份，把内容填进去；不要另建表格抄写"
        raise InvalidInput([Finding("X001", Severity.ERROR, message, hint, place)])
    if given.version != VERSION:
        message = f"这张填报表是另一版程序发出的（第{given.version}版，现在是第{VERSION}版）"
        hint = "用现在的程序重新发一份；或用发表时的那一版收"
        raise InvalidInput([Finding("X002", Severity.ERROR, message, hint, place)])
    return _Reading(book, given).result()


def _whole(book: Workbook) -> Origin:
    return book.origin(book.sheets[0], 0, 0) if book.sheets else Origin(book.path_name, 1, 1)


class _Reading:
    """One walk over the sheets that were given out."""

    def __init__(self, book: Workbook, given: Given) -> None:
        self.book, self.given = book, given
        self.known = {name: frozenset(given.rows(name)) for name in given.spare}
        self.cells: dict[CellKey, Came] = {}
        self.rows: dict[str, dict[str, Origin]] = {}
        self.findings: list[Finding] = []

    def result(self) -> Returned:
        sheets = {sheet.name: sheet for sheet in self.book.sheets}
        for name in self.given.spare:
            if name in sheets:
                self._sheet(sheets[name])
            else:
                message = f"发出去的工作表“{name}”不见了，或者改了名字"
                hint = f"把工作表改回“{name}”；删掉了就用原来的表重填"
                self._error("X006", message, hint, _whole(self.book))
        read = {key: came.text for key, came in self.cells.items()}
        for sheet in self.book.sheets:
            if sheet.name not in {*self.given.spare, GUIDE_SHEET, HIDDEN_SHEET, CHOICES_SHEET}:
                self.findings += told(self.book, self.given, sheet, read)
        place = _whole(self.book)
        return Returned(self.book.path_name, place, self.given, self.cells, self.rows, tuple(self.findings))

    def _sheet(self, sheet: Sheet) -> None:
        odd = [f for f in self.book.findings_of(sheet) if f.code != _SEEN_ANYWAY]
        self.findings += odd
        lost = {f.origin for f in odd if f.origin and f.severity is Severity.ERROR}
        lost |= set(self._without_result(sheet, lost))
        keys = self._keys(sheet)
        if keys is None:
            return
        self.rows[sheet.name] = {}
        top, columns = keys
        self._refuse_merged(sheet, top)
        new = 0
        for number, row in enumerate(sheet.rows):
            if number < top + FIRST_ROW:
                continue
            place = self.book.origin(sheet, number, 0)
            row_id = text_of(row[0] if row else None, "", self.given.plan.year)
            came = {key: self._cell(sheet, number, column) for key, column in columns.items()}
            texts = {key: each for key, each in came.items() if each.origin not in lost}
            again = row_id.startswith(NEW_ROW) and row_id in self.rows[sheet.name]
            if not row_id or again:
                if not any(each.text for each in texts.values()):
                    continue
                row_id = f"{NEW_ROW}.{new}"
                new += 1
            if not self._is_known(sheet.name, row_id, place, texts):
                continue
            self.rows[sheet.name][row_id] = place
            self.cells.update({(sheet.name, row_id, key): came for key, came in texts.items()})

    def _keys(self, sheet: Sheet) -> tuple[int, dict[str, int]] | None:
        """The number of the hidden row of keys, and key → column; None where it is gone."""
        wanted = {key for key, _ in titles(sheet.name)}
        for number, row in enumerate(sheet.rows[:5]):
            if row and row[0] == KEY_MARK:
                columns = {str(value): at for at, value in enumerate(row) if at and value}
                for at, value in enumerate(row):
                    if at and str(value) in wanted and columns[str(value)] != at:
                        message = f"“{_title(sheet.name, str(value))}”这一列有两列，是复制出来的"
                        self._error("X006", message, "删去多出来的一列", self.book.origin(sheet, number, at))
                for key in sorted(wanted - set(columns)):
                    message = f"“{_title(sheet.name, key)}”这一列不见了"
                    hint = "列可以换位置，不能删；用原来的表重填"
                    self._error("X006", message, hint, self.book.origin(sheet, number, 0))
                return number, {key: at for key, at in columns.items() if key in wanted}
        message = f"工作表“{sheet.name}”里隐藏的第一行不见了，认不出哪一列是什么"
        self._error("X006", message, "用原来的表重填；行和列都不要删", self.book.origin(sheet, 0, 0))
        return None

    def _without_result(self, sheet: Sheet, told: set[Origin]) -> Iterator[Origin]:
        """Formulas whose result is empty: nobody can tell whether the cell was meant to be emptied."""
        for row, column in sorted(sheet.formulas):
            origin = self.book.origin(sheet, row, column)
            if origin not in told and (row >= len(sheet.rows) or sheet.rows[row][column] is None):
                hint = "直接写上结果，或者打开存一次再交"
                self._error("X026", "这一格是公式，结果是空的，分不清是不是要清空", hint, origin)
                yield origin

    def _refuse_merged(self, sheet: Sheet, top: int) -> None:
        for first_row, first, last_row, _ in sheet.merged:
            if last_row >= top + FIRST_ROW:
                what = "几行" if last_row > first_row else "几列"
                message = f"这里把{what}的格子合并了，分不清内容是哪一格的"
                hint = "取消合并，每一格各写各的"
                self._error("X007", message, hint, self.book.origin(sheet, first_row, first))

    def _is_known(self, sheet: str, row_id: str, place: Origin, texts: dict[str, Came]) -> bool:
        """Whether a row may stand here; one that was given out and stands twice is told at both places."""
        if row_id in self.rows[sheet]:
            first = self.rows[sheet][row_id]
            message = f"这一行和{first.cell.rpartition('!')[2]}那一行是同一行，复制出来的"
            hint = "删去多出来的一行；新的内容写在后面的空行里"
            self._error("X011", message, hint, _first(texts) or place)
            return False
        new = row_id.startswith(f"{NEW_ROW}.")
        if new and sheet == SHEET_NAMES[What.RESULTS]:
            return True
        if self.given.is_spare(sheet, row_id) or row_id in self.known[sheet]:
            return True
        message, hint = "这一行不是这张表发出去的，是从别的表里复制来的", "删去这一行，在自己那一行里填"
        if new:
            message, hint = "这张表里不能加行", "删去这一行；要加任务、加问题，告诉发表的单位"
        self._error("X009", message, hint, _first(texts) or place)
        return False

    def _cell(self, sheet: Sheet, row: int, column: int) -> Came:
        values = sheet.rows[row]
        value = values[column] if column < len(values) else None
        origin = self.book.origin(sheet, row, column)
        text = text_of(value, sheet.formats.get((row, column), ""), self.given.plan.year)
        if bad := FORBIDDEN.search(text):
            message = f"这一格里有{describe(bad.group())}"
            self._error("X019", message, "删去这个字符，重新打一遍", origin)
            text = FORBIDDEN.sub("", text)
        return Came(text, origin)

    def _error(self, code: str, message: str, hint: str, origin: Origin) -> None:
        self.findings.append(Finding(code, Severity.ERROR, message, hint, origin))


def _first(texts: dict[str, Came]) -> Origin | None:
    """The first cell of a row that holds anything."""
    return next((came.origin for came in texts.values() if came.text), None)


def _title(sheet: str, key: str) -> str:
    return dict(titles(sheet)).get(key, key)


__all__ = ["Came", "Returned", "is_untouched", "read_returned", "same", "titles"]
