"""W113, W114, W128: figures that can be taken in when they are read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenming_docs.findings import Finding
from wenming_docs.words.checks.reading.paper import Paper
from wenming_docs.words.checks.reading.passages import DATES, Passage, figures_in, short
from wenming_docs.zh.lazy import lazy_pattern

PER_SENTENCE, PER_PARAGRAPH = 6, 10
VERBS = (
    "清理|清运|清除|清扫|整治|发放|印发|印制|制作|安装|拆除|更换|设立|设置|增设|建设|改造|修补|修复"
    "|开展|组织|举办|召开|受理|劝导|走访|排查|取缔|张贴|悬挂|评选|投入|种植|栽植|配备|购置|培训"
)
VERB = lazy_pattern(rf"^(?:共|先后|同时|并|累计|已)?({VERBS})[^\d]*\d")
ZERO = lazy_pattern(r"(?<![\d.])0(?![\d.%]|个百分点)[^\d，。；、—：]")
ROUGH = lazy_pattern(r"\d(?:万|千|百)?(?:余|多)|(?:约|近)\d")
FIGURE = lazy_pattern(r"(?:约|近)?\d[\d.]*[万千百亿]*[余多]?(?:%|个百分点)?")
DECIMAL_SHARE = lazy_pattern(r"\d+\.\d+%")
COMPLETED = lazy_pattern(r"(?:完成|完成率)[^，。；]{0,16}?\d[\d.]*%|为全年[^，。；]{0,10}\d[\d.]*%")


def strings_of_figures(paper: Paper) -> Iterator[Finding]:
    """W113: at most six figures a sentence, ten a paragraph, no verb twice in a string."""
    if paper.is_plan:
        return
    for passage in paper.passages:
        if len(figures := figures_in(passage.text)) > PER_PARAGRAPH:
            message = f"一段有{len(figures)}个数：{short(passage.text)}"
            hint = "留下最要紧的几个，其余列成表（“式: 表格”）"
            yield paper.note("W113", message, hint, passage.runs, passage.own[:8])
        for sentence in passage.sentences:
            yield from _sentence(paper, passage, sentence)


def _sentence(paper: Paper, passage: Passage, sentence: str) -> Iterator[Finding]:
    if len(figures := figures_in(sentence)) > PER_SENTENCE:
        message = f"一句有{len(figures)}个数：{short(sentence)}"
        hint = "分成两句，一句说一件事；一句里不超过六个数"
        yield paper.note("W113", message, hint, passage.runs, sentence[:8])
    clauses = re.split("[，；、：]", DATES.sub("", sentence))
    verbs = [found[1] if (found := VERB.match(clause)) else "" for clause in clauses]
    for verb, after in zip(verbs, verbs[1:], strict=False):
        if verb and verb == after:
            message = f"连着两项都用“{verb}”：{short(sentence)}"
            hint = f"两项并成一句：“{verb}……、……”"
            yield paper.note("W113", message, hint, passage.runs, verb)


def few_percentages(paper: Paper) -> Iterator[Finding]:
    """W114: 完成……% at most three times in the body, never in two paragraphs running."""
    if paper.is_plan:
        return
    counts = [len(COMPLETED.findall(passage.text)) for passage in paper.passages]
    hint = "完成率只在总起句里说，其余放进“成果汇总表”"
    if sum(counts) > 3:
        at = next(p for p, count in zip(paper.passages, counts, strict=True) if count)
        yield paper.note("W114", f"正文里有{sum(counts)}处“完成……%”", hint, at.runs)
        return
    for first, second, passage in zip(counts, counts[1:], paper.passages[1:], strict=False):
        if first and second:
            found = COMPLETED.search(passage.text)
            assert found
            message = f"相邻两段都在念完成率：{short(passage.text)}"
            yield paper.note("W114", message, hint, passage.runs, found.group())


def honest_figures(paper: Paper) -> Iterator[Finding]:
    """W128: no zero that the program put into a string of results, no decimals of a rough figure.

    Zeros typed in prose are the business of wording.
    """
    if not paper.is_report:
        return
    for passage in paper.passages:
        for sentence in () if passage.only_names_units else passage.sentences:
            for found in ZERO.finditer(DATES.sub(_blank, sentence)):
                if not paper.typed(passage, found.group()):
                    message = f"成果里的“{found.group()}”印进了正文：{short(sentence)}"
                    hint = "没有做成的不报数：这一节不取它，或列在“不写”里"
                    yield paper.note("W128", message, hint, passage.runs, found.group())
            if (share := DECIMAL_SHARE.search(sentence)) and _of_rough(sentence[: share.start()]):
                message = f"概数算出了小数“{share.group()}”：{short(sentence)}"
                hint = "写出确数，或百分数只写到整数"
                yield paper.note("W128", message, hint, passage.runs, share.group())


def _of_rough(before: str) -> bool:
    """Whether the count that a share follows, the last figure that is no share itself, is a rough one."""
    figures = [each for each in FIGURE.findall(DATES.sub(_blank, before)) if not each.endswith(("%", "点"))]
    return bool(figures) and ROUGH.search(figures[-1]) is not None


def _blank(found: re.Match[str]) -> str:
    return "□" * len(found.group())


__all__ = ["few_percentages", "honest_figures", "strings_of_figures"]
