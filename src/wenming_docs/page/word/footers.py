"""Page numbers: odd pages right, even pages left (GB/T 9704-2012 7.5), also on landscape pages (8)."""

from __future__ import annotations

from wenming_docs.page.word.drawing import Frame, text_box
from wenming_docs.page.word.measure import BOTTOM, LEFT, MILLIMETRE, PAGE_WIDTH, RIGHT
from wenming_docs.page.word.xml import paragraph, words

_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_NUMBER = words("— ") + _FIELD + words(" —")

_DISTANCE = 7 * MILLIMETRE  # from the text area to the dash, 7.5


def footer_content(*, even: bool, landscape: bool) -> str:
    """The paragraphs of a footer: the number, on landscape pages where it stands on upright ones.

    A landscape page is an upright one turned by a quarter, so its number is too: at the left
    edge, at the lower end on odd pages and at the upper end on even pages. Its box reaches from
    the edge of the page as far beyond the line as before it: where a box is placed by an offset,
    LibreOffice forgets the offset in a section of few pages.
    """
    style = "PageNumberEven" if even else "PageNumberOdd"
    if not landscape:
        return paragraph(style, _NUMBER)
    frame = Frame(
        number=2 if even else 1,
        name="页码",
        width=round(2 * (BOTTOM - _DISTANCE)),
        height=PAGE_WIDTH - LEFT - RIGHT,
        turned=True,
    )
    return paragraph(style, text_box(frame, paragraph(style, _NUMBER)))
