"""A document that comes back edited is read as a person reads it, whoever saved it and however it is cut."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.goldens import EXAMPLES
from wenming_docs.blocks import Cell, Column, Heading, Manuscript, Paragraph, Table, Text, Title, dump_text
from wenming_docs.errors import InvalidInput
from wenming_docs.page.word import Passage, Remark, mark_of, read_returned, write_docx
from wenming_docs.page.word.marks import LONGEST, from_properties, in_properties, marks_of
from wenming_docs.pipeline import Options, render_file

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BY = 'w:id="7" w:author="李主任" w:date="2026-05-01T00:00:00Z"'


def inlines(text: str) -> tuple[Text, ...]:
    return (Text(text),)


MANUSCRIPT = Manuscript(
    (
        Title(inlines("工作方案")),
        Heading(1, inlines("总体要求"), number="一、"),
        Paragraph(inlines("逐户走访，当面听取意见。")),
        Table(
            (Column(inlines("任务")), Column(inlines("时限"))),
            ((Cell(inlines("清理楼道")), Cell(inlines("6月底前"))),),
        ),
    )
)
TEXTS = ["工作方案", "一、总体要求", "逐户走访，当面听取意见。", "任务", "时限", "清理楼道", "6月底前"]


def edited(docx: bytes, change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    """The package with one part changed, zipped anew."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before = parts[part].decode()
    parts[part] = change(before).encode()
    assert parts[part].decode() != before
    with zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def read_after(old: str, new: str) -> list[Passage]:
    """The passages of the manuscript after a piece of its XML was replaced."""
    return list(read_returned(edited(write_docx(MANUSCRIPT), lambda xml: xml.replace(old, new, 1))).passages)


def texts_after(old: str, new: str) -> list[str]:
    return [passage.text for passage in read_after(old, new)]


def put_in(old: str, new: str) -> list[str]:
    """The manuscript's texts with one replaced."""
    return [new if text == old else text for text in TEXTS]


RUN = "<w:r><w:t>逐户走访，当面听取意见。</w:t></w:r>"


def paragraph_xml() -> str:
    """The whole paragraph that holds RUN, as we write it."""
    xml = zipfile.ZipFile(io.BytesIO(write_docx(MANUSCRIPT))).read("word/document.xml").decode()
    start = max(xml.rfind(tag, 0, xml.index(RUN)) for tag in ("<w:p>", "<w:p "))
    return xml[start : xml.index("</w:p>", start) + len("</w:p>")]


PARAGRAPH = paragraph_xml()


def test_an_untouched_document_reads_as_written_with_a_mark_for_each_paragraph() -> None:
    returned = read_returned(write_docx(MANUSCRIPT))
    assert [passage.text for passage in returned.passages] == dump_text(MANUSCRIPT) == TEXTS
    assert [passage.before for passage in returned.passages] == TEXTS
    assert returned.marks == tuple(map(mark_of, TEXTS))
    assert [passage.place for passage in returned.passages] == [
        *("第1段", "第2段", "第3段"),
        *("表1第1行第1列", "表1第1行第2列", "表1第2行第1列", "表1第2行第2列"),
    ]
    assert returned.remarks == ()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_reads_as_its_manuscript(example: Path) -> None:
    for document in render_file(example, Options()).documents:
        returned = read_returned(document.data)
        assert returned.marks == tuple(mark_of(passage.text) for passage in returned.passages)


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:r><w:t>逐户</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>走访。</w:t></w:r>", "逐户走访。"),
        ('<w:r><w:t>甲</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>乙</w:t></w:r>', "甲乙"),
        ("<w:smartTag><w:r><w:t>甲</w:t></w:r></w:smartTag><w:r><w:t>乙</w:t></w:r>", "甲乙"),
        ("<w:sdt><w:sdtContent><w:r><w:t>甲</w:t></w:r></w:sdtContent></w:sdt>", "甲"),
        ('<w:hyperlink r:id="x"><w:r><w:t>甲</w:t></w:r></w:hyperlink>', "甲"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>", "甲\t乙丙"),
        ("<w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>", "甲"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>甲</w:t></w:r>', "甲"),
        ('<w:r><w:sym w:font="Symbol" w:char="00B1"/></w:r>', "±"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "3",
        ),
        ("<w:r><w:ruby><w:rt><w:r><w:t>jia</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>甲</w:t></w:r>"
         "</w:rubyBase></w:ruby></w:r>", "甲"),
    ],
)  # fmt: skip
def test_the_same_text_in_other_xml_reads_the_same(xml: str, text: str) -> None:
    assert texts_after(RUN, xml) == put_in(TEXTS[2], text)


@pytest.mark.parametrize(
    ("xml", "text", "before"),
    [
        (
            f"<w:r><w:t>逐户走访，</w:t></w:r><w:del {BY}><w:r><w:delText>当面</w:delText></w:r></w:del>"
            f"<w:ins {BY}><w:r><w:t>上门</w:t></w:r></w:ins><w:r><w:t>听取意见。</w:t></w:r>",
            "逐户走访，上门听取意见。",
            "逐户走访，当面听取意见。",
        ),
        (f"<w:ins {BY}><w:r><w:t>新的。</w:t></w:r></w:ins>", "新的。", ""),
        (f"<w:del {BY}><w:r><w:delText>旧的。</w:delText></w:r></w:del>", "", "旧的。"),
        (f"<w:moveFrom {BY}><w:r><w:t>移走。</w:t></w:r></w:moveFrom>", "", "移走。"),
        (f"<w:moveTo {BY}><w:r><w:t>移来。</w:t></w:r></w:moveTo>", "移来。", ""),
        (
            f"<w:r><w:t>甲</w:t></w:r><w:ins {BY}><w:del {BY}>"
            "<w:r><w:delText>乙</w:delText></w:r></w:del></w:ins>",
            "甲",
            "甲",
        ),
    ],
)
def test_tracked_changes_are_read_both_ways_with_their_authors(xml: str, text: str, before: str) -> None:
    passage = read_after(RUN, xml)[2]
    assert (passage.text, passage.before, passage.authors) == (text, before, ("李主任",))


