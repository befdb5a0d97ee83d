"""``wenming status``: what the board says, on every width and into every pipe, and as JSON."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from wenming_docs.cli.board import as_data, known_units, make_board
from wenming_docs.cli.board_text import board_text
from wenming_docs.cli.console import Screen
from wenming_docs.facts.model import build_workspace
from wenming_docs.facts.source import parse_source
from wenming_docs.facts.values import Period
from wenming_docs.zh import display_width

PACKAGE = str(Path(__file__).parent.parent / "src")
JUNE = date(2026, 6, 30)
FACTS = """\
单位:
  名称: 云山市甲街道办事处
  自称: 我街道
  内设: 城管办、民生办
  下级:
    社区: 东门社区、西门社区
创建:
  荣誉: 全国文明城市
  年度: 2026
  迎检日期: 10月20日
工作目标:
  - 指标: 整治巷道
    目标: 36条
    时限: 年底前
  - 指标: 增设停车泊位
    目标: 不少于300个
    时限: 5月底前
    单位: 民生办
  - 指标: 发放倡议书
    目标: 9000份
任务:
  - 名称: 整治巷道
    牵头: 城管办
    配合: 各社区
    时限: 9月底前
  - 名称: 清理楼道
    牵头: 民生办
    责任人: 【待填】
    时限: 5月底前
  - 名称: 文明劝导
    牵头: 城管办
    时限: 长期坚持
阶段:
  - 名称: 集中整治
    起止: 3月—9月
    内容: 逐项落实。
成果:
  - 期间: 1—6月
    任务: 整治巷道
    单位: 东门社区
    数据:
      整治巷道: 21条
  - 日期: 4月2日
    数据:
      增设停车泊位: 146个
      发放倡议书: 4000余份
问题台账:
  - 点位: 西门三巷
    问题: 堆放杂物
    单位: 西门社区
    发现日期: 5月9日
    时限: 6月10日前
  - 点位: 东门早市
    问题: 摊点外溢
    单位: 东门社区
    发现日期: 5月9日
    销号: 5月20日
"""
BOARD = """\
云山市甲街道办事处  截至2026年6月30日
现在是“集中整治”阶段，到9月30日；离迎检还有112天；成果2条，最近的是6月30日

目标（3项）
√  整治巷道  21条／目标36条  ■■■■■□□□□□  58.3%，时序39.9%，达到时序进度
×  增设停车泊位  146个／目标不少于300个  ■■■■□□□□□□  48.7%，时序100%，逾期30天
√  发放倡议书  4000余份／目标9000份  时序39.9%，达到时序进度

任务（3项）：正在推进1项，逾期未完成1项，没有进展1项
  集中整治阶段（现在）：2项，√1 ×1
  常态任务：1项，●1
  × 清理楼道（民生办）  逾期30天，时限5月31日
  → 做完了的，记一条成果：写上“任务”和“进度: 已完成”，不写“事”
  ● 文明劝导（城管办）  没有进展

问题（2条）：已销号1条，未销号1条，逾期1条
  × 西门三巷：堆放杂物（西门社区）  逾期20天

待填（1处）
  台账.yaml:28:10  【待填】

