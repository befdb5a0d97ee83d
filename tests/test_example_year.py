"""The example year: everything an office issues in a year comes out of its facts, and follows them.

What each figure has to be is added up here from the plain YAML, without our own classes.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from wenming_docs.findings import Severity
from wenming_docs.pipeline import Options, check_file, render_file

HERE = Path(__file__).parents[1] / "examples" / "年度"
ENTRY = "清河街道.yaml"
TODAY = date(2026, 11, 9)
MONTHS = {"一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "上半年": (1, 6), "全年": (1, 12)}


@cache
def texts_of(folder: Path) -> dict[str, str]:
    """Document → its text, for the whole year."""
    outcome = render_file(folder / ENTRY, Options(today=TODAY, format="md"))
    assert [f for f in outcome.findings if f.severity is Severity.ERROR] == []
    return {document.stem: document.data.decode().rsplit("<!--", 1)[0] for document in outcome.documents}


def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "年度"
    shutil.copytree(HERE, folder, ignore=shutil.ignore_patterns("输出"))
    return folder


def test_the_whole_year_is_issued_without_a_finding() -> None:
    outcome = check_file(HERE / ENTRY, Options(today=TODAY))
    assert [str(finding) for finding in outcome.findings if finding.severity is not Severity.NOTICE] == []
    assert len(texts_of(HERE)) >= 20


@pytest.mark.parametrize("path", sorted((HERE / "社区").glob("*.yaml")), ids=lambda path: path.stem)
def test_each_community_is_clean(path: Path) -> None:
    assert check_file(path, Options(today=TODAY)).findings == ()


def test_the_year_is_as_large_as_it_says() -> None:
    system = yaml.safe_load((HERE / "测评体系.yaml").read_text(encoding="utf-8"))["测评体系"]
    items = [item for p in system["项目"] for i in p["指标"] for item in i["内容"]]
    issues = yaml.safe_load((HERE / "问题台账.yaml").read_text(encoding="utf-8"))["问题台账"]
    assert (len(list((HERE / "社区").glob("*.yaml"))), len(items) >= 40, len(issues) >= 30) == (5, True, True)


# one figure changes


def span(row: dict[str, str]) -> tuple[date, date]:
    """First and last day of a row of the example, read by hand."""
    text = str(row.get("日期") or row["期间"])
    if day := re.fullmatch(r"(\d+)月(\d+)日", text):
        on = date(2026, int(day[1]), int(day[2]))
        return on, on
    first, last = MONTHS.get(text) or (int(text.removesuffix("月")),) * 2
    return date(2026, first, 1), _month_end(last)


def _month_end(month: int) -> date:
    return date(2026, 12, 31) if month == 12 else date.fromordinal(date(2026, month + 1, 1).toordinal() - 1)


def figures(folder: Path, name: str) -> list[tuple[date, date, int]]:
    """Every plain number recorded under ``name``, with its days."""
    found = []
    for path in (*folder.glob("社区/*.yaml"), *folder.glob("成果/*.yaml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))["成果"]:
            if name in row.get("数据", {}):
                number = re.match(r"\d+", str(row["数据"][name]))
                assert number
                found.append((*span(row), int(number[0])))
    return found


PERIODS = {
    "周报-5月11日-17日": (date(2026, 5, 11), date(2026, 5, 17)),
    "周报-5月18日-24日": (date(2026, 5, 18), date(2026, 5, 24)),
    **{f"月报-{month}月": (date(2026, month, 1), _month_end(month)) for month in range(3, 11)},
    "进展汇报-上半年": (date(2026, 1, 1), date(2026, 6, 30)),
    "进展汇报-1-9月": (date(2026, 1, 1), date(2026, 9, 30)),
    "综合情况-1-9月": (date(2026, 1, 1), date(2026, 9, 30)),
    "工作总结-1-10月": (date(2026, 1, 1), date(2026, 10, 31)),
}
START = date(2026, 1, 1)


def shown_in(folder: Path, texts: dict[str, str], name: str, day: date, own: int) -> set[str]:
    """The documents in which a figure of ``name`` of that day counts, told by their old text.

    A document shows it if a line that names the indicator holds the row's own number, the sum over
    the document's period, or all since the new year up to its last day.
    """
    rows = figures(folder, name)
    found = set()
    for stem, text in texts.items():
        period = next((days for called, days in PERIODS.items() if stem.endswith(called)), None)
        if period is None or day > period[1]:
            continue
        sums = {sum(n for a, b, n in rows if a >= START and b <= period[1])}
        if day >= period[0]:
            sums |= {own, sum(n for a, b, n in rows if a >= period[0] and b <= period[1])}
        lines = [line for line in text.splitlines() if name in line or name[:2] in line and name[2:] in line]
        if any(re.search(rf"(?<!\d){number}(?!\d)", line) for line in lines for number in sums):
            found.add(stem)
    return found


CHANGES = [
    ("社区/柳荫社区.yaml", "清理小广告", "日期: 5月7日"),
    ("社区/新华社区.yaml", "整治楼道", "期间: 6月"),
    ("社区/金桥社区.yaml", "召开居民议事会", "期间: 9月"),
    ("社区/北苑社区.yaml", "清运垃圾", "日期: 3月"),
    ("成果/街道.yaml", "设置护学岗", "日期: 6月10日"),
    ("成果/街道.yaml", "施划非机动车停放区", "日期: 10月13日"),
]


@pytest.mark.parametrize(("file", "name", "row"), CHANGES, ids=lambda value: Path(str(value)).stem)
def test_one_figure_changes_what_shows_it_and_nothing_else(
    file: str, name: str, row: str, tmp_path: Path
) -> None:
    folder = copied(tmp_path)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    place = text.index(f"{name}: ", text.index(row)) + len(name) + 2
    old = re.match(r"\d+", text[place:])
    assert old
    path.write_text(text[:place] + str(int(old[0]) + 13) + text[place + len(old[0]) :], encoding="utf-8")
    [(day, own)] = [
        (span(r)[1], int(old[0]))
        for r in yaml.safe_load(text)["成果"]
        if name in r.get("数据", {})
        and str(r["数据"][name]).startswith(old[0])
        and row.split(": ")[1] in str(r)
    ][:1]
    before, after = texts_of(HERE), texts_of(folder)
    changed = {stem for stem in before if before[stem] != after[stem]}
    assert before.keys() == after.keys()
    assert changed == shown_in(HERE, before, name, day, own)
    assert changed


def test_one_closed_problem_changes_what_tells_of_problems(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    path = folder / "问题台账.yaml"
    text = path.read_text(encoding="utf-8")
    place = text.index("    经过:", text.index("新华东里地下车库"))
    end = text.index("  - 编号", place)
    assert "销号" not in text[place:end]
    more = "      - 整改: 9月29日\n      - 复核: 9月30日\n      - 销号: 9月30日\n    佐证: 照片/问题31.jpg\n"
    path.write_text(text[:end] + more + text[end:], encoding="utf-8")
    before, after = texts_of(HERE), texts_of(folder)
    changed = {stem for stem in before if before[stem] != after[stem]}
    later = {stem: said for stem, said in before.items() if "截至6月30日" not in said}
    listing = {stem for stem, said in later.items() if "新华东里地下车库" in said}
    counting = {stem for stem, said in later.items() if "未销号的还有5个" in said}
    assert listing and counting
    assert changed == listing | counting


def test_the_same_year_twice_is_the_same(tmp_path: Path) -> None:
    options = Options(today=TODAY, format="docx", kind="工作总结")
    first = render_file(HERE / ENTRY, options)
    again = render_file(copied(tmp_path) / ENTRY, replace(options, today=date(2027, 1, 1)))
    assert [document.data for document in first.documents] == [document.data for document in again.documents]
