"""Facts in, the exact sentence out: what a report says of its figures, each read aloud before."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenming_docs.facts.model import build_workspace
from wenming_docs.facts.source import parse_source
from wenming_docs.facts.values import Quantity
from wenming_docs.findings import Severity, SourceText
from wenming_docs.pipeline import Options, render_workspace
from wenming_docs.words.contexts.clauses import VERBS, Told, numbers_in, sentences, verb_of

HERE = Path("台账.yaml")
HEAD = "单位:\n  名称: 青石街道办事处\n  自称: 我街道\n创建:\n  荣誉: 文明单位\n  年度: 2026\n"


def document(text: str, *, draft: bool = False) -> str:
    """The one document of some YAML as Markdown, without its check sum; fails on any error."""
    outcome = render_workspace(
        build_workspace(parse_source(HEAD + text, HERE.name)), HERE, Options(format="md", draft=draft)
    )
    assert [f.message for f in outcome.findings if f.severity is Severity.ERROR] == []
    (made,) = outcome.documents
    return re.sub(r"\n*<!-- \w+ -->\n*$", "", made.data.decode())


def results(rows: str) -> str:
    """成果 of ``rows``: one a ``|``; figures as 名=数 with ``/`` between, or a matter →进度."""
    text = "成果:\n"
    for month, row in enumerate(rows.split("|")):
        text += f"  - 日期: {month % 6 + 1}月12日\n"
        if "=" in row:
            text += "    数据:\n" + "".join(
                f"      {f.replace('=', ': ', 1)}\n" for f in re.split(r"/(?=[^/]*=)", row)
            )
        else:
            matter, _, progress = row.partition("→")
            text += f"    事: {matter}\n" + (f"    进度: {progress}\n" if progress else "")
    return text


def told(rows: str, *, lead: str = "", rules: str = "", period: str = "1—6月", draft: bool = False) -> str:
    """What a section 取: 成果 says of ``rows``, after the author's own ``lead``."""
    text = (f"指标口径:\n  {rules}\n" if rules else "") + results(rows)
    text += (
        f"文稿:\n  - 文种: 进展汇报\n    期间: {period}\n    章节:\n      - 标题: 情况\n        取: 成果\n"
    )
    text += f"        文: {lead}\n" if lead else ""
    return document(text, draft=draft).partition("## 一、情况\n\n")[2]


