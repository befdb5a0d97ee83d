"""A period that is reported month by month: who was late with one, which months are yet to come."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.facts.units import family, street, unit, written
from wenming_docs.facts.analysis.standings import Standing, State, standings
from wenming_docs.facts.values import Period
from wenming_docs.findings import Finding
from wenming_docs.pipeline import Options, Outcome, render_file

DUE = "汇总:\n  报送时限: 次月5日前\n"
ROWS = ("4月2日 清理楼道 1个", "6月12日 清理楼道 3个")


def reports(**months: str) -> str:
    return "上报:\n" + "".join(f"  {month[1:]}月: {day}\n" for month, day in months.items())


QUARTER = {"_4": "5月3日", "_5": "6月3日", "_6": "7月3日"}
"""All of the second quarter in time."""


def files(east: dict[str, str], west: dict[str, str], rest: str = "") -> dict[str, str]:
    return {
        "街道.yaml": street("东门社区: 东门.yaml", "西门社区: 西门.yaml", rest=DUE + rest),
        "东门.yaml": unit("东门社区", *ROWS, rest=reports(**east)),
        "西门.yaml": unit("西门社区", *ROWS, rest=reports(**west)),
    }


def west_of(
    folder: Path, west: dict[str, str], as_of: date | None = None, wanted: str = "第二季度"
) -> Standing:
    workspace = family(folder, files(QUARTER, west))
    return standings(workspace, Period.parse(wanted, year=2026), as_of)[1]


@pytest.mark.parametrize(
    ("west", "state", "said", "days"),
    [
        (QUARTER, State.ON_TIME, "", 0),
        ({**QUARTER, "_4": "5月9日"}, State.LATE, "4月的5月9日报，迟4天", 4),
        ({**QUARTER, "_6": "7月8日"}, State.LATE, "7月8日报，迟3天", 3),
        ({"_5": "6月3日", "_6": "7月8日"}, State.INCOMPLETE, "6月的7月8日报，迟3天", 0),
    ],
)
def test_who_was_late_with_a_month_is_told_of_the_whole(
    tmp_path: Path, west: dict[str, str], state: State, said: str, days: int
) -> None:
    found = west_of(tmp_path, west)
    assert (found.state, found.late_said, found.days_late) == (state, said, days)


@pytest.mark.parametrize(
    ("as_of", "lacks"),
    [
        (None, "缺7—12月"),
        (date(2026, 7, 5), ""),
        (date(2026, 12, 18), "缺7—11月"),
        (date(2027, 1, 5), "缺7—11月"),
        (date(2027, 1, 6), "缺7—12月"),
    ],
)
def test_a_month_is_not_missed_before_its_reporting_day(
    tmp_path: Path, as_of: date | None, lacks: str
) -> None:
    months = {f"_{month}": f"{month + 1}月3日" for month in range(1, 7)}
    workspace = family(tmp_path, files(months, months))
    found = standings(workspace, Period.parse("全年", year=2026), as_of)[1]
    assert ("" if found.complete else found.why) == lacks


def test_a_month_that_another_unit_has_reported_is_missed_by_the_rest(tmp_path: Path) -> None:
    early = {"_4": "5月3日", "_5": "6月3日"}
    assert west_of(tmp_path, early, date(2026, 7, 4)).why == "缺6月"


def test_a_period_of_which_nothing_is_there_is_missing_whatever_the_day(tmp_path: Path) -> None:
    assert west_of(tmp_path, {"_4": "5月3日"}, date(2026, 6, 1), "6月").state is State.ABSENT


def rendered(folder: Path, made: dict[str, str]) -> tuple[str, list[Finding]]:
    outcome: Outcome = render_file(written(folder, made), Options(format="md"))
    return outcome.documents[0].data.decode(), list(outcome.findings)


def document(kind: str, on: str, period: str = "第二季度") -> str:
    return f"文稿:\n  - 文种: {kind}\n    期间: {period}\n    日期: {on}\n"


def test_a_roll_up_reads_well_whatever_is_missing(tmp_path: Path) -> None:
    late = {"_5": "6月3日", "_6": "7月8日"}
    text, _ = rendered(tmp_path, files(QUARTER, late, document("综合情况", "2026年7月9日")))
    assert "以上合计中，西门社区缺4月。" in text
    assert "报送不全1个：西门社区（缺4月；6月的7月8日报，迟3天）。" in text
    made = files(QUARTER, late, document("综合情况", "2026年7月9日"))
    made["街道.yaml"] = made["街道.yaml"].replace("西门.yaml\n", "西门.yaml\n      桥头社区:\n", 1)
    text, _ = rendered(tmp_path, made)
    assert "以上合计不含桥头社区（未报）；西门社区缺4月。" in text


@pytest.mark.parametrize("kind", ["综合情况", "进展汇报"])
def test_a_document_older_than_what_it_counts_is_doubted(tmp_path: Path, kind: str) -> None:
    later = {**QUARTER, "_6": "7月20日"}
    _, found = rendered(tmp_path, files(QUARTER, later, document(kind, "2026年7月9日")))
    [finding] = [f for f in found if f.code == "F118"]
    assert finding.message == "文稿日期是7月9日，却算进了这天以后才报的数：西门社区（7月20日报）"
    assert "改到7月20日或以后" in finding.hint
    _, found = rendered(tmp_path, files(QUARTER, later, document(kind, "2026年7月20日")))
    assert [f for f in found if f.code == "F118"] == []


def test_the_summary_of_the_year_does_not_ask_for_the_month_that_is_running(tmp_path: Path) -> None:
    months = {f"_{month}": f"{month + 1}月3日" for month in range(1, 12)}
    _, found = rendered(tmp_path, files(months, months, document("工作总结", "2026年12月18日", "全年")))
    assert [f.message for f in found if f.code == "F121"] == []
