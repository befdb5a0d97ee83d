"""The one door for archives from outside (.docx, .xlsx, .ods): looked through before a part of it is read.

``zipfile`` believes what an archive says of itself. Here it is bounded, no two entries share bytes or a
name, the directory is where its end says (other readers would see other files), and nothing is locked.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from enum import Enum

from wenming_docs.records import dataclass

MOST_ENTRIES = 5_000
LARGEST_WHOLE = 256 * 1024 * 1024
"""Bytes that all parts together unpack to, as the directory has it; none unpacks to more than it says."""
_USUAL_RATIO = 200
_SMALL = 32 * 1024 * 1024
"""Unpacked bytes below which the ratio is of no matter: repetitive sheets pack well."""
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(NotImplementedError, OSError, EOFError, ValueError, OverflowError),
)
_ENTRY, _END, _LOCATOR, _END_64 = b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x07", b"PK\x06\x06"
_LOCAL = struct.Struct("<4s22xHH")
_LOCATOR_SIZE, _END_SIZE = 20, 22
_UNSAFE = re.compile(r"(?:^|/)\.\.(?:/|$)|[\x00-\x1f\x7f]|^[A-Za-z]:")


class Wrong(Enum):
    """Why a package is not read."""

    BROKEN = "broken"
    LOCKED = "locked"
    BOUNDLESS = "boundless"
    """Too large, or made in a way that no office program makes files."""


class BadPackage(Exception):
    """A package that is not read; its text says in Chinese what is wrong with it, as a clause."""

    def __init__(self, wrong: Wrong, what: str) -> None:
        super().__init__(what)
        self.wrong, self.what = wrong, what


@dataclass(frozen=True, slots=True)
class Archive:
    """A package that was looked through; ``entries`` leads from the names of its parts, in their order."""

    zip: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def read(self, name: str, most: int = LARGEST_WHOLE) -> bytes:
        """The bytes of a part. Raises BadPackage where it is missing, damaged, or larger than ``most``."""
        entry = self.entries.get(name)
        if entry is None:
            raise BadPackage(Wrong.BROKEN, f"缺少 {name}")
        if entry.file_size > most:
            raise BadPackage(Wrong.BOUNDLESS, f"其中的 {name} 太大")
        try:
            with self.zip.open(entry) as file:
                data = file.read(entry.file_size + 1)
        except RuntimeError as error:
            if isinstance(error, NotImplementedError):
                raise BadPackage(Wrong.BROKEN, f"其中的 {name} 读不出来") from error
            raise BadPackage(Wrong.LOCKED, "文件加了密码") from error  # zipfile's word for a password
        except _BROKEN as error:
            raise BadPackage(Wrong.BROKEN, f"其中的 {name} 读不出来") from error
        if len(data) != entry.file_size:
            raise BadPackage(Wrong.BROKEN, f"其中的 {name} 读不出来")
        return data

    def read_all(self) -> dict[str, bytes]:
        """Every part by its name, in their order."""
        return {name: self.read(name) for name in self.entries}


def open_archive(data: bytes, largest: int = LARGEST_WHOLE) -> Archive:
    """The package in ``data``. Raises BadPackage for a damaged, locked or boundless one.

    ``largest`` is how many bytes its parts may unpack to together.
    """
    if data.count(_ENTRY) > MOST_ENTRIES:
        raise BadPackage(Wrong.BOUNDLESS, "压缩包里的文件太多")
    _refuse_other_directory(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except _BROKEN as error:
        raise BadPackage(Wrong.BROKEN, "压缩包打不开，可能没有传完") from error
    if any(entry.flag_bits & 0x41 for entry in entries):
        raise BadPackage(Wrong.LOCKED, "文件加了密码")
    _refuse_bombs(entries, len(data), largest)
    _refuse_overlaps(entries, data)
    _refuse_names(entries)
    return Archive(archive, {entry.filename: entry for entry in entries if not entry.is_dir()})


def _refuse_other_directory(data: bytes) -> None:
    """In a large archive a pointer leads to the end of the directory; ``zipfile`` takes it as read."""
    end = data.rfind(_END)
    at = end - _LOCATOR_SIZE
    if at < 0 or data[at : at + 4] != _LOCATOR:
        return
    (leads,) = struct.unpack_from("<Q", data, at + 8)
    sound = leads + 12 <= at and data[leads : leads + 4] == _END_64
    if not sound or leads + 12 + struct.unpack_from("<Q", data, leads + 4)[0] != at:
        raise BadPackage(Wrong.BROKEN, "压缩包的目录和内容对不上")


def _refuse_bombs(entries: list[zipfile.ZipInfo], packed: int, largest: int) -> None:
    whole = sum(entry.file_size for entry in entries)
    if whole > largest or (whole > _SMALL and whole > _USUAL_RATIO * packed):
        raise BadPackage(Wrong.BOUNDLESS, f"文件展开后太大（{whole // 1024 // 1024}MB）")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise BadPackage(Wrong.BOUNDLESS, "压缩的方法不是办公软件用的")


def _refuse_overlaps(entries: list[zipfile.ZipInfo], data: bytes) -> None:
    """Entries that share their bytes unpack to many times what the file seems to hold."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        start = entry.header_offset
        try:
            sign, name, extra = _LOCAL.unpack_from(data, start)
        except struct.error as error:
            raise BadPackage(Wrong.BROKEN, "压缩包的目录和内容对不上") from error
        if sign != b"PK\x03\x04":
            raise BadPackage(Wrong.BROKEN, "压缩包的目录和内容对不上")
        if start < end:
            raise BadPackage(Wrong.BOUNDLESS, "压缩包里的文件互相重叠")
        end = start + _LOCAL.size + name + extra + entry.compress_size
    if end > len(data):
        raise BadPackage(Wrong.BROKEN, "压缩包的目录和内容对不上")


def _refuse_names(entries: list[zipfile.ZipInfo]) -> None:
    """Capitals and strokes do not tell parts apart; no part lies outside the package."""
    names = [entry.filename.replace("\\", "/").lstrip("/").lower() for entry in entries]
    if len(set(names)) != len(names):
        raise BadPackage(Wrong.BOUNDLESS, "压缩包里有同名的文件")
    if any(map(_UNSAFE.search, (*names, *(entry.orig_filename for entry in entries)))):
        raise BadPackage(Wrong.BOUNDLESS, "压缩包里文件的名字有不该有的字符")


__all__ = ["LARGEST_WHOLE", "MOST_ENTRIES", "Archive", "BadPackage", "Wrong", "open_archive"]