SENTENCES = {
    # one figure, figures of one event
    "清运垃圾=3吨": "清运垃圾3吨。",
    "走访居民=300人": "走访居民300人。",
    "垃圾桶=9个": "垃圾桶9个。",
    "义务植树=300株": "义务植树300株。",
    "清运垃圾=3吨/清运淤泥=2吨": "清运垃圾3吨、淤泥2吨。",
    "清运垃圾=3吨/修补路面=6平方米": "清运垃圾3吨；修补路面6平方米。",
    "桥头改造工程=1处/清运垃圾=3吨": "桥头改造工程1处；清运垃圾3吨。",
    "清运垃圾=3吨/清运=9车": "清运垃圾3吨；清运9车。",
    # several results: totals, and events one after another
    "清运垃圾=3吨|清运垃圾=4吨": "共清运垃圾7吨。",
    "清运垃圾=3吨/清运淤泥=2吨|清运垃圾=4吨": "共清运垃圾7吨、淤泥2吨。",
    "清理垃圾=5吨|清理淤泥=3吨|清理杂物=2车": "清理垃圾5吨、淤泥3吨、杂物2车。",
    "服务居民=85人次|服务居民=60人次": "共服务居民145人次。",
    "评选文明家庭=30户|评选文明家庭=30户": "共评选文明家庭60户。",
    "清扫道路=3.5公里|清扫道路=2公里": "共清扫道路5.5公里。",
    "开展志愿服务=2次": "开展志愿服务2次。",
    "开展志愿服务=2次|开展志愿服务=3次": "先后开展志愿服务5次。",
    "开展志愿服务=2次/开展宣讲=3场|开展志愿服务=3次": "先后开展志愿服务5次、宣讲3场。",
    "开展志愿服务=2次/服务居民=85人次|开展志愿服务=3次/服务居民=60人次": (
        "先后开展志愿服务5次；共服务居民145人次。"
    ),
    "印发简报=16期|印发简报=4期": "先后印发简报20期。",
    "开展道德讲堂=3期次|开展道德讲堂=2期次": "先后开展道德讲堂5期次。",
    "清运垃圾=3吨/清理楼道=4个|清运垃圾=4吨/清理楼道=5个": "共清运垃圾7吨；清理楼道9个。",
    "集中整治市场=3次|集中整治市场=2次": "集中整治市场5次。",
    "累计清运垃圾=30吨|累计清运垃圾=20吨": "累计清运垃圾50吨。",
    # words of counting that stand in the value
    "清运垃圾=共3吨": "共清运垃圾3吨。",
    "清运垃圾=累计30吨": "累计清运垃圾30吨。",
    "开展巡查=先后3次": "先后开展巡查3次。",
    # what was handled, what of it, several amounts
    "受理群众诉求=60件，已办结57件": "受理群众诉求60件，已办结57件。",
    "受理群众诉求=60件，已办结57件|受理群众诉求=40件，已办结40件": "共受理群众诉求100件，已办结97件。",
    "受理群众诉求=60件，已办结57件/受理咨询=30件": "受理群众诉求60件（已办结57件）、咨询30件。",
    "受理咨询=30件/受理群众诉求=60件，已办结57件": "受理咨询30件、群众诉求60件（已办结57件）。",
    "排查隐患=169处，已整改160处|排查隐患=31处，已整改31处": "共排查隐患200处，已整改191处。",
    "接到投诉=8件，全部办结": "接到投诉8件，全部办结。",
    "新增就业=1231人，其中失业人员821人": "新增就业1231人，其中失业人员821人。",
    "新增就业=1231人，其中失业人员821人/新增停车位=30个": (
        "新增就业1231人（其中失业人员821人）、停车位30个。"
    ),
    "开展培训=196期（授课176次，讲堂13次，再就业7次）": "开展培训196期（授课176次，讲堂13次，再就业7次）。",
    "制作宣传栏=8处36块": "制作宣传栏8处36块。",
    "制作宣传栏=8处36块/制作展板=12块": "制作宣传栏8处36块、展板12块。",
    "救助困难群众=117户，256人": "救助困难群众117户，256人。",
    "救助困难群众=117户，256人/救助流浪人员=3人": "救助困难群众117户（256人）、流浪人员3人。",
    # inexact figures
    "清理小广告=8900余条": "清理小广告8900余条。",
    "清理小广告=8900余条|清理小广告=30条": "共清理小广告8930余条。",
    "投入资金=近5万元": "投入资金近5万元。",
    "清运垃圾=约80吨": "清运垃圾约80吨。",
    "发放手册=2万多份": "发放手册2万多份。",
    "规范停放非机动车=140余辆/规范性文件=2件": "规范停放非机动车140余辆；规范性文件2件。",
    # rates, scores, names that are no verbs
    "问卷满意率=95%": "问卷满意率为95%。",
    "问卷满意率=达95%": "问卷满意率达95%。",
    "问卷满意率=约95%": "问卷满意率约95%。",
    "问卷满意率=95%以上": "问卷满意率在95%以上。",
    "问卷满意率=不低于95%": "问卷满意率不低于95%。",
    "测评得分=96.5分": "测评得分为96.5分。",
    "PM2.5=35微克": "PM2.5为35微克。",
    "投诉率=0%": "投诉率为0%。",
    "整治点位=30处/整改率=98%": "整治点位30处；整改率为98%。",
    "整改问题=30个/整改率=98%": "整改问题30个；整改率为98%。",
    "发放倡议书=300份/发放率=100%": "发放倡议书300份；发放率为100%。",
    "培训学员=30人/培训班=5期": "培训学员30人；培训班5期。",
    "服务居民=85人次/服务队伍=5支": "服务居民85人次；服务队伍5支。",
    "参与居民=300人/参与率=80%": "参与居民300人；参与率为80%。",
    "组建队伍=5支/组建议事会=3个": "组建队伍5支、议事会3个。",
    "志愿服务时长=4600小时": "志愿服务时长4600小时。",
    # verbs of two words, of four
    "走访慰问困难群众=300户/走访慰问老党员=20名": "走访慰问困难群众300户、老党员20名。",
    "开展走访=3次/开展宣讲=2场": "开展走访3次、宣讲2场。",
    "举办讲座=3场/举办运动会=1次": "举办讲座3场、运动会1次。",
    "争取项目=3个/争取资金=350万元": "争取项目3个、资金350万元。",
    # nothing of zero
    "清运垃圾=3吨/取缔摊点=0处": "清运垃圾3吨。",
    "制作展板=0处0块/清运垃圾=3吨": "清运垃圾3吨。",
    # six numbers a sentence at most, about equally many, no verb twice in one
    "清运垃圾=3吨/清理楼道=4个/整治巷道=5条/修补路面=6平方米/安装插座=7个/劝导经营=8起/签订责任书=9份": (
        "清运垃圾3吨；清理楼道4个；整治巷道5条；修补路面6平方米。安装插座7个；劝导经营8起；签订责任书9份。"
    ),
    "清理楼道=1个/清理家具=3件/清理河道=4米/清理绿地=5处/清理车棚=6个/清理天台=7处/清理外墙=8面": (
        "清理楼道1个、家具3件、河道4米、绿地5处。还清理车棚6个、天台7处、外墙8面。"
    ),
    "清理楼道=1个/清理家具=3件/清理河道=4米/清理绿地=5处/清理车棚=6个/清理墙=7面/清理屋顶=8处/发放书=9份": (
        "清理楼道1个、家具3件、河道4米、绿地5处。发放书9份；还清理车棚6个、墙7面、屋顶8处。"
    ),
    "受理诉求=60件，已办结57件/清理楼道=3个/整治巷道=5条/修补路面=6平方米/安装插座=7个": (
        "受理诉求60件，已办结57件；清理楼道3个；整治巷道5条；修补路面6平方米；安装插座7个。"
    ),
    # what has no number
    "召开动员大会": "召开动员大会。",
    "桥头公园→已建成开放": "桥头公园已建成开放。",
    "桥头公园→已建成开放|早市疏导区→已启用": "桥头公园已建成开放，早市疏导区已启用。",
    "桥头公园，西侧步道→已修复|早市疏导区→已启用": "桥头公园，西侧步道已修复；早市疏导区已启用。",
    "桥头公园→80%": "桥头公园进度为80%。",
    "3号楼北侧破损路面。→已修复。": "3号楼北侧破损路面已修复。",
    "清运垃圾=3吨|桥头公园→已建成": "清运垃圾3吨。桥头公园已建成。",
}


