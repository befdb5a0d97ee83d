"""Habits of official writing that facts break: document numbers, names that differ by one character."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenming_docs.facts.kinds import find_kind
from wenming_docs.facts.model import Workspace, paragraphs
from wenming_docs.findings import Finding, Severity, SourceText, place_in
from wenming_docs.zh import nearest, strip_closing
from wenming_docs.zh.alike import are_alike, tell_apart
from wenming_docs.zh.lazy import lazy_pattern

NUMBER = lazy_pattern(r"[^\d〔〕\[\]（）()]+〔\d{4}〕[1-9]\d*号")
"""发文字号: 机关代字、六角括号里的年份、不编虚位的序号 (GB/T 9704-2012 7.2.5)."""
LOOSE = lazy_pattern(
    r"(?P<word>.+?)[〔\[（(【﹝](?P<year>\d{4})[〕\]）)】﹞](?:第)?0*(?P<number>[1-9]\d*)号?"
)
SHORTEST, LONGEST = 4, 100
"""Between these lengths two indicators that differ in one character are probably one, misspelt; what
is longer is a text, and would be cut up as often as it has signs."""


def document_numbers(workspace: Workspace) -> Iterator[Finding]:
    """Document numbers that are not written 云文明办〔2026〕4号."""
    numbers: list[SourceText | None] = [basis.document_number for basis in workspace.basis]
    numbers += [plan.masthead.document_number for plan in workspace.documents if plan.masthead]
    for number in numbers:
        if number is None or "待填" in number or NUMBER.fullmatch(str(number)):
            continue
        loose = LOOSE.fullmatch(str(number).strip())
        right = f"{loose['word']}〔{loose['year']}〕{loose['number']}号" if loose else "云文明办〔2026〕4号"
        hint = f"写成“{right}”" if loose else f"写成“{right}”这样：六角括号、四位年份、序号不编虚位"
        yield Finding("F048", Severity.WARNING, f"文号“{number}”不合规范", hint, number.origin)


def twin_indicators(workspace: Workspace) -> Iterator[Finding]:
    """Indicators of one length that differ in a single character: 公益讲坐 beside 公益讲座.

    Where the two sound or look alike it is a slip; 清理垃圾 beside 清运垃圾 is only a question, and
    东门巷道 beside 西门巷道 is none.
    """
    first = _indicators(workspace)
    for name, other in one_apart(list(first)):
        left, right = next((a, b) for a, b in zip(name, other, strict=True) if a != b)
        if tell_apart(left, right):
            continue
        line = first[other].origin
        where = f"（第{line.line}行）" if line else ""
        hint = "是同一个指标就写成一样，数才会加到一起；不是就不用管"
        message = f"“{name}”和“{other}”{where}只差一个字"
        severity = Severity.WARNING if are_alike(left, right) else Severity.NOTICE
        yield Finding("F047", severity, message, hint, first[name].origin)


def _indicators(workspace: Workspace) -> dict[str, SourceText]:
    """Every indicator with the place that names it first: targets, then results."""
    first: dict[str, SourceText] = {}
    for target in workspace.targets:
        if target.indicator:
            first.setdefault(str(target.indicator), target.indicator)
    for result in workspace.results:
        for figure in result.figures:
            first.setdefault(str(figure.name), figure.name)
    return first


def one_apart(names: list[str]) -> Iterator[tuple[str, str]]:
    """Each name with the earlier ones that differ from it in one character."""
    masked: dict[tuple[int, str], list[str]] = {}
    for name in names:
        if not SHORTEST <= len(name) <= LONGEST:
            continue
        masks = [(i, name[:i] + name[i + 1 :]) for i in range(len(name))]
        for mask in masks:
            yield from ((name, other) for other in masked.get(mask, ()))
        for mask in masks:
            masked.setdefault(mask, []).append(name)


def upward_reports(workspace: Workspace) -> Iterator[Finding]:
    """报告 goes up to one office and, with a masthead, names who signs it (GB/T 9704-2012 7.2.6)."""
    for plan in workspace.documents:
        kind = find_kind(str(plan.kind))
        if kind is None or kind.name != "报告":
            continue
        recipients = plan.main_recipients
        if recipients and re.search("[、，,；;]", str(recipients)):
            hint = "只留一个主送机关，其余放进“版记”的“抄送”"
            yield Finding("F049", Severity.WARNING, "报告只主送一个上级机关", hint, recipients.origin)
        if plan.masthead and not plan.masthead.signers:
            hint = "在“版头”下加“签发人: ……”"
            yield Finding("F049", Severity.WARNING, "上行文的版头要有签发人", hint, plan.kind.origin)


def honour_names(workspace: Workspace) -> Iterator[Finding]:
    """荣誉 is the title itself; with 创建 before it, 创建 would be printed twice."""
    honour = workspace.campaign.honour
    if honour and honour.startswith(("创建", "争创")):
        verb, bare = str(honour)[:2], str(honour)[2:]
        message = f"“荣誉: {honour}”里的“{verb}”会印两遍"
        yield Finding("F055", Severity.WARNING, message, f"写成“荣誉: {bare}”", honour.origin)


def remedies_without_step(workspace: Workspace) -> Iterator[Finding]:
    """对策 that no 下一步 of the same document takes up by the same words."""
    for plan in workspace.documents:
        matters = [_bare(text) for step in plan.next_steps for text in step.matters.paragraphs]
        for problem in plan.shortcomings if matters else ():
            remedy = problem.remedy
            if remedy is None or "待填" in remedy or any(_bare(remedy) in matter for matter in matters):
                continue
            close = nearest(_bare(remedy), matters)
            hint = f"是不是“{close}”：两处写成一样" if close else "在“下一步”里加上，事项和对策写成一样"
            yield Finding("F056", Severity.WARNING, f"对策“{remedy}”在下一步里没有下文", hint, remedy.origin)


def _bare(text: str) -> str:
    return strip_closing(str(text))


TYPED = lazy_pattern(r"【([^【】：:·]+)[：:]")


def figures_typed_twice(workspace: Workspace) -> Iterator[Finding]:
    """A figure named in the prose of two documents, or in a section printed again: it belongs to 成果."""
    first: dict[str, str] = {}
    for plan in workspace.documents:
        called = f"{plan.kind}（{plan.period}）" if plan.period else str(plan.kind)
        own: set[str] = set()
        for text in paragraphs(plan):
            for typed in TYPED.finditer(str(text)):
                name = typed[1].strip()
                if name in first and name not in own and name != "待填":
                    hint = f"移到“成果”里记一条，两处都写【{name}】"
                    message = f"“{name}”的数在{first[name]}里写过，这里又写一遍"
                    yield Finding("F057", Severity.NOTICE, message, hint, place_in(text, typed.start()))
                own.add(name)
        first |= {name: called for name in own if name not in first}
