"""What facts made for trying templates are filled with: an example for each field of the model.

Each field has an example, or is left out with a reason; a test keeps the lists complete.
"""

from __future__ import annotations

from wenming_docs.records import dataclass

ORDER = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥东南西北春夏秋冬梅兰竹菊"
"""Names are told apart by these; no list is longer."""
LONG = "围绕群众反映集中的问题逐项排查、逐项登记、逐项整改，做到底数清、责任清、时限清，" * 24
SPECIAL = "# 号|竖线**星**_线_`撇`<b>括</b>&{{ 名 }}{% if 真 %}{# 注 #}\\反::: 容器[链](接)"
"""Signs that mean something to Markdown, Jinja or XML; in a value they mean nothing."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much the facts hold. ``titled``: whether every text has a title, so that titles are headings.

    ``deepest`` counts the levels of tasks, one below another.
    """

    label: str
    items: int
    optional: bool = True
    paragraphs: int = 1
    wording: str = ""
    titled: bool = True
    own_sections: bool = False
    deepest: int = 2
    task_style: str = ""


SIZES: tuple[Size, ...] = (
    Size("样样都填", 2, paragraphs=2, deepest=4),
    Size("只填必填", 1, optional=False),
    Size("列表空着", 0),
    Size("各一项", 1, titled=False),
    Size("各十二项", 12, task_style="附表"),
    Size("自己分章节", 3, paragraphs=3, own_sections=True, task_style="分行"),
    Size("文字很长", 2, wording=LONG),
    Size("满是特殊符号", 2, paragraphs=2, wording=SPECIAL, own_sections=True),
)

LEFT_OUT: dict[str, str] = {
    "Workspace.people": "只用来核对姓名",
    "Workspace.indicator_rules": "只说怎样合计",
    "Workspace.agreed_texts": "只用来核对",
    "Workspace.lights": "只定亮灯的标准",
    "Workspace.rollup": "只说怎样报送",
    "Workspace.reported": "只说哪天报的",
    "Task.predecessors": "要写前面任务的名称",
    "Lights.green": "只定亮灯的标准",
    "Lights.yellow": "只定亮灯的标准",
    "Lights.soon": "只定亮灯的标准",
    "RollUp.report_by": "只说怎样报送",
    "RollUp.absence": "只说怎样报送",
    "Result.includes_subordinates": "只用来核对",
    "DocumentPlan.units": "看文种",
    "DocumentPlan.columns": "看表里有哪几列",
    "Section.columns": "看表里有哪几列",
    "AttachedDocument.columns": "看表里有哪几列",
    "Section.chart": "看有没有数可画",
    "ChartFacts.take": "看有没有数可画",
    "ChartFacts.form": "看有没有数可画",
    "ChartFacts.by": "看有没有数可画",
    "ChartFacts.caption": "看有没有数可画",
    "Section.photos": "看有没有照片",
    "Photo.file": "看有没有照片",
    "Photo.caption": "看有没有照片",
    "Section.per_row": "看有没有照片",
    "AttachedDocument.photos": "看有没有照片",
    "AttachedDocument.per_row": "看有没有照片",
    "Result.photos": "看有没有照片",
    "Issue.photos": "看有没有照片",
    "Issue.task": "不印",
    "Issue.evidence": "不印",
    "Issue.moves": "写了发现日期就不写经过",
    "Task.code": "名称不重复就不用",
    "Task.indicator_numbers": "不印",
    "Task.evidence": "不印",
    "Target.task": "不印",
    "Result.period": "写了日期就不写期间",
    "Result.unit": "不印",
    "Result.evidence": "不印",
    "Result.source": "不印",
    "Result.remark": "不印",
    "RoleModel.unit": "不印",
    "Section.reuse": "指另一份文稿",
    "DocumentPlan.left_out": "不印",
    "DocumentPlan.renames": "只换标题",
    "DocumentPlan.page": "只管字体",
    "DocumentPlan.name": "只用来指认",
    "DocumentPlan.seal": "由印章图样的人定",
    "DocumentPlan.period": "看文种",
    "DocumentPlan.issues": "看文种",
    "DocumentPlan.issue_form": "看文种",
    "MastheadFacts.mark_suffix": "默认就好",
    "AttachedDocument.form": "默认就好",
}
"""Fields the made-up facts do without, and why."""

