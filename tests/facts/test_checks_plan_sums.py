"""Sums, names and tables of a plan: what each check says, and what it must not say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.plan_notes import codes_of, findings_of, messages_of, target_of, task_of

# --- parts and totals ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quantity", "codes"),
    [
        ("196期（授课176次，红色讲堂13次，再就业培训7次）", []),
        ("196期（授课176次，红色讲堂13次，再就业培训8次）", ["F077 warning"]),
        ("8处（东门社区3处、西门社区5处）", []),
        ("8处（东门社区3处、西门社区4处）", ["F077 warning"]),
        ("8处（东门社区3处、西门社区约4处）", []),
        ("8余处（东门社区3处、西门社区4处）", []),
        ("8处（东门社区9处）", []),
        ("4个（座席200个、书架30个）", []),
        ("8处，其中东门社区9处", ["F077 error"]),
        ("8处（东门社区3处）", []),
        ("8处36块", []),
        ("12场（惠及居民600人）", []),
        ("12场（惠及居民600人、党员80人）", []),
        ("26处（1208平方米）", []),
        ("1231人，其中失业人员821人", []),
        ("1231人，其中失业人员1821人", ["F077 error"]),
        ("120人，其中党员80人，志愿者60人", ["F077 warning"]),
        ("【待填】处（东门社区3处、西门社区4处）", []),
    ],
)
def test_parts_make_the_total(quantity: str, codes: list[str]) -> None:
    told = [" ".join(message.split()[:2]) for message in messages_of(task_of(数量=quantity))]
    assert told == codes
    result = f"成果:\n  - 期间: 1—6月\n    数据:\n      清理楼道: {quantity}\n"
    assert [" ".join(message.split()[:2]) for message in messages_of(result)] == codes
    assert [m.split()[0] for m in messages_of(target_of(quantity)) if "F077" in m] == [c[:4] for c in codes]


@settings(max_examples=60)
@given(st.lists(st.integers(1, 400), min_size=2, max_size=6), st.integers(1, 9))
def test_any_whole_split_is_right_and_any_other_total_wrong(parts: list[int], off: int) -> None:
    split = "、".join(f"第{'甲乙丙丁戊己'[n]}社区{part}处" for n, part in enumerate(parts))
    assert codes_of(task_of(数量=f"{sum(parts)}处（{split}）")) == []
    assert codes_of(task_of(内容=f"清理楼道{sum(parts)}处（{split}）。")) == []
    assert codes_of(task_of(数量=f"{sum(parts) + off}处（{split}）")) == ["F077"]
    assert codes_of(task_of(内容=f"清理楼道{sum(parts) + off}处（{split}）。")) == ["F077"]


@pytest.mark.parametrize(
    "text",
    [
        "建成分馆4个（座席200个、书架30个）。",
        "搬运60件（其中家具40件、电器15件）。",
        "搬运60余件（家具40件、电器15件）。",
        "搬运60件（家具40件、电器约15件）。",
        "搬运60件（家具40件、电器15件以上）。",
        "搬运60件（家具40台、电器15件）。",
        "在2026年（上半年1次、下半年1次）开展。",
        "依据60号文件（第3条、第5条）。",
        "搬运60件（家具、电器各半）。",
        "搬运1.5万件（家具1万件、电器0.5万件）。",
    ],
)
def test_brackets_in_prose_that_are_no_whole_split_are_let_alone(text: str) -> None:
    assert codes_of(task_of(内容=text)) == []


@pytest.mark.parametrize(
    ("quantity", "codes"),
    [
        ("60件，已办结57件", []),
        ("60件，已办结60件", []),
        ("60件，全部办结", []),
        ("60件，已办结63件", ["F078 error"]),
        ("60余件，已办结63件", []),
        ("60处，更换灯具80盏", []),
        ("60件，办结率95%", []),
        ("60件，已办结57件，正在办理3件", []),
        ("60件，已办结57件，未办结2件", ["F078 warning"]),
        ("60件，已办结57件，其中城管类20件", []),
        ("60处，已整改62处", ["F078 error"]),
    ],
)
def test_no_more_is_settled_than_came_in(quantity: str, codes: list[str]) -> None:
    result = f"成果:\n  - 期间: 1—6月\n    数据:\n      受理诉求: {quantity}\n"
    assert [" ".join(message.split()[:2]) for message in messages_of(result)] == codes


def test_what_was_carried_over_is_an_indicator_of_its_own_and_counts_once() -> None:
    (found,) = findings_of("成果:\n  - 期间: 8月\n    数据:\n      受理诉求: 2件，已办结3件\n")
    assert found.hint == "核对后改正；办结了上期结转的，另记一个指标“办结上期结转”，不算进这里"


# --- tables --------------------------------------------------------------------------------------


def table_of(head: str, *rows: str, caption: str = "", notes: str = "") -> str:
    """A plan with one hand-made table in an attachment."""
    more = (f"          表题: {caption}\n" if caption else "") + (f"          注: {notes}\n" if notes else "")
    lines = "".join(f"            - {row}\n" for row in rows)
    document = "文稿:\n  - 文种: 工作方案\n    附件:\n      - 标题: 评分表\n        表:\n"
    return f"{document}{more}          表头: {head}\n          行:\n{lines}"


@pytest.mark.parametrize(
    ("head", "rows", "codes"),
    [
        ("项目、权重", ("环境 | 60%", "秩序 | 40%"), []),
        ("项目、权重（%）", ("环境 | 60", "秩序 | 40"), []),
        ("项目、权重", ("环境 | 0.6", "秩序 | 0.4"), []),
        ("项目、权重", ("环境 | 60%", "秩序 | 30%"), ["F076"]),
        ("项目、权重", ("环境 | 0.6", "秩序 | 0.3"), ["F076"]),
        ("项目、权重", ("环境 | 60%", "秩序 | 留空"), []),
        ("项目、权重", ("环境 | 60%", "秩序 | 40%", "合计 | 100%"), []),
        (
            "大类、小类、权重",
            ("环境 | 甲 | 60%", "环境 | 乙 | 40%", "秩序 | 丙 | 70%", "秩序 | 丁 | 30%"),
            [],
        ),
        ("项目、分值", ("环境 | 60", "秩序 | 30"), []),
        ("项目、分值（100分）", ("环境 | 60", "秩序 | 30"), ["F076"]),
        ("项目、分值（100分）", ("环境 | 60分", "秩序 | 40分"), []),
        ("社区、楼道", ("东门 | 12", "西门 | 8", "合计 | 20"), []),
        ("社区、楼道", ("东门 | 12", "西门 | 8", "合计 | 21"), ["F076"]),
        ("社区、楼道", ("东门 | 12处", "西门 | 8处", "合 计 | 20处"), []),
        ("社区、楼道", ("合计 | 20", "东门 | 12", "西门 | 8"), []),
        ("社区、楼道", ("东门 | 12", "西门 | 约8", "合计 | 21"), []),
        ("社区、楼道", ("东门 | 12", "西门 | —", "北园 | 8", "合计 | 21"), ["F076"]),
        ("社区、达标率", ("东门 | 90", "西门 | 80", "合计 | 85"), []),
        ("序号、社区、楼道", ("1 | 东门 | 12", "2 | 西门 | 8", "合计 | — | 20"), []),
        ("社区、楼道", ("甲 | 1", "乙 | 2", "小计 | 3", "丙 | 4", "丁 | 5", "小计 | 9", "总计 | 12"), []),
        (
            "社区、楼道",
            ("甲 | 1", "乙 | 2", "小计 | 3", "丙 | 4", "丁 | 5", "小计 | 8", "总计 | 12"),
            ["F076"],
        ),
        (
            "社区、楼道",
            ("甲 | 1", "乙 | 2", "小计 | 3", "丙 | 4", "丁 | 5", "小计 | 9", "总计 | 24"),
            ["F076"],
        ),
    ],
)
def test_a_table_adds_up(head: str, rows: tuple[str, ...], codes: list[str]) -> None:
    assert codes_of(table_of(head, *rows)) == codes


def test_the_full_score_may_stand_in_the_caption_or_in_the_notes() -> None:
    rows = ("环境 | 60", "秩序 | 30")
    assert codes_of(table_of("项目、分值", *rows, caption="评分表（满分100分）")) == ["F076"]
    assert codes_of(table_of("项目、分值", *rows, notes="总分为90分。")) == []


@pytest.mark.parametrize(
    ("weights", "codes"),
    [((40, 30, 30), []), ((40, 30, 20), ["F076"]), ((70, 60, None), ["F076"]), ((40, 30, None), [])],
)
def test_weights_typed_in_one_list_come_to_a_hundred(
    weights: tuple[int | None, ...], codes: list[str]
) -> None:
    told = [f"（权重{weight}%）" if weight else "" for weight in weights]
    tasks = "任务:\n" + "".join(
        f"  - 名称: 任务{n}\n    牵头: 城管办\n    内容: 清理{say}。\n" for n, say in enumerate(told)
    )
    assert codes_of(tasks) == codes
    targets = "工作目标:\n" + "".join(f"  - 年底前完成清理{n}处{say}。\n" for n, say in enumerate(told, 1))
    assert codes_of(targets) == codes
    nested = "任务:\n  - 名称: 甲\n    牵头: 城管办\n    子任务:\n" + "".join(
        f"      - 名称: 任务{n}{say}\n" for n, say in enumerate(told)
    )
    assert codes_of(nested) == codes


# --- people --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "said"),
    [
        ("  组长: 周明远（书记）\n  成员: 丁一鸣（主任）\n", []),
        ("  组长: 周明远（书记）\n  成员: 周明远（书记）\n", ["F079 warning “周明远”已是组长，又列在成员里"]),
        ("  成员: 丁一鸣、罗琴、丁一鸣\n", ["F079 warning “丁一鸣”成员里写了两次"]),
        ("  组长: xx（书记）\n  成员: xx（主任）、各科室负责人\n", []),
        ("  组长: 张　洋（书记）\n  成员: 张洋\n", ["F079 warning “张洋”已是组长，又列在成员里"]),
        (
            "  成员: 丁一鸣（城管办主任）\n  工作组:\n    - 名称: 甲组\n      组长: 丁一鸣（平安办主任）\n",
            ["F079 warning “丁一鸣”的职务这里是平安办主任，第4行是城管办主任"],
        ),
        (
            "  成员: 丁一鸣（街道城管办主任）\n"
            "  工作组:\n    - 名称: 甲组\n      组长: 丁一鸣（城管办主任）\n",
            [],
        ),
        ("  成员: 丁一鸣（城管办主任）\n  工作组:\n    - 名称: 甲组\n      组长: 丁一鸣\n", []),
        ("  副组长: 何晓燕（宣传委员）\n  办公室:\n    主任: 何晓燕（兼）\n", []),
        (
            "  副组长: 何晓燕（宣传委员）\n  办公室:\n    主任: 何晓燕\n",
            ["F079 notice “何晓燕”在领导小组里，又任办公室主任，没有写明兼任"],
        ),
        ("  副组长: 何晓燕（宣传委员）\n  办公室:\n    主任: 梁芳（宣传办主任）\n", []),
        (
            "  副组长: 何晓燕（宣传委员）\n  办公室:\n    主任: 梁芳（兼）\n",
            ["F079 notice 办公室主任“梁芳（兼）”没有在别处写过本职"],
        ),
        ("  副组长: 何晓燕（宣传委员）\n  办公室:\n    主任: 梁芳（宣传办主任，兼）\n", []),
        (
            "  办公室:\n    主任: 梁芳（兼）\n  工作组:\n    - 名称: 甲组\n      组长: 梁芳\n",
            [],
        ),
        ("  工作组:\n    - 名称: 甲组\n      组长: 孙立\n    - 名称: 乙组\n      组长: 孙立\n", []),
    ],
)
def test_a_person_stands_once_with_one_post(group: str, said: list[str]) -> None:
    assert messages_of("领导小组:\n" + group) == said


def test_a_person_is_declared_once_and_with_the_post_of_the_leading_group() -> None:
    people = "人员:\n  - 姓名: 丁一鸣\n    职务: 城管办主任\n"
    group = "领导小组:\n  组长: 丁一鸣（{}）\n"
    assert codes_of(people + group.format("城管办主任")) == []
    assert codes_of(people + group.format("平安办主任")) == ["F079"]
    assert codes_of(people + "  - 姓名: 丁一鸣\n") == ["F079"]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("丁一鸣", []),
        ("丁一呜", ["F086"]),
        ("高一鸣", []),
        ("丁鸣", []),
        ("高强", []),
        ("丁大为", []),
        ("【待填】", []),
    ],
)
def test_a_name_one_sign_off_is_pointed_out_once(name: str, codes: list[str]) -> None:
    group = "领导小组:\n  组长: 周明远（书记）\n  成员: 丁一鸣（城管办主任）、孙立\n"
    tasks = [f"  - 名称: {task}\n    牵头: 城管办\n    责任人: {name}\n" for task in ("甲事", "乙事")]
    assert codes_of(f"{group}任务:\n{''.join(tasks)}") == codes


def test_every_finding_stands_on_the_line_that_has_to_change() -> None:
    text = table_of("社区、楼道", "东门 | 12", "西门 | 8", "合计 | 21")
    (found,) = findings_of(text)
    assert found.origin is not None
    assert ("创建:\n  年度: 2026\n" + text).splitlines()[found.origin.line - 1].strip() == "- 合计 | 21"
