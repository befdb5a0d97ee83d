"""Each printed value becomes a placeholder; the recorder remembers what it stands for.

The recorder of the running render stands in a context variable, not in Jinja's context:
macros of an imported template have a context of their own, yet print into the same document.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from decimal import Decimal
from functools import partial
from typing import Any, get_args

from jinja2 import Template, Undefined
from jinja2.runtime import Context, Macro
from markupsafe import Markup as Written

from wenming_docs.blocks.markup import CLOSE, OPEN
from wenming_docs.blocks.nodes import Block
from wenming_docs.findings import SourceText
from wenming_docs.words.template.faults import RUNAWAY, UNPRINTABLE, TemplateFault
from wenming_docs.words.template.places import running_place

MAX_TEXT = 20_000_000
"""Characters, loop turns and calls a render may spend; a 5,000-task plan needs about two million."""
MAX_SLOTS = 2_000_000

BRANCH = "先用 {% if … %} 判断有没有，没有就不写这一句"
BLOCK_TYPES = frozenset(get_args(Block))

Slot = SourceText | tuple[Block, ...]

written: Callable[[str], Written] = partial(str.__new__, Written)
"""A text that is printed as it stands; ``Written()`` would ask first whether it is HTML already."""


class Recorder:
    """The slots of one render, and how much of its allowance is left."""

    __slots__ = ("contexts", "left", "lines", "slots", "templates", "trace")

    def __init__(self, *, trace: bool = False) -> None:
        self.slots: list[Slot] = []
        self.lines: dict[int, tuple[str, int]] = {}
        self.templates: dict[str, Template] = {}
        self.contexts: list[Context] = []
        self.left = MAX_TEXT
        self.trace = trace

    def spend(self, amount: int) -> None:
        """Take ``amount`` from the allowance; raises TemplateFault when nothing is left."""
        self.left -= amount
        if self.left < 0:
            raise TemplateFault(RUNAWAY, "模板输出过大或循环过多，已停止", "检查循环和宏，看有没有重复调用")

    def put(self, slot: Slot) -> Written:
        """Remember ``slot``; the placeholder that stands for it."""
        index = len(self.slots)
        if index >= MAX_SLOTS:
            raise TemplateFault(
                RUNAWAY, f"模板打印了{MAX_SLOTS}个以上的值，已停止", "检查循环和宏，看有没有重复调用"
            )
        self.slots.append(slot)
        if self.trace:
            place = running_place(sys._getframe(1))
            if place is not None:
                self.lines[index] = place
        return written(f"{OPEN}{index}{CLOSE}")

    def let_go(self) -> None:
        """The render is over: a macro and the context that names it, which hold each other, part.

        Reference counts then free the whole render at once, with all that its texts and tables hold.
        """
        for context in self.contexts:
            for value in context.vars.values():
                if isinstance(value, Macro):
                    vars(value).pop("_func", None)


RECORDER: ContextVar[Recorder | None] = ContextVar("RECORDER", default=None)
running = RECORDER.get
"""The recorder of the running render, if one runs: for what is asked thousands of times."""


def recorder() -> Recorder:
    """The recorder of the running render; outside of one, a recorder nobody reads."""
    return running() or Recorder()


def print_value(value: object) -> Written:
    """What ``{{ value }}`` leaves in the text: a placeholder, or the output of a macro as it is.

    Raises TemplateFault for what cannot be printed: nothing, lists, yes/no, objects.
    """
    book = running() or Recorder()
    if isinstance(value, Written):
        book.spend(len(value))
        return value
    if not isinstance(value, SourceText) and (blocks := _blocks_of(value)):
        return book.put(blocks)
    text = as_text(value)
    if text.isspace():
        raise _nothing()
    book.spend(len(text))
    return book.put(text)


def _blocks_of(value: object) -> tuple[Block, ...]:
    """The blocks that ``value`` is; none for anything else."""
    if type(value) in BLOCK_TYPES:
        return (value,)  # type: ignore[return-value]
    if isinstance(value, (tuple, list)) and all(type(item) in BLOCK_TYPES for item in value):
        return tuple(value)
    return ()


def as_text(value: object) -> SourceText:
    """A printable value as text with its origins. Raises TemplateFault for any other."""
    if isinstance(value, SourceText):
        text = value
    elif isinstance(value, str):
        text = SourceText(value)
    elif type(value) is int or isinstance(value, Decimal):
        text = SourceText(str(value))
    else:
        text = _object_text(value)
    if not text:
        raise _nothing()
    if OPEN in text or CLOSE in text:
        raise TemplateFault(UNPRINTABLE, "值里有保留字符U+E000或U+E001", "删去这个字符")
    return text


def _nothing() -> TemplateFault:
    return TemplateFault(UNPRINTABLE, "模板打印了空文字", BRANCH)


def _object_text(value: object) -> SourceText:
    """The text of a value type (数量, 时限 …): it prints itself and knows its origins."""
    if isinstance(value, Undefined):
        str(value)  # raises, naming what is missing
    origins = getattr(value, "origins", None)
    if isinstance(origins, tuple) and type(value).__str__ is not object.__str__:
        return SourceText(str(value), origins)
    raise TemplateFault(UNPRINTABLE, *_why_unprintable(value))


def _why_unprintable(value: object) -> tuple[str, str]:
    """Message and cure for a value that is no text."""
    match value:
        case None:
            return "模板打印了空值", BRANCH
        case bool():
            return "模板打印了是否值", "用 {% if … %} 选择要写的文字"
        case list() | tuple() | set() | frozenset():
            return "模板打印了整个列表", "用 {% for … %} 逐项写，或用 join 过滤器连起来"
        case dict():
            return "模板打印了整个对象", "写出要打印的字段，如 {{ 名称.字段 }}"
        case float():
            return "模板打印了小数", "数字在程序里算好再打印，百分数用 percent 过滤器"
        case _:
            return "模板打印了整个对象", "写出要打印的字段，如 {{ 名称.字段 }}"


def joined(parts: Sequence[Any], separator: str = "") -> SourceText | Written:
    """``parts`` one after the other, every origin kept.

    Values alone give one text; beside the output of a macro each value becomes a placeholder.
    """
    book = recorder()
    book.spend(len(parts) + sum(len(part) for part in parts if isinstance(part, str)))
    if any(isinstance(part, Written) for part in (*parts, separator)):
        between = str(separator)
        return Written(between.join(str(print_value(part)) for part in parts))
    texts = [as_text(part) for part in parts]
    origins = {origin: None for text in texts for origin in text.origins}
    return SourceText(separator.join(texts), origins)
