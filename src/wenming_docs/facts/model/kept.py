"""What was computed from a frozen model once: kept beside it for whoever asks next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self, TypeVar

from pydantic import PrivateAttr

from wenming_docs.facts.model.base import FactModel

Made = TypeVar("Made")


class Memory:
    """Results by the function that made them.

    It is no part of what a model says: any two are equal, and a copy or a pickle of one is empty.
    """

    __slots__ = ("made",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self) -> None:
        self.made: dict[Callable[[Any], Any], Any] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Memory)

    def __deepcopy__(self, memo: dict[int, Any]) -> Memory:
        return Memory()

    def __reduce__(self) -> tuple[type[Memory], tuple[()]]:
        return Memory, ()


class Keeping(FactModel):
    """A model whose walks and indexes are made once; it lives as long as they do."""

    _memory: Memory = PrivateAttr(default_factory=Memory)

    def kept(self, make: Callable[[Self], Made]) -> Made:
        """``make`` of this model, from the second time on as it was; ``make`` is a function of a module."""
        assert self.__pydantic_private__ is not None
        made = self.__pydantic_private__["_memory"].made
        if make not in made:
            made[make] = make(self)
        found: Made = made[make]
        return found

    def _private(self, name: str) -> Any:
        """A private attribute; asked by its name alone, pydantic takes longer than many a walk."""
        assert self.__pydantic_private__ is not None
        return self.__pydantic_private__[name]

    def __copy__(self) -> Self:
        """A copy may be given other facts or other units below it: it begins with nothing kept."""
        copied = super().__copy__()
        copied._memory = Memory()
        return copied
