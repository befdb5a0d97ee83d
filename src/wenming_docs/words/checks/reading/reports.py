"""W117, W125 to W127, W129, W131 to W133: how a report begins, what it owns up to, how it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenming_docs.blocks import Text
from wenming_docs.facts.analysis import task_tree
from wenming_docs.facts.model import Shortcoming
from wenming_docs.findings import Finding
from wenming_docs.words.checks.reading.paper import Paper
from wenming_docs.words.checks.reading.passages import Passage, figures_in, short
from wenming_docs.zh.lazy import lazy_pattern

CONCRETE = lazy_pattern(
    r"\d|[一二两三四五六七八九十百几半][个条处栋户件项成条台名人天次类]|原因|由于|因为|半数|居多|其中"
)
PLACE = lazy_pattern(
    "社区|小区|街|路|巷|村|楼|站|馆|校|所|市场|广场|公园|网格|科室|单位|部门|行业|老城|新区|城区|片区|点位|窗口"
)
LONG_DOCUMENT = 1000
SHARE = 0.12
MOST_DEED = 150
FEWEST, MOST = 2, 4
SHORTEST, LONGEST = 20, 150


def shortcomings(paper: Paper) -> Iterator[Finding]:
    """W117: two to four, each concrete, an eighth of the document at most.

    A week may have one problem only; what is short altogether has no shares.
    """
    problems = paper.request.document.shortcomings
    own = [p for p in paper.passages if any(".存在问题" in path for path in p.paths)]
    if not paper.is_report or not problems or not own or any(p.blank for p in own):
        return
    few = len(problems) < FEWEST and not _is_week(paper) and not paper.is_sketch
    if few or len(problems) > MOST:
        hint = "写两到四条最要紧的，每条有点位、有数、有原因"
        yield paper.note("W117", f"存在问题写了{len(problems)}条", hint, own[0].runs)
    for problem in problems:
        yield from _problem(paper, problem)
    whole = len("".join(paper.paragraphs))
    part = len("".join(p.text for p in own))
    if whole >= LONG_DOCUMENT and part > SHARE * whole:
        hint = "问题一般不超过全文的一成：压短，把怎么改放到下一步"
        yield paper.note("W117", f"问题占全文的{part / whole:.0%}", hint, own[0].runs)


def _is_week(paper: Paper) -> bool:
    period = paper.period
    return bool(period and period.start and (period.end - period.start).days < 10)


def _problem(paper: Paper, problem: Shortcoming) -> Iterator[Finding]:
    text = "".join(map(str, problem.problem.paragraphs))
    cause = "".join(map(str, problem.cause.paragraphs)) if problem.cause else ""
    runs = [Text("", problem.problem.origins)]
    if len(text) + len(cause) > LONGEST:
        hint = "一条说一个问题，30—120字"
        yield paper.note("W117", f"一条问题写了{len(text) + len(cause)}字：{short(text)}", hint, runs)
    units = [str(unit) for unit in paper.workspace.unit.units()]
    if (
        not cause
        and not CONCRETE.search(text)
        and not PLACE.search(text)
        and not any(u in text for u in units)
    ):
        hint = "写出在哪里、有多少，或加一行“原因: ……”"
        yield paper.note("W117", f"问题没有点位、没有数、没有原因：{short(text)}", hint, runs)


ONLY_GOES_ON = lazy_pattern(
    "^(?:(?:继续|进一步|持续|不断)(?:加强|加大|强化|深化|推进|做好|抓好|提升|完善)|再接再厉)"
)


def next_steps(paper: Paper) -> Iterator[Finding]:
    """W127: the next steps do not only go on as before."""
    steps = paper.request.document.next_steps
    if not paper.is_report or not steps:
        return
    matters = [text for step in steps for text in step.matters.paragraphs]
    if matters and all(ONLY_GOES_ON.match(str(text)) and not re.search(r"\d", str(text)) for text in matters):
        hint = "写出做哪件事、谁来做、什么时候做完：“方面”“时限”“责任”“事项”"
        message = "下一步只有“继续加强”一类的话，没有一件具体的事"
        yield paper.note("W127", message, hint, [Text("", matters[0].origins)])


def role_models(paper: Paper) -> Iterator[Finding]:
    """W126: a role model is told in a few lines, not as a feature story."""
    if paper.kind != "工作总结":
        return
    for index, person in enumerate(paper.workspace.role_models):
        length = len(str(person.deed))
        if length > MOST_DEED and str(person.deed.paragraphs[0])[:12] in paper.text:
            hint = "压到一百字左右：是谁、做了什么、有什么变化；通讯另发简报"
            place = [Text("", (paper.workspace.where("role_models", index),))]
            yield paper.note("W126", f"“{person.name}”的事迹写了{length}字", hint, place)


def nothing_told(paper: Paper) -> Iterator[Finding]:
    """W133: a report tells something below its introduction."""
    document = paper.request.document
    if not paper.is_report or paper.chapters or document.sections or document.introduction:
        return
    results = paper.workspace.results
    when = f"{paper.period.label}里没有可印的成果，" if paper.period and results else "没有成果，"
    hint = "核对“期间”和成果的日期；确实没有的，写上“章节”“存在问题”或“下一步”"
    place = [Text("", (paper.at,))]
    yield paper.warn("W133", f"{when}也没有写存在问题和下一步，正文是空的", hint, place)


FEWEST_FIGURES = 5


def result_first(paper: Paper) -> Iterator[Finding]:
    """W131: the introduction of a report full of figures gives the ones that matter most."""
    written = paper.request.document.introduction
    if not paper.is_report or not written or paper.is_sketch or not paper.chapters:
        return
    if any("【" in text or figures_in(text) for text in (*map(str, written.paragraphs), *paper.introduction)):
        return
    told = [p for p in paper.passages if p.chapter and figures_in(p.text)]
    if sum(len(figures_in(p.text)) for p in told) >= FEWEST_FIGURES:
        hint = "引言里先报两三个最要紧的数：截至6月底，整治……，增设……"
        message = "引言里没有一个数，领导看前三行不知道总成绩"
        yield paper.note("W131", message, hint, [run for p in paper.passages[:1] for run in p.runs])


def headings_with_a_view(paper: Paper) -> Iterator[Finding]:
    """W132: headings of a summary say how it was done; the names of tasks belong to the plan."""
    if paper.kind != "工作总结" or paper.is_sketch:
        return
    names = {str(node.name) for node in task_tree(paper.workspace).all}
    same = [chapter for chapter in paper.all_chapters if chapter.title in names]
    if len(same) > 1:
        message = f"总结的标题还是任务名：{'、'.join(f'“{chapter.title}”' for chapter in same[:3])}"
        hint = "标题写出做法和成效，如“建管并重，改善市容环境”"
        yield paper.note("W132", message, hint, same[0].heading.inlines)


MONTH_FIRST = lazy_pattern(r"^(?:[（(]?[一二三四五六七八九十]+[）)、．.]?)?(?:\d{4}年)?(\d{1,2})月")
DIARY = 4


def no_diary(paper: Paper) -> Iterator[Finding]:
    """W125: a summary is arranged by subject, not month by month."""
    if paper.kind != "工作总结":
        return
    months: list[tuple[int, Passage]] = []
    for passage in paper.passages:
        found = MONTH_FIRST.match(passage.text)
        if found is None or (months and int(found[1]) < months[-1][0]):
            months = []
        if found:
            months.append((int(found[1]), passage))
        if len(months) == DIARY:
            hint = "按做法分几个方面写，每个方面用全年的数"
            message = f"连着{DIARY}段按月份记事，像流水账"
            yield paper.note("W125", message, hint, months[0][1].runs)


def last_word(paper: Paper) -> Iterator[Finding]:
    """W129: after 总之 nothing new begins."""
    if not paper.is_report:
        return
    for passage in paper.passages[:-1]:
        if passage.text.startswith(("总之，", "综上所述，", "总的来看，我们将")):
            rest = paper.passages[paper.passages.index(passage) + 1 :]
            if any(not re.match("特此|以上", later.text) for later in rest):
                message = f"“{passage.text[:2]}”后面又写了别的事"
                hint = "“总之”一段放在最后，后面不再写新事"
                yield paper.note("W129", message, hint, passage.runs, passage.text[:2])


__all__ = [
    "headings_with_a_view",
    "last_word",
    "next_steps",
    "no_diary",
    "nothing_told",
    "result_first",
    "role_models",
    "shortcomings",
]
