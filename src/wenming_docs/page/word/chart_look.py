"""How the series of a chart look: told apart in black and white, by lightness first, then by pattern."""

from __future__ import annotations

from wenming_docs.page.word.xml import escape

INK, GRID, TEXT = "3B4A5F", "D9D9D9", "000000"
SIZE = 1050  # hundredths of a point: 五号

_FILLS = (
    ("", INK),
    ("", "B9C5D3"),
    ("", "7489A3"),
    ("", "E9EDF2"),
    ("wdUpDiag", INK),
    ("pct25", INK),
    ("dkHorz", INK),
    ("smCheck", INK),
)
"""Pattern ("" is solid) and colour: each is far in lightness from those beside it."""
_DASHES = (("solid", "circle"), ("sysDash", "square"), ("sysDot", "triangle"), ("lgDash", "diamond"))
"""Line and marker of a line chart."""


def fill(index: int) -> str:
    """``<c:spPr>`` of a column or a slice: its fill and a thin outline."""
    pattern, colour = _FILLS[index % len(_FILLS)]
    if pattern:
        inner = (
            f'<a:pattFill prst="{pattern}"><a:fgClr>{_colour(colour)}</a:fgClr>'
            f"<a:bgClr>{_colour('FFFFFF')}</a:bgClr></a:pattFill>"
        )
    else:
        inner = f"<a:solidFill>{_colour(colour)}</a:solidFill>"
    return f"<c:spPr>{inner}{_outline(INK, 6350)}</c:spPr>"


def line(index: int) -> str:
    """``<c:spPr>`` and ``<c:marker>`` of a line."""
    dash, symbol = _DASHES[index % len(_DASHES)]
    colour = (INK, "7489A3")[index // len(_DASHES) % 2]
    inside = colour if index % 2 == 0 else "FFFFFF"
    marker = (
        f'<c:marker><c:symbol val="{symbol}"/><c:size val="6"/><c:spPr>'
        f"<a:solidFill>{_colour(inside)}</a:solidFill>{_outline(colour, 9525)}</c:spPr></c:marker>"
    )
    return f"<c:spPr>{_outline(colour, 22225, dash)}</c:spPr>{marker}"


def thin(colour: str) -> str:
    """``<c:spPr>`` of an axis or a gridline."""
    return f"<c:spPr>{_outline(colour, 6350)}</c:spPr>"


def text_properties(font: str = "", latin: str = "", size: int = SIZE) -> str:
    """``<c:txPr>``: upright text of ``size``; the fonts where they are given, else those of the chart."""
    face = _face(font, latin, size)
    return f'<c:txPr><a:bodyPr rot="0" vert="horz"/><a:lstStyle/><a:p>{face}</a:p></c:txPr>'


def words(text: str) -> str:
    """``<c:tx>`` of a few words of our own, as the title of an axis."""
    run = f'<a:r><a:rPr lang="zh-CN" sz="{SIZE}" b="0"/><a:t>{escape(text)}</a:t></a:r>'
    return (
        '<c:tx><c:rich><a:bodyPr rot="0" vert="horz"/><a:lstStyle/>'
        f"<a:p>{_face('', '')}{run}</a:p></c:rich></c:tx>"
    )


def _face(font: str, latin: str, size: int = SIZE) -> str:
    faces = (
        f'<a:latin typeface="{escape(latin or font)}"/><a:ea typeface="{escape(font)}"/>'
        f'<a:cs typeface="{escape(latin or font)}"/>'
        if font
        else ""
    )
    inner = f"<a:solidFill>{_colour(TEXT)}</a:solidFill>{faces}"
    return f'<a:pPr><a:defRPr sz="{size}" b="0">{inner}</a:defRPr></a:pPr>'


def _outline(colour: str, width: int, dash: str = "solid") -> str:
    """``<a:ln>``; ``width`` in EMU (12700 a point)."""
    return f'<a:ln w="{width}"><a:solidFill>{_colour(colour)}</a:solidFill><a:prstDash val="{dash}"/></a:ln>'


def _colour(value: str) -> str:
    return f'<a:srgbClr val="{value}"/>'
