"""Tasks as a table told them → YAML that reads back as the same tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.forms.foreign.draft import Draft, Imported, Value
from wenming_docs.facts.forms.foreign.signs import JOINERS
from wenming_docs.facts.model import Task, title_of
from wenming_docs.facts.source.append import written
from wenming_docs.facts.source.characters import visible
from wenming_docs.findings import Finding, Severity

_ORDER = tuple(Task.model_fields)
_PLAIN = re.compile(r"[\u4e00-\u9fa5]+(?:[，、。；（）《》“”0-9A-Za-z\u4e00-\u9fa5]*[。）》”\u4e00-\u9fa5])?")
"""Text that is surely itself without quotes; asking the reader of YAML costs a thousand times more."""
_HEAD = re.compile(r" *- 名称: ")
"""How a task begins; no item of a list of paragraphs looks so: it would be quoted."""


def yaml_of(imported: Imported) -> str:
    """A file of its own: where it comes from, then 任务."""
    head = [
        f"# 由“{_flat(imported.source)}”导入。核对以后，在计划里写“包含: 这个文件的名字”，或把任务抄过去。"
    ]
    head += [f"# 表外的文字：{_flat(text)}" for text in imported.comments]
    return "\n".join([*head, "", *task_lines(imported)]) + "\n"


def task_lines(imported: Imported) -> list[str]:
    """The lines of 任务 and what stands below it; InvalidInput (X044) for a text that YAML cannot hold."""
    return ["任务:", *(line for task in imported.tasks for line in _task(task, 2))]


def unkept(task: Draft, what: str) -> InvalidInput:
    """What is told, at the cell of a task, where it cannot be kept as it is."""
    hint = "在表里把这一行的文字重新打一遍，再导入"
    return InvalidInput([Finding("X044", Severity.ERROR, what, hint, task.origin)])


def draft_on(line: int, text: str, imported: Imported) -> Draft:
    """The task that line ``line`` (from 1) of the YAML ``text`` is about, or the first one."""
    before = sum(_HEAD.match(each) is not None for each in text.split("\n")[:line])
    return [each for task in imported.tasks for each in task.walk()][max(before - 1, 0)]


def _task(task: Draft, column: int) -> Iterator[str]:
    yield f"{' ' * column}- 名称: {_text(task, task.name)}"
    room = " " * (column + 2)
    for attribute in _ORDER:
        if attribute in task.fields and task.fields[attribute]:
            yield from _field(task, attribute, task.fields[attribute], room)
    for comment in task.comments:
        lines = comment.split("\n")
        yield f"{room}# {_flat(lines[0])}"
        # Behind a sign of ours no line of a stranger's table can be an instruction (wenming: 忽略 …).
        yield from (f"{room}# ｜{_flat(line)}" for line in lines[1:])
    if task.subtasks:
        yield f"{room}{title_of(Task, 'subtasks')}:"
        for subtask in task.subtasks:
            yield from _task(subtask, column + 4)


def _field(task: Draft, attribute: str, value: Value, room: str) -> Iterator[str]:
    title = title_of(Task, attribute)
    if isinstance(value, str):
        yield f"{room}{title}: {_text(task, value)}"
    elif len(value) == 1:
        yield f"{room}{title}: {_text(task, value[0])}"
    elif attribute in NAMES:
        yield f"{room}{title}: {_text(task, '、'.join(value))}"
    else:
        yield f"{room}{title}:"
        yield from (f"{room}  - {_item(part)}" for part in value)


NAMES = frozenset(
    ("lead_unit", "supporting_units", "responsible_leader", "responsible_person")
    + ("predecessors", "indicator_numbers", "evidence")
)


def _text(task: Draft, text: str) -> str:
    """``text`` as a value; the joiners of an emoji, of which the reader of YAML warns, change nothing."""
    if _PLAIN.fullmatch(text):
        return text
    bare = JOINERS.sub("", text)
    try:
        typed = written(bare)
        return text if typed == bare else _item(text)
    except ValueError:
        raise unkept(task, f"“{text}”写不进 YAML：里面有不能用的字符") from None


def _item(text: str) -> str:
    """An item of a list: there 甲:乙 would look like a key without a blank behind its colon."""
    return text if _PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def _flat(text: str) -> str:
    """A text on one line, as a comment holds it: a control sign in the name of a file, by its code."""
    return visible(" ".join(text.split()))
