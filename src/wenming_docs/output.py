"""The only room that writes files: whole or not at all, and never outside the folder it was given.

It is long because names, locks, refusals and causes all serve that one promise.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
import time
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from wenming_docs.errors import OutputRefused

if sys.platform != "win32":
    import fcntl

_TEMP_PREFIX = ".wenming-"
_TEMP_SUFFIX = ".tmp"
_PATIENCE = 2.0
"""Seconds to wait for a virus scanner or a closing Word to let go of the file."""
_MOST_COMPARED = 256 * 1024 * 1024
"""A file beyond this size was not written by us; reading it whole would only fill memory."""

OPEN_ELSEWHERE = "正在 Word/WPS 中打开，请关闭后再试"
EDITED = "已被人改过，或不是 wenming 写的：用 --force 覆盖，或用 -o 换个位置"


def write_whole(path: Path, data: bytes, *, force: bool = False, is_ours: Callable[[bytes], bool]) -> None:
    """``path`` holds ``data`` afterwards, or :class:`OutputRefused` and ``path`` is as it was.

    An existing file is replaced only when ``is_ours`` says that we wrote it and nobody has
    edited it since, or with ``force``. A file that already holds ``data`` is left alone.
    """
    try:
        mode = _mode_of(path)
        if mode is not None and _stands_already(path, mode, data, force=force, is_ours=is_ours):
            return
        _refuse_if_open(path)
        if not os.path.isdir(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data, mode)
    except OSError as error:
        raise OutputRefused(f"写不了“{_shown(path)}”：{cause_of(error)}") from error
    except ValueError as error:  # a zero byte or a lone surrogate in the name
        raise OutputRefused(f"写不了“{_shown(path)}”：文件名里有不能用的字符") from error


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


def try_folder(folder: Path) -> None:
    """Nothing happens if files can be written into ``folder``; else :class:`OutputRefused` says why not."""
    try:
        with _temporary(folder):
            return
    except OSError as error:
        raise OutputRefused(f"写不了“{_shown(folder)}”：{cause_of(error)}") from error


def lies_in(path: Path, folder: Path) -> bool:
    """Whether ``path``, links followed, is ``folder`` or below it."""
    real, place = os.path.realpath(path), os.path.realpath(folder)
    return real == place or real.startswith(place.rstrip(os.sep) + os.sep)


def refuse_outside(path: Path, folder: Path) -> None:
    """Nothing happens where a path below ``folder`` really lies there; a link that leads out is refused."""
    if not lies_in(path, folder):
        raise OutputRefused(f"写不了“{_shown(path)}”：这里的符号链接通到“{_shown(folder)}”外面，请换个位置")


def _mode_of(path: Path) -> int | None:
    """The mode of what stands there; None for nothing."""
    try:
        return os.lstat(path).st_mode
    except FileNotFoundError:
        return None


def _stands_already(
    path: Path, mode: int, data: bytes, *, force: bool, is_ours: Callable[[bytes], bool]
) -> bool:
    """Whether ``path`` holds ``data`` already; raises when something else there may not be replaced."""
    if problem := _unfit(mode):
        raise OutputRefused(f"写不了“{_shown(path)}”：{problem}")
    old = path.read_bytes() if path.stat().st_size <= _MOST_COMPARED else None
    if old == data:
        return True
    if not force and (old is None or not is_ours(old)):
        raise OutputRefused(f"“{_shown(path)}”{EDITED}")
    return False


def _unfit(mode: int) -> str:
    """Why what stands there can never be replaced by a document, or ``""``."""
    if stat.S_ISLNK(mode):
        return "这里是一个符号链接，请换个位置"
    if stat.S_ISDIR(mode):
        return "这里已有同名文件夹，请换个名字"
    return "" if stat.S_ISREG(mode) else "这里不是普通文件，请换个位置"


def _refuse_if_open(path: Path) -> None:
    """Word, WPS and LibreOffice leave a lock file beside a document while it is open."""
    folder = str(path.parent)
    for name in _lock_names(path.name):
        if os.path.lexists(os.path.join(folder, name)):
            raise OutputRefused(
                f"“{_shown(path)}”{OPEN_ELSEWHERE}（若并没有打开，请删除同一文件夹里的“{name}”）"
            )


def _lock_names(name: str) -> tuple[str, ...]:
    """Lock files of ``name``: Word drops the first one or two characters of stems over six."""
    dropped = min(max(len(Path(name).stem) - 6, 0), 2)
    return tuple(dict.fromkeys(("~$" + name, "~$" + name[dropped:], f".~lock.{name}#")))


def _replace(path: Path, data: bytes, mode: int | None) -> None:
    """Put ``data`` in place of ``path`` in one step; the temporary file never outlives the call.

    A replaced file keeps its permissions; a new one has those the user's umask gives.
    """
    for _ in range(3):
        with _temporary(path.parent) as (temp, file):
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            if mode is not None:
                with suppress(OSError):
                    os.chmod(temp, stat.S_IMODE(mode))
            if sys.platform == "win32":
                file.close()  # Windows renames no open file
            try:
                return _move(temp, path)
            except FileNotFoundError:
                continue  # another run took our closed file for an abandoned one
    raise OutputRefused(f"写不了“{_shown(path)}”：另一个程序正在清理这个文件夹，请稍后再试")


@contextmanager
def _temporary(folder: Path) -> Iterator[tuple[str, BinaryIO]]:
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


def _move(temp: str, path: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            return os.replace(temp, path)
        except PermissionError as error:
            if time.monotonic() >= deadline:
                raise OutputRefused(f"“{_shown(path)}”{OPEN_ELSEWHERE}") from error
            time.sleep(0.1)


_CAUSES = {
    errno.ENOSPC: "磁盘已满",
    errno.EFBIG: "超出了系统允许的文件大小",
    errno.EROFS: "这个位置是只读的",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.ENAMETOOLONG: "路径太长，请换个短一些的文件夹或文件名",
    errno.ENOTDIR: "上级不是文件夹",
    errno.EEXIST: "上级不是文件夹",
    errno.EISDIR: "这里已有同名文件夹，请换个名字",
    errno.ENOMEM: "内存不够",
    errno.EAGAIN: "进程或内存已到系统的上限",
    errno.ENOENT: "上级文件夹不存在",
    errno.ELOOP: "符号链接绕成了圈",
    errno.EINVAL: "文件名里有不能用的字符",
    errno.EIO: "磁盘读写出错",
}
if hasattr(errno, "EDQUOT"):
    _CAUSES[errno.EDQUOT] = "磁盘配额已满"
_WINDOWS_CAUSES = {32: OPEN_ELSEWHERE, 33: OPEN_ELSEWHERE, 112: "磁盘已满", 206: "路径太长"}


def cause_of(error: OSError) -> str:
    """The system's reason in Chinese, on one line."""
    windows = _WINDOWS_CAUSES.get(getattr(error, "winerror", None) or 0)
    return windows or _CAUSES.get(error.errno or 0) or error.strerror or type(error).__name__


