"""A field filled to bursting is printed or refused, in seconds: three fields of the sweep, and its bounds."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from wenming_docs.pipeline import check_file

PLAN = "单位: {{名称: 云山市青石街道办事处, 内设: 城管办}}\n创建: {{荣誉: 文明城市, 年度: 2026}}\n{more}\n"
TASK = "任务:\n  - {{名称: 清理, 牵头: 城管办, 内容: 逐巷清理。, 配合: {units}}}\n文稿:\n  - 责任清单"


def told(folder: Path, more: str) -> list[str]:
    path = folder / "计划.yaml"
    path.write_text(PLAN.format(more=more), encoding="utf-8")
    return [f"{each.origin.line}: {each.message}" for each in check_file(path).findings if each.origin]


@pytest.mark.parametrize("shape", ["、", ", "])
def test_more_names_than_anybody_needs_in_one_place_are_refused(shape: str, tmp_path: Path) -> None:
    names = shape.join(f"甲{number}办" for number in range(10_000))
    units = names if shape == "、" else f"[{names}]"
    assert "4: 这里写了10,000个名字，最多1,000个" in told(tmp_path, TASK.format(units=units))


def test_more_people_than_any_group_has_are_refused(tmp_path: Path) -> None:
    people = "、".join(f"周{chr(0x4E00 + number)}（主任）" for number in range(1_001))
    assert "3: 这里写了1,001个名字，最多1,000个" in told(tmp_path, f"领导小组: {{成员: {people}}}")


def test_a_line_of_pages_is_refused(tmp_path: Path) -> None:
    assert "3: 这一行有2,001个字，最多2,000个" in told(tmp_path, f"领导小组: {{名称: {'组' * 2_001}}}")


def test_unknown_keys_by_the_thousand_are_named_in_seconds(tmp_path: Path) -> None:
    begun = time.process_time()
    unknown = [
        each for each in told(tmp_path, "".join(f"项{n}: 甲\n" for n in range(20_000))) if "项" in each
    ]
    assert time.process_time() - begun < 4  # one on an idle machine
    assert unknown[0] == "3: 没有“项0”这一项" and unknown[-1] == "20002: 没有“项19999”这一项"


@pytest.mark.skipif(sys.platform == "win32", reason="the sweep forks")
def test_a_sample_of_the_sweep_stays_within_its_bounds(tmp_path: Path) -> None:
    from tests.sweep import filled, some_trials, tried

    for name, field, filling in some_trials(9704, 3):
        trial = tried(name, filled(field, filling), tmp_path)
        assert not trial.failed, trial
