"""How a batch's memory grows: the size of its whole process tree beside the documents it has written."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_EVERY = 0.05
"""Seconds between two looks."""


@dataclass(slots=True)
class Watcher:
    """Looks at the processes below one, while ``out`` fills; only where the kernel has /proc."""

    out: Path
    seen: list[tuple[int, float]] = field(default_factory=list)
    _thread: threading.Thread | None = None
    _ended: threading.Event = field(default_factory=threading.Event)

    def start(self, process: int) -> None:
        """Begins to look."""
        self._thread = threading.Thread(target=self._look, args=(process,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends looking."""
        self._ended.set()
        if self._thread:
            self._thread.join()

    def memory_at(self, documents: int) -> float | None:
        """MB when so many documents were first seen; None if they never were."""
        return next((memory for count, memory in self.seen if count >= documents and memory), None)

    def memory_at_end(self) -> float | None:
        """MB at the last look at which most documents were there."""
        most = max((count for count, memory in self.seen if memory), default=0)
        return max((memory for count, memory in self.seen if count >= most * 0.97 and memory), default=None)

    def _look(self, process: int) -> None:
        while not self._ended.wait(_EVERY):
            if memory := sum(map(_megabytes, _tree(process))):
                self.seen.append((written(self.out), memory))


def written(out: Path) -> int:
    """How many entries there are in ``out``, hidden ones left out: one for each document."""
    try:
        return sum(not name.startswith(".") for name in os.listdir(out))
    except OSError:
        return 0


def _tree(process: int) -> Iterator[int]:
    """A process and all below it."""
    yield process
    try:
        for task in os.listdir(f"/proc/{process}/task"):
            children = Path(f"/proc/{process}/task/{task}/children").read_text(encoding="ascii")
            for child in children.split():
                yield from _tree(int(child))
    except OSError:
        return


def _megabytes(process: int) -> float:
    """The resident memory of one process; 0 if it has ended."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2
