"""One plan, one day: the same bytes in every format, wherever, whenever and in whatever language."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.test_cli_render import NAME, wenming, write

ROOT = Path(__file__).parent.parent
EXAMPLE = "中医医院专项整治.yaml"
PLACES = (
    ("甲", {"TZ": "UTC", "PYTHONHASHSEED": "1", "LANG": "C", "LC_ALL": "C"}),
    (
        "乙 b",
        {"TZ": "America/New_York", "PYTHONHASHSEED": "2", "LANG": "zh_CN.GB18030", "LC_ALL": "zh_CN.GB18030"},
    ),
    ("丙/深", {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "3", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"}),
)


def rendered(folder: Path, changes: dict[str, str]) -> dict[str, bytes]:
    """The documents of one example in every format that needs no other program."""
    folder.mkdir(parents=True)
    (folder / EXAMPLE).write_bytes((ROOT / "examples" / EXAMPLE).read_bytes())
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "wenming_docs",
            "render",
            EXAMPLE,
            "-o",
            "出",
            "--format",
            "docx,xlsx,md,html",
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", **changes},
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return {path.name: path.read_bytes() for path in (folder / "出").iterdir()}


def test_zone_seed_language_folder_and_time_of_day_change_no_byte(tmp_path: Path) -> None:
    made = []
    for number, (place, changes) in enumerate(PLACES):
        began = time.monotonic()
        made.append(rendered(tmp_path / place, changes))
        if not number:  # a zip stores its times in steps of two seconds
            time.sleep(max(0.0, began + 2.1 - time.monotonic()))
    assert {Path(name).suffix for name in made[0]} == {".docx", ".xlsx", ".md", ".html"}
    for other in made[1:]:
        assert [name for name in other if other[name] != made[0].get(name)] == []
        assert other.keys() == made[0].keys()


DATED = """\
单位:
  名称: 青石街道办事处
创建:
  荣誉: 全国文明城市
  年度: {year}
任务:
  - 名称: 环境卫生整治
    内容: 清理背街小巷。
    时限: {year}年{deadline}前
文稿:
  - 文种: 实施方案
    日期: {year}年{day}
"""


@pytest.mark.parametrize(
    ("year", "day", "deadline"), [(2024, "2月29日", "12月31日"), (2028, "12月31日", "2月29日")]
)
@pytest.mark.parametrize("today", ["2024-02-29", "2026-12-31", "9999-12-31", "0001-01-01"])
def test_rare_days_are_days(tmp_path: Path, year: int, day: str, deadline: str, today: str) -> None:
    write(tmp_path, plan=DATED.format(year=year, day=day, deadline=deadline))
    assert wenming(tmp_path, "render", "plan.yaml", "--format", "md", "--date", today)[0] == 0
    assert f"{year}年{day}" in (tmp_path / "输出" / NAME).with_suffix(".md").read_text(encoding="utf-8")
    for command in ("status", "countdown", "check"):
        code, _, err = wenming(tmp_path, command, "plan.yaml", "--date", today)
        assert code in (0, 1, 2) and not any("Traceback" in line for line in err)


def test_a_day_that_no_calendar_has_is_named_and_none_is_made_of_it(tmp_path: Path) -> None:
    write(tmp_path, plan=DATED.format(year=2026, day="2月29日", deadline="12月31日"))
    code, out, err = wenming(tmp_path, "render", "plan.yaml")
    assert (code, out) == (1, []) and err[0].startswith("plan.yaml:12:")


def test_at_midnight_a_run_is_of_one_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock is asked once: what is made after twelve is of the same day as what was made before."""
    from datetime import date

    from wenming_docs.cli import render

    class Midnight(date):
        asked = 0

        @classmethod
        def today(cls) -> date:  # type: ignore[override]
            cls.asked += 1
            return date(2026, 12, 31) if cls.asked == 1 else date(2027, 1, 1)

    monkeypatch.setattr(render, "date", Midnight)
    for name in ("甲", "乙"):
        write(tmp_path, **{name: DATED.format(year=2026, day="3月18日", deadline="12月31日")})
    for arguments in (["甲.yaml", "乙.yaml"], ["."]):
        Midnight.asked = 0
        assert wenming(tmp_path, "render", *arguments, "--format", "md")[0] == 0
        assert Midnight.asked == 1


@pytest.mark.parametrize("epoch", ["1700000000", "0", "99999999999", "-1", "昨天", ""])
def test_any_source_date_epoch_gives_a_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    write(tmp_path, plan=DATED.format(year=2026, day="3月18日", deadline="12月31日"))
    made = []
    for out in ("一", "二"):
        assert wenming(tmp_path, "render", "plan.yaml", "-o", out)[0] == 0
        made.append((tmp_path / out / NAME).read_bytes())
    assert made[0] == made[1]
