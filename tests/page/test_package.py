"""The .docx as a package: same bytes, nothing of ours in it, and a hash that notices every change."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from wenming_docs.blocks import (
    Cell,
    Column,
    Heading,
    Manuscript,
    Paragraph,
    Signature,
    Table,
    Text,
    Title,
    dump_text,
    inlines,
)
from wenming_docs.errors import InvalidInput
from wenming_docs.findings import Origin
from wenming_docs.page.word import fingerprint, read_text, write_docx

SAMPLE = Manuscript(
    (
        Title(inlines("青石街道创建方案")),
        Paragraph(inlines("为做好创建工作，制定本方案。")),
        Signature((inlines("青石街道办事处"),), inlines("2026年3月18日")),
    )
)


def parts_of(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(docx: bytes, name: str, content: bytes) -> bytes:
    """The package with one part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for other, data in parts_of(docx).items():
            archive.writestr(other, content if other == name else data)
    return buffer.getvalue()


def test_a_file_of_ours_carries_the_hash_of_what_it_holds() -> None:
    stored, computed = fingerprint(write_docx(SAMPLE))
    assert stored == computed
    assert re.fullmatch("[0-9a-f]{64}", computed)


@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "docProps/core.xml", "docProps/custom.xml"]
)
def test_a_changed_part_no_longer_matches_the_hash(part: str) -> None:
    docx = write_docx(SAMPLE)
    stored, computed = fingerprint(repacked(docx, part, parts_of(docx)[part] + b" "))
    assert stored == fingerprint(docx)[0]
    assert stored != computed


def test_packing_the_same_parts_again_is_no_change() -> None:
    docx = write_docx(SAMPLE)
    again = repacked(docx, "word/document.xml", parts_of(docx)["word/document.xml"])
    assert again != docx
    assert fingerprint(again) == fingerprint(docx)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", "不是 Word".encode()])
def test_bytes_that_are_no_package_have_no_hash(data: bytes) -> None:
    stored, computed = fingerprint(data)
    assert stored is None
    assert re.fullmatch("[0-9a-f]{64}", computed)


def test_title_and_author_are_those_of_the_document() -> None:
    core = etree.fromstring(parts_of(write_docx(SAMPLE))["docProps/core.xml"])
    fields = {etree.QName(child).localname: child.text for child in core}
    assert fields == {"title": "青石街道创建方案", "creator": "青石街道办事处", "language": "zh-CN"}


def test_the_file_names_no_program_and_no_day_of_writing() -> None:
    docx = write_docx(SAMPLE)
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    for name, data in parts_of(docx).items():
        assert not re.search(b"wenming|python|libreoffice|dcterms", data, re.IGNORECASE), name


def test_source_date_epoch_sets_the_time_of_every_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    with zipfile.ZipFile(io.BytesIO(write_docx(SAMPLE))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\r"])
def test_a_character_xml_cannot_hold_is_refused_with_its_place(sign: str) -> None:
    origin = Origin("方案.yaml", 3, 5)
    for text in (Text(f"甲{sign}乙", (origin,)), Text(f"甲{sign}乙", (origin,), emphasis=True)):
        table = Table((Column(inlines("甲")),), ((Cell((text,)),),))
        for block in (Paragraph((text,)), table, Heading(1, (text,), number="一、")):
            with pytest.raises(InvalidInput) as refused:
                write_docx(Manuscript((block,)))
            assert [finding.origin for finding in refused.value.findings] == [origin]
            assert f"U+{ord(sign):04X}" in refused.value.findings[0].message


ANY_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("<>&\"' 　\t")
)


@given(ANY_TEXT, ANY_TEXT)
def test_every_character_survives_the_way_into_the_file(first: str, second: str) -> None:
    cells = (Cell((Text(first),)), Cell((Text(second, emphasis=True),)))
    blocks = (
        Title((Text(first),)),
        Paragraph((Text(first), Text(second, blank=True))),
        Table((Column(inlines("甲")), Column(inlines("乙"))), (cells, cells)),
    )
    manuscript = Manuscript(blocks)
    assert read_text(write_docx(manuscript)) == dump_text(manuscript)
