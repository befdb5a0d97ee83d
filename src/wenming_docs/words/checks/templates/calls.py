"""Macros: what they are called with, and their bodies read with exactly that."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import nodes

from wenming_docs.words.checks.templates.library import Env, Frame, Source, assigned
from wenming_docs.words.checks.templates.types import ANY, NONE, OUTPUT, Macro, Type
from wenming_docs.words.checks.templates.wrong import beginning

if TYPE_CHECKING:
    from wenming_docs.words.checks.templates.walk import Walk

Key = tuple[str, str]
"""Template and name of a macro; one that is defined inside something has its line behind its name."""
CALLER = "caller"


class Calls:
    """The macros met so far, and with what each was called."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.known: dict[Key, tuple[nodes.Macro, Source, Frame | None]] = {}
        self.called: set[Key] = set()
        self._done: set[tuple[object, ...]] = set()

    def define(self, node: nodes.Macro, source: Source, name: str, frame: Frame | None = None) -> Type:
        """The type of a macro that a template defines."""
        self.known[source.name, name] = (node, source, frame)
        return frozenset({Macro(source.name, name)})

    def call(self, node: nodes.Call, macro: Macro, frame: Frame, *, body: bool = False) -> Type:
        """What a call writes; its arguments are compared with what the macro wants."""
        values = self.walk.values
        given = [values.of(argument, frame) for argument in node.args]
        named = {keyword.key: values.of(keyword.value, frame) for keyword in node.kwargs}
        if macro.template.startswith("super:"):
            self._super(node, macro, frame)
            return OUTPUT
        if macro.name == CALLER and macro.template == "":
            return OUTPUT
        entry = self.known.get((macro.template, macro.name))
        if entry is None:
            return OUTPUT
        loose = bool(node.dyn_args or node.dyn_kwargs)
        if not loose:
            self._compare(node, entry[0], given, named, frame, body=body)
        self._read(macro, given, named, frame, body=body)
        return OUTPUT

    def call_block(self, node: nodes.CallBlock, frame: Frame) -> None:
        """``{% call %}``: the macro, then the body that ``caller()`` prints."""
        values = self.walk.values
        kinds = values.of(node.call.node, frame)
        macro = next((kind for kind in kinds if isinstance(kind, Macro)), None)
        if macro is not None:
            self.call(node.call, macro, frame, body=True)
            entry = self.known.get((macro.template, macro.name))
            if entry and not _uses_caller(entry[0]):
                message, hint = (
                    f"宏“{entry[0].name}”里没有 caller()，这段内容不会印出来",
                    "在宏里写 {{ caller() }}",
                )
                self.walk.notes.add("T013", frame.source, node, message, hint)
        env = {**frame.env, **dict.fromkeys(assigned(node.args), ANY)}
        self.walk.body(node.body, frame.with_names(env))

    def _super(self, node: nodes.Call, macro: Macro, frame: Frame) -> None:
        depth = int(macro.template.removeprefix("super:")) + 1
        if depth >= len(self.walk.blocks.get(macro.name, ())):
            message, hint = "super() 上面没有同名的块", "去掉 super()，或检查块名"
            self.walk.notes.add("T002", frame.source, node.node, message, hint)
            return
        self.walk.block(macro.name, depth, dict(self.walk.top), _without(frame.stack, macro.name))

    def _compare(
        self,
        node: nodes.Call,
        macro: nodes.Macro,
        given: list[Type],
        named: dict[str, Type],
        frame: Frame,
        *,
        body: bool,
    ) -> None:
        """Note arguments too many, unknown or missing."""
        notes, wanted = self.walk.notes, [argument.name for argument in macro.args]
        free = _uses(macro, "varargs"), _uses(macro, "kwargs")
        place = beginning(node)
        shown = f"{macro.name}({', '.join(wanted)})"
        if len(given) > len(wanted) and not free[0]:
            message = f"宏“{macro.name}”只要{len(wanted)}个参数，这里给了{len(given)}个"
            notes.add("T013", frame.source, place, message, f"定义是 {shown}")
        for keyword in node.kwargs:
            shift = -len(keyword.key) - 1
            if keyword.key not in wanted and not free[1] and keyword.key != CALLER:
                message = f"宏“{macro.name}”没有“{keyword.key}”这个参数"
                notes.add("T013", frame.source, keyword, message, f"定义是 {shown}", shift=shift)
            elif keyword.key in wanted[: len(given)]:
                message = f"参数“{keyword.key}”给了两次"
                notes.add("T013", frame.source, keyword, message, f"定义是 {shown}", shift=shift)
        needed = wanted[: len(wanted) - len(macro.defaults)]
        missing = [name for name in needed[len(given) :] if name not in named]
        used = [name for name in missing if _uses(macro, name)]
        if used:
            message = f"调用宏“{macro.name}”少了参数“{'”“'.join(used)}”"
            notes.add("T013", frame.source, place, message, f"定义是 {shown}")
        if not body and _needs_caller(macro):
            hint = f"写成 {{% call {macro.name}(…) %}}…{{% endcall %}}，或在宏里先判断 caller is defined"
            notes.add("T013", frame.source, place, f"宏“{macro.name}”要用 call 来调用", hint)

    def _read(
        self, macro: Macro, given: list[Type], named: dict[str, Type], frame: Frame, *, body: bool
    ) -> None:
        """Read the macro's body with these arguments, unless that has been done."""
        node, source, around = self.known[macro.template, macro.name]
        self.called.add((macro.template, macro.name))
        arguments = self._arguments(node, given, named, source)
        key = (macro, tuple(sorted(arguments.items(), key=lambda pair: pair[0])), body)
        if key in self._done:
            return
        self._done.add(key)
        self._note_endless(node, source)
        env = around.env if around else self._surroundings(macro, source)
        special = {"varargs": ANY, "kwargs": ANY}
        if body:
            special[CALLER] = frozenset({Macro("", CALLER)})
        elif not _needs_caller(node):
            special[CALLER] = NONE
        else:
            special[CALLER] = ANY
        frame = Frame(source, {**env, **special, **arguments}, (*frame.stack, (source.name, node.name)))
        self.walk.values.doubtful |= source.parsed.doubtful
        self.walk.notes.read.add(source)
        self.walk.body(node.body, frame)

    def _note_endless(self, node: nodes.Macro, source: Source) -> None:
        """A macro that calls itself whatever it is given never ends."""
        for call in _always_called(node.body):
            if isinstance(call.node, nodes.Name) and call.node.name == node.name:
                message, hint = f"宏“{node.name}”总是调用自己，没有尽头", "先用 {% if … %} 判断还有没有下一层"
                self.walk.notes.add("T005", source, call.node, message, hint)

    def _surroundings(self, macro: Macro, source: Source) -> Env:
        """The names a macro sees besides its arguments: those of its own template."""
        module = self.walk.module(source, macro.with_context)
        return dict(module)

    def _arguments(
        self, node: nodes.Macro, given: list[Type], named: dict[str, Type], source: Source
    ) -> dict[str, Type]:
        found: dict[str, Type] = {}
        names = [argument.name for argument in node.args]
        defaults = dict(zip(names[len(names) - len(node.defaults) :], node.defaults, strict=True))
        for index, name in enumerate(names):
            if index < len(given):
                found[name] = given[index]
            elif name in named:
                found[name] = named[name]
            elif name in defaults:
                found[name] = self.walk.values.of(defaults[name], Frame(source, dict(self.walk.top)))
            else:
                found[name] = ANY
        return found

    def read_uncalled(self) -> None:
        """Read the macros that nothing called, knowing nothing about their arguments."""
        for key, (node, source, _) in list(self.known.items()):
            if key not in self.called and source.checked:
                self._read(Macro(*key), [ANY] * len(node.args), {}, Frame(source, {}), body=True)


