"""The Workspace: every fact the user wrote, checked for shape, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import PrivateAttr

from wenming_docs.facts.model.assessment import AssessmentSystem, agreed_texts_of
from wenming_docs.facts.model.base import fact
from wenming_docs.facts.model.documents import DocumentPlan
from wenming_docs.facts.model.events import Honour, Result, RoleModel, Rule, rules_of
from wenming_docs.facts.model.issues import Issue
from wenming_docs.facts.model.kept import Keeping
from wenming_docs.facts.model.leaves import ProseField, ReadBy
from wenming_docs.facts.model.places import Places
from wenming_docs.facts.model.plan import Activity, Basis, Campaign, Phase, Target, Task, Titled
from wenming_docs.facts.model.steering import Lights, RollUp, reported_of
from wenming_docs.facts.model.who import DeclaredPerson, LeadingGroup, Organisation
from wenming_docs.facts.source import PictureFault, PictureFile
from wenming_docs.facts.values import BadValue, Period
from wenming_docs.findings import Finding, Origin, SourceText

if TYPE_CHECKING:
    from wenming_docs.facts.model.family import Subordinate


class Workspace(Keeping):
    """All facts of one entry file and the parts it includes."""

    unit: Organisation = fact("单位", "发文单位", default_factory=Organisation)
    campaign: Campaign = fact("创建", "活动", default_factory=Campaign)
    people: tuple[DeclaredPerson, ...] = fact("人员", default=())
    basis: tuple[Basis, ...] = fact("依据", "文件依据", default=())
    guiding_ideology: ProseField | None = fact("指导思想")
    basic_principles: tuple[Titled, ...] = fact("基本原则", "工作原则", "原则", default=())
    targets: tuple[Target, ...] = fact("工作目标", "目标", "创建目标", "总体目标", default=())
    indicator_rules: Annotated[dict[SourceText, Rule], ReadBy(rules_of)] = fact("指标口径", default={})
    leading_group: LeadingGroup | None = fact("领导小组", "组织领导", "组织机构")
    tasks: tuple[Task, ...] = fact("任务", "主要任务", "工作任务", "重点任务", default=())
    phases: tuple[Phase, ...] = fact("阶段", "实施步骤", "方法步骤", "工作步骤", default=())
    safeguards: tuple[Titled, ...] = fact("保障措施", default=())
    work_requirements: tuple[Titled, ...] = fact("工作要求", default=())
    activities: tuple[Activity, ...] = fact("活动安排", default=())
    results: tuple[Result, ...] = fact("成果", "工作成果", default=())
    role_models: tuple[RoleModel, ...] = fact("典型", "先进典型", default=())
    honours: tuple[Honour, ...] = fact("荣誉", "所获荣誉", default=())
    issue_ledger: tuple[Issue, ...] = fact("问题台账", default=())
    assessment_system: AssessmentSystem | None = fact("测评体系")
    agreed_texts: Annotated[dict[SourceText, SourceText], ReadBy(agreed_texts_of)] = fact(
        "测评核对", default={}
    )
    lights: Lights | None = fact("亮灯", "三色灯", "亮灯标准")
    rollup: RollUp | None = fact("汇总")
    reported: Annotated[dict[SourceText, SourceText], ReadBy(reported_of)] = fact("上报", "报送", default={})
    documents: tuple[DocumentPlan, ...] = fact("文稿", default=())

    _places: Places = PrivateAttr(default_factory=Places)
    _texts: dict[str, str] = PrivateAttr(default_factory=dict)
    _findings: tuple[Finding, ...] = PrivateAttr(default=())
    _names_lost: bool = PrivateAttr(default=False)
    _subordinates: tuple[Any, ...] = PrivateAttr(default=())
    _photographs: dict[Origin, PictureFile | PictureFault] = PrivateAttr(default_factory=dict)

    @property
    def texts(self) -> dict[str, str]:
        """File name → text, for reports that show the line."""
        return self._texts

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Warnings and notices met while reading."""
        met: tuple[Finding, ...] = self._private("_findings")
        return met

    @property
    def year(self) -> int | None:
        """创建.年度, if given."""
        year = self.campaign.year
        return int(year) if year and year.isdigit() else None

    @property
    def lacks_year(self) -> bool:
        """Whether 创建.年度 is a gap still to be filled: no date without a year can be placed yet."""
        return self.campaign.year is not None and self.year is None

    def read_period(self, text: str) -> Period:
        """The period of a phase, a result or a document; raises BadValue for 9月—5月 too.

        Such a range can only cross New Year, but it is far more often typed the wrong way round.
        """
        period = Period.parse(text, year=self.year)
        if period.inferred_year:
            first, last = str(period).split("—", 1)
            hint = f"写反了就对调；真跨年就写成“{first}—次年{last}”"
            raise BadValue(f"期间“{text}”的止在起之前", hint)
        return period

    def where(self, *loc: str | int) -> Origin:
        """The place of a fact by attribute path, or of its nearest existing parent."""
        return self._places.nearest(loc)

    @property
    def names_lost(self) -> bool:
        """Whether faulty values were taken out that other facts may refer to by name."""
        lost: bool = self._private("_names_lost")
        return lost

    def without_names(self) -> Workspace:
        """This workspace, marked as one in which names may be missing."""
        return self.bind(self._places, self._texts, self._findings, True)

    @property
    def subordinates(self) -> tuple[Subordinate, ...]:
        """The units below that have files of their own, in written order; () before they are gathered."""
        below: tuple[Subordinate, ...] = self._private("_subordinates")
        return below

    def above(self, subordinates: tuple[Subordinate, ...]) -> Workspace:
        """This workspace with the facts of the units below it; their texts show their lines."""
        texts = dict(self._texts)
        for unit in subordinates:
            texts.update(unit.workspace.texts if unit.workspace else {})
        bound = self.bind(self._places, {**texts, **self._texts}, self._findings, self._names_lost)
        bound._subordinates = subordinates
        return bound

    @property
    def photographs(self) -> dict[Origin, PictureFile | PictureFault]:
        """Where a photograph is named → its file, or why it cannot be used; {} before they are looked at."""
        return self._photographs

    def with_photographs(self, found: dict[Origin, PictureFile | PictureFault]) -> Workspace:
        """This workspace with the files of its photographs."""
        bound = self.bind(self._places, self._texts, self._findings, self._names_lost)
        bound._photographs = found
        return bound

    def bind(
        self,
        places: Places,
        texts: dict[str, str],
        findings: tuple[Finding, ...],
        names_lost: bool = False,
    ) -> Workspace:
        """This workspace with where it was read from."""
        bound = self.model_copy()
        bound._places, bound._texts, bound._findings = places, texts, findings
        bound._names_lost = names_lost
        bound._subordinates = self._subordinates
        bound._photographs = self._photographs
        return bound
