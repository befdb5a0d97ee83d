"""Criteria 11, 12, 20, 21, 23 and what a machine hears of 24: the words of each kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.leader.paper import Chapter, Paper
from wenming_docs.blocks import Heading, Paragraph, Text, plain
from wenming_docs.facts.kinds import Family

SUMMING_UP = re.compile(r"取得|成效|已[^，。；]{0,8}了|我们的做法")
LOOKING_AHEAD = re.compile(r"(?:^|[，。；])(?:将|要|拟)|(?<!明)确保|力争|不少于|不低于")
ASKING = re.compile(r"请予|恳请|妥否|当否|望给予|请批示|请审批|给予支持")
ORDERING = re.compile(r"务必|要求各|必须")
SELF_NAMES = re.compile(r"我(?:街道|街|区|镇|乡|社区|村|县|市|局|院|校|中心|公司|馆|站|所)")
STUMBLES = re.compile(r"在方面|共[条个项件处]|、[，。；、]|，[。；，]|；[。；]|。[。；，]")
TWICE = re.compile(r"([一-鿿]{2,5})\d*\1")
VERBS = "清理|清运|整治|发放|印发|制作|安装|拆除|更换|设立|增设|建设|改造|开展|组织|举办|召开|受理|劝导"
VERB_TWICE = re.compile(rf"({VERBS})[^，。；、：\d]{{1,6}}\1")
UPWARD = ("报告", "进展汇报", "情况汇报")


def varied_openings(paper: Paper) -> Iterator[str]:
    """Criterion 11: three paragraphs running never open with the same four characters."""
    for first, second, third in zip(*(paper.paragraphs[i:] for i in range(3)), strict=False):
        if first[:4] == second[:4] == third[:4]:
            yield f"连着三段都以“{first[:4]}”开头"
    share = generated_share(paper)
    if share > 0.3:
        yield f"程序写的话占{share:.0%}"


def generated_share(paper: Paper) -> float:
    """The part of the body's characters that no line of the facts holds."""
    runs: list[Text] = []
    for block in paper.body:
        if isinstance(block, Paragraph):
            runs += block.inlines
        elif isinstance(block, Heading):
            runs += block.run_in
    total = sum(len(run.text) for run in runs)
    ours = sum(len(run.text) for run in runs if not any(origin.file for origin in run.origins))
    return ours / total if total else 0.0


def tense(paper: Paper) -> Iterator[str]:
    """Criterion 12: a plan does not sum up; what a summary says was done is not said as still to do."""
    if paper.is_plan:
        for sentence in paper.sentences:
            yield from (f"方案里写“{f.group()}”：{sentence[:24]}" for f in SUMMING_UP.finditer(sentence))
    if paper.request.kind.name == "工作总结":
        for chapter in paper.chapters:
            if not re.search("打算|下一步|安排|问题|不足|差距", chapter.title):
                yield from _still_to_do(chapter)


def _still_to_do(chapter: Chapter) -> Iterator[str]:
    for text in chapter.texts():
        for found in LOOKING_AHEAD.finditer(text):
            yield f"做法里写“{found.group().strip('，。；')}”：{text[:24]}"


def tone(paper: Paper) -> Iterator[str]:
    """Criterion 20: reports ask for nothing and order nobody; each kind closes as it should."""
    name, last = paper.request.kind.name, paper.paragraphs[-1] if paper.paragraphs else ""
    if paper.is_report or name == "情况汇报":
        yield from (f"报告里写“{word}”" for word in ASKING.findall("".join(paper.paragraphs)))
        if name in UPWARD:
            yield from (f"对上写“{word}”" for word in ORDERING.findall("".join(paper.paragraphs)))
    if name == "报告" and last != "特此报告。":
        yield "报告没有以“特此报告。”收"
    if paper.is_plan and "特此" in last:
        yield f"方案后面有“{last}”"
    if paper.family is Family.NOTICE:
        yield from _notice_closing(paper, last)


def _notice_closing(paper: Paper, last: str) -> Iterator[str]:
    opened = any(re.search("如下：|印发给你们", text) for text in paper.introduction)
    if opened and last == "特此通知。":
        yield "引言已说“通知如下”，不再写“特此通知。”"
    if not opened and last != "特此通知。":
        yield "通知没有以“特此通知。”收"


def names_in_full_first(paper: Paper) -> Iterator[str]:
    """Criterion 21: a basis in full at first mention, by its short name after; one name for oneself."""
    body = "\n".join([*paper.introduction, *(text for c in paper.chapters for text in c.texts())])
    for basis in paper.workspace.basis:
        full, short = str(basis.name).strip("《》"), str(basis.short or "")
        if body.count(full) > 1:
            yield f"全称写了{body.count(full)}遍：{full}"
        if short and short in body and (full not in body or body.index(short) < body.index(full)):
            yield f"没写全称先用简称：{short}"
    own = sorted(set(SELF_NAMES.findall(body)))
    if len(own) > 1:
        yield f"自称不一：{'、'.join(own)}"


def words_of_time(paper: Paper) -> Iterator[str]:
    """Criterion 23: 一年来, 上半年, 本周 stand only where the period is one; 截止目前 nowhere."""
    text = "".join(paper.paragraphs)
    yield from (f"“{word}”应为“截至”" for word in re.findall("截止(?:目前|到?\\d+月)", text))
    period = paper.request.period
    if period is None or period.start is None:
        return
    days = (period.end - period.start).days + 1
    stretches = (("一年来|全年共", 300, 400), ("上半年|半年来", 150, 200), ("本月", 28, 31), ("本周", 5, 10))
    for words, least, most in stretches:
        if not least <= days <= most:
            yield from (
                f"期间是{period.label}，却写“{word}”" for word in dict.fromkeys(re.findall(words, text))
            )


def reads_aloud(paper: Paper) -> Iterator[str]:
    """Criterion 24, as far as a machine hears it: no doubled words, no stray marks."""
    for block in paper.body:
        if isinstance(block, (Heading, Paragraph)):
            text = plain(block.run_in) if isinstance(block, Heading) else plain(block.inlines)
            for pattern in (STUMBLES, TWICE, VERB_TWICE):
                heard = (found.group() for found in pattern.finditer(text))
                yield from (f"“{words}”：{text[:24]}" for words in heard if "一" not in words)
