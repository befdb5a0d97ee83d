"""What keeps the figures of several units from making one: 口径, 计量单位, counted twice, over the whole.

Each conflict names the indicator, so that the others keep their totals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from wenming_docs.facts.analysis.adding import Unaddable
from wenming_docs.facts.analysis.ledger import Ledger
from wenming_docs.facts.analysis.rows import Row
from wenming_docs.facts.model import Rule, Workspace, family_of
from wenming_docs.facts.values import Amount, Quantity
from wenming_docs.facts.values.amounts import LOWER_BOUND, plain_number
from wenming_docs.findings import Finding, Origin, Severity, SourceText
from wenming_docs.records import dataclass

_NAMED = 4


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why an indicator has no total, or what is odd about it, as a finding.

    ``reason`` is short enough for the note under a table. With ``stops`` there is no total.
    """

    name: str
    reason: str
    finding: Finding
    stops: bool = True


def conflicts_of(workspace: Workspace, ledger: Ledger) -> dict[str, tuple[Conflict, ...]]:
    """Indicator → its conflicts among the rows of ``ledger``, which may be those of one period."""
    found: dict[str, list[Conflict]] = {}
    ways = (other_rules(workspace, ledger), counted_twice(ledger), against_wholes(ledger))
    for conflict in (conflict for way in ways for conflict in way):
        found.setdefault(conflict.name, []).append(conflict)
    return {name: tuple(several) for name, several in found.items()}


def other_rules(workspace: Workspace, ledger: Ledger) -> Iterator[Conflict]:
    """F123: an indicator for which a unit below writes another 口径 than the one its figures are added by."""
    names = ledger.rows_by_name
    differing: dict[tuple[str, Rule], list[tuple[str, SourceText]]] = {}
    for path, unit in family_of(workspace):
        for key, rule in unit.workspace.indicator_rules.items() if unit.workspace else ():
            if str(key) in names and rule is not ledger.rules.get(str(key), Rule.SUM):
                differing.setdefault((str(key), rule), []).append(("／".join(path), key))
    for (name, rule), units in differing.items():  # one finding for all units that say the same
        ours = ledger.rules.get(name)
        here = f"本级写的是“{ours}”" if ours else f"本级没有写，按“{Rule.SUM}”"
        who = units_said([unit for unit, _ in units])
        hint = f"各级写同一种口径：在“指标口径”里都写“{name}: {rule}”或都写“{ours or Rule.SUM}”"
        message = f"“{name}”的口径，{who}写的是“{rule}”，{here}，合不到一起"
        finding = Finding("F123", Severity.ERROR, message, hint, units[0][1].origin)
        yield Conflict(name, f"{who}的口径是“{rule}”，与本级不同", finding)


def units_said(units: Iterable[str]) -> str:
    """甲、乙、丙; more than four are cut short with their number."""
    found = list(dict.fromkeys(units))
    rest = f"等{len(found)}个单位" if len(found) > _NAMED else ""
    return "、".join(found[:_NAMED]) + rest


def counted_twice(ledger: Ledger) -> Iterator[Conflict]:
    """F124: a superior's own row of a unit whose own file has the same indicator for the same time."""
    files = {row.source_path for row in ledger.rows if row.source_path}
    for name, rows in ledger.rows_by_name.items():
        doubtful = [row for row in rows if row.counted_for != row.source_path and row.counted_for in files]
        if not doubtful:
            continue
        by_file: dict[tuple[str, ...], list[Row]] = {}
        for row in rows:
            by_file.setdefault(row.source_path, []).append(row)
        told: set[tuple[str, ...]] = set()
        for row in doubtful:
            twin = next((r for r in by_file.get(row.counted_for, ()) if overlap(row, r)), None)
            if twin is not None and row.counted_for not in told:
                told.add(row.counted_for)
                yield _twice(name, row, twin)


def _twice(name: str, row: Row, twin: Row) -> Conflict:
    unit = "／".join(row.counted_for)
    place = place_of(row, name)
    message = f"“{name}”这里记了“{unit}”的数，它自己的文件{_line(place_of(twin, name), place)}也有，重复计算"
    hint = "两处留一处：单位自己报的就删去这一条"
    return Conflict(name, f"“{unit}”的数记了两次", Finding("F124", Severity.ERROR, message, hint, place))


