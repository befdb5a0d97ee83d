"""The annotated copy: real Word comments beside what they speak of, nothing else changed."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from lxml import etree

from tests.page.inspected import DOCUMENT, SOWN, clean_document, packed, parts_of
from tests.page.pdf import missing_tool, to_pdf
from tests.page.test_inspect_others import default_document
from wenming_docs.page.inspect import annotated_copy, inspect_document
from wenming_docs.page.word import read_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PANDOC = (Path(__file__).parent.parent / "cases" / "word" / "pandoc.docx").read_bytes()


def sown(name: str) -> bytes:
    """The sound document with one fault."""
    return next(each for each in SOWN if each.name == name).document()


def copy_of(data: bytes) -> bytes:
    return annotated_copy(inspect_document(data))


def comments_of(data: bytes) -> list[tuple[str, str, str]]:
    """(id, author, text) of each comment."""
    root = etree.fromstring(parts_of(data)["word/comments.xml"])
    return [
        (
            each.get(W + "id", ""),
            each.get(W + "author", ""),
            "".join(t.text or "" for t in each.iter(W + "t")),
        )
        for each in root
    ]


def test_a_comment_stands_at_the_paragraph_it_speaks_of() -> None:
    copy = copy_of(sown("标题末尾句号"))
    ((id, author, text),) = comments_of(copy)
    assert (id, author) == ("0", "文鸣检查")
    assert text == (
        "警告 L130 第7段“一、工作目标。”：独行的标题以“。”结尾，应为末尾没有标点（GB/T 9704—2012 7.3.3）"
        "改法：删去末尾的标点"
    )
    document = etree.fromstring(parts_of(copy)[DOCUMENT])
    (start,) = document.iter(W + "commentRangeStart")
    paragraph = start.getparent()
    assert paragraph is not None
    assert "".join(paragraph.itertext(W + "t")) == "一、工作目标。"
    tags = [etree.QName(child).localname for child in paragraph]
    assert tags[:2] == ["pPr", "commentRangeStart"]
    assert tags[-2:] == ["commentRangeEnd", "r"]


@pytest.mark.parametrize(
    "data", [default_document(), PANDOC, sown("页码居中")], ids=["python-docx", "pandoc", "ours"]
)
def test_every_mark_of_a_comment_has_its_comment_and_the_text_stays(data: bytes) -> None:
    copy = copy_of(data)
    assert read_text(copy) == read_text(data)
    ids = [id for id, _, _ in comments_of(copy)]
    document = etree.fromstring(parts_of(copy)[DOCUMENT])
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(each.get(W + "id", "") for each in document.iter(W + name)) == sorted(ids)
    assert len(ids) == len(set(ids)) > 0
    before, after = parts_of(data), parts_of(copy)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {
        DOCUMENT,
        "word/comments.xml",
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
    } - ({"[Content_Types].xml", "word/_rels/document.xml.rels"} if "word/comments.xml" in before else set())
    assert docx.Document(io.BytesIO(copy)).paragraphs


def test_the_same_document_gives_the_same_copy() -> None:
    assert copy_of(PANDOC) == copy_of(PANDOC)
    assert b"w:date" not in parts_of(copy_of(PANDOC))["word/comments.xml"]


def test_comments_that_are_there_stay_and_keep_their_ids() -> None:
    document = docx.Document(io.BytesIO(sown("标题末尾句号")))
    document.add_comment(document.paragraphs[3].runs, text="请再核对", author="某甲", initials="甲")
    buffer = io.BytesIO()
    document.save(buffer)
    theirs = comments_of(buffer.getvalue())
    both = comments_of(copy_of(buffer.getvalue()))
    assert both[: len(theirs)] == theirs
    assert [author for _, author, _ in both] == ["某甲", "文鸣检查"]
    assert len({id for id, _, _ in both}) == 2


def test_a_sound_document_is_copied_as_it_is() -> None:
    assert parts_of(copy_of(clean_document())) == parts_of(clean_document())


def test_a_copy_is_inspected_like_its_original() -> None:
    data = sown("标题末尾句号")
    assert inspect_document(copy_of(data)).findings == inspect_document(data).findings


def test_one_cause_in_many_places_gets_twenty_comments_at_most() -> None:
    texts = [text[:7] for _, _, text in comments_of(copy_of(default_document()))]
    assert texts.count("警告 L118") == 20


def test_what_control_characters_a_finding_quotes_never_reach_the_file() -> None:
    parts = parts_of(sown("标题末尾句号"))
    assert not re.search(
        b"[\x00-\x08\x0b\x0c\x0e-\x1f]", parts_of(copy_of(packed(parts)))["word/comments.xml"]
    )


@pytest.mark.page
def test_an_annotated_copy_can_be_laid_out(tmp_path: Path) -> None:
    if reason := missing_tool():
        pytest.skip(reason)
    pages = to_pdf({"copy": copy_of(default_document())}, tmp_path)
    assert pages["copy"].read_bytes().startswith(b"%PDF")
