"""【】 in narrative text: every name becomes the value it stands for, one function a row of the table."""

from __future__ import annotations

import re

from wenming_docs.facts.analysis import Unaddable
from wenming_docs.facts.model import Prose
from wenming_docs.facts.values import BadValue, Quantity
from wenming_docs.findings import Origin, SourceText, origins_of, place_in
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.figures_assessment import assessment_figure
from wenming_docs.words.contexts.figures_indicator import indicator
from wenming_docs.words.contexts.figures_issues import issue_figure
from wenming_docs.words.contexts.guard import guard_brackets, guard_numbers
from wenming_docs.words.contexts.hints import UnknownName, did_you_mean, unknown_name
from wenming_docs.words.contexts.scopes import of_document
from wenming_docs.zh import counting_word
from wenming_docs.zh.lazy import lazy_pattern

BRACKET = lazy_pattern(r"【【(?P<raw>[^【】]*)】】|【(?P<name>[^【】]*)】|(?P<stray>[【】])")
REST = "【数据】"


def resolve_prose(composer: Composer, prose: Prose | None) -> tuple[SourceText, ...]:
    """The paragraphs with every 【】 resolved; each must be printed. 【数据】 stays for the section."""
    if not prose:
        return ()
    return tuple([composer.show(resolved) for resolved in map_prose(composer, prose)])


def map_prose(composer: Composer, prose: Prose | None) -> tuple[SourceText, ...]:
    """Like :func:`resolve_prose`, without noting the paragraphs as expected."""
    if not prose:
        return ()
    if id(prose) in composer.plain:
        return prose.paragraphs
    noted = len(composer.findings)
    told = tuple([resolve(composer, text) for text in prose.paragraphs])
    if told == prose.paragraphs and len(composer.findings) == noted:
        composer.plain[id(prose)] = prose  # a table may tell it once more
    return told


def resolve(composer: Composer, text: SourceText) -> SourceText:
    """``text`` with every 【】 replaced; unknown names are noted as findings and stay."""
    guard_numbers(composer, text)
    if "[" in text:
        guard_brackets(composer, text)
    if "【" not in text and "】" not in text:
        return text
    sources: list[object] = [text]

    def replace(found: re.Match[str]) -> str:
        if found["raw"] is not None:
            return f"【{found['raw']}】"
        place = place_in(text, found.start())
        if found["stray"]:
            composer.error(
                "F021", f"“{found['stray']}”没有配对", "【】要成对；照印的方头括号写成【【……】】", place
            )
            return found["stray"]
        name = found["name"].strip()
        if name.startswith("待填") or name == "数据":
            return found.group()
        try:
            value = _value(composer, name, place)
        except UnknownName as error:
            composer.error(error.code, error.message, error.hint, place)
            return found.group()
        except Unaddable as error:
            plain = name.split("·")[0]
            composer.error("F022", f"“{plain}”加不起来：{error.message}", error.hint, error.origin)
            return found.group()
        except BadValue as error:
            composer.error("F022", f"【{name}】算不出来：{error.message}", error.hint, place)
            return found.group()
        sources.append(value)
        return str(value)

    replaced = BRACKET.sub(replace, str(text))
    return SourceText(replaced, origins_of(*sources))


def _value(composer: Composer, name: str, place: Origin | None) -> SourceText:
    if not name:
        raise UnknownName("【】里是空的", "写上要引用的名字，或删去")
    head, colon, typed = name.replace(":", "：", 1).partition("：")
    if colon:
        return _typed(composer, head.strip(), typed.strip(), place)
    whole = name in composer.ledger.rows_by_name  # a name that has such a sign itself
    parts = [name] if whole else [part.strip() for part in re.split("[·・•]", name)]
    before = (_campaign, _unit, _basis, _counts, _attachment, issue_figure, assessment_figure)
    for look in (*before, _task, _phase, indicator, _matter):
        if (found := look(composer, parts)) is not None:
            return found
    raise unknown_name(composer, name, parts)


