"""Reading a facts file: regular files only, of bounded size, in words for whoever named it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from wenming_docs.facts.source.characters import visible
from wenming_docs.facts.source.codes import Collector
from wenming_docs.reads import note_absent, note_bytes

LARGEST = 64 * 1024 * 1024
_HEAD = (1, 1)


def display_name(path: Path) -> str:
    """How a file is called in findings: as it was named, on one line."""
    return visible(str(path)).encode("utf-8", "replace").decode("utf-8")


def read_bytes(path: Path, found: Collector) -> bytes | None:
    """The content of a regular file, or None with the reason in ``found``."""
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            found.error(
                "S002",
                _HEAD,
                f"这是{_kind(status.st_mode)}，不是文件",
                "写出 YAML 文件的名字，例如 plan.yaml",
            )
            return None
        if status.st_size <= LARGEST:
            with open(path, "rb") as file:
                data = file.read(LARGEST + 1)
            if len(data) <= LARGEST:
                note_bytes(path, data)
                return data
    except (OSError, ValueError) as error:
        note_absent(path)
        found.error("S001", _HEAD, _reason(error), "检查文件名和所在的文件夹")
        return None
    limit = LARGEST // 1024 // 1024
    found.error("S003", _HEAD, f"文件超过 {limit} MB，不读", "把成果分到几个文件，用“包含”合起来")
    return None


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