def _always_called(body: list[nodes.Node]) -> list[nodes.Call]:
    """The calls of a body that no condition and no loop stands before."""
    found: list[nodes.Call] = []
    for node in body:
        for part in node.nodes if isinstance(node, nodes.Output) else ():
            if isinstance(part, nodes.Call):
                found.append(part)
    return found


def _without(stack: tuple[tuple[str, str], ...], name: str) -> tuple[tuple[str, str], ...]:
    return tuple(entry for entry in stack if entry[1] != name)


def _uses(macro: nodes.Macro, name: str) -> bool:
    return name in _names_used(macro)


@lru_cache(maxsize=1_000)
def _names_used(macro: nodes.Macro) -> frozenset[str]:
    """Walked once for each macro: some are called a thousand times (a node is equal to itself alone)."""
    return frozenset(node.name for node in macro.find_all(nodes.Name) if node.ctx == "load")


def _uses_caller(macro: nodes.Macro) -> bool:
    return _uses(macro, CALLER)


@lru_cache(maxsize=1_000)
def _needs_caller(macro: nodes.Macro) -> bool:
    """Whether the macro uses ``caller`` without asking first whether it ``is defined``."""
    asks = any(
        isinstance(test.node, nodes.Name) and test.node.name == CALLER
        for test in macro.find_all(nodes.Test)
        if test.name in ("defined", "undefined")
    )
    return _uses(macro, CALLER) and not asks
