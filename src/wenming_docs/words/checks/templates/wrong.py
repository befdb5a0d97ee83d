"""What can be wrong with a value where it is used, in the words of a finding."""

from __future__ import annotations

from jinja2 import nodes

from wenming_docs.findings import Severity
from wenming_docs.words.checks.templates.conditions import path_of
from wenming_docs.words.checks.templates.library import Frame, Notes
from wenming_docs.words.checks.templates.types import (
    ANY,
    NONE,
    Flag,
    Items,
    Kind,
    Macro,
    Module,
    Nothing,
    Number,
    Page,
    Thing,
    Type,
    Unknown,
    Words,
    Written,
    context_names,
    may_equal,
)
from wenming_docs.words.contexts.meanings import MEANINGS
from wenming_docs.words.contexts.names import FORMS, LEVELS
from wenming_docs.words.template.report import suggestion
from wenming_docs.words.template.rewrite import words_of

SEE = "能用的名称见 docs/模板名称.md"
BRANCH = "先用 {% if … %} 判断有没有，没有就不写这一句"


def unknown_name(notes: Notes, node: nodes.Name, frame: Frame) -> None:
    """A name that is nowhere."""
    message = f"没有“{node.name}”这个名称"
    if node.name == "loop":
        hint = "loop 只在 {% for %} 里面有"
    elif node.name in ("caller", "varargs", "kwargs"):
        hint = f"{node.name} 只在宏里面有"
    elif node.name in context_names():
        hint = "引入时写上 with context，或作为参数传给宏"
    elif node.name == "super":
        hint = "super 只在块里面有"
    else:
        hint = suggestion(node.name, frame.env) or meant("", node.name) or SEE
    notes.add("T002", frame.source, node, message, hint)


def meant(view: str, name: str) -> str:
    """The name that means what a Chinese ``name`` says: 标题 → title."""
    if name.isascii():
        return ""
    owner = f"{view}." if view else ""
    names = [
        full.removeprefix(owner)
        for full, words in MEANINGS.items()
        if full.startswith(owner) and name in words
    ]
    names = [one for one in names if "." not in one]
    return f"是不是想写“{names[0]}”（{MEANINGS[owner + names[0]]}）" if names else ""


def of_nothing(notes: Notes, node: nodes.Node, name: str, frame: Frame, *, always: bool) -> None:
    """A field of something that may not be there."""
    owner = words_of(node.node) if isinstance(node, nodes.Getattr) else ""
    words = f"“{owner}”" if owner else "这个值"
    what = "这里总是空的" if always else "可能没有"
    hint = f"先用 {{% if {owner or '…'} %}} 判断有没有"
    notes.add("T011", frame.source, node, f"{words}{what}，取不到“{name}”", hint, shift=1)


def unprintable(notes: Notes, kinds: Type, node: nodes.Node, frame: Frame, part: str) -> None:
    """A value that cannot be printed, or not in every document."""
    whole = words_of(node)
    words = f"“{whole}”" if whole else "这里"
    place = beginning(node)
    if part.startswith("每一项的"):
        words, whole, place = f"{words}里{part.rstrip()}", "", node
    for kind in sorted(kinds, key=repr):
        if found := _unprintable(kind, part):
            message, hint = found
            notes.add("T007", frame.source, place, f"{words}{message}", hint)
            return
    if kinds == NONE:
        notes.add("T011", frame.source, place, f"{words}在这里是空的", "换一个名称，或先用 {% if … %} 判断")
    elif any(isinstance(kind, Nothing) for kind in kinds):
        hint = f"先用 {{% if {whole} %}} 判断有没有，没有就不写这一句" if whole else BRANCH
        notes.add("T011", frame.source, place, f"{words}可能没有", hint)


def beginning(node: nodes.Node) -> nodes.Node:
    """The node where the words of an expression begin."""
    while True:
        match node:
            case nodes.Getattr() | nodes.Getitem() | nodes.Call():
                node = node.node
            case nodes.Filter() if node.node is not None:
                node = node.node
            case nodes.Compare():
                node = node.expr
            case nodes.Test():
                node = node.node
            case nodes.Tuple(items=[first, *_]):
                node = first
            case _:
                return node


def _unprintable(kind: Kind, part: str) -> tuple[str, str] | None:
    match kind:
        case Flag():
            return "是“是否”值，不能打印", "用 {% if … %} 选择要写的文字"
        case Items():
            return "是列表，不能整个打印", "用 {% for … %} 逐项写，或用 join 过滤器连起来"
        case Thing(name="loop" | "group"):
            return "不能整个打印", "写出要打印的字段"
        case Thing() if part.startswith("join"):
            return f"：{part}是一组字段，不能打印", "写 join('、', attribute='字段')"
        case Thing():
            return "是一组字段，不能整个打印", "写出要打印的字段，如 {{ 名称.字段 }}"
        case Macro():
            return "是宏，没有调用", "后面加上括号和参数"
        case Module():
            return "是引入的模板，不能打印", "写出其中的宏，如 {{ 名称.宏(…) }}"
    return None