EXAMPLES: dict[str, str] = {
    "Organisation.name": "云山市青石街道办事处",
    "Organisation.abbreviation": "青石街道",
    "Organisation.self_name": "我街道",
    "Organisation.superior": "云山市人民政府",
    "Organisation.departments": "党政办、宣传办、城管办",
    "Organisation.subordinates": "东门社区、西门社区",
    "Organisation.others": "市城管局",
    "Campaign.name": "全国文明城市创建工作",
    "Campaign.honour": "全国文明城市",
    "Campaign.year": "2026",
    "Campaign.inspected_on": "2026年10月20日",
    "Task.duration": "10天",
    "Basis.name": "关于做好创建工作的通知{n}",
    "Basis.document_number": "云文明办〔2026〕{i}号",
    "Basis.issuer": "云山市文明办",
    "Basis.date": "2026年1月5日",
    "Basis.short": "通知{n}",
    "Workspace.guiding_ideology": "",
    "Titled.title": "要点{n}",
    "Titled.text": "",
    "Target.title": "目标{n}",
    "Target.text": "",
    "Target.indicator": "整治巷道{n}",
    "Target.goal": "{i}6条",
    "Target.deadline": "10月底前",
    "Target.unit": "城管办、东门社区",
    "Task.name": "任务{n}",
    "Task.lead_in": "",
    "Task.content": "",
    "Task.quantity": "{i}场",
    "Task.standard": "",
    "Task.lead_unit": "城管办",
    "Task.supporting_units": "宣传办、西门社区",
    "Task.responsible_leader": "周明远",
    "Task.responsible_person": "丁一鸣",
    "Task.contact": "梁芳",
    "Task.deadline": "6月底前",
    "Task.frequency": "每月{i}次",
    "Task.assessed_content": "",
    "Task.problem": "",
    "Task.afterword": "",
    "Step.when": "3月中旬",
    "Step.content": "",
    "Phase.name": "阶段{n}",
    "Phase.span": "3月—4月",
    "Phase.goal": "",
    "Phase.content": "",
    "Activity.name": "活动{n}",
    "Activity.when": "5月{i}日",
    "Activity.place": "广场{n}",
    "Activity.content": "",
    "Activity.lead_unit": "宣传办",
    "Activity.supporting_units": "城管办",
    "Activity.participants": "居民代表{i}人",
    "Result.date": "3月{i}日",
    "Result.task": "任务甲",
    "Result.matter": "口袋公园{n}",
    "Result.progress": "已建成",
    "AssessmentSystem.name": "全国文明城市测评体系",
    "AssessedProject.code": "{i}",
    "AssessedProject.name": "公共环境{n}",
    "AssessedIndicator.code": "{i}.1",
    "AssessedIndicator.name": "市容{n}",
    "Criterion.code": "{i}.1.1",
    "Criterion.content": "巷道整洁{n}",
    "Criterion.standard": "",
    "Criterion.methods": "实地考察",
    "Criterion.points": "2分",
    "Criterion.score": "1.5分",
    "Criterion.reason": "路面破损{i}处",
    "Criterion.evidence": "材料/{i}.docx",
    "RoleModel.name": "典型{n}（居民）",
    "RoleModel.deed": "",
    "Honour.name": "先进集体{n}",
    "Honour.issuer": "云山市文明委",
    "Honour.year": "2026年",
    "Honour.holder": "东门社区",
    "Shortcoming.title": "问题{n}",
    "Shortcoming.problem": "",
    "Shortcoming.cause": "",
    "Shortcoming.remedy": "办法{n}",
    "FollowUp.matter": "上期事项{n}",
    "FollowUp.outcome": "",
    "NextStep.aspect": "方面{n}",
    "NextStep.deadline": "12月底前",
    "NextStep.responsible": "宣传办",
    "NextStep.matters": "",
    "Issue.code": "第{i}号",
    "Issue.place": "西门巷{i}号门前",
    "Issue.problem": "垃圾未清运{n}",
    "Issue.source": "自查",
    "Issue.found_on": "4月{i}日",
    "Issue.unit": "西门社区",
    "Issue.responsible_person": "丁一鸣",
    "Issue.measure": "当天清运{n}",
    "Issue.deadline": "4月底前",
    "Issue.closed_on": "5月{i}日",
    "LeadingGroup.name": "青石街道创建工作领导小组",
    "LeadingGroup.duties": "",
    "LeadingGroup.first_group_heads": "何晓燕（街道党工委书记）",
    "LeadingGroup.group_head": "周明远（街道办事处主任）",
    "LeadingGroup.standing_deputy_heads": "许文博（街道党工委副书记）",
    "LeadingGroup.deputy_heads": "罗琴（街道党工委委员）",
    "LeadingGroup.members": "梁芳（宣传办主任）、丁一鸣（城管办主任）",
    "LeadingGroup.afterword": "",
    "Office.name": "创建办公室",
    "Office.location": "宣传办",
    "Office.director": "罗琴（兼）",
    "Office.deputy_directors": "梁芳（兼）、丁一鸣",
    "Office.members": "周立群、方圆",
    "Office.contact": "方圆，电话8123456",
    "Office.duties": "",
    "WorkingGroup.name": "工作组{n}",
    "WorkingGroup.unit": "宣传办",
    "WorkingGroup.group_head": "罗琴",
    "WorkingGroup.deputy_heads": "梁芳",
    "WorkingGroup.responsible_persons": "丁一鸣",
    "WorkingGroup.members": "周立群、方圆",
    "WorkingGroup.duties": "",
    "DocumentPlan.title": "关于试排的公文",
    "DocumentPlan.subtitle": "（2026年3月18日会议通过）",
    "DocumentPlan.main_recipients": "各社区、各科室",
    "DocumentPlan.salutation": "各位领导",
    "DocumentPlan.introduction": "",
    "DocumentPlan.closing": "",
    "DocumentPlan.signed_by": "青石街道办事处",
    "DocumentPlan.issue_date": "2026年3月18日",
    "DocumentPlan.note": "联系人：梁芳",
    "MastheadFacts.issuer_mark": "云山市青石街道办事处",
    "MastheadFacts.document_number": "青街发〔2026〕3号",
    "MastheadFacts.signers": "何晓燕",
    "MastheadFacts.copy_number": "000001",
    "MastheadFacts.security_classification": "秘密",
    "MastheadFacts.classified_for": "1年",
    "MastheadFacts.urgency": "加急",
    "ImprintFacts.copy_recipients": "市文明办",
    "ImprintFacts.printing_office": "青石街道党政办",
    "ImprintFacts.print_date": "2026年3月19日",
}
"""Field → an example; {n} and {i} tell several apart. "" is a text of the wanted length."""

