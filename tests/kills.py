"""``python -m tests.kills -n 300``: runs are killed at random instants, and taken up again.

After each kill every document that stands is whole, old or new, and none that stood is gone; after the last
run all are there, byte for byte as an undisturbed run writes them, and nothing else is. A plan into which a
command writes is old or new. Two runs into one folder leave the documents of one of them.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.batch.trees import documents, grow, plan_of

_ENOUGH = 10
"""Kills of which one at least has to come before the end."""
SOURCE = str(Path(__file__).parent.parent / "src")


def start(folder: Path, *arguments: str, program: tuple[str, ...] = ("render",)) -> subprocess.Popen[bytes]:
    """``wenming render``, or another command, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "wenming_docs", *program, *arguments],
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


def kill_and_resume(
    folder: Path, *, kills: int, files: int, batch: bool = True, seed: int = 9704
) -> list[str]:
    """What was wrong after ``kills`` kills of runs over ``files`` plans; [] if nothing.

    A third of the runs find no documents, a third those of older plans, and a third what the last kill left.
    """
    plans = {
        f"街道{n % 3}/社区{n:03}.yaml" if batch else f"社区{n:03}.yaml": plan_of(n) for n in range(files)
    }
    named = ["."] if batch else list(plans)
    grow(folder / "入", {name: text.replace("9月底前", "8月底前") for name, text in plans.items()})
    start(folder / "入", *named, "-o", "../整旧").wait()
    grow(folder / "入", plans)
    began = time.monotonic()
    start(folder / "入", *named, "-o", "../整").wait()
    longest = time.monotonic() - began
    old, new = documents(folder / "整旧"), documents(folder / "整")
    chance = random.Random(seed)
    wrong: list[str] = []
    killed = 0
    for number in range(kills):
        out = folder / "断"
        if number % 3:
            shutil.rmtree(out, ignore_errors=True)
        if number % 3 == 1:
            shutil.copytree(folder / "整旧", out)
        stood = documents(out)
        killed += kill_after(start(folder / "入", *named, "-o", "../断"), chance.uniform(0.05, longest * 1.1))
        stands = documents(out)
        wrong += [
            f"kill {number}, neither old nor new: {name}"
            for name, data in stands.items()
            if not name.endswith((".tmp", ".txt")) and data not in (old.get(name), new.get(name))
        ]
        wrong += [
            f"kill {number}, gone: {name}" for name in stood if name not in stands and name[-4:] != ".tmp"
        ]
    if code := start(folder / "入", *named, "-o", "../断").wait():
        wrong.append(f"the last run failed: {code}")
    resumed = documents(folder / "断")
    wrong += [
        f"differs: {name}" for name in new.keys() | resumed.keys() if new.get(name) != resumed.get(name)
    ]
    wrong += [f"left over: {path.name}" for path in (folder / "断").rglob("*.tmp")]
    return wrong if killed or kills < _ENOUGH else [*wrong, "no run was alive to be killed"]


EDITS = {
    "fmt": ("fmt", "计划.yaml"),
    "record": ("record", "计划.yaml", "--date", "5月12日", "--task", "环境卫生整治", "清运垃圾=12车"),
}


def kill_edits(folder: Path, *, kills: int, command: str, seed: int = 9704) -> list[str]:
    """What was wrong with a plan after ``kills`` kills of a command that writes into it."""
    text = plan_of(1).replace("群众心坎上。", "群众心坎上,切实抓好." + "\n  # 批注" * 5_000)
    path = grow(folder, {"计划.yaml": text}) / "计划.yaml"
    began = time.monotonic()
    if code := start(folder, *EDITS[command], program=()).wait():
        return [f"the first run failed: {code}"]
    longest = time.monotonic() - began
    new = path.read_bytes()
    chance = random.Random(seed)
    wrong: list[str] = []
    killed = 0
    for number in range(kills):
        path.write_text(text, encoding="utf-8")
        # Reading comes first: most kills are to hit what comes after.
        killed += kill_after(
            start(folder, *EDITS[command], program=()), chance.uniform(longest * 0.5, longest * 1.1)
        )
        if path.read_bytes() not in (text.encode(), new):
            wrong.append(f"kill {number}: neither old nor new")
    path.write_text(text, encoding="utf-8")
    if start(folder, *EDITS[command], program=()).wait() or path.read_bytes() != new:
        wrong.append("the last run failed")
    wrong += [f"left over: {each.name}" for each in folder.iterdir() if each != path]
    return wrong if killed or kills < _ENOUGH else [*wrong, "no run was alive to be killed"]


def meet(folder: Path, *, pairs: int, files: int, same: bool) -> list[str]:
    """What was wrong after ``pairs`` times two batches at once into one folder, of the same facts or not."""
    whole = []
    for place, sign in (("甲", "9月底前"), ("乙", "9月底前" if same else "8月底前")):
        plans = {f"社区{n:03}.yaml": plan_of(n).replace("9月底前", sign) for n in range(files)}
        grow(folder / place, plans)
        start(folder / place, ".", "-o", f"../整{place}").wait()
        whole.append(documents(folder / f"整{place}"))
    wrong: list[str] = []
    for number in range(pairs):
        shutil.rmtree(folder / "出", ignore_errors=True)
        runs = [start(folder / place, ".", "-o", "../出") for place in ("甲", "乙")]
        codes = [run.wait() for run in runs]
        stands = documents(folder / "出")
        # The second finds the folder in use, or comes after the first and finds documents of other files.
        if 0 not in codes or not set(codes) <= {0, 3}:
            wrong.append(f"pair {number}: exit {codes}")
        if stands not in whole and {
            name: data for name, data in stands.items() if name[-4:] != ".txt"
        } not in [{name: data for name, data in each.items() if name[-4:] != ".txt"} for each in whole]:
            wrong.append(f"pair {number}: documents of neither")
        wrong += [f"pair {number}, left over: {path.name}" for path in (folder / "出").rglob("*.tmp")]
    return wrong


def command() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.kills")
    parser.add_argument("-n", type=int, default=300, help="kills of each kind of run")
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument("--pairs", type=int, default=20, help="pairs of runs into one folder")
    parser.add_argument("kinds", nargs="*", help="render batch fmt record pairs")
    given = parser.parse_args()
    trials: dict[str, Callable[[Path], list[str]]] = {
        "render": lambda place: kill_and_resume(place, kills=given.n, files=given.files, batch=False),
        "batch": lambda place: kill_and_resume(place, kills=given.n, files=given.files),
        "fmt": lambda place: kill_edits(place, kills=given.n, command="fmt"),
        "record": lambda place: kill_edits(place, kills=given.n, command="record"),
        "pairs, same facts": lambda place: meet(place, pairs=given.pairs, files=given.files, same=True),
        "pairs, other facts": lambda place: meet(place, pairs=given.pairs, files=given.files, same=False),
    }
    bad = False
    for name, trial in trials.items():
        if not given.kinds or name.partition(",")[0] in given.kinds:
            with tempfile.TemporaryDirectory() as place:
                wrong = trial(Path(place))
            number = given.pairs if name.startswith("pairs") else given.n
            print(f"{name}: {number} times, {len(wrong)} faults", *wrong[:20], sep="\n  ", flush=True)
            bad = bad or bool(wrong)
    return int(bad)


if __name__ == "__main__":
    sys.exit(command())
