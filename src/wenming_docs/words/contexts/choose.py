"""Which documents of a workspace are asked for, and what is wrong about asking for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from wenming_docs.blocks import Block
from wenming_docs.errors import InvalidInput, WrongUse
from wenming_docs.facts.kinds import KINDS, Kind, find_kind, similar_kind
from wenming_docs.facts.model import DocumentPlan, Loc, Workspace
from wenming_docs.facts.values import BadValue, Period
from wenming_docs.findings import Finding, Severity, SourceText
from wenming_docs.words.contexts.compose import Request
from wenming_docs.words.contexts.issue_parts import is_about_issues
from wenming_docs.zh import date_text

Compile = Callable[[Request], tuple[str, tuple[Block, ...], tuple[Finding, ...]]]
"""Compiles the document a notice issues: its title, its blocks, what was found in it."""


def choose_documents(
    workspace: Workspace, kind: str | None, period: str | None, as_of: date | None = None
) -> list[tuple[DocumentPlan, Loc]]:
    """The documents under 文稿 that ``kind`` and ``period`` leave; a kind not listed gets a bare one.

    A bare one about problems tells them as of ``as_of``, where no period is asked for.

    Raises WrongUse for an unknown kind or period, InvalidInput where nothing is listed at all.
    """
    listed: list[tuple[DocumentPlan, Loc]] = [
        (document, ("documents", i)) for i, document in enumerate(workspace.documents)
    ]
    if kind is not None:
        return _of_kind(workspace, listed, kind, period, as_of)
    if not listed:
        hint = "在文件末尾加“文稿:”和“- 文种: 实施方案”，或用 --kind 指明文种"
        error = Finding("F035", Severity.ERROR, "没有写要出哪些文稿", hint, workspace.where())
        raise InvalidInput([error], workspace.texts)
    if period is None:
        return listed
    listed = [entry for entry in listed if _same_period(workspace, entry[0], period)]
    if not listed:
        raise WrongUse(f"文稿里没有期间为“{period}”的；要另出一份，请同时写 --kind")
    return listed


def _of_kind(
    workspace: Workspace,
    listed: list[tuple[DocumentPlan, Loc]],
    word: str,
    period: str | None,
    as_of: date | None,
) -> list[tuple[DocumentPlan, Loc]]:
    kind = find_kind(word)
    if kind is None:
        raise WrongUse(f"没有叫“{word}”的文种。{_known_kinds(word)}")
    matching = [
        entry
        for entry in listed
        if find_kind(str(entry[0].kind)) is kind
        and (period is None or _same_period(workspace, entry[0], period))
    ]
    if matching:
        return matching
    if period is None and as_of is not None and is_about_issues(kind):
        period = f"截至{date_text(as_of)}"
    asked = SourceText(period) if period else None
    return [(DocumentPlan.model_construct(kind=SourceText(word), period=asked), ("documents",))]


def _known_kinds(word: str) -> str:
    close = similar_kind(word)
    return f"是不是想写“{close}”" if close else "有：" + "、".join(kind.name for kind in KINDS)


def _same_period(workspace: Workspace, document: DocumentPlan, wanted: str) -> bool:
    if document.period is None:
        return False
    try:
        asked = Period.parse(wanted, year=workspace.year)
        own = Period.parse(document.period, year=workspace.year)
    except BadValue:
        return str(document.period) == wanted
    return (asked.start, asked.end) == (own.start, own.end)


def build_request(
    workspace: Workspace,
    document: DocumentPlan,
    loc: Loc,
    *,
    draft: bool,
    today: date | None,
    compile_issued: Compile | None,
) -> tuple[Request | None, list[Finding]]:
    """The request for one document; None with an error where its kind is unknown.

    ``compile_issued`` makes the document that a notice issues; None inside an issued one.
    """
    findings: list[Finding] = []
    kind = find_kind(str(document.kind))
    if kind is None:
        message = f"没有叫“{document.kind}”的文种"
        hint = _known_kinds(str(document.kind))
        return None, [Finding("F036", Severity.ERROR, message, hint, document.kind.origin)]
    period = None
    if document.period and "待填" not in document.period:
        try:
            period = workspace.read_period(document.period)
        except BadValue as error:
            place = document.period.origin
            if not workspace.lacks_year:  # else the gap itself is reported
                findings.append(Finding("F012", Severity.ERROR, error.message, error.hint, place))
    gaps = _gaps(workspace, document, kind) if draft else ()
    request = Request(document, loc, kind, period, today, draft, gaps)
    if document.issues and compile_issued:
        issued, found = _issued(workspace, request, compile_issued)
        return replace(request, issued=issued), findings + found
    return request, findings


def _gaps(workspace: Workspace, document: DocumentPlan, kind: Kind) -> tuple[str, ...]:
    """Missing requirements that the frame of a document does not print itself."""
    signed = any(need.paths == ("document.issue_date",) for need in kind.required)
    own_place = ("标题", "日期", "单位.名称") if signed else ("标题",)
    return tuple(need.label for need in kind.missing(workspace, document) if need.label not in own_place)


def _issued(
    workspace: Workspace, request: Request, compile_issued: Compile
) -> tuple[tuple[str, tuple[Block, ...]] | None, list[Finding]]:
    """The document a notice issues: its title and its blocks."""
    wanted = request.document.issues
    assert wanted is not None
    meant = find_kind(str(wanted))
    others = [
        (other, index) for index, other in enumerate(workspace.documents) if other is not request.document
    ]
    for other, index in others:
        same_kind = meant is not None and find_kind(str(other.kind)) is meant
        if str(wanted) not in (str(other.name), str(other.title)) and not same_kind:
            continue
        inner, findings = build_request(
            workspace,
            other,
            ("documents", index),
            draft=request.draft,
            today=request.today,
            compile_issued=None,
        )
        if inner is None:
            return None, findings
        title, blocks, found = compile_issued(inner)
        return ((title, blocks) if blocks else None), [*findings, *found]
    known = "、".join(str(other.name or other.kind) for other, _ in others)
    hint = f"可以写：{known}" if known else "先在“文稿”里加上要印发的那一份"
    return None, [Finding("F037", Severity.ERROR, f"文稿里没有“{wanted}”可印发", hint, wanted.origin)]
