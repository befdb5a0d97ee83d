"""The filters a template may use: few, and none of them loses where a text came from.

All keep the given order; grouping does not sort, because the order of units and people matters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, NamedTuple, cast

from jinja2 import Environment, Undefined, pass_context, pass_environment
from jinja2.filters import FILTERS
from jinja2.runtime import Context
from jinja2.tests import TESTS
from markupsafe import Markup as Written

from wenming_docs.findings import SourceText, origins_of
from wenming_docs.words.template.faults import FORBIDDEN, UNPRINTABLE, TemplateFault
from wenming_docs.words.template.recorder import Recorder, joined, print_value, recorder, running
from wenming_docs.words.template.rewrite import CONCAT, PLAIN, PRINT, TURNS
from wenming_docs.zh import PAUSES, ends_sentence


class Group(NamedTuple):
    """What ``groupby`` gives: the common value and its items, in order of first appearance."""

    grouper: Any
    list: list[Any]


def items_of(values: object) -> Sequence[Any]:
    """``values`` as a sequence. Raises TemplateFault for texts, which would lose their origins."""
    if isinstance(values, Undefined):
        len(values)  # raises, naming what is missing
    if isinstance(values, str):
        raise TemplateFault(FORBIDDEN, "文字不能逐字循环，也不能当列表用", "在数据里写成列表")
    if isinstance(values, (list, tuple)):
        return values
    if isinstance(values, Iterable):
        return tuple(values)
    raise TemplateFault(FORBIDDEN, "这里要一个列表", "检查名称是不是写对了")


PLAIN_TYPES = frozenset((SourceText, str, int, bool, type(None)))
"""What is compared nearly always."""


def plain(value: Any) -> Any:
    """``value`` itself. Raises TemplateFault for lists and the like: they are not compared."""
    if isinstance(value, (list, tuple, dict, set, frozenset)):
        raise TemplateFault(FORBIDDEN, "列表不能拿来比较", "判断有没有内容直接写 {% if 名称 %}")
    return value


@pass_context
def plain_operand(context: Context, value: Any) -> Any:
    """``plain``, for the sandbox: with the context as argument it is not evaluated early."""
    return value if type(value) in PLAIN_TYPES else plain(value)


@pass_context
def printed(context: Context, value: object, words: str) -> Written:
    """What ``{{ words }}`` leaves in the text: mostly it is a macro's, which is there already."""
    if isinstance(value, Written):
        if value:
            (running() or Recorder()).spend(len(value))
        return value
    try:
        return print_value(value)
    except TemplateFault as fault:
        raise fault.about(words) from None


@pass_context
def turns(context: Context, values: object, weight: int, words: str) -> Iterable[Any]:
    """The items of a loop over ``words``, paid for in advance."""
    try:
        items = values if type(values) is tuple else items_of(values)
    except TemplateFault as fault:
        raise fault.about(words) from None
    if items:
        (running() or Recorder()).spend(weight * len(items))
    return items


@pass_context
def concat(context: Context, parts: Sequence[Any]) -> SourceText | Written:
    """``a ~ b``."""
    return joined(parts)


@pass_environment
def join(
    environment: Environment, values: object, separator: str = "、", attribute: str | None = None
) -> SourceText | Written:
    """The texts of a list with ``separator`` between them, all origins kept."""
    items = items_of(values)
    if attribute is not None:
        read = _reader(environment, attribute)
        items = [read(item) for item in items]
    return joined(items, separator)


def trim(value: str) -> str:
    """``value`` without blanks at both ends."""
    if isinstance(value, (SourceText, Written)):
        return value.strip()
    if isinstance(value, str):
        return SourceText(value).strip()
    raise TemplateFault(UNPRINTABLE, "trim 只用于文字", "检查名称是不是写对了")


