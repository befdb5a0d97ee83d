"""Reading a .docx back: the paragraphs its body holds, to be held against the text dump."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

from wenming_docs.page.word.parts import W

_P, _T, _TAB, _BR = f"{{{W}}}p", f"{{{W}}}t", f"{{{W}}}tab", f"{{{W}}}br"
_RUN, _TEXT_BOX = f"{{{W}}}r", f"{{{W}}}txbxContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_text(docx: bytes) -> list[str]:
    """The paragraphs of the body in document order, without empty ones (as ``dump_text`` has them).

    Tables count cell by cell; a text box comes right after the paragraph that holds it.
    Headers and footers are not read.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    texts: list[str] = []
    _collect(root, texts)
    return [text for text in texts if text]


def _collect(element: ElementTree.Element, texts: list[str]) -> None:
    for child in element:
        if child.tag == _P:
            boxes: list[ElementTree.Element] = []
            texts.append("".join(_pieces(child, boxes)))
            for box in boxes:
                _collect(box, texts)
        else:
            _collect(child, texts)


def _pieces(element: ElementTree.Element, boxes: list[ElementTree.Element]) -> list[str]:
    """The characters inside a paragraph; text boxes are put aside."""
    pieces: list[str] = []
    for child in element:
        if child.tag == _T:
            pieces.append(child.text or "")
        elif child.tag == _TAB and element.tag == _RUN:
            pieces.append("\t")
        elif child.tag == _TEXT_BOX:
            boxes.append(child)
        elif child.tag not in (_BR, _FALLBACK):
            pieces.extend(_pieces(child, boxes))
    return pieces
