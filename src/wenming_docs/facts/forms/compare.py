"""Three values of every cell: what was given out, what came back, what the facts say now.

Only a cell that was edited, and that the facts still hold as it was given out, becomes a change. What
changed since around an edited cell refuses it; what changed elsewhere is counted and told once.
It is long because a cell, a row that is gone and a row that is new are judged by the same three values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field

from wenming_docs.facts.forms.given import NEW_ROW, CellKey
from wenming_docs.facts.forms.returned import Came, Returned, same
from wenming_docs.facts.forms.unit_form import (
    COLUMNS,
    SHEET_NAMES,
    Cell,
    Column,
    FormRow,
    Place,
    UnitForm,
)
from wenming_docs.facts.forms.values import Refused, taken
from wenming_docs.facts.model import Workspace
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.records import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One cell to be written into the facts; an empty ``new`` takes the value out."""

    place: Place
    title: str
    row: str
    old: str
    new: str
    origin: Origin
    fact: Origin


@dataclass(frozen=True, slots=True)
class NewResult:
    """A row of 成果 that a unit added: its texts by column key, and where each stands in the form."""

    unit: str
    texts: dict[str, str]
    origins: dict[str, Origin]

    @property
    def origin(self) -> Origin:
        """Its first cell."""
        return next(iter(self.origins.values()))


@dataclass(slots=True)
class Comparison:
    """What a form brings, and what is wrong with it."""

    changes: list[Change] = field(default_factory=list)
    new: list[NewResult] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    already: int = 0
    """Edited cells that the facts hold already: the form came twice."""


def compare(
    returned: Returned, now: UnitForm, workspace: Workspace, *, allow_old: bool = False
) -> Comparison:
    """What ``returned`` changes in the facts of ``workspace``, whose form of the same unit is ``now``.

    With ``allow_old`` cells that the office changed since do not stop the others; a cell that both
    changed always does.
    """
    return _Comparing(returned, now, workspace, allow_old).result()


_UNRECORDED = ("", False)
"""What is known of a cell that the hidden record leaves out: nothing that may be changed."""


