"""A paragraph is taken as it was edited, the whole of it: several changes of one value are one change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pulling.plans import PLAN, after, changed_lines, edited, plan_in, pulled, rendered

UNTITLED = PLAN.replace("    标题: 青石街道2026年全国文明城市创建工作实施方案\n", "")


def _lines(plan: Path, *changes: tuple[str, str]) -> list[tuple[str, str]]:
    """The lines of the plan that change; nothing may be left."""
    found = pulled(plan, edited(rendered(plan), *changes))
    assert found.left == ()
    return changed_lines(PLAN, after(found)["计划.yaml"])


def test_words_moved_within_a_paragraph_are_not_taken_out_without_being_put_in(tmp_path: Path) -> None:
    plan = plan_in(
        tmp_path, UNTITLED.replace("荣誉: 全国文明城市", "荣誉: 全国文明城市\n  名称: 全国文明城市创建")
    )
    moved = ("2026年全国文明城市创建实施", "2026年创建全国文明城市实施")
    found = pulled(plan, edited(rendered(plan), moved))
    assert found.files == ()
    assert len(found.left) == 2


@pytest.mark.parametrize(
    ("before", "behind", "old", "new"),
    [
        ("提升市容环境", "全面提升市容环境面貌", "- 名称: 提升市容环境", "- 名称: 全面提升市容环境面貌"),
        ("随贴随清", "随时随贴随清除", '"每周巡查，随贴随清。"', '"每周巡查，随时随贴随清除。"'),
        ("讲身边人身边事", "讲身边好人身边事儿", "讲身边人身边事。", "讲身边好人身边事儿。"),
        ("从居民门口改起", "先从居民门口改起做起", "从居民门口改起。", "先从居民门口改起做起。"),
        ("逐条过堂，一巷", "条过堂评议，一巷", "逐条过堂，一巷一策。", "条过堂评议，一巷一策。"),
    ],
    ids=["put in before and behind", "quoted", "folded", "literal", "taken out and put in"],
)
def test_two_changes_of_one_value_in_one_paragraph_are_taken_together(
    tmp_path: Path, before: str, behind: str, old: str, new: str
) -> None:
    [line, *followers] = _lines(plan_in(tmp_path), (before, behind))
    assert old in line[0]
    assert line == (line[0], line[0].replace(old, new))
    assert followers == []


def test_the_same_two_changes_in_text_and_table_are_one_change_of_the_plan(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    both = (("清除小广告", "全面清除小广告工作"), (">清除小广告<", ">全面清除小广告工作<"))
    lines = _lines(plan, *both)
    assert lines[0] == ("- 名称: 清除小广告", "- 名称: 全面清除小广告工作")
    assert [new for _, new in lines[1:]] == ["任务: 全面清除小广告工作"] * 2


def test_two_paragraphs_that_disagree_about_a_value_are_both_listed(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    both = (("清除小广告", "全面清除小广告工作"), (">清除小广告<", ">集中清除小广告<"))
    found = pulled(plan, edited(rendered(plan), *both))
    assert found.files == ()
    assert {each.code for each in found.left} == {"X057"}


def test_what_another_paragraph_asks_for_in_whole_is_taken(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    half = ("完成时限：长期坚持）", "时限：年底前）")  # a word of the template as well
    found = pulled(plan, edited(rendered(plan), half, (">长期坚持<", ">年底前<")))
    assert changed_lines(PLAN, after(found)["计划.yaml"]) == [("时限: 长期坚持", "时限: 年底前")]
    assert [each.code for each in found.left] == ["X053"]


def test_what_the_proof_gives_back_takes_the_rest_of_its_paragraph_along(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    edit = ("责任人：丁一鸣；完成时限：9月底前", "责任人：丁一明；完成时限：9月31日前")
    found = pulled(plan, edited(rendered(plan), edit))
    assert found.files == ()
    assert sorted(each.code for each in found.left) == ["X061", "X062"]
    assert any("这一段另有改动收不了，这一处也没有收" in each.message for each in found.left)
