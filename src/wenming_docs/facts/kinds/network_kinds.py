"""责任网络图: who answers for what, from the head of the leading group to the units below."""

from __future__ import annotations

from wenming_docs.facts.kinds.kind import Family, Kind, Requirement
from wenming_docs.facts.kinds.needs import SUBJECT, UNIT

GROUP = Requirement(
    "领导小组",
    ("leading_group", "document.sections"),
    "顶格写“领导小组:”，下面写“组长: 姓名（职务）”“工作组:”",
)

NETWORK_KINDS: tuple[Kind, ...] = (
    Kind(
        "责任网络图",
        Family.LEDGER,
        ("组织机构图", "组织网络图", "工作网络图", "责任体系图"),
        "从组长、副组长到办公室、各工作组、各单位，一张图（横页，Word 里能改）",
        template="责任网络图/正文.md.j2",
        required=(UNIT, SUBJECT, GROUP),
        skeleton=("group_network",),
        headings=(("group_network", ""),),
    ),
)

__all__ = ["NETWORK_KINDS"]
