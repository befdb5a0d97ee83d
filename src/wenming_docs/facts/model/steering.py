"""What steers computing: thresholds of the lights, how subordinates report."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from wenming_docs.facts.model.base import FactModel, fact
from wenming_docs.facts.model.leaves import Line, QuantityField, choice, line_of, refuse
from wenming_docs.facts.source import Mapping, Node
from wenming_docs.findings import SourceText


class Lights(FactModel):
    """亮灯: an office's own thresholds; shares of what should be done by now, and days."""

    green: QuantityField | None = fact("绿灯", "绿")
    yellow: QuantityField | None = fact("黄灯", "黄")
    soon: QuantityField | None = fact("临期", "预警")


class Absence(StrEnum):
    """缺报: what a roll-up does where a subordinate's figures are missing or cannot be read."""

    LISTED = "照出"
    REFUSED = "不出"


class RollUp(FactModel):
    """汇总: when subordinates report, and what happens if they do not."""

    report_by: Line | None = fact("报送时限", "上报时限")
    absence: Annotated[Absence, choice(Absence)] | None = fact("缺报", "未报")


def reported_of(node: Node) -> dict[SourceText, SourceText]:
    """期间 → the day on which that period was reported to the superior unit."""
    if not isinstance(node, Mapping):
        raise refuse("“上报”下面要一行一个“期间: 日期”", "例如 6月: 7月3日")
    return {SourceText(e.key.text, (e.key.origin,)): line_of(e.value) for e in node.entries}


__all__ = ["Absence", "Lights", "RollUp", "reported_of"]
