"""``python -m tests.full_disk``: every command that writes, where there is hardly any room, in twenty steps.

Once on small disks in memory (in a user namespace of its own, by ``unshare``), once under a limit of the size
of a file. A command finds old files, or none, and room for nothing up to twice what it writes. What it could
not write it has to name with the cause; what stood there is whole, old or new; nothing is left over; with
room, the next run is done.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from tests.batch.trees import documents, grow, plan_of
from wenming_docs.cli import main

MESSY = plan_of(1).replace("群众心坎上。", "群众心坎上,切实抓好." + "\n  # 批注" * 900)
_PAGE = 4096


@dataclass(frozen=True)
class Trial:
    """A command, the files it starts from, which of all it writes, and how much room that needs."""

    name: str
    arguments: tuple[str, ...]
    before: Callable[[], dict[str, str]]
    after: Callable[[], dict[str, str]]
    """The same with the facts changed, so that old documents are to be replaced."""


def _plans() -> dict[str, str]:
    return {f"区/社区{number}.yaml": plan_of(number) + "    附件: 任务分解表\n" for number in range(3)}


def _changed() -> dict[str, str]:
    return {name: text.replace("规范车辆停放", "规范车辆停放和行驶") for name, text in _plans().items()}


def _one(text: str) -> Callable[[], dict[str, str]]:
    return lambda: {"计划.yaml": text}


_NAMED = tuple(f"区/社区{number}.yaml" for number in range(3))
_FIGURE = ("--date", "5月12日", "--task", "环境卫生整治", "清运垃圾=12车")
TRIALS = (
    Trial("render", ("render", *_NAMED, "-o", "盘/出", "--format", "docx,xlsx,html"), _plans, _changed),
    Trial("batch", ("render", "区", "-o", "盘/出", "--format", "docx,xlsx"), _plans, _changed),
    Trial("fmt", ("fmt", "盘/计划.yaml"), _one(MESSY), _one(MESSY)),
    Trial("record", ("record", "盘/计划.yaml", *_FIGURE), _one(MESSY), _one(MESSY)),
)


def run(arguments: tuple[str, ...]) -> tuple[int, str]:
    """Exit code and everything that the command said."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = main(arguments)
    return int(code), said.getvalue()


class SmallDisk:
    """A disk in memory; as large as all that stands on it and some room."""

    cause = "磁盘已满"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> SmallDisk:
        self._mount("size=8m")
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run(["umount", str(self.folder)], check=True)

    def needed(self, files: dict[str, bytes]) -> int:
        return sum(-(-len(data) // _PAGE) * _PAGE for data in files.values()) + 4 * _PAGE

    def leave(self, room: int | None) -> None:
        """There is so much room; plenty again with None."""
        state = os.statvfs(self.folder)
        used = (state.f_blocks - state.f_bfree) * state.f_frsize
        self._mount("remount,size=8m" if room is None else f"remount,size={max(used + room, _PAGE)}")

    def _mount(self, option: str) -> None:
        subprocess.run(["mount", "-t", "tmpfs", "-o", option, "tmpfs", str(self.folder)], check=True)


class SmallFiles:
    """A folder in which no file may be larger than the system allows."""

    cause = "超出了系统允许的文件大小"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> SmallFiles:
        return self

    def __exit__(self, *_: object) -> None:
        self.leave(None)
        shutil.rmtree(self.folder)
        self.folder.mkdir()

    def needed(self, files: dict[str, bytes]) -> int:
        return max(map(len, files.values()))

    def leave(self, room: int | None) -> None:
        """Files may have so many bytes; any number again with None."""
        most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (most if room is None else room, most))


Place = SmallDisk | SmallFiles


def _place(trial: Trial, folder: Path, files: dict[str, str]) -> None:
    """The facts: on the full disk those that are to be written, elsewhere those that are only read."""
    place = folder if "-o" in trial.arguments else folder / "盘"
    grow(place, files)


def faults(trial: Trial, place: Place, steps: int) -> Iterator[str]:
    """What was wrong, over all steps, with and without old files."""
    place.folder.mkdir(parents=True)
    folder = place.folder.parent
    with chdir(folder):
        with place:
            _place(trial, folder, trial.after())
            code, said = run(trial.arguments)
            assert code in (0, 1), said
            whole = documents(place.folder)
        for old in (False, True) if "-o" in trial.arguments else (False,):
            refused = 0
            for step in range(steps + 1):
                with place:
                    code, wrong = _step(trial, place, whole, (step * 2 * place.needed(whole) // steps, old))
                refused += code == 3
                yield from (f"step {step}, {'old' if old else 'no old'} files: {fault}" for fault in wrong)
            if not 0 < refused <= steps:
                yield f"{refused} of {steps + 1} runs were refused"


def _step(
    trial: Trial, place: Place, whole: dict[str, bytes], room_and_old: tuple[int, bool]
) -> tuple[int, list[str]]:
    room, old = room_and_old
    folder, disk = place.folder.parent, place.folder
    _place(trial, folder, trial.before())
    if old:
        run(trial.arguments)
    _place(trial, folder, trial.after())
    stood = documents(disk)
    place.leave(room)
    refused, said = run(trial.arguments)
    wrong = list(_wrong(refused, (said, place.cause), (stood, documents(disk), whole)))
    place.leave(None)
    wrong += [f"left over: {path.name}" for path in disk.rglob("*.tmp")]
    if refused == 3:
        code, said = run(trial.arguments)
        if code not in (0, 1) or documents(disk) != whole:
            wrong.append(f"with room again: {code} {said[-500:]}")
    return refused, wrong


def _wrong(code: int, told: tuple[str, str], files: tuple[dict[str, bytes], ...]) -> Iterator[str]:
    (said, cause), (stood, stands, whole) = told, files
    if code not in (0, 1, 3):
        yield f"exit {code}: {said[-1500:]}"
    if "Traceback" in said:
        yield said[-1500:]
    lacking = [name for name in whole if stands.get(name) != whole[name]]
    if (code == 3) != bool(lacking):
        yield f"exit {code}, but lacking: {lacking}"
    if code == 3 and (cause not in said or "盘" not in said.split(cause)[0]):
        yield f"cause or output not named: {said[-500:]}"
    for name, data in stands.items():
        if data not in (stood.get(name), whole.get(name)) and not name.endswith("批量结果.txt"):
            yield f"neither old nor new: {name}"
    yield from (f"gone: {name}" for name in stood if name not in stands)


def command(given: argparse.Namespace) -> int:
    os.environ["WENMING_CACHE"] = ""
    bad = False
    for place in (SmallDisk, SmallFiles):
        for trial in TRIALS:
            with tempfile.TemporaryDirectory() as name:
                wrong = list(faults(trial, place(Path(name, "盘")), given.steps))
            told = f"{trial.name}, {place.cause}: {given.steps} steps, {len(wrong)} faults"
            print(told, *wrong[:20], sep="\n  ", flush=True)
            bad = bad or bool(wrong)
    return int(bad)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.full_disk")
    parser.add_argument("--steps", type=int, default=20)
    if os.environ.get("WENMING_FULL_DISK") != "1":
        again = ["unshare", "-rm", sys.executable, "-m", "tests.full_disk", *sys.argv[1:]]
        sys.exit(subprocess.run(again, env={**os.environ, "WENMING_FULL_DISK": "1"}, check=False).returncode)
    sys.exit(command(parser.parse_args()))
