"""Taking times side by side: every round runs each contestant once, each round in another order."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parent.parent
_BETWEEN_WORDS = "\x1f"


class Failed(Exception):
    """A program that did not do its work, with the end of what it said."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What one run took: seconds by the clock, seconds of CPU, and the most memory in MB."""

    wall: float
    cpu: float
    memory: float


@dataclass(slots=True)
class Series:
    """The runs of one contestant; ``trouble`` says why its figures do not count."""

    samples: list[Sample] = field(default_factory=list)
    trouble: str = ""

    @property
    def counts(self) -> bool:
        """Whether there are figures to show."""
        return bool(self.samples) and not self.trouble

    @property
    def wall(self) -> float:
        """The median, in seconds."""
        return median(sample.wall for sample in self.samples)

    @property
    def least(self) -> float:
        """The fastest run, in seconds."""
        return min(sample.wall for sample in self.samples)

    @property
    def spread(self) -> float:
        """How far the middle half of the runs lies apart, as a share of the median."""
        if len(self.samples) < 3:
            return 0.0
        low, _, high = quantiles((sample.wall for sample in self.samples), n=4, method="inclusive")
        return (high - low) / self.wall

    @property
    def cpu(self) -> float:
        """The median of the CPU seconds."""
        return median(sample.cpu for sample in self.samples)

    @property
    def memory(self) -> float:
        """The median of the most memory, in MB."""
        return median(sample.memory for sample in self.samples)


Taken = dict[str, Series]
"""The runs of all contestants, by name."""


def environment(scratch: Path) -> dict[str, str]:
    """The environment of every contestant: this checkout first, bytecode and caches kept in ``scratch``."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return {**kept, "PYTHONPATH": paths, "PYTHONUTF8": "1", "WENMING_CACHE": str(scratch / "cache")}


def tail(log: Path) -> str:
    """The last lines of what a program said."""
    lines = log.read_text("utf-8", "replace").strip().splitlines() if log.exists() else []
    return " / ".join(line.strip() for line in lines[-6:])[-600:] if lines else "it said nothing"


class Starter:
    """The small process that starts the programs (see bench.starter)."""

    def __init__(self, scratch: Path) -> None:
        self.log = scratch / "log.txt"
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(Path(__file__).with_name("starter.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=environment(scratch),
        )

    def run(self, command: Sequence[str], watch: Callable[[int], None] = lambda process: None) -> Sample:
        """One start of a program, from start to end; ``watch`` gets its process id. May raise Failed."""
        program = shutil.which(command[0])
        if program is None:
            raise Failed(f"{command[0]} is not installed")
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(_BETWEEN_WORDS.join([str(self.log), program, *command[1:]]) + "\n")
        self.process.stdin.flush()
        watch(int(self.process.stdout.readline()))
        wall, cpu, memory, code = self.process.stdout.readline().split()
        if code != "0":
            raise Failed(f"exit {code}: {tail(self.log)}")
        divisor = 1024**2 if sys.platform == "darwin" else 1024  # macOS counts bytes
        return Sample(float(wall), float(cpu), float(memory) / divisor)

    def close(self) -> None:
        """Ends the process."""
        self.process.communicate()


class Worker:
    """A contestant in a process of its own: a line goes in, work is done, its figures come out."""

    def __init__(self, command: Sequence[str], scratch: Path, name: str) -> None:
        self.log = scratch / f"worker-{name}.txt"
        with self.log.open("wb") as errors:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                encoding="utf-8",
                env=environment(scratch),
                cwd=ROOT,
            )

    def run(self, *words: str) -> Sample:
        """One piece of work. May raise Failed."""
        assert self.process.stdin and self.process.stdout
        with suppress(BrokenPipeError):  # what it said before it died is in the log
            self.process.stdin.write("\t".join(words) + "\n")
            self.process.stdin.flush()
        figures = self.process.stdout.readline().split()
        if len(figures) != 3:
            raise Failed(f"the worker died: {tail(self.log)}")
        return Sample(*map(float, figures))

    def close(self) -> None:
        """Ends the process."""
        if self.process.stdin:
            with suppress(BrokenPipeError):
                self.process.stdin.close()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


def interleaved(rounds: int, runs: Mapping[str, Callable[[int], Sample]], *, warm_up: bool = True) -> Taken:
    """Runs all contestants ``rounds`` times in turn, first once without counting; each gets the
    number of the round. One that fails is not run again."""
    taken = {name: Series() for name in runs}
    names = list(runs)
    for number in range(0 if warm_up else 1, rounds + 1):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            series = taken[name]
            if series.trouble:
                continue
            try:
                sample = runs[name](number)
            except Failed as failure:
                series.trouble = str(failure)
            else:
                if number:
                    series.samples.append(sample)
    return taken
