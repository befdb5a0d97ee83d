"""图: a chart that a section shows, made of the same figures as its text."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from wenming_docs.facts.model.base import FactModel, fact
from wenming_docs.facts.model.leaves import Line, Names, choice


class ChartForm(StrEnum):
    """式: how a chart shows its figures."""

    COLUMN = "柱形图"
    BAR = "条形图"
    LINE = "折线图"
    PIE = "饼图"
    TARGETS = "对比图"


class ChartBy(StrEnum):
    """按: what stands beside each other: months, quarters, units, or the indicators themselves."""

    MONTH = "月"
    QUARTER = "季度"
    UNIT = "单位"
    INDICATOR = "指标"


class ChartFacts(FactModel):
    """图: which figures a chart draws, in which form; ``图: 志愿服务`` leaves the rest to the program."""

    scalar_as = "take"

    take: Names = fact("取", "数据", "指标", default=())
    form: Annotated[ChartForm, choice(ChartForm)] | None = fact("式", "图式")
    by: Annotated[ChartBy, choice(ChartBy)] | None = fact("按", "分")
    caption: Line | None = fact("图题", "标题", "名称")


__all__ = ["ChartBy", "ChartFacts", "ChartForm"]
