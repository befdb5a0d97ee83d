"""测评体系: every item taken by a task, by one lead, with marks that add up; texts still those agreed on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from wenming_docs.facts.analysis.coverage import AssessmentCoverage, Covered, Item, assessment_coverage
from wenming_docs.facts.analysis.scoring import marks, points_of, review, score_of
from wenming_docs.facts.analysis.tasks import TaskNode
from wenming_docs.facts.checks.places import line_said, noted
from wenming_docs.facts.model import Workspace
from wenming_docs.facts.values.amounts import plain_number
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.records import dataclass

_NAMED = 8
"""Items that a finding names; of more it says how many there are."""
_EXCERPT = 12
"""Characters shown on either side of where two texts part."""
ACCEPT = "wenming coverage 文件 --accept"


def assessment(workspace: Workspace) -> Iterator[Finding]:
    """Every finding about 测评体系 (F150–F159); nothing where there is no system."""
    coverage = assessment_coverage(workspace)
    if coverage is None:
        if workspace.agreed_texts:
            yield from _gone(tuple(workspace.agreed_texts))
        return
    yield from _holes(workspace, coverage)
    yield from _unknown_numbers(coverage)
    yield from _twins(coverage)
    yield from _marks(coverage)
    yield from _deductions(coverage)
    yield from _unproved(coverage)
    yield from _reviewed(workspace, coverage)
    yield from _several_leads(coverage)


def _holes(workspace: Workspace, coverage: AssessmentCoverage) -> Iterator[Finding]:
    """F150, one an indicator; one in all where no task has been linked yet; none without tasks."""
    holes = coverage.holes
    if not holes or not workspace.tasks:
        return
    if len(holes) == len(coverage.rows) and not coverage.unknown and len(holes) > 1:
        message = f"测评体系有{len(holes)}项内容，还没有一项任务写“测评”"
        hint = "在任务下写“测评: 编号”，几项用顿号隔开；写上级的编号，就是它下面的全部内容"
        yield Finding("F150", Severity.WARNING, message, hint, holes[0].item.origin)
        return
    for group in _by_indicator(holes):
        numbers = "、".join(str(item.code) for item in group.items if item.code)
        line = f"在做这件事的任务下写“测评: {numbers}”" if numbers else "先给它写“编号”，再写到任务的“测评”里"
        message = f"{group.name}有{len(group.items)}项内容没有任务对应：{_labels(group.items)}"
        hint = f"{line}；不归本单位的，从测评体系里删去"
        yield Finding("F150", Severity.WARNING, message, hint, group.items[0].origin)


def _unknown_numbers(coverage: AssessmentCoverage) -> Iterator[Finding]:
    """F151: numbers of tasks that the system does not have."""
    for link in coverage.unknown:
        close = coverage.meant(link.number)
        cure = f"是不是想写“{close}”" if close else "写测评体系里有的编号，或在体系里补上这一项"
        message = f"测评体系里没有编号“{link.number}”"
        yield Finding("F151", Severity.ERROR, message, cure, link.number.origin)


def _twins(coverage: AssessmentCoverage) -> Iterator[Finding]:
    """F152: one number for two things."""
    for twin in coverage.twins:
        message = f"编号“{twin.again}”用了两次{noted(twin.first.origin, twin.again.origin)}"
        hint = "编号在整个体系里不能重复；下级的编号带上上级的，如 1.1.2"
        yield Finding("F152", Severity.ERROR, message, hint, twin.again.origin)


def _marks(coverage: AssessmentCoverage) -> Iterator[Finding]:
    """F153: more 自评 than 分值; F159: what cannot be added, or cannot be named by a task."""
    nameless = [row.item for row in coverage.rows if row.item.code is None]
    for group in _groups(nameless):
        message = f"{group.name}有{len(group.items)}项内容没有编号：{_labels(group.items)}"
        hint = "写上体系里的“编号”，任务的“测评”才指得到它"
        yield Finding("F159", Severity.WARNING, message, hint, group.items[0].origin)
    for row in coverage.rows:
        criterion = row.item.criterion
        if criterion is None:
            continue
        for title, quantity in (("分值", criterion.points), ("自评", criterion.score)):
            if quantity is not None and not quantity.unknown and marks(quantity) is None:
                message = f"“{quantity}”不是确定的分数，{title}没有算进去"
                hint = f"写成“{title}: 2分”；另有算法的，写进“标准”"
                yield Finding("F159", Severity.WARNING, message, hint, _first(quantity.origins))
        if criterion.score is not None and criterion.points is None:
            message = f"{row.item.label}有自评，没有分值，得分没有算进去"
            yield Finding(
                "F159", Severity.WARNING, message, "加一行“分值: ……”", _first(criterion.score.origins)
            )
        full, given = points_of(row.item), score_of(row.item)
        if full is not None and given is not None and given > full and criterion.score:
            message = f"{row.item.label}自评“{criterion.score}”，超过了分值“{criterion.points}”"
            yield Finding("F153", Severity.ERROR, message, "核对分值和自评", _first(criterion.score.origins))


def _deductions(coverage: AssessmentCoverage) -> Iterator[Finding]:
    """F154: marks taken off without a reason, one finding an indicator."""
    bare = []
    for row in coverage.rows:
        full, given = points_of(row.item), score_of(row.item)
        if full is not None and given is not None and given < full and not _reason(row.item):
            bare.append(row)
    for group in _by_indicator(bare):
        lost = "、".join(f"{item.label}扣{_lost(item)}分" for item in group.items[:_NAMED])
        message = f"{group.name}有{len(group.items)}项自评扣了分，没有写原因：{lost}"
        hint = "在那一项下加“扣分原因: 哪里、什么问题”"
        yield Finding("F154", Severity.WARNING, message, hint, _score_place(group.items[0]))


def _unproved(coverage: AssessmentCoverage) -> Iterator[Finding]:
    """F155: marks given without any evidence, one finding an indicator."""
    given = [row for row in coverage.unproved if score_of(row.item)]
    for group in _by_indicator(given):
        message = f"{group.name}有{len(group.items)}项给了分，没有佐证：{_labels(group.items)}"
        hint = "在那一项、它的任务或任务的成果下加“佐证: 文件名”；测评时要拿得出来"
        yield Finding("F155", Severity.NOTICE, message, hint, _score_place(group.items[0]))


def _reviewed(workspace: Workspace, coverage: AssessmentCoverage) -> Iterator[Finding]:
    """F156: texts changed since the tasks were agreed on; F157: items that are new, numbers gone."""
    found = review(workspace, coverage)
    if found is None:
        return
    for change in found.changed:
        parting = _parting(change.agreed, change.row.item.text)
        message = f"{change.row.item.label}的文字和上次核对时不一样：{parting}"
        tasks = _tasks_said(change.row.tasks, change.row.item.origin)
        hint = f"{f'重新核对{tasks}' if tasks else '还没有任务对应它'}；核对完运行 {ACCEPT}"
        yield Finding("F156", Severity.WARNING, message, hint, change.row.item.origin)
    if found.new:
        items = [row.item for row in found.new]
        message = f"测评体系有{len(items)}项内容是上次核对以后加的：{_labels(items)}"
        hint = f"看该由哪项任务对应；核对完运行 {ACCEPT}"
        yield Finding("F157", Severity.WARNING, message, hint, items[0].origin)
    yield from _gone(found.gone)


def _gone(codes: Sequence[str]) -> Iterator[Finding]:
    if codes:
        message = f"上次核对过的编号，测评体系里已经没有：{_cut([str(code) for code in codes])}"
        hint = f"是删了还是改了编号，看原来对应它的任务；核对完运行 {ACCEPT}"
        yield Finding("F157", Severity.WARNING, message, hint, getattr(codes[0], "origin", None))


def _several_leads(coverage: AssessmentCoverage) -> Iterator[Finding]:
    """F158: items done by tasks that different units lead, one finding for each set of tasks."""
    sets: dict[tuple[object, ...], list[Covered]] = {}
    for row in coverage.doubled:
        if len({tuple(str(unit) for unit in task.leads) for task in row.doers}) > 1:
            sets.setdefault(tuple(task.loc for task in row.doers), []).append(row)
    for rows in sets.values():
        place = rows[0].doing[1].number.origin
        said = "、".join(_with_lead(task, place) for task in rows[0].doers)
        message = (
            f"{_labels([row.item for row in rows])}有{len(rows[0].doers)}项任务对应，牵头单位不同：{said}"
        )
        hint = "定一项任务牵头，另一项作它的子任务，或去掉它的这个编号；各管一块的可以不理"
        yield Finding("F158", Severity.NOTICE, message, hint, place)


# how findings speak of items and tasks


@dataclass(frozen=True, slots=True)
class _Group:
    """Items of one indicator, and how it is called."""

    name: str
    items: tuple[Item, ...]


def _by_indicator(rows: Iterable[Covered]) -> Iterator[_Group]:
    return _groups([row.item for row in rows])


def _groups(items: Iterable[Item]) -> Iterator[_Group]:
    found: dict[int, list[Item]] = {}
    for item in items:
        found.setdefault(id(item.indicator or item.project), []).append(item)
    for own in found.values():
        level = own[0].indicator or own[0].project
        yield _Group(f"“{' '.join(filter(None, (level.code, level.name)))}”", tuple(own))


def _labels(items: Sequence[Item]) -> str:
    """The items by number; one alone with its words."""
    if len(items) == 1 and items[0].code:
        return f"{items[0].code}“{items[0].content}”"
    return _cut([item.label for item in items])


def _cut(names: Sequence[str]) -> str:
    rest = f"等{len(names)}项" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + rest


def _reason(item: Item) -> bool:
    return bool(item.criterion and item.criterion.reason)


def _lost(item: Item) -> str:
    lost = (points_of(item) or Decimal(0)) - (score_of(item) or Decimal(0))
    return plain_number(lost)


def _score_place(item: Item) -> Origin | None:
    score = item.criterion.score if item.criterion else None
    return _first(score.origins) if score else item.origin


def _first(origins: Sequence[Origin]) -> Origin | None:
    return origins[0] if origins else None


def _tasks_said(tasks: Sequence[TaskNode], beside: Origin | None) -> str:
    return "、".join(f"“{task.name}”{noted(task.name.origin, beside)}" for task in tasks)


def _with_lead(task: TaskNode, beside: Origin | None) -> str:
    lead = "、".join(task.leads) or "没有写牵头"
    line = line_said(task.name.origin, beside)
    return f"“{task.name}”（{lead}{f'，{line}' if line else ''}）"


def _parting(before: str, now: str) -> str:
    """原来是“……”，现在是“……”, each from shortly before the two texts part."""
    old, new = " ".join(before.split()), " ".join(now.split())
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    begin = max(start - _EXCERPT, 0)
    return f"原来是“{_excerpt(old, begin, start)}”，现在是“{_excerpt(new, begin, start)}”"


def _excerpt(text: str, begin: int, parting: int) -> str:
    end = parting + 2 * _EXCERPT
    return f"{'……' if begin else ''}{text[begin:end]}{'……' if end < len(text) else ''}"
