"""Cases that were found once: the files, what was run on them, what has to come of it.

A case is a folder below ``tests/cases/found`` with the files as they were (small ones, names of invented
places) and ``期待.txt``::

    run: check 计划.yaml --date 2026-07-01
    exit: 1
    says: 计划.yaml:3:5: 错误 [F021]
    writes: 输出/实施方案.docx

``says`` (a part of what is told) and ``writes`` (a new file) may come several times or not at all; no other
file may be there afterwards, and those of the case are as they were unless ``changes`` names them;
``long: 计划.yaml 甲 34000`` writes a sign so many times in place of ``⟨甲⟩`` there, so that no case is
large.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.child import Ended, run
from tests.fuzz.projects import contents, lay

FOLDER = Path(__file__).parents[1] / "cases" / "found"
EXPECTED = "期待.txt"


@dataclass(frozen=True, slots=True)
class Case:
    """What is run, its exit code, what it says, which files it writes."""

    folder: Path
    arguments: tuple[str, ...]
    code: int
    says: tuple[str, ...]
    writes: tuple[str, ...]
    changes: tuple[str, ...]
    long: tuple[tuple[str, str, int], ...]

    def files(self) -> dict[str, bytes]:
        """The files as they are laid down."""
        files = contents(self.folder)
        del files[EXPECTED]
        for name, sign, times in self.long:
            files[name] = files[name].replace(f"⟨{sign}⟩".encode(), sign.encode() * times)
        return files


def cases() -> list[Case]:
    """All cases in order of their names."""
    return [_read(path.parent) for path in sorted(FOLDER.glob(f"*/{EXPECTED}"))]


def _read(folder: Path) -> Case:
    said: dict[str, list[str]] = {}
    for line in (folder / EXPECTED).read_text(encoding="utf-8").splitlines():
        word, _, rest = line.partition(": ")
        said.setdefault(word, []).append(rest)
    [arguments], [code] = said["run"], said["exit"]
    long = [rest.split(" ") for rest in said.get("long", ())]
    return Case(
        folder,
        tuple(shlex.split(arguments)),
        int(code),
        tuple(said.get("says", ())),
        tuple(said.get("writes", ())),
        tuple(said.get("changes", ())),
        tuple((name, sign, int(times)) for name, sign, times in long),
    )


def replayed(case: Case, folder: Path) -> tuple[Ended, dict[str, bytes]]:
    """How the case ends now, and the files that stand there afterwards."""
    lay(folder, case.files())
    return run(case.arguments, folder), contents(folder / "工作")
