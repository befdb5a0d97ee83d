"""What would make the sum over units wrong is found in the superior's check, and nothing else is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.facts.units import HEAD, street, unit, written
from wenming_docs.findings import Finding, Severity
from wenming_docs.pipeline import check_file, render_file

OF_UNITS = tuple(f"F{number}" for number in range(120, 135))
REPORT = "文稿:\n  - 文种: 进展汇报\n    期间: 6月\n"
JUNE = "6月12日 清理楼道 30个"


def findings(folder: Path, files: Mapping[str, str]) -> list[Finding]:
    """What the check of the first file says about units."""
    return [f for f in check_file(written(folder, files)).findings if f.code.startswith(OF_UNITS)]


def told(folder: Path, files: Mapping[str, str]) -> list[str]:
    """The same as ``街道.yaml:7 F120 message``."""
    return [
        f"{Path(f.origin.file).name}:{f.origin.line} {f.code} {f.message}"
        for f in findings(folder, files)
        if f.origin
    ]


def test_units_that_add_up_give_no_finding(tmp_path: Path) -> None:
    files = {
        "街道.yaml": street("东门社区: 社区/东门.yaml", rest=REPORT),
        "社区/东门.yaml": unit("东门社区", JUNE),
    }
    assert told(tmp_path, files) == []


def test_a_broken_file_is_named_with_its_first_fault_and_the_others_are_read(tmp_path: Path) -> None:
    units = ("东门社区: 东门.yaml", "西门社区: 西门.yaml")
    files = {
        "街道.yaml": street(*units, rest=REPORT),
        "东门.yaml": unit("东门社区", JUNE),
        "西门.yaml": "单位: [",
    }
    assert told(tmp_path, files) == [
        "街道.yaml:7 F120 “西门社区”的文件“西门.yaml”用不了：第1行括号“[”没有配对",
        "街道.yaml:13 F121 6月的数不齐：不含西门社区（文件读不了）",
    ]
    outcome = render_file(tmp_path / "街道.yaml")
    assert [document.period for document in outcome.documents] == ["6月"]


def test_with_缺报_不出_nothing_is_issued_while_a_unit_is_missing(tmp_path: Path) -> None:
    rest = "汇总:\n  缺报: 不出\n" + REPORT
    units = ("东门社区: 东门.yaml", "西门社区:")
    files = {"街道.yaml": street(*units, rest=rest), "东门.yaml": unit("东门社区", JUNE)}
    assert [(f.code, f.severity) for f in findings(tmp_path, files)] == [("F121", Severity.ERROR)]
    assert render_file(tmp_path / "街道.yaml").documents == ()


def test_a_fault_three_levels_down_is_named_by_its_way(tmp_path: Path) -> None:
    files = {
        "市.yaml": street("东城区: 东城区.yaml", sort="区", rest=REPORT),
        "东城区.yaml": street("青石街道: 青石/青石.yaml", sort="街道").replace("青石街道办事处", "东城区"),
        "青石/青石.yaml": street("东门社区: 东门.yaml", "西门社区: 西门.yaml"),
        "青石/东门.yaml": "单位: [",
        "青石/西门.yaml": unit("西门社区", JUNE),
    }
    assert told(tmp_path, files) == [
        "市.yaml:12 F121 6月的数不齐：不含东城区／青石街道／东门社区（文件读不了）",
        "青石.yaml:6 F120 “东城区／青石街道／东门社区”的文件“东门.yaml”用不了：第1行括号“[”没有配对",
    ]


def test_the_units_own_findings_are_not_repeated(tmp_path: Path) -> None:
    wrong = unit("东门社区", JUNE, rest="任务:\n  - 名称: 清理\n    牵头: 不存在的科\n    时限: 13月底前\n")
    files = {"街道.yaml": street("东门社区: 东门.yaml", rest=REPORT), "东门.yaml": wrong}
    found = check_file(written(tmp_path, files)).findings
    assert [f for f in found if f.origin and f.origin.file.endswith("东门.yaml")] == []


def test_another_rule_is_told_once_for_all_units(tmp_path: Path) -> None:
    rule = "指标口径:\n  注册志愿者: 期末数\n"
    row = "6月12日 注册志愿者 30人"
    files = {
        "街道.yaml": street("东门社区: 东门.yaml", "西门社区: 西门.yaml"),
        "东门.yaml": unit("东门社区", row, rest=rule),
        "西门.yaml": unit("西门社区", row, rest=rule),
    }
    assert told(tmp_path, files) == [
        "东门.yaml:7 F123 “注册志愿者”的口径，东门社区、西门社区写的是“期末数”，"
        "本级没有写，按“相加”，合不到一起"
    ]
    files["街道.yaml"] += rule
    assert told(tmp_path, files) == []


def test_a_unit_counted_by_its_superior_and_by_itself_is_counted_twice(tmp_path: Path) -> None:
    own = "成果:\n  - 期间: 6月\n    单位: 东门社区\n    数据:\n      清理楼道: 30个\n      走访: 5户\n"
    files = {"街道.yaml": street("东门社区: 东门.yaml", rest=own), "东门.yaml": unit("东门社区", JUNE)}
    assert told(tmp_path, files) == [
        "街道.yaml:14 F124 “清理楼道”这里记了“东门社区”的数，它自己的文件（东门.yaml第9行）也有，重复计算"
    ]
    files["东门.yaml"] = unit("东门社区", "5月12日 清理楼道 30个")
    assert told(tmp_path, files) == []


def test_a_file_in_a_folder_is_named_with_its_folder(tmp_path: Path) -> None:
    own = "成果:\n  - 期间: 6月\n    单位: 东门社区\n    数据:\n      清理楼道: 30个\n"
    files = {
        "街道.yaml": street("东门社区: 社区/东门.yaml", rest=own),
        "社区/东门.yaml": unit("东门社区", JUNE),
    }
    [finding] = findings(tmp_path, files)
    assert "它自己的文件（社区/东门.yaml第9行）也有" in finding.message


WHOLE = "成果:\n  - 期间: 6月\n    含下级: 是\n    数据:\n      清理楼道: {}\n"


@pytest.mark.parametrize(
    ("whole", "message"),
    [
        ("60个", ["街道.yaml:15 F126 “清理楼道”本级连下级的总数是“60个”，各单位相加是“70个”，多出10个"]),
        ("70个", []),
        ("60余个", []),
        ("近70个", []),
        ("近60个", ["街道.yaml:15 F126 “清理楼道”本级连下级的总数是“近60个”，各单位相加是“70个”，多出10个"]),
        ("90个", ["街道.yaml:15 F127 “清理楼道”本级连下级的总数是“90个”，各单位相加是“70个”，少20个"]),
        ("90余个", []),
    ],
)
def test_parts_are_checked_against_the_whole_of_their_time(
    tmp_path: Path, whole: str, message: list[str]
) -> None:
    files = {
        "街道.yaml": street("东门社区: 东门.yaml", "西门社区: 西门.yaml", rest=WHOLE.format(whole)),
        "东门.yaml": unit("东门社区", JUNE, "7月1日 清理楼道 500个"),
        "西门.yaml": unit("西门社区", "6月13日 清理楼道 40个"),
    }
    assert told(tmp_path, files) == message


def test_two_files_mixed_up_are_told_and_a_longer_name_is_not(tmp_path: Path) -> None:
    units = ("东门社区: 东门.yaml", "西门社区: 西门.yaml")
    files = {
        "街道.yaml": street(*units),
        "东门.yaml": unit("西门社区", JUNE),
        "西门.yaml": unit("云山市青石街道西门社区居民委员会", JUNE),
    }
    assert told(tmp_path, files) == ["街道.yaml:6 F128 “东门社区”的文件“东门.yaml”里，单位写的是“西门社区”"]


def test_a_file_of_another_year_adds_nothing_and_is_told(tmp_path: Path) -> None:
    old = unit("东门社区", JUNE).replace("2026", "2025")
    files = {"街道.yaml": street("东门社区: 东门.yaml", rest=REPORT), "东门.yaml": old}
    assert told(tmp_path, files) == [
        "街道.yaml:6 F129 “东门社区”的文件是2025年的，本级是2026年，它的数加不进来",
        "街道.yaml:12 F121 6月的数不齐：不含东门社区（未报）",
    ]


def test_figures_nobody_can_place_in_time_would_count_in_every_period(tmp_path: Path) -> None:
    text = unit("东门社区", "6月31日 清理楼道 30个").replace(HEAD, "")
    files = {"街道.yaml": street("东门社区: 东门.yaml"), "东门.yaml": text}
    assert told(tmp_path, files) == ["东门.yaml:4 F132 “东门社区”有成果时间读不出（第4行），哪一期都会加进去"]
    files["东门.yaml"] = "单位:\n  名称: 东门社区\n成果:\n  - 数据:\n      清理楼道: 30个\n"
    (without_time,) = findings(tmp_path, files)
    assert (without_time.code, without_time.severity) == ("F132", Severity.WARNING)


def test_rows_half_outside_the_period_are_told(tmp_path: Path) -> None:
    text = unit("东门社区", JUNE, "5月20日—6月3日 走访商户 40户")
    files = {"街道.yaml": street("东门社区: 东门.yaml", rest=REPORT), "东门.yaml": text}
    assert told(tmp_path, files) == [
        "东门.yaml:12 F122 “东门社区”的“走访商户”期间是5月20日—6月3日，一半在6月外面，没有加进来"
    ]


def test_a_deadline_or_report_nobody_understands_is_told(tmp_path: Path) -> None:
    rest = "汇总:\n  报送时限: 及时\n上报:\n  6月: 月初\n  十三月: 7月1日\n"
    found = told(tmp_path, {"街道.yaml": street("东门社区:", rest=rest)})
    assert [line.split(" ")[:2] for line in found] == [
        ["街道.yaml:11", "F130"],
        ["街道.yaml:13", "F131"],
        ["街道.yaml:14", "F131"],
    ]


def strange(folder: Path) -> dict[str, str]:
    """A street with one sound community and everything that is no file of a community."""
    (folder / "夹").mkdir()
    (folder / "外面.yaml").write_text(unit("外面社区", JUNE), encoding="utf-8")
    home = folder / "街道"
    home.mkdir()
    os.symlink(folder / "外面.yaml", home / "链接.yaml")
    (home / "夹.yaml").mkdir()
    os.mkfifo(home / "管道.yaml")
    units = {
        "东门社区": "东门.yaml",
        "又一东门": "东门.yaml",
        "链接社区": "链接.yaml",
        "临时社区": "~$东门.yaml",
        "夹子社区": "夹.yaml",
        "管道社区": "管道.yaml",
        "自己社区": "街道.yaml",
        "上级社区": "../外面.yaml",
        "没有社区": "没有.yaml",
        "空空社区": "空.yaml",
        "新版社区": "新版.yaml",
        "绕圈社区": "绕圈.yaml",
    }
    return {
        "街道/街道.yaml": street(*(f"{name}: {file}" for name, file in units.items())),
        "街道/东门.yaml": unit("东门社区", JUNE),
        "街道/~$东门.yaml": "x",
        "街道/空.yaml": "",
        "街道/新版.yaml": unit("新版社区", JUNE) + "区块链: 有\n",
        "街道/绕圈.yaml": street("回头社区: 街道.yaml").replace("青石街道办事处", "绕圈社区"),
    }


def test_whatever_is_no_file_of_a_unit_is_named_with_its_cause(tmp_path: Path) -> None:
    causes = {}
    for finding in findings(tmp_path, strange(tmp_path)):
        name, _, cause = finding.message.partition("的文件")
        causes[name.strip("“”")] = cause.partition("：")[2]
    for name, words in {
        "又一东门": "已经是另一个单位的",
        "链接社区": "经链接指到了文件夹外面",
        "临时社区": "临时文件",
        "夹子社区": "这是文件夹，不是文件",
        "管道社区": "这是管道或套接字，不是文件",
        "自己社区": "绕了回来",
        "上级社区": "上一级文件夹",
        "没有社区": "找不到这个文件",
        "空空社区": "",
        "新版社区": "区块链",
        "绕圈社区／回头社区": "绕了回来",
    }.items():
        assert words in causes.pop(name), name
    assert causes == {}


ROLLED = "  - 文种: 综合情况\n    期间: 6月\n"
QUOTED = "  - 文种: 进展汇报\n    期间: 6月\n    引言: 清理【清理楼道】。\n"


@pytest.mark.parametrize(
    ("documents", "codes"), [(ROLLED, ["F125"]), (QUOTED, ["F022"]), (ROLLED + QUOTED, ["F022"])]
)
def test_two_measures_are_told_once(tmp_path: Path, documents: str, codes: list[str]) -> None:
    files = {
        "街道.yaml": street("东门社区: 东门.yaml", "西门社区: 西门.yaml", rest="文稿:\n" + documents),
        "东门.yaml": unit("东门社区", "6月3日 清理楼道 3个"),
        "西门.yaml": unit("西门社区", "6月3日 清理楼道 3处"),
    }
    found = check_file(written(tmp_path, files)).findings
    assert [f.code for f in found if f.code in ("F022", "F125")] == codes
