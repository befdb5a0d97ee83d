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


def render(folder: Path, changes: dict[str, str]) -> dict[str, bytes]:
    """The documents of all examples, rendered by one program in a copy of examples/ at ``folder``."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", **changes}
    files = [f"examples/{example}" for example in EXAMPLES]
    done = subprocess.run(
        [sys.executable, "-m", "wenming_docs", "render", *files, "-o", "out"],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    """What is written at each of the places."""
    return [render(tmp_path_factory.mktemp("place") / place, changes) for place, changes in PLACES]


def test_there_are_examples() -> None:
    assert EXAMPLES != []


def test_the_same_documents_are_written_everywhere(rendered: list[dict[str, bytes]]) -> None:
    first, second = rendered
    assert sorted(first) == sorted(second)
    stems = tuple(f"{Path(example).stem}-" for example in EXAMPLES)
    assert [name for name in first if not name.startswith(stems)] == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_same_input_gives_same_bytes(example: str, rendered: list[dict[str, bytes]]) -> None:
    first, second = rendered
    own = [name for name in first if name.startswith(f"{Path(example).stem}-")]
    assert own != []
    assert [name for name in own if first[name] != second[name]] == []
