"""Documents that other programs made: findings a clerk can act on, each told once."""

from __future__ import annotations

import io
from pathlib import Path

import docx

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