@pytest.mark.parametrize("rows", SENTENCES)
def test_figures_are_said_as_officials_say_them(rows: str) -> None:
    assert told(rows) == SENTENCES[rows]


TWO_DAYS = "清运垃圾=3吨/修补路面=6平方米|清运垃圾=4吨"
SEVEN = "清运垃圾=3吨/清理楼道=4个/整治巷道=5条/修补路面=6平方米/安装插座=7个/劝导经营=8起/签订责任书=9份"
AFTER_A_LEAD = {
    "集中整治脏乱差。": "集中整治脏乱差。共清运垃圾7吨；修补路面6平方米。",
    "集中整治脏乱差，": "集中整治脏乱差，共清运垃圾7吨；修补路面6平方米。",
    "集中整治脏乱差": "集中整治脏乱差，共清运垃圾7吨；修补路面6平方米。",
    "分三批推进：": "分三批推进：共清运垃圾7吨；修补路面6平方米。",
    "截至6月底，共": "截至6月底，共清运垃圾7吨；修补路面6平方米。",
    "截至6月底，累计": "截至6月底，累计清运垃圾7吨；修补路面6平方米。",
    "集中整治，【数据】。": "集中整治，共清运垃圾7吨；修补路面6平方米。",
    "集中整治，【数据】": "集中整治，共清运垃圾7吨；修补路面6平方米。",
    "集中整治，累计【数据】，成效好。": "集中整治，累计清运垃圾7吨；修补路面6平方米，成效好。",
    "清运垃圾【清运垃圾】，路也好走了。": "清运垃圾7吨，路也好走了。修补路面6平方米。",
}


@pytest.mark.parametrize("lead", AFTER_A_LEAD)
def test_figures_go_on_from_what_their_author_wrote(lead: str) -> None:
    assert told(TWO_DAYS, lead=lead) == AFTER_A_LEAD[lead]


def test_many_figures_inside_a_paragraph_become_sentences_only_at_its_end() -> None:
    whole = told(SEVEN)
    assert told(SEVEN, lead="集中整治，【数据】。") == "集中整治，" + whole
    inside = whole.replace("。", "；").removesuffix("；")
    assert told(SEVEN, lead="集中整治，【数据】，成效好。") == f"集中整治，{inside}，成效好。"


