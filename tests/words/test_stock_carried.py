"""What a unit has in stock it has until it says otherwise: one figure in text, table and trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.facts.units import family, street, unit, written
from wenming_docs.facts.analysis import ledger, task_tree
from wenming_docs.facts.analysis.asking import in_period
from wenming_docs.facts.analysis.tracing import trace
from wenming_docs.facts.values import Period
from wenming_docs.pipeline import Options, render_file

RULE = "指标口径:\n  志愿者: 期末数\n"
EAST = unit("东门社区", "5月31日 志愿者 270人", "6月30日 志愿者 286人")
WEST = unit("西门社区", "4月2日 志愿者 10人", "5月12日 志愿者 12人")


def files(document: str, east: str = EAST, west: str = WEST) -> dict[str, str]:
    text = street("东门社区: 东门.yaml", "西门社区: 西门.yaml", rest=RULE + document)
    return {"街道.yaml": text, "东门.yaml": east + RULE, "西门.yaml": west + RULE}


def value(folder: Path, wanted: str, **texts: str) -> str:
    workspace = family(folder, files("", **texts))
    book, period = ledger(workspace, task_tree(workspace)), Period.parse(wanted, year=2026)
    return str(book.value("志愿者", in_period(book, "志愿者", period)))


@pytest.mark.parametrize(
    ("wanted", "had"),
    [
        ("4月", "10人"),
        ("5月", "282人"),
        ("6月", "298人"),
        ("第二季度", "298人"),
        ("上半年", "298人"),
        ("7月", "None"),  # nobody said anything
    ],
)
def test_the_last_figure_of_every_unit_counts_where_somebody_reported(
    tmp_path: Path, wanted: str, had: str
) -> None:
    assert value(tmp_path, wanted) == had


def test_nothing_is_carried_over_the_new_year(tmp_path: Path) -> None:
    west = unit("西门社区", "2025年12月31日 志愿者 12人")
    assert value(tmp_path, "6月", west=west) == "286人"


def test_a_total_is_not_carried_beside_parts_of_the_same_file(tmp_path: Path) -> None:
    rows = "".join(
        f"  - 日期: {day}\n{unit_}    数据:\n      志愿者: {count}人\n"
        for day, unit_, count in (("3月31日", "", 20), ("6月30日", "    单位: 甲组\n", 21))
    )
    east = unit("东门社区", rest=f"成果:\n{rows}")
    assert value(tmp_path, "6月", east=east, west=unit("西门社区")) == "21人"


def test_text_string_table_and_trace_say_the_same(tmp_path: Path) -> None:
    document = (
        "任务: 招募\n文稿:\n  - 文种: 进展汇报\n    期间: 6月\n"
        "    引言: 有志愿者【志愿者】，西门社区【志愿者·西门社区】。\n    附件: 成果汇总表\n"
    )
    [made] = render_file(written(tmp_path, files(document)), Options(format="md")).documents
    text = made.data.decode()
    assert "有志愿者298人，西门社区12人。" in text
    assert "| 志愿者 | 298人 |" in text
    workspace = family(tmp_path, files(document))
    found = trace(ledger(workspace, task_tree(workspace)), "志愿者", period=Period.parse("6月", year=2026))
    assert found.tree and str(found.tree.quantity) == "298人"
    assert [row.when for row in found.tree.all_rows()] == ["6月30日", "5月12日"]


def test_what_the_text_does_not_quote_is_strung_with_what_is_carried(tmp_path: Path) -> None:
    document = "文稿:\n  - 文种: 进展汇报\n    期间: 6月\n    章节:\n      - 标题: 志愿\n        取: 成果\n"
    [made] = render_file(written(tmp_path, files(document)), Options(format="md")).documents
    assert "志愿者298人" in made.data.decode()


def test_a_roll_up_says_whose_figure_is_older(tmp_path: Path) -> None:
    document = "文稿:\n  - 文种: 综合情况\n    期间: 6月\n"
    [made] = render_file(written(tmp_path, files(document)), Options(format="md")).documents
    text = made.data.decode()
    assert "据汇总，志愿者298人。" in text
    assert "以上合计不含西门社区（未报）。志愿者含西门社区5月12日的数。" in text
