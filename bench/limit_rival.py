"""The least possible work when warm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench import limit


def prepare(templates: Path) -> None:
    """Nothing to prepare."""


def load(folder: Path) -> dict[str, Any]:
    """The plain facts."""
    return limit.load(str(folder / "plan.json"))


def make(facts: dict[str, Any]) -> bytes:
    """The plan as .docx bytes."""
    return limit.make(facts)
