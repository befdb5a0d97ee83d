"""``python -m tests.mutations``: every operator on every example, and what was missed."""

from __future__ import annotations

import argparse
import difflib
import tempfile
from collections import Counter
from pathlib import Path

from tests.mutations.book import Book
from tests.mutations.operator import OPERATORS
from tests.mutations.run import EXAMPLES, YEAR, Trial, trials


def difference(trial: Trial) -> str:
    """The lines of the example that the mutant changed."""
    book = next(Book.read(path) for path in (*EXAMPLES, YEAR) if path.stem == trial.example)
    changed = difflib.unified_diff(book.text.split("\n"), trial.mutant.text.split("\n"), lineterm="", n=0)
    return "\n".join(f"      {line[:110]}" for line in list(changed)[2:8])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=int, default=3, help="places tried for each operator and example")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="part of an operator's name")
    arguments = parser.parse_args()
    chosen = [operator for operator in OPERATORS if arguments.only in operator.name]
    found: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for trial in trials(
            Path(folder) / "mutant", places=arguments.places, seed=arguments.seed, operators=chosen
        ):
            tried[trial.operator.name] += 1
            found[trial.operator.name] += trial.found
            if not trial.found:
                print(
                    f"missed: {trial.operator.name} {trial.operator.codes} in {trial.example}: {trial.codes}"
                )
                print(difference(trial))
    for operator in chosen:
        print(f"{operator.name:<20} {found[operator.name]:>4} / {tried[operator.name]}")
    total = sum(tried.values())
    print(f"{len(chosen)} operators, {total} mutants, found {sum(found.values()) / max(total, 1):.1%}")


if __name__ == "__main__":
    main()