def overlap(left: Row, right: Row) -> bool:
    """Whether both rows may speak of the same days; one without a time may."""
    if left.end is None or right.end is None:
        return True
    return (left.start or date.min) <= right.end and (right.start or date.min) <= left.end


def place_of(row: Row, name: str) -> Origin | None:
    """Where the row writes the indicator."""
    quantity = quantity_of(row, name)
    return quantity.text.origin if quantity else None


def quantity_of(row: Row, name: str) -> Quantity | None:
    """What the row says about the indicator."""
    return next((figure.quantity for figure in row.result.figures if figure.name == name), None)


def _line(place: Origin | None, beside: Origin | None) -> str:
    return f"（{place.line_beside(beside)}）" if place else ""


def against_wholes(ledger: Ledger) -> Iterator[Conflict]:
    """F126: parts that come to more than the whole (含下级); F127: to less, or no parts at all."""
    for whole in ledger.wholes:
        for figure in whole.result.figures:
            if (conflict := _against(ledger, whole, str(figure.name), figure.quantity)) is not None:
                yield conflict


def _against(ledger: Ledger, whole: Row, name: str, said: Quantity) -> Conflict | None:
    depth = len(whole.counted_for)

    def part(row: Row) -> bool:
        return row.counted_for[:depth] == whole.counted_for and _lies_in(row, whole)

    try:
        total = ledger.total(name, part)
    except Unaddable:
        return None  # said where they are added
    if total is None:
        return None if ledger.rules.get(name) is Rule.DISTINCT else _alone(name, whole)
    if total.quantity.unknown or said.unknown:
        return None
    one, all_of_it = _single(total.quantity), _single(said)
    if one is None or all_of_it is None or one.canonical_measure != all_of_it.canonical_measure:
        return None
    return _compared(name, whole, (one, total.quantity), (all_of_it, said))


def _alone(name: str, whole: Row) -> Conflict:
    """A whole without any part: as it is never added, its figure would be nowhere."""
    message = f"“{name}”只有“含下级”的总数，各单位的数一条也没有；“含下级”的不加，这个数哪里也不印"
    hint = "补上各单位的数；只有总数的，删去“含下级: 是”，就算进去了"
    finding = Finding("F127", Severity.WARNING, message, hint, place_of(whole, name))
    return Conflict(name, "只有总数", finding, stops=False)


def _lies_in(row: Row, whole: Row) -> bool:
    if whole.end is None:
        return True
    if row.end is None or row.end > whole.end:
        return row.end is None
    return whole.start is None or (row.start or row.end) >= whole.start


def _single(quantity: Quantity) -> Amount | None:
    return (
        quantity.amounts[0] if len(quantity.amounts) == 1 and quantity.amounts[0].value is not None else None
    )


def _compared(
    name: str, whole: Row, parts: tuple[Amount, Quantity], said: tuple[Amount, Quantity]
) -> Conflict | None:
    sum_of, total = parts[0].value or Decimal(0), said[0].value or Decimal(0)
    difference = sum_of - total
    place = place_of(whole, name)
    who = "／".join(whole.counted_for) or "本级"
    told = f"“{name}”{who}连下级的总数是“{said[1]}”，各单位相加是“{parts[1]}”"
    much = f"{plain_number(abs(difference))}{said[0].measure}"
    if difference > 0 and _never_above(said[0]) and _never_below(parts[0]):
        hint = "核对总数和各单位的数，是不是有重复的"
        finding = Finding("F126", Severity.ERROR, f"{told}，多出{much}", hint, place)
        return Conflict(name, f"各单位相加比总数多{much}", finding)
    if difference < 0 and not (parts[0].approximate or said[0].approximate):
        hint = "还有单位没报，或本级自己做的没记，补上；核对过就不用管"
        finding = Finding("F127", Severity.NOTICE, f"{told}，少{much}", hint, place)
        return Conflict(name, f"各单位相加比总数少{much}", finding, stops=False)
    return None


def _never_above(amount: Amount) -> bool:
    """Whether the true number is at most the written one (近, exact)."""
    return amount.upper is None and (not amount.approximate or amount.before in ("近", "不到", "不足"))


def _never_below(amount: Amount) -> bool:
    """Whether the true number is at least the written one (余, exact, the lower end of a range)."""
    words = {amount.before, amount.after} - {""}
    return amount.upper is not None or words <= LOWER_BOUND
