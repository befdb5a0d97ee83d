"""测评体系 joined with tasks by number: holes, doubles, marks, changed texts, each where it is."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.analysis.coverage import (
    AssessmentCoverage,
    assessment_coverage,
    items_of,
    number_key,
    rows_of_unit,
)
from wenming_docs.facts.analysis.scoring import review, scores, texts_to_agree
from wenming_docs.facts.checks import check_facts
from wenming_docs.facts.model import Workspace, build_workspace
from wenming_docs.facts.source import parse_source
from wenming_docs.findings import Finding, by_place

SYSTEM = (Path(__file__).parents[2] / "examples" / "年度" / "测评体系.yaml").read_text(encoding="utf-8")
SMALL = """测评体系:
  名称: 测评细则
  项目:
    - 编号: '1'
      名称: 公共环境
      指标:
        - 编号: '1.1'
          名称: 市容环境
          内容:
            - 编号: 1.1.1
              内容: 背街小巷干净整洁
              标准: 无乱堆乱放。
              分值: 2分
            - 编号: 1.1.2
              内容: 集贸市场干净有序
              分值: 1分
        - 编号: '1.2'
          名称: 公共设施
          内容:
            - 编号: 1.2.1
              内容: 公共厕所管理规范
              分值: 0.1分
    - 编号: '2'
      名称: 公共秩序
      指标:
        - 编号: '2.1'
          名称: 交通秩序
