"""What a unit is given to fill in: its tasks, what it has done, its problems, cell by cell.

A form is plain data: :mod:`build` makes it from facts, :mod:`write` makes a workbook of it, :mod:`compare`
asks the facts of today for the same form again.
"""

from __future__ import annotations

from enum import StrEnum

from wenming_docs.facts.model import Loc
from wenming_docs.findings import Origin
from wenming_docs.records import dataclass

VERSION = "1"
"""Of the form: which sheets, which keys, what the hidden record holds."""


class What(StrEnum):
    """The sheets of a form that are filled in."""

    TASKS = "任务"
    RESULTS = "成果"
    ISSUES = "问题"


SHEET_NAMES = {What.TASKS: "任务", What.RESULTS: "进展", What.ISSUES: "问题"}


class Takes(StrEnum):
    """What a cell takes; how it is checked when it comes back."""

    LINE = "一行文字"
    NAMES = "名单"
    PEOPLE = "人名"
    DATE = "日期"
    PERIOD = "期间"
    DEADLINE = "时限"
    QUANTITY = "数量"
    TASK = "任务"
    INDICATOR = "指标"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands in the facts: an item of the model and one of its attributes.

    ``figure`` counts the figures of a result; its name is then ``attribute`` name, its amount quantity.
    """

    loc: Loc
    attribute: str
    figure: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``key`` is what the hidden first row holds, ``width`` counts half-width characters."""

    key: str
    title: str
    width: int
    takes: Takes = Takes.LINE


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds, and whether the unit may change it."""

    text: str
    editable: bool = False
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row; ``id`` names it for ever, ``name`` says to people which one it is."""

    id: str
    name: str
    cells: dict[str, Cell]
    origin: Origin


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One sheet; ``spare`` empty rows at its end wait for what is new."""

    what: What
    columns: tuple[Column, ...]
    rows: tuple[FormRow, ...]
    spare: int = 0

    @property
    def name(self) -> str:
        return SHEET_NAMES[self.what]


@dataclass(frozen=True, slots=True)
class Identity:
    """Which plan a form belongs to."""

    organisation: str
    campaign: str
    year: str
    entry: str
    """The name of the entry file: told where it differs, but files are renamed."""


@dataclass(frozen=True, slots=True)
class UnitForm:
    """All that a unit is given, and the names it may choose from."""

    unit: str
    plan: Identity
    period: str
    due: str
    sheets: tuple[FormSheet, ...]
    tasks: tuple[str, ...]
    indicators: tuple[str, ...]
    people: tuple[str, ...]
    keeps_own_file: bool


TASK_COLUMNS = (
    Column("task", "任务", 24),
    Column("content", "内容", 40),
    Column("role", "职责", 7),
    Column("deadline", "时限", 12, Takes.DEADLINE),
    Column("responsible_person", "责任人", 13, Takes.PEOPLE),
    Column("contact", "联系人", 13),
    Column("frequency", "频次", 13),
    Column("quantity", "数量", 11, Takes.QUANTITY),
    Column("evidence", "佐证", 22, Takes.NAMES),
)
RESULT_COLUMNS = (
    Column("date", "日期", 11, Takes.DATE),
    Column("period", "期间", 11, Takes.PERIOD),
    Column("task", "任务", 22, Takes.TASK),
    Column("indicator", "指标", 18, Takes.INDICATOR),
    Column("amount", "数量", 11, Takes.QUANTITY),
    Column("matter", "事", 26),
    Column("progress", "进度", 13),
    Column("evidence", "佐证", 22, Takes.NAMES),
    Column("remark", "备注", 18),
)
ISSUE_COLUMNS = (
    Column("code", "编号", 8),
    Column("place", "点位", 20),
    Column("problem", "问题", 30),
    Column("deadline", "时限", 12, Takes.DEADLINE),
    Column("responsible_person", "责任人", 13, Takes.PEOPLE),
    Column("measure", "措施", 30),
    Column("rectified", "整改日期", 11, Takes.DATE),
    Column("evidence", "佐证", 22, Takes.NAMES),
    Column("closed", "销号", 10),
)
COLUMNS = {What.TASKS: TASK_COLUMNS, What.RESULTS: RESULT_COLUMNS, What.ISSUES: ISSUE_COLUMNS}
SPARE_ROWS = 30
