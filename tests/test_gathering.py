"""Reading the units below: every one in its place, the sound ones with their facts."""

from __future__ import annotations

import gc
from pathlib import Path

from tests.facts.units import family, street, unit
from wenming_docs.facts.model import family_of
from wenming_docs.pipeline import read_facts, read_workspace

JUNE = "6月12日 清理楼道 30个"


def test_one_broken_file_of_a_hundred_hides_no_other(tmp_path: Path) -> None:
    names = [f"第{number}社区" for number in range(1, 101)]
    files = {"街道.yaml": street(*(f"{name}: {name}.yaml" for name in names))}
    files |= {f"{name}.yaml": unit(name, JUNE) for name in names}
    workspace = family(tmp_path, {**files, "第50社区.yaml": "单位: ["})
    lost = [str(found.name) for found in workspace.subordinates if found.workspace is None]
    assert len(workspace.subordinates) == 100
    assert lost == ["第50社区"]


def test_units_keep_their_written_order_and_their_way_down(tmp_path: Path) -> None:
    files = {
        "区.yaml": street("西街道: 西/西.yaml", "东街道: 东/东.yaml", sort="街道"),
        "西/西.yaml": street("乙社区: 乙.yaml", "甲社区: 甲.yaml"),
        "西/乙.yaml": unit("乙社区", JUNE),
        "西/甲.yaml": unit("甲社区", JUNE),
        "东/东.yaml": unit("东街道", JUNE),
    }
    ways = [path for path, _ in family_of(family(tmp_path, files))]
    assert ways == [("西街道",), ("西街道", "乙社区"), ("西街道", "甲社区"), ("东街道",)]


def test_texts_of_all_files_are_at_hand_for_findings(tmp_path: Path) -> None:
    files = {"街道.yaml": street("东门社区: 东门.yaml"), "东门.yaml": unit("东门社区", JUNE)}
    workspace = family(tmp_path, files)
    (only,) = workspace.subordinates
    assert only.workspace is not None and len(only.workspace.results) == 1
    assert workspace.texts.keys() == {str(tmp_path / name) for name in files}


def test_a_file_that_lists_no_files_is_read_alone(tmp_path: Path) -> None:
    workspace = family(tmp_path, {"街道.yaml": street("东门社区:")})
    assert workspace.subordinates == ()
    assert workspace == read_facts(tmp_path / "街道.yaml")


def test_the_collector_is_as_it_was(tmp_path: Path) -> None:
    files = {"街道.yaml": street("东门社区: 东门.yaml"), "东门.yaml": unit("东门社区", JUNE)}
    family(tmp_path, files)
    assert gc.isenabled()
    gc.disable()
    try:
        read_workspace(tmp_path / "街道.yaml")
        assert not gc.isenabled()
    finally:
        gc.enable()
