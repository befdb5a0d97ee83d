"""Text boxes: a run that holds paragraphs and stands at a fixed place on the page."""

from __future__ import annotations

from wenming_docs.page.word.measure import EMU
from wenming_docs.records import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a text box stands. Lengths are twips.

    ``across`` and ``down`` count from the page corner; ``None`` puts the box at the left and
    at the foot of the text area. ``turned`` text runs from top to bottom, in the middle of a box
    that begins at the left edge of the page and stands beside the middle of the text area.
    """

    number: int
    name: str
    width: int
    height: int
    across: int | None = None
    down: int | None = None
    turned: bool = False


def text_box(frame: Frame, content: str) -> str:
    """A run with a text box of ``content`` (paragraphs and tables, a paragraph last)."""
    width, height = frame.width * EMU, frame.height * EMU
    wrap = "<wp:wrapTopAndBottom/>" if frame.down is None and not frame.turned else "<wp:wrapNone/>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" '
        'locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        f"{_place(frame)}"
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>{wrap}'
        f'<wp:docPr id="{frame.number}" name="{frame.name}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>"
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>{_inside(frame.turned)}"
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def _place(frame: Frame) -> str:
    if frame.turned:
        return _aligned("H", "page", "left") + _aligned("V", "margin", "center")
    return _position("H", frame.across, "left") + _position("V", frame.down, "bottom")


def _aligned(axis: str, to: str, align: str) -> str:
    return f'<wp:position{axis} relativeFrom="{to}"><wp:align>{align}</wp:align></wp:position{axis}>'


def _position(axis: str, twips: int | None, align: str) -> str:
    if twips is None:
        return _aligned(axis, "margin", align)
    offset = f"<wp:posOffset>{twips * EMU}</wp:posOffset>"
    return f'<wp:position{axis} relativeFrom="page">{offset}</wp:position{axis}>'


def _inside(turned: bool) -> str:
    """Text sits at the foot of its box, turned text in the middle. The size is fixed: with
    ``spAutoFit`` LibreOffice makes the box 2 mm taller than its text."""
    direction, anchor = ('vert="vert" ', "ctr") if turned else ("", "b")
    insets = 'lIns="0" tIns="0" rIns="0" bIns="0"'
    return f'<wps:bodyPr {direction}wrap="square" {insets} anchor="{anchor}"><a:noAutofit/></wps:bodyPr>'
