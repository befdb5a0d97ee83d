"""Reading a .docx back: the paragraphs its body holds, to be held against the text dump."""

from __future__ import annotations

import html
import io
import zipfile
from xml.etree import ElementTree
from xml.parsers import expat

from wenming_docs.page.word.parts import W
from wenming_docs.page.word.styles import AGAIN
from wenming_docs.zh.lazy import lazy_pattern

_P, _T, _TAB, _BR = f"{{{W}}}p", f"{{{W}}}t", f"{{{W}}}tab", f"{{{W}}}br"
_STYLE, _VALUE = f"{{{W}}}pStyle", f"{{{W}}}val"
_RUN, _TEXT_BOX = f"{{{W}}}r", f"{{{W}}}txbxContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

_TOKEN = lazy_pattern(rf'<(?:w:t(?: [^>]*)?>([^<]*)|(w:p[ >])|(/w:p>)|(w:tab/>)|(w:pStyle w:val="{AGAIN}))')
_REPEATED = "\0"  # begins a paragraph that repeats another one; no XML can hold it
_UNUSUAL = lazy_pattern(r"<!|<mc:Fallback|<w:p [^>]*/>")


def read_text(docx: bytes) -> list[str]:
    """The paragraphs of the body in document order, without empty ones (as ``dump_text`` has them).

    Tables count cell by cell, a label that is said again on the next page once; a text box comes
    right after the paragraph that holds it.
    Headers and footers are not read. Raises ``zipfile.BadZipFile``, ``KeyError`` or
    ``expat.ExpatError`` (``ElementTree.ParseError``) for what is no .docx.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        data = archive.read("word/document.xml")
    expat.ParserCreate().Parse(data, True)  # well-formed, or it says where not
    text = data.decode()
    if f'xmlns:w="{W}"' in text[:2000] and not _UNUSUAL.search(text):
        texts = _scan(text)
    else:
        texts = []
        _collect(ElementTree.fromstring(data), texts)
    return [text for text in texts if text and not text.startswith(_REPEATED)]


def _scan(xml: str) -> list[str]:
    """The paragraphs of XML in the usual form, ten times as fast as building its tree."""
    texts: list[str] = []
    open_paragraphs: list[list[str]] = []
    boxed: list[str] = []  # paragraphs of text boxes, until the paragraph that holds them ends
    for text, start, end, tab, again in _TOKEN.findall(xml):
        if text:
            open_paragraphs[-1].append(html.unescape(text) if "&" in text else text)
        elif start:
            open_paragraphs.append([])
        elif tab:
            open_paragraphs[-1].append("\t")
        elif again:
            open_paragraphs[-1].append(_REPEATED)
        elif end:
            done = "".join(open_paragraphs.pop())
            if open_paragraphs:
                boxed.append(done)
            else:
                texts.append(done)
                texts.extend(boxed)
                boxed = []
    return texts


def _collect(element: ElementTree.Element, texts: list[str]) -> None:
    """The same from a tree, for files that Word or somebody else has written."""
    for child in element:
        if child.tag == _P:
            boxes: list[ElementTree.Element] = []
            texts.append("".join(_pieces(child, boxes)))
            for box in boxes:
                _collect(box, texts)
        elif child.tag != _FALLBACK:
            _collect(child, texts)


def _pieces(element: ElementTree.Element, boxes: list[ElementTree.Element]) -> list[str]:
    """The characters inside a paragraph; text boxes are put aside."""
    pieces: list[str] = []
    for child in element:
        if child.tag == _T:
            pieces.append(child.text or "")
        elif child.tag == _TAB and element.tag == _RUN:
            pieces.append("\t")
        elif child.tag == _STYLE and child.get(_VALUE, "").startswith(AGAIN):
            pieces.append(_REPEATED)
        elif child.tag == _TEXT_BOX:
            boxes.append(child)
        elif child.tag not in (_BR, _FALLBACK):
            pieces.extend(_pieces(child, boxes))
    return pieces
