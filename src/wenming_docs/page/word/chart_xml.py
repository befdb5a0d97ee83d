"""A chart as DrawingML: sober, flat, told apart in black and white, every figure at its column.

The figures in it are a cache of the workbook beside it, in the same order.
"""

from __future__ import annotations

import re

from wenming_docs.blocks import Chart, ChartKind, PageSettings, Point
from wenming_docs.page.word.chart_look import GRID, INK, fill, line, text_properties, thin, words
from wenming_docs.page.word.chart_size import SLIVER, Fit, slice_shares
from wenming_docs.page.word.chart_workbook import cells
from wenming_docs.page.word.fonts import Face, font_name
from wenming_docs.page.word.parts import OFFICE, XML
from wenming_docs.page.word.xml import escape

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
CATEGORY_AXIS, VALUE_AXIS = 111, 222
_AFFIX = 3
"""Characters before or behind a number that may go with it: 近, 余, 以上."""
_FEW = 6
_GENERAL = "General"


def chart_xml(chart: Chart, settings: PageSettings, fit: Fit) -> bytes:
    """``word/charts/chartN.xml``; its workbook is related to it as ``rId1``."""
    legend = _LEGEND if fit.crowded or len(chart.series) > 1 else ""
    font = font_name(Face.FANGSONG, settings)
    return (
        f'{XML}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{OFFICE}">'
        '<c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/>'
        '<c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea><c:layout/>{_plot(chart, fit)}<c:spPr><a:noFill/></c:spPr></c:plotArea>"
        f'{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{text_properties(font, settings.latin_font)}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


_LEGEND = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
"""Below, Word lists the series as their bars stand from the top; LibreOffice turns their order round."""


def _plot(chart: Chart, fit: Fit) -> str:
    match chart.kind:
        case ChartKind.PIE:
            return (
                f'<c:pieChart><c:varyColors val="1"/>{_series(chart, 0, fit)}'
                '<c:firstSliceAng val="0"/></c:pieChart>'
            )
        case ChartKind.LINE:
            return (
                f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{_all_series(chart, fit)}'
                f'<c:marker val="1"/>{_AXIS_IDS}</c:lineChart>{_axes(chart, fit)}'
            )
        case ChartKind.COLUMN | ChartKind.TARGETS:
            return _bars(chart, fit, "col") + _axes(chart, fit)
        case ChartKind.BAR:
            return _bars(chart, fit, "bar") + _axes(chart, fit)


_AXIS_IDS = f'<c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/>'


def _bars(chart: Chart, fit: Fit, direction: str) -> str:
    overlap = '<c:overlap val="-5"/>' if len(chart.series) > 1 else ""
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{_all_series(chart, fit)}<c:gapWidth val="80"/>{overlap}{_AXIS_IDS}</c:barChart>'
    )


def _all_series(chart: Chart, fit: Fit) -> str:
    return "".join(_series(chart, index, fit) for index in range(len(chart.series)))


def _series(chart: Chart, index: int, fit: Fit) -> str:
    """``<c:ser>``: its name, its look, its labels, and what it draws."""
    series, last = chart.series[index], len(chart.categories) + 1
    smooth = '<c:smooth val="0"/>' if chart.kind is ChartKind.LINE else ""
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>'
        f"<c:tx><c:strRef><c:f>{cells(index + 1, 1, 1)}</c:f>{_strings([series.name.text])}</c:strRef></c:tx>"
        f"{_look(chart, index)}{_labels(chart, series.points, fit)}"
        f"<c:cat><c:strRef><c:f>{cells(0, 2, last)}</c:f>"
        f"{_strings([category.text for category in chart.categories])}</c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{cells(index + 1, 2, last)}</c:f>{_numbers(series.points)}</c:numRef></c:val>"
        f"{smooth}</c:ser>"
    )


def _look(chart: Chart, index: int) -> str:
    match chart.kind:
        case ChartKind.LINE:
            return line(index)
        case ChartKind.PIE:
            return "".join(
                f'<c:dPt><c:idx val="{slice}"/><c:bubble3D val="0"/>{fill(slice)}</c:dPt>'
                for slice in range(len(chart.categories))
            )
        case ChartKind.TARGETS if index < 2:  # what was done is dark, what was aimed at light
            return fill(1 - index) + '<c:invertIfNegative val="0"/>'
        case _:
            return fill(index) + '<c:invertIfNegative val="0"/>'


def _strings(texts: list[str]) -> str:
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{escape(text)}</c:v></c:pt>' for index, text in enumerate(texts)
    )
    return f'<c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache>'


def _numbers(points: tuple[Point, ...]) -> str:
    """The cache of a series; a figure nobody knows has no point: a gap."""
    known = "".join(
        f'<c:pt idx="{index}"><c:v>{float(point.value):.16G}</c:v></c:pt>'
        for index, point in enumerate(points)
        if point.value is not None
    )
    return (
        f'<c:numCache><c:formatCode>{_GENERAL}</c:formatCode><c:ptCount val="{len(points)}"/>'
        f"{known}</c:numCache>"
    )


