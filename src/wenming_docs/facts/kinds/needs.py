"""Requirements that many kinds share."""

from __future__ import annotations

from wenming_docs.facts.kinds.kind import Requirement

UNIT = Requirement("单位.名称", ("unit.name",), "在文件开头写“单位:”，下一行缩进两格写“名称: 单位全称”")
SUBJECT = Requirement(
    "标题",
    ("document.title", "campaign.name", "campaign.honour"),
    "在这份文稿下写“标题: ……”，或在“创建”下写“名称: ……”或“荣誉: ……”，标题由程序拼出",
)
ISSUE_DATE = Requirement(
    "日期", ("document.issue_date",), "写“日期: 2026年3月18日”；还没签就写“日期: 2026年3月待签”"
)

__all__ = ["ISSUE_DATE", "SUBJECT", "UNIT"]
