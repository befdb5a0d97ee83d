"""【指标·……】: what may be asked about a figure, over which period, of which unit."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_docs.facts.analysis.comparison import change
from wenming_docs.facts.model import build_workspace
from wenming_docs.facts.source import parse_source
from wenming_docs.facts.values import Quantity
from wenming_docs.pipeline import Options, render_workspace

HERE = Path("计划.yaml")
FACTS = """\
单位:
  名称: 云山市青石街道办事处
  简称: 青石街道
  下级:
    社区: 东门社区、西门社区
创建:
  荣誉: 文明单位
  年度: 2026
指标口径:
  注册志愿者: 期末数
工作目标:
  - 指标: 清理小广告
    目标: 1000条
  - 指标: 清理小广告
    目标: 500条
    单位: 东门社区
  - 指标: 满意度
    目标: ≥95%
成果:
  - 期间: 2025年5月
    单位: 东门社区
    数据:
      清理小广告: 200条
  - 期间: 2025年上半年
    数据:
      满意度: 90%
  - 期间: 4月
    单位: 东门社区
    数据:
      清理小广告: 300条
      注册志愿者: 80人
  - 期间: 5月
    单位: 东门社区
    数据:
      清理小广告: 225条
      注册志愿者: 92人
  - 期间: 5月
    单位: 西门社区
    数据:
      清理小广告: 60条
      群众反映: 60件，已办结57件
      注册志愿者: 40人
  - 期间: 1—6月
    数据:
      满意度: 92.5%
文稿:
  - 文种: 进展汇报
    期间: 5月
"""


def answer(name: str) -> str:
    """What 【name】 prints in the report on May."""
    section = "    不写: 成果\n    章节:\n      - 标题: 进展\n        文: 顺利。\n"
    text = f"{FACTS}    引言: 现汇报【{name}】。\n{section}"
    outcome = render_workspace(build_workspace(parse_source(text, HERE.name)), HERE, Options(format="md"))
    errors = [f"{f.code} {f.message}" for f in outcome.findings if f.code in ("F020", "F022", "F114", "F115")]
    if errors:
        return "；".join(errors)
    (document,) = outcome.documents
    return document.data.decode().split("现汇报", 1)[1].split("。\n", 1)[0]


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("清理小广告", "285条"),
        ("清理小广告·累计", "585条"),
        ("清理小广告·4月", "300条"),
        ("清理小广告·上期", "300条"),
        ("清理小广告·去年同期", "200条"),
        ("清理小广告·2025年5月", "200条"),
        ("清理小广告·环比", "下降5%"),
        ("清理小广告·同比", "增长42.5%"),
        ("清理小广告·东门社区·环比", "下降25%"),
        ("清理小广告·环比·东门社区", "下降25%"),
        ("清理小广告·同比·东门社区", "增长12.5%"),
        ("清理小广告·上半年", "585条"),
        ("清理小广告·上半年·同比", "增长192.5%"),
        ("清理小广告·累计·同比", "增长192.5%"),
        ("清理小广告·累计·上期", "300条"),
        ("清理小广告·截至4月30日·东门社区", "500条"),
        ("清理小广告·目标", "1000条"),
        ("清理小广告·完成率", "28.5%"),
        ("清理小广告·累计·完成率", "58.5%"),
        ("清理小广告·累计·差额", "415条"),
        ("清理小广告·东门社区·目标", "500条"),
        ("清理小广告·东门社区·累计·差额", "F115 “清理小广告”的目标“500条”已经完成（525条），没有差额"),
        ("清理小广告·最多的单位", "东门社区"),
        ("清理小广告·最少的单位", "西门社区"),
        ("群众反映·办结率", "95%"),
        ("群众反映·未办结", "3件"),
        ("注册志愿者", "132人"),
        ("注册志愿者·东门社区·环比", "增长15%"),
        ("注册志愿者·6月", "F020 “注册志愿者”在“6月”没有成果记录"),
        ("注册志愿者·全年", "132人"),
        ("满意度·上半年", "92.5%"),
        ("满意度·上半年·同比", "增加2.5个百分点"),
        ("满意度·上半年·差额", "2.5个百分点"),
        ("清理小广告·环比·同比", "F020 “环比”和“同比”不能一起问"),
        ("清理小广告·4月·5月", "F020 【清理小广告·4月·5月】里写了两个期间"),
        ("清理小广告·南门社区", "F020 【清理小广告·南门社区】里的“南门社区”看不懂"),
        ("清理小广告·1月·环比", "F020 “清理小广告”在“1月”没有成果记录"),
        ("清理小广告·上期·上期", "F114 成果里没有“清理小广告”3月的数"),
    ],
)
def test_a_name_prints_what_is_asked_about_it(name: str, printed: str) -> None:
    assert answer(name) == printed


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ("360条", "320条", "增长12.5%"),
        ("97条", "100条", "下降3%"),
        ("100条", "100条", "持平"),
        ("100010条", "100000条", "基本持平"),
        ("98%", "95%", "增加3个百分点"),
        ("93.5%", "95%", "减少1.5个百分点"),
        ("3.5‰", "3‰", "增加0.5个千分点"),
        ("600平方米", "300㎡", "增长100%"),
        ("0条", "8条", "下降100%"),
        ("8条", "0条", None),
        ("300余条", "280条", None),
        ("300条", "280户", None),
        ("【待填】", "280户", None),
        ("8处36块", "4处18块", None),
        ("人均3平方米", "2平方米", None),
    ],
)
def test_a_change_is_said_only_of_exact_amounts_of_one_measure(
    now: str, before: str, said: str | None
) -> None:
    found = change(Quantity.parse(now), Quantity.parse(before))
    assert (found and str(found)) == said


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_growing_one_way_is_falling_the_other(a: int, b: int) -> None:
    there, back = (change(Quantity.parse(f"{x}条"), Quantity.parse(f"{y}条")) for x, y in ((a, b), (b, a)))
    assert there and back
    assert there.difference == -back.difference == a - b
    words = {str(there)[:2], str(back)[:2]}
    assert words <= ({"持平"} if a == b else {"增长", "下降", "基本"})
    assert (str(there)[:2] == "增长") <= (a > b)


TABLE = """\
单位:
  名称: 云山市青石街道办事处
