"""Photographs in a grid without lines: those of one row equally high, each over its caption."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from wenming_docs.blocks import Picture, Pictures, plain
from wenming_docs.errors import InternalError
from wenming_docs.page.word.flow import Flow
from wenming_docs.page.word.measure import EMU
from wenming_docs.page.word.xml import escape, paragraph

PADDING = 114  # twips: the left and right cell margins together
TALLEST = 4600  # twips: two rows with their captions stay on the first page of an attachment
_LOWEST = 0.6  # of its width: a panorama does not make the others of its row small
_GAP = 120  # twips under a row
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
# A row never breaks over pages, and is not bound to the next: three rows do not leave a page half empty.
_FREE = '<w:keepNext w:val="0"/>'


def write_pictures(flow: Flow, block: Pictures, *, signed: bool = False) -> None:
    """The photographs row by row; the last one alone stands in the middle.

    ``signed``: a signature follows, which must not stand on a page of its own (7.3.5.5): the last row
    stays with it.

    Raises ``InternalError`` for a photograph whose bytes were never read.
    """
    if not block.items:
        return
    count = max(min(block.per_row, len(block.items)), 1)
    width = flow.text_width // count
    rows = [block.items[start : start + count] for start in range(0, len(block.items), count)]
    written = [_row(flow, row, width, count) for row in rows[:-1]]
    if signed and len(rows[-1]) == 1 and (written or flow.plain):
        if written:
            _table(flow, written, width, count)
        _alone(flow, rows[-1][0], width)
        return
    last = _row(flow, rows[-1], width, count)
    _table(flow, [*written, _kept(last) if signed else last], width, count)


def _alone(flow: Flow, picture: Picture, width: int) -> None:
    """One photograph without a table: LibreOffice, too, keeps it on the page of what comes next."""
    [size] = fitted([picture], width - PADDING)
    flow.ready(_kept(_figure(flow, picture, size, 0)))
    flow.ready(_kept(_caption(flow, picture)))


def _table(flow: Flow, rows: Sequence[str], width: int, count: int) -> None:
    grid = f'<w:gridCol w:w="{width}"/>' * count
    flow.table(
        f'<w:tbl><w:tblPr><w:tblW w:w="{width * count}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/>'
        f'<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        + "".join(rows)
        + "</w:tbl>"
    )


def _kept(xml: str) -> str:
    """A row or paragraph on the page of what comes next: every paragraph of it."""
    for style in ("Figure", "TableCenter"):
        mark = f'<w:pStyle w:val="{style}"/>'
        xml = xml.replace(mark + _FREE, mark).replace(mark, mark + "<w:keepNext/>")
    return xml


def fitted(pictures: Sequence[Picture], room: int) -> list[tuple[int, int]]:
    """Width and height in twips of the photographs of one row, each at most ``room`` wide.

    All are as high as the flattest of them at its full width, but a panorama is left smaller.
    """
    flattest = min(picture.height / picture.width for picture in pictures)
    height = min(TALLEST, room * max(flattest, _LOWEST))
    sizes = []
    for picture in pictures:
        scale = min(room / picture.width, height / picture.height)
        sizes.append((max(round(picture.width * scale), 1), max(round(picture.height * scale), 1)))
    return sizes


def _row(flow: Flow, row: Sequence[Picture], width: int, count: int) -> str:
    sizes = fitted(row, width - PADDING)
    highest = max(height for _, height in sizes)
    span = count if len(row) == 1 else 1
    cells = [
        _cell(width * span, span, _figure(flow, picture, size, highest - size[1]) + _caption(flow, picture))
        for picture, size in zip(row, sizes, strict=True)
    ]
    if span == 1:
        cells += [_cell(width, 1, paragraph("TableCenter", ""))] * (count - len(row))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(width: int, span: int, content: str) -> str:
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}</w:tcPr>{content}</w:tc>'


def _caption(flow: Flow, picture: Picture) -> str:
    after = f'<w:spacing w:after="{_GAP}" w:line="360" w:lineRule="exact"/>'
    return paragraph("TableCenter", flow.runs(picture.caption), {"spacing": after})


def _figure(flow: Flow, picture: Picture, size: tuple[int, int], above: int) -> str:
    """The paragraph of one photograph, ``above`` twips under the top of its row."""
    children = {"keepNext": _FREE}
    if above:
        children["spacing"] = f'<w:spacing w:before="{above}" w:after="0" w:line="240" w:lineRule="auto"/>'
    return paragraph("Figure", f"<w:r>{_drawing(flow, picture, size)}</w:r>", children)


def _drawing(flow: Flow, picture: Picture, size: tuple[int, int]) -> str:
    if not picture.data:
        raise InternalError(f"照片还没有读：{picture.file}")
    # Named by what it shows: the same photograph twice is one part, and no part of a reference is hit.
    name = f"word/media/photo-{hashlib.sha256(picture.data).hexdigest()[:20]}.{picture.media}"
    id = flow.hang(name, "image", f"image/{picture.media}", picture.data)
    number, extent = flow.next_id(), f'cx="{size[0] * EMU}" cy="{size[1] * EMU}"'
    named = f'id="{number}" name="照片{number}"'
    told = escape(picture.description or plain(picture.caption) or "照片").replace("\n", " ")
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr {named} descr="{told}"/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_DRAWING}/main" noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic xmlns:a="{_DRAWING}/main">'
        f'<a:graphicData uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture">'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
