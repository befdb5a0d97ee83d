"""Putting faults into the examples and asking ``check`` for them."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.mutations import figures, plan, text
from tests.mutations.book import Book
from tests.mutations.operator import OPERATORS, Operator
from wenming_docs.findings import Finding
from wenming_docs.pipeline import check_file

assert plan and figures and text  # importing them fills OPERATORS

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


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
    folder: Path, *, places: int, seed: int, operators: Sequence[Operator] = (), share: float = 1.0
) -> Iterator[Trial]:
    """Each operator on each example at up to ``places`` places; of these a seeded ``share``."""
    chance = random.Random(seed)
    books = [Book.read(path) for path in EXAMPLES]
    for operator in operators or OPERATORS:
        for book in books:
            mutants = [mutant for mutant in operator.mutate(book) if mutant != book]
            for mutant in chance.sample(mutants, min(places, len(mutants))):
                if chance.random() < share:
                    yield Trial(operator, book.name, mutant, _findings(mutant, folder))


def _findings(mutant: Book, folder: Path) -> tuple[Finding, ...]:
    shutil.rmtree(folder, ignore_errors=True)
    return check_file(mutant.write(folder)).findings
