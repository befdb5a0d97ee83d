"""Opening an office's own .docx for its styles, page setup, header and footer; our body goes into them.

The package is written anew: only parts of the kinds below, under names of ours, each reduced to what says
how something looks (``kept_xml``), with relationships to inner pictures and to the web. The look of what
is kept is not changed. Styles are found by name (标题 1 or heading 1), then by id; what is missing is added,
body-like styles in the office's own font. Without a footer of theirs there is no page number: that is their
choice of page.
"""

from __future__ import annotations

import posixpath
from dataclasses import field
from functools import lru_cache

from lxml import etree

from wenming_docs.findings import Finding
from wenming_docs.page.word.kept_names import ROOTS, WHERE, R
from wenming_docs.page.word.kept_xml import LeftOut, Sieve, clean_section
from wenming_docs.page.word.package_in import Found, PackageIn, parse, refused, serialize
from wenming_docs.page.word.parts import OFFICE, PACKAGE, WORD_TYPE, W
from wenming_docs.records import dataclass

_KEPT = tuple(ROOTS)
_OFTEN = ("header", "footer")
_FILE = {"theme": "theme/theme"}
_TYPES = {"theme": "application/vnd.openxmlformats-officedocument.theme+xml"}
_WEB = ("http://", "https://", "mailto:")
_LONGEST_LINK = 2_000
_MAIN_LEFT_OUT = {
    "vbaProject": ("L033", "宏"),
    "attachedToolbars": ("L033", "自定义的工具栏"),
    "keyMapCustomizations": ("L033", "自定义的快捷键"),
}
_PACKAGE_LEFT_OUT = dict.fromkeys(
    ("extensibility", "customization", "userCustomization"), ("L033", "自定义的功能区")
)
_IMAGES = (
    (0, b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (0, b"\xff\xd8\xff", "jpeg", "image/jpeg"),
    (0, b"GIF8", "gif", "image/gif"),
    (0, b"BM", "bmp", "image/bmp"),
    (0, b"II*\0", "tiff", "image/tiff"),
    (0, b"MM\0*", "tiff", "image/tiff"),
    (40, b" EMF", "emf", "image/x-emf"),
    (0, b"\xd7\xcd\xc6\x9a", "wmf", "image/x-wmf"),
    (0, b"\x01\0\x09\0", "wmf", "image/x-wmf"),
)
"""Where a sign stands, the sign, the extension and the content type of the pictures that are kept."""
_MEDIA = {ending: kind for _, _, ending, kind in _IMAGES}


@dataclass(slots=True)
class Reference:
    """The parts of a reference document that are kept, and what they are related to."""

    parts: dict[str, bytes] = field(default_factory=dict)
    relationships: list[tuple[str, str, str]] = field(default_factory=list)  # id, type, target
    types: dict[str, str] = field(default_factory=dict)  # part → content type
    section: etree._Element | None = None

    def part(self, kind: str) -> str | None:
        """The name of the part of this kind that hangs on the document, if there is one."""
        for _, other, target in self.relationships:
            if other.rsplit("/", 1)[-1] == kind:
                return target
        return None


def open_reference(data: bytes) -> Reference:
    """The kept parts of ``data``, to be added to. Raises ``InvalidInput`` if it is no .docx for that."""
    known = _opened(data)[0]
    return Reference(
        dict(known.parts), list(known.relationships), dict(known.types), known.section
    )  # the section is copied where it is used


def left_out(data: bytes) -> tuple[Finding, ...]:
    """What of a reference document is not taken over though it might be missed; as :func:`open_reference`."""
    return _opened(data)[1]


@lru_cache(maxsize=2)
def _opened(data: bytes) -> tuple[Reference, tuple[Finding, ...]]:
    """All documents of a run are written into the same one."""
    intake = _Intake(PackageIn(data))
    intake.run()
    return intake.reference, tuple(each.finding() for each in dict.fromkeys(intake.left_out))


class _Intake:
    """One way through a foreign package: what is kept of it grows in ``reference``."""

    def __init__(self, package: PackageIn) -> None:
        self.package = package
        self.reference = Reference()
        self.left_out: list[LeftOut] = []
        self._images: dict[str, str] = {}  # their name → ours, or "" where it is not kept

    def run(self) -> None:
        main = self.package.main()
        self._remark("", _PACKAGE_LEFT_OUT)
        self._remark(main, _MAIN_LEFT_OUT)
        body = parse(self.package.read(main)).find(f"{{{W}}}body")
        if body is None:
            raise refused("参考文档没有正文", "请换一份 Word 能正常打开的 .docx")
        ids = self._take_parts(main)
        sections = body.findall(f"{{{W}}}sectPr") or body.findall(f".//{{{W}}}sectPr")
        if sections:
            self.reference.section = self._section(sections[-1], ids)

    def _take_parts(self, main: str) -> dict[str, str]:
        """Keeps what hangs on the document; their relationship id → ours, of headers and footers."""
        ids: dict[str, str] = {}
        seen: dict[str, str] = {}  # their part → our id
        for found in self.package.related(main):
            kind = found.kind
            if found.outside or kind not in _KEPT or not self.package.has(found.target):
                continue
            if found.target in seen:
                ids[found.id] = seen[found.target]
            elif (kind in _OFTEN or self.reference.part(kind) is None) and self._take(found):
                id = f"rId{len(self.reference.relationships)}"
                ids[found.id] = seen[found.target] = id
        return ids

    def _take(self, found: Found) -> bool:
        """Keeps one part, reduced; False where it is not what its relationship says."""
        kind = found.kind
        root = parse(self.package.read(found.target))
        if root.tag != ROOTS[kind]:
            self.left_out.append(LeftOut("L035", WHERE[kind], "别的内容"))
            return False
        allowed = {each.id: each for each in self.package.related(found.target) if self._may_stay(each)}
        sieve = Sieve(kind, {id: each.kind for id, each in allowed.items()})
        sieve.clean(root)
        _finish(kind, root)
        self.left_out += sieve.left_out
        number = 1 + sum(known.rsplit("/", 1)[-1] == kind for _, known, _ in self.reference.relationships)
        name = f"word/{_FILE.get(kind, kind)}{number if kind in (*_OFTEN, 'theme') else ''}.xml"
        used = [each for id, each in allowed.items() if id in sieve.used]
        if used:
            self._write_relationships(name, root, used)
        self.reference.parts[name] = serialize(root)
        self.reference.types[name] = _TYPES.get(kind, f"{WORD_TYPE}.{kind}+xml")
        self.reference.relationships.append(
            (f"rId{len(self.reference.relationships) + 1}", f"{OFFICE}/{kind}", name)
        )
        return True

    def _may_stay(self, found: Found) -> bool:
        """Whether a relationship of a part leads to a picture that is kept, or to the web."""
        if found.outside:
            target = found.target
            sound = target.isprintable() and " " not in target and len(target) <= _LONGEST_LINK
            return found.kind == "hyperlink" and sound and target.lower().startswith(_WEB)
        return found.kind == "image" and self._image(found.target) != ""

    def _image(self, theirs: str) -> str:
        """The name that a picture of theirs has with us; "" if it is none that is printed safely."""
        if theirs not in self._images:
            data = self.package.read(theirs) if self.package.has(theirs) else b""
            known = [(ending, kind) for at, sign, ending, kind in _IMAGES if data[at:].startswith(sign)]
            self._images[theirs] = (
                f"word/media/reference{len(self._images) + 1}.{known[0][0]}" if known else ""
            )
        return self._images[theirs]

    def _write_relationships(self, name: str, root: etree._Element, used: list[Found]) -> None:
        """The relationships of a kept part, under ids of ours."""
        ids = {each.id: f"rId{number}" for number, each in enumerate(used, 1)}
        for element in root.iter():
            for key, value in element.attrib.items():
                if str(key).startswith(f"{{{R}}}"):
                    element.set(str(key), ids[str(value)])
        entries = [
            (
                ids[each.id],
                f"{OFFICE}/{each.kind}",
                each.target if each.outside else f"/{self._images[each.target]}",
            )
            for each in used
        ]
        for each in used:
            if not each.outside:
                picture = self._images[each.target]
                self.reference.parts[picture] = self.package.read(each.target)
                self.reference.types[picture] = _MEDIA[picture.rsplit(".")[-1]]
        folder, file = posixpath.split(name)
        self.reference.parts[f"{folder}/_rels/{file}.rels"] = _relationships(entries)

    def _section(self, section: etree._Element, ids: dict[str, str]) -> etree._Element:
        """The page setup of the reference, its headers and footers named as ours."""
        kinds = {id: kind.rsplit("/", 1)[-1] for id, kind, _ in self.reference.relationships}
        _, left = clean_section(section, {theirs: kinds[ours] for theirs, ours in ids.items()})
        self.left_out += left
        for element in section.iter():
            if (old := element.get(f"{{{R}}}id")) is not None:
                element.set(f"{{{R}}}id", ids[old])
        for element in section.findall("*"):
            named = element.tag in (f"{{{W}}}headerReference", f"{{{W}}}footerReference")
            if named and element.get(f"{{{R}}}id") is None:
                section.remove(element)
        return section

    def _remark(self, part: str, names: dict[str, tuple[str, str]]) -> None:
        for found in self.package.related(part, exact=False):
            if found.kind in names:
                code, what = names[found.kind]
                self.left_out.append(LeftOut(code, "文件", what))


def _finish(kind: str, root: etree._Element) -> None:
    """What the kind of a part asks for once it is reduced."""
    if kind in ("footnotes", "endnotes"):  # the notes of their body go with it
        for note in list(root):
            if note.get(f"{{{W}}}type") is None:
                root.remove(note)
    elif kind == "settings":
        for zoom in root.findall(f"{{{W}}}zoom"):
            if zoom.get(f"{{{W}}}percent") is None:  # Word insists on it
                zoom.set(f"{{{W}}}percent", "100")
    elif kind == "numbering":
        shown = f"{{{W}}}numPicBullet"
        for bullet in root.findall(shown):
            if not len(bullet):
                root.remove(bullet)
        id = f"{{{W}}}numPicBulletId"
        known = {bullet.get(id) for bullet in root.findall(shown)}
        for used in list(root.iter(f"{{{W}}}lvlPicBulletId")):
            parent = used.getparent()
            if used.get(f"{{{W}}}val") not in known and parent is not None:
                parent.remove(used)


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


def _relationships(entries: list[tuple[str, str, str]]) -> bytes:
    namespace = f"{PACKAGE}/relationships"
    root = etree.fromstring(f'<Relationships xmlns="{namespace}"/>')
    for id, kind, target in entries:
        element = etree.SubElement(root, f"{{{namespace}}}Relationship", Id=id, Type=kind, Target=target)
        if target.lower().startswith(_WEB):
            element.set("TargetMode", "External")
    return serialize(root)
