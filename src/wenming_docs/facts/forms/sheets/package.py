"""Opening the archive that .xlsx, .ods and .docx are: bounded, without entities, read by one reader only.

What is handed on to another program's reader is packed anew from the parts read here, so that the
two cannot see different files in the same bytes.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from xml.parsers import expat

from wenming_docs.facts.forms.sheets.scan import Unsound
from wenming_docs.packages import Archive, BadPackage, Wrong, open_archive
from wenming_docs.records import dataclass

_LARGEST_READ = 128 * 1024 * 1024
"""Bytes of XML that are read of one file; a form of 5,000 rows has 3 MB."""
_MOST_TAGS = 4_000_000
"""Signs ``<`` in all parts of a file that are read: a million figures, or some six seconds."""
_DEEPEST = 256
_DECLARATIONS = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
SAVE_AGAIN = "用 Excel 或 WPS 打开，另存一份再用"

Attributes = dict[str, str]


@dataclass(slots=True)
class Package:
    """An archive that was looked through; ``names`` leads from names in lower case to those of its parts."""

    archive: Archive
    names: Mapping[str, str]
    read: int = 0
    tags: int = 0

    def has(self, name: str) -> bool:
        """Whether there is a part of that name, capitals apart."""
        return name.lower() in self.names

    def part(self, name: str) -> bytes:
        """A part, refused if it is missing, damaged, too large or brings declarations of its own."""
        try:
            data = self.archive.read(self.names.get(name.lower(), name), _LARGEST_READ - self.read)
        except BadPackage as error:
            raise _unsound(error) from error
        self.read += len(data)
        self.tags += data.count(b"<")
        if self.tags > _MOST_TAGS:
            raise _boundless()
        if any(sign in data for sign in _DECLARATIONS):
            raise Unsound("X033", f"文件里有不该有的声明（{name} 的 DTD），没有读", SAVE_AGAIN)
        return data

    def xml(self, name: str) -> bytes:
        """A part that is XML, without what two readers may understand differently."""
        return plainly(self.part(name), name)


def open_package(data: bytes) -> Package:
    """The archive in ``data``; Unsound for a damaged, locked or boundless one."""
    try:
        archive = open_archive(data)
    except BadPackage as error:
        raise _unsound(error) from error
    return Package(archive, {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.entries})


def _unsound(error: BadPackage) -> Unsound:
    if error.wrong is Wrong.LOCKED:
        return locked()
    if error.wrong is Wrong.BROKEN:
        return damaged(error.what)
    return Unsound("X033", f"{error.what}，没有读", SAVE_AGAIN)


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
        self._depth = 0
        self._text: list[str] = []

    def walk(self, data: bytes, name: str) -> None:
        """Walks ``data``, the part ``name``; Unsound where it is no sound XML, or without bounds."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._opened
        parser.EndElementHandler = self._closed
        parser.StartDoctypeDeclHandler = _declared
        if self._end is not None:
            parser.CharacterDataHandler = self._text.append
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise damaged(f"其中的 {name} 不是完好的 XML") from error

    def _opened(self, tag: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _boundless()
        self._text.clear()
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        self._start(tag, attributes)

    def _closed(self, tag: str) -> None:
        self._depth -= 1
        if self._end is not None:
            self._end(tag.rpartition(":")[2] if ":" in tag else tag, "".join(self._text))
            self._text.clear()


def _declared(*_: object) -> None:
    raise Unsound("X033", "文件里有不该有的声明（DTD），没有读", SAVE_AGAIN)


def _boundless() -> Unsound:
    return Unsound("X033", "文件的内容太多或套得太深，没有读", SAVE_AGAIN)


_ASIDE = re.compile(rb"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>|<\?.*?\?>", re.DOTALL)
"""As ``<`` stands nowhere else in sound XML, what these find from left to right is what a parser finds."""
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ENCODINGS = frozenset(("utf-16", "gb2312", "gbk", "gb18030", "big5", "iso8859-1", "cp1252"))


def plainly(data: bytes, name: str) -> bytes:
    """The same XML in UTF-8 without CDATA, comments and instructions, over which two readers may differ."""
    data = _in_utf8(data, name)
    if data.startswith(b"<?xml ") and (end := data.find(b"?>")) > 0:
        data = data[end + 2 :]
    if b"<!" not in data and b"<?" not in data:
        return data
    return _ASIDE.sub(lambda found: _escaped(found[1] or b""), data)


def _in_utf8(data: bytes, name: str) -> bytes:
    """The bytes in UTF-8, whatever the file says or shows that they are in."""
    if data.startswith(codecs.BOM_UTF8):
        return data[len(codecs.BOM_UTF8) :]
    encoding = "utf-16" if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8"
    try:
        if declared := _DECLARED.match(data):
            encoding = codecs.lookup(declared[1].decode()).name
        if encoding in ("utf-8", "ascii"):
            return data
        if encoding in _ENCODINGS:
            return data.decode(encoding).encode()
    except (LookupError, ValueError) as error:
        raise damaged(f"其中的 {name} 不是它说的编码") from error
    raise damaged(f"其中的 {name} 的编码（{encoding}）不是表格文件用的")


def _escaped(text: bytes) -> bytes:
    return text.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


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
    """Those of the named parts that are there, all of them XML."""
    return {name: package.xml(name) for name in names if package.has(name)}
