"""What our own examples have to hold beyond what the program asks of every author."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wenming_docs.blocks import Heading, NameList, Paragraph, Table
from wenming_docs.facts.kinds import Family
from wenming_docs.pipeline import Options, compile_document, read_workspace, requests
from wenming_docs.words.checks import Finished
from wenming_docs.words.checks.reading import Paper

FORMULAS = re.compile(r"特此(?:报告|通知)。|(?:汇报|发言)完毕，谢谢大家！|谢谢大家！")
ITEM = re.compile("[一二三四]是")
STUMBLES = re.compile(r"在方面|共[条个项件处]|、[，。；、]|，[。；，]|；[。；]|。[。；，]")
VERBS = "清理|清运|整治|发放|印发|制作|安装|拆除|更换|设立|增设|建设|改造|开展|组织|举办|召开|受理|劝导"
VERB_TWICE = re.compile(rf"({VERBS})[^，。；、：\d]{{1,6}}\1")


@dataclass(frozen=True)
class Example:
    """One document of an example; ``name`` is its kind and period."""

    stem: str
    name: str
    paper: Paper


@cache
def examples_in(path: Path) -> tuple[Example, ...]:
    """Every document of a file, in the order of 文稿."""
    workspace = read_workspace(path)
    found = []
    for request, _ in requests(workspace, Options(), path):
        assert request
        manuscript = compile_document(workspace, request, Options(), path).manuscript
        name = f"{request.kind.name} {request.period.label}" if request.period else request.kind.name
        found.append(Example(path.stem, name, Paper(Finished(workspace, request, manuscript))))
    return tuple(found)


def is_one_table(paper: Paper) -> bool:
    """Whether a paper is a table with one sentence of what it adds up to: nobody reads it as prose."""
    return not paper.all_chapters and any(isinstance(block, Table) for block in paper.body)


def introduction(paper: Paper) -> Iterator[str]:
    """Criterion 4: 80–200 characters in one to three sentences; a table has no introduction."""
    if is_one_table(paper):
        return
    text = "".join(paper.introduction)
    sentences = re.findall("[^。！？]+", text)
    if not 80 <= len(text) <= 200:
        yield f"引言{len(text)}字"
    if not 1 <= len(sentences) <= 3:
        yield f"引言{len(sentences)}句"


def lead_sentences(paper: Paper) -> Iterator[str]:
    """Criterion 5: the sentence before sub-headings has 10–80 characters."""
    if paper.family is Family.SPEECH:
        return
    for chapter in paper.all_chapters:
        lead = [text for text in map(paper.passages_of, chapter.lead) if text]
        if any(not below.heading.run_in for below in chapter.below):
            length = len(re.sub("（[^（）]*）", "", lead[-1][0].text)) if lead else 0
            if not 10 <= length <= 80:
                yield f"“{chapter.title}”的总起句{length}字"


def paragraph_lengths(paper: Paper) -> Iterator[str]:
    """Criterion 7: 40–300 characters a paragraph, no heading without a text."""
    for chapter in paper.all_chapters:
        if not (chapter.heading.run_in or chapter.lead or chapter.below):
            yield f"标题下没有正文：{chapter.title}"
    leads = {id(c.lead[-1]) for c in paper.all_chapters if c.lead and c.below}
    after = dict(zip(map(id, paper.body), paper.body[1:], strict=False))
    for passage in paper.passages:
        block = passage.block
        if not passage.chapter or id(block) in leads or isinstance(after.get(id(block)), (Table, NameList)):
            continue
        text = passage.text
        if text.endswith("：") or ITEM.match(text) or FORMULAS.fullmatch(text):
            continue
        if not 40 <= len(text) <= 300:
            yield f"一段{len(text)}字：{text[:24]}"


def generated_share(paper: Paper) -> Iterator[str]:
    """Criterion 11: at most three tenths of the body are words that no line of the facts holds.

    Not for a table: what stands before it is one sentence of sums, which is ours.
    """
    if is_one_table(paper):
        return
    runs = [
        run
        for block in paper.body
        for run in (block.inlines if isinstance(block, Paragraph) else getattr(block, "run_in", ()))
        if isinstance(block, (Paragraph, Heading))
    ]
    total = sum(len(run.text) for run in runs)
    ours = sum(len(run.text) for run in runs if not any(origin.file for origin in run.origins))
    if total and ours > 0.3 * total:
        yield f"程序写的话占{ours / total:.0%}"


def reads_aloud(paper: Paper) -> Iterator[str]:
    """Criterion 24, as far as a machine hears it: no stumbling where program and author meet."""
    for passage in paper.passages:
        for pattern in (STUMBLES, VERB_TWICE):
            yield from (f"“{found.group()}”：{passage.text[:24]}" for found in pattern.finditer(passage.text))


STRICTER: dict[int, Callable[[Paper], Iterator[str]]] = {
    4: introduction,
    5: lead_sentences,
    7: paragraph_lengths,
    11: generated_share,
    24: reads_aloud,
}
"""Criterion → what is asked of an example on top of its codes."""