def _typed(composer: Composer, name: str, value: str, place: Origin | None) -> SourceText:
    try:
        quantity = Quantity.parse(SourceText(value, (place,) if place else ()))
    except BadValue as error:
        hint = f"{error.hint}；照印的方头括号写成【【……】】"
        raise UnknownName(f"【{name}：{value}】里冒号后面要写数：{error.message}", hint) from None
    known = (
        composer.ledger.value(name, of_document(composer, name))
        if name in composer.ledger.rows_by_name
        else None
    )
    if known is not None:
        hint = f"数已经记在“成果”里，这里只写【{name}】"
        if str(known) != str(quantity):
            composer.error("F023", f"【{name}：{value}】和成果里的“{known}”不一样", hint, place)
        else:
            composer.warn("F024", f"“{name}”的数写了两遍", hint, place)
    before = composer.typed.get(name)
    if before is not None and str(before) != str(quantity):
        composer.error(
            "F025",
            f"“{name}”前面写的是“{before}”，这里是“{quantity}”",
            "同一个数只写一次，别处写【名字】",
            place,
        )
    shown = SourceText(str(quantity), (place,) if place else ())
    composer.typed.setdefault(name, shown)
    return shown


def _campaign(composer: Composer, parts: list[str]) -> SourceText | None:
    campaign = composer.workspace.campaign
    fields = {"荣誉": campaign.honour, "名称": campaign.name, "年度": campaign.year}
    return _field("创建", fields, parts)


def _unit(composer: Composer, parts: list[str]) -> SourceText | None:
    unit = composer.workspace.unit
    fields = {"名称": unit.name, "简称": unit.abbreviation, "自称": unit.self_name, "上级": unit.superior}
    for group in (*unit.departments, *unit.subordinates, *unit.others):
        if group.sort and parts == ["单位", str(group.sort)]:
            return SourceText("、".join(group.units), group.origins)
        if group.sort and parts == [str(group.sort), "个数"]:
            return SourceText(_counted(len(group.units)), group.origins)
    return _field("单位", fields, parts)


def _field(name: str, fields: dict[str, SourceText | None], parts: list[str]) -> SourceText | None:
    if len(parts) != 2 or parts[0] != name or parts[1] not in fields:
        return None
    value = fields[parts[1]]
    if value is None:
        raise UnknownName(f"“{name}”下面没有写“{parts[1]}”", f"在“{name}”下加一行“{parts[1]}: ……”")
    return SourceText(str(value), value.origins)


def _basis(composer: Composer, parts: list[str]) -> SourceText | None:
    if parts[0] != "依据" or len(parts) != 2:
        return None
    for basis in composer.workspace.basis:
        if parts[1] in (basis.short, basis.name):
            return cite_basis(composer, basis.name)
    known = [str(basis.short or basis.name) for basis in composer.workspace.basis]
    hint = did_you_mean(parts[1], known, "依据·") if known else f"先在“依据”下加上它，“简称”写“{parts[1]}”"
    raise UnknownName(f"“依据”里没有“{parts[1]}”", hint)


def cite_basis(composer: Composer, name: str) -> SourceText:
    """A basis in full with its number at first mention, by its short name after."""
    basis = next(item for item in composer.workspace.basis if item.name == name)
    composer.taken.add("basis")
    origin = basis.name.origins[0]
    composer.taken.add("basis")
    if origin in composer.cited:
        if basis.short:
            return SourceText(str(basis.short), basis.short.origins)
        return SourceText(f"《{_bare(basis.name)}》", basis.name.origins)
    composer.cited.add(origin)
    notes = [str(basis.document_number)] if basis.document_number else []
    notes += [f"以下简称{basis.short}"] if basis.short else []
    note = f"（{'，'.join(notes)}）" if notes else ""
    issuer = str(basis.issuer or "")
    return SourceText(
        f"{issuer}《{_bare(basis.name)}》{note}",
        origins_of(basis.name, basis.document_number, basis.short, basis.issuer),
    )