def _shown(path: Path) -> str:
    """``path`` on one line, without control characters or bytes that no console can print."""
    text = str(path).encode("utf-8", "replace").decode("utf-8")
    return "".join(char if char.isprintable() or char == "\u3000" else "?" for char in text)


_FORBIDDEN = frozenset('\\/:*?"<>|')
_DEVICES = frozenset(
    ("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$")
    + tuple(f"{port}{digit}" for port in ("COM", "LPT") for digit in "0123456789¹²³")
)
_MOST_BYTES = 255
_UNPRINTABLE = frozenset(("Cc", "Cs", "Zl", "Zp"))
_BIDIRECTIONAL = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def safe_name(text: str, suffix: str = "") -> str:
    """A file name for ``text`` that every system accepts as one segment, ``suffix`` included.

    At most 255 bytes of UTF-8; never empty, hidden, a device of Windows, or taken for a lock
    file. A name that had to be cut ends in a checksum, so that two long names stay two.
    """
    kept = "".join("_" if _is_forbidden(char) else char for char in text).strip(" \u00a0\u3000")
    if not suffix:
        kept = kept.rstrip(". ")
    if not kept or kept[0] in ".~" or _is_device(kept):
        kept = "_" + kept
    room = _MOST_BYTES - len(suffix.encode())
    if len(kept.encode()) > room:
        mark = f"~{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}"
        kept = kept.encode()[: room - len(mark)].decode(errors="ignore") + mark
    return kept + suffix


def _is_forbidden(char: str) -> bool:
    """Windows' list, control characters, and marks that make a name read other than it is."""
    is_noncharacter = ord(char) & 0xFFFE == 0xFFFE
    return (
        char in _FORBIDDEN
        or char in _BIDIRECTIONAL
        or is_noncharacter
        or unicodedata.category(char) in _UNPRINTABLE
    )


def _is_device(name: str) -> bool:
    """Windows opens a device for ``CON``, ``con.txt`` and ``NUL .x`` alike."""
    return name.split(".", 1)[0].rstrip(" ").upper() in _DEVICES


def name_key(name: str) -> str:
    """Equal for two names that some file system takes for one (case, composed letters)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def plan_names(documents: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """One safe file name for each (stem, suffix), in order; a repeated one gets ``-2``, ``-3`` …

    The first keeps its plain name, so a document's name does not change when another is added
    behind it. Names that differ only in capitals count as repeated.
    """
    plain = {name_key(safe_name(stem, suffix)) for stem, suffix in documents}
    used: set[str] = set()
    names = []
    for stem, suffix in documents:
        name = safe_name(stem, suffix)
        number = 2
        while name_key(name) in used:
            candidate = safe_name(f"{stem}-{number}", suffix)
            name = name if name_key(candidate) in plain else candidate
            number += 1
        used.add(name_key(name))
        names.append(name)
    return tuple(names)


def plan_file_names(documents: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Like :func:`plan_names`, but one name for all formats of a document: numbered as .docx, so as .xlsx."""
    stems = list(dict.fromkeys(stem for stem, _ in documents))
    longest = max((suffix for _, suffix in documents), key=len, default="")
    names = dict(zip(stems, plan_names([(stem, longest) for stem in stems]), strict=True))
    return tuple(names[stem].removesuffix(longest) + suffix for stem, suffix in documents)
