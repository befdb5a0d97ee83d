"""Reading a .docx back by its text and by its tree gives the same paragraphs."""

from __future__ import annotations

import io
import zipfile
from html import escape

from hypothesis import given
from hypothesis import strategies as st

from wenming_docs.page.word import read_text

HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:body>'
)
WORDS = st.text("街道办、。 a1&<>\"'é", max_size=6)


def docx(body: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", f"{HEAD}{body}</w:body></w:document>")
    return buffer.getvalue()


def run(text: str, kind: str) -> str:
    inside = {
        "plain": f"<w:t>{escape(text)}</w:t>",
        "spaces": f'<w:t xml:space="preserve">{escape(text)}</w:t>',
        "tab": f"<w:tab/><w:t>{escape(text)}</w:t>",
        "break": f"<w:t>{escape(text)}</w:t><w:br/>",
        "bold": f"<w:rPr><w:b/></w:rPr><w:t>{escape(text)}</w:t>",
        "none": "<w:t/>",
    }
    return f"<w:r>{inside[kind]}</w:r>"


RUNS = st.lists(
    st.builds(
        run, WORDS, st.sampled_from(["plain", "plain", "plain", "spaces", "tab", "break", "bold", "none"])
    ),
    max_size=4,
).map("".join)
STYLES = st.sampled_from(
    ["", '<w:pPr><w:pStyle w:val="Body"/></w:pPr>', '<w:pPr><w:pStyle w:val="TableAgainSmall"/></w:pPr>']
)


def paragraph(opening: str, style: str, content: str, linked: bool) -> str:
    inside = f"<w:hyperlink>{content}</w:hyperlink>" if linked else content
    return f"<{opening}>{style}{inside}</w:p>"


def paragraphs(content: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    openings = st.sampled_from(["w:p", "w:p", 'w:p w:rsidR="00A1"'])
    linked = st.sampled_from([False, False, False, True])
    return st.builds(paragraph, openings, STYLES, content, linked)


def boxed(before: str, inner: list[str], after: str) -> str:
    box = f"<wps:txbx><w:txbxContent>{''.join(inner)}</w:txbxContent></wps:txbx>"
    return f"{before}<w:r><w:drawing>{box}</w:drawing></w:r>{after}"


PARAGRAPHS = paragraphs(st.one_of(RUNS, st.builds(boxed, RUNS, st.lists(paragraphs(RUNS), max_size=3), RUNS)))
CELLS = st.lists(PARAGRAPHS, min_size=1, max_size=3).map(lambda inner: f"<w:tc>{''.join(inner)}</w:tc>")
TABLES = st.lists(CELLS, min_size=1, max_size=3).map(
    lambda inner: f"<w:tbl><w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(inner)}</w:tr></w:tbl>"
)
BODIES = st.lists(st.one_of(PARAGRAPHS, TABLES), max_size=6).map("".join)


@given(BODIES)
def test_a_comment_makes_the_tree_be_read_and_changes_no_paragraph(body: str) -> None:
    assert read_text(docx(body)) == read_text(docx(body + "<!-- -->"))


def test_runs_boxes_tabs_and_labels_said_again_are_read_as_they_stand() -> None:
    body = (
        paragraph("w:p", "", run("甲&乙", "plain") + run("、丙", "plain"), False)
        + paragraph("w:p", "", run("丁", "tab"), False)
        + paragraph("w:p", '<w:pPr><w:pStyle w:val="TableAgain"/></w:pPr>', run("再说一遍", "plain"), False)
        + paragraph(
            "w:p",
            "",
            boxed(run("前", "plain"), [paragraph("w:p", "", run("框", "plain"), False)], run("后", "plain")),
            False,
        )
        + paragraph("w:p", "", "", False)
    )
    assert read_text(docx(body)) == ["甲&乙、丙", "\t丁", "前后", "框"]
