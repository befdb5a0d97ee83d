"""``check`` of one long plan beside composing its YAML with PyYAML, which only makes nodes."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.content import make_plan
from bench.contestants import wenming_program
from bench.facts import as_yaml
from bench.measure import Sample, Starter, Taken, Worker, interleaved

if TYPE_CHECKING:
    from bench.contestants import Place

LINES_PER_TASK = 8.2
"""Eight of its own, two for each group of ten."""
NAMES = ("check", "libyaml", "pure")
_COMPOSE = "import sys, yaml; yaml.compose(open(sys.argv[1], encoding='utf-8').read(), Loader=yaml.{})"


def write_plan(lines: int, folder: Path, seed: int = 9704) -> tuple[Path, int]:
    """A plan of about ``lines`` lines in ``folder``: its file, and how many lines it has."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "plan.yaml"
    text = as_yaml(make_plan("M", seed=seed, tasks=max(3, round(lines / LINES_PER_TASK))))
    path.write_text(text, encoding="utf-8")
    return path, text.count("\n")


@dataclass(frozen=True, slots=True)
class Check:
    """wenming's whole check when warm: reading, facts, wording, every document read through."""

    def prepare(self, templates: Path) -> None:
        """As the program itself starts."""
        from wenming_docs.collecting import collect_rarely

        collect_rarely()

    def load(self, folder: Path) -> Path:
        """The plan's file; reading it is part of the work."""
        return folder / "plan.yaml"

    def make(self, path: Path) -> bytes:
        """Checks it."""
        from datetime import date

        from wenming_docs.collecting import one_file
        from wenming_docs.pipeline import Options, check_file

        with one_file():
            check_file(path, Options(today=date(2026, 3, 1)))
        return b""


@dataclass(frozen=True, slots=True)
class Compose:
    """PyYAML's nodes of a plan."""

    loader: str

    def prepare(self, templates: Path) -> None:
        """Nothing to prepare."""

    def load(self, folder: Path) -> Path:
        """The plan's file; reading it is part of the work."""
        return folder / "plan.yaml"

    def make(self, path: Path) -> bytes:
        """Composes it."""
        import yaml

        yaml.compose(path.read_text(encoding="utf-8"), Loader=getattr(yaml, self.loader))
        return b""


CHECK, LIBYAML, PURE = Check(), Compose("CSafeLoader"), Compose("SafeLoader")


def cold(starter: Starter, folders: list[Path], rounds: int, *, warm_up: bool = True) -> Taken:
    """Each from the start of its program to its end."""
    commands = {
        "check": [*wenming_program(), "check"],
        "libyaml": [sys.executable, "-c", _COMPOSE.format("CSafeLoader")],
        "pure": [sys.executable, "-c", _COMPOSE.format("SafeLoader")],
    }

    def once(name: str, number: int) -> Sample:
        return starter.run([*commands[name], str(folders[number % len(folders)] / "plan.yaml")])

    return interleaved(rounds, {name: partial(once, name) for name in commands}, warm_up=warm_up)


def warm(place: Place, folders: list[Path], rounds: int, *, warm_up: bool = True) -> Taken:
    """Each in a running process of its own."""
    workers = {
        name: Worker([sys.executable, "-m", "bench.worker", name, "."], place.scratch, name) for name in NAMES
    }

    def once(name: str, number: int) -> Sample:
        return workers[name].run(str(folders[number % len(folders)]), str(place.scratch / "nothing"))

    try:
        return interleaved(rounds, {name: partial(once, name) for name in NAMES}, warm_up=warm_up)
    finally:
        for worker in workers.values():
            worker.close()
