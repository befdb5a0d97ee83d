"""What templates see: frozen views, made for one document, holding texts that must be printed.

It is long because it is the one list of all names a template may use: a maintainer reads it whole.
"""

from __future__ import annotations

from collections.abc import Mapping

from wenming_docs.blocks import Block, PageSettings
from wenming_docs.findings import Finding, Origin, SourceText
from wenming_docs.records import dataclass
from wenming_docs.words.contexts.assessment_views import AssessmentView
from wenming_docs.words.contexts.progress_views import ProgressView
from wenming_docs.words.contexts.rollup_views import AbsentView, RollupNoteView, RollupView

Texts = tuple[SourceText, ...]


@dataclass(frozen=True, slots=True)
class FieldView:
    """A labelled field of a task: 牵头单位：城管办."""

    label: SourceText
    values: Texts


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task as a plan tells it. ``level`` is its heading level (1–4).

    With ``run_in`` the text goes on after the heading, beginning with ``first``. Its fields
    stand in brackets after the first paragraph, after the last of ``rest`` or alone, or each
    in a row of its own.
    """

    level: int
    heading: SourceText
    problem: Texts
    run_in: bool
    first: SourceText | None
    rest: Texts
    fields: tuple[FieldView, ...]
    brackets_first: bool
    brackets_last: bool
    brackets_alone: bool
    in_rows: bool
    children: tuple[TaskView, ...]
    afterword: Texts


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target: paragraphs, or (``figure``) an indicator with goal, deadline and units.

    ``headed`` says that every target of the document has a title, so that they are headings.
    Bare figures share a paragraph: one ``continues`` the sentence before it, or ``goes_on``.
    """

    figure: bool
    headed: bool
    title: SourceText | None
    paragraphs: Texts
    indicator: SourceText | None
    goal: SourceText | None
    deadline: SourceText | None
    units: Texts
    continues: bool
    goes_on: bool


@dataclass(frozen=True, slots=True)
class TitledView:
    """A paragraph with a short title; ``headed``: every one has a title, so that they are numbered."""

    headed: bool
    level: int
    title: SourceText | None
    paragraphs: Texts


@dataclass(frozen=True, slots=True)
class StepView:
    when: SourceText | None
    paragraphs: Texts


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A phase: name and span in the heading, then its text and steps."""

    level: int
    name: SourceText
    span: SourceText | None
    goal: Texts
    paragraphs: Texts
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person in running text: ``text`` holds name and posts, without （兼）."""

    text: SourceText
    concurrent: bool


@dataclass(frozen=True, slots=True)
class OfficeView:
    name: SourceText | None
    location: SourceText | None
    directors: tuple[PersonView, ...]
    deputies: tuple[PersonView, ...]
    members: tuple[PersonView, ...]
    contact: SourceText | None
    duties: Texts


@dataclass(frozen=True, slots=True)
class WorkingGroupView:
    level: int
    duties_first: bool
    name: SourceText
    units: Texts
    people: tuple[FieldView, ...]
    duties: Texts


