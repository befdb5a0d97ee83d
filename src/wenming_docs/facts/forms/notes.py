"""Changes of cells → notes on the trees of the files that hold these facts.

It is long because names, figures, times and steps are each written in their own way.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from wenming_docs.facts.forms.build import rectified_move
from wenming_docs.facts.forms.compare import Change
from wenming_docs.facts.model import (
    FactModel,
    Issue,
    Loc,
    Result,
    Stage,
    Task,
    Workspace,
    key_spellings,
    title_of,
)
from wenming_docs.facts.source import Entry, Mapping, Node, Scalar, Sequence
from wenming_docs.facts.source.splice import Fresh, Notes, Unchangeable
from wenming_docs.facts.values import parse_names
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.records import dataclass

_RECTIFIED = "rectified"
_FIGURES = "figures"
_UNKNOWN = "【待填】"
_HANDED_OVER = (str(Stage.ASSIGNED), _UNKNOWN)


@dataclass(frozen=True, slots=True)
class Tree:
    """One file of the plan: its display name and what it holds."""

    name: str
    root: Mapping


def notes_for(
    changes: Iterable[Change], workspace: Workspace, trees: Iterable[Tree]
) -> tuple[dict[str, Notes], list[Finding]]:
    """File → its notes, and what could not be noted (X020, X021, X023), at the cells.

    ``trees`` are those that ``workspace`` was built from.
    """
    noting = _Noting(workspace, trees)
    rows: dict[Loc, list[Change]] = {}
    for change in changes:
        rows.setdefault(change.place.loc, []).append(change)
    for loc, own in rows.items():
        try:
            noting.row(loc, own)
        except Unchangeable as error:
            noting.findings.append(unchangeable(error, own[0].origin))
    return noting.notes, noting.findings


def unchangeable(error: Unchangeable, origin: Origin | None = None) -> Finding:
    """The finding for a place that cannot be changed alone, at the cell or at that place."""
    message = f"{error.origin.file}第{error.origin.line}行改不了：{error.message}"
    hint = "请在计划里自己改这一处；或者把它写成一行一个“名称: 值”，再收一次"
    return Finding("X023", Severity.ERROR, message, hint, origin or error.origin)


class _Row:
    """An item of the model in its file: a mapping, or one text that stands for it."""

    def __init__(self, node: Mapping | Scalar, model: type[FactModel], notes: Notes) -> None:
        self.node, self.model, self.notes = node, model, notes
        self.order = list(model.model_fields)
        self.opened: list[tuple[str, Fresh]] | None = None
        spelled = key_spellings(model)
        entries = node.entries if isinstance(node, Mapping) else []
        self.entries = {spelled[entry.key.text]: entry for entry in entries if entry.key.text in spelled}

    def set(self, attribute: str, text: str) -> None:
        """``attribute`` says ``text`` afterwards; "" takes it out."""
        entry = self.entries.get(attribute)
        if isinstance(self.node, Scalar) and attribute == self.model.scalar_as:
            if not text:
                raise Unchangeable(self.node.origin, "这一条只有这一句话")
            self.notes.set_text(self.node, text)
        elif entry is None:
            if text:
                self.add(attribute, text)
        elif not text:
            self.remove(entry)
        elif isinstance(entry.value, Sequence):
            self._set_list(entry.value, [str(name) for name in parse_names(text)])
        elif isinstance(entry.value, Scalar):
            self.notes.set_text(entry.value, text)
        else:
            raise Unchangeable(entry.key.origin, f"“{entry.key.text}”下面写的是几项")

    def add(self, attribute: str, value: Fresh) -> None:
        """A key that is not there, where the fields of the model have it."""
        title = title_of(self.model, attribute)
        if isinstance(self.node, Scalar):
            if self.opened is None:
                self.opened = self.notes.open(self.node, title_of(self.model, str(self.model.scalar_as)))
            self.opened.append((title, value))
            return
        rank = self.order.index(attribute)
        known = key_spellings(self.model)
        ranks = [self.order.index(known[e.key.text]) if e.key.text in known else 0 for e in self.node.entries]
        behind = max((i for i, other in enumerate(ranks) if other < rank), default=0)
        self.notes.add(self.node, title, value, behind)

    def remove(self, entry: Entry) -> None:
        assert isinstance(self.node, Mapping)
        self.notes.remove(self.node, entry)

    def rename(self, entry: Entry, attribute: str, text: str) -> None:
        """``entry`` becomes another attribute with another text (日期 → 期间)."""
        if not isinstance(entry.value, Scalar):
            raise Unchangeable(entry.key.origin, f"“{entry.key.text}”下面写的是几项")
        self.notes.set_text(entry.key, title_of(self.model, attribute))
        self.notes.set_text(entry.value, text)

    def _set_list(self, sequence: Sequence, names: list[str]) -> None:
        items = [item for item in sequence.items if isinstance(item, Scalar)]
        if len(items) != len(sequence.items) or any(len(parse_names(item.text)) != 1 for item in items):
            raise Unchangeable(sequence.origin, "名单里有一行写了几个名字")
        for item, name in _paired([item.text.strip() for item in items], names):
            if item is None:
                self.notes.append(sequence, str(name))
            elif name is None:
                self.notes.drop(sequence, items[item])
            elif items[item].text.strip() != name:
                self.notes.set_text(items[item], name)


def _paired(old: list[str], new: list[str]) -> list[tuple[int | None, str | None]]:
    """Which old item becomes which new name; an item that stays keeps its own line, and its comment.

    None for an item that goes, or a name that comes at the end.
    """
    pairs: list[tuple[int | None, str | None]] = []
    for _, start, stop, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        both = min(stop - start, last - first)
        pairs += [(start + i, new[first + i]) for i in range(both)]
        pairs += [(i, None) for i in range(start + both, stop)]
        if first + both < last and stop < len(old):  # names that come in between: line by line instead
            return [
                (i if i < len(old) else None, new[i] if i < len(new) else None)
                for i in range(max(len(old), len(new)))
            ]
        pairs += [(None, name) for name in new[first + both : last]]
    return pairs


class _Noting:
    """The notes of all files, by display name."""

    def __init__(self, workspace: Workspace, trees: Iterable[Tree]) -> None:
        self.workspace = workspace
        self.notes: dict[str, Notes] = {}
        self.findings: list[Finding] = []
        self.nodes: dict[tuple[str, int, int], Mapping | Scalar] = {}
        for tree in trees:
            self._place(tree.name, tree.root)

    def _place(self, name: str, node: Node) -> None:
        """Every mapping, and every text that is an item, by its place."""
        if isinstance(node, Mapping):
            self.nodes[name, node.origin.line, node.origin.column] = node
            for entry in node.entries:
                self._place(name, entry.value)
        elif isinstance(node, Sequence):
            for item in node.items:
                self._place(name, item)
        else:
            self.nodes.setdefault((name, node.origin.line, node.origin.column), node)

    def row(self, loc: Loc, changes: list[Change]) -> None:
        """The notes for all changes of one item."""
        fact, model = self._fact(loc)
        origin = self.workspace.where(*loc)
        node = self.nodes.get((origin.file, origin.line, origin.column))
        if node is None or (isinstance(node, Scalar) and node.text.strip() != _said(fact)):
            raise Unchangeable(origin, "这一行写了不止一项")
        row = _Row(node, model, self.notes.setdefault(origin.file, Notes()))
        plain = {c.place.attribute: c for c in changes if c.place.figure is None}
        if isinstance(fact, Issue) and _RECTIFIED in plain:
            self._rectify(row, fact, plain.pop(_RECTIFIED))
        if isinstance(fact, Result):
            self._swap_time(row, plain)
            self._figures(row, fact, [c for c in changes if c.place.figure is not None])
        for attribute in sorted(plain, key=row.order.index):
            row.set(attribute, plain[attribute].new)

    def _fact(self, loc: Loc) -> tuple[Task | Result | Issue, type[FactModel]]:
        fact: object = self.workspace
        for step in loc:
            fact = (
                fact[step] if isinstance(step, int) and isinstance(fact, tuple) else getattr(fact, str(step))
            )
        assert isinstance(fact, (Task, Result, Issue))
        return fact, type(fact)

    def _swap_time(self, row: _Row, plain: dict[str, Change]) -> None:
        """日期 taken out and 期间 put in, or the other way round: the line stays, its key changes."""
        for one, other in (("date", "period"), ("period", "date")):
            entry = row.entries.get(one)
            if {one, other} <= set(plain) and not plain[one].new and plain[other].new:
                if entry is not None and other not in row.entries:
                    row.rename(entry, other, plain[other].new)
                    del plain[one], plain[other]
                    return

    def _figures(self, row: _Row, result: Result, changes: list[Change]) -> None:
        wanted: dict[int, dict[str, Change]] = {}
        for change in changes:
            wanted.setdefault(change.place.figure or 0, {})[change.place.attribute] = change
        pairs, gone = [], []
        for number, own in wanted.items():
            figure = result.figures[number] if number < len(result.figures) else None
            old = {"name": str(figure.name), "quantity": str(figure.quantity.text)} if figure else {}
            new = {part: own[part].new if part in own else old.get(part, "") for part in ("name", "quantity")}
            if bool(new["name"]) != bool(new["quantity"]):
                self._half(own, new)
            elif figure is None:
                pairs.append((new["name"], new["quantity"]))
            elif new["name"]:
                self._figure(row, number, own)
            else:
                gone.append(number)
        if pairs:
            row.add(_FIGURES, tuple(pairs))
        self._without(row, gone, len(result.figures))

    def _half(self, own: dict[str, Change], new: dict[str, str]) -> None:
        origin = next(iter(own.values())).origin
        lacks = "数量" if new["name"] else "指标"
        message = f"有{'指标' if new['name'] else '数'}，没有{'数' if new['name'] else '指标'}"
        hint = f"“{lacks}”也写上；这个数不要了，就把指标和数量都清空"
        self.findings.append(Finding("X020", Severity.ERROR, message, hint, origin))

    def _figure(self, row: _Row, number: int, own: dict[str, Change]) -> None:
        entry = self._data(row).entries[number]
        if "name" in own:
            row.notes.set_text(entry.key, own["name"].new)
        if "quantity" in own and isinstance(entry.value, Scalar):
            row.notes.set_text(entry.value, own["quantity"].new)

    def _data(self, row: _Row) -> Mapping:
        data = row.entries[_FIGURES].value
        assert isinstance(data, Mapping)  # figures are read from nothing else
        return data

    def _without(self, row: _Row, gone: list[int], count: int) -> None:
        if gone and len(gone) == count:
            row.remove(row.entries[_FIGURES])
            return
        for number in gone:
            data = self._data(row)
            row.notes.remove(data, data.entries[number])

    def _rectify(self, row: _Row, issue: Issue, change: Change) -> None:
        """The day of 整改 stands among the steps of 经过; a step before it without a day is left open.

        Nobody but the office knows when it handed the problem over: that day is asked for, not made up.
        """
        entry, number = row.entries.get("moves"), rectified_move(issue)
        if entry is None or (isinstance(entry.value, Scalar) and entry.value.missing):
            if entry is not None:
                raise Unchangeable(entry.key.origin, "“经过”后面是空的")
            opened = (str(Stage.OPENED), str(issue.found_on or _UNKNOWN))
            row.add("moves", [opened, _HANDED_OVER, (str(Stage.RECTIFIED), change.new)])
            return
        steps = [(item, step) for item in _items(entry.value) for step in item.entries]
        if number is None:
            if not isinstance(entry.value, Sequence):
                raise Unchangeable(entry.key.origin, "“经过”不是一步一行“- 立项: 4月2日”")
            if issue.moves and issue.moves[-1].stage is Stage.OPENED:
                row.notes.append(entry.value, _HANDED_OVER)
            row.notes.append(entry.value, (str(Stage.RECTIFIED), change.new))
            return
        item, step = steps[number]
        if change.new and isinstance(step.value, Scalar):
            row.notes.set_text(step.value, change.new)
        elif isinstance(entry.value, Sequence) and len(item.entries) == 1:
            row.notes.drop(entry.value, item)
        else:
            row.notes.remove(item, step)


def _items(node: Node) -> list[Mapping]:
    nodes = node.items if isinstance(node, Sequence) else [node]
    return [item for item in nodes if isinstance(item, Mapping)]


def _said(fact: Task | Result | Issue) -> str:
    """What an item says that was written as one text."""
    if isinstance(fact, Task):
        return str(fact.name)
    return str(fact.matter or "") if isinstance(fact, Result) else str(fact.problem)


__all__ = ["Tree", "notes_for", "unchangeable"]
