"""Page numbers: odd pages right, even pages left (GB/T 9704-2012 7.5), also on landscape pages (8)."""

from __future__ import annotations

from wenming_docs.page.word.xml import paragraph, words

_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
NUMBER = words("— ") + _FIELD + words(" —")


def footer_xml(*, even: bool, landscape: bool) -> str:
    """``<w:ftr>`` of odd or even pages."""
    from wenming_docs.page.word.parts import NAMESPACES

    style = "PageNumberEven" if even else "PageNumberOdd"
    return f"<w:ftr {NAMESPACES}>{paragraph(style, NUMBER)}</w:ftr>"
