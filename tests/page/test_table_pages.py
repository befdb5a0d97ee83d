"""Merged groups that run over a page: what stands beside a row is readable on every page."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.page.grouped import grouped_rows, grouped_table, spans
from tests.page.measure import open_pages
from tests.page.pdf import missing_tool, to_pdf
from wenming_docs.blocks import Attachment, Block, Landscape, Manuscript, Paragraph, dump_text, inlines
from wenming_docs.page.word import read_text, write_docx
from wenming_docs.page.word.heights import Label, RowHeights, line_count, page_starts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def tables(docx: bytes) -> list[list[list[tuple[str, str, str]]]]:
    """For each table its rows, for each cell vMerge (one, restart, continue), style and text."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    return [
        [[_cell(cell) for cell in row.iter(W + "tc")] for row in table.iter(W + "tr")]
        for table in body.iter(W + "tbl")
    ]


def _cell(cell: etree._Element) -> tuple[str, str, str]:
    merge, style = cell.find(f"{W}tcPr/{W}vMerge"), cell.find(f"{W}p/{W}pPr/{W}pStyle")
    assert style is not None
    how = "one" if merge is None else merge.get(W + "val") or "continue"
    return how, style.get(W + "val", ""), "".join(text.text or "" for text in cell.iter(W + "t"))


def joined_spans(column: list[tuple[str, str, str]]) -> list[int]:
    """Rows of each merged cell, where a label that is said again goes on with the group before."""
    found: list[int] = []
    for how, style, _ in column:
        if how == "continue" or style.startswith("TableAgain"):
            found[-1] += 1
        else:
            found.append(1)
    return found


def document(rows: int, depth: int, *, landscape: bool = True) -> tuple[Block, ...]:
    table = grouped_table(grouped_rows(rows, depth), depth)
    inner: tuple[Block, ...] = (Landscape((table,)),) if landscape else (Paragraph(inlines("说明。")), table)
    return (Paragraph(inlines("详见附件。")), Attachment(inlines("任务分解表"), inner, "1"))


def test_merged_cells_are_the_groups_of_the_data_five_deep() -> None:
    rows = grouped_rows(300, 5)
    ((head, *body),) = tables(write_docx(Manuscript(document(300, 5))))
    assert len(body) == 300
    for level in range(5):
        column = [row[level + 1] for row in body]
        assert joined_spans(column) == spans(rows, level)
        # Whether said once or again, a label is that of its row.
        said = ""
        for (how, _, text), (labels, _texts) in zip(column, rows, strict=True):
            said = said if how == "continue" else text
            assert said == labels[level]
    again = {
        number for number, row in enumerate(body) for _, style, _ in row if style.startswith("TableAgain")
    }
    assert len(again) >= 10  # pages


def test_every_level_that_goes_on_is_said_again_at_the_same_rows() -> None:
    rows = grouped_rows(300, 3)
    ((_, *body),) = tables(write_docx(Manuscript(document(300, 3))))
    for number, row in enumerate(body):
        if any(style.startswith("TableAgain") for _, style, _ in row):
            same = [rows[number][0][: level + 1] == rows[number - 1][0][: level + 1] for level in range(3)]
            assert [style.startswith("TableAgain") for _, style, _ in row[1:4]] == same


@given(st.integers(1, 120), st.integers(1, 4), st.booleans())
def test_the_proof_skips_what_is_said_again(rows: int, depth: int, landscape: bool) -> None:
    manuscript = Manuscript(document(rows, depth, landscape=landscape))
    assert read_text(write_docx(manuscript)) == dump_text(manuscript)


def test_the_proof_skips_it_also_in_a_file_that_was_written_by_another_hand() -> None:
    manuscript = Manuscript(document(100, 2))
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write_docx(manuscript))) as old, zipfile.ZipFile(target, "w") as new:
        xml = etree.fromstring(old.read("word/document.xml"))
        etree.SubElement(xml[0], W + "p")  # <w:p/> is not how we write an empty paragraph
        new.writestr("word/document.xml", etree.tostring(xml))
    assert read_text(target.getvalue()) == dump_text(manuscript)


def test_a_table_on_one_page_is_told_no_heights_and_says_nothing_again() -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(Manuscript(document(8, 3))))) as archive:
        xml = archive.read("word/document.xml").decode()
    assert "TableAgain" not in xml and "trHeight" not in xml


@pytest.mark.parametrize(
    ("text", "room", "lines", "wide"),
    [
        ("", 5, 1, 1),
        ("清理楼道堆物", 6, 1, 1),
        ("清理楼道堆物", 5, 2, 2),
        ("清理楼道，", 4, 1, 2),  # a comma may hang outside; not every program lets it
        ("清理（楼道）", 3, 3, 3),  # no line ends with （ or begins with ）
        ("清理123456处", 4.5, 2, 2),  # a figure stays whole
        ("共20处", 3, 1, 2),  # some programs leave blanks beside figures
        ("1234567890", 2, 3, 3),  # but for one longer than the line
    ],
)
def test_lines_are_counted_as_word_breaks_them(text: str, room: float, lines: int, wide: int) -> None:
    assert (line_count(text, room), line_count(text, room, wide=True)) == (lines, wide)


