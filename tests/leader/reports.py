"""Criteria 18 and 19: shortcomings and next steps of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from tests.leader.paper import Chapter, Paper
from wenming_docs.blocks import plain

SHORTCOMINGS = ("问题", "不足", "差距", "困难")
NEXT_STEPS = ("下一步", "打算", "安排", "计划")
CONCRETE = re.compile(r"\d|[一二两三四五六七八九十]+[个条处栋户件项成]|原因")


def shortcomings(paper: Paper) -> Iterator[str]:
    """Criterion 18: two to four, concrete, each met by a next step, an eighth of the document at most."""
    problems = paper.request.document.shortcomings
    chapter = paper.chapter_of(*SHORTCOMINGS)
    if not problems or chapter is None:
        return
    if not 2 <= len(problems) <= 4:
        yield f"存在问题{len(problems)}条"
    matters = [str(text) for step in paper.request.document.next_steps for text in step.matters.paragraphs]
    units = [str(unit) for unit in paper.workspace.unit.units()]
    for problem in problems:
        if problem.remedy and str(problem.remedy) not in matters:
            yield f"没有对应的下一步：{problem.remedy}"
    for text in (text for text in chapter.texts() if not text.endswith("：")):
        if not 30 <= len(text) <= 120:
            yield f"一条问题{len(text)}字：{text[:24]}"
        if not CONCRETE.search(text.split("是", 1)[-1]) and not any(unit in text for unit in units):
            yield f"问题没有点位、数和原因：{text[:24]}"
    share = _length(chapter) / max(1, len("".join(paper.paragraphs)))
    if share > 0.12:
        yield f"问题占{share:.0%}"


def _length(chapter: Chapter) -> int:
    return len("".join(chapter.texts()))


def next_steps(paper: Paper) -> Iterator[str]:
    """Criterion 19: each with aspect and deadline, later than the document; the last ones accounted for."""
    issued = _issue_date(paper)
    year = paper.workspace.year
    for step in paper.request.document.next_steps:
        if not step.aspect or not step.deadline:
            yield f"下一步没有方面或时限：{step.matters}"
            continue
        due = step.deadline.earliest(year)
        if due and issued and due <= issued:
            yield f"时限早于成文日期：{step.aspect}{step.deadline}"
    for earlier in paper.earlier if paper.is_report else ():
        if earlier.is_report:
            yield from _unaccounted(earlier, paper)


def _unaccounted(earlier: Paper, paper: Paper) -> Iterator[str]:
    """The first matter of each earlier step whose object the later report never names."""
    told = [c for c in paper.chapters if not any(word in c.title for word in NEXT_STEPS)]
    text = "".join([*paper.introduction, *(text for chapter in told for text in chapter.texts())])
    for step in earlier.request.document.next_steps:
        matter = str(step.matters.paragraphs[0])
        if matter[-4:] not in text:
            yield f"上期的下一步没有交代：{matter}"


def _issue_date(paper: Paper) -> date | None:
    signature = paper.signature
    numbers = re.findall(r"\d+", plain(signature.issue_date)) if signature else []
    return date(*map(int, numbers)) if len(numbers) == 3 else None
