"""Small pieces of WordprocessingML as text: escaping, ordered properties, runs, paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wenming_docs.blocks import Text
from wenming_docs.errors import InvalidInput
from wenming_docs.findings import Finding, Severity
from wenming_docs.zh.lazy import lazy_pattern

_INVALID = lazy_pattern("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACES = lazy_pattern(r"^\s|\s$|  ")

# The children of these elements are sequences; Word refuses some that are out of order.
_SEQUENCES = {
    "pPr": """
        pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
        suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi
        adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection
        textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr""",
    "rPr": """
        rStyle rFonts b bCs i iCs caps strike color spacing w kern position sz szCs highlight u bdr shd
        fitText vertAlign lang""",
    "sectPr": """
        headerReference footerReference type pgSz pgMar pgBorders pgNumType cols titlePg textDirection
        docGrid""",
}
_ORDER = {
    element: {name: place for place, name in enumerate(names.split())}
    for element, names in _SEQUENCES.items()
}


def properties(element: str, children: Mapping[str, str]) -> str:
    """``<w:element>`` with its children (name → XML) in schema order; "" without any."""
    if not children:
        return ""
    order = _ORDER[element]
    inner = "".join([children[name] for name in sorted(children, key=order.__getitem__)])
    return f"<w:{element}>{inner}</w:{element}>"


def escape(text: str) -> str:
    """``text`` for XML content or a quoted attribute; characters XML cannot hold are refused."""
    if not text.isprintable() and (bad := _INVALID.search(text)):
        raise _refused(bad.group(), Text(text))
    if "&" in text or "<" in text or ">" in text or '"' in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text


def is_clean(signs: str) -> bool:
    """Whether all signs stand in XML as they are, and none is a blank."""
    return signs.isprintable() and not (
        "&" in signs or "<" in signs or ">" in signs or " " in signs or '"' in signs
    )


def text_element(text: str) -> str:
    """``<w:t>`` (tabs become ``<w:tab/>``); blanks at the ends and in rows are kept."""
    if "\t" in text:
        return "<w:tab/>".join(text_element(part) if part else "" for part in text.split("\t"))
    space = ' xml:space="preserve"' if _SPACES.search(text) else ""
    return f"<w:t{space}>{escape(text)}</w:t>"


def run(text: Text, children: Mapping[str, str] | None = None) -> str:
    """``<w:r>`` of one text; emphasis is bold, a gap still to be filled is yellow."""
    if not text.text:
        return ""
    head = "<w:r>"
    if text.emphasis or text.blank or children:
        own = dict(children or {})
        if text.emphasis:
            own["b"] = "<w:b/>"
        if text.blank:
            own["highlight"] = '<w:highlight w:val="yellow"/>'
        head += properties("rPr", own)
    if is_clean(text.text):  # the hot path: nearly all texts
        return f"{head}<w:t>{text.text}</w:t></w:r>"
    try:
        return f"{head}{text_element(text.text)}</w:r>"
    except InvalidInput as error:  # say where the text came from; the escaper does not know
        raise _located(error, text) from None


def runs(inlines: tuple[Text, ...], children: Mapping[str, str] | None = None) -> str:
    """The runs of some inlines, one after the other."""
    if len(inlines) == 1:  # nearly always
        return run(inlines[0], children)
    return "".join([run(text, children) for text in inlines])


def words(text: str, children: Mapping[str, str] | None = None) -> str:
    """A run of the program's own words."""
    if text and not children and is_clean(text):
        return f"<w:r><w:t>{text}</w:t></w:r>"
    return run(Text(text), children)


def paragraph(style: str, content: str, children: Mapping[str, str] | None = None) -> str:
    """``<w:p>`` in a named style; ``children`` are further paragraph properties."""
    named = f'<w:pStyle w:val="{style}"/>'
    if not children:
        return f"<w:p><w:pPr>{named}</w:pPr>{content}</w:p>"
    return f"<w:p>{properties('pPr', {'pStyle': named, **children})}{content}</w:p>"


def refuse_unsavable(inlines: Iterable[Text], program: str) -> None:
    """InvalidInput, with the place, where one of ``inlines`` holds a character that XML cannot."""
    for text in inlines:
        if bad := _INVALID.search(text.text):
            raise _refused(bad.group(), text, program)


def _refused(character: str, text: Text, program: str = "Word") -> InvalidInput:
    origin = text.origins[0] if text.origins else None
    message = f"文字里有 {program} 不能保存的字符 U+{ord(character):04X}"
    return InvalidInput([Finding("L001", Severity.ERROR, message, "请删去这个看不见的字符", origin)])


def _located(error: InvalidInput, text: Text) -> InvalidInput:
    bad = _INVALID.search(text.text)
    return _refused(bad.group(), text) if bad else error