def test_a_paragraph_put_in_behind_another_with_changes_tracked_is_new_and_the_other_as_it_was() -> None:
    new = (
        f"<w:p><w:pPr><w:rPr><w:ins {BY}/></w:rPr></w:pPr>{RUN}</w:p>"
        f"<w:p><w:ins {BY}><w:r><w:t>另起一段。</w:t></w:r></w:ins></w:p>"
    )
    passages = read_after(PARAGRAPH, new)
    assert [(each.text, each.before) for each in passages[2:4]] == [
        (TEXTS[2], TEXTS[2]),
        ("另起一段。", ""),
    ]


def test_a_paragraph_that_was_parted_was_one_before_and_two_that_were_joined_are_one_now() -> None:
    parted = (
        f"<w:p><w:pPr><w:rPr><w:ins {BY}/></w:rPr></w:pPr><w:r><w:t>逐户走访，</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>当面听取意见。</w:t></w:r></w:p>"
    )
    passages = read_after(PARAGRAPH, parted)
    assert [(each.text, each.before) for each in passages[2:4]] == [
        ("逐户走访，", TEXTS[2]),
        ("当面听取意见。", ""),
    ]
    passages = read_after(PARAGRAPH, parted.replace("w:ins", "w:del"))
    assert [(each.text, each.before) for each in passages[2:3]] == [(TEXTS[2], "逐户走访，\n当面听取意见。")]
    assert len(passages) == len(TEXTS)


@pytest.mark.parametrize(("mark", "readings"), [("ins", (True, False)), ("del", (False, True))])
def test_a_row_put_in_or_taken_out_with_changes_tracked(mark: str, readings: tuple[bool, bool]) -> None:
    row = (
        f"<w:tr><w:trPr><w:{mark} {BY}/></w:trPr>"
        "<w:tc><w:tcPr/><w:p><w:r><w:t>走访</w:t></w:r></w:p></w:tc></w:tr>"
    )
    last = read_after("</w:tbl>", row + "</w:tbl>")[-1]
    assert (last.text == "走访", last.before == "走访") == readings
    assert last.place == "表1第3行第1列"


def test_comments_and_notes_hang_on_their_passage() -> None:
    docx = write_docx(MANUSCRIPT)
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    docx = edited(
        docx,
        lambda xml: xml.replace(
            "</Relationships>",
            f'<Relationship Id="rId80" Type="{relation}/comments" Target="comments.xml"/>'
            f'<Relationship Id="rId81" Type="{relation}/footnotes" Target="footnotes.xml"/></Relationships>',
        ),
        "word/_rels/document.xml.rels",
    )
    comments = (
        f'<w:comments {W}><w:comment w:id="0" w:author="王科长">'
        "<w:p><w:r><w:t>改为每季度</w:t></w:r></w:p></w:comment></w:comments>"
    )
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="0" w:type="separator">'
        "<w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>"
        '<w:footnote w:id="2"><w:p><w:r><w:t>含网格员</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    with zipfile.ZipFile(out := io.BytesIO(docx), "a") as archive:
        archive.writestr("word/comments.xml", comments)
        archive.writestr("word/footnotes.xml", notes)
    docx = edited(
        out.getvalue(),
        lambda xml: xml.replace(
            RUN,
            f'<w:commentRangeStart w:id="0"/>{RUN}<w:commentRangeEnd w:id="0"/>'
            '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r>',
        ),
    )
    assert read_returned(docx).remarks == (Remark("王科长", "改为每季度", 2), Remark("", "含网格员", 2))


def test_marks_that_are_gone_or_damaged_are_none() -> None:
    docx = write_docx(MANUSCRIPT)
    custom = "docProps/custom.xml"
    end = "</vt:lpwstr></property></Properties>"
    damages: list[Callable[[str], str]] = [
        lambda xml: xml.replace("paragraph-marks-1", "other"),
        lambda xml: xml.replace("paragraph-marks-1", "paragraph-marks-2"),
        lambda xml: xml.replace(end, "!" + end),
        lambda xml: xml.replace(end, "A" + end),
    ]
    for damage in damages:
        returned = read_returned(edited(docx, damage, custom))
        assert returned.marks is None
        assert [passage.text for passage in returned.passages] == TEXTS


@pytest.mark.parametrize("data", [b"", b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"%PDF-1.7"])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_returned(data)
    assert [finding.code for finding in caught.value.findings] == ["X050"]


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace("<w:body>", "<w:body", 1),
        lambda xml: "<!DOCTYPE w [<!ENTITY a 'b'>]>" + xml.split("?>", 1)[1],
        lambda xml: xml.replace("w:body>", "w:nobody>"),
    ],
)
def test_a_damaged_body_is_refused(change: Callable[[str], str]) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_returned(edited(write_docx(MANUSCRIPT), change))
    assert [finding.code for finding in caught.value.findings] == ["X050"]


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=20), max_size=300))
def test_marks_come_back_out_of_their_properties(texts: list[str]) -> None:
    values = in_properties(marks_of(texts))
    assert all(len(value) <= 255 for value in values)
    assert from_properties(values) == tuple(map(mark_of, texts))


def test_a_document_too_long_carries_no_marks() -> None:
    assert marks_of(["甲"] * LONGEST) and not marks_of(["甲"] * (LONGEST + 1))
