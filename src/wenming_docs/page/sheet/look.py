"""How a worksheet looks: faces and sizes of the standard, on A4 with its margins (GB/T 9704-2012)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import ceil
from typing import Any, NamedTuple

from wenming_docs.blocks import Align, Chart, PageSettings, Shade, Table, plain
from wenming_docs.page.sheet.numbers import NO_FIGURE
from wenming_docs.page.sheet.plan import Line, Role
from wenming_docs.page.word.fonts import Face, font_name
from wenming_docs.page.word.spread import ColumnTexts, badness, cell_widths, spread
from wenming_docs.zh import em_width

CELL_SIZE = 12  # 小四
PIXELS = 16  # of one 字 in 小四 on a screen of 96 dots to the inch
PADDING = 12  # pixels beside the text of a cell
ROOM = {False: 36.0, True: 52.5}
"""字 in 小四 across the type area: 156 mm, landscape 225 mm."""
MARGINS = {"left": 28 / 25.4, "right": 26 / 25.4, "top": 37 / 25.4, "bottom": 35 / 25.4}
FOOTER = '&C&"{font}"&14— &P —'
_STRETCH = 1.2
"""How much wider than the page a table may be: printed to fit, 小四 is then as large as 五号 nearly."""
_NARROWEST = 3.0
_KEPT = (5.0, 4.0, 3.0)  # 字: texts and heads up to this are not broken; less where rows are lower then
_SLACK = 0.5
_SHORT = 8
_SAMPLE = 100  # rows, evenly taken, tell how long the texts of a column are
TALLEST = 409.0
"""Points: a row of Excel grows no higher."""
_COUNTING = ("序号", "编号", "项目编号", "指标编号", "前置")

SHADES = {Shade.LIGHT: "#D9D9D9", Shade.DARK: "#7F7F7F"}
GAP = "#FFFF00"
_SIZES = {Role.TITLE: 18, Role.CENTRED: 14, Role.HEADING: 14, Role.NOTE: 10.5}
_FACES = {Role.TITLE: Face.XIAOBIAOSONG, Role.HEADING: Face.HEITI}
_SIDES = {Role.TITLE: "center", Role.CENTRED: "center", Role.RIGHT: "right"}


class Stand(NamedTuple):
    """Everything by which two cells may look different; a workbook holds each once."""

    align: Align = Align.LEFT
    shade: Shade = Shade.NONE
    gap: bool = False
    bold: bool = False
    number: str = ""
    head: bool = False


def cell_format(stand: Stand, settings: PageSettings) -> dict[str, Any]:
    """The properties of a cell of a table, in XlsxWriter's names."""
    found: dict[str, Any] = {
        "font_name": font_name(Face.HEITI if stand.head else Face.FANGSONG, settings),
        "font_size": CELL_SIZE,
        "align": stand.align.value,
        "valign": "vcenter",
        "text_wrap": True,
        "border": 1,
        "bold": stand.bold,
        "num_format": stand.number or "@",
    }
    if stand.gap or stand.shade is not Shade.NONE:
        found["bg_color"] = GAP if stand.gap else SHADES[stand.shade]
    if stand.shade is Shade.DARK and not stand.gap:
        found["font_color"] = "#FFFFFF"
    return found


def line_format(line: Line, gap: bool, settings: PageSettings) -> dict[str, Any]:
    """The properties of a row of words."""
    found: dict[str, Any] = {
        "font_name": font_name(_FACES.get(line.role, Face.FANGSONG), settings),
        "font_size": size_of(line.role),
        "align": _SIDES.get(line.role, "left"),
        "valign": "vcenter",
        "text_wrap": True,
        "num_format": "@",
        "indent": max(line.level - 1, 0) * 2,
    }
    return found | ({"bg_color": GAP} if gap else {})


def size_of(role: Role) -> float:
    """The size of a row of words in points."""
    return _SIZES.get(role, CELL_SIZE)


def column_widths(table: Table, *, landscape: bool) -> list[float]:
    """The width of each column in 字: short texts do not wrap, what is left makes the rows low."""
    room = ROOM[landscape] - PADDING / PIXELS * len(table.columns)
    wanted = [_wanted(table, index) for index in range(len(table.columns))]
    if sum(wanted) <= room:  # spare room goes to the columns of words
        long = [index for index, width in enumerate(wanted) if width > _SHORT]
        spare = (room - sum(wanted)) / (len(long) or 1)
        return [width + spare if index in long else width for index, width in enumerate(wanted)]
    asked = sum(column.width or 0.0 for column in table.columns)
    free = [index for index, column in enumerate(table.columns) if column.width is None]
    if not free:
        return wanted
    texts = [_texts(table, index) for index in free]
    least = [[min(wanted[index], kept + _SLACK) for index in free] for kept in _KEPT]
    left = max(min(room * _STRETCH, sum(wanted)) - asked, sum(least[-1]))
    tries = [spread(texts, low, left) for low in least if sum(low) <= left]
    best = min(tries, key=partial(badness, texts))
    given = dict(zip(free, best, strict=True))
    return [given.get(index, width) for index, width in enumerate(wanted)]


def _texts(table: Table, index: int) -> ColumnTexts:
    every = len(table.rows) // _SAMPLE + 1
    cells = (row[index] for row in table.rows[::every])
    own = [cell_widths(plain(cell.inlines)) if cell.rows == 1 else () for cell in cells]
    return ColumnTexts(plain(table.columns[index].title), "", own)


def chart_widths(chart: Chart) -> list[float]:
    """The figures over the whole page, for the chart below is as wide."""
    names = max([10.0, *(em_width(text.text) + _SLACK for text in chart.categories)])
    rest = max(ROOM[False] - names - PADDING / PIXELS * (len(chart.series) + 1), 0)
    return [names, *(max(rest / len(chart.series), 5.0) for _ in chart.series)]


def _wanted(table: Table, index: int) -> float:
    if (asked := table.columns[index].width) is not None:
        return asked
    texts = [plain(row[index].inlines) for row in table.rows if row[index].rows]
    longest = max((em_width(line) for text in texts for line in text.split("\n")), default=0.0)
    head = em_width(plain(table.columns[index].title))
    return max(longest + _SLACK, min(head, _KEPT[0]) + _SLACK, _NARROWEST)


def column_align(table: Table, index: int, figures: bool) -> Align:
    """How cells stand that do not say it: figures right, short texts centred, long ones left."""
    column = table.columns[index]
    if column.align is not Align.AUTO:
        return column.align
    if plain(column.title) in _COUNTING:
        return Align.CENTER
    if figures:
        return Align.RIGHT
    return Align.CENTER if longest(table, index) <= _SHORT else Align.LEFT


def longest(table: Table, index: int) -> int:
    """Characters of the longest line in a column."""
    texts: Sequence[str] = [plain(row[index].inlines) for row in table.rows]
    lines = [line for text in texts if text not in NO_FIGURE for line in text.split("\n")]
    return max(map(len, lines), default=0)


def lines_in(text: str, width: float, size: float = CELL_SIZE) -> int:
    """How many lines a text takes in so many 字 of 小四; punctuation may end a line early."""
    widths = [em_width(line) * size / CELL_SIZE for line in text.split("\n")]
    return sum(1 if wide <= width else ceil(wide / (width * 0.95)) for wide in widths)


def height_of(lines: int, size: float = CELL_SIZE) -> float:
    """The height in points of a row of so many lines."""
    return min(round(lines * size * 1.3 + 3, 1), TALLEST)
