"""A check that is not begun where its facts are absent would have said nothing there."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenming_docs.errors import WenmingError
from wenming_docs.facts.checks import ABOUT, CHECKS, check_facts
from wenming_docs.facts.model import Workspace
from wenming_docs.pipeline import read_workspace

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "tests/cases").rglob("*.yaml"), *(ROOT / "examples").rglob("*.yaml")])


def read_all() -> list[Workspace]:
    found = []
    for path in FILES:
        try:
            found.append(read_workspace(path))
        except (WenmingError, UnicodeDecodeError):
            continue  # a file that cannot be read has no facts to check
    return found


@pytest.fixture(scope="module")
def workspaces() -> list[Workspace]:
    return read_all()


def test_checks_about_absent_facts_say_nothing(workspaces: list[Workspace]) -> None:
    seen = set()
    for workspace in workspaces:
        for fact, checks in ABOUT.items():
            if not getattr(workspace, fact):
                seen.add(fact)
                assert [finding for check in checks for finding in check(workspace)] == []
    assert seen == {*ABOUT}


def test_no_finding_is_lost(workspaces: list[Workspace]) -> None:
    for workspace in workspaces:
        every = [finding for check in CHECKS for finding in check(workspace)]
        assert check_facts(workspace) == every


def test_each_check_is_about_one_kind_of_facts() -> None:
    named = [check for checks in ABOUT.values() for check in checks]
    assert len(named) == len({*named}) and {*named} <= {*CHECKS}
