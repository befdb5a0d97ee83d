"""LibreOffice on this machine: where it is, which version it says it has, the pages it makes.

It is given documents that we have just made, and nothing else: it has had faults of memory in reading
files for as long as it exists. It runs with a profile of its own, where macros are off, links are never
brought up to date and no address is reached; with no more of the environment than it needs; and all that
it starts ends with it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from wenming_docs.errors import OutputRefused

_PATIENCE = 20
"""Seconds for LibreOffice to say its version; a first start on an old machine takes ten."""


def find_soffice() -> Path | None:
    """The LibreOffice program, from PATH or where its installers put it; ``None`` if absent."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found and os.path.isabs(found):  # else it lies in the working folder, with somebody's files
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
            env=_environment(),
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
        _make_profile(folder / "profile")
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
    command += ["--headless", "--norestore", "--nolockcheck"]
    command += ["--convert-to", "pdf", "--outdir", folder, *sources]
    silent = subprocess.DEVNULL  # a pipe would be waited for as long as anybody holds it
    try:
        running = subprocess.Popen(
            command,
            stdin=silent,
            stdout=silent,
            stderr=silent,
            env=_environment(),
            cwd=folder,
            start_new_session=True,
        )
    except OSError as error:
        raise OutputRefused(f"LibreOffice 启动不了：{error.strerror or error}") from None
    try:
        running.wait(_PATIENCE_PER_CALL + _PATIENCE_PER_FILE * len(sources))
    except subprocess.TimeoutExpired:
        raise OutputRefused("LibreOffice 迟迟没有排完，已经停下：单独打开它看看能不能用") from None
    finally:
        _end(running)


def _end(running: subprocess.Popen[bytes]) -> None:
    """Ends LibreOffice with all that it started: the program found is but a script that starts another."""
    if sys.platform == "win32":
        if running.poll() is None:
            tree = ["taskkill", "/T", "/F", "/PID", str(running.pid)]
            subprocess.run(tree, capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError, PermissionError):  # it has ended, as it should
            os.killpg(running.pid, signal.SIGKILL)
    running.wait()


_KEPT = """
    PATH HOME USER LOGNAME LANG LANGUAGE TZ TMPDIR TEMP TMP SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT
    APPDATA LOCALAPPDATA USERPROFILE USERNAME PROGRAMDATA PROGRAMFILES PROGRAMFILES(X86) PROGRAMW6432
    COMMONPROGRAMFILES NUMBER_OF_PROCESSORS PROCESSOR_ARCHITECTURE FONTCONFIG_FILE FONTCONFIG_PATH
    XDG_DATA_DIRS XDG_DATA_HOME XDG_CACHE_HOME XDG_CONFIG_HOME SOURCE_DATE_EPOCH
"""


def _environment() -> dict[str, str]:
    """What LibreOffice needs to know: where it is, who asks, which fonts there are. No proxies, no tokens."""
    kept = frozenset(_KEPT.split())
    return {
        name: value
        for name, value in os.environ.items()
        if name.upper() in kept or name.upper().startswith("LC_")
    }


_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", 3),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", True),
    ("Office.Common/Security/Scripting", "DisableActiveContent", True),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", True),
    ("Office.Writer/Content/Update", "Link", 0),
    ("Inet/Settings", "ooInetProxyType", 2),
    *(("Inet/Settings", f"ooInet{scheme}ProxyName", "127.0.0.1") for scheme in ("HTTP", "HTTPS", "FTP")),
    *(("Inet/Settings", f"ooInet{scheme}ProxyPort", 9) for scheme in ("HTTP", "HTTPS", "FTP")),
)
"""Path, name and value: no macros, no links brought up to date, a proxy where nobody answers."""


def _make_profile(folder: Path) -> None:
    """The profile of one run, before LibreOffice fills in the rest."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{str(value).lower()}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    user = folder / "user"
    user.mkdir(parents=True)
    user.joinpath("registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )


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
