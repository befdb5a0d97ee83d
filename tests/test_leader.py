"""A leader who reads every example before signing sends none of them back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.leader.criteria import CRITERIA, complaints, findings_of
from tests.leader.stricter import STRICTER, examples_in
from wenming_docs.codes import CODES

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))
BARE = Path(__file__).parent / "leader" / "good" / "任务只有名称.yaml"
BAD = sorted((Path(__file__).parent / "leader" / "bad").glob("*.yaml"))

ACCEPTED = {
    ("白鹿镇", "通知", 4): "印发通知的引言只说印发什么、请怎么办，一句话就够，写长了反而是套话。",
    (
        "市档案馆",
        "实施方案",
        7,
    ): "只有四项任务，本单位习惯一栏一行写牵头、配合、责任人、时限，这几行本来就短。",
    ("东城区", "综合情况 第二季度", 7): "一个单位一段，报了一个数的就一句；谁迟报几天一句说清，不凑字数。",
    ("东城区", "综合情况 第二季度", 11): "各单位报来的数由程序连成句子，作者写的是引言、问题和打算。",
}
"""Example, document, criterion: where our stricter measure does not fit; the program is content."""


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_no_example_is_sent_back(path: Path) -> None:
    assert {number: said for number in CRITERIA if (said := complaints(path, number))} == {}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_signer_finds_nothing_at_all_in_an_example(path: Path) -> None:
    assert [finding for finding in findings_of(path) if finding.code.startswith("W1")] == []


@pytest.mark.parametrize("number", STRICTER)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_hold_more_than_is_asked_of_others(path: Path, number: int) -> None:
    found = {
        example.name: said
        for example in examples_in(path)
        if (example.stem, example.name, number) not in ACCEPTED
        and (said := list(STRICTER[number](example.paper)))
    }
    assert found == {}


def test_what_is_accepted_is_still_there_to_accept() -> None:
    read = {(example.stem, example.name): example for path in EXAMPLES for example in examples_in(path)}
    idle = [key for key in ACCEPTED if not list(STRICTER[key[2]](read[key[:2]].paper))]
    assert idle == []


def test_every_criterion_has_codes_that_exist_and_a_document_it_sends_back() -> None:
    assert sorted(CRITERIA) == list(range(1, 25))
    assert {code for codes in CRITERIA.values() for code in codes} - set(CODES) == set()
    assert {int(path.stem[:2]) for path in BAD} == set(CRITERIA)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_document_is_sent_back_with_exactly_these_complaints(path: Path) -> None:
    wanted = path.with_suffix(".complaints").read_text(encoding="utf-8").splitlines()
    assert wanted
    assert complaints(path, int(path.stem[:2])) == wanted


def test_tasks_without_a_text_are_named_in_a_sentence_not_in_empty_headings() -> None:
    plan = examples_in(BARE)[0].paper
    assert plan.paragraphs[1:] == [
        "重点抓好以下三项工作，任务分工见附件：",
        "（一）提升市容环境。清理背街小巷、规范沿街经营、改造农贸市场。",
        "（二）改善居住条件。清理楼道杂物、增设停车泊位、完善助老服务。",
        "（三）维护公共秩序。引导文明过街、规范车辆停放、调处邻里纠纷。",
    ]


def test_a_report_without_sections_leads_into_its_headings() -> None:
    report = examples_in(BARE)[1].paper
    assert report.paragraphs[1:] == [
        "重点推进了以下两个方面的工作：",
        "清理背街小巷12条。",
        "清理楼道30个。",
    ]
