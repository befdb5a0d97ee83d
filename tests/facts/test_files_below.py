"""Files of units beside each other: what no unit's own check can see is told at the superior's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.facts.units import street, unit, written
from wenming_docs.pipeline import check_file

REPORT = "文稿:\n  - 文种: 综合情况\n    期间: 6月\n    日期: 2026年7月8日\n"
SENT = "上报:\n  6月: 7月3日\n"


def found(folder: Path, files: Mapping[str, str], *codes: str) -> list[str]:
    """The findings of these codes as ``文件:行 编码 消息``."""
    entry = {"街道.yaml": street("东门社区: 东门.yaml", "西门社区: 西门.yaml", "河东社区:", rest=REPORT)}
    report = check_file(written(folder, {**entry, **files}))
    return [
        f"{Path(one.origin.file).name}:{one.origin.line} {one.code} {one.message}"
        for one in report.findings
        if one.code in codes and one.origin
    ]


def test_a_row_of_a_neighbour_is_named_whether_or_not_that_one_has_a_file(tmp_path: Path) -> None:
    east = unit("东门社区", "6月 清理楼道 3个", "6月 清运垃圾 2车", rest=SENT)
    files = {
        "东门.yaml": east.replace("    数据:\n      清运", "    单位: 河东社区\n    数据:\n      清运"),
        "西门.yaml": unit("西门社区", "6月 清理楼道 4个", rest=SENT),
    }
    assert found(tmp_path, files, "F128") == [
        "东门.yaml:13 F128 “东门社区”的文件里，这条成果的单位是“河东社区”，会算成“东门社区”的"
    ]


def test_its_own_departments_are_no_neighbours(tmp_path: Path) -> None:
    east = unit("东门社区", "6月 清理楼道 3个", rest=SENT).replace("    数据", "    单位: 环境组\n    数据")
    files = {
        "东门.yaml": east.replace("  名称: 东门社区\n", "  名称: 东门社区\n  内设: 环境组\n"),
        "西门.yaml": unit("西门社区", "6月 清理楼道 4个", rest=SENT),
    }
    assert found(tmp_path, files, "F128") == []


def test_an_indicator_written_in_two_ways_never_meets_itself(tmp_path: Path) -> None:
    files = {
        "东门.yaml": unit("东门社区", "5月 清理楼道 3个", "6月 清理楼道 3个", rest=SENT),
        "西门.yaml": unit("西门社区", "6月 清里楼道 4个", "6月 楼道清理 1个", rest=SENT),
    }
    assert found(tmp_path, files, "F047", "F108") == [
        "西门.yaml:11 F047 “清里楼道”和“清理楼道”（东门.yaml第11行）只差一个字",
        "西门.yaml:14 F108 “楼道清理”和“清理楼道”（东门.yaml第11行）像是同一个指标",
    ]


def test_names_that_differ_in_meaning_are_left_alone(tmp_path: Path) -> None:
    files = {
        "东门.yaml": unit("东门社区", "6月 清理垃圾 3车", "6月 新增泊位 3个", rest=SENT),
        "西门.yaml": unit("西门社区", "6月 清运垃圾 4车", "6月 减少泊位 1个", rest=SENT),
    }
    assert found(tmp_path, files, "F047", "F108") == []


def test_a_measure_left_out_is_no_model_for_the_others(tmp_path: Path) -> None:
    files = {
        "东门.yaml": unit("东门社区", "6月 清理楼道 3", "6月 清理楼道 5", rest=SENT),
        "西门.yaml": unit("西门社区", "6月 清理楼道 4个", rest=SENT),
    }
    told = [one.hint for one in check_file(written(tmp_path, {"街道.yaml": _street(), **files})).findings]
    assert "改成同一个计量单位，例如“个”；是两个指标就换个名字" in told


def _street() -> str:
    return street("东门社区: 东门.yaml", "西门社区: 西门.yaml", rest=REPORT)
