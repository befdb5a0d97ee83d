"""``python -m tests.kills -n 300``: runs are killed at random instants, and taken up again.

After each kill every document that stands is whole; after the last run all are there, byte for byte
as an undisturbed run writes them, and nothing else is.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from tests.batch.trees import documents, grow, plan_of

SOURCE = str(Path(__file__).parent.parent / "src")


def start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """``wenming render`` in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "wenming_docs", "render", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": SOURCE},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill_after(run: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether the run was still alive when it, and all that it had started, was killed."""
    try:
        run.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        return True
    return False


def torn(out: Path) -> list[str]:
    """Documents that are not whole."""
    found = []
    for name, data in documents(out).items():
        if name.endswith(".docx"):
            path = out / name
            if not zipfile.is_zipfile(path) or zipfile.ZipFile(path).testzip() is not None or not data:
                found.append(f"torn: {name}")
    return found


def kill_and_resume(
    folder: Path, *, kills: int, files: int, batch: bool = True, seed: int = 9704
) -> list[str]:
    """What was wrong after ``kills`` kills of runs over ``files`` plans; [] if nothing."""
    plans = {
        f"街道{n % 3}/社区{n:03}.yaml" if batch else f"社区{n:03}.yaml": plan_of(n) for n in range(files)
    }
    grow(folder / "入", plans)
    named = ["入"] if batch else [f"入/{name}" for name in plans]
    began = time.monotonic()
    start(folder, *named, "-o", "整").wait()
    longest = time.monotonic() - began
    chance = random.Random(seed)
    wrong: list[str] = []
    killed = 0
    more = ["--force"] if batch else []
    for number in range(kills):
        # Every third round begins anew, so that kills hit each stage of a run.
        arguments = [*named, "-o", "断", *(more if number % 3 == 2 else [])]
        killed += kill_after(start(folder, *arguments), chance.uniform(0.05, longest * 1.1))
        wrong += [f"kill {number}: {each}" for each in torn(folder / "断")]
    if start(folder, *named, "-o", "断").wait():
        wrong.append("the last run failed")
    whole, resumed = documents(folder / "整"), documents(folder / "断")
    wrong += [
        f"differs: {name}" for name in whole.keys() | resumed.keys() if whole.get(name) != resumed.get(name)
    ]
    left = [path.name for path in (folder / "断").rglob("*.tmp")]
    wrong += [f"left over: {name}" for name in left]
    if not killed:
        wrong.append("no run was alive to be killed")
    return wrong


def command() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.kills")
    parser.add_argument("-n", type=int, default=300, help="kills of each kind of run")
    parser.add_argument("--files", type=int, default=60)
    given = parser.parse_args()
    bad = False
    for batch in (False, True):
        with tempfile.TemporaryDirectory() as name:
            wrong = kill_and_resume(Path(name), kills=given.n, files=given.files, batch=batch)
        kind = "batch" if batch else "render"
        print(f"{kind}: {given.n} kills, {len(wrong)} faults", *wrong[:20], sep="\n  ", flush=True)
        bad = bad or bool(wrong)
    return int(bad)


if __name__ == "__main__":
    sys.exit(command())
