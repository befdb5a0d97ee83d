"""Charts that Word and WPS can edit: DrawingML, with the figures in a workbook beside it."""

from __future__ import annotations

from wenming_docs.blocks import Chart, plain
from wenming_docs.page.word.chart_size import fit
from wenming_docs.page.word.chart_workbook import chart_workbook
from wenming_docs.page.word.chart_xml import A, C, chart_xml
from wenming_docs.page.word.flow import Flow
from wenming_docs.page.word.measure import EMU
from wenming_docs.page.word.parts import OFFICE, PACKAGE, XML
from wenming_docs.page.word.xml import escape

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ABOVE = 0.3
"""Lines of white above a chart, which would touch the text otherwise."""
_DESCRIPTION = 2000  # characters of an alt text: more, nobody listens to


def write_chart(flow: Flow, block: Chart) -> None:
    """The chart in a paragraph of its own, its caption below; nothing for a chart without figures."""
    if not block.series or not block.categories:
        return
    number = sum(part.relation == "chart" for part in flow.hung) + 1
    fitted = fit(flow, block)
    workbook = f"word/embeddings/chart{number}.xlsx"
    id = flow.hang(
        f"word/charts/chart{number}.xml",
        "chart",
        CHART_TYPE,
        chart_xml(block, flow.settings, fitted),
        (
            (workbook, WORKBOOK_TYPE, chart_workbook(block)),
            (f"word/charts/_rels/chart{number}.xml.rels", "", _relationship(workbook)),
        ),
    )
    size = fitted.width, fitted.height
    drawing = _drawing(id, flow.next_id(), number, size, description(block))
    flow.paragraph("Figure", drawing, before=ABOVE)
    if plain(block.caption):
        flow.paragraph("FigureCaption", flow.runs(block.caption))


def description(chart: Chart) -> str:
    """What the chart shows, for those who cannot see it: as it was written, else its caption and figures."""
    if chart.description:
        return chart.description
    several = len(chart.series) > 1
    lines = []
    for index, category in enumerate(chart.categories):
        told = (
            f"{series.name.text if several else ''}{series.points[index].text.text or '无数据'}"
            for series in chart.series
        )
        lines.append(f"{category.text}{'：' if several else ''}{'，'.join(told)}")
    text = f"{chart.kind.value}：{plain(chart.caption) or chart.series[0].name.text}。{'；'.join(lines)}。"
    return text if len(text) <= _DESCRIPTION else text[: _DESCRIPTION - 1] + "…"


def _drawing(id: str, drawing: int, number: int, size: tuple[int, int], alt: str) -> str:
    width, height = (length * EMU for length in size)
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{drawing}" name="图表 {number}" descr="{escape(alt)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{C}">'
        f'<c:chart xmlns:c="{C}" r:id="{id}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def _relationship(workbook: str) -> bytes:
    return (
        f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/package" Target="/{workbook}"/></Relationships>'
    ).encode()
