"""Writing the inputs of all contestants, and holding their documents together."""

from __future__ import annotations

import json
import subprocess
from dataclasses import asdict
from functools import cache
from pathlib import Path

from bench.content import Plan, make_plan
from bench.contestants import Place, pandoc_program
from bench.facts import as_yaml
from bench.lines import markdown, numbered
from bench.visible import first_difference, visible_text


def write_plan(plan: Plan, folder: Path) -> None:
    """The facts of one plan in each program's form."""
    facts = asdict(plan)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (
        ("plan.yaml", as_yaml(plan)),
        ("plan.json", json.dumps(facts, ensure_ascii=False)),
        ("context.json", json.dumps(numbered(facts), ensure_ascii=False)),
        ("plan.md", "\n".join(markdown(facts)) + "\n"),
    ):
        (folder / name).write_text(text, encoding="utf-8")


def write_plans(place: Place, size: str, count: int, tasks: int) -> list[Path]:
    """``count`` different plans of one size, each in its own folder."""
    folders = [place.scratch / "plans" / size / f"{number:04}" for number in range(1, count + 1)]
    for number, folder in enumerate(folders):
        if not folder.exists():
            write_plan(make_plan(size, seed=9704 + number, tasks=tasks), folder)
    return folders


def write_templates(place: Place) -> None:
    """The rivals' templates, pandoc's too if it is there."""
    from bench import templates

    templates.write_templates(place.templates)
    if program := pandoc_program(place):
        reference = subprocess.run(
            [program, "--print-default-data-file", "reference.docx"], stdout=subprocess.PIPE, check=True
        )
        templates.write_reference(reference.stdout, place.templates / "reference.docx")


@cache
def expected(folder: Path) -> list[str]:
    """What a document of the plan in ``folder`` has to read: the limit's own."""
    from bench import limit

    return visible_text(limit.make(limit.load(str(folder / "plan.json"))))


def characters(folder: Path) -> int:
    """The visible characters of a document of the plan in ``folder``."""
    return sum(map(len, expected(folder)))


def difference(folder: Path, out: Path) -> str:
    """Where the document in ``out`` parts from what it has to read; "" if nowhere."""
    if not out.exists():
        return f"{out.name} was not written"
    return first_difference(expected(folder), visible_text(out.read_bytes()))
