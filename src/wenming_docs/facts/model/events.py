"""What happened: results, role models, honours; difficulties and next steps of a report."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from wenming_docs.facts.model.base import FactModel, fact
from wenming_docs.facts.model.leaves import (
    DeadlineField,
    Line,
    Names,
    ProseField,
    ReadBy,
    YesNo,
    line_of,
    refuse,
)
from wenming_docs.facts.model.photos import Photo
from wenming_docs.facts.source import Mapping, Node
from wenming_docs.facts.values import Aggregation, BadValue, Quantity
from wenming_docs.findings import Origin, SourceText
from wenming_docs.records import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of an event: the indicator's name and its quantity."""

    name: SourceText
    quantity: Quantity

    @property
    def origins(self) -> tuple[Origin, ...]:
        return self.quantity.origins


def figures_of(node: Node) -> tuple[Figure, ...]:
    """``动作＋对象: 数量`` pairs."""
    if not isinstance(node, Mapping):
        raise refuse("“数据”下面要一行一个“名字: 数量”", "例如换行写 清理小广告: 8900余条，行首缩进两格")
    figures = []
    for entry in node.entries:
        name = SourceText(entry.key.text, (entry.key.origin,))
        try:
            figures.append(Figure(name, Quantity.parse(line_of(entry.value))))
        except BadValue as error:
            raise refuse(error.message, error.hint, entry.value.origin) from None
    return tuple(figures)


class Rule(StrEnum):
    """指标口径: how an indicator adds up over time."""

    SUM = "相加"
    LAST = "期末数"
    MEAN = "平均"
    MAX = "最大"
    DISTINCT = "去重"

    @property
    def aggregation(self) -> Aggregation:
        """The arithmetic that goes with the rule."""
        return Aggregation[self.name]


SPELLINGS_OF_RULES = {"求和": "相加", "累加": "相加", "期末": "期末数", "平均数": "平均", "最大值": "最大"}


def rules_of(node: Node) -> dict[SourceText, Rule]:
    """Indicator → rule; an unknown rule is refused with the list of rules."""
    if not isinstance(node, Mapping):
        raise refuse("“指标口径”下面要一行一个“指标: 口径”", "口径有：" + "、".join(Rule))
    rules = {}
    for entry in node.entries:
        word = line_of(entry.value)
        try:
            rule = Rule(SPELLINGS_OF_RULES.get(str(word), str(word)))
        except ValueError:
            raise refuse(f"没有“{word}”这种口径", "口径有：" + "、".join(Rule), entry.value.origin) from None
        rules[SourceText(entry.key.text, (entry.key.origin,))] = rule
    return rules


class Result(FactModel):
    """成果: one event; a date or a period, the task by name, figures or 事 + 进度."""

    scalar_as = "matter"

    date: Line | None = fact("日期", "时间")
    period: Line | None = fact("期间")
    task: Line | None = fact("任务")
    unit: Line | None = fact("单位")
    figures: Annotated[tuple[Figure, ...], ReadBy(figures_of)] = fact("数据", default=())
    matter: Line | None = fact("事", "事项")
    progress: Line | None = fact("进度", "进展")
    evidence: Names = fact("佐证", "佐证材料", default=())
    photos: tuple[Photo, ...] = fact("照片", "图片", "佐证照片", default=())
    source: Line | None = fact("来源")
    includes_subordinates: YesNo = fact("含下级", "含各单位", default=False)
    remark: Line | None = fact("备注")


class RoleModel(FactModel):
    """典型: a person and what they did; ``名（身份）: 事迹``."""

    pair_as = ("name", "deed")

    name: Line = fact("姓名", "名称", default=...)
    deed: ProseField = fact("事迹", "内容", default=...)
    unit: Line | None = fact("单位")


class Honour(FactModel):
    """荣誉: an honour already received."""

    scalar_as = "name"

    name: Line = fact("名称", "荣誉", default=...)
    issuer: Line | None = fact("授予单位", "授予")
    year: Line | None = fact("年份", "时间", "日期")
    holder: Line | None = fact("获得者", "单位")


class Shortcoming(FactModel):
    """存在问题: a difficulty of a report, its cause and its remedy."""

    scalar_as = "problem"
    pair_as = ("title", "problem")

    title: Line | None = fact("小标题", "标题")
    problem: ProseField = fact("问题", "内容", default=...)
    cause: ProseField | None = fact("原因")
    remedy: Line | None = fact("对策", "措施")


class FollowUp(FactModel):
    """上期安排: what became of a next step of the report before."""

    pair_as = ("matter", "outcome")

    matter: Line = fact("事项", "上期事项", default=...)
    outcome: ProseField = fact("办理", "办理情况", "落实情况", default=...)


class NextStep(FactModel):
    """下一步: an aspect, its deadline, who answers for it, and the matters."""

    scalar_as = "matters"
    pair_as = ("aspect", "matters")

    aspect: Line | None = fact("方面", "小标题")
    deadline: DeadlineField | None = fact("时限", "完成时限")
    responsible: Names = fact("责任", "责任单位", "责任人", "牵头", default=())
    matters: ProseField = fact("事项", "内容", "工作", default=...)


__all__ = [
    "Figure",
    "FollowUp",
    "Honour",
    "NextStep",
    "Result",
    "RoleModel",
    "Rule",
    "Shortcoming",
    "figures_of",
    "rules_of",
]
