"""Kinds made of 问题台账: the ledger, what is due, the circular, the order to one unit."""

from __future__ import annotations

from wenming_docs.facts.kinds.kind import Family, Kind, Requirement
from wenming_docs.facts.kinds.needs import ISSUE_DATE, SUBJECT, UNIT

LEDGER = Requirement(
    "问题台账",
    ("issue_ledger", "document.sections"),
    "顶格写“问题台账:”，一个问题一条：“- 点位: ……”“问题: ……”“发现日期: ……”",
)
AS_OF = Requirement(
    "期间",
    ("document.period", "document.issue_date"),
    "写“期间: 截至6月30日”“期间: 6月”这样，销号、逾期都算到这一天；不写“期间”就算到“日期”那天",
)

PROBLEM_KINDS: tuple[Kind, ...] = (
    Kind(
        "问题整改台账",
        Family.LEDGER,
        ("整改台账", "问题清单", "销号台账"),
        "点位上的问题逐条列出：责任、时限、整改情况、销号、挂账天数（横页）",
        template="问题整改台账/正文.md.j2",
        by_unit=True,
        required=(UNIT, SUBJECT, LEDGER, AS_OF),
        skeleton=("issue_ledger",),
        headings=(("issue_ledger", ""),),
    ),
    Kind(
        "限时整改一览表",
        Family.LEDGER,
        ("整改一览表", "限时整改表"),
        "还没销号的问题、责任单位、时限，还剩或逾期几天（横页）",
        template="限时整改一览表/正文.md.j2",
        by_unit=True,
        required=(UNIT, SUBJECT, LEDGER, AS_OF),
        skeleton=("open_issues",),
        headings=(("open_issues", ""),),
    ),
    Kind(
        "督查通报",
        Family.LEDGER,
        ("通报", "督查情况通报", "整改情况通报"),
        "督查发现多少问题、各单位整改得怎样、哪些逾期",
        title_words="督查情况通报",
        template="督查通报/正文.md.j2",
        required=(UNIT, SUBJECT, LEDGER, ISSUE_DATE),
        skeleton=("issue_units", "overdue_issues"),
        headings=(("issue_units", ""), ("overdue_issues", "")),
    ),
    Kind(
        "整改通知单",
        Family.LEDGER,
        ("问题整改通知单", "整改通知", "督办通知单"),
        "发给一个单位：它还没销号的问题和时限",
        title_words="问题整改通知单",
        template="整改通知单/正文.md.j2",
        by_unit=True,
        required=(UNIT, SUBJECT, LEDGER, ISSUE_DATE),
        skeleton=("notified_issues",),
        headings=(("notified_issues", ""),),
    ),
)

__all__ = ["PROBLEM_KINDS"]
