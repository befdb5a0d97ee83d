"""The parts of a plan: ideology, targets, tasks, phases, safeguards.

Just over 300 lines, because a task and the facts around it are told by the same few helpers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wenming_docs.facts.analysis import TaskNode
from wenming_docs.facts.model import Phase, Prose, Target, TaskStyle, Titled
from wenming_docs.findings import SourceText
from wenming_docs.words.contexts.composer import Composer, printed_leaves
from wenming_docs.words.contexts.figures import resolve, resolve_prose
from wenming_docs.words.contexts.views import (
    FieldView,
    PhaseView,
    StepView,
    TargetView,
    TaskView,
    TitledView,
)
from wenming_docs.zh import ends_sentence, strip_closing

FIELDS = (
    ("lead_unit", "牵头", "牵头单位"),
    ("supporting_units", "配合", "配合单位"),
    ("responsible_leader", "责任领导", "责任领导"),
    ("responsible_person", "责任人", "责任人"),
    ("contact", "联系人", "联系人"),
    ("deadline", "时限", "完成时限"),
    ("frequency", "频次", "频次"),
    ("quantity", "数量", "数量"),
)
"""Task attribute, its key, and the label printed before its value; in printed order."""
LABELS = {attribute: (key, label) for attribute, key, label in FIELDS}
INHERITED = frozenset({"lead_unit", "supporting_units", "responsible_leader"})
DEEPEST = 4
"""Heading levels of the standard: 一、（一）1.（1）."""
MOST_IN_A_SENTENCE = 6
MANY, CROWDED = 9, 3
"""From so many tasks on, so many or more fields each belong into a table (criterion 13)."""


def task_style(composer: Composer) -> TaskStyle:
    """任务写法: the author's choice, else a table where the fields of many tasks would drown the text."""
    if composer.style is None:  # asked for every task, decided once
        composer.style = composer.document.task_style or _usual_style(composer)
    return composer.style


def _usual_style(composer: Composer) -> TaskStyle:
    nodes = [node for node in composer.tree.all if node.is_leaf]
    fields = [attribute for attribute, key, label in FIELDS if not composer.leaves_out(key, label)]
    crowded = len(nodes) >= MANY and all(_is_crowded(node, fields) for node in nodes)
    return TaskStyle.TABLE if crowded else TaskStyle.BRACKETS


def _is_crowded(node: TaskNode, fields: Sequence[str]) -> bool:
    """Whether a task has :data:`CROWDED` of these fields, what it inherits included."""
    filled = 0
    for attribute in fields:
        if getattr(node if attribute in INHERITED else node.task, attribute):
            filled += 1
            if filled == CROWDED:
                return True
    return False


def task_views(composer: Composer, nodes: Iterable[TaskNode], level: int) -> tuple[TaskView, ...]:
    """Tasks as a plan tells them, without those listed under 不写."""
    if composer.left_out:
        nodes = [node for node in nodes if not composer.leaves_out(str(node.name))]
    return tuple([_task(composer, node, level) for node in nodes])


def names_alone(composer: Composer, views: Sequence[TaskView]) -> SourceText | None:
    """The names of tasks that have no text beside their table, as one sentence.

    None where some task has a text: then each has its heading. Headings alone would be a ladder
    with nothing on it.
    """
    if len(views) < 2 or task_style(composer) is not TaskStyle.TABLE or any(map(_says_more, views)):
        return None
    names = [view.heading for view in views]
    return composer.merge(names, "、".join(names) + "。")


def _says_more(view: TaskView) -> bool:
    return bool(view.run_in or view.problem or view.rest or view.fields or view.children or view.afterword)


