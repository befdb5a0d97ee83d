"""责任网络图: boxes with text, joined by lines, in one group: every one of them can be edited in Word."""

from __future__ import annotations

from wenming_docs.blocks import Inlines, Network, plain
from wenming_docs.errors import InvalidInput
from wenming_docs.findings import Finding, Severity
from wenming_docs.page.word.flow import Flow
from wenming_docs.page.word.measure import EMU
from wenming_docs.page.word.network_layout import INSET, Layout, Line, Look, Placed, lay_out_network
from wenming_docs.page.word.sections import PageSetup
from wenming_docs.page.word.styles import SIZE_5
from wenming_docs.page.word.xml import escape, paragraph

ABOVE, AROUND = 2450, 4250  # twips of a page: label and title of an attachment; title and signature
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_STROKE = '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
_WHITE = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'


def write_network(flow: Flow, block: Network) -> None:
    """The drawing in a paragraph of its own, its caption below.

    Raises InvalidInput (F205) for a network that no page holds.
    """
    layout = on_page(block, flow.page, landscape=flow.landscape)
    flow.paragraph("Figure", f"<w:r>{_drawing(flow, block, layout)}</w:r>")
    if plain(block.caption):
        flow.paragraph("FigureCaption", flow.runs(block.caption))


def on_page(block: Network, page: PageSetup, *, landscape: bool) -> Layout:
    """Where everything stands on such a page; raises InvalidInput (F205) if it does not go on one."""
    width, height = page.text_width(landscape=landscape), page.text_height(landscape=landscape)
    layout = lay_out_network(block.top, width, (height - AROUND, height - ABOVE))
    if layout.fits(width, height - ABOVE):
        return layout
    message = f"责任网络图有{len(layout.boxes)}个框，字缩到小五，一页也画不下"
    hint = "人员、单位多的，改用领导小组名单或责任清单；竖页的，加一行“横向: 是”"
    people = (text for line in block.top.lines for text in line)
    place = next((origin for text in people for origin in text.origins if origin.line), None)
    raise InvalidInput([Finding("F205", Severity.ERROR, message, hint, place)])


def _drawing(flow: Flow, block: Network, layout: Layout) -> str:
    extent = f'cx="{layout.width * EMU}" cy="{layout.height * EMU}"'
    number = flow.next_id()
    told = escape(block.description or plain(block.caption) or "责任网络图").replace("\n", " ")
    # Lines first: boxes stand over their ends. Boxes in reading order, as the text dump has them.
    shapes = "".join(_line(flow, line) for line in layout.lines)
    shapes += "".join(_box(flow, placed, layout.look) for placed in layout.boxes)
    return (
        f'<mc:AlternateContent xmlns:wpg="{_GROUP}"><mc:Choice Requires="wpg"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="责任网络图{number}" descr="{told}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_MAIN}"><a:graphicData uri="{_GROUP}"><wpg:wgp><wpg:cNvGrpSpPr/>'
        f'<wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/><a:chOff x="0" y="0"/>'
        f"<a:chExt {extent}/></a:xfrm></wpg:grpSpPr>{shapes}</wpg:wgp></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing></mc:Choice></mc:AlternateContent>"
    )


def _line(flow: Flow, line: Line) -> str:
    return (
        f'<wps:wsp><wps:cNvPr id="{flow.next_id()}" name="连线"/><wps:cNvCnPr/>'
        f'<wps:spPr>{_frame(line)}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{_STROKE}</wps:spPr>'
        "<wps:bodyPr/></wps:wsp>"
    )


def _box(flow: Flow, placed: Placed, look: Look) -> str:
    content = _paragraph(flow, "TableHeadSmall", placed.box.title, look)
    content += "".join(_paragraph(flow, "TableCenterSmall", line, look) for line in placed.box.lines)
    inset = INSET * EMU
    return (
        f'<wps:wsp><wps:cNvPr id="{flow.next_id()}" name="框"/><wps:cNvSpPr/>'
        f'<wps:spPr>{_frame(placed)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{_WHITE}{_STROKE}'
        "</wps:spPr>"
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr wrap="square" lIns="{inset}" tIns="{inset}" rIns="{inset}" bIns="{inset}" anchor="ctr">'
        "<a:noAutofit/></wps:bodyPr></wps:wsp>"
    )


def _frame(shape: Line | Placed) -> str:
    left, top, width, height = (length * EMU for length in (shape.left, shape.top, shape.width, shape.height))
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _paragraph(flow: Flow, style: str, inlines: Inlines, look: Look) -> str:
    """A line of text in a box; 小五 where the look is small."""
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{look.pitch}" w:lineRule="exact"/>'
    small = {name: f'<w:{name} w:val="{look.size}"/>' for name in ("sz", "szCs")}
    return paragraph(style, flow.runs(inlines, small if look.size != SIZE_5 else None), {"spacing": spacing})
