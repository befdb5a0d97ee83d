"""Who is measured: how each reads its facts, starts as a program, and works when warm."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.content import Plan
from bench.facts import as_json, as_yaml

Maker = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Contestant:
    """One program: ``command`` makes out.docx of a folder; ``warm`` returns its repeatable work."""

    command: Callable[[Path, Path], list[str]]
    warm: Callable[[Path], Maker]


def _python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


def _limit(folder: Path) -> Maker:
    from bench.limit import warm

    return warm(folder)


def _wenming(folder: Path) -> Maker:
    from bench.wenming_self import warm

    return warm(folder)


def _docxtpl(folder: Path) -> Maker:
    from bench.docxtpl_rival import warm

    return warm(folder)


CONTESTANTS: dict[str, Contestant] = {
    "limit": Contestant(
        lambda folder, out: _python("-m", "bench.limit", str(folder / "plan.json"), str(out)), _limit
    ),
    "wenming": Contestant(
        lambda folder, out: _python(
            "-m", "wenming_docs", "render", str(folder / "plan.yaml"), "-o", str(out), "--force"
        ),
        _wenming,
    ),
    "docxtpl": Contestant(
        lambda folder, out: _python(
            "-m",
            "bench.docxtpl_rival",
            str(folder / "template.docx"),
            str(folder / "plan.json"),
            str(out),
        ),
        _docxtpl,
    ),
}


def write_inputs(plan: Plan, folder: Path) -> None:
    """The facts in each program's form, and docxtpl's template."""
    from bench.docxtpl_rival import write_template

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.yaml").write_text(as_yaml(plan), encoding="utf-8")
    (folder / "plan.json").write_text(as_json(plan), encoding="utf-8")
    write_template(folder / "template.docx")
