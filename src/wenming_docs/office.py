"""LibreOffice on this machine: where it is and which version it says it has."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from wenming_docs.errors import OutputRefused

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


_PATIENCE_PER_CALL, _PATIENCE_PER_FILE = 60, 20
"""Seconds: a first start makes its profile; an office machine lays out some pages a second."""


def lay_out(documents: Sequence[bytes]) -> list[bytes]:
    """The PDF of each .docx, in order, by one call of LibreOffice.

    Raises OutputRefused where LibreOffice is missing, does not end or leaves one out. It has a
    profile of its own, so that it does not matter whether somebody works in it.
    """
    program = find_soffice()
    if program is None:
        raise OutputRefused("没有找到 LibreOffice，排不出页面：装上它再试（wenming doctor 可以看缺什么）")
    with tempfile.TemporaryDirectory(prefix="wenming-") as name:
        folder = Path(name)
        sources = [folder / f"{number}.docx" for number in range(len(documents))]
        for path, data in zip(sources, documents, strict=True):
            path.write_bytes(data)
        _convert(program, sources, folder)
        made = [path.with_suffix(".pdf") for path in sources]
        if not all(path.is_file() for path in made):
            raise OutputRefused("LibreOffice 没有排出页面：关掉正在运行的 LibreOffice 再试一次")
        return [path.read_bytes() for path in made]


def _convert(program: Path, sources: Sequence[Path], folder: Path) -> None:
    command: list[str | Path] = [
        _console_program(program),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
    ]
    command += ["--headless", "--convert-to", "pdf", "--outdir", folder, *sources]
    try:
        subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE_PER_CALL + _PATIENCE_PER_FILE * len(sources),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise OutputRefused("LibreOffice 迟迟没有排完，已经停下：单独打开它看看能不能用") from None
    except OSError as error:
        raise OutputRefused(f"LibreOffice 启动不了：{error.strerror or error}") from None


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