"""


def facts(text: str) -> Workspace:
    """The workspace of ``text``; the sound part of a faulty one."""
    try:
        return build_workspace(parse_source(text, "测评.yaml"))
    except InvalidInput as error:
        assert isinstance(error.draft, Workspace)
        return error.draft


def coverage(text: str) -> AssessmentCoverage:
    found = assessment_coverage(facts(text))
    assert found is not None
    return found


def tasks_text(numbers: dict[str, str]) -> str:
    """Tasks by name, each with its 测评."""
    lines = [f"  - 名称: {name}\n    牵头: 城管办\n    测评: {number}\n" for name, number in numbers.items()]
    return "任务:\n" + "".join(lines)


@cache
def all_numbers() -> tuple[str, ...]:
    system = facts(SYSTEM).assessment_system
    assert system is not None
    return tuple(str(item.code) for item in items_of(system))


def codes(rows: object) -> list[str]:
    return [str(row.item.code) for row in rows]  # type: ignore[attr-defined]


def found_in(text: str) -> list[Finding]:
    return by_place(found for found in check_facts(facts(text)) if found.code.startswith("F15"))


def told(text: str) -> list[str]:
    """Place, code and message of each finding about the system."""
    return [
        f"{found.origin.line}:{found.origin.column} {found.code} {found.message}"
        for found in found_in(text)
        if found.origin
    ]


# --- holes ---------------------------------------------------------------------------------------


def test_the_example_system_is_large_and_its_tasks_can_take_all_of_it() -> None:
    linked = coverage(SYSTEM + tasks_text({f"任务{n}": n for n in all_numbers()}))
    assert len(linked.rows) == len(all_numbers()) >= 40
    assert (linked.holes, linked.doubled, linked.unknown, linked.twins) == ((), (), (), ())


def test_without_one_link_exactly_that_item_is_the_hole() -> None:
    for dropped in all_numbers():
        linked = {f"任务{n}": n for n in all_numbers() if n != dropped}
        assert codes(coverage(SYSTEM + tasks_text(linked)).holes) == [dropped]


def test_a_hole_is_told_at_its_own_line_with_the_number_to_write() -> None:
    for dropped in all_numbers():
        text = SYSTEM + tasks_text({f"任务{n}": n for n in all_numbers() if n != dropped})
        (finding,) = [found for found in found_in(text) if found.code == "F150"]
        assert finding.origin is not None
        assert text.splitlines()[finding.origin.line - 1].strip() == f"- 编号: {dropped}"
        assert f"“测评: {dropped}”" in finding.hint


def test_the_number_of_an_upper_level_takes_all_below_it() -> None:
    assert codes(coverage(SMALL + tasks_text({"甲": "1.1", "乙": "2"})).holes) == ["1.2.1"]
    assert codes(coverage(SMALL + tasks_text({"甲": "1", "乙": "2.1"})).holes) == []


def test_an_indicator_without_contents_stands_for_itself() -> None:
    assert codes(coverage(SMALL + tasks_text({"甲": "1"})).holes) == ["2.1"]


def test_holes_of_one_indicator_are_told_together() -> None:
    assert told(SMALL + tasks_text({"甲": "1.2"})) == [
        "10:19 F150 “1.1 市容环境”有2项内容没有任务对应：1.1.1、1.1.2",
        "26:15 F150 “2.1 交通秩序”有1项内容没有任务对应：2.1“交通秩序”",
    ]


def test_a_system_that_nobody_linked_yet_is_told_once() -> None:
    assert told(SMALL + "任务:\n  - 名称: 甲\n") == ["10:19 F150 测评体系有4项内容，还没有一项任务写“测评”"]
    assert told(SMALL) == []


@given(st.sets(st.sampled_from(all_numbers())))
@settings(max_examples=60, deadline=None)
def test_holes_are_what_no_task_names_whatever_is_linked(linked: set[str]) -> None:
    found = coverage(SYSTEM + (tasks_text({f"任务{n}": n for n in sorted(linked)}) if linked else ""))
    assert codes(found.holes) == [number for number in all_numbers() if number not in linked]


# --- doubles, unknown numbers, twins -------------------------------------------------------------


def test_items_of_several_tasks_are_doubled_and_told_where_leads_differ() -> None:
    same = SMALL + tasks_text({"甲": "1", "乙": "1.1.2、2.1"})
    assert codes(coverage(same).doubled) == ["1.1.2"]
    assert told(same) == []
    other = same.replace("  - 名称: 乙\n    牵头: 城管办", "  - 名称: 乙\n    牵头: 宣传办")
    assert told(other) == [
        "34:9 F158 1.1.2“集贸市场干净有序”有2项任务对应，牵头单位不同："
        "“甲”（城管办，第29行）、“乙”（宣传办，第32行）"
    ]


def test_a_task_and_its_subtask_are_not_two() -> None:
    text = SMALL + "任务:\n  - 名称: 甲\n    牵头: 城管办\n    测评: 1、2\n    子任务:\n"
    text += "      - 名称: 乙\n        牵头: 宣传办\n        测评: 1.1.1\n"
    found = coverage(text)
    assert (found.doubled, found.holes) == ((), ())
    assert [[str(task.name) for task in row.doers] for row in found.rows][:2] == [["乙"], ["甲"]]
    assert [str(task.name) for task in found.rows[0].tasks] == ["甲", "乙"]
    assert told(text) == []


def test_an_unknown_number_is_told_with_the_one_it_was_meant_to_be() -> None:
    text = SMALL + tasks_text({"甲": "1、2", "乙": "1.1.12", "丙": "集贸市场干净有序"})
    assert [(found.code, found.message, found.hint) for found in found_in(text)] == [
        ("F151", "测评体系里没有编号“1.1.12”", "是不是想写“1.1.1”"),
        ("F151", "测评体系里没有编号“集贸市场干净有序”", "是不是想写“1.1.2”"),
    ]


def test_full_width_numbers_and_blanks_are_the_same_number() -> None:
    assert number_key("１．１ ．１") == number_key("1.1.1") and number_key("Ⅱ-8") == number_key("II－8")
    assert codes(coverage(SMALL + tasks_text({"甲": "１．１．１、1.1.2、1.2、2"})).holes) == []


def test_a_number_given_twice_is_told_at_the_second_place() -> None:
    text = SMALL.replace("1.2.1", "1.1.1") + tasks_text({"甲": "1、2"})
    assert told(text) == ["20:19 F152 编号“1.1.1”用了两次（第10行）"]


def test_no_system_no_findings() -> None:
    assert assessment_coverage(facts(tasks_text({"甲": "Ⅱ-8"}))) is None
    assert told(tasks_text({"甲": "Ⅱ-8"})) == []


# --- evidence ------------------------------------------------------------------------------------


def test_evidence_comes_from_the_item_its_tasks_and_their_results() -> None:
    text = SMALL.replace("分值: 1分", "分值: 1分\n              佐证: 本项.docx")
    text += "任务:\n  - 名称: 甲\n    测评: 1.1\n    佐证: 任务.docx\n    子任务:\n      - 名称: 乙\n"
    text += "成果:\n  - 任务: 乙\n    事: 清巷\n    佐证: 成果.jpg\n"
    text += "  - 任务: 甲\n    事: 巡查\n    佐证: 任务.docx\n"
    found = coverage(text)
    shown = [[str(name) for name in row.evidence] for row in found.rows]
    assert shown == [["任务.docx", "成果.jpg"], ["本项.docx", "任务.docx", "成果.jpg"], [], []]
    assert codes(found.unproved) == ["1.2.1", "2.1"]


# --- marks ---------------------------------------------------------------------------------------


def marked(*scores_typed: str) -> str:
    """The small system with 自评 in order; "" leaves one out."""
    text = SMALL
    for points, score in zip(("分值: 2分", "分值: 1分", "分值: 0.1分"), scores_typed, strict=True):
        if score:
            text = text.replace(points, f"{points}\n              自评: {score}\n              佐证: 册.docx")
    return text + tasks_text({"甲": "1、2"})


def test_marks_are_added_by_indicator_project_and_in_all_without_rounding() -> None:
    found = scores(coverage(marked("2分", "0.2分", "0.1分")))
    assert [(str(level.code), score.score) for level, score in found.indicators] == [
        ("1.1", Decimal("2.2")),
        ("1.2", Decimal("0.1")),
        ("2.1", Decimal(0)),
    ]
    assert [score.score for _, score in found.projects] == [Decimal("2.3"), Decimal(0)]
    assert (found.whole.score, found.whole.points, found.whole.items) == (Decimal("2.3"), Decimal("3.1"), 4)
    assert found.whole.share == Decimal("2.3") / Decimal("3.1") * 100
    assert (found.whole.assessed, found.whole.complete) == (3, False)


def test_the_share_counts_the_assessed_items_only() -> None:
    found = scores(coverage(marked("1分", "", ""))).whole
    assert (found.assessed, found.assessed_points, found.share) == (1, Decimal(2), Decimal(50))
    assert scores(coverage(marked("", "", ""))).whole.share is None


def test_more_than_full_marks_deductions_without_reason_and_vague_marks_are_told() -> None:
    assert told(marked("2.5分", "0.5分", "约0.1分")) == [
        "14:19 F153 1.1.1自评“2.5分”，超过了分值“2分”",
        "19:19 F154 “1.1 市容环境”有1项自评扣了分，没有写原因：1.1.2扣0.5分",
        "27:19 F159 “约0.1分”不是确定的分数，自评没有算进去",
    ]


def test_marks_without_evidence_are_told() -> None:
    assert told(marked("2分", "", "").replace("              佐证: 册.docx\n", "")) == [
        "14:19 F155 “1.1 市容环境”有1项给了分，没有佐证：1.1.1“背街小巷干净整洁”"
    ]


@given(st.lists(st.integers(0, 40), min_size=3, max_size=3))
@settings(max_examples=40, deadline=None)
def test_the_whole_is_the_sum_of_its_projects_and_of_its_indicators(quarters: list[int]) -> None:
    found = scores(coverage(marked(*(f"{Decimal(number) / 4}分" for number in quarters))))
    for name in ("points", "score", "assessed", "items", "assessed_points"):
        parts = [getattr(score, name) for _, score in found.projects]
        assert sum(parts) == getattr(found.whole, name)
        assert sum(getattr(score, name) for _, score in found.indicators) == getattr(found.whole, name)


# --- texts that changed --------------------------------------------------------------------------


def agreed(text: str) -> str:
    """测评核对 for the system in ``text``, as the program writes it."""
    lines = [f"  '{code}': {said}\n" for code, said in texts_to_agree(coverage(text)).items()]
    return "测评核对:\n" + "".join(lines)


def test_one_changed_text_asks_for_exactly_its_tasks_again() -> None:
    links = tasks_text({f"任务{n}": n for n in all_numbers()} | {"总的": "3"})
    before = agreed(SYSTEM)
    contents = [line for line in SYSTEM.splitlines() if line.startswith("              内容: ")]
    assert len(contents) == len(all_numbers())
    for number, line in zip(all_numbers(), contents, strict=True):
        workspace = facts(SYSTEM.replace(line, line + "有序", 1) + links + before)
        linked = assessment_coverage(workspace)
        assert linked is not None
        found = review(workspace, linked)
        assert found is not None and (found.new, found.gone) == ((), ())
        (change,) = found.changed
        tied = [str(task.name) for task in change.row.tasks]
        assert tied == [f"任务{number}"] + (["总的"] if number.startswith("3") else [])


def test_a_changed_text_is_told_with_both_readings_and_its_tasks() -> None:
    before = agreed(SMALL)
    text = SMALL.replace("无乱堆乱放。", "无乱堆乱放、无飞线。") + tasks_text({"甲": "1", "乙": "1.1.1、2"})
    (finding,) = [found for found in found_in(text + before) if found.code == "F156"]
    assert finding.message == (
        "1.1.1的文字和上次核对时不一样：原来是“……小巷干净整洁 无乱堆乱放。”，"
        "现在是“……小巷干净整洁 无乱堆乱放、无飞线。”"
    )
    assert finding.hint == "重新核对“甲”（第29行）、“乙”（第32行）；核对完运行 wenming coverage 文件 --accept"


@pytest.mark.parametrize("other", ["无 乱堆乱放。", "无乱堆\n                乱放。"])
def test_blanks_alone_change_nothing(other: str) -> None:
    typed = f"标准: |\n                {other}" if "\n" in other else f"标准: {other}"
    text = SMALL.replace("标准: 无乱堆乱放。", typed) + tasks_text({"甲": "1、2"})
    assert told(text + agreed(SMALL)) == []


def test_new_items_and_numbers_that_are_gone_are_told() -> None:
    before = agreed(SMALL).replace("'1.2.1'", "'1.9.9'")
    assert [line.split(" ", 1)[1] for line in told(SMALL + tasks_text({"甲": "1、2"}) + before)] == [
        "F157 测评体系有1项内容是上次核对以后加的：1.2.1“公共厕所管理规范”",
        "F157 上次核对过的编号，测评体系里已经没有：1.9.9",
    ]


def test_without_agreed_texts_nothing_is_to_be_looked_at_again() -> None:
    workspace = facts(SMALL + tasks_text({"甲": "1"}))
    linked = assessment_coverage(workspace)
    assert linked is not None and review(workspace, linked) is None


def test_what_is_written_as_agreed_is_agreed() -> None:
    text = SYSTEM + tasks_text({"甲": "1、2、3、4、5"})
    assert [line for line in told(text + agreed(SYSTEM)) if "F15" in line] == []


def test_the_items_of_a_unit_are_those_its_tasks_lead_or_support() -> None:
    text = "单位:\n  内设: 城管办、宣传办\n  下级:\n    社区: 东门社区、西门社区\n" + SMALL
    text += "任务:\n  - 名称: 甲\n    牵头: 城管办\n    配合: 宣传办\n    测评: 1.1.1\n"
    text += "  - 名称: 乙\n    牵头: 宣传办\n    配合: 各社区\n    测评: 2\n"
    workspace = facts(text)
    found = assessment_coverage(workspace)
    assert found is not None
    units = ("宣传办", "城管办", "东门社区")
    shown = [codes(rows_of_unit(workspace, found, unit)) for unit in units]
    assert shown == [["1.1.1", "2.1"], ["1.1.1"], ["2.1"]]
