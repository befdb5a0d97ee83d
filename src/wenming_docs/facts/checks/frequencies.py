"""How often against how many: 每季度1次 makes four a year, not six."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from wenming_docs.facts.analysis import TaskNode, schedule, task_tree
from wenming_docs.facts.checks.scope import issued_on
from wenming_docs.facts.model import Prose, Target, Workspace, whole_text
from wenming_docs.facts.values import BadValue, Deadline, Frequency, Quantity
from wenming_docs.findings import Finding, Origin, Severity, SourceText, place_in
from wenming_docs.records import dataclass
from wenming_docs.zh import parse_chinese_number
from wenming_docs.zh.lazy import lazy_pattern

EVENTS = "次期场堂节课讲轮趟回"
"""Measures that count one thing each time."""
_N = r"(?:(?<!\d)\d+|(?<![一二两三四五六七八九十百])[一二两三四五六七八九十百]+)"
"""From its first sign on: what fails there fails at each of the others, of which there may be 10,000."""
COUNTED = lazy_pattern(rf"(?P<n>{_N})(?P<measure>[{EVENTS}])(?!性|序)")
WITHIN_A_YEAR = ("全年", "年内", "一年", "每年", "年度")
TOTAL = lazy_pattern(
    r"(?<=[，、；,;（(])(?:全年度?|年内|一年|每年|年度)(?:内|要|应|须)?"
    r"(?:共|累计|总计|合计|总共)?(?:开展|组织|举办|召开|完成)?"
    rf"(?P<words>不少于|不低于|至少|达到|不超过|不多于)?{COUNTED.pattern}(?P<more>以上)?(?=[，、；,;）)。！]|$)"
)
DIVIDERS = frozenset("，、；,;（）()。！？\n")
A_YEAR = 12
Judged = tuple[Severity, str]
"""How grave a contradiction is, and what it is."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a year: ``low`` to ``high`` times (None without an upper end), counted in ``measure``."""

    text: str
    low: Decimal
    high: Decimal | None
    measure: str


def rhythms_against_totals(workspace: Workspace) -> Iterator[Finding]:
    """Frequencies that cannot give the total beside them: in a task, in its target, in one sentence."""
    running = _running(workspace)
    of_task = _targets_by_task(workspace)
    whole = whole_text(workspace)
    told = any(word in whole for word in WITHIN_A_YEAR)
    for node in task_tree(workspace).all:
        task, targets = node.task, of_task.get(node.loc, ())
        if task.frequency and (task.quantity or targets):
            yield from _beside(task.frequency, node, targets, running)
        for prose in (task.content, task.standard, task.assessed_content) if told else ():
            if prose is not None:
                yield from _in_sentences(prose, running, task.deadline)
        if targets:
            yield from _amounts_of_targets(node, targets)
    for text in _other_prose(workspace) if told else ():
        yield from _in_sentences(text, running, None)


def _beside(
    frequency: SourceText, node: TaskNode, targets: Sequence[Target], running: Running
) -> Iterator[Finding]:
    """The frequency of a task against its own quantity and the goals it is to reach."""
    rhythm = rhythm_of(str(frequency))
    if rhythm is None:
        return
    months = running.months(node.task.deadline)
    totals = [(node.task.quantity, months)]
    totals += [(target.goal, min(months, running.months(target.deadline))) for target in targets]
    for total, lasting in totals:
        if total is not None and (found := _compared(rhythm, total, lasting)):
            yield _finding(found, frequency.origin)


def _other_prose(workspace: Workspace) -> Iterator[Prose]:
    for target in workspace.targets:
        if target.text:
            yield target.text
    for titled in (*workspace.safeguards, *workspace.work_requirements):
        yield titled.text


@dataclass(frozen=True, slots=True)
class Running:
    """The months in which a plan runs: a monthly duty may begin only in March and end with its deadline."""

    first: int
    last: int
    year: int | None

    def months(self, deadline: Deadline | None) -> int:
        """How many months a duty lasts, at least."""
        day = deadline.latest(self.year) if deadline else None
        last = min(self.last, day.month) if day and day.year == self.year else self.last
        return max(1, last - self.first + 1)


