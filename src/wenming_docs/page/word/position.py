"""How far down its page a paragraph or table begins: reckoned backwards, and only when a table asks.

Nearly all of a document is written without anybody asking; so nothing is counted while it is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence

from wenming_docs.page.word.heights import RowHeights, TablePages, line_count, page_starts
from wenming_docs.page.word.measure import EMU
from wenming_docs.page.word.styles import NORMAL, PARAGRAPH_STYLES, Style, table_styles
from wenming_docs.records import dataclass
from wenming_docs.zh.lazy import lazy_pattern

_STYLES = {style.id: style for style in (NORMAL, *PARAGRAPH_STYLES, *table_styles())}
_STYLE = lazy_pattern(r'<w:pStyle w:val="(\w+)"/>')
_BEFORE = lazy_pattern(r'<w:spacing [^>]*w:before="(\d+)"')
_EXACT = lazy_pattern(r'w:line="(\d+)" w:lineRule="exact"')
_WORDS = lazy_pattern(r"<w:t(?: [^>]*)?>([^<]*)|<w:(br)/>")
_DRAWING = lazy_pattern(r'<wp:inline[^>]*>\s*<wp:extent cx="\d+" cy="(\d+)"')
_BOX = lazy_pattern(r"<mc:AlternateContent>.*?</mc:AlternateContent>|<w:drawing>.*?</w:drawing>", re.DOTALL)
_PARAGRAPH = lazy_pattern(r"<w:p>.*?</w:p>", re.DOTALL)
_NATURAL = 1.25  # lines that are not exact, as a share of the size

Rows = Callable[[], RowHeights]


@dataclass(frozen=True, slots=True)
class Position:
    """``depth`` twips lie above on the page; the last ``kept`` of them go along to the next page."""

    depth: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Area:
    """The text area of a page in twips."""

    width: int
    height: int


def position_after(
    parts: Sequence[str], known: tuple[int, Position], tables: Mapping[int, Rows], area: Area
) -> Position:
    """Where the page stands after the last of ``parts``.

    ``known`` is a part and where the page stood before it; ``tables`` says how high the rows of
    those parts are that are tables of the manuscript.
    """
    begin, at = page_began(parts, known)
    for index in range(begin, len(parts)):
        part = parts[index]
        if "<w:pageBreakBefore/>" in part:
            at = Position()
        if index in tables:
            at = Position(after_table(tables[index](), at, area).end)
        elif part.startswith("<w:tbl>"):
            at = _placed(at, area, [_strange_height(part, area)])
        else:
            at = _after_paragraph(part, at, area)
        if "<w:sectPr>" in part:
            at = Position()
    return at


def page_began(parts: Sequence[str], known: tuple[int, Position]) -> tuple[int, Position]:
    """The last part after the one that is known where a page surely begins, else the known one."""
    for index in range(len(parts) - 1, known[0] - 1, -1):
        if "<w:pageBreakBefore/>" in parts[index]:
            return index, Position()
        if "<w:sectPr>" in parts[index]:
            return index + 1, Position()
    return known


def after_table(rows: RowHeights, at: Position, area: Area) -> TablePages:
    """The pages of a table; its head never stands alone."""
    first = rows.rows[0] if rows.rows else 0
    above = at.depth if at.depth + rows.head + first <= area.height else at.kept
    return page_starts(rows, above, area.height)


def _after_paragraph(xml: str, at: Position, area: Area) -> Position:
    style, before, lines, line = _measured(xml, area)
    after = _placed(at, area, [before + line, *[line] * (lines - 1)] if lines else [before])
    if not (style.keep_next or "<w:keepNext/>" in xml):
        return Position(after.depth)
    stays = after.depth > at.depth
    return Position(after.depth, at.kept + after.depth - at.depth if stays else after.depth)


def _placed(at: Position, area: Area, lines: Sequence[int]) -> Position:
    """Where the page stands after lines of some heights; what was kept goes along with the first."""
    depth = at.depth
    for number, line in enumerate(lines):
        if depth + line > area.height and depth:
            depth = at.kept if number == 0 else 0
        depth += line
    return Position(depth, at.kept)


def _measured(xml: str, area: Area) -> tuple[Style, int, int, int]:
    """Style, space above, number of lines and height of a line of a paragraph."""
    found = _STYLE.search(xml)
    style = _STYLES.get(found.group(1) if found else "", NORMAL)
    drawings = [int(height) // EMU for height in _DRAWING.findall(xml)]
    text = _BOX.sub("", xml) if "<w:drawing>" in xml else xml
    exact, before = _EXACT.search(text), _BEFORE.search(text)
    line = int(exact.group(1)) if exact else style.line or round(style.size * 10 * _NATURAL)
    room = area.width / style.character - style.left - style.right
    said = "".join(["\n" if broken else words for words, broken in _WORDS.findall(text)])
    first = style.first_line - style.hanging
    lines = sum(
        line_count(html.unescape(each), room, first=0 if number else first)
        for number, each in enumerate(said.split("\n"))
    )
    return style, int(before.group(1)) if before else 0, lines, max([line, *drawings])


def _strange_height(xml: str, area: Area) -> int:
    """The height of a table that somebody else has written: the highest cell of each row."""
    heights = []
    for row in xml.split("<w:tr>")[1:]:
        cells = [_PARAGRAPH.findall(cell) for cell in row.split("<w:tc>")[1:]]
        heights.append(
            max([sum(_height(each, area) for each in paragraphs) for paragraphs in cells], default=0)
        )
    return sum(heights)


def _height(xml: str, area: Area) -> int:
    _, before, lines, line = _measured(xml, area)
    return before + lines * line
