"""Documents that other programs made: findings a clerk can act on, each told once."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from wenming_docs.findings import Finding
from wenming_docs.page.inspect import inspect_document

CASES = Path(__file__).parent.parent / "cases" / "word"


def default_document() -> bytes:
    """A notice as python-docx writes it with nothing set."""
    document = docx.Document()
    document.add_heading("关于开展秋季爱国卫生行动的通知", 0)
    document.add_paragraph("各社区、各科室：")
    document.add_paragraph("为做好秋季爱国卫生工作，改善辖区环境，现将有关事项通知如下。")
    document.add_heading("一、工作目标", 1)
    for number in range(60):
        document.add_paragraph(f"第{number + 1}批整治背街小巷36条，新增分类亭18个，做到“日产日清”。")
    document.add_heading("（一）环境整治", 2)
    document.add_paragraph("清理河道", style="List Bullet")
    document.add_paragraph("每周五下午报送进展情况。", style="List Number")
    document.add_paragraph("青石街道办事处")
    document.add_paragraph("2026年9月8日")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def set_run(run: Any, font: str, size: float, latin: str = "Times New Roman") -> None:
    """Font and size on the spot, as the boxes of Word's ribbon set them."""
    run.font.size, run.font.name = Pt(size), latin
    run._r.rPr.rFonts.set(qn("w:eastAsia"), font)
    run._r.rPr.rFonts.set(qn("w:hint"), "eastAsia")


class ByHand:
    """A document set paragraph by paragraph, with no style of its own: the usual clerk's work."""

    def __init__(self) -> None:
        self.document = docx.Document()
        self.document.settings.odd_and_even_pages_header_footer = True
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        normal = self.document.styles["Normal"]
        normal.font.size, normal.font.name = Pt(10.5), "等线"
        normal.paragraph_format.space_after = Pt(0)
        self.footer(section.footer, ALIGN.RIGHT, "right")
        self.footer(section.even_page_footer, ALIGN.LEFT, "left")

    def add(
        self, text: str, font: str = "仿宋_GB2312", size: int = 16, *, first: int = 2, right: int = 0,
        align: ALIGN | None = None, new_page: bool = False,
    ) -> None:  # fmt: skip
        """A paragraph of 28 points a line."""
        paragraph = self.document.add_paragraph()
        layout = paragraph.paragraph_format
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(28)
        layout.page_break_before = new_page
        indents = paragraph._p.get_or_add_pPr().get_or_add_ind()
        for name, count in (("firstLine", first), ("right", right)):
            indents.set(qn(f"w:{name}Chars"), str(count * 100))
            indents.set(qn(f"w:{name}"), str(count * size * 20))
        paragraph.alignment = align
        set_run(paragraph.add_run(text), font, size)

    def footer(self, footer: Any, align: ALIGN, side: str) -> None:
        """— 1 — in a footer, one 字 from the edge."""
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = align
        indents = paragraph._p.get_or_add_pPr().get_or_add_ind()
        indents.set(qn(f"w:{side}Chars"), "100")
        for text in ("— ", "begin", " PAGE ", "separate", "1", "end", " —"):
            run = paragraph.add_run("" if text.strip().isalpha() else text)
            set_run(run, "宋体", 14, "宋体")
            if text in ("begin", "separate", "end"):
                run._r.append(OxmlElement("w:fldChar"))
                run._r[-1].set(qn("w:fldCharType"), text)
            elif text == " PAGE ":
                run._r.append(OxmlElement("w:instrText"))
                run._r[-1].text = text

    def data(self) -> bytes:
        """The document as bytes."""
        buffer = io.BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()


def careful_work() -> ByHand:
    """A notice by somebody who knows the standard and sets everything on the spot."""
    work = ByHand()
    work.add("关于开展秋季爱国卫生行动的通知", "方正小标宋简体", 22, first=0, align=ALIGN.CENTER)
    work.add("")
    work.add("各社区，各科室：", first=0)
    work.add("为改善辖区环境，街道决定开展秋季爱国卫生行动，现将有关事项通知如下。")
    work.add("一、工作目标", "黑体")
    work.add("用两个月时间清理背街小巷36条，做到“日产日清”，任务分解见附件1。")
    work.add("二、主要任务", "黑体")
    work.add("（一）环境整治", "楷体_GB2312")
    work.add("1.清理楼道。每周五下午集中清运，清运后由社区干部逐楼检查。")
    work.add("2.清理河道。打捞漂浮物，修补护栏。")
    work.add("（二）宣传引导", "楷体_GB2312")
    work.add("在公告栏张贴倡议书，请居民代表监督。")
    work.add("附件：1.任务分解表")
    work.add("2.整治路段清单", first=5)
    work.add("青石街道办事处", first=0, right=4, align=ALIGN.RIGHT)
    work.add("2026年9月8日", first=0, right=4, align=ALIGN.RIGHT)
    work.add("附件1", "黑体", first=0, new_page=True)
    work.add("任务分解表", "方正小标宋简体", 22, first=0, align=ALIGN.CENTER)
    table = work.document.add_table(3, 2, style="Table Grid")
    for cell in table._cells:
        cell.text = "某某"
    work.add("附件2", "黑体", first=0, new_page=True)
    work.add("整治路段清单", "方正小标宋简体", 22, first=0, align=ALIGN.CENTER)
    work.add("整治路段共36条，分三批完成。")
    return work


