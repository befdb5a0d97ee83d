"""Whatever stands in a fact is words: in Word no field, in a web page no element, in Markdown no HTML."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import etree
from markdown_it import MarkdownIt

from tests.page.harmless import dangers, fields_of
from tests.page.variants import load_variants
from tests.test_trust import FIELDS, plan_of
from wenming_docs.office import find_soffice, lay_out
from wenming_docs.page.html import preview_html, write_markdown
from wenming_docs.pipeline import Options, render_file

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "<iframe src=//evil.example>",
    "</style><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "[点](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "<javascript:alert(1)>",
    "<http://evil.example/>",
    "[x]: javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#x3c;script&#x3e;",
    "`<b>`<script>",
    "\\\\<script>alert(1)</script>",
    "\\[点](javascript:alert(1))",
    '=HYPERLINK("http://evil.example","点")',
    '=cmd|"/c calc"!A1',
    "{ DDEAUTO c:\\windows\\cmd.exe }",
    "DDEAUTO cmd x",
    'INCLUDETEXT "http://evil.example/x"',
    "</w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r>",
    "{% include '/etc/passwd' %}{{ 7*7 }}",
)
ELEMENTS = """
    html head meta title style body main h1 h2 h3 h4 h5 h6 p span strong mark br section footer header table
    caption thead tbody tr th td figure figcaption svg rect line text g path polyline circle img ul li div
"""
ATTRIBUTES = re.compile(
    r"lang|charset|class|scope|rowspan|colspan|alt|style|role|aria-[a-z]+|viewbox|x|y|x1|x2|y1|y2|d|width|height|"
    r"http-equiv|content|points|fill|stroke|src|cx|cy|r|transform|text-anchor|font-size"
)


class Elements(HTMLParser):
    """Everything in a page that is not known to be harmless."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS.split():
            self.found.append(tag)
        for name, value in attrs:
            address = name == "src" and not (value or "").startswith("data:image/")
            if address or not ATTRIBUTES.fullmatch(name) or "url(" in (value or ""):
                self.found.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def rendered(folder: Path, payload: str, *formats: str) -> dict[str, bytes]:
    """The document of a plan with ``payload`` in each of its fields."""
    path = folder / "plan.yaml"
    path.write_text(plan_of(dict.fromkeys(FIELDS, f"甲{payload}乙")), encoding="utf-8")
    outcome = render_file(path, Options(format=formats[0], more_formats=formats[1:]))
    assert outcome.documents, outcome.findings
    return {document.suffix: document.data for document in outcome.documents}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_a_fact_says_is_never_more_than_words(payload: str, tmp_path: Path) -> None:
    made = rendered(tmp_path, payload, "docx", "html", "md")
    assert dangers(made[".docx"]) == []
    with zipfile.ZipFile(io.BytesIO(made[".docx"])) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    assert fields_of(body) == []
    page = Elements(made[".html"].decode())
    assert page.found == []
    assert payload in "".join(page.text)
    shown = Elements(MarkdownIt("commonmark", {"html": True}).enable("table").render(made[".md"].decode()))
    assert [found for found in shown.found if not re.fullmatch("hr|br|h[1-6]|ol|li|em", found)] == []
    assert payload in "".join(shown.text)


def test_every_block_as_a_web_page_is_free_of_scripts_and_addresses() -> None:
    for variant in load_variants().values():
        assert Elements(preview_html(variant.manuscript)).found == []
        shown = (
            MarkdownIt("commonmark", {"html": True})
            .enable("table")
            .render(write_markdown(variant.manuscript))
        )
        assert "<script" not in shown and "href" not in shown and "src" not in shown


@pytest.mark.page
def test_a_pdf_starts_nothing(tmp_path: Path) -> None:
    if find_soffice() is None:
        pytest.skip("no LibreOffice")
    made = rendered(tmp_path, PAYLOADS[0] + PAYLOADS[7] + PAYLOADS[17], "docx")
    [pdf] = lay_out([made[".docx"]])
    active = re.findall(
        rb"/(?:JavaScript|JS|Launch|URI|GoToR|SubmitForm|ImportData|EmbeddedFiles?|RichMedia|AA)\b", pdf
    )
    assert active == []
