"""One template of a kind, read from its first block to its last, every macro with what it is given.

It is long because each statement has its case, and all of them call one another.
"""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import nodes

from wenming_docs.facts.kinds import Family
from wenming_docs.words.checks.templates import wrong
from wenming_docs.words.checks.templates.calls import Calls
from wenming_docs.words.checks.templates.conditions import MOST_WAYS, alternatives, assume
from wenming_docs.words.checks.templates.library import Env, Frame, Library, Notes, Source, assigned
from wenming_docs.words.checks.templates.structure import (
    blocks_in,
    given_names,
    names_set,
    note_outside_blocks,
    note_unknown_blocks,
    top_statements,
)
from wenming_docs.words.checks.templates.types import (
    ANY,
    NONE,
    OUTPUT,
    Items,
    Macro,
    Module,
    Nothing,
    Thing,
    Type,
    Unknown,
    context_names,
    item_of,
    sources_of,
)
from wenming_docs.words.checks.templates.values import Values
from wenming_docs.words.template.faults import TemplateFault
from wenming_docs.words.template.folders import template_names
from wenming_docs.words.template.report import suggestion

SALVAGED = "_"
CONTEXT = frozenset(context_names())


class Walk:
    """Reads the templates of one kind against the types of its names."""

    def __init__(self, library: Library, notes: Notes, family: Family | None = None) -> None:
        self.library, self.notes = library, notes
        self.calls = Calls(self)
        self.values = Values(notes, self.calls.call, self.export, frozenset())
        self.top: Env = {**context_names(family), SALVAGED: ANY}
        self.blocks: dict[str, list[tuple[Source, nodes.Block]]] = {}
        self.modules: dict[tuple[Source, bool], Env] = {}
        self.alive: set[int] = set()
        self.dormant: dict[int, tuple[Sequence[nodes.Node], Frame]] = {}
        self.including: list[Source] = []

    # a whole document

    def document(self, name: str) -> None:
        """Read template ``name`` and all that it is made of."""
        chain = self._chain(name)
        if not chain:
            return
        for source in chain:
            self.top.update(self.definitions(source, dict(self.top)))
        for source in chain:
            for block in (b for node in source.body for b in blocks_in(node)):
                self.blocks.setdefault(block.name, []).append((source, block))
        for source, parent in zip(chain, chain[1:], strict=False):
            note_outside_blocks(source, self.notes)
            note_unknown_blocks(source, chain[chain.index(parent) :], self.notes)
        base = chain[-1]
        self._body(base.body, self._frame(base, dict(self.top)))
        self._wake()

    def _frame(self, source: Source, env: Env, stack: tuple[tuple[str, str], ...] = ()) -> Frame:
        self.values.doubtful |= source.parsed.doubtful
        self.notes.read.add(source)
        return Frame(source, env, stack)

    def _chain(self, name: str) -> list[Source]:
        """The template and what it extends, the base last."""
        source = self.library.get(name)
        chain: list[Source] = []
        while source is not None:
            chain.append(source)
            extends = next((n for n in source.body if isinstance(n, nodes.Extends)), None)
            if extends is None:
                break
            parent = self.find(extends.template, source)
            if parent in chain:
                hint = "检查 extends 有没有互相引用；要在自带模板上改，写“内置/…”"
                self.notes.add("T005", source, extends, "模板自己套自己，没有尽头", hint)
                break
            source = parent
        return chain

    def find(self, named: nodes.Node, source: Source) -> Source | None:
        """The template a statement names; one that is not there is noted."""
        if not isinstance(named, nodes.Const) or not isinstance(named.value, str):
            return None
        try:
            found = self.library.get(named.value)
        except TemplateFault as fault:
            self.notes.refused(source, named, fault)
            return None
        if found is None:
            known = template_names(self.library.folders)
            hint = suggestion(named.value, known) or "看文件夹和文件名；自带的模板写“内置/…”"
            self.notes.add("T004", source, named, f"找不到模板“{named.value}”", hint)
        return found

    # definitions of a template

    def definitions(self, source: Source, env: Env) -> Env:
        """What the top of a template defines: macros, imports, ``{% set %}``."""
        found: Env = {}
        macros = [node for node in top_statements(source.body) if isinstance(node, nodes.Macro)]
        for macro in macros:
            found[macro.name] = self.calls.define(macro, source, macro.name)
        for node in top_statements(source.body):
            frame = self._frame(source, {**env, **found})
            if isinstance(node, (nodes.Import, nodes.FromImport)):
                found.update(self.imported(node, frame))
            elif isinstance(node, (nodes.Assign, nodes.AssignBlock)):
                found.update(self._assigned(node, frame))
        return found

    def module(self, source: Source, with_context: bool) -> Env:
        """All names inside an imported template; its macros see them."""
        key = (source, with_context)
        if key not in self.modules:
            base: Env = dict(self.top) if with_context else {SALVAGED: ANY}
            self.modules[key] = base
            self.modules[key] = {**base, **self.definitions(source, base)}
        return self.modules[key]

    def imported(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> Env:
        """The names an import gives."""
        source = self.find(node.template, frame.source)
        if isinstance(node, nodes.Import):
            known = Module(source.name, bool(node.with_context)) if source else Unknown()
            return {node.target: frozenset({known})}
        found: Env = {}
        for entry in node.names:
            name, alias = entry if isinstance(entry, tuple) else (entry, entry)
            found[alias] = ANY
            if source is None:
                continue
            kinds = self.export(Module(source.name, bool(node.with_context)), name)
            if kinds is None:
                known_names = [n.name for n in source.body if isinstance(n, nodes.Macro)]
                message = f"引入的模板“{source.name}”里没有“{name}”"
                hint = suggestion(name, known_names) or "检查 import 的名称"
                self.notes.add("T002", frame.source, node, message, hint)
                self._blame_lacking(source, name, frame.source)
            else:
                found[alias] = kinds
        return found

    def _blame_lacking(self, source: Source, name: str, wanting: Source) -> None:
        """An office's replacement lacks something that one of our templates imports from it."""
        if source.checked and not wanting.checked:
            message = f"这里没有“{name}”，自带的“{wanting.name}”要用它"
            self.notes.add("T002", source, (1, 1), message, "照自带的同名模板补上这个宏")

    def export(self, module: Module, name: str) -> Type | None:
        """A name of an imported template; None if it defines none such."""
        if module.template == "self":
            return ANY if name in self.blocks else None
        source = self.library.get(module.template)
        if source is None or source.parsed.tree is None:
            return ANY
        names = self.module(source, module.with_context)
        defined = {one for node in top_statements(source.body) for one in given_names(node)}
        if name not in defined:
            return ANY if name in source.parsed.doubtful else None
        kinds = names.get(name, ANY)
        return frozenset(
            Macro(k.template, k.name, module.with_context) if isinstance(k, Macro) else k for k in kinds
        )

    # statements

    def _body(self, body: Sequence[nodes.Node], frame: Frame) -> None:
        """Read statements in order; names they set stay in the frame's."""
        self.alive.add(id(body))
        for node in body:
            self._statement(node, frame)

    body = _body

    def _statement(self, node: nodes.Node, frame: Frame) -> None:
        match node:
            case nodes.Output():
                for part in node.nodes:
                    self._print(part, frame)
            case nodes.If():
                self._if(node, frame)
            case nodes.For():
                self._for(node, frame)
            case nodes.Block():
                self.block(
                    node.name, 0, frame.env if node.scoped else self._seen_by_blocks(frame), frame.stack
                )
            case nodes.Macro():
                if node.name not in frame.env or frame.stack:
                    known = self.calls.define(node, frame.source, f"{node.name}@{int(node.lineno)}", frame)
                    frame.env[node.name] = known
            case nodes.CallBlock():
                self.calls.call_block(node, frame)
            case nodes.Import() | nodes.FromImport():
                frame.env.update(self.imported(node, frame))
            case nodes.Include():
                self._include(node, frame)
            case nodes.Assign() | nodes.AssignBlock():
                frame.env.update(self._assigned(node, frame))
            case _:
                self._scope(node, frame)

    def _scope(self, node: nodes.Node, frame: Frame) -> None:
        match node:
            case nodes.With():
                env = dict(frame.env)
                for target, value in zip(node.targets, node.values, strict=True):
                    env.update(self._targets(target, self.values.of(value, frame), frame))
                self._body(node.body, frame.with_names(env))
            case nodes.FilterBlock():
                self._body(node.body, frame.with_names(dict(frame.env)))
                self.values.filtered(node.filter, OUTPUT, frame)
            case nodes.ScopedEvalContextModifier():
                self.notes.add("T003", frame.source, node, "模板不能关闭转义", "删去 autoescape")
                self._body(node.body, frame)
            case nodes.Scope():
                self._body(node.body, frame)
            case _:
                pass

    def _print(self, part: nodes.Node, frame: Frame) -> None:
        if isinstance(part, nodes.TemplateData):
            return
        kinds = self.values.of(part, frame)
        if isinstance(part, nodes.CondExpr) and part.expr2 is None and Nothing() in kinds:
            hint = "补上 else，或改用 {% if … %}"
            self.notes.add("T011", frame.source, part, "条件不成立时没有可印的", hint)
        else:
            self.values.must_print(kinds, part, frame, "")
        self.values.mark(sources_of(kinds), frame)

    def _if(self, node: nodes.If, frame: Frame) -> None:
        """Every branch with what is known there; names set in only some branches may be missing after."""
        before = dict(frame.env)
        after: list[Env] = []
        ways: list[Env] = [before]
        parts = [(node.test, node.body), *((one.test, one.body) for one in node.elif_)]
        for test, body in parts:
            for env in ways:
                here = frame.with_names(env)
                wrong.constant(self.notes, test, self.values.of(test, here), here)
            inside = [one for env in ways for one in alternatives(test, env, holds=True)]
            after += self._branch(body, inside, test, frame)
            ways = [one for env in ways for one in alternatives(test, env, holds=False)][:MOST_WAYS]
        after += self._branch(node.else_, ways, node.test, frame)
        changed = {name for env in after for name in env if env[name] != before.get(name)}
        own = {name for body in (node.else_, *(body for _, body in parts)) for name in names_set(body)}
        for name in sorted(changed & own):
            frame.env[name] = frozenset().union(*(env.get(name, NONE) for env in after))

    def _branch(
        self, body: Sequence[nodes.Node], ways: list[Env], test: nodes.Node, frame: Frame
    ) -> list[Env]:
        """Read a body once for each way it is reached."""
        if not ways:
            self.sleep(body, test, frame)
        frames = [frame.with_names(dict(env)) for env in ways[:MOST_WAYS]]
        for here in frames:
            self._body(body, here)
        return [here.env for here in frames]

    def sleep(self, body: Sequence[nodes.Node], test: nodes.Node, frame: Frame) -> None:
        """Put aside a body that is not reached this time; it is read anyhow if nothing else reaches it."""
        asked = [test] if isinstance(test, nodes.Name) else test.find_all(nodes.Name)
        loose = dict.fromkeys((name.name for name in asked), ANY)
        self.dormant.setdefault(id(body), (body, frame.with_names({**frame.env, **loose})))

    def _wake(self) -> None:
        while waiting := [entry for key, entry in self.dormant.items() if key not in self.alive]:
            for body, frame in waiting:
                self._body(body, frame)

    def _for(self, node: nodes.For, frame: Frame) -> None:
        given = self.values.of(node.iter, frame)
        self.values.must_be_list(given, node.iter, frame, "循环")
        item = item_of(given)
        env = {**frame.env, **self._targets(node.target, item or ANY, frame)}
        if node.test is not None:
            self.values.of(node.test, frame.with_names(env))
            env = assume(node.test, env, holds=True) or env
        env["loop"] = frozenset({Thing("loop")}) if not node.recursive else ANY
        known_empty = bool(given) and all(isinstance(k, Items) and k.some is False for k in given)
        if known_empty or (given and not item and not given & ANY):
            self.dormant.setdefault(id(node.body), (node.body, frame.with_names(env)))
        else:
            self._body(node.body, frame.with_names(env))
        if node.else_:
            self._body(node.else_, frame.with_names(dict(frame.env)))

    def _assigned(self, node: nodes.Assign | nodes.AssignBlock, frame: Frame) -> Env:
        if isinstance(node, nodes.Assign):
            if isinstance(node.target, nodes.NSRef):
                message, hint = "模板里不能改数据", "用 {% set 名称 = … %} 另取一个名称"
                self.notes.add("T003", frame.source, node, message, hint)
                return {}
            return self._targets(node.target, self.values.of(node.node, frame), frame)
        self._body(node.body, frame.with_names(dict(frame.env)))
        if node.filter is not None:
            self.values.filtered(node.filter, OUTPUT, frame)
        return dict.fromkeys(assigned([node.target]), OUTPUT)

    def _targets(self, target: nodes.Node, kinds: Type, frame: Frame) -> Env:
        """What each name of an assignment gets."""
        if isinstance(target, nodes.Name):
            return {target.name: kinds}
        if not isinstance(target, nodes.Tuple):
            return {}
        things = [kind for kind in kinds if isinstance(kind, Thing)]
        if things and things[0].name == "group" and len(target.items) == 2:
            parts = [dict(things[0].known)["grouper"], dict(things[0].known)["list"]]
            return {n.name: p for n, p in zip(target.items, parts, strict=True) if isinstance(n, nodes.Name)}
        if things:
            hint = "循环变量只写一个，字段用点取"
            self.notes.add("T025", frame.source, wrong.beginning(target), "每一项不是一对值，不能拆开", hint)
        return dict.fromkeys(assigned([target]), ANY)

    def _include(self, node: nodes.Include, frame: Frame) -> None:
        named = node.template
        if node.ignore_missing and isinstance(named, nodes.Const):
            self.notes.silent += 1
            source = self.find(named, frame.source)
            self.notes.silent -= 1
        else:
            source = self.find(named, frame.source)
        if source is None or source in self.including:
            return
        self.including.append(source)
        env = dict(frame.env) if node.with_context else {SALVAGED: ANY}
        self._body(source.body, self._frame(source, env, (*frame.stack, (source.name, ""))))
        self.including.pop()

    def _seen_by_blocks(self, frame: Frame) -> Env:
        """A block sees the names of the context, as narrow as the conditions around it make them."""
        return {
            name: frame.env.get(name, kinds) if name in CONTEXT else kinds for name, kinds in self.top.items()
        }

    def block(self, name: str, depth: int, env: Env, stack: tuple[tuple[str, str], ...]) -> None:
        """The ``depth``-th version of a block, the most special first."""
        if any(entry == name for _, entry in stack) or depth >= len(self.blocks.get(name, ())):
            return
        source, node = self.blocks[name][depth]
        env = {**env, "super": frozenset({Macro(f"super:{depth}", name)}), "self": _SELF}
        self._body(node.body, self._frame(source, env, (*stack, (source.name, name))))


_SELF: Type = frozenset({Module("self", True)})
