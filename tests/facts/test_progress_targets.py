"""What a target comes to as of a day: done, rate, 时序进度, standing and light; thresholds of an office."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_docs.facts.analysis.lights import USUAL, Light, Thresholds, thresholds, worst
from wenming_docs.facts.analysis.progress import (
    Standing,
    TargetProgress,
    by_standing,
    elapsed_share,
    target_progress,
)
from wenming_docs.facts.model import Workspace, build_workspace
from wenming_docs.facts.source import parse_source

JUNE = date(2026, 6, 30)


def workspace(body: str, *, year: str = "创建:\n  年度: 2026\n") -> Workspace:
    return build_workspace(parse_source(f"单位:\n  名称: 云山市甲街道办事处\n{year}{body}", "台账.yaml"))


def target(
    goal: str, *results: str, deadline: str = "", as_of: date = JUNE, more: str = ""
) -> TargetProgress:
    """The one target 整治巷道 with ``goal``, and a result ``时间 数量`` for each of ``results``."""
    body = f"{more}工作目标:\n  - 指标: 整治巷道\n    目标: {goal}\n"
    body += f"    时限: {deadline}\n" if deadline else ""
    body += "成果:\n" if results else ""
    for result in results:
        when, figure = result.split(" ")
        body += f"  - 期间: {when}\n    数据:\n      整治巷道: {figure}\n"
    return target_progress(workspace(body), as_of)[0]


@pytest.mark.parametrize(
    ("goal", "results", "deadline", "expected"),
    [
        ("不少于10条", ["5月 10条"], "年底前", (Standing.REACHED, Light.GREEN)),
        ("不少于10条", ["5月 6条"], "年底前", (Standing.ON_TIME, Light.GREEN)),
        ("不少于10条", ["5月 4条"], "年底前", (Standing.BEHIND, Light.YELLOW)),
        ("不少于10条", ["5月 3条"], "年底前", (Standing.BEHIND, Light.RED)),
        ("不少于10条", ["4月 9条"], "5月底前", (Standing.OVERDUE, Light.RED)),
        ("不少于10条", ["4月 10条"], "5月底前", (Standing.REACHED, Light.GREEN)),
        ("不少于10条", [], "5月底前", (Standing.OVERDUE, Light.RED)),
        ("不少于10条", [], "8月底前", (Standing.NO_RESULT, Light.RED)),
        ("不少于10条", [], "2027年12月底前", (Standing.NO_RESULT, None)),
        ("不超过10条", ["5月 9条"], "年底前", (Standing.WITHIN, Light.GREEN)),
        ("不超过10条", ["5月 11条"], "年底前", (Standing.EXCEEDED, Light.RED)),
        ("10条以内", ["5月 9条"], "年底前", (Standing.WITHIN, Light.GREEN)),
        ("0条", ["5月 1条"], "年底前", (Standing.EXCEEDED, Light.RED)),
        ("0条", ["5月 0条"], "年底前", (Standing.WITHIN, Light.GREEN)),
        ("不超过10条", [], "5月底前", (Standing.NO_RESULT, None)),
        ("不低于90%", ["5月 91%"], "年底前", (Standing.MET, Light.GREEN)),
        ("不低于90%", ["5月 89%"], "年底前", (Standing.SHORT, Light.YELLOW)),
        ("不低于90%", ["5月 60%"], "年底前", (Standing.SHORT, Light.RED)),
        ("不低于90%", ["5月 89%"], "5月底前", (Standing.OVERDUE, Light.RED)),
        ("不少于10条", ["5月 10余条"], "年底前", (Standing.REACHED, Light.GREEN)),
        ("不少于10条", ["5月 6余条"], "年底前", (Standing.ON_TIME, Light.GREEN)),
        ("不少于10条", ["5月 4余条"], "年底前", (Standing.UNKNOWN, None)),
        ("不少于10条", ["5月 近10条"], "年底前", (Standing.UNKNOWN, None)),
        ("不少于10条", ["4月 9余条"], "5月底前", (Standing.UNKNOWN, None)),
        ("约10条", ["5月 4条"], "年底前", (Standing.UNKNOWN, None)),
        ("不少于10条", ["5月 【待填】条"], "年底前", (Standing.UNKNOWN, None)),
        ("不少于10条", ["5月 4条", "6月 3处"], "年底前", (Standing.UNKNOWN, None)),
    ],
)
def test_how_a_target_stands_at_the_end_of_june(
    goal: str, results: list[str], deadline: str, expected: tuple[Standing, Light | None]
) -> None:
    found = target(goal, *results, deadline=deadline)
    assert (found.standing, found.light) == expected


def test_a_count_has_its_sum_its_rate_what_is_left_and_the_share_of_the_time() -> None:
    found = target("不少于36条", "3月 8条", "5—6月 13条", "7月 9条", deadline="9月底前")
    assert str(found.done) == "21条"
    assert found.rate == Decimal(21) * 100 / 36
    assert str(found.remaining) == "15条"
    assert found.deadline == date(2026, 9, 30)
    assert found.elapsed == Decimal(181) * 100 / 273


def test_an_inexact_number_has_no_rate_even_where_it_is_enough() -> None:
    assert target("不少于10条", "5月 10余条").rate is None
    assert target("不少于10条", "5月 近10条").cause == "累计数是概数"
    assert target("约10条", "5月 4条").cause == "目标是概数"
    assert target("不少于10条", "5月 【待填】条").cause == "数还没有填"


def test_rates_and_limits_are_not_compared_with_the_time() -> None:
    for goal, figure in (("不低于90%", "89%"), ("不超过10条", "9条")):
        found = target(goal, f"5月 {figure}", deadline="年底前")
        assert (found.rate, found.elapsed, found.remaining) == (None, None, None)


def test_overdue_counts_the_days_since_the_deadline() -> None:
    assert target("10条", "4月 9条", deadline="5月底前").days_over == 30
    assert target("10条", "4月 10条", deadline="5月底前").days_over == 0


def test_a_stock_is_compared_by_its_last_value() -> None:
    rules = "指标口径:\n  整治巷道: 期末数\n"
    found = target("不少于10条", "3月 7条", "6月 8条", more=rules)
    assert (str(found.done), found.standing) == ("8条", Standing.ON_TIME)


def test_results_of_another_year_and_after_the_day_do_not_count() -> None:
    found = target("不少于10条", "2025年12月 5条", "5月 2条", "7月 4条")
    assert str(found.done) == "2条"


def test_the_time_runs_from_the_first_phase() -> None:
    phases = "阶段:\n  - 名称: 整治\n    起止: 5月—8月\n    内容: 逐条整治。\n"
    plan = workspace(phases)
    assert elapsed_share(plan, date(2026, 8, 31), JUNE) == Decimal(61) * 100 / 123
    assert elapsed_share(plan, date(2026, 8, 31), date(2026, 4, 30)) == 0
    assert elapsed_share(plan, date(2026, 8, 31), date(2026, 9, 1)) == 100


def test_without_a_year_nobody_knows_the_share_of_the_time() -> None:
    facts = workspace(
        "工作目标:\n  - 指标: 整治巷道\n    目标: 10条\n成果:\n  - 数据:\n      整治巷道: 4条\n", year=""
    )
    found = target_progress(facts, JUNE)[0]
    assert (found.standing, found.elapsed, found.cause) == (
        Standing.UNKNOWN,
        None,
        "没有写“年度”，不知道时序进度",
    )


def test_targets_without_an_indicator_or_a_figure_are_not_measured() -> None:
    facts = workspace("工作目标:\n  - 通过年度测评\n  - 指标: 整治巷道\n    内容: 逐条整治到位。\n")
    assert target_progress(facts, JUNE) == ()


def test_groups_stand_in_one_order_and_leave_out_what_is_empty() -> None:
    found = [target("10条", "5月 3条"), target("10条", "5月 10条"), target("10条", "5月 3条")]
    assert [(standing, len(group)) for standing, group in by_standing(found).items()] == [
        (Standing.REACHED, 1),
        (Standing.BEHIND, 2),
    ]


# thresholds


def levels(body: str) -> Thresholds:
    return thresholds(workspace(f"亮灯:\n{body}" if body else ""))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", USUAL),
        ("  绿灯: 95%\n  黄灯: 70%\n  临期: 7天\n", Thresholds(Decimal(95), Decimal(70), 7)),
        ("  临期: 30\n", Thresholds(Decimal(100), Decimal(80), 30)),
        ("  绿灯: 75%\n", Thresholds(Decimal(75), Decimal(60), 15)),
        ("  绿灯: 80%\n  黄灯: 90%\n", USUAL),
        ("  绿灯: 90条\n", USUAL),
        ("  临期: 近20天\n", USUAL),
    ],
)
def test_an_office_has_its_own_thresholds_unless_they_mean_nothing(body: str, expected: Thresholds) -> None:
    assert levels(body) == expected


def test_a_lower_threshold_says_nearly_where_the_time_is_not_kept_up_with() -> None:
    found = target("不少于100条", "5月 48条", more="亮灯:\n  绿灯: 95%\n", deadline="年底前")
    assert (found.standing, found.light) == (Standing.NEARLY, Light.GREEN)


def test_the_gravest_light_is_the_one_that_counts() -> None:
    assert worst([Light.GREEN, None, Light.YELLOW]) is Light.YELLOW
    assert worst([Light.RED, Light.GREEN]) is Light.RED
    assert worst([None]) is None


@given(done=st.integers(0, 400), goal=st.integers(1, 300), day=st.dates(date(2026, 1, 1), date(2027, 3, 1)))
def test_more_done_never_makes_a_light_worse(done: int, goal: int, day: date) -> None:
    rank = [Light.RED, Light.YELLOW, Light.GREEN]
    less = target(f"{goal}条", f"1月1日 {done}条", deadline="11月底前", as_of=day)
    more = target(f"{goal}条", f"1月1日 {done + 1}条", deadline="11月底前", as_of=day)
    assert less.light and more.light
    assert rank.index(more.light) >= rank.index(less.light)
    assert (more.standing is Standing.REACHED) == (done + 1 >= goal)
