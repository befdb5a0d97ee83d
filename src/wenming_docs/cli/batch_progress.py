"""How far a batch is: one line that is rewritten in a terminal, a line now and then in a pipe."""

from __future__ import annotations

import sys
import time
from collections import deque
from types import TracebackType

import click

from wenming_docs.cli.console import Screen, say
from wenming_docs.zh import display_width

_REDRAW = 0.1
"""Seconds between two drawings: a thousand small files must not flicker."""
_SILENCE, _SHARE, _LEAST = 10.0, 10, 1.0
"""A pipe gets a line when so many seconds, or a tenth of the files, have gone by; but none for one second."""
_FEW = 20
_WINDOW = 10.0
"""Seconds over which the speed is taken: what was skipped at the start says nothing of the rest."""


class Progress:
    """Counts the files of a run on stderr; a context that leaves no half line behind."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.failed = 0
        self._columns = Screen.of_stderr().columns
        self._started = self._told = time.monotonic()
        self._drawn = 0.0
        self._width = 0
        self._recent: deque[tuple[float, int]] = deque([(self._started, 0)])

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._wipe()

    def step(self, *, failed: int) -> None:
        """One more file is finished."""
        self.done, self.failed = self.done + 1, failed
        now = time.monotonic()
        self._recent.append((now, self.done))
        while len(self._recent) > 2 and (now - self._recent[0][0] > _WINDOW or len(self._recent) > 1_000):
            self._recent.popleft()
        if self._columns is None:
            self._tell_pipe(now)
        elif now - self._drawn >= _REDRAW:
            self._drawn = now
            self._draw(now)

    def _tell_pipe(self, now: float) -> None:
        before, percent = (self.done - 1) * _SHARE // self.total, self.done * _SHARE // self.total
        silent = now - self._told
        if (percent > before and self.total > _FEW and silent >= _LEAST) or silent >= _SILENCE:
            self._told = now
            say(self.line(now))

    def line(self, now: float) -> str:
        """``412/1000  25 份/秒  还要 23 秒  2 个有问题``; what a narrow window lacks room for is left out."""
        parts = [f"{self.done}/{self.total}"]
        if speed := self._speed(now):
            parts.append(f"{speed:.0f} 份/秒" if speed >= 10 else f"{speed:.1f} 份/秒")
            if left := self.total - self.done:
                parts.append(f"还要{_duration(left / speed)}")
        if self.failed:
            parts.insert(1, f"{self.failed} 个有问题")
        text = "  ".join(parts)
        while self._columns is not None and len(parts) > 1 and display_width(text) >= self._columns:
            parts.pop()
            text = "  ".join(parts)
        return text

    def _speed(self, now: float) -> float:
        """Files in a second, lately."""
        start, count = self._recent[0]
        return (self.done - count) / (now - start) if now > start else 0.0

    def _draw(self, now: float) -> None:
        text = self.line(now)
        width = display_width(text)
        _write("\r" + text + " " * max(self._width - width, 0))
        self._width = width

    def _wipe(self) -> None:
        if self._width:
            _write("\r" + " " * self._width + "\r")
            self._width = 0


def _duration(seconds: float) -> str:
    """`` 23 秒``, `` 4 分 10 秒``, `` 2 小时 5 分``."""
    whole = round(seconds)
    if whole < 60:
        return f" {max(whole, 1)} 秒"
    if whole < 3600:
        return f" {whole // 60} 分 {whole % 60} 秒"
    return f" {whole // 3600} 小时 {whole % 3600 // 60} 分"


def _write(text: str) -> None:
    click.echo(text, err=True, nl=False)
    sys.stderr.flush()
