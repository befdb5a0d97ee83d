"""``wenming coverage``: the matrix, the same as data, and the file of agreed texts."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.facts.test_coverage import SYSTEM, all_numbers, tasks_text
from wenming_docs.cli.coverage import AGREED, agreed_file, is_agreed_file
from wenming_docs.pipeline import read_workspace
from wenming_docs.zh import display_width

PACKAGE = str(Path(__file__).parent.parent / "src")
PLAIN = re.compile(r"\x1b\[[0-9;]*m")
SMALL = """测评体系:
  名称: 测评细则
  项目:
    - 编号: '1'
      名称: 公共环境
      指标:
        - 编号: '1.1'
          名称: 市容环境
          内容:
            - 编号: 1.1.1
              内容: 背街小巷干净整洁
              分值: 2分
              自评: 1.5分
              扣分原因: 路面破损
              佐证: 档案.docx
            - 编号: 1.1.2
              内容: 集贸市场干净有序
              分值: 1分
任务:
  - 名称: 整治背街小巷
    牵头: 城管办
    测评: 1.1.1
"""


def coverage(folder: Path, text: str, *options: str, **changes: str) -> subprocess.CompletedProcess[bytes]:
    """``wenming coverage 计划.yaml``, run into a pipe."""
    (folder / "计划.yaml").write_text(text, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "wenming_docs", "coverage", "计划.yaml", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": PACKAGE, "PYTHONIOENCODING": "utf-8", **changes},
        capture_output=True,
        timeout=60,
    )


def test_a_pipe_gets_an_item_a_line_and_then_what_is_amiss(tmp_path: Path) -> None:
    done = coverage(tmp_path, SMALL)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines() == [
        "测评细则：共2项内容，1项有任务对应，1项没有",
        "",
        "√ 1.1.1 背街小巷干净整洁 1.5/2分 → 整治背街小巷（城管办）",
        "× 1.1.2 集贸市场干净有序 1分",
        "",
        "√ 有任务对应；× 没有任务对应；● 文字改了，要重新核对",
        "",
        "没有任务对应（1项）：",
        "  1.1.2 集贸市场干净有序（计划.yaml:16）",
        "",
        "没有佐证（1项）：",
        "  1.1.2",
        "",
        "自评得分：",
        "  1 公共环境：1.5分，满分2分，得分率75%（自评了1项，共2项）",
        "  全部：1.5分，满分2分，得分率75%（自评了1项，共2项）",
    ]


def test_strict_makes_a_hole_a_failure(tmp_path: Path) -> None:
    assert coverage(tmp_path, SMALL, "--strict").returncode == 1
    assert coverage(tmp_path, SMALL.replace("测评: 1.1.1", "测评: 1.1"), "--strict").returncode == 0


def test_a_unit_sees_its_own_items(tmp_path: Path) -> None:
    lines = coverage(tmp_path, SMALL, "--unit", "城管办").stdout.decode().splitlines()
    assert lines[0] == "测评细则：城管办牵头、配合的有1项，全部2项"
    assert [line for line in lines if "1.1.2" in line] == []
    wrong = coverage(tmp_path, SMALL, "--unit", "城管")
    assert (wrong.returncode, wrong.stderr.decode()) == (2, "× 没有叫“城管”的单位，是不是想写“城管办”\n")


def test_json_says_the_same_with_places_and_exact_marks(tmp_path: Path) -> None:
    data = json.loads(coverage(tmp_path, SMALL, "--format", "json").stdout)
    assert (data["system"], data["holes"], data["doubled"], data["review"]) == (
        "测评细则",
        ["1.1.2"],
        [],
        None,
    )
    first = data["items"][0]
    assert (first["code"], first["line"], first["points"], first["score"]) == ("1.1.1", 10, "2", "1.5")
    assert first["tasks"] == [
        {
            "name": "整治背街小巷",
            "path": ["整治背街小巷"],
            "leads": ["城管办"],
            "file": "计划.yaml",
            "line": 20,
        }
    ]
    assert data["scores"]["whole"] == {
        "items": 2,
        "points": "3",
        "assessed": 1,
        "assessed_points": "2",
        "score": "1.5",
        "share": "75.00",
        "complete": False,
    }


def test_a_gbk_pipe_loses_nothing(tmp_path: Path) -> None:
    same = coverage(tmp_path, SMALL).stdout.decode()
    assert coverage(tmp_path, SMALL, PYTHONIOENCODING="gbk").stdout.decode("gbk") == same
    data = coverage(tmp_path, SMALL, "--format", "json", PYTHONIOENCODING="gbk").stdout
    assert json.loads(data.decode("ascii"))["system"] == "测评细则"


def on_a_screen(folder: Path, columns: int, **changes: str) -> str:
    """What a terminal of that width receives."""
    import fcntl
    import pty
    import struct
    import termios

    text = SYSTEM + tasks_text({f"任务{number}": number for number in all_numbers()[:-3]})
    (folder / "计划.yaml").write_text(text, encoding="utf-8")
    screen, window = pty.openpty()
    fcntl.ioctl(window, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    environment = {**os.environ, "PYTHONPATH": PACKAGE, "PYTHONIOENCODING": "utf-8", **changes}
    environment.pop("COLUMNS", None)
    run = subprocess.Popen(
        [sys.executable, "-m", "wenming_docs", "coverage", "计划.yaml"],
        cwd=folder,
        stdout=window,
        stderr=window,
        env=environment,
    )
    os.close(window)
    shown = b""
    while True:
        try:
            piece = os.read(screen, 4096)
        except OSError:
            piece = b""
        if not piece:
            break
        shown += piece
    os.close(screen)
    assert run.wait(30) == 0
    return shown.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo terminal")
@pytest.mark.parametrize("columns", [40, 60, 90, 160])
def test_no_line_is_wider_than_the_window_and_every_item_is_there(tmp_path: Path, columns: int) -> None:
    lines = PLAIN.sub("", on_a_screen(tmp_path, columns)).splitlines()
    assert [line for line in lines if display_width(line) > columns] == []
    shown = "\n".join(lines)
    assert [number for number in all_numbers() if f" {number} " not in shown] == []
    assert "…" not in shown


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo terminal")
def test_no_color_is_heeded_by_the_table_too(tmp_path: Path) -> None:
    assert "\x1b[" in on_a_screen(tmp_path, 120, NO_COLOR="")
    assert "\x1b[" not in on_a_screen(tmp_path, 120, NO_COLOR="1")


def test_a_file_without_a_system_is_told_what_to_write(tmp_path: Path) -> None:
    done = coverage(tmp_path, "任务:\n  - 名称: 甲\n")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().splitlines()[0] == "× “计划.yaml”里没有测评体系"


def test_of_a_faulty_file_the_sound_part_is_shown_but_nothing_is_accepted(tmp_path: Path) -> None:
    text = SMALL + "工作目标:\n  - 指标: 巷道\n    目标: 许许\n"
    done = coverage(tmp_path, text)
    assert done.returncode == 1 and "√ 1.1.1" in done.stdout.decode()
    assert done.stderr.decode() == "× “计划.yaml”里有 1 处错误，以上只算了读得懂的；先运行 wenming check\n"
    assert coverage(tmp_path, text, "--accept").returncode == 1
    assert not (tmp_path / AGREED).exists()


# --- accepted texts ------------------------------------------------------------------------------


def test_accepted_texts_stand_in_a_file_of_their_own_and_settle_what_changed(tmp_path: Path) -> None:
    first = coverage(tmp_path, SMALL, "--accept")
    assert first.returncode == 0
    assert first.stderr.decode().splitlines() == [
        f"√ “{AGREED}”记下了 2 项测评内容的文字",
        f"  → 在“计划.yaml”的“包含”下加一行：- {AGREED}",
    ]
    assert (tmp_path / AGREED).read_text(encoding="utf-8") == (
        "# 任务上次核对时的测评内容，由 wenming coverage --accept 写，不用手改\n"
        "测评核对:\n  '1.1.1': '背街小巷干净整洁'\n  '1.1.2': '集贸市场干净有序'\n"
    )
    changed = f"包含: {AGREED}\n" + SMALL.replace("干净整洁", "干净整洁有序")
    shown = coverage(tmp_path, changed).stdout.decode()
    assert "● 1.1.1 背街小巷干净整洁有序" in shown
    assert "文字改了，要重新核对（1项）：\n  1.1.1 背街小巷干净整洁有序 → 整治背街小巷（城管办）\n" in shown
    again = coverage(tmp_path, changed, "--accept")
    assert again.stderr.decode().splitlines()[1:] == ["  文字改过的：1.1.1"]
    assert "●" not in coverage(tmp_path, changed).stdout.decode().replace("● 文字改了", "")
    before = (tmp_path / AGREED).read_bytes()
    assert coverage(tmp_path, changed, "--accept").returncode == 0
    assert (tmp_path / AGREED).read_bytes() == before


def test_any_text_is_read_back_as_it_was_accepted(tmp_path: Path) -> None:
    texts = {"1.1": "冒号: 井号 # 和'引号'", "Ⅱ-8": "- 短横", "007": "是", "1e3": "{{ x }}"}
    (tmp_path / "核对.yaml").write_text(agreed_file(texts), encoding="utf-8")
    read = read_workspace(tmp_path / "核对.yaml").agreed_texts
    assert {str(code): str(text) for code, text in read.items()} == texts


def test_a_file_with_anything_else_in_it_is_not_replaced(tmp_path: Path) -> None:
    for other in ("我的笔记\n", "测评核对:\n  '1.1.1': 甲\n单位:\n  名称: 甲\n", ""):
        (tmp_path / AGREED).write_text(other, encoding="utf-8")
        done = coverage(tmp_path, SMALL, "--accept")
        assert done.returncode == 3
        assert done.stderr.decode().startswith(f"× “{AGREED}”不是程序写的")
        assert (tmp_path / AGREED).read_text(encoding="utf-8") == other


def test_agreed_texts_kept_in_the_plan_itself_are_left_to_their_author(tmp_path: Path) -> None:
    text = SMALL + "测评核对:\n  '1.1.1': 背街小巷\n"
    done = coverage(tmp_path, text, "--accept")
    assert (done.returncode, (tmp_path / "计划.yaml").read_text(encoding="utf-8")) == (3, text)
    assert "写在同一个文件里（计划.yaml）" in done.stderr.decode()


def test_only_a_file_of_agreed_texts_is_ours() -> None:
    assert is_agreed_file("测评核对:\r\n  '1': 甲\r\n".encode())
    assert is_agreed_file("agreed_texts:\n  '1': 甲\n".encode())
    assert not is_agreed_file("测评核对:\n  '1': 甲\n人员:\n  - 姓名: 甲\n".encode())
    assert not is_agreed_file(b"\xff\xfe\x00")


def test_accepting_is_for_the_whole_system(tmp_path: Path) -> None:
    done = coverage(tmp_path, SMALL, "--accept", "--unit", "城管办")
    assert (done.returncode, not (tmp_path / AGREED).exists()) == (2, True)


def test_every_key_of_the_data_is_documented(tmp_path: Path) -> None:
    data = json.loads(coverage(tmp_path, SMALL, "--format", "json").stdout)
    page = (Path(__file__).parent.parent / "docs" / "测评对照.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|", page, re.M)
    assert rows == list(data)
    named = set(re.findall(r"`(\w+)`", page))
    inner = {*data["items"][0], *data["items"][0]["tasks"][0], *data["scores"]["whole"], *data["scores"]}
    assert inner - named == set()