def _task(composer: Composer, node: TaskNode, level: int) -> TaskView:
    task, style = node.task, task_style(composer)
    composer.taken_tasks.add(node.loc)
    heading = composer.heading(resolve(composer, task.name))
    paragraphs = _prose(composer, "导语", task.lead_in) if task.lead_in else ()
    if task.content:
        paragraphs += _prose(composer, "内容", task.content)
    if task.assessed_content or task.standard:
        paragraphs += _labelled(composer, node)
    problem = _prose(composer, "现状", task.problem) if task.problem else ()
    fields = _fields(composer, node, style)
    bracketed = bool(fields) and style is not TaskStyle.ROWS
    sentence = node.is_leaf and not paragraphs and ends_sentence(str(task.name))
    run_in = node.is_leaf and not problem and (level > 2 and bool(paragraphs or bracketed) or sentence)
    children = task_views(composer, node.children, level + 1) if node.children else ()
    bare = not (paragraphs or problem or fields)
    if children and bare and (names := names_alone(composer, children)):
        paragraphs, children, run_in = (names,), (), True
    first = paragraphs[0] if run_in and paragraphs else None
    rest = paragraphs[1:] if first else paragraphs
    return TaskView(
        min(level, DEEPEST),
        heading,
        problem,
        run_in,
        first,
        rest,
        fields,
        bracketed and run_in and not rest,
        bracketed and bool(rest),
        bracketed and not run_in and not rest,
        style is TaskStyle.ROWS,
        children,
        _prose(composer, "附言", task.afterword) if task.afterword else (),
    )


def _prose(composer: Composer, key: str, prose: Prose) -> tuple[SourceText, ...]:
    """The paragraphs of a field, unless 不写 lists it."""
    return () if composer.left_out and composer.leaves_out(key) else resolve_prose(composer, prose)


def _labelled(composer: Composer, node: TaskNode) -> tuple[SourceText, ...]:
    """测评内容 and 标准: printed text with its key before it."""
    task = node.task
    found: list[SourceText] = []
    for key, label, prose in (
        ("测评内容", "测评内容", task.assessed_content),
        ("标准", "工作标准", task.standard),
    ):
        for i, text in enumerate(prose.paragraphs if prose and not composer.leaves_out(key) else ()):
            resolved = resolve(composer, text)
            lead = f"{composer.call(key, label)}：" if i == 0 else ""
            found.append(composer.show(f"{lead}{resolved}", resolved))
    return tuple(found)


def _fields(composer: Composer, node: TaskNode, style: TaskStyle) -> tuple[FieldView, ...]:
    if style is TaskStyle.TABLE and node.is_leaf:
        return ()
    values = _values(composer, node, whole=node.is_leaf)
    if style is TaskStyle.BRACKETS and node.is_leaf:
        said = _said_above(composer, node)
        values = {name: v for name, v in values.items() if getattr(node.task, name) or name not in said}
    elif not node.is_leaf and (style is not TaskStyle.BRACKETS or not _has_text(node)):
        values = {name: value for name, value in values.items() if not _passed_on(node, name)}
    return tuple(
        FieldView(
            composer.phrase(composer.call(*LABELS[name])),
            tuple(composer.show(str(item), item) for item in value),
        )
        for name, value in values.items()
    )


def _has_text(node: TaskNode) -> bool:
    """Whether a task has a paragraph of its own that brackets can end."""
    task = node.task
    return bool(task.lead_in or task.content or task.assessed_content or task.standard)


def _said_above(composer: Composer, node: TaskNode) -> set[str]:
    """The inherited fields that a task above prints in its own brackets, so that they need no repeating."""
    said = set()
    for depth in range(1, node.depth):
        above = composer.tree.at(node.loc[: 2 * depth])
        for attribute in INHERITED:
            if getattr(above.task, attribute):
                said.discard(attribute)
                if _has_text(above):
                    said.add(attribute)
    return said


def _values(composer: Composer, node: TaskNode, *, whole: bool) -> dict[str, tuple[object, ...]]:
    """The filled fields of a task, as written; with ``whole`` what it inherits as well."""
    values: dict[str, tuple[object, ...]] = {}
    for attribute, key, label in FIELDS:
        value = getattr(node if whole and attribute in INHERITED else node.task, attribute)
        if value and not composer.leaves_out(key, label):
            values[attribute] = value if isinstance(value, tuple) else (value,)
    return values


