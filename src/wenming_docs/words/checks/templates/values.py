"""What each expression of a template gives, and what is wrong with it.

It is long because each form of expression has its case, and all of them call one another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jinja2 import nodes

from wenming_docs.findings import Severity
from wenming_docs.words.checks.templates import wrong
from wenming_docs.words.checks.templates.conditions import (
    alternatives,
    assume,
    counts_items,
    path_of,
    silent_type,
)
from wenming_docs.words.checks.templates.filters import RULES
from wenming_docs.words.checks.templates.library import Frame, Notes
from wenming_docs.words.checks.templates.types import (
    ANY,
    FLAG,
    NONE,
    NUMBER,
    OUTPUT,
    Flag,
    Items,
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
    falsy,
    field,
    field_names,
    item_of,
    sources_of,
    truthy,
)
from wenming_docs.words.template.filters import ALLOWED, TEST_TABLE
from wenming_docs.words.template.report import suggestion
from wenming_docs.words.template.rewrite import words_of

Call = Callable[[nodes.Call, Macro, Frame], Type]
Export = Callable[[Module, str], Type | None]
JINJA_ONLY = {"range", "namespace", "dict", "lipsum", "cycler", "joiner"}


class Values:
    """Reads expressions; ``call`` and ``export`` know about macros and imported templates."""

    def __init__(self, notes: Notes, call: Call, export: Export, doubtful: frozenset[str]) -> None:
        self.notes, self.call, self.export, self.doubtful = notes, call, export, doubtful

    def of(self, node: nodes.Node, frame: Frame) -> Type:
        """The type of an expression; whatever is wrong with it is noted."""
        match node:
            case nodes.Name():
                return self._name(node, frame)
            case nodes.Const():
                return _literal(node.value)
            case nodes.TemplateData():
                return OUTPUT
            case nodes.Getattr():
                return self._attribute(node, self.of(node.node, frame), node.attr, frame)
            case nodes.Getitem():
                return self._entry(node, frame)
            case nodes.Filter() if node.node is not None:
                return self.filtered(node, self.of(node.node, frame), frame)
            case nodes.Test():
                return self._test(node, frame)
            case nodes.Call():
                return self._call(node, frame)
        return self._composed(node, frame)

    def _composed(self, node: nodes.Node, frame: Frame) -> Type:
        """Expressions made of others by an operator."""
        match node:
            case nodes.And() | nodes.Or():
                return self._both(node, frame)
            case nodes.Not():
                self.of(node.node, frame)
                return FLAG
            case nodes.CondExpr():
                return self._choice(node, frame)
            case nodes.Compare():
                return self._compare(node, frame)
            case nodes.Concat():
                return self._joined(node, frame)
            case nodes.BinExpr():
                return self._sum(node, frame)
            case nodes.UnaryExpr():
                self.of(node.node, frame)
                return NUMBER
            case nodes.List() | nodes.Tuple():
                parts: list[Type] = [self.of(item, frame) for item in node.items]
                return frozenset({Items(frozenset().union(*parts) or ANY, bool(parts))})
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self.of(child, frame)
        return ANY

    # names and fields

    def _name(self, node: nodes.Name, frame: Frame) -> Type:
        kinds = frame.env.get(node.name)
        if kinds is not None:
            self.notes.names.setdefault(node.name, frame.stack)
            return kinds
        if node.name not in self.doubtful:
            wrong.unknown_name(self.notes, node, frame)
        return ANY

    def _attribute(self, node: nodes.Node, owner: Type, name: str, frame: Frame) -> Type:
        found: Type = frozenset()
        for kind in owner:
            found |= self._field(kind, name) or frozenset()
        if name.startswith("_"):
            self.notes.add("T003", frame.source, node, f"模板不能用“{name}”", "只能用数据里的字段", shift=1)
            return ANY
        lacking = [k for k in owner if not isinstance(k, Nothing) and self._field(k, name) is None]
        if lacking:
            self.unknown_field(node, frozenset(lacking), name, frame)
            return found or ANY
        if any(isinstance(kind, Nothing) for kind in owner):
            wrong.of_nothing(self.notes, node, name, frame, always=owner == NONE)
        return found or ANY

    def _field(self, kind: object, name: str) -> Type | None:
        """A field of one kind of value; None if it has none of that name."""
        match kind:
            case Thing():
                self.notes.visited.add(kind.name)
                return field(kind, name)
            case Module():
                return self.export(kind, name)
            case Unknown():
                return ANY
        return None

    def unknown_field(self, node: nodes.Node, owner: Type, name: str, frame: Frame) -> None:
        """Note that there is no ``name`` in ``owner``, with what its author may have meant."""
        kinds = sorted((k for k in owner if not isinstance(k, (Unknown, Nothing))), key=repr)
        shift = 1 if isinstance(node, nodes.Getattr) else 0
        words = words_of(node.node) if isinstance(node, nodes.Getattr) else ""
        of_owner = f"“{words}”" if words else "这个值"
        code, message, hint = "T002", f"{of_owner}没有“{name}”这个字段", ""
        match kinds[0] if kinds else None:
            case Words():
                code, message = "T003", f"{of_owner}是文字，不能用 .{name}"
                hint = "改过的文字就没有了出处；直接打印，或在数据里写好"
            case Items(item=item):
                message = f"{of_owner}是列表，没有“{name}”这个字段"
                hint = "用 {% for … in " + (words or "列表") + " %} 逐项取，或用 join(attribute=…)"
                if not any(isinstance(kind, Thing) and field(kind, name) is not None for kind in item):
                    hint = "列表要用 {% for … %} 逐项取"
            case Page():
                message, hint = f"{of_owner}是整块内容，没有字段", "单独占一行打印它"
            case Module(template="self"):
                message, hint = f"没有“{name}”这个块", "检查块名"
            case Module(template=template):
                message = f"引入的模板“{template}”里没有“{name}”"
                hint = suggestion(name, self._exports(kinds)) or "检查宏的名称"
            case Thing():
                known = {one for k in kinds if isinstance(k, Thing) for one in field_names(k.name)}
                views = sorted({k.name for k in kinds if isinstance(k, Thing)})
                guess = next((found for view in views if (found := wrong.meant(view, name))), "")
                hint = suggestion(name, known) or guess or f"可用的有：{'、'.join(sorted(known)[:20])}"
                if len(kinds) > 1 and any(field(k, name) for k in kinds if isinstance(k, Thing)):
                    message += "（有的部分没有）"
            case _:
                hint = "检查名称是不是写对了"
        self.notes.add(code, frame.source, node, message, hint, shift=shift)

    def _exports(self, kinds: Sequence[object]) -> set[str]:
        found: set[str] = set()
        for kind in kinds:
            if isinstance(kind, Module) and (source := self.notes.library.get(kind.template)):
                found |= {node.name for node in source.body if isinstance(node, nodes.Macro)}
        return found

    def _entry(self, node: nodes.Getitem, frame: Frame) -> Type:
        owner = self.of(node.node, frame)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._attribute(node, owner, node.arg.value, frame)
        if isinstance(node.arg, nodes.Slice):
            return frozenset(Items(k.item) if isinstance(k, Items) else k for k in owner) or ANY
        index = self.of(node.arg, frame)
        self.must_be_list(owner, node, frame, "方括号", words=True)
        if not any(isinstance(kind, (Number, Unknown)) for kind in index):
            return ANY
        return self._numbered(node, owner, frame)

    def _numbered(self, node: nodes.Getitem, owner: Type, frame: Frame) -> Type:
        number = node.arg.value if isinstance(node.arg, nodes.Const) else None
        found: Type = frozenset(k for k in owner if isinstance(k, (Words, Unknown)))
        for kind in owner:
            if not isinstance(kind, Items):
                continue
            found |= kind.first if number == 0 and kind.first else item_of(frozenset({kind}))
            sure = kind.first or kind.some
            if number is not None and not (sure and number in (0, -1)):
                words = words_of(node.node) or "列表"
                which = f"第{number + 1}项" if number >= 0 else "最后一项"
                hint = (
                    f"先用 {{% if {words} %}} 判断列表有没有内容" if number in (0, -1) else "先判断列表有几项"
                )
                self.notes.add("T012", frame.source, node, f"“{words}”可能没有{which}", hint)
        return found or ANY

    # filters, tests, calls

    def filtered(self, node: nodes.Filter, given: Type, frame: Frame) -> Type:
        """What the filter of ``node`` makes of ``given``."""
        for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self.of(argument, frame)
        rule = RULES.get(node.name)
        if rule is None:
            close = suggestion(node.name, ALLOWED)
            hint = close or f"可用的有：{'、'.join(sorted(ALLOWED))}"
            self.notes.add("T001", frame.source, node, f"没有“{node.name}”这个过滤器", hint)
            return ANY
        return rule(self, node, given, frame)

    def known_test(self, name: object, node: nodes.Node, frame: Frame, *, shift: int = 0) -> None:
        """Note a test that there is not."""
        if isinstance(name, str) and name not in TEST_TABLE:
            close = suggestion(name, TEST_TABLE)
            hint = close or "可用的有 defined、none、string、number、未完句 等"
            self.notes.add("T001", frame.source, node, f"没有“{name}”这个判断", hint, shift=shift)

    def _test(self, node: nodes.Test, frame: Frame) -> Type:
        self.known_test(node.name, node, frame, shift=len("is "))
        for argument in node.args:
            self.of(argument, frame)
        if node.name in ("defined", "undefined"):
            self._defined(node, frame)
            return FLAG
        given = self.of(node.node, frame)
        if node.name in ("eq", "equalto", "==", "ne", "!=") and node.args:
            wrong.comparison(self.notes, node, given, self._quietly(node.args[0], frame), frame)
        return FLAG

    def _defined(self, node: nodes.Test, frame: Frame) -> None:
        """``x is defined`` may ask for a name that is not there; a field that never is, is a slip."""
        place = path_of(node.node)
        if place is None:
            self.of(node.node, frame)
        elif place[0] in frame.env:
            self.notes.names.setdefault(place[0], frame.stack)
            kinds = silent_type(node.node, frame.env)
            if kinds == frozenset() and not (frame.env[place[0]] & (ANY | NONE)):
                self.of(node.node, frame)
        elif place[0] not in self.doubtful:
            message = (
                f"没有“{place[0]}”这个名称，条件{'永远不成立' if node.name == 'defined' else '永远成立'}"
            )
            hint = suggestion(place[0], frame.env)
            self.notes.add("T016", frame.source, node.node, message, hint, severity=Severity.WARNING)

    def _quietly(self, node: nodes.Node, frame: Frame) -> Type:
        self.notes.silent += 1
        kinds = self.of(node, frame)
        self.notes.silent -= 1
        return kinds

    def _call(self, node: nodes.Call, frame: Frame) -> Type:
        target = node.node
        if isinstance(target, nodes.Getattr) and self._is_text_method(target, frame):
            message, hint = f"文字不能用 .{target.attr}()", "改过的文字就没有了出处；请在数据里写好"
            self.notes.add("T003", frame.source, target, message, hint, shift=1)
            return ANY
        if isinstance(target, nodes.Name) and target.name in JINJA_ONLY and target.name not in frame.env:
            self.notes.add(
                "T003", frame.source, target, f"模板里没有“{target.name}”", "需要的值请在程序里备好"
            )
            return ANY
        kinds = self.of(target, frame)
        macros = [kind for kind in kinds if isinstance(kind, Macro)]
        if macros:
            return self.call(node, macros[0], frame)
        for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self.of(argument, frame)
        if kinds and not kinds & ANY:
            hint = "需要的值请在程序里备好"
            message = "模板里只能调用宏、caller、super 和 loop.cycle"
            self.notes.add("T003", frame.source, target, message, hint)
        return ANY

    def _is_text_method(self, target: nodes.Getattr, frame: Frame) -> bool:
        owner = self._quietly(target.node, frame)
        return any(isinstance(kind, (Words, Written)) for kind in owner) and hasattr(str, target.attr)

    # operators

    def _both(self, node: nodes.And | nodes.Or, frame: Frame) -> Type:
        left = self.of(node.left, frame)
        wrong.constant(self.notes, node.left, left, frame)
        env = assume(node.left, frame.env, holds=isinstance(node, nodes.And))
        if env is None:
            return left
        right = self.of(node.right, frame.with_names(env))
        wrong.constant(self.notes, node.right, right, frame)
        return (falsy(left) if isinstance(node, nodes.And) else truthy(left)) | right

    def _choice(self, node: nodes.CondExpr, frame: Frame) -> Type:
        wrong.constant(self.notes, node.test, self.of(node.test, frame), frame)
        found: Type = frozenset()
        for env in alternatives(node.test, frame.env, holds=True):
            found |= self.of(node.expr1, frame.with_names(env))
        for env in alternatives(node.test, frame.env, holds=False):
            found |= self.of(node.expr2, frame.with_names(env)) if node.expr2 else NONE
        return found or ANY

    def _compare(self, node: nodes.Compare, frame: Frame) -> Type:
        given = self.of(node.expr, frame)
        for operand in node.ops:
            other = self.of(operand.expr, frame)
            if operand.op in ("eq", "ne"):
                wrong.comparison(self.notes, node, given, other, frame)
            elif operand.op in ("gt", "gteq", "lt", "lteq"):
                wrong.order(self.notes, node, given, other, frame)
            given = other
        if len(node.ops) == 1 and counts_items(node.expr):
            wrong.impossible_count(self.notes, node, frame)
        return FLAG

    def _joined(self, node: nodes.Concat, frame: Frame) -> Type:
        sources: frozenset[str] = frozenset()
        written = False
        for part in node.nodes:
            kinds = self.of(part, frame)
            self.must_print(kinds, part, frame, "")
            written |= any(isinstance(kind, Written) for kind in kinds)
            sources |= sources_of(kinds)
        if written:
            self.mark(sources, frame)
        return OUTPUT if written else frozenset({Words(sources)})

    def _sum(self, node: nodes.BinExpr, frame: Frame) -> Type:
        left, right = self.of(node.left, frame), self.of(node.right, frame)
        if left & ANY or right & ANY:
            return ANY
        if all(isinstance(kind, Number) for kind in left | right) and node.operator in ("+", "-", "%", "//"):
            return NUMBER
        if node.operator == "+" and all(isinstance(kind, (Words, Written)) for kind in left | right):
            return frozenset({Words(sources_of(left | right))})
        if node.operator == "+" and all(isinstance(kind, Items) for kind in left | right):
            return left | right
        if node.operator == "+" and any(isinstance(kind, Nothing) for kind in left | right):
            part = node.left if NONE & left else node.right
            self.must_print(left if part is node.left else right, part, frame, "")
            return ANY
        message = f"模板里不做计算（{node.operator}）"
        self.notes.add("T003", frame.source, node, message, "在程序里算好再交给模板")
        return ANY

    # what is asked of a value

    def must_print(self, kinds: Type, node: nodes.Node, frame: Frame, part: str) -> None:
        """Note if a value of these kinds cannot be printed, or not always."""
        wrong.unprintable(self.notes, kinds, node, frame, part)

    def must_be_list(
        self, kinds: Type, node: nodes.Node, frame: Frame, what: str, *, words: bool = False
    ) -> None:
        """Note if something that is no list is used as one; ``words``: texts may be, too."""
        wrong.no_list(self.notes, kinds, node, frame, what, words=words)

    def mark(self, sources: frozenset[str], frame: Frame) -> None:
        """Remember that these facts are printed here."""
        for source in sources:
            self.notes.printed.setdefault(source, frame.stack)


def _literal(value: object) -> Type:
    match value:
        case bool():
            return frozenset({Flag(value)})
        case None:
            return NONE
        case int():
            return frozenset({Number(value)})
        case str():
            return frozenset({Words(literal=value)})
    return ANY
