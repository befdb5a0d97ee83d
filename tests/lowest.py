"""The oldest versions that pyproject.toml allows, as a constraints file for pip.

``python -m tests.lowest > lowest.txt``, then ``pip install -c lowest.txt -e '.[test]'``,
or ``pip-audit -r lowest.txt``.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXTRAS = ("pages", "preview", "workdays", "cluster")
"""Extras of the program itself; the others belong to who builds it."""


def floors() -> dict[str, str]:
    """Each library of the program and of its extras → the oldest version allowed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    found = {}
    for line in [*project["dependencies"], *(line for extra in EXTRAS for line in extras[extra])]:
        name, floor = re.fullmatch(r"([\w-]+)>=([\d.]+)", line).groups()  # type: ignore[union-attr]
        found[name] = floor
    return found


if __name__ == "__main__":
    print("\n".join(f"{name}=={floor}" for name, floor in sorted(floors().items())))
