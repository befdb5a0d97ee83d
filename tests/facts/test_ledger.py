"""The ledger: what each rule makes of rows of several times and units, and which rows made it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.facts.plan_notes import workspace_of
from wenming_docs.facts.analysis import Ledger, Row, Unaddable, ledger, task_tree
from wenming_docs.facts.model import Subordinate, Workspace
from wenming_docs.facts.values import Period
from wenming_docs.findings import SourceText


def everything(_row: Row) -> bool:
    return True


def book_of(workspace: Workspace) -> Ledger:
    return ledger(workspace, task_tree(workspace))


def below(workspace: Workspace, **units: str | Workspace) -> Workspace:
    """``workspace`` above the units whose facts are given."""
    return workspace.above(
        tuple(
            Subordinate(
                SourceText(name),
                SourceText("社区"),
                SourceText(f"{name}.yaml"),
                f"{name}.yaml",
                facts if isinstance(facts, Workspace) else workspace_of(facts),
            )
            for name, facts in units.items()
        )
    )


def results(*rows: str, rule: str = "") -> str:
    """成果 of ``when unit amount`` for 注册志愿者; unit — for none."""
    text = f"指标口径:\n  注册志愿者: {rule}\n" if rule else ""
    text += "单位: 云山市青石街道\n成果:\n"
    for row in rows:
        when, unit, amount = row.split()
        key = "日期" if when.endswith("日") and "—" not in when else "期间"
        text += f"  - {key}: {when}\n" + (f"    单位: {unit}\n" if unit != "—" else "")
        text += f"    数据:\n      注册志愿者: {amount}\n"
    return text


def total(text: str) -> tuple[str, list[int]]:
    """The total of 注册志愿者 and the rows that make it."""
    found = book_of(workspace_of(text)).total("注册志愿者", everything)
    assert found is not None
    return str(found.quantity), [row.index for row in found.rows]


@pytest.mark.parametrize(
    ("rule", "rows", "made"),
    [
        ("相加", ["3月 — 20人", "4月 东门社区 30人"], ("50人", [0, 1])),
        ("期末数", ["3月31日 — 20人", "6月30日 — 26人"], ("26人", [1])),
        ("期末数", ["6月30日 — 26人", "3月31日 — 20人"], ("26人", [0])),
        ("期末数", ["3月31日 甲社区 20人", "6月30日 甲社区 26人", "5月8日 乙社区 9人"], ("35人", [2, 1])),
        ("期末数", ["3月31日 — 95%", "6月30日 — 97%"], ("97%", [1])),
        ("期末数", ["3月31日 云山市青石街道 20人", "6月30日 乙社区 9人"], ("29人", [0, 1])),
        ("平均", ["3月31日 甲社区 20人", "6月30日 甲社区 26人", "5月8日 乙社区 8人"], ("18人", [0, 2, 1])),
        ("最大", ["3月31日 甲社区 20人", "6月30日 乙社区 26人", "9月1日 甲社区 8人"], ("26人", [1])),
        ("去重", ["全年 — 80人", "5月12日 — 50人", "5月—6月 甲社区 60人"], ("80人", [0])),
        ("去重", ["5月12日 — 50人"], ("50人", [0])),
        ("相加", ["3月 — 20余人", "4月 — 30人"], ("50余人", [0, 1])),
        ("期末数", ["3月31日 甲社区 20余人", "5月8日 乙社区 9人"], ("29余人", [0, 1])),
    ],
)
def test_a_rule_works_over_time_and_then_over_units(
    rule: str, rows: list[str], made: tuple[str, list[int]]
) -> None:
    value, indexes = total(results(*rows, rule=rule))
    assert (value, sorted(indexes)) == (made[0], sorted(made[1]))


@pytest.mark.parametrize(
    ("rule", "rows", "message", "cure"),
    [
        (
            "期末数",
            ["6月30日 — 80人", "6月30日 甲社区 20人"],
            "分不清没写的是总数还是本级自己的",
            "含下级: 是",
        ),
        ("期末数", ["6月30日 甲社区 95%", "6月30日 乙社区 97%"], "“95%”是比率或平均数，不能相加", "平均"),
        ("去重", ["5月12日 — 50人", "5月13日 — 60人"], "这个指标要去重", "期间写全期"),
        ("去重", ["全年 甲社区 80人", "5月12日 乙社区 50人"], "这个指标要去重", "期间写全期"),
        ("去重", ["全年 — 80人", "1月—12月 — 90人"], "这个指标要去重", "期间写全期"),
        ("相加", ["3月 — 20人", "4月 — 30户"], "计量单位不一样", "同一个计量单位"),
    ],
)
def test_what_makes_no_one_figure_is_refused_with_the_cure(
    rule: str, rows: list[str], message: str, cure: str
) -> None:
    with pytest.raises(Unaddable) as caught:
        total(results(*rows, rule=rule))
    assert message in caught.value.message
    assert cure in caught.value.hint
    assert caught.value.origin is not None


def test_a_whole_that_includes_the_units_is_kept_apart() -> None:
    text = results("全年 — 900人", "全年 甲社区 400人")
    book = book_of(workspace_of(text.replace("    数据:", "    含下级: 是\n    数据:", 1)))
    assert [row.index for row in book.wholes] == [0]
    assert [row.index for row in book.rows] == [1]
    assert str(book.value("注册志愿者", everything)) == "400人"


def test_of_what_cannot_be_added_the_whole_that_includes_the_units_is_the_value() -> None:
    own = results("全年 — 900人", rule="去重")
    east = results("5月12日 — 500人")
    with pytest.raises(Unaddable):
        book_of(below(workspace_of(own), 东门社区=east)).value("注册志愿者", everything)
    marked = workspace_of(own.replace("    数据:", "    含下级: 是\n    数据:"))
    book = book_of(below(marked, 东门社区=east))
    found = book.total("注册志愿者", everything)
    assert found is not None
    assert (str(found.quantity), [row.index for row in found.rows], book.wholes) == ("900人", [0], ())


def test_rows_of_units_below_count_with_their_own_year_and_unit() -> None:
    east = "创建:\n  年度: 2025\n" + results("12月 — 30人", "12月 第一网格 5人")
    street = workspace_of(results("1月 — 20人", "1月 云山市青石街道 1人"))
    book = book_of(below(street, 东门社区=east, 西门社区=results("3月 — 7人")))
    assert [row.index for row in book.rows] == [0, 1, 2, 3, 4]
    assert [(row.unit, row.source_path, row.counted_for) for row in book.rows] == [
        ("", (), ()),
        ("", (), ()),
        ("东门社区", ("东门社区",), ("东门社区",)),
        ("东门社区", ("东门社区",), ("东门社区", "第一网格")),
        ("西门社区", ("西门社区",), ("西门社区",)),
    ]
    assert [row.index for row in book.own] == [0, 1]
    assert str(book.value("注册志愿者", everything)) == "63人"
    year = Period.parse("全年", year=2026)
    assert str(book.value("注册志愿者", lambda row: row.falls_in(year))) == "28人"
    assert {unit: str(part.value("注册志愿者", everything)) for unit, part in book.by_unit.items()} == {
        "": "21人",
        "东门社区": "35人",
        "西门社区": "7人",
    }


def test_units_at_any_depth_count_for_the_unit_directly_below() -> None:
    street = below(workspace_of(results("3月 — 1人")), 东门社区=results("3月 — 10人"))
    district = below(workspace_of("单位: 云山市\n"), 青石街道=street, 桥头街道=results("3月 — 100人"))
    book = book_of(district)
    assert str(book.value("注册志愿者", everything)) == "111人"
    assert str(book.by_unit["青石街道"].value("注册志愿者", everything)) == "11人"
    assert [row.source_path for row in book.rows] == [("青石街道",), ("青石街道", "东门社区"), ("桥头街道",)]


def test_last_values_of_units_below_are_added_though_each_leaves_out_its_own_name() -> None:
    street = workspace_of(results("6月30日 — 4人", rule="期末数"))
    book = book_of(
        below(street, 东门社区=results("3月31日 — 10人", "6月30日 — 12人"), 西门社区=results("3月31日 — 7人"))
    )
    found = book.total("注册志愿者", everything)
    assert found is not None
    assert (str(found.quantity), [row.index for row in found.rows]) == ("23人", [0, 2, 3])


def test_tasks_of_units_below_are_those_of_the_superior() -> None:
    street = workspace_of(
        "任务:\n  - 名称: 环境整治\n    编号: '1'\n  - 名称: 志愿服务\n    编号: '2'\n"
        "工作目标:\n  - 指标: 清理小广告\n    目标: 100条\n    任务: 环境整治\n"
    )
    east = (
        "任务:\n  - 名称: 志愿服务\n    编号: '1'\n  - 名称: 楼院\n    编号: '2'\n"
        "成果:\n  - 日期: 5月1日\n    任务: '1'\n    数据:\n      注册志愿者: 3人\n"
        "  - 日期: 5月1日\n    任务: 楼院\n    事: 改造楼院\n    进度: 已完工\n"
        "    数据:\n      清理小广告: 3条\n      清理楼道: 4处\n"
        "  - 日期: 5月2日\n    事: 议事会\n"
    )
    book = book_of(below(street, 东门社区=east))
    told = [
        (row.index, row.task and str(row.task.name), [str(f.name) for f in row.result.figures])
        for row in book.rows
    ]
    assert told == [
        (0, "志愿服务", ["注册志愿者"]),
        (1, "环境整治", ["清理小广告"]),
        (2, None, ["清理楼道"]),
    ]
    assert not any(row.result.matter or row.result.progress for row in book.rows)


amounts = st.lists(st.tuples(st.integers(1, 12), st.sampled_from("—甲乙丙"), st.integers(0, 500)), min_size=1)


@given(amounts)
def test_a_sum_is_the_sum_of_its_rows_and_of_its_units_and_of_its_months(
    rows: list[tuple[int, str, int]],
) -> None:
    book = book_of(workspace_of(results(*(f"{m}月 {u} {n}人" for m, u, n in rows))))
    whole = book.total("注册志愿者", everything)
    assert whole is not None
    assert str(whole.quantity) == f"{sum(n for *_, n in rows)}人"
    assert {row.index for row in whole.rows} == set(range(len(rows)))
    parts = [part.value("注册志愿者", everything) for part in book.by_unit.values()]
    months = [Period.parse(f"{month}月", year=2026) for month in range(1, 13)]
    parts_by_month = [book.value("注册志愿者", month_of(period)) for period in months]
    for found in (parts, parts_by_month):
        assert sum(q.amounts[0].value or 0 for q in found if q) == sum(n for *_, n in rows)


def month_of(period: Period):  # type: ignore[no-untyped-def]
    return lambda row: row.falls_in(period)


@given(amounts)
def test_the_last_values_of_all_units_make_the_last_value(rows: list[tuple[int, str, int]]) -> None:
    named = [(m, "甲" if u == "—" else u, n) for m, u, n in rows]
    book = book_of(workspace_of(results(*(f"{m}月 {u} {n}人" for m, u, n in named), rule="期末数")))
    whole = book.total("注册志愿者", everything)
    last = {u: n for _, u, n in sorted(named, key=lambda row: row[0])}
    assert whole is not None
    assert str(whole.quantity) == f"{sum(last.values())}人"
    assert len(whole.rows) == len(last)


def test_a_district_of_300_units_adds_up_in_well_under_a_second() -> None:
    figures = "".join(f"      指标{n}: {n}件\n" for n in range(30))
    unit = "成果:\n" + "".join(f"  - 日期: {day}月1日\n    数据:\n{figures}" for day in range(1, 13))
    facts = workspace_of(unit)
    street = below(workspace_of("单位: 云山市\n"), **{f"社区{n}": facts for n in range(300)})
    started = time.process_time()
    book = book_of(street)
    assert len(book.rows) == 3600
    for name in book.names():
        book.total(name, everything)
        for part in book.by_unit.values():
            part.total(name, everything)
    assert time.process_time() - started < 3  # 0.6 s on an idle machine
    assert str(book.value("指标29", everything)) == f"{29 * 3600}件"
