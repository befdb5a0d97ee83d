"""What the user names: a folder or file of this machine, or an address such as ``s3://桶/区县``."""

from __future__ import annotations

import re
from pathlib import Path

from wenming_docs.errors import WrongUse

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
"""Two letters at least: ``C:\\计划`` and ``C:/计划`` are paths of Windows."""


def is_address(name: str) -> bool:
    """Whether ``name`` is a URL; a path is not, whatever its drive is called."""
    return bool(_ADDRESS.match(name)) or "::" in name and "://" in name


def local_path(name: str) -> Path | None:
    """The path that ``name`` means on any machine that shares it; None for what lies behind an address.

    ``file:///数据/计划`` and ``/数据/计划`` are one place.
    """
    if not is_address(name):
        return Path(name)
    if name.lower().startswith("file://"):
        from urllib.request import url2pathname  # no command pays for it that names no address

        rest = name[len("file://") :].removeprefix("localhost")
        if not rest.startswith("/"):
            raise WrongUse(f"“{name}”少一条斜线，写成 file:///文件夹 这样，或者直接写路径")
        return Path(url2pathname(rest))
    return None


def scheme_of(address: str) -> str:
    """``s3`` of ``s3://桶/区县``, in small letters."""
    found = _ADDRESS.match(address)
    return found[1].lower() if found else ""
