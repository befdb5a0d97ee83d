"""W116, W121, W124: tasks and safeguards as a plan prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenming_docs.blocks import Text
from wenming_docs.findings import Finding
from wenming_docs.words.checks.reading.paper import Paper
from wenming_docs.words.checks.reading.passages import Passage, short
from wenming_docs.zh.lazy import lazy_pattern

ROW_LABELS = "牵头单位|配合单位|责任领导|责任人|完成时限|频次"
ROW = lazy_pattern(f"^(?:{ROW_LABELS})：")
LABELS = (
    ("牵头", "牵头单位", "牵头部门", "牵头科室", "牵头股室"),
    ("配合", "配合单位", "配合部门", "配合科室", "协办单位"),
    ("时限", "完成时限", "完成时间", "时间要求"),
)
BRACKETED = lazy_pattern(r"[（；]([一-鿿]{2,5})：")
ROWS_FROM, FIELDS_FROM = 9, 3
NEW_FIGURE = lazy_pattern(r"(?<![\d.每])(\d[\d.]*(?:余|多)?)(场|条|个|处|期|户|块|座|辆|盏|份|幅)")
SHARED_OUT = lazy_pattern("每[人名户组村][^，。；]*")
"""党员每人联系5至8户 says who secures what; so does 42名党员."""
COPIED, SAID_TWICE = 15, 30
"""From here a copied sentence counts; from there :mod:`repeats` names it anyway."""


def tasks_in_a_table(paper: Paper) -> Iterator[Finding]:
    """W116: nine tasks with three fields each belong in a table, not in one line a field."""
    rows = [passage for passage in paper.passages if ROW.match(passage.text)] if paper.is_plan else []
    groups = _groups(paper, rows)
    crowded = [group for group in groups if group >= FIELDS_FROM]
    if len(crowded) >= ROWS_FROM:
        message = f"{len(crowded)}项任务一栏一行地印，各{min(crowded)}栏以上"
        hint = "这份文稿下写“任务写法: 附表”，各栏进任务分解表，正文只写内容"
        place = [Text("", (paper.workspace.where(*paper.request.loc, "task_style"),))]
        yield paper.note("W116", message, hint, place)


def _groups(paper: Paper, rows: list[Passage]) -> list[int]:
    """How many label rows follow each other without another paragraph between."""
    index = {id(passage): number for number, passage in enumerate(paper.passages)}
    groups: list[int] = []
    last = -2
    for row in rows:
        number = index[id(row)]
        if number == last + 1 and not row.text.startswith("牵头单位"):
            groups[-1] += 1
        else:
            groups.append(1)
        last = number
    return groups


def one_way_of_telling_tasks(paper: Paper) -> Iterator[Finding]:
    """W124: fields of tasks in brackets or in rows, by one name each."""
    if not paper.is_plan:
        return
    named: dict[str, Passage] = {}
    for passage in paper.passages:
        for label in BRACKETED.findall(passage.text) if "：" in passage.text else ():
            named.setdefault(label, passage)
    hint = "一篇里只用一种：把这一处写成任务的“牵头”“时限”等栏，由程序印"
    rows = next((passage for passage in paper.passages if ROW.match(passage.text)), None)
    fields = [label for group in LABELS for label in group if label in named]
    if rows and fields:
        passage = named[fields[0]]
        message = f"任务有的分行写，有的写成“（{fields[0]}：……）”"
        yield paper.note("W124", message, hint, passage.runs, f"（{fields[0]}：")
    for group in LABELS:
        used = [label for label in named if label in group]
        if len(used) > 1:
            message = f"同一栏有时写“{used[0]}”，有时写“{used[1]}”"
            passage = min((named[label] for label in used), key=lambda p: not _typed(p, used))
            words = next((f"{label}：" for label in used if _typed(passage, [label])), "")
            yield paper.note("W124", message, hint, passage.runs, words)


def _typed(passage: Passage, labels: list[str]) -> bool:
    """Whether the label stands in the author's own text."""
    return any(f"{label}：" in run.text for run in passage.runs if run.origins for label in labels)


def safeguards(paper: Paper) -> Iterator[Finding]:
    """W121: two safeguards or more, that neither repeat a task nor bring in new figures."""
    given = paper.workspace.safeguards
    own = [p for p in paper.passages if any(path.startswith("保障措施") for path in p.paths)]
    if not paper.is_plan or not own or any(p.blank for p in own):
        return
    if len(given) == 1 and not paper.workspace.work_requirements and not paper.is_sketch:
        hint = "组织、督查、经费，写两三条；只有一条就并到任务里"
        yield paper.note("W121", "保障措施只有一条", hint, own[0].runs)
    contents = "".join(p.text for p in paper.passages if any(x.startswith("任务") for x in p.paths))
    known = set(map(id, own))
    others = "".join(p.text for p in paper.passages if id(p) not in known)
    for passage in own:
        for sentence in re.split("[。；]", passage.own):
            if COPIED <= len(sentence) < SAID_TWICE and sentence in contents:
                hint = "保障措施写靠什么落实（人、钱、督查），不重复任务"
                message = f"保障措施重复了任务的话：{short(sentence)}"
                yield paper.warn("W121", message, hint, passage.runs, sentence[:8])
        for number, measure in NEW_FIGURE.findall(SHARED_OUT.sub("", passage.own)):
            if f"{number}{measure}" not in others:
                hint = "有数的事写成任务或工作目标，保障措施里只说怎么保障"
                message = f"保障措施里出现了新数“{number}{measure}”"
                yield paper.note("W121", message, hint, passage.runs, f"{number}{measure}")


__all__ = ["one_way_of_telling_tasks", "safeguards", "tasks_in_a_table"]
