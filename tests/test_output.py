"""Files are written whole or not at all, and names from data stay harmless."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_docs.errors import OutputRefused
from wenming_docs.output import name_key, plan_names, remove_leftovers, safe_name, write_whole

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals, links and permissions")
SOURCE = str(Path(__file__).parent.parent / "src")
OLD, NEW = b"old " * 5000, b"new " * 5000


def ours(_old: bytes) -> bool:
    return True


def foreign(_old: bytes) -> bool:
    return False


def contents(folder: Path) -> dict[str, bytes]:
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}


def python(script: str, *arguments: str, **options: Any) -> subprocess.Popen[str]:
    """A Python that knows the package; its stdout can be read line by line."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": SOURCE},
        **options,
    )


def test_new_file_and_its_folders_are_written(tmp_path: Path) -> None:
    write_whole(tmp_path / "输出" / "五月" / "方案.docx", NEW, is_ours=foreign)
    assert contents(tmp_path / "输出" / "五月") == {"方案.docx": NEW}


@posix
def test_new_file_has_the_users_permissions_and_a_replaced_one_keeps_its_own(tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    before = os.umask(0o027)
    try:
        write_whole(path, OLD, is_ours=foreign)
        assert path.stat().st_mode & 0o777 == 0o640
        path.chmod(0o604)
        write_whole(path, NEW, is_ours=ours)
    finally:
        os.umask(before)
    assert (path.stat().st_mode & 0o777, path.read_bytes()) == (0o604, NEW)


def test_our_untouched_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    path.write_bytes(OLD)
    write_whole(path, NEW, is_ours=lambda old: old == OLD)
    assert contents(tmp_path) == {"方案.docx": NEW}


def test_edited_file_is_kept_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    path.write_bytes(OLD)
    with pytest.raises(OutputRefused) as refusal:
        write_whole(path, NEW, is_ours=foreign)
    assert str(refusal.value) == f"“{path}”已被人改过，或不是 wenming 写的：用 --force 覆盖，或用 -o 换个位置"
    assert contents(tmp_path) == {"方案.docx": OLD}
    write_whole(path, NEW, force=True, is_ours=foreign)
    assert contents(tmp_path) == {"方案.docx": NEW}


def test_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    path.write_bytes(NEW)
    before = (path.stat().st_ino, path.stat().st_mtime_ns)
    write_whole(path, NEW, is_ours=foreign)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == before


def folder_in_place(folder: Path) -> Path:
    (folder / "方案.docx").mkdir()
    return folder / "方案.docx"


def link_in_place(folder: Path) -> Path:
    (folder / "原件").write_bytes(OLD)
    (folder / "方案.docx").symlink_to(folder / "原件")
    return folder / "方案.docx"


def dangling_link(folder: Path) -> Path:
    (folder / "方案.docx").symlink_to(folder / "没有")
    return folder / "方案.docx"


def pipe_in_place(folder: Path) -> Path:
    os.mkfifo(folder / "方案.docx")
    return folder / "方案.docx"


def file_as_folder(folder: Path) -> Path:
    (folder / "输出").write_bytes(OLD)
    return folder / "输出" / "方案.docx"


def long_name(folder: Path) -> Path:
    return folder / ("长" * 100 + ".docx")


def zero_byte(folder: Path) -> Path:
    return folder / "方\0案.docx"


def lone_surrogate(folder: Path) -> Path:
    return folder / "方\ud800案.docx"


@posix
@pytest.mark.parametrize(
    ("arrange", "cause"),
    [
        (folder_in_place, "这里已有同名文件夹，请换个名字"),
        (link_in_place, "这里是一个符号链接，请换个位置"),
        (dangling_link, "这里是一个符号链接，请换个位置"),
        (pipe_in_place, "这里不是普通文件，请换个位置"),
        (file_as_folder, "上级不是文件夹"),
        (long_name, "路径太长，请换个短一些的文件夹或文件名"),
        (zero_byte, "文件名里有不能用的字符"),
        (lone_surrogate, "文件名里有不能用的字符"),
    ],
)
def test_impossible_place_is_named_with_its_cause(
    tmp_path: Path, arrange: Callable[[Path], Path], cause: str
) -> None:
    path = arrange(tmp_path)
    before = sorted(entry.name for entry in tmp_path.iterdir())
    with pytest.raises(OutputRefused) as refusal:
        write_whole(path, NEW, force=True, is_ours=ours)
    shown = str(path).replace("\0", "?").replace("\ud800", "?")
    assert str(refusal.value) == f"写不了“{shown}”：{cause}"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == before
    assert all(entry.read_bytes() == OLD for entry in tmp_path.iterdir() if entry.is_file())


@pytest.mark.parametrize(
    ("name", "lock"),
    [
        ("方案.docx", "~$方案.docx"),
        ("plan-工作总结.docx", "~$an-工作总结.docx"),
        ("plan-工作总结.docx", "~$plan-工作总结.docx"),
        ("一二三四五六七.docx", "~$二三四五六七.docx"),
        ("方案.docx", ".~lock.方案.docx#"),
    ],
)
def test_document_open_in_word_is_left_alone(tmp_path: Path, name: str, lock: str) -> None:
    path = tmp_path / name
    path.write_bytes(OLD)
    (tmp_path / lock).write_bytes(b"")
    with pytest.raises(OutputRefused) as refusal:
        write_whole(path, NEW, force=True, is_ours=ours)
    assert str(refusal.value) == (
        f"“{path}”正在 Word/WPS 中打开，请关闭后再试（若并没有打开，请删除同一文件夹里的“{lock}”）"
    )
    assert contents(tmp_path) == {name: OLD, lock: b""}


def test_file_held_by_windows_is_waited_for_and_then_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "方案.docx"
    path.write_bytes(OLD)

    def held(*_names: object) -> None:
        raise PermissionError(13, "Access is denied")

    monkeypatch.setattr(os, "replace", held)
    start = time.monotonic()
    with pytest.raises(OutputRefused) as refusal:
        write_whole(path, NEW, is_ours=ours)
    assert str(refusal.value) == f"“{path}”正在 Word/WPS 中打开，请关闭后再试"
    assert 1.5 < time.monotonic() - start < 3
    assert contents(tmp_path) == {"方案.docx": OLD}


def test_file_let_go_in_time_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "方案.docx"
    replace, tries = os.replace, iter([False, False, True])

    def held_twice(source: str, target: str) -> None:
        if not next(tries):
            raise PermissionError(13, "Access is denied")
        replace(source, target)

    monkeypatch.setattr(os, "replace", held_twice)
    write_whole(path, NEW, is_ours=ours)
    assert (contents(tmp_path), list(tries)) == ({"方案.docx": NEW}, [])


WRITE = """
import sys
from pathlib import Path
from wenming_docs.errors import OutputRefused
from wenming_docs.output import write_whole
try:
    write_whole(Path(sys.argv[1]), b"new " * 5000, is_ours=lambda old: True)
except OutputRefused as refusal:
    print(refusal)
"""


@posix
@pytest.mark.parametrize("size", [0, 1, 4096, 19_999])
@pytest.mark.parametrize("old", [None, OLD])
def test_size_limit_leaves_the_old_file_and_no_litter(tmp_path: Path, size: int, old: bytes | None) -> None:
    import resource

    path = tmp_path / "方案.docx"
    if old is not None:
        path.write_bytes(old)
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))  # noqa: E731
    told, _ = python(WRITE, str(path), preexec_fn=limit).communicate(timeout=20)
    assert told == f"写不了“{path}”：超出了系统允许的文件大小\n"
    assert contents(tmp_path) == ({} if old is None else {"方案.docx": old})


