"""The ends of the calendar, the day that most years lack, clocks of other zones: an answer or a reason."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from wenming_docs.cli import main

PLAN = """\
单位: {{名称: 云山市青石街道办事处, 内设: 城管办}}
创建: {{荣誉: 文明城市, 年度: {year}, 迎检日期: "{day}"}}
任务:
  - {{名称: 清理楼道, 牵头: 城管办, 内容: 逐巷清理。, 时限: "{day}前", 工期: {duration}, 频次: 每月1次}}
  - {{名称: 增设车位, 牵头: 城管办, 内容: 逐巷增设。, 工期: {duration}, 前置: 清理楼道}}
阶段:
  - {{名称: 集中整治, 起止: "{year}年1月—12月", 内容: 全面整治。}}
成果:
  - {{日期: "{day}", 任务: 清理楼道, 数据: {{清理楼道: 3个}}}}
问题台账:
  - {{问题: 楼道堆物, 点位: 桥东, 发现日期: "{day}", 单位: 城管办, 时限: "{day}前"}}
文稿:
  - {{文种: 实施方案, 日期: "{day}"}}
  - {{文种: 进展汇报, 期间: "{year}年全年", 日期: "{day}"}}
  - {{文种: 问题整改台账, 期间: "{year}年全年"}}
  - 倒排工期表
  - 横道图
"""
DAYS = {
    "the last day": (9999, "9999年12月31日"),
    "the first day": (1, "1年1月1日"),
    "before the first": (0, "0年1月1日"),
    "after the last": (10000, "10000年1月1日"),
    "a leap day": (2028, "2028年2月29日"),
    "no leap day": (2026, "2026年2月29日"),
    "no day": (2026, "2026年2月30日"),
    "no month": (2026, "2026年13月1日"),
    "a day in five thousand digits": ("9" * 5000, "9" * 5000 + "年1月1日"),
}
COMMANDS = ("check", "render", "status", "countdown", "coverage")
TODAYS = ("0001-01-01", "9999-12-31", "2028-02-29")


def plan(folder: Path, year: object, day: str, duration: str = "20个工作日") -> Path:
    path = folder / "计划.yaml"
    path.write_text(PLAN.format(year=year, day=day, duration=duration), encoding="utf-8")
    return path


@pytest.mark.parametrize(("year", "day"), DAYS.values(), ids=DAYS)
@pytest.mark.parametrize("duration", ["20个工作日", "9" * 400 + "个月"])
def test_every_day_has_an_answer_or_a_reason(
    year: object, day: str, duration: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = plan(tmp_path, year, day, duration)
    for command, today in product(COMMANDS, TODAYS):
        dated = [] if command in ("check", "coverage") else ["--date", today]
        to = ["-o", str(tmp_path / "出")] if command == "render" else []
        assert main([command, str(path), *dated, *to]) in (0, 1), (command, today)
        told = capsys.readouterr()
        assert "Traceback" not in told.err, (command, today)
        assert len(told.out + told.err) < 16_384


def test_the_zone_of_the_machine_changes_no_byte(tmp_path: Path) -> None:
    path = plan(tmp_path, 2028, "2028年2月29日")
    made = set()
    for zone in ("America/New_York", "Pacific/Kiritimati"):
        folder = tmp_path / zone.replace("/", "-")
        done = subprocess.run(
            [sys.executable, "-m", "wenming_docs", "render", str(path), "-o", str(folder), "--draft"]
            + ["--date", "2028-02-29"],
            env=os.environ | {"TZ": zone},
            capture_output=True,
        )
        assert done.returncode == 0, done.stderr.decode()
        made.add(tuple((each.name, each.read_bytes()) for each in sorted(folder.iterdir())))
    assert len(made) == 1
