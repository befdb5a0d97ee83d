"""Every 文种 wenming knows. To add one: an entry here, its template, an example, a golden."""

from __future__ import annotations

from functools import lru_cache

from wenming_docs.facts.kinds.assessment_kinds import ASSESSMENT_KINDS
from wenming_docs.facts.kinds.countdown_kinds import COUNTDOWN_KINDS
from wenming_docs.facts.kinds.kind import Family, Kind, Requirement
from wenming_docs.facts.kinds.needs import ISSUE_DATE, SUBJECT, UNIT
from wenming_docs.facts.kinds.network_kinds import NETWORK_KINDS
from wenming_docs.facts.kinds.problem_kinds import PROBLEM_KINDS
from wenming_docs.facts.kinds.report_kinds import PROGRESS_HEADINGS, SUMMARY_HEADINGS
from wenming_docs.facts.kinds.rollup_kinds import ROLLUP_KINDS
from wenming_docs.facts.kinds.table_kinds import TABLE_KINDS
from wenming_docs.zh import nearest

TITLE = Requirement("标题", ("document.title",), "讲话、发言的标题要自己写，例如“标题: 在创建动员会上的讲话”")
TASKS = Requirement("任务", ("tasks", "document.sections"), "至少写一项任务：“任务:”下面“- 名称: ……”")
PERIOD = Requirement("期间", ("document.period",), "例如“期间: 1—6月”“期间: 5月11日—17日”“期间: 全年”")
REPORTED = Requirement(
    "成果",
    ("results", "subordinates", "document.sections"),
    "记几条“成果”，或在这份文稿下写“章节”",
)
GROUP = Requirement(
    "领导小组.组长",
    ("leading_group.group_head", "document.sections"),
    "在“领导小组:”下面写“组长: 姓名（职务）”",
)
SALUTATION = Requirement(
    "称谓", ("document.salutation", "document.main_recipients"), "例如“称谓: 各位领导、同志们”"
)
SPOKEN = Requirement(
    "章节", ("document.sections", "document.introduction"), "讲话的话要由讲话人写：用“章节”分层"
)
ISSUED = Requirement(
    "印发",
    ("document.issues", "document.sections", "document.introduction"),
    "写“印发: 实施方案”这样（文种或名称）；不印发文件的，自己写“引言”或“章节”",
)
RECIPIENTS = Requirement(
    "主送", ("document.main_recipients",), "例如“主送: 各社区、各科室”；报告只主送一个上级机关"
)

PLAN_REQUIRED = (UNIT, SUBJECT, TASKS, ISSUE_DATE)
REPORT_REQUIRED = (UNIT, SUBJECT, PERIOD, REPORTED)
PLAN_SKELETON = (
    "guiding_ideology",
    "targets",
    "basic_principles",
    "leading_group",
    "tasks",
    "phases",
    "safeguards",
    "work_requirements",
)
PLAN_HEADINGS = (
    ("guiding_ideology", "指导思想"),
    ("targets", "工作目标"),
    ("basic_principles", "基本原则"),
    ("leading_group", "组织领导"),
    ("tasks", "主要任务"),
    ("phases", "实施步骤"),
    ("safeguards", "保障措施"),
    ("work_requirements", "工作要求"),
)
REPORT_HEADINGS = (
    ("followed_up", "上期安排落实情况"),
    ("results", "工作进展情况"),
    ("role_models", "先进典型"),
    ("honours", "所获荣誉"),
    ("shortcomings", "存在问题"),
    ("next_steps", "下一步工作打算"),
)


def _headings(base: tuple[tuple[str, str], ...], **changes: str) -> tuple[tuple[str, str], ...]:
    return tuple((dict(base) | changes).items())


