"""The straight line: from a path to documents. Start reading here.

::

    path ─read_source→ Source ─build_workspace→ Workspace ─build_context→ Context
         ─render_template→ Markup ─parse_markup→ Manuscript ─number_headings→ Manuscript
         ─write_docx→ bytes

It is long because it is the whole line, both for checking and for rendering, read from top to
bottom: splitting it would hide one half of the way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wenming_docs.blocks import Block, Imprint, Manuscript, Masthead, Signature, number_headings
from wenming_docs.errors import InternalError, InvalidInput, WenmingError
from wenming_docs.facts.checks import check_facts, missing_facts
from wenming_docs.facts.model import Workspace, build_workspace, top_level_synonyms
from wenming_docs.facts.source import Source, read_source
from wenming_docs.findings import Finding, Origin, by_place, has_errors
from wenming_docs.gathering import read_with
from wenming_docs.ignoring import heed_comments
from wenming_docs.photographs import WITHOUT_PHOTOGRAPHS, Darkroom, with_photographs
from wenming_docs.records import dataclass
from wenming_docs.words.checks import dropped_columns, lost, lost_facts, open_gaps
from wenming_docs.words.contexts import (
    Context,
    Coverage,
    Request,
    build_context,
    build_request,
    choose_documents,
    compose_title,
    split_by_unit,
)
from wenming_docs.words.markup import MarkupError, parse_markup
from wenming_docs.words.template import render_template
from wenming_docs.writing import Rendered, file_stems, write_all

if TYPE_CHECKING:
    from wenming_docs.words.checks import Finished

# What only reading through or a fault calls for is imported there: a start imports what it uses.


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller chooses. ``today`` is never printed; ``as_of``, a day the caller named, may be.

    With ``read_through`` rendering finds all that checking finds, wording and layout included. With
    ``each_unit`` a document is made for every unit that has a part in it, or for those of ``only_units``.
    """

    kind: str | None = None
    period: str | None = None
    draft: bool = False
    today: date | None = None
    as_of: date | None = None
    format: str = "docx"
    more_formats: tuple[str, ...] = ()
    each_unit: bool = False
    only_units: tuple[str, ...] = ()
    templates: Path | None = None
    reference: bytes | None = None
    reference_name: str = ""
    read_through: bool = False


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
    """The facts of an entry file, its parts, and the units below it that have files of their own.

    Raises InvalidInput with every mistake of YAML, shape and value; its ``draft`` is the
    workspace of what is sound, if there is any.
    """
    return read_with(lambda: with_photographs(lambda: read_facts(path), path), path, read_facts)


def read_facts(path: Path, home: Path | None = None) -> Workspace:
    """The facts of one entry file and its parts alone; raises InvalidInput like :func:`read_workspace`.

    With ``home``, for a file that another file names, it has to lie below that when it is opened.
    """
    try:
        source = read_source(path, synonyms=top_level_synonyms(), home=home)
    except InvalidInput as error:
        raise _with_later_mistakes(error) from None
    return build_workspace(source)


def _with_later_mistakes(error: InvalidInput) -> InvalidInput:
    """Mistakes of shape and value in a file whose YAML is faulty, where it could be read even so."""
    if not isinstance(error.draft, Source):
        return error
    try:
        workspace = build_workspace(error.draft)
    except InvalidInput as later:
        found = [finding for finding in later.findings if finding.code not in ABSENCES]
        return InvalidInput(by_place([*error.findings, *found]), error.texts, _doubtful(later.draft))
    return InvalidInput(error.findings, error.texts, _doubtful(workspace))


def _doubtful(draft: object) -> Workspace | None:
    return draft.without_names() if isinstance(draft, Workspace) else None


ABSENCES = frozenset(
    ("F006", "F020", "F031", "F032", "F035", "F037", "F040", "F042")
    + ("F043", "F045", "F046", "F050", "F051", "F052")
    + ("F101", "F105", "F106", "F150", "F151", "F157", "F161")
)
"""Findings that something is not there: after a mistake elsewhere it may only seem so."""


def check_file(path: Path, options: Options | None = None) -> Outcome:
    """Every finding about a file: its YAML, its facts, and each of its documents."""
    return check_read(lambda: read_workspace(path), path, options or Options())


def check_read(read: Callable[[], Workspace], path: Path, options: Options) -> Outcome:
    """Like :func:`check_file`, for facts that ``read`` gives or refuses like :func:`read_workspace`."""
    try:
        workspace = read()
        outcome = Outcome(path, (), tuple(by_place(_check(workspace, path, options))), workspace.texts)
    except InvalidInput as error:
        outcome = _refused(error, path, options)
    return _heeded(outcome, complete=not (options.kind or options.period))


