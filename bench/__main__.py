"""``python -m bench``: wenming beside the least possible work and beside docxtpl.

Each round runs every contestant once, in turn, so that a busy machine slows all alike: read the
ratios, not the milliseconds. A figure counts only if the documents read the same.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from bench import checking, rollup
from bench.content import SIZES
from bench.contestants import CONTESTANTS
from bench.measure import Series, WarmWorker, cold_once, environment, interleaved


def arguments() -> argparse.Namespace:
    """What the caller chose."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--cold", nargs="*", choices=SIZES, default=["S"], help="sizes, start to file")
    parser.add_argument("--warm", nargs="*", choices=SIZES, default=["M"], help="sizes, facts loaded")
    parser.add_argument(
        "--check", type=int, metavar="LINES", help="only: check a plan of so many lines, beside PyYAML"
    )
    parser.add_argument("--rollup", action="store_true", help="only: read and add up a city of 300 units")
    parser.add_argument("--rounds", type=int, default=11, help="rounds that count (default 11)")
    return parser.parse_args()


def prepared(size: str, folder: Path) -> int | None:
    """The visible characters of the plan in ``folder``; None if the documents read differently."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.prepare", size, str(folder)],
        stdout=subprocess.PIPE,
        env=environment(),
        text=True,
    )
    return int(done.stdout) if done.returncode == 0 else None


def cold(folder: Path, rounds: int) -> dict[str, Series]:
    """Start to file, each program as its user starts it."""
    runs = {
        name: partial(cold_once, contestant.command(folder, folder / f"{name}.docx"), folder / "log.txt")
        for name, contestant in CONTESTANTS.items()
    }
    return interleaved(rounds, runs)


def warm(folder: Path, rounds: int) -> dict[str, Series]:
    """One document in a running process that holds its facts."""
    workers = {name: WarmWorker(name, folder) for name in CONTESTANTS}
    try:
        return interleaved(rounds, {name: worker.once for name, worker in workers.items()})
    finally:
        for worker in workers.values():
            worker.close()


def table(title: str, taken: dict[str, Series]) -> Iterable[str]:
    """One result as aligned lines: median, times the limit, times docxtpl, memory."""
    limit, rival = taken["limit"].typical, taken["docxtpl"].typical
    yield f"\n{title}"
    yield f"  {'':10}{'median':>11}{'x limit':>10}{'x docxtpl':>11}{'memory':>10}"
    for name, series in taken.items():
        ratios = f"{series.typical / limit:>10.2f}{series.typical / rival:>11.2f}"
        yield f"  {name:10}{series.typical * 1000:>8.1f} ms{ratios}{max(series.memory):>7.0f} MB"


def checks(lines: int, folder: Path, rounds: int) -> int:
    """Prints what a check takes, cold and warm."""
    path, written = checking.write_plan(lines, folder)
    for kind, run in (("cold", checking.cold), ("warm", checking.warm)):
        print("\n".join(checking.table(f"{kind} check of {written} lines", run(path, rounds))), flush=True)
    return 0


def main() -> int:
    """Prints medians and ratios; 1 if some documents read differently."""
    chosen = arguments()
    print(f"{chosen.rounds} rounds, interleaved, medians; Python {sys.version.split()[0]}")
    if chosen.rollup:
        print("\n".join(rollup.table(rollup.rounds(chosen.rounds))))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        if chosen.check:
            return checks(chosen.check, Path(scratch), chosen.rounds)
        for size in [size for size in SIZES if size in {*chosen.cold, *chosen.warm}]:
            folder = Path(scratch) / size
            characters = prepared(size, folder)
            if characters is None:
                return 1
            about = f"{size}: {SIZES[size]} tasks, {characters} visible characters"
            for kind, sizes, run in (("cold", chosen.cold, cold), ("warm", chosen.warm, warm)):
                if size in sizes:
                    print("\n".join(table(f"{kind} {about}", run(folder, chosen.rounds))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
