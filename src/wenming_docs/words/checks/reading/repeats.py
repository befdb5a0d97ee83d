"""W104, W115: nothing said twice, no three paragraphs with one opening."""

from __future__ import annotations

from collections.abc import Iterator

from wenming_docs.blocks import Attachment, Paragraph, plain
from wenming_docs.findings import Finding, Origin
from wenming_docs.words.checks.reading.paper import Paper
from wenming_docs.words.checks.reading.passages import Passage, short
from wenming_docs.zh.lazy import lazy_pattern

LONG = 30
"""Characters from which the same words are no coincidence."""
TAIL = lazy_pattern(r"（[^（）]*：[^（）]*）[。；]?$")
ROW = lazy_pattern(r"^[一-鿿]{2,6}：")


def said_twice(paper: Paper) -> Iterator[Finding]:
    """W104: the same paragraph, or the same long sentence, twice in one document."""
    paragraphs: dict[str, Passage] = {}
    sentences: dict[str, tuple[Passage, str]] = {}
    for passage in (*paper.passages, *_attached(paper)):
        if passage.blank:
            continue
        own = passage.own
        whole = _without_tail(own) if len(own) >= LONG else ""
        before = paragraphs.setdefault(whole, passage) if len(whole) >= LONG else passage
        if before is not passage:
            hint = _cure(paper.place(before.runs, before.own[:8]), paper.place(passage.runs, own[:8]))
            yield paper.warn("W104", f"这一段写了两遍：{short(own)}", hint, passage.runs, own[:8])
            continue
        for sentence in passage.sentences:
            if len(sentence) < LONG or len(bare := _without_tail(sentence)) < LONG:
                continue
            first, words = sentences.setdefault(bare, (passage, sentence[:12]))
            if first is passage and words == sentence[:12]:
                continue
            one, other = paper.place(first.runs, words), paper.place(passage.runs, sentence[:12])
            if one != other:
                message = f"这一句写了两遍：{short(sentence)}"
                yield paper.note("W104", message, _cure(one, other), passage.runs, sentence[:12])


def _cure(first: Origin, second: Origin) -> str:
    if first == second:
        return "同一段事实在两节里都取了：留一处，另一处换个取法"
    return f"第{first.line}行已经写过：留一处，另一处写它自己的内容"


def _attached(paper: Paper) -> Iterator[Passage]:
    for attachment in paper.attachments:
        yield from _paragraphs(attachment)


def _paragraphs(attachment: Attachment) -> Iterator[Passage]:
    for block in attachment.blocks:
        if isinstance(block, Paragraph):
            yield Passage(plain(block.inlines), block.inlines, block, "")


def _without_tail(text: str) -> str:
    """The signs of ``text`` that say something, without what the program put in brackets behind it."""
    if "）" in text[-3:]:
        text = TAIL.sub("", text)
    for mark in "，。；：、":
        text = text.replace(mark, "")
    return "".join(text.split())


def _is_typed(passage: Passage) -> bool:
    """Whether its first words are the author's; the program says 领导小组…… in several paragraphs."""
    return any(origin.file for run in passage.runs[:1] for origin in run.origins)


def openings(paper: Paper) -> Iterator[Finding]:
    """W115: three paragraphs running never open with the same four characters."""
    shown = ""
    for first, second, third in zip(*(paper.passages[i:] for i in range(3)), strict=False):
        opening = first.text[:4]
        same = opening == second.text[:4] == third.text[:4]
        typed = same and all(_is_typed(passage) for passage in (first, second, third))
        if typed and opening != shown and not third.blank and not _is_row(first):
            hint = "换一两段的开头，或合成一段"
            yield paper.note("W115", f"连着三段都以“{opening}”开头", hint, third.runs, opening)
        shown = opening if same else ""


def _is_row(passage: Passage) -> bool:
    """Whether the paragraph is a row of fields (牵头单位：…… or the same in brackets)."""
    return ROW.match(passage.text) is not None or passage.text.startswith("（")


__all__ = ["openings", "said_twice"]
