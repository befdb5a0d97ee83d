"""Trials by number: laid down, run, judged, counted."""

from __future__ import annotations

import gc
import io
import multiprocessing
import os
import pkgutil
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path

from tests.fuzz.afterwards import look
from tests.fuzz.child import Ended, run
from tests.fuzz.hostile import PLACES
from tests.fuzz.judge import errors_placed, faults
from tests.fuzz.projects import contents, lay, lay_odd_places, projects
from tests.fuzz.trials import WEIGHTS, Trial, make

SEED = 9704
_CHART = "package -> /word/embeddings/chart"
_EVERY = 50
"""Of so many trials that wrote a document, the documents of one go through the validator."""
_ODD = [place.encode("utf-8", "surrogatepass") for place in PLACES[:13]]


@dataclass(frozen=True, slots=True)
class Result:
    """One trial: what was run, how it ended, what was wrong with that."""

    index: int
    command: str
    arguments: tuple[str, ...]
    target: str
    code: int | None
    seconds: float
    faults: tuple[str, ...]
    placed: tuple[tuple[str, bool], ...] = ()
    out: bytes = b""
    err: bytes = b""
    wrote: bool = False


@dataclass(slots=True)
class Tally:
    """What a whole run has shown."""

    codes: Counter[tuple[str, int | None]] = field(default_factory=Counter)
    placed: Counter[bool] = field(default_factory=Counter)
    unplaced: Counter[str] = field(default_factory=Counter)
    slowest: list[Result] = field(default_factory=list)
    faulty: list[Result] = field(default_factory=list)

    def add(self, result: Result) -> None:
        self.codes[result.command, result.code] += 1
        for code, has_line in result.placed:
            self.placed[has_line] += 1
            if not has_line:
                self.unplaced[code or "没有一条"] += 1
        self.slowest = sorted([*self.slowest, result], key=lambda each: -each.seconds)[:5]
        if result.faults:
            self.faulty.append(result)

    @property
    def share_placed(self) -> float:
        """Of the errors told of mutants of YAML, how many name their line."""
        return self.placed[True] / max(1, self.placed.total())


def trial_of(seed: int, index: int, only: str = "") -> Trial:
    """The trial of this number: the same for the same seed, whatever ran before."""
    chance = random.Random(f"{seed}:{index}")
    command = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    return make(only or command, chance)


def tried(seed: int, index: int, only: str = "", keep: Path | None = None) -> Result:
    """One trial from its number to its judgement; with ``keep`` the files of a faulty one stay there."""
    trial = trial_of(seed, index, only)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        folder = Path(name)
        ended, broken, wrote = executed(trial, folder)
        if wrote and index % _EVERY == 0:
            broken += _validated(folder / "工作" / "输出")
        if broken and keep is not None:
            kept = keep / f"{trial.command}-{seed}-{index}"
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(folder, kept, symlinks=True, ignore=_no_pipes)
    placed = tuple(errors_placed(trial, ended))
    said = (ended.out, ended.err) if broken else (b"", b"")
    about = (index, trial.command, trial.arguments, trial.target)
    return Result(*about, ended.code, ended.seconds, tuple(broken), placed, *said, wrote)


def _no_pipes(folder: str, names: list[str]) -> list[str]:
    """What cannot be copied."""
    return [
        name for name in names if not os.path.isfile(p := os.path.join(folder, name)) and not os.path.isdir(p)
    ]


def executed(trial: Trial, folder: Path) -> tuple[Ended, list[str], bool]:
    """Lay down, run, judge: how it ended, what was wrong, whether a document was written."""
    lay(folder, {**trial.old, **trial.files})
    if any(place in trial.files[trial.target] for place in _ODD):
        lay_odd_places(folder, trial.entry)
    before = contents(folder / "工作")
    laid = {name: data for name, data in before.items() if name not in trial.files and name not in trial.old}
    ended = run(trial.arguments, folder, partial(look, trial, folder))
    after = {name: data for name, data in contents(folder / "工作").items() if name not in laid}
    strays = contents(folder / "家") | contents(folder / "临时")
    wrote = any(name not in before or before[name] != after[name] for name in after)
    return ended, faults(trial, ended, after, strays), wrote


def _validated(folder: Path) -> list[str]:
    """What the validator beside the checkout says of the documents, where there is one."""
    tool = Path(__file__).parents[3] / "shared" / "tools" / "validate_docx.py"
    documents = sorted(folder.glob("*.docx"))
    if not tool.exists() or not documents:
        return []
    import json
    import subprocess

    command = [sys.executable, str(tool), "--json", *map(str, documents)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    issues = [issue for document in json.loads(done.stdout) for issue in document["issues"]]
    # The workbook inside a chart is what makes its figures editable: it holds cells, nothing that runs.
    bad = [str(each) for each in issues if each["level"] == "error" and _CHART not in str(each)]
    return [f"not valid: {bad[0]}"] if bad else []


def warm(rounds: Sequence[int] = (1, 4, 9, 13)) -> None:
    """Import and try what the commands use, so that a forked child need not: it costs a fifth then.

    ``rounds`` are the numbers of the examples that are checked and rendered for it.
    """
    import wenming_docs
    from wenming_docs.cli.entry import main

    for module in pkgutil.walk_packages(wenming_docs.__path__, "wenming_docs."):
        if not module.name.startswith(("wenming_docs.cluster", "wenming_docs.__main__")):
            with suppress(ImportError):  # extras that are not installed
                import_module(module.name)
    home = Path.cwd()
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        for project in map(projects().__getitem__, rounds):
            with tempfile.TemporaryDirectory() as name:
                lay(Path(name), project.files)
                os.chdir(Path(name) / "工作")
                main(["check", project.entry])
                main(["render", project.entry, "--format", "docx,xlsx,md,html"])
                os.chdir(home)
    gc.collect()
    gc.freeze()  # else the first collection in each child copies every page


def every(seed: int, indices: Iterable[int], only: str, keep: Path | None, jobs: int) -> Iterator[Result]:
    """The results of ``indices`` in order, ``jobs`` at a time."""
    one = partial(_tried_by, seed, only, keep)
    if jobs == 1 or not hasattr(os, "fork"):
        yield from map(one, indices)
        return
    # Its workers, unlike those of multiprocessing.Pool, may have children of any sort.
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork")) as pool:
        yield from pool.map(one, indices, chunksize=4)


def _tried_by(seed: int, only: str, keep: Path | None, index: int) -> Result:
    return tried(seed, index, only, keep)
