"""测评任务对照表: the assessment system beside the tasks that answer for it."""

from __future__ import annotations

from wenming_docs.facts.kinds.kind import Family, Kind, Requirement
from wenming_docs.facts.kinds.needs import SUBJECT, UNIT

SYSTEM = Requirement(
    "测评体系",
    ("assessment_system.projects", "document.sections"),
    "顶格写“测评体系:”，或在“包含”里加上写它的文件",
)

ASSESSMENT_KINDS: tuple[Kind, ...] = (
    Kind(
        "测评任务对照表",
        Family.LEDGER,
        ("测评对照表", "测评任务分解表", "测评指标分解表", "指标任务对照表"),
        "测评体系的每一项由哪项任务对应、谁牵头、有什么佐证、自评多少分（横页）",
        template="测评任务对照表/正文.md.j2",
        required=(UNIT, SUBJECT, SYSTEM),
        skeleton=("assessment_matrix",),
        headings=(("assessment_matrix", ""),),
    ),
)

__all__ = ["ASSESSMENT_KINDS"]
