"""综合情况: what the units below reported, in all and by unit."""

from __future__ import annotations

from wenming_docs.facts.kinds.kind import Family, Kind, Requirement
from wenming_docs.facts.kinds.needs import SUBJECT, UNIT

UNITS = Requirement(
    "单位.下级",
    ("unit.subordinates",),
    "在“单位”下写“下级:”，一个单位一行“东门社区: 社区/东门社区.yaml”；没有文件的名字后面空着",
)
PERIOD = Requirement("期间", ("document.period",), "例如“期间: 6月”“期间: 1—6月”“期间: 全年”")

ROLLUP_KINDS: tuple[Kind, ...] = (
    Kind(
        "综合情况",
        Family.REPORT,
        ("汇总情况", "综合情况汇报", "汇总情况汇报"),
        "下级各单位报来的数：合计、分单位、谁没报谁迟报",
        title_words="综合情况",
        periodic=True,
        template="综合情况/正文.md.j2",
        required=(UNIT, SUBJECT, UNITS, PERIOD),
        skeleton=(
            "rollup_overall",
            "rollup_units",
            "rollup_absent",
            "followed_up",
            "shortcomings",
            "next_steps",
        ),
        headings=(
            ("rollup_overall", "总体情况"),
            ("rollup_units", "各单位情况"),
            ("rollup_absent", "未报迟报情况"),
            ("followed_up", "上期安排落实情况"),
            ("shortcomings", "存在问题"),
            ("next_steps", "下一步工作打算"),
        ),
    ),
)

__all__ = ["ROLLUP_KINDS"]
