"""build_context: one document of the workspace, ready for its template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import cast

from wenming_docs.blocks import Block, Issued, Title
from wenming_docs.facts.kinds import Family, Kind
from wenming_docs.facts.model import DocumentPlan, Loc, Workspace, leaves
from wenming_docs.facts.values import Period
from wenming_docs.findings import SourceText
from wenming_docs.records import dataclass
from wenming_docs.words.contexts import frame
from wenming_docs.words.contexts.attachments import attachment_view, attachments_of, refuse_twins
from wenming_docs.words.contexts.columns import sections_with_columns
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.figures import cite_basis, resolve_prose
from wenming_docs.words.contexts.issue_parts import addressee, opens_with_summary, summary
from wenming_docs.words.contexts.reporting_units import tell_lacking
from wenming_docs.words.contexts.sections import author_sections, skeleton_sections
from wenming_docs.words.contexts.subject import opening_words, work_of
from wenming_docs.words.contexts.views import (
    AttachedBlocks,
    AttachmentView,
    Context,
    Coverage,
    GroupView,
    SectionView,
)


@dataclass(frozen=True, slots=True)
class Request:
    """Which document of a workspace to compose, and for when."""

    document: DocumentPlan
    loc: Loc
    kind: Kind
    period: Period | None
    today: date | None = None
    draft: bool = False
    gaps: tuple[str, ...] = ()
    issued: tuple[str, tuple[Block, ...]] | None = None
    for_unit: SourceText | None = None
    """The unit that this copy is made for, where a document is made for each."""


def build_context(workspace: Workspace, request: Request) -> Context:
    """The context of one document; mistakes in its 【】 and 取 are among its findings."""
    scout = _compose(workspace, request, None) if _quotes(workspace, request.document) else None
    composed = _compose(workspace, request, scout)
    context = _context(composed, request)
    for each in (scout, composed):
        if each:
            each.composer.guard = None  # the two know each other: else neither goes before a collection
    return context


def _quotes(workspace: Workspace, document: DocumentPlan) -> bool:
    """Whether a first pass can learn anything: something is quoted, or could be strung together."""
    return bool(workspace.results) or any("【" in str(leaf) for leaf in leaves(document))


def composer_of(workspace: Workspace, request: Request) -> Composer:
    """A composer for the document, with nothing in it yet."""
    composer = Composer(
        workspace,
        request.document,
        request.loc,
        request.kind,
        request.period,
        request.today,
        request.draft,
    )
    composer.attachment_numbers = _numbers(composer, request)
    return composer


def _numbers(composer: Composer, request: Request) -> dict[str, str]:
    titles = [str(item.title) for item in attachments_of(composer)]
    if request.issued and is_labelled(composer):
        titles.insert(0, request.issued[0])
    return {title: str(i) if len(titles) > 1 else "" for i, title in enumerate(titles, 1)}


def is_labelled(composer: Composer) -> bool:
    """Whether an issued document is a labelled attachment: as asked, else when there are others."""
    if composer.document.issue_form:
        return composer.document.issue_form.value == "附件"
    return bool(composer.document.attachments)


def _compose(workspace: Workspace, request: Request, scout: _Composed | None) -> _Composed:
    """One pass. The first, a scout, learns which figures the prose quotes before any are strung."""
    composer = composer_of(workspace, request)
    if scout:
        composer.quoted |= scout.composer.quoted
        composer.typed |= scout.composer.typed
    document = request.document
    issued_title = request.issued[0] if request.issued else ""
    with composer.block():
        masthead = frame.masthead(composer)
    names: dict[str, object] = {
        "masthead": masthead,
        "title": frame.title(composer, issued_title),
    }
    names["subtitle"] = frame.subtitle(composer)
    names["recipients"] = frame.address(composer, document.main_recipients or addressee(composer))
    names["salutation"] = frame.address(composer, document.salutation)
    names["introduction"] = resolve_prose(composer, document.introduction)
    names["auto"] = _auto(composer, request) if _opens_itself(request) else None
    sections = (
        author_sections(composer, document.sections) if document.sections else skeleton_sections(composer)
    )
    names["sections"] = sections_with_columns(composer, document.columns, sections)
    refuse_twins(composer)
    tell_lacking(composer)
    names["attachments"] = tuple(attachment_view(composer, item) for item in attachments_of(composer))
    names["closing"] = resolve_prose(composer, document.closing)
    with composer.block():
        signature = frame.signature(composer)
    names["signature"] = (signature,) if signature else None
    names["note"] = composer.show(_bracketed(document.note), document.note) if document.note else None
    with composer.block():
        names["imprint"] = frame.imprint(composer)
    names["gaps"] = tuple(composer.phrase(f"【待填：{gap}】") for gap in request.gaps)
    names["issued_plain"], names["issued_labelled"] = _issued(composer, request)
    composer.require((document.introduction, document.closing, document.title, document.shortcomings))
    composer.require((document.followed_up, document.next_steps))
    return _Composed(composer, names)


@dataclass(frozen=True, slots=True)
class _Composed:
    composer: Composer
    names: dict[str, object]


def _context(composed: _Composed, request: Request) -> Context:
    composer = composed.composer
    return Context(
        request.kind.template,
        composed.names,
        tuple(composer.expected),
        tuple(_blocks(composed.names)),
        composer.still_required(),
        frame.settings(composer),
        tuple(composer.findings),
        Coverage(
            _name(composer),
            request.document.kind.origin,
            composer.tells_results,
            bool(
                composer.quoted or composer.strung or composer.totalled or "task_progress" in composer.taken
            ),
            composer.looks_forward and bool(composer.taken_tasks),
            frozenset(composer.taken),
            frozenset(composer.taken_tasks),
            _unprinted_rows(composer),
        ),
    )


def _name(composer: Composer) -> str:
    """How a finding names this document: 进展汇报（1—6月）."""
    kind = str(composer.document.kind)
    return f"{kind}（{composer.period}）" if composer.period else kind


def _blocks(names: Mapping[str, object]) -> Iterator[Block]:
    """The blocks a template is handed, wherever it finds them."""
    for name in ("masthead", "signature", "issued_plain", "imprint"):
        yield from cast(tuple[Block, ...], names[name] or ())
    labelled = cast(AttachedBlocks | None, names["issued_labelled"])
    yield from labelled.blocks if labelled else ()
    sections = [*cast(tuple[SectionView, ...], names["sections"])]
    sections += [
        section
        for item in cast(tuple[AttachmentView, ...], names["attachments"])
        for section in item.sections
    ]
    while sections:
        section = sections.pop()
        sections += section.sections
        for part in section.parts:
            if part.form == "块":
                yield from cast(tuple[Block, ...], part.data)
            elif isinstance(part.data, GroupView):
                yield from part.data.names or ()


def _unprinted_rows(composer: Composer) -> tuple[tuple[int, str], ...]:
    """Figures of the period that this document neither quotes nor strings nor leaves out."""
    if composer.looks_forward:
        return ()
    return tuple(
        (row.index, str(figure.name))
        for row in composer.ledger.own
        if composer.in_period(row)
        for figure in row.result.figures
        if not composer.has_told((row.index, str(figure.name)))
        and str(figure.name) not in composer.totalled
        and not composer.leaves_out(str(figure.name))
    )


def _opens_itself(request: Request) -> bool:
    """Whether the template writes the introduction: not where its author did, and where it knows what to say.

    A speech of one's own and a notice that issues nothing say what only their author knows.
    """
    return not request.document.introduction and bool(request.kind.skeleton or request.issued)


def _auto(composer: Composer, request: Request) -> dict[str, object]:
    """What an introduction by the template is made of, when the author wrote none."""
    if composer.kind.family is Family.LEDGER:
        told = summary(composer) if opens_with_summary(composer.kind, request.document) else None
        absent = dict.fromkeys(("work", "self_name", "until", "period", "issued"))
        return {**absent, "basis": (), "issues": told}
    work = work_of(composer.workspace)
    unit = composer.workspace.unit
    plan = composer.kind.family is Family.PLAN
    notice = composer.kind.family is Family.NOTICE
    own = unit.self_name or unit.abbreviation
    basis: tuple[SourceText, ...] = ()
    if plan and composer.workspace.basis and not composer.leaves_out("依据"):
        basis = tuple(composer.show(cite_basis(composer, item.name)) for item in composer.workspace.basis)
        composer.require(composer.workspace.basis)
    composer.taken.add("basis")
    if request.issued and notice:
        issued = composer.phrase(f"《{request.issued[0]}》")
        absent = dict.fromkeys(("work", "self_name", "until", "period", "issues"))
        return {**absent, "issued": issued, "basis": ()}
    until = spoken = None
    if composer.period and not plan and not notice:
        shown = composer.show(opening_words(composer.period, composer.workspace.year), composer.period)
        until, spoken = (shown, None) if composer.period.start is None else (None, shown)
    return {
        "work": composer.show(_work(work), work) if work else None,
        "self_name": composer.show(own) if own and not notice else None,
        "basis": basis,
        "until": until,
        "period": spoken,
        "issued": None,
        "issues": None,
    }


def _work(work: SourceText) -> str:
    text = str(work)
    return text if text.endswith("工作") else f"{text}工作"


def _bracketed(note: SourceText) -> str:
    text = str(note).strip()
    return text if text.startswith("（") else f"（{text.strip('()')}）"


def _issued(composer: Composer, request: Request) -> tuple[tuple[Block, ...] | None, AttachedBlocks | None]:
    if request.issued is None:
        return None, None
    title, blocks = request.issued
    if is_labelled(composer):
        body = tuple(block for block in blocks if not isinstance(block, Title))
        return None, AttachedBlocks(composer.show(composer.phrase(title)), body)
    return (Issued(blocks),), None
