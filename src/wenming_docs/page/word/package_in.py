"""Opening a .docx that an office made or anybody broke, to take parts out of it.

Parts are read one by one, each with its own bound, by the names that relationships give them; with a
declaration in an XML part, nothing is taken.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from wenming_docs.errors import InvalidInput
from wenming_docs.findings import Finding, Severity
from wenming_docs.packages import BadPackage, Wrong, open_archive
from wenming_docs.page.word.parts import OFFICE, XML
from wenming_docs.records import dataclass

_LARGEST_PART = 32 * 1024 * 1024
_DECLARATIONS = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_SAVE_AGAIN = "请在 Word 里打开并另存一份再用"


@dataclass(frozen=True, slots=True)
class Found:
    """A relationship: its id, the last word of its type, its target; inner targets are part names."""

    id: str
    kind: str
    target: str
    outside: bool


class PackageIn:
    """A foreign .docx; its parts are read when they are asked for."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = open_archive(data)
        except BadPackage as error:
            raise _of(error) from error

    def has(self, part: str) -> bool:
        return part in self._archive

    def read(self, part: str) -> bytes:
        """The content of a part. Raises ``InvalidInput`` if it is damaged, locked or too large."""
        try:
            return self._archive.read(part, _LARGEST_PART)
        except BadPackage as error:
            raise _of(error) from error

    def main(self) -> str:
        """The name of the part that is the document; templates and documents with macros are refused."""
        for found in self.related(""):
            if found.kind == "officeDocument" and not found.outside and self.has(found.target):
                kind = self._content_type(found.target)
                if "macroenabled" in kind or "template" in kind:
                    raise refused("参考文档是模板或含有宏", "请在 Word 里另存为普通的 .docx")
                return found.target
        raise refused("参考文档不是 Word 文档", "请在 Word 里另存为 .docx")

    def related(self, part: str, *, exact: bool = True) -> Iterator[Found]:
        """The relationships of a part; with ``exact`` those whose type is one of the standard."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", name + ".rels")
        for element in parse(self.read(rels)) if self.has(rels) else ():
            start, _, kind = element.get("Type", "").rpartition("/")
            target, outside = element.get("Target", ""), element.get("TargetMode", "Internal") != "Internal"
            if exact and start != OFFICE:
                continue
            if not outside:
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            yield Found(element.get("Id", ""), kind, target, outside)

    def _content_type(self, part: str) -> str:
        types = "[Content_Types].xml"
        for element in parse(self.read(types)) if self.has(types) else ():
            if element.get("PartName", "").lstrip("/").casefold() == part.casefold():
                return element.get("ContentType", "").lower()
        return ""


def parse(data: bytes) -> etree._Element:
    """XML without entities or network; ``InvalidInput`` if it is broken or declares a DTD."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = None if any(sign in data[:4096] for sign in _DECLARATIONS) else etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refused("参考文档已损坏，读不出来", _SAVE_AGAIN) from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise refused("参考文档含有不该有的声明（DTD）", "请在 Word 里另存一份再用")
    return root


def serialize(element: etree._Element) -> bytes:
    """An XML part as bytes."""
    return XML.encode() + etree.tostring(element, encoding="utf-8")


def refused(message: str, hint: str) -> InvalidInput:
    return InvalidInput([Finding("L002", Severity.ERROR, message, hint)])


def _of(error: BadPackage) -> InvalidInput:
    if error.wrong is Wrong.BOUNDLESS:
        return refused(f"参考文档没有用：{error.what}", "请换一份小一些的，或在 Word 里另存一份")
    if error.wrong is Wrong.LOCKED:
        return refused("参考文档加了密码", "请在 Word 里取消密码，另存再用")
    return refused("参考文档不是 .docx 文件", "请在 Word 里另存为 .docx（不是 .doc、.wps）")
