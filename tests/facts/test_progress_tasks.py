"""How a task stands as of a day, and which words say that it is done."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_docs.facts.analysis.lights import Light, worst
from wenming_docs.facts.analysis.task_states import (
    FINISHED,
    TaskStanding,
    TaskState,
    by_state,
    current_phase,
    is_finished,
    leaf_standings,
    task_standings,
)
from wenming_docs.facts.model import Workspace, build_workspace
from wenming_docs.facts.source import parse_source
from wenming_docs.facts.values import Period

JUNE = date(2026, 6, 30)

DONE = """\
已建成
已完成
完成
已办结
已印发
已验收
已投入使用
竣工
已竣工并交付使用
已建成开放
已全部完成
全部整改到位
已通过验收，投入使用
已整改完毕
按期完成
已完成。
已建成并投入运营"""
OPEN = """\
已商定
已启动
在建
即将完成
基本完成
已完成80%
已完成主体工程
已完成，待验收
正在办理
未完成
尚未印发
进展顺利
已完成前期准备
计划6月完成
已完成，还在试运行
有序推进
完成过半"""


@pytest.mark.parametrize(
    "progress",
    DONE.splitlines(),
)
def test_these_words_say_that_it_is_done(progress: str) -> None:
    assert is_finished(progress)


@pytest.mark.parametrize(
    "progress",
    OPEN.splitlines(),
)
def test_these_words_do_not(progress: str) -> None:
    assert not is_finished(progress)


@pytest.mark.parametrize("word", sorted(FINISHED))
def test_every_word_of_the_list_says_so_with_and_without_已(word: str) -> None:
    assert is_finished(word) and is_finished(f"已{word}") and is_finished(f"已全部{word}")
    assert not is_finished(f"未{word}") and not is_finished(f"即将{word}")


def workspace(tasks: str, results: str = "", more: str = "") -> Workspace:
    head = "单位:\n  名称: 云山市甲街道办事处\n创建:\n  年度: 2026\n"
    return build_workspace(
        parse_source(f"{head}{more}任务:\n{tasks}" + (f"成果:\n{results}" if results else ""), "台账.yaml")
    )


def task(more: str, *results: str, period: str = "", facts: str = "") -> TaskStanding:
    """The one task 清理楼道 with the fields ``more``; a result is ``时间 键: 值``."""
    rows = ""
    for result in results:
        when, told = result.split(" ", 1)
        figures = (
            f"    数据:\n      {told}\n"
            if "进度" not in told
            else "".join(f"    {t}\n" for t in told.split("；"))
        )
        rows += f"  - 期间: {when}\n    任务: 清理楼道\n{figures}"
    fields = "".join(f"    {line}\n" for line in more.splitlines())
    found = workspace(f"  - 名称: 清理楼道\n{fields}", rows, facts)
    return task_standings(found, JUNE, Period.parse(period, year=2026) if period else None)[0]


@pytest.mark.parametrize(
    ("fields", "results", "expected"),
    [
        ("时限: 5月底前", ["5月 进度: 已完成"], (TaskState.DONE, Light.GREEN, 0)),
        ("时限: 5月底前", ["5月 进度: 已启动"], (TaskState.OVERDUE, Light.RED, 30)),
        ("时限: 5月底前", [], (TaskState.OVERDUE, Light.RED, 30)),
        ("时限: 5月底前", ["7月 进度: 已完成"], (TaskState.OVERDUE, Light.RED, 30)),
        ("时限: 7月10日前", ["5月 清理楼道: 30个"], (TaskState.SOON, Light.YELLOW, 10)),
        ("时限: 7月底前", ["5月 清理楼道: 30个"], (TaskState.UNDER_WAY, Light.GREEN, 0)),
        ("时限: 7月底前", [], (TaskState.SILENT, Light.YELLOW, 0)),
        ("时限: 6月底前", [], (TaskState.SOON, Light.YELLOW, 0)),
        ("时限: 3月底前一次、7月5日前一次", ["3月 清理楼道: 3个"], (TaskState.SOON, Light.YELLOW, 5)),
        ("时限: 长期坚持", ["5月 清理楼道: 30个"], (TaskState.LASTING, Light.GREEN, 0)),
        ("时限: 长期坚持", [], (TaskState.SILENT, Light.YELLOW, 0)),
        ("频次: 每月1次", ["5月 清理楼道: 3次"], (TaskState.LASTING, Light.GREEN, 0)),
        ("频次: 每月1次\n时限: 长期坚持", ["5月 清理楼道: 3次"], (TaskState.LASTING, Light.GREEN, 0)),
        ("频次: 每月1次\n时限: 每季度评议一次", ["5月 清理楼道: 3次"], (TaskState.LASTING, Light.GREEN, 0)),
        ("频次: 每月1次\n时限: 5月底前", ["5月 清理楼道: 3次"], (TaskState.OVERDUE, Light.RED, 30)),
        ("频次: 每月1次\n时限: 7月10日前", ["5月 清理楼道: 3次"], (TaskState.SOON, Light.YELLOW, 10)),
        ("频次: 每月1次\n时限: 11月底前", ["5月 清理楼道: 3次"], (TaskState.UNDER_WAY, Light.GREEN, 0)),
        ("频次: 每月1次\n数量: 3次\n时限: 5月底前", ["5月 清理楼道: 3次"], (TaskState.DONE, Light.GREEN, 0)),
        ("数量: 30个\n时限: 5月底前", ["5月 清理楼道: 30个"], (TaskState.DONE, Light.GREEN, 0)),
        ("数量: 30个\n时限: 5月底前", ["5月 清理楼道: 29个"], (TaskState.OVERDUE, Light.RED, 30)),
        ("数量: 30个\n时限: 5月底前", ["5月 清运楼道: 31个"], (TaskState.DONE, Light.GREEN, 0)),
        ("", ["5月 清理楼道: 30个"], (TaskState.UNDER_WAY, Light.GREEN, 0)),
    ],
)
def test_how_a_task_stands_at_the_end_of_june(
    fields: str, results: list[str], expected: tuple[TaskState, Light, int]
) -> None:
    found = task(fields, *results)
    assert (found.state, found.light, found.days) == expected


def test_silence_is_about_the_period_asked_for() -> None:
    assert task("", "5月 清理楼道: 30个", period="6月").state is TaskState.SILENT
    assert task("", "6月 清理楼道: 30个", period="6月").state is TaskState.UNDER_WAY


def test_a_task_is_done_with_its_target() -> None:
    facts = "工作目标:\n  - 指标: 清运堆物\n    目标: 20车\n    任务: 清理楼道\n"
    assert task("时限: 5月底前", "5月 清运堆物: 20车", facts=facts).state is TaskState.DONE
    assert task("时限: 5月底前", "5月 清运堆物: 19车", facts=facts).state is TaskState.OVERDUE


def test_a_task_is_never_green_while_its_own_target_is_red() -> None:
    facts = "工作目标:\n  - 指标: 清运堆物\n    目标: 80车\n    任务: 清理楼道\n"
    told = "5月 清运堆物: 20车"
    for fields in ("频次: 每月1次\n时限: 11月底前", "频次: 每月1次", "时限: 长期坚持", ""):
        assert task(fields, told, facts=facts).light is Light.RED
        assert task(fields, "5月 清运堆物: 60车", facts=facts).light is Light.GREEN


PARTS = """\
4月 进度: 已完成 → 已完成
4月 事: 清理楼道；进度: 已完成 → 已完成
4月 事: 清理楼道工作；进度: 已完成 → 已完成
4月 事: 楼道；进度: 已完成 → 已完成
4月 事: 东楼；进度: 已完成 → 正在推进
4月 事: 东楼；进度: 已完成 / 5月 事: 西楼；进度: 已完成 → 正在推进
4月 事: 东楼；进度: 已启动 / 5月 进度: 已完成 → 已完成
4月 进度: 已完成 / 5月 事: 西楼；进度: 已启动 → 正在推进
4月 进度: 已完成 / 5月 事: 西楼；进度: 已启动 / 6月 事: 西楼；进度: 已完成 → 已完成
4月 进度: 已完成 / 5月 进度: 正在返工 → 正在推进"""


@pytest.mark.parametrize("told", PARTS.splitlines())
def test_parts_that_are_finished_do_not_finish_a_task_and_one_that_opens_again_does(told: str) -> None:
    results, state = told.split(" → ")
    assert str(task("", *results.split(" / ")).state) == state


TREE = """\
  - 名称: 整治环境
    子任务:
      - 名称: 清理楼道
        时限: 5月底前
      - 名称: 清运垃圾
        时限: 10月底前
