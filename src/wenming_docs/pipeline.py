"""The straight line: from a path to documents. Start reading here.

::

    path ─read_source→ Source ─build_workspace→ Workspace ─build_context→ Context
         ─render_template→ Markup ─parse_markup→ Manuscript ─number_headings→ Manuscript
         ─write_docx→ bytes
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from wenming_docs.blocks import Block, Manuscript, Signature, dump_text, number_headings
from wenming_docs.errors import InternalError, InvalidInput, WrongUse
from wenming_docs.facts.checks import check_facts, missing, missing_facts
from wenming_docs.facts.kinds import KINDS, Kind, find_kind, similar_kind
from wenming_docs.facts.model import DocumentPlan, Loc, Workspace, build_workspace, top_level_synonyms
from wenming_docs.facts.source import read_source
from wenming_docs.facts.values import BadValue, Period
from wenming_docs.findings import Finding, Origin, Severity, SourceText, by_place, has_errors
from wenming_docs.words.checks import lost, lost_facts, open_gaps
from wenming_docs.words.contexts import Context, Coverage, Request, build_context, compose_title
from wenming_docs.words.markup import MarkupError, parse_markup
from wenming_docs.words.template import render_template
from wenming_docs.words.template.folders import find_template


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller chooses. ``today`` is only used where a date is asked for, never printed."""

    kind: str | None = None
    period: str | None = None
    draft: bool = False
    today: date | None = None
    format: str = "docx"
    templates: Path | None = None
    reference: bytes | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """One finished document; ``stem`` and ``suffix`` make its file name."""

    stem: str
    suffix: str
    data: bytes
    kind: str
    period: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one entry file; no documents if any finding is an error."""

    path: Path
    documents: tuple[Rendered, ...]
    findings: tuple[Finding, ...]
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A document before it is written: its numbered manuscript and what was found on the way."""

    request: Request
    manuscript: Manuscript
    coverage: Coverage | None
    findings: tuple[Finding, ...]


def read_workspace(path: Path) -> Workspace:
    """The facts of an entry file and its parts; raises InvalidInput with every mistake."""
    return build_workspace(read_source(path, synonyms=top_level_synonyms()))


def check_file(path: Path, options: Options | None = None) -> Outcome:
    """Every finding about a file: its YAML, its facts, and each of its documents."""
    options = options or Options()
    try:
        workspace = read_workspace(path)
    except InvalidInput as error:
        return Outcome(path, (), error.findings, error.texts)
    draft = replace(options, draft=True)
    findings = [*workspace.findings, *check_facts(workspace)]
    coverages = []
    try:
        asked = requests(workspace, draft)
    except InvalidInput as error:
        return Outcome(path, (), tuple(by_place([*findings, *error.findings])), workspace.texts)
    for request, found in asked:
        findings += found
        if request:
            findings += missing_facts(workspace, request.document, request.loc, request.kind)
            compiled = compile_document(workspace, request, draft, path)
            findings += compiled.findings
            coverages += [compiled.coverage] if compiled.coverage else []
    if not has_errors(findings) and not (options.kind or options.period):
        findings += unshown(workspace, coverages)
    return Outcome(path, (), tuple(by_place(findings)), workspace.texts)


def render_file(path: Path, options: Options | None = None) -> Outcome:
    """The documents of a file; none at all if one of them has an error."""
    options = options or Options()
    try:
        workspace = read_workspace(path)
    except InvalidInput as error:
        return Outcome(path, (), error.findings, error.texts)
    return render_workspace(workspace, path, options)