class _Comparing:
    """One form against the facts."""

    def __init__(self, returned: Returned, now: UnitForm, workspace: Workspace, allow_old: bool) -> None:
        self.returned, self.now, self.workspace = returned, now, workspace
        self.allow_old = allow_old
        self.settled: set[str] = set()
        self.outdated = 0
        self.found = Comparison(findings=list(returned.findings))

    def result(self) -> Comparison:
        now = {sheet.name: {row.id: row for row in sheet.rows} for sheet in self.now.sheets}
        for what, name in SHEET_NAMES.items():
            if name in self.returned.rows:
                self._sheet(name, COLUMNS[what], now.get(name, {}))
        if self.outdated and (self.found.changes or self.found.new or not self.found.already):
            message = f"这张表发出以后，计划里有{self.outdated}处变了，没有动过的格子不受影响"
            hint = "不用管；下次发表就是新的"
            self.found.findings.append(Finding("X013", Severity.NOTICE, message, hint, self.returned.place))
        return self.found

    def _sheet(self, name: str, columns: tuple[Column, ...], now: dict[str, FormRow]) -> None:
        rows = self.returned.rows[name]
        came = {row_id: self._cells(name, row_id, columns) for row_id in rows}
        for row_id in rows:
            if not row_id.startswith(NEW_ROW) and row_id not in now:
                self._settle(name, row_id, came[row_id])
        for row_id, place in rows.items():
            cells = came[row_id]
            if row_id.startswith(NEW_ROW):
                self._new(cells)
            elif row_id in now:
                self._row(name, now[row_id], cells)
            else:
                self._vanished(name, row_id, cells, place)
        for row_id in self.returned.given.rows(name):
            if row_id not in rows and row_id in now:
                message = f"表“{name}”里“{now[row_id].name}”这一行不见了，计划里没有删"
                hint = "真要删去，请在计划里删"
                place = Origin(self.returned.name, 1, 1, cell=f"{name}!A1")
                self.found.findings.append(Finding("X012", Severity.NOTICE, message, hint, place))

    def _cells(self, sheet: str, row_id: str, columns: tuple[Column, ...]) -> dict[Column, Came]:
        cells = self.returned.cells
        return {c: cells[sheet, row_id, c.key] for c in columns if (sheet, row_id, c.key) in cells}

    # rows that were given out

    def _row(self, sheet: str, now: FormRow, cells: dict[Column, Came]) -> None:
        changes = []
        for column, came in cells.items():
            change = self._cell((sheet, now.id, column.key), column, came, now)
            changes += [change] if change else []
        self._context(sheet, now, cells)
        editable = [c for c, came in cells.items() if now.cells[c.key].editable and now.cells[c.key].text]
        emptied = [change for change in changes if not change.new]
        whole = len(emptied) > 1 and len(emptied) == len(editable) == len(changes)
        if whole and sheet != "任务" and any(change.place.figure is None for change in emptied):
            hint = "要删去一条，请在计划里删；没有变的就照原样留着"
            self._error("X020", "这一行全清空了，看不出是不是要删去", hint, emptied[0].origin)
            return
        self.found.changes += changes

    def _cell(self, key: CellKey, column: Column, came: Came, row: FormRow) -> Change | None:
        given, may = self.returned.given.cells.get(key, _UNRECORDED)
        cell = row.cells[column.key]
        edited = not same(came.text, given)
        if edited and not may:
            hint = f"改回“{_short(given)}”；真有错，请在计划里改" if given else "把这一格清空"
            self._error("X008", f"“{column.title}”是定了的，不能在表里改", hint, came.origin)
            return None
        if same(came.text, cell.text):
            self.found.already += edited
            return None
        if not edited:
            return None  # what changed around it is told of the whole row
        if not same(given, cell.text):
            was, now = _short(given) or "空", _short(cell.text) or "空"
            message = f"“{column.title}”两边都改了：发出时是“{was}”，计划里现在是“{now}”"
            hint = f"定下用哪个：用计划里的，这一格写成“{now}”；用表里的，先在计划里改"
            self._error("X014", message, hint, came.origin)
            return None
        if not cell.editable or cell.place is None:
            hint = "这一项已经销号或已经写定，要改请在计划里改"
            self._error("X014", f"“{column.title}”发出以后已经不能改了", hint, came.origin)
            return None
        return self._change(column, came, cell, row)

    def _context(self, sheet: str, row: FormRow, cells: dict[Column, Came]) -> None:
        """X013 for what is fixed in a row that brings something, and says other than it said to the unit.

        Whoever fills in a task of June may not have meant the same task by September. Elsewhere what
        changed since matters to nobody: it is counted.
        """
        brings = False
        stale: list[tuple[Column, Came, str, bool]] = []
        for column, came in cells.items():
            given, may = self.returned.given.cells.get((sheet, row.id, column.key), _UNRECORDED)
            now = row.cells[column.key].text
            if not same(came.text, given):
                brings |= not same(came.text, now)
            elif not same(given, now):
                stale.append((column, came, given, may))
        for column, came, given, may in stale:
            if may or not brings or self.allow_old:
                self.outdated += 1
                continue
            was, now = _short(given) or "空", _short(row.cells[column.key].text) or "空"
            message = f"这一行填过，可“{column.title}”发出时是“{was}”，计划里现在是“{now}”"
            hint = "按现在的重新发一份填；确认填的仍然合适，就加 --allow-old"
            self._error("X013", message, hint, came.origin)

    def _change(self, column: Column, came: Came, cell: Cell, row: FormRow) -> Change | None:
        assert cell.place is not None
        new = self._taken(column, came) if came.text else ""
        if new is None:
            return None
        fact = self._fact(cell.place)
        return Change(cell.place, column.title, row.name, cell.text, new, came.origin, fact)

    def _fact(self, place: Place) -> Origin:
        """Where a value stands in the plan, or the row that it is missing from."""
        if place.figure is not None and isinstance(place.loc[-1], int):
            figures = self.workspace.results[place.loc[-1]].figures
            if place.figure < len(figures):
                return figures[place.figure].origins[0]
        return self.workspace.where(*place.loc, place.attribute)

    def _taken(self, column: Column, came: Came) -> str | None:
        try:
            return taken(column.takes, column.title, came.text, self.now, self.workspace)
        except Refused as error:
            self.found.findings.append(error.at(came.origin))
            return None

    def _settle(self, sheet: str, row_id: str, cells: dict[Column, Came]) -> None:
        """Remember a result that this form has changed before: it stands under another id by now."""
        texts = {column.key: came.text for column, came in cells.items()}
        if self._edited(sheet, row_id, cells) and self._stands_already(sheet, texts):
            self.settled.add(row_id.rpartition(".")[0])

    def _edited(self, sheet: str, row_id: str, cells: dict[Column, Came]) -> list[Came]:
        given = self.returned.given.cells
        return [
            came
            for column, came in cells.items()
            if not same(came.text, given.get((sheet, row_id, column.key), _UNRECORDED)[0])
        ]

    def _vanished(self, sheet: str, row_id: str, cells: dict[Column, Came], place: Origin) -> None:
        """A row that the facts no longer have: renamed, or taken out, or brought in by this form before."""
        edited = self._edited(sheet, row_id, cells)
        if row_id.rpartition(".")[0] in self.settled:
            given = self.returned.given.cells
            own = {  # the grey day of a second figure is the old one still
                column.key: came.text
                for column, came in cells.items()
                if given.get((sheet, row_id, column.key), _UNRECORDED)[1]
            }
            if not edited or self._stands_already(sheet, own):
                self.found.already += len(edited)
                return
        name = next((came.text for came in cells.values() if came.text), "")
        message = f"“{_short(name)}”这一行，计划里已经没有了，或者改了名称"
        hint = "重新发一份填；没有变的内容不受影响"
        if edited:
            self._error("X015", message, hint, edited[0].origin)
        else:
            self.found.findings.append(Finding("X015", Severity.NOTICE, message, hint, place))

    def _stands_already(self, sheet: str, texts: dict[str, str]) -> bool:
        """Whether a row of 进展 says what the facts say by now."""
        rows = [row for each in self.now.sheets if each.name == sheet for row in each.rows]
        return any(all(same(row.cells[key].text, text) for key, text in texts.items()) for row in rows)

    # rows that are new

    def _new(self, cells: dict[Column, Came]) -> None:
        filled = {column: came for column, came in cells.items() if came.text}
        if not filled:
            return
        texts: dict[str, str] = {}
        wrong = False
        for column, came in filled.items():
            text = self._taken(column, came)
            wrong |= text is None
            texts[column.key] = text or ""
        origins = {column.key: came.origin for column, came in filled.items()}
        wrong |= self._incomplete(texts, origins, cells)
        if not wrong:
            self.found.new.append(NewResult(self.now.unit, texts, origins))

    def _incomplete(
        self, texts: dict[str, str], origins: dict[str, Origin], cells: dict[Column, Came]
    ) -> bool:
        """Whether a new row lacks what every result has; told at the cell that is empty."""
        places = {column.key: came.origin for column, came in cells.items()}
        lacks = [
            (
                "indicator" in texts and "amount" not in texts,
                "amount",
                "有指标，没有数",
                "写上数和计量单位，例如 12车",
            ),
            (
                "amount" in texts and "indicator" not in texts,
                "indicator",
                "有数，没有指标",
                "从下拉里选一个指标",
            ),
            (
                not {"indicator", "amount", "matter"} & set(texts),
                "matter",
                "没有写做成了什么",
                "写指标和数，或者写“事”",
            ),
            (
                not {"date", "period"} & set(texts),
                "date",
                "没有写时间",
                "写“日期”（5月12日）或“期间”（5月）",
            ),
            (
                {"date", "period"} <= set(texts),
                "period",
                "日期、期间都写了",
                "只写一个：有确切的日子就写日期",
            ),
        ]
        found = [(key, message, hint) for wrong, key, message, hint in lacks if wrong]
        for key, message, hint in found:
            place = places.get(key) or next(iter(origins.values()))
            self._error("X021", f"新的一行{message}", hint, place)
        return bool(found)

    def _error(self, code: str, message: str, hint: str, origin: Origin) -> None:
        self.found.findings.append(Finding(code, Severity.ERROR, message, hint, origin))


def collisions(found: Iterable[Comparison]) -> Iterator[Finding]:
    """Cells of several forms that say two things of one fact; what is said alike is one change."""
    first: dict[Place, Change] = {}
    for change in [change for comparison in found for change in comparison.changes]:
        earlier = first.setdefault(change.place, change)
        if earlier is not change and not same(earlier.new, change.new):
            message = (
                f"“{change.row}”的“{change.title}”，另一张表（{earlier.origin}）写的是“{_short(earlier.new)}”"
            )
            hint = "两个单位商量好，两张表写成一样"
            yield Finding("X014", Severity.ERROR, message, hint, change.origin)


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"


__all__ = ["Change", "Comparison", "NewResult", "collisions", "compare"]
