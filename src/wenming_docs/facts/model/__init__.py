"""The facts as frozen, typed models; every leaf knows where it was written."""

from wenming_docs.facts.model.assessment import (
    AssessedIndicator,
    AssessedProject,
    AssessmentSystem,
    Criterion,
)
from wenming_docs.facts.model.base import FactModel, title_of
from wenming_docs.facts.model.build import build_workspace, top_level_synonyms
from wenming_docs.facts.model.charts import ChartBy, ChartFacts, ChartForm
from wenming_docs.facts.model.documents import (
    AttachedDocument,
    DocumentPlan,
    Form,
    HandTable,
    ImprintFacts,
    IssueForm,
    MastheadFacts,
    PageFacts,
    Section,
    TaskStyle,
)
from wenming_docs.facts.model.events import (
    Figure,
    FollowUp,
    Honour,
    NextStep,
    Result,
    RoleModel,
    Rule,
    Shortcoming,
)
from wenming_docs.facts.model.family import Subordinate, family_of
from wenming_docs.facts.model.issues import Issue, Move, Stage
from wenming_docs.facts.model.keys import keys_of as key_spellings
from wenming_docs.facts.model.leaves import Prose
from wenming_docs.facts.model.photos import PerRow, Photo, PictureFile
from wenming_docs.facts.model.places import Loc
from wenming_docs.facts.model.plan import Activity, Basis, Campaign, Phase, Step, Target, Task, Titled
from wenming_docs.facts.model.steering import Absence, Lights, RollUp
from wenming_docs.facts.model.walk import (
    common_paragraphs,
    is_model,
    leaves,
    paragraphs,
    paragraphs_of_tasks,
    whole_text,
)
from wenming_docs.facts.model.who import (
    DeclaredPerson,
    LeadingGroup,
    Office,
    Organisation,
    UnitGroup,
    WorkingGroup,
)
from wenming_docs.facts.model.workspace import Workspace

__all__ = [
    "Absence",
    "Activity",
    "AssessedIndicator",
    "AssessedProject",
    "AssessmentSystem",
    "AttachedDocument",
    "Basis",
    "Campaign",
    "ChartBy",
    "ChartFacts",
    "ChartForm",
    "Criterion",
    "DeclaredPerson",
    "DocumentPlan",
    "FactModel",
    "Figure",
    "FollowUp",
    "Form",
    "HandTable",
    "Honour",
    "ImprintFacts",
    "Issue",
    "IssueForm",
    "LeadingGroup",
    "Lights",
    "Loc",
    "MastheadFacts",
    "Move",
    "NextStep",
    "Office",
    "Organisation",
    "PageFacts",
    "PerRow",
    "Phase",
    "Photo",
    "PictureFile",
    "Prose",
    "Result",
    "RoleModel",
    "RollUp",
    "Rule",
    "Section",
    "Shortcoming",
    "Stage",
    "Step",
    "Subordinate",
    "Target",
    "Task",
    "TaskStyle",
    "Titled",
    "UnitGroup",
    "WorkingGroup",
    "Workspace",
    "build_workspace",
    "common_paragraphs",
    "family_of",
    "key_spellings",
    "is_model",
    "leaves",
    "paragraphs",
    "paragraphs_of_tasks",
    "title_of",
    "top_level_synonyms",
    "whole_text",
]
