"""A mutation operator: one kind of fault, the places where it can be put, the codes that name it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.mutations.book import Book

Mutate = Callable[[Book], Iterator[Book]]


@dataclass(frozen=True, slots=True)
class Operator:
    """``codes``: any of them, at the place of the change, counts as found."""

    name: str
    codes: tuple[str, ...]
    mutate: Mutate


OPERATORS: list[Operator] = []


def operator(name: str, *codes: str) -> Callable[[Mutate], Mutate]:
    """Enters a function into the list of operators."""

    def enter(mutate: Mutate) -> Mutate:
        OPERATORS.append(Operator(name, codes, mutate))
        return mutate

    return enter
