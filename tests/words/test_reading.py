"""What a signer would send a document back for is said, and nothing else.

tests/cases/signer/texts.txt holds single texts and what is said of each; here are the documents that
take more than a text to be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.words.reading_paper import Sheet, findings_of
from wenming_docs.findings import Severity
from wenming_docs.pipeline import check_file
from wenming_docs.words.checks.reading.eras import eras_of

REPORT = Sheet()
UPWARD = Sheet(kind="报告", more="主送: 云山市人民政府", introduction="现将上半年工作情况报告如下：")
SUMMARY = Sheet(
    kind="工作总结",
    period="全年",
    date="2026年12月18日",
    introduction="现将全年工作总结如下：",
    heading="主要做法",
)
PLAN = Sheet(
    kind="实施方案",
    period="",
    date="2026年3月18日",
    heading="主要任务",
    introduction="为做好全国文明城市创建工作，改善辖区环境、维护公共秩序、提升居民素质，根据上级有关要求，"
    "结合我街道工作实际，制定本方案。",
)
KINDS = {
    "汇报": REPORT,
    "季报": replace(REPORT, period="1—3月"),
    "报告": UPWARD,
    "总结": SUMMARY,
    "2026年总结下年初写": replace(SUMMARY, date="2027年1月8日"),
    "2022年总结": replace(SUMMARY, year=2022, date="2022年12月20日"),
    "方案": PLAN,
    "2011年方案": replace(PLAN, date="2011年6月12日", year=2011),
}
TEXTS = Path(__file__).parents[1] / "cases" / "signer" / "texts.txt"


def cases() -> Iterator[tuple[str, str, str, list[str]]]:
    """Code, kind of document, text and what is said of it, for each case of the file."""
    code, case = "", None
    for line in TEXTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("# W"):
            code = line[2:]
        elif line.startswith("  → ") and case:
            case[3].append(line.removeprefix("  → "))
        elif line and not line.startswith("#"):
            if case:
                yield case
            kind, _, text = line.partition("：")
            case = (code, kind, text.replace(" ¶ ", "\n"), [])
    if case:
        yield case


@pytest.mark.parametrize(("code", "kind", "text", "said"), list(cases()))
def test_a_text_is_said_to_be_wrong_or_passes(code: str, kind: str, text: str, said: list[str]) -> None:
    assert KINDS[kind].messages(text, code) == said


def test_every_code_of_the_file_has_a_hit_and_a_near_miss() -> None:
    by_code: dict[str, set[bool]] = {}
    for code, _, _, said in cases():
        by_code.setdefault(code, set()).add(bool(said))
    assert [code for code, found in by_code.items() if found != {True, False}] == []
    assert len(by_code) >= 15


FULL = replace(REPORT, filled=True)
KEPT = "逐巷建立档案，登记留底备查。"
UNCLOSED = replace(UPWARD, filled=True, more="主送: 云山市人民政府\n结语: 以上情况供参考。")
WORDLESS = replace(PLAN, filled=True, introduction="为做好创建工作，特作如下安排。")
WORDY = replace(FULL, introduction="今年以来" + "，我街道抓创建" * 40 + "。")
SHAPES = [
    ("W110", WORDLESS, KEPT, ["引言15字", "引言里没有“根据”、“结合”、“制定”"]),
    ("W110", WORDY, KEPT, ["引言285字", "引言没有引到正文"]),
    ("W110", replace(PLAN, filled=True), KEPT, []),
    ("W110", FULL, KEPT, []),
    ("W112", FULL, "逐巷建档。", ["一段只有5字：逐巷建档。"]),
    ("W112", FULL, "逐巷建档" * 110 + "。", ["一段写了441字：逐巷建档逐巷建档逐巷建档逐巷建档逐巷……"]),
    ("W112", FULL, "一是逐巷建档。\n二是逐户上门。", []),
    ("W112", REPORT, "逐巷建档。", []),
    ("W118", UNCLOSED, KEPT, ["报告没有以“特此报告。”收尾"]),
]


@pytest.mark.parametrize(("code", "sheet", "text", "said"), SHAPES)
def test_the_shape_of_a_whole_document(code: str, sheet: Sheet, text: str, said: list[str]) -> None:
    assert sheet.messages(text, code) == said


def test_the_filler_itself_has_nothing_to_complain_of() -> None:
    assert FULL.says("逐巷建立档案，登记问题、拍照留底，一巷一表。") == []


def test_every_finding_names_its_line_column_and_cure() -> None:
    yaml = REPORT.yaml("逐巷建档。\n6月14日（星期五）上午召开会议，一年来成效明显。")
    found = [
        (f.code, f.severity, f.origin and (f.origin.line, f.origin.column), f.hint) for f in findings_of(yaml)
    ]
    lines = yaml.split("\n")
    line = next(number for number, text in enumerate(lines, 1) if "6月14日" in text)
    year = lines[line - 1].index("一年来") + 1
    assert found == [
        ("W102", Severity.WARNING, (line, 11), "改成“星期日”；要是星期没写错，日期应是6月12日或6月19日"),
        ("W107", Severity.WARNING, (line, year), "本期是1—6月，换成“上半年”或去掉"),
    ]  # fmt: skip


# what facts and text say together


def sections(lead: str, count: int) -> str:
    """A report whose chapter announces its sub-headings with ``lead``."""
    yaml = Sheet().yaml("") + f"    章节:\n      - 标题: 工作进展情况\n        文: {lead}\n        章节:\n"
    parts = ("清理楼道", "改造巷道", "增设车位", "修补路面", "建好助餐点")[:count]
    return yaml + "".join(
        f"          - 标题: {part}\n            文: {part}，由社区会同物业逐一办理。\n" for part in parts
    )


@pytest.mark.parametrize(
    ("lead", "count", "said"),
    [
        ("上半年，主要抓了以下五个方面的工作：", 4, ["说的是“以下五个方面的工作”，下面的标题却有4个"]),
        ("上半年，主要抓了以下4项工作：", 4, []),
        ("上半年，主要抓了以下几项工作：", 4, []),
        ("上半年，五个社区都动了起来，主要做法如下：", 4, []),
    ],
)
def test_a_lead_announces_as_many_headings_as_follow(lead: str, count: int, said: list[str]) -> None:
    assert [f.message for f in findings_of(sections(lead, count)) if f.code == "W103"] == said


def test_a_chapter_leads_into_its_headings() -> None:
    yaml = sections("", 4).replace("        文: \n", "") + "".join(
        f"      - 标题: 日常做法{number}\n        文: {text}\n"
        for number, text in enumerate(["各社区" + "齐心协力" * 60] * 3)
    )
    assert "“工作进展情况”下面直接是小标题，没有总起句" in [
        f.message for f in findings_of(yaml) if f.code == "W111"
    ]
    led = yaml.replace(
        "      - 标题: 工作进展情况\n", "      - 标题: 工作进展情况\n        文: 主要做法如下：\n"
    )
    assert [f.message for f in findings_of(led) if f.code == "W111"] == []


PHASES = "阶段:\n" + "".join(
    f"  - 名称: {name}\n    起止: {span}\n    内容: {name}阶段的工作由各社区负责。\n"
    for name, span in (("宣传发动", "3月—4月"), ("集中整治", "5月—9月"), ("总结提高", "10月—12月"))
)
TASK = """\
任务:
  - 名称: 整治巷道
    牵头: 城管办
    内容: 逐巷踏勘路面、排水、照明情况，登记问题、拍照留底。
