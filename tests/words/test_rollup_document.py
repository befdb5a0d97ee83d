"""综合情况: what it says of the units below, and that no total stands without what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.facts.units import street, unit, written
from wenming_docs.findings import Severity
from wenming_docs.pipeline import Options, check_file, render_file

DUE = "汇总:\n  报送时限: 次月5日前\n"
DOCUMENT = "文稿:\n  - 文种: 综合情况\n    期间: 6月\n"


def reported(name: str, on: str, *rows: str) -> str:
    return unit(name, *rows, rest=f"上报:\n  6月: {on}\n")


def document(folder: Path, files: Mapping[str, str], options: Options | None = None) -> str:
    """The one document of the first file as Markdown, without its seal."""
    outcome = render_file(written(folder, files), options or Options(format="md"))
    assert [f.message for f in outcome.findings if f.severity is Severity.ERROR] == []
    (made,) = outcome.documents
    return made.data.decode().partition("<!--")[0]


def paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line and not line.startswith(("#", "现将"))]


EAST = reported("东门社区", "7月3日", "6月12日 清理楼道 30个", "6月12日 发放手册 50册")
WEST = reported("西门社区", "7月8日", "6月3日 清理楼道 40个")


def test_all_reported_then_the_totals_then_each_unit(tmp_path: Path) -> None:
    files = {
        "街道.yaml": street("东门社区: 东门.yaml", "西门社区: 西门.yaml", rest=DUE + DOCUMENT),
        "东门.yaml": EAST,
        "西门.yaml": WEST,
    }
    assert paragraphs(document(tmp_path, files)) == [
        "应报社区2个，已全部报送，其中迟报1个。",
        "据汇总，共清理楼道70个；发放手册50册。",
        "东门社区清理楼道30个；发放手册50册。",
        "西门社区清理楼道40个。",
        "迟报1个：西门社区（7月8日报，迟3天）。",
    ]


def test_what_is_missing_and_what_cannot_be_added_is_said_beside_the_totals(tmp_path: Path) -> None:
    units = ("东门社区: 东门.yaml", "西门社区: 西门.yaml", "桥头社区:", "柳荫社区: 柳荫.yaml")
    files = {
        "街道.yaml": street(*units, rest=DOCUMENT),
        "东门.yaml": EAST,
        "西门.yaml": reported("西门社区", "7月1日", "6月3日 清理楼道 40个", "6月3日 发放手册 20本"),
        "柳荫.yaml": "单位: [",
    }
    said = paragraphs(document(tmp_path, files))
    assert said[:3] == [
        "应报社区4个，已报齐2个；未报1个；文件读不了1个。",
        "据汇总，共清理楼道70个。",
        "以上合计不含桥头社区（未报）、柳荫社区（文件读不了）。"
        "发放手册（计量单位不一样：东门社区按“册”计，西门社区按“本”计）没有合计。",
    ]
    assert said[-2:] == ["未报1个：桥头社区。", "文件读不了1个：柳荫社区。"]


def test_figures_of_the_office_itself_and_its_departments_stand_last(tmp_path: Path) -> None:
    own = "成果:\n  - 期间: 6月\n    单位: 城管办\n    数据:\n      清理楼道: 5个\n"
    files = {
        "街道.yaml": street("东门社区: 东门.yaml", rest=own + DOCUMENT).replace(
            "  下级:", "  内设: 城管办\n  下级:"
        ),
        "东门.yaml": EAST,
    }
    assert paragraphs(document(tmp_path, files))[1:] == [
        "据汇总，共清理楼道35个；发放手册50册。",
        "东门社区清理楼道30个；发放手册50册。",
        "我街道本级清理楼道5个。",
    ]


def many(count: int, *rows: str) -> dict[str, str]:
    names = [f"第{number}社区" for number in range(1, count + 1)]
    files = {"街道.yaml": street(*(f"{name}: {name}.yaml" for name in names), rest=DOCUMENT)}
    return files | {f"{name}.yaml": unit(name, *rows) for name in names}


def table(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.startswith("|") and "---" not in line]


def test_more_than_five_units_stand_in_a_table_with_their_total(tmp_path: Path) -> None:
    text = document(tmp_path, many(6, "6月3日 清理楼道 4个"))
    assert "各社区6月份报送的数据见下表。" in text
    assert table(text) == [
        "| 指标 | 第1社区 | 第2社区 | 第3社区 | 第4社区 | 第5社区 | 第6社区 | 合计 |",
        "| 清理楼道 | 4个 | 4个 | 4个 | 4个 | 4个 | 4个 | 24个 |",
    ]


def test_many_units_stand_below_each_other(tmp_path: Path) -> None:
    rows = table(document(tmp_path, many(12, "6月3日 清理楼道 4个", "6月4日 走访 2户")))
    assert rows[:2] == ["| 单位 | 清理楼道 | 走访 |", "| 第1社区 | 4个 | 2户 |"]
    assert rows[-1] == "| 合计 | 48个 | 24户 |"


def test_many_units_and_many_figures_stand_in_one_long_table(tmp_path: Path) -> None:
    rows = table(document(tmp_path, many(11, *(f"6月3日 第{n}项 1件" for n in range(1, 13)))))
    assert rows[:2] == ["| 指标 | 单位 | 数量 |", "| 第1项 | 第1社区 | 1件 |"]
    assert rows[12] == "| 第1项 | 合计 | 11件 |"
    assert len(rows) == 1 + 12 * 12


def test_the_table_names_what_its_totals_lack(tmp_path: Path) -> None:
    files = many(6, "6月3日 清理楼道 4个")
    files["第6社区.yaml"] = "单位: ["
    files["第5社区.yaml"] = unit("第5社区", "6月3日 清理楼道 4处")
    text = document(tmp_path, {**files, "街道.yaml": files["街道.yaml"] + "    附件: 汇总表\n"})
    assert "| 清理楼道 | 4个 | 4个 | 4个 | 4个 | 4处 | — |" in text
    assert "合计不含第6社区（文件读不了）。" in text
    assert "清理楼道未合计，计量单位不一样：第5社区按“处”计，第1社区按“个”计。" in text
    assert "（各单位数据见附件）" in text


def test_it_can_be_asked_for_without_being_listed(tmp_path: Path) -> None:
    files = {"街道.yaml": street("东门社区: 东门.yaml"), "东门.yaml": EAST}
    text = document(tmp_path, files, Options(kind="综合情况", period="6月", format="md"))
    assert "据汇总，清理楼道30个" in text


def test_units_without_files_are_summed_from_the_offices_own_rows(tmp_path: Path) -> None:
    row = "  - 日期: 6月3日\n    单位: {}\n    数据:\n      清理楼道: 3个\n"
    own = "成果:\n" + row.format("东门社区") + row.format("西门社区")
    files = {"街道.yaml": street("东门社区:", "西门社区:", "桥头社区:", rest=own + DOCUMENT)}
    outcome = render_file(written(tmp_path, files), Options(format="md"))
    assert [f.message for f in outcome.findings if f.code == "F121"] == ["6月的数不齐：不含桥头社区（未报）"]
    assert "共清理楼道6个" in outcome.documents[0].data.decode()


@pytest.mark.parametrize("name", ["汇总情况", "分单位情况", "汇总表", "未报名单"])
def test_each_part_can_be_taken_by_a_section_of_another_report(name: str, tmp_path: Path) -> None:
    section = (
        f"文稿:\n  - 文种: 进展汇报\n    期间: 6月\n    章节:\n      - 标题: 各社区\n        取: {name}\n"
    )
    files = {
        "街道.yaml": street("东门社区: 东门.yaml", "西门社区: 西门.yaml", rest=DUE + section),
        "东门.yaml": EAST,
        "西门.yaml": WEST,
    }
    assert "西门社区" in document(tmp_path, files) or "共清理楼道70个" in document(tmp_path, files)


def test_what_the_program_says_of_the_units_is_no_fault_of_the_author(tmp_path: Path) -> None:
    files = {"街道.yaml": street("东门社区: 东门.yaml", "桥头社区:", rest=DOCUMENT), "东门.yaml": EAST}
    path = written(tmp_path, files)
    assert [f.message for f in check_file(path).findings if f.code in ("W112", "W128")] == []
    none = {"街道.yaml": street("东门社区: 东门.yaml", rest=DOCUMENT), "东门.yaml": EAST.split("上报")[0]}
    assert "0个" not in paragraphs(document(tmp_path, none))[0]
