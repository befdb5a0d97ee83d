"""Small families of units on disk, for the tests of the roll-up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from wenming_docs.facts.model import Workspace
from wenming_docs.pipeline import read_workspace

HEAD = "创建:\n  荣誉: 文明城市\n  年度: 2026\n"


def street(*units: str, rest: str = "", sort: str = "社区") -> str:
    """The file of a street with these lines under 下级 (``东门社区: 东门.yaml``)."""
    below = "".join(f"      {unit}\n" for unit in units)
    return f"单位:\n  名称: 青石街道办事处\n  自称: 我街道\n  下级:\n    {sort}:\n{below}{HEAD}{rest}"


def unit(name: str, *rows: str, rest: str = "") -> str:
    """The file of a unit with these results (``5月12日 清理楼道 30个``; the time may be a period)."""
    results = []
    for row in rows:
        when, indicator, quantity = row.split()
        key = "日期" if when.endswith("日") and "—" not in when else "期间"
        results.append(f"  - {key}: {when}\n    数据:\n      {indicator}: {quantity}\n")
    return f"单位:\n  名称: {name}\n{HEAD}{rest}" + ("成果:\n" + "".join(results) if results else "")


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """The files below ``folder``; the first is the entry file."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / next(iter(files))


def family(folder: Path, files: Mapping[str, str]) -> Workspace:
    """The facts of the first file and all below."""
    return read_workspace(written(folder, files))
