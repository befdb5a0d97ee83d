"""Sections: upright and landscape pages with one line grid, page numbers running through both."""

from __future__ import annotations

from wenming_docs.page.word.measure import (
    BOTTOM,
    FOOTER,
    HEADER,
    LANDSCAPE_LINE,
    LEFT,
    LINE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    TEXT_HEIGHT,
    TEXT_WIDTH,
    TOP,
)
from wenming_docs.page.word.xml import properties
from wenming_docs.records import dataclass

FOOTERS = {False: ("rId4", "rId5"), True: ("rId6", "rId7")}
"""landscape → relationship of the odd and of the even footer."""


@dataclass(frozen=True, slots=True)
class PageSetup:
    """What ends a section (``<w:sectPr>``), and how wide and high its text area is in twips."""

    first: str  # upright pages from the start of the document
    upright: str
    landscape: str
    width: int = TEXT_WIDTH
    landscape_width: int = TEXT_HEIGHT
    height: int = TEXT_HEIGHT
    landscape_height: int = TEXT_WIDTH

    def section(self, *, landscape: bool, first: bool) -> str:
        """The properties of a section; the first one may set the number of its first page."""
        if landscape:
            return self.landscape
        return self.first if first else self.upright

    def text_width(self, *, landscape: bool) -> int:
        """The width of the text area."""
        return self.landscape_width if landscape else self.width

    def text_height(self, *, landscape: bool) -> int:
        """The height of the text area."""
        return self.landscape_height if landscape else self.height


def _section(*, landscape: bool) -> str:
    """``<w:sectPr>``; a landscape page is the upright one turned, its head at the left edge (8)."""
    odd, even = FOOTERS[landscape]
    if landscape:
        size = f'<w:pgSz w:w="{PAGE_HEIGHT}" w:h="{PAGE_WIDTH}" w:orient="landscape"/>'
        margins = (LEFT, TOP, RIGHT, BOTTOM)
        line, footer = (
            LANDSCAPE_LINE,
            HEADER,
        )  # its number hangs on the page: the footer itself must not push the text up
    else:
        size = f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        margins, line, footer = (TOP, RIGHT, BOTTOM, LEFT), LINE, FOOTER
    top, right, bottom, left = margins
    return properties(
        "sectPr",
        {
            "footerReference": f'<w:footerReference w:type="default" r:id="{odd}"/>'
            f'<w:footerReference w:type="even" r:id="{even}"/>',
            "pgSz": size,
            "pgMar": f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
            f' w:header="{HEADER}" w:footer="{footer}" w:gutter="0"/>',
            "cols": '<w:cols w:space="425"/>',
            "docGrid": f'<w:docGrid w:type="lines" w:linePitch="{line}"/>',
        },
    )


STANDARD_PAGE = PageSetup(_section(landscape=False), _section(landscape=False), _section(landscape=True))
"""The page of GB/T 9704-2012 5."""
