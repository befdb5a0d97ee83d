"""Changes a template's syntax tree before it is compiled.

- Each printed expression brings its own words along, so that a fault can quote it.
- Each loop asks for its turns first, so that a foreign template cannot run for ever.
- ``a ~ b`` keeps the origins of both, which Jinja's own joining loses.
- What is compared or made a key has to be a plain value: lists that hold themselves many times
  over take for ever to compare.
- ``{% autoescape %}`` is refused: without escaping, values would be read as Markdown.
"""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import TemplateAssertionError
from jinja2.visitor import NodeTransformer

PRINT, TURNS, CONCAT, PLAIN = " print", " turns", " concat", " plain"
"""Names of our own filters; the blank keeps authors from writing them."""


class Rewriter(NodeTransformer):
    """Rewrites one template; the tree is changed in place."""

    def visit_Output(self, node: nodes.Output) -> nodes.Output:
        self.generic_visit(node)
        node.nodes = [
            part
            if isinstance(part, nodes.TemplateData)
            else _filter(PRINT, part, [nodes.Const(words_of(part))])
            for part in node.nodes
        ]
        return node

    def visit_For(self, node: nodes.For) -> nodes.For:
        self.generic_visit(node)
        weight = nodes.Const(body_weight(node.body))
        node.iter = _filter(TURNS, node.iter, [weight, nodes.Const(words_of(node.iter))])
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Expr:
        self.generic_visit(node)
        return _filter(CONCAT, nodes.List(node.nodes, lineno=node.lineno), [])

    def visit_Compare(self, node: nodes.Compare) -> nodes.Compare:
        self.generic_visit(node)
        node.expr = _plain(node.expr)
        for operand in node.ops:
            if operand.op not in ("in", "notin"):
                operand.expr = _plain(operand.expr)
        return node

    def visit_Pair(self, node: nodes.Pair) -> nodes.Pair:
        self.generic_visit(node)
        node.key = _filter(PLAIN, node.key, [])
        return node

    def visit_ScopedEvalContextModifier(self, node: nodes.ScopedEvalContextModifier) -> nodes.Node:
        raise TemplateAssertionError("autoescape is not allowed", node.lineno)


class Generator(CodeGenerator):
    """Writes the Python of a rewritten template: what our own filter prints needs no second look."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not _is_print(node):
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not _is_print(node):
            super()._output_child_post(node, frame, finalize)


def _is_print(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Filter) and node.name == PRINT


def rewrite(tree: nodes.Template) -> nodes.Template:
    """``tree`` as it is to be compiled."""
    Rewriter().visit(tree)
    return tree


def body_weight(body: list[nodes.Node]) -> int:
    """What one turn costs: its characters and its steps."""
    weight = 1
    for part in body:
        weight += 1 + len(part.data) if isinstance(part, nodes.TemplateData) else 1
        weight += sum(
            len(inner.data) if isinstance(inner, nodes.TemplateData) else 1
            for inner in part.find_all(nodes.Node)
        )
    return weight


def words_of(node: nodes.Node) -> str:
    """How an expression reads, as far as it is made of names and dots; "" beyond that."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr() if owner := words_of(node.node):
            return f"{owner}.{node.attr}"
        case nodes.Filter() | nodes.Call() if node.node is not None:
            return words_of(node.node)
    return ""


def _plain(node: nodes.Expr) -> nodes.Expr:
    """``node``, refused when it turns out to be a list; what is written out as a text or number is none."""
    return node if isinstance(node, nodes.Const) else _filter(PLAIN, node, [])


def _filter(name: str, node: nodes.Node, arguments: list[nodes.Expr]) -> nodes.Filter:
    """A call of one of our own filters on ``node``, on the same line."""
    return nodes.Filter(
        node, name, arguments, [], None, None, lineno=node.lineno, environment=node.environment
    )