def test_numbers_of_an_unfinished_lead_count_in_its_sentence() -> None:
    lead = "截至6月底，整治巷道3条、楼道4个、车棚5处，"
    assert told("清运垃圾=3吨/修补路面=6平方米/安装插座=7个", lead=lead) == (
        f"{lead}清运垃圾3吨。修补路面6平方米；安装插座7个。"
    )


def test_last_values_are_not_totals() -> None:
    assert told("注册志愿者=3000人|注册志愿者=3815人", rules="注册志愿者: 期末数") == "注册志愿者3815人。"
    assert told("问卷满意率=90%|问卷满意率=95%", rules="问卷满意率: 期末数") == "问卷满意率为95%。"


def test_since_the_beginning_is_counted_up() -> None:
    assert told("清运垃圾=3吨|清运垃圾=4吨", period="截至9月底") == "累计清运垃圾7吨。"


def test_a_draft_shows_the_number_that_is_missing() -> None:
    assert told("清理小广告=【待填】条/清运垃圾=3吨", draft=True) == "清理小广告【待填】条；清运垃圾3吨。"


VERBS_OF_NAMES = ("清理", "发放", "开展", "走访慰问", "")
NAMES = [f"{verb}{thing}" for verb in VERBS_OF_NAMES for thing in ("楼道", "手册", "活动")]
NAMES += ["整改率", "服务队伍", "测评得分", "清运"]
VALUES = st.one_of(
    st.integers(0, 3000).map(lambda n: f"{n}个"),
    st.integers(1, 900).map(lambda n: f"{n}0余个"),
    st.integers(1, 900).map(lambda n: f"{n}个，已办结{n // 2 + 1}个"),
    st.integers(1, 900).map(lambda n: f"{n}个，其中新的{n}个"),
    st.integers(1, 90).map(lambda n: f"{n}处{n + 1}块"),
)
LEDGERS = st.dictionaries(st.sampled_from(NAMES), st.tuples(VALUES, st.integers(1, 3)), max_size=14)


@settings(deadline=None)
@given(LEDGERS, st.sampled_from(["", "集中整治，", "累计", "已有3条、4条、5条，"]))
def test_no_ledger_is_said_with_a_stumble(ledger: dict[str, tuple[str, int]], before: str) -> None:
    figures = [Told(name, Quantity.parse(SourceText(value)), rows) for name, (value, rows) in ledger.items()]
    said = sentences(figures, before=before)
    open_numbers = len(re.findall(r"\d+", before))
    for index, sentence in enumerate(said):
        numbers = [clause.numbers for clause in sentence]
        assert sum(numbers) + (0 if index else open_numbers) <= 6 or len(numbers) == 1
        verbs = [clause.verb for clause in sentence if clause.figures[0].name != clause.verb]
        assert [verb for verb, times in Counter(filter(None, verbs)).items() if times > 1] == []
        assert all(clause.figures for clause in sentence)
    text = "。".join("；".join(clause.text for clause in sentence) for sentence in said)
    assert not re.search("[，、；。（][，、；。）]|^[，、；。]|累计共|共累计|约.*余", text)
    assert not re.search(r"(?<![\d.])0[个处块]", text)
    values = [v.replace("，", "") for v, _ in ledger.values() if not v.startswith("0个")]
    plain = re.sub("[，（）]", "", text)
    assert Counter(re.findall(r"\d+", plain)) == Counter(n for v in values for n in re.findall(r"\d+", v))


@given(st.sampled_from(sorted(VERBS)), st.sampled_from(["率", "量", "数"]))
def test_a_verb_with_a_suffix_is_a_noun(verb: str, suffix: str) -> None:
    assert verb_of(verb + suffix) == ""


def test_numbers_are_counted_as_read() -> None:
    counted = {"3吨": 1, "8处36块": 2, "60件，已办结57件": 2, "数十次": 1, "【待填】条": 1}
    assert {value: numbers_in(value) for value in counted} == counted