def _running(workspace: Workspace) -> Running:
    calendar, issued = schedule(workspace), issued_on(workspace)
    days = [day for day in (calendar.start, issued) if day]
    start, end = max(days, default=None), calendar.end
    last = end.month if start and end and end.year == start.year else A_YEAR
    return Running(start.month if start else 1, last, workspace.year)


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


def rhythm_of(text: str) -> Rhythm | None:
    """The one countable rhythm of ``text``; None if there is none, or several."""
    counted = list(COUNTED.finditer(text))
    start = text.find("每")
    if len(counted) != 1 or start < 0:
        return None
    return _rhythm(text[start : counted[0].end()], counted[0]["measure"])


@lru_cache(maxsize=512)
def _rhythm(text: str, measure: str) -> Rhythm | None:
    try:
        entries = Frequency.parse(text).entries
    except BadValue:
        return None
    if len(entries) != 1 or entries[0].low is None:
        return None
    return Rhythm(text, entries[0].low, entries[0].high, measure)


def _compared(rhythm: Rhythm, total: Quantity, months: int) -> Judged | None:
    amount = total.single
    if amount is None or amount.value is None or amount.measure != rhythm.measure or amount.upper is not None:
        return None
    if total.lead.startswith(("每", "平均", "人均")) or total.remark or amount.before:
        return None
    return _judged(rhythm, amount.value, total.operator, str(total), months)


def _judged(rhythm: Rhythm, number: Decimal, operator: str, said: str, months: int) -> Judged | None:
    """What is wrong with a total of ``number`` beside the rhythm, if anything."""
    if rhythm.high is not None and rhythm.high < number and operator not in ("≤", "<"):
        most = f"“{rhythm.text}”一年最多{_plain(rhythm.high)}{rhythm.measure}"
        return Severity.WARNING, f"{most}，到不了“{said}”"
    least = rhythm.low * months / A_YEAR
    if least - 1 < number:
        return None
    at_least = f"“{rhythm.text}”算下来至少{_plain(least)}{rhythm.measure}"
    if operator in ("≥", ">"):
        return Severity.NOTICE, f"{at_least}，总数定得比频次还低：“{said}”"
    return Severity.WARNING, f"{at_least}，超过了“{said}”"


def _finding(judged: Judged, place: Origin | None) -> Finding:
    return Finding("F071", judged[0], judged[1], "改频次，或改总数，使两处合得上", place)


def _in_sentences(prose: Prose, running: Running, deadline: Deadline | None) -> Iterator[Finding]:
    """A rhythm and, in the next clause, a total of the same measure: 每季度1次，全年不少于6次."""
    for text in prose.paragraphs:
        if "每" not in text or not any(word in text for word in WITHIN_A_YEAR):
            continue
        for total in TOTAL.finditer(text):
            rhythm = rhythm_of(_clause_before(str(text), total.start() - 1))
            number = _number(total["n"])
            if rhythm is None or number is None or total["measure"] != rhythm.measure:
                continue
            operator = "≤" if total["words"] in ("不超过", "不多于") else "≥" if total["words"] else ""
            operator = "≥" if total["more"] else operator
            judged = _judged(rhythm, number, operator, total[0], running.months(deadline))
            if judged:
                yield _finding(judged, place_in(text, total.start()))


def _clause_before(text: str, end: int) -> str:
    start = end
    while start and text[start - 1] not in DIVIDERS:
        start -= 1
    return text[start:end]


def _amounts_of_targets(node: TaskNode, targets: Sequence[Target]) -> Iterator[Finding]:
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


@lru_cache(maxsize=512)
def _number(text: str) -> Decimal | None:
    try:
        return parse_chinese_number(text)
    except ValueError:
        return None


def _plain(number: Decimal) -> str:
    return format(number.to_integral_value("ROUND_FLOOR"), "f")
