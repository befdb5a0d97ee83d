"""How text looks in the end: defaults, the chain of styles, numbering, then what stands on the spot.

An element of properties becomes a flat dict, ``{"ind.firstLine": "640", "b": "1"}``, so that
each layer simply overrides the one below, attribute by attribute (ECMA-376 part 1, 17.7.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from wenming_docs.page.word.parts import W
from wenming_docs.records import dataclass

Properties = dict[str, str]

TOGGLES = ("b", "i", "caps", "smallCaps", "strike", "vanish")
"""On and off again where two kinds of style both say it (17.7.3)."""
_ON_OFF = frozenset(
    (*TOGGLES, "dstrike", "keepNext", "keepLines", "pageBreakBefore", "snapToGrid", "widowControl", "bidi")
)
_OFF = frozenset(("0", "false", "off", "none"))
_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_UNITS = {"pt": 20.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 144 / 2.54, "pc": 240.0, "pi": 240.0}
_MEASURE = re.compile(r"([+-]?\d{1,9}(?:\.\d{0,6})?)(pt|in|cm|mm|pc|pi)?")
_DEEPEST = 50


def tag(name: str) -> str:
    """The full name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


def value_of(element: etree._Element | None, name: str = "val", default: str = "") -> str:
    """An attribute of ``element``, ``default`` where there is no such element or attribute."""
    return default if element is None else element.get(tag(name), default)


def is_on(element: etree._Element | None) -> bool:
    """Whether an on/off element stands there and does not say off."""
    return element is not None and value_of(element, default="1") not in _OFF


def twips(text: str | None, default: float = 0.0) -> float:
    """A length in twips; plain numbers are twips, others name their unit (2.5cm)."""
    found = _MEASURE.fullmatch(text or "")
    return float(found[1]) * _UNITS.get(found[2] or "", 1.0) if found else default


def whole(text: str, default: int, most: int = 99_999) -> int:
    """A whole number written in ASCII digits, ``default`` for anything else or more than ``most``."""
    is_number = text.isascii() and text.isdigit() and len(text) < 10
    return int(text) if is_number and int(text) <= most else default


def properties_of(element: etree._Element | None) -> Properties:
    """The children of ``w:pPr`` or ``w:rPr`` as a flat dict; nested ones (numPr, pBdr) one level down."""
    found: Properties = {}
    for child in element if element is not None else ():
        name = _local(child)
        if not name or name in ("rPr", "sectPr", "pPrChange", "rPrChange", "tabs"):
            continue
        if name in _ON_OFF:
            found[name] = "1" if is_on(child) else "0"
            continue
        for key, value in child.attrib.items():
            found[f"{name}.{etree.QName(str(key)).localname}"] = str(value)
        for inner in child:
            for key, value in inner.attrib.items():
                found[f"{name}.{_local(inner)}.{etree.QName(str(key)).localname}"] = str(value)
    return found


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def layered(*layers: Mapping[str, str]) -> Properties:
    """Each layer over the ones before it."""
    result: Properties = {}
    for layer in layers:
        for slot in _SLOTS:  # a font named by one means hides one named by the other
            theme = "cstheme" if slot == "cs" else slot + "Theme"
            if f"rFonts.{slot}" in layer and f"rFonts.{theme}" not in layer:
                result.pop(f"rFonts.{theme}", None)
        if any(key.startswith("ind.hanging") for key in layer):
            _drop(result, "ind.firstLine")
        if any(key.startswith("ind.firstLine") for key in layer):
            _drop(result, "ind.hanging")
        if "color.val" in layer:
            _drop(result, "color.theme")
        if "pBdr.bottom.val" in layer:
            _drop(result, "pBdr.bottom")
        result.update(layer)
    return result


