"""Compiled templates are kept between runs, and nothing is believed that somebody else may have written."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wenming_docs import keeping
from wenming_docs.cli.program import run
from wenming_docs.keeping import cache_folder, keep, kept
from wenming_docs.words.template.sandbox import PlanEnvironment

posix = pytest.mark.skipif(os.name != "posix", reason="Windows guards folders by other means")


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "kept"
    monkeypatch.setenv("WENMING_CACHE", str(folder))
    return folder


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office's folder with one template."""
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "a.j2").write_text(
        "# {{ title }}\n{% for task in tasks %}\n{{ task }}；\n{% endfor %}\n", "utf-8"
    )
    return folder


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The names of the templates that were compiled, as they come."""
    names: list[str | None] = []
    generate = PlanEnvironment._generate

    def count(self: PlanEnvironment, source: Any, name: str | None, *rest: Any, **more: Any) -> str:
        names.append(name)
        return generate(self, source, name, *rest, **more)

    monkeypatch.setattr(PlanEnvironment, "_generate", count)
    return names


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_a_template_is_compiled_once_and_renders_the_same(
    shelf: Path, office: Path, compiled: list[str | None]
) -> None:
    from wenming_docs.words.template import render_template
    from wenming_docs.words.template.sandbox import _environment

    markups = []
    for _ in range(2):
        _environment.cache_clear()
        markups.append(render_template("a.j2", {"title": "方案", "tasks": ["甲", "乙"]}, (office,)))
    assert compiled == ["a.j2"]
    assert markups[0].text == markups[1].text
    assert markups[0].text.startswith("# ")


def test_what_a_template_costs_is_kept_with_it(shelf: Path, office: Path, compiled: list[str | None]) -> None:
    weights = [getattr(PlanEnvironment((office,)).get_template("a.j2"), "weight", None) for _ in range(2)]
    assert compiled == ["a.j2"]
    assert weights[0] is not None
    assert weights[0] == weights[1]


def test_an_edited_template_is_compiled_anew_and_takes_the_old_ones_place(
    shelf: Path, office: Path, compiled: list[str | None]
) -> None:
    PlanEnvironment((office,)).get_template("a.j2")
    state = (office / "a.j2").stat()
    (office / "a.j2").write_text(
        "# {{ title }}\n{% for task in tasks %}\n{{ task }}。\n{% endfor %}\n", "utf-8"
    )
    os.utime(office / "a.j2", ns=(state.st_atime_ns, state.st_mtime_ns))  # the same size and time
    template = PlanEnvironment((office,)).get_template("a.j2")
    assert compiled == ["a.j2", "a.j2"]
    assert template.filename == (office / "a.j2").as_posix()
    assert len(files(shelf)) == 1


def test_a_fault_is_told_at_the_same_line_from_kept_code(shelf: Path, office: Path) -> None:
    from wenming_docs.errors import InvalidInput
    from wenming_docs.words.template import render_template
    from wenming_docs.words.template.sandbox import _environment

    (office / "a.j2").write_text("# 题\n\n{{ nothing }}\n", "utf-8")
    told = []
    for _ in range(2):
        _environment.cache_clear()
        with pytest.raises(InvalidInput) as refused:
            render_template("a.j2", {}, (office,))
        told.append([(found.code, str(found.origin), found.message) for found in refused.value.findings])
    assert told[0] == told[1]
    assert len(files(shelf)) == 1


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut short": lambda data: data[:-9],
    "one bit turned": lambda data: data[:60] + bytes([data[60] ^ 1]) + data[61:],
    "something else": lambda data: b"PK\x03\x04" * 30,
    "longer": lambda data: data + b"\0",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_written_anew(shelf: Path, office: Path, compiled: list[str], damage: str) -> None:
    PlanEnvironment((office,)).get_template("a.j2")
    [file] = files(shelf)
    sound = file.read_bytes()
    file.write_bytes(DAMAGES[damage](sound))
    PlanEnvironment((office,)).get_template("a.j2")
    assert compiled == ["a.j2", "a.j2"]
    assert file.read_bytes() == sound


@posix
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_can_write_to_is_neither_read_nor_written(
    shelf: Path, office: Path, compiled: list[str], mode: int
) -> None:
    PlanEnvironment((office,)).get_template("a.j2")
    before = {file: file.stat().st_mtime_ns for file in files(shelf)}
    shelf.chmod(mode)
    PlanEnvironment((office,)).get_template("a.j2")
    assert compiled == ["a.j2", "a.j2"]
    assert {file: file.stat().st_mtime_ns for file in files(shelf)} == before


@posix
def test_a_file_that_others_can_write_to_is_written_anew(
    shelf: Path, office: Path, compiled: list[str | None]
) -> None:
    PlanEnvironment((office,)).get_template("a.j2")
    [file] = files(shelf)
    file.chmod(0o666)
    PlanEnvironment((office,)).get_template("a.j2")
    assert compiled == ["a.j2", "a.j2"]
    assert file.stat().st_mode & 0o777 == 0o600


@posix
def test_a_link_is_not_followed(shelf: Path, tmp_path: Path) -> None:
    keep("a", b"ours")
    elsewhere = tmp_path / "elsewhere"
    (shelf / "a.kept").rename(elsewhere)
    (shelf / "a.kept").symlink_to(elsewhere)
    assert kept("a") is None


@posix
def test_files_of_another_user_are_not_read(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep("a", b"theirs")
    monkeypatch.setattr(keeping.os, "geteuid", lambda: os.getuid() + 1)
    assert kept("a") is None


@posix
def test_nothing_is_made_in_another_users_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WENMING_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(keeping.os, "geteuid", lambda: os.getuid() + 1)
    keep("a", b"code")
    assert files(tmp_path) == []


@posix
def test_the_folder_is_made_for_its_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WENMING_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(keeping.sys, "platform", "linux")
    keep("a", b"code")
    assert kept("a") == b"code"
    assert (tmp_path / "wenming").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "wenming" / "a.kept").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("platform", "variable", "value", "folder"),
    [
        ("linux", "XDG_CACHE_HOME", "/c", "/c/wenming"),
        ("linux", "XDG_CACHE_HOME", "c", "/home/li/.cache/wenming"),
        ("linux", "XDG_CACHE_HOME", "", "/home/li/.cache/wenming"),
        ("darwin", "XDG_CACHE_HOME", "/c", "/home/li/Library/Caches/wenming"),
        ("win32", "LOCALAPPDATA", "/l", "/l/wenming"),
    ],
)
@posix
def test_each_system_has_its_place(
    monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, value: str, folder: str
) -> None:
    monkeypatch.delenv("WENMING_CACHE")
    monkeypatch.setenv("HOME", "/home/li")
    monkeypatch.setenv(variable, value)
    monkeypatch.setattr(keeping.sys, "platform", platform)
    assert cache_folder() == folder


def test_without_a_home_or_with_an_empty_name_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch, office: Path, compiled: list[str | None]
) -> None:
    monkeypatch.setenv("WENMING_CACHE", "")
    assert cache_folder() is None
    monkeypatch.delenv("WENMING_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(keeping.os.path, "expanduser", lambda path: path)  # as where nobody is at home
    monkeypatch.setattr(keeping.sys, "platform", "linux")
    assert cache_folder() is None
    for _ in range(2):
        PlanEnvironment((office,)).get_template("a.j2")
    assert compiled == ["a.j2", "a.j2"]


@posix
def test_a_working_folder_that_is_gone_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    monkeypatch.setenv("WENMING_CACHE", "kept")
    assert cache_folder() is None
    monkeypatch.chdir(tmp_path)


def test_a_folder_that_cannot_be_made_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("WENMING_CACHE", str(tmp_path / "file" / "below"))
    keep("a", b"code")
    assert kept("a") is None


def test_too_many_files_lose_their_older_half(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_FILES", 10)
    for number in range(11):
        keep(f"n{number}", b"code")
        os.utime(shelf / f"n{number}.kept", ns=(number, number))
    keep("last", b"code")
    assert kept("last") == b"code"
    assert kept("n10") == b"code"
    assert len(files(shelf)) <= 10
    assert kept("n0") is None


def test_the_doctor_tells_what_is_kept(shelf: Path) -> None:
    assert keeping.state(str(shelf)) == (0, 0)
    keep("a", b"code")
    assert keeping.state(str(shelf)) == (1, 36)


@posix
def test_the_doctor_tells_of_a_folder_that_is_not_trusted(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.mkdir()
    shelf.chmod(0o777)
    assert keeping.state(str(shelf)) == (None, 0)
    run(["doctor"])
    assert f"× 缓存文件夹：{shelf} 不只属于当前用户，没有用" in capsys.readouterr().out


def test_processes_side_by_side_write_whole_files(shelf: Path) -> None:
    program = (
        "import sys\nfrom wenming_docs.keeping import keep, kept\n"
        "for n in range(60):\n"
        "    keep('same', bytes([int(sys.argv[1])]) * 50_000)\n"
        "    data = kept('same')\n"
        "    assert data is None or len(set(data)) == 1 and len(data) == 50_000\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, str(n)]) for n in (1, 2, 3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert [file.name for file in files(shelf)] == ["same.kept"]


@pytest.mark.parametrize("content", [b"garbage", b"", b"i\x05\0\0\0", b"(\x02"])
def test_what_bears_our_seal_and_is_no_code_is_compiled_anew(
    shelf: Path, office: Path, compiled: list[str | None], content: bytes
) -> None:
    PlanEnvironment((office,)).get_template("a.j2")
    [file] = files(shelf)
    file.write_bytes(hashlib.sha256(content).digest() + content)
    PlanEnvironment((office,)).get_template("a.j2")
    assert compiled == ["a.j2", "a.j2"]


@posix
def test_a_pipe_on_the_shelf_is_not_waited_for(shelf: Path) -> None:
    keep("a", b"kept")
    (shelf / "a.kept").unlink()
    os.mkfifo(shelf / "a.kept", 0o600)
    assert kept("a") is None
    keep("a", b"again")
    assert kept("a") == b"again"
