"""A starter file is right YAML whatever was answered, and names only what it declares."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_docs.errors import WrongUse
from wenming_docs.facts.scaffold import profiles, questions, starter
from wenming_docs.findings import Finding, Severity
from wenming_docs.pipeline import Options, check_file, render_file

NAMES = [profile.name for profile in profiles()]
YEAR = {"年度": "2026"}
LINE = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Co", "Zl", "Zp"), exclude_characters="\ufffe\uffff"),
    min_size=1,
).filter(lambda text: text.strip())


def load(text: str) -> dict:
    """The starter as plain data, every scalar a text."""
    return yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def uncommented(text: str) -> str:
    """The starter with its example rows switched on."""
    head, year_round = text.split("# —— 全年", 1)
    lines = ["# —— 全年" + year_round.splitlines()[0], *year_round.splitlines()[1:]]
    return head + "\n".join(re.sub(r"^#(?! ——) ?(?=.)", _first_blank, line) for line in lines)


def _first_blank(mark: re.Match[str]) -> str:
    """`# 成果` loses two signs, `#  - 文种` only its own."""
    return "" if mark.string[1:3] != "  " else mark.group()[1:]


def tasks_of(rows: list[dict]) -> list[dict]:
    """All tasks, subtasks included."""
    return [task for row in rows for task in (row, *tasks_of(row.get("子任务", [])))]


def test_the_default_profile_comes_first_and_names_are_unique() -> None:
    assert NAMES[0] == "街道-全国文明城市"
    assert len(set(NAMES)) == len(NAMES) >= 8
    assert all(profile.title and profile.description for profile in profiles())


@pytest.mark.parametrize("name", NAMES)
def test_a_profile_asks_a_handful_of_questions(name: str) -> None:
    keys = [question.key for question in questions(name)]
    assert {"单位名称", "自称", "年度", "荣誉", "下级", "组长"} <= set(keys)
    assert len(keys) == len(set(keys)) <= 11
    assert [question.key for question in questions(name) if not question.default] == ["年度"]


@pytest.mark.parametrize("name", NAMES)
def test_leads_are_declared_offices(name: str) -> None:
    facts = load(starter(name, YEAR))
    offices = facts["单位"]["内设"].split("、")
    leads = {task["牵头"] for task in tasks_of(facts["任务"]) if "牵头" in task}
    assert leads <= set(offices)
    assert facts["领导小组"]["办公室"]["设在"] in offices


@pytest.mark.parametrize("name", NAMES)
def test_every_example_row_works_when_its_comment_sign_goes(name: str) -> None:
    facts = load(uncommented(starter(name, YEAR)))
    names = {task["名称"] for task in tasks_of(facts["任务"])}
    assert [row["任务"] in names for row in facts["成果"]] == [True]
    assert [item["文种"] for item in facts["文稿"]] == ["实施方案", "进展汇报", "工作总结"]
    assert facts["文稿"][1]["章节"][0]["取"] in names
    figures = {row["指标"] for row in facts["工作目标"] if isinstance(row, dict)}
    assert set(facts["成果"][0]["数据"]) <= figures


@pytest.mark.parametrize("name", NAMES)
def test_phases_are_contiguous_and_end_with_the_year(name: str) -> None:
    months = [
        [int(month) for month in re.findall(r"\d+", phase["起止"])]
        for phase in load(starter(name, YEAR))["阶段"]
    ]
    assert [span[0] for span in months[1:]] == [span[-1] + 1 for span in months[:-1]]
    assert months[-1][-1] == 12


@pytest.mark.parametrize("name", NAMES)
def test_no_slot_is_left_and_lines_stay_readable(name: str) -> None:
    text = starter(name, YEAR)
    assert "${" not in text and "\t" not in text
    assert max(len(line) for line in text.splitlines()) <= 90


@settings(max_examples=40)
@given(LINE, LINE)
def test_whatever_is_answered_stays_one_value(office: str, leader: str) -> None:
    answers = {"单位名称": office, "组长": leader, "城管科室": office}
    facts = load(starter(NAMES[0], YEAR | answers))
    assert facts["单位"]["名称"] == facts["任务"][0]["牵头"] == re.sub(" +", " ", office).strip()
    assert facts["领导小组"]["组长"] == re.sub(" +", " ", leader).strip()


@pytest.mark.parametrize(
    "answer",
    [
        "“甲”: #1 项目",
        "- 甲",
        "'甲' \"乙\"",
        "【甲",
        "{{ 7*7 }}",
        "no",
        "010",
        "甲：乙",
        "[甲、乙]",
        "${单位}",
        "\\n",
        "a\nb",
    ],
)
def test_tricky_answers_come_back_as_typed(answer: str) -> None:
    facts = load(starter(NAMES[0], YEAR | {"单位名称": answer}))
    assert facts["单位"]["名称"] == answer.replace("\n", " ")


def test_an_office_with_two_duties_is_declared_once() -> None:
    text = starter(NAMES[0], YEAR | {"创建科室": "党政办", "民生科室": "党政办"})
    assert load(text)["单位"]["内设"] == "党政办、城管办、平安办"


def test_a_blank_answer_takes_the_default() -> None:
    assert starter(NAMES[0], YEAR | {"自称": "  "}) == starter(NAMES[0], YEAR)


@pytest.mark.parametrize(
    ("profile", "answers", "message"),
    [
        ("街道", YEAR, "没有名为“街道”的样板"),
        (NAMES[0], {}, "请写明年度"),
        (NAMES[0], {"年度": "26"}, "请写明年度"),
        (NAMES[0], YEAR | {"单位": "甲"}, "没有这样的问题：单位"),
        (NAMES[0], YEAR | {"自称": "我\x07街道"}, "控制字符"),
    ],
)
def test_what_cannot_be_meant_is_refused(profile: str, answers: dict[str, str], message: str) -> None:
    with pytest.raises(WrongUse, match=re.escape(message)):
        starter(profile, answers)


def gaps_only(findings: tuple[Finding, ...]) -> list[str]:
    """What was found besides gaps and notices."""
    return [
        f"{finding.code} {finding.message}"
        for finding in findings
        if finding.severity is not Severity.NOTICE
        and not (finding.severity is Severity.WARNING and "待填" in finding.message)
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", [str, uncommented], ids=["as given", "uncommented"])
def test_a_starter_passes_the_check_and_prints_as_a_draft(
    name: str, shape: Callable[[str], str], tmp_path: Path
) -> None:
    file = tmp_path / "工作计划.yaml"
    file.write_text(shape(starter(name, YEAR)), encoding="utf-8")
    checked = check_file(file, Options())
    assert gaps_only(checked.findings) == []
    drafts = render_file(file, Options(draft=True)).documents
    assert [draft.kind for draft in drafts] == ["实施方案", "进展汇报", "工作总结"][
        : 1 if shape is str else 3
    ]
