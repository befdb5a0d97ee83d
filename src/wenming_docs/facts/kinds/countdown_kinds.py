"""倒排工期表: the plan counted back from the day of inspection."""

from __future__ import annotations

from wenming_docs.facts.kinds.kind import Family, Kind, Requirement
from wenming_docs.facts.kinds.needs import SUBJECT, UNIT

INSPECTED = Requirement(
    "创建.迎检日期", ("campaign.inspected_on",), "在“创建”下写“迎检日期: 2026年10月20日”这样"
)
TIMED = Requirement("任务", ("tasks",), "至少写一项任务，带“工期: 10个工作日”这样一行")

COUNTDOWN_KINDS = (
    Kind(
        "倒排工期表",
        Family.PLAN,
        ("倒排计划", "倒排工期", "倒排工期计划", "迎检倒排工期表", "倒排计划表"),
        "从迎检日期往回推：每项任务最迟哪天开始、哪天完成，附横道图（横页）",
        title_words="迎检倒排工期表",
        template="倒排工期表/正文.md.j2",
        required=(UNIT, SUBJECT, TIMED, INSPECTED),
        skeleton=("countdown",),
    ),
)

__all__ = ["COUNTDOWN_KINDS"]
