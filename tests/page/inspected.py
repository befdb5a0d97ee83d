"""A document with everything in it that `inspect` looks at, and single faults sown into it.

More than 300 lines, because the faults are one table, read from top to bottom.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from wenming_docs.blocks import (
    Attachment,
    AttachmentList,
    Cell,
    Column,
    Heading,
    Imprint,
    Manuscript,
    Masthead,
    Note,
    Paragraph,
    Recipients,
    Signature,
    Table,
    Text,
    Title,
    inlines,
    number_headings,
)
from wenming_docs.page.word import write_docx

DOCUMENT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
ODD, EVEN = "word/footer1.xml", "word/footer2.xml"


def table(rows: int) -> Table:
    """A table of two columns."""
    cells = tuple((Cell(inlines(f"第{row}街区")), Cell(inlines(str(row)))) for row in range(1, rows + 1))
    return Table((Column(inlines("地点")), Column(inlines("条数"))), cells, caption=inlines("整治条数"))


MANUSCRIPT = Manuscript(
    (
        Masthead(
            copy_number=inlines("000012"),
            mark=(Text("云山市青石街道办事处文件"),),
            document_number=inlines("云青办发〔2026〕8号"),
        ),
        Title(inlines("云山市青石街道办事处关于开展秋季爱国卫生行动的通知")),
        Recipients(inlines("各社区，各科室：")),
        Paragraph(inlines("为改善辖区环境，街道决定开展秋季爱国卫生行动，现将有关事项通知如下。")),
        Heading(1, inlines("工作目标")),
        Paragraph(inlines("用两个月时间清理背街小巷36条，做到“日产日清”，任务分解见附件1。")),
        Heading(1, inlines("主要任务")),
        Heading(2, inlines("环境整治")),
        Heading(3, inlines("清理楼道")),
        Heading(4, inlines("堆物清运")),
        Paragraph(inlines("每周五下午集中清运，清运后由社区干部逐楼检查，发现问题当场整改。")),
        Heading(4, inlines("墙面粉刷")),
        Paragraph(inlines("粉刷前先除去小广告，粉刷后拍照留底。")),
        Heading(3, inlines("清理河道")),
        Paragraph(inlines("打捞漂浮物，修补护栏。")),
        Heading(2, inlines("宣传引导")),
        Paragraph(inlines("在公告栏张贴倡议书，请居民代表监督。")),
        Heading(1, inlines("工作要求")),
        Heading(
            2, inlines("加强领导"), inlines("各社区书记负总责，把任务分到网格，落实到人，每周通报一次进度。")
        ),
        Heading(
            2, inlines("按时报送"), inlines("每月25日前把进展情况送街道办公室汇总，由办公室报送分管领导。")
        ),
        AttachmentList((inlines("任务分解表"), inlines("整治路段清单"))),
        Signature((inlines("云山市青石街道办事处"),), inlines("2026年9月8日"), seal=True),
        Note(inlines("（此件公开发布）")),
        Attachment(inlines("任务分解表"), (table(20),)),
        Attachment(inlines("整治路段清单"), (Paragraph(inlines("整治路段共36条，分三批完成。")),)),
        Imprint(
            copy_recipients=inlines("区爱卫办"),
            printing_office=inlines("云山市青石街道办事处党政办"),
            print_date=inlines("2026年9月8日"),
        ),
    )
)


@lru_cache(maxsize=1)
def clean_document() -> bytes:
    """The document without a fault."""
    return write_docx(number_headings(MANUSCRIPT))


def parts_of(data: bytes) -> dict[str, bytes]:
    """Every part of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@dataclass(frozen=True)
class Sown:
    """One fault: what is replaced in which part, the code that names it and a piece of its message."""

    name: str
    code: str
    says: str
    part: str
    old: str  # a regular expression; every match is replaced
    new: str
    clause: str = ""

    def document(self) -> bytes:
        """The clean document with this fault and no other."""
        parts = parts_of(clean_document())
        text, count = re.subn(self.old, self.new, parts[self.part].decode(), flags=re.DOTALL)
        assert count, f"{self.name}: nothing to replace"
        return packed({**parts, self.part: text.encode()})


def style(name: str) -> str:
    """A pattern for the beginning of a style, up to and with its properties of paragraphs."""
    return rf'(<w:style [^>]*w:styleId="{name}">(?:(?!</w:style>).)*?)'