TURNS: dict[str, tuple[tuple[str, ...], ...]] = {
    "Target": (
        ("title", "text"),
        ("title", "text", "deadline", "unit"),
        ("indicator", "goal"),
        ("title", "text", "indicator", "goal", "deadline", "unit"),
    ),
    "Issue": (
        (
            "code",
            "place",
            "problem",
            "source",
            "found_on",
            "unit",
            "responsible_person",
            "measure",
            "deadline",
        ),
        ("code", "place", "problem", "found_on", "unit", "deadline", "closed_on"),
    ),
    "Result": (("date", "task", "figures"), ("date", "task", "matter", "progress"), ("date", "matter")),
}
"""Models whose fields exclude or change one another: which to fill, turn by turn."""
TITLES = frozenset({"Titled.title", "Target.title"})
NESTED = frozenset({"AssessmentSystem.projects", "AssessedProject.indicators", "AssessedIndicator.criteria"})
"""Lists within lists: two of each are many enough."""
MADE_BY_HAND = frozenset(
    {"Workspace.documents", "Result.figures", "DocumentPlan.kind", "DocumentPlan.sections"}
    | {"DocumentPlan.attachments", "DocumentPlan.task_style"}
)
"""Fields that :func:`_by_hand` and :func:`_document` fill."""
