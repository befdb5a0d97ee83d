"""Tables of 问题台账: the whole ledger, what is open, what is overdue, the units, one unit's order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wenming_docs.blocks import Align, Cell, Column, Table, Text, inlines
from wenming_docs.facts.analysis.issues import IssueState, count_issues, issues_by_unit
from wenming_docs.facts.values import percent_text
from wenming_docs.findings import SourceText, origins_of
from wenming_docs.records import dataclass
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.issue_parts import (
    NOTICE,
    as_of,
    check_addressee,
    counted,
    course,
    issues,
    open_issues,
    overdue_summary,
    state_words,
    tidy_day,
    told_as_of,
    whole_summary,
)
from wenming_docs.words.contexts.views import PartView, Texts
from wenming_docs.zh import date_text

NOT_APPLICABLE = "—"
Value = Callable[[IssueState], SourceText | None]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its head, the key that 不写 may name, what a row has there.

    ``derived`` values are computed: they are there for every row, and no fact is printed by them alone.
    """

    head: str
    key: str
    value: Value
    derived: bool = False


def _field(head: str, key: str, attribute: str) -> _Column:
    def value(state: IssueState) -> SourceText | None:
        found = getattr(state.issue, attribute)
        if not found:
            return None
        names = found if isinstance(found, tuple) else (found,)
        return SourceText("、".join(str(name) for name in names), origins_of(*names))

    return _Column(head, key, value)


def _opened(state: IssueState) -> SourceText | None:
    moves = state.issue.moves
    text = moves[0].date if moves else state.issue.found_on
    return tidy_day(text) if text else None


def _closed(state: IssueState) -> SourceText | None:
    if not state.is_closed:
        return None
    text = state.moves[-1].date if state.moves else state.issue.closed_on
    return tidy_day(text) if text else None


def _progress(state: IssueState) -> SourceText:
    """How far it has come, and below its steps, one day a line."""
    steps = course(state)
    words = state_words(state)
    return SourceText(f"{words}\n{steps}", steps.origins) if steps else SourceText(words)


def _days_open(state: IssueState) -> SourceText | None:
    return SourceText(str(state.days_open)) if state.days_open is not None else None


def _days_left(state: IssueState) -> SourceText | None:
    late = state.days_late
    if late is None:
        return None
    return SourceText(f"逾期{late}天" if late > 0 else f"剩余{-late}天" if late else "当日到期")


def _days_late(state: IssueState) -> SourceText | None:
    return SourceText(str(state.days_late)) if state.days_late is not None else None


CODE, PLACE = _field("编号", "编号", "code"), _field("点位", "点位", "place")
PROBLEM, SOURCE = _field("问题", "问题", "problem"), _field("来源", "来源", "source")
UNIT, PERSON = _field("责任单位", "单位", "unit"), _field("责任人", "责任人", "responsible_person")
MEASURE, DEADLINE = _field("整改措施", "措施", "measure"), _field("整改时限", "时限", "deadline")
OPENED, FOUND = _Column("立项日期", "发现日期", _opened), _Column("发现日期", "发现日期", _opened)
CLOSED = _Column("销号日期", "销号", _closed)
PROGRESS = _Column("整改情况", "经过", _progress, derived=True)
DAYS_OPEN = _Column("挂账天数", "挂账天数", _days_open, derived=True)
DAYS_LEFT = _Column("剩余时间", "剩余时间", _days_left, derived=True)
DAYS_LATE = _Column("逾期天数", "逾期天数", _days_late, derived=True)

WHOLE = (CODE, PLACE, PROBLEM, SOURCE, OPENED, UNIT, PERSON, MEASURE, DEADLINE, PROGRESS, CLOSED, DAYS_OPEN)
OPEN = (CODE, PLACE, PROBLEM, MEASURE, UNIT, PERSON, DEADLINE, DAYS_LEFT)
OVERDUE = (CODE, PLACE, PROBLEM, UNIT, PERSON, DEADLINE, DAYS_LATE)


def issue_table(composer: Composer) -> Table | None:
    """问题整改台账: every problem opened by the document's day, in written order.

    Where the document names no day, nobody can say how long a problem has stood.
    """
    states, day = issues(composer), as_of(composer)
    _require_notes(composer, states)
    columns = [column for column in WHOLE if day or column is not DAYS_OPEN]
    if not any(state.issue.moves for state in states):
        columns[columns.index(OPENED)] = FOUND
    table = _table(composer, states, columns)
    if table is None or day is None or all(c.title[0].text != DAYS_OPEN.head for c in table.columns):
        return table
    until = f"，未销号的算到{date_text(day)}" if any(not state.is_closed for state in states) else ""
    note = f"注：挂账天数从{'立项' if OPENED in columns else '发现'}之日起算{until}。"
    return Table(table.columns, table.rows, table.caption, ((Text(note),),))


def open_table(composer: Composer) -> Table | None:
    """限时整改一览表: what is not closed, and the days that are left or over."""
    told_as_of(composer)
    return _table(composer, open_issues(composer), OPEN)


