"""Fitting our body to a reference document: its page setup and its styles."""

from __future__ import annotations

import copy

from lxml import etree

from wenming_docs.blocks import Manuscript, PageSettings
from wenming_docs.page.word.body import write_body
from wenming_docs.page.word.fonts import Face
from wenming_docs.page.word.measure import BOTTOM, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, TOP
from wenming_docs.page.word.package_in import parse, serialize
from wenming_docs.page.word.parts import NAMESPACES, OFFICE, WORD_TYPE, XML, W, fixed_parts, with_hung
from wenming_docs.page.word.reference import (
    Reference,
    content_types,
    document_relationships,
    open_reference,
    package_relationships,
)
from wenming_docs.page.word.sections import STANDARD_PAGE, PageSetup
from wenming_docs.page.word.styles import (
    PARAGRAPH_STYLES,
    RUN_STYLES,
    SIZE_3,
    TABLE_GRID,
    Style,
    run_style_xml,
    style_xml,
    table_styles,
)
from wenming_docs.records import dataclass

_MAIN = "word/document.xml"
_STYLED = ("pStyle", "rStyle", "tblStyle")
_BEFORE_NUMBERING = frozenset(
    ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)


def parts_in_reference(manuscript: Manuscript, data: bytes) -> dict[str, bytes]:
    """The parts of a package with our body in the reference's clothes, but for docProps."""
    reference = open_reference(data)
    flow = write_body(manuscript.blocks, manuscript.settings, _page_setup(reference))
    text = f"{XML}<w:document {NAMESPACES}><w:body>{flow.body()}</w:body></w:document>"
    document = etree.fromstring(text.encode())
    styles = reference.part("styles") or _add_styles(reference, manuscript.settings)
    names, numbered = _adopt(reference, styles, manuscript.settings)
    _rename(document, names, numbered)
    parts = {
        **reference.parts,
        "[Content_Types].xml": content_types(reference, _MAIN),
        "_rels/.rels": package_relationships(_MAIN),
        _MAIN: serialize(document),
        "word/_rels/document.xml.rels": document_relationships(reference),
    }
    return with_hung(parts, flow.hung)


def _add_styles(reference: Reference, settings: PageSettings) -> str:
    """Our styles as a new part of a reference that has none; its name."""
    part = "word/styles.xml"
    reference.parts[part] = fixed_parts(settings, False)[part]
    reference.relationships.append(("rIdStyles", f"{OFFICE}/styles", part))
    reference.types[part] = f"{WORD_TYPE}.styles+xml"
    return part


def _tag(name: str) -> str:
    return f"{{{W}}}{name}"


def _page_setup(reference: Reference) -> PageSetup:
    """Their page setup; ours where they have none (without our footers, which are not there)."""
    section = reference.section
    if section is None:
        section = etree.fromstring(f"<w:x {NAMESPACES}>{STANDARD_PAGE.upright}</w:x>".encode())[0]
        for element in section.findall(_tag("footerReference")):
            section.remove(element)
    first = copy.deepcopy(section)
    for name in ("type", "sectPrChange"):
        for element in first.findall(_tag(name)):
            first.remove(element)
    upright = copy.deepcopy(first)
    for element in upright.findall(_tag("pgNumType")):
        if element.get(_tag("start")) is not None:
            del element.attrib[_tag("start")]
    turned = copy.deepcopy(upright)
    width, landscape_width = _turn(turned)
    # A turned page is as high as the upright one is wide.
    return PageSetup(
        _text(first), _text(upright), _text(turned), width, landscape_width, landscape_width, width
    )


def _turn(section: etree._Element) -> tuple[int, int]:
    """Turns a section by a quarter in place; the widths of its text area before and after."""
    size, margins = section.find(_tag("pgSz")), section.find(_tag("pgMar"))
    page = {"w": PAGE_WIDTH, "h": PAGE_HEIGHT}
    edges = {"top": TOP, "right": RIGHT, "bottom": BOTTOM, "left": LEFT}
    page = {name: _number(size, name, default) for name, default in page.items()}
    edges = {name: abs(_number(margins, name, default)) for name, default in edges.items()}
    gutter = _number(margins, "gutter", 0)
    if size is None or margins is None or page["w"] > page["h"]:
        width = max(page["w"] - edges["left"] - edges["right"] - gutter, 2000)
        return width, width  # already landscape: nothing to turn
    size.set(_tag("w"), str(page["h"]))
    size.set(_tag("h"), str(page["w"]))
    size.set(_tag("orient"), "landscape")
    turned = {"top": "left", "right": "top", "bottom": "right", "left": "bottom"}
    for edge, source in turned.items():
        margins.set(_tag(edge), str(edges[source]))
    upright = page["w"] - edges["left"] - edges["right"] - gutter
    return max(upright, 2000), max(page["h"] - edges["top"] - edges["bottom"] - gutter, 2000)


