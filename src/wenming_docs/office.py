"""LibreOffice on this machine: where it is and which version it says it has."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_PATIENCE = 20
"""Seconds for LibreOffice to say its version; a first start on an old machine takes ten."""


def find_soffice() -> Path | None:
    """The LibreOffice program, from PATH or where its installers put it; ``None`` if absent."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    return next((path for path in _usual_places() if path.is_file()), None)


def soffice_version(program: Path) -> str | None:
    """What ``program --version`` says, such as ``LibreOffice 7.4.7.2``; ``None`` if it does not run."""
    try:
        done = subprocess.run(
            [_console_program(program), "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    words = done.stdout.decode("utf-8", "replace").split()
    return " ".join(words[:2]) if done.returncode == 0 and words else None


def _usual_places() -> Iterator[Path]:
    if sys.platform == "win32":
        for variable in ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432"):
            if folder := os.environ.get(variable):
                yield Path(folder, "LibreOffice", "program", "soffice.exe")
    elif sys.platform == "darwin":
        yield Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
    else:
        yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)


def _console_program(program: Path) -> Path:
    """On Windows ``soffice.exe`` prints nothing; ``soffice.com`` beside it does."""
    beside = program.with_suffix(".com")
    return beside if program.suffix.lower() == ".exe" and beside.is_file() else program
