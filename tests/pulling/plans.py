"""A plan with many ways of writing, and documents of it that somebody edited."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

from lxml import etree

from wenming_docs.page.word import Returned, read_returned, write_docx
from wenming_docs.pipeline import Options, compile_document, read_workspace, requests
from wenming_docs.pulling import Pulled, choose, pull

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TODAY = date(2026, 11, 22)
OPTIONS = Options(draft=True, today=TODAY)

PLAN = """\
# 计划的第一行注释
单位:
  名称: 云山市青石街道办事处   # 全称
  简称: 青石街道
  内设: 党政办、宣传办、城管办
  下级:
    社区: 东门社区、西门社区
创建:
  荣誉: 全国文明城市
  年度: 2026
指导思想: |
  以为民创建为宗旨，对照【创建·荣誉】测评体系，从居民门口改起。

  坚持“一把尺子”量到底，不搞突击。
工作目标:
  - 年底前顺利通过测评，居民满意率逐季提高。
  - 指标: 整治背街小巷
    目标: 36条      # 年初定的
    时限: 9月底前
基本原则:
  - 为民利民: 先改居民天天走的路，不搞突击工程。
  - 建管并重: '改造一处、管好一处，做到“建管并重”。'
领导小组:
  名称: 青石街道创建工作领导小组
  组长: 周明远（街道党工委书记）
  副组长: 何晓燕（街道宣传委员）
  成员: 梁芳（宣传办主任）、丁一鸣（城管办主任）
  办公室:
    设在: 宣传办
    主任: 何晓燕（兼）
任务:
  - 名称: 提升市容环境
    牵头: 城管办
    配合: [宣传办, 东门社区]
    责任领导: 何晓燕
    子任务:
      - 名称: 整治背街小巷
        措施: 逐条过堂，一巷一策。   # 三步走
        责任人: 丁一鸣
        时限: 9月底前
      - 名称: 清除小广告
        措施: "每周巡查，随贴随清。"
        责任人: 丁一鸣
        时限: 长期坚持
  - 名称: 宣传典型
    牵头: 宣传办
    措施: >
      每月推出一期专栏，
      讲身边人身边事。
    责任人: 梁芳
    时限: 11月底前
保障措施:
  - 加强领导: 各单位主要负责人亲自抓，每月研究一次。
成果:
  - 日期: 6月10日
    单位: 东门社区
    任务: 清除小广告
    数据:
      清理小广告: 120处
  - 日期: 6月20日
    单位: 西门社区
    任务: 清除小广告
    数据:
      清理小广告: 80处
文稿:
  - 文种: 实施方案
    标题: 青石街道2026年全国文明城市创建工作实施方案
    主送: 各社区，各科室
    落款: 青石街道办事处
    日期: 2026年3月2日
    附件:
      - 任务分解表
  - 文种: 进展汇报
    期间: 6月
    主送: 云山市文明办
    日期: 2026年7月2日
"""


def plan_in(folder: Path, text: str = PLAN, name: str = "计划.yaml") -> Path:
    """The plan as a file."""
    path = folder / name
    path.write_bytes(text.encode())
    return path


def rendered(plan: Path, number: int = 0) -> bytes:
    """A document of the plan as it is given out."""
    workspace = read_workspace(plan)
    request = requests(workspace, OPTIONS, plan)[number][0]
    assert request
    return write_docx(compile_document(workspace, request, OPTIONS, plan).manuscript)


def edited(docx: bytes, *changes: tuple[str, str]) -> bytes:
    """The document with words of its paragraphs replaced, each once, as an editor would have saved it.

    Words in ``><`` are the last that stand in a run of their own, as in a cell; ``<w:`` begins XML.
    """
    body = etree.fromstring(body_of(docx).encode())
    for before, after in changes:
        if "<w:" in before:
            xml = etree.tostring(body, encoding="unicode")
            assert before in xml, before
            body = etree.fromstring(xml.replace(before, after, 1))
        elif before.startswith(">"):
            text = [each for each in body.iter(f"{W}t") if each.text == before[1:-1]][-1]
            text.text = after[1:-1]
        else:
            texts = list(paragraph_with(body, before).iter(f"{W}t"))
            whole = "".join(text.text or "" for text in texts)
            for text in texts:
                text.text = ""
            texts[0].text = whole.replace(before, after, 1)
    return with_body(docx, etree.tostring(body))


def with_paragraph(docx: bytes, before: str, text: str) -> bytes:
    """The document with a paragraph typed before the one that holds ``before``."""
    body = etree.fromstring(body_of(docx).encode())
    new = etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:t>{text}</w:t></w:r></w:p>')
    paragraph_with(body, before).addprevious(new)
    return with_body(docx, etree.tostring(body))


def paragraph_with(body: etree._Element, words: str) -> etree._Element:
    """The first paragraph that holds ``words``."""
    found = (
        each for each in body.iter(f"{W}p") if words in "".join(t.text or "" for t in each.iter(f"{W}t"))
    )
    return next(found)


def body_of(docx: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml").decode()


def with_body(docx: bytes, body: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, body if entry.filename == "word/document.xml" else old.read(entry))
    return out.getvalue()


def pulled(plan: Path, docx: bytes, name: str = "计划-实施方案.docx") -> Pulled:
    """What the edited document brings to the plan."""
    returned: Returned = read_returned(docx)
    wanted = choose(plan.parent / name, returned, plan, OPTIONS)
    return pull(returned, wanted, wanted.options)


def after(found: Pulled) -> dict[str, str]:
    """The files of the plan as they would be, by name."""
    return {file.path.name: file.after.decode() for file in found.files}


def changed_lines(before: str, behind: str) -> list[tuple[str, str]]:
    """The lines that differ; the number of lines has to be the same."""
    pairs = zip(before.split("\n"), behind.split("\n"), strict=True)
    return [(old.strip(), new.strip()) for old, new in pairs if old != new]
