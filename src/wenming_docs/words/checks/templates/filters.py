"""What the filters of templates take and give."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from jinja2 import nodes

from wenming_docs.words.checks.templates.library import Frame
from wenming_docs.words.checks.templates.types import (
    ANY,
    NUMBER,
    Items,
    Number,
    Page,
    Thing,
    Type,
    Unknown,
    Words,
    Written,
    field,
    item_of,
    narrowed,
    sources_of,
    truthy,
)

if TYPE_CHECKING:
    from wenming_docs.words.checks.templates.values import Values

Rule = Callable[["Values", nodes.Filter, Type, Frame], Type]


def constant(node: nodes.Filter | nodes.Test, name: str, position: int) -> object:
    """The literal given as argument ``name``; None if there is none."""
    for keyword in node.kwargs:
        if keyword.key == name and isinstance(keyword.value, nodes.Const):
            return keyword.value.value
    if position < len(node.args):
        argument = node.args[position]
        return argument.value if isinstance(argument, nodes.Const) else None
    return None


def items_of(values: Values, node: nodes.Filter, given: Type, frame: Frame) -> Type:
    """What the list before the filter holds; anything that is no list is noted."""
    values.must_be_list(given, node, frame, f"过滤器 {node.name}")
    return item_of(given) or ANY


def attribute_type(values: Values, node: nodes.Filter, item: Type, path: str, frame: Frame) -> Type:
    """The type of a dotted attribute of each item; unknown ones are noted."""
    for name in path.split("."):
        found: Type = frozenset()
        for kind in item:
            if isinstance(kind, Unknown):
                found |= ANY
            elif isinstance(kind, Thing) and (inside := field(kind, name)) is not None:
                values.notes.visited.add(kind.name)
                found |= inside
        if not found:
            values.unknown_field(node, item, name, frame)
            return ANY
        item = found
    return item


def join(values: Values, node: nodes.Filter, given: Type, frame: Frame) -> Type:
    item = items_of(values, node, given, frame)
    path = constant(node, "attribute", 1)
    if isinstance(path, str):
        item = attribute_type(values, node, item, path, frame)
    values.must_print(item, node, frame, "join 的每一项" if path is None else f"每一项的 {path} ")
    return frozenset({Words(sources_of(item))})


def trim(values: Values, node: nodes.Filter, given: Type, frame: Frame) -> Type:
    values.must_print(given, node, frame, "")
    odd = [kind for kind in given if isinstance(kind, (Number, Page))]
    if odd:
        values.notes.add("T025", frame.source, node, f"{node.name} 只用于文字", "检查名称是不是写对了")
    return frozenset(kind for kind in given if isinstance(kind, (Words, Written, Unknown))) or ANY


def percent(values: Values, node: nodes.Filter, given: Type, frame: Frame) -> Type:
    if given and not any(isinstance(kind, (Number, Unknown)) for kind in given):
        hint = "模板拿到的都是写好的文字，直接打印"
        values.notes.add("T025", frame.source, node, "percent 只用于比值", hint)
    return frozenset({Words(sources_of(given))})


def heading(values: Values, node: nodes.Filter, given: Type, frame: Frame) -> Type:
    if given and not any(isinstance(kind, (Number, Unknown)) for kind in given):
        values.notes.add(
            "T025", frame.source, node, "heading 只用于级别（1—4）", "写成 {{ task.level | heading }}"
        )
    return frozenset({Written()})


def one_item(values: Values, node: nodes.Filter, given: Type, frame: Frame) -> Type:
    item = items_of(values, node, given, frame)
    firsts = [kind.first for kind in given if isinstance(kind, Items) and kind.first]
    if any(isinstance(kind, Items) and kind.some is not True and not kind.first for kind in given):
        hint = "先用 {% if … %} 判断列表有没有内容"
        values.notes.add("T012", frame.source, node, f"列表可能是空的，没有 {node.name} 这一项", hint)
    return frozenset().union(*firsts) if firsts and node.name == "first" else item


def length(values: Values, node: nodes.Filter, given: Type, frame: Frame) -> Type:
    items_of(values, node, given, frame)
    return NUMBER


def as_list(values: Values, node: nodes.Filter, given: Type, frame: Frame) -> Type:
    item = items_of(values, node, given, frame)
    return frozenset(kind for kind in given if isinstance(kind, Items)) or frozenset({Items(item)})


def mapped(values: Values, node: nodes.Filter, given: Type, frame: Frame) -> Type:
    item = items_of(values, node, given, frame)
    path = constant(node, "attribute", 9)
    some = all(isinstance(kind, Items) and kind.some for kind in given) or None
    if isinstance(path, str):
        return frozenset({Items(attribute_type(values, node, item, path, frame), some)})
    name = constant(node, "", 0)
    if not isinstance(name, str):
        values.notes.add("T025", frame.source, node, "map 要写取哪个字段", "写成 map(attribute='name')")
        return frozenset({Items(ANY, some)})
    inner = nodes.Filter(None, name, node.args[1:], node.kwargs, None, None, lineno=node.lineno)
    return frozenset({Items(values.filtered(inner, item, frame), some)})


def selected(values: Values, node: nodes.Filter, given: Type, frame: Frame) -> Type:
    item = items_of(values, node, given, frame)
    values.known_test(constant(node, "", 0), node, frame)
    return frozenset({Items(item)})


def selected_by(values: Values, node: nodes.Filter, given: Type, frame: Frame) -> Type:
    item = items_of(values, node, given, frame)
    path = constant(node, "", 0)
    if not isinstance(path, str):
        values.notes.add(
            "T025", frame.source, node, f"{node.name} 要写看哪个字段", f"写成 {node.name}('goal')"
        )
        return frozenset({Items(item)})
    attribute_type(values, node, item, path, frame)
    test = constant(node, "", 1)
    values.known_test(test, node, frame)
    present = test is None or test == "defined"
    if node.name == "selectattr" and present:
        item = narrowed(item, tuple(path.split(".")), truthy)
    return frozenset({Items(item)})


def grouped(values: Values, node: nodes.Filter, given: Type, frame: Frame) -> Type:
    item = items_of(values, node, given, frame)
    path = constant(node, "attribute", 0)
    if not isinstance(path, str):
        values.notes.add("T025", frame.source, node, "groupby 要写按哪个字段分组", "写成 groupby('sort')")
        return ANY
    value = attribute_type(values, node, item, path, frame)
    if any(isinstance(kind, (Items, Page)) for kind in value):
        values.notes.add("T025", frame.source, node, f"“{path}”是列表，不能按它分组", "按一个文字字段分组")
    group = Thing("group", (("grouper", value), ("list", frozenset({Items(item, True)}))))
    return frozenset({Items(frozenset({group}))})


def unique(values: Values, node: nodes.Filter, given: Type, frame: Frame) -> Type:
    item = items_of(values, node, given, frame)
    path = constant(node, "attribute", 0)
    if isinstance(path, str):
        attribute_type(values, node, item, path, frame)
    return frozenset(kind for kind in given if isinstance(kind, Items)) or frozenset({Items(item)})


RULES: dict[str, Rule] = {
    "join": join,
    "trim": trim,
    "strip": trim,
    "percent": percent,
    "heading": heading,
    "first": one_item,
    "last": one_item,
    "length": length,
    "count": length,
    "list": as_list,
    "groupby": grouped,
    "unique": unique,
    "map": mapped,
    "select": selected,
    "reject": selected,
    "selectattr": selected_by,
    "rejectattr": selected_by,
}
"""For each filter an author may write: what it gives."""
