"""What one document has to say: the facts it takes, and a record of all that must be printed.

A context is composed in one pass. ``show`` hands a value to the template and notes that it
has to reach the page; ``phrase`` does the same for words the program computed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any, cast

from wenming_docs.facts.analysis import Ledger, Row, TaskTree, ledger, task_tree
from wenming_docs.facts.kinds import Family, Kind, find_kind, is_printed
from wenming_docs.facts.model import DocumentPlan, FactModel, Loc, Prose, TaskStyle, Workspace, is_model
from wenming_docs.facts.values import Period, PeriodKind
from wenming_docs.findings import Finding, Origin, Severity, SourceText, origins_of
from wenming_docs.records import dataclass
from wenming_docs.zh import strip_closing
from wenming_docs.zh.lazy import lazy_pattern

TYPED_NUMBER = lazy_pattern(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]"
)
"""A number that an author typed before a heading."""


@dataclass(slots=True)
class Composer:
    """The state of one composition."""

    workspace: Workspace
    document: DocumentPlan
    loc: Loc
    kind: Kind
    period: Period | None
    today: date | None
    draft: bool
    tree: TaskTree = field(default_factory=TaskTree)
    ledger: Ledger = field(default_factory=lambda: Ledger((), {}))
    expected: list[SourceText] = field(default_factory=list)
    required: list[Any] = field(default_factory=list)
    dropped: set[Origin] = field(default_factory=set)  # in columns that the author did not choose
    findings: list[Finding] = field(default_factory=list)
    cited: set[Origin] = field(default_factory=set)
    typed: dict[str, SourceText] = field(default_factory=dict)
    quoted: set[tuple[int, str]] = field(default_factory=set)
    strung: set[tuple[int, str]] = field(default_factory=set)
    told_in_parts: dict[str, set[int]] = field(default_factory=dict)
    told_periods: dict[tuple[str, tuple[str, ...]], set[str]] = field(default_factory=dict)
    totalled: set[str] = field(default_factory=set)  # indicators whose sum to date is told
    attachment_numbers: dict[str, str] = field(default_factory=dict)
    taken_tasks: set[Loc] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    style: TaskStyle | None = None
    plain: dict[int, Prose] = field(default_factory=dict)  # in which there is nothing to resolve or to say
    in_block: bool = False
    guard: Any = None
    left_out: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.left_out = frozenset(map(str, self.document.left_out))
        self.tree = task_tree(self.workspace)
        self.ledger = ledger(self.workspace, self.tree)
        if self.period:
            self.kind = self.kind.in_period(_wording_of(self.period), self.period.end.year + 1)

    # what must be printed

    @contextmanager
    def block(self) -> Iterator[None]:
        """While a block is built: it is proved whole, so its texts prove nothing said elsewhere."""
        outer, self.in_block = self.in_block, True
        yield
        self.in_block = outer

    def show(self, text: str, *sources: object) -> SourceText:
        """``text`` for the template, with the places it comes from; it must be printed.

        Where nothing is left of its first source (a lone 。 that was to be closed by the
        template), the source stands as it was typed.
        """
        origins = origins_of(text, *sources)
        if not origins:
            return self.phrase(str(text))
        if not sources and text and type(text) is SourceText and text.origins is origins:
            shown = text  # as it was typed, which is most of a document: no second copy of it
        else:
            shown = SourceText(text or str(*sources[:1]), origins)
        if shown and not self.in_block:
            self.expected.append(shown)
        return shown

    def merge(self, shown: Sequence[SourceText], text: str) -> SourceText:
        """``text`` in place of several that were shown: it is printed, they are not on their own."""
        gone = {id(one) for one in shown}  # headings, each made for its place by :meth:`heading`
        self.expected = [one for one in self.expected if id(one) not in gone]
        return self.show(text, *shown)

    def phrase(self, text: str) -> SourceText:
        """Words the program found itself (a count, a standard heading); they must be printed."""
        mark = Origin("", 0, 0, f"{len(self.expected)}")
        shown = SourceText(text, (mark,))
        if not self.in_block:
            self.expected.append(shown)
        return shown

    def require(self, value: Any) -> None:
        """Every printed leaf below ``value`` must reach the page or stand under 不写."""
        tasks = value is self.workspace.tasks  # they are many, and walked but once for all documents
        found = self.workspace.kept(_printed_in_tasks) if tasks else printed_leaves(value)
        self.required += [leaf for leaf in found if not self.is_left_out(leaf)] if self.left_out else found

    def still_required(self) -> tuple[Any, ...]:
        """The leaves that must reach the page: not those that 列 drops, unless the text shows them."""
        if not self.dropped:
            return tuple(self.required)
        gone = self.dropped.difference(*(shown.origins for shown in self.expected))
        return tuple(leaf for leaf in self.required if gone.isdisjoint(leaf.origins))

    # what the author leaves out or calls otherwise

    def leaves_out(self, *names: str) -> bool:
        """Whether 不写 lists any of ``names``."""
        return not self.left_out.isdisjoint(names)

    def is_left_out(self, leaf: Any) -> bool:
        """Whether 不写 covers this leaf by its key, its fact or its task."""
        if not self.left_out:
            return False
        path = next((origin.path for origin in leaf.origins), "")
        keys = {step.split("[")[0] for step in path.split(".")}
        return any(str(name) in keys or str(name) == str(leaf) for name in self.document.left_out)

    def names_of(self, attribute: str, key: str) -> tuple[str, ...]:
        """How 不写 and 叫法 may name a fact: its key, its heading in this period, its usual heading."""
        usual = find_kind(self.kind.name)
        return (key, self.kind.heading(attribute), usual.heading(attribute) if usual else key)

    def call(self, term: str, wanted: str = "", *others: str) -> str:
        """What the office calls ``term``: 叫法 by a standard term (also ``others``), else ``wanted``."""
        for original, own in self.document.renames.items():
            if str(original) in (term, wanted, *others):
                return SourceText(str(own), own.origins)
        return wanted or term

    # small conveniences

    def heading(self, text: str) -> SourceText:
        """A heading for the page: no closing punctuation, and no number of its own."""
        plain = str(text)
        if numbered := TYPED_NUMBER.match(plain):
            hint = f"删去“{numbered.group()}”，序号由程序按先后编"
            self.error("F039", f"标题里自己写了序号：{text}", hint, getattr(text, "origin", None))
        return self.show(strip_closing(plain) or plain, text)

    def error(self, code: str, message: str, hint: str, origin: Origin | None) -> None:
        """Note a mistake that stops the document."""
        self.findings.append(Finding(code, Severity.ERROR, message, hint, origin))

    def warn(self, code: str, message: str, hint: str, origin: Origin | None) -> None:
        """Note something doubtful."""
        self.findings.append(Finding(code, Severity.WARNING, message, hint, origin))

    def has_told(self, figure: tuple[int, str]) -> bool:
        """Whether the text quotes or strings the figure (or matter) of a row."""
        return figure in self.quoted or figure in self.strung

    def in_period(self, row: Row) -> bool:
        """Whether a result belongs to this document's period."""
        return row.falls_in(self.period)

    @property
    def looks_forward(self) -> bool:
        """Whether tasks are told as plans (else as what was achieved)."""
        return self.kind.family is Family.PLAN or (self.kind.family is Family.NOTICE and not self.period)

    @property
    def tells_results(self) -> bool:
        """Whether a reader expects this document to account for the period's results."""
        return self.kind.family is Family.REPORT

    def where(self, *loc: str | int) -> Origin:
        """The place of a fact of this document or its nearest parent."""
        return self.workspace.where(*self.loc, *loc)


