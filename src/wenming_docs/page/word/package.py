"""The .docx container: same parts, same bytes; a hash that tells whether somebody edited it."""

from __future__ import annotations

import hashlib
import io
import lzma
import os
import struct
import time
import zipfile
import zlib
from collections.abc import Mapping

from wenming_docs.page.word.parts import HASH_PROPERTY, NO_HASH
from wenming_docs.zh.lazy import lazy_pattern

CUSTOM = "docProps/custom.xml"
_STORED = lazy_pattern(rf'name="{HASH_PROPERTY}"[^>]*>\s*<vt:lpwstr>([0-9a-f]{{64}})</vt:lpwstr>'.encode())
BROKEN_ZIP = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(NotImplementedError, RuntimeError, OSError, EOFError, ValueError),
)
"""What reading a damaged package may raise."""

_LIMIT = 512 * 1024 * 1024  # more than any document of ours; a bomb is not unpacked


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The package as bytes, its own hash filled in; every time stamp is fixed."""
    filled = dict(parts)
    filled[CUSTOM] = parts[CUSTOM].replace(NO_HASH.encode(), _hash(parts).encode(), 1)
    buffer, moment = io.BytesIO(), _moment()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in _in_order(filled):
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same bytes on Windows and elsewhere
            archive.writestr(entry, filled[name])
    return buffer.getvalue()


def fingerprint(docx: bytes) -> tuple[str | None, str]:
    """The hash stored in a .docx (``None`` without one) and the hash of what it holds now.

    Equal: written by this program and untouched since. Bytes that are no package have no
    stored hash, and the hash of the bytes themselves.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LIMIT:
                return None, hashlib.sha256(docx).hexdigest()
            parts = {name: archive.read(name) for name in archive.namelist()}
    except BROKEN_ZIP:
        return None, hashlib.sha256(docx).hexdigest()
    stored = _STORED.search(parts.get(CUSTOM, b""))
    return (stored.group(1).decode() if stored else None), _hash(parts)


def _hash(parts: Mapping[str, bytes]) -> str:
    """SHA-256 over all parts by name, the place of the hash itself blanked."""
    digest = hashlib.sha256()
    for name in sorted(parts):
        content = parts[name]
        if name == CUSTOM and (stored := _STORED.search(content)):
            content = content.replace(stored.group(1), NO_HASH.encode(), 1)
        digest.update(f"{len(name.encode())} {name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _in_order(parts: Mapping[str, bytes]) -> list[str]:
    """Content types first, as readers expect; the rest by name."""
    return sorted(parts, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name))


def _moment() -> tuple[int, int, int, int, int, int]:
    """1980-01-01, or SOURCE_DATE_EPOCH where a build sets it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch.isascii() or not epoch.isdigit() or len(epoch) > 10:
        return (1980, 1, 1, 0, 0, 0)
    stamp = time.gmtime(min(max(int(epoch), 315532800), 4354819198))  # what a zip can hold
    return (stamp.tm_year, stamp.tm_mon, stamp.tm_mday, stamp.tm_hour, stamp.tm_min, stamp.tm_sec)
