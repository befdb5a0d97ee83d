"""Reads the case files of templates: an office with one template, and what is to be found in it."""

from __future__ import annotations

import re
from pathlib import Path

CASES = Path(__file__).parent.parent / "cases" / "templates"
SUFFIX = ".md.j2"
NAMED = re.compile(r"\{# 模板: (\S+) #\}")
USUAL = "实施方案/正文.md.j2"


def names() -> list[str]:
    """Every case."""
    return sorted(file.name.removesuffix(SUFFIX) for file in CASES.glob(f"*{SUFFIX}"))


def office(name: str, folder: Path) -> Path:
    """The folder of an office whose only template is the case; its first line may say which it is."""
    text = (CASES / f"{name}{SUFFIX}").read_text(encoding="utf-8")
    named = NAMED.match(text)
    file = folder / (named[1] if named else USUAL)
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return folder


def expected(name: str) -> list[str]:
    """The ``行:列 编码`` lines of a case."""
    return (CASES / f"{name}.findings").read_text(encoding="utf-8").splitlines()