"""


def test_the_number_of_phases_in_prose_is_theirs() -> None:
    plan = replace(PLAN, facts=TASK + PHASES)
    four = replace(plan, introduction=plan.introduction.replace("制定", "分四个阶段推进，制定"))
    assert four.messages("", "W103") == ["说的是“分四个阶段”，“阶段”却列了3个"]
    three = replace(plan, introduction=plan.introduction.replace("制定", "分三个阶段推进，制定"))
    assert three.messages("", "W103") == []


def test_a_summary_does_not_copy_the_plan() -> None:
    summary = replace(SUMMARY, facts=TASK)
    copied = "逐巷踏勘路面、排水、照明情况，登记问题、拍照留底。"
    said = "这一句和任务“整治巷道”里的安排一字不差：逐巷踏勘路面、排水、照明情况，登记问……"
    assert summary.messages(copied, "W109") == [said]
    assert summary.messages(copied.replace("逐巷踏勘", "三月里踏勘了36条巷道的"), "W109") == []


def test_a_section_taken_over_from_another_period_brings_no_words_of_time() -> None:
    first = Sheet(more="名称: 半年").yaml(
        "上半年，巷道整治由城管办牵头，三个社区各出一支队伍，日常巡查一天不断。"
    )
    later = (
        "  - 文种: 工作总结\n    期间: 全年\n    日期: 2026年12月18日\n    章节:\n      - 标题: 主要做法\n"
    )
    taken = first + later + "        沿用: 半年·工作进展情况\n"
    said = [f.message for f in findings_of(taken) if f.code == "W107"]
    assert said == ["这一段是沿用的，里面的“上半年”说的是原来那一期"]
    timeless = taken.replace("上半年，巷道整治由", "巷道整治由")
    assert [f.message for f in findings_of(timeless) if f.code == "W107"] == []
    cut_off = taken.replace("上半年，巷道整治由", "截至6月底，巷道整治由")
    said = [f.message for f in findings_of(cut_off) if f.code == "W107"]
    assert said == ["这一段是沿用的，里面的“截至6月底”说的是原来那一期"]


TASK_ROW = """\
  - 名称: 整治{0}巷
    内容: {0}巷先清后修，社区派人看护，居民轮流值守。
    牵头: 城管办
    配合: 宣传办
    时限: 6月底前
