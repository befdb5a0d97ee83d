"""W105, W106, W118: what may not be said upward, and how each kind closes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenming_docs.facts.kinds import Family
from wenming_docs.findings import Finding
from wenming_docs.words.checks.reading.paper import Paper
from wenming_docs.zh.lazy import lazy_pattern

QUOTED = lazy_pattern("“[^”]{0,300}”|《[^》]{0,300}》")
ASKING = lazy_pattern(
    r"请予(?:以)?(?!指导|指正|批评|审阅|审议)|妥否|当否"
    r"|(?:(?<![申提呈报])|(?<=[现特兹此][申提呈报]))请(?:批示|审批|批复|批准)"
    r"|恳[请求](?![^，。；]{0,12}(?:批评|指正|指导|提[^，。；]{0,4}意见))"
    r"|(?:(?<![看探展])望|盼|(?<![申邀聘])请|申请(?![^，。；]{0,7}的)|希望)[^，。；]{0,8}[给予]予[^，。；]{0,8}(?:支持|解决|帮助|倾斜|批复|考虑)"
)
ORDER = lazy_pattern("务必")
MUST = lazy_pattern("(?<!依法)必须")
LEARNT = lazy_pattern("体会|经验|启示|认识到|感到|证明|表明|告诉我们|规定")
"""Where what must be is what was learnt, or what the law says: no order to anybody."""
DEMAND = lazy_pattern(r"(?:^|[，。；])(要求各)")
TOLD = lazy_pattern("印发|下发|召开|制定|出台|建立|通报|会议|签订|部署")
CLOSING = lazy_pattern(r"^特此([一-鿿]{2})。?$")
NOTICES = ("通知", "成立领导小组的通知")
REPORTED = lazy_pattern("以上报告|专此报告|特此报告")


def no_requests(paper: Paper) -> Iterator[Finding]:
    """W105: a report reports; what is asked for goes into a request (请示) of its own."""
    if not (paper.is_report or paper.goes_up):
        return
    for passage in paper.passages:
        for found in ASKING.finditer(QUOTED.sub(_blank, passage.text)):
            message = f"{paper.kind}里写“{found.group()}”，夹带了请示事项"
            hint = "删去这一句，要上级批准、解决的另写一份请示；只反映情况就写“建议……”"
            yield paper.warn("W105", message, hint, passage.runs, found.group())


def no_orders_upward(paper: Paper) -> Iterator[Finding]:
    """W106: 务必, 必须, 要求各 are said to those below."""
    if not paper.goes_up or paper.request.document.issues:
        return
    for passage in paper.passages:
        text = QUOTED.sub(_blank, passage.text)
        hint = "这是写给上级看的：改成本单位怎么做，如“督促各社区按时完成”"
        for found in ORDER.finditer(text):
            yield paper.warn(
                "W106", f"{paper.kind}里写“{found.group()}”，是对下的口气", hint, passage.runs, found.group()
            )
        for found in MUST.finditer(text):
            if LEARNT.search(passage.chapter) or LEARNT.search(_sentence_at(text, found.start())):
                continue
            yield paper.note(
                "W106",
                f"{paper.kind}里写“{found.group()}”，像是对下提要求",
                hint,
                passage.runs,
                found.group(),
            )
        for found in DEMAND.finditer(text):
            if not TOLD.search(text[: found.start()].rsplit("。", 1)[-1]):
                yield paper.note(
                    "W106", f"{paper.kind}里写“{found[1]}……”，像是对下提要求", hint, passage.runs, found[1]
                )


def _sentence_at(text: str, place: int) -> str:
    return text[:place].rsplit("。", 1)[-1] + text[place:].split("。", 1)[0]


def _blank(found: re.Match[str]) -> str:
    return "□" * len(found.group())


def closing(paper: Paper) -> Iterator[Finding]:
    """W118: 特此报告。 closes reports, 特此通知。 notices that have not said 如下, nothing a plan."""
    if not paper.passages or paper.family is Family.SPEECH:
        return
    wanted = "通知" if paper.kind in NOTICES else "报告" if paper.is_report else ""
    for passage in paper.passages:
        found = CLOSING.match(passage.text) if passage.text.startswith("特此") else None
        if found and found[1] != wanted:
            cure = f"改成“特此{wanted}。”" if wanted else "删去这一句"
            message = f"{paper.kind}里写“{passage.text}”"
            yield paper.warn("W118", message, cure, passage.runs, passage.text)
    last = paper.passages[-1]
    if paper.kind == "报告" and not paper.is_sketch and not REPORTED.search(last.text):
        hint = "在这份文稿下写“结语: 特此报告。”"
        yield paper.note("W118", "报告没有以“特此报告。”收尾", hint, last.runs)
    elif wanted == "通知":
        yield from _notice(paper, closed=last.text.startswith("特此通知"))


def _notice(paper: Paper, *, closed: bool) -> Iterator[Finding]:
    opened = any(re.search("如下[：:]?$|印发给你们", text) for text in paper.introduction)
    last = paper.passages[-1]
    if opened and closed:
        message = "引言已经说了“通知如下”或“印发给你们”，结尾又写“特此通知。”"
        yield paper.note("W118", message, "删去“特此通知。”", last.runs, last.text)
    elif not opened and not closed and not paper.is_sketch:
        message = "通知既没有“现通知如下：”，也没有“特此通知。”"
        yield paper.note(
            "W118", message, "在引言末尾写“现将有关事项通知如下：”，或写“结语: 特此通知。”", last.runs
        )


__all__ = ["closing", "no_orders_upward", "no_requests"]
