"""``::: 图``: a chart written by hand, as the table of its figures under its caption."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from wenming_docs.blocks.inlines import plain
from wenming_docs.blocks.nodes import Chart, ChartKind, Inlines, Point, Series, Table, Text
from wenming_docs.records import dataclass
from wenming_docs.words.markup.faults import MarkupError, excerpt
from wenming_docs.words.markup.slots import Slots
from wenming_docs.zh import nearest
from wenming_docs.zh.lazy import lazy_pattern

CHART = "图"
CHART_CAPTION = lazy_pattern(r"图[：:]\s*")
NOT_A_NUMBER, NOTHING_TO_DRAW = "T031", "T032"

_MEASURE = lazy_pattern(r"\s*[（(]\s*单位\s*[：:]\s*(?P<measure>[^（）()]+?)\s*[)）]\s*$")
_FIGURE = lazy_pattern(
    r"(?P<before>[^\d+−-]{0,3})(?P<number>[+−-]?\d+(?:,\d{3})*(?:\.\d+)?)(?P<scale>[万亿]?)"
    r"(?P<behind>[余多]?)(?P<measure>[^\d,.]{0,8})"
)
_NO_FIGURE = ("", "—", "－", "-", "留空", "无")
_SCALES = {"": Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8)}
_USUAL = {kind.value for kind in ChartKind}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the template's output and its number."""

    text: str
    number: int


def chart_kind(info: str, line: int) -> ChartKind:
    """The kind behind ``::: 图``, 柱形图 where none is written. Raises MarkupError for others."""
    name = info.strip().removeprefix(CHART).strip()
    if not name:
        return ChartKind.COLUMN
    if name in _USUAL:
        return ChartKind(name)
    close = nearest(name, tuple(_USUAL))
    hint = f"是不是想写“::: 图 {close}”" if close else f"可用的有：{'、'.join(ChartKind)}"
    raise MarkupError(f"没有“{excerpt(name)}”这种图", line, hint)


def hand_chart(kind: ChartKind, caption: Line | None, table: Table | None, at: int, slots: Slots) -> Chart:
    """The chart of a pipe table: names of the series in its head, categories in its first column.

    ``at`` is the line of the head; the rows follow behind the rule. Raises MarkupError (T031) for a
    cell that is no number, (T032) where there is nothing to draw.
    """
    title, measure = _caption(caption, slots)
    if table is None or not table.rows or len(table.columns) < 2:
        hint = "先写“图：图题（单位：场次）”，下一行起写表格：第一列是类别，后面各列是数"
        raise MarkupError("图里没有数据", at, hint, code=NOTHING_TO_DRAW)
    if kind is ChartKind.PIE and len(table.columns) > 2:
        raise MarkupError("饼图只画一列数", at, "留一列数，或改用柱形图", code=NOTHING_TO_DRAW)
    texts = [[_one(cell.inlines) for cell in row] for row in table.rows]
    measure = measure or _common_measure([text for row in texts for text in row[1:]])
    columns = list(zip(*texts, strict=True))
    series = tuple(
        Series(_one(column.title), tuple(_points(cells, measure, kind, at + 2)))
        for column, cells in zip(table.columns[1:], columns[1:], strict=True)
    )
    if all(point.value is None for one in series for point in one.points):
        raise MarkupError("图里一个数也没有", at, "填上数，或删去这个图", code=NOTHING_TO_DRAW)
    return Chart(kind, tuple(columns[0]), series, title, measure)


def _caption(caption: Line | None, slots: Slots) -> tuple[Inlines, str]:
    """The caption and the measure that it names at its end: the axis shows it."""
    if caption is None:
        return (), ""
    text = CHART_CAPTION.sub("", caption.text, count=1)
    found = _MEASURE.search(text)
    if found is None:
        return slots.inlines(text, caption.number, "图题里"), ""
    measure = plain(slots.inlines(found["measure"], caption.number, "图题里"))
    return slots.inlines(text[: found.start()], caption.number, "图题里"), measure


def _one(inlines: Inlines) -> Text:
    """Several runs as one text with all their origins."""
    if len(inlines) == 1:
        return inlines[0]
    return Text(plain(inlines), tuple(origin for text in inlines for origin in text.origins))


def _points(cells: Sequence[Text], measure: str, kind: ChartKind, first: int) -> list[Point]:
    points = []
    for line, cell in enumerate(cells, first):
        value = _value(cell.text, measure, line)
        if kind is ChartKind.PIE and value is not None and value < 0:
            raise MarkupError(f"饼图里有负数“{cell.text}”", line, "改用柱形图", code=NOT_A_NUMBER)
        points.append(Point(value, cell if value is not None else Text("", cell.origins)))
    return points


def _value(text: str, measure: str, line: int) -> Decimal | None:
    """The number of a cell, in ``measure``: 5万元 is 50000 on an axis of 元, 5 on one of 万元."""
    bare = unicodedata.normalize("NFKC", text).strip()
    if bare in _NO_FIGURE or "待填" in bare:
        return None
    found = _FIGURE.fullmatch(bare)
    if found is None:
        hint = "图里的格子只写一个数，可以带计量单位；没有数的写“—”"
        raise MarkupError(f"图里的“{excerpt(text)}”不是一个数", line, hint, code=NOT_A_NUMBER)
    number = Decimal(found["number"].replace(",", "").replace("−", "-"))
    return number if measure.startswith(found["scale"] or "\0") else number * _SCALES[found["scale"]]


def _common_measure(texts: Sequence[Text]) -> str:
    """What all figures are counted in, where their cells say so and say the same; else ""."""
    found = [_FIGURE.fullmatch(unicodedata.normalize("NFKC", text.text).strip()) for text in texts]
    measures = {one["measure"] for one in found if one}
    return measures.pop() if len(measures) == 1 else ""
