"""What only the printed pages show: a heading left at a page's foot, a signature alone on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wenming_docs.blocks import Imprint, Inlines, Manuscript, Note, Signature, plain
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.page.layout.outline import place_of, stretches
from wenming_docs.zh.lazy import lazy_pattern

_BLANK = lazy_pattern(r"\s+")
_PAGE_NUMBER = lazy_pattern(r"^[—–－-]{1,2}\d+[—–－-]{1,2}|[—–－-]{1,2}\d+[—–－-]{1,2}$")


def check_pages(manuscript: Manuscript, pages: Sequence[str], at: Origin | None) -> Iterator[Finding]:
    """Findings about where the text fell; ``pages`` holds the text of each page, in order."""
    bare = [_PAGE_NUMBER.sub("", _compact(page)) for page in pages]
    yield from _stranded_headings(manuscript, bare, at)
    yield from _lonely_signature(manuscript, bare, at)


def _compact(text: str) -> str:
    return _BLANK.sub("", text)


def _stranded_headings(manuscript: Manuscript, pages: Sequence[str], at: Origin | None) -> Iterator[Finding]:
    for stretch in stretches(manuscript):
        for heading in stretch.headings:
            if heading.run_in:
                continue
            text = _compact(f"{heading.number}{plain(heading.inlines)}")
            for number, page in enumerate(pages[:-1], 1):
                if page.endswith(text):
                    message = f"标题“{heading.number}{plain(heading.inlines)}”孤零零留在第{number}页末"
                    hint = "在它前面增删一两行字，让标题和正文排到同一页"
                    yield Finding("L020", Severity.WARNING, message, hint, place_of(heading.inlines, at))


def _lonely_signature(manuscript: Manuscript, pages: Sequence[str], at: Origin | None) -> Iterator[Finding]:
    body = next(stretches(manuscript)).blocks
    signature = next((block for block in body if isinstance(block, Signature)), None)
    if signature is None or len(pages) < 2:
        return
    closing = sorted(map(_compact, _closing_texts(manuscript)), key=len, reverse=True)
    for number, page in enumerate(pages, 1):
        if not page or number == 1:
            continue
        rest = page
        for text in closing:
            rest = rest.replace(text, "", 1)
        if not rest:
            message = f"落款单独占了第{number}页"
            hint = "把正文压缩或扩充一两行，让落款和正文至少有一行同页"
            where = place_of(signature.signed_by[0], at) if signature.signed_by else at
            yield Finding("L021", Severity.WARNING, message, hint, where)


def _closing_texts(manuscript: Manuscript) -> Iterator[str]:
    """Everything that may stand after the text of the body."""
    for block in next(stretches(manuscript)).blocks:
        match block:
            case Signature():
                yield from map(plain, block.signed_by)
                yield plain(block.issue_date)
            case Note():
                yield plain(block.inlines)
            case Imprint():
                yield from _imprint(block)
            case _:  # text of the body: a page that holds it is not lonely
                continue


def _imprint(block: Imprint) -> Iterator[str]:
    labelled: tuple[tuple[str, Inlines, str], ...] = (
        ("主送：", block.main_recipients, "。"),
        ("抄送：", block.copy_recipients, "。"),
        ("", block.printing_office, ""),
        ("", block.print_date, "印发"),
    )
    for before, inlines, after in labelled:
        if inlines:
            text = plain(inlines)
            yield f"{before}{text}{after}"
            yield text
