"""Upright, turned, upright again: pages are numbered on, and the number stays where it is on paper (8)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.page.grouped import grouped_rows, grouped_table
from tests.page.measure import POINT, Page, open_pages
from tests.page.pdf import missing_tool, to_pdf
from wenming_docs.blocks import Attachment, Landscape, Manuscript, Paragraph, inlines
from wenming_docs.page.word import write_docx

pytestmark = pytest.mark.page
ONE_CHARACTER = 4.94  # mm: 四号
NEAR, FAR = 28.0 + ONE_CHARACTER, 184.0 - ONE_CHARACTER  # where numbers begin and end across an upright page


def number_of(page: Page) -> tuple[str, float, float]:
    """The page number; its middle from the edge it stands at, and its outer end along that edge, in mm."""
    turned = page.width > page.height
    signs = [
        sign
        for sign in page.characters
        if (sign["x1"] * POINT < 35 if turned else (page.height - sign["top"] * POINT) < 35)
    ]
    digits = "".join(sign["text"] for sign in sorted(signs, key=lambda sign: (sign["top"], sign["x0"])))
    low, high = ("top", "bottom") if turned else ("x0", "x1")
    start, end = (min(sign[low] for sign in signs) * POINT, max(sign[high] for sign in signs) * POINT)
    middle = sum(sign["x0"] + sign["x1"] if turned else sign["top"] + sign["bottom"] for sign in signs)
    across = middle / 2 / len(signs) * POINT
    number = digits.strip("—")
    return number, across if turned else page.height - across, end if int(number) % 2 else start


def test_numbers_run_on_over_turned_pages_and_stay_where_they_are(tmp_path: Path) -> None:
    if reason := missing_tool():
        pytest.skip(reason)
    text = Paragraph(inlines("各社区要明确专人负责，逐项抓好落实。" * 12))
    table = grouped_table(grouped_rows(60, 2), 2)
    blocks = (
        *(text,) * 4,
        Attachment(inlines("任务分解表"), (Landscape((table,)),), "1"),
        Attachment(inlines("有关要求"), (*(text,) * 4, Landscape((table,)), text), "2"),
    )
    pages = open_pages(to_pdf({"turned": write_docx(Manuscript(blocks))}, tmp_path)["turned"])
    turned = [page.width > page.height for page in pages]
    changes = [
        turned[0],
        *(after for before, after in zip(turned, turned[1:], strict=False) if before != after),
    ]
    assert changes == [False, True, False, True, False]
    found = [number_of(page) for page in pages]
    assert [number for number, _, _ in found] == [str(count + 1) for count in range(len(pages))]
    for count, (_, across, outer) in enumerate(found, 1):
        assert across == pytest.approx(28.0, abs=1.0), count  # the dash 7 mm under the text area
        assert outer == pytest.approx(FAR if count % 2 else NEAR, abs=1.0), count


def test_the_number_of_a_single_turned_page_stays_where_it_is_too(tmp_path: Path) -> None:
    if reason := missing_tool():
        pytest.skip(reason)
    table = grouped_table(grouped_rows(6, 2), 2)
    [page] = open_pages(to_pdf({"one": write_docx(Manuscript((Landscape((table,)),)))}, tmp_path)["one"])
    number, across, outer = number_of(page)
    assert number == "1"
    assert across == pytest.approx(28.0, abs=1.0)
    assert outer == pytest.approx(FAR, abs=1.0)


def test_a_full_turned_page_is_not_followed_by_one_without_a_word(tmp_path: Path) -> None:
    """Whatever fills the page to its last line, the paragraph that Word wants after a table needs no page."""
    if reason := missing_tool():
        pytest.skip(reason)
    documents = {
        str(count): write_docx(Manuscript((Landscape((grouped_table(grouped_rows(count, 2), 2),)),)))
        for count in range(17, 27)
    }
    for pdf in to_pdf(documents, tmp_path).values():
        for page in open_pages(pdf):
            assert len(page.characters) > 20