TASKS = "任务:\n  - 名称: 整治背街小巷\n  - 名称: 开展志愿服务\n"
REPORT = "文稿:\n  - 文种: 进展汇报\n    期间: 1—6月\n"
WHOLE = (
    "# 青石街道办事处2026年上半年创建文明单位工作进展情况汇报\n\n"
    "现将我街道上半年创建文明单位工作情况汇报如下："
)
FOLLOWED = """    上期安排:
      - 挖潜增设停车位: 已在北园社区增设42个。
      - 错时共享车位: 已与三家单位谈妥，还有一家在谈
      - 更换宣传栏: 正在采购。
    存在问题:
      - 车位缺口较大，夜间尤其突出。
    下一步:
      - 方面: 停车治理
        时限: 1月22日前
        事项: 谈妥最后一家
"""
HONOURS = """荣誉:
  - 名称: 全市文明单位
    授予单位: 市文明委
    年份: 2026
  - 名称: 省级文明社区
    授予单位: 省文明委
    年份: 2026年
    获得者: 东门社区
  - 名称: 市级先进
    获得者: 东门社区
    年份: 2025年
"""


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("桥头公园→已建成", "桥头公园已建成。"),
        ("清运垃圾=3吨", "清运垃圾3吨。"),
        ("清运垃圾=约80吨|清运垃圾=2吨", "共清运垃圾约82吨。"),
    ],
)
def test_a_report_of_little_is_whole(rows: str, sentence: str) -> None:
    assert document(TASKS + results(rows) + REPORT) == f"{WHOLE}\n\n## 一、上半年工作进展情况\n\n{sentence}"


def test_a_draft_of_an_unknown_number_is_whole() -> None:
    text = document(TASKS + results("清运垃圾=【待填】吨") + REPORT, draft=True)
    assert text == f"{WHOLE}\n\n## 一、上半年工作进展情况\n\n清运垃圾【待填】吨。"


def test_a_report_without_results_has_no_empty_section() -> None:
    text = document(results("取缔摊点=0处") + REPORT + "    存在问题:\n      - 车位缺口较大。\n")
    assert text == f"{WHOLE}\n\n## 一、存在问题\n\n车位缺口较大。"


def test_a_week_accounts_for_the_one_before_and_plans_the_next() -> None:
    text = document(results("清运垃圾=3吨") + "文稿:\n  - 文种: 周报\n    期间: 1月9日—15日\n" + FOLLOWED)
    assert text == (
        "# 青石街道办事处2026年创建文明单位工作周报（1月9日—15日）\n\n"
        "现将我街道本周创建文明单位工作情况汇报如下：\n\n"
        "## 一、上期安排落实情况\n\n"
        "上期安排的3项工作：一是挖潜增设停车位，已在北园社区增设42个；二是错时共享车位，已与三家单位谈妥，"
        "还有一家在谈；三是更换宣传栏，正在采购。\n\n"
        "## 二、本周工作情况\n\n清运垃圾3吨。\n\n"
        "## 三、存在问题\n\n车位缺口较大，夜间尤其突出。\n\n"
        "## 四、下周工作安排\n\n停车治理方面，1月22日前，谈妥最后一家。"
    )


def test_one_matter_of_last_time_needs_no_number_and_a_long_one_gets_its_paragraph() -> None:
    one = REPORT + "    上期安排:\n      - 更换宣传栏: 已换6块。\n"
    assert "## 一、上期安排落实情况\n\n更换宣传栏，已换6块。\n\n" in document(results("清运垃圾=3吨") + one)
    two = one + "      - 共享车位: 三家谈妥。一家在谈。\n"
    assert (
        "上期安排的2项工作，落实情况如下：\n\n一是更换宣传栏，已换6块。\n\n二是共享车位，三家谈妥。一家在谈。\n\n"
    ) in document(results("清运垃圾=3吨") + two)


def test_a_report_up_to_a_day_names_the_day_before_the_office() -> None:
    text = document(results("清运垃圾=3吨") + REPORT.replace("1—6月", "截至9月30日"))
    assert text == (
        "# 青石街道办事处2026年创建文明单位工作进展情况汇报（截至9月30日）\n\n"
        "现将截至9月30日我街道创建文明单位工作情况汇报如下：\n\n## 一、工作进展情况\n\n清运垃圾3吨。"
    )


def test_a_summary_says_whose_honours_are_whose_and_ends_with_its_authors_words() -> None:
    asked = "文稿:\n  - 文种: 工作总结\n    期间: 全年\n    结语: 新的一年，我街道将再接再厉。\n"
    assert document(results("清运垃圾=3吨") + HONOURS + asked) == (
        "# 青石街道办事处2026年创建文明单位工作总结\n\n现将我街道2026年创建文明单位工作总结如下：\n\n"
        "## 一、主要做法与成效\n\n清运垃圾3吨。\n\n## 二、所获荣誉\n\n"
        "获得全市文明单位（市文明委，2026年）；东门社区先后获评省级文明社区（省文明委，2026年）、"
        "市级先进（2025年）等两项荣誉。\n\n新的一年，我街道将再接再厉。"
    )


