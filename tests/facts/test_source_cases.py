"""Each YAML of tests/cases/source gives exactly the findings written beside it, with either parser."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenming_docs.codes import source, source_lines
from wenming_docs.facts.source.source import Page, read_page
from wenming_docs.facts.source.tree import ParserClass, PurePythonParser, fastest_parser
from wenming_docs.findings import Finding, Severity, by_place

CASES = sorted((Path(__file__).parents[1] / "cases" / "source").glob("*.yaml"))
PARSERS = {"libyaml": fastest_parser(), "pure": PurePythonParser}


def page_of(path: Path, parser: ParserClass) -> Page:
    return read_page(path, path.name, (), parser)


def as_line(finding: Finding) -> str:
    origin = finding.origin
    assert origin is not None
    return (
        f"{origin.line}:{origin.column} {finding.code} {finding.severity} {finding.message} → {finding.hint}"
    )


@pytest.mark.parametrize("parser", PARSERS.values(), ids=PARSERS.keys())
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case_gives_exactly_its_findings(path: Path, parser: ParserClass) -> None:
    expected = path.with_suffix(".findings").read_text(encoding="utf-8").splitlines()
    page = page_of(path, parser)
    assert [as_line(finding) for finding in by_place(page.findings)] == expected
    refused = any(finding.severity is Severity.ERROR for finding in page.findings)
    assert (page.root is None) == refused


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_both_parsers_give_the_same_tree(path: Path) -> None:
    assert page_of(path, fastest_parser()).root == page_of(path, PurePythonParser).root


def test_there_are_cases_for_every_finding_of_one_text() -> None:
    texts = [path.with_suffix(".findings").read_text(encoding="utf-8") for path in CASES]
    seen = {line.split()[1] for text in texts for line in text.splitlines()}
    known = {code.code for code in (*source.CODES, *source_lines.CODES)}
    elsewhere = {"S001", "S002", "S003", "S015", "S016"}  # test_source_files, test_source_bounds
    including = {code for code in known if code >= "S060"}  # test_source_includes
    assert seen == known - elsewhere - including


def test_the_findings_of_one_text_are_the_same_in_every_run() -> None:
    for path in CASES:
        first, second = page_of(path, fastest_parser()), page_of(path, fastest_parser())
        assert (first.findings, first.root) == (second.findings, second.root)