def paragraph(text: str, style_name: str = '[^"]*') -> str:
    """A pattern for the paragraph that begins with ``text``: its style, further properties, first text."""
    return (
        rf'<w:p><w:pPr><w:pStyle w:val="({style_name})"/>((?:(?!</w:pPr>).)*)</w:pPr>'
        rf"((?:<w:r>(?:(?!</w:r>).)*</w:r>)*?<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t>{text})"
    )


def in_style(name: str, style_name: str, old: str, new: str, code: str, says: str, clause: str = "") -> Sown:
    """A fault in one style: ``old`` (a pattern) there becomes ``new``."""
    return Sown(name, code, says, STYLES, style(style_name) + old, r"\1" + new, clause)


def in_text(name: str, old: str, new: str, code: str, says: str, clause: str = "") -> Sown:
    """A fault in document.xml."""
    return Sown(name, code, says, DOCUMENT, old, new, clause)


def on_paragraph(name: str, text: str, properties: str, code: str, says: str, clause: str = "") -> Sown:
    """A fault in the paragraph that begins with ``text``: further paragraph properties."""
    new = rf'<w:p><w:pPr><w:pStyle w:val="\1"/>\2{properties}</w:pPr>\3'
    return Sown(name, code, says, DOCUMENT, paragraph(text), new, clause)


def footer(name: str, old: str, new: str, code: str, says: str) -> Sown:
    """A fault in the footer of odd pages."""
    return Sown(name, code, says, ODD, old, new, "7.5")


_SPACED = '<w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/>'
_EMPTY = '<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr></w:p>'
_LABEL = '<w:pStyle w:val="AttachmentLabel"/>'
_FIRST = '<w:p><w:pPr><w:pStyle w:val="Body"/>((?:(?!</w:pPr>).)*)</w:pPr><w:r><w:t>每周五'

