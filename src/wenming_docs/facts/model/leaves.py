"""Leaf types of the model: a node of the source becomes a value that keeps its place.

Each type is ``Annotated[value, ReadBy(reader)]``: pydantic would drop a str subclass
otherwise. A reader takes a source node and raises ``PydanticCustomError`` whose context
carries the exact origin when it is not the node's own.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_plain_validator_function

from wenming_docs.facts.source import Mapping, Node, Scalar, Sequence
from wenming_docs.facts.values import (
    BadValue,
    Deadline,
    Duration,
    Frequency,
    Person,
    Quantity,
    names_in,
    parse_names,
    parse_people,
)
from wenming_docs.findings import Origin, SourceText
from wenming_docs.records import dataclass

Value = TypeVar("Value")

LONGEST_LINE = 2_000
"""Signs of a value in one line: names, titles, dates. Prose has no such bound."""
MOST_NAMES = 1_000
"""Names in one place. A 责任清单 repeats them once a unit: ten thousand would make a hundred million."""


def refuse(message: str, hint: str = "", origin: Origin | None = None) -> PydanticCustomError:
    """The error a reader raises; pydantic collects it with all others."""
    return PydanticCustomError("fact", "{message}", {"message": message, "hint": hint, "origin": origin})


def text_of(node: Node) -> SourceText:
    """The text of a scalar with its origin; anything else is refused."""
    if not isinstance(node, Scalar):
        raise _no_text(node)
    return SourceText(node.text, (node.origin,))


def _no_text(node: Sequence | Mapping) -> PydanticCustomError:
    shape = "一张清单" if isinstance(node, Sequence) else "一组“名称: 值”"
    return refuse(f"这里要写一段文字，写的却是{shape}", "直接写在冒号后面；文字长就用 | 换行再写")


def line_of(node: Node) -> SourceText:
    """A single line of text, edges trimmed."""
    if not isinstance(node, Scalar):
        raise _no_text(node)
    text = node.text.strip()
    if "\n" in text:
        raise refuse("这里只能写一行", "把几行并成一行；要分段的话写在“内容”或“文”里")
    if len(text) > LONGEST_LINE:
        hint = "写短一些；长的写在“内容”或“文”里，可以分段"
        raise refuse(f"这一行有{len(text):,}个字，最多{LONGEST_LINE:,}个", hint)
    return SourceText(text, (node.origin,))


@dataclass(frozen=True, slots=True)
class Prose:
    """Narrative text: one ``SourceText`` a paragraph, each with the place it starts at."""

    paragraphs: tuple[SourceText, ...]

    @property
    def origins(self) -> tuple[Origin, ...]:
        """The places of the paragraphs, in order."""
        if len(self.paragraphs) == 1:  # nearly always, and every walk asks
            return self.paragraphs[0].origins
        return tuple([origin for text in self.paragraphs for origin in text.origins])

    def __str__(self) -> str:
        return "\n".join(self.paragraphs)

    def __bool__(self) -> bool:
        return bool(self.paragraphs)


def prose_of(node: Node) -> Prose:
    """Paragraphs of a scalar (each non-empty line), or of a list of scalars."""
    if isinstance(node, Sequence):
        return Prose(tuple(text for item in node.items for text in prose_of(item).paragraphs))
    if not isinstance(node, Scalar):
        raise _no_text(node)
    found, start = [], 0
    for line in node.text.split("\n"):
        bare = line.strip(" \t\u3000")
        if bare:
            offset = start + line.index(bare)
            found.append(SourceText(bare, (node.place(offset),)))
        start += len(line) + 1
    return Prose(tuple(found))


def _each(node: Node, read: Callable[[SourceText], tuple[Value, ...]]) -> tuple[Value, ...]:
    nodes = node.items if isinstance(node, Sequence) else (node,)
    values: list[Value] = []
    for item in nodes:
        if isinstance(item, Scalar) and not item.text.strip():
            continue
        try:
            values.extend(read(text_of(item)))
        except BadValue as error:
            raise refuse(error.message, error.hint, item.origin) from None
    return tuple(values)


def names_of(node: Node) -> tuple[SourceText, ...]:
    """Names separated by 、 on one line, or a list; each with the place where it stands."""
    if not isinstance(node, Scalar):
        return _few(_each(node, parse_names))
    try:
        names = names_in(node.text)
    except BadValue as error:
        raise refuse(error.message, error.hint, node.origin) from None
    return _placed(_few(names), node)


def _few(names: tuple[Value, ...]) -> tuple[Value, ...]:
    """``names`` if there are no more than one place may name: each is looked up, and tables repeat them."""
    if len(names) > MOST_NAMES:
        hint = "写总称，例如“各社区”“各成员单位”；或者分到几项里去"
        raise refuse(f"这里写了{len(names):,}个名字，最多{MOST_NAMES:,}个", hint)
    return names


def _placed(names: tuple[str, ...], node: Scalar) -> tuple[SourceText, ...]:
    """The names of one value, in order, each with its own column; the first keeps the value's place."""
    here = (node.origin,)
    if len(names) < 2:
        return (SourceText(names[0], here),) if names else ()
    placed, start = [SourceText(names[0], here)], len(names[0])
    for name in names[1:]:
        start = node.text.find(name, start)
        if start < 0:  # a line of the value was mended while it was read: the value's place is right enough
            return tuple([SourceText(each, here) for each in names])
        placed.append(SourceText(name, (node.place(start),)))
        start += len(name)
    return tuple(placed)


