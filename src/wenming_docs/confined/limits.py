"""The bounds that a child process sets itself, before a foreign template begins.

Facts are no concern of theirs: time counts from the first template on, memory from what the facts took, so
that a plan of 5,000 tasks gets its documents (a second, 170 MB). Each rendering has its own allowance of
processor time, which what is made of its text shares.

Where the system has timers of processor time (Linux, macOS), a signal raises the fault in the template's
very line, and if that does not help, the system ends the process. On Windows a thread does both. Memory is
bounded on Linux here, on Windows by a job object (windows.py); macOS does not keep such a bound, there the
counted allowance and the time stand alone.
"""

from __future__ import annotations

import _thread
import math
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from types import FrameType

from wenming_docs.records import dataclass
from wenming_docs.words.template.faults import OUT_OF_TIME, TemplateFault

MB = 1024 * 1024
GRACE = 2.0
"""Seconds of processor time after the signal: then whatever does not listen is ended."""
PATIENCE = 6
"""So many times the allowance may pass on the clock: a busy machine gives a process part of a processor."""
OUT_OF_TIME_EXIT = 94
"""The exit code of a child that ends itself, where the system does not."""
_TICK = 0.1


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` of processor time for each rendering; ``memory`` in bytes, or ``above`` what facts took."""

    seconds: float = 10.0
    memory: int = 512 * MB
    above: int = 384 * MB
    answer: int = 256 * MB
    """Bytes of finished documents and findings that the child may send back."""
    ticking: bool = sys.platform == "win32"
    """Whether a thread looks at the time, where the system has no timers of processor time."""


def out_of_time(seconds: float) -> TemplateFault:
    """The fault of a template that takes longer than ``seconds``."""
    return TemplateFault(
        OUT_OF_TIME,
        f"用这个模板排了{seconds:.0f}秒还没有完，已停止",
        "检查循环、宏和引入，看有没有重复；外来的模板限时运行",
    )


class Bounds:
    """The bounds of one piece of work, from :meth:`begin` to :meth:`end`."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.bounded = False
        self._clock = _Ticker(self) if limits.ticking else _Timers(self)

    def renew(self) -> None:
        """A rendering begins, with all its time before it."""
        if not self.bounded:
            self.bounded = True
            _limit_memory(max(self.limits.memory, _mapped() + self.limits.above))
        self._clock.start(self.limits.seconds)

    def end(self) -> None:
        """No bounds any more."""
        self._clock.stop()
        _limit_memory(None)

    def strike(self) -> None:
        """Time is over."""
        raise out_of_time(self.limits.seconds)


if sys.platform != "win32":
    import resource

    class _Timers:
        """A signal when the processor time is over; the end of the process soon after."""

        def __init__(self, bounds: Bounds) -> None:
            self.bounds = bounds
            self.running = False

        def start(self, seconds: float) -> None:
            self.running = True
            signal.signal(signal.SIGPROF, self._hear)
            signal.signal(signal.SIGXCPU, signal.SIG_DFL)
            end = math.ceil(process_time() + seconds + GRACE)
            _limit(resource.RLIMIT_CPU, end)
            signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)

        def stop(self) -> None:
            self.running = False
            signal.setitimer(signal.ITIMER_PROF, 0)
            _limit(resource.RLIMIT_CPU, None)

        def _hear(self, _signal: int, _frame: FrameType | None) -> None:
            if self.running:
                self.bounds.strike()

    def _limit(what: int, value: int | None) -> None:
        """The soft bound alone: it is taken back when the work is done."""
        _, hard = resource.getrlimit(what)
        if value is None or hard != resource.RLIM_INFINITY and value > hard:
            value = hard
        resource.setrlimit(what, (value, hard))

    def _limit_memory(value: int | None) -> None:
        if sys.platform == "linux":
            _limit(resource.RLIMIT_AS, value)

    def without_core() -> None:
        """A child that is ended leaves no picture of its memory behind."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

else:  # pragma: no cover

    def _limit_memory(value: int | None) -> None:
        """The job object of windows.py does it."""

    def without_core() -> None:
        """Windows leaves none."""


class _Ticker:
    """The same by a thread that looks at the processor time: it interrupts, then ends the process."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.end = math.inf
        self.left = threading.Event()
        self.thread: threading.Thread | None = None

    def start(self, seconds: float) -> None:
        self.end = process_time() + seconds
        if self.thread is None:
            signal.signal(signal.SIGTERM, self._hear)
            self.thread = threading.Thread(target=self._tick, daemon=True)
            self.thread.start()

    def stop(self) -> None:
        self.end = math.inf
        self.left.set()
        if self.thread is not None:
            self.thread.join()

    def _tick(self) -> None:
        while not self.left.wait(_TICK):
            late = process_time() - self.end
            if late > GRACE:
                os._exit(OUT_OF_TIME_EXIT)
            if late > 0:
                _thread.interrupt_main(signal.SIGTERM)

    def _hear(self, _signal: int, _frame: FrameType | None) -> None:
        if self.end != math.inf:
            self.bounds.strike()


if sys.platform == "win32":
    _Timers = _Ticker


def _mapped() -> int:
    """Bytes of address space in use, where the system tells; else 0."""
    if sys.platform == "win32":
        return 0
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def found_in(name: str, folders: Sequence[Path]) -> str:
    """The file of the office's template ``name``, else its first folder; "" where it has none."""
    for folder in folders:
        if os.path.isfile(folder / name):  # False, too, where it may not be looked at
            return (folder / name).as_posix()
    return folders[0].as_posix() if folders else ""