"""


def tasks(count: int, style: str) -> str:
    """A plan with so many tasks of three fields each, printed in one style."""
    rows = "".join(TASK_ROW.format(name) for name in "甲乙丙丁戊己庚辛壬癸"[:count])
    return replace(PLAN, facts="任务:\n" + rows, more=f"任务写法: {style}").yaml("")


@pytest.mark.parametrize(
    ("count", "style", "said"), [(9, "分行", True), (8, "分行", False), (9, "附表", False)]
)
def test_nine_tasks_belong_in_a_table(count: int, style: str, said: bool) -> None:
    found = [f.message for f in findings_of(tasks(count, style)) if f.code == "W116"]
    assert found == (["9项任务一栏一行地印，各3栏以上"] if said else [])


@pytest.mark.parametrize(
    ("typed", "style", "said"),
    [
        ("（牵头：民生办）", "括注", ["同一栏有时写“牵头”，有时写“牵头单位”"]),
        ("（时限：5月）", "分行", ["任务有的分行写，有的写成“（时限：……）”"]),
        ("（注：先难后易）", "括注", []),
        ("", "括注", []),
    ],
)
def test_fields_of_tasks_are_told_in_one_way(typed: str, style: str, said: list[str]) -> None:
    yaml = tasks(2, style).replace("居民轮流值守。", f"居民轮流值守。{typed}", 1)
    assert [f.message for f in findings_of(yaml) if f.code == "W124"] == said


@pytest.mark.parametrize(
    ("safeguards", "said"),
    [
        ("加强领导: 全年组织集中清理50场，每季度评比1次。", ["保障措施里出现了新数“50场”"]),
        ("加强领导: 社区派人看护，居民轮流值守，每周报送。", []),
        (
            "加强领导: 乙巷先清后修，社区派人看护，居民轮流值守。",
            ["保障措施重复了任务的话：乙巷先清后修，社区派人看护，居民轮流……"],
        ),
        ("保障投入: 安排经费20万元，每月听取1次汇报。", []),
        ("党员带头: 42名党员每人联系5至8户，自家办事先报备。", []),
    ],
)
def test_safeguards_secure_and_do_not_assign(safeguards: str, said: list[str]) -> None:
    more = f"保障措施:\n  - {safeguards}\n  - 严格督查: 每月督查一次，结果计入考核。\n"
    yaml = tasks(3, "括注").replace("文稿:", more + "文稿:")
    assert [f.message for f in findings_of(yaml) if f.code == "W121"] == said


SHORT_ONES = """\
工作目标:
  - 年底前通过省级复查
阶段:
  - 名称: 迎检提升
    起止: 11月—12月
    目标: 全部达标。
文稿:"""
SECTIONS = """\
    章节:
      - 标题: 主要任务
        文: 从小处改起。
        取: 任务
      - 取: 阶段、工作目标
