"""Small documents for the tests of reading: a paragraph in, what its reader says out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from textwrap import indent

from wenming_docs.facts.model import build_workspace
from wenming_docs.facts.source import parse_source
from wenming_docs.findings import Finding
from wenming_docs.pipeline import Options, compile_document, requests
from wenming_docs.words.checks import Finished, check_document

FACTS = """\
单位:
  名称: 云山市柳河街道办事处
  自称: 我街道
  内设: 城管办、宣传办、民生办
  下级:
    社区: 东湖社区、西湖社区
创建:
  名称: 全国文明城市创建
  年度: {year}
"""
OPENING = (
    "年初以来，我街道按照市里部署，把居民门口的小事当作大事来办，各社区、各科室分工协作，一件一件抓落实。"
)
FILLER = (
    "街道把三个社区分成九个网格，每个网格由一名干部带两名志愿者，早上巡路面，傍晚进楼道，看到的事情当天记进册子，"
    "能办的当场办，办不了的由社区报到街道。",
    "居民议事会定在每月第一个周六，谁家有事谁先说，说完由楼栋长记下来，下一次开会先讲上一次的事办得怎么样，"
    "办不成的也要讲清为什么。",
    "沿街商户自己推选出商会小组，轮流看门前的卫生和停车，小组长每周和城管办碰一次头，把商户的难处带来，"
    "再把商量好的办法带回去。",
    "学校门口的护学岗由家长和退休教师值守，雨天加派一人，放学时先送低年级的孩子过街，再劝导接送的车辆"
    "按画好的线停放。",
    "文化站把每周的活动排成一张表贴在楼下，居民想学什么就在表上打勾，人数多的先办，人数少的和邻近社区合办。",
    "物业和社区共用一间值班室，夜里有人接电话，第二天早上一起过一遍，谁负责的事谁当天给居民回话，回过话再销掉。",
    "夜里路灯坏了、井盖响了，居民在楼栋群里说一声，网格员拍照报给值班室，第二天上午派人去看，能修的当场修好，"
    "要换件的贴出告示说明哪天换，换好以后请报事的居民去看一眼，满意了再把这件事从册子上划掉。",
    "老旧小区没有物业，楼道由各层住户轮流打扫，一层一周，轮到谁家就把牌子挂在谁家门口，出门在外的和邻居换着来，"
    "年纪大的由志愿者代劳，半年下来谁也没有落下过。",
    "街道领导每周到一个社区坐半天，不听汇报，先看楼道和巷子，再听居民说，回来把要办的事列成单子交给各办。",
)
"""Enough paragraphs to be judged by their shape, with nothing to complain of."""


@dataclass(frozen=True)
class Sheet:
    """A document around one text. ``facts`` are further keys of the file, ``more`` of the document."""

    kind: str = "进展汇报"
    period: str = "1—6月"
    date: str = "2026年7月8日"
    year: int = 2026
    facts: str = ""
    more: str = ""
    introduction: str = OPENING + "现将上半年工作情况汇报如下："
    heading: str = "工作进展情况"
    filled: bool = False

    def yaml(self, text: str) -> str:
        lines = [FACTS.format(year=self.year) + self.facts, "文稿:", f"  - 文种: {self.kind}"]
        lines += [f"    期间: {self.period}"] if self.period else []
        lines += [f"    日期: {self.date}"] if self.date else []
        lines += [f"    引言: {self.introduction}"] if self.introduction else []
        lines += [indent(self.more.rstrip(), "    ")] if self.more else []
        if text:
            lines += ["    章节:", f"      - 标题: {self.heading}", "        文: |", indent(text, " " * 10)]
            if self.filled:
                filler = "\n".join(FILLER)
                lines += ["      - 标题: 日常做法", "        文: |", indent(filler, " " * 10)]
        return "\n".join(lines) + "\n"

    def says(self, text: str, code: str = "") -> list[str]:
        """``行:列 编码 级别 消息`` of each finding about the last document, ``code`` alone if given."""
        return [as_line(f) for f in findings_of(self.yaml(text)) if f.code == (code or f.code)]

    def messages(self, text: str, code: str) -> list[str]:
        """What is said of ``text`` under one code."""
        return [finding.message for finding in findings_of(self.yaml(text)) if finding.code == code]


def as_line(finding: Finding) -> str:
    place = finding.origin
    assert place is not None and finding.hint
    return f"{place.line}:{place.column} {finding.code} {finding.severity} {finding.message}"


def findings_of(yaml: str) -> list[Finding]:
    """What is said of every document of ``yaml`` by its reader, in order."""
    workspace = build_workspace(parse_source(yaml, "台账.yaml"))
    options = Options(draft=True)
    found: list[Finding] = []
    for request, problems in requests(workspace, options, Path("台账.yaml")):
        assert request is not None, problems
        compiled = compile_document(workspace, request, options, None)
        assert compiled.manuscript.blocks, compiled.findings
        found += check_document(Finished(workspace, request, compiled.manuscript))
    return found
