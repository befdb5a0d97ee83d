"""责任网络图: boxes with text, joined by lines, in one group: every one of them can be edited in Word."""

from __future__ import annotations

import math

from wenming_docs.blocks import Block, Inlines, Network, NetworkBox, Signature, Title, plain
from wenming_docs.errors import InvalidInput
from wenming_docs.findings import Finding, Severity
from wenming_docs.page.word.flow import Flow
from wenming_docs.page.word.measure import EMU, LINE
from wenming_docs.page.word.network_layout import INSET, Layout, Line, Look, Placed, lay_out_network
from wenming_docs.page.word.sections import PageSetup
from wenming_docs.page.word.styles import TABLE_SIZES
from wenming_docs.page.word.titles import CHARACTER
from wenming_docs.page.word.xml import escape, paragraph
from wenming_docs.records import dataclass
from wenming_docs.zh import em_width
from wenming_docs.zh.titles import break_title

ABOVE, SIGNED = 2450, 1800  # twips of a page: label and title of an attachment; the signature
_MOST_BOXES = 2_000
"""More than twice what a page holds of boxes with one sign each: more are not laid out to see that."""
_TITLE, _TITLE_LINE = 800, 800  # blank lines around the title of a document of its own; each of its lines
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_STROKE = '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
_BARE = "<a:noFill/><a:ln><a:noFill/></a:ln>"
_SUFFIXES = {size: suffix for suffix, (size, _) in TABLE_SIZES.items()}
_WHITE = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'


@dataclass(frozen=True, slots=True)
class Around:
    """What stands on the page with a network: a title right above it, or a signature that comes next."""

    title: str = ""
    signed: bool = False

    def above(self, width: int) -> int:
        """Twips over the network on a page of such a text width."""
        if not self.title:
            return ABOVE
        return _TITLE + _TITLE_LINE * len(break_title(self.title, width // CHARACTER))


def around(before: Block | None, after: Block | None) -> Around:
    """What the blocks before and after a network leave of its page."""
    title = plain(before.inlines) if isinstance(before, Title) else ""
    return Around(title, isinstance(after, Signature))


def write_network(flow: Flow, block: Network, room: Around) -> None:
    """The drawing in a paragraph of its own, its caption below.

    Raises InvalidInput (F205) for a network that no page holds.
    """
    layout = on_page(block, flow.page, room, landscape=flow.landscape)
    flow.paragraph("Figure", f"<w:r>{_drawing(flow, block, layout)}</w:r>")
    if plain(block.caption):
        flow.paragraph("FigureCaption", flow.runs(block.caption))


def on_page(block: Network, page: PageSetup, room: Around | None = None, *, landscape: bool) -> Layout:
    """Where everything stands on such a page; raises InvalidInput (F205) if it does not go on one."""
    width, room = page.text_width(landscape=landscape), room or Around()
    most = page.text_height(landscape=landscape) - room.above(width) - (LINE if plain(block.caption) else 0)
    boxes = _count(block.top)
    if boxes <= _MOST_BOXES:
        layout = lay_out_network(block.top, width, (most - SIGNED, most) if room.signed else (most,))
        if layout.fits(width, most):
            return layout
    message = f"责任网络图有{boxes}个框，字缩到小五，一页也画不下"
    turn = "" if landscape else "加一行“横向: 是”排成横页；"
    hint = f"{turn}工作组、成员写得少一些（成员只写名字），或者改用领导小组名单、责任清单"
    people = (text for line in block.top.lines for text in line)
    place = next((origin for text in people for origin in text.origins if origin.line), None)
    raise InvalidInput([Finding("F205", Severity.ERROR, message, hint, place)])


def _count(box: NetworkBox) -> int:
    return 1 + sum(map(_count, box.children))


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
    """A box with its text; names in columns stand in frames of their own, without borders, over it."""
    title = _paragraph(flow, "TableHead", placed.box.title, look)
    lines = [_paragraph(flow, "TableCenter", line, look) for line in placed.box.lines]
    if not placed.columns:
        return _shape(flow, placed, title + "".join(lines), _WHITE + _STROKE, anchor="ctr")
    names = _shape(flow, placed, title, _WHITE + _STROKE, anchor="t")
    broken = math.ceil(em_width(plain(placed.box.title)) * look.size * 10 / (placed.width - 2 * INSET))
    head = broken * look.pitch
    for number, (first, last) in enumerate(_spans(placed)):
        left = placed.left + sum(placed.columns[:number])
        frame = Placed(placed.box, left, placed.top + head, placed.columns[number], placed.height - head)
        names += _shape(flow, frame, "".join(lines[first:last]), _BARE, anchor="t")
    return names


def _spans(placed: Placed) -> list[tuple[int, int]]:
    return [placed.lines_of(column) for column in range(len(placed.columns))]


def _shape(flow: Flow, placed: Placed, content: str, paint: str, *, anchor: str) -> str:
    inset = INSET * EMU
    sides = 0 if paint == _BARE else inset
    return (
        f'<wps:wsp><wps:cNvPr id="{flow.next_id()}" name="框"/><wps:cNvSpPr/>'
        f'<wps:spPr>{_frame(placed)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{paint}'
        "</wps:spPr>"
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr wrap="square" lIns="{sides}" tIns="{inset}" rIns="{sides}" bIns="{inset}" '
        f'anchor="{anchor}"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    )


def _frame(shape: Line | Placed) -> str:
    left, top, width, height = (length * EMU for length in (shape.left, shape.top, shape.width, shape.height))
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _paragraph(flow: Flow, style: str, inlines: Inlines, look: Look) -> str:
    """A line of text in a box, in the style of its size."""
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{look.pitch}" w:lineRule="exact"/>'
    return paragraph(style + _SUFFIXES[look.size], flow.runs(inlines), {"spacing": spacing})
