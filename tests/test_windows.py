"""What Windows does otherwise, as far as it can be tried anywhere: causes, patterns, names.

``mypy --platform win32`` in CI sees every call that Windows has not; the rest runs there on GitHub.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wenming_docs.cli import inputs
from wenming_docs.cli.inputs import existing_file, existing_files
from wenming_docs.errors import WrongUse
from wenming_docs.output import OPEN_ELSEWHERE, cause_of, safe_name


class WindowsError32(OSError):
    """An OSError as Windows raises it; elsewhere ``winerror`` cannot be given."""

    def __init__(self, number: int, winerror: int, name: str = "文.docx") -> None:
        super().__init__(number, "in English", name)
        self.winerror = winerror


@pytest.mark.parametrize(
    ("number", "winerror", "cause"),
    [
        (errno.EACCES, 32, OPEN_ELSEWHERE),
        (errno.EACCES, 33, OPEN_ELSEWHERE),
        (errno.EINVAL, 1224, OPEN_ELSEWHERE),
        (errno.EACCES, 5, "没有写入权限"),
        (errno.EACCES, 19, "这个位置是只读的"),
        (errno.ENOSPC, 112, "磁盘已满"),
        (errno.EINVAL, 123, "文件名里有不能用的字符"),
        (errno.ENOENT, 53, "网络上的文件夹连不上"),
        (errno.ENOENT, 3, "上级文件夹不存在"),
    ],
)
def test_what_windows_refuses_is_said_in_chinese(number: int, winerror: int, cause: str) -> None:
    assert cause_of(WindowsError32(number, winerror), windows=True) == cause


@pytest.mark.parametrize("winerror", [2, 3, 206])
def test_a_path_that_is_too_long_is_not_called_missing(winerror: int) -> None:
    name = os.path.join(os.sep, *["云山市青石街道创建工作"] * 30, "实施方案.docx")
    told = cause_of(WindowsError32(errno.ENOENT, winerror, name), windows=True)
    assert told.startswith("路径太长") and "259" in told


def test_elsewhere_a_long_path_that_is_missing_is_missing() -> None:
    error = OSError(errno.ENOENT, "No such file", os.path.join(os.sep, *["长"] * 300))
    assert cause_of(error, windows=False) == "上级文件夹不存在"


@pytest.fixture
def cmd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of plans, where the shell hands ``*.yaml`` on as it was typed."""
    monkeypatch.setattr(inputs, "SHELL_EXPANDS", False)
    monkeypatch.chdir(tmp_path)
    for name in ("乙.yaml", "甲.yaml", "~$甲.yaml", "说明.txt", "[旧]甲.yaml"):
        (tmp_path / name).write_text("", encoding="utf-8")
    return tmp_path


def test_a_pattern_that_the_shell_left_alone_means_its_files(cmd: Path) -> None:
    assert existing_files(["?.yaml"]) == [Path("乙.yaml"), Path("甲.yaml")]
    assert [path.name for path in existing_files(["*.yaml"])] == ["[旧]甲.yaml", "乙.yaml", "甲.yaml"]


def test_a_file_whose_name_looks_like_a_pattern_is_itself(cmd: Path) -> None:
    assert existing_file("[旧]甲.yaml") == Path("[旧]甲.yaml")


def test_a_pattern_that_means_nothing_is_told(cmd: Path) -> None:
    with pytest.raises(WrongUse, match=r"没有符合“\*\.yml”的文件"):
        existing_files(["*.yml"])


def test_a_command_for_one_file_says_that_a_pattern_means_several(cmd: Path) -> None:
    assert existing_file("甲.*") == Path("甲.yaml")
    with pytest.raises(WrongUse, match=r"^符合“\?\.yaml”的有2个文件，这里只能写一个$"):
        existing_file("?.yaml")


@given(st.text(max_size=40), st.sampled_from(["", ".docx", ".xlsx"]))
@example("C:方案", ".docx")
@example("..\\..\\方案", ".docx")
@example("\\\\?\\C:\\方案", "")
@example("方案.yaml:流", ".docx")
@example("COM1", ".docx")
@example("方案 . .", "")
def test_a_name_of_ours_is_one_segment_on_windows_too(text: str, suffix: str) -> None:
    name = safe_name(text, suffix)
    path = PureWindowsPath(name)
    assert (path.drive, path.root, path.parts) == ("", "", (name,))
    assert name.rstrip(". ") == name
    assert name.split(".")[0].rstrip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}
