"""The measurements: each row runs its contestants in turn and says whether their documents read alike."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bench import checking
from bench.contestants import Contestant, Place, renders_folders, wenming_program
from bench.measure import Failed, Sample, Series, Starter, Taken, Worker, environment, interleaved
from bench.prepare import characters, difference, write_plans
from bench.watching import Watcher

ROUNDS = {"S": 15, "M": 9, "L": 5, "4L": 3, "batch": 2, "help": 21, "check": 7}
"""How many rounds count, unless told otherwise: more where a run is short."""
VARIANTS = {"S": 5, "M": 3, "L": 2, "4L": 1}
"""How many different plans a size has: a warm program must not live on what it kept of the last one."""
LARGE = ("limit", "wenming", "docxtpl")
"""Who goes through the largest size and serves as measure in the goals."""
FORBIDDEN = ("pydantic", "docx", "jinja2")
"""What ``--help`` must not import."""
_SLOW = {"pandoc": 10}
"""How many times fewer documents a contestant makes in a batch, since each is a process of its own."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to measure."""

    rows: tuple[str, ...]
    sizes: dict[str, int]
    documents: int
    lines: int
    rounds: int | None = None
    quick: bool = False

    def rounds_of(self, what: str) -> int:
        """How many rounds count."""
        return self.rounds or ROUNDS[what]


@dataclass(slots=True)
class Batch:
    """How many documents one batch made, and its memory in MB at the 100th and at the last."""

    documents: int
    early: float | None = None
    late: float | None = None


@dataclass(slots=True)
class Results:
    """All that was taken: by row ("cold S", "warm M", "batch", "help", "check cold"), then by contestant."""

    taken: dict[str, Taken] = field(default_factory=dict)
    characters: dict[str, int] = field(default_factory=dict)
    batches: dict[str, Batch] = field(default_factory=dict)
    imports: tuple[str, ...] = ()
    lines: int = 0
    clock: str = "wall"
    """Which seconds the ratios compare: "wall", or "cpu" on a machine that others use too."""

    def get(self, row: str, name: str) -> Series | None:
        """The runs of one contestant in one row, if they count."""
        series = self.taken.get(row, {}).get(name)
        return series if series and series.counts else None


