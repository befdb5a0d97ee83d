"""The .docx container: same parts, same bytes; a hash that tells whether somebody edited it."""

from __future__ import annotations

import hashlib
import os
import struct
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from wenming_docs.packages import BadPackage, open_archive
from wenming_docs.page.word.parts import HASH_PROPERTY, NO_HASH, STANDING
from wenming_docs.zh.lazy import lazy_pattern

CUSTOM = "docProps/custom.xml"
_STORED = lazy_pattern(rf'name="{HASH_PROPERTY}"[^>]*>\s*<vt:lpwstr>([0-9a-f]{{64}})</vt:lpwstr>'.encode())

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_PRIVATE = 0o600 << 16  # the rights of a file, as zipfile sets them

_STAMP: ContextVar[str | None] = ContextVar("stamp", default=None)
_LIMIT = 512 * 1024 * 1024  # more than any document of ours; a bomb is not unpacked


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The package as bytes, its own hash filled in; every time stamp is fixed."""
    filled = dict(parts)
    filled[CUSTOM] = parts[CUSTOM].replace(NO_HASH.encode(), _hash(parts).encode(), 1)
    return zipped({name: filled[name] for name in _in_order(filled)})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip archive of ``parts`` in their order, byte for byte as ``zipfile`` writes it on a file.

    Written by hand because ``zipfile`` takes nothing that is deflated already: the parts that all documents
    have are most of a small package. Each part has less than 4 GiB.
    """
    date, clock = _moment()
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, data in parts.items():
        deflate = _deflated_once if name in STANDING else _deflated
        checksum, deflated = deflate(data)
        file_name = name.encode()
        utf8 = 0 if name.isascii() else 0x800
        entry = (utf8, 8, clock, date, checksum, len(deflated), len(data), len(file_name), 0)
        pieces += [_LOCAL.pack(b"PK\3\4", 20, *entry), file_name, deflated]
        # Made on DOS, so that the bytes are the same on Windows and elsewhere.
        directory += [_CENTRAL.pack(b"PK\1\2", 20, 20, *entry, 0, 0, 0, _PRIVATE, offset), file_name]
        offset += _LOCAL.size + len(file_name) + len(deflated)
    size = sum(map(len, directory))
    end = _END.pack(b"PK\5\6", 0, 0, len(parts), len(parts), size, offset, 0)
    return b"".join([*pieces, *directory, end])


def _deflated(data: bytes) -> tuple[int, bytes]:
    """The CRC of a part, and the part deflated."""
    deflate = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)
    return zlib.crc32(data), deflate.compress(data) + deflate.flush()


_deflated_once = lru_cache(maxsize=64)(_deflated)


def fingerprint(docx: bytes) -> tuple[str | None, str]:
    """The hash stored in a .docx (``None`` without one) and the hash of what it holds now.

    Equal: written by this program and untouched since. Bytes that are no package have no
    stored hash, and the hash of the bytes themselves, as a package has to which something was added.
    """
    try:
        parts = open_archive(docx, _LIMIT).read_all()
    except BadPackage:
        return None, hashlib.sha256(docx).hexdigest()
    stored = _STORED.search(parts.get(CUSTOM, b""))
    computed = _hash(parts) if _is_as_packed(docx, len(parts)) else hashlib.sha256(docx).hexdigest()
    return (stored.group(1).decode() if stored else None), computed


def _is_as_packed(docx: bytes, parts: int) -> bool:
    """Whether the file is so many parts one after another, their directory, and nothing else anywhere.

    The hash covers what a reader of the package sees; this covers what somebody has hung on to it.
    """
    try:
        last = len(docx) - _END.size
        *_, count, size, start, comment = _END.unpack_from(docx, last)
        place, expected = start, 0
        for _ in range(count):
            entry = _CENTRAL.unpack_from(docx, place)
            packed, name, *hung_on, offset = entry[8], *entry[10:13], entry[16]
            if any(hung_on) or offset != expected:
                return False
            place += _CENTRAL.size + name
            expected += _LOCAL.size + name + packed
    except struct.error:
        return False
    return (count, size, start, place, comment) == (parts, last - start, expected, last, 0)


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


@contextmanager
def stamped(epoch: str) -> Iterator[None]:
    """Meanwhile, in this thread, packages are stamped as if SOURCE_DATE_EPOCH were ``epoch`` ("": none)."""
    token = _STAMP.set(epoch)
    try:
        yield
    finally:
        _STAMP.reset(token)


def _moment() -> tuple[int, int]:
    """1980-01-01, or SOURCE_DATE_EPOCH where a build sets it, as date and time of a zip entry."""
    given = _STAMP.get()
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "") if given is None else given
    if not epoch.isascii() or not epoch.isdigit() or len(epoch) > 10:
        return 1 << 5 | 1, 0
    stamp = time.gmtime(min(max(int(epoch), 315532800), 4354819198))  # what a zip can hold
    date = stamp.tm_year - 1980 << 9 | stamp.tm_mon << 5 | stamp.tm_mday
    return date, stamp.tm_hour << 11 | stamp.tm_min << 5 | stamp.tm_sec // 2
