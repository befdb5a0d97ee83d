"""What is known behind ``{% if … %}`` and behind its ``{% else %}``."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import nodes

from wenming_docs.words.checks.templates.library import Env
from wenming_docs.words.checks.templates.types import (
    NONE,
    Items,
    Nothing,
    Thing,
    Type,
    equal_to,
    falsy,
    field,
    item_of,
    narrowed,
    truthy,
    unequal_to,
)

Path = tuple[str, ...]
MOST_WAYS = 8


def path_of(node: nodes.Node) -> tuple[str, Path] | None:
    """(name, steps) of ``a.b[0].c``; None for anything else."""
    match node:
        case nodes.Name():
            return node.name, ()
        case nodes.Getattr() if owner := path_of(node.node):
            return owner[0], (*owner[1], node.attr)
        case nodes.Getitem(arg=nodes.Const(value=value)) if owner := path_of(node.node):
            return (owner[0], (*owner[1], str(value))) if isinstance(value, str) or value == 0 else None
        case nodes.Filter(name="first") if node.node is not None and (owner := path_of(node.node)):
            return owner[0], (*owner[1], "0")
    return None


def assume(test: nodes.Node, env: Env, *, holds: bool) -> Env | None:
    """The names as they are where ``test`` holds (or does not); None if that never happens."""
    match test:
        case nodes.Not():
            return assume(test.node, env, holds=not holds)
        case nodes.And():
            return _both(test.left, test.right, env) if holds else _either(test, env, holds=False)
        case nodes.Or():
            return _either(test, env, holds=True) if holds else _neither(test, env)
        case nodes.Const():
            return env if bool(test.value) is holds else None
        case nodes.Compare():
            return _compared(test, env, holds)
        case nodes.Test():
            return _tested(test, env, holds)
        case nodes.Filter(name="length" | "count" | "list" | "trim" | "strip") if test.node is not None:
            return assume(test.node, env, holds=holds)
    return _narrow(test, env, truthy if holds else falsy)


def alternatives(test: nodes.Node, env: Env, *, holds: bool) -> list[Env]:
    """Like :func:`assume`, but each way in which ``a or b`` can hold by itself."""
    if isinstance(test, nodes.Not):
        return alternatives(test.node, env, holds=not holds)
    if isinstance(test, nodes.Or if holds else nodes.And):
        rest = assume(test.left, env, holds=not holds)
        other = alternatives(test.right, rest, holds=holds) if rest is not None else []
        ways = [*alternatives(test.left, env, holds=holds), *other]
        if len(ways) <= MOST_WAYS:
            return ways
    if isinstance(test, nodes.And if holds else nodes.Or):
        ways = [
            one
            for first in alternatives(test.left, env, holds=holds)
            for one in alternatives(test.right, first, holds=holds)
        ]
        if len(ways) <= MOST_WAYS:
            return ways
    found = assume(test, env, holds=holds)
    return [] if found is None else [found]


def _both(left: nodes.Node, right: nodes.Node, env: Env) -> Env | None:
    first = assume(left, env, holds=True)
    return None if first is None else assume(right, first, holds=True)


def _neither(test: nodes.Or, env: Env) -> Env | None:
    first = assume(test.left, env, holds=False)
    return None if first is None else assume(test.right, first, holds=False)


def _either(test: nodes.And | nodes.Or, env: Env, *, holds: bool) -> Env | None:
    """One side decides; the second is only asked where the first did not."""
    one = assume(test.left, env, holds=holds)
    rest = assume(test.left, env, holds=not holds)
    other = assume(test.right, rest, holds=holds) if rest is not None else None
    if one is None or other is None:
        return other if one is None else one
    return {name: kinds | other.get(name, kinds) for name, kinds in one.items()}


def _narrow(test: nodes.Node, env: Env, choose: Callable[[Type], Type]) -> Env | None:
    place = path_of(test)
    if place is None or place[0] not in env:
        return env
    left = narrowed(env[place[0]], place[1], choose)
    return {**env, place[0]: left} if left else None


def _tested(test: nodes.Test, env: Env, holds: bool) -> Env | None:
    absent = {"none": True, "undefined": True, "defined": False}.get(test.name)
    if absent is None:
        if test.name in ("eq", "equalto", "==", "ne", "!=") and test.args:
            return _equal(test.node, test.args[0], env, (test.name in ("ne", "!=")) != holds)
        return env
    if absent is holds:
        keep: Callable[[Type], Type] = lambda kinds: kinds & NONE  # noqa: E731
        return env if test.name != "none" else _narrow(test.node, env, keep)
    return _narrow(test.node, env, lambda kinds: frozenset(k for k in kinds if not isinstance(k, Nothing)))


def _compared(test: nodes.Compare, env: Env, holds: bool) -> Env | None:
    if len(test.ops) != 1:
        return env
    operand = test.ops[0]
    if operand.op in ("eq", "ne"):
        return _equal(test.expr, operand.expr, env, (operand.op == "eq") == holds)
    if operand.op in ("in", "notin") and isinstance(operand.expr, (nodes.List, nodes.Tuple)):
        return _among(test.expr, operand.expr, env, (operand.op == "in") == holds)
    if counts_items(test.expr) and isinstance(operand.expr, nodes.Const) and holds:
        least = {"gt": 0, "gteq": 1}.get(operand.op)
        if least is not None and isinstance(operand.expr.value, int) and operand.expr.value >= least:
            return assume(test.expr, env, holds=True)
    return env


def counts_items(node: nodes.Node) -> bool:
    """Whether ``node`` is ``… | length``."""
    return isinstance(node, nodes.Filter) and node.name in ("length", "count")


def _equal(one: nodes.Node, other: nodes.Node, env: Env, same: bool) -> Env | None:
    if isinstance(one, nodes.Const):
        one, other = other, one
    if not isinstance(other, nodes.Const):
        return env
    if counts_items(one):
        return assume(one, env, holds=(other.value != 0) is same) if other.value == 0 or same else env
    return _narrow(one, env, equal_to(other.value) if same else unequal_to(other.value))


def _among(one: nodes.Node, choices: nodes.List | nodes.Tuple, env: Env, inside: bool) -> Env | None:
    if not all(isinstance(choice, nodes.Const) for choice in choices.items):
        return env
    literals = [choice.value for choice in choices.items if isinstance(choice, nodes.Const)]
    if inside:
        return _narrow(
            one, env, lambda kinds: frozenset().union(*(equal_to(literal)(kinds) for literal in literals))
        )
    left: Env | None = env
    for literal in literals:
        left = _narrow(one, left, unequal_to(literal)) if left is not None else None
    return left


def silent_type(node: nodes.Node, env: Env) -> Type | None:
    """The type of ``a.b[0].c`` without a word about it; None where that is not known."""
    place = path_of(node)
    if place is None or place[0] not in env:
        return None
    kinds = env[place[0]]
    for step in place[1]:
        found: Type = frozenset()
        for kind in kinds:
            if isinstance(kind, Thing):
                found |= field(kind, step) or frozenset()
            elif isinstance(kind, Items) and step == "0":
                found |= item_of(frozenset({kind}))
            else:
                return None
        kinds = found
    return kinds
