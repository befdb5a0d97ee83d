"""The names a template may use, as types: what ``build_context`` hands over, said once more.

``checks/templates`` reads templates against these types, and the contracts beside the templates
are written from them. A test compares them with the contexts of all examples.
"""

from __future__ import annotations

from wenming_docs.blocks import Block
from wenming_docs.facts.kinds import Family
from wenming_docs.findings import SourceText
from wenming_docs.records import dataclass
from wenming_docs.words.contexts.assessment_views import AssessmentView
from wenming_docs.words.contexts.progress_views import ProgressView
from wenming_docs.words.contexts.rollup_views import AbsentView, RollupNoteView, RollupView
from wenming_docs.words.contexts.views import (
    AttachedBlocks,
    AttachmentView,
    CountdownView,
    FollowUpView,
    GroupView,
    HonoursView,
    IssueSummaryView,
    NextStepView,
    OfficeView,
    PhaseView,
    RoleModelView,
    SectionView,
    ShortcomingView,
    StringView,
    TargetView,
    TaskView,
    Texts,
    TitledView,
    UnitGroupView,
    WorkingGroupView,
)


@dataclass(frozen=True, slots=True)
class AutoView:
    """What an introduction is made of when its author wrote none (a mapping in the context)."""

    work: SourceText | None
    self_name: SourceText | None
    basis: Texts
    until: SourceText | None
    period: SourceText | None
    issued: SourceText | None
    issues: IssueSummaryView | None


@dataclass(frozen=True, slots=True)
class TemplateNames:
    """Every name at the top, in the order of the page."""

    masthead: tuple[Block, ...] | None
    title: SourceText
    subtitle: SourceText | None
    recipients: SourceText | None
    salutation: SourceText | None
    introduction: Texts
    auto: AutoView | None
    sections: tuple[SectionView, ...]
    gaps: Texts
    closing: Texts
    attachments: tuple[AttachmentView, ...]
    signature: tuple[Block, ...] | None
    note: SourceText | None
    issued_plain: tuple[Block, ...] | None
    issued_labelled: AttachedBlocks | None
    imprint: tuple[Block, ...] | None


FORMS: dict[str, object] = {
    "段落": Texts,
    "条目": Texts,
    "块": tuple[Block, ...],
    "目标": tuple[TargetView, ...],
    "措施": tuple[TitledView, ...],
    "任务": tuple[TaskView, ...],
    "阶段": tuple[PhaseView, ...],
    "领导小组": GroupView,
    "组成人员": GroupView,
    "办公室": OfficeView,
    "工作组": tuple[WorkingGroupView, ...],
    "数据串": StringView,
    "总起": Texts,
    "典型": tuple[RoleModelView, ...],
    "荣誉": tuple[HonoursView, ...],
    "上期安排": tuple[FollowUpView, ...],
    "存在问题": tuple[ShortcomingView, ...],
    "下一步": tuple[NextStepView, ...],
    "下级": tuple[UnitGroupView, ...],
    "进度": ProgressView,
    "倒排": CountdownView,
    "测评对照": AssessmentView,
    "问题情况": IssueSummaryView,
    "分单位问题": IssueSummaryView,
    "逾期问题": IssueSummaryView,
    "报送情况": RollupView,
    "汇总注": RollupNoteView,
    "报送名单": tuple[AbsentView, ...],
}
"""``PartView.form`` → what its ``data`` holds."""

LEVELS = (1, 2, 3, 4)
"""What a ``level`` may be."""

NEVER_EMPTY: frozenset[str] = frozenset(
    {
        "FieldView.values",
        "TitledView.paragraphs",
        "StepView.paragraphs",
        "ClauseView.figures",
        "HonoursView.honours",
        "FollowUpView.paragraphs",
        "RoleModelView.paragraphs",
        "ShortcomingView.paragraphs",
        "NextStepView.matters",
        "UnitGroupView.units",
        "NamedView.names",
        "AttachmentView.sections",
    }
)
"""Lists that always hold something."""

SURE_OF_FORM: dict[str, tuple[str, ...]] = {
    "总起": ("count",),
    "工作组": ("count", "data"),
    "组成人员": ("data.name",),
    **dict.fromkeys(("段落", "条目", "目标", "措施", "阶段", "典型", "荣誉"), ("data",)),
    **dict.fromkeys(("上期安排", "存在问题", "下一步", "下级"), ("data",)),
}
"""What a part of some form always has: a value, or at least one item."""

IMPLIED: dict[tuple[str, str, bool], tuple[str, ...]] = {
    ("TargetView", "headed", True): ("title", "paragraphs"),
    ("TargetView", "figure", False): ("paragraphs",),
    ("TargetView", "goes_on", True): ("indicator",),
    ("TitledView", "headed", True): ("title",),
    ("GroupView", "reference", True): ("name",),
    ("GroupView", "working_groups", True): ("count",),
    ("SectionView", "run_in", True): ("heading", "parts", "parts.0.form=段落|数据串"),
    ("AssessmentView", "linked", True): ("unlinked",),
    ("AssessmentView", "score", True): ("points",),
    ("TaskView", "brackets_first", True): ("run_in", "fields"),
    ("TaskView", "brackets_last", True): ("rest", "fields"),
    ("TaskView", "brackets_alone", True): ("fields",),
}
"""(view, field, whether it holds something) → what else is then certain to be there."""

AUTO_OF: dict[Family, tuple[str, ...]] = {
    Family.PLAN: ("work", "self_name", "basis"),
    Family.NOTICE: ("work", "issued"),
    Family.REPORT: ("work", "self_name", "until", "period"),
    Family.SPEECH: ("work", "self_name", "until", "period"),
    Family.LEDGER: ("issues",),
}
"""Which fields of ``auto`` a kind can have; the others are always empty there."""