"""


def test_a_lead_a_goal_and_the_aim_of_a_phase_may_be_short() -> None:
    yaml = tasks(3, "括注").replace("文稿:", SHORT_ONES) + SECTIONS
    assert [f.message for f in findings_of(yaml) if f.code == "W112"] == []


def test_a_report_of_nine_months_may_tell_of_the_first_half() -> None:
    report = replace(REPORT, period="1—9月", date="2026年10月9日")
    assert report.messages("上半年，逐巷建档；第三季度，逐户走访。", "W107") == []


def test_one_safeguard_is_none() -> None:
    one = tasks(9, "括注").replace("文稿:", "保障措施:\n  - 加强领导: 主要领导每月听取一次汇报。\n文稿:")
    assert [f.message for f in findings_of(one) if f.code == "W121"] == ["保障措施只有一条"]
    also = one.replace("文稿:", "工作要求:\n  - 严格督查: 每月督查一次。\n文稿:")
    assert [f.message for f in findings_of(also) if f.code == "W121"] == []


def test_guiding_ideology_stays_under_250_characters() -> None:
    long = "指导思想: 以人民为中心" + "，把居民的感受作为衡量工作的标准" * 16 + "。\n"
    assert replace(PLAN, facts=long + TASK).messages("", "W119") == ["指导思想写了263字"]
    short = long.replace("，把居民的感受作为衡量工作的标准", "", 2)
    assert replace(PLAN, facts=short + TASK).messages("", "W119") == []


def shortcomings(*problems: str, period: str = "1—6月") -> Sheet:
    listed = "".join(f"  - 问题: {problem}\n" for problem in problems)
    return Sheet(period=period, filled=True, more=f"存在问题:\n{listed}", introduction=Sheet().introduction)


CONCRETE = "西湖社区两条巷道清理后又出现堆物"


@pytest.mark.parametrize(
    ("problems", "period", "said"),
    [
        ((CONCRETE, "东湖社区夜间停车难"), "1—6月", []),
        ((CONCRETE,), "1—6月", ["存在问题写了1条"]),
        ((CONCRETE,), "5月11日—17日", []),
        ((CONCRETE, "认识不足、力度不够"), "1—6月", ["问题没有点位、没有数、没有原因：认识不足、力度不够"]),
        ((CONCRETE, "认识不足、力度不够\n    原因: 宣传少"), "1—6月", []),
        ((CONCRETE, "东湖社区" + "夜间停车难" * 32), "1—6月",
         ["一条问题写了164字：东湖社区夜间停车难夜间停车难夜间停车……"]),
    ],
)  # fmt: skip
def test_shortcomings_are_few_and_concrete(problems: tuple[str, ...], period: str, said: list[str]) -> None:
    yaml = shortcomings(*problems, period=period).yaml("逐巷建立档案，登记问题、拍照留底，一巷一表。")
    yaml += "      - 取: 存在问题\n"
    assert [f.message for f in findings_of(yaml) if f.code == "W117"] == said


def steps(*lines: str) -> str:
    more = "下一步:\n" + "".join(f"  - {line}\n" for line in lines)
    return Sheet(more=more).yaml("逐巷建立档案，登记留底备查。") + "      - 取: 下一步\n"


def test_next_steps_do_more_than_go_on() -> None:
    said = ["下一步只有“继续加强”一类的话，没有一件具体的事"]
    assert [
        f.message for f in findings_of(steps("继续加强宣传", "进一步加大整治力度")) if f.code == "W127"
    ] == said
    assert [f.message for f in findings_of(steps("继续加强宣传", "逐条明确保洁员")) if f.code == "W127"] == []


@pytest.mark.parametrize(("times", "said"), [(14, True), (5, False)])
def test_a_role_model_is_told_in_a_few_lines(times: int, said: bool) -> None:
    person = "典型:\n  - 何师傅（居民）: 何师傅退休后" + "天天给邻居修车磨刀配钥匙" * times + "。\n"
    yaml = replace(SUMMARY, facts=person).yaml("逐巷建立档案，登记留底备查。") + "      - 取: 典型\n"
    found = [f.message for f in findings_of(yaml) if f.code == "W126"]
    assert found == (["“何师傅（居民）”的事迹写了175字"] if said else [])


def test_a_result_of_zero_is_not_quoted() -> None:
    results = (
        "成果:\n  - 期间: 1—6月\n    任务: 整治巷道\n    数据:\n      整治巷道: 12条\n      取缔占道: 0处\n"
    )
    sheet = replace(REPORT, facts=TASK + results)
    text = "整治巷道【整治巷道】，取缔占道【取缔占道】。"
    assert sheet.messages(text, "W128") == ["成果里的“0处”印进了正文：整治巷道12条，取缔占道0处。"]
    assert replace(sheet, facts=sheet.facts.replace("0处", "3处")).messages(text, "W128") == []


FIGURES = "整治巷道12条，清运垃圾6车，安装路灯40盏；修补路面90处，拆除棚屋7间。"


def test_a_report_says_its_result_first() -> None:
    said = ["引言里没有一个数，领导看前三行不知道总成绩"]
    assert FULL.messages(FIGURES, "W131") == said
    counted = FULL.introduction.replace("现将", "截至6月底，整治巷道12条。现将")
    assert replace(FULL, introduction=counted).messages(FIGURES, "W131") == []
    assert FULL.messages("整治巷道12条，逐巷建立档案。", "W131") == []


def test_headings_of_a_summary_are_not_the_names_of_tasks() -> None:
    facts = "任务:\n  - 名称: 整治巷道\n    牵头: 城管办\n  - 名称: 日常做法\n    牵头: 城管办\n"
    summary = replace(SUMMARY, facts=facts, filled=True, heading="整治巷道")
    assert summary.messages(KEPT, "W132") == ["总结的标题还是任务名：“整治巷道”、“日常做法”"]
    assert replace(summary, heading="建管并重整治巷道").messages(KEPT, "W132") == []
    assert replace(summary, kind="进展汇报").messages(KEPT, "W132") == []


@pytest.mark.parametrize(("length", "said"), [(40, []), (110, ["问题占全文的24%"])])
def test_shortcomings_are_an_eighth_of_a_long_report_at_most(length: int, said: list[str]) -> None:
    problem = "东湖社区老旧楼栋楼道堆物清理以后又有反弹，" * 6
    listed = "".join(f"  - 问题: {problem[: length - number]}{number}处\n" for number in range(3))
    yaml = Sheet(filled=True, more=f"存在问题:\n{listed}").yaml(KEPT) + "      - 取: 存在问题\n"
    yaml += "".join(f"      - 标题: 其他做法{n}\n        文: {'居民轮流值守，' * 30}\n" for n in range(2))
    assert [f.message for f in findings_of(yaml) if f.code == "W117"] == said


def test_a_weekday_in_a_table_is_read_too() -> None:
    table = "        表:\n          表头: 时间、事项\n          行:\n            - 6月14日（星期五） | 开会\n"
    yaml = REPORT.yaml("活动安排见下表：") + table
    assert [(f.origin and f.origin.line, f.message) for f in findings_of(yaml) if f.code == "W102"] == [
        (
            yaml.split("\n").index("            - 6月14日（星期五） | 开会") + 1,
            "2026年6月14日是星期日，不是星期五",
        )
    ]


def test_a_landscape_page_is_read_line_by_line() -> None:
    table = "        表:\n          表头: 月、日\n          行:\n            - 6月 | 14日（星期五）\n"
    yaml = REPORT.yaml("6月14日（星期五）开会，一是动员，三是签字。") + "        横向: 是\n" + table
    assert [f.code for f in findings_of(yaml)] == ["W102", "W122"]


@pytest.mark.parametrize(
    ("introduction", "closing", "said"),
    [
        (
            "现将有关事项通知如下：",
            "特此通知。",
            ["引言已经说了“通知如下”或“印发给你们”，结尾又写“特此通知。”"],
        ),
        ("现将有关事项通知如下：", "", []),
        ("为做好清扫工作，请各社区安排好人手。", "特此通知。", []),
        ("为做好清扫工作，请各社区安排好人手。", "", ["通知既没有“现通知如下：”，也没有“特此通知。”"]),
    ],
)
def test_a_notice_closes_once(introduction: str, closing: str, said: list[str]) -> None:
    more = "主送: 各社区" + (f"\n结语: {closing}" if closing else "")
    sheet = Sheet(
        kind="通知", period="", introduction=introduction, heading="工作安排", more=more, filled=True
    )
    assert sheet.messages("逐巷建立档案，登记留底备查。", "W118") == said


def test_a_speech_makes_as_many_points_as_it_has_layers() -> None:
    more = "标题: 在动员会上的讲话\n称谓: 同志们"
    sheet = Sheet(kind="讲话稿", period="", introduction="下面，我讲四点意见。", more=more, filled=True)
    said = ["说的是“讲四点意见”，后面的一级标题却有2个"]
    assert sheet.messages("逐巷建立档案，登记留底备查。", "W103") == said
    two = replace(sheet, introduction="下面，我讲两点意见。")
    assert two.messages("逐巷建立档案，登记留底备查。", "W103") == []


def test_a_report_covers_as_many_aspects_as_it_announces() -> None:
    three = replace(FULL, introduction=FULL.introduction.replace("现将上半年工作情况", "现从三个方面"))
    assert three.introduction.endswith("现从三个方面汇报如下：")
    assert three.messages(KEPT, "W103") == ["说的是“从三个方面汇报如下”，后面的一级标题却有2个"]
    two = replace(three, introduction=three.introduction.replace("三个", "两个"))
    assert two.messages(KEPT, "W103") == []


SIGNS = (
    "一二三十两几是要个大项行动工程确保提升、，。；：“”（）0369年月日星期周"
    "党的以为指导精神完成余约将截至%附件牵头特此报告"
)


@given(st.lists(st.text(SIGNS, min_size=1, max_size=40), min_size=1, max_size=4))
@settings(max_examples=60)
def test_no_text_whatever_stops_the_reading(paragraphs: list[str]) -> None:
    text = "\n".join(paragraphs)
    for sheet in (REPORT, UPWARD, SUMMARY, PLAN):
        assert all(place[0].isdigit() for place in sheet.says(text))


# the office's own table of wordings


def test_the_shipped_table_is_in_order() -> None:
    wordings = eras_of(None).wordings
    assert len(wordings) >= 50
    assert [w.name for w in wordings if w.since is None or not w.source] == []
    assert [w.name for w in wordings if w.until and w.since and w.until <= w.since] == []
    superseded = [w for w in wordings if w.until and not w.series]
    assert superseded == [], "without a series nothing later can forgive it"
    names = [w.name for w in wordings]
    assert len(names) == len(set(names))


HOUSE = """\
提法:
  - 名称: 青石精神
    始于: 2027-05-01
    来源: 2027年街道党代会
  - 名称: 科学发展观
    始于: 2003-07-28
