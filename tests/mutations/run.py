"""Putting faults into the examples and asking ``check`` for them."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.mutations import figures, plan, text, year
from tests.mutations.book import Book
from tests.mutations.operator import OPERATORS, Operator
from wenming_docs.findings import Finding
from wenming_docs.pipeline import check_file

assert plan and figures and text and year  # importing them fills OPERATORS

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
YEAR = EXAMPLES[0].parent / "年度" / "清河街道.yaml"
"""A whole year of one office: much slower to check than all others together."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One mutant and what was said of it."""

    operator: Operator
    example: str
    mutant: Book
    findings: tuple[Finding, ...]

    @property
    def found(self) -> bool:
        return any(finding.code in self.operator.codes for finding in self.findings)

    @property
    def codes(self) -> list[str]:
        return sorted({finding.code for finding in self.findings})


def trials(
    folder: Path,
    *,
    places: int,
    seed: int,
    operators: Sequence[Operator] = (),
    examples: Sequence[Path] = (*EXAMPLES, YEAR),
) -> Iterator[Trial]:
    """Each operator on each example at up to ``places`` places, chosen by ``seed``."""
    chance = random.Random(seed)
    books = [Book.read(path) for path in examples]
    for operator in operators or OPERATORS:
        for book in books:
            mutants = [mutant for mutant in operator.mutate(book) if mutant != book]
            for mutant in chance.sample(mutants, min(places, len(mutants))):
                yield Trial(operator, book.name, mutant, _findings(mutant, book, folder))


def _findings(mutant: Book, book: Book, folder: Path) -> tuple[Finding, ...]:
    """What is said of the example and, where a unit below has the fault, of that unit's own file."""
    shutil.rmtree(folder, ignore_errors=True)
    asked = [mutant.write(folder)]
    asked += [folder / f for f in book.below if f in mutant.files and mutant.files[f] != book.files[f]]
    return tuple(finding for path in asked for finding in check_file(path).findings)
