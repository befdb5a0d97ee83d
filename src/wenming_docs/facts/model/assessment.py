"""测评体系: 项目 → 指标 → 内容 → 标准 → 方法 → 分值, and the texts that tasks were tied to."""

from __future__ import annotations

from wenming_docs.facts.model.base import FactModel, fact
from wenming_docs.facts.model.leaves import Line, Names, ProseField, QuantityField, line_of, refuse
from wenming_docs.facts.source import Mapping, Node
from wenming_docs.findings import SourceText


class Criterion(FactModel):
    """One thing that is assessed: 内容, its 标准, 方法 and 分值; what the unit gives itself."""

    scalar_as = "content"

    code: Line | None = fact("编号", "序号")
    content: Line = fact("内容", "测评内容", "名称", default=...)
    standard: ProseField | None = fact("标准", "测评标准")
    methods: Names = fact("方法", "测评方法", default=())
    points: QuantityField | None = fact("分值", "分数")
    score: QuantityField | None = fact("自评", "自评得分", "得分")
    reason: Line | None = fact("扣分原因", "扣分", "说明")
    evidence: Names = fact("佐证", "佐证材料", default=())


class AssessedIndicator(FactModel):
    """测评指标: an indicator with its contents."""

    code: Line | None = fact("编号", "序号")
    name: Line = fact("名称", "指标", default=...)
    criteria: tuple[Criterion, ...] = fact("内容", "测评内容", default=())


class AssessedProject(FactModel):
    """测评项目: the uppermost level of the system."""

    code: Line | None = fact("编号", "序号")
    name: Line = fact("名称", "项目", default=...)
    indicators: tuple[AssessedIndicator, ...] = fact("指标", "测评指标", default=())


class AssessmentSystem(FactModel):
    """测评体系: what the unit is assessed by."""

    name: Line | None = fact("名称", "标题")
    projects: tuple[AssessedProject, ...] = fact("项目", "测评项目", default=())


def agreed_texts_of(node: Node) -> dict[SourceText, SourceText]:
    """编号 → the text that its tasks were last checked against."""
    if not isinstance(node, Mapping):
        raise refuse("“测评核对”下面要一行一个“编号: 文字”", "由 wenming coverage --accept 写，不用手写")
    return {SourceText(e.key.text, (e.key.origin,)): line_of(e.value) for e in node.entries}


__all__ = ["AssessedIndicator", "AssessedProject", "AssessmentSystem", "Criterion", "agreed_texts_of"]
