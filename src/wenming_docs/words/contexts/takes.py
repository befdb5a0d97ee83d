"""取: which facts a name means, and the part of a section that prints them.

It is long because it is the one list of all that can be taken, each with its builder.
"""

from __future__ import annotations

from collections.abc import Callable

from wenming_docs.blocks import NameList, Network, Pictures, Table
from wenming_docs.facts.analysis import Row, TaskNode
from wenming_docs.facts.model import Form, LeadingGroup, Workspace, key_spellings
from wenming_docs.findings import SourceText
from wenming_docs.words.contexts import (
    assessment_parts,
    countdown_parts,
    duty_table,
    group_parts,
    group_table,
    issue_tables,
    plan_parts,
    report_parts,
    rollup_parts,
    tables,
    task_table,
)
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.figure_table import figure_table
from wenming_docs.words.contexts.figures import attachment_label, cite_basis, resolve_prose
from wenming_docs.words.contexts.network_parts import group_network, task_network
from wenming_docs.words.contexts.picture_parts import photographs
from wenming_docs.words.contexts.progress_parts import target_table, targets_part, tasks_part
from wenming_docs.words.contexts.views import PartView, Texts
from wenming_docs.zh import counting_word, nearest

DOCUMENT_FACTS = {"上期安排": "followed_up", "存在问题": "shortcomings", "下一步": "next_steps"}
OTHER_FACTS = {
    "下级": "subordinates",
    "成果": "results",
    "任务分解表": "task_table",
    "责任清单": "duty_table",
}
OTHER_FACTS |= {
    "问题整改情况": "issue_summary",
    "分单位问题": "issue_units",
    "逾期问题": "overdue_issues",
    "限时整改一览表": "open_issues",
    "未销号问题": "notified_issues",
}
OTHER_FACTS |= {"测评任务对照表": "assessment_matrix"}
OTHER_FACTS |= {"领导小组名单": "name_list", "活动安排表": "activity_table", "成果汇总表": "figure_table"}
OTHER_FACTS |= {"目标完成情况": "target_progress", "任务进展情况": "task_progress"}
OTHER_FACTS |= {"目标完成情况表": "target_table"}
OTHER_FACTS |= {
    "汇总情况": "rollup_overall",
    "分单位情况": "rollup_units",
    "汇总表": "rollup_table",
    "未报名单": "rollup_absent",
}
OTHER_FACTS |= {"倒排工期表": "countdown_table", "横道图": "bar_chart"}
OTHER_FACTS |= {"责任网络图": "group_network", "任务责任图": "task_network"}
OTHER_FACTS |= {"照片": "photographs", "佐证照片": "photographs", "现场照片": "photographs"}

Parts = tuple[PartView, ...]


def attribute_of(name: str) -> str | None:
    """The fact a 取 or a skeleton entry means, as attribute; None if it is no fact's key."""
    if name in DOCUMENT_FACTS:
        return DOCUMENT_FACTS[name]
    return OTHER_FACTS.get(name) or key_spellings(Workspace).get(name)


def fact_names() -> tuple[str, ...]:
    """Every name of a kind of facts that 取 takes, whole tables last."""
    titles = [info.title or attribute for attribute, info in Workspace.model_fields.items()]
    takable = {*BUILDERS, *LED, *TABLES}
    names = [name for name in (*titles, *DOCUMENT_FACTS, *OTHER_FACTS) if attribute_of(name) in takable]
    return tuple(sorted(names, key=lambda name: name in table_names()))


def table_names() -> tuple[str, ...]:
    """The tables that stand as attachments by their names alone."""
    tables = (name for name, attribute in OTHER_FACTS.items() if attribute in TABLES)
    return (*tables, "测评任务对照表", "问题台账")


