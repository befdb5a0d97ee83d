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
BARE = Path(__file__).parent / "leader" / "good" / "任务只有名称.yaml"
BAD = sorted((Path(__file__).parent / "leader" / "bad").glob("*.yaml"))

ACCEPTED = {
    ("白鹿镇", "通知", 4): "印发通知的引言只说印发什么、请怎么办，一句话就够，写长了反而是套话。",
    ("东门社区周报", "进展汇报 5月11日—17日", 18): (
        "周报全文不过七百字，两条问题都点了楼号和网格，再压短就没有点位了。"
    ),
    (
        "市档案馆",
        "实施方案",
        7,
    ): "只有四项任务，本单位习惯一栏一行写牵头、配合、责任人、时限，这几行本来就短。",
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


def test_tasks_without_a_text_are_named_in_a_sentence_not_in_empty_headings() -> None:
    plan = read_papers(BARE)[0]
    assert plan.paragraphs[1:] == [
        "重点抓好以下三项工作，任务分工见附件：",
        "（一）提升市容环境。清理背街小巷、规范沿街经营、改造农贸市场。",
        "（二）改善居住条件。清理楼道杂物、增设停车泊位、完善助老服务。",
        "（三）维护公共秩序。引导文明过街、规范车辆停放、调处邻里纠纷。",
    ]


def test_a_report_without_sections_leads_into_its_headings() -> None:
    report = read_papers(BARE)[1]
    assert report.paragraphs[1:] == [
        "重点推进了以下两个方面的工作：",
        "清理背街小巷12条。",
        "清理楼道30个。",
    ]
