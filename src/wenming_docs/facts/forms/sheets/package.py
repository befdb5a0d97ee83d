"""Opening the archive that .xlsx, .ods and .docx are: bounded, without entities, read by one reader only.

What is handed on to another program's reader is packed anew from the parts read here, so that the
two cannot see different files in the same bytes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from xml.parsers import expat

from wenming_docs.facts.forms.sheets.scan import Unsound
from wenming_docs.records import dataclass

_MOST_MEMBERS = 10_000
_LARGEST_WHOLE = 512 * 1024 * 1024
_LARGEST_READ = 128 * 1024 * 1024
"""Bytes of XML that are read of one file; a form of 5,000 rows has 3 MB."""
_USUAL_RATIO = 200
_SMALL = 32 * 1024 * 1024
"""Unpacked bytes below which the ratio is of no matter: repetitive sheets pack well."""
_MOST_ELEMENTS = 8_000_000
_DEEPEST = 256
_ENTRY = b"PK\x01\x02"
_LOCAL = struct.Struct("<4s22xHH")
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)
_DECLARATIONS = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
SAVE_AGAIN = "用 Excel 或 WPS 打开，另存一份再用"

Attributes = dict[str, str]


@dataclass(slots=True)
class Package:
    """An archive that was looked through; ``names`` leads from names in lower case to the entries."""

    archive: zipfile.ZipFile
    names: Mapping[str, zipfile.ZipInfo]
    read: int = 0

    def has(self, name: str) -> bool:
        """Whether there is a part of that name, capitals apart."""
        return name.lower() in self.names

    def part(self, name: str) -> bytes:
        """A part, refused if it is missing, damaged, too large or brings declarations of its own."""
        entry = self.names.get(name.lower())
        if entry is None:
            raise damaged(f"缺少 {name}")
        room = _LARGEST_READ - self.read
        try:
            with self.archive.open(entry) as file:
                data = file.read(room + 1)
        except RuntimeError as error:  # zipfile's word for a password
            raise locked() from error
        except _BROKEN as error:
            raise damaged(f"其中的 {name} 读不出来") from error
        if len(data) > room:
            raise Unsound("X033", "文件展开后太大，没有读", "只留要用的工作表，删去多余的内容，另存一份")
        self.read += len(data)
        if any(sign in data for sign in _DECLARATIONS):
            raise Unsound("X033", f"文件里有不该有的声明（{name} 的 DTD），没有读", SAVE_AGAIN)
        return data


def open_package(data: bytes) -> Package:
    """The archive in ``data``; Unsound for a damaged, locked or boundless one."""
    if data.count(_ENTRY) > _MOST_MEMBERS:
        raise Unsound("X033", "压缩包里的文件太多，没有读", SAVE_AGAIN)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise damaged("压缩包打不开，可能没有传完") from error
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise locked()
    _refuse_bombs(entries, len(data))
    _refuse_overlaps(entries, data)
    names = {entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in entries}
    if len(names) != len(entries):
        raise Unsound("X033", "压缩包里有同名的文件，没有读", SAVE_AGAIN)
    return Package(archive, names)


def _refuse_bombs(entries: list[zipfile.ZipInfo], packed: int) -> None:
    whole = sum(entry.file_size for entry in entries)
    if whole > _LARGEST_WHOLE or (whole > _SMALL and whole > _USUAL_RATIO * packed):
        raise Unsound("X033", f"文件展开后有{whole // 1024 // 1024}MB，不像表格，没有读", SAVE_AGAIN)
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise Unsound("X033", "压缩的方法不是表格文件用的，没有读", SAVE_AGAIN)


def _refuse_overlaps(entries: list[zipfile.ZipInfo], data: bytes) -> None:
    """Entries that share their bytes unpack to many times what the file seems to hold."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        start = entry.header_offset
        try:
            sign, name, extra = _LOCAL.unpack_from(data, start)
        except struct.error as error:
            raise damaged("压缩包的目录和内容对不上") from error
        if sign != b"PK\x03\x04":
            raise damaged("压缩包的目录和内容对不上")
        if start < end:
            raise Unsound("X033", "压缩包里的文件互相重叠，没有读", SAVE_AGAIN)
        end = start + _LOCAL.size + name + extra + entry.compress_size


def packed(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts, not compressed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return target.getvalue()


class Walker:
    """One pass over XML: ``start(tag, attributes)`` and ``end(tag, text)`` with names without prefixes.

    The text is that of the innermost element alone. Attributes keep no prefixes either.
    """

    def __init__(
        self, start: Callable[[str, Attributes], None], end: Callable[[str, str], None] | None = None
    ) -> None:
        self._start, self._end = start, end
        self._elements = self._depth = 0
        self._text: list[str] = []

    def walk(self, data: bytes, name: str) -> None:
        """Walks ``data``, the part ``name``; Unsound where it is no sound XML, or without bounds."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._opened
        parser.EndElementHandler = self._closed
        parser.StartDoctypeDeclHandler = self._declared
        if self._end is not None:
            parser.CharacterDataHandler = self._text.append
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise damaged(f"其中的 {name} 不是完好的 XML") from error

    def _opened(self, tag: str, attributes: Attributes) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > _MOST_ELEMENTS or self._depth > _DEEPEST:
            raise Unsound("X033", "文件的内容太多或套得太深，没有读", SAVE_AGAIN)
        self._text.clear()
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        self._start(tag, attributes)

    def _closed(self, tag: str) -> None:
        self._depth -= 1
        if self._end is not None:
            self._end(tag.rpartition(":")[2] if ":" in tag else tag, "".join(self._text))
            self._text.clear()

    @staticmethod
    def _declared(*_: object) -> None:
        raise Unsound("X033", "文件里有不该有的声明（DTD），没有读", SAVE_AGAIN)


def plain_names(attributes: Attributes) -> Attributes:
    """Attributes without the prefixes of their names."""
    return {name.rpartition(":")[2]: value for name, value in attributes.items()}


def number(text: str | None, default: int, most: int = 2**31) -> int:
    """A whole number of an attribute; what is none counts as ``default``."""
    return min(int(text), most) if text and text.isascii() and text.isdigit() and len(text) < 12 else default


def is_true(text: str | None) -> bool:
    """A truth value of an attribute."""
    return text in ("1", "true", "on")


def damaged(what: str) -> Unsound:
    """The finding for a file that does not hold together."""
    return Unsound("X032", f"文件已损坏：{what}", "请发来的人重新发一份，或用 Excel、WPS 修复后另存")


def locked() -> Unsound:
    """The finding for a file with a password."""
    return Unsound("X031", "文件加了密码，读不了", "打开后取消密码（文件—信息—保护工作簿），另存再用")


def copied(package: Package, names: Iterable[str]) -> dict[str, bytes]:
    """Those of the named parts that are there."""
    return {name: package.part(name) for name in names if package.has(name)}
