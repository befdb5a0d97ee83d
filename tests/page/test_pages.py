"""What only the printed pages show is found on them, and nothing is found where all is well."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from tests.page.pdf import missing_tool, use_stand_ins
from wenming_docs.blocks import (
    Heading,
    Manuscript,
    Note,
    Paragraph,
    Signature,
    Text,
    Title,
    number_headings,
)
from wenming_docs.findings import Origin
from wenming_docs.office import lay_out
from wenming_docs.page.layout import check_pages
from wenming_docs.page.word import write_docx
from wenming_docs.pagination import page_findings, page_texts
from wenming_docs.pipeline import Options

AT = Origin("计划.yaml", 40, 5)
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


def manuscript(lines: int) -> Manuscript:
    """A document of ``lines`` short paragraphs, a heading with its text, and a signature."""
    body = tuple(Paragraph((Text(f"这是第{number}段的内容。"),)) for number in range(1, lines + 1))
    return number_headings(
        Manuscript(
            (
                Title((Text("青石街道创建工作方案"),)),
                Heading(1, (Text("工作任务"),)),
                *body,
                Heading(1, (Text("工作要求"),)),
                Paragraph((Text("各社区要明确专人负责。"),)),
                Signature(((Text("青石街道办事处"),),), (Text("2026年3月18日"),)),
                Note((Text("（此件公开发布）"),)),
            )
        )
    )


def said(pages: list[str], lines: int = 2) -> list[str]:
    return [f"{finding.code} {finding.message}" for finding in check_pages(manuscript(lines), pages, AT)]


FIRST = "青石街道创建工作方案\n一、工作任务\n这是第1段的内容。\n这是第2段的内容。\n"


def test_a_heading_at_a_pages_foot_is_found() -> None:
    pages = [FIRST + "二、工作要求\n— 1 —", "各社区要明确专人负责。\n青石街道办事处\n2026年3月18日\n— 2 —"]
    assert said(pages) == ["L020 标题“二、工作要求”孤零零留在第1页末"]


def test_a_signature_alone_on_a_page_is_found() -> None:
    pages = [
        FIRST + "二、工作要求\n各社区要明确专人负责。\n— 1 —",
        "青石街道办事处\n2026年3月18日\n（此件公开发布）\n— 2 —",
    ]
    assert said(pages) == ["L021 落款单独占了第2页"]


def test_text_beside_the_signature_is_enough_and_one_page_is_never_alone() -> None:
    pages = [FIRST + "二、工作要求\n— 1 —"[:0], "二、工作要求\n各社区要明确专人负责。\n青石街道办事处\n— 2 —"]
    assert said(pages) == []
    assert said([FIRST + "二、工作要求\n各社区要明确专人负责。\n青石街道办事处\n2026年3月18日\n"]) == []


def without_keep_next(data: bytes) -> bytes:
    """The same .docx as it would be without the rule that keeps headings with their text."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"<w:keep(?:Next|Lines)/>", b"", old.read(name)))
    return target.getvalue()


pages_can_be_laid_out = pytest.mark.skipif(bool(missing_tool()), reason=missing_tool() or "-")


@pytest.mark.page
@pages_can_be_laid_out
def test_headings_kept_with_their_text_are_never_stranded_and_others_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use_stand_ins(monkeypatch, tmp_path)
    sizes = range(14, 22)
    kept = [write_docx(manuscript(lines)) for lines in sizes]
    printed = lay_out([*kept, *(without_keep_next(data) for data in kept)])
    codes = [
        [finding.code for finding in check_pages(manuscript(lines), page_texts(pdf), AT)]
        for lines, pdf in zip([*sizes, *sizes], printed, strict=True)
    ]
    assert codes[: len(sizes)] == [[]] * len(sizes)
    assert codes[len(sizes) :].count(["L020"]) == 1
    assert codes[len(sizes) :].count(["L021"]) >= 1


@pytest.mark.page
@pages_can_be_laid_out
def test_no_example_has_a_lonely_heading_or_signature(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use_stand_ins(monkeypatch, tmp_path)
    assert [found for path in EXAMPLES[:4] for found in page_findings(path, Options())] == []


def test_without_libreoffice_one_notice_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("wenming_docs.office._usual_places", lambda: iter(()))
    (finding,) = page_findings(EXAMPLES[0], Options())
    assert (finding.code, finding.severity) == ("L022", "notice")
    assert "LibreOffice" in finding.message and "pypdfium2" in finding.hint