KINDS: tuple[Kind, ...] = (
    Kind(
        "实施方案",
        Family.PLAN,
        ("方案", "创建方案", "活动方案"),
        "一件工作从指导思想到保障措施的完整部署",
        template="实施方案/正文.md.j2",
        required=PLAN_REQUIRED,
        skeleton=PLAN_SKELETON,
        headings=PLAN_HEADINGS,
    ),
    Kind(
        "工作方案",
        Family.PLAN,
        ("创建计划", "工作计划", "行动方案", "工作规划", "创建规划"),
        "部署一个时期或一个方面的工作",
        template="工作方案/正文.md.j2",
        required=PLAN_REQUIRED,
        skeleton=PLAN_SKELETON,
        headings=_headings(PLAN_HEADINGS, tasks="重点任务", phases="进度安排"),
    ),
    Kind(
        "专项整治方案",
        Family.PLAN,
        ("整治方案", "整改方案", "专项整改方案", "专项行动方案"),
        "按问题逐项写现状、措施、责任、时限",
        template="专项整治方案/正文.md.j2",
        required=PLAN_REQUIRED,
        skeleton=PLAN_SKELETON,
        headings=_headings(PLAN_HEADINGS, targets="整治目标", tasks="整治任务", phases="整治步骤"),
    ),
    Kind(
        "迎检方案",
        Family.PLAN,
        ("验收方案", "迎检工作方案", "迎检验收方案"),
        "迎接检查验收，按单位或点位分工",
        title_words="迎检工作方案",
        template="迎检方案/正文.md.j2",
        required=PLAN_REQUIRED,
        skeleton=PLAN_SKELETON,
        headings=_headings(PLAN_HEADINGS, targets="迎检目标", tasks="迎检任务", phases="时间安排"),
    ),
    Kind(
        "成立领导小组的通知",
        Family.NOTICE,
        ("关于成立领导小组的通知", "领导小组通知", "成立领导小组", "领导小组"),
        "组长、副组长、成员、办公室、工作组及职责",
        title_words="领导小组的通知",
        template="成立领导小组的通知/正文.md.j2",
        required=(UNIT, SUBJECT, GROUP, ISSUE_DATE),
        skeleton=("leading_group",),
        headings=(("leading_group", "组成人员"),),
    ),
    Kind(
        "进展汇报",
        Family.REPORT,
        (
            "周报",
            "月报",
            "季报",
            "半年汇报",
            "月度汇报",
            "季度汇报",
            "年度汇报",
            "进展情况汇报",
            "进展情况报告",
            "工作汇报",
            "进展情况",
        ),
        "一个期间（周、月、季、半年）的进展、问题和下一步",
        title_words="进展情况汇报",
        periodic=True,
        template="进展汇报/正文.md.j2",
        required=REPORT_REQUIRED,
        skeleton=("followed_up", "results", "shortcomings", "next_steps"),
        headings=REPORT_HEADINGS,
        period_headings=PROGRESS_HEADINGS,
    ),
    Kind(
        "工作总结",
        Family.REPORT,
        ("总结", "年度总结", "半年总结", "总结汇报"),
        "做法与成效、典型、荣誉、问题、打算",
        periodic=True,
        template="工作总结/正文.md.j2",
        required=REPORT_REQUIRED,
        skeleton=("results", "role_models", "honours", "followed_up", "shortcomings", "next_steps"),
        headings=_headings(REPORT_HEADINGS, results="主要做法与成效", next_steps="下一步打算"),
        period_headings=SUMMARY_HEADINGS,
    ),
    Kind(
        "情况汇报",
        Family.SPEECH,
        ("汇报发言", "汇报材料", "情况报告", "经验材料", "交流发言"),
        "当面汇报：称谓、分层的情况、结语",
        template="情况汇报/正文.md.j2",
        required=(UNIT, SUBJECT, SPOKEN),
        skeleton=("followed_up", "results", "shortcomings", "next_steps"),
        headings=REPORT_HEADINGS,
        period_headings=PROGRESS_HEADINGS,
    ),
    Kind(
        "表态发言",
        Family.SPEECH,
        ("表态发言稿", "发言稿"),
        "称谓、态度与措施、结语",
        template="情况汇报/正文.md.j2",
        required=(UNIT, TITLE, SALUTATION, SPOKEN),
    ),
    Kind(
        "讲话稿",
        Family.SPEECH,
        ("讲话", "领导讲话"),
        "称谓、分层的要求、号召",
        title_words="讲话",
        template="情况汇报/正文.md.j2",
        required=(UNIT, TITLE, SALUTATION, SPOKEN),
    ),
    Kind(
        "通知",
        Family.NOTICE,
        ("印发通知",),
        "印发方案的通知，或一般通知",
        template="通知/正文.md.j2",
        required=(UNIT, SUBJECT, ISSUED, ISSUE_DATE),
    ),
    Kind(
        "报告",
        Family.REPORT,
        ("上行报告", "工作报告"),
        "向上级机关报告工作（上行文，一个主送机关）",
        template="报告/正文.md.j2",
        required=(UNIT, SUBJECT, RECIPIENTS, REPORTED, ISSUE_DATE),
        skeleton=("followed_up", "results", "shortcomings", "next_steps"),
        headings=REPORT_HEADINGS,
        period_headings=PROGRESS_HEADINGS,
    ),
    *PROBLEM_KINDS,
    *ROLLUP_KINDS,
    *ASSESSMENT_KINDS,
    *COUNTDOWN_KINDS,
    *TABLE_KINDS,
    *NETWORK_KINDS,
)


@lru_cache(maxsize=512)
def find_kind(word: str) -> Kind | None:
    """The kind called ``word``, by name or alias."""
    word = word.strip()
    for kind in KINDS:
        if word == kind.name or word in kind.aliases:
            return kind
    return None


def similar_kind(word: str) -> str | None:
    """The name or alias that ``word`` was probably meant to be."""
    return nearest(word, [name for kind in KINDS for name in (kind.name, *kind.aliases)])