def overdue_table(composer: Composer) -> Table | None:
    """What is overdue, and for how many days."""
    return _table(composer, tuple(state for state in open_issues(composer) if state.overdue), OVERDUE)


def notice_table(composer: Composer) -> Table | None:
    """The open problems of the unit that a notice is sent to; its name is told by 主送."""
    told_as_of(composer)
    if NOTICE in composer.kind.skeleton:
        check_addressee(composer)
    states = open_issues(composer)
    alone = all(len(state.issue.unit) == 1 for state in states)
    return _table(composer, states, tuple(column for column in OPEN if column is not UNIT or not alone))


def _table(composer: Composer, states: Sequence[IssueState], columns: Sequence[_Column]) -> Table | None:
    """A numbered row for each problem and a column for each fact that somebody filled."""
    if not states:
        return None
    used = [
        column
        for column in columns
        if not composer.leaves_out(column.key, column.head) and any(column.value(state) for state in states)
    ]
    for column in used:
        composer.require([column.value(state) for state in states if not column.derived])
    rows = []
    for number, state in enumerate(states, 1):
        cells = [Cell((Text(str(number)),), align=Align.CENTER)]
        rows.append((*cells, *(_cell(column.value(state)) for column in used)))
    heads = ["序号", *(composer.call(column.key, column.head) for column in used)]
    return Table(tuple(_column(str(head)) for head in heads), tuple(rows))


def _require_notes(composer: Composer, states: Sequence[IssueState]) -> None:
    """Every step that has happened must reach the page: its day, or with a remark its remark."""
    for state in () if composer.leaves_out(PROGRESS.head) else states:
        composer.require([move.note or tidy_day(move.date) for move in state.moves])


def _cell(value: SourceText | None) -> Cell:
    return Cell(inlines(value) if value else (Text(NOT_APPLICABLE),))


def _column(head: str) -> Column:
    return Column((Text(head),), Align.CENTER if head == "序号" else Align.AUTO)


# the units


def unit_table(composer: Composer) -> Table | None:
    """Each unit as 单位 declares it: found, closed, open, overdue, 办结率; the last row is the sum."""
    states = issues(composer)
    if not states:
        return None
    heads = ("责任单位", "发现问题", "已销号", "未销号", "逾期未销号", "办结率")
    rows, shared = [], 0
    for unit, found in issues_by_unit(composer.workspace, states):
        name = SourceText(str(unit), unit.origins) if unit else SourceText("未明确责任单位")
        rows.append((Cell(inlines(name)), *_counts(composer, found)))
        shared += len(found)
    if len(rows) > 1:
        rows.append((Cell((Text("合计"),)), *_counts(composer, states)))
    note = "注：几个单位共同整改的问题，各单位都计入，合计只计一次。"
    notes = ((Text(note),),) if shared > len(states) else ()
    return Table(tuple(Column((Text(head),)) for head in heads), tuple(rows), (), notes)


def _counts(composer: Composer, states: Sequence[IssueState]) -> list[Cell]:
    closed = [state for state in states if state.is_closed]
    late = [state for state in states if state.overdue]
    still_open = [state for state in states if not state.is_closed]
    cells = [Cell(inlines(counted(composer, kept))) for kept in (states, closed, still_open, late)]
    rate = count_issues(states).closing_rate
    return [*cells, Cell((Text(percent_text(rate) if rate is not None else NOT_APPLICABLE),))]


# as parts of a section


def units_parts(composer: Composer, level: int, texts: Texts) -> tuple[PartView, ...]:
    """The table of the units, under a lead sentence unless the author wrote one."""
    told_as_of(composer)
    return _led(composer, "分单位问题", unit_table, texts)


def overdue_parts(composer: Composer, level: int, texts: Texts) -> tuple[PartView, ...]:
    """The table of what is overdue; that nothing is, is said too."""
    told_as_of(composer)
    found = tuple(state for state in open_issues(composer) if state.overdue)
    if found:
        return _led(composer, "逾期问题", overdue_table, texts)
    return (PartView("逾期问题", overdue_summary(composer, ())),) if issues(composer) else ()


def _led(
    composer: Composer, form: str, build: Callable[[Composer], Table | None], texts: Texts
) -> tuple[PartView, ...]:
    with composer.block():
        table = build(composer)
    if table is None:
        return ()
    late = tuple(state for state in open_issues(composer) if state.overdue) if form == "逾期问题" else ()
    lead = () if texts else (PartView(form, overdue_summary(composer, late)),)
    return (*lead, PartView("块", (table,)))


def summary_parts(composer: Composer, level: int) -> tuple[PartView, ...]:
    """问题整改情况: one sentence or two."""
    told_as_of(composer)
    return (PartView("问题情况", whole_summary(composer)),) if composer.workspace.issue_ledger else ()


__all__ = [
    "issue_table",
    "notice_table",
    "open_table",
    "overdue_parts",
    "overdue_table",
    "summary_parts",
    "unit_table",
    "units_parts",
]
