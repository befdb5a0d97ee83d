"""How often against how many: 每季度1次 makes four a year, not six."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from wenming_docs.facts.analysis import TaskNode, schedule, task_tree
from wenming_docs.facts.checks.scope import issued_on
from wenming_docs.facts.model import Prose, Target, Workspace
from wenming_docs.facts.values import BadValue, Frequency, Quantity
from wenming_docs.findings import Finding, Origin, Severity, SourceText, place_in
from wenming_docs.zh import parse_chinese_number

EVENTS = "次期场堂节课讲轮趟回"
_N = r"(?:\d+|[一二两三四五六七八九十百]+)"
COUNTED = re.compile(rf"(?P<n>{_N})(?P<measure>[{EVENTS}])(?!性|序)")
TOTAL = re.compile(
    r"(?:全年|全年度|年内|一年|每年|年度)(?:内|要|应|须)?(?:共|累计|总计|合计|总共)?(?:开展|组织|举办|召开|完成)?"
    rf"(?P<words>不少于|不低于|至少|达到|不超过|不多于)?{COUNTED.pattern}(?P<more>以上)?"
)
CLAUSE = re.compile("[^，、；,;（）()]+")
SENTENCE = re.compile("[^。！？\n]+")
A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a year: ``low`` to ``high`` times (None without an upper end), counted in ``measure``."""

    text: str
    low: Decimal
    high: Decimal | None
    measure: str


def rhythms_against_totals(workspace: Workspace) -> Iterator[Finding]:
    """Frequencies that cannot give the total beside them: in a task, in its target, in one sentence."""
    months = _months(workspace)
    of_task = _targets_by_task(workspace)
    for node in task_tree(workspace).all:
        task = node.task
        if task.frequency and (rhythm := rhythm_of(task.frequency)):
            place = task.frequency.origin
            for total in (task.quantity, *(target.goal for target in of_task.get(node.loc, ()))):
                if total is not None:
                    yield from _compared(rhythm, total, months, place)
        for prose in (task.content, task.standard, task.assessed_content):
            if prose is not None:
                yield from _in_sentences(prose, months)
        yield from _amounts_of_targets(node, of_task.get(node.loc, ()))
    for text in _other_prose(workspace):
        yield from _in_sentences(text, months)


def _other_prose(workspace: Workspace) -> Iterator[Prose]:
    for target in workspace.targets:
        if target.text:
            yield target.text
    for titled in (*workspace.safeguards, *workspace.work_requirements):
        yield titled.text


def _months(workspace: Workspace) -> int:
    """How many months of a year the plan runs for, at least: a monthly duty may begin only in March."""
    calendar, issued = schedule(workspace), issued_on(workspace)
    days = [day for day in (calendar.start, issued) if day]
    if not days:
        return A_YEAR
    start = max(days)
    end_month = calendar.end.month if calendar.end and calendar.end.year == start.year else A_YEAR
    return max(1, min(A_YEAR, end_month - start.month + 1))


def _targets_by_task(workspace: Workspace) -> dict[tuple[str | int, ...], list[Target]]:
    """Each task's targets: those that name it, or are called as it is."""
    found: dict[tuple[str | int, ...], list[Target]] = {}
    tree = task_tree(workspace)
    for target in workspace.targets:
        name = target.task or target.indicator
        nodes = tree.find(name) if name and target.goal else []
        if len(nodes) == 1:
            found.setdefault(nodes[0].loc, []).append(target)
    return found


def rhythm_of(text: SourceText) -> Rhythm | None:
    """The one countable rhythm of ``text``; None if there is none, or several."""
    counted = COUNTED.findall(text)
    if len(counted) != 1:
        return None
    try:
        entries = Frequency.parse(text).entries
    except BadValue:
        return None
    if len(entries) != 1 or entries[0].low is None:
        return None
    return Rhythm(str(text), entries[0].low, entries[0].high, counted[0][1])


def _compared(rhythm: Rhythm, total: Quantity, months: int, place: Origin | None) -> Iterator[Finding]:
    amount = total.single
    if amount is None or amount.value is None or amount.measure != rhythm.measure or amount.upper is not None:
        return
    if total.lead.startswith(("每", "平均", "人均")) or total.remark or amount.before:
        return
    yield from _judged(rhythm, amount.value, total.operator, str(total), months, place)


def _judged(
    rhythm: Rhythm, number: Decimal, operator: str, said: str, months: int, place: Origin | None
) -> Iterator[Finding]:
    least = (rhythm.low * months / A_YEAR).to_integral_value("ROUND_FLOOR")
    unit = rhythm.measure
    if rhythm.high is not None and rhythm.high < number and operator not in ("≤", "<"):
        message = f"“{rhythm.text}”一年最多{_plain(rhythm.high)}{unit}，到不了“{said}”"
        hint = "改频次，或改总数，使两处合得上"
        yield Finding("F071", Severity.WARNING, message, hint, place)
    elif least > number:
        exact = operator not in ("≥", ">")
        over = "超过了" if exact else "总数定得比频次还低："
        message = f"“{rhythm.text}”算下来至少{_plain(least)}{unit}，{over}“{said}”"
        hint = "改频次，或改总数，使两处合得上"
        yield Finding("F071", Severity.WARNING if exact else Severity.NOTICE, message, hint, place)


def _in_sentences(prose: Prose, months: int) -> Iterator[Finding]:
    for text in prose.paragraphs:
        if "每" not in text or "年" not in text:
            continue
        for sentence in SENTENCE.finditer(text):
            yield from _in_sentence(text, sentence, months)


def _in_sentence(text: SourceText, sentence: re.Match[str], months: int) -> Iterator[Finding]:
    """A rhythm and, in the next clause, a total of the same measure: 每季度1次，全年不少于6次."""
    clauses = list(CLAUSE.finditer(sentence[0]))
    for clause, following in zip(clauses, clauses[1:], strict=False):
        total = TOTAL.fullmatch(following[0])
        rhythm = rhythm_of(SourceText(clause[0])) if total and "每" in clause[0] else None
        number = _number(total["n"]) if total else None
        if total is None or rhythm is None or number is None or total["measure"] != rhythm.measure:
            continue
        operator = "≤" if total["words"] in ("不超过", "不多于") else "≥" if total["words"] else ""
        place = place_in(text, sentence.start() + following.start())
        yield from _judged(rhythm, number, "≥" if total["more"] else operator, following[0], months, place)


def _amounts_of_targets(node: TaskNode, targets: list[Target] | tuple[()]) -> Iterator[Finding]:
    """A task whose own amount stays below the goal that it is to reach."""
    done = node.task.quantity.single if node.task.quantity else None
    if done is None or done.value is None or done.approximate or node.task.quantity is None:
        return
    for target in targets:
        goal = target.goal.single if target.goal else None
        if goal is None or target.goal is None or goal.value is None or goal.measure != done.measure:
            continue
        if target.goal.operator in ("", "≥", ">", "=") and done.value < goal.value:
            place = node.task.quantity.origins[0] if node.task.quantity.origins else None
            message = f"任务“{node.name}”的数量“{node.task.quantity}”不够目标“{target.goal}”"
            yield Finding("F071", Severity.WARNING, message, "核对后把两处写成一致", place)


def _number(text: str) -> Decimal | None:
    try:
        return parse_chinese_number(text)
    except ValueError:
        return None


def _plain(number: Decimal) -> str:
    return format(number.to_integral_value("ROUND_FLOOR"), "f")
