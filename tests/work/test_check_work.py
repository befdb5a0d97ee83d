"""The work of reading a plan through: it grows with the plan and no faster, and nothing is read twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path

import pytest

from bench.content import make_plan
from bench.facts import as_yaml
from tests.work.counting import calls_of
from wenming_docs.facts.house import builtin_terms
from wenming_docs.facts.model import Workspace
from wenming_docs.page.layout import check_layout
from wenming_docs.pipeline import Options, check_file, compile_document, read_workspace, requests
from wenming_docs.words.checks import Finished, check_document, check_wording
from wenming_docs.words.checks.written import written_in
from wenming_docs.zh.wording import reader_of

SMALL, LARGE = 40, 80
"""Tasks of the two plans. Each has further parts besides, the same in both."""


@dataclass(frozen=True)
class Read:
    """A plan that was read and compiled, about to be read through."""

    workspace: Workspace
    finished: Finished


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    folder = tmp_path_factory.mktemp("plans")

    def made(tasks: int) -> Path:
        path = folder / f"{tasks}.yaml"
        path.write_text(as_yaml(make_plan("M", tasks=tasks)), encoding="utf-8")
        return path

    return cache(made)


@pytest.fixture(scope="module")
def read(plan: Callable[[int], Path]) -> Callable[[int], Read]:
    def made(tasks: int) -> Read:
        options = Options(draft=True, today=date(2026, 3, 1))
        workspace = read_workspace(plan(tasks))
        [(request, _)] = requests(workspace, options, plan(tasks))
        assert request
        compiled = compile_document(workspace, request, options, plan(tasks))
        return Read(workspace, Finished(workspace, request, compiled.manuscript))

    return cache(made)


STEPS: dict[str, tuple[Callable[[Read], object], int]] = {
    "wording": (lambda read: list(check_wording(read.workspace)), 48),
    "reading": (lambda read: check_document(read.finished), 91),
    "layout": (lambda read: list(check_layout(read.finished.manuscript, None)), 46),
}
"""Each step, and the calls that a further task may cost it."""


@pytest.mark.parametrize("step", STEPS)
def test_a_further_task_costs_a_bounded_number_of_calls(step: str, read: Callable[[int], Read]) -> None:
    work, budget = STEPS[step]
    small, large = (calls_of(partial(work, read(tasks))).total() for tasks in (SMALL, LARGE))
    assert large - small <= budget * (LARGE - SMALL)
    assert large <= 2 * small + 10


def test_a_document_is_cut_into_passages_and_stretches_once(read: Callable[[int], Read]) -> None:
    reading = calls_of(lambda: check_document(read(SMALL).finished))
    assert reading["paper.py:passages"] == 1
    assert reading["dump.py:dump_text"] <= 2  # the whole document, and its introduction
    layout = calls_of(lambda: list(check_layout(read(SMALL).finished.manuscript, None)))
    assert layout["outline.py:__init__"] == 1


def test_a_text_that_stands_in_many_places_is_looked_through_once(read: Callable[[int], Read]) -> None:
    written = written_in(read(LARGE).workspace)
    calls = calls_of(lambda: list(check_wording(read(LARGE).workspace)))
    assert len({each.text for each in written}) < len(written)
    assert calls["written.py:written_in"] == calls["suspicion.py:among"] == 1
    assert calls["reader.py:hits"] <= 5


def test_the_reader_of_our_terms_is_made_once() -> None:
    assert reader_of(builtin_terms()) is reader_of(builtin_terms())


def test_a_second_document_is_read_for_itself_alone(plan: Callable[[int], Path], tmp_path: Path) -> None:
    """Two, then four plans of the same facts: each costs as much as the one before it."""
    text = plan(5).read_text(encoding="utf-8")
    totals = []
    for number in (2, 4, 6):
        path = tmp_path / f"{number}.yaml"
        more = "".join(f"  - 文种: 通知\n    标题: 关于第{each}次检查的通知\n" for each in range(number))
        path.write_text(text + more, encoding="utf-8")
        totals.append(calls_of(partial(check_file, path, Options(today=date(2026, 3, 1)))).total())
    first, second, third = totals
    assert third - second <= 1.05 * (second - first)