def told(findings: tuple[Finding, ...]) -> dict[str, str]:
    """Code → message; headings of two levels are told one by one, the first counts."""
    messages: dict[str, str] = {}
    for finding in findings:
        messages.setdefault(finding.code, finding.message)
    return messages


COMMON = {
    "L104": "页面：纸张215.9×279.4毫米，应为210×297毫米（GB/T 9704—2012 5.1）",
    "L133": "页脚：没有页码，应为有页码（GB/T 9704—2012 7.5）",
}
"""What both lack."""


def test_a_document_of_python_docx_gives_under_twenty_findings() -> None:
    findings = inspect_document(default_document()).findings
    assert [finding.code for finding in findings] == [
        *("L104", "L105", "L106", "L107", "L108", "L110", "L111", "L117", "L118", "L121", "L123", "L124"),
        *("L125", "L126", "L126", "L131", "L132", "L133", "L143"),
    ]
    messages = told(findings)
    assert COMMON.items() <= messages.items()
    assert messages["L106"] == "正文：行距1.15倍，每面排26行，应为每面22行（GB/T 9704—2012 5.2.3）"
    assert messages["L118"] == (
        "第3段“为做好秋季爱国卫生工作，……”、第4段“一、工作目标”等64处：首行缩进0字，没有缩进，"
        "应为2字（GB/T 9704—2012 7.3.3）"
    )
    assert messages["L117"].startswith("第2段“各社区、各科室：”、第3段“为做好秋季爱国卫生工作，……”等66处：")
    assert all(finding.hint for finding in findings)


def test_a_document_of_pandoc_gives_under_twenty_findings() -> None:
    findings = inspect_document((CASES / "pandoc.docx").read_bytes()).findings
    assert [finding.code for finding in findings] == [
        *("L104", "L105", "L106", "L107", "L108", "L110", "L117", "L118", "L121", "L124", "L126", "L126"),
        *("L128", "L131", "L132", "L133", "L143"),
    ]
    messages = told(findings)
    assert COMMON.items() <= messages.items()
    assert messages["L128"] == (
        "第12段“三、工作要求”：序号不连续，“一、”后面是“三、”，应为“二、”（GB/T 9704—2012 7.3.3）"
    )
    assert messages["L110"] == (
        "第1段“关于开展秋季爱国卫生行动……”：标题是28磅等线 Light，应为二号小标宋（GB/T 9704—2012 7.3.1）"
    )


def test_careful_work_by_hand_gets_two_notices_and_no_warning() -> None:
    findings = inspect_document(careful_work().data()).findings
    assert [(finding.code, finding.severity.value) for finding in findings] == [
        ("L107", "notice"),
        ("L122", "notice"),
    ]
    assert findings[0].message == "正文：每行排27字，应为每行28字（GB/T 9704—2012 5.2.3）"
    assert findings[1].message == "第1段后面：用空段落留空，应为用段前、段后距留空"


def test_one_slip_in_careful_work_is_told_beside_them() -> None:
    work = careful_work()
    work.add("整治后由街道验收，不合格的重新整治，直到合格为止。", "宋体", 14)
    codes = [finding.code for finding in inspect_document(work.data()).findings]
    assert codes == ["L107", "L117", "L122"]


def told_of(*paragraphs: tuple[str, str]) -> list[str]:
    """The codes found in a titled document of these paragraphs (text, font), the 27 characters apart."""
    work = ByHand()
    work.add("青石街道2026年创建工作总结", "方正小标宋简体", 22, first=0, align=ALIGN.CENTER)
    for text, font in paragraphs:
        work.add(text, font)
    codes = [finding.code for finding in inspect_document(work.data()).findings]
    assert codes[0] == "L107"
    return codes[1:]


def test_a_heading_alone_on_its_line_is_one_in_spite_of_its_full_stop() -> None:
    text = ("今年以来，街道扎实推进创建工作，现将有关情况总结如下。", "仿宋_GB2312")
    assert told_of(text, ("一、主要做法", "黑体"), ("（一）突出重点，整治环境。", "楷体_GB2312")) == ["L130"]
    # In the face of the text it is a sentence, as items of a list are.
    assert told_of(text, ("一、主要做法", "黑体"), ("（一）报名时间到9月底。", "仿宋_GB2312")) == []


def test_chapters_and_articles_of_a_set_of_rules_are_no_faults() -> None:
    chapter, article = ("第一章 总则", "黑体"), ("第一条 为规范积分管理，制定本办法。", "仿宋_GB2312")
    assert told_of(chapter, article, ("第二章 积分", "黑体"), article) == []


def test_the_rules_of_wording_read_other_peoples_text() -> None:
    document = docx.Document()
    document.add_paragraph("关于开展活动的通知")
    document.add_paragraph('为做好工作,改善环境,请大家"认真"学习。')
    document.add_paragraph("各社区要抓好落实,每月报送一次。")
    buffer = io.BytesIO()
    document.save(buffer)
    findings = inspect_document(buffer.getvalue()).findings
    wording = {finding.code: finding.message for finding in findings if finding.code.startswith("W")}
    assert wording.keys() == {"W001", "W003"}
    assert wording["W001"].startswith("第2段“为做好工作,改善环境,请……”、第3段“各社区要抓好落实,每月报……”：")