def _heeded(outcome: Outcome, *, complete: bool) -> Outcome:
    """The outcome without the findings that comments in the files ignore."""
    return replace(outcome, findings=heed_comments(outcome.findings, outcome.texts, complete=complete))


def _check(workspace: Workspace, path: Path, options: Options) -> list[Finding]:
    from wenming_docs.words.checks import check_wording, unshown

    draft = replace(options, draft=True, read_through=True)
    findings = [*workspace.findings, *check_facts(workspace)]
    findings += check_wording(workspace)
    coverages = []
    documents: list[Compiled] = []
    try:
        asked = requests(workspace, draft, path)
    except InvalidInput as error:
        return findings if _only_reports(workspace, options) else [*findings, *error.findings]
    for request, found in asked:
        findings += found
        if request:
            findings += missing_facts(workspace, request.document, request.loc, request.kind)
            compiled = compile_document(workspace, request, draft, path)
            findings += compiled.findings
            coverages += [compiled.coverage] if compiled.coverage else []
            documents.append(compiled)
    findings += _read_all(workspace, documents)
    if not has_errors(findings) and not (options.kind or options.period):
        findings += unshown(workspace, coverages)
    return findings


def _only_reports(workspace: Workspace, options: Options) -> bool:
    """Whether the file only keeps facts for its superior's documents: then it needs none of its own."""
    keeps = bool(workspace.results or workspace.reported or workspace.issue_ledger)
    return keeps and not workspace.documents and options.kind is None and options.period is None


def _read_all(workspace: Workspace, compiled: list[Compiled]) -> list[Finding]:
    from wenming_docs.words.checks import Finished

    written = (document for document in compiled if document.manuscript.blocks)
    finished = (Finished(workspace, document.request, document.manuscript) for document in written)
    return [finding for document in finished for finding in _read_through(document)]


def _read_through(finished: Finished) -> list[Finding]:
    """What a reader would say of one document: its words, then its layout."""
    from wenming_docs.page.layout import check_layout
    from wenming_docs.words.checks import check_document, name_document

    at = finished.request.document.kind.origin
    return [*name_document(finished, [*check_document(finished), *check_layout(finished.manuscript, at)])]


def _refused(error: InvalidInput, path: Path, options: Options) -> Outcome:
    """What is wrong with a file that cannot be read whole, including what its sound rest shows."""
    findings = list(error.findings)
    if isinstance(error.draft, Workspace):
        doubtful = ABSENCES if error.draft.names_lost else {"F006", "F040"}
        try:
            later = _check(error.draft, path, options)
        except WenmingError:
            later = []
        # After a fault of the YAML something else may stand in its place: no text to read through.
        torn = has_errors(f for f in error.findings if f.code.startswith("S"))
        unread = ("L", "W1") if torn else ()
        heard = [f for f in later if f.code not in doubtful and not f.code.startswith(unread)]
        from wenming_docs.words.checks import once_sound

        findings += once_sound(heard, [f for f in error.findings if has_errors([f])])
    return Outcome(path, (), tuple(by_place(findings)), error.texts)


def render_file(path: Path, options: Options | None = None) -> Outcome:
    """The documents of a file; none at all if one of them has an error."""
    options = options or Options()
    try:
        workspace = read_workspace(path)
    except InvalidInput as error:
        return _heeded(_refused(error, path, options), complete=False)
    return _heeded(render_workspace(workspace, path, options), complete=False)


def render_workspace(workspace: Workspace, path: Path, options: Options) -> Outcome:
    """Like :func:`render_file`, for facts that are already loaded."""
    gaps = "F041"
    findings = [*workspace.findings, *(f for f in check_facts(workspace) if f.code != gaps)]
    if options.read_through:
        from wenming_docs.words.checks import check_wording

        findings += check_wording(workspace)
    compiled: list[Compiled] = []
    try:
        asked = requests(workspace, options, path)
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
    findings = by_place([*findings, *(_read_all(workspace, compiled) if options.read_through else ())])
    if not has_errors(findings) and not WITHOUT_PHOTOGRAPHS.issuperset(
        (options.format, *options.more_formats)
    ):
        darkroom = Darkroom()
        compiled = [replace(each, manuscript=darkroom.develop(each.manuscript)) for each in compiled]
        findings = by_place([*findings, *darkroom.findings])
    if has_errors(findings):
        return Outcome(path, (), tuple(findings), workspace.texts)
    stems = file_stems(path, [document.request for document in compiled], draft=options.draft)
    documents = [(doc.request, doc.manuscript, stem) for doc, stem in zip(compiled, stems, strict=True)]
    rendered, refused = write_all(documents, (options.format, *options.more_formats), options.reference)
    place = Origin(options.reference_name, 1, 1) if options.reference_name else None
    findings = by_place([*findings, *(replace(f, origin=f.origin or place) for f in refused)])
    return Outcome(path, () if has_errors(findings) else rendered, tuple(findings), workspace.texts)