def percent(value: object, digits: int = 1) -> SourceText:
    """A ratio as a percentage without trailing zeros: 0.955 → 95.5%."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, Fraction)):
        raise TemplateFault(
            UNPRINTABLE, "percent 只用于比值，例如0.955", "没有比值时用 {% if … %} 换一种写法"
        )
    ratio = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    exact = Decimal(ratio.numerator * 100) / Decimal(ratio.denominator)
    rounded = exact.quantize(Decimal(1).scaleb(-min(max(digits, 0), 6)), ROUND_HALF_UP)
    return SourceText(f"{_plain(rounded)}%", origins_of(value))


def _plain(number: Decimal) -> str:
    """A decimal without exponent and without zeros at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def heading(level: object) -> Written:
    """The ``#`` signs of a heading of level 1–4, for tasks that nest to any depth."""
    if type(level) is not int or not 1 <= level <= 4:
        raise TemplateFault(FORBIDDEN, f"标题只有1到4级，没有{level}级", "更深的内容写成正文")
    return Written("#" * (level + 1))


def first(values: object) -> Any:
    """The first item. Raises TemplateFault for an empty list."""
    return _one_of(values, 0)


def last(values: object) -> Any:
    """The last item. Raises TemplateFault for an empty list."""
    return _one_of(values, -1)


def _one_of(values: object, index: int) -> Any:
    items = items_of(values)
    if not items:
        raise TemplateFault(UNPRINTABLE, "列表是空的，没有这一项", "先用 {% if … %} 判断列表有没有内容")
    return items[index]


def length(values: object) -> int:
    """How many items there are."""
    return len(items_of(values))


def as_list(values: object) -> list[Any]:
    """The items as a list, e.g. after ``selectattr``."""
    items = items_of(values)
    recorder().spend(len(items))
    return list(items)


@pass_environment
def groupby(environment: Environment, values: object, attribute: str) -> Iterator[Group]:
    """Items with the same ``attribute`` together, in order of first appearance."""
    read = _reader(environment, attribute)
    groups: dict[Any, list[Any]] = {}
    for item in items_of(values):
        groups.setdefault(plain(read(item)), []).append(item)
    return (Group(value, items) for value, items in groups.items())


@pass_environment
def unique(environment: Environment, values: object, attribute: str | None = None) -> Iterator[Any]:
    """Each item once, the first of equals."""
    seen: dict[Any, Any] = {}
    read = _reader(environment, attribute) if attribute else plain
    for item in items_of(values):
        seen.setdefault(plain(read(item)), item)
    return iter(seen.values())


def _reader(environment: Environment, attribute: str) -> Callable[[Any], Any]:
    """A function that reads a dotted attribute as a template does."""
    names = str(attribute).split(".")

    def read(item: Any) -> Any:
        for name in names:
            item = environment.getattr(item, name)
        return item

    return read


ALLOWED: dict[str, Callable[..., Any]] = {
    "join": join,
    "trim": trim,
    "strip": trim,
    "percent": percent,
    "heading": heading,
    "first": first,
    "last": last,
    "length": length,
    "count": length,
    "list": as_list,
    "groupby": groupby,
    "unique": unique,
    **{name: FILTERS[name] for name in ("map", "select", "reject", "selectattr", "rejectattr")},
}
"""The filters an author may write."""

_OF_JINJA = "defined undefined none string mapping sequence boolean integer number odd even true false"
UNFINISHED = "未完句"
"""The test a template asks before it closes a sentence that its author left open."""


def is_unfinished(text: object) -> bool:
    """Whether ``text`` ends without any stop or pause, so that a template may add 。"""
    words = str(text).rstrip()
    return bool(words) and not ends_sentence(words) and words[-1] not in PAUSES


TEST_TABLE: dict[str, Callable[..., Any]] = {
    UNFINISHED: is_unfinished,
    **{name: cast(Callable[..., Any], TESTS[name]) for name in _OF_JINJA.split()},
    **dict.fromkeys(("eq", "equalto", "=="), lambda one, other: plain(one) == plain(other)),
    **dict.fromkeys(("ne", "!="), lambda one, other: plain(one) != plain(other)),
    "in": lambda one, many: plain(one) in many,
}
"""What may stand behind ``is`` and in ``selectattr``."""

FILTER_TABLE: dict[str, Callable[..., Any]] = {
    **ALLOWED,
    PRINT: printed,
    TURNS: turns,
    CONCAT: concat,
    PLAIN: plain_operand,
}
