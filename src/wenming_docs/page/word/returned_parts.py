"""The parts of an edited .docx that are read back: its text, styles, comments, notes and marks."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from wenming_docs.errors import InvalidInput
from wenming_docs.findings import Finding, Severity
from wenming_docs.packages import Archive, BadPackage, open_archive
from wenming_docs.page.word.marks import from_properties
from wenming_docs.page.word.parts import MARKS_PROPERTY, W
from wenming_docs.page.word.styles import AGAIN, AGAIN_NAME
from wenming_docs.records import dataclass

NO_WORD = "X050"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_LARGEST_PART = 96 * 1024 * 1024
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_READ = frozenset(("styles", "comments", "footnotes", "endnotes", "custom-properties"))
_MARGINS = frozenset(("header", "footer"))
_PAGE_NUMBER = re.compile(r"[\s\d—–―－\-·~第页共/]*")


def open_returned(docx: bytes) -> ReturnedParts:
    """The parts that are read; raises InvalidInput (X050)."""
    if docx.startswith(_OLE):
        raise refused("这不是 .docx：是旧的 .doc、.wps 格式，或加了密码")
    try:
        archive = open_archive(docx)
        main = next((target for kind, target in _related(archive, "") if kind == "officeDocument"), "")
        if not main:
            raise refused("这个压缩包里没有 Word 文档")
        trees = {"document": _tree(archive, main)}
        for kind, target in [*_related(archive, ""), *_related(archive, main)]:
            if kind in _READ and target in archive:
                trees.setdefault(kind, _tree(archive, target))
            elif kind in _MARGINS and target in archive:
                trees.setdefault(f"{kind} {target}", _tree(archive, target))
    except BadPackage as error:
        raise refused(f"文件读不了：{error.what}") from error
    return ReturnedParts(trees)


def _related(archive: Archive, part: str) -> Iterator[tuple[str, str]]:
    """Kind and part name of everything that a part is related to."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", name + ".rels")
    if relations in archive:
        for each in _tree(archive, relations):
            target = posixpath.normpath(posixpath.join("/" + folder, each.get("Target", ""))).lstrip("/")
            if each.get("TargetMode") != "External":
                yield each.get("Type", "").rsplit("/", 1)[-1], target


def _tree(archive: Archive, part: str) -> etree._Element:
    """The XML of a part, without entities, declarations or network."""
    data = archive.read(part, _LARGEST_PART)
    if b"<!DOCTYPE" in data[:65536]:
        raise refused("文件里有不该有的声明（DTD）")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data.replace(_STRICT, W.encode()), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refused(f"文件已损坏：其中的 {part} 不是完好的 XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise refused("文件里有不该有的声明（DTD）")
    return root


def refused(message: str) -> InvalidInput:
    hint = "用 Word 或 WPS 打开，另存为 .docx 再收"
    return InvalidInput([Finding(NO_WORD, Severity.ERROR, message, hint)])


@dataclass(frozen=True, slots=True)
class ReturnedParts:
    """The parts of a package that are read: kind (the last word of a relationship's type) → XML."""

    trees: dict[str, etree._Element]

    def tree(self, kind: str) -> etree._Element:
        return self.trees.get(kind, etree.Element("none"))

    def repeating(self) -> Iterator[str]:
        """The styles of text that a merged cell says again on its next page: no text of the document."""
        for style in self.tree("styles").iter(w("style")):
            name = style.find(w("name"))
            id = style.get(w("styleId"), "")
            if id.startswith(AGAIN) or (name is not None and name.get(w("val"), "").startswith(AGAIN_NAME)):
                yield id

    def marks(self) -> tuple[str, ...] | None:
        """The marks in the custom properties, in the order of their numbers."""
        found: dict[int, str] = {}
        for one in self.tree("custom-properties"):
            number = re.fullmatch(MARKS_PROPERTY + r"(\d{1,4})", one.get("name", ""))
            if number:
                found[int(number[1])] = "".join(map(str, one.itertext()))
        if not found or sorted(found) != list(range(1, len(found) + 1)):
            return None
        return from_properties(found[number] for number in sorted(found))

    def margins(self) -> tuple[str, ...]:
        """The words of headers and footers, each once; a page number is none."""
        texts = [_plain(tree) for kind, tree in self.trees.items() if kind.partition(" ")[0] in _MARGINS]
        return tuple(dict.fromkeys(text for text in texts if not _PAGE_NUMBER.fullmatch(text)))

    def comments(self) -> dict[str, tuple[str, str]]:
        """The comments: id → author and text."""
        return {
            each.get(w("id"), ""): (each.get(w("author"), ""), _plain(each))
            for each in self.tree("comments").iter(w("comment"))
        }

    def notes(self) -> dict[str, tuple[str, str]]:
        """The notes at the foot of a page and at the end, without the lines that part them from the text."""
        return {
            f"{kind}{each.get(w('id'), '')}": ("", _plain(each))
            for kind in ("footnote", "endnote")
            for each in self.tree(kind + "s").iter(w(kind))
            if each.get(w("type"), "normal") == "normal"
        }


def _plain(element: etree._Element) -> str:
    paragraphs = (
        "".join(text.text or "" for text in paragraph.iter(w("t"))) for paragraph in element.iter(w("p"))
    )
    return "\n".join(text for text in paragraphs if text)


def name_of(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def w(name: str) -> str:
    """A name in the namespace of Word."""
    return f"{{{W}}}{name}"
