"""YAML text → our node tree, in one pass over parser events, with its bounds checked on the way.

No resolver, no constructor, no alias: what PyYAML would turn into numbers, dates, objects
or copies stays text or is refused with its line. Long because every node goes through one class.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from wenming_docs.facts.source.characters import FORBIDDEN, TAB, ZERO_WIDTH, describe
from wenming_docs.facts.source.codes import Collector, TooMuch, excerpt
from wenming_docs.facts.source.nodes import (
    DEEPEST,
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
    block_scalar,
    child_path,
    most_nodes,
)
from wenming_docs.facts.source.spans import Span, joined
from wenming_docs.findings import Origin, Severity
from wenming_docs.records import dataclass

_SCALAR = yaml.ScalarEvent
_new = tuple.__new__  # an Origin for every node: its own way round by names costs as much as the rest of one
MOST_NODES = 500_000
LONGEST = 200_000
"""Signs of one value: four hundred pages."""


class PurePythonParser(Reader, Scanner, Parser):
    """PyYAML's own parser, for machines without libyaml."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


ParserClass: TypeAlias = Callable[[str], Any]


def fastest_parser() -> ParserClass:
    """libyaml where it is installed, else pure Python; both give the same tree."""
    try:
        from yaml.cyaml import CParser  # type: ignore[attr-defined]
    except ImportError:
        return PurePythonParser
    return CParser


class Fault(Exception):
    """The YAML parser gave up at ``line`` and ``column`` (from 0); ``context_line`` is where
    the construct began, if that is known."""

    def __init__(self, line: int, column: int, context_line: int | None, problem: str) -> None:
        super().__init__(problem)
        self.line, self.column, self.context_line, self.problem = line, column, context_line, problem


@dataclass(slots=True)
class Tree:
    """What one text gave: its root (None: nothing written) and whether a plain value or a
    quoted one ran over several lines."""

    root: Node | None
    folded: bool


def build_tree(text: str, found: Collector, parser_class: ParserClass | None = None) -> Tree:
    """The tree of ``text``, mistakes of meaning going to ``found``.

    Raises Fault where the text is no YAML and TooMuch where a bound is crossed.
    """
    make = parser_class or fastest_parser()
    try:
        if _may_be_too_many(text):
            _count_nodes(make(text), found)
        return _Builder(make(text), text, found).tree()
    except yaml.MarkedYAMLError as error:
        raise _fault(error) from None
    except (yaml.YAMLError, ValueError, LookupError) as error:
        raise Fault(0, 0, None, str(error)) from None


def _fault(error: yaml.MarkedYAMLError) -> Fault:
    mark, context = error.problem_mark or error.context_mark, error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    return Fault(line, column, context.line if context else None, error.problem or "")


def _may_be_too_many(text: str) -> bool:
    """Cheap upper bound, so that only suspicious files are counted before they are built."""
    return most_nodes(text) > MOST_NODES


def _count_nodes(parser: Any, found: Collector) -> None:
    depth = nodes = 0
    while not parser.check_event(yaml.StreamEndEvent):
        event = parser.get_event()
        kind = event.__class__
        if kind is yaml.ScalarEvent:
            nodes += 1
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            nodes, depth = nodes + 1, depth + 1
            if depth > DEEPEST:
                return  # the builder says where
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            depth -= 1
        if nodes > MOST_NODES:
            _too_many(event.start_mark, found)


def _too_many(mark: Any, found: Collector) -> None:
    message = f"文件里的条目超过 {MOST_NODES:,} 个，不再往下读"
    found.error("S016", (mark.line + 1, mark.column + 1), message, "把成果分到几个文件，分开编")
    raise TooMuch