创建:
  荣誉: 文明单位
  年度: 2026
任务:
  - 名称: 环境整治
    内容: 逐楼清理。
成果:
{before}  - 期间: 第二季度
    任务: 环境整治
    数据:
      清理小广告: 720条
      修补路面: 350平方米
  - 日期: 5月8日
    任务: 环境整治
    事: 桥头口袋公园
    进度: 已建成
文稿:
  - 文种: 进展汇报
    期间: 第二季度
    章节:
      - 标题: 工作进展
        取: 环境整治
        式: 表格
"""


def table(before: dict[str, str]) -> list[str]:
    """The rows of the table of results, with 清理小广告 of earlier periods."""
    rows = "".join(f"  - 期间: {when}\n    数据:\n      清理小广告: {n}\n" for when, n in before.items())
    text = TABLE.format(before=rows.replace("    数据:", "    任务: 环境整治\n    数据:"))
    outcome = render_workspace(build_workspace(parse_source(text, HERE.name)), HERE, Options(format="md"))
    (document,) = outcome.documents
    return [
        line.replace(" ", "")
        for line in document.data.decode().splitlines()
        if line.startswith("|") and "---" not in line
    ]


def test_a_table_stays_as_it_was_without_earlier_figures() -> None:
    assert table({}) == [
        "|指标|完成数|",
        "|清理小广告|720条|",
        "|修补路面|350平方米|",
        "|桥头口袋公园|已建成|",
    ]


def test_a_table_sets_figures_beside_the_period_before_and_last_year() -> None:
    assert table({"第一季度": "640条", "2025年第二季度": "800余条"}) == [
        "|指标|完成数|上期|环比|去年同期|同比|",
        "|清理小广告|720条|640条|增长12.5%|800余条|—|",
        "|修补路面|350平方米|—|—|—|—|",
        "|桥头口袋公园|已建成|—|—|—|—|",
    ]
    assert table({"2025年4月": "100条", "2025年6月": "260条"})[:2] == [
        "|指标|完成数|去年同期|同比|",
        "|清理小广告|720条|360条|增长100%|",
    ]