不查: 党的十七大
"""
WRONG_HOUSE = """\
提法:
  - 始于: 2027-05-01
  - 名称: 青石精神
    始于: 去年
    写发: 青石
用语: 无
"""


def house(folder: Path, text: str) -> list[str]:
    """What is said under W101 and W130 of a plan with this table beside it."""
    (folder / "规范").mkdir()
    (folder / "规范" / "提法.yaml").write_text(text, encoding="utf-8")
    plan = folder / "台账.yaml"
    guides = "".join(
        f"以{name}为指导，逐户上门。\n" for name in ("科学发展观", "党的十七大精神", "党的十八大精神")
    )
    body = "弘扬青石精神。\n" + guides.rstrip()
    plan.write_text(PLAN.yaml(body), encoding="utf-8")
    found = check_file(plan).findings
    return [
        f"{Path(f.origin.file).name} {f.message}" for f in found if f.code in ("W101", "W130") and f.origin
    ]


def test_an_office_adds_changes_and_drops_wordings(tmp_path: Path) -> None:
    assert house(tmp_path, HOUSE) == [
        "台账.yaml “青石精神”2027年5月才有，这份文稿是2026年3月的",
        "台账.yaml “党的十八大”2017年11月以后不再单独作指导，这份文稿是2026年3月的",
    ]


def test_mistakes_in_the_table_have_their_line(tmp_path: Path) -> None:
    found = house(tmp_path, WRONG_HOUSE)
    assert [line for line in found if line.startswith("提法.yaml")] == [
        "提法.yaml 这一条没有写“名称”",
        "提法.yaml “去年”不是有年月日的日期",
        "提法.yaml 没有“写发”这一项",
        "提法.yaml 没有“用语”这一项",
    ]