class _Builder:
    def __init__(self, parser: Any, text: str, found: Collector) -> None:
        self._next = parser.get_event
        self._peek = parser.peek_event
        self._lines = text.split("\n")
        self._found = found
        self._file = found.name
        self._nodes = 0
        self._folded = False
        self._sound_keys: set[str] = set()  # a few dozen keys make up half of the nodes

    def tree(self) -> Tree:
        self._next()  # stream start
        roots: list[Node] = []
        while True:
            event = self._next()
            if event.__class__ is yaml.StreamEndEvent:
                return Tree(roots[0] if roots else None, self._folded)
            if roots and event.explicit:
                self._error(
                    "S024",
                    event,
                    "一个文件只能写一份，这里的“---”又开了一份",
                    "删去“---”，或者另存为一个文件",
                )
            if event.version or event.tags:
                self._error("S023", event, "不支持以“%”开头的指令", "删去这一行")
            roots.append(self._node(self._next(), "", 1))
            self._next()  # document end

    def _node(self, event: Any, path: str, depth: int) -> Node:
        kind = event.__class__
        self._nodes += 1
        if kind is _SCALAR:
            return self._scalar(event, path)
        if kind is yaml.AliasEvent:
            self._error(
                "S020", event, f"不支持别名“*{excerpt(event.anchor)}”", "是文字就加引号；要重复的内容照写一遍"
            )
            return Scalar("", self._origin(event, path), missing=True)
        self._bounds(event, depth)
        self._properties(event)
        if kind is yaml.SequenceStartEvent:
            return self._sequence(event, path, depth)
        return self._mapping(event, path, depth)

    def _bounds(self, event: Any, depth: int) -> None:
        if depth > DEEPEST:
            place = (event.start_mark.line + 1, event.start_mark.column + 1)
            self._found.error("S015", place, f"层数超过 {DEEPEST} 层，不再往下读", "检查这里的括号和缩进")
            raise TooMuch
        if self._nodes > MOST_NODES:
            _too_many(event.start_mark, self._found)

    def _sequence(self, event: Any, path: str, depth: int) -> Sequence:
        items: list[Node] = []
        while (inner := self._next()).__class__ is not yaml.SequenceEndEvent:
            items.append(self._node(inner, f"{path}[{len(items) + 1}]", depth + 1))
        return Sequence(items, self._origin(event, path))

    def _mapping(self, event: Any, path: str, depth: int) -> Mapping:
        entries: list[Entry] = []
        seen: dict[str, Scalar] = {}
        while (inner := self._next()).__class__ is not yaml.MappingEndEvent:
            if inner.__class__ is _SCALAR and inner.value in self._sound_keys and _is_plain(inner):
                own = child_path(path, inner.value)
                key = self._plain_key(inner, own)
            else:
                key = self._key(inner, path, depth)
                own = child_path(path, key.text)
                key.origin = Origin(self._file, key.origin.line, key.origin.column, own)
            value = self._node(self._next(), own, depth + 1)
            first = seen.setdefault(key.text, key)
            if first is not key and not key.missing:
                self._duplicate(first, key)
            entries.append(Entry(key, value))
        return Mapping(entries, self._origin(event, path))

    def _plain_key(self, event: Any, path: str) -> Scalar:
        """A key that has been looked at before."""
        self._nodes += 1
        if self._nodes > MOST_NODES:
            _too_many(event.start_mark, self._found)
        return Scalar(event.value, self._origin(event, path))

    def _key(self, event: Any, path: str, depth: int) -> Scalar:
        key = self._node(event, path, depth + 1)
        if not isinstance(key, Scalar):
            self._error("S025", event, "冒号前面要写文字，这里是括号", "括号原样要印的话，整行加引号")
            return Scalar("", key.origin, missing=True)
        if event.__class__ is yaml.AliasEvent:
            return key
        if key.missing or not key.text.strip():
            self._error("S026", event, "冒号前面没有名称", "写成“名称: 内容”")
            return Scalar("", key.origin, missing=True)
        if key.text == "<<" and not key.quoted:
            self._error("S021", event, "不支持合并写法“<<”", "要重复的内容照写一遍")
        if ZERO_WIDTH.search(key.text):
            self._strip_key(key)
        elif event.value == key.text != "<<" and _is_plain(event):
            self._sound_keys.add(key.text)
        return key

    def _strip_key(self, key: Scalar) -> None:
        code = describe_invisible(key.text)
        key.text = ZERO_WIDTH.sub("", key.text).strip()
        place = (key.origin.line, key.origin.column)
        message = f"名称“{excerpt(key.text)}”里夹着看不见的字符 {code}，已去掉"
        self._found.warning("S011", place, message, "把这个名称删去重新输入一遍")

    def _duplicate(self, first: Scalar, again: Scalar) -> None:
        message = f"“{excerpt(again.text)}”写了两遍：第{first.origin.line}行和第{again.origin.line}行"
        place = (again.origin.line, again.origin.column)
        self._found.error("S027", place, message, "留一处；几条同类内容用“- ”列成一组")

    def _scalar(self, event: Any, path: str) -> Scalar:
        start, end, style = event.start_mark, event.end_mark, event.style or ""
        if self._nodes > MOST_NODES:
            _too_many(start, self._found)
        if event.anchor or event.tag:
            self._properties(event)
        text: str = event.value
        if len(text) > LONGEST:
            return self._too_long(event, path)
        if not style and start.line == end.line:
            if TAB in text:
                text = text.replace(TAB, "\t")
            return Scalar(text, self._origin(event, path), missing=not text)
        if style in ("|", ">"):
            return self._block(event, path)
        span = Span(self._lines, style, start.line, start.column, end.line, end.column)
        if start.line != end.line:
            self._folded = True
            text = joined(text, span)
        if style == '"' and (bad := FORBIDDEN.search(text)):
            self._error("S010", event, f"双引号里写出了{describe(bad.group())}", "删去这个字符")
        return Scalar(
            text, self._origin(event, path), quoted=bool(style), span=span, missing=not style and not text
        )

    def _too_long(self, event: Any, path: str) -> Scalar:
        """A value of hundreds of pages: often many lines that one wrong sign has made one."""
        self._folded = True
        message = f"这里的一段文字有{len(event.value):,}个字，超过{LONGEST:,}个"
        self._error("S075", event, message, "拆成几项来写；整本的材料作附件，不写进事实里")
        return Scalar("", self._origin(event, path), missing=True)

    def _block(self, event: Any, path: str) -> Scalar:
        start, end = event.start_mark, event.end_mark
        span = Span(self._lines, event.style, start.line, start.column, end.line, end.column)
        text = event.value if event.style == "|" else joined(event.value, span)
        return block_scalar(text, span, self._origin(event, path))

    def _properties(self, event: Any) -> None:
        if event.anchor:
            self._error("S020", event, f"不支持锚点“&{excerpt(event.anchor)}”", "是文字就加引号；不是就删去")
        if event.tag:
            self._error("S022", event, "不支持以“!”开头的标签", "是文字就加引号；不是就删去")

    def _origin(self, event: Any, path: str) -> Origin:
        mark = event.start_mark
        return _new(Origin, (self._file, mark.line + 1, mark.column + 1, path, ""))

    def _error(self, code: str, event: Any, message: str, hint: str) -> None:
        mark = event.start_mark
        self._found.add(Severity.ERROR, code, (mark.line + 1, mark.column + 1), message, hint)


def _is_plain(event: Any) -> bool:
    """Whether a scalar is a plain word in one line, with nothing before it."""
    plain = not (event.style or event.anchor or event.tag)
    return plain and event.start_mark.line == event.end_mark.line


def describe_invisible(text: str) -> str:
    """The codes of the zero-width characters in ``text``, each once."""
    return "、".join(dict.fromkeys(f"U+{ord(character):04X}" for character in ZERO_WIDTH.findall(text)))