def render_workspace(workspace: Workspace, path: Path, options: Options) -> Outcome:
    """Like :func:`render_file`, for facts that are already loaded."""
    gaps = "F041"
    findings = [*workspace.findings, *(f for f in check_facts(workspace) if f.code != gaps)]
    compiled = []
    try:
        asked = requests(workspace, options)
    except InvalidInput as error:
        return Outcome(path, (), tuple(by_place([*findings, *error.findings])), workspace.texts)
    for request, found in asked:
        findings += found
        if request is None:
            continue
        if not options.draft:
            findings += missing_facts(workspace, request.document, request.loc, request.kind)
        document = compile_document(workspace, request, options, path)
        findings += document.findings
        compiled.append(document)
    findings = by_place(findings)
    if has_errors(findings):
        return Outcome(path, (), tuple(findings), workspace.texts)
    stems = _stems(path, [document.request for document in compiled], options)
    rendered = tuple(_write(document, stem, options) for document, stem in zip(compiled, stems, strict=True))
    return Outcome(path, rendered, tuple(findings), workspace.texts)


# choosing documents


def requests(workspace: Workspace, options: Options) -> list[tuple[Request | None, list[Finding]]]:
    """The documents asked for, each with what is wrong about asking for it."""
    chosen = _chosen(workspace, options)
    return [_request(workspace, document, loc, options, depth=0) for document, loc in chosen]


def _chosen(workspace: Workspace, options: Options) -> list[tuple[DocumentPlan, Loc]]:
    listed: list[tuple[DocumentPlan, Loc]] = [
        (document, ("documents", i)) for i, document in enumerate(workspace.documents)
    ]
    if options.kind is None:
        if options.period is not None:
            listed = [entry for entry in listed if _same_period(workspace, entry[0], options.period)]
            if not listed:
                raise WrongUse(f"文稿里没有期间为“{options.period}”的；要另出一份，请同时写 --kind")
        if not listed:
            place = workspace.where()
            hint = "在文件末尾加“文稿:”和“- 文种: 实施方案”，或用 --kind 指明文种"
            error = Finding("F035", Severity.ERROR, "没有写要出哪些文稿", hint, place)
            raise InvalidInput([error], workspace.texts)
        return listed
    kind = find_kind(options.kind)
    if kind is None:
        raise WrongUse(f"没有叫“{options.kind}”的文种。{_kinds_hint(options.kind)}")
    matching = [
        entry
        for entry in listed
        if find_kind(str(entry[0].kind)) is kind
        and (options.period is None or _same_period(workspace, entry[0], options.period))
    ]
    if matching:
        return matching
    period = SourceText(options.period) if options.period else None
    return [(DocumentPlan.model_construct(kind=SourceText(options.kind), period=period), ("documents",))]


def _kinds_hint(word: str) -> str:
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


def _request(
    workspace: Workspace, document: DocumentPlan, loc: Loc, options: Options, *, depth: int
) -> tuple[Request | None, list[Finding]]:
    findings: list[Finding] = []
    kind = find_kind(str(document.kind))
    if kind is None:
        message = f"没有叫“{document.kind}”的文种"
        return None, [
            Finding("F036", Severity.ERROR, message, _kinds_hint(str(document.kind)), document.kind.origin)
        ]
    period = None
    if document.period and "待填" not in document.period:
        try:
            period = Period.parse(document.period, year=workspace.year)
        except BadValue as error:
            findings.append(
                Finding("F012", Severity.ERROR, error.message, error.hint, document.period.origin)
            )
    gaps = _gaps(workspace, document, kind) if options.draft else ()
    request = Request(document, loc, kind, period, options.today, options.draft, gaps)
    if document.issues:
        issued, found = _issued(workspace, request, options, depth)
        findings += found
        request = replace(request, issued=issued)
    return request, findings


def _gaps(workspace: Workspace, document: DocumentPlan, kind: Kind) -> tuple[str, ...]:
    """Missing requirements that the frame of a document does not print itself."""
    own_place = ("标题", "日期", "落款", "单位.名称")
    return tuple(need.label for need in missing(workspace, document, kind) if need.label not in own_place)