def take(composer: Composer, name: SourceText, form: Form | None, level: int, texts: Texts = ()) -> Parts:
    """The parts that print what ``name`` means: a task by name, else a kind of facts.

    After the author's own ``texts`` the program's lead sentences are left away.
    """
    tasks = composer.tree.find(str(name))
    if tasks:
        return _take_task(composer, tasks[0], form, level)
    attribute = attribute_of(str(name))
    if attribute is None or (attribute not in {*BUILDERS, *LED, *TABLES}):
        composer.error(
            "F031", f"“取: {name}”里的“{name}”不是任务名，也不是事实名", _meant(composer, name), name.origin
        )
        return ()
    return take_fact(composer, attribute, form, level, texts)


def _meant(composer: Composer, name: str) -> str:
    known = [str(node.name) for node in composer.tree.all]
    known += [
        "任务",
        "典型",
        "荣誉",
        "阶段",
        "上期安排",
        "存在问题",
        "下一步",
        "下级",
        "成果",
        "指导思想",
        "工作目标",
    ]
    close = nearest(str(name), known)
    return f"是不是想写“{close}”" if close else "可以写任务名，或 " + "、".join(known[-11:])


def take_fact(composer: Composer, attribute: str, form: Form | None, level: int, texts: Texts = ()) -> Parts:
    """The parts for a whole kind of facts; empty when there are none."""
    composer.taken.update({attribute, *PRINTED_BY.get(attribute, ())})
    if attribute == "name_list":
        composer.taken.update(_left_out_of_group(composer))
    if attribute in ("results", "tasks") and not composer.looks_forward:
        return results_part(composer, lambda row: True, form, None)
    if attribute in TABLES:
        with composer.block():
            table = TABLES[attribute](composer)
        return (PartView("块", (table,)),) if table else ()
    if attribute in LED:
        return LED[attribute](composer, level, texts)
    return BUILDERS[attribute](composer, level)


def _take_task(composer: Composer, node: TaskNode, form: Form | None, level: int) -> Parts:
    if composer.looks_forward:
        composer.require(node.task)
        if node.children:
            children = plan_parts.task_views(composer, node.children, level)
            lead = resolve_prose(composer, node.task.lead_in) + resolve_prose(composer, node.task.content)
            if names := plan_parts.names_alone(composer, children):
                return (PartView("段落", (*lead, names)),)
            return ((PartView("段落", lead),) if lead else ()) + (PartView("任务", children),)
        return (PartView("任务", plan_parts.task_views(composer, (node,), level)),)
    return results_part(composer, rows_of(node), form, None)


def rows_of(node: TaskNode) -> Callable[[Row], bool]:
    """Rows that belong to ``node`` or a task below it."""
    below = {task.loc for task in node.walk()}
    return lambda row: row.task is not None and row.task.loc in below


def results_part(
    composer: Composer, keep: Callable[[Row], bool], form: Form | None, lead: SourceText | None
) -> Parts:
    """Results of the accepted rows in the wanted form; ``lead`` is the paragraph they go on from."""
    rows = report_parts.open_rows(composer, keep)
    if form is Form.TABLE:
        with composer.block():
            table = figure_table(composer, rows, whole=True)
        return _lead(lead) + ((PartView("块", (table,)),) if table else ())
    if form is Form.ITEMS:
        shown = report_parts.items(composer, rows)
        return _lead(lead) + ((PartView("段落", shown),) if shown else ())
    view = report_parts.string_view(composer, rows, lead)
    if not view.sentences and not view.matters:
        return _lead(lead)
    return (PartView("数据串", view),)


def all_is_well(composer: Composer, name: str) -> bool:
    """Whether ``name`` lists what is late or open, of facts that are there: that it is empty is good news."""
    attribute = attribute_of(name)
    if attribute == "rollup_absent":
        return bool(composer.workspace.unit.subordinates)
    return attribute in OPEN_ISSUES and bool(composer.workspace.issue_ledger)


def _lead(lead: SourceText | None) -> Parts:
    return (PartView("段落", (lead,)),) if lead else ()


def _ideology(composer: Composer, level: int) -> Parts:
    composer.require(composer.workspace.guiding_ideology)
    paragraphs = resolve_prose(composer, composer.workspace.guiding_ideology)
    return (PartView("段落", paragraphs),) if paragraphs else ()


