""".docx → PDF by LibreOffice, with stand-ins of the right width for the fonts of the standard.

The fonts that GB/T 9704-2012 names are not free; Fandol's glyphs are as wide. They lie in
``.cache/fonts`` or ``$WENMING_FONTS`` (``tests/install_page_tools.sh`` brings them).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

STAND_INS = {
    "FandolFang": ("仿宋_GB2312", "仿宋", "FangSong", "FangSong_GB2312", "方正仿宋_GBK"),
    "FandolKai": ("楷体_GB2312", "楷体", "KaiTi", "KaiTi_GB2312", "方正楷体_GBK"),
    "FandolHei": ("黑体", "SimHei", "方正黑体_GBK"),
    "FandolSong": ("宋体", "SimSun"),
    "Noto Serif CJK SC": ("方正小标宋简体", "方正小标宋_GBK", "华文中宋"),
    "Liberation Serif": ("Times New Roman",),
}


def missing_tool() -> str:
    """Why no page can be laid out on this machine; "" if one can."""
    if not shutil.which("soffice"):
        return "没有 LibreOffice（soffice）：先运行 tests/install_page_tools.sh"
    if not (_fonts() / "FandolFang-Regular.otf").exists():
        return "没有 Fandol 字体：先运行 tests/install_page_tools.sh"
    return ""


def use_stand_ins(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Lets programs started from here lay out pages with the stand-ins."""
    configuration = folder / "fonts.conf"
    configuration.write_text(_fonts_conf(folder), encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(configuration))


def to_pdf(files: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """Lays out several .docx (name → bytes) in one call of LibreOffice; name → PDF path."""
    return convert(files, folder, "docx", "pdf")


def convert(files: Mapping[str, bytes], folder: Path, source: str, target: str) -> dict[str, Path]:
    """Converts files (name → bytes) from one suffix to another; name → path in ``folder``."""
    sources = []
    for name, data in files.items():
        path = folder / f"{name}.{source}"
        path.write_bytes(data)
        sources.append(str(path))
    configuration = folder / "fonts.conf"
    configuration.write_text(_fonts_conf(folder), encoding="utf-8")
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", target]
    subprocess.run(
        [*command, "--outdir", str(folder), *sources],
        check=True,
        timeout=300,
        env={**os.environ, "FONTCONFIG_FILE": str(configuration)},
        capture_output=True,
    )
    made = {name: folder / f"{name}.{target}" for name in files}
    lost = [name for name, path in made.items() if not path.exists()]
    assert not lost, f"LibreOffice did not convert {lost}"
    return made


def _fonts() -> Path:
    return Path(os.environ.get("WENMING_FONTS") or ROOT / ".cache" / "fonts")


def _fonts_conf(folder: Path) -> str:
    aliases = "".join(
        f'<alias binding="same"><family>{name}</family><prefer><family>{font}</family></prefer></alias>'
        for font, names in STAND_INS.items()
        for name in names
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{_fonts().resolve()}</dir><cachedir>{folder / 'fontcache'}</cachedir>{aliases}</fontconfig>"
    )
