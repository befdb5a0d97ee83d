"""Any input ends in a document or in a clear message: a few of the mutants, and all that were ever found.

Many more: ``python -m tests.fuzz -n 10000``.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.fuzz import plans
from tests.fuzz.found import Case, cases, replayed
from tests.fuzz.projects import projects
from tests.fuzz.run import SEED, trial_of, tried, warm
from tests.fuzz.trials import COMMANDS

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="每个都要新开一个进程，没有 fork 太慢")


@pytest.fixture(scope="module", autouse=True)
def warmed() -> None:
    warm((4,))


@pytest.mark.parametrize("group", range(10))
def test_a_mutant_of_an_example_ends_in_a_document_or_a_clear_message(group: int) -> None:
    for index in range(group * 10, group * 10 + 10):
        if "check 模板" not in " ".join(trial_of(SEED, index).arguments):  # takes seconds each
            assert (index, tried(SEED, index).faults) == (index, ())


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_each_command_has_mutants_and_a_number_always_gives_the_same(command: str) -> None:
    first, again = trial_of(SEED, 7, command), trial_of(SEED, 7, command)
    assert (first.command, first.arguments, first.files) == (again.command, again.arguments, again.files)
    assert first.target in first.files


def test_most_mutants_of_a_plan_differ_from_it_and_from_each_other() -> None:
    data = next(iter(projects()[4].files.values()))
    mutants = {plans.mutate(data, random.Random(number)) for number in range(300)}
    assert len(mutants - {data}) > 270


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.folder.name)
def test_what_was_found_once_is_told_clearly_for_ever(case: Case, tmp_path: Path) -> None:
    ended, after = replayed(case, tmp_path)
    said = (ended.err + ended.out).decode()
    assert (ended.code, [part for part in case.says if part not in said]) == (case.code, []), said
    assert sorted(after) == sorted([*case.files(), *case.writes])
    changed = [name for name, data in case.files().items() if after[name] != data]
    assert changed == list(case.changes)
    assert list(ended.touched) == []
