"""Facts made for trying templates: plain YAML, the same at every run, filled from the model itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wenming_docs.facts.kinds import KINDS, Family, Kind
from wenming_docs.facts.model import DocumentPlan, Workspace
from wenming_docs.facts.model.base import FactModel
from wenming_docs.facts.model.keys import shape_of
from wenming_docs.template_check.examples import (
    EXAMPLES,
    LEFT_OUT,
    MADE_BY_HAND,
    NESTED,
    ORDER,
    TITLES,
    TURNS,
    Size,
)


def made_facts(size: Size) -> str:
    """An entry file with a document of every kind."""
    facts = _fill(Workspace, size, 0, 1)
    facts["单位"] = {**_fill(type(Workspace().unit), size, 0, 1), "名称": EXAMPLES["Organisation.name"]}
    facts["创建"] = {
        "名称": EXAMPLES["Campaign.name"],
        "年度": EXAMPLES["Campaign.year"],
        **facts.get("创建", {}),
    }
    # One task with one day: without any there is nothing that 横道图 could draw.
    facts.setdefault("任务", []) or facts.update({"任务": [{"名称": "任务甲", "时限": "6月底前"}]})
    facts["文稿"] = [document for kind in KINDS for document in _documents(kind, size)]
    return "\n".join(_lines(facts, 0)) + "\n"


def _fill(model: type[FactModel], size: Size, number: int, depth: int) -> dict[str, Any]:
    """The fields of one ``model``, by their Chinese keys."""
    found: dict[str, Any] = {}
    turns = TURNS.get(model.__name__)
    wanted = turns[number % len(turns)] if turns else tuple(model.model_fields)
    for attribute, info in model.model_fields.items():
        key = f"{model.__name__}.{attribute}"
        needed = info.is_required() or (turns is not None and not size.optional)
        if attribute not in wanted or key in LEFT_OUT or not (needed or size.optional):
            continue
        if key in TITLES and not size.titled and number % 2:
            continue
        value = _value(model, attribute, size, number, depth)
        if value:
            found[info.title or attribute] = value
    return found


def _value(model: type[FactModel], attribute: str, size: Size, number: int, depth: int) -> Any:
    key = f"{model.__name__}.{attribute}"
    if key in MADE_BY_HAND:
        return (
            {f"清运垃圾{ORDER[number % 12]}": f"{number + 3}吨", "开展巡查": "12次"}
            if key == "Result.figures"
            else None
        )
    shape = shape_of(model, attribute)
    if shape.model is None:
        return _leaf(key, size, number)
    if not shape.many:
        return _fill(shape.model, size, 0, depth)
    below = depth + (shape.model is model)
    if below > size.deepest or (shape.model is model and number > 1):
        return None
    many = min(size.items, 2) if shape.model is model or key in NESTED else size.items
    return [_fill(shape.model, size, index, below) for index in range(many)]


def _leaf(key: str, size: Size, number: int) -> str:
    name = ORDER[number % len(ORDER)]
    example = EXAMPLES[key]
    if example:
        return example.replace("{n}", name).replace("{i}", str(number + 1))
    title = key.rpartition(".")[2]
    line = f"这是{name}的{_SAYS.get(title, '内容')}，照此办理。"
    texts = [
        line if index else (size.wording + line if size.wording else line) for index in range(size.paragraphs)
    ]
    return "\n".join(texts)


_SAYS = {
    "content": "做法",
    "problem": "现状",
    "cause": "原因",
    "goal": "目标",
    "duties": "职责",
    "deed": "事迹",
    "outcome": "办理情况",
}


def _documents(kind: Kind, size: Size) -> list[dict[str, Any]]:
    """The documents of one kind: as its skeleton has it, or in sections of the author's own."""
    made: list[dict[str, Any]] = []
    document = _document(kind, size)
    if kind.name == "通知":
        made.append({**document, "印发": "实施方案", "名称": "另页印发"})
        made.append({**document, "印发": "实施方案", "名称": "作附件印发", "印发形式": "附件"})
        bare = {key: value for key, value in document.items() if key not in ("引言", "章节", "标题")}
        made.append({**bare, "印发": "实施方案", "名称": "代拟引言的通知"})
        return made
    made.append(document)
    if size.optional and kind.skeleton:  # without the author's own words the template writes them
        dropped = ("标题", "引言", "结语", "章节", "题注")
        made.append({key: value for key, value in document.items() if key not in dropped})
    return made


