"""W110 to W112: introduction, lead sentences, paragraphs of a bearable length."""

from __future__ import annotations

from collections.abc import Iterator

from wenming_docs.blocks import Heading, NameList, Paragraph, Table
from wenming_docs.facts.kinds import Family
from wenming_docs.findings import Finding
from wenming_docs.words.checks.reading.paper import Paper
from wenming_docs.words.checks.reading.passages import Passage, short
from wenming_docs.zh.lazy import lazy_pattern

FORMULAS = lazy_pattern(
    r"特此[一-鿿]{2}。|(?:汇报|发言|讲话)完毕，谢谢大家！|谢谢(?:大家)?[！。]|以上[^，。]{0,8}请审[阅议]。|未尽事宜[^。]*。"
)
"""Closing formulas, which stand alone however short they are."""
ITEM = lazy_pattern(r"^(?:[一二三四五六七八九十]+[是要]|[一-鿿]{2,6}：)")
GOAL = lazy_pattern(r"工作目标|阶段.*目标$")
"""年底前通过省级复查: a goal is as long as it is."""
OPENS = (
    ("为", lazy_pattern("为|以便")),
    ("根据", lazy_pattern("根据|按照|依据|遵照|落实|依照")),
    ("结合", lazy_pattern("结合")),
    ("制定", lazy_pattern("制[定订]")),
)
SHORTEST, LONGEST = 60, 260
LEAST, MOST = 15, 400


def introduction(paper: Paper) -> Iterator[Finding]:
    """W110: one paragraph that says why, on what basis and what for; a report ends it with 如下：."""
    if not paper.request.document.introduction or paper.is_sketch:
        return
    written = paper.request.document.introduction
    # An untitled section may follow it: that is text of the body.
    opening = [p for p in paper.passages if not p.chapter][: len(written.paragraphs)]
    text = "".join(p.text for p in opening)
    if not opening or "【待填" in text or not paper.chapters:
        return
    if (paper.is_plan or paper.is_report) and not SHORTEST <= len(text) <= LONGEST:
        hint = "80—200字最好：为什么、根据什么、结合什么，一句话引到正文"
        yield paper.note("W110", f"引言{len(text)}字", hint, opening[0].runs)
    if paper.is_plan:
        missing = [f"“{word}”" for word, spellings in OPENS if not spellings.search(text)]
        if missing:
            hint = "方案的引言一般写：为……，根据……，结合……实际，制定本方案"
            yield paper.note("W110", f"引言里没有{'、'.join(missing)}", hint, opening[0].runs)
    elif paper.is_report and not text.endswith(("如下：", "如下。")):
        hint = "引言末尾写“现将……情况汇报如下：”"
        yield paper.note("W110", "引言没有引到正文", hint, opening[-1].runs)


def lead_sentences(paper: Paper) -> Iterator[Finding]:
    """W111: before sub-headings on lines of their own stands a sentence that leads on to them.

    Run-in headings open their paragraph themselves and need none; speeches go from layer to layer.
    """
    if paper.family is Family.SPEECH or paper.is_sketch:
        return
    for chapter in paper.all_chapters:
        if not chapter.lead and any(not below.heading.run_in for below in chapter.below):
            hint = "先写一句总起，如“重点抓好以下三项工作：”，再分小标题"
            yield paper.note(
                "W111", f"“{chapter.title}”下面直接是小标题，没有总起句", hint, chapter.heading.inlines
            )


def paragraph_lengths(paper: Paper) -> Iterator[Finding]:
    """W112: no paragraph that runs for half a page, none of a dozen characters.

    Leads (： or before sub-headings), items, label rows, closing formulas and the line before a table
    may be short.
    """
    if paper.is_sketch:
        return
    after = {id(block): following for block, following in zip(paper.body, paper.body[1:], strict=False)}
    leads = {id(c.lead[0]) for c in paper.all_chapters if c.below and len(c.lead) == 1}
    for passage in paper.passages:
        length = len(passage.text)
        if length > MOST:
            hint = "分成两三段，一段只说一层意思；数字多的改成表"
            message = f"一段写了{length}字：{short(passage.text)}"
            yield paper.note("W112", message, hint, passage.runs, passage.own[:8])
        elif length >= LEAST or id(passage.block) in leads:
            continue
        elif not _may_be_short(passage, after.get(id(passage.block))):
            message = f"一段只有{length}字：{passage.text}"
            yield paper.note("W112", message, "写充实，或并到上一段", passage.runs, passage.own[:8])


def _may_be_short(passage: Passage, following: object) -> bool:
    text = passage.text
    if (
        passage.only_names_units
        or passage.blank
        or text.endswith("：")
        or ITEM.match(text)
        or FORMULAS.fullmatch(text)
    ):
        return True
    if isinstance(passage.block, Paragraph) and isinstance(following, (Table, NameList)):
        return True
    if any(GOAL.match(path) for path in passage.paths):
        return True
    return isinstance(passage.block, Heading)


__all__ = ["introduction", "lead_sentences", "paragraph_lengths"]
