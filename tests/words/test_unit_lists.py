"""责任清单: the lists of all units together are the plan, and no list holds another unit's task.

What each unit has to do is worked out a second time here, in plain Python from the YAML alone.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from wenming_docs.facts.analysis.duties import units_with_part
from wenming_docs.findings import has_errors
from wenming_docs.pipeline import Options, read_workspace, render_file

DEPARTMENTS = [f"{name}办" for name in ("党政", "宣传", "城管", "综治", "民政", "应急")]
COMMUNITIES = [f"{name}社区" for name in ("东门", "西门", "南门", "北门", "河东", "河西", "桥头")]
STATIONS = ["环卫所", "司法所", "市监所"]
OTHERS = ["青石派出所", "云山供电公司"]
UNITS = [*DEPARTMENTS, *COMMUNITIES, *STATIONS, *OTHERS]
GROUPS = {"各科室": DEPARTMENTS, "各社区": COMMUNITIES, "各站所": STATIONS}
LEADS = [*UNITS[:-1], "各站所", "东门社区、西门社区（共同牵头）"]
SUPPORTS = ["", "各社区", "各科室", "各社区、各科室", "各科室、云山供电公司", ""]
FRAME = {
    "单位": {
        "名称": "云山市青石街道办事处",
        "内设": {"科室": "、".join(DEPARTMENTS)},
        "下级": {"社区": "、".join(COMMUNITIES), "站所": "、".join(STATIONS)},
        "其他单位": "、".join(OTHERS),
    },
    "创建": {"荣誉": "全国文明城市", "年度": "2026"},
}
Task = dict[str, object]


def plan() -> list[Task]:
    """120 leaf tasks, one to four levels deep; some name units of their own, others inherit them."""
    tasks: list[Task] = []
    made = 0
    for top in range(12):
        above: Task = {"名称": f"重点任务{top + 1}", "牵头": LEADS[top * 5 % len(LEADS)]}
        if SUPPORTS[top % 6]:
            above["配合"] = SUPPORTS[top % 6]
        below: list[Task] = []
        deepest: list[Task] = []
        deeper: Task = {"名称": f"专项{top + 1}"}
        if top % 3 == 0:
            deeper["牵头"] = LEADS[(top + 7) % len(LEADS)]
        for step in range(10):
            made += 1
            leaf: Task = {"名称": f"任务{made}"}
            if step % 4 == 1:
                leaf["牵头"] = LEADS[made * 7 % len(LEADS)]
            if step % 5 == 2 and SUPPORTS[made % 6]:
                leaf["配合"] = SUPPORTS[made % 6]
            (deepest if step >= 6 else below).append(leaf)
        tasks.append({**above, "子任务": [*below, {**deeper, "子任务": deepest}]})
    return tasks


def meant(names: str) -> list[str]:
    found: list[str] = []
    for name in names.replace("（共同牵头）", "").split("、"):
        found += GROUPS.get(name, [name] if name else [])
    return found


def expected(tasks: list[Task], lead: str = "", support: str = "") -> dict[str, dict[str, str]]:
    """Unit → task → its part, from the plain data of the YAML."""
    found: dict[str, dict[str, str]] = {unit: {} for unit in UNITS}
    for task in tasks:
        own = str(task.get("牵头", lead)), str(task.get("配合", support))
        children = task.get("子任务")
        if isinstance(children, list):
            for unit, parts in expected(children, *own).items():
                found[unit] |= parts
            continue
        for unit in meant(own[1]):
            found[unit][str(task["名称"])] = "配合"
        for unit in meant(own[0]):
            found[unit][str(task["名称"])] = "牵头"
    return found


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    documents = [{"文种": "责任清单", "单位": unit} for unit in UNITS]
    facts = {**FRAME, "任务": plan(), "文稿": documents}
    path = tmp_path_factory.mktemp("单位") / "计划.yaml"
    path.write_text(yaml.safe_dump(facts, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def rows_of(markdown: str) -> list[dict[str, str]]:
    """The rows of the only table, by head; a cell that goes on has the text of the one above."""
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in markdown.splitlines()
        if line.startswith("|")
    ]
    heads, _, *body = lines
    return [dict(zip(heads, row, strict=True)) for row in body]


def test_every_unit_with_a_part_has_a_list_and_nobody_else(file: Path) -> None:
    wanted = expected(yaml.safe_load(file.read_text(encoding="utf-8"))["任务"])
    assert [str(unit) for unit in units_with_part(read_workspace(file), "责任清单")] == [
        unit for unit in UNITS if wanted[unit]
    ]


def test_the_lists_together_are_the_plan_and_each_holds_its_unit_alone(file: Path) -> None:
    facts = yaml.safe_load(file.read_text(encoding="utf-8"))
    wanted = expected(facts["任务"])
    outcome = render_file(file, Options(format="md"))
    assert [str(f.message) for f in outcome.findings if has_errors([f])] == []
    told = {}
    for unit, document in zip(UNITS, outcome.documents, strict=True):
        text = document.data.decode()
        assert f"{unit}2026年创建全国文明城市工作责任清单" in text
        told[unit] = {row["工作任务"]: row["职责"] for row in rows_of(text)}
    assert told == wanted
    assert set().union(*told.values()) == {f"任务{number}" for number in range(1, 121)}
    assert len(UNITS) == 18
