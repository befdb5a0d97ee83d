"""Criteria 13 to 17: tasks, names, phases and targets of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from tests.leader.paper import Paper
from wenming_docs.blocks import plain
from wenming_docs.facts.values import BadValue, Period
from wenming_docs.zh import chinese_numeral

LABELS = "牵头单位|配合单位|责任领导|责任人|完成时限|频次"
NOBODY = re.compile(r"(?:有关|相关)(?:单位|部门|科室)")


def one_way_of_telling_tasks(paper: Paper) -> Iterator[str]:
    """Criterion 13: nine tasks or more with three fields each stand in a table; one way throughout."""
    if not paper.is_plan:
        return
    rows = [text for text in paper.paragraphs if re.match(f"(?:{LABELS})：", text)]
    bracketed = [text for text in paper.paragraphs if re.search(f"（(?:{LABELS})：", text)]
    if rows and bracketed:
        yield "任务有的分行、有的括注"
    fields = [
        sum(map(bool, (n.lead_unit, n.supporting_units, n.responsible_leader, n.task.responsible_person)))
        + sum(map(bool, (n.task.deadline, n.task.frequency)))
        for n in paper.leaves
    ]
    table = any(plain(a.title) == "任务分解表" for a in paper.attachments)
    if len(fields) >= 9 and min(fields) >= 3 and (rows or not table):
        yield f"{len(fields)}项任务各{min(fields)}栏以上，没有附表"


def somebody_leads(paper: Paper) -> Iterator[str]:
    """Criterion 14: each task has one leading unit, which does not support itself; nobody is 有关单位."""
    if not paper.is_plan:
        return
    for node in paper.leaves:
        if len(node.lead_unit) != 1:
            yield f"“{node.name}”有{len(node.lead_unit)}个牵头单位"
        yield from (f"“{node.name}”自己配合自己：{u}" for u in node.supporting_units if u in node.lead_unit)
    yield from (f"没有名字的单位：{found}" for found in NOBODY.findall(paper.text))


def names_as_written(paper: Paper) -> Iterator[str]:
    """Criterion 15: people in the order of the facts, each once, a second post said to be one (兼)."""
    group = paper.workspace.leading_group
    for listed in paper.name_lists:
        names = [person.name.text for row in listed.rows for person in row.people]
        yield from (f"名单里出现两次：{name}" for name in dict.fromkeys(names) if names.count(name) > 1)
        if group:
            roles = (group.group_head, group.deputy_heads, group.members)
            written = [str(person.name) for role in roles for person in role]
            if names != written:
                yield f"名单次序变了：{'、'.join(names)}"
        for name, sort in re.findall(
            r"(?:由|，)(?!由)([一-鿿]{2,4})任(?:领导小组)?(办公室(?:副)?主任)", paper.text
        ):
            if name in names:
                yield f"{name}在名单里，应写兼任{sort}"


def phases_follow_each_other(paper: Paper) -> Iterator[str]:
    """Criterion 16: phases without gap or overlap, within the year, each with a name and a text."""
    if not paper.is_plan:
        return
    before: Period | None = None
    for phase in paper.workspace.phases:
        if not (phase.content or phase.steps or phase.goal):
            yield f"阶段没有内容：{phase.name}"
        try:
            span = paper.workspace.read_period(phase.span) if phase.span else None
        except BadValue as error:
            yield f"{phase.name}：{error.message}"
            continue
        if span and before and span.start != before.end + timedelta(days=1):
            yield f"阶段不相接：{before.label}、{span.label}"
        before = span or before
    if before and paper.workspace.year and before.end.year != paper.workspace.year:
        yield f"最后阶段不止于当年：{before.label}"


def targets_can_be_checked(paper: Paper) -> Iterator[str]:
    """Criterion 17: a target has a figure and a deadline; “两个确保” means two."""
    if not paper.is_plan:
        return
    if not any(target.goal and target.deadline for target in paper.workspace.targets):
        yield "没有一条目标有数有时限"
    chapter = paper.chapter_of("目标")
    text = "".join(chapter.texts()) if chapter else ""
    for count, word in re.findall("([一两二三四五六七八九十])个(确保|提升|覆盖|达标|实现)", text):
        said = text.count(word) - len(re.findall(f"[一两二三四五六七八九十]个{word}", text))
        if chinese_numeral(said) != count.replace("两", "二"):
            yield f"说“{count}个{word}”，写了{said}个"
