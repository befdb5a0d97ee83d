"""What is kept between runs in the user's cache folder: only things that can be made again.

It may hold code, so it is read only from a folder and a file that belong to this user and that nobody
else can write to. Whatever is wrong with the folder or a file, the program goes on as if nothing were kept.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from contextlib import suppress

VARIABLE = "WENMING_CACHE"
"""Names the folder; set but empty, nothing is kept."""
MOST_FILES = 500
LARGEST_FILE = 4_000_000
_SUFFIX = ".kept"
_SEAL = hashlib.sha256().digest_size
_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_READING = os.O_RDONLY
for _flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):  # a pipe without a writer would keep us waiting
    _READING |= getattr(os, _flag, 0)
_WRITING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def cache_folder() -> str | None:
    """The folder, whether it exists or not; None if nothing is to be kept or nobody is at home."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        with suppress(OSError):  # a working folder that has been deleted has no path
            return os.path.abspath(named) if named else None
        return None
    base = _base()
    return os.path.join(base, "wenming") if os.path.isabs(base) else None


def _base() -> str:
    """Where programs of this system keep such things; not absolute if there is no home."""
    if sys.platform == "win32":
        return os.environ.get("LOCALAPPDATA") or os.path.expanduser(r"~\AppData\Local")
    if sys.platform == "darwin":
        return os.path.expanduser("~/Library/Caches")
    given = os.environ.get("XDG_CACHE_HOME", "")
    return given if os.path.isabs(given) else os.path.expanduser("~/.cache")


def kept(name: str) -> bytes | None:
    """What was kept under ``name`` (letters and digits), whole and unchanged; None for anything else."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        if not _is_ours_alone(os.stat(folder)):
            return None
        with open(os.open(os.path.join(folder, name + _SUFFIX), _READING), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) or not _is_ours_alone(status):
                return None
            data = file.read(LARGEST_FILE)
    except OSError:
        return None
    seal, content = data[:_SEAL], data[_SEAL:]
    return content if hashlib.sha256(content).digest() == seal else None


def keep(name: str, content: bytes) -> None:
    """Keep ``content`` under ``name`` for later runs, whole or not at all; silent if that cannot be."""
    folder = cache_folder()
    if folder is None or _SEAL + len(content) > LARGEST_FILE:
        return
    target = os.path.join(folder, name + _SUFFIX)
    draft = f"{target}.{os.getpid()}"
    with suppress(OSError):
        if not _make(folder):
            return
        try:
            with open(os.open(draft, _WRITING, 0o600), "wb") as file:
                file.write(hashlib.sha256(content).digest() + content)
            os.replace(draft, target)
        except OSError:
            os.unlink(draft)
        _clear_out(folder)


def state(folder: str) -> tuple[int | None, int]:
    """How many files are kept in a folder and their bytes; no number for one that cannot be trusted."""
    try:
        if not _is_ours_alone(os.stat(folder)):
            return None, 0
        sizes = [entry.stat().st_size for entry in os.scandir(folder) if entry.name.endswith(_SUFFIX)]
    except FileNotFoundError:
        return 0, 0
    except OSError:
        return None, 0
    return len(sizes), sum(sizes)


def _make(folder: str) -> bool:
    """Whether the folder is there and ours alone. It is not made in another user's home (``sudo``)."""
    if not os.path.isdir(folder):
        if VARIABLE not in os.environ and not _is_ours(os.stat(_nearest(folder))):
            return False
        os.makedirs(folder, 0o700, exist_ok=True)
    return _is_ours_alone(os.stat(folder))


def _nearest(folder: str) -> str:
    """The folder itself or the nearest one above it that exists."""
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    return folder


def _clear_out(folder: str) -> None:
    """Take away the older half of the files if there are too many, leavings of killed runs among them."""
    files = [entry for entry in os.scandir(folder) if _SUFFIX in entry.name]
    if len(files) > MOST_FILES:
        files.sort(key=lambda entry: entry.stat().st_mtime_ns)
        for entry in files[: len(files) // 2]:
            os.unlink(entry)


def _is_ours_alone(status: os.stat_result) -> bool:
    """Whether only this user can have written what ``status`` is of; Windows guards the folder itself."""
    return _is_ours(status) and (sys.platform == "win32" or not status.st_mode & _WRITABLE_BY_OTHERS)


def _is_ours(status: os.stat_result) -> bool:
    return sys.platform == "win32" or status.st_uid == os.geteuid()