def people_of(node: Node) -> tuple[Person, ...]:
    """Persons with their posts, separated by 、 on one line, or a list."""
    return _few(_each(node, parse_people))


def _parsed(parse: Callable[[str], Value]) -> Callable[[Node], Value]:
    def read(node: Node) -> Value:
        try:
            return parse(line_of(node))
        except BadValue as error:
            raise refuse(error.message, error.hint) from None

    return read


def deadline_of(node: Node) -> Deadline:
    """A deadline, or several by item when written as a mapping."""
    if not isinstance(node, Mapping):
        return _parsed(Deadline.parse)(node)
    items = []
    for entry in node.entries:
        text = line_of(entry.value)
        key = SourceText(entry.key.text, (entry.key.origin,))
        try:
            Deadline.parse(text)
        except BadValue as error:
            raise refuse(error.message, error.hint, entry.value.origin) from None
        items.append((key, text))
    return Deadline.of_items(items)


YES = {"是", "有", "要", "需要", "真", "yes", "true", "on", "y", "已", "带"}
NO = {"否", "无", "不", "不要", "没有", "假", "no", "false", "off", "n", "不带"}


def yes_of(node: Node) -> bool:
    """是 or 否, in the usual spellings."""
    word = str(line_of(node)).lower()
    if word in YES:
        return True
    if word in NO:
        return False
    raise refuse(f"这里只能写“是”或“否”，写的是“{word}”", "改成 是 或 否")


class ReadBy:
    """Marks a leaf: its value is what ``reader`` makes of the node.

    pydantic's ``PlainValidator`` also builds a schema for writing the value out again, which nobody
    does here: that took half of the time of building all schemas.
    """

    def __init__(self, reader: Callable[[Any], Any]) -> None:
        self.reader = reader

    def __get_pydantic_core_schema__(self, _kind: object, _handler: object) -> CoreSchema:
        return no_info_plain_validator_function(self.reader)


def leaf(reader: Callable[[Node], Any]) -> Any:
    """The pydantic annotation for a leaf that ``reader`` makes from a node."""
    return ReadBy(reader)


def choice(kind: type[StrEnum]) -> Any:
    """A leaf that holds one of the words of ``kind``; any other is refused with the list of them."""

    def read(node: Node) -> StrEnum:
        word = line_of(node)
        try:
            return kind(str(word))
        except ValueError:
            raise refuse(f"没有“{word}”这种写法", "可以写：" + "、".join(kind)) from None

    return ReadBy(read)


Line = Annotated[SourceText, ReadBy(line_of)]
ProseField = Annotated[Prose, ReadBy(prose_of)]
Names = Annotated[tuple[SourceText, ...], ReadBy(names_of)]
People = Annotated[tuple[Person, ...], ReadBy(people_of)]
QuantityField = Annotated[Quantity, ReadBy(_parsed(Quantity.parse))]
DeadlineField = Annotated[Deadline, ReadBy(deadline_of)]
DurationField = Annotated[Duration, ReadBy(_parsed(Duration.parse))]
FrequencyField = Annotated[Frequency, ReadBy(_parsed(Frequency.parse))]
YesNo = Annotated[bool, ReadBy(yes_of)]