√ 绿灯  ● 黄灯  × 红灯  — 不评价"""


def facts(text: str = FACTS, unit: str = "", period: Period | None = None, day: date = JUNE) -> str:
    """The board as a pipe gets it."""
    board = make_board(
        build_workspace(parse_source(text, "台账.yaml")), "台账.yaml", day, unit=unit, period=period
    )
    return re.sub("\x1b\\[[0-9;]*m", "", board_text(board, Screen()))


def test_the_board_in_a_pipe() -> None:
    assert facts() == BOARD


@pytest.mark.parametrize("columns", [24, 40, 60, 80, 96, 120, 160])
@pytest.mark.parametrize("wide_ambiguous", [True, False])
def test_no_line_is_wider_than_the_window_and_nothing_is_lost(columns: int, wide_ambiguous: bool) -> None:
    board = make_board(build_workspace(parse_source(FACTS, "台账.yaml")), "台账.yaml", JUNE)
    shown = re.sub("\x1b\\[[0-9;]*m", "", board_text(board, Screen(columns, wide_ambiguous)))
    assert max(display_width(line) for line in shown.splitlines()) <= columns
    words = re.sub(r"\s", "", shown)
    for said in (
        "整治巷道",
        "58.3%",
        "39.9%",
        "达到时序进度",
        "逾期30天",
        "堆放杂物（西门社区）",
        "逾期20天",
    ):
        assert said in words


def test_a_wide_window_has_columns_and_a_gbk_console_lines() -> None:
    board = make_board(build_workspace(parse_source(FACTS, "台账.yaml")), "台账.yaml", JUNE)
    assert re.search("指标 +完成 +目标", re.sub("\x1b\\[[0-9;]*m", "", board_text(board, Screen(120, False))))
    assert "／目标36条" in board_text(board, Screen(120, True))
    assert "■■□□□ 58.3%" in board_text(board, Screen(60, True))
    assert "■■■■■□□□□□ 58.3%" in board_text(board, Screen(60, False))


def test_a_unit_sees_what_it_leads_supports_and_answers_for() -> None:
    shown = facts(unit="西门社区")
    assert shown.startswith("云山市甲街道办事处：西门社区  截至2026年6月30日")
    assert "目标（1项）" in shown and "整治巷道" in shown and "清理楼道" not in shown
    assert "问题（1条）：已销号0条，未销号1条，逾期1条" in shown
    assert "目标（1项）" in facts(unit="民生办") and "增设停车泊位" in facts(unit="民生办")


def test_a_period_asks_for_progress_in_it_and_ends_the_count() -> None:
    shown = facts(period=Period.parse("4月", year=2026), day=date(2026, 11, 1))
    assert shown.startswith("云山市甲街道办事处  截至2026年4月30日，4月")
    assert "● 文明劝导（城管办）  本期没有进展" in shown
    assert "—／目标36条" in shown


def test_a_deadline_of_today_is_told_as_such() -> None:
    assert "今天到期" in facts(FACTS.replace("时限: 9月底前", "时限: 6月底前"))


def test_facts_without_anything_to_show_say_so() -> None:
    assert facts("单位:\n  名称: 甲\n").splitlines()[-1] == "没有目标、任务、问题可看"


def test_tasks_that_never_end_are_counted_apart_from_those_nobody_dated() -> None:
    more = (
        "  - 名称: 巡查河道\n    频次: 每周1次\n  - 名称: 布置展板\n"
        "  - 名称: 拆除展板\n    前置: 布置展板\n    时限: 9月底前\n阶段:"
    )
    shown = facts(FACTS.replace("阶段:", more))
    assert "  集中整治阶段（现在）：3项，√1 ×1 —1\n" in shown
    assert "  常态任务：2项，●2\n  没有写明时限，或不在任何阶段：1项，●1\n" in shown
    assert "未到开始1项" in shown


def test_every_unit_that_the_facts_name_is_known() -> None:
    units = known_units(build_workspace(parse_source(FACTS, "台账.yaml")))
    assert {"城管办", "民生办", "东门社区", "西门社区", "各社区"} <= units


def test_json_has_these_names_and_values() -> None:
    data = as_data(make_board(build_workspace(parse_source(FACTS, "台账.yaml")), "台账.yaml", JUNE))
    assert {name: value for name, value in data.items() if not isinstance(value, (list, dict))} == {
        "file": "台账.yaml",
        "office": "云山市甲街道办事处",
        "as_of": "2026-06-30",
        "period": None,
        "unit": None,
        "phase": "集中整治",
        "days_to_inspection": 112,
        "errors": 0,
        "reported": None,
    }
    assert data["targets"][0] == {
        "indicator": "整治巷道",
        "goal": "36条",
        "done": "21条",
        "rate": 58.3,
        "elapsed": 39.9,
        "remaining": "15条",
        "deadline": "2026-12-31",
        "standing": "达到时序进度",
        "light": "green",
        "days_over": 0,
        "cause": "",
        "at": "台账.yaml",
        "line": 12,
    }
    assert data["tasks"][1] == {
        "task": "清理楼道",
        "path": ["清理楼道"],
        "lead": ["民生办"],
        "state": "逾期未完成",
        "light": "red",
        "due": "2026-05-31",
        "days": 30,
        "at": "台账.yaml",
        "line": 26,
    }
    assert data["phases"] == [
        {
            "phase": "集中整治",
            "start": "2026-03-01",
            "end": "2026-09-30",
            "tasks": 2,
            "green": 1,
            "yellow": 0,
            "red": 1,
        }
    ]
    assert data["results"] == {"rows": 2, "latest": "2026-06-30"}
    assert data["issues"] == {
        "opened": 2,
        "closed": 1,
        "open": 1,
        "overdue": [
            {
                "place": "西门三巷",
                "problem": "堆放杂物",
                "unit": ["西门社区"],
                "due": "2026-06-10",
                "days_late": 20,
                "at": "台账.yaml",
                "line": 49,
            }
        ],
    }
    assert data["gaps"] == [{"at": "台账.yaml", "line": 28, "text": "【待填】"}]
    assert data["lacking"] == []


# the command


def wenming(*arguments: str, folder: Path, **changes: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": PACKAGE, "PYTHONIOENCODING": "utf-8", **changes}
    command = [sys.executable, "-m", "wenming_docs", "status", *arguments]
    return subprocess.run(command, capture_output=True, cwd=folder, env=environment, timeout=60)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "台账.yaml").write_text(FACTS, encoding="utf-8")
    return tmp_path


def test_a_pipe_gets_the_board_without_colour_in_utf8_and_gbk(folder: Path) -> None:
    for encoding in ("utf-8", "gbk"):
        done = wenming("台账.yaml", "--date", "2026-06-30", folder=folder, PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.decode(encoding).replace(os.linesep, "\n").rstrip("\n") == BOARD


def test_json_of_several_files_in_a_gbk_pipe(folder: Path) -> None:
    (folder / "乙.yaml").write_text(FACTS.replace("甲街道", "乙街道"), encoding="utf-8")
    done = wenming("台账.yaml", "乙.yaml", "--format", "json", folder=folder, PYTHONIOENCODING="gbk")
    offices = [board["office"] for board in json.loads(done.stdout.decode("ascii"))["boards"]]
    assert (done.returncode, offices) == (0, ["云山市甲街道办事处", "云山市乙街道办事处"])


def test_a_faulty_file_shows_what_is_sound_and_returns_1(folder: Path) -> None:
    (folder / "错.yaml").write_text(FACTS.replace("时限: 9月底前", "时限: 9月31日前"), encoding="utf-8")
    done = wenming("错.yaml", "--date", "2026-06-30", folder=folder)
    assert done.returncode == 1 and "目标（3项）" in done.stdout.decode()
    told = "× “错.yaml”有1处错误，看板只算了读得懂的；先运行 wenming check"
    assert done.stderr.decode().splitlines() == [told]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--unit", "东门小区"), "× 没有叫“东门小区”的单位，是不是想写“东门社区”"),
        (("--unit", "财政所"), "× 没有叫“财政所”的单位"),
    ],
)
def test_a_unit_that_nobody_named_is_wrong_use(folder: Path, arguments: tuple[str, ...], told: str) -> None:
    done = wenming("台账.yaml", *arguments, folder=folder)
    assert (done.returncode, done.stdout, done.stderr.decode().splitlines()) == (2, b"", [told])


def test_a_period_that_means_nothing_is_wrong_use(folder: Path) -> None:
    done = wenming("台账.yaml", "--period", "昨天", folder=folder)
    assert done.returncode == 2 and done.stderr.decode().startswith("× --period：")
