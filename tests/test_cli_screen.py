"""What goes where: data to stdout, messages to stderr, on every console and into every pipe."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from wenming_docs.cli.schema import whole_schema
from wenming_docs.facts.kinds import KINDS

PACKAGE = str(Path(__file__).parent.parent / "src")
MODULE = [sys.executable, "-m", "wenming_docs"]


def environment(**changes: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": PACKAGE, "PYTHONIOENCODING": "utf-8", **changes}


def wenming(
    *arguments: str, folder: Path | None = None, **changes: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*MODULE, *arguments], capture_output=True, cwd=folder, env=environment(**changes), timeout=60
    )


def test_schema_goes_to_stdout_and_loses_nothing_in_a_gbk_pipe() -> None:
    done = wenming("schema")
    assert (done.returncode, done.stderr, json.loads(done.stdout)) == (0, b"", whole_schema())
    done = wenming("schema", PYTHONIOENCODING="gbk")
    assert (done.returncode, json.loads(done.stdout.decode("ascii"))) == (0, whole_schema())


def test_schema_file_is_utf8_and_only_a_schema_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "wenming.schema.json"
    path.write_text('{"title": "wenming", "properties": {}}', encoding="utf-8")
    done = wenming("schema", "-o", str(path), PYTHONIOENCODING="gbk")
    assert (done.returncode, done.stdout.decode("gbk"), done.stderr) == (0, f"{path}{os.linesep}", b"")
    assert json.loads(path.read_text(encoding="utf-8")) == whole_schema()
    path.write_text("我的笔记", encoding="utf-8")
    done = wenming("schema", "-o", str(path))
    told = f"× “{path}”已被人改过，或不是 wenming 写的：用 --force 覆盖，或用 -o 换个位置"
    assert (done.returncode, done.stdout, done.stderr.decode().splitlines()) == (3, b"", [told])
    assert path.read_text(encoding="utf-8") == "我的笔记"


def test_kinds_lists_every_kind_with_its_aliases_period_and_needs() -> None:
    done = wenming("kinds")
    blocks = [block.splitlines() for block in done.stdout.decode().split("\n\n")]
    assert (done.returncode, done.stderr) == (0, b"")
    assert [block[0].split()[0] for block in blocks] == [kind.name for kind in KINDS]
    for block, kind in zip(blocks, KINDS, strict=True):
        assert f"    期间：{'要写' if kind.periodic else '不用写'}" in block
        assert not kind.aliases or f"    也叫：{'、'.join(kind.aliases)}" in block
        needs = "、".join(requirement.label for requirement in kind.required)
        assert not needs or f"    必须有：{needs}" in block


@pytest.mark.parametrize("arguments", [["--help"], ["render", "--help"], ["kinds"], ["doctor"], ["没有"]])
def test_gbk_console_shows_everything_we_say(arguments: list[str]) -> None:
    done = wenming(*arguments, PYTHONIOENCODING="gbk")
    same = wenming(*arguments)
    for narrow, wide in ((done.stdout, same.stdout), (done.stderr, same.stderr)):
        assert narrow.decode("gbk").replace("屏幕编码：gbk", "屏幕编码：utf-8") == wide.decode()
    assert done.returncode == same.returncode


def test_ascii_console_does_not_crash() -> None:
    done = wenming("kinds", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")


def test_gbk_console_prints_a_question_mark_for_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "𬭎.yaml").write_text("单位：甲\n", encoding="utf-8")
    done = wenming("check", "𬭎.yaml", folder=tmp_path, PYTHONIOENCODING="gbk")
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.decode("gbk").startswith("?.yaml:1:3: 错误 [S")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_full_disk_behind_a_redirection_is_exit_3() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*MODULE, "kinds"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(LC_ALL="C.UTF-8"),
            timeout=60,
        )
    assert (done.returncode, done.stderr.decode()) == (3, "× 结果写不出去：磁盘已满\n")


@pytest.mark.skipif(sys.platform == "win32", reason="closes a POSIX stream")
def test_closed_stdout_is_no_bug() -> None:
    for arguments in ("", "kinds", "schema", "doctor"):
        done = subprocess.run(
            f'"{sys.executable}" -m wenming_docs {arguments} >&-',
            shell=True,
            stderr=subprocess.PIPE,
            env=environment(),
            timeout=60,
        )
        assert (done.returncode, done.stderr) == (0, b"")


def test_pipes_get_no_colour() -> None:
    for arguments in (["kinds"], ["doctor"], ["没有"]):
        done = wenming(*arguments)
        assert b"\x1b" not in done.stdout + done.stderr


def on_a_screen(*arguments: str, **changes: str) -> str:
    """All that a terminal receives."""
    import pty

    screen, window = pty.openpty()
    run = subprocess.Popen([*MODULE, *arguments], stdout=window, stderr=window, env=environment(**changes))
    os.close(window)
    shown = b""
    while True:
        try:
            piece = os.read(screen, 4096)
        except OSError:  # how Linux says that the other side has gone
            piece = b""
        if not piece:
            break
        shown += piece
    os.close(screen)
    run.wait(30)
    return shown.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo terminal")
def test_terminal_gets_colour_unless_no_color_is_set() -> None:
    assert on_a_screen("没有").splitlines()[1] == "\x1b[31m×\x1b[0m 没有命令 没有。"
    assert on_a_screen("没有", NO_COLOR="1").splitlines()[1] == "× 没有命令 没有。"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_reader_that_leaves_early_hears_no_complaint() -> None:
    for arguments in (["schema"], ["kinds"], []):
        run = subprocess.Popen(
            [*MODULE, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
        )
        assert run.stdout is not None and run.stderr is not None
        run.stdout.close()
        assert (run.stderr.read(), run.wait(30)) == (b"", 1)


def test_doctor_names_what_is_missing_with_its_cure() -> None:
    done = wenming("doctor", PATH="")
    lines = done.stdout.decode().splitlines()
    assert done.stderr == b""
    assert lines[0] == f"√ Python：{'.'.join(map(str, sys.version_info[:3]))}"
    assert {line.split("：")[0][2:] for line in lines if line[0] in "√×"} >= {
        "模板",
        "字体",
        "LibreOffice",
        "屏幕编码",
    }
    failed = [number for number, line in enumerate(lines) if line.startswith("×")]
    assert [lines[number] for number in failed if not lines[number + 1].startswith("    → ")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="PATH alone finds these programs elsewhere")
def test_machine_without_libreoffice_and_fonts_is_still_fit() -> None:
    done = wenming("doctor", PATH="")
    lines = done.stdout.decode().splitlines()
    assert "× 字体：查不到字体列表" in lines and "× LibreOffice：没有安装" in lines
    assert done.returncode == 0


def test_doctor_says_when_the_folder_cannot_be_written(tmp_path: Path) -> None:
    gone = tmp_path / "没了"
    gone.mkdir()
    script = "import os; os.rmdir(os.getcwd()); from wenming_docs.cli import main; main(['doctor'])"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=gone, capture_output=True, env=environment(), timeout=60
    )
    lines = done.stdout.decode().splitlines()
    told = ["× 当前文件夹：写不了“.”：上级文件夹不存在", "    → 换一个文件夹，或用 -o 写到别处"]
    assert (done.stderr, lines[-2:]) == (b"", told)
