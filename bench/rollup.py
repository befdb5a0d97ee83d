"""``python -m bench rollup``: a whole city read and added up, 300 units with 30 indicators a month."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

from bench.units import YEAR, make_city
from wenming_docs.facts.analysis.rollup import roll_up
from wenming_docs.facts.values import Period
from wenming_docs.pipeline import read_workspace

Made = TypeVar("Made")


def timed(work: Callable[[], Made]) -> tuple[float, Made]:
    """Seconds, and what came out."""
    start = perf_counter()
    made = work()
    return perf_counter() - start, made


def rounds(times: int, units: int = 300) -> dict[str, list[float]]:
    """Seconds of each round for reading, adding the year, and adding one month after it."""
    taken: dict[str, list[float]] = {"read": [], "add the year": [], "add one month": []}
    year, month = (Period.parse(text, year=YEAR) for text in ("全年", "6月"))
    with tempfile.TemporaryDirectory() as folder:
        entry = make_city(seed=9704, units=units).write(Path(folder))
        for _ in range(times):
            seconds, facts = timed(lambda: read_workspace(entry))
            taken["read"].append(seconds)
            taken["add the year"].append(timed(lambda: roll_up(facts, year))[0])  # noqa: B023
            taken["add one month"].append(timed(lambda: roll_up(facts, month))[0])  # noqa: B023
    return taken


def table(taken: dict[str, list[float]]) -> Iterable[str]:
    """One line a step: median and best."""
    yield f"\n{'':16}{'median':>9}{'best':>9}"
    for name, seconds in taken.items():
        yield f"  {name:14}{median(seconds):>7.2f} s{min(seconds):>7.2f} s"