def _issued(
    workspace: Workspace, request: Request, options: Options, depth: int
) -> tuple[tuple[str, tuple[Block, ...]] | None, list[Finding]]:
    """The document a notice issues: its title and its blocks without 版头, 落款 and 版记."""
    wanted = request.document.issues
    assert wanted is not None
    meant = find_kind(str(wanted))
    for index, other in enumerate(workspace.documents):
        same_kind = meant is not None and find_kind(str(other.kind)) is meant
        if other is request.document or not (str(wanted) in (str(other.name), str(other.title)) or same_kind):
            continue
        if depth > 0:
            break
        inner, findings = _request(workspace, other, ("documents", index), options, depth=depth + 1)
        if inner is None:
            return None, findings
        compiled = compile_document(workspace, inner, options, None)
        title = other.title or compose_title(workspace, other, inner.kind, inner.period)
        kept = tuple(block for block in compiled.manuscript.blocks if not isinstance(block, Signature))
        return (str(title or other.kind), kept), findings + list(compiled.findings)
    known = "、".join(
        str(other.name or other.kind) for other in workspace.documents if other is not request.document
    )
    hint = f"可以写：{known}" if known else "先在“文稿”里加上要印发的那一份"
    return None, [Finding("F037", Severity.ERROR, f"文稿里没有“{wanted}”可印发", hint, wanted.origin)]


# from a request to a manuscript


def template_folders(path: Path | None, options: Options) -> tuple[Path, ...]:
    """An office's own templates: those named, and the folder templates/ beside the entry file."""
    beside = [path.parent / "templates"] if path else []
    named = [options.templates] if options.templates else []
    return tuple(folder for folder in (*named, *beside) if folder.is_dir())


def compile_document(workspace: Workspace, request: Request, options: Options, path: Path | None) -> Compiled:
    """Context, template, markup and proof of one document; mistakes are among its findings."""
    context = build_context(workspace, request)
    empty = Manuscript((), context.settings)
    if has_errors(context.findings):
        return Compiled(request, empty, context.coverage, context.findings)
    folders = template_folders(path, options)
    try:
        manuscript, findings = _manuscript(context, request, folders)
    except InvalidInput as error:
        return Compiled(request, empty, context.coverage, (*context.findings, *error.findings))
    return Compiled(request, manuscript, context.coverage, (*context.findings, *findings))


def _manuscript(
    context: Context, request: Request, folders: tuple[Path, ...]
) -> tuple[Manuscript, list[Finding]]:
    markup = render_template(context.template, context.names, folders)
    gone = lost(context, markup)
    if gone.words:
        _refuse_template(context, gone.near or 0, str(gone.words[0]), folders)
    findings = lost_facts(context, gone, str(request.document.kind))
    if not request.draft:
        findings += open_gaps(context, markup)
    try:
        manuscript = parse_markup(markup, context.settings)
    except MarkupError as error:
        _refuse_markup(context, error, folders)
    return number_headings(manuscript), findings


def _refuse_template(context: Context, near: int, text: str, folders: tuple[Path, ...]) -> None:
    """A template that drops what it was given: the office's is refused, ours is our bug."""
    name, line = _last_line(context, near, folders)
    message = f"模板没有印出“{text[:30]}”"
    hint = "模板里少了一个 {{ }}：对照自带的同名模板补上"
    _refuse(name, line, message, hint, folders)


def _refuse_markup(context: Context, error: MarkupError, folders: tuple[Path, ...]) -> None:
    name, line = _last_line(context, len(context.expected), folders)
    hint = f"在模板输出的第{error.line}行附近；写法见 docs/模板语法.md"
    _refuse(name, line, error.message, hint, folders)


def _refuse(name: str, line: int, message: str, hint: str, folders: tuple[Path, ...]) -> None:
    found = find_template(name, folders)
    if found is None or not any(folder in found.parents for folder in folders):
        raise InternalError(f"自带模板 {name}:{line}：{message}")
    origin = Origin(found.as_posix(), line, 1, name)
    raise InvalidInput([Finding("T010", Severity.ERROR, message, hint, origin)])


