"""Reading a facts file: regular files only, of bounded size, in words for whoever named it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from wenming_docs.facts.source.characters import visible
from wenming_docs.facts.source.codes import Collector
from wenming_docs.matching import lies_below
from wenming_docs.reads import note_absent, note_bytes

LARGEST = 16 * 1024 * 1024
"""Bytes of one file: a plan of 10,000 tasks has 4 MB, and reading takes ten times the room."""
_HEAD = (1, 1)


def display_name(path: Path) -> str:
    """How a file is called in findings: as it was named, on one line."""
    return visible(str(path)).encode("utf-8", "replace").decode("utf-8")


_OPENING = sum(
    getattr(os, name, 0) for name in ("O_RDONLY", "O_BINARY", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC")
)


def read_bytes(path: Path, found: Collector, home: Path | None = None) -> bytes | None:
    """The content of a regular file, or None with the reason in ``found``.

    What counts is what was opened, not what lay there when the name was judged: a pipe does not keep us
    waiting, and with ``home``, for a file that another file names, what was opened lies below it (S090).
    """
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISREG(mode):
            with open(os.open(path, _OPENING), "rb") as file:
                status = os.fstat(file.fileno())
                if home is not None and not _is_below(path, home, status):
                    found.error("S090", _HEAD, "经链接指到了文件夹外面，没有读", "把文件复制到这个文件夹里")
                    return None
                mode = status.st_mode
                data = file.read(LARGEST + 1) if stat.S_ISREG(mode) and status.st_size <= LARGEST else None
            if data is not None and len(data) <= LARGEST:
                note_bytes(path, data)
                return data
        if not stat.S_ISREG(mode):
            message = f"这是{_kind(mode)}，不是文件"
            found.error("S002", _HEAD, message, "写出 YAML 文件的名字，例如 plan.yaml")
            return None
    except (OSError, ValueError) as error:
        note_absent(path)
        found.error("S001", _HEAD, _reason(error), "检查文件名和所在的文件夹")
        return None
    limit = LARGEST // 1024 // 1024
    found.error("S003", _HEAD, f"文件超过 {limit} MB，不读", "把成果分到几个文件，用“包含”合起来")
    return None


def _is_below(path: Path, home: Path, opened: os.stat_result) -> bool:
    """Whether what was opened is the file that ``path`` means now, below ``home``."""
    return lies_below(path, home) and os.path.samestat(opened, os.stat(os.path.realpath(path)))


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "文件夹"
    return "管道或套接字" if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) else "设备"


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "找不到这个文件"
    if isinstance(error, PermissionError):
        return "没有读这个文件的权限"
    return "这个文件读不了，文件名或磁盘有问题"
