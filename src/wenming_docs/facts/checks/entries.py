"""Results entered twice, or in a way that counts them twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from wenming_docs.facts.analysis import Row, ledger, task_tree
from wenming_docs.facts.checks.places import line_said, lines_said, noted
from wenming_docs.facts.model import Figure, Result, Rule, Workspace
from wenming_docs.facts.values import Quantity
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.records import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure of one result."""

    row: Row
    figure: Figure

    @property
    def place(self) -> Origin | None:
        return self.figure.name.origin

    @property
    def when(self) -> str:
        """The time as typed."""
        return str(self.row.result.date or self.row.result.period or "")

    @property
    def on_one_day(self) -> bool:
        return self.row.result.date is not None


def entries_by_name(workspace: Workspace) -> dict[str, list[Entry]]:
    """Every figure of the results whose time is known, by indicator, in written order."""
    found: dict[str, list[Entry]] = {}
    for row in ledger(workspace, task_tree(workspace)).own:
        for figure in row.result.figures if row.end else ():
            found.setdefault(str(figure.name), []).append(Entry(row, figure))
    return found


def rule_of(workspace: Workspace, name: str) -> Rule:
    """How an indicator adds up."""
    return next((rule for known, rule in workspace.indicator_rules.items() if known == name), Rule.SUM)


def value_of(quantity: Quantity) -> tuple[object, ...]:
    """What a quantity says, however it is spelt; for comparing."""
    return tuple(
        (a.value, a.upper, a.canonical_measure, a.before, a.after, a.unknown) for a in quantity.all_amounts
    )


def _told_apart(left: Result, right: Result) -> bool:
    """Whether the author wrote down that these are two events: by 备注, 来源, 事 or 佐证."""
    pairs = ((left.remark, right.remark), (left.source, right.source), (left.matter, right.matter))
    if any(a != b for a, b in pairs):
        return True
    return bool(left.evidence and right.evidence and set(left.evidence).isdisjoint(right.evidence))


def rows_twice(workspace: Workspace) -> Iterator[Finding]:
    """F091: a result that stands in the file twice, word for word, and counts double."""
    first: dict[object, tuple[Result, Origin]] = {}
    for index, result in enumerate(workspace.results):
        figures = tuple((str(f.name), value_of(f.quantity)) for f in result.figures)
        when = str(result.date or result.period or "")
        if not when or not (figures or result.matter):
            continue
        key = (when, str(result.unit), str(result.task), str(result.matter), str(result.progress), figures)
        place = workspace.where("results", index)
        if key not in first:
            first[key] = result, place
        elif not _told_apart(first[key][0], result):
            earlier = first[key][1]
            message = f"这条成果和{line_said(earlier, place)}的完全一样" + ("，数会算两遍" if figures else "")
            hint = "删去一条；真是两次，在“备注”里写明"
            yield Finding("F091", Severity.WARNING, message, hint, place)


def figures_twice(workspace: Workspace) -> Iterator[Finding]:
    """F090, F091: one indicator entered twice for the same unit and the same time."""
    for name, entries in entries_by_name(workspace).items():
        rule = rule_of(workspace, name)
        first: dict[object, Entry] = {}
        for entry in entries if rule not in (Rule.MEAN, Rule.MAX) else ():
            key = (entry.row.start, entry.row.end, str(entry.row.result.unit), str(entry.row.result.task))
            earlier = first.setdefault(key, entry)
            if earlier is not entry and not _told_apart(earlier.row.result, entry.row.result):
                yield from _twice(rule, earlier, entry)


def _twice(rule: Rule, earlier: Entry, entry: Entry) -> Iterator[Finding]:
    name, here = entry.figure.name, entry.place
    same = value_of(earlier.figure.quantity) == value_of(entry.figure.quantity)
    rows = [{str(f.name): value_of(f.quantity) for f in e.row.result.figures} for e in (earlier, entry)]
    if rows[0] == rows[1]:
        return  # rows_twice says so
    several = entry.on_one_day and rule is Rule.SUM
    if several and (same or rows[0].keys() != rows[1].keys()):
        return  # two events of one day
    hint = "改过的数，删去旧的一条；真是两次，在“备注”里写明"
    before = f"{line_said(earlier.place, here)}的“{earlier.figure.quantity}”"
    if same:
        message = f"“{name}”{entry.when}的数在{line_said(earlier.place, here)}记过，会算两遍"
        yield Finding("F091", Severity.WARNING, message, hint, here)
        return
    severity = Severity.NOTICE if several else Severity.WARNING
    message = f"“{name}”{entry.when}记了两个数：{before}和这里的“{entry.figure.quantity}”"
    yield Finding("F090", severity, message, hint, here)


def overlapping_periods(workspace: Workspace) -> Iterator[Finding]:
    """F096: periods of one indicator and unit that share days, so that these count twice."""
    for name, entries in entries_by_name(workspace).items():
        if rule_of(workspace, name) is not Rule.SUM:
            continue
        groups: dict[object, list[Entry]] = {}
        for entry in entries:
            groups.setdefault((str(entry.row.result.unit), str(entry.row.result.task)), []).append(entry)
        for group in groups.values():
            yield from _overlaps(group)


def _overlaps(entries: list[Entry]) -> Iterator[Finding]:
    longest: Entry | None = None
    for entry in sorted(entries, key=_span):
        if longest and _span(entry)[0] <= _span(longest)[1] and _span(entry) != _span(longest):
            if not _told_apart(longest.row.result, entry.row.result):
                yield _overlap(*sorted((longest, entry), key=lambda e: e.row.index))
        if longest is None or _span(entry)[1] > _span(longest)[1]:
            longest = entry