def _last_line(context: Context, near: int, folders: tuple[Path, ...]) -> tuple[str, int]:
    """The template line that printed the last expected text before ``near``."""
    traced = render_template(context.template, context.names, folders, trace=True)
    before = {origin for text in context.expected[:near] for origin in text.origins[:1]}
    place = (context.template, 1)
    for index, slot in enumerate(traced.slots):
        if isinstance(slot, SourceText) and before.intersection(slot.origins) and index in traced.lines:
            place = traced.lines[index]
    return place


# writing


def _write(document: Compiled, stem: str, options: Options) -> Rendered:
    writers: dict[str, Callable[[Manuscript], bytes]] = {
        "docx": lambda manuscript: _docx(manuscript, options.reference),
        "md": _markdown,
        "html": _html,
    }
    data = writers[options.format](document.manuscript)
    period = document.request.period
    return Rendered(
        stem, f".{options.format}", data, document.request.kind.name, period.label if period else ""
    )


def _docx(manuscript: Manuscript, reference: bytes | None) -> bytes:
    """The .docx, proved: its body reads exactly as the manuscript does."""
    from wenming_docs.page.word import read_text, write_docx

    data = write_docx(manuscript, reference=reference)
    if read_text(data) != dump_text(manuscript):
        raise InternalError("写出的文档和文稿不一致")
    return data


def _markdown(manuscript: Manuscript) -> bytes:
    from wenming_docs.page.html import write_markdown

    return write_markdown(manuscript).encode()


def _html(manuscript: Manuscript) -> bytes:
    from wenming_docs.page.html import preview_html

    return preview_html(manuscript).encode()


def _stems(path: Path, requested: list[Request], options: Options) -> list[str]:
    """File stems ``plan-实施方案-1—6月``; documents alike in that are told apart by name or number."""
    stems = []
    for request in requested:
        parts = [path.stem, str(request.document.kind)]
        parts += [request.period.slug] if request.period else []
        stems.append("-".join(parts))
    for index, request in enumerate(requested):
        if stems.count(stems[index]) > 1 and request.document.name:
            stems[index] += f"-{request.document.name}"
    seen: dict[str, int] = {}
    unique = []
    for stem in stems:
        seen[stem] = seen.get(stem, 0) + 1
        unique.append(stem if seen[stem] == 1 else f"{stem}-{seen[stem]}")
    return [f"{stem}-草稿" if options.draft else stem for stem in unique]


# facts that no document shows


def unshown(workspace: Workspace, coverages: list[Coverage]) -> list[Finding]:
    """A notice for each fact, and a warning for each result of a report's period, that nothing prints."""
    silent = {
        "unit",
        "campaign",
        "people",
        "documents",
        "indicator_rules",
        "results",
        "activities",
        "issue_ledger",
    }
    shown = {attribute for coverage in coverages for attribute in coverage.facts}
    findings = []
    for attribute, info in type(workspace).model_fields.items():
        if attribute in silent | shown or not getattr(workspace, attribute):
            continue
        if attribute == "tasks" and any(coverage.tasks for coverage in coverages):
            continue
        message = f"“{info.title}”写了，但没有一份文稿印它"
        hint = f"在某份文稿的章节里写“取: {info.title}”，或加一份印它的文稿"
        findings.append(Finding("F051", Severity.NOTICE, message, hint, workspace.where(attribute)))
    return findings + _unsaid(workspace, coverages)


def _unsaid(workspace: Workspace, coverages: list[Coverage]) -> list[Finding]:
    reports = [coverage for coverage in coverages if "results" in coverage.facts or coverage.unsaid]
    never = set.intersection(*(set(report.unsaid) for report in reports)) if reports else set()
    return [
        Finding(
            "F052",
            Severity.NOTICE,
            f"成果“{name}”没有一份汇报或总结写到",
            "在章节的“取”里加上它的任务，或在“文”里引用【" + name + "】，或列入“不写”",
            workspace.where("results", index),
        )
        for index, name in sorted(never)
    ]
