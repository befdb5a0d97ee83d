"""Templates tried on made-up facts: every document of every kind that uses the folder, the real way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from time import process_time

from wenming_docs.blocks import Block, Manuscript, Paragraph, inlines
from wenming_docs.facts.model import Workspace, build_workspace
from wenming_docs.facts.source import parse_source
from wenming_docs.findings import Finding, Origin, Severity, SourceText
from wenming_docs.page.layout import check_layout
from wenming_docs.pipeline import Options, compile_document
from wenming_docs.template_check.blame import Traced, traced
from wenming_docs.template_check.examples import SIZES, Size
from wenming_docs.template_check.facts import made_facts
from wenming_docs.words.contexts import Request, build_context, build_request, choose_documents
from wenming_docs.words.template import find_template

PATIENCE = 25.0
"""Seconds of work for all trials of one folder; a usual one takes four.

Our own work is counted, not the time of day: on a busy machine nothing is left untried.
"""
LAID_OUT = ("样样都填", "只填必填")
"""The sizes whose layout is compared with that of our own templates."""
DRAFT = Options(draft=True)
MADE_UP = "试排.yaml"
WRITTEN = ("T010", "T028", "T029", "T030", "T031", "T032")
"""What is wrong with the text that a template wrote."""
LOST, MARKUP = "没有印出", "换用本单位的模板后出了错"
"""How findings about dropped facts and about Markdown read; their lines are looked for again here."""


def try_kinds(
    folder: Path | None, kinds: tuple[str, ...], clock: Callable[[], float] = process_time
) -> list[Finding]:
    """What goes wrong when documents of ``kinds`` are written with the templates in ``folder``.

    One finding a line and code: the first document that shows it is named.
    """
    found: dict[tuple[str, str, int], Finding] = {}
    endless: set[str] = set()
    end = clock() + PATIENCE
    for size in SIZES:
        for request, workspace in _requests(size, kinds):
            if clock() > end:
                return [*found.values(), _out_of_time(folder, size)]
            if request.kind.name in endless:
                continue
            for finding in _try(workspace, request, size, folder):
                if finding.code == "T006":
                    endless.add(request.kind.name)
                if finding.origin:
                    found.setdefault((finding.code, finding.origin.file, finding.origin.line), finding)
    return list(found.values())


def _requests(size: Size, kinds: tuple[str, ...]) -> Iterator[tuple[Request, Workspace]]:
    workspace = _workspace(size)
    for plan, loc in choose_documents(workspace, None, None):
        if str(plan.kind) not in kinds:
            continue
        request, _ = build_request(workspace, plan, loc, draft=True, today=None, compile_issued=_issued)
        if request is not None:
            yield request, workspace


@cache
def _workspace(size: Size) -> Workspace:
    return build_workspace(parse_source(made_facts(size), MADE_UP))


def _issued(request: Request) -> tuple[str, tuple[Block, ...], tuple[Finding, ...]]:
    """A document to issue: one paragraph does, how it is written is tried by itself."""
    title = str(request.document.title or request.document.kind)
    return title, (Paragraph(inlines(SourceText("所印发的文件。"))),), ()


def _try(workspace: Workspace, request: Request, size: Size, folder: Path | None) -> Iterator[Finding]:
    """The faults of templates that one document shows."""
    compiled = compile_document(workspace, request, replace(DRAFT, templates=folder), None)
    about = f"（试排：{size.label}的{request.document.kind}）"
    faults = [finding for finding in compiled.findings if finding.code.startswith("T")]
    if folder is None:
        yield from faults
    elif faults:
        yield from (_placed(fault, workspace, request, folder, about) for fault in faults)
    elif size.label in LAID_OUT:
        yield from _laid_out(compiled.manuscript, workspace, request, folder, about)


def _placed(fault: Finding, workspace: Workspace, request: Request, folder: Path, about: str) -> Finding:
    """A fault of rendering, at the line of the office's template that is nearest to it."""
    message = fault.message
    if fault.code in WRITTEN and (LOST in message or MARKUP in message):
        context = build_context(workspace, request)
        seen = traced(context, folder)
        place = None
        if seen is not None:
            place = seen.of_lost() if LOST in message else seen.of_markup()
        if place or MARKUP in message:
            fault = replace(fault, origin=_origin(place, context.template, folder))
    return replace(fault, message=message + about)


def _laid_out(
    manuscript: Manuscript, workspace: Workspace, request: Request, folder: Path, about: str
) -> Iterator[Finding]:
    """What the layout has against it that it has not with our own templates: one finding a code."""
    new = _layout(manuscript)
    if new:
        new -= _layout(compile_document(workspace, request, DRAFT, None).manuscript)
    seen: Traced | None = None
    for finding in {finding.code: finding for finding in reversed([*new.elements()])}.values():
        context = build_context(workspace, request)
        seen = seen or traced(context, folder)
        place = _origin(seen.of_layout(finding) if seen else None, context.template, folder)
        message = f"版面：{finding.message}{about}"
        yield Finding("T026", Severity.WARNING, message, finding.hint, place)


def _layout(manuscript: Manuscript) -> Counter[Finding]:
    return Counter(check_layout(manuscript, None))


def _origin(place: tuple[str, int] | None, template: str, folder: Path) -> Origin:
    """A template line as a place in the office's folder; else the first line of its template."""
    name, line = place or (template, 1)
    file = find_template(name, (folder,))
    if file is None or not file.is_relative_to(folder):
        file = next(iter(sorted(folder.rglob("*.j2"))), folder)
        line = 1
    return Origin(file.as_posix(), line, 1, file.relative_to(folder).as_posix())


def _out_of_time(folder: Path | None, size: Size) -> Finding:
    message = f"试排用了{PATIENCE:.0f}秒还没有完，从“{size.label}”起没有试"
    hint = "把模板里重复的循环去掉；只看写法可加 --no-trial"
    place = Origin((folder or Path("templates")).as_posix(), 1, 1)
    return Finding("T027", Severity.NOTICE, message, hint, place)
