"""Templates tried on made-up facts: every document of every kind that uses the folder, the real way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from time import monotonic

from wenming_docs.blocks import Block, Manuscript, Paragraph, inlines
from wenming_docs.facts.model import Workspace, build_workspace
from wenming_docs.facts.source import parse_source
from wenming_docs.findings import Finding, Origin, Severity, SourceText
from wenming_docs.page.layout import check_layout
from wenming_docs.pipeline import Options, compile_document
from wenming_docs.template_check.examples import SIZES, Size
from wenming_docs.template_check.facts import made_facts
from wenming_docs.words.checks.templates import Report
from wenming_docs.words.contexts import Request, build_context, build_request, choose_documents
from wenming_docs.words.template import find_template, render_template

PATIENCE = 12.0
"""Seconds for all trials of one folder; a usual one takes three."""
LAID_OUT = ("样样都填", "只填必填")
"""The sizes whose layout is compared with that of our own templates."""
DRAFT = Options(draft=True)
NO_PLACE = "试排.yaml"


def try_kinds(folder: Path | None, report: Report, clock: Callable[[], float] = monotonic) -> list[Finding]:
    """What goes wrong when the kinds of ``report`` are written with the templates in ``folder``.

    Nothing is said again about a line that reading found at fault.
    """
    known = {
        (f.origin.file, f.origin.line) for f in report.findings if f.origin and f.severity is Severity.ERROR
    }
    told = {finding.code for finding in report.findings}
    found: dict[tuple[str, str, int], Finding] = {}
    end = clock() + PATIENCE
    for size in SIZES:
        for request, workspace in _requests(size, report.kinds):
            if clock() > end:
                return [*found.values(), _out_of_time(folder, size)]
            for finding in _try(workspace, request, size, folder):
                origin = finding.origin
                if origin is None or (origin.file, origin.line) in known or _said(finding, told):
                    continue
                found.setdefault((finding.code, origin.file, origin.line), finding)
    return list(found.values())


def _said(finding: Finding, told: set[str]) -> bool:
    """Whether reading has told the same already, if perhaps at another line."""
    if finding.code in ("T001", "T004", "T005", "T009"):
        return finding.code in told
    return finding.code == "T010" and bool(told & {"T018", "T015", "T014", "T001"})


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
    return build_workspace(parse_source(made_facts(size), NO_PLACE))


def _issued(request: Request) -> tuple[str, tuple[Block, ...], tuple[Finding, ...]]:
    """A document to issue: one paragraph does, how it is written is tried by itself."""
    title = str(request.document.title or request.document.kind)
    return title, (Paragraph(inlines(SourceText("所印发的文件。"))),), ()


def _try(workspace: Workspace, request: Request, size: Size, folder: Path | None) -> Iterator[Finding]:
    """The faults of templates that one document shows."""
    compiled = compile_document(workspace, request, replace(DRAFT, templates=folder), None)
    about = f"（试排：{size.label}的{request.document.kind}）"
    faults = [finding for finding in compiled.findings if finding.code.startswith("T")]
    for finding in faults:
        yield replace(finding, message=finding.message + about)
    if not faults and folder is not None and size.label in LAID_OUT:
        ours = _layout(compile_document(workspace, request, DRAFT, None).manuscript)
        new = _layout(compiled.manuscript)
        for finding in (new - ours).elements():
            place = _printed_at(finding, workspace, request, folder)
            message = f"版面：{finding.message}{about}"
            yield Finding("T026", Severity.WARNING, message, finding.hint, place)


def _layout(manuscript: Manuscript) -> Counter[Finding]:
    return Counter(check_layout(manuscript, None))


def _printed_at(finding: Finding, workspace: Workspace, request: Request, folder: Path) -> Origin:
    """The template line that printed what a layout finding is about."""
    context = build_context(workspace, request)
    markup = render_template(context.template, context.names, (folder,), trace=True)
    for index, slot in enumerate(markup.slots):
        if index in markup.lines and isinstance(slot, SourceText) and finding.origin in slot.origins:
            name, line = markup.lines[index]
            if (file := find_template(name, (folder,))) and file.is_relative_to(folder):
                return Origin(file.as_posix(), line, 1, name)
    return _first_line(context.template, folder)


def _first_line(template: str, folder: Path) -> Origin:
    file = find_template(template, (folder,))
    if file is None or not file.is_relative_to(folder):
        file = next(iter(sorted(folder.rglob("*.j2"))), folder)
    return Origin(file.as_posix(), 1, 1, file.relative_to(folder).as_posix())


def _out_of_time(folder: Path | None, size: Size) -> Finding:
    message = f"试排用了{PATIENCE:.0f}秒还没有完，从“{size.label}”起没有试"
    hint = "把模板里重复的循环去掉；只看写法可加 --no-trial"
    return Finding(
        "T027", Severity.NOTICE, message, hint, Origin((folder or Path("templates")).as_posix(), 1, 1)
    )
