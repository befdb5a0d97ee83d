"""Rates that cannot be: more than all of something."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenming_docs.facts.checks.measures import uses_of
from wenming_docs.facts.checks.places import noted
from wenming_docs.facts.model import Workspace, paragraphs, whole_text
from wenming_docs.facts.values import Quantity
from wenming_docs.findings import Finding, Severity, SourceText, place_in
from wenming_docs.zh.lazy import lazy_pattern

_SHARES = (
    "覆盖率|知晓率|满意率|满意度|支持率|办结率|整改率|销号率|合格率|达标率|优良率|优秀率|普及率|入户率"
    "|参与率|参与度|回访率|及时率|到位率|知晓度|准确率|正确率|处置率|处理率|化解率|调解率|查结率|占比|出勤率"
)
"""Shares of a whole; 完成率 and 增长率 are none, they may well pass 100 %."""
_NAME = lazy_pattern(f"(?:{_SHARES})$")
_REACHED = "(?:达到了|达到|达|为|是|保持在|稳定在|提高到|提升到|提升至|上升到|升至|：)?"
_SAID = lazy_pattern(
    rf"(?:(?P<name>[^，。；：、（）“”\s]{{0,6}}(?:{_SHARES}))(?:均|都|已经|已|始终|一直)*{_REACHED}"
    r"|(?P<part>占[^，。；：、（）“”\s]{1,12}的))(?P<number>\d{3,}(?:\.\d+)?)[%％]"
)
_COMPARED = lazy_pattern("计划|目标|任务|预算|上年|去年|往年|同期|上月|上期|原来|以前")
"""占年度计划的108% compares; it is no part of a whole."""
_WHOLE = Decimal(100)
_HINT = "核对；比率超不过100%"


def impossible_rates(workspace: Workspace) -> Iterator[Finding]:
    """F097: a share of more than 100 %, in figures and in prose."""
    for name, uses in uses_of(workspace).items():
        for use in uses:
            if too_large := _beyond(name, use.quantity):
                yield Finding("F097", Severity.ERROR, f"“{name}”{too_large}", _HINT, use.place)
    whole = whole_text(workspace)
    for text in paragraphs(workspace) if "%" in whole or "％" in whole else ():
        if "%" in text or "％" in text:
            yield from _in_prose(text)


def _beyond(name: str, quantity: Quantity) -> str:
    """What is too large in a quantity; "" if nothing is."""
    amounts = [a for a in quantity.amounts if a.measure.startswith("%")]
    share = _NAME.search(name) or (quantity.base and not _COMPARED.search(quantity.base))
    if share and any(a.value is not None and a.value > _WHOLE for a in amounts):
        of_what = f"占{quantity.base}的比例" if quantity.base else ""
        return f"{of_what}写了“{quantity}”，超过100%"
    handled = quantity.handled
    if handled and handled.measure.startswith("%") and handled.value and handled.value > _WHOLE:
        return f"{quantity.handled_word}写了“{handled}”，超过100%"
    return ""


def _in_prose(text: SourceText) -> Iterator[Finding]:
    for found in _SAID.finditer(str(text)):
        if Decimal(found["number"]) > _WHOLE and not _COMPARED.search(found["part"] or ""):
            place = place_in(text, found.start("number"))
            message = f"“{found['name'] or found['part']}”写了{found['number']}%，超过100%"
            yield Finding("F097", Severity.ERROR, message, _HINT, place)


_TAKEN = ("收到", "受理", "发现", "接到", "排查", "征集", "接收", "查出")
_DONE = ("办结", "整改", "办理", "答复", "化解", "解决", "处理", "处置", "销号", "回复")


def more_done_than_found(workspace: Workspace) -> Iterator[Finding]:
    """F097: 整改问题 150 beside 发现问题 148, over the whole file: more was closed than was open."""
    if workspace.names_lost:
        return  # results may be missing
    uses = uses_of(workspace)
    in_results = {str(f.name): None for result in workspace.results for f in result.figures}
    for verb in _DONE:
        for name in (n for n in in_results if n.startswith(verb) and len(n) > len(verb)):
            matter = name.removeprefix(verb)
            taken = [v + matter for v in _TAKEN if v + matter in in_results]
            if len(taken) != 1:
                continue
            done, found = (_sum(workspace, n) for n in (name, taken[0]))
            if done is None or found is None or done <= found:
                continue
            use, measure = uses[name][-1], "".join(uses[name][-1].spelt[:1])
            where = noted(uses[taken[0]][-1].place, use.place)
            message = f"“{name}”共{done}{measure}，比“{taken[0]}”的{found}{measure}{where}还多"
            hint = "核对；有上年结转的，把结转数记进“" + taken[0] + "”"
            yield Finding("F097", Severity.NOTICE, message, hint, use.place)


def _sum(workspace: Workspace, name: str) -> Decimal | None:
    """The exact total of an indicator over the whole file; None where it is not exact."""
    amounts = [f.quantity.single for r in workspace.results for f in r.figures if f.name == name]
    if any(a is None or a.value is None or a.approximate for a in amounts):
        return None
    if any(str(known) == name for known in workspace.indicator_rules):
        return None
    return sum((a.value for a in amounts if a and a.value is not None), Decimal(0))