def _passed_on(node: TaskNode, attribute: str) -> bool:
    """Whether some leaf below shows this field because it inherits it; saying the same is not enough."""
    if attribute not in INHERITED:
        return False
    leaves = [leaf for leaf in node.walk() if leaf.is_leaf]
    return any(getattr(leaf, attribute) is getattr(node, attribute) for leaf in leaves)


def target_views(composer: Composer, targets: Sequence[Target]) -> tuple[TargetView, ...]:
    """Targets in written order; one that says nothing at all is an error."""
    kept = [t for t in targets if not (t.indicator and composer.leaves_out(str(t.indicator)))]
    headed = len(kept) > 1 and all(target.title and target.text for target in kept)
    said = [target for target in kept if _says_something(composer, target)]
    joins = _joins(said)
    return tuple(_target(composer, target, headed, joins[i : i + 2]) for i, target in enumerate(said))


def _says_something(composer: Composer, target: Target) -> bool:
    if target.text or target.indicator or target.goal:
        return True
    index = composer.workspace.targets.index(target)
    first = next((leaf.origins[0] for leaf in printed_leaves(target)), None)
    place = first or composer.workspace.where("targets", index)
    composer.error("F038", "这条目标没有内容", "写一句话，或写“指标: ……”和“目标: ……”", place)
    return False


def _joins(targets: Sequence[Target]) -> list[bool]:
    """Before each target and after the last: whether it goes on the sentence of the one before.

    Figures of one line each would be paragraphs too short to stand (criterion 7); six make a
    sentence (criterion 8).
    """
    bare = [not (target.title or target.text) for target in targets]
    joins, run = [False], 1
    for before, here in zip(bare, bare[1:], strict=False):
        joined = before and here and run < MOST_IN_A_SENTENCE
        run = run + 1 if joined else 1
        joins.append(joined)
    return [*joins, False]


def _target(composer: Composer, target: Target, headed: bool, joins: Sequence[bool]) -> TargetView:
    continues, goes_on = joins
    return TargetView(
        bool(target.indicator or target.goal),
        headed,
        composer.heading(target.title) if target.title else None,
        resolve_prose(composer, target.text),
        composer.show(target.indicator) if target.indicator else None,
        composer.show(str(target.goal), target.goal) if target.goal else None,
        composer.show(str(target.deadline), target.deadline) if target.deadline else None,
        tuple(composer.show(unit) for unit in target.unit),
        continues,
        goes_on,
    )


def titled_views(composer: Composer, items: Iterable[Titled], level: int) -> tuple[TitledView, ...]:
    """Paragraphs with short titles (基本原则, 保障措施, 工作要求)."""
    items = tuple(items)
    headed = len(items) > 1 and all(item.title for item in items)
    return tuple(
        TitledView(
            headed,
            level,
            composer.heading(resolve(composer, item.title)) if item.title else None,
            resolve_prose(composer, item.text),
        )
        for item in items
        if not (item.title and composer.leaves_out(str(item.title)))
    )


def phase_views(composer: Composer, phases: Iterable[Phase], level: int) -> tuple[PhaseView, ...]:
    """Phases in written order."""
    views = []
    for phase in phases:
        if composer.leaves_out(str(phase.name)):
            continue
        steps = tuple(
            StepView(
                composer.show(strip_closing(str(step.when)), step.when) if step.when else None,
                resolve_prose(composer, step.content),
            )
            for step in phase.steps
        )
        span = composer.show(span_text(str(phase.span)), phase.span) if phase.span else None
        views.append(
            PhaseView(
                level,
                composer.heading(phase.name),
                span,
                resolve_prose(composer, phase.goal),
                resolve_prose(composer, phase.content),
                steps,
            )
        )
    return tuple(views)


def span_text(text: str) -> str:
    """A span of time with one dash: 3月—4月, however its dash was typed."""
    for dash in ("———", "——", "---", "--", "~", "～", "-", "–", "－", "至"):
        left, found, right = text.partition(dash)
        if found and left.strip()[-1:] in "年月日0123456789" and right.strip()[:1].isdigit():
            return f"{left.strip()}—{right.strip()}"
    return text
