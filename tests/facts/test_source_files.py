"""Files that cannot be read, and files that include others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.source import Mapping, Scalar, Sequence, Source, read_source

SYNONYMS = {"任务": "任务", "tasks": "任务", "成果": "成果", "results": "成果"}


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write the files into the folder; the path of the first one."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / next(iter(files))


def codes(path: Path) -> list[tuple[str, str]]:
    """Code and place (file name, line, column) of the findings that refuse a file."""
    with pytest.raises(InvalidInput) as caught:
        read_source(path, synonyms=SYNONYMS)
    found = [(f.code, f.origin) for f in caught.value.findings]
    return [(code, f"{Path(o.file).name}:{o.line}:{o.column}") for code, o in found if o is not None]


def flat(source: Source) -> list[tuple[str, str]]:
    """Every text of a source with its fact path."""

    def walk(node: Mapping | Sequence | Scalar) -> list[tuple[str, str]]:
        if isinstance(node, Scalar):
            return [(node.origin.path, node.text)]
        children = node.items if isinstance(node, Sequence) else [entry.value for entry in node.entries]
        return [pair for child in children for pair in walk(child)]

    return walk(source.root)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert codes(tmp_path / "没有.yaml") == [("S001", "没有.yaml:1:1")]


def test_a_folder_and_a_pipe_are_no_files(tmp_path: Path) -> None:
    assert codes(tmp_path) == [("S002", f"{tmp_path.name}:1:1")]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.yaml")
        assert codes(tmp_path / "pipe.yaml") == [("S002", "pipe.yaml:1:1")]


def test_a_file_of_100_megabytes_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    with open(path, "wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert codes(path) == [("S003", "big.yaml:1:1")]


def test_lists_append_mappings_merge_and_paths_count_through(tmp_path: Path) -> None:
    plan = write(
        tmp_path,
        {
            "plan.yaml": "单位:\n  名称: 甲\n包含: 成果/*.yaml\n成果:\n  - 事: 一\n",
            "成果/b.yaml": "results:\n  - 事: 三\n",
            "成果/a.yaml": "成果:\n  - 事: 二\n单位:\n  自称: 乙\n",
            "成果/~$a.yaml": "坏的：\n",
            "成果/说明.txt": "不读\n",
        },
    )
    source = read_source(plan, synonyms=SYNONYMS)
    assert flat(source) == [
        ("单位.名称", "甲"),
        ("单位.自称", "乙"),
        ("成果[1].事", "一"),
        ("成果[2].事", "二"),
        ("成果[3].事", "三"),
    ]
    assert source.parts == (tmp_path / "成果" / "a.yaml", tmp_path / "成果" / "b.yaml")
    assert set(source.texts) == {str(path) for path in (plan, *source.parts)}
    assert source.findings == ()


def test_a_value_keeps_the_place_in_its_own_part(tmp_path: Path) -> None:
    plan = write(tmp_path, {"plan.yaml": "包含: 一.yaml\n", "一.yaml": "\n\n成果:\n  - 事: 甲\n"})
    results = read_source(plan).root.entries[0].value
    assert isinstance(results, Sequence)
    item = results.items[0]
    assert isinstance(item, Mapping)
    assert str(item.entries[0].value.origin) == f"{tmp_path / '一.yaml'}:4:8"


def test_parts_may_include_parts_of_their_own_folder(tmp_path: Path) -> None:
    plan = write(
        tmp_path,
        {
            "plan.yaml": "包含:\n  - 甲/a.yaml\n",
            "甲/a.yaml": "一: 1\n包含: 乙/b.yaml\n",
            "甲/乙/b.yaml": "二: 2\n",
        },
    )
    assert flat(read_source(plan)) == [("一", "1"), ("二", "2")]


def test_names_may_be_joined_as_in_every_list(tmp_path: Path) -> None:
    plan = write(
        tmp_path, {"plan.yaml": "包含: 一.yaml、二.yaml\n", "一.yaml": "一: 1\n", "二.yaml": "二: 2\n"}
    )
    assert flat(read_source(plan)) == [("一", "1"), ("二", "2")]


def test_a_value_given_twice_names_both_places(tmp_path: Path) -> None:
    plan = write(
        tmp_path,
        {"plan.yaml": "创建:\n  年度: 2026\n包含: 一.yaml\n", "一.yaml": "创建:\n  年度: 2025\n任务: 甲\n"},
    )
    with pytest.raises(InvalidInput) as caught:
        read_source(plan)
    [finding] = caught.value.findings
    assert finding.code == "S065"
    assert str(finding.origin) == f"{tmp_path / '一.yaml'}:2:3"
    assert finding.message == f"“年度”在 {plan}:2:3 已经写过，这里又写了一遍"


def test_a_list_and_a_value_do_not_merge(tmp_path: Path) -> None:
    plan = write(tmp_path, {"plan.yaml": "任务:\n  - 甲\n包含: 一.yaml\n", "一.yaml": "tasks: 乙\n"})
    assert codes(plan) == [("S066", "一.yaml:1:1")]


def test_mistakes_of_all_parts_come_at_once(tmp_path: Path) -> None:
    plan = write(
        tmp_path,
        {
            "plan.yaml": "单位: 甲\n包含: [a.yaml, b.yaml, 没有.yaml]\n",
            "a.yaml": "任务：甲\n",
            "b.yaml": "阶段: 甲\n\n阶段: 乙\n",
        },
    )
    assert codes(plan) == [("S030", "a.yaml:1:3"), ("S027", "b.yaml:3:1"), ("S062", "plan.yaml:2:22")]


def test_circles_are_named_and_doubles_read_once(tmp_path: Path) -> None:
    plan = write(tmp_path, {"plan.yaml": "一: 1\n包含: a.yaml\n", "a.yaml": "二: 2\n包含: plan.yaml\n"})
    assert codes(plan) == [("S063", "a.yaml:2:5")]
    twice = write(tmp_path, {"twice.yaml": "包含: [b.yaml, b.y*ml]\n", "b.yaml": "三:\n  - 3\n"})
    source = read_source(twice)
    assert flat(source) == [("三[1]", "3")]
    assert [finding.code for finding in source.findings] == ["S064"]


OUTSIDE = [
    "/etc/passwd",
    "../别人.yaml",
    "甲/../../x.yaml",
    "C:\\x.yaml",
    "\\\\server\\x.yaml",
    "file:x",
    "http://x.cn/a",
]


@pytest.mark.parametrize("name", OUTSIDE)
def test_paths_that_lead_outside_are_refused(tmp_path: Path, name: str) -> None:
    plan = write(tmp_path, {"plan.yaml": f"名称: 甲\n包含: '{name}'\n"})
    assert codes(plan) == [("S061", "plan.yaml:2:6")]


def test_links_that_lead_outside_are_refused(tmp_path: Path) -> None:
    write(tmp_path, {"别处/a.yaml": "一: 1\n"})
    plan = write(tmp_path, {"这里/plan.yaml": "包含: [link.yaml, dir/*.yaml]\n"})
    os.symlink(tmp_path / "别处" / "a.yaml", plan.parent / "link.yaml")
    os.symlink(tmp_path / "别处", plan.parent / "dir")
    assert codes(plan) == [("S061", "plan.yaml:1:6"), ("S061", "plan.yaml:1:17")]


@pytest.mark.parametrize(
    ("value", "code"),
    [("没有/*.yaml", "S062"), ("没有.yaml", "S062"), ("\n  甲: 乙", "S060"), ("", "S060"), ("成果", "S062")],
)
def test_includes_that_name_nothing(tmp_path: Path, value: str, code: str) -> None:
    (tmp_path / "成果").mkdir()
    plan = write(tmp_path, {"plan.yaml": f"名称: 甲\n包含: {value}\n"})
    assert [found for found, _ in codes(plan)] == [code]