def _targets(composer: Composer, level: int) -> Parts:
    composer.require(composer.workspace.targets)
    views = plan_parts.target_views(composer, composer.workspace.targets)
    return (PartView("目标", views),) if views else ()


def _titled(attribute: str) -> Callable[[Composer, int], Parts]:
    def build(composer: Composer, level: int) -> Parts:
        items = getattr(composer.workspace, attribute)
        composer.require(items)
        views = plan_parts.titled_views(composer, items, level)
        return (PartView("措施", views),) if views else ()

    return build


def _group(composer: Composer, level: int, texts: Texts) -> Parts:
    group = composer.workspace.leading_group
    if group is None:
        return ()
    composer.require(group)
    told = bool(texts) and (group.name is None or any(str(group.name) in text for text in texts))
    listed = "领导小组名单" if "领导小组名单" in composer.attachment_numbers else ""
    label = attachment_label(composer, listed) if listed else ""
    return (PartView("领导小组", group_parts.group_view(composer, group, level, listed=label, told=told)),)


def _tasks(composer: Composer, level: int, texts: Texts) -> Parts:
    composer.require(composer.workspace.tasks)
    views = plan_parts.task_views(composer, composer.tree, level)
    if not views:
        return ()
    references = tuple(
        composer.phrase(attachment_label(composer, title))
        for title in ("任务分解表", "责任清单")
        if title in composer.attachment_numbers
    )
    count = composer.phrase(counting_word(len(views))) if len(views) > 1 and not texts else None
    if names := plan_parts.names_alone(composer, views):
        return (PartView("任务", (), count, references), PartView("段落", (names,)))
    return (PartView("任务", views, count, references),)


def _phases(composer: Composer, level: int, texts: Texts) -> Parts:
    composer.require(composer.workspace.phases)
    views = plan_parts.phase_views(composer, composer.workspace.phases, level)
    if not views:
        return ()
    references = tuple(
        composer.phrase(attachment_label(composer, title))
        for title in ("活动安排表",)
        if title in composer.attachment_numbers
    )
    count = composer.phrase(counting_word(len(views))) if len(views) > 1 and not texts else None
    return (PartView("阶段", views, count, references),)


def _role_models(composer: Composer, level: int) -> Parts:
    composer.require(composer.workspace.role_models)
    views = report_parts.role_model_views(composer, composer.workspace.role_models)
    return (PartView("典型", views),) if views else ()


def _honours(composer: Composer, level: int) -> Parts:
    composer.require(composer.workspace.honours)
    views = report_parts.honours_views(composer, composer.workspace.honours)
    return (PartView("荣誉", views),) if views else ()


def _followed_up(composer: Composer, level: int) -> Parts:
    items = composer.document.followed_up
    composer.require(items)
    views = report_parts.follow_up_views(composer, items)
    count = composer.phrase(str(len(views))) if len(views) > 1 else None
    return (PartView("上期安排", views, count),) if views else ()


def _shortcomings(composer: Composer, level: int) -> Parts:
    composer.require(composer.document.shortcomings)
    views = report_parts.shortcoming_views(composer, composer.document.shortcomings)
    return (PartView("存在问题", views),) if views else ()


def _next_steps(composer: Composer, level: int) -> Parts:
    composer.require(composer.document.next_steps)
    views = report_parts.next_step_views(composer, composer.document.next_steps)
    return (PartView("下一步", views),) if views else ()


def _subordinates(composer: Composer, level: int) -> Parts:
    composer.require(composer.workspace.unit.subordinates)
    views = report_parts.unit_group_views(composer)
    return (PartView("下级", views),) if views else ()


def _basis(composer: Composer, level: int) -> Parts:
    composer.require(composer.workspace.basis)
    shown = tuple(composer.show(cite_basis(composer, item.name)) for item in composer.workspace.basis)
    return (PartView("条目", shown),) if shown else ()


def _no_results(composer: Composer, level: int) -> Parts:
    return results_part(composer, lambda row: True, None, None)


