"""A warm contestant: ``python -m bench.worker NAME TEMPLATES`` makes a document for each line.

A line on standard input is a folder with the facts and the file to write, parted by a tab; only
the making is timed, not the reading of the facts and the writing of the file. Back come wall
seconds, CPU seconds and the most memory in MB. With ``LIST``, a file of such lines, everything is
done at one go and nothing is said.
"""

from __future__ import annotations

import gc
import importlib
import re
import resource
import sys
import time
from pathlib import Path
from typing import Any, Protocol, cast

MODULES = {
    "limit": "bench.limit_rival",
    "wenming": "bench.wenming_self",
    "docxtpl": "bench.docxtpl_rival",
    "check": "bench.checking:CHECK",
    "libyaml": "bench.checking:LIBYAML",
    "pure": "bench.checking:PURE",
}
"""Where each one's work stands: a module, or an object in one."""


class Work(Protocol):
    """What a contestant's module offers."""

    def prepare(self, templates: Path) -> None:
        """Once, before the first document."""

    def load(self, folder: Path) -> Any:
        """The facts in a folder."""

    def make(self, facts: Any) -> bytes:
        """The document."""


def megabytes() -> float:
    """The most memory this process has held; the kernel's own count where there is one, since
    ``getrusage`` counts what the parent held when it started us."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most / (1024**2 if sys.platform == "darwin" else 1024)
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found.group(1)) / 1024 if found else 0.0


def serve(work: Work) -> None:
    """One document for each line, timed."""
    for line in sys.stdin:
        folder, out = map(Path, line.rstrip("\n").split("\t"))
        facts = work.load(folder)
        gc.collect()
        wall, cpu = time.perf_counter(), time.process_time()
        document = work.make(facts)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        out.write_bytes(document)
        print(wall, cpu, megabytes(), flush=True)
        del facts, document


def run_through(work: Work, listed: Path) -> None:
    """One document for each line of a file."""
    for line in listed.read_text(encoding="utf-8").splitlines():
        folder, out = map(Path, line.split("\t"))
        out.write_bytes(work.make(work.load(folder)))


def main(name: str, templates: str, listed: str = "") -> None:
    """Prepares a contestant and lets it work."""
    module, _, item = MODULES[name].partition(":")
    found = importlib.import_module(module)
    work = cast(Work, getattr(found, item) if item else found)
    work.prepare(Path(templates))
    if listed:
        run_through(work, Path(listed))
    else:
        serve(work)


if __name__ == "__main__":
    main(*sys.argv[1:])
