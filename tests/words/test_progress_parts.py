"""What a document says of targets and tasks as of a day, sentence by sentence; what stands in the table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_docs.blocks import Manuscript, Paragraph, Table, plain
from wenming_docs.facts.model import Workspace, build_workspace
from wenming_docs.facts.source import parse_source
from wenming_docs.findings import Severity
from wenming_docs.pipeline import Compiled, Options, compile_document, requests

HEAD = """\
单位:
  名称: 云山市甲街道办事处
  自称: 我街道
创建:
  荣誉: 全国文明城市
  年度: 2026
"""
TAKES = """\
文稿:
  - 文种: 进展汇报
    期间: 1—6月
    章节:
      - 标题: 总体情况
        取: {take}
"""


def compiled(body: str, document: str = TAKES.format(take="目标完成情况")) -> Compiled:
    """The first document of facts with ``body``."""
    workspace: Workspace = build_workspace(parse_source(HEAD + body + document, "台账.yaml"))
    path = Path("台账.yaml")
    [request, _] = requests(workspace, Options(draft=True), path)[0]
    assert request is not None
    return compile_document(workspace, request, Options(draft=True), path)


def said(manuscript: Manuscript) -> list[str]:
    return [plain(block.inlines) for block in manuscript.blocks if isinstance(block, Paragraph)]


def rows(manuscript: Manuscript) -> list[list[str]]:
    [table] = [block for block in manuscript.blocks if isinstance(block, Table)]
    return [[plain(column.title) for column in table.columns]] + [
        [plain(cell.inlines) for cell in row] for row in table.rows
    ]


def targets(*told: str) -> str:
    """工作目标 and 成果: ``指标 目标 累计`` each, － for none; all are due at the end of the year."""
    lines, results = ["工作目标:"], []
    for one in told:
        name, goal, done = one.split(" ")
        lines += [f"  - 指标: {name}", f"    目标: {goal}", "    时限: 年底前"]
        if done != "－":
            results += ["  - 期间: 1—6月", "    数据:", f"      {name}: {done}"]
    return "\n".join([*lines, *(["成果:", *results] if results else [])]) + "\n"


def opening(*told: str) -> str:
    """What 取: 目标完成情况 says of these targets at the end of June (时序进度 49.6%)."""
    return said(compiled(targets(*told)).manuscript)[1]


ON_TIME, BEHIND, DONE, NONE = (
    "整治巷道{} 10条 6条",
    "清运垃圾{} 10车 3车",
    "建助餐点{} 2个 2个",
    "办道德讲堂{} 4期 －",
)


def many(*patterns: tuple[str, int]) -> list[str]:
    return [pattern.format("甲乙丙丁戊己"[number]) for pattern, count in patterns for number in range(count)]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            ["整治巷道 36条 21条"],
            "截至6月30日，整治巷道21条（目标36条，完成率58.3%），达到时序进度。",
        ),
        (
            ["整治巷道 36条 3条", "发放倡议书 9000份 8900余份"],
            "截至6月30日，整治巷道3条（目标36条，完成率8.3%），滞后；发放倡议书8900余份（目标9000份），达到时序进度。",
        ),
        (["发放倡议书 9000份 近3000份"], "截至6月30日，发放倡议书近3000份（目标9000份）。"),
        (["发放倡议书 9000份 －"], "截至6月30日，发放倡议书（目标9000份）尚无成果。"),
        (["居民满意率 不低于95% 93.5%"], "截至6月30日，居民满意率93.5%（目标不低于95%），未达目标。"),
        (
            many((DONE, 1), (ON_TIME, 1), (BEHIND, 1)),
            "截至6月30日，3项量化目标中，1项已完成，1项达到时序进度，1项滞后。滞后的是清运垃圾甲。具体情况见下表。",
        ),
        (many((DONE, 3)), "截至6月30日，3项量化目标全部完成。具体情况见下表。"),
        (many((ON_TIME, 4)), "截至6月30日，4项量化目标均达到时序进度。具体情况见下表。"),
        (many((BEHIND, 3)), "截至6月30日，3项量化目标均滞后。具体情况见下表。"),
        (
            many((ON_TIME, 1), (BEHIND, 5), (NONE, 2)),
            "截至6月30日，8项量化目标中，1项达到时序进度，5项滞后，2项尚无成果。滞后的是清运垃圾甲、清运垃圾乙、"
            "清运垃圾丙等5项；尚无成果的是办道德讲堂甲、办道德讲堂乙。具体情况见下表。",
        ),
    ],
)
def test_the_sentence_about_the_targets(told: list[str], expected: str) -> None:
    assert opening(*told) == expected


def test_six_ways_to_stand_take_two_pieces() -> None:
    told = many((DONE, 1), (ON_TIME, 1), (BEHIND, 1), (NONE, 1))
    told += ["事故 0起 1起", "满意率 不低于95% 90%"]
    assert opening(*told).startswith(
        "截至6月30日，6项量化目标中，1项已完成，1项达到时序进度，1项滞后，1项未达目标，1项超出上限；另有1项尚无成果。"
    )


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (["候诊时间 不超过20分钟 22分钟"], "候诊时间22分钟（目标不超过20分钟），超出上限。"),
        (["候诊时间 不超过20分钟 19分钟"], "候诊时间19分钟（目标不超过20分钟），未超上限。"),
        (["候诊时间 不超过20分钟 20分钟"], "候诊时间20分钟（目标不超过20分钟），未超上限。"),
        (["事故 0起 0起"], "事故0起（目标0起），未超上限。"),
        (["事故 0起 1起"], "事故1起（目标0起），超出上限。"),
        (["垃圾 5车以内 6车"], "垃圾6车（目标5车以内），超出上限。"),
        (
            ["甲等 0起 1起", "乙等 0起 2起", "丙等 0起 3起"],
            "3项量化目标均超出上限。具体情况见下表。",
        ),
        (
            ["甲等 0起 1起", "乙等 0起 0起", "丙等 0起 0起"],
            "3项量化目标中，2项未超上限，1项超出上限。超出上限的是甲等。具体情况见下表。",
        ),
    ],
)
def test_what_must_not_be_exceeded_is_never_praised_for_it(told: list[str], expected: str) -> None:
    assert opening(*told) == f"截至6月30日，{expected}"


def test_the_table_says_what_applies_and_never_a_rate_of_an_inexact_number() -> None:
    told = ["整治巷道 36条 21条", "满意率 不低于95% 90%", "发放倡议书 9000份 近3000份", "建助餐点 2个 －"]
    assert rows(compiled(targets(*told)).manuscript) == [
        ["指标", "年度目标", "完成情况", "完成率", "时序进度", "评价"],
        ["整治巷道", "36条", "21条", "58.3%", "49.6%", "达到时序进度"],
        ["满意率", "不低于95%", "90%", "—", "—", "未达目标"],
        ["发放倡议书", "9000份", "近3000份", "—", "49.6%", "—"],
        ["建助餐点", "2个", "—", "—", "49.6%", "尚无成果"],
    ]


def test_the_table_as_an_attachment_is_pointed_at_and_stands_there() -> None:
    document = TAKES.format(take="目标完成情况") + "    附件: 目标完成情况表、成果汇总表\n"
    found = compiled(targets(*many((DONE, 1), (BEHIND, 2))), document)
    assert said(found.manuscript)[1].endswith("滞后的是清运垃圾甲、清运垃圾乙。具体情况见附件1。")
    assert [f for f in found.findings if f.severity is Severity.ERROR] == []


def test_no_measured_target_nothing_to_print() -> None:
    found = compiled("工作目标:\n  - 顺利通过年度测评\n")
    assert [(f.code, f.message) for f in found.findings] == [
        ("F053", "“取: 目标完成情况”没有东西可印，这一节不印")
    ]


def test_a_target_that_is_left_out_is_not_counted() -> None:
    document = TAKES.format(take="目标完成情况") + "    不写: 清运垃圾甲\n"
    found = compiled(targets(*many((DONE, 2), (BEHIND, 1))), document)
    assert said(found.manuscript)[1].startswith("截至6月30日，建助餐点甲2个（目标2个，完成率100%），已完成；")


def test_a_target_that_is_told_so_far_is_not_missed_in_the_report() -> None:
    """F052 names the targets of which a report says nothing."""
    found = compiled(targets(*many((DONE, 1), (BEHIND, 2))))
    assert found.coverage is not None and found.coverage.unsaid == ()
    silent = compiled(
        targets("清运垃圾 10车 3车") + "任务:\n  - 名称: 巡查\n", TAKES.format(take="任务进展情况")
    )
    assert silent.coverage is not None and silent.coverage.unsaid == ((0, "清运垃圾"),)


@pytest.mark.parametrize("count", range(1, 7))
def test_no_more_than_two_rates_stand_in_a_sentence_whatever_the_number_of_targets(count: int) -> None:
    """A signer takes three in a whole text."""
    assert len(re.findall(r"完成率\d", opening(*many((BEHIND, count))))) == (count if count < 3 else 0)


@settings(max_examples=25, deadline=None)
@given(st.tuples(*[st.integers(0, 4)] * 4).filter(lambda counts: sum(counts) >= 3))
def test_the_parts_of_the_sentence_add_up_to_its_whole(counts: tuple[int, int, int, int]) -> None:
    told = opening(*many(*zip((DONE, ON_TIME, BEHIND, NONE), counts, strict=True)))
    first = told.split("。")[0]
    assert f"{sum(counts)}项量化目标" in first
    if "项量化目标中，" in first:
        said_of = [int(number) for number in re.findall(r"(\d+)项", first.split("中，")[1])]
        assert said_of == [count for count in counts if count]
    assert not re.search("[，。；、]{2}|中。|的是[；。]|0项", told.replace(f"{sum(counts)}项", ""))


def test_the_day_is_the_documents_own_where_the_period_goes_on() -> None:
    document = TAKES.format(take="目标完成情况").replace("1—6月", "全年") + "    日期: 2026年12月22日\n"
    assert said(compiled(targets("整治巷道 36条 36条"), document).manuscript)[1].startswith("截至12月22日，")
    later = document.replace("2026年12月22日", "2027年1月8日")
    assert said(compiled(targets("整治巷道 36条 36条"), later).manuscript)[1].startswith("截至12月31日，")


def test_without_a_period_and_a_date_nobody_knows_the_day() -> None:
    document = (
        "文稿:\n  - 文种: 通知\n    标题: 关于通报进度的通知\n    章节:\n      - 标题: 进度\n        取: {}\n"
    )
    for name in ("目标完成情况", "任务进展情况"):
        found = compiled(targets("整治巷道 36条 36条") + "任务:\n  - 名称: 巡查\n", document.format(name))
        assert ("F174", f"取了“{name}”，可不知道截至哪一天") in [(f.code, f.message) for f in found.findings]


# a report without sections of its author


SKELETON = "文稿:\n  - 文种: {kind}\n    期间: 1—6月\n    主送: 云山市人民政府\n    日期: 2026年7月8日\n"


@pytest.mark.parametrize("kind", ["进展汇报", "工作总结", "报告"])
def test_a_report_left_to_the_program_tells_the_total_first(kind: str) -> None:
    found = compiled(targets(*many((DONE, 1), (BEHIND, 2))), SKELETON.format(kind=kind))
    assert any(
        text.startswith("截至6月30日，3项量化目标中，1项已完成，2项滞后。") for text in said(found.manuscript)
    )
    assert len(rows(found.manuscript)) == 4
    assert [f for f in found.findings if f.severity is Severity.ERROR] == []


def test_it_says_nothing_of_targets_that_nobody_measures_or_that_are_left_out() -> None:
    results = "成果:\n  - 期间: 1—6月\n    数据:\n      清运垃圾: 3车\n"
    without = compiled("工作目标:\n  - 顺利通过年度测评\n" + results, SKELETON.format(kind="进展汇报"))
    assert not any(text.startswith("截至") for text in said(without.manuscript))
    left_out = SKELETON.format(kind="进展汇报") + "    不写: 目标完成情况\n"
    found = compiled(targets(*many((DONE, 3))), left_out)
    assert not any(text.startswith("截至") for text in said(found.manuscript))


def test_sections_of_an_author_stay_as_they_are() -> None:
    found = compiled(targets(*many((DONE, 3))), TAKES.format(take="成果"))
    assert not any(text.startswith("截至") for text in said(found.manuscript))


# tasks


def tasks(*told: str) -> str:
    """任务 and 成果: ``名称 时限 进度`` each; － for none."""
    lines, results = ["任务:"], []
    for one in told:
        name, due, progress = one.split(" ")
        lines += [f"  - 名称: {name}", *([] if due == "－" else [f"    时限: {due}"])]
        if progress != "－":
            results += ["  - 日期: 6月3日", f"    任务: {name}", f"    事: {name}", f"    进度: {progress}"]
    return "\n".join([*lines, *(["成果:", *results] if results else [])]) + "\n"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            [
                "整治巷道 5月底前 已完成",
                "清运垃圾 5月底前 已启动",
                "设助餐点 9月底前 －",
                "文明劝导 长期坚持 已启动",
            ],
            "截至6月30日，4项任务中，1项已完成，1项常态开展，1项逾期未完成，1项本期没有进展。"
            "逾期未完成的是清运垃圾；本期没有进展的是设助餐点。",
        ),
        (["整治巷道 5月底前 已完成"], "截至6月30日，整治巷道已完成。"),
        (["整治巷道 9月底前 已启动", "清运垃圾 9月底前 已启动"], "截至6月30日，2项任务均正在推进。"),
        (
            ["整治巷道 － －", "清运垃圾 7月5日前 已启动"],
            "截至6月30日，2项任务中，1项临近时限，1项本期没有进展。本期没有进展的是整治巷道。",
        ),
    ],
)
def test_the_sentence_about_the_tasks(told: list[str], expected: str) -> None:
    document = TAKES.format(take="任务进展情况")
    assert said(compiled(tasks(*told), document).manuscript)[1] == expected


def test_tasks_whose_turn_has_not_come_are_counted_and_not_blamed() -> None:
    waiting = "  - 名称: 拆除围挡\n    前置: 清运垃圾\n  - 名称: 栽种绿化\n    前置: 拆除围挡\n"
    body = tasks("整治巷道 5月底前 已完成", "清运垃圾 9月底前 已启动").replace("成果:", waiting + "成果:")
    told = said(compiled(body, TAKES.format(take="任务进展情况")).manuscript)[1]
    assert told == "截至6月30日，4项任务中，1项已完成，1项正在推进，2项未到开始。"


def test_no_tasks_nothing_to_print() -> None:
    found = compiled("", TAKES.format(take="任务进展情况"))
    assert [f.code for f in found.findings] == ["F053"]