# from a request to a manuscript


def requests(
    workspace: Workspace, options: Options, path: Path
) -> list[tuple[Request | None, list[Finding]]]:
    """The documents asked for, each with what is wrong about asking for it."""

    def compile_issued(request: Request) -> tuple[str, tuple[Block, ...], tuple[Finding, ...]]:
        compiled = compile_document(workspace, request, options, path)
        plan = request.document
        title = plan.title or compose_title(workspace, plan, request.kind, request.period)
        kept = (b for b in compiled.manuscript.blocks if not isinstance(b, (Signature, Masthead, Imprint)))
        return str(title or plan.kind), tuple(kept), compiled.findings

    found = [
        build_request(
            workspace, plan, loc, draft=options.draft, today=options.today, compile_issued=compile_issued
        )
        for plan, loc in choose_documents(workspace, options.kind, options.period, options.as_of)
    ]
    return _for_units(workspace, found, options.only_units) if options.each_unit else found


def _for_units(
    workspace: Workspace, found: list[tuple[Request | None, list[Finding]]], only: tuple[str, ...]
) -> list[tuple[Request | None, list[Finding]]]:
    """One request for each unit, in place of those that can be split; what was found is told once."""
    split = iter(split_by_unit(workspace, [request for request, _ in found if request], only))
    told: list[tuple[Request | None, list[Finding]]] = []
    for request, findings in found:
        told.append((None, findings))
        told += [(one, []) for one in next(split)] if request else []
    return told


def template_folders(path: Path | None, options: Options) -> tuple[Path, ...]:
    """An office's own templates: those named, and the folder templates/ beside the entry file."""
    beside = [path.parent / "templates"] if path else []
    named = [options.templates] if options.templates else []
    return tuple(folder for folder in (*named, *beside) if folder.is_dir())


def compile_document(workspace: Workspace, request: Request, options: Options, path: Path | None) -> Compiled:
    """Context, template, markup and proof of one document; mistakes are among its findings."""
    context = build_context(workspace, request)
    empty = Manuscript((), context.settings)
    folders = template_folders(path, options)
    if has_errors(context.findings):
        rest = _in_spite_of_errors(context, folders) if options.read_through else empty
        return Compiled(request, rest, context.coverage, context.findings)
    try:
        manuscript, findings = _manuscript(context, request, folders)
    except InvalidInput as error:
        return Compiled(request, empty, context.coverage, (*context.findings, *error.findings))
    except InternalError as error:
        from wenming_docs.words.checks import blame_office

        findings = blame_office(error, folders)
        return Compiled(request, empty, context.coverage, (*context.findings, *findings))
    return Compiled(request, manuscript, context.coverage, (*context.findings, *findings))


def _in_spite_of_errors(context: Context, folders: tuple[Path, ...]) -> Manuscript:
    """What a faulty document would look like: good for reading it through, never for writing it."""
    try:
        markup = render_template(context.template, context.names, folders)
        return number_headings(parse_markup(markup, context.settings))
    except (WenmingError, MarkupError):
        return Manuscript((), context.settings)


def _manuscript(
    context: Context, request: Request, folders: tuple[Path, ...]
) -> tuple[Manuscript, list[Finding]]:
    markup = render_template(context.template, context.names, folders)
    gone = lost(context, markup)
    if gone.words:
        from wenming_docs.words.checks import refuse_template

        refuse_template(context, gone.near or 0, str(gone.words[0]), folders)
    findings = lost_facts(context, gone, str(request.document.kind))
    if not request.draft:
        at = request.document.kind.origin
        findings += [replace(gap, origin=gap.origin or at) for gap in open_gaps(context, markup)]
    try:
        manuscript = parse_markup(markup, context.settings)
    except MarkupError:
        from wenming_docs.words.checks import refuse_markup

        refuse_markup(context, folders)
        raise
    findings += dropped_columns(context, markup, manuscript, str(request.document.kind))
    return number_headings(manuscript), findings
