"""A chart carries the same figures three times: in the block, in its cache, in its workbook."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.page.pdf import missing_tool, to_pdf
from wenming_docs.blocks import (
    Chart,
    ChartKind,
    Landscape,
    Manuscript,
    Paragraph,
    Point,
    Series,
    Text,
    Title,
    dump_text,
)
from wenming_docs.page.html import preview_html, write_markdown
from wenming_docs.page.inspect import inspect_document
from wenming_docs.page.word import read_text, write_docx
from wenming_docs.page.word.package import fingerprint

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DOCUMENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
Figures = dict[str, list[float | None]]


def point(text: str) -> Point:
    """A figure as it is printed: 12, 8900余条, "" where nothing is known."""
    digits = "".join(sign for sign in text if sign in "-.0123456789")
    return Point(Decimal(digits) if digits else None, Text(text))


def series(name: str, *texts: str) -> Series:
    return Series(Text(name), tuple(map(point, texts)))


MONTHS = tuple(Text(f"{month}月") for month in range(1, 5))
PLAN, DONE = series("计划", "10", "12", "15", "20"), series("实际", "9", "13", "", "25")


def chart(kind: ChartKind, *drawn: Series, measure: str = "场次") -> Chart:
    return Chart(kind, MONTHS, drawn, (Text("志愿服务活动情况"),), measure)


def document(*charts: Chart | Landscape) -> bytes:
    return write_docx(Manuscript((Title((Text("样张"),)), Paragraph((Text("情况如下。"),)), *charts)))


def part(docx: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read(name)


def in_workbook(docx: bytes, number: int = 1) -> tuple[list[str], Figures]:
    """The categories and the series of the workbook inside a chart."""
    book = openpyxl.load_workbook(io.BytesIO(part(docx, f"word/embeddings/chart{number}.xlsx")))
    head, *rows = book.active.iter_rows(values_only=True)
    names = [str(name) for name in head[1:]]
    return [row[0] for row in rows], {n: [row[i] for row in rows] for i, n in enumerate(names, 1)}


def in_cache(docx: bytes, number: int = 1) -> tuple[list[str], Figures]:
    """The same as the chart itself keeps it."""
    root = ElementTree.fromstring(part(docx, f"word/charts/chart{number}.xml"))
    categories: list[str] = []
    found: Figures = {}
    for one in root.iter(f"{C}ser"):
        name = one.findtext(f"{C}tx/{C}strRef/{C}strCache/{C}pt/{C}v", "")
        categories = [pt.findtext(f"{C}v", "") for pt in one.iterfind(f"{C}cat/{C}strRef/{C}strCache/{C}pt")]
        cache = one.find(f"{C}val/{C}numRef/{C}numCache")
        assert cache is not None
        values: list[float | None] = [None] * int(cache.find(f"{C}ptCount").get("val"))  # type: ignore
        for pt in cache.iterfind(f"{C}pt"):
            values[int(pt.get("idx", ""))] = float(pt.findtext(f"{C}v", ""))
        found[name] = values
    return categories, found


@pytest.mark.parametrize("kind", ChartKind)
def test_the_workbook_and_the_cache_hold_the_figures(kind: ChartKind) -> None:
    docx = document(chart(kind, PLAN, *([] if kind is ChartKind.PIE else [DONE])))
    wanted = {"计划": [10, 12, 15, 20], "实际": [9, 13, None, 25]}
    if kind is ChartKind.PIE:
        del wanted["实际"]
    assert in_workbook(docx) == (["1月", "2月", "3月", "4月"], wanted)
    assert in_cache(docx) == (["1月", "2月", "3月", "4月"], wanted)


FIGURES = st.none() | st.decimals(-(10**9), 10**9, places=2) | st.integers(-(10**12), 10**12).map(Decimal)
NAMES = st.text("东门桥头社区&<\"'=+甲乙1 ", min_size=1, max_size=8).filter(str.strip)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_whatever_the_figures_all_three_are_the_same(data: st.DataObject) -> None:
    categories = data.draw(st.lists(NAMES, min_size=1, max_size=12))
    names = data.draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    row = st.lists(FIGURES, min_size=len(categories), max_size=len(categories))
    drawn = {name: data.draw(row) for name in names}
    block = Chart(
        data.draw(st.sampled_from([kind for kind in ChartKind if kind is not ChartKind.PIE])),
        tuple(map(Text, categories)),
        tuple(Series(Text(n), tuple(Point(v, Text(str(v or ""))) for v in vs)) for n, vs in drawn.items()),
    )
    docx = document(block)
    wanted = {n: [None if v is None else float(v) for v in vs] for n, vs in drawn.items()}
    assert in_workbook(docx) == (categories, wanted)
    assert in_cache(docx) == (categories, wanted)


def test_the_same_chart_is_the_same_bytes_and_an_edited_one_is_noticed() -> None:
    docx = document(chart(ChartKind.COLUMN, PLAN, DONE))
    assert docx == document(chart(ChartKind.COLUMN, PLAN, DONE))
    stored, now = fingerprint(docx)
    assert stored == now
    other = fingerprint(document(chart(ChartKind.COLUMN, PLAN)))
    assert other[0] != stored


def test_every_chart_has_its_own_part_and_the_body_reads_its_caption_alone() -> None:
    blocks = (chart(ChartKind.LINE, PLAN), Landscape((chart(ChartKind.BAR, DONE),)))
    manuscript = Manuscript((Title((Text("样张"),)), *blocks))
    docx = write_docx(manuscript)
    assert in_workbook(docx, 1)[1] == {"计划": [10, 12, 15, 20]}
    assert in_workbook(docx, 2)[1] == {"实际": [9, 13, None, 25]}
    assert read_text(docx) == dump_text(manuscript) == ["样张", "志愿服务活动情况", "志愿服务活动情况"]


def test_who_cannot_see_it_is_told_every_figure_as_it_was_written() -> None:
    docx = document(
        chart(ChartKind.COLUMN, series("清理小广告", "300条", "8900余条", "", "约40条"), measure="条")
    )
    drawing = next(ElementTree.fromstring(part(docx, "word/document.xml")).iter(DOCUMENT))
    assert drawing.get("descr") == ("柱形图：志愿服务活动情况。1月300条；2月8900余条；3月无数据；4月约40条。")


def test_an_inexact_figure_says_so_at_its_column() -> None:
    docx = document(
        chart(ChartKind.COLUMN, series("清理小广告", "300条", "8900余条", "", "约40条"), measure="条")
    )
    root = ElementTree.fromstring(part(docx, "word/charts/chart1.xml"))
    labels = {
        label.find(f"{C}idx").get("val"): label.find(f"{C}numFmt").get("formatCode")  # type: ignore
        for label in root.iter(f"{C}dLbl")
    }
    assert labels == {"1": 'General"余"', "3": '"约"General'}
    assert in_workbook(docx)[1] == {"清理小广告": [300, 8900, None, 40]}


def test_one_series_has_no_legend_and_the_axis_names_the_measure() -> None:
    root = ElementTree.fromstring(part(document(chart(ChartKind.COLUMN, PLAN)), "word/charts/chart1.xml"))
    assert root.find(f"{C}chart/{C}legend") is None
    assert [text.text for text in root.iter(f"{A}t")] == ["（场次）"]
    both = ElementTree.fromstring(
        part(document(chart(ChartKind.COLUMN, PLAN, DONE)), "word/charts/chart1.xml")
    )
    assert both.find(f"{C}chart/{C}legend/{C}legendPos").get("val") == "b"  # type: ignore


def test_a_chart_fits_an_offices_own_document() -> None:
    block = Manuscript((Title((Text("样张"),)), chart(ChartKind.PIE, PLAN)))
    docx = write_docx(block, reference=document())
    assert in_workbook(docx)[1] == {"计划": [10, 12, 15, 20]}
    assert read_text(docx) == ["样张", "志愿服务活动情况"]


def labels(kind: ChartKind, categories: list[str], *drawn: Series) -> tuple[ElementTree.Element, int]:
    """The labels of the first series, and the height of the chart in twips."""
    docx = document(Chart(kind, tuple(map(Text, categories)), drawn, (Text("情况"),), "个"))
    root = ElementTree.fromstring(part(docx, "word/charts/chart1.xml"))
    body = ElementTree.fromstring(part(docx, "word/document.xml"))
    extent = next(body.iter(DOCUMENT.replace("docPr", "extent")))
    return next(root.iter(f"{C}dLbls")), int(extent.get("cy", "")) // 635


def test_a_slice_of_nothing_has_no_label_and_many_slices_have_a_legend_of_names() -> None:
    few, _ = labels(ChartKind.PIE, ["甲", "乙", "丙"], series("个数", "5", "0", "9"))
    assert [one.find(f"{C}idx").get("val") for one in few.iterfind(f"{C}dLbl")] == ["1"]  # type: ignore
    assert few.find(f"{C}showCatName").get("val") == "1"  # type: ignore
    many, _ = labels(ChartKind.PIE, list("甲乙丙丁戊己庚辛"), series("个数", "1", *["90"] * 7))
    assert [one.find(f"{C}idx").get("val") for one in many.iterfind(f"{C}dLbl")] == ["0"]  # type: ignore
    assert many.find(f"{C}showCatName").get("val") == "0"  # type: ignore


def test_labels_that_would_lie_on_each_other_are_smaller_or_none() -> None:
    def size(count: int, *drawn: Series) -> str:
        found, _ = labels(ChartKind.COLUMN, [f"{n}月" for n in range(1, count + 1)], *drawn)
        properties = next(found.iter(f"{A}defRPr"), None)
        return "" if properties is None else properties.get("sz", "")

    assert size(12, series("甲", *["1200"] * 12)) == "1050"
    assert size(9, *(series(name, *["12"] * 9) for name in "甲乙丙")) == "750"
    assert size(12, *(series(name, *["12"] * 12) for name in "甲乙丙丁")) == ""


def test_a_chart_is_as_high_as_its_bars_and_names_need() -> None:
    units = [f"{n}号社区" for n in range(14)]
    _, fourteen = labels(ChartKind.BAR, units, series("个数", *["5"] * 14))
    assert fourteen <= 8 * 567  # 8 cm
    long = [f"青石新区第{n}片区社会事业发展服务中心" for n in range(14)]
    _, usual = labels(ChartKind.COLUMN, units, series("个数", *["5"] * 14))
    _, higher = labels(ChartKind.COLUMN, long, series("个数", *["5"] * 14))
    assert usual < higher <= 15 * 567
    _, most = labels(ChartKind.BAR, long * 3, *(series(name, *["5"] * 42) for name in "甲乙丙"))
    assert most <= 15 * 567


def test_our_own_inspection_finds_nothing_wrong_with_charts(tmp_path: Path) -> None:
    docx = document(*(chart(kind, PLAN, measure="个") for kind in ChartKind))
    assert [found.code for found in inspect_document(docx).findings] == []


def test_other_formats_show_the_figures() -> None:
    manuscript = Manuscript((chart(ChartKind.COLUMN, PLAN, series("实际", "9", "-3", "", "<8")),))
    page = preview_html(manuscript)
    assert "<script" not in page
    assert "&lt;8" in page and "<td>2月</td>" in page and "<figcaption>志愿服务活动情况</figcaption>" in page
    assert "| 2月 | 12 | -3 |" in write_markdown(manuscript)


@pytest.mark.page
@pytest.mark.skipif(bool(missing_tool()), reason=missing_tool())
def test_libreoffice_draws_every_kind(tmp_path: Path) -> None:
    import pypdfium2

    charts = {kind: chart(kind, PLAN, *([] if kind is ChartKind.PIE else [DONE])) for kind in ChartKind}
    made = to_pdf({kind.name: document(block) for kind, block in charts.items()}, tmp_path)
    empty = to_pdf({"none": document()}, tmp_path)["none"]
    blank = _inked(pypdfium2, empty)
    for kind in ChartKind:
        least = 0.002 if kind is ChartKind.LINE else 0.01
        assert _inked(pypdfium2, made[kind.name]) - blank > least, kind


def _inked(pypdfium2: object, pdf: Path) -> float:
    """How much of the first page is darker than a gridline."""
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("L")  # type: ignore[attr-defined]
    histogram = page.histogram()
    return sum(histogram[:200]) / sum(histogram)
