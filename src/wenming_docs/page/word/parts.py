"""The parts of the package around the body: styles, settings, fonts, footers, properties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from wenming_docs.blocks import PageSettings
from wenming_docs.page.word.flow import Hung
from wenming_docs.page.word.fonts import font_table
from wenming_docs.page.word.footers import footer_content
from wenming_docs.page.word.marks import in_properties
from wenming_docs.page.word.styles import styles_xml
from wenming_docs.page.word.xml import escape

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)

HASH_PROPERTY = "content-hash"
NO_HASH = "0" * 64
MARKS_PROPERTY = "paragraph-marks-"
"""Behind it the number of the property, from 1."""

# name → (relationship id, relationship type, content type), of what hangs on the document
_HANGING = {
    "styles.xml": ("rId1", "styles", "styles"),
    "settings.xml": ("rId2", "settings", "settings"),
    "fontTable.xml": ("rId3", "fontTable", "fontTable"),
    "footer1.xml": ("rId4", "footer", "footer"),
    "footer2.xml": ("rId5", "footer", "footer"),
    "footer3.xml": ("rId6", "footer", "footer"),
    "footer4.xml": ("rId7", "footer", "footer"),
}
_LANDSCAPE_ONLY = ("footer3.xml", "footer4.xml")

STANDING = frozenset(
    (
        "[Content_Types].xml",
        "_rels/.rels",
        "word/_rels/document.xml.rels",
        *(f"word/{name}" for name in _HANGING),
    )
)
"""The parts that are the same in very many documents."""


@lru_cache(maxsize=32)
def fixed_parts(settings: PageSettings, landscape: bool) -> dict[str, bytes]:
    """Every part that does not depend on what the document says."""
    hanging = {name: entry for name, entry in _HANGING.items() if landscape or name not in _LANDSCAPE_ONLY}
    parts = {
        "[Content_Types].xml": _content_types(list(hanging)),
        "_rels/.rels": _package_relationships(),
        "word/_rels/document.xml.rels": _document_relationships(hanging),
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles_xml(settings)}</w:styles>',
        "word/settings.xml": _settings(),
        "word/fontTable.xml": f'<w:fonts xmlns:w="{W}">{font_table(settings)}</w:fonts>',
        "word/footer1.xml": _footer(even=False, landscape=False),
        "word/footer2.xml": _footer(even=True, landscape=False),
    }
    if landscape:
        parts["word/footer3.xml"] = _footer(even=False, landscape=True)
        parts["word/footer4.xml"] = _footer(even=True, landscape=True)
    return {name: (XML + text).encode() for name, text in parts.items()}


def with_hung(parts: Mapping[str, bytes], hung: Sequence[Hung]) -> dict[str, bytes]:
    """The parts of a package and what hangs on its document: data, content types, relationships."""
    if not hung:
        return dict(parts)
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{content_type}"/>'
        for name, content_type, _ in _files(hung)
        if content_type
    )
    relations = "".join(
        f'<Relationship Id="{part.id}" Type="{OFFICE}/{part.relation}" Target="/{part.name}"/>'
        for part in hung
    )
    document = "word/_rels/document.xml.rels"
    return {
        **parts,
        **{name: data for name, _, data in _files(hung)},
        "[Content_Types].xml": _before_end(parts["[Content_Types].xml"], types),
        document: _before_end(parts[document], relations),
    }


def _files(hung: Sequence[Hung]) -> list[tuple[str, str, bytes]]:
    """Name, content type and bytes of everything that hangs on the document.

    Relationship parts have none of their own: their extension tells.
    """
    return [entry for part in hung for entry in ((part.name, part.content_type, part.data), *part.inner)]


def _before_end(xml: bytes, children: str) -> bytes:
    """XML with more children at the end of its root; an empty root is opened for them."""
    head, slash, _ = xml.rpartition(b"</")
    if not slash:
        head, _, _ = xml.rpartition(b"/>")
        name = head[head.rindex(b"<") + 1 :].split()[0]
        return head + b">" + children.encode() + b"</" + name + b">"
    return head + children.encode() + xml[len(head) :]


def _footer(*, even: bool, landscape: bool) -> str:
    return f"<w:ftr {NAMESPACES}>{footer_content(even=even, landscape=landscape)}</w:ftr>"


def core_properties(title: str, creator: str) -> bytes:
    """docProps/core.xml: title and author of the document, and no date of today."""
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(creator)}</dc:creator>"
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    ).encode()


def custom_properties(content_hash: str = NO_HASH, marks: str = "") -> bytes:
    """docProps/custom.xml: whether somebody edited the file, and what each paragraph was like before."""
    values = [(HASH_PROPERTY, content_hash)]
    values += [(f"{MARKS_PROPERTY}{number}", each) for number, each in enumerate(in_properties(marks), 1)]
    return (
        f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{''.join(_property(pid, *named) for pid, named in enumerate(values, 2))}</Properties>"
    ).encode()


def _property(pid: int, name: str, value: str) -> str:
    """A custom property; their numbers begin at 2."""
    return (
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="{name}">'
        f"<vt:lpwstr>{value}</vt:lpwstr></property>"
    )


def _settings() -> str:
    compatibility = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (("compatibilityMode", "15"), ("overrideTableStyleFontSizeAndJustification", "1"))
    )
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="579"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        f"<w:ulTrailSpace/><w:adjustLineHeightInTable/><w:useFELayout/>{compatibility}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )


def _content_types(hanging: list[str]) -> str:
    parts = {f"/word/{name}": f"{WORD_TYPE}.{_HANGING[name][2]}+xml" for name in hanging}
    parts["/word/document.xml"] = f"{WORD_TYPE}.document.main+xml"
    parts["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    parts["/docProps/custom.xml"] = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in sorted(parts.items())
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(entries: list[tuple[str, str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{id}" Type="{kind}" Target="{target}"/>' for id, kind, target in entries
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def _package_relationships() -> str:
    return _relationships(
        [
            ("rId1", f"{OFFICE}/officeDocument", "word/document.xml"),
            ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{OFFICE}/custom-properties", "docProps/custom.xml"),
        ]
    )


def _document_relationships(hanging: dict[str, tuple[str, str, str]]) -> str:
    return _relationships([(id, f"{OFFICE}/{kind}", name) for name, (id, kind, _) in hanging.items()])