def _wording_of(period: Period) -> str:
    """Which wording of headings a period takes."""
    second = period.kind is PeriodKind.HALF and period.end.month == 12
    return "second_half" if second else str(period.kind)


def printed_leaves(value: Any) -> list[Any]:
    """Every leaf below ``value`` that is part of the text, in written order."""
    found: list[Any] = []
    _gather_printed((value,), found)
    return found


def _printed_in_tasks(workspace: Workspace) -> list[Any]:
    return printed_leaves(workspace.tasks)


def _gather_printed(values: Iterable[Any], found: list[Any]) -> None:
    for value in values:
        if value is None:
            continue
        kind = type(value)
        if kind is SourceText or kind is Prose:
            if value.origins:
                found.append(value)
        elif kind is tuple or kind is list:
            if value:
                _gather_printed(value, found)
        elif is_model(kind):
            _gather_printed(_printed_fields(kind)(vars(value)), found)
        elif getattr(value, "origins", ()):
            found.append(value)


def _fields_printed(model: type[FactModel]) -> Callable[[dict[str, Any]], Iterable[Any]]:
    names = [name for name in model.model_fields if is_printed(model.__name__, name)]
    if len(names) < 2:  # of one name an itemgetter gives the value itself
        return lambda fields: [fields[name] for name in names]
    return itemgetter(*names)


_printed_fields = cast(Callable[[type], Callable[[dict[str, Any]], Iterable[Any]]], cache(_fields_printed))
"""What gets the printed fields of a class out of its values."""


def texts(values: Iterable[object]) -> tuple[str, ...]:
    """The printed forms of values."""
    return tuple(str(value) for value in values)
