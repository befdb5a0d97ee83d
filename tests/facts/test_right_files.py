"""Files of many kinds of units, in every way of writing that the docs allow: nothing is found wrong in them.

A false alarm costs more than it saves: whoever is told of a mistake that is none reads the next one
no more. To add a file, put it into tests/cases/right; files of units below stand in folders.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from wenming_docs.pipeline import check_file

FOLDER = Path(__file__).parents[1] / "cases/right"
FILES = sorted(FOLDER.rglob("*.yaml"))
TRUE_OF_A_PART = {"F041", "F051"}
"""Blanks still to fill; facts that other documents, not listed here, will print."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_right_file_raises_no_alarm(path: Path) -> None:
    found = check_file(path).findings
    alarms = [one for one in found if one.code[0] in "SF" and one.code not in TRUE_OF_A_PART]
    assert [(one.code, one.origin and one.origin.line, one.message) for one in alarms] == []


def test_there_are_files_enough() -> None:
    assert len(FILES) >= 30
