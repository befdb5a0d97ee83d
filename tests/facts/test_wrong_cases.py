"""Each YAML of tests/cases/wrong gives exactly the findings written beside it.

A ``.findings`` file holds one line a finding, in the order a user reads them:
``行:列 编码 级别 消息 → 提示``. A first line ``render`` asks for final documents instead of a
check. To add a case, add the two files; no Python is needed.

These files are as short as their fault allows, so they would never pass as documents: what a
reader says of wording and layout (W, L) is compared in tests/cases/reading, whose files are whole.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from wenming_docs.findings import Finding, has_errors
from wenming_docs.pipeline import Outcome, check_file, render_file

FOLDER = Path(__file__).parents[1] / "cases"
WRONG = sorted((FOLDER / "wrong").glob("*.yaml"))
READING = sorted((FOLDER / "reading").glob("*.yaml"))
CASES = [*WRONG, *READING]
ASKED_FINALS = "render"
OF_READERS = ("W", "L")


def as_line(finding: Finding) -> str:
    """A finding as the ``.findings`` files write it."""
    place = finding.origin
    where = f"{place.line}:{place.column}" if place else "-"
    return f"{where} {finding.code} {finding.severity} {finding.message} → {finding.hint}"


def expected_of(path: Path) -> tuple[bool, list[str]]:
    """Whether finals are asked for, and the lines to come."""
    lines = path.with_suffix(".findings").read_text(encoding="utf-8").splitlines()
    finals = lines[:1] == [ASKED_FINALS]
    return finals, lines[1:] if finals else lines


def outcome_of(path: Path, *, finals: bool) -> Outcome:
    return render_file(path) if finals else check_file(path)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case_gives_exactly_its_findings(path: Path) -> None:
    finals, expected = expected_of(path)
    found = outcome_of(path, finals=finals).findings
    kept = [finding for finding in found if path in READING or not finding.code.startswith(OF_READERS)]
    assert [as_line(finding) for finding in kept] == expected


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_an_error_leaves_no_document(path: Path) -> None:
    finals = render_file(path)
    assert bool(finals.documents) != has_errors(finals.findings)


def test_every_finding_has_a_place_in_its_file_a_cure_and_no_english() -> None:
    for path in CASES:
        lines = path.read_text(encoding="utf-8").splitlines()
        for finding in check_file(path).findings:
            place = finding.origin
            assert place is not None and Path(place.file).name == path.name, finding
            assert 1 <= place.line <= len(lines), finding
            assert 1 <= place.column <= len(lines[place.line - 1]) + 1, finding
            assert finding.hint, finding
            assert not any(word in finding.message for word in ("None", "Error", "input", "type")), finding


def test_every_case_is_wrong_in_some_way() -> None:
    assert [path.stem for path in CASES if not any(expected_of(path))] == []
    assert len(CASES) >= 45
