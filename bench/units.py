"""A made-up city: districts, streets and communities, each with a file of monthly figures.

The numbers are kept beside the files (``Said``), so that a test can add them up by itself.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from wenming_docs.zh import chinese_numeral

YEAR = 2026
MEASURE, ODD_MEASURE = "件", "处"
Way = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one unit wrote of one indicator in one month."""

    unit: Way
    indicator: str
    month: int
    value: int
    before: str
    after: str
    measure: str

    def __str__(self) -> str:
        return f"{self.before}{self.value}{self.after}{self.measure}"


@dataclass(slots=True)
class City:
    """The files by path below a folder, what they say, and the rules of the indicators."""

    files: dict[str, str] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    rules: dict[str, str] = field(default_factory=dict)
    paths: dict[Way, str] = field(default_factory=dict)

    def write(self, folder: Path) -> Path:
        """The files on disk; returns the entry file."""
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder / self.paths[()]


def make_city(seed: int, units: int = 300, indicators: int = 30, months: int = 12) -> City:
    """A city of ``units`` units on four levels, a tenth of all figures missing, some of them rough.

    The last indicator is counted in another measure by a few communities.
    """
    chance = random.Random(seed)
    city = City()
    names = [f"指标{chinese_numeral(number)}" for number in range(1, indicators + 1)]
    rules = {0: "期末数", 1: "最大", 2: "平均"}
    city.rules = {name: rules[i] for i, name in enumerate(names) if i in rules}
    below: dict[Way, list[str]] = {way: [] for way in _ways(units)}
    for way in below:
        if way:
            below[way[:-1]].append(way[-1])
    for way, children in below.items():
        city.paths[way] = "/".join((*way, f"{way[-1] if way else '云山市'}.yaml"))
        city.files[city.paths[way]] = _file(city, chance, way, children, names, months)
    return city


def _ways(units: int) -> list[Way]:
    """The city, its districts (2 in a hundred), streets (a tenth) and, for the rest, communities."""
    districts = [(f"{chinese_numeral(n + 1)}区",) for n in range(max(2, units // 50))]
    streets = [
        (*districts[n % len(districts)], f"{chinese_numeral(n + 1)}街道") for n in range(max(3, units // 10))
    ]
    left = units - 1 - len(districts) - len(streets)
    communities = [(*streets[n % len(streets)], f"{chinese_numeral(n + 1)}社区") for n in range(left)]
    return [(), *districts, *streets, *communities]


def _file(
    city: City, chance: random.Random, way: Way, below: list[str], names: list[str], months: int
) -> str:
    lines = ["单位:", f"  名称: {way[-1] if way else '云山市'}"]
    if below:
        lines += ["  下级:", "    下辖:", *(f"      {name}: {name}/{name}.yaml" for name in below)]
    lines += ["创建:", f"  年度: {YEAR}"]
    lines += ["指标口径:", *(f"  {name}: {rule}" for name, rule in city.rules.items())]
    lines.append("成果:")
    for month in range(1, months + 1):
        said = [_say(chance, way, name, month, name == names[-1]) for name in names if chance.random() > 0.1]
        if said:
            when = (
                f"期间: {month}月" if chance.random() < 0.5 else f"日期: {month}月{chance.randint(1, 28)}日"
            )
            lines += [f"  - {when}", "    数据:", *(f"      {one.indicator}: {one}" for one in said)]
            city.said += said
    return "\n".join(lines) + "\n"


def _say(chance: random.Random, way: Way, name: str, month: int, may_differ: bool) -> Said:
    rough = chance.random()
    before, after = ("约", "") if rough < 0.002 else ("", "余" if rough < 0.01 else "")
    odd = may_differ and len(way) == 3 and chance.random() < 0.02
    return Said(way, name, month, chance.randint(1, 9999), before, after, ODD_MEASURE if odd else MEASURE)
