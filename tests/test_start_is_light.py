"""Nothing heavy is imported before somebody answers Ctrl+C: until then Python shows a trace."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SOURCE = str(Path(__file__).parent.parent / "src")
NEW = """
import sys
before = set(sys.modules)
from wenming_docs.cli import main
print(*sorted(set(sys.modules) - before))
"""


def test_until_main_is_called_nothing_but_the_way_there_is_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {SOURCE!r})\n{NEW}"],
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    of_the_system = {
        "os",
        "os.path",
        "stat",
        "_stat",
        "genericpath",
        "posixpath",
        "ntpath",
        "_collections_abc",
    }
    ours = ["__future__", "wenming_docs", "wenming_docs.cli", "wenming_docs.cli.entry"]
    assert [name for name in done.stdout.split() if name not in of_the_system] == ours
