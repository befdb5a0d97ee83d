"""One command in a process of its own, so that a crash, a hang or a memory that runs full is seen.

On POSIX the child is forked from a parent that has everything imported, which costs milliseconds;
elsewhere Python is started anew. An audit hook tells what the child touches outside its folder.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

CPU_SECONDS = 10
WALL_SECONDS = 60.0
"""A busy machine is no fault of ours: what counts is processor time; this ends what waits for ever."""
MEMORY = 1_500_000_000
_SOURCE = str(Path(__file__).parents[2] / "src")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = frozenset(
    ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod", "os.truncate")
)
_NETWORK = frozenset(("socket.connect", "socket.bind", "socket.getaddrinfo", "urllib.Request"))


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended (code None: by a signal or by our clock), what it said, what it touched."""

    code: int | None
    signal: int
    seconds: float
    out: bytes
    err: bytes
    touched: tuple[str, ...] = ()
    after: str = ""


def run(arguments: Sequence[str], folder: Path, after: Callable[[], str] | None = None) -> Ended:
    """``wenming`` with ``arguments`` inside ``folder``/工作; ``after`` runs in the same child behind it.

    Beside 工作 the folder gets 家 (home), 临时 (for temporary files) and what the child said.
    """
    if not hasattr(os, "fork"):
        return _started(arguments, folder)
    pid = os.fork()
    if pid == 0:
        _be_the_child(arguments, folder, after)
    status, seconds = _awaited(pid)
    ended = os.WIFSIGNALED(status)
    return Ended(
        None if ended else os.WEXITSTATUS(status),
        os.WTERMSIG(status) if ended else 0,
        seconds,
        (folder / "out").read_bytes(),
        (folder / "err").read_bytes(),
        tuple(_lines(folder / "touched")),
        "\n".join(_lines(folder / "after")),
    )


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []


def _awaited(pid: int) -> tuple[int, float]:
    """The status of the child and its processor seconds; its whole group is gone afterwards."""
    deadline, pause = time.monotonic() + WALL_SECONDS, 0.002
    while True:
        done, status, usage = os.wait4(pid, os.WNOHANG)
        if done:
            break
        if time.monotonic() > deadline:
            os.killpg(pid, signal.SIGKILL)
            _, status, usage = os.wait4(pid, 0)
            break
        time.sleep(pause)
        pause = min(pause * 1.3, 0.05)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)  # what it started and left behind
    return status, usage.ru_utime + usage.ru_stime


def _be_the_child(arguments: Sequence[str], folder: Path, after: Callable[[], str] | None) -> None:
    """Never returns."""
    code = 70
    try:
        _settle_in(folder)
        from wenming_docs.cli.entry import main

        code = _code_of(main, list(arguments))
        sys.stdout.flush()
        sys.stderr.flush()
        if after is not None:
            (folder / "after").write_text(after(), encoding="utf-8", errors="replace")
    except BaseException:  # the parent reads of it
        import traceback

        traceback.print_exc()
        code = 70
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)


def _code_of(main: Callable[[Sequence[str]], int], arguments: Sequence[str]) -> int:
    try:
        return main(arguments)
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else int(error.code is not None)


def size_of_this_process() -> int:
    """Bytes of address space in use: a child begins with all that the tests before it have brought in."""
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
        return pages * os.sysconf("SC_PAGESIZE")
    except OSError:
        return 0


def _settle_in(folder: Path) -> None:
    """Own group, limits, streams, home and working folder."""
    import resource
    import tempfile

    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 2))
    room = size_of_this_process() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, name in ((1, "out"), (2, "err")):
        target = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(target, number)
        os.close(target)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    os.environ.update(HOME=str(folder / "家"), TMPDIR=str(folder / "临时"), WENMING_CACHE="", NO_COLOR="1")
    os.environ.pop("XDG_CACHE_HOME", None)
    tempfile.tempdir = None
    os.chdir(folder / "工作")
    _listen(folder)


def _listen(folder: Path) -> None:
    """From now on what is written, removed or reached outside the folder is noted down."""
    notes = os.open(folder / "touched", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    inside = os.path.realpath(folder)
    secret = os.path.join(inside, "外头")

    def note(text: str) -> None:
        os.write(notes, (text.replace("\n", " ") + "\n").encode("utf-8", "replace"))

    def hear(event: str, given: tuple[object, ...]) -> None:
        if event == "open":
            _hear_open(given)
        elif event in _CHANGES:
            for path in given[:2]:
                if isinstance(path, str | bytes) and not _lies_in(path, inside):
                    note(f"{event} {os.fsdecode(path)}")
        elif event in _NETWORK:
            note(f"{event} {given[1:]!r}")
        elif event == "os.system":
            note(f"{event} {given!r}")

    def _hear_open(given: tuple[object, ...]) -> None:
        path, _, flags = given[:3]
        if not isinstance(path, str | bytes):
            return
        if isinstance(flags, int) and flags & _WRITING and os.fsdecode(path) != os.devnull:
            if not _lies_in(path, inside):
                note(f"write {os.fsdecode(path)}")
        elif _lies_in(path, secret):
            note(f"read {os.fsdecode(path)}")

    sys.addaudithook(hear)


def _lies_in(path: str | bytes, folder: str) -> bool:
    try:
        return os.path.realpath(os.fsdecode(path)).startswith(folder)
    except (OSError, ValueError):
        return True  # no such path can be opened at all


def _started(arguments: Sequence[str], folder: Path) -> Ended:
    """The same where processes cannot be forked: slower, and without limits but for the time."""
    begun = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": _SOURCE, "WENMING_CACHE": "", "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "wenming_docs", *arguments],
            cwd=folder / "工作",
            env={**environment, "TMP": str(folder / "临时"), "TEMP": str(folder / "临时")},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        return Ended(None, 0, WALL_SECONDS, late.stdout or b"", late.stderr or b"")
    code = done.returncode if 0 <= done.returncode < 256 else None
    return Ended(code, 0, time.monotonic() - begun, done.stdout, done.stderr)
