"""A problem's state is derived from its steps as of a day; the steps keep their order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from wenming_docs.facts.analysis.issues import (
    FOLLOWING,
    IssueState,
    count_issues,
    illegal_steps,
    issue_states,
    issues_by_unit,
    issues_of_units,
)
from wenming_docs.facts.checks.issue_moves import steps_out_of_turn
from wenming_docs.facts.model import Stage, Workspace, build_workspace
from wenming_docs.facts.source import parse_source

HEAD = "单位:\n  名称: 青石街道\n  下级:\n    社区: 东门社区、西门社区\n  内设: 城管办\n"
COURSE = "    经过:\n      - 立项: 6月3日\n      - 交办: 6月4日\n"
RETURNED = (
    COURSE + "      - 整改: 6月9日\n      - 复核: 6月10日\n      - 退回: 6月10日（没有划线）\n"
    "      - 整改: 6月16日\n      - 复核: 6月17日\n      - 销号: 6月17日\n"
)


def ledger(*rows: str, year: int = 2026) -> Workspace:
    """A workspace whose ledger holds ``rows``: YAML lines of one problem each, four columns in."""
    listed = "".join(f"  - 问题: 第{number}处不整洁\n{row}" for number, row in enumerate(rows, 1))
    return build_workspace(parse_source(f"{HEAD}创建:\n  年度: {year}\n问题台账:\n{listed}", "台账.yaml"))


def problem(**fields: str) -> str:
    return "".join(f"    {key}: {value}\n" for key, value in fields.items())


def state(row: str, as_of: date, year: int = 2026) -> IssueState:
    (found,) = issue_states(ledger(row, year=year), as_of)
    return found


def june(day: int) -> date:
    return date(2026, 6, day)


# the steps

LEGAL = {
    (None, "立项"),
    ("立项", "交办"),
    ("交办", "整改"),
    ("整改", "复核"),
    ("复核", "销号"),
    ("复核", "退回"),
    ("退回", "交办"),
    ("退回", "整改"),
}


def test_the_table_of_steps_is_the_one_that_was_agreed() -> None:
    assert {(before, str(after)) for before, afters in FOLLOWING.items() for after in afters} == LEGAL


@pytest.mark.parametrize("length", range(7))
def test_a_course_is_accepted_if_and_only_if_each_step_may_follow(length: int) -> None:
    for course in product(Stage, repeat=length):
        pairs = zip((None, *course), course, strict=False)
        assert (illegal_steps(course) == []) == all((before, str(after)) in LEGAL for before, after in pairs)


def test_an_illegal_step_is_named_with_what_was_before_and_what_may_follow() -> None:
    def said(*stages: str) -> list[str]:
        course = "".join(f"      - {stage}: 6月3日\n" for stage in stages)
        found = steps_out_of_turn(ledger(f"    经过:\n{course}"))
        return [f"{finding.message} → {finding.hint}" for finding in found]

    assert said("立项", "交办", "整改", "复核", "退回", "整改") == []
    assert said("立项", "交办", "整改", "销号") == [
        "“整改”以后不能接“销号” → “整改”以后接“复核”；漏记的一步补上"
    ]
    assert said("立项", "交办", "整改", "复核", "整改") == [
        "“复核”以后不能接“整改” → “复核”以后接“销号”或“退回”；漏记的一步补上"
    ]
    assert said("交办", "整改") == ["“经过”从“交办”写起 → 第一步写“立项”"]
    assert said("立项", "交办", "整改", "复核", "销号", "退回") == [
        "销号以后又有“退回” → 销了号就到头了：又出现的另记一条，没改好的把“销号”改成“退回”"
    ]


# as of a day


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (3, "立项"),
        (4, "交办"),
        (8, "交办"),
        (9, "整改"),
        (10, "退回"),
        (15, "退回"),
        (16, "整改"),
        (17, "销号"),
    ],
)
def test_what_lies_after_the_day_has_not_happened(day: int, stage: str) -> None:
    assert state(RETURNED, june(day)).stage == stage


def test_a_problem_opened_later_does_not_exist_yet() -> None:
    facts = ledger(RETURNED, problem(发现日期="6月5日"), problem())
    assert [found.index for found in issue_states(facts, june(2))] == [2]
    assert [found.index for found in issue_states(facts, june(3))] == [0, 2]
    assert [found.index for found in issue_states(facts, june(5))] == [0, 1, 2]


def test_a_problem_closed_later_is_still_open() -> None:
    row = problem(发现日期="6月3日", 销号="6月9日")
    assert not state(row, june(8)).is_closed
    assert state(row, june(9)).is_closed


DAYS = [
    # 立项, 时限, 销号, as of → 挂账天数, days late, overdue, closed late
    ("6月3日", "6月10日前", None, june(10), 7, 0, False, False),  # on the last day
    ("6月3日", "6月10日前", None, june(11), 8, 1, True, False),  # the day after
    ("6月3日", "6月10日前", "6月10日", june(30), 7, 0, False, False),  # closed on the last day
    ("6月3日", "6月10日前", "6月11日", june(30), 8, 1, False, True),  # a day late
    ("6月3日", "6月10日前", "6月11日", june(10), 7, 0, False, False),  # asked before that
    ("6月3日", "6月10日前", "6月3日", june(30), 0, -7, False, False),  # on the day it was opened
    ("6月3日", "6月3日", None, june(3), 0, 0, False, False),
    ("6月3日", "6月底前", None, june(30), 27, 0, False, False),  # month end
    ("6月3日", "6月底前", None, date(2026, 7, 1), 28, 1, True, False),
    ("6月3日", "6月中旬前", None, june(20), 17, 0, False, False),
    ("6月3日", "6月中旬前", None, june(21), 18, 1, True, False),
    ("6月3日", "6月10日前、6月20日前", None, june(20), 17, 0, False, False),  # the last of several
    ("6月3日", "长期坚持", None, june(30), 27, None, False, False),
    ("6月3日", None, None, june(30), 27, None, False, False),
    (None, "6月10日前", None, june(11), None, 1, True, False),
    ("2025年12月28日", "2026年1月10日前", "2026年1月11日", june(30), 14, 1, False, True),  # over New Year
    ("2025年12月28日", "年底前", None, date(2026, 1, 1), 4, -364, False, False),  # the year of the facts
    ("12月28日", "2027年1月5日前", "2027年1月5日", date(2027, 2, 1), 8, 0, False, False),
]


@pytest.mark.parametrize(
    ("opened", "due", "closed", "as_of", "open_days", "late", "overdue", "closed_late"), DAYS
)
def test_days_at_their_edges(  # noqa: PLR0913 - one row of the table
    opened: str | None,
    due: str | None,
    closed: str | None,
    as_of: date,
    open_days: int | None,
    late: int | None,
    overdue: bool,
    closed_late: bool,
) -> None:
    fields = {"发现日期": opened, "时限": due, "销号": closed}
    found = state(problem(**{key: value for key, value in fields.items() if value}), as_of)
    assert (found.days_open, found.days_late) == (open_days, late)
    assert (found.overdue, found.closed_late) == (overdue, closed_late)


def test_the_29th_of_february_of_a_leap_year() -> None:
    row = problem(发现日期="2月1日", 时限="2月底前")
    on_time = state(row, date(2028, 2, 29), year=2028)
    assert (on_time.days_open, on_time.days_late, on_time.overdue) == (28, 0, False)
    assert state(row, date(2028, 3, 1), year=2028).overdue
    closed = state(problem(发现日期="2月28日", 销号="3月1日"), date(2028, 3, 1), year=2028)
    assert closed.days_open == 2


def test_a_returned_problem_stands_on_and_runs_late() -> None:
    row = problem(时限="6月12日前") + RETURNED
    back = state(row, june(13))
    assert (back.stage, back.returned_times, back.days_open, back.overdue) == ("退回", 1, 10, True)
    done = state(row, june(30))
    assert (done.days_open, done.days_late, done.closed_late, done.overdue) == (14, 5, True, False)


def test_without_a_day_everything_written_has_happened() -> None:
    facts = ledger(RETURNED, problem(发现日期="6月5日", 时限="6月10日前"))
    closed, still_open = issue_states(facts, None)
    assert (closed.is_closed, closed.days_open) == (True, 14)
    assert (still_open.is_closed, still_open.days_open, still_open.overdue) == (False, None, False)


def test_a_gap_is_no_step() -> None:
    assert not state(problem(发现日期="6月3日", 销号="【待填】"), june(30)).is_closed
    assert state(COURSE + "      - 整改: 【待填】\n", june(30)).stage == "交办"
    filled = state(COURSE + "      - 整改: 【待填】\n      - 复核: 6月9日\n", june(30))
    assert (filled.stage, len(filled.moves)) == ("复核", 4)


# counts


def test_rates_are_of_exact_counts() -> None:
    facts = ledger(
        problem(发现日期="6月1日", 时限="6月10日前", 销号="6月9日"),
        problem(发现日期="6月1日", 时限="6月10日前", 销号="6月12日"),
        problem(发现日期="6月1日", 销号="6月12日"),
        problem(发现日期="6月1日", 时限="6月10日前"),
        problem(发现日期="6月1日", 时限="6月30日前"),
        problem(发现日期="7月1日"),
    )
    counts = count_issues(issue_states(facts, june(20)))
    assert (counts.opened, counts.closed, counts.open) == (5, 3, 2)
    assert (counts.overdue, counts.closed_late, counts.judged) == (1, 1, 3)
    assert counts.closing_rate == Decimal(60)
    assert counts.on_time_rate is not None and round(counts.on_time_rate, 1) == Decimal("33.3")
    nothing = count_issues(())
    assert (nothing.closing_rate, nothing.on_time_rate) == (None, None)


def test_units_come_as_they_are_declared_and_share_their_problems() -> None:
    facts = ledger(
        problem(单位="市供电公司"),
        problem(单位="西门社区、城管办"),
        problem(单位="东门社区"),
        problem(),
        problem(单位="西门社区"),
    )
    states = issue_states(facts, None)
    rows = [
        (str(unit) if unit else None, [s.index for s in found])
        for unit, found in issues_by_unit(facts, states)
    ]
    assert rows == [
        ("城管办", [1]),
        ("东门社区", [2]),
        ("西门社区", [1, 4]),
        ("市供电公司", [0]),
        (None, [3]),
    ]


def test_a_collective_name_means_every_unit_of_its_sort() -> None:
    facts = ledger(problem(单位="西门社区"), problem(单位="各社区"), problem(单位="城管办"))
    states = issue_states(facts, None)

    def kept(*units: str) -> list[int]:
        return [found.index for found in issues_of_units(facts, states, units)]

    assert kept("西门社区") == [0, 1]
    assert kept("各社区") == [0, 1]
    assert kept("城管办") == [2]
    assert kept("市供电公司") == []
    assert kept() == [0, 1, 2]
