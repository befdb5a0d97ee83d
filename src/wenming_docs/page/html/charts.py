"""A chart as HTML: its figures as a table, each with a bar beside it; nothing is loaded, nothing runs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from html import escape

from wenming_docs.blocks import Chart, Inlines, Point, Text

_LONGEST = 120  # pixels of the longest bar
_FILLS = ("#3b4a5f", "#b9c5d3", "#7489a3", "#e9edf2")


def chart_html(block: Chart) -> Iterator[str]:
    """``<figure>``: a row for each category, a column for each series, the caption below."""
    if not block.series or not block.categories:
        return
    heads = "".join(f"<th>{_text(series.name)}</th>" for series in block.series)
    measure = f"（{escape(block.measure)}）" if block.measure else ""
    longest = max((abs(p.value) for s in block.series for p in s.points if p.value is not None), default=0)
    yield '<figure class="chart">'
    yield f"<table><thead><tr><th>{measure}</th>{heads}</tr></thead><tbody>"
    for index, category in enumerate(block.categories):
        cells = "".join(
            f'<td class="left">{_bar(series.points[index], Decimal(longest), number)}</td>'
            for number, series in enumerate(block.series)
        )
        yield f"<tr><td>{_text(category)}</td>{cells}</tr>"
    yield f"</tbody></table><figcaption>{_runs(block.caption)}</figcaption></figure>"


def _bar(point: Point, longest: Decimal, series: int) -> str:
    """A bar as long as its figure, and the figure; only the figure where it is below nothing."""
    if not point.value or point.value < 0 or not longest:
        return _text(point.text)
    width = max(1, round(_LONGEST * point.value / longest))
    fill = _FILLS[series % len(_FILLS)]
    return (
        f'<svg width="{width}" height="10" aria-hidden="true"><rect width="{width}" height="10" '
        f'fill="{fill}" stroke="{_FILLS[0]}"/></svg> {_text(point.text)}'
    )


def _text(text: Text) -> str:
    return escape(text.text)


def _runs(inlines: Inlines) -> str:
    return "".join(map(_text, inlines))
