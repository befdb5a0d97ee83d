"""The .xlsx container packed anew: same parts, same bytes, on every machine and at every hour."""

from __future__ import annotations

import io
import zipfile

_MOMENT = (1980, 1, 1, 0, 0, 0)


def repacked(data: bytes) -> bytes:
    """The workbook ``data`` with fixed times and no trace of the system, its parts in their own order."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return buffer.getvalue()


__all__ = ["repacked"]
