"""Taking times side by side: every round runs each contestant once, in turn."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent


@dataclass(slots=True)
class Series:
    """What one contestant took, round by round: seconds, and the most memory in MB."""

    seconds: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    @property
    def typical(self) -> float:
        """The median, in seconds."""
        return median(self.seconds)


def environment() -> dict[str, str]:
    """The environment of every contestant: this checkout first, bytecode kept."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]), "PYTHONUTF8": "1"}


def megabytes(usage: resource.struct_rusage) -> float:
    """The most memory a process has held, in MB; macOS counts bytes, Linux kilobytes."""
    return usage.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def cold_once(command: Sequence[str], log: Path) -> tuple[float, float]:
    """One start of a program: (seconds to its end, most memory in MB)."""
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=output, env=environment())
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(
            f"{command}: exit {process.returncode}\n{log.read_text('utf-8', 'replace')[-2000:]}"
        )
    return seconds, megabytes(usage)


class WarmWorker:
    """A contestant in a process of its own that has loaded its facts and makes one file a call."""

    def __init__(self, contestant: str, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.worker", contestant, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(),
            cwd=ROOT,
        )

    def once(self) -> tuple[float, float]:
        """One document: (seconds, most memory of the process so far in MB)."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        seconds, memory = self.process.stdout.readline().split()
        return float(seconds), float(memory)

    def close(self) -> None:
        """Ends the process."""
        self.process.communicate()


def interleaved(rounds: int, runs: Mapping[str, Callable[[], tuple[float, float]]]) -> dict[str, Series]:
    """Runs all contestants ``rounds`` times in turn, after one round that does not count."""
    taken = {name: Series() for name in runs}
    for number in range(rounds + 1):
        for name, run in runs.items():
            seconds, memory = run()
            if number:
                taken[name].seconds.append(seconds)
                taken[name].memory.append(memory)
    return taken
