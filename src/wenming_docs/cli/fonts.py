"""Which of the fonts that GB/T 9704 documents name are on this machine."""

from __future__ import annotations

import subprocess
import sys
from shutil import which

STANDARD_FONTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("方正小标宋简体", ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05")),
    ("仿宋_GB2312", ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong")),
    ("楷体_GB2312", ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi")),
    ("黑体", ("黑体", "SimHei")),
    ("宋体", ("宋体", "SimSun", "NSimSun")),
    ("Times New Roman", ("Times New Roman",)),
)
"""Each font that documents name, and the names under which it or its successor is installed."""


def installed_fonts() -> frozenset[str] | None:
    """The families on this machine in small letters; ``None`` where they cannot be listed."""
    names = _windows_fonts() if sys.platform == "win32" else _fontconfig_fonts()
    return None if names is None else frozenset(name.strip().lower() for name in names)


def _fontconfig_fonts() -> list[str] | None:
    program = which("fc-list")
    if program is None:
        return None
    try:
        done = subprocess.run(
            [program, ":", "family"], stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    lines = done.stdout.decode("utf-8", "replace").replace("\\-", "-").splitlines()
    return [name for line in lines for name in line.split(",")] if done.returncode == 0 else None


def _windows_fonts() -> list[str] | None:
    """The registry's entries, such as ``SimSun & NSimSun (TrueType)``, of the machine and of the user."""
    if sys.platform != "win32":
        return None
    import winreg

    names: list[str] = []
    for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
        try:
            with winreg.OpenKey(root, r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts") as key:
                entries = [winreg.EnumValue(key, index)[0] for index in range(winreg.QueryInfoKey(key)[1])]
        except OSError:
            continue
        names += [name for entry in entries for name in entry.partition(" (")[0].split(" & ")]
    return names