def no_list(notes: Notes, kinds: Type, node: nodes.Node, frame: Frame, what: str, *, words: bool) -> None:
    """Something that is no list where one is wanted."""
    allowed: tuple[type, ...] = (Items, Unknown, Words) if words else (Items, Unknown)
    odd = sorted((kind for kind in kinds if not isinstance(kind, allowed)), key=repr)
    if not odd:
        return
    shown = (
        words_of(node.node)
        if isinstance(node, (nodes.Filter, nodes.Getitem)) and node.node
        else words_of(node)
    )
    name = f"“{shown}”" if shown else "这个值"
    node = node if isinstance(node, (nodes.Filter, nodes.Getitem)) else beginning(node)
    match odd[0]:
        case Words() | Written():
            notes.add("T003", frame.source, node, f"{name}是文字，不能当列表用", "直接打印它")
        case Nothing():
            notes.add("T011", frame.source, node, f"{name}可能没有，{what}要一个列表", BRANCH)
        case Page():
            notes.add("T003", frame.source, node, f"{name}是整块内容，不能逐项写", "单独占一行打印它")
        case Macro():
            notes.add("T003", frame.source, node, f"{name}是宏，不是列表", "检查名称是不是写对了")
        case _:
            notes.add("T003", frame.source, node, f"{name}不是列表，{what}要一个列表", "检查名称是不是写对了")


def comparison(notes: Notes, node: nodes.Node, one: Type, other: Type, frame: Frame) -> None:
    """Two values that can never be equal, or a list that may not be compared."""
    if any(isinstance(kind, (Items, Page)) for kind in one | other):
        hint = "判断有没有内容直接写 {% if 名称 %}"
        notes.add("T003", frame.source, beginning(node), "列表不能拿来比较", hint)
        return
    literals = [kinds for kinds in (one, other) if _literals(kinds)]
    if len(literals) != 1 or one & ANY or other & ANY:
        return
    literal = _literals(literals[0])[0]
    given = other if literals[0] is one else one
    if any(may_equal(kind, literal) for kind in given) or not given:
        return
    if _narrowed_here(node, given, literal):
        return
    message = f"这里不会等于“{literal}”，条件的结果总是一样"
    notes.add("T016", frame.source, beginning(node), message, _possible(given), severity=Severity.WARNING)


def _literals(kinds: Type) -> list[object]:
    found = [getattr(kind, "literal", None) for kind in kinds]
    return found if len(found) == 1 and found[0] is not None else []


def _narrowed_here(node: nodes.Node, given: Type, literal: object) -> bool:
    """Whether the value could be ``literal`` if nothing had been asked before: then it is no slip."""
    expression = getattr(node, "expr", getattr(node, "node", None))
    place = path_of(expression) if expression is not None else None
    name = place[1][-1] if place and place[1] else (place[0] if place else "")
    if isinstance(literal, bool) and any(isinstance(kind, Flag) for kind in given):
        return True
    if isinstance(literal, int) and all(isinstance(kind, Number) for kind in given):
        return literal in LEVELS or name not in ("level",)
    return isinstance(literal, str) and literal in FORMS


def _possible(given: Type) -> str:
    known = sorted(
        {str(getattr(k, "literal", None)) for k in given if getattr(k, "literal", None) is not None}
    )
    if known and len(known) == len(given):
        shown = "、".join(known[:20])
        return f"可能的有：{shown}"
    if any(isinstance(kind, Words) for kind in given):
        return "文字要加引号比较"
    return "检查名称和要比的值"


def order(notes: Notes, node: nodes.Node, one: Type, other: Type, frame: Frame) -> None:
    """``<`` and ``>`` between values that are no numbers."""
    for kinds in (one, other):
        odd = [kind for kind in kinds if not isinstance(kind, (Number, Unknown))]
        if odd:
            hint = "只拿数字与数字比；列表的项数写 名称 | length"
            notes.add("T025", frame.source, beginning(node), "这两种值不能比较大小", hint)
            return


def impossible_count(notes: Notes, node: nodes.Compare, frame: Frame) -> None:
    """``x | length < 0`` and ``>= 0``."""
    operand = node.ops[0]
    value = operand.expr.value if isinstance(operand.expr, nodes.Const) else None
    if not isinstance(value, int):
        return
    never = operand.op == "lt" and value <= 0 or operand.op in ("eq", "lteq") and value < 0
    always = operand.op == "gteq" and value <= 0 or operand.op == "gt" and value < 0
    if never or always:
        message = f"项数至少是0，条件永远{'不' if never else ''}成立"
        notes.add(
            "T016", frame.source, beginning(node), message, "检查比较的符号和数", severity=Severity.WARNING
        )


def constant(notes: Notes, test: nodes.Node, kinds: Type, frame: Frame) -> None:
    """A condition that does not depend on any fact."""
    while isinstance(test, nodes.Not):
        test = test.node
    if isinstance(test, nodes.Const):
        message, hint = "条件是写死的，结果总是一样", "写上要判断的名称，或去掉这个 if"
        notes.add("T016", frame.source, test, message, hint, severity=Severity.WARNING)
    elif kinds and all(isinstance(kind, (Macro, Module)) for kind in kinds) and isinstance(test, nodes.Name):
        if test.name == "caller":
            return
        message = f"“{test.name}”是宏或引入的模板，条件永远成立"
        notes.add("T016", frame.source, test, message, "调用它要加括号", severity=Severity.WARNING)