FULL_DISK = """
mount -t tmpfs -o size={size}k tmpfs "$1" || exit 77
[ {old} = 1 ] && "$2" -c 'print("o" * 7999)' > "$1/方案.docx"
"$2" -c "$3" "$1/方案.docx"
ls -A "$1"
cat "$1"/方案.docx | wc -c
"""


@posix
@pytest.mark.parametrize(("size", "old"), [(4, 0), (8, 0), (16, 0), (8, 1), (12, 1), (20, 1), (24, 1)])
def test_full_disk_leaves_the_old_file_and_no_litter(tmp_path: Path, size: int, old: int) -> None:
    script = FULL_DISK.format(size=size, old=old)
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", str(tmp_path), sys.executable, WRITE],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": SOURCE},
        timeout=30,
    )
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip("no user namespaces here")
    told, *rest = done.stdout.splitlines()
    assert told == f"写不了“{tmp_path}/方案.docx”：磁盘已满"
    assert rest == (["方案.docx", "8000"] if old else ["0"])


STRANGER = (
    """
import os, secrets, sys
from wenming_docs import output
os.setegid(65534), os.seteuid(65534)
"""
    + WRITE
)


@posix
def test_read_only_folder_is_refused_in_one_line() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "方案.docx")
        path.write_bytes(OLD)
        path.parent.chmod(0o555)
        # Modes do not bind root: root becomes a stranger first.
        told, _ = python(STRANGER if os.geteuid() == 0 else WRITE, str(path)).communicate(timeout=20)
        path.parent.chmod(0o755)
        assert told == f"写不了“{path}”：没有写入权限\n"
        assert contents(path.parent) == {"方案.docx": OLD}