def _labels(chart: Chart, points: tuple[Point, ...], fit: Fit) -> str:
    """Every figure at its place; one that is not exact says so, and goes on doing so when it is edited.

    A slice shows no share: LibreOffice would print it with all its digits. A slice of nothing has no
    label, nor have the smallest of a crowded pie; no figure has one where there is no room.
    """
    if not fit.labels:
        return f"<c:dLbls>{_flags()}</c:dLbls>"
    silent = _silent(chart, fit)
    own = []
    for index, point in enumerate(points):
        if index in silent:
            own.append(f'<c:dLbl><c:idx val="{index}"/><c:delete val="1"/></c:dLbl>')
        elif before_behind := affixes(point, chart.measure):
            form = _format(chart, *before_behind)
            own.append(f'<c:dLbl><c:idx val="{index}"/>{_label(chart, fit, form)}</c:dLbl>')
    leader = '<c:showLeaderLines val="1"/>' if chart.kind is ChartKind.PIE else ""
    return f"<c:dLbls>{''.join(own)}{_label(chart, fit, _format(chart))}{leader}</c:dLbls>"


def _silent(chart: Chart, fit: Fit) -> set[int]:
    """The slices without a label."""
    if chart.kind is not ChartKind.PIE:
        return set()
    least = SLIVER if fit.crowded else 0
    return {index for index, share in enumerate(slice_shares(chart)) if not share or share < least}


def _label(chart: Chart, fit: Fit, form: str) -> str:
    pie = chart.kind is ChartKind.PIE
    place = "t" if chart.kind is ChartKind.LINE else "outEnd"
    named = pie and not fit.crowded
    separator = "<c:separator>，</c:separator>" if named else ""
    return (
        f'<c:numFmt formatCode="{escape(form)}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln>'
        f'</c:spPr>{text_properties(size=fit.labels)}<c:dLblPos val="{place}"/>'
        f"{_flags(1, int(named))}{separator}"
    )


def _flags(value: int = 0, name: int = 0) -> str:
    """What a label shows."""
    shown = {"LegendKey": 0, "Val": value, "CatName": name, "SerName": 0, "Percent": 0, "BubbleSize": 0}
    return "".join(f'<c:show{part} val="{flag}"/>' for part, flag in shown.items())


def _format(chart: Chart, before: str = "", behind: str = "") -> str:
    """The number format of a label; a slice has no axis to name the measure, so it names it itself."""
    measure = chart.measure if chart.kind is ChartKind.PIE else ""
    behind = f"{measure}{behind}" if behind.startswith("以") else f"{behind}{measure}"
    return "".join(part for part in (_quoted(before), _GENERAL, _quoted(behind)) if part)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "") + '"' if text else ""


def affixes(point: Point, measure: str) -> tuple[str, str] | None:
    """What stands before and behind the number in 8900余条 (余) or 约300场 (约); None where nothing does."""
    found = re.fullmatch(r"(?P<before>[^\d-]*)-?[\d.,]+(?P<behind>[^\d]*)", point.text.text)
    if found is None or point.value is None:
        return None
    before, behind = found["before"], found["behind"].replace(measure, "", 1)
    if not (before or behind) or len(before) > _AFFIX or len(behind) > _AFFIX:
        return None
    return before, behind


def _axes(chart: Chart, fit: Fit) -> str:
    lying = chart.kind is ChartKind.BAR
    # A bar chart counts from below: turned round, its first category stands on top as it is read.
    order, across, upright = ("maxMin", "l", "b") if lying else ("minMax", "b", "l")
    title = _axis_title(chart.measure)
    return (
        f'<c:catAx><c:axId val="{CATEGORY_AXIS}"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{across}"/><c:numFmt formatCode="{_GENERAL}" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"{thin(INK)}{text_properties(size=fit.names)}"
        f'<c:crossAx val="{VALUE_AXIS}"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{VALUE_AXIS}"/>{_scaling(chart)}'
        f'<c:delete val="0"/><c:axPos val="{upright}"/><c:majorGridlines>{thin(GRID)}</c:majorGridlines>'
        f'{title}<c:numFmt formatCode="{_GENERAL}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{thin(INK)}{text_properties()}'
        f'<c:crossAx val="{CATEGORY_AXIS}"/><c:crosses val="{"max" if lying else "autoZero"}"/>'
        f'<c:crossBetween val="between"/>{_steps(chart)}</c:valAx>'
    )


def _scaling(chart: Chart) -> str:
    """Bars begin at nothing, or a small difference would look large; lines show a course."""
    values = [point.value for series in chart.series for point in series.points if point.value is not None]
    bars = chart.kind is not ChartKind.LINE
    highest = '<c:max val="0"/>' if bars and values and max(values) < 0 else ""
    lowest = '<c:min val="0"/>' if bars and values and min(values) >= 0 else ""
    return f'<c:scaling><c:orientation val="minMax"/>{highest}{lowest}</c:scaling>'


def _steps(chart: Chart) -> str:
    """Of few things there is no half: the axis counts by ones."""
    values = [point.value for series in chart.series for point in series.points if point.value is not None]
    few = values and max(values) <= _FEW and min(values) >= -_FEW
    whole = all(value == value.to_integral_value() for value in values)
    return '<c:majorUnit val="1"/>' if few and whole else ""


def _axis_title(measure: str) -> str:
    """（人） beside the axis of values; nothing for bare counts."""
    return f'<c:title>{words(f"（{measure}）")}<c:overlay val="0"/></c:title>' if measure else ""
