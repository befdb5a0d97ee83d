"""Photographs as Word reads them."""

from __future__ import annotations

import io
import zipfile
from base64 import b64encode

import pytest
from lxml import etree
from PIL import Image

from wenming_docs.blocks import (
    Landscape,
    Manuscript,
    Paragraph,
    Picture,
    Pictures,
    Signature,
    dump_text,
    inlines,
)
from wenming_docs.errors import InternalError
from wenming_docs.page.html import preview_html, write_markdown
from wenming_docs.page.word import read_text, write_docx
from wenming_docs.page.word.pictures import TALLEST, fitted

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def photo(caption: str, width: int = 400, height: int = 300, colour: str = "gray") -> Picture:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, "PNG")
    return Picture(buffer.getvalue(), "png", width, height, inlines(caption), caption)


def parts(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(docx: bytes) -> etree._Element:
    return etree.fromstring(parts(docx)["word/document.xml"])


NAMES = ("清理前", "清理后 <二>", "会场“一角”", "全景", "门口")


@pytest.mark.parametrize("per_row", [1, 2, 3, 4])
def test_captions_read_in_the_order_of_the_photographs(per_row: int) -> None:
    manuscript = Manuscript((Pictures(tuple(photo(name) for name in NAMES), per_row),))
    docx = write_docx(manuscript)
    assert read_text(docx) == dump_text(manuscript) == list(NAMES)
    described = [found.get("descr") for found in body(docx).iter(f"{WP}docPr")]
    assert described == list(NAMES)
    assert len(list(body(docx).iter(f"{W}tr"))) == -(-len(NAMES) // per_row)


def test_the_grid_fits_the_text_area_upright_and_turned() -> None:
    grid = Pictures((photo("一"), photo("二"), photo("三")), 3)
    for block, room in ((grid, 8844), (Landscape((grid,)), 12756)):
        root = body(write_docx(Manuscript((block,))))
        widths = [int(found.get(f"{W}w", "0")) for found in root.iter(f"{W}gridCol")]
        assert len(widths) == 3 and room - 3 <= sum(widths) <= room
        drawn = [int(found.get("cx", "0")) / 635 for found in root.iter(f"{WP}extent")]
        assert max(drawn) <= min(widths)


def test_those_of_one_row_are_equally_high_and_keep_their_shape() -> None:
    sizes = fitted([photo("横", 400, 300), photo("竖", 300, 400), photo("方", 500, 500)], 4000)
    assert len({height for _, height in sizes}) == 1
    for (width, height), shape in zip(sizes, (4 / 3, 3 / 4, 1), strict=True):
        assert width <= 4000 and height <= TALLEST
        assert width / height == pytest.approx(shape, rel=0.01)


def test_a_panorama_does_not_make_the_others_small() -> None:
    panorama, upright = fitted([photo("全景", 3000, 300), photo("竖", 300, 400)], 4000)
    assert panorama == (4000, 400)
    assert upright[1] >= 2000


@pytest.mark.parametrize(("per_row", "last"), [(1, 1), (2, 1), (3, 2)])
def test_the_last_row_stays_on_the_page_of_the_signature(per_row: int, last: int) -> None:
    signature = Signature((inlines("云山市青石街道办事处"),), inlines("2026年8月10日"))
    pictures = Pictures(tuple(photo(name) for name in NAMES), per_row)
    docx = write_docx(Manuscript((Paragraph(inlines("情况如下。")), pictures, signature)))
    assert read_text(docx)[1:6] == list(NAMES)
    drawn = [found for found in body(docx).iter(f"{W}p") if found.find(f".//{WP}inline") is not None]
    kept = [found.find(f"{W}pPr/{W}keepNext").get(f"{W}val", "1") for found in drawn]
    assert kept == ["0"] * (len(NAMES) - last) + ["1"] * last


def test_the_same_photograph_is_one_part_also_in_an_offices_own_document() -> None:
    manuscript = Manuscript((Paragraph(inlines("如图。")), Pictures((photo("一"), photo("二")), 2)))
    for reference in (None, write_docx(Manuscript((Paragraph(inlines("样式")),)))):
        docx = write_docx(manuscript, reference=reference)
        media = [name for name in parts(docx) if name.startswith("word/media/")]
        assert len(media) == 1
        assert (
            f'PartName="/{media[0]}" ContentType="image/png"' in parts(docx)["[Content_Types].xml"].decode()
        )
        assert f'Target="/{media[0]}"' in parts(docx)["word/_rels/document.xml.rels"].decode()
        assert read_text(docx) == dump_text(manuscript)
    assert write_docx(manuscript) == write_docx(manuscript)


def test_a_photograph_that_was_never_read_is_a_fault_of_ours() -> None:
    with pytest.raises(InternalError):
        write_docx(Manuscript((Pictures((Picture(b"", "jpeg", 4, 3, file="照片/1.jpg"),)),)))


def test_a_page_of_html_holds_its_photographs() -> None:
    big = photo("门口 <1>", 1600, 800)
    manuscript = Manuscript((Pictures((big,), 1),))
    page = preview_html(manuscript)
    assert f"data:image/png;base64,{b64encode(big.data).decode()}" in page
    assert 'width="800" height="400" alt="门口 &lt;1&gt;"' in page
    assert "门口" in write_markdown(manuscript)
