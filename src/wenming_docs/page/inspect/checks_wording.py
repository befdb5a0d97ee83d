"""Punctuation, figures and leftovers in the text, by the rules of wording (GB/T 9704-2012 9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from wenming_docs.findings import Severity
from wenming_docs.page.inspect import roles
from wenming_docs.page.inspect.faults import Fault
from wenming_docs.page.inspect.paper import Paper, Paragraph
from wenming_docs.page.inspect.profile import Profile

if TYPE_CHECKING:
    from wenming_docs.zh.wording import Hit

_ARTICLE = re.compile(r"第[一二三四五六七八九十百]{1,4}条\s+")
_PROSE = (roles.BODY,)
_HEADINGS = (roles.HEADING, roles.TITLE, roles.ATTACHMENT_TITLE)
_MOST, _LONGEST = 5_000, 3_000
"""Paragraphs, and characters of each, read for their wording; by then enough is told."""


def check_wording(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """What the rules find in running text and headings; what they are not sure of is a notice."""
    from wenming_docs.zh.wording import Reader, Sort

    reader = Reader()
    # Names on tab stops are no sentences.
    paragraphs = [each for each in paper.of(*_PROSE, *_HEADINGS)[:_MOST] if "\t" not in each.typed]
    texts = [_words(each) for each in paragraphs]
    for index in reader.suspects(texts):
        paragraph = paragraphs[index]
        sort = Sort.HEADING if paragraph.role in _HEADINGS else Sort.PROSE
        for hit in reader.hits(texts[index], sort):
            yield _fault(hit, texts[index], paragraph)


def _fault(hit: Hit, text: str, paragraph: Paragraph) -> Fault:
    old = text[hit.start : hit.end]
    if hit.new is None:
        return Fault(hit.code, Severity.NOTICE, "", hit.message, "", "", hit.hint or "对照原意改", paragraph)
    change = f"“{old}”改成“{hit.new}”" if hit.new else f"删去“{old}”" if old.strip() else "删去空格"
    return Fault(hit.code, Severity.WARNING, "9", hit.message, "", "", f"{change}，同样的都照此改", paragraph)


def _words(paragraph: Paragraph) -> str:
    """The text without the number in front, its line breaks closed."""
    text = paragraph.text.replace("\n", "")
    found = roles.HEAD.match(text) or _ARTICLE.match(text)
    return (text[found.end() :].lstrip() if found else text)[:_LONGEST]
