"""A fault put into an example is found by its own code, and the examples themselves have none.

All places of all operators: ``python -m tests.mutations --places 99``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutations import year
from tests.mutations.operator import OPERATORS, Operator
from tests.mutations.run import EXAMPLES, YEAR, trials
from wenming_docs.codes import CODES
from wenming_docs.pipeline import check_file


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_has_no_findings(path: Path) -> None:
    # One task of 迎检倒排 has a deadline alone, to show how such a task is listed: a notice says so.
    meant = {"迎检倒排": ["F166"]}.get(path.stem, [])
    assert [finding.code for finding in check_file(path).findings] == meant


def test_there_are_many_kinds_of_faults_and_each_has_its_code() -> None:
    assert len({operator.name for operator in OPERATORS}) == len(OPERATORS) >= 100
    assert [code for operator in OPERATORS for code in operator.codes if code not in CODES] == []


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.name)
def test_a_fault_is_found_by_its_code(operator: Operator, tmp_path: Path) -> None:
    # The year takes seconds for each fault: here only the faults that a year alone can have.
    examples = [*EXAMPLES, YEAR] if operator.mutate.__module__ == year.__name__ else EXAMPLES
    tried = list(trials(tmp_path / "mutant", places=1, seed=2026, operators=[operator], examples=examples))
    missed = [(trial.example, trial.codes) for trial in tried if not trial.found]
    assert tried
    assert missed == []
