"""What every model class shares: frozen, strict about keys, Chinese titles with synonyms."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field


class FactModel(BaseModel):
    """A part of the facts.

    ``scalar_as`` names the field that a bare scalar stands for (``- 年底前通过复查``);
    ``pair_as`` the two fields that a single free key and its value stand for
    (``- 压实责任: 主要领导……``); ``scalar_splits`` says that a scalar lists several by 、.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True, populate_by_name=True
    )
    scalar_as: ClassVar[str | None] = None
    scalar_splits: ClassVar[bool] = False
    pair_as: ClassVar[tuple[str, str] | None] = None


def fact(title: str, *synonyms: str, default: Any = None, **extra: Any) -> Any:
    """A field: its canonical Chinese key, other accepted spellings, and its default.

    Pass ``default=...`` for a required field. ``description`` becomes the editor's hover text.
    """
    if "default_factory" not in extra:
        extra["default"] = default
    return Field(title=title, json_schema_extra={"synonyms": list(synonyms)}, **extra)


def title_of(model: type[BaseModel], attribute: str) -> str:
    """The canonical Chinese key of a field."""
    return model.model_fields[attribute].title or attribute
