"""Opening a .docx that anybody made, or anybody broke: bounded sizes, no entities, nothing fetched."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from wenming_docs.errors import InvalidInput
from wenming_docs.findings import Finding, Severity
from wenming_docs.packages import Archive, BadPackage, Wrong, open_archive
from wenming_docs.page.word.parts import OFFICE, PACKAGE, W
from wenming_docs.records import dataclass

LARGEST_FILE = 128 * 1024 * 1024
"""Bytes of a file that is read at all."""
_LARGEST_PART = 96 * 1024 * 1024
_MOST_TAGS = 1_000_000
"""Signs ``<`` in one part: some 60,000 paragraphs or cells. Nobody signs a document of that length."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMES = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": OFFICE.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}
_DECLARATIONS = tuple(
    "<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
)
_SAVE_AGAIN = "请用 Word 或 WPS 打开，另存为 .docx 再检查"


@dataclass(frozen=True, slots=True)
class Package:
    """A .docx, opened: its archive, its main part and what hangs on that."""

    archive: Archive
    main: str
    strict: bool
    related: dict[str, str]  # relationship id → part name
    kinds: dict[str, str]  # last word of a relationship type → part name

    def tree(self, part: str) -> etree._Element | None:
        """The XML of a part; None where it is missing. Raises ``InvalidInput`` if it is damaged."""
        return parse_xml(part_bytes(self.archive, part), part) if part in self.archive else None

    def tree_of(self, kind: str) -> etree._Element | None:
        """The XML of the part that hangs on the document as ``kind`` (styles, numbering …)."""
        return self.tree(self.kinds[kind]) if kind in self.kinds else None


def open_package(data: bytes) -> Package:
    """The package in ``data``. Raises ``InvalidInput`` with one finding for what is no sound .docx."""
    archive = _archive(data)
    main, strict = _main_part(archive)
    related: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for id, kind, target in relationships(archive, main):
        related[id] = target
        kinds.setdefault(kind, target)
    return Package(archive, main, strict, related, kinds)


def _archive(data: bytes) -> Archive:
    if data.startswith(_OLE):
        raise _refused("这不是 .docx：是旧的 .doc 格式，或加了密码", "请打开，取消密码，另存为 .docx 再检查")
    try:
        return open_archive(data)
    except BadPackage as error:
        if error.wrong is Wrong.LOCKED:
            raise _refused("文件加了密码，读不了", "请取消密码再检查") from error
        if error.wrong is Wrong.BOUNDLESS:
            hint = "请删去不要的图片和附件，分成几份再检查；或用 Word、WPS 另存一份"
            raise _refused(f"{error.what}，没有检查", hint) from error
        raise _refused("这不是 .docx 文件，或文件已损坏", _SAVE_AGAIN) from error


def _main_part(archive: Archive) -> tuple[str, bool]:
    """The name of the document part, and whether it is written in the strict variant."""
    for _, kind, target in relationships(archive, ""):
        if kind == "officeDocument" and target in archive:
            _refuse_active(archive, target)
            return target, _STRICT in part_bytes(archive, target)[:4096]
    other = next((name for word, name in _OTHERS.items() if any(word in n for n in archive.entries)), "")
    what = f"这是{other}，不是 Word 文档" if other else "这个压缩包里没有 Word 文档"
    raise _refused(what, "请给一份 Word 或 WPS 文字存成的 .docx")


_OTHERS = {
    "xl/workbook": " Excel 表格",
    "ppt/presentation": " PPT 演示稿",
    "content.xml": " ODF 文档（.odt 等）",
}


def _refuse_active(archive: Archive, main: str) -> None:
    """Templates and documents with macros are not .docx, whatever their name says."""
    types = "[Content_Types].xml"
    if types not in archive:
        raise _damaged("缺少 [Content_Types].xml")
    for element in parse_xml(part_bytes(archive, types), types):
        if element.get("PartName", "").lstrip("/") == main:
            kind = element.get("ContentType", "")
            if "macroEnabled" in kind or "template" in kind:
                raise _refused("这是带宏的文档或模板，不是 .docx", "请另存为普通的 .docx 再检查")


def relationships(archive: Archive, part: str) -> Iterator[tuple[str, str, str]]:
    """(id, last word of the type, part name) of each internal relationship of a part."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", name + ".rels")
    if rels not in archive:
        if part == "":
            raise _refused("这个压缩包里没有 Word 文档", "请给一份 Word 或 WPS 文字存成的 .docx")
        return
    for element in parse_xml(part_bytes(archive, rels), rels):
        if isinstance(element.tag, str) and element.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, element.get("Target", ""))).lstrip("/")
            yield element.get("Id", ""), element.get("Type", "").rsplit("/", 1)[-1], target


def part_bytes(archive: Archive, part: str) -> bytes:
    """The content of a part, never more than the limit. Raises ``InvalidInput``."""
    try:
        return archive.read(part, _LARGEST_PART)
    except BadPackage as error:
        if error.wrong is Wrong.BOUNDLESS:
            raise _refused(f"文件太大（{part}），没有检查", "请分成几份再检查") from error
        raise _damaged(f"其中的 {part} 读不出来") from error


def parse_xml(data: bytes, part: str) -> etree._Element:
    """XML without entities, DTD or network; raises ``InvalidInput`` if it is damaged or boundless."""
    if any(sign in data[:65536] for sign in _DECLARATIONS):
        raise _refused(f"文件里有不该有的声明（{part} 的 DTD），没有检查", _SAVE_AGAIN)
    if data.count(b"<") > _MOST_TAGS:
        raise _refused("文件太长，有几万段，没有检查", "请分成几份再检查")
    if _STRICT in data[:65536]:
        for strict, usual in _STRICT_NAMES.items():
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damaged(f"其中的 {part} 不是完好的 XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused(f"文件里有不该有的声明（{part} 的 DTD），没有检查", _SAVE_AGAIN)
    return root


def content_types_root() -> str:
    """The namespace of [Content_Types].xml."""
    return f"{PACKAGE}/content-types"


def _damaged(what: str) -> InvalidInput:
    return _refused(f"文件已损坏：{what}", _SAVE_AGAIN)


def _refused(message: str, hint: str) -> InvalidInput:
    return InvalidInput([Finding("L101", Severity.ERROR, message, hint)])
