"""汇总情况, 分单位情况, 汇总表, 未报名单: the figures of the units below, and what they lack.

Few units are told one by one, many in a table. A total that lacks units never stands without the
note that names them. Long because the four are one account of the same figures, in words and as a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wenming_docs.blocks import Cell, Column, Table, inlines
from wenming_docs.facts.analysis.issuing import issued
from wenming_docs.facts.analysis.rollup import OWN, Line, RollUp, after_total, roll_up
from wenming_docs.facts.analysis.standings import Standing, State
from wenming_docs.facts.model import Rule
from wenming_docs.facts.values import Period
from wenming_docs.findings import SourceText, origins_of
from wenming_docs.words.contexts.clauses import Told, sentences
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.figures import attachment_label
from wenming_docs.words.contexts.reporting_units import tell
from wenming_docs.words.contexts.rollup_views import AbsentView, RollupNoteView, RollupView
from wenming_docs.words.contexts.views import ClauseView, FigureView, PartView, StringView

TABLE = "汇总表"
FEW_UNITS = 5
"""Units up to which a paragraph each is read with ease, and a table stays on an upright page."""
MANY_FIGURES = 10
"""Figures in one paragraph (leader's criterion 8); more stand in the table."""
MOST_COLUMNS = 10
NOT_APPLICABLE = SourceText("—")
_LISTED = (State.LATE, State.INCOMPLETE, State.OTHER_PERIOD, State.ABSENT, State.UNREADABLE)
_LABELS = {State.INCOMPLETE: "报送不全", State.UNREADABLE: "文件读不了"}
Parts = tuple[PartView, ...]


def rolled(composer: Composer) -> RollUp | None:
    """The roll-up of the document's period; None without one. Its findings are told here."""
    if composer.period is None:
        return None
    made = _made(composer, composer.period)
    apart = [conflict.finding for conflict in made.conflicts if conflict.finding.code == "F125"]
    composer.findings += [finding for finding in apart if finding not in composer.findings]
    if not composer.workspace.subordinates:
        tell(composer, made.standings)
    return made


def _made(composer: Composer, period: Period) -> RollUp:
    """The roll-up as of the day that the document bears: what prints does not hang on the clock."""
    dated = issued(composer.workspace, composer.document)
    return roll_up(composer.workspace, period, dated.last if dated else None)


def overall(composer: Composer, level: int) -> Parts:
    """汇总情况: how many units reported, the totals, and what they lack."""
    made = rolled(composer)
    if made is None or not made.standings:
        return ()
    lines = [line for line in made.lines if line.total and not composer.leaves_out(line.name)]
    shown = _first_of(composer, lines)
    parts = [PartView("报送情况", _counted(composer, made.standings))]
    if shown:
        lead = composer.phrase("据汇总")
        totals = [(line.name, line.total) for line in shown if line.total]
        told = [_told(composer, name, total.quantity, len(total.rows)) for name, total in totals]
        parts.append(PartView("数据串", _string(composer, lead, told, goes_on=False)))
        _tell_rows(composer, shown)
    if note := _note(composer, made):
        parts.append(PartView("汇总注", note))
    return tuple(parts)


def _first_of(composer: Composer, lines: Sequence[Line]) -> list[Line]:
    """At most ten lines for one paragraph: those with a target first, else in written order."""
    if len(lines) <= MANY_FIGURES:
        return list(lines)
    wanted = {str(target.indicator) for target in composer.workspace.targets if target.indicator}
    chosen = sorted(lines, key=lambda line: line.name not in wanted)[:MANY_FIGURES]
    return [line for line in lines if line in chosen]


def _told(composer: Composer, name: str, value: object, rows: int) -> Told:
    added = composer.ledger.rules.get(name, Rule.SUM) is Rule.SUM
    return Told(name, value, rows, added)  # type: ignore[arg-type]


def _string(composer: Composer, lead: SourceText, told: Iterable[Told], *, goes_on: bool) -> StringView:
    shown = tuple(
        tuple(
            ClauseView(
                composer.phrase(clause.prefix) if clause.prefix else None,
                tuple(
                    FigureView(composer.phrase(said.name), composer.show(said.value, said.source))
                    for said in clause.figures
                ),
            )
            for clause in sentence
        )
        for sentence in sentences(told)
    )
    return StringView(lead, goes_on, shown, (), False)


def _tell_rows(composer: Composer, lines: Iterable[Line]) -> None:
    """Every row of these indicators in the period has been told of."""
    names = {line.name for line in lines}
    for row in composer.ledger.rows:
        if composer.in_period(row):
            composer.strung.update(
                (row.index, str(f.name)) for f in row.result.figures if str(f.name) in names
            )


def _counted(composer: Composer, units: Sequence[Standing]) -> RollupView:
    def number(states: Iterable[State]) -> SourceText | None:
        count = sum(unit.state in states for unit in units)
        return composer.phrase(str(count)) if count else None

    complete = (State.ON_TIME, State.REPORTED, State.LATE)
    sort = _sort(composer)
    reported = sum(unit.complete for unit in units)
    all_reported = reported == len(units)
    return RollupView(
        composer.phrase(sort) if sort else None,
        composer.phrase(str(len(units))),
        all_reported,
        composer.phrase(str(reported)) if reported and not all_reported else None,
        number((State.LATE,)) if any(unit.state in complete for unit in units) else None,
        number((State.INCOMPLETE, State.OTHER_PERIOD)),
        number((State.ABSENT,)),
        number((State.UNREADABLE,)),
        composer.phrase(attachment_label(composer, TABLE)) if TABLE in composer.attachment_numbers else None,
    )


def _sort(composer: Composer) -> str:
    """What the units are called together (社区); "" where they are of several sorts or none."""
    sorts = {str(group.sort) for group in composer.workspace.unit.subordinates if group.units}
    return sorts.pop() if len(sorts) == 1 else ""


def _units_said(composer: Composer) -> str:
    return f"各{_sort(composer) or '单位'}"


def _note(composer: Composer, made: RollUp) -> RollupNoteView | None:
    unsummed = tuple(
        composer.phrase(f"{line.name}（{line.reason}）")
        for line in made.lines
        if line.total is None and not composer.leaves_out(line.name)
    )
    said = after_total(made.lacking)
    lacking = None
    if said:
        lacking = composer.show(SourceText(said, origins_of(*(unit.unit for unit in made.lacking))))
    carried = tuple(composer.phrase(said) for said in _carried(composer, made))
    return RollupNoteView(lacking, unsummed, carried) if lacking or unsummed or carried else None


def _carried(composer: Composer, made: RollUp) -> list[str]:
    return [line.carried_said for line in made.lines if line.carried and not composer.leaves_out(line.name)]


def by_unit(composer: Composer, level: int) -> Parts:
    """分单位情况: a sentence or two a unit; the table where there are more than five, or many figures."""
    made = rolled(composer)
    if made is None or not made.units:
        return ()
    if tabular(composer, made):
        if TABLE in composer.attachment_numbers:
            label = attachment_label(composer, TABLE)
            return (PartView("段落", (composer.phrase(f"各单位数据详见{label}。"),)),)
        with composer.block():
            table = unit_table(composer)
        said = f"{_units_said(composer)}{composer.period.spoken if composer.period else ''}报送的数据见下表。"
        return (PartView("段落", (composer.phrase(said),)), PartView("块", (table,))) if table else ()
    parts = [_unit_part(composer, made, unit) for unit in (*made.units, OWN)]
    return tuple(part for part in parts if part)


def _unit_part(composer: Composer, made: RollUp, unit: str) -> PartView | None:
    """What one unit did; the office's own figures stand last, so that all come to the total."""
    lines = [line for line in made.lines if unit in line.units and not composer.leaves_out(line.name)]
    if not lines:
        return None
    told = [
        _told(composer, line.name, line.units[unit].quantity, len(line.units[unit].rows)) for line in lines
    ]
    lead = composer.phrase(unit or f"{composer.workspace.unit.self_name or ''}本级")
    _tell_rows(composer, lines)
    return PartView("数据串", _string(composer, lead, told, goes_on=True))


def tabular(composer: Composer, made: RollUp | None = None) -> bool:
    """Whether 分单位情况 is a table."""
    made = made or (_made(composer, composer.period) if composer.period else None)
    return made is not None and (len(made.units) > FEW_UNITS or len(made.lines) > MANY_FIGURES)


def stands_wide(composer: Composer) -> bool:
    """Whether 汇总表 wants a landscape page: more than five columns of figures."""
    made = _made(composer, composer.period) if composer.period else None
    if made is None:
        return False
    columns = len(made.units) if len(made.units) <= MOST_COLUMNS else len(made.lines)
    return FEW_UNITS < columns <= MOST_COLUMNS


def unit_table(composer: Composer) -> Table | None:
    """汇总表: indicators by units with their total; units by indicators where the units are many.

    Where both are many, one row an indicator and unit.
    """
    made = rolled(composer)
    lines = [line for line in made.lines if not composer.leaves_out(line.name)] if made else []
    if made is None or not lines:
        return None
    _tell_rows(composer, lines)
    columns = (*made.units, *((OWN,) if made.has_own else ()))
    if len(made.units) <= MOST_COLUMNS:
        heads, rows = _by_indicator(composer, lines, columns)
    elif len(lines) <= MOST_COLUMNS:
        heads, rows = _by_unit(composer, lines, columns)
    else:
        heads, rows = _one_by_one(composer, lines, columns)
    body = tuple(tuple(Cell(inlines(cell)) for cell in row) for row in rows)
    return Table(
        tuple(Column(inlines(SourceText(head))) for head in heads),
        body,
        notes=tuple(inlines(SourceText(note)) for note in _notes(composer, made)),
    )


Grid = tuple[list[str], list[list[SourceText]]]
"""The heads of a table, and its rows."""


def _by_indicator(composer: Composer, lines: Sequence[Line], units: Sequence[str]) -> Grid:
    def row(line: Line) -> list[SourceText]:
        cells = [_cell(composer, line, unit) for unit in units]
        return [composer.phrase(line.name), *cells, _sum(composer, line)]

    return ["指标", *map(_unit_head, units), "合计"], [row(line) for line in lines]


def _by_unit(composer: Composer, lines: Sequence[Line], units: Sequence[str]) -> Grid:
    rows = [[_unit_head(unit), *(_cell(composer, line, unit) for line in lines)] for unit in units]
    total = [SourceText("合计"), *(_sum(composer, line) for line in lines)]
    return ["单位", *(line.name for line in lines)], [*rows, total]


def _one_by_one(composer: Composer, lines: Sequence[Line], units: Sequence[str]) -> Grid:
    rows = []
    for line in lines:
        name = composer.phrase(line.name)
        have = [unit for unit in units if unit in line.units]
        rows += [[name, _unit_head(unit), _cell(composer, line, unit)] for unit in have]
        rows.append([name, SourceText("合计"), _sum(composer, line)])
    return ["指标", "单位", "数量"], rows


def _unit_head(unit: str) -> SourceText:
    return SourceText(unit or "本级")


def _cell(composer: Composer, line: Line, unit: str) -> SourceText:
    total = line.units.get(unit)
    return composer.show(str(total.quantity), total.quantity) if total else NOT_APPLICABLE


def _sum(composer: Composer, line: Line) -> SourceText:
    return composer.show(str(line.total.quantity), line.total.quantity) if line.total else NOT_APPLICABLE


def _notes(composer: Composer, made: RollUp) -> list[str]:
    """The notes below the table: what the totals lack, which indicator has none and why."""
    said = after_total(made.lacking)
    notes = [f"合计{said}。"] if said else []
    notes += [f"{said}。" for said in _carried(composer, made)]
    notes += [
        f"{line.name}未合计，{line.reason}。"
        for line in made.lines
        if line.total is None and not composer.leaves_out(line.name)
    ]
    return notes


def absent(composer: Composer, level: int) -> Parts:
    """未报名单: units that reported late, in part or not at all; nothing where all is in order."""
    made = rolled(composer)
    groups: dict[State, list[Standing]] = {state: [] for state in _LISTED}
    for unit in made.standings if made else ():
        if unit.state in groups:
            groups[unit.state].append(unit)
    views = tuple(
        AbsentView(
            composer.phrase(_LABELS.get(state, str(state))),
            composer.phrase(str(len(units))),
            tuple(composer.show(_described(unit), unit.unit) for unit in units),
        )
        for state, units in groups.items()
        if units
    )
    return (PartView("报送名单", views),) if views else ()


def _described(unit: Standing) -> str:
    """The unit with what its group's label does not say: 西门社区（7月8日报，迟报3天）."""
    match unit.state:
        case State.LATE:
            return f"{unit.unit}（{unit.late_said}）"
        case State.INCOMPLETE | State.OTHER_PERIOD:
            missing = f"缺{unit.detail}" if unit.state is State.INCOMPLETE else unit.detail
            return f"{unit.unit}（{'；'.join(filter(None, (missing, unit.late_said)))}）"
        case _:
            return str(unit.unit)
