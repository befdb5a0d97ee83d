"""docs/写法.md explains every key that the model accepts, under its own heading."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wenming_docs.facts.model import (
    Activity,
    AssessedIndicator,
    AssessedProject,
    AssessmentSystem,
    AttachedDocument,
    Basis,
    Campaign,
    Criterion,
    DeclaredPerson,
    DocumentPlan,
    FactModel,
    HandTable,
    Honour,
    ImprintFacts,
    Issue,
    LeadingGroup,
    Lights,
    MastheadFacts,
    NextStep,
    Office,
    Organisation,
    PageFacts,
    Phase,
    Result,
    RoleModel,
    RollUp,
    Section,
    Shortcoming,
    Step,
    Target,
    Task,
    Titled,
    WorkingGroup,
    Workspace,
)

PAGE = Path(__file__).parents[2] / "docs" / "写法.md"
SECTIONS: list[tuple[type[FactModel], str]] = [
    (Workspace, "最外层"),
    (Organisation, "单位"),
    (Campaign, "创建"),
    (DeclaredPerson, "人员"),
    (Basis, "依据"),
    (Target, "工作目标"),
    (Titled, "基本原则、保障措施、工作要求"),
    (LeadingGroup, "领导小组"),
    (Office, "领导小组"),
    (WorkingGroup, "领导小组"),
    (Task, "任务"),
    (Phase, "阶段"),
    (Step, "阶段"),
    (Activity, "活动安排"),
    (Result, "成果"),
    (RoleModel, "典型"),
    (Honour, "荣誉"),
    (Issue, "问题台账"),
    (AssessmentSystem, "测评体系"),
    (AssessedProject, "测评体系"),
    (AssessedIndicator, "测评体系"),
    (Criterion, "测评体系"),
    (Lights, "亮灯"),
    (RollUp, "汇总"),
    (DocumentPlan, "文稿"),
    (Section, "章节"),
    (HandTable, "章节"),
    (AttachedDocument, "附件"),
    (Shortcoming, "上期安排、存在问题、下一步"),
    (NextStep, "上期安排、存在问题、下一步"),
    (MastheadFacts, "版头、版记、版式"),
    (ImprintFacts, "版头、版记、版式"),
    (PageFacts, "版头、版记、版式"),
]


def section(title: str) -> str:
    """The text of the page under one heading."""
    found = re.search(
        rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", PAGE.read_text(encoding="utf-8"), re.M | re.S
    )
    assert found, f"docs/写法.md 没有“{title}”一节"
    return found[1]


@pytest.mark.parametrize(("model", "title"), SECTIONS, ids=lambda value: getattr(value, "__name__", value))
def test_every_key_is_explained(model: type[FactModel], title: str) -> None:
    keys = [str(info.title) for info in model.model_fields.values()]
    text = section(title)
    assert [key for key in keys if f"`{key}`" not in text] == []