"""


def states(results: str) -> list[str]:
    top = task_standings(workspace(TREE, results), JUNE)[0]
    return [f"{one.node.name}{one.state}" for one in (top, *leaf_standings([top]))]


def test_an_upper_task_is_as_grave_as_the_gravest_below_it() -> None:
    assert states("") == ["整治环境逾期未完成", "清理楼道逾期未完成", "清运垃圾没有进展"]
    done = "  - 日期: 5月2日\n    任务: 清理楼道\n    进度: 已完成\n"
    assert states(done) == ["整治环境没有进展", "清理楼道已完成", "清运垃圾没有进展"]


def test_what_happened_at_an_upper_task_silences_nobody_below() -> None:
    park = "  - 日期: 5月2日\n    任务: 整治环境\n    事: 桥头口袋公园\n    进度: 已建成\n"
    assert states(park) == ["整治环境逾期未完成", "清理楼道逾期未完成", "清运垃圾正在推进"]
    whole = "  - 日期: 5月2日\n    任务: 整治环境\n    进度: 已完成\n"
    assert states(whole) == ["整治环境已完成", "清理楼道已完成", "清运垃圾已完成"]


def test_deadlines_lie_in_phases_and_a_day_in_one_of_them() -> None:
    phases = "阶段:\n"
    for name, span in (("发动", "3月—4月"), ("集中整治", "5月—6月"), ("巩固", "8月—12月")):
        phases += f"  - 名称: {name}\n    起止: {span}\n    内容: 逐项落实。\n"
    facts = workspace(TREE, "", phases)
    assert [leaf.phase for leaf in leaf_standings(task_standings(facts, JUNE))] == [1, 2]
    now = current_phase(facts, JUNE)
    assert now is not None and now.phase.name == "集中整治"
    assert current_phase(facts, date(2026, 7, 15)) is None


def test_tasks_are_counted_by_state() -> None:
    leaves = leaf_standings(task_standings(workspace(TREE, ""), JUNE))
    assert {state: len(group) for state, group in by_state(leaves).items()} == {
        TaskState.OVERDUE: 1,
        TaskState.SILENT: 1,
    }


def test_no_tasks_no_standings() -> None:
    assert task_standings(build_workspace(parse_source("创建:\n  年度: 2026\n", "空.yaml")), JUNE) == ()


DEADLINES = ("", "3月底前", "6月底前", "11月底前", "长期坚持", "每半年更新一次")


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(DEADLINES), st.booleans(), st.booleans()), min_size=1, max_size=6))
def test_an_upper_task_has_the_gravest_light_and_a_lasting_one_is_never_overdue(
    tasks: list[tuple[str, bool, bool]],
) -> None:
    body, results = "  - 名称: 上级\n    子任务:\n", ""
    for number, (due, told, done) in enumerate(tasks):
        body += f"      - 名称: 任务{number}\n" + (f"        时限: {due}\n" if due else "")
        progress = "已完成" if done else "已启动"
        results += f"  - 日期: 2月3日\n    任务: 任务{number}\n    进度: {progress}\n" if told else ""
    [top] = task_standings(workspace(body, results), JUNE)
    leaves = leaf_standings([top])
    assert top.light is worst(leaf.light for leaf in leaves)
    assert sum(len(group) for group in by_state(leaves).values()) == len(tasks)
    for leaf, (due, told, done) in zip(leaves, tasks, strict=True):
        assert (leaf.state is TaskState.DONE) == (told and done)
        overdue = due == "3月底前" and not (told and done)
        assert (leaf.state is TaskState.OVERDUE) == overdue
        assert (leaf.days == 91) == overdue


CHAIN = """\
  - 名称: 摸排堵点
    工期: 10个工作日
    时限: 5月底前
  - 名称: 缩短候诊时间
    工期: 60天
    前置: 摸排堵点
    时限: 10月底前
  - 名称: 整理资料
    工期: 20个工作日
    前置: 缩短候诊时间
  - 名称: 总结做法
    前置: 整理资料