def _drop(properties: Properties, start: str) -> None:
    for key in [key for key in properties if key.startswith(start)]:
        del properties[key]


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all it inherits from its kind: paragraph and run properties."""

    id: str
    name: str
    kind: str
    paragraph: Properties
    run: Properties


NO_STYLE = Style("", "", "", {}, {})
"""What a style that is not there says."""


class Styles:
    """styles.xml, resolved: defaults, and each style down its basedOn chain."""

    def __init__(self, root: etree._Element | None, theme: Mapping[str, str]) -> None:
        self.theme = theme
        self.default_run: Properties = {}
        self.default_paragraph: Properties = {}
        self._elements: dict[str, etree._Element] = {}
        self._defaults: dict[str, str] = {}
        self._resolved: dict[str, Style] = {}
        for element in root if root is not None else ():
            if element.tag == tag("docDefaults"):
                self.default_run = properties_of(element.find(f"{tag('rPrDefault')}/{tag('rPr')}"))
                self.default_paragraph = properties_of(element.find(f"{tag('pPrDefault')}/{tag('pPr')}"))
            elif element.tag == tag("style"):
                self._elements.setdefault(value_of(element, "styleId"), element)
                if value_of(element, "default") in ("1", "true", "on"):
                    self._defaults.setdefault(value_of(element, "type"), value_of(element, "styleId"))

    def get(self, id: str, kind: str = "paragraph") -> Style:
        """The style called ``id``, else the default one of its kind."""
        if id not in self._elements or value_of(self._elements[id], "type") != kind:
            id = self._defaults.get(kind, "")
        if id not in self._elements:
            return NO_STYLE
        if id not in self._resolved:
            self._resolved[id] = self._resolve(id)
        return self._resolved[id]

    def _resolve(self, id: str) -> Style:
        chain: list[etree._Element] = []
        seen: set[str] = set()
        current = id
        while current in self._elements and current not in seen and len(chain) < _DEEPEST:
            seen.add(current)
            chain.append(self._elements[current])
            current = value_of(chain[-1].find(tag("basedOn")))
        element = self._elements[id]
        paragraph = layered(*(properties_of(style.find(tag("pPr"))) for style in reversed(chain)))
        run = layered(*(properties_of(style.find(tag("rPr"))) for style in reversed(chain)))
        name = value_of(element.find(tag("name")))
        return Style(id, name.lower(), value_of(element, "type"), paragraph, run)

    def font(self, run: Properties, slot: str) -> str:
        """The font a slot (ascii, hAnsi, eastAsia) ends up with; "" where nothing names one."""
        theme = self.theme.get(run.get(f"rFonts.{slot}Theme", ""), "")
        return theme or run.get(f"rFonts.{slot}", "")

    def run_properties(
        self, styles: Iterable[Style], numbering: Properties, direct: Properties, character: Style
    ) -> Properties:
        """Effective run properties: defaults, table and paragraph styles, character style, direct ones."""
        layers = [style.run for style in styles]
        result = layered(self.default_run, *layers, numbering, character.run, direct)
        for name in TOGGLES:
            if name in direct:
                continue
            votes = [layer[name] == "1" for layer in (*layers, character.run) if name in layer]
            if votes:
                is_set = sum(votes) % 2 == 1 or self.default_run.get(name) == "1"
                result[name] = "1" if is_set else "0"
        return result


def theme_fonts(root: etree._Element | None, language: str) -> dict[str, str]:
    """``minorEastAsia`` … → the typeface; an empty one is that of the document's script."""
    drawing = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    script = {"zh-tw": "Hant", "zh-hk": "Hant", "ja-jp": "Jpan", "ko-kr": "Hang"}.get(
        language.lower(), "Hans"
    )
    fonts: dict[str, str] = {}
    for size in ("major", "minor"):
        group = root.find(f".//{drawing}{size}Font") if root is not None else None
        if group is None:
            continue
        faces = {name: _typeface(group.find(drawing + name)) for name in ("latin", "ea", "cs")}
        by_script = {font.get("script"): font.get("typeface", "") for font in group.findall(drawing + "font")}
        chinese = faces["ea"] or by_script.get(script, "")
        fonts |= {f"{size}EastAsia": chinese, f"{size}Ascii": faces["latin"], f"{size}HAnsi": faces["latin"]}
    return fonts


def _typeface(element: etree._Element | None) -> str:
    return element.get("typeface", "") if element is not None else ""
