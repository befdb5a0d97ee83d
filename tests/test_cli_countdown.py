"""``wenming countdown``: what a person reads, what a program reads, and what is refused."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from wenming_docs.cli.console import Screen
from wenming_docs.cli.countdown import _board
from wenming_docs.cli.program import run
from wenming_docs.facts.analysis.countdown import countdown
from wenming_docs.facts.analysis.workdays import WeekdayCalendar
from wenming_docs.pipeline import read_workspace

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("chinese_calendar") is None,
    reason="没有装 chinesecalendar：pip install 'wenming-docs[workdays]'",
)
EXAMPLE = Path(__file__).parent.parent / "examples" / "迎检倒排.yaml"

PIPED = """\
迎检：2026年10月20日；最后一个工作日：10月19日
最迟8月26日要开始，还有6天
关键任务（■）：摸底建档 → 公示整治清单 → 清理楼道堆物 → 全面自查 → 查漏补缺

■ 8月26日 至 9月8日  摸底建档
     城管办；10个工作日
■ 9月9日 至 9月15日  公示整治清单
     党政办；7天；先做摸底建档
■ 9月16日 至 10月8日  清理楼道堆物
     城管办；12个工作日；先做公示整治清单
   9月20日 至 9月30日  规范非机动车停放
     城管办；8个工作日；机动1个工作日；先做公示整治清单
   9月25日 至 10月8日  布置宣传阵地
     宣传办；两周
■ 10月9日 至 10月14日  全面自查
     党政办；5个工作日；先做集中整治、布置宣传阵地
■ 10月15日 至 10月19日  查漏补缺
     城管办；3个工作日；先做全面自查
   10月15日前  整理申报材料
     宣传办；机动2个工作日
"""


def test_a_pipe_gets_the_tasks_by_their_first_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["countdown", str(EXAMPLE), "--date", "2026-08-20"]) == 0
    told = capsys.readouterr()
    assert told.out == PIPED
    assert "[F166] 有1项任务没有工期（第53行）" in told.err


def test_a_task_begun_too_late_is_named_with_its_days(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["countdown", str(EXAMPLE), "--date", "2026-09-10"]) == 0
    told = capsys.readouterr()
    assert "最迟8月26日要开始，已经过了15天\n" in told.out
    assert "警告 [F164] “摸底建档”最迟8月26日开始，已经过了15天，还没有成果" in told.err
    assert told.err.count("F164") == 2


@pytest.mark.parametrize(
    ("result", "first"),
    [
        ("{日期: 8月28日, 任务: 摸底建档, 进度: 已启动}", "已经开始"),
        ("{日期: 9月11日, 任务: 摸底建档, 进度: 已启动}", "已经过了15天"),
        ("{日期: 8月28日, 任务: 布置宣传阵地, 进度: 已启动}", "已经过了15天"),
    ],
)
def test_what_has_begun_is_not_said_to_be_late(
    result: str, first: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "计划.yaml"
    path.write_text(EXAMPLE.read_text(encoding="utf-8") + f"\n成果:\n  - {result}\n", encoding="utf-8")
    assert run(["countdown", str(path), "--date", "2026-09-10"]) == 0
    told = capsys.readouterr()
    assert f"最迟8月26日要开始，{first}\n" in told.out
    assert ("“摸底建档”最迟8月26日开始" in told.err) == (first != "已经开始")


def test_a_program_gets_days_it_can_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["countdown", str(EXAMPLE), "--date", "2026-09-10", "--format", "json"]) == 0
    told = capsys.readouterr()
    data = json.loads(told.out)
    assert told.err == ""
    assert [data[key] for key in ("迎检日期", "最后一个工作日", "最迟开始", "没有放假安排的年份")] == [
        "2026-10-20",
        "2026-10-19",
        "2026-08-26",
        [],
    ]
    assert data["任务"][3] == {
        "任务": ["集中整治", "规范非机动车停放"],
        "牵头": ["城管办"],
        "工期": "8个工作日",
        "最迟开始": "2026-09-20",
        "最迟完成": "2026-09-30",
        "机动工作日": 1,
        "关键": False,
        "前置": ["公示整治清单"],
        "时限": "9月底前",
        "文件": str(EXAMPLE),
        "行": 33,
    }
    assert [finding["编码"] for finding in data["提示"]] == ["F164", "F164", "F166"]


@pytest.mark.parametrize("columns", [24, 60, 76, 100, 200])
def test_no_line_of_a_table_is_wider_than_the_screen(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from wenming_docs.zh import display_width

    monkeypatch.setenv("NO_COLOR", "1")
    counted = countdown(read_workspace(EXAMPLE), WeekdayCalendar())
    assert counted is not None
    lines = list(_board(counted, date(2026, 8, 20), Screen(columns)))
    start = lines.index("") + 1
    assert not any("\x1b" in line for line in lines)
    assert all(name in "".join(lines).replace(" ", "") for name in ("摸底建档", "查漏补缺"))
    if columns >= 76:
        assert all(display_width(line) <= columns for line in lines[start:-1])
    assert lines[-1] == "没有2026年的放假安排（还没有公布，或没有装上），按周一至周五算"


def test_a_console_in_gbk_shows_everything() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "wenming_docs", "countdown", str(EXAMPLE), "--date", "2026-08-20"],
        capture_output=True,
        env=environment,
        check=False,
    )
    assert done.stdout.decode("gbk").replace("\r\n", "\n") == PIPED


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("任务:\n  - 名称: 清理楼道\n", "没有写迎检日期，倒排不了"),
        (
            "创建:\n  迎检日期: 10月20日\n任务:\n  - 名称: 清理楼道\n",
            "迎检日期“10月20日”不是日期，或没有年份",
        ),
        ("创建:\n  迎检日期: 2026年10月20日\n", "没有任务，倒排不了"),
        (
            "创建:\n  迎检日期: 2026年10月20日\n任务:\n  - {名称: 甲, 前置: 乙}\n  - {名称: 乙, 前置: 甲}\n",
            "前置绕成了一圈：甲 → 乙 → 甲（第4、5行），谁也开不了头",
        ),
        (
            "创建:\n  迎检日期: 2026年10月20日\n任务:\n"
            + "".join(f"  - {{名称: 甲{n}, 工期: 10年, 前置: 甲{n + 1}}}\n" for n in range(300))
            + "  - {名称: 甲300, 工期: 10年}\n",
            "工期加起来太长，倒排到公元元年以前了",
        ),
    ],
)
def test_what_cannot_be_counted_back_is_refused_with_its_cause(
    text: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "计划.yaml"
    path.write_text(text, encoding="utf-8")
    assert run(["countdown", str(path)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert message in told.err
