"""Who is measured: how each starts as a program, works when warm, and goes through a list of plans.

A plan's folder holds the same facts in each program's own form: plan.yaml for wenming, plan.json for
the limit, context.json (with the numbers that a template cannot count) for the template languages,
plan.md for pandoc. Making these is not timed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.measure import ROOT

NAMES = ("limit", "wenming", "docxtpl", "pandoc", "docxtemplater", "carbone")
Command = list[str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the inputs and the rivals are: the scratch folder, and the folder of installed rivals."""

    scratch: Path
    rivals: Path | None = None

    @property
    def templates(self) -> Path:
        """The rivals' Word templates."""
        return self.scratch / "templates"


@dataclass(frozen=True, slots=True)
class Contestant:
    """One program.

    ``cold`` makes a file of a plan's folder; ``worker`` answers lines (None: it can only be started
    anew); ``listed`` goes through a file of lines "FOLDER<TAB>OUT" and, for wenming, with so many
    processes.
    """

    name: str
    version: str
    cold: Callable[[Path, Path], Command]
    worker: Command | None
    listed: Callable[[Path], Command]


def find(place: Place, wanted: tuple[str, ...]) -> tuple[dict[str, Contestant], dict[str, str]]:
    """Those that are installed, and for the others why they stay out."""
    ways: dict[str, Callable[[Place], Contestant | str]] = {
        "limit": _limit,
        "wenming": _wenming,
        "docxtpl": _docxtpl,
        "pandoc": _pandoc,
        "docxtemplater": lambda place: _node("docxtemplater", place),
        "carbone": lambda place: _node("carbone", place),
    }
    found = {name: ways[name](place) for name in NAMES if name in wanted}
    return (
        {name: one for name, one in found.items() if isinstance(one, Contestant)},
        {name: one for name, one in found.items() if isinstance(one, str)},
    )


def _worker(name: str, place: Place) -> Command:
    return [sys.executable, "-m", "bench.worker", name, str(place.templates)]


def _limit(place: Place) -> Contestant:
    program = [sys.executable, str(ROOT / "bench" / "limit.py")]
    worker = _worker("limit", place)
    return Contestant(
        "limit",
        f"Python {sys.version.split()[0]}",
        lambda folder, out: [*program, str(folder / "plan.json"), str(out)],
        worker,
        lambda listed: [*worker, str(listed)],
    )


def wenming_program() -> Command:
    """``wenming`` as its user starts it: the installed script, else the module."""
    script = Path(sys.executable).with_name("wenming")
    return [str(script)] if script.exists() else [sys.executable, "-m", "wenming_docs"]


@cache
def renders_folders() -> bool:
    """Whether this checkout's ``wenming render`` takes a folder and ``--jobs``."""
    command = [sys.executable, "-m", "wenming_docs", "render", "--help"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    return "--jobs" in subprocess.run(command, capture_output=True, encoding="utf-8", env=environment).stdout


def _wenming(place: Place) -> Contestant:
    worker = _worker("wenming", place)
    return Contestant(
        "wenming",
        version("wenming-docs"),
        lambda folder, out: [
            *wenming_program(),
            "render",
            str(folder / "plan.yaml"),
            "-o",
            str(out),
            "--force",
        ],
        worker,
        lambda listed: [*worker, str(listed)],
    )


def _docxtpl(place: Place) -> Contestant | str:
    try:
        found = version("docxtpl")
    except PackageNotFoundError:
        return "not installed"
    template, worker = str(place.templates / "docxtpl.docx"), _worker("docxtpl", place)
    own = [sys.executable, "-m", "docxtpl", template]
    return Contestant(
        "docxtpl",
        found,
        lambda folder, out: [*own, str(folder / "context.json"), str(out), "-o", "-q"],
        worker,
        lambda listed: [*worker, str(listed)],
    )


def _output(command: Command) -> str:
    """The first line of what a program says; "" if it cannot."""
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip().partition("\n")[0]


def pandoc_program(place: Place) -> str | None:
    """pandoc: of the folder of rivals, else of the system."""
    ours = place.rivals / "python" / "pypandoc" / "files" / "pandoc" if place.rivals else None
    return str(ours) if ours and ours.exists() else shutil.which("pandoc")


def _pandoc(place: Place) -> Contestant | str:
    program = pandoc_program(place)
    if program is None:
        return "not installed"
    # gfm is the fastest of pandoc's readers that knows pipe tables; memory and speed, not dialect.
    options = ["-f", "gfm", f"--reference-doc={place.templates / 'reference.docx'}", "-o"]
    loop = f"while IFS='\t' read -r folder out; do {program} \"$folder/plan.md\" {' '.join(options)} "
    return Contestant(
        "pandoc",
        _output([program, "--version"]).removeprefix("pandoc "),
        lambda folder, out: [program, str(folder / "plan.md"), *options, str(out)],
        None,
        lambda listed: ["/bin/sh", "-c", f'{loop}"$out"; done < "{listed}"'],
    )


def _node(name: str, place: Place) -> Contestant | str:
    node = shutil.which("node")
    if node is None:
        return "not installed (no node)"
    modules = str(place.rivals) if place.rivals else ""
    program = [node, str(ROOT / "bench" / "rivals.js"), name, str(place.templates), modules]
    found = _output([*program, "--version"])
    if not found:
        return "not installed" + (
            "" if modules else f" (--rivals FOLDER, NODE_PATH={os.getenv('NODE_PATH')})"
        )
    return Contestant(
        name,
        f"{found}, node {_output([node, '--version'])}",
        lambda folder, out: [*program, str(folder), str(out)],
        program,
        lambda listed: [*program, "--list", str(listed)],
    )
