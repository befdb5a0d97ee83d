"""How large a chart is, and how its figures and names fit into it.

Labels that would lie on each other are smaller, or there are none. A figure without a label stays in the
workbook and in the alternative text.
"""

from __future__ import annotations

from math import ceil

from wenming_docs.blocks import Chart, ChartKind
from wenming_docs.page.word.chart_look import SIZE
from wenming_docs.page.word.flow import Flow
from wenming_docs.records import dataclass
from wenming_docs.zh import em_width

SMALL = 750  # hundredths of a point: 六号
HEIGHT, HEIGHT_LANDSCAPE, PIE_HEIGHT, LEAST = 3700, 5600, 3700, 2700
"""Heights in twips: of columns and lines, of a pie, of the fewest bars."""
HIGHEST, HIGHEST_LANDSCAPE = 8500, 6800
"""15 cm at the most: room for the text before it and the caption on one page."""
_AXIS, _LEGEND, _SIDE = 1000, 400, 1100
"""What the axis below (with its measure), a row of the legend and the axis at the side take."""
_GAP, _BAR_GAP = 0.8, 0.5
"""The white between two categories, in bars."""
_MANY = 24
"""So many bars or points have labels of full size."""
_WIDEST = 0.4
"""What LibreOffice and Word give the names of bars at the most, of the width."""
MOST_SLICES, SLIVER = 7, 0.03
"""More slices, or several of so small a share, and their names would lie on each other."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Width and height in twips; the size of labels and names in hundredths of a point, 0: none."""

    width: int
    height: int
    labels: int = SIZE
    names: int = SIZE
    crowded: bool = False
    """A pie whose names stand in a legend, and whose smallest slices have no label."""


def fit(flow: Flow, chart: Chart) -> Fit:
    """As wide as the text; as high as its names and bars need, within bounds."""
    width, highest = flow.text_width, HIGHEST_LANDSCAPE if flow.landscape else HIGHEST
    match chart.kind:
        case ChartKind.BAR:
            return _bars(chart, width, highest)
        case ChartKind.PIE:
            if not is_crowded(chart):
                return Fit(width, PIE_HEIGHT)
            return Fit(width, min(PIE_HEIGHT + _key(chart, width), highest), SMALL, crowded=True)
        case _:
            usual = HEIGHT_LANDSCAPE if flow.landscape else HEIGHT
            names, more = _names_below(chart, width - _SIDE)
            labels = _labels_above(chart, width - _SIDE)
            return Fit(width, min(usual + more, highest), labels, names)


def is_crowded(chart: Chart) -> bool:
    """Whether the names of a pie would lie on each other."""
    shares = slice_shares(chart)
    return len(shares) > MOST_SLICES or sum(0 < share < SLIVER for share in shares) > 1


def slice_shares(chart: Chart) -> list[float]:
    """The share of each slice; 0 of one that is not known."""
    values = [float(point.value or 0) for point in chart.series[0].points]
    whole = sum(values) or 1
    return [value / whole for value in values]


def _key(chart: Chart, width: int) -> int:
    """The height of a legend of all slices, in three columns."""
    lines = _lines(chart, width / 3 - 2 * _em(SIZE), SIZE)
    return ceil(len(chart.categories) / 3) * lines * _line(SIZE)


def _bars(chart: Chart, width: int, highest: int) -> Fit:
    """Each bar a line of text apart, or of small text where there are many; each category as its name."""
    several = len(chart.series)
    count = len(chart.categories) * several
    room = width * _WIDEST
    names, lines = SIZE, _lines(chart, room, SIZE)
    if lines > 1 and len(chart.categories) * lines * _line(SIZE) > highest / 2:
        names, lines = SMALL, _lines(chart, room, SMALL)
    labels = SIZE if count <= _MANY else SMALL
    bars = several + (_BAR_GAP if several > 1 else 0)
    edges = _AXIS + (_LEGEND * ceil(several / 3) if several > 1 else 0)
    category = max(bars * _line(labels), lines * _line(names))
    height = min(max(round(len(chart.categories) * category) + edges, LEAST), highest)
    bar = (height - edges) / len(chart.categories) / bars
    if bar < _line(labels) * 0.9:
        labels = SMALL if bar >= _line(SMALL) * 0.9 else 0
    return Fit(width, height, labels, names)


def _names_below(chart: Chart, plot: float) -> tuple[int, int]:
    """The size of the names below an axis, and what their lines but the first add to the height."""
    room = plot / len(chart.categories)
    size, lines = SIZE, _lines(chart, room, SIZE)
    if lines > 3:
        size, lines = SMALL, _lines(chart, room, SMALL)
    return size, (lines - 1) * _line(size)


def _labels_above(chart: Chart, plot: float) -> int:
    """The size in which the longest figure is no wider than its column; of a line, than its category."""
    several = len(chart.series)
    count = len(chart.categories) * several
    line = chart.kind is ChartKind.LINE
    if line and several > 1:
        return SIZE if count <= _MANY // 2 else SMALL if count <= _MANY else 0
    room = plot / len(chart.categories) / (several + _GAP if several > 1 else 1)
    longest = max(
        em_width(point.text.text.removesuffix(chart.measure)) for s in chart.series for point in s.points
    )
    for size in (SIZE, SMALL) if count <= _MANY else (SMALL,):
        if longest * _em(size) <= room:
            return size
    return 0


def _lines(chart: Chart, room: float, size: int) -> int:
    """The lines of the longest name, a sign less each for what wraps unevenly."""
    across = max(int(room / _em(size) - 0.5), 1)
    return max(ceil(em_width(category.text) / across) for category in chart.categories)


def _em(size: int) -> float:
    return size / 5


def _line(size: int) -> int:
    """What a line of text takes, in twips."""
    return round(_em(size) * 1.15)