LED: dict[str, Callable[[Composer, int, Texts], Parts]] = {
    "leading_group": _group,
    "tasks": _tasks,
    "phases": _phases,
    **dict.fromkeys(("assessment_matrix", "assessment_system"), assessment_parts.assessment_parts),
    "issue_units": issue_tables.units_parts,
    "overdue_issues": issue_tables.overdue_parts,
}
"""Facts that a lead sentence introduces, unless the author wrote one."""
PRINTED_BY = {
    **dict.fromkeys(("countdown", "countdown_table", "bar_chart"), ("tasks",)),
    **dict.fromkeys(("rollup_overall", "rollup_units", "rollup_table", "rollup_absent"), ("results",)),
    **dict.fromkeys(("open_issues", "notified_issues", "overdue_issues", "issue_units"), ("issue_ledger",)),
    "assessment_matrix": ("assessment_system",),
    "group_table": ("leading_group", "name_list"),
    "task_table": ("tasks",),
    "duty_table": ("tasks",),
    "activity_table": ("activities",),
    "figure_table": ("results", "targets"),
    "group_network": ("leading_group",),
    "task_network": ("tasks",),
}
"""Tables and lists → the facts that they print; a name list prints only the people of its group."""
OPEN_ISSUES = frozenset({"open_issues", "notified_issues", "overdue_issues"})
"""Lists of what is not closed yet."""
BESIDE_NAMES = ("duties", "office", "working_groups", "afterword")
"""Parts of a leading group that its name list does not print."""
BUILDERS: dict[str, Callable[[Composer, int], Parts]] = {
    "guiding_ideology": _ideology,
    "targets": _targets,
    "basic_principles": _titled("basic_principles"),
    "safeguards": _titled("safeguards"),
    "work_requirements": _titled("work_requirements"),
    "role_models": _role_models,
    "honours": _honours,
    "followed_up": _followed_up,
    "shortcomings": _shortcomings,
    "next_steps": _next_steps,
    "subordinates": _subordinates,
    "basis": _basis,
    "results": _no_results,
    "countdown": countdown_parts.whole,
    "target_progress": targets_part,
    "task_progress": tasks_part,
    "issue_summary": issue_tables.summary_parts,
    "rollup_overall": rollup_parts.overall,
    "rollup_units": rollup_parts.by_unit,
    "rollup_absent": rollup_parts.absent,
}


def _left_out_of_group(composer: Composer) -> set[str]:
    """The parts beside the names of the leading group that 不写 lists: nobody misses them."""
    titles = {name: LeadingGroup.model_fields[name].title or name for name in BESIDE_NAMES}
    return {f"leading_group.{name}" for name, title in titles.items() if composer.leaves_out(title)}


def _name_table(composer: Composer) -> NameList | None:
    group = composer.workspace.leading_group
    return group_parts.name_list(composer, group) if group else None


def _figure_table(composer: Composer) -> Table | None:
    return figure_table(composer, report_parts.open_rows(composer, lambda row: True), whole=True)


TABLES: dict[str, Callable[[Composer], Table | NameList | Pictures | Network | None]] = {
    "task_table": task_table.task_table,
    "activities": tables.activity_table,
    "activity_table": tables.activity_table,
    "duty_table": duty_table.duty_table,
    "name_list": _name_table,
    "group_table": group_table.group_table,
    "figure_table": _figure_table,
    "target_table": target_table,
    "issue_ledger": issue_tables.issue_table,
    "countdown_table": countdown_parts.countdown_table,
    "bar_chart": countdown_parts.bar_chart,
    "open_issues": issue_tables.open_table,
    "notified_issues": issue_tables.notice_table,
    "rollup_table": rollup_parts.unit_table,
    "photographs": photographs,
    "group_network": group_network,
    "task_network": task_network,
}

__all__ = [
    "BESIDE_NAMES",
    "Parts",
    "all_is_well",
    "attribute_of",
    "fact_names",
    "results_part",
    "rows_of",
    "table_names",
    "take",
    "take_fact",
]
