"""W108, W109: a plan speaks of what is to come, a summary of what was done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenming_docs.facts.analysis import task_tree
from wenming_docs.findings import Finding
from wenming_docs.words.checks.reading.paper import Paper
from wenming_docs.words.checks.reading.passages import Passage, sentences_of, short
from wenming_docs.zh.lazy import lazy_pattern

SUMS_UP = lazy_pattern(
    r"取得(?:了|明显|显著|良好|较好|丰硕|可喜|一定|阶段性|积极)[^，。；]{0,12}(?:成效|成果|成绩|效果|进展)"
    r"|成效(?:显著|明显|突出|初显|凸显)|效果(?:显著|明显)"
    r"|圆满完成了|我们的做法|已经?[^，。；]{1,8}了(?=[^解]|$)"
)
SUMMED = lazy_pattern("取得|成效|效果|圆满完成了|我们的做法|已")
"""What every summing-up has in it."""
AIMED_AT = lazy_pattern(
    r"确保|力争|务求|力求|争取|努力|推动|促进|达到|实现|直到|直至|如果|凡|巩固|评选|表彰|奖励|不搞"
)
AIMED_IN_CLAUSE = lazy_pattern("使|若|对|将|要|把|待")
"""Words of an aim that speak for their own clause alone: 对……的 opens half of all sentences."""
WHOSE = lazy_pattern("[^，。；]{0,6}的")
NOW = lazy_pattern("^(?:现状|存在问题|问题)：")
SAYS_SO = lazy_pattern("“[^”]{0,300}”|《[^》]{0,300}》")


def plan_looks_ahead(paper: Paper) -> Iterator[Finding]:
    """W108: a plan does not sum up. How things stand (现状, the introduction) may say what there is."""
    if not paper.is_plan:
        return
    for passage in paper.holding(SUMMED):
        if NOW.match(passage.text) or not passage.chapter:
            continue
        for sentence in passage.sentences:
            text = SAYS_SO.sub("□", sentence)
            for found in SUMS_UP.finditer(text):
                if not _aimed_at(text, found) and not WHOSE.match(text[found.end() :]):
                    message = f"方案里写“{short(found.group())}”，是总结的口气"
                    hint = "方案只写要做什么、做到什么程度；已经做成的放到汇报、总结里"
                    yield paper.warn("W108", message, hint, passage.runs, found.group())


def _aimed_at(sentence: str, found: re.Match[str]) -> bool:
    """Whether the words before make it an aim. 取得了 is done whatever the clauses before it say."""
    before = sentence[: found.start()]
    done = "了" in found.group() or found.group().startswith("成效")
    clause = before.rsplit("，", 1)[-1]
    if AIMED_IN_CLAUSE.search(clause):
        return True
    return AIMED_AT.search(clause if done else before) is not None


PUT = (
    "[^，。；]{0,30}(?:纳入|列入|融入|写入|写进|作为|列为|定为|改[为成]|变[为成]|转[为化]|调整为|贯穿|起来|下来"
    "|落到|细化|固化|拨付|制成|放[在到]|开[在到]|摆[在上]|挂钩|印发|移交|比对|合并|归并|集中到|分解到|延伸到)"
)
"""What follows where 将 stands for 把: 将重点人群纳入网格管理 tells of something done."""
LOOKS_ON = lazy_pattern(
    r"(?:^|[，。；])(?:我(?:街道|社区|[镇乡村局院校馆站县区市所])|我们)?"
    r"(?P<word>将(?:(?:继续|进一步|着力|不断|努力|按照)|(?:全面|重点|坚持|以(?![往前上下奖])|逐[步条巷户栋楼一个]"
    rf"|开展|组织|推进|推动|加强|加大|完善|建立|实施(?!方案|意见|细则)|启动|召开)(?!{PUT}))(?![^，。；]{{0,6}}的)"
    r"|拟(?![定订制稿])|力争(?!上游)|争取(?:在|于|年))"
)
DEMANDS = lazy_pattern(
    r"(?:^|[。；])(?:各(?:社区|科室|单位|部门|村)[^，。；]{0,4}(?P<each>要)(?![点求素闻道害事么件])"
    r"|(?P<all>要)(?=加强|进一步|继续|认真|坚持|落实|严格|切实|抓好|做好|强化|建立|不断|高度))"
)
AT_LEAST = lazy_pattern(r"不少于|不低于")
RULED = lazy_pattern("要求|规定|制度|标准|目标|任务|计划|约定|承诺|明确|每[周月季年天日]")
AFTERWARDS = lazy_pattern("打算|下一步|下步|安排|问题|不足|差距|计划|明年|今后|努力方向")
OUTLOOK = lazy_pattern("^(?:下一步|下步|今后|明年|新的一年|展望|总之|面对)")
COPIED = 20


def summary_looks_back(paper: Paper) -> Iterator[Finding]:
    """W109: what a summary says was done is neither still to do nor the plan's own sentence."""
    if paper.kind != "工作总结":
        return
    planned = _planned(paper)
    for passage in paper.passages:
        if not passage.chapter or AFTERWARDS.search(passage.chapter) or _closes(passage):
            continue
        yield from _still_to_do(paper, passage)
        for sentence in passage.sentences:
            if (name := planned.get(_bare(sentence))) is not None:
                message = f"这一句和任务“{short(name)}”里的安排一字不差：{short(sentence)}"
                hint = "写实际做了什么、做成多少、有什么变化"
                yield paper.warn("W109", message, hint, passage.runs, sentence)


def _still_to_do(paper: Paper, passage: Passage) -> Iterator[Finding]:
    hint = "做法写已经做的：怎么做、做成多少；还没做的放到下一步打算"
    for sentence in passage.sentences:
        text = SAYS_SO.sub("□", sentence)
        if OUTLOOK.match(text):
            continue
        for pattern in (LOOKS_ON, DEMANDS):
            for found in pattern.finditer(text):
                word = next(filter(None, found.groups()))
                message = f"总结的做法里写“{word}”，是方案的口气：{short(text)}"
                yield paper.warn("W109", message, hint, passage.runs, found.group().lstrip("，。；"))
        if (least := AT_LEAST.search(text)) and not RULED.search(text):
            message = f"总结的做法里写“{least.group()}”，是指标的口气：{short(text)}"
            yield paper.note("W109", message, hint, passage.runs, least.group())


def _closes(passage: Passage) -> bool:
    return any(path.endswith(".结语") for path in passage.paths)


def _planned(paper: Paper) -> dict[str, str]:
    """The sentences of the tasks' contents → the task's name."""
    found: dict[str, str] = {}
    for node in task_tree(paper.workspace).all:
        for text in node.task.content.paragraphs if node.task.content else ():
            for sentence in sentences_of(str(text)):
                if len(_bare(sentence)) >= COPIED and "【" not in sentence:
                    found.setdefault(_bare(sentence), str(node.name))
    return found


def _bare(sentence: str) -> str:
    return re.sub(r"[，。；：、\s]", "", sentence)


__all__ = ["plan_looks_ahead", "summary_looks_back"]
