"""Totals over a whole city, added up a second time here in plain Python from the numbers written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from bench.units import City, Said, Way, make_city
from tests.facts.units import family, street, unit
from wenming_docs.facts.analysis.adding import Total
from wenming_docs.facts.analysis.rollup import Line, lacking_said, roll_up
from wenming_docs.facts.model import Workspace, family_of
from wenming_docs.facts.values import Period
from wenming_docs.pipeline import check_file, read_workspace

JUNE = "6月12日 清理楼道 30个"


def period(text: str) -> Period:
    return Period.parse(text, year=2026)


@pytest.fixture(scope="module")
def city() -> City:
    """300 units on four levels with 30 indicators in 12 months."""
    return make_city(seed=9704)


@pytest.fixture(scope="module")
def facts(city: City, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return read_workspace(city.write(tmp_path_factory.mktemp("city")))


class Sums:
    """The numbers written, added up without any of the program's own types."""

    def __init__(self, city: City) -> None:
        self.rules = city.rules
        self.by_unit: dict[tuple[Way, str], list[Said]] = defaultdict(list)
        for said in city.said:
            for depth in range(len(said.unit) + 1):
                self.by_unit[said.unit[:depth], said.indicator].append(said)

    def taken(self, unit: Way, indicator: str, first: int, last: int) -> list[Said]:
        """What counts for a unit and those below it: of last values each unit's last one by then."""
        found = [said for said in self.by_unit[unit, indicator] if first <= said.month <= last]
        if self.rules.get(indicator) != "期末数" or not found:
            return found
        found = [said for said in self.by_unit[unit, indicator] if said.month <= last]
        return list({said.unit: said for said in sorted(found, key=lambda said: said.month)}.values())

    def text(self, indicator: str, taken: list[Said]) -> str:
        """How the total reads; 不合计 where measures differ."""
        if len({said.measure for said in taken}) > 1:
            return "不合计"
        rule = self.rules.get(indicator)
        if rule == "最大":
            return str(max(said.value for said in taken))
        value = Decimal(sum(said.value for said in taken))
        if rule == "平均":
            value = (value / len(taken)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        rough = {(said.before, said.after) for said in taken} - {("", "")}
        before, after = rough.pop() if len(rough) == 1 else ("约", "") if rough else ("", "")
        number = f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value}"
        return f"{before}{number}{after}{taken[0].measure}"


def shown(total: Total | None, indicator: str, city: City) -> str:
    if total is None:
        return "不合计"
    if city.rules.get(indicator) == "最大":
        return str(total.quantity.amounts[0].value)
    return str(total.quantity)


def rows_of(total: Total) -> set[tuple[Way, int]]:
    return {(row.source_path, row.end.month) for row in total.rows if row.end}


def expected_rows(taken: Iterable[Said], above: Way) -> set[tuple[Way, int]]:
    return {(said.unit[len(above) :], said.month) for said in taken}


def compare(city: City, sums: Sums, way: Way, workspace: Workspace, first: int, last: int) -> int:
    """Every total of one file for these months against ``sums``; how many were compared."""
    rolled = roll_up(workspace, period(f"{first}—{last}月" if first < last else f"{first}月"))
    lines = {line.name: line for line in rolled.lines}
    compared = 0
    for indicator in {name for _, name in sums.by_unit}:
        taken = sums.taken(way, indicator, first, last)
        assert bool(taken) == (indicator in lines), (way, indicator, first, last)
        if taken:
            compared += compare_line(city, sums, way, lines[indicator], taken)
    return compared


def compare_line(city: City, sums: Sums, way: Way, line: Line, taken: list[Said]) -> int:
    assert shown(line.total, line.name, city) == sums.text(line.name, taken), (way, line.name)
    assert bool(line.reason) == (line.total is None)
    if line.total and city.rules.get(line.name) != "最大":
        assert rows_of(line.total) == expected_rows(taken, way)
    parts: dict[str, list[Said]] = defaultdict(list)
    for said in taken:
        parts[said.unit[len(way)] if len(said.unit) > len(way) else ""].append(said)
    single = {name: part for name, part in parts.items() if len({said.measure for said in part}) == 1}
    assert line.units.keys() == single.keys()
    for name, part in single.items():
        assert shown(line.units[name], line.name, city) == sums.text(line.name, part), (way, name, line.name)
    return 1 + len(single)


def superiors(facts: Workspace) -> Iterator[tuple[Way, Workspace]]:
    yield (), facts
    for way, subordinate in family_of(facts):
        if subordinate.workspace and subordinate.subordinates:
            yield way, subordinate.workspace


def test_every_total_of_the_city_by_month_and_so_far_is_what_the_numbers_add_up_to(
    city: City, facts: Workspace
) -> None:
    sums = Sums(city)
    compared = sum(
        compare(city, sums, (), facts, first, last)
        for first, last in [*((month, month) for month in range(1, 13)), (1, 6), (1, 9), (1, 12)]
    )
    assert compared > 2000


def test_every_total_of_every_district_and_street_is_too(city: City, facts: Workspace) -> None:
    sums = Sums(city)
    offices = [(way, workspace) for way, workspace in superiors(facts) if way]
    assert len(offices) == 36
    for way, workspace in offices:
        for first, last in ((6, 6), (1, 12)):
            assert compare(city, sums, way, workspace, first, last)


