"""Headings: levels, closing marks, and whether those of one level are built alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from wenming_docs.blocks import Heading, plain
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.page.layout.outline import Outline, Stretch, is_authored, place_of, words

_UNEVEN = 4
"""Characters by which the headings of one level may differ; beyond it they look thrown together."""
_CLOSING = tuple("，。；：、,;:")
_STANDARD = frozenset(
    ("存在问题", "存在的问题", "存在的主要问题", "下一步工作", "下一步打算", "下一步工作打算", "工作打算")
)
"""Headings that close a report whatever the others are called."""
_FEWEST = 3
"""A text with fewer headings is too short for its outline to be judged."""
_LEVEL_SIGNS = ("一、", "（一）", "1.", "（1）")


def skipped_levels(outline: Outline, at: Origin | None) -> Iterator[Finding]:
    """Headings two levels or more below the one before; 一、→1. is allowed where no （一） is used.

    GB/T 9704-2012 7.3.3.
    """
    for stretch in outline.stretches:
        used = {heading.level for heading in stretch.headings}
        level = 0
        for heading in stretch.headings:
            skipped = set(range(level + 1, heading.level))
            if skipped and (level == 0 or skipped & used or len(skipped) > 1):
                yield _skip(heading, level, at)
            level = heading.level


def _skip(heading: Heading, above: int, at: Origin | None) -> Finding:
    shown = f"“{_LEVEL_SIGNS[heading.level - 1]}{plain(heading.inlines)}”"
    missing = "、".join(f"“{sign}”" for sign in _LEVEL_SIGNS[above : heading.level - 1])
    hint = f"改成“{_LEVEL_SIGNS[above]}”一级：标题层次依次是“一、”“（一）”“1.”“（1）”"
    message = f"标题层级跳了：{shown}前面少了{missing}一级"
    return Finding("L010", Severity.WARNING, message, hint, place_of(heading.inlines, at))


def closing_marks(outline: Outline, at: Origin | None) -> Iterator[Finding]:
    """Headings on a line of their own that end in a punctuation mark (GB/T 9704-2012 7.3.3)."""
    for stretch in outline.stretches:
        for heading in stretch.headings:
            text = plain(heading.inlines)
            if not heading.run_in and text.endswith(_CLOSING) and not heading.is_sentence:
                message = f"标题“{text}”末尾有标点“{text[-1]}”"
                yield Finding(
                    "L011", Severity.WARNING, message, "删去末尾的标点", place_of(heading.inlines, at)
                )


def uneven_siblings(outline: Outline, at: Origin | None) -> Iterator[Finding]:
    """A heading alone on its level, and headings of one level that are not built alike."""
    for stretch in outline.stretches:
        yield from _uneven(stretch, at)


def _uneven(stretch: Stretch, at: Origin | None) -> Iterator[Finding]:
    for group in stretch.siblings:
        if len(group) == 1 and len(stretch.headings) < _FEWEST:
            continue
        if len(group) == 1:
            if is_authored(group[0]):
                yield _lonely(group[0], at)
            continue
        group = tuple(
            heading
            for heading in group
            if is_authored(heading) and words(heading) not in _STANDARD and not heading.is_sentence
        )
        if len(group) < 2:
            continue
        lengths = [len(words(heading)) for heading in group]
        if max(lengths) - min(lengths) > _UNEVEN:
            yield _of_uneven_length(group, lengths, at)
        elif odd := _oddly_built(group):
            yield _of_other_build(odd, group, at)


def _lonely(heading: Heading, at: Origin | None) -> Finding:
    sign = _LEVEL_SIGNS[heading.level - 1]
    hint = "再分出一个同级标题，或不要这个标题，直接写正文"
    message = f"同一级只有一个标题：“{sign}{plain(heading.inlines)}”"
    return Finding("L012", Severity.NOTICE, message, hint, place_of(heading.inlines, at))


def _of_uneven_length(group: tuple[Heading, ...], lengths: list[int], at: Origin | None) -> Finding:
    usual = Counter(lengths).most_common(1)[0][0]
    odd = max(range(len(group)), key=lambda index: (abs(lengths[index] - usual), -index))
    shown = "、".join(f"“{words(heading)}”" for heading in group[:6])
    message = f"同级标题长短不一（{min(lengths)}—{max(lengths)}字）：{shown}"
    hint = f"“{words(group[odd])}”改得和其他几个差不多长，相差不超过{_UNEVEN}字"
    return Finding("L013", Severity.NOTICE, message, hint, place_of(group[odd].inlines, at))


def _oddly_built(group: tuple[Heading, ...]) -> Heading | None:
    """The one heading of three or more whose number of clauses differs from all the others."""
    if len(group) < 3:
        return None
    clauses = [words(heading).count("，") for heading in group]
    usual, times = Counter(clauses).most_common(1)[0]
    odd = [heading for heading, count in zip(group, clauses, strict=True) if count != usual]
    return odd[0] if times == len(group) - 1 and odd else None


def _of_other_build(odd: Heading, group: tuple[Heading, ...], at: Origin | None) -> Finding:
    like = next(heading for heading in group if heading is not odd)
    message = f"标题“{words(odd)}”和同级的“{words(like)}”等体例不一"
    hint = "几个标题都用一句，或都用“加强领导，落实责任”这样的两句"
    return Finding("L013", Severity.NOTICE, message, hint, place_of(odd.inlines, at))


def same_headings(outline: Outline, at: Origin | None) -> Iterator[Finding]:
    """Two headings of one level under one parent with the same words."""
    for stretch in outline.stretches:
        for group in stretch.siblings:
            if len(set(map(words, group))) == len(group):
                continue
            for first, second in pairwise(sorted(group, key=words)):
                if words(first) == words(second):
                    message = f"两个同级标题都叫“{words(second)}”"
                    hint = "把两节并成一节，或各取一个名字"
                    yield Finding("L018", Severity.WARNING, message, hint, place_of(second.inlines, at))
