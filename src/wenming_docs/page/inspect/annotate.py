"""A copy of the document with each finding as a Word comment; nothing else in it changes."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator

from lxml import etree

from wenming_docs.errors import InvalidInput
from wenming_docs.findings import Finding, Severity
from wenming_docs.page.inspect.faults import Told
from wenming_docs.page.inspect.inspection import Inspection
from wenming_docs.page.inspect.look import tag, value_of, whole
from wenming_docs.page.inspect.package import Package, parse_xml, part_bytes
from wenming_docs.page.inspect.paper import Paper, Paragraph, Table
from wenming_docs.page.word.parts import OFFICE, PACKAGE, WORD_TYPE, XML, W

AUTHOR, INITIALS = "文鸣检查", "文鸣"
_MOST_OF_ONE = 20
"""Comments for one finding: whoever has mended twenty paragraphs mends the style."""
_COMMENTS = f"{WORD_TYPE}.comments+xml"
_TYPES = f"{PACKAGE}/content-types"
_RELATIONSHIPS = f"{PACKAGE}/relationships"
_SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTICE: "提醒"}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def annotated_copy(inspection: Inspection) -> bytes:
    """The document with comments, the same bytes each time. Raises ``InvalidInput`` where it cannot be."""
    package = inspection.package
    if package.strict:
        hint = "请用 Word 另存为普通的 .docx（不选“Strict”），再加批注"
        raise InvalidInput([Finding("L101", Severity.ERROR, "“严格 Open XML”格式的文件加不了批注", hint)])
    inside = [each for each in _paragraphs(inspection.paper) if each.element is not None]
    if not inside or not inspection.told or inside[0].element is None:
        return _packed(package, {})
    document = inside[0].element.getroottree().getroot()
    part, comments = _comments(package)
    free = 1 + max([-1, *(whole(value_of(each, "id"), -1, 999_999_999) for each in comments)])
    for number, (told, paragraph) in enumerate(_places(inspection, inside), free):
        _append(comments, number, told.finding)
        _mark(paragraph, number)
    changed = {package.main: _serialized(document), part: _serialized(comments)}
    return _packed(package, changed | _registered(package, part))


def _paragraphs(paper: Paper) -> Iterator[Paragraph]:
    """Every paragraph of the body, those in tables too."""
    for block in paper.blocks:
        yield from block.paragraphs() if isinstance(block, Table) else (block,)


def _places(inspection: Inspection, inside: list[Paragraph]) -> Iterator[tuple[Told, Paragraph]]:
    """Each finding at each of its paragraphs; what stands in no paragraph goes to the first one."""
    printing = next((each for each in inside if each.text), inside[0])
    for told in inspection.told:
        for paragraph in told.paragraphs[:_MOST_OF_ONE] or (printing,):
            yield told, paragraph if paragraph.element is not None else printing


def _comments(package: Package) -> tuple[str, etree._Element]:
    """The part of comments and its root: theirs, or a new one."""
    part = package.kinds.get("comments", "")
    if part in package.archive:
        return part, parse_xml(part_bytes(package.archive, part), part)
    folder = posixpath.dirname(package.main)
    names = (posixpath.join(folder, f"comments{number or ''}.xml") for number in range(1000))
    free = next(name for name in names if name not in package.archive)
    return free, etree.Element(tag("comments"), nsmap={"w": W})


def _append(comments: etree._Element, number: int, finding: Finding) -> None:
    comment = etree.SubElement(comments, tag("comment"))
    comment.set(tag("id"), str(number))
    comment.set(tag("author"), AUTHOR)
    comment.set(tag("initials"), INITIALS)
    lines = [f"{_SEVERITIES[finding.severity]} {finding.code} {finding.message}"]
    for line in (*lines, *([f"改法：{finding.hint}"] if finding.hint else [])):
        run = etree.SubElement(etree.SubElement(comment, tag("p")), tag("r"))
        etree.SubElement(run, tag("t")).text = _CONTROL.sub("\ufffd", line)


def _mark(paragraph: Paragraph, number: int) -> None:
    """Puts the range of a comment round the whole paragraph."""
    element = paragraph.element
    assert element is not None
    start = etree.Element(tag("commentRangeStart"))
    end = etree.Element(tag("commentRangeEnd"))
    run = etree.Element(tag("r"))
    etree.SubElement(run, tag("commentReference")).set(tag("id"), str(number))
    for each in (start, end):
        each.set(tag("id"), str(number))
    first = 1 if len(element) and element[0].tag == tag("pPr") else 0
    element.insert(first, start)
    element.extend((end, run))


def _registered(package: Package, part: str) -> dict[str, bytes]:
    """Content types and relationships that name a new part of comments; nothing where it is known."""
    changed: dict[str, bytes] = {}
    types = parse_xml(part_bytes(package.archive, "[Content_Types].xml"), "[Content_Types].xml")
    if not any(each.get("PartName") == "/" + part for each in types):
        override = etree.SubElement(types, f"{{{_TYPES}}}Override")
        override.set("PartName", "/" + part)
        override.set("ContentType", _COMMENTS)
        changed["[Content_Types].xml"] = _serialized(types)
    if package.kinds.get("comments") != part:
        folder, name = posixpath.split(package.main)
        rels = posixpath.join(folder, "_rels", name + ".rels")
        if rels in package.archive:
            root = parse_xml(part_bytes(package.archive, rels), rels)
        else:
            root = etree.Element(f"{{{_RELATIONSHIPS}}}Relationships", nsmap={None: _RELATIONSHIPS})  # type: ignore[dict-item]
        relationship = etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship")
        relationship.set("Id", _free_id(each.get("Id", "") for each in root))
        relationship.set("Type", f"{OFFICE}/comments")
        relationship.set("Target", posixpath.relpath(part, folder) if folder else part)
        changed[rels] = _serialized(root)
    return changed


def _free_id(taken: Iterable[str]) -> str:
    used = {id.lower() for id in taken}
    return next(id for number in range(1, 100_000) if (id := f"rIdComments{number}").lower() not in used)


def _serialized(root: etree._Element) -> bytes:
    return XML.encode() + etree.tostring(root, encoding="utf-8")


def _packed(package: Package, changed: dict[str, bytes]) -> bytes:
    """The archive again, changed parts in their places, new ones at the end."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        names = list(package.archive.entries)
        for name in (*names, *(name for name in changed if name not in names)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, changed[name] if name in changed else _as_it_was(package, name))
    return buffer.getvalue()


def _as_it_was(package: Package, name: str) -> bytes:
    """A part that stays. Raises ``InvalidInput`` where it is broken: Word would not open the copy either."""
    data = part_bytes(package.archive, name)
    if name.endswith((".xml", ".rels")):
        parse_xml(data, name)
    return data