@pytest.mark.parametrize(
    ("kind", "period", "results_heading", "next_heading"),
    [
        ("周报", "5月11日—17日", "本周工作情况", "下周工作安排"),
        ("月报", "5月", "本月工作进展情况", "下月工作打算"),
        ("季报", "二季度", "本季度工作进展情况", "下季度工作打算"),
        ("半年汇报", "上半年", "上半年工作进展情况", "下半年工作打算"),
        ("进展汇报", "下半年", "下半年工作进展情况", "2027年工作打算"),
        ("进展汇报", "1—9月", "工作进展情况", "下一步工作打算"),
        ("进展汇报", "全年", "全年工作进展情况", "2027年工作打算"),
        ("工作总结", "全年", "主要做法与成效", "2027年工作打算"),
        ("工作总结", "上半年", "主要做法与成效", "下半年工作打算"),
        ("工作总结", "2024—2026年", "主要做法与成效", "下一步打算"),
    ],
)
def test_headings_go_with_the_period(kind: str, period: str, results_heading: str, next_heading: str) -> None:
    text = "成果:\n  - 数据:\n      清运垃圾: 3吨\n"
    text += f"文稿:\n  - 文种: {kind}\n    期间: {period}\n    下一步:\n      - 做好巡查\n"
    headings = re.findall("## .、(.*)", document(text))
    assert headings == [results_heading, next_heading]


def test_the_offices_own_names_for_headings_stand_whatever_the_period() -> None:
    text = "成果:\n  - 数据:\n      清运垃圾: 3吨\n"
    text += "文稿:\n  - 文种: 月报\n    期间: 5月\n    叫法:\n      下一步工作打算: 下月重点\n"
    text += "    下一步:\n      - 做好巡查\n"
    assert re.findall("## .、(.*)", document(text)) == ["本月工作进展情况", "下月重点"]


_TWO_TASKS = (
    "任务:\n  - 名称: 清理背街小巷\n    牵头: 城管办\n  - 名称: 志愿服务\n    牵头: 宣传办\n成果:\n"
    "  - 日期: 5月12日\n    任务: 清理背街小巷\n    数据:\n      清运垃圾: 12车\n"
    "  - 日期: 5月13日\n    任务: 志愿服务\n    数据:\n      志愿活动: {}场\n"
    "文稿:\n  - 文种: 周报\n    标题: 题\n    期间: 5月11日—17日\n    日期: 2026年5月17日\n{}"
)


@pytest.mark.parametrize("sections", ["", "    章节:\n      - 标题: 进展\n        取: 成果\n"])
def test_the_only_task_with_something_to_tell_has_no_heading_of_its_own(sections: str) -> None:
    both, one = (document(_TWO_TASKS.format(count, sections)) for count in (2, 0))
    assert "### （一）清理背街小巷" in both and "### （二）志愿服务" in both
    assert "### " not in one and "\n\n清运垃圾12车。\n\n" in one


def test_where_the_place_does_not_tell_the_document_is_named() -> None:
    tasks = "任务:\n" + "".join(
        f"  - 名称: {name}\n    牵头: 城管办\n"
        for name in ("清理小巷", "夜市整治", "集贸市场及周边道路环境秩序综合整治")
    )
    rows = "成果:\n" + "".join(
        f"  - 日期: 5月12日\n    任务: {name}\n    事: 已完成{name}\n"
        for name in ("清理小巷", "夜市整治", "集贸市场及周边道路环境秩序综合整治")
    )
    one = "  - 文种: 进展汇报\n    期间: 5月\n    日期: 2026年6月2日\n"
    two = one + "  - 文种: 进展汇报\n    期间: 上半年\n    日期: 2026年7月2日\n"
    messages = {}
    for count, documents in (1, one), (2, two):
        workspace = build_workspace(parse_source(HEAD + tasks + rows + "文稿:\n" + documents, HERE.name))
        found = render_workspace(workspace, HERE, Options(format="md", read_through=True)).findings
        messages[count] = [f.message.split("（4")[0] for f in found if f.code == "L013"]
    assert messages[1] == ["同级标题长短不一"]
    assert messages[2] == [f"进展汇报（{period}）：同级标题长短不一" for period in ("5月", "上半年")]
