"""The parts of a .docx as text that can be compared and read: one element a line."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

HASH = re.compile(r"\b[0-9a-f]{64}\b")


def _lines(element: etree._Element, depth: int, known: dict[str | None, str]) -> Iterator[str]:
    """An element and what is in it; prefixes are written out, attributes sorted."""
    tag = _name(element.tag, element.nsmap)
    declared = [
        f'xmlns{":" + prefix if prefix else ""}="{uri}"'
        for prefix, uri in sorted(element.nsmap.items(), key=lambda item: item[0] or "")
        if known.get(prefix) != uri
    ]
    attributes = sorted(
        f'{_name(str(key), element.nsmap)}="{value!s}"' for key, value in element.attrib.items()
    )
    head = "  " * depth + " ".join([f"<{tag}", *declared, *attributes])
    children, text = list(element), element.text or ""
    if not children:
        yield f"{head}>{_visible(text)}</{tag}>" if text else f"{head}/>"
        return
    yield f"{head}>{_visible(text.strip())}"
    for child in children:
        yield from _lines(child, depth + 1, dict(element.nsmap))
        if child.tail and child.tail.strip():
            yield "  " * (depth + 1) + _visible(child.tail)
    yield "  " * depth + f"</{tag}>"


def _name(tag: str, prefixes: dict[str | None, str]) -> str:
    """``w:p`` for ``{namespace}p``."""
    if not tag.startswith("{"):
        return tag
    uri, local = tag[1:].split("}")
    if uri == "http://www.w3.org/XML/1998/namespace":
        return f"xml:{local}"
    prefix = next((prefix for prefix, known in prefixes.items() if known == uri), None)
    return f"{prefix}:{local}" if prefix else local


def _visible(text: str) -> str:
    """Text with line ends written as signs, so that an element stays on its line."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "&#10;").replace("\t", "&#9;")


def canonical_xml(data: bytes) -> str:
    """XML as one element a line, attributes sorted, comments and declaration left out."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, remove_comments=True))
    return "\n".join(_lines(root, 0, {})) + "\n"


def canonical_parts(docx: bytes) -> dict[str, str]:
    """Each part of a .docx by a flat file name (word/document.xml → document.xml); pictures as sizes."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for name in package.namelist():
            data = package.read(name)
            is_xml = name.endswith((".xml", ".rels"))
            file = name.removeprefix("word/").replace("/", "-")
            assert file not in parts, f"two parts would share the golden {file}"
            # The content hash changes whenever anything does; it would only hide the change itself.
            text = HASH.sub("…", canonical_xml(data)) if is_xml else f"{len(data)} bytes\n"
            parts[file] = text
    return parts
