"""Criteria 4 to 7: introduction, lead sentences, headings, length of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.leader.paper import BRACKETS, Chapter, Paper, paragraphs_of, sentences_of
from wenming_docs.blocks import NameList, Paragraph, Table, plain
from wenming_docs.facts.kinds import Family

FORMULAS = re.compile(r"特此(?:报告|通知)。|(?:汇报|发言)完毕，谢谢大家！|谢谢大家！")
"""Closing formulas, which stand alone however short they are."""

LEADS_ON = re.compile("：$")
SHORTCOMING = re.compile("[一二三四]是")


def introduction(paper: Paper) -> Iterator[str]:
    """Criterion 4: 80–200 characters, one to three sentences, with the words of its kind."""
    text = "".join(paper.introduction)
    sentences = sum(len(sentences_of(paragraph)) for paragraph in paper.introduction)
    if not 80 <= len(text) <= 200:
        yield f"引言{len(text)}字"
    if not 1 <= sentences <= 3:
        yield f"引言{sentences}句"
    if paper.is_plan:
        yield from (f"引言没有“{word}”" for word in ("为", "根据", "结合", "制定") if word not in text)
    if paper.is_report and not text.endswith("如下："):
        yield "引言没有以“如下：”收"


def lead_sentences(paper: Paper) -> Iterator[str]:
    """Criterion 5: before sub-headings on lines of their own stands a sentence of 10–80 characters.

    Run-in headings open their paragraph themselves and need none; speeches go from layer to layer.
    """
    if paper.family is Family.SPEECH:
        return
    for chapter in paper.all_chapters:
        if not any(not below.heading.run_in for below in chapter.below):
            continue
        lead = chapter.lead[-1] if chapter.lead else None
        length = len(BRACKETS.sub("", plain(lead.inlines))) if isinstance(lead, Paragraph) else 0
        if not 10 <= length <= 80:
            yield f"“{chapter.title}”的总起句{length}字"


def headings(paper: Paper) -> Iterator[str]:
    """Criterion 6: headings come in twos or more, of much the same length, without a closing mark."""
    yield from _siblings(paper.chapters)
    for chapter in paper.all_chapters:
        yield from _siblings(chapter.below)


def _siblings(chapters: tuple[Chapter, ...]) -> Iterator[str]:
    titles = [chapter.title for chapter in chapters]
    if len(titles) == 1:
        yield f"只有一个标题：{titles[0]}"
    lengths = [len(title) for title in titles]
    if titles and max(lengths) - min(lengths) > 4:
        yield f"标题长短不一：{'、'.join(titles)}"
    yield from (f"标题末尾有标点：{title}" for title in titles if re.search(r"[，。；：、！？]$", title))


def paragraph_lengths(paper: Paper) -> Iterator[str]:
    """Criterion 7: 40–300 characters a paragraph, no heading without a text.

    Introductions are criterion 4's, shortcomings 18's; the sentence before sub-headings, a list or a
    table is criterion 5's; closing formulas stand alone.
    """
    yield from (f"标题下没有正文：{c.title}" for c in paper.all_chapters if _is_bare(c))
    leads = {id(c.lead[-1]) for c in paper.all_chapters if c.lead and c.below}
    first = len(paper.introduction)
    for index, block in enumerate(paper.body[first:], first):
        after = paper.body[index + 1] if index + 1 < len(paper.body) else None
        if id(block) in leads or isinstance(after, (Table, NameList)):
            continue
        for text in paragraphs_of((block,)):
            if LEADS_ON.search(text) or SHORTCOMING.match(text) or FORMULAS.fullmatch(text):
                continue
            if not 40 <= len(text) <= 300:
                yield f"一段{len(text)}字：{text[:24]}"


def _is_bare(chapter: Chapter) -> bool:
    return not (chapter.heading.run_in or chapter.lead or chapter.below)