def test_a_page_begins_where_the_next_row_does_not_fit() -> None:
    pages = page_starts(RowHeights(100, [300] * 10), above=400, page=1500)
    assert pages.starts == [3, 7]  # 400 + 100 + 3 × 300; then 100 + 4 × 300
    assert pages.end == 100 + 3 * 300


def test_a_label_higher_than_its_rows_raises_the_last_of_them() -> None:
    label = Label(0, 2, 900)
    pages = page_starts(RowHeights(100, [300, 300, 300], {1: [label, label, Label(2, 3, 0)]}), 0, 5000)
    assert (pages.rows, pages.starts) == ([300, 600, 300], [])


def test_a_page_ends_sooner_where_a_label_would_not_fit_into_its_part() -> None:
    label = Label(2, 6, 700)
    labels = [Label(0, 1, 0), Label(1, 2, 0), *[label] * 4]
    pages = page_starts(RowHeights(100, [300] * 6, {0: labels}), 0, 1100)
    assert pages.starts[0] == 2  # one row of the group alone at the foot could not hold the label
    assert sum(pages.rows[:2]) + 100 + pages.rows[2] > 1100  # and no program puts it there


def test_the_last_row_stays_with_the_notes_below_it() -> None:
    label = Label(0, 3, 0)
    pages = page_starts(RowHeights(100, [300] * 3, {0: [label] * 3}, after=200), 0, 1100)
    assert pages.starts == [2]
    assert page_starts(RowHeights(100, [300] * 3, {0: [label] * 3}), 0, 1100).starts == []


@given(st.lists(st.integers(290, 1500), min_size=1, max_size=60), st.integers(0, 9000))
def test_pages_are_full_and_none_is_overfull(rows: list[int], above: int) -> None:
    pages = page_starts(RowHeights(300, rows), above, 10000)
    bounds = [0, *pages.starts, len(rows)]
    for number, (start, stop) in enumerate(pairwise(bounds)):
        used = 300 + (above if number == 0 else 0) + sum(pages.rows[start:stop])
        assert used <= 10000 or stop - start == 1
        assert stop == len(rows) or used + pages.rows[stop] > 10000
    assert all(told >= needed for told, needed in zip(pages.rows, rows, strict=True))


@pytest.mark.page
@pytest.mark.skipif(bool(missing_tool()), reason=missing_tool() or "-")
def test_every_page_has_the_head_and_the_labels_of_its_first_row(tmp_path: Path) -> None:
    asked = {"deep": (300, 5, True), "upright": (200, 2, False)}
    files = {
        name: write_docx(Manuscript(document(n, d, landscape=turned)))
        for name, (n, d, turned) in asked.items()
    }
    for name, path in to_pdf(files, tmp_path).items():
        count, depth, _ = asked[name]
        rows = grouped_rows(count, depth)
        pages = open_pages(path)[1:]
        assert len(pages) > 10
        ((_, *body),) = tables(files[name])
        again = [
            number for number, row in enumerate(body) if "TableAgain" in "".join(style for _, style, _ in row)
        ]
        first = 0
        for page in pages:
            text = "".join(sign["text"] for sign in page.characters)
            assert "序号" in text and "牵头单位" in text
            for label in rows[first][0]:
                assert label in text
            numbers = [int(found) for found in re.findall(r"\d+", _numbers(page.characters))]
            assert numbers[0] == first + 1
            first = numbers[-1]
            # The labels stand in the very row that begins the page, unless every group begins there.
            assert first == count or first in again or all(how != "continue" for how, *_ in body[first])


def _numbers(characters: list[dict[str, object]]) -> str:
    """The column of 序号 from top to bottom."""
    left = min(float(str(sign["x0"])) for sign in characters if sign["text"] == "序")
    column = [
        sign for sign in characters if float(str(sign["x0"])) < left + 24 and str(sign["text"]).isdigit()
    ]
    lines: dict[int, str] = {}
    for sign in column:
        if sign["upright"]:
            top = round(float(str(sign["top"])))
            lines[top] = lines.get(top, "") + str(sign["text"])
    return " ".join(lines[top] for top in sorted(lines))


@given(st.text("甲a1，。 （）余W", min_size=1, max_size=12), st.sampled_from([0.3, 0.9, 1.0, 1.4, 2.0, 5.0]))
def test_lines_are_counted_even_where_one_sign_is_too_wide(text: str, room: float) -> None:
    for wide in (False, True):
        assert 1 <= line_count(text, room, wide=wide) <= len(text)