SOWN: tuple[Sown, ...] = (
    # the page
    in_text("纸张信纸", r'w:w="11906" w:h="16838"',
    'w:w="12240" w:h="15840"', "L104", "215.9×279.4毫米", "5.1"),
    in_text("纸张B5", r'w:w="11906" w:h="16838"', 'w:w="10319" w:h="14571"', "L104", "182×257毫米", "5.1"),
    in_text("上边距", 'w:top="2098"', 'w:top="1440"', "L105", "上25.4", "5.2.1"),
    in_text("左边距", 'w:left="1588"', 'w:left="1800"', "L105", "左31.7", "5.2.1"),
    in_text("右边距窄", 'w:right="1474"', 'w:right="1134"', "L105", "右20", "5.2.1"),
    in_text("装订线", 'w:gutter="0"', 'w:gutter="284"', "L105", "左33", "5.2.1"),
    in_text("分两栏", r'<w:cols w:space="425"/>',
    '<w:cols w:num="2" w:space="425"/>', "L109", "分了2栏", "5.2.3"),
    Sown("行距30磅", "L106", "固定值30磅，每面排21行", STYLES, 'w:line="579"', 'w:line="600"', "5.2.3"),
    Sown("行距24磅", "L106", "每面排26行", STYLES, 'w:line="579"', 'w:line="480"', "5.2.3"),
    Sown("不收紧字距", "L107", "每行排27字", STYLES,
    '<w:spacing w:val="-5"/>', '<w:spacing w:val="0"/>', "5.2.3"),
    Sown("字距加宽", "L107", "每行排26字", STYLES,
    '<w:spacing w:val="-5"/>', '<w:spacing w:val="16"/>', "5.2.3"),
    on_paragraph("一段1.5倍行距", "每周五",
    '<w:spacing w:line="360" w:lineRule="auto"/>', "L109", "1.5倍", "5.2.3"),
    # 版头
    in_text("没有红线", r"<w:pBdr>.*?</w:pBdr>", "", "L144", "没有红色分隔线", "7.2.7"),
    in_text("份号四位", "000012", "0012", "L144", "份号4位", "7.2.1"),
    in_style("标志用黑体", "IssuerMark", 'w:eastAsia="方正小标宋简体"',
    'w:eastAsia="黑体"', "L144", "黑体", "7.2.4"),
    in_text("字号方括号", "〔2026〕8号", "[2026]8号", "L145", "年份用了“[”", "7.2.5"),
    in_text("字号虚位", "〔2026〕8号", "〔2026〕008号", "L145", "编了虚位", "7.2.5"),
    in_text("字号加第", "〔2026〕8号", "〔2026〕第8号", "L145", "加了“第”字", "7.2.5"),
    # title and 主送
    in_style("标题黑体", "Title", 'w:eastAsia="方正小标宋简体"',
    'w:eastAsia="黑体"', "L110", "黑体", "7.3.1"),
    in_style("标题小二", "Title", '<w:sz w:val="44"/>', '<w:sz w:val="36"/>', "L110", "小二", "7.3.1"),
    in_style("标题居左", "Title", '<w:jc w:val="center"/>', '<w:jc w:val="left"/>', "L111", "居左", "7.3.1"),
    in_style("标题缩进", "Title", '<w:jc w:val="center"/>',
             '<w:ind w:firstLineChars="200" w:firstLine="880"/><w:jc w:val="center"/>',
             "L111", "偏在一边", "7.3.1"),
    in_text("标题句号", "行动的通知</w:t>", "行动的通知。</w:t>", "L112", "以“。”结尾", "7.3.1"),
    in_text("标题一行太长", r"办事处</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>关于开展秋季爱国卫生行动",
            "办事处关于开展秋季爱国卫生环境整治专项</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>行动",
            "L113", "有一行", "7.3.1"),
    in_text("标题沙漏", "办事处</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>关于开展秋季爱国卫生行动的通知",
            "办事处关于</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>开展秋季</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>爱国卫生行动的通知",
            "L114", "沙漏", "7.3.1"),
    in_text("主送半角冒号", "各社区，各科室：", "各社区，各科室:", "L116", "半角冒号", "7.3.2"),
    on_paragraph("主送缩进", "各社区，",
    '<w:ind w:firstLineChars="200" w:firstLine="640"/>', "L116", "空了2字", "7.3.2"),
    # body
    in_style("正文宋体", "Body", 'w:eastAsia="仿宋_GB2312"',
    'w:eastAsia="宋体"', "L117", "正文是宋体", "5.2.2"),
    in_style("正文四号", "Body", '<w:sz w:val="32"/>', '<w:sz w:val="28"/>', "L117", "四号", "5.2.2"),
    in_style("署名楷体", "SignedBy", 'w:eastAsia="仿宋_GB2312"',
    'w:eastAsia="楷体_GB2312"', "L117", "署名是", "5.2.2"),
    in_text("几个字用宋体", r"<w:r><w:t>粉刷前先除去小广告",
            '<w:r><w:rPr><w:rFonts w:eastAsia="宋体"/></w:rPr><w:t>粉刷前先除去小广告',
            "L117", "宋体", "5.2.2"),
    in_style("正文红色", "Body", '<w:spacing w:val="-5"/>',
    '<w:color w:val="FF0000"/><w:spacing w:val="-5"/>',
             "L108", "红色", "5.2.4"),
    in_style("正文不缩进", "Body",
    '<w:ind w:firstLineChars="200" w:firstLine="630"/>', "", "L118", "没有缩进", "7.3.3"),
    in_style("缩进按厘米", "Body",
    '<w:ind w:firstLineChars="200" w:firstLine="630"/>', '<w:ind w:firstLine="420"/>',
             "L118", "1.3字", "7.3.3"),
    in_text("空格缩进", _FIRST,
    r'<w:p><w:pPr><w:pStyle w:val="Body"/><w:ind w:firstLineChars="0" w:firstLine="0"/>'
            r"</w:pPr><w:r><w:t>　　每周五", "L119", "2字"),
    on_paragraph("正文居中", "每周五", '<w:jc w:val="center"/>', "L120", "居中", "7.3.3"),
    on_paragraph("段后距", "每周五", '<w:spacing w:after="200"/>', "L121", "10磅", "5.2.3"),
    in_text("空段落", r'(<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>二、)',
    _EMPTY + r"\1", "L122", "空段落"),
    in_style("标题二加粗", "Heading2", '<w:b w:val="0"/>', "<w:b/>", "L123", "二级标题加粗"),
    in_style("数字等线", "Body", 'w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312"',
    'w:ascii="Arial" w:hAnsi="Arial"',
             "L124", "Arial"),
    Sown("引号变窄", "L125", "Times New Roman", STYLES,
         '<w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312"',
         '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"', ""),
    # headings
    in_style("一级仿宋", "Heading1", 'w:eastAsia="黑体"',
    'w:eastAsia="仿宋_GB2312"', "L126", "一级标题是", "7.3.3"),
    in_style("二级黑体", "Heading2", 'w:eastAsia="楷体_GB2312"',
    'w:eastAsia="黑体"', "L126", "二级标题是", "7.3.3"),
    in_style("三级四号", "Heading3", '<w:sz w:val="32"/>',
    '<w:sz w:val="28"/>', "L126", "三级标题是", "7.3.3"),
    in_style("接排不用楷体", "Heading2Char", 'w:eastAsia="楷体_GB2312"',
    'w:eastAsia="仿宋_GB2312"', "L126", "接排", "7.3.3"),
    in_text("一．", ">二、", ">二．", "L127", "写成“二．”", "7.3.3"),
    in_text("（一）、", "<w:t>（二）</w:t>", "<w:t>（二）、</w:t>", "L127", "写成“（二）、”", "7.3.3"),
    in_text("半角括号", "<w:t>（二）</w:t>", "<w:t>(二)</w:t>", "L127", "括号不是全角", "7.3.3"),
    in_text("1、", r"<w:t>1\.", "<w:t>1、", "L127", "写成“1、”", "7.3.3"),
    in_text("半角(1)", "<w:t>（2）", "<w:t>(2)", "L127", "括号不是全角", "7.3.3"),
    in_text("二到四", ">三、", ">四、", "L128", "“二、”后面是“四、”", "7.3.3"),
    in_text("重复", ">三、", ">二、", "L128", "“二、”后面是“二、”", "7.3.3"),
    in_text("从二开始", "<w:t>1.</w:t>", "<w:t>2.</w:t>", "L128", "从“2.”开始", "7.3.3"),
    in_text("跳级",
    r'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>（一）(?:(?!</w:p>).)*</w:p>(.*?)（二）',
            r"\1（一）", "L129", "从“一、”直接到“1.”", "7.3.3"),
    in_text("标题末尾句号", "工作目标</w:t>", "工作目标。</w:t>", "L130", "以“。”结尾", "7.3.3"),
    in_text("标题末尾冒号", "环境整治</w:t>", "环境整治：</w:t>", "L130", "以“：”结尾", "7.3.3"),
    in_text("外来序号", "<w:t>每周五", "<w:t>①每周五", "L132", "“①”", "7.3.3"),
    # page numbers
    footer("没有页码域", r"<w:r><w:fldChar.*<w:fldChar w:fldCharType=\"end\"/></w:r>",
    "<w:r><w:t>1</w:t></w:r>", "L137", "单页没有页码"),
    footer("半角短横", "—", "-", "L134", "写成“- 1 -”"),
    footer("第1页", r"<w:t xml:space=\"preserve\">— </w:t>", "<w:t>第</w:t>", "L134", "第1"),
    Sown("页码小五", "L135", "小五", STYLES,
    r'(styleId="PageNumberOdd">(?:(?!</w:style>).)*?)<w:sz w:val="28"/>', r'\1<w:sz w:val="18"/>', "7.5"),
    Sown("页码新罗马", "L135", "Times New Roman", STYLES,
         r'(styleId="PageNumber(?:Odd|Even)">(?:(?!</w:style>).)*?)w:ascii="宋体" w:hAnsi="宋体"',
         r'\1w:ascii="Times New Roman" w:hAnsi="Times New Roman"', "7.5"),
    footer("页码居中", r'<w:pStyle w:val="PageNumberOdd"/>',
    '<w:pStyle w:val="PageNumberOdd"/><w:jc w:val="center"/>', "L136", "居中"),
    footer("页码不空字", r'<w:pStyle w:val="PageNumberOdd"/>',
           '<w:pStyle w:val="PageNumberOdd"/><w:ind w:rightChars="0" w:right="0"/>', "L136", "0字"),
    Sown("不分单双页", "L136", "各页一样", SETTINGS, "<w:evenAndOddHeaders/>", "", "7.5"),
    in_text("首页不同", r"(<w:cols [^>]*/>)", r"\1<w:titlePg/>", "L137", "首页没有页码", "7.5"),
    # attachments
    in_text("附件半角冒号", "附件：1", "附件:1", "L138", "“附件:”", "7.3.4"),
    in_text("附件顿号", r"附件：1\.", "附件：1、", "L138", "“1、”", "7.3.4"),
    in_text("附件名句号", r"(整治路段清单)(</w:t></w:r></w:p><w:p>(?:(?!</w:p>).)*SignedBy)",
    r"\1。\2", "L138", "以“。”结尾", "7.3.4"),
    in_text("附件序号断", r"<w:t>2\.</w:t><w:tab/>", "<w:t>3.</w:t><w:tab/>", "L138", "“3.”", "7.3.4"),
    in_style("附件说明顶格", "AttachmentFirst", "<w:ind [^>]*/>",
    '<w:ind w:leftChars="400" w:left="1260" w:hangingChars="400" w:hanging="1260"/>',
             "L138", "左空0字", "7.3.4"),
    in_text("附件1冒号", "<w:t>附件1</w:t>", "<w:t>附件1：</w:t>", "L139", "“附件1：”", "7.3.7"),
    in_text("附件一", "<w:t>附件1</w:t>", "<w:t>附件一</w:t>", "L139", "“附件一”", "7.3.7"),
    in_style("附件序号仿宋", "AttachmentLabel", 'w:eastAsia="黑体"',
    'w:eastAsia="仿宋_GB2312"', "L139", "附件序号是", "7.3.7"),
    in_text("附件不另面", rf'({_LABEL}(?:<w:keepNext/>)?)<w:pageBreakBefore/>(<(?:(?!</w:p>).)*附件2)',
    r"\1\2", "L139", "没有另起一面", "7.3.7"),
    in_text("附件标题不同", r"(<w:pStyle w:val=\"Title\"/>(?:(?!</w:p>).)*)整治路段清单",
    r"\1整治道路清单", "L140", "整治道路清单", "7.3.7"),
    in_text("见附件3", "任务分解见附件1", "任务分解见附件3", "L140", "附件3", "7.3.4"),
    # signature
    in_text("汉字日期", "2026年9月8日(</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"Note)",
    r"二〇二六年九月八日\1", "L142", "汉字数字", "7.3.5.4"),
    in_text("日期虚位", "2026年9月8日(</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"Note)",
    r"2026年09月08日\1", "L142", "虚位", "7.3.5.4"),
    in_text("没有的日子", "2026年9月8日(</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"Note)",
    r"2026年9月31日\1", "L142", "日历上没有", "7.3.5.4"),
    in_text("日期用点", "2026年9月8日(</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"Note)",
    r"2026.9.8\1", "L142", "年月日", "7.3.5.4"),
    in_text("没有署名", r'<w:p><w:pPr><w:pStyle w:val="SignedBy"/>.*?</w:p>',
    "", "L141", "没有署名", "7.3.5"),
    in_text("没有日期", r'<w:p><w:pPr><w:pStyle w:val="IssueDate"/>.*?</w:p>',
    "", "L141", "没有成文日期", "7.3.5"),
    in_text("日期顶右", r'(<w:pStyle w:val="IssueDate"/>(?:<w:keepNext/>)?)<w:ind [^>]*/>',
    r"\1", "L143", "日期右空0字", "7.3.5.1"),
    in_text("落款居左",
    r'(<w:pStyle w:val="(?:SignedBy|IssueDate)"/>(?:<w:spacing [^>]*/>|<w:keepNext/>)*)<w:ind [^>]*/>',
            r'\1<w:ind w:left="0"/><w:jc w:val="left"/>', "L143", "署名右空", "7.3.5.1"),
    # tables, changes
    in_text("表格太宽",
    r'<w:gridCol w:w="\d+"/><w:gridCol w:w="\d+"/>(</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader)',
            r'<w:gridCol w:w="5000"/><w:gridCol w:w="5500"/>\1', "L146", "185.2毫米", "5.2.1"),
    in_text("表头不重复", "<w:tblHeader/>", "", "L147", "表头不重复"),
    in_text("行跨页", "<w:cantSplit/>(</w:trPr>)", r"\1", "L147", "断在两页"),
    in_text("修订痕迹", "(<w:r><w:t>每周五)",
    r'<w:del w:id="9" w:author="某"><w:r><w:delText>每日</w:delText></w:r></w:del>\1', "L103", "修订"),
)  # fmt: skip