STUCK = """
import os, sys, time
from pathlib import Path
from wenming_docs.output import write_whole
def wait(_file):
    print("writing", flush=True)
    time.sleep(60)
os.fsync = wait
write_whole(Path(sys.argv[1]), b"new " * 5000, is_ours=lambda old: True)
"""


@posix
def test_leftovers_of_killed_runs_go_and_those_of_live_runs_stay(tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    path.write_bytes(OLD)
    (tmp_path / "别人的.tmp").write_bytes(b"kept")
    run = python(STUCK, str(path))
    assert run.stdout is not None and run.stdout.readline() == "writing\n"
    before = contents(tmp_path)
    assert sorted(before.values()) == sorted([OLD, NEW, b"kept"])
    remove_leftovers(tmp_path)
    assert contents(tmp_path) == before
    run.kill()
    run.wait()
    remove_leftovers(tmp_path)
    assert contents(tmp_path) == {"方案.docx": OLD, "别人的.tmp": b"kept"}


LOOP = """
import itertools, sys
from pathlib import Path
from wenming_docs.output import write_whole
print("ready", flush=True)
for number in itertools.count():
    write_whole(Path(sys.argv[1]), bytes([65 + number % 2]) * 3_000_000, is_ours=lambda old: True)
"""


@posix
def test_kill_at_any_instant_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    whole = {bytes([letter]) * 3_000_000 for letter in b"AB"}
    path.write_bytes(b"A" * 3_000_000)
    for number in range(20):
        run = python(LOOP, str(path))
        assert run.stdout is not None and run.stdout.readline() == "ready\n"
        time.sleep(number * 0.004)
        run.send_signal(signal.SIGKILL)
        run.wait()
        assert path.read_bytes() in whole
    remove_leftovers(tmp_path)
    assert list(contents(tmp_path)) == ["方案.docx"]


MANY = """
import sys
from pathlib import Path
from wenming_docs.output import remove_leftovers, write_whole
for _ in range(60):
    remove_leftovers(Path(sys.argv[1]))
    for name in "甲乙丙":
        write_whole(Path(sys.argv[1], name), sys.argv[2].encode() * 50_000, is_ours=lambda old: True)
"""


def test_two_runs_into_one_folder_both_succeed_and_the_last_wins(tmp_path: Path) -> None:
    runs = [python(MANY, str(tmp_path), letter) for letter in "xy"]
    assert [run.wait(60) for run in runs] == [0, 0]
    whole = (b"x" * 50_000, b"y" * 50_000)
    assert {name: data in whole for name, data in contents(tmp_path).items()} == dict.fromkeys("甲乙丙", True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("plan-实施方案", "plan-实施方案.docx"),
        ("plan-进展汇报-1—6月", "plan-进展汇报-1—6月.docx"),
        ("../../etc/passwd", "_.._.._etc_passwd.docx"),
        ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j.docx"),
        ("甲\x00乙\n丙\x7f丁\x85", "甲_乙_丙_丁_.docx"),
        ("CON", "_CON.docx"),
        ("con.方案", "_con.方案.docx"),
        ("NUL .x", "_NUL .x.docx"),
        ("LPT9", "_LPT9.docx"),
        ("COM¹", "_COM¹.docx"),
        ("CONIN$", "_CONIN$.docx"),
        ("CONTRACT", "CONTRACT.docx"),
        ("~$方案", "_~$方案.docx"),
        (".隐藏", "_.隐藏.docx"),
        ("", "_.docx"),
        (" \u3000", "_.docx"),
        ("方案\u202excod", "方案_xcod.docx"),
        ("王\ud800", "王_.docx"),
        ("𠮷野家𬭎", "𠮷野家𬭎.docx"),
        ("长" * 100, "长" * 80 + "~ef07217e.docx"),
    ],
)
def test_name_from_data_becomes_a_harmless_segment(text: str, name: str) -> None:
    assert safe_name(text, ".docx") == name


DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{p}{n}" for p in ("COM", "LPT") for n in range(10)
}


@given(st.text(), st.sampled_from(["", ".docx"]))
def test_every_name_is_one_segment_on_every_system(text: str, suffix: str) -> None:
    name = safe_name(text, suffix)
    assert 0 < len(name.encode()) <= 255
    assert not set(name) & set('\\/:*?"<>|') and not any(ord(char) < 32 for char in name)
    assert name[-1] not in ". " and name[0] not in ". ~" and name not in (".", "..")
    assert name.split(".")[0].rstrip(" ").upper() not in DEVICES


@pytest.mark.parametrize("text", ["CON.", "aux", "方案. .", "nul.txt", "com1 ", "尾点。.", "lpt1. . "])
def test_folder_name_needs_no_suffix_to_be_safe(text: str) -> None:
    name = safe_name(text)
    assert name[-1] not in ". " and name.split(".")[0].rstrip(" ").upper() not in DEVICES


def test_two_long_names_stay_two() -> None:
    first, second = safe_name("长" * 200 + "甲", ".docx"), safe_name("长" * 200 + "乙", ".docx")
    assert first != second and len(first.encode()) <= 255 and len(second.encode()) <= 255


def test_repeated_names_are_numbered_in_order_also_where_capitals_do_not_count() -> None:
    stems = ["a-通知", "A-通知", "a-通知-2", "a-通知", "b/通知", "b:通知"]
    assert plan_names([(stem, ".docx") for stem in stems]) == (
        "a-通知.docx",
        "A-通知-3.docx",
        "a-通知-2.docx",
        "a-通知-4.docx",
        "b_通知.docx",
        "b_通知-2.docx",
    )


def test_same_stem_in_two_formats_is_no_collision() -> None:
    assert plan_names([("方案", ".docx"), ("方案", ".md")]) == ("方案.docx", "方案.md")


@given(st.lists(st.sampled_from(["a", "A", "a-2", "é", "e\u0301", "é".upper(), "长" * 90]), max_size=8))
def test_two_documents_never_share_a_name(stems: list[str]) -> None:
    names = plan_names([(stem, ".docx") for stem in stems])
    assert len({name_key(name) for name in names}) == len(stems)
    assert names == plan_names([(stem, ".docx") for stem in stems])
