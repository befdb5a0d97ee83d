"""One run at a time in a folder of documents; shards of one run may share it.

The lock is the system's, on an open file: a killed run lets go of it without anybody's help.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from wenming_docs.batch.manifest import FOLDER, NAME
from wenming_docs.errors import OutputRefused
from wenming_docs.output import cause_of, refuse_outside

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def locked(out: Path, name: str = NAME) -> Iterator[None]:
    """The folder is ours meanwhile; OutputRefused where another run works in it, or a link leads out of it.

    A shard shares the folder with other shards, not with a run of the whole.
    """
    refuse_outside(out / FOLDER, out)
    with ExitStack() as stack:
        if name != NAME:
            stack.enter_context(_held(out, NAME, shared=True))
        stack.enter_context(_held(out, name, shared=False))
        yield


@contextmanager
def _held(out: Path, name: str, *, shared: bool) -> Iterator[None]:
    path = out / FOLDER / f"{name}.lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise OutputRefused(f"写不了“{out}”：{cause_of(error)}") from error
    try:
        if not _taken(descriptor, shared=shared):
            raise OutputRefused(f"另一个 wenming 正在往“{out}”里成批生成：等它做完，或用 -o 换个文件夹")
        yield
    finally:
        with suppress(OSError):
            os.close(descriptor)


def _taken(descriptor: int, *, shared: bool) -> bool:
    """Whether the lock is ours; a file system that knows no locks gives it to everybody."""
    try:
        if sys.platform == "win32":
            if not shared:  # Windows has no shared one here: shards then trust each other
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True
