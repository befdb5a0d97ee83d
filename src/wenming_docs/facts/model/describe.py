"""What can be told of every field: its spellings, what is written there, its words and an example.

Types come from the model itself, words from ``fields.yaml`` beside it. The editor's schema and
the field reference are both made of this, so that they cannot say two things.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from wenming_docs.facts.model.assessment import agreed_texts_of
from wenming_docs.facts.model.base import FactModel
from wenming_docs.facts.model.documents import renames_of, row_of, rows_of
from wenming_docs.facts.model.events import figures_of, rules_of
from wenming_docs.facts.model.issues import moves_of
from wenming_docs.facts.model.keys import keys_of, shape_of
from wenming_docs.facts.model.leaves import (
    ReadBy,
    deadline_of,
    line_of,
    names_of,
    people_of,
    prose_of,
    yes_of,
)
from wenming_docs.facts.model.plan import year_of
from wenming_docs.facts.model.steering import reported_of
from wenming_docs.facts.model.who import unit_groups_of
from wenming_docs.facts.model.workspace import Workspace
from wenming_docs.facts.values import Duration, Quantity
from wenming_docs.records import dataclass


class Written(StrEnum):
    """How a leaf is written; the value is what the reference says of it."""

    LINE = "一行文字"
    PROSE = "一段或几段文字"
    NAMES = "名单，用顿号隔开"
    PEOPLE = "人员，用顿号隔开"
    YES_NO = "是或否"
    CHOICE = "几种写法之一"
    QUANTITY = "数量"
    DEADLINE = "时限"
    DURATION = "工期"
    YEAR = "年份，四位数字"
    UNITS = "单位名单，可以分组"
    FIGURES = "一行一个“名字: 数量”"
    RULES = "一行一个“指标: 口径”"
    RENAMES = "一行一个“原来的叫法: 本单位的叫法”"
    ROW = "表的一行，用顿号或竖线分格"
    ROWS = "表的各行，一行一条，用竖线分格"
    MOVES = "一步一行“- 立项: 4月2日”"
    AGREED = "一行一个“编号: 文字”，由程序写"
    REPORTED = "一行一个“期间: 日期”"
    FACTS = "一组“名称: 值”"
    LIST = "清单，一条一组"


class Sort(StrEnum):
    """What a text holds beyond its type: a way of writing, or whose names it takes.

    The editor's schema of one file lists the names that this file has.
    """

    DATE = "日期"
    PERIOD = "期间"
    FREQUENCY = "频次"
    KIND = "文种"
    UNIT = "单位"
    PERSON = "人名"
    TASK = "任务"
    INDICATOR = "指标"
    DOCUMENT = "文稿"
    TAKEN = "取"
    LEFT_OUT = "不写"
    ATTACHMENT = "附件"
    REUSE = "沿用"


READERS: dict[Callable[..., Any], Written] = {
    line_of: Written.LINE,
    prose_of: Written.PROSE,
    names_of: Written.NAMES,
    people_of: Written.PEOPLE,
    yes_of: Written.YES_NO,
    deadline_of: Written.DEADLINE,
    year_of: Written.YEAR,
    unit_groups_of: Written.UNITS,
    figures_of: Written.FIGURES,
    rules_of: Written.RULES,
    renames_of: Written.RENAMES,
    row_of: Written.ROW,
    rows_of: Written.ROWS,
    moves_of: Written.MOVES,
    agreed_texts_of: Written.AGREED,
    reported_of: Written.REPORTED,
}
PARSED = {Quantity: Written.QUANTITY, Duration: Written.DURATION}
"""Value types that a line is parsed into; their readers have no names."""


@dataclass(frozen=True, slots=True)
class Described:
    """One field, told to its reader.

    ``choices`` are the only words it accepts, ``offered`` usual ones among many.
    """

    attribute: str
    title: str
    synonyms: tuple[str, ...]
    written: Written
    model: type[FactModel] | None
    required: bool
    choices: tuple[str, ...]
    description: str
    example: str
    sort: Sort | None
    offered: tuple[str, ...]

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every accepted key but the canonical one; the last is the English name."""
        return (*self.synonyms, self.attribute)


@cache
def described(model: type[FactModel]) -> tuple[Described, ...]:
    """Every field of ``model`` in its order."""
    told = field_words()[model.__name__]
    return tuple(_describe(model, attribute, told) for attribute in model.model_fields)


def _describe(model: type[FactModel], attribute: str, told: dict[str, dict[str, str]]) -> Described:
    info = model.model_fields[attribute]
    title = info.title or attribute
    shape = shape_of(model, attribute)
    written, choices = _written(model, attribute)
    spellings = [key for key, of in keys_of(model).items() if of == attribute]
    words = told[title]
    return Described(
        attribute,
        title,
        tuple(key for key in spellings if key not in (title, attribute)),
        written,
        shape.model,
        info.is_required(),
        choices,
        words["说明"],
        words.get("例", "").rstrip("\n"),
        Sort(words["是"]) if "是" in words else None,
        tuple(words["可写"].split("、")) if "可写" in words else (),
    )


def _written(model: type[FactModel], attribute: str) -> tuple[Written, tuple[str, ...]]:
    """How the field is written, and the words it may hold when only some are accepted."""
    shape = shape_of(model, attribute)
    if shape.model is not None:
        return (Written.LIST if shape.many else Written.FACTS), ()
    info = model.model_fields[attribute]
    for kind, reader in _leaves(info.annotation, info.metadata):
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return Written.CHOICE, tuple(str(word) for word in kind)
        return PARSED.get(kind) or READERS[reader], ()
    raise AssertionError(f"{model.__name__}.{attribute} has no reader")


def _leaves(annotation: Any, metadata: typing.Iterable[Any] = ()) -> Iterator[tuple[Any, Callable[..., Any]]]:
    """Each type below an annotation that a reader makes, with its reader."""
    for mark in metadata:
        if isinstance(mark, ReadBy):
            yield annotation, mark.reader
            return
    arguments = typing.get_args(annotation)
    if typing.get_origin(annotation) is typing.Annotated:
        yield from _leaves(arguments[0], arguments[1:])
        return
    for part in arguments:
        yield from _leaves(part)


@cache
def field_words() -> dict[str, dict[str, dict[str, str]]]:
    """Model → canonical key → 说明, 例, 是, 可写."""
    text = files("wenming_docs.facts.model").joinpath("fields.yaml").read_text(encoding="utf-8")
    told: dict[str, dict[str, dict[str, str]]] = yaml.load(text, Loader=yaml.BaseLoader)
    return told


@cache
def models() -> dict[type[FactModel], tuple[str, ...]]:
    """Every model below the workspace, in reading order → where it stands (“任务”, “任务的子任务”)."""
    found: dict[type[FactModel], list[str]] = {Workspace: []}

    def walk(model: type[FactModel], above: str) -> None:
        for field in described(model):
            if field.model is None:
                continue
            known = field.model in found
            found.setdefault(field.model, []).append(f"{above}的{field.title}" if above else field.title)
            if not known:
                walk(field.model, field.title)

    walk(Workspace, "")
    return {model: tuple(homes) for model, homes in found.items()}
