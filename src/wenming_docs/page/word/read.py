"""Reading a .docx back: the paragraphs its body holds, to be held against the text dump."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Iterable, Sequence
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
_Tokens = list[tuple[str, str, str, str, str]]
_BEGIN, _END = ("", "w:p>", "", "", ""), ("", "", "/w:p>", "", "")
_REPEATED = "\0"  # begins a paragraph that repeats another one; no XML can hold it
_UNUSUAL = lazy_pattern(rb"<!|<mc:Fallback|<w:p [^>]*/>")
_USUAL = f'xmlns:w="{W}"'.encode()
_RUN_ON = b"</w:t></w:r><w:r><w:t>"
_COUNTING = lazy_pattern(rf'</w:p>|<w:p |<w:t[ >]|<w:tab/>|<w:pStyle w:val="{AGAIN}'.encode())
"""What else than the one beginning of a paragraph is a token."""
_LAST_TEXT = lazy_pattern(rb"<w:t>([^<]*)</w:t></w:r></w:p>")


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
    texts = _scan(data) if _USUAL in data[:2000] else None
    if texts is None:
        _collect(ElementTree.fromstring(data), texts := [])
    return [text for text in texts if text and text[0] != _REPEATED]


def _scan(xml: bytes) -> list[str] | None:
    """The paragraphs of XML in the usual form, ten times as fast as building its tree; else ``None``.

    Nearly all paragraphs end with a plain text, and what stands between two of them is nearly always one of
    a few pieces of XML: each of these is read once.
    """
    *pieces, rest = _LAST_TEXT.split(xml.replace(_RUN_ON, b""))
    between, last_texts = pieces[::2], pieces[1::2]
    kinds = {*between, rest}
    if any(map(_UNUSUAL.search, kinds)):
        return None
    others = _other_than_beginnings(kinds)
    texts, found, done = _texts(last_texts), _Paragraphs(), 0
    for number in [number for number, piece in enumerate(between) if piece in others]:
        found.add(texts[done:number])
        found.read(others[between[number]])
        found.end_with(texts[number])
        done = number + 1
    found.add(texts[done:])
    found.read(_TOKEN.findall(rest.decode()))
    return found.texts


def _other_than_beginnings(pieces: Iterable[bytes]) -> dict[bytes, _Tokens]:
    """The tokens of each piece of XML that does more than begin a paragraph, empty ones before it aside."""
    found = {}
    for piece in pieces:
        if piece.count(b"<w:p>") != 1 or _COUNTING.search(piece):
            tokens = _TOKEN.findall(piece.decode())
            if len(tokens) % 2 == 0 or tokens != [*[_BEGIN, _END] * (len(tokens) // 2), _BEGIN]:
                found[piece] = tokens
    return found


def _texts(texts: Sequence[bytes]) -> list[str]:
    """Texts of XML; none of them holds a NUL."""
    decoded = b"\0".join(texts).decode().split("\0") if texts else []
    return [html.unescape(text) if "&" in text else text for text in decoded]


class _Paragraphs:
    """The paragraphs that XML holds, as far as it was read."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.opened: list[list[str]] = []
        self._boxed: list[str] = []  # those of text boxes, until the paragraph that holds them ends

    def read(self, tokens: _Tokens) -> None:
        """Reads on."""
        for text, start, end, tab, again in tokens:
            if text:
                self.opened[-1].append(html.unescape(text) if "&" in text else text)
            elif start:
                self.opened.append([])
            elif tab:
                self.opened[-1].append("\t")
            elif again:
                self.opened[-1].append(_REPEATED)
            elif end:
                self.end()

    def add(self, texts: Sequence[str]) -> None:
        """Adds paragraphs, each of one text."""
        if self.opened:
            self._boxed += texts
        else:
            self.texts += texts

    def end_with(self, text: str) -> None:
        """Ends the innermost paragraph, ``text`` being its last."""
        self.opened[-1].append(text)
        self.end()

    def end(self) -> None:
        """Ends the innermost paragraph."""
        done = "".join(self.opened.pop())
        if self.opened:
            self._boxed.append(done)
        else:
            self.texts += [done, *self._boxed]
            self._boxed = []


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
