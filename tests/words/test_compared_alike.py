"""环比 and 同比 of sums that hold not the same units are doubted, naming the units."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.facts.units import street, unit, written
from wenming_docs.pipeline import Options, render_file

EAST = unit("东门社区", "5月 受理投诉 10件", "6月 受理投诉 10件")
ASKED = "    引言: 受理投诉【受理投诉】，环比【受理投诉·环比】。\n"


def doubts(folder: Path, west: str, said: str = ASKED, east: str = EAST) -> list[str]:
    document = f"文稿:\n  - 文种: 进展汇报\n    期间: 6月\n{said}"
    files = {
        "街道.yaml": street("东门社区: 东门.yaml", "西门社区: 西门.yaml", rest=document),
        "东门.yaml": east,
        "西门.yaml": west,
    }
    outcome = render_file(written(folder, files), Options(format="md"))
    assert len(outcome.documents) == 1, [f.message for f in outcome.findings]
    return [f.message for f in outcome.findings if f.code == "F117"]


JUNE_LACKS = "“受理投诉”的环比不好比：6月和5月报数的单位不一样（6月缺西门社区）"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["5月 受理投诉 1件"], [JUNE_LACKS]),
        (["6月 受理投诉 1件"], [JUNE_LACKS.replace("（6月缺", "（5月缺")]),
        (["5月 受理投诉 1件", "6月 受理投诉 1件"], []),
        (["5月 受理投诉 1件", "6月 走访 1户"], []),  # it reported, and had no complaints
        (["5月 走访 1户"], []),  # it never counts complaints
    ],
)
def test_a_unit_in_one_of_the_two_periods_is_named(tmp_path: Path, rows: list[str], told: list[str]) -> None:
    assert doubts(tmp_path, unit("西门社区", *rows)) == told


def test_a_month_that_was_reported_without_a_figure_is_no_gap(tmp_path: Path) -> None:
    rest = "上报:\n  5月: 6月3日\n  6月: 7月3日\n"
    assert doubts(tmp_path, unit("西门社区", "5月 受理投诉 1件", rest=rest)) == []


def test_the_table_is_doubted_once_as_well(tmp_path: Path) -> None:
    west = unit("西门社区", "5月 受理投诉 1件")
    assert doubts(tmp_path, west, ASKED + "    附件: 成果汇总表\n") == [JUNE_LACKS]
    assert doubts(tmp_path, west, "    附件: 成果汇总表\n") == [JUNE_LACKS]


def test_one_unit_may_be_compared_with_itself(tmp_path: Path) -> None:
    said = "    引言: 东门社区环比【受理投诉·东门社区·环比】。\n"
    assert doubts(tmp_path, unit("西门社区", "5月 受理投诉 1件"), said) == []


def test_last_year_is_compared_by_its_rows(tmp_path: Path) -> None:
    rest = "上报:\n  6月: 7月3日\n"
    rows = ("2025年6月 受理投诉 8件", "6月 受理投诉 1件")
    east = unit("东门社区", *rows, rest=rest)
    said = "    引言: 同比【受理投诉·同比】。\n"
    assert doubts(tmp_path, unit("西门社区", *rows, rest=rest), said, east) == []
    [told] = doubts(tmp_path, unit("西门社区", rows[1], rest=rest), said, east)
    assert "缺西门社区" in told


def test_a_stock_that_is_carried_on_can_be_compared(tmp_path: Path) -> None:
    rule = "指标口径:\n  志愿者: 期末数\n"
    said = "    引言: 志愿者环比【志愿者·环比】。\n" + rule
    east = unit("东门社区", "5月 志愿者 10人", "6月 志愿者 11人") + rule
    assert doubts(tmp_path, unit("西门社区", "5月 志愿者 4人") + rule, said, east) == []