def _span(entry: Entry) -> tuple[date, date]:
    return entry.row.start or date.min, entry.row.end or date.max


def _overlap(earlier: Entry, later: Entry) -> Finding:
    name, here = later.figure.name, later.place
    if earlier.row.start is None and later.row.start is None:
        message = f"“{name}”的“{later.when}”和{line_said(earlier.place, here)}的“{earlier.when}”都从头算起"
        hint = f"在“指标口径”里写“{name}: 期末数”，取最后一次，不相加"
        return Finding("F096", Severity.WARNING, message, hint, here)
    message = f"“{name}”的“{later.when}”和{line_said(earlier.place, here)}的“{earlier.when}”有重叠"
    hint = "重叠的数算了两遍：删去已包括在内的一条，或把期间分开；没有算两遍的，在“备注”里写明"
    doubtful = earlier.on_one_day or later.on_one_day
    return Finding("F096", Severity.NOTICE if doubtful else Severity.WARNING, message, hint, here)


def rough_and_exact(workspace: Workspace) -> Iterator[Finding]:
    """F092: sums of an indicator that mix rough numbers (余, 近, 约) with exact ones of the same year."""
    for (name, _year), entries in _by_year(entries_by_name(workspace)).items():
        known = [e for e in entries if not e.figure.quantity.unknown]
        rough = [e for e in known if e.figure.quantity.approximate]
        exact = [e for e in known if not e.figure.quantity.approximate]
        measures = {tuple(a.canonical_measure for a in e.figure.quantity.amounts) for e in known}
        if not rough or not exact or len(measures) > 1 or rule_of(workspace, name) is not Rule.SUM:
            continue
        here = rough[0].figure.quantity.origins[0]
        rows = lines_said((e.place for e in rough), here), lines_said((e.place for e in exact), here)
        message = f"“{name}”有概数（{rows[0]}），有确数（{rows[1]}），加起来只能是概数"
        yield Finding("F092", Severity.NOTICE, message, "能查实的，把概数改成确数", here)


def _by_year(by_name: dict[str, list[Entry]]) -> dict[tuple[str, int], list[Entry]]:
    """Last year's figures are there to compare with: they are not added to this year's."""
    found: dict[tuple[str, int], list[Entry]] = {}
    for name, entries in by_name.items():
        for entry in entries:
            found.setdefault((name, (entry.row.end or date.max).year), []).append(entry)
    return found


def totals_and_parts(workspace: Workspace) -> Iterator[Finding]:
    """F110: a number without a unit beside those of the subordinate units for the same time."""
    below = {str(unit) for group in workspace.unit.subordinates for unit in group.units}
    own = workspace.unit.own_names()
    for name, entries in entries_by_name(workspace).items() if below else ():
        if rule_of(workspace, name) is not Rule.SUM:
            continue
        times: dict[object, list[Entry]] = {}
        for entry in entries:
            times.setdefault((entry.row.start, entry.row.end), []).append(entry)
        for group in times.values():
            yield from _total(group, below, own)


def _total(entries: list[Entry], below: set[str], own: frozenset[str]) -> Iterator[Finding]:
    parts = [e for e in entries if str(e.row.result.unit) in below]
    wholes = [e for e in entries if e.row.result.unit is None or str(e.row.result.unit) in own]
    if len(parts) < 2 or len(wholes) != 1 or wholes[0].on_one_day:
        return
    whole, total = wholes[0], _exact([wholes[0]])
    added = _exact(parts)
    if total is None or added is None or total > added:
        return
    here, name = whole.place, whole.figure.name
    said = f"“{name}”{whole.when}的总数“{whole.figure.quantity}”"
    sure = total == added or whole.row.result.unit is not None
    rows = lines_said((e.place for e in parts), here)
    if total == added:
        message = f"{said}和各单位的数（{rows}）都记了，会算两遍"
    else:
        message = f"{said}比各单位合计的{added}{whole.figure.quantity.amounts[0].measure}少（{rows}）"
    hint = "总数由程序加，删去总数这一条；是本级自己的数，在“单位”里写明哪个科室"
    yield Finding("F110", Severity.WARNING if sure else Severity.NOTICE, message, hint, here)


def _exact(entries: list[Entry]) -> Decimal | None:
    """The sum of single, exact amounts of one measure; None for any other."""
    amounts = [e.figure.quantity.single for e in entries]
    if any(a is None or a.value is None or a.approximate for a in amounts):
        return None
    if len({a.canonical_measure for a in amounts if a}) > 1:
        return None
    return sum((a.value for a in amounts if a and a.value is not None), Decimal(0))


_STOCK = ("累计", "现有", "在册", "存量", "保有", "在库", "在岗")
_STOCK_END = ("总数", "总量", "存量", "累计", "保有量")


def sums_of_stocks(workspace: Workspace) -> Iterator[Finding]:
    """F112: an indicator that says itself that it is cumulative, and is added up all the same."""
    for name, entries in entries_by_name(workspace).items():
        if not (name.startswith(_STOCK) or name.endswith(_STOCK_END)):
            continue
        if rule_of(workspace, name) is not Rule.SUM:
            continue
        seen: dict[str, Entry] = {}
        for entry in entries:
            earlier = seen.setdefault(str(entry.row.result.unit), entry)
            if earlier is not entry and _span(earlier) != _span(entry):
                where = noted(earlier.place, entry.place)
                message = f"“{name}”是截至一时的数，和上一条{where}加在一起就重了"
                hint = f"在“指标口径”里写“{name}: 期末数”"
                yield Finding("F112", Severity.WARNING, message, hint, entry.place)
                break