def _document(kind: Kind, size: Size) -> dict[str, Any]:

    document: dict[str, Any] = {"文种": kind.name, **_fill(DocumentPlan, size, 0, 1)}
    document["标题"] = f"{EXAMPLES['DocumentPlan.title']}{ORDER[KINDS.index(kind)]}"
    document["日期"] = EXAMPLES["DocumentPlan.issue_date"]
    if kind.family is Family.REPORT or "results" in kind.skeleton:
        document["期间"] = "1—6月"
    else:
        document.pop("上期安排", None)
        document.pop("存在问题", None)
        document.pop("下一步", None)
    if kind.family is Family.LEDGER:
        document["期间"] = "4—6月"
    if "notified_issues" in kind.skeleton:
        document["单位"] = EXAMPLES["Issue.unit"]
    if kind.name == "报告":
        document["主送"] = EXAMPLES["Organisation.superior"]
    if kind.family is not Family.SPEECH:
        document.pop("称谓", None)
    if size.task_style and kind.family is Family.PLAN:
        document["任务写法"] = size.task_style
    if size.own_sections or not kind.skeleton:
        document["章节"] = _sections(kind, size)
        document.pop("引言" if size.items % 2 else "结语", None)
    if size.optional and kind.family is Family.PLAN:
        document["附件"] = _attachments(size)
    return document


def _sections(kind: Kind, size: Size) -> list[Any]:
    """Sections of every make: with text, run in, nested, taking what the kind has."""
    text = _leaf("Task.content", size, 0)
    made: list[Any] = [
        {"标题": "总体情况", "文": text, "附言": text},
        {"标题": "一段接排", "接排": "是", "文": text},
        {"标题": "分层", "章节": [{"标题": "第二层", "文": text, "章节": [{"标题": "第三层", "文": text}]}]},
        {
            "标题": "列表",
            "横向": "是",
            "表": {"表头": "名称 | 数量", "行": ["甲 | 一"], "注": "据实填写。"},
        },
    ]
    if not size.items:
        return made
    takes: Sequence[str]
    if kind.family is Family.PLAN:
        takes = (
            "工作目标",
            "基本原则",
            "领导小组",
            "任务",
            "阶段",
            "保障措施",
            "工作要求",
            "指导思想",
            "依据",
        )
    elif kind.family is Family.REPORT:
        takes = (
            "成果",
            "目标完成情况",
            "任务进展情况",
            "典型",
            "荣誉",
            "上期安排",
            "存在问题",
            "下一步",
            "下级",
        )
    elif kind.family is Family.LEDGER:
        takes = ("问题整改情况", "分单位问题", "逾期问题", "限时整改一览表", "未销号问题", "问题台账")
    else:
        takes = ("成果", "上期安排", "存在问题", "下一步") if "results" in kind.skeleton else ()
    made += [{"标题": f"另说{ORDER[index]}", "取": name} for index, name in enumerate(takes)]
    if kind.family is Family.REPORT and size.items > 2:
        made.insert(4, {"标题": "数随文走", "取": "任务甲", "接排": "是", "文": text})
    return made


def _attachments(size: Size) -> list[Any]:
    text = _leaf("Task.content", size, 0)
    own = {"标题": "点位表", "文": text, "横向": "否", "章节": [{"标题": "填表说明", "文": text}]}
    listed: list[Any] = ["任务分解表", own] if size.items else [own]
    if size.items and size.optional:
        listed += ["领导小组名单", "活动安排表"]
    return [item if isinstance(item, dict) else {"标题": item} for item in listed]


def _lines(value: Any, indent: int) -> list[str]:
    """``value`` as block YAML."""
    lead = " " * indent
    found: list[str] = []
    if isinstance(value, dict):
        for key, inside in value.items():
            found += _entry(f"{lead}{key}:", inside, indent)
    else:
        for item in value:
            first, *rest = (
                _lines(item, indent + 2) if isinstance(item, dict) else [f"{lead}  {_scalar(item)}"]
            )
            found += [f"{lead}- {first[indent + 2 :]}", *rest]
    return found


def _entry(head: str, value: Any, indent: int) -> list[str]:
    if isinstance(value, (dict, list)):
        return [head, *_lines(value, indent + 2)]
    if "\n" in value:
        return [f"{head} |", *(" " * (indent + 2) + line for line in value.split("\n"))]
    return [f"{head} {_scalar(value)}"]


def _scalar(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