@dataclass(frozen=True, slots=True)
class GroupView:
    """The leading group; ``names`` is the name list, absent when it stands in an attachment."""

    name: SourceText | None
    names: tuple[Block, ...] | None
    reference: SourceText | None
    duties: Texts
    office: OfficeView | None
    count: SourceText | None
    working_groups: tuple[WorkingGroupView, ...]
    afterword: Texts


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure: indicator name (empty where its verb is not repeated) and quantity."""

    name: SourceText
    value: SourceText


@dataclass(frozen=True, slots=True)
class ClauseView:
    """Figures that share a verb: 发放手册2万册、倡议书3000份; ``prefix`` (先后, 共, 还) stands before it."""

    prefix: SourceText | None
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class MatterView:
    """A result without a figure: 桥头口袋公园已建成."""

    matter: SourceText
    progress: SourceText | None


@dataclass(frozen=True, slots=True)
class StringView:
    """数据串: sentences of at most six figures, and matters.

    ``lead`` is the author's last paragraph, which the sentences go on from, without a pause where it
    ``goes_on`` (ends with 先后, 共, 达到). Matters that hold a comma
    stand ``apart``, by semicolons.
    """

    lead: SourceText | None
    goes_on: bool
    sentences: tuple[tuple[ClauseView, ...], ...]
    matters: tuple[MatterView, ...]
    apart: bool


@dataclass(frozen=True, slots=True)
class RoleModelView:
    name: SourceText
    paragraphs: Texts


@dataclass(frozen=True, slots=True)
class HonourView:
    name: SourceText
    issuer: SourceText | None
    year: SourceText | None


@dataclass(frozen=True, slots=True)
class HonoursView:
    """Honours of one holder, none where the unit itself received them; ``count`` in words from two on."""

    holder: SourceText | None
    honours: tuple[HonourView, ...]
    count: SourceText | None


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """A next step of the report before and what became of it; ``run_on``: all in one sentence."""

    ordinal: SourceText | None
    matter: SourceText
    paragraphs: Texts
    run_on: bool


@dataclass(frozen=True, slots=True)
class ShortcomingView:
    ordinal: SourceText | None
    title: SourceText | None
    paragraphs: Texts
    cause: Texts
    remedy: SourceText | None


@dataclass(frozen=True, slots=True)
class NextStepView:
    aspect: SourceText | None
    deadline: SourceText | None
    responsible: Texts
    matters: Texts


@dataclass(frozen=True, slots=True)
class UnitGroupView:
    sort: SourceText | None
    units: Texts
    count: SourceText


@dataclass(frozen=True, slots=True)
class IssueSummaryView:
    """How the problems stand as of a day. Numbers are absent where they are zero.

    ``opened`` is absent too where only open problems are told of. With ``all_closed`` the number
    of closed ones goes without saying, with ``all_overdue`` that of the overdue. ``single``: one
    is open. ``period`` is there where it brought only a part of them.
    """

    as_of: SourceText | None
    scope: SourceText | None = None
    opened: SourceText | None = None
    closed: SourceText | None = None
    all_closed: bool = False
    closed_late: SourceText | None = None
    closing_rate: SourceText | None = None
    open: SourceText | None = None
    overdue: SourceText | None = None
    all_overdue: bool = False
    single: bool = False
    period: SourceText | None = None
    newly_opened: SourceText | None = None
    newly_closed: SourceText | None = None


@dataclass(frozen=True, slots=True)
class CountdownView:
    """What is said above a 倒排工期表.

    ``critical`` names a chain of tasks; where it is long only its first, and ``chained`` is their number.
    """

    inspected_on: SourceText
    count: SourceText
    first_day: SourceText | None
    last_day: SourceText
    critical: Texts
    chained: SourceText | None


Payload = (
    Texts
    | CountdownView
    | tuple[TaskView, ...]
    | tuple[TargetView, ...]
    | tuple[TitledView, ...]
    | tuple[PhaseView, ...]
    | GroupView
    | OfficeView
    | tuple[WorkingGroupView, ...]
    | StringView
    | tuple[RoleModelView, ...]
    | tuple[HonoursView, ...]
    | tuple[FollowUpView, ...]
    | tuple[ShortcomingView, ...]
    | tuple[NextStepView, ...]
    | tuple[UnitGroupView, ...]
    | ProgressView
    | IssueSummaryView
    | AssessmentView
    | RollupView
    | RollupNoteView
    | tuple[AbsentView, ...]
    | tuple[Block, ...]
)


@dataclass(frozen=True, slots=True)
class PartView:
    """A piece of a section. ``form`` names the macro that prints ``data``.

    ``count`` is the number of items in words, for a lead sentence; ``references`` are
    attachments to point at (附件1).
    """

    form: str
    data: Payload
    count: SourceText | None = None
    references: Texts = ()


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section: heading (none for parts that stand alone), parts, nested sections."""

    level: int
    heading: SourceText | None
    run_in: bool
    parts: tuple[PartView, ...]
    sections: tuple[SectionView, ...] = ()
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class AttachmentView:
    title: SourceText
    sections: tuple[SectionView, ...]
    landscape: bool


@dataclass(frozen=True, slots=True)
class AttachedBlocks:
    """An issued document as attachment: its title and its blocks."""

    title: SourceText
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a document took, for the checks: facts, tasks, and the period's figures it left unsaid.

    ``reports`` says that it has to account for results (a report); ``quotes`` that it tells some;
    ``tells_tasks`` that it tells what tasks are to be done.
    """

    name: str
    place: Origin | None
    reports: bool
    quotes: bool
    tells_tasks: bool
    facts: frozenset[str]
    tasks: frozenset[tuple[str | int, ...]]
    unsaid: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Context:
    """All a template may use, and all that must come out of it.

    ``expected`` are texts that must be printed, as often as they stand there; ``blocks`` tables,
    name lists and the like that must be; ``required`` the leaves of the facts this document
    shows, each of which must be among the printed ones.
    """

    template: str
    names: Mapping[str, object]
    expected: Texts
    blocks: tuple[Block, ...]
    required: tuple[object, ...]
    settings: PageSettings
    findings: tuple[Finding, ...]
    coverage: Coverage