def _bare(title: SourceText) -> str:
    text = str(title)
    return text[1:-1] if text.startswith("《") and text.endswith("》") else text


def _counts(composer: Composer, parts: list[str]) -> SourceText | None:
    if len(parts) != 2 or parts[1] != "个数":
        return None
    workspace = composer.workspace
    lists = {
        "阶段": workspace.phases,
        "任务": workspace.tasks,
        "目标": workspace.targets,
        "工作目标": workspace.targets,
        "基本原则": workspace.basic_principles,
        "保障措施": workspace.safeguards,
        "工作要求": workspace.work_requirements,
        "荣誉": workspace.honours,
        "典型": workspace.role_models,
        "依据": workspace.basis,
    }
    if parts[0] in lists:
        return SourceText(_counted(len(lists[parts[0]])))
    tasks = composer.tree.find(parts[0])
    return SourceText(_counted(len(tasks[0].children))) if tasks else None


def _counted(number: int) -> str:
    return counting_word(number)


def _attachment(composer: Composer, parts: list[str]) -> SourceText | None:
    if parts[0] != "附件":
        return None
    title = parts[1] if len(parts) == 2 else ""
    if title in composer.attachment_numbers:
        return SourceText(attachment_label(composer, title))
    known = list(composer.attachment_numbers)
    hint = did_you_mean(title, known, "附件·") if known else "先在这份文稿的“附件”里加上它"
    raise UnknownName(f"没有叫“{title}”的附件", hint)


def attachment_label(composer: Composer, title: str) -> str:
    """附件1, or 附件 where there is only one."""
    return f"附件{composer.attachment_numbers[title]}"


TASK_FIELDS = {
    "时限": "deadline",
    "频次": "frequency",
    "牵头": "lead_unit",
    "配合": "supporting_units",
    "责任领导": "responsible_leader",
    "责任人": "responsible_person",
    "数量": "quantity",
    "名称": "name",
}


def _task(composer: Composer, parts: list[str]) -> SourceText | None:
    tasks = composer.tree.find(parts[0])
    counted = parts[0] in composer.ledger.rows_by_name
    if not tasks or (counted and (len(parts) == 1 or parts[1] not in TASK_FIELDS)):
        return None
    node = tasks[0]
    if len(parts) == 1:
        return SourceText(str(node.name), node.name.origins)
    if len(parts) != 2 or parts[1] not in TASK_FIELDS:
        raise UnknownName(f"任务“{parts[0]}”没有“{parts[1]}”可引用", "可以写：" + "、".join(TASK_FIELDS))
    attribute = TASK_FIELDS[parts[1]]
    value = getattr(node, attribute, None) or getattr(node.task, attribute, None)
    if not value:
        raise UnknownName(f"任务“{parts[0]}”没有写“{parts[1]}”", f"在这项任务下加“{parts[1]}: ……”")
    if isinstance(value, tuple):
        return SourceText("、".join(value), origins_of(*value))
    return SourceText(str(value), origins_of(value))


def _phase(composer: Composer, parts: list[str]) -> SourceText | None:
    for phase in composer.workspace.phases:
        if parts[0] == str(phase.name):
            if len(parts) == 1:
                return SourceText(str(phase.name), phase.name.origins)
            if parts[1] in ("起止", "时间", "时限") and phase.span:
                return SourceText(str(phase.span), phase.span.origins)
            raise UnknownName(f"阶段“{parts[0]}”没有“{parts[1]}”", "可以写：起止")
    return None


def _matter(composer: Composer, parts: list[str]) -> SourceText | None:
    """A result without a figure, by its 事: what it is and how far it got."""
    for row in composer.ledger.rows:
        matter = row.result.matter
        if matter and str(matter) == parts[0] and len(parts) == 1 and composer.in_period(row):
            composer.quoted.add((row.index, str(matter)))
            text = f"{matter}{row.result.progress or ''}"
            return SourceText(text, origins_of(matter, row.result.progress))
    return None


__all__ = ["REST", "attachment_label", "cite_basis", "map_prose", "resolve", "resolve_prose"]