"""
INSPECTED = "  迎检日期: 11月20日\n"


def turns(results: str = "", day: date = JUNE, more: str = INSPECTED, tasks: str = CHAIN) -> list[str]:
    found = task_standings(workspace(tasks, results, more), day)
    return [f"{one.node.name}{one.state}{one.light or '—'}" for one in found]


SURVEYED = "  - 日期: 5月8日\n    任务: 摸排堵点\n    进度: 已完成\n"


def test_a_task_whose_turn_has_not_come_is_not_called_silent() -> None:
    assert turns() == [
        "摸排堵点逾期未完成红灯",
        "缩短候诊时间未到开始—",
        "整理资料未到开始—",
        "总结做法未到开始—",
    ]
    waiting = ["整理资料未到开始—", "总结做法未到开始—"]
    assert turns(SURVEYED)[1:] == ["缩短候诊时间未到开始—", *waiting]
    # the 20 working days to 19 November begin on 23 October, the 60 days before that on 24 August
    assert turns(SURVEYED, date(2026, 8, 23))[1:] == ["缩短候诊时间未到开始—", *waiting]
    assert turns(SURVEYED, date(2026, 8, 24))[1:] == ["缩短候诊时间没有进展黄灯", *waiting]
    assert turns(SURVEYED, date(2026, 5, 9))[1:] == ["缩短候诊时间未到开始—", *waiting]


def test_what_has_begun_before_its_turn_is_under_way() -> None:
    early = SURVEYED + "  - 日期: 6月2日\n    任务: 整理资料\n    进度: 已启动\n"
    assert turns(early)[2] == "整理资料正在推进绿灯"


def test_without_a_day_to_count_back_from_only_what_is_waited_for_counts() -> None:
    assert turns("", date(2026, 4, 1), more="")[:2] == ["摸排堵点没有进展黄灯", "缩短候诊时间未到开始—"]
    assert turns(SURVEYED, more="")[1:] == [
        "缩短候诊时间没有进展黄灯",
        "整理资料未到开始—",
        "总结做法未到开始—",
    ]


def test_an_upper_task_with_a_part_done_and_the_rest_to_come_is_under_way() -> None:
    nested = "  - 名称: 优化流程\n    子任务:\n" + "".join(f"    {line}\n" for line in CHAIN.splitlines()[:7])
    assert turns("", date(2026, 5, 4), tasks=nested) == ["优化流程未到开始—"]
    assert turns(SURVEYED, date(2026, 5, 30), tasks=nested) == ["优化流程正在推进绿灯"]


def test_an_upper_task_is_waited_for_until_all_below_it_is_done() -> None:
    body = TREE + "  - 名称: 验收\n    前置: 整治环境\n"
    one = "  - 日期: 5月2日\n    任务: 清理楼道\n    进度: 已完成\n"
    both = one + one.replace("清理楼道", "清运垃圾")
    assert turns(one, tasks=body, more="")[1] == "验收未到开始—"
    assert turns(both, tasks=body, more="")[1] == "验收没有进展黄灯"
