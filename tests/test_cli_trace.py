"""wenming trace: every figure leads back to the lines that make it, and to no other."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import NamedTuple

import pytest

from wenming_docs.cli.program import run

STREET = """\
单位:
  名称: 青石街道办事处
  下级:
    社区:
      东门社区: 社区/东门.yaml
      西门社区: 社区/西门.yaml
      桥头社区: 社区/桥头.yaml
      北园社区:
创建:
  荣誉: 文明城市
  年度: 2026
指标口径:
  注册志愿者: 期末数
任务: 清理背街小巷
成果:
  - 期间: 5月
    单位: 北园社区
    任务: 清理背街小巷
    数据:
      清理小广告: 40条
  - 期间: 上半年
    含下级: 是
    数据:
      清理小广告: 500条
文稿:
  - 文种: 进展汇报
    期间: 5月
    引言: 全街道召开议事会【召开议事会：18场】。
"""
EAST = """\
单位: 东门社区
创建:
  年度: 2026
成果:
  - 日期: 5月12日
    任务: 清理背街小巷
    数据:
      清理小广告: 100余条
      注册志愿者: 30人
  - 日期: 6月2日
    数据:
      清理小广告: 70条
      注册志愿者: 35人
"""
WEST = """\
单位: 西门社区
创建:
  年度: 2026
成果:
  - 日期: 5月30日
    数据:
      清理小广告: 60条
      注册志愿者: 20人
  - 期间: 5—7月
    数据:
      清理小广告: 99条
"""


class Said(NamedTuple):
    exit_code: int
    stdout: str
    stderr: str


def run_cli(*arguments: str) -> Said:
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        code = run(list(arguments))
    return Said(code, out.getvalue(), err.getvalue())


@pytest.fixture
def street(tmp_path: Path) -> Path:
    (tmp_path / "社区").mkdir()
    for name, text in (("东门", EAST), ("西门", WEST), ("桥头", "单位: 桥头社区\n成果: [")):
        (tmp_path / "社区" / f"{name}.yaml").write_text(text, encoding="utf-8")
    path = tmp_path / "街道.yaml"
    path.write_text(STREET, encoding="utf-8")
    return path


def traced(path: Path, *arguments: str) -> dict[str, object]:
    result = run_cli("trace", *arguments[:1], str(path), *arguments[1:], "--format", "json")
    data: dict[str, object] = json.loads(result.stdout)
    return data


def lines_of(data: dict[str, object]) -> list[str]:
    """Every row of the tree as 文件名:行号, in order."""
    found: list[str] = []

    def walk(branch: dict[str, object]) -> None:
        for row in branch["行"]:  # type: ignore[attr-defined]
            found.append(f"{Path(row['文件']).stem}:{row['行号']}")
        for below in branch["下级"]:  # type: ignore[attr-defined]
            walk(below)

    walk(data["合计"])  # type: ignore[arg-type]
    return found


def test_a_sum_is_told_unit_by_unit_with_file_and_line(street: Path) -> None:
    result = run_cli("trace", "清理小广告·5月", str(street))
    folder = street.parent / "社区"
    assert result.stdout.splitlines() == [
        "清理小广告（5月）  200余条",
        "├ 北园社区  40条",
        f"│ └ {street}:20  5月  40条  （任务：清理背街小巷）",
        "├ 东门社区  100余条",
        f"│ └ {folder / '东门.yaml'}:8  5月12日  100余条  （任务：清理背街小巷）",
        "└ 西门社区  60条",
        f"  └ {folder / '西门.yaml'}:7  5月30日  60条",
        "跨出这个期间，没有算进去：",
        f"└ 西门社区  {folder / '西门.yaml'}:11  5—7月  99条",
    ]
    assert "桥头社区" in result.stderr and "没有算进去" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "value", "lines"),
    [
        (("清理小广告·上半年",), "270余条", ["街道:20", "东门:8", "东门:12", "西门:7"]),
        (("清理小广告", "--unit", "东门社区"), "170余条", ["东门:8", "东门:12"]),
        (("清理小广告·东门社区·6月",), "70条", ["东门:12"]),
        (("【清理小广告·西门社区·5月】",), "60条", ["西门:7"]),
        (("清理小广告·累计", "--period", "5月"), "200余条", ["街道:20", "东门:8", "西门:7"]),
        (("注册志愿者",), "55人", ["东门:13", "西门:8"]),
        (("注册志愿者·5月",), "50人", ["东门:9", "西门:8"]),
    ],
)
def test_exactly_the_rows_that_make_the_figure(
    street: Path, arguments: tuple[str, ...], value: str, lines: list[str]
) -> None:
    data = traced(street, *arguments)
    assert (data["合计"]["数"], lines_of(data)) == (value, lines)  # type: ignore[index]


def test_a_whole_is_compared_and_not_added(street: Path) -> None:
    data = traced(street, "清理小广告·上半年")
    assert [row["数"] for row in data["含下级"]] == ["500条"]  # type: ignore[attr-defined]


def test_a_figure_typed_in_the_text_leads_to_its_place(street: Path) -> None:
    result = run_cli("trace", "召开议事会", str(street))
    assert result.stdout == f"召开议事会  18场  写在正文里：{street}:28:17\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("清理广告",), "是不是想写“清理小广告”"),
        (("清理小广告", "--unit", "东门"), "是不是想写“东门社区”"),
        (("清理小广告", "--period", "大前天"), "大前天"),
    ],
)
def test_what_means_nothing_is_refused_with_a_cure(
    street: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = run_cli("trace", arguments[0], str(street), *arguments[1:])
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_nothing_in_the_period_is_said_and_fails(street: Path) -> None:
    result = run_cli("trace", "清理小广告·3月", str(street))
    assert (result.exit_code, result.stdout) == (1, "清理小广告（3月）  没有记录\n")


def test_figures_that_cannot_be_added_are_listed_and_fail(street: Path) -> None:
    (street.parent / "社区" / "西门.yaml").write_text(WEST.replace("60条", "60车"), encoding="utf-8")
    result = run_cli("trace", "清理小广告·5月", str(street))
    assert result.exit_code == 1
    assert result.stdout.startswith("清理小广告（5月）  合不成一个数：")
    assert "西门.yaml:7  5月30日  60车" in result.stdout
