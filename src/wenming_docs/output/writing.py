"""Bytes into files: whole or not at all, never over what somebody has edited, and where not, why.

It is long because every refusal has its cause and its cure, and all of them serve that one promise.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from wenming_docs.errors import OutputRefused
from wenming_docs.output.locks import lock_names, remove_leftovers, temporary
from wenming_docs.output.names import name_key, numbered
from wenming_docs.records import dataclass

_PATIENCE = 2.0
"""Seconds to wait for a virus scanner or a closing Word to let go of the file."""
_MOST_COMPARED = 256 * 1024 * 1024
"""A file beyond this size was not written by us; reading it whole would only fill memory."""
_MOST_COPIES = 10_000
_LOOKS = 30
"""How often a file that changes under our hands is looked at again: other runs may write it too."""

OPEN_ELSEWHERE = "正在 Word/WPS 中打开，请关闭后再试"
READ_ONLY = "这个文件是只读的，去掉“只读”属性再试"
FOREIGN = "已被人改过，或不是 wenming 写的：用 --force 覆盖，或用 -o 换个位置"
_PULL = "先 wenming pull 把改动收回计划；或 "
_CURES = "--keep-both 另存一份；或 --force 覆盖"
EDITED = f"已被人改过，或不是 wenming 写的：{_PULL}{_CURES}"
"""Of a Word document, whose changes can be read back into the plan."""
_SAME_WORDS = "被另存过，或改过版式、页眉页脚；正文的文字没有变："
_EDITED_OTHERWISE = f"已被人改过，或不是 wenming 写的：{_CURES}"
_CHANGED_SINCE = "在读过以后又被改了，没有动它：再运行一次"
_RESTLESS = "正被别的程序改写，请稍后再试"


class Occupied(OutputRefused):
    """What stands there may not be replaced now, though the folder could be written into."""


class Edited(Occupied):
    """What stands there was edited by hand, or is nobody knows whose."""


@dataclass(frozen=True, slots=True)
class Replacing:
    """What may become of a document that stands where a new one is to go.

    ``is_ours`` says of its bytes that we wrote them and nobody has edited them since. With
    ``keep_both`` one that may not be replaced stays, and the new one goes beside it, under a name
    that is none of ``avoid`` (as ``name_key`` has them). ``edits`` counts the paragraphs
    of an edited one that no longer read as they were given out; ``None`` where nothing tells that.
    """

    is_ours: Callable[[bytes], bool]
    force: bool = False
    keep_both: bool = False
    avoid: frozenset[str] = frozenset()
    edits: Callable[[bytes], int | None] = lambda _old: None


def write_document(path: Path, data: bytes, replacing: Replacing) -> Path:
    """Where ``data`` stands now: ``path``, or a numbered name beside it; else :class:`OutputRefused`."""
    try:
        write_whole(path, data, force=replacing.force, is_ours=replacing.is_ours)
        return path
    except Occupied as refusal:
        if replacing.keep_both:
            return _write_beside(path, data, replacing.avoid)
        if isinstance(refusal, Edited):
            raise Edited(edited(_shown(path), _edits(path, replacing))) from refusal
        raise


def _edits(path: Path, replacing: Replacing) -> int | None:
    try:
        return replacing.edits(path.read_bytes()) if path.stat().st_size <= _MOST_COMPARED else None
    except OSError:
        return None


def edited(name: str, paragraphs: int | None = None) -> str:
    """That the document of this name was edited, and what can be done; it may lie behind an address.

    ``paragraphs`` counts those that read otherwise than before, as far as that is known.
    """
    if paragraphs is not None:
        changed = f"已被人改过（{paragraphs}段文字）：{_PULL}"
        return f"“{name}”{changed if paragraphs else _SAME_WORDS}{_CURES}"
    return f"“{name}”{EDITED if name.lower().endswith('.docx') else _EDITED_OTHERWISE}"


def _write_beside(path: Path, data: bytes, avoid: frozenset[str]) -> Path:
    """The first numbered name that is free, or that holds ``data`` already; nothing is replaced."""
    for number in range(2, _MOST_COPIES):
        beside = path.with_name(numbered(path.name, number))
        if name_key(beside.name) not in avoid:
            with suppress(Occupied):
                write_whole(beside, data, is_ours=lambda _old: False)
                return beside
    raise OutputRefused(f"“{_shown(path)}”旁边另存的份数太多了：删去不要的再试")


def write_over(path: Path, data: bytes, before: bytes) -> None:
    """``path`` holds ``data`` afterwards, if it still held ``before``; else :class:`OutputRefused`.

    For the user's own files: what was read is what is replaced, or nothing is.
    """
    try:
        write_single(path, data, is_ours=lambda old: old == before)
    except Edited as refusal:
        raise Edited(f"“{_shown(path)}”{_CHANGED_SINCE}") from refusal


def write_single(path: Path, data: bytes, *, force: bool = False, is_ours: Callable[[bytes], bool]) -> None:
    """As ``write_whole``, for what writes one file: what killed runs left beside it goes.

    Who writes many into a folder has it swept once (``remove_leftovers``): a sweep reads the whole folder.
    """
    remove_leftovers(path.parent)
    write_whole(path, data, force=force, is_ours=is_ours)


def write_whole(path: Path, data: bytes, *, force: bool = False, is_ours: Callable[[bytes], bool]) -> None:
    """``path`` holds ``data`` afterwards, or :class:`OutputRefused` and ``path`` is as it was.

    An existing file is replaced only when ``is_ours`` says that we wrote it and nobody has
    edited it since, or with ``force``. A file that already holds ``data`` is left alone.
    """
    try:
        for look in range(_LOOKS):
            if look:
                time.sleep(secrets.randbelow(10 * look + 1) / 1000)  # so that two runs do not keep step
            state = _state_of(path)
            if state is not None and _stands_already(path, state, data, force=force, is_ours=is_ours):
                return
            _refuse_if_open(path)
            if not os.path.isdir(path.parent):
                path.parent.mkdir(parents=True, exist_ok=True)
            if _replace(path, data, state, force=force):
                return
    except OSError as error:
        raise OutputRefused(f"写不了“{_shown(path)}”：{cause_of(error)}") from error
    except ValueError as error:  # a zero byte or a lone surrogate in the name
        raise OutputRefused(f"写不了“{_shown(path)}”：文件名里有不能用的字符") from error
    raise OutputRefused(f"写不了“{_shown(path)}”：{_RESTLESS}")


def try_folder(folder: Path) -> None:
    """Nothing happens if files can be written into ``folder``; else :class:`OutputRefused` says why not."""
    try:
        with temporary(folder):
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


def _state_of(path: Path) -> os.stat_result | None:
    """What stands there, a link not followed; None for nothing."""
    try:
        return os.lstat(path)
    except FileNotFoundError:
        return None


def _is_as_it_was(path: Path, state: os.stat_result | None) -> bool:
    """Whether nobody has written the file, put another in its place or removed it since."""
    now = _state_of(path)
    if now is None or state is None:
        return now is state
    return _identity(now) == _identity(state)


def _identity(state: os.stat_result) -> tuple[int, ...]:
    return state.st_dev, state.st_ino, state.st_mode, state.st_size, state.st_mtime_ns


def _stands_already(
    path: Path, state: os.stat_result, data: bytes, *, force: bool, is_ours: Callable[[bytes], bool]
) -> bool:
    """Whether ``path`` holds ``data`` already; raises when something else there may not be replaced."""
    if problem := _unfit(state.st_mode):
        raise OutputRefused(f"写不了“{_shown(path)}”：{problem}")
    old = path.read_bytes() if state.st_size <= _MOST_COMPARED else None
    if old == data:
        return True
    if not state.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):  # so Windows' attribute shows too
        raise Occupied(f"写不了“{_shown(path)}”：{READ_ONLY}")
    if not force and (old is None or not is_ours(old)):
        raise Edited(f"“{_shown(path)}”{FOREIGN}")
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
    for name in lock_names(path.name):
        if os.path.lexists(os.path.join(folder, name)):
            raise Occupied(f"“{_shown(path)}”{OPEN_ELSEWHERE}（若并没有打开，请删除同一文件夹里的“{name}”）")


def _replace(path: Path, data: bytes, state: os.stat_result | None, *, force: bool) -> bool:
    """Put ``data`` in place of ``path`` in one step; the temporary file never outlives the call.

    False where ``path`` is no more what was looked at: writing takes its time, and Word may save
    meanwhile. A replaced file keeps its permissions; a new one has those the user's umask gives.
    """
    for _ in range(3):
        with temporary(path.parent) as (temp, file):
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            if state is not None:
                with suppress(OSError):
                    os.chmod(temp, stat.S_IMODE(state.st_mode))
            if sys.platform == "win32":
                file.close()  # Windows renames no open file
            try:
                return _move(temp, path, state, force=force)
            except FileNotFoundError:
                continue  # another run took our closed file for an abandoned one
    raise OutputRefused(f"写不了“{_shown(path)}”：另一个程序正在清理这个文件夹，请稍后再试")


def _move(temp: str, path: Path, state: os.stat_result | None, *, force: bool) -> bool:
    deadline = time.monotonic() + _PATIENCE
    while force or _is_as_it_was(path, state):
        try:
            os.replace(temp, path)
            return True
        except PermissionError as error:
            if _belongs_to_another(path):
                raise
            if time.monotonic() >= deadline:
                # Where nothing stands it is the new file that somebody holds: another name is no cure.
                refusal = OutputRefused if state is None else Occupied
                raise refusal(f"“{_shown(path)}”{OPEN_ELSEWHERE}") from error
            time.sleep(0.1)
    return False


def _belongs_to_another(path: Path) -> bool:
    """Whether the folder lets only the owner of a file replace it, as /tmp does, and that is not us."""
    if sys.platform == "win32":
        return False
    folder, file = os.stat(path.parent), _state_of(path)
    return bool(folder.st_mode & stat.S_ISVTX) and file is not None and file.st_uid != os.geteuid()


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
_TOO_LONG = "路径太长：Windows 和 Word 最多认 259 个字，请换个短一些的文件夹或文件名"
_WINDOWS_CAUSES = {
    19: "这个位置是只读的",  # write-protected
    32: OPEN_ELSEWHERE,
    33: OPEN_ELSEWHERE,
    39: "磁盘已满",
    53: "网络上的文件夹连不上",
    59: "网络上的文件夹连不上",
    64: "网络上的文件夹连不上",
    67: "网络上的文件夹连不上",
    112: "磁盘已满",
    123: "文件名里有不能用的字符",
    206: _TOO_LONG,
    1224: OPEN_ELSEWHERE,  # mapped into memory by a program that shows it
    1295: "磁盘配额已满",
}


def cause_of(error: OSError, *, windows: bool = sys.platform == "win32") -> str:
    """The system's reason in Chinese, on one line. Windows calls a path that is too long “not found”."""
    if windows and error.errno == errno.ENOENT and _is_too_long(error.filename, error.filename2):
        return _TOO_LONG
    known = _WINDOWS_CAUSES.get(getattr(error, "winerror", None) or 0)
    return known or _CAUSES.get(error.errno or 0) or error.strerror or type(error).__name__


def _is_too_long(*names: object) -> bool:
    """Whether a path has more than the 247 characters that a folder may have there (a file: 259)."""
    return any(isinstance(name, str) and len(os.path.abspath(name)) > 247 for name in names)


def _shown(path: Path) -> str:
    """``path`` on one line, without control characters or bytes that no console can print."""
    text = str(path).encode("utf-8", "replace").decode("utf-8")
    return "".join(char if char.isprintable() or char == "\u3000" else "?" for char in text)
