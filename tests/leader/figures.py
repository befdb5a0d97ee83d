"""Criteria 8 to 10: figures that can be taken in when they are read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.leader.paper import DATES, Paper, figures_in, sentences_of

APPROXIMATE = re.compile(r"(?:约|近)\d[^，。；、]{0,6}(?:余|多|左右|以上)")
TOGETHER = re.compile(r"累计(?:共|总计|合计)|共计?累计|总共?计?累计|共总计")
ZERO = re.compile(r"(?<![\d.])0(?![\d.%])[^\d，。；、—]")
DECIMAL_SHARE = re.compile(r"\d+\.\d+%")
ROUGH = re.compile(r"\d(?:万|千|百)?(?:余|多)|(?:约|近)\d")
COMPLETED = re.compile(r"(?:完成|占)[^，。；]{0,16}?\d[\d.]*%")
VERB = re.compile(r"^(?:共|先后|同时|并)?([一-鿿]{2})[^\d]*\d")


def strings_of_figures(paper: Paper) -> Iterator[str]:
    """Criterion 8: at most six figures a sentence, ten a paragraph, no verb twice in a string."""
    for paragraph in paper.paragraphs:
        if len(figures_in(paragraph)) > 10:
            yield f"一段{len(figures_in(paragraph))}个数：{paragraph[:24]}"
        for sentence in sentences_of(paragraph):
            if len(figures_in(sentence)) > 6:
                yield f"一句{len(figures_in(sentence))}个数：{sentence[:24]}"
            yield from _repeated_verbs(sentence)


def _repeated_verbs(sentence: str) -> Iterator[str]:
    clauses = re.split("[，；、：]", DATES.sub("", sentence))
    verbs = [found[1] if (found := VERB.match(clause)) else "" for clause in clauses]
    for verb, after in zip(verbs, verbs[1:], strict=False):
        if verb and verb == after:
            yield f"“{verb}”连说两遍：{sentence[:24]}"


def honest_figures(paper: Paper) -> Iterator[str]:
    """Criterion 9: no doubled approximation, no doubled sum, no zero, no decimals of a rough figure."""
    for sentence in paper.sentences:
        for pattern in (APPROXIMATE, TOGETHER, ZERO):
            yield from (f"{found.group()}：{sentence[:24]}" for found in pattern.finditer(sentence))
        if ROUGH.search(sentence) and DECIMAL_SHARE.search(sentence):
            yield f"概数算出小数：{sentence[:24]}"


def few_percentages(paper: Paper) -> Iterator[str]:
    """Criterion 10: 完成……% at most three times in the body, never in two paragraphs running."""
    counts = [len(COMPLETED.findall(paragraph)) for paragraph in paper.paragraphs]
    if sum(counts) > 3:
        yield f"正文{sum(counts)}处完成率"
    for first, second, text in zip(counts, counts[1:], paper.paragraphs[1:], strict=False):
        if first and second:
            yield f"相邻两段都念完成率：{text[:24]}"
