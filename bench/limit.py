"""The least work that gives the same visible text: data → strings → zip, standard library only.

As a program: ``python bench/limit.py plan.json out.docx``. Nothing is validated, counted or proved,
and the layout is a bare one; no program that does its work can be as fast. Of what takes time to
import it uses json alone: ``typing`` and ``zipfile`` (which brings ``pathlib`` and ``urllib``) each
cost more than the work itself, so the package is put together here.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib

from bench.lines import COLUMNS, body_lines, rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FIRST_DAY = 0x21  # 1 January 1980, as ZIP counts days
_TYPES = "http://schemas.openxmlformats.org/package/2006"


def _styles() -> str:
    """Five named styles with their fonts."""
    fonts = {
        "body": ("仿宋_GB2312", 32),
        "title": ("方正小标宋简体", 44),
        "h1": ("黑体", 32),
        "h2": ("楷体_GB2312", 32),
        "cell": ("宋体", 21),
    }
    return "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:rPr>'
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/><w:sz w:val="{size}"/>'
        "</w:rPr></w:style>"
        for name, (font, size) in fonts.items()
    )


_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_TYPES}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}.{kind}+xml"/>'
        for name, kind in (
            ("document", "document.main"),
            ("styles", "styles"),
            ("settings", "settings"),
            ("fontTable", "fontTable"),
            ("footer1", "footer"),
        )
    )
    + "</Types>",
    "_rels/.rels": f'<Relationships xmlns="{_TYPES}/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATION}/officeDocument" Target="word/document.xml"/></Relationships>',
    "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_TYPES}/metadata/core-properties"/>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_TYPES}/relationships">'
    + "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATION}/{kind}" Target="{target}.xml"/>'
        for number, (kind, target) in enumerate(
            (
                ("styles", "styles"),
                ("settings", "settings"),
                ("fontTable", "fontTable"),
                ("footer", "footer1"),
            ),
            1,
        )
    )
    + "</Relationships>",
    "word/styles.xml": f"<w:styles {_NS}>{_styles()}</w:styles>",
    "word/settings.xml": f'<w:settings {_NS}><w:zoom w:percent="100"/></w:settings>',
    "word/fontTable.xml": f'<w:fonts {_NS}><w:font w:name="仿宋_GB2312"/></w:fonts>',
    "word/footer1.xml": f'<w:ftr {_NS}><w:p><w:r><w:t>— </w:t></w:r><w:fldSimple w:instr="PAGE"/>'
    "<w:r><w:t> —</w:t></w:r></w:p></w:ftr>",
}


def _paragraph(style: str, text: str) -> str:
    """One paragraph."""
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def _table(plan: dict[str, Any]) -> Iterator[str]:
    """The table of tasks."""
    grid = '<w:gridCol w:w="1500"/>' * len(COLUMNS)
    yield (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    for row in [COLUMNS, *rows(plan)]:
        cells = "".join(f"<w:tc>{_paragraph('cell', cell) if cell else '<w:p/>'}</w:tc>" for cell in row)
        yield f"<w:tr>{cells}</w:tr>"
    yield "</w:tbl><w:p/>"


def make(plan: dict[str, Any]) -> bytes:
    """The plan as .docx bytes."""
    body = [_paragraph(style, text) for style, text in body_lines(plan)]
    body += _table(plan)
    document = (
        f'<w:document {_NS} xmlns:r="{_RELATION}"><w:body>{"".join(body)}<w:sectPr>'
        '<w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
        "</w:sectPr></w:body></w:document>"
    )
    return _package({**_PARTS, "word/document.xml": document})


def _package(parts: dict[str, str]) -> bytes:
    """A ZIP file of parts under ASCII names, deflated at level 6."""
    files, directory, place = [], [], 0
    for name, text in parts.items():
        raw = (_HEAD + text).encode()
        deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = deflate.compress(raw) + deflate.flush()
        sizes = (zlib.crc32(raw), len(packed), len(raw), len(name), 0)
        about = struct.pack("<HHHHHIIIHH", 20, 0, zlib.DEFLATED, 0, _FIRST_DAY, *sizes)
        files += [b"PK\x03\x04", about, name.encode(), packed]
        directory += [b"PK\x01\x02\x14\0", about, struct.pack("<HHHII", 0, 0, 0, 0, place), name.encode()]
        place += 4 + len(about) + len(name) + len(packed)
    listed = b"".join(directory)
    count = len(parts)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(listed), place, 0)
    return b"".join((*files, listed, end))


def load(path: str) -> dict[str, Any]:
    """The facts in a JSON file."""
    with open(path, "rb") as file:
        facts: dict[str, Any] = json.loads(file.read())
    return facts


def main(facts: str, out: str) -> None:
    """From file to file."""
    data = make(load(facts))
    with open(out, "wb") as file:
        file.write(data)


if __name__ == "__main__":
    main(*sys.argv[1:])