def _number(element: etree._Element | None, name: str, default: int) -> int:
    value = element.get(_tag(name), "") if element is not None else ""
    try:
        return round(float(value))
    except (ValueError, OverflowError):
        return default


def _text(section: etree._Element) -> str:
    return etree.tostring(section, encoding="unicode", with_tail=False)


def _adopt(reference: Reference, part: str, settings: PageSettings) -> tuple[dict[str, str], frozenset[str]]:
    """Adds our missing styles to theirs; our id → the id to use, and which of those are numbered."""
    root = parse(reference.parts[part])
    theirs = _Styles(root)
    names: dict[str, str] = {}
    for style in _our_styles(settings, theirs.normal):
        found = theirs.find(style)
        if found is None:
            names[style.id] = theirs.free_id(style.id)
            element = etree.fromstring(f"<w:x {NAMESPACES}>{style.xml}</w:x>".encode())[0]
            element.set(_tag("styleId"), names[style.id])
            root.append(element)
        else:
            names[style.id] = found.get(_tag("styleId"), style.id)
    reference.parts[part] = serialize(root)
    return names, theirs.numbered


@dataclass(frozen=True, slots=True)
class _OurStyle:
    kind: str
    id: str
    names: tuple[str, ...]  # lower case
    xml: str


class _Styles:
    """The styles of the reference, by name and by id."""

    def __init__(self, root: etree._Element) -> None:
        styles = [style for style in root.findall(_tag("style")) if style.get(_tag("styleId"))]
        self._by_name = {(_kind(style), _name(style).lower()): style for style in styles}
        self._by_id = {(_kind(style), style.get(_tag("styleId"), "").lower()): style for style in styles}
        self._taken = {id for _, id in self._by_id}
        numbering = f"{_tag('pPr')}/{_tag('numPr')}"
        self.numbered = frozenset(
            style.get(_tag("styleId"), "") for style in styles if style.find(numbering) is not None
        )
        default = [style for style in styles if style.get(_tag("default")) in ("1", "true", "on")]
        bodies = [style.get(_tag("styleId"), "") for style in default if _kind(style) == "paragraph"]
        self.normal = bodies[0] if bodies else ""

    def find(self, style: _OurStyle) -> etree._Element | None:
        """Their style of the same name, else of the same id."""
        for name in style.names:
            if (style.kind, name) in self._by_name:
                return self._by_name[style.kind, name]
        return self._by_id.get((style.kind, style.id.lower()))

    def free_id(self, id: str) -> str:
        """``id``, or a variant of it that none of their styles has."""
        candidate, number = id, 1
        while candidate.lower() in self._taken:
            candidate, number = f"{id}Own{number}", number + 1
        self._taken.add(candidate.lower())
        return candidate


def _our_styles(settings: PageSettings, normal: str) -> list[_OurStyle]:
    """Each of our styles, based on the office's own default paragraph style."""
    based = f'<w:basedOn w:val="{normal}"/>' if normal else ""
    ours = []
    for style in (*PARAGRAPH_STYLES, *table_styles()):
        xml = style_xml(style, settings, inherit=_is_body_like(style) and bool(normal))
        xml = xml.replace('<w:basedOn w:val="Normal"/>', based)
        names = (style.name.lower(), *style.aliases)
        ours.append(_OurStyle("paragraph", style.id, names, xml))
    for run_style in RUN_STYLES:
        xml = run_style_xml(run_style, settings)
        ours.append(_OurStyle("character", run_style.id, (run_style.name,), xml))
    ours.append(_OurStyle("table", "TableGrid", ("table grid", "网格型"), TABLE_GRID))
    return ours


def _is_body_like(style: Style) -> bool:
    """Whether a missing style takes font, size and line from the office's own body text."""
    return style.face is Face.FANGSONG and style.size == SIZE_3 and style.outline is None


def _kind(style: etree._Element) -> str:
    return style.get(_tag("type"), "paragraph")


def _name(style: etree._Element) -> str:
    name = style.find(_tag("name"))
    return name.get(_tag("val"), "") if name is not None else ""


def _rename(document: etree._Element, names: dict[str, str], numbered: frozenset[str]) -> None:
    """Uses their style ids; where their headings number themselves, our written number stands alone."""
    for element in document.iter(*(_tag(name) for name in _STYLED)):
        style = names.get(element.get(_tag("val"), ""), element.get(_tag("val"), ""))
        element.set(_tag("val"), style)
        if style in numbered and element.tag == _tag("pStyle"):
            _stop_numbering(element.getparent())


def _stop_numbering(properties: etree._Element | None) -> None:
    assert properties is not None
    place = sum(etree.QName(child).localname in _BEFORE_NUMBERING for child in properties)
    numbering = etree.Element(_tag("numPr"))
    etree.SubElement(numbering, _tag("numId")).set(_tag("val"), "0")
    properties.insert(place, numbering)
