"""Temporary files that say whose they are, and the lock files that other programs leave beside a document."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

if sys.platform != "win32":
    import fcntl

_TEMP_PREFIX = ".wenming-"
_TEMP_SUFFIX = ".tmp"


def remove_leftovers(folder: Path) -> None:
    """Temporary files that killed runs left in ``folder`` are gone; those of live runs stay.

    Call it once per folder before writing. A live run holds a lock on its file (POSIX) or
    has it open (Windows), so neither age nor process numbers have to be guessed.
    """
    try:
        names = [entry.name for entry in os.scandir(folder) if _is_temp(entry.name)]
    except (OSError, ValueError):
        return
    for name in names:
        with suppress(OSError):
            _remove_if_abandoned(folder / name)


def lock_names(name: str) -> tuple[str, ...]:
    """Lock files of ``name``: Word drops the first one or two characters of stems over six."""
    dropped = min(max(len(Path(name).stem) - 6, 0), 2)
    return tuple(dict.fromkeys(("~$" + name, "~$" + name[dropped:], f".~lock.{name}#")))


@contextmanager
def temporary(folder: Path) -> Iterator[tuple[str, BinaryIO]]:
    """A new locked file in ``folder``, gone at the end unless it was moved away."""
    while True:
        temp = os.path.join(folder, f"{_TEMP_PREFIX}{secrets.token_hex(6)}{_TEMP_SUFFIX}")
        file = open(temp, "xb")  # noqa: SIM115 (closed below; Windows must close it before the move)
        try:
            if not _lock(file, without_locks=True) or not os.path.exists(temp):
                continue  # another run took it for an abandoned one before it was locked
            yield temp, file
            return
        finally:
            # A full disk is reported once, by write or fsync: closing must not raise it again.
            with suppress(OSError):
                file.close()
            with suppress(OSError):
                os.unlink(temp)


def _lock(file: BinaryIO, *, without_locks: bool) -> bool:
    """Whether ``file`` is locked as ours; ``without_locks`` where the file system knows none."""
    if sys.platform != "win32":
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            return False
        except OSError:
            return without_locks
    return without_locks


def _is_temp(name: str) -> bool:
    return name.startswith(_TEMP_PREFIX) and name.endswith(_TEMP_SUFFIX)


def _remove_if_abandoned(temp: Path) -> None:
    """Windows refuses to delete an open file by itself; elsewhere the lock says who lives."""
    if sys.platform != "win32":
        with open(os.open(temp, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            if not _lock(file, without_locks=False):
                return
            temp.unlink()
    else:
        temp.unlink()
