"""文稿: the documents to issue, and how each is composed."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from wenming_docs.facts.model.base import FactModel, fact
from wenming_docs.facts.model.charts import ChartFacts
from wenming_docs.facts.model.events import FollowUp, NextStep, Shortcoming
from wenming_docs.facts.model.kept import Keeping
from wenming_docs.facts.model.leaves import (
    Line,
    Names,
    ProseField,
    ReadBy,
    YesNo,
    choice,
    line_of,
    names_of,
    refuse,
)
from wenming_docs.facts.model.photos import PerRow, Photo
from wenming_docs.facts.source import Mapping, Node, Sequence
from wenming_docs.findings import SourceText


class TaskStyle(StrEnum):
    """任务写法: how the fields of a task are printed."""

    BRACKETS = "括注"
    ROWS = "分行"
    TABLE = "附表"


class Form(StrEnum):
    """式: how a section prints the facts it takes."""

    STRING = "数据串"
    ITEMS = "条目"
    TABLE = "表格"


class IssueForm(StrEnum):
    """印发形式: whether the issued document follows on a new page or as a labelled attachment."""

    PLAIN = "另页"
    LABELLED = "附件"


def renames_of(node: Node) -> dict[SourceText, SourceText]:
    """叫法: standard term → the office's own."""
    if not isinstance(node, Mapping):
        raise refuse("“叫法”下面要一行一个“原来的叫法: 本单位的叫法”", "例如 保障措施: 工作要求")
    return {SourceText(e.key.text, (e.key.origin,)): line_of(e.value) for e in node.entries}


def row_of(node: Node) -> tuple[SourceText, ...]:
    """A table row: a list of cells, or one line with cells separated by 、 or |."""
    if isinstance(node, Sequence):
        return tuple(SourceText(line_of(item), (item.origin,)) for item in node.items)
    line = line_of(node)
    if "|" in line or "｜" in line:
        cells = str(line).replace("｜", "|").strip("|").split("|")
        return tuple(SourceText(cell.strip(), line.origins) for cell in cells)
    return names_of(node)


def rows_of(node: Node) -> tuple[tuple[SourceText, ...], ...]:
    """The rows of a hand-made table."""
    if not isinstance(node, Sequence):
        raise refuse("“行”下面要一行一条", "每条写成“- 甲 | 乙 | 丙”")
    return tuple(row_of(item) for item in node.items)


class HandTable(FactModel):
    """表: a table typed by its author; 留空 leaves a cell to be filled in by hand."""

    caption: Line | None = fact("表题", "标题", "题目")
    head: Annotated[tuple[SourceText, ...], ReadBy(row_of)] = fact("表头", default=...)
    rows: Annotated[tuple[tuple[SourceText, ...], ...], ReadBy(rows_of)] = fact("行", "内容", default=...)
    notes: ProseField | None = fact("注", "说明")


class Section(FactModel):
    """章节: a section with a free heading, the facts it takes, and the author's paragraphs."""

    scalar_as = "text"
    pair_as = ("heading", "text")

    heading: Line | None = fact("标题", "小标题", "章节")
    take: Names = fact("取", default=())
    form: Annotated[Form, choice(Form)] | None = fact("式")
    text: ProseField | None = fact("文", "正文", "内容")
    table: HandTable | None = fact("表", "表格")
    columns: Line | None = fact("列", "列名")
    chart: ChartFacts | None = fact("图", "图表", "统计图")
    photos: tuple[Photo, ...] = fact("图片", "照片", default=())
    per_row: Annotated[PerRow, choice(PerRow)] | None = fact("每行")
    sections: tuple[Section, ...] = fact("章节", "小节", default=())
    run_in: YesNo = fact("接排", default=False)
    reuse: Line | None = fact("沿用")
    landscape: YesNo = fact("横向", default=False)
    afterword: ProseField | None = fact("附言")


class AttachedDocument(FactModel):
    """附件: one attachment: a known table by name, or a section of its own."""

    scalar_as = "title"
    scalar_splits = True

    title: Line = fact("标题", "名称", default=...)
    take: Names = fact("取", default=())
    form: Annotated[Form, choice(Form)] | None = fact("式")
    text: ProseField | None = fact("文", "正文", "内容")
    table: HandTable | None = fact("表", "表格")
    columns: Line | None = fact("列", "列名")
    photos: tuple[Photo, ...] = fact("图片", "照片", default=())
    per_row: Annotated[PerRow, choice(PerRow)] | None = fact("每行")
    sections: tuple[Section, ...] = fact("章节", default=())
    landscape: YesNo | None = fact("横向")


class MastheadFacts(FactModel):
    """版头: what stands above the red line."""

    issuer_mark: Names = fact("发文机关标志", "发文机关", default=())
    mark_suffix: YesNo = fact("文件二字", "带文件二字", default=True)
    document_number: Line | None = fact("发文字号", "文号")
    signers: Names = fact("签发人", default=())
    copy_number: Line | None = fact("份号")
    security_classification: Line | None = fact("密级")
    classified_for: Line | None = fact("保密期限")
    urgency: Line | None = fact("紧急程度")


class ImprintFacts(FactModel):
    """版记: at the foot of the last page."""

    copy_recipients: Line | None = fact("抄送", "抄送机关")
    printing_office: Line | None = fact("印发机关")
    print_date: Line | None = fact("印发日期")


class PageFacts(FactModel):
    """版式: fonts by the names they have on the office's machines."""

    fonts: Line | None = fact("字体", "字库")
    latin_font: Line | None = fact("西文字体", "数字字体")


class DocumentPlan(Keeping):
    """文稿: one document to issue."""

    scalar_as = "kind"

    kind: Line = fact("文种", default=...)
    name: Line | None = fact("名称")
    period: Line | None = fact("期间")
    title: Line | None = fact("标题", "题目")
    subtitle: Line | None = fact("题注", "副标题", "题下")
    main_recipients: Line | None = fact("主送", "主送机关")
    salutation: Line | None = fact("称谓", "称呼")
    introduction: ProseField | None = fact("引言", "导语", "前言")
    sections: tuple[Section, ...] = fact("章节", default=())
    closing: ProseField | None = fact("结语", "结尾")
    attachments: tuple[AttachedDocument, ...] = fact("附件", default=())
    signed_by: Names = fact("落款", "署名", default=())
    issue_date: Line | None = fact("日期", "成文日期")
    seal: YesNo = fact("印章", "盖章", default=False)
    note: Line | None = fact("附注")
    task_style: Annotated[TaskStyle, choice(TaskStyle)] | None = fact("任务写法")
    renames: Annotated[dict[SourceText, SourceText], ReadBy(renames_of)] = fact("叫法", default={})
    left_out: Names = fact("不写", default=())
    masthead: MastheadFacts | None = fact("版头", "红头")
    imprint: ImprintFacts | None = fact("版记")
    page: PageFacts | None = fact("版式")
    issues: Line | None = fact("印发", description="本通知印发哪一份文稿：写它的名称或文种")
    issue_form: Annotated[IssueForm, choice(IssueForm)] | None = fact("印发形式")
    units: Names = fact("单位", "责任单位", "对象", default=())
    columns: Line | None = fact("列", "列名")
    followed_up: tuple[FollowUp, ...] = fact("上期安排", "上期下一步", "上期事项", default=())
    shortcomings: tuple[Shortcoming, ...] = fact("存在问题", "问题", default=())
    next_steps: tuple[NextStep, ...] = fact("下一步", "下步打算", "工作打算", "打算", default=())
