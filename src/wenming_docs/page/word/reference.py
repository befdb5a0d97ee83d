"""Writing into an office's own .docx: its styles, page setup, header and footer, our body.

Nothing of theirs is changed. Styles are found by name (标题 1 or heading 1), then by id;
what is missing is added, body-like styles in the office's own font. Without a footer of
theirs there is no page number: that is their choice of page.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import field

from lxml import etree

from wenming_docs.errors import InvalidInput
from wenming_docs.findings import Finding, Severity
from wenming_docs.packages import BadPackage, Wrong, open_archive
from wenming_docs.page.word.parts import OFFICE, PACKAGE, WORD_TYPE, XML, W
from wenming_docs.records import dataclass

_KEPT = ("styles", "settings", "fontTable", "theme", "numbering", "webSettings", "header", "footer")
_NOTES = ("footnotes", "endnotes")
_INNER = ("image", "font", "hyperlink")
_WEB = ("http://", "https://", "mailto:")


@dataclass(slots=True)
class Reference:
    """The parts of a reference document that are kept, and what they are related to."""

    parts: dict[str, bytes] = field(default_factory=dict)
    relationships: list[tuple[str, str, str]] = field(default_factory=list)  # id, type, target
    types: dict[str, str] = field(default_factory=dict)  # part or extension → content type
    section: etree._Element | None = None

    def part(self, kind: str) -> str | None:
        """The name of the part of this kind that hangs on the document, if there is one."""
        for _, other, target in self.relationships:
            if other.rsplit("/", 1)[-1] == kind:
                return target
        return None


def open_reference(data: bytes) -> Reference:
    """The kept parts of ``data``. Raises ``InvalidInput`` if it is no .docx that can be used."""
    files = _files(data)
    main = _main_part(files)
    types = _content_types(files)
    if "macroEnabled" in types.get(main, "") or "template" in types.get(main, ""):
        raise _refused("参考文档是模板或含有宏", "请在 Word 里另存为普通的 .docx")
    reference = Reference()
    for id, kind, target, mode in _related(files, main):
        name = kind.rsplit("/", 1)[-1]
        if mode != "External" and (name in _KEPT or name in _NOTES) and target in files:
            reference.relationships.append((id, kind, target))
            _keep(reference, files, target)
    reference.types = {name: kind for name, kind in types.items() if _is_kept(name, reference.parts)}
    body = parse(files[main]).find(f"{{{W}}}body")
    if body is None:
        raise _refused("参考文档没有正文", "请换一份 Word 能正常打开的 .docx")
    reference.section = _last_section(body)
    return reference


def parse(data: bytes) -> etree._Element:
    """XML without entities or network; ``InvalidInput`` if it is broken or declares a DTD."""
    if b"<!DOCTYPE" in data[:4096]:
        raise _refused("参考文档含有不该有的声明（DTD）", "请在 Word 里另存一份再用")
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise _refused("参考文档已损坏，读不出来", "请在 Word 里打开并另存一份再用") from error


def serialize(element: etree._Element) -> bytes:
    """An XML part as bytes."""
    return XML.encode() + etree.tostring(element, encoding="utf-8")


def package_relationships(main: str) -> bytes:
    """_rels/.rels of the new package."""
    entries = [
        ("rId1", f"{OFFICE}/officeDocument", main),
        ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ("rId3", f"{OFFICE}/custom-properties", "docProps/custom.xml"),
    ]
    return _relationships(entries)


def document_relationships(reference: Reference) -> bytes:
    """The relationships of the document: those of the reference that are kept."""
    return _relationships([(id, kind, "/" + target) for id, kind, target in reference.relationships])


def content_types(reference: Reference, main: str) -> bytes:
    """[Content_Types].xml for the kept parts and our own."""
    own = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        main: f"{WORD_TYPE}.document.main+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    }
    root = etree.fromstring(f'<Types xmlns="{PACKAGE}/content-types"/>')
    tag = f"{{{PACKAGE}/content-types}}"
    for name, kind in sorted({**reference.types, **own}.items(), key=lambda item: ("." in item[0], item)):
        if "." in name:
            etree.SubElement(root, tag + "Override", PartName="/" + name, ContentType=kind)
        else:
            etree.SubElement(root, tag + "Default", Extension=name, ContentType=kind)
    return serialize(root)


def repaired_settings(data: bytes) -> bytes:
    """Their settings without what reaches outside, and with the zoom per cent Word insists on."""
    root = parse(data)
    for name in ("attachedTemplate", "mailMerge", "linkStyles", "documentProtection", "writeProtection"):
        for element in root.findall(f"{{{W}}}{name}"):
            root.remove(element)
    for zoom in root.findall(f"{{{W}}}zoom"):
        if zoom.get(f"{{{W}}}percent") is None:
            zoom.set(f"{{{W}}}percent", "100")
    return serialize(root)


def _files(data: bytes) -> dict[str, bytes]:
    try:
        return open_archive(data).read_all()
    except BadPackage as error:
        if error.wrong is Wrong.BOUNDLESS:
            raise _refused(
                f"参考文档没有用：{error.what}", "请换一份小一些的，或在 Word 里另存一份"
            ) from error
        if error.wrong is Wrong.LOCKED:
            raise _refused("参考文档加了密码", "请在 Word 里取消密码，另存再用") from error
        raise _refused("参考文档不是 .docx 文件", "请在 Word 里另存为 .docx（不是 .doc、.wps）") from error


def _main_part(files: dict[str, bytes]) -> str:
    for _, kind, target, _mode in _related(files, ""):
        if kind == f"{OFFICE}/officeDocument" and target in files:
            return target
    raise _refused("参考文档不是 Word 文档", "请在 Word 里另存为 .docx")


def _related(files: dict[str, bytes], part: str) -> Iterator[tuple[str, str, str, str]]:
    """(id, type, target, mode) of each relationship of a part, internal targets as part names."""
    folder, name = posixpath.split(part)
    rels = files.get(posixpath.join(folder, "_rels", name + ".rels"))
    for element in parse(rels) if rels else ():
        if not isinstance(element.tag, str):
            continue
        target, mode = element.get("Target", ""), element.get("TargetMode", "Internal")
        if mode != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        yield element.get("Id", ""), element.get("Type", ""), target, mode


def _keep(reference: Reference, files: dict[str, bytes], part: str) -> None:
    """Keeps a part and what it shows: pictures, fonts, links to the web. Nothing active may come along."""
    if part in reference.parts:
        return
    data = files[part]
    if part.endswith(".xml"):
        parse(data)
    name = posixpath.basename(part)
    if name == "settings.xml":
        data = repaired_settings(data)
    reference.parts[part] = data
    rels = posixpath.join(posixpath.dirname(part), "_rels", name + ".rels")
    if rels not in files or name == "settings.xml":
        return
    for _, kind, target, mode in _related(files, part):
        word = kind.rsplit("/", 1)[-1]
        allowed = target.startswith(_WEB) if mode == "External" else target in files
        if word not in _INNER or not allowed:
            message = f"参考文档的页眉、页脚或样式里有不能照搬的内容（{word}）"
            raise _refused(message, "请删去嵌入或链接的对象再用")
        if mode != "External":
            _keep(reference, files, target)
    reference.parts[rels] = files[rels]


def _is_kept(name: str, parts: dict[str, bytes]) -> bool:
    return name in parts if "." in name else any(part.endswith("." + name) for part in parts)


def _content_types(files: dict[str, bytes]) -> dict[str, str]:
    """Part name or extension → content type."""
    types = {}
    for element in parse(files.get("[Content_Types].xml", b"<Types/>")):
        name = element.get("PartName", "").lstrip("/") or element.get("Extension", "").lower()
        types[name] = element.get("ContentType", "")
    return types


def _last_section(body: etree._Element) -> etree._Element | None:
    """The page setup of the reference: what its last section says."""
    sections = body.findall(f"{{{W}}}sectPr") or body.findall(f".//{{{W}}}sectPr")
    return sections[-1] if sections else None


def _relationships(entries: list[tuple[str, str, str]]) -> bytes:
    namespace = f"{PACKAGE}/relationships"
    root = etree.fromstring(f'<Relationships xmlns="{namespace}"/>')
    for id, kind, target in entries:
        etree.SubElement(root, f"{{{namespace}}}Relationship", Id=id, Type=kind, Target=target)
    return serialize(root)


def _refused(message: str, hint: str) -> InvalidInput:
    return InvalidInput([Finding("L002", Severity.ERROR, message, hint)])
