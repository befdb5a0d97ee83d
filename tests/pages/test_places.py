"""Every page variant, laid out by LibreOffice and measured on paper (millimetres)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.page.measure import LINE, Page, grid_line, open_pages
from tests.page.pdf import missing_tool, to_pdf
from tests.page.variants import Variant, load_variants
from wenming_docs.blocks import Manuscript, Paragraph, Signature, inlines
from wenming_docs.page.word import write_docx

pytestmark = pytest.mark.page
VARIANTS = load_variants()
TOLERANCE = 0.5  # mm; LibreOffice puts a quarter of a blank between figures and 汉字
INK_TOLERANCE = 1.0  # mm; 天头 itself may be 1 mm off (5.2.1)


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[Page]]:
    """The pages of all variants, by name."""
    if reason := missing_tool():
        pytest.skip(reason)
    files = {name: write_docx(variant.manuscript) for name, variant in VARIANTS.items()}
    pdfs = to_pdf(files, tmp_path_factory.mktemp("pages"))
    return {name: open_pages(path) for name, path in pdfs.items()}


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_everything_stands_where_the_standard_puts_it(
    variant: Variant, laid_out: Mapping[str, list[Page]]
) -> None:
    pages = laid_out[variant.name]
    off = [message for place in variant.places for message in _misplaced(pages, place)]
    off += [message for rule in variant.rules for message in _misruled(pages, rule)]
    assert off == []
    assert len(pages) == variant.pages


def test_a_page_of_characters_holds_22_lines_of_28(laid_out: Mapping[str, list[Page]]) -> None:
    first, second = laid_out["dense"]
    assert first.lines() == [26] + [28] * 21
    assert second.lines() == [28] * 22
    left, top, right, bottom = first.ink(10, 20, 200, 262.5)
    assert (left, right) == pytest.approx((28.0, 184.0), abs=1.0)
    # A character fills 5.6 mm of its line of 10.2 mm; nothing stands outside the 225 mm.
    assert 37.0 <= top <= 37.0 + LINE - 5.6
    assert 262.0 - LINE + 5.6 <= bottom <= 262.0


def test_the_signature_never_stands_alone(tmp_path: Path) -> None:
    """However long the text is, its last page holds a line of the body (7.3.5.5)."""
    if reason := missing_tool():
        pytest.skip(reason)
    end = (Signature((inlines("云山市青石街道办事处"),), inlines("2026年3月18日"), seal=True),)
    files = {
        f"lines{count}": write_docx(
            Manuscript((*(Paragraph(inlines("字" * 40)) for _ in range(count)), *end))
        )
        for count in range(7, 12)
    }
    for name, path in to_pdf(files, tmp_path).items():
        last = "".join(char["text"] for char in open_pages(path)[-1].characters)
        assert last.startswith("字"), name
        assert "2026年3月18日" in last, name


def test_the_number_of_a_landscape_page_stands_where_it_does_on_an_upright_one(
    laid_out: Mapping[str, list[Page]],
) -> None:
    _, second, third, _ = laid_out["landscape"]
    # Turned upright: 7 mm under the text area, one 四号 character from its left or right edge.
    left, top, right, _ = second.ink(20, 28, 34, 38)
    assert ((left + right) / 2, top) == pytest.approx((28.0, 32.9), abs=0.7)
    left, _, right, bottom = third.ink(20, 174, 34, 184)
    assert ((left + right) / 2, bottom) == pytest.approx((28.0, 179.1), abs=0.7)


def _misplaced(pages: list[Page], place: Mapping[str, Any]) -> list[str]:
    """What is wrong with one place, in words; nothing if it is where it should be."""
    page = pages[place["page"] - 1]
    found = page.find(place["text"])
    measured = {"left": found.left, "right": found.right, "centre": (found.left + found.right) / 2}
    off = [
        f"{place['text']}: {key} {measured[key]:.2f}, wanted {place[key]}"
        for key in measured
        if key in place and abs(measured[key] - place[key]) > TOLERANCE
    ]
    if "line" in place and abs(grid_line(found.baseline) - place["line"]) > 0.25:
        off.append(f"{place['text']}: on line {grid_line(found.baseline):.2f}, wanted {place['line']}")
    if "ink_top" in place:
        _, top, _, _ = page.ink(found.left, found.top - 1.5, found.right, found.baseline)
        if abs(top - place["ink_top"]) > INK_TOLERANCE:
            off.append(f"{place['text']}: ink from {top:.2f}, wanted {place['ink_top']}")
    return off


def _misruled(pages: list[Page], rule: Mapping[str, Any]) -> list[str]:
    """What is wrong with one line across the page: its ends, its height or the gap above it."""
    page = pages[rule["page"] - 1]
    rules = page.rules()
    if not rules:
        return [f"page {rule['page']} has no line"]
    left, right, height = rules[rule.get("index", 0)]
    off = []
    if abs(left - rule["left"]) > TOLERANCE or abs(right - rule["right"]) > TOLERANCE:
        off.append(f"line from {left} to {right}, wanted {rule['left']} to {rule['right']}")
    if "at" in rule and abs(height - rule["at"]) > TOLERANCE:
        off.append(f"line at {height}, wanted {rule['at']}")
    if "below" in rule:
        above = page.find(rule["below"])
        *_, bottom = page.ink(28, above.top, 184, height - 0.6)
        if abs(height - bottom - rule["gap"]) > INK_TOLERANCE:
            off.append(f"line {height - bottom:.2f} under {rule['below']}, wanted {rule['gap']}")
    return off


def test_a_year_is_never_torn_apart(tmp_path: Path) -> None:
    """Wherever it falls in a line, 2026 stays whole (数字、年份不回行)."""
    if reason := missing_tool():
        pytest.skip(reason)
    texts = tuple(Paragraph(inlines(f"{'字' * count}2026年")) for count in range(20, 28))
    pages = open_pages(to_pdf({"years": write_docx(Manuscript(texts))}, tmp_path)["years"])
    for page in pages:
        rows: dict[int, str] = {}
        for sign in page.characters:
            rows[round(sign["top"])] = rows.get(round(sign["top"]), "") + sign["text"]
        broken = [row for row in rows.values() if "—" not in row and 0 < sum(c in "026" for c in row) < 4]
        assert broken == []