def test_files_taken_away_are_named_and_nothing_else_changes(tmp_path: Path) -> None:
    city = make_city(seed=5, units=60, indicators=4, months=3)
    lost = [way for way in city.paths if len(way) == 3][3:33:6]
    entry = city.write(tmp_path)
    for way in lost:
        (tmp_path / city.paths[way]).unlink()
    rolled = roll_up(read_workspace(entry), period("1—3月"))
    assert sorted(standing.path for standing in rolled.lacking) == sorted(lost)
    city.said = [said for said in city.said if said.unit not in lost]
    assert compare(city, Sums(city), (), read_workspace(entry), 1, 3)
    missing = [f for f in check_file(entry).findings if f.code == "F120"]
    assert sorted(f.message.partition("”")[0].strip("“") for f in missing) == sorted(map("／".join, lost))


def rolled_up(folder: Path, *texts: str, wanted: str = "6月", rest: str = "") -> dict[str, str]:
    names = ("东门", "西门", "桥头")[: len(texts)]
    files = {"街道.yaml": street(*(f"{name}社区: {name}.yaml" for name in names), rest=rest)}
    files |= {f"{name}.yaml": text for name, text in zip(names, texts, strict=True)}
    return {line.name: str(line) for line in roll_up(family(folder, files), period(wanted)).lines}


def test_an_indicator_in_two_measures_has_no_total_and_the_others_have(tmp_path: Path) -> None:
    east = unit("东门社区", JUNE, "6月3日 发放手册 30册")
    west = unit("西门社区", "6月13日 清理楼道 40个", "6月4日 发放手册 30本")
    assert rolled_up(tmp_path, east, west) == {
        "清理楼道": "清理楼道70个",
        "发放手册": "发放手册未合计（计量单位不一样：西门社区按“本”计，东门社区按“册”计）",
    }


def test_the_finding_about_two_measures_names_both_places(tmp_path: Path) -> None:
    files = {
        "街道.yaml": street("东门社区: 东门.yaml", "西门社区: 西门.yaml"),
        "东门.yaml": unit("东门社区", "6月3日 发放手册 30册"),
        "西门.yaml": unit("西门社区", "6月4日 发放手册 30本"),
    }
    (conflict,) = roll_up(family(tmp_path, files), period("6月")).conflicts
    assert conflict.finding.code == "F125"
    assert conflict.finding.message == (
        "“发放手册”计量单位不一样，不能合计：西门社区按“本”计，东门社区按“册”计（东门.yaml第9行）"
    )
    assert conflict.finding.origin and conflict.finding.origin.file.endswith("西门.yaml")


def test_a_total_that_lacks_units_cannot_be_said_without_them(tmp_path: Path) -> None:
    east = unit("东门社区", JUNE)
    west = unit("西门社区", "5月3日 清理楼道 9个")
    assert rolled_up(tmp_path, east, west, "单位: [") == {
        "清理楼道": "清理楼道30个（不含西门社区（未报）、桥头社区（文件读不了））"
    }


def test_a_unit_that_lacks_months_is_in_the_total_and_that_is_said(tmp_path: Path) -> None:
    months = unit("东门社区", JUNE, rest="上报:\n  6月: 7月1日\n")
    assert rolled_up(tmp_path, months, wanted="第二季度") == {
        "清理楼道": "清理楼道30个（东门社区缺4月、5月）"
    }


def test_rates_of_several_units_have_no_total_but_stand_by_unit(tmp_path: Path) -> None:
    rule = "指标口径:\n  知晓率: 期末数\n"
    texts = (
        unit(f"{name}社区", f"6月30日 知晓率 {rate}%", rest=rule)
        for name, rate in (("东门", 95), ("西门", 91))
    )
    (line,) = rolled_up(tmp_path, *texts, rest=rule).values()
    assert line.startswith("知晓率未合计（") and "不能相加" in line


def test_a_figure_counted_twice_has_no_total(tmp_path: Path) -> None:
    own = "成果:\n  - 期间: 6月\n    单位: 东门社区\n    数据:\n      清理楼道: 30个\n"
    assert rolled_up(tmp_path, unit("东门社区", JUNE), rest=own) == {
        "清理楼道": "清理楼道未合计（“东门社区”的数记了两次）"
    }


def test_what_departments_did_is_the_offices_own(tmp_path: Path) -> None:
    own = "成果:\n  - 期间: 6月\n    单位: 城管办\n    数据:\n      清理楼道: 5个\n"
    text = street("东门社区: 东门.yaml", rest=own).replace("  下级:", "  内设: 城管办\n  下级:")
    workspace = family(tmp_path, {"街道.yaml": text, "东门.yaml": unit("东门社区", JUNE)})
    (line,) = roll_up(workspace, period("6月")).lines
    assert {name: str(total.quantity) for name, total in line.units.items()} == {
        "": "5个",
        "东门社区": "30个",
    }


def test_many_lacking_units_are_cut_short_with_their_number(tmp_path: Path) -> None:
    units = [f"第{number}社区:" for number in range(1, 15)]
    workspace = family(
        tmp_path, {"街道.yaml": street("东门社区: 东门.yaml", *units), "东门.yaml": unit("东门社区", JUNE)}
    )
    said = lacking_said(roll_up(workspace, period("6月")).lacking)
    assert said.startswith("不含第1社区（未报）、第2社区（未报）") and said.endswith("等14个单位")
