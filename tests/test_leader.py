"""A leader who reads every example before signing sends none of them back."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.leader.criteria import CRITERIA, complaints
from tests.leader.paper import Paper, read_papers
from wenming_docs.blocks import Manuscript, Signature, Text

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))
BAD = sorted((Path(__file__).parent / "leader" / "bad").glob("*.yaml"))

ACCEPTED = {
    ("白鹿镇", "通知", 4): "印发通知的引言只说印发什么、请怎么办，一句话就够，写长了反而是套话。",
    ("东门社区周报", "进展汇报 5月11日—17日", 18): (
        "周报全文不过七百字，两条问题都点了楼号和网格，再压短就没有点位了。"
    ),
}
"""Example, document, criterion: why a leader signs all the same."""


@cache
def papers(path: Path) -> tuple[Paper, ...]:
    """The documents of an example, compiled once."""
    return read_papers(path)


@pytest.mark.parametrize("number", CRITERIA)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_no_example_is_sent_back(path: Path, number: int) -> None:
    found = {
        paper.name: said
        for paper in papers(path)
        if (paper.example, paper.name, number) not in ACCEPTED and (said := complaints(paper, number))
    }
    assert found == {}


def test_what_is_accepted_is_still_there_to_accept() -> None:
    read = {(paper.example, paper.name): paper for path in EXAMPLES for paper in papers(path)}
    idle = [key for key in ACCEPTED if not complaints(read[key[:2]], key[2])]
    assert idle == []


def test_every_criterion_has_a_document_it_sends_back() -> None:
    assert {int(path.stem[:2]) for path in BAD} == set(CRITERIA)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_document_is_sent_back_with_exactly_these_complaints(path: Path) -> None:
    wanted = path.with_suffix(".complaints").read_text(encoding="utf-8").splitlines()
    assert complaints(read_papers(path)[-1], int(path.stem[:2])) == wanted


def test_a_date_without_its_day_is_sent_back() -> None:
    (paper,) = read_papers(BAD[0])
    for date, said in (
        ("2026年7月8日", []),
        ("2026年7月  日", []),
        ("2026年7月", ["成文日期不全：2026年7月"]),
    ):
        signature = Signature((), (Text(date),))
        signed = replace(paper, compiled=replace(paper.compiled, manuscript=Manuscript((signature,))))
        assert complaints(signed, 1) == said
