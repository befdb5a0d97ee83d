"""Same input, same bytes: whatever the folder, the zone, the hash seed and the time of day."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted(path.name for path in (ROOT / "examples").glob("*.yaml"))
PLACES = (
    ("甲", {"TZ": "UTC", "PYTHONHASHSEED": "1"}),
    ("乙/another folder", {"TZ": "America/New_York", "PYTHONHASHSEED": "2", "LC_ALL": "C"}),
)


def render(example: str, folder: Path, changes: dict[str, str]) -> dict[str, bytes]:
    """The documents of an example, rendered in a copy of examples/ at ``folder``."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", **changes}
    done = subprocess.run(
        [sys.executable, "-m", "wenming_docs", "render", f"examples/{example}", "-o", "out"],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


def test_there_are_examples() -> None:
    assert EXAMPLES != []


@pytest.mark.parametrize("example", EXAMPLES)
def test_same_input_gives_same_bytes(example: str, tmp_path: Path) -> None:
    first, second = (render(example, tmp_path / place, changes) for place, changes in PLACES)
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
    assert first != {}
