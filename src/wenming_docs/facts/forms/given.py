"""What travels hidden in a form: which plan, which unit, and what every cell held when it was given out.

One row a fact, first its name; sheets as ``sheet``, name and number of empty rows; cells as ``cell``, sheet,
row, column, text and whether it may be changed.
No day is kept: the same facts give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field

from wenming_docs.facts.forms.unit_form import VERSION, Identity, UnitForm
from wenming_docs.records import dataclass

HIDDEN_SHEET = "_wenming"
CHOICES_SHEET = "_选项"
GUIDE_SHEET = "说明"
KEY_MARK = "wenming"
"""What the first cell of the hidden first row holds: the row with the keys of the columns."""
FIRST_ROW = 3
"""Where rows of data begin (from 0): behind the keys, the title and the heads."""
NEW_ROW = "新"
"""How the id of a row begins that waits for something new."""

CellKey = tuple[str, str, str]
"""Sheet, row, column."""


@dataclass(frozen=True, slots=True)
class Given:
    """The hidden record, read back; ``cells`` maps each cell to its text and whether it may be changed."""

    version: str
    unit: str
    plan: Identity
    period: str
    cells: dict[CellKey, tuple[str, bool]] = field(default_factory=dict)
    spare: dict[str, int] = field(default_factory=dict)
    """Sheet → how many empty rows it was given out with; every sheet that was given out."""

    def rows(self, sheet: str) -> tuple[str, ...]:
        """The ids of the rows of a sheet, without the empty ones."""
        return tuple(dict.fromkeys(row for name, row, _ in self.cells if name == sheet))

    def is_spare(self, sheet: str, row: str) -> bool:
        """Whether a row is one of the empty ones."""
        number = row.removeprefix(NEW_ROW)
        return number != row and number.isdecimal() and 0 < int(number) <= self.spare.get(sheet, 0)


def record_of(form: UnitForm) -> Iterator[tuple[str, ...]]:
    """The rows of the hidden sheet."""
    yield "form", VERSION
    yield "unit", form.unit
    yield "organisation", form.plan.organisation
    yield "campaign", form.plan.campaign
    yield "year", form.plan.year
    yield "entry", form.plan.entry
    yield "period", form.period
    for sheet in form.sheets:
        yield "sheet", sheet.name, str(sheet.spare)
        for row in sheet.rows:
            for column in sheet.columns:
                cell = row.cells[column.key]
                yield "cell", sheet.name, row.id, column.key, cell.text, "可填" if cell.editable else ""


def given_from(rows: Iterable[tuple[object, ...]]) -> Given | None:
    """The record that the rows of the hidden sheet hold; None where it is not whole."""
    facts: dict[str, str] = {}
    cells: dict[CellKey, tuple[str, bool]] = {}
    spare: dict[str, int] = {}
    for row in rows:
        texts = [text if isinstance(text, str) else "" if text is None else str(text) for text in row]
        texts += [""] * (6 - len(texts))
        if texts[0] == "cell":
            cells[texts[1], texts[2], texts[3]] = (texts[4], texts[5] == "可填")
        elif texts[0] == "sheet":
            spare[texts[1]] = int(texts[2]) if texts[2].isdecimal() else 0
        elif texts[0]:
            facts[texts[0]] = texts[1]
    if not {"form", "unit", "organisation", "entry"} <= set(facts) or not facts["unit"]:
        return None
    plan = Identity(facts["organisation"], facts.get("campaign", ""), facts.get("year", ""), facts["entry"])
    return Given(facts["form"], facts["unit"], plan, facts.get("period", ""), cells, spare)


__all__ = [
    "CHOICES_SHEET",
    "FIRST_ROW",
    "GUIDE_SHEET",
    "HIDDEN_SHEET",
    "KEY_MARK",
    "NEW_ROW",
    "CellKey",
    "Given",
    "given_from",
    "record_of",
]
