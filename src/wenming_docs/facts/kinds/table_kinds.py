"""Kinds that are one table of the plan: who does what by when, as a document of its own."""

from __future__ import annotations

from wenming_docs.facts.kinds.kind import Family, Kind, Requirement
from wenming_docs.facts.kinds.needs import SUBJECT, UNIT

TASKS = Requirement("任务", ("tasks", "document.sections"), "至少写一项任务：“任务:”下面“- 名称: ……”")
ACTIVITIES = Requirement(
    "活动安排", ("activities", "document.sections"), "顶格写“活动安排:”，一次活动一条：“- 名称: ……”"
)
GROUP = Requirement(
    "领导小组.组长",
    ("leading_group.group_head", "document.sections"),
    "在“领导小组:”下面写“组长: 姓名（职务）”",
)
DATED = Requirement(
    "任务", ("tasks", "phases", "document.sections"), "写任务的“时限”（再写“工期”就有横道），或阶段的“起止”"
)
RESULTS = Requirement(
    "成果", ("results", "subordinates", "document.sections"), "记几条“成果”，或加下级单位的文件"
)
PERIOD = Requirement("期间", ("document.period",), "例如“期间: 1—6月”“期间: 5月”“期间: 全年”")

TABLE_KINDS: tuple[Kind, ...] = (
    Kind(
        "任务分解表",
        Family.LEDGER,
        ("任务分工表", "任务清单", "工作任务分解表"),
        "任务逐级分解到单位、人、时限；写“单位”就只列它的任务（横页）",
        by_unit=True,
        template="任务分解表/正文.md.j2",
        required=(UNIT, SUBJECT, TASKS),
        skeleton=("task_table",),
        headings=(("task_table", ""),),
    ),
    Kind(
        "责任清单",
        Family.LEDGER,
        ("工作责任清单", "责任分解表", "责任分工表"),
        "一个单位牵头和配合的任务；不写“单位”就列出各单位的（横页）",
        by_unit=True,
        template="责任清单/正文.md.j2",
        required=(UNIT, SUBJECT, TASKS),
        skeleton=("duty_table",),
        headings=(("duty_table", ""),),
    ),
    Kind(
        "横道图",
        Family.LEDGER,
        ("进度横道图", "甘特图", "工作进度横道图"),
        "任务和阶段在哪几周、哪几个月进行，涂色的格表示（横页）",
        title_words="进度横道图",
        template="横道图/正文.md.j2",
        required=(UNIT, SUBJECT, DATED),
        skeleton=("bar_chart",),
        headings=(("bar_chart", ""),),
    ),
    Kind(
        "活动安排表",
        Family.LEDGER,
        ("活动计划表", "活动日程表"),
        "一次活动一行：时间、地点、内容、参加人员、牵头单位（横页）",
        template="活动安排表/正文.md.j2",
        required=(UNIT, SUBJECT, ACTIVITIES),
        skeleton=("activity_table",),
        headings=(("activity_table", ""),),
    ),
    Kind(
        "领导小组名单",
        Family.LEDGER,
        ("领导小组成员名单", "领导小组组成人员名单", "组成人员名单"),
        "领导小组、办公室、各工作组的人员，一人一行（横页）",
        template="领导小组名单/正文.md.j2",
        required=(UNIT, SUBJECT, GROUP),
        skeleton=("group_table",),
        headings=(("group_table", ""),),
    ),
    Kind(
        "成果汇总表",
        Family.LEDGER,
        ("成果统计表", "数据汇总表"),
        "一个期间各项指标的完成数，有目标的带完成率，有往期数的带同比环比",
        template="成果汇总表/正文.md.j2",
        required=(UNIT, SUBJECT, PERIOD, RESULTS),
        skeleton=("figure_table",),
        headings=(("figure_table", ""),),
    ),
)

__all__ = ["TABLE_KINDS"]