@dataclass(slots=True)
class Bench:
    """One run of the bench."""

    place: Place
    choice: Choice
    contestants: dict[str, Contestant]
    starter: Starter
    results: Results = field(default_factory=Results)

    def _folders(self, size: str) -> list[Path]:
        folders = write_plans(self.place, size, VARIANTS[size], self.choice.sizes[size])
        self.results.characters[size] = characters(folders[0])
        return folders

    def _those_for(self, size: str) -> dict[str, Contestant]:
        return {name: one for name, one in self.contestants.items() if size != "4L" or name in LARGE}

    def _out(self, row: str, name: str, folder: Path) -> Path:
        out = self.place.scratch / "out" / f"{row}-{name}-{folder.name}.docx"
        out.parent.mkdir(exist_ok=True)
        return out

    def cold(self, size: str) -> None:
        """Start to file, each program as its user starts it."""
        folders = self._folders(size)

        def once(one: Contestant, number: int) -> Sample:
            folder = folders[number % len(folders)]
            out = self._out(f"cold {size}", one.name, folder)
            out.unlink(missing_ok=True)
            sample = self.starter.run(one.cold(folder, out))
            if not out.exists():
                raise Failed("nothing was written")
            return sample

        self._take("cold", size, {name: partial(once, one) for name, one in self._those_for(size).items()})

    def warm(self, size: str) -> None:
        """One document in a running process that holds its facts. Who can only be started anew has
        the figures of its cold start."""
        folders = self._folders(size)
        with ExitStack() as stack:

            def opened(one: Contestant) -> Worker:
                assert one.worker
                worker = Worker(one.worker, self.place.scratch, one.name)
                stack.callback(worker.close)
                return worker

            workers = {name: opened(one) for name, one in self._those_for(size).items() if one.worker}

            def once(name: str, number: int) -> Sample:
                folder = folders[number % len(folders)]
                return workers[name].run(str(folder), str(self._out(f"warm {size}", name, folder)))

            self._take("warm", size, {name: partial(once, name) for name in workers})
        for name, one in self.contestants.items():
            if one.worker is None and name in self.results.taken.get(f"cold {size}", {}):
                self.results.taken[f"warm {size}"][name] = self.results.taken[f"cold {size}"][name]

    def _take(self, kind: str, size: str, runs: dict[str, partial[Sample]]) -> None:
        row = f"{kind} {size}"
        taken = interleaved(self.choice.rounds_of(size), runs, warm_up=not self.choice.quick)
        for name, series in taken.items():
            for folder in self._folders(size):
                out = self._out(row, name, folder)
                if not series.trouble and out.exists() and (apart := difference(folder, out)):
                    series.trouble = f"reads differently: {apart}"
                out.unlink(missing_ok=True)
        self.results.taken[row] = taken

    def batch(self) -> None:
        """Many typical plans, read and written: documents for each CPU-second of the whole process tree."""
        folders = write_plans(self.place, "batch", self.choice.documents, self.choice.sizes["S"])
        runs = {name: partial(self._listed, one, folders) for name, one in self.contestants.items()}
        if "wenming" in runs and renders_folders():
            runs["wenming"] = partial(self._rendered, 1, folders)
            if not self.choice.quick:
                runs["wenming x2"] = partial(self._rendered, 2, folders)
        rounds = self.choice.rounds_of("batch")
        self.results.taken["batch"] = interleaved(rounds, runs, warm_up=False)

    def _listed(self, one: Contestant, folders: list[Path], number: int) -> Sample:
        """A contestant that goes through a list."""
        folders = folders[: max(2, len(folders) // _SLOW.get(one.name, 1))]
        out = self._empty(one.name)
        pairs = [(folder, out / f"{folder.name}.docx") for folder in folders]
        listed = self.place.scratch / f"list-{one.name}.txt"
        listed.write_text("".join(f"{folder}\t{file}\n" for folder, file in pairs), encoding="utf-8")
        return self._batch(one.name, one.listed(listed), out, pairs)

    def _rendered(self, jobs: int, folders: list[Path], number: int) -> Sample:
        """``wenming render FOLDER --jobs N``: each plan's documents stand in a folder of its name."""
        name = "wenming" if jobs == 1 else f"wenming x{jobs}"
        out = self._empty(name)
        command = [*wenming_program(), "render", str(folders[0].parent), "--jobs", str(jobs), "-o", str(out)]
        pairs = [(folder, out / folder.name) for folder in folders]
        return self._batch(name, command, out, pairs)

    def _batch(self, name: str, command: list[str], out: Path, pairs: Iterable[tuple[Path, Path]]) -> Sample:
        watcher = Watcher(out)
        try:
            sample = self.starter.run(command, watcher.start)
        finally:
            watcher.stop()
        pairs = list(pairs)
        for folder, file in pairs:
            if apart := difference(folder, next(file.glob("*.docx"), file) if file.is_dir() else file):
                raise Failed(f"reads differently: {folder.name}: {apart}")
        batch = Batch(len(pairs), watcher.memory_at(min(100, len(pairs) // 2)), watcher.memory_at_end())
        self.results.batches[name] = batch
        shutil.rmtree(out)
        return sample

    def _empty(self, name: str) -> Path:
        out = self.place.scratch / "batches" / name.replace(" ", "-")
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        return out

    def help(self) -> None:
        """The first help page beside an empty Python, and what it imports."""
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "--help": [*wenming_program(), "--help"],
        }
        runs = {name: partial(self._started, command) for name, command in commands.items()}
        self.results.taken["help"] = interleaved(
            self.choice.rounds_of("help"), runs, warm_up=not self.choice.quick
        )
        told = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "wenming_docs", "--help"],
            env=environment(self.place.scratch),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        ).stderr
        names = {line.rpartition("|")[2].strip().partition(".")[0] for line in told.splitlines()}
        self.results.imports = tuple(sorted(name for name in names if name in FORBIDDEN))

    def _started(self, command: list[str], number: int) -> Sample:
        return self.starter.run(command)

    def check(self) -> None:
        """``check`` of a long plan beside composing its YAML."""
        rounds = self.choice.rounds_of("check")
        folders = [self.place.scratch / "check" / str(number) for number in range(2)]
        for number, folder in enumerate(folders):
            _, self.results.lines = checking.write_plan(self.choice.lines, folder, seed=9704 + number)
        warm_up = not self.choice.quick
        self.results.taken["check cold"] = checking.cold(self.starter, folders, rounds, warm_up=warm_up)
        self.results.taken["check warm"] = checking.warm(self.place, folders, rounds, warm_up=warm_up)
