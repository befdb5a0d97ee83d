"""What is planned: campaign, basis, targets, tasks, phases, safeguards, activities."""

from __future__ import annotations

from typing import Annotated

from wenming_docs.facts.model.base import FactModel, fact
from wenming_docs.facts.model.leaves import (
    DeadlineField,
    DurationField,
    Line,
    Names,
    ProseField,
    QuantityField,
    ReadBy,
    line_of,
    refuse,
)
from wenming_docs.facts.source import Node
from wenming_docs.findings import SourceText


def year_of(node: Node) -> SourceText:
    """A year of four digits, with or without 年 or 年度; the text keeps only the digits. 【待填】 is kept."""
    text = line_of(node)
    if "待填" in text:
        return text
    digits = text.removesuffix("度").removesuffix("年").strip()
    if len(digits) != 4 or not digits.isascii() or not digits.isdigit() or not 1900 <= int(digits) < 2200:
        raise refuse(f"“{text}”不是年份", "写四位数字，例如 2026")
    return SourceText(digits, text.origins)


class Campaign(FactModel):
    """创建: the campaign, the honour it is for, and the year that dates without a year take."""

    scalar_as = "name"

    name: Line | None = fact("名称", "活动名称", "工作名称")
    honour: Line | None = fact("荣誉", "创建荣誉", "目标荣誉", "称号")
    year: Annotated[SourceText, ReadBy(year_of)] | None = fact("年度", "年份", "年")
    inspected_on: Line | None = fact("迎检日期", "检查日期", "考核日期", "测评日期")


class Basis(FactModel):
    """依据: a document that a plan rests on; printed in full once, by its short name after."""

    scalar_as = "name"

    name: Line = fact("名称", "文件", "标题", default=...)
    document_number: Line | None = fact("文号", "发文字号")
    issuer: Line | None = fact("发文机关", "发文单位", "印发单位")
    date: Line | None = fact("日期", "印发日期")
    short: Line | None = fact("简称", "以下简称")


class Titled(FactModel):
    """A paragraph with a short title: ``小标题: 正文``; the title may be absent."""

    scalar_as = "text"
    pair_as = ("title", "text")

    title: Line | None = fact("小标题", "标题", "名称")
    text: ProseField = fact("正文", "内容", "文", default=...)


class Target(FactModel):
    """工作目标: a sentence, or an indicator with a figure and a deadline."""

    scalar_as = "text"
    pair_as = ("title", "text")

    title: Line | None = fact("小标题", "标题", "名称")
    text: ProseField | None = fact("内容", "正文", "文")
    indicator: Line | None = fact("指标", "指标名称")
    goal: QuantityField | None = fact("目标", "目标值")
    deadline: DeadlineField | None = fact("时限", "完成时限", "完成时间")
    unit: Names = fact("单位", "责任单位", "牵头", default=())
    task: Line | None = fact("任务")


class Task(FactModel):
    """任务: a task to any depth; 牵头、配合、责任领导 pass on to its subtasks."""

    scalar_as = "name"
    scalar_splits = True

    name: Line = fact("名称", "任务名称", default=...)
    code: Line | None = fact("编号")
    lead_in: ProseField | None = fact("导语", "引言")
    content: ProseField | None = fact("内容", "工作内容", "任务内容", "措施", "正文")
    quantity: QuantityField | None = fact("数量")
    standard: ProseField | None = fact("标准", "达标要求", "工作标准", "工作要求")
    lead_unit: Names = fact("牵头", "牵头单位", "牵头股室", "牵头科室", "主责单位", "责任单位", default=())
    supporting_units: Names = fact("配合", "配合单位", "配合股室", "协办单位", "配合科室", default=())
    responsible_leader: Names = fact("责任领导", "分管领导", default=())
    responsible_person: Names = fact("责任人", "具体责任人", "负责人", default=())
    contact: Line | None = fact("联系人")
    deadline: DeadlineField | None = fact("时限", "完成时限", "完成时间", "时间要求", "整改时限")
    frequency: Line | None = fact("频次")
    duration: DurationField | None = fact("工期", "用时")
    predecessors: Names = fact("前置", "前置任务", "先做", default=())
    indicator_numbers: Names = fact("测评", "测评指标", "指标编号", default=())
    assessed_content: ProseField | None = fact("测评内容", "测评要求", "活动内容")
    evidence: Names = fact("佐证", "佐证材料", "证明材料", default=())
    problem: ProseField | None = fact("现状", "问题", "存在问题")
    afterword: ProseField | None = fact("附言", "备注")
    subtasks: tuple[Task, ...] = fact("子任务", "任务", "下级任务", default=())


class Step(FactModel):
    """A step within a phase."""

    scalar_as = "content"
    pair_as = ("when", "content")

    when: Line | None = fact("时间", "时限")
    content: ProseField = fact("内容", "事项", default=...)


class Phase(FactModel):
    """阶段: a phase with its period and what happens in it."""

    name: Line = fact("名称", "阶段名称", default=...)
    span: Line | None = fact("起止", "时间", "起止时间", "期间")
    goal: ProseField | None = fact("目标")
    content: ProseField | None = fact("内容", "工作内容", "正文")
    steps: tuple[Step, ...] = fact("步骤", "事项", default=())


class Activity(FactModel):
    """活动安排: one row of the schedule of activities."""

    name: Line = fact("名称", "活动", "活动名称", default=...)
    when: Line | None = fact("时间", "日期", "活动时间")
    place: Line | None = fact("地点", "活动地点")
    content: ProseField | None = fact("内容", "活动内容")
    lead_unit: Names = fact("牵头", "牵头单位", "主办", "责任单位", default=())
    supporting_units: Names = fact("配合", "配合单位", "协办", default=())
    participants: Line | None = fact("参加", "参加人员", "对象", "人数")
