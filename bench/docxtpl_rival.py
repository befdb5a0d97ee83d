"""docxtpl as a competent user would run it: a styled Word template with loops, facts as JSON.

As a program: ``python -m bench.docxtpl_rival template.docx plan.json out.docx``.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.lines import COLUMNS, numbered, rows

BODY = (
    ("title", "{{ title }}"),
    ("body", "{{ opening }}"),
    ("h1", "一、指导思想"),
    ("body", "{{ ideology }}"),
    ("h1", "二、工作目标"),
    ("body", "{%p for target in targets %}"),
    ("body", "{{ target }}"),
    ("body", "{%p endfor %}"),
    ("h1", "三、主要任务"),
    ("body", "重点抓好以下{{ area_count }}项工作，任务分工见附件："),
    ("body", "{%p for area in areas %}"),
    ("h2", "{{ area.number }}{{ area.name }}"),
    ("body", "{%p for task in area.tasks %}"),
    ("body", "{{ task.number }}{{ task.name }}。{{ task.content }}"),
    ("body", "{%p endfor %}"),
    ("body", "{%p endfor %}"),
    ("h1", "四、实施步骤"),
    ("body", "工作分{{ phase_count }}个阶段推进："),
    ("body", "{%p for phase in phases %}"),
    ("h2", "{{ phase.number }}{{ phase.name }}（{{ phase.span }}）"),
    ("body", "{{ phase.text }}"),
    ("body", "{%p endfor %}"),
    ("h1", "五、保障措施"),
    ("body", "{%p for safeguard in safeguards %}"),
    ("body", "{{ safeguard.number }}{{ safeguard.name }}。{{ safeguard.text }}"),
    ("body", "{%p endfor %}"),
    ("body", "附件：任务分解表"),
    ("body", "{{ unit }}"),
    ("body", "{{ date }}"),
    ("h1", "附件"),
    ("title", "任务分解表"),
)
"""The template's paragraphs before its table: style and text."""


def write_template(path: Path) -> None:
    """The Word template, as somebody would make it once by hand."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document()
    for name, font, size in (
        ("title", "方正小标宋简体", 22),
        ("h1", "黑体", 16),
        ("h2", "楷体_GB2312", 16),
        ("body", "仿宋_GB2312", 16),
        ("cell", "宋体", 10.5),
    ):
        style = document.styles.add_style(name, 1)
        style.font.name, style.font.size = font, Pt(size)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    for style_name, text in BODY:
        document.add_paragraph(text, style=style_name)
    fields = ("number", "area", "name", "content", "lead", "supporting", "leader", "person", "deadline")
    cells = [f"{{{{ row.{field} }}}}" for field in (*fields, "frequency")]
    table = document.add_table(rows=0, cols=len(COLUMNS), style="Table Grid")
    loop, end = ["{%tr for row in rows %}"], ["{%tr endfor %}"]
    for texts in (list(COLUMNS), loop, cells, end):
        for cell, text in zip(table.add_row().cells, texts, strict=False):
            cell.paragraphs[0].text = text
            cell.paragraphs[0].style = "cell"
    document.save(str(path))


def context(plan: dict[str, Any]) -> dict[str, Any]:
    """What the template prints: the facts with their numbers."""
    names = ("number", "area", "name", "content", "lead", "supporting", "leader", "person", "deadline")
    fields = (*names, "frequency")
    return {**numbered(plan), "rows": [dict(zip(fields, row, strict=True)) for row in rows(plan)]}


def make(template: Path, plan: dict[str, Any]) -> bytes:
    """The plan as .docx bytes; docxtpl has to open its template anew for each document."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(str(template))
    document.render(context(plan), autoescape=True)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def warm(folder: Path) -> Callable[[], bytes]:
    """A maker whose facts and imports are loaded."""
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    template = folder / "template.docx"
    return lambda: make(template, plan)


if __name__ == "__main__":
    facts = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    Path(sys.argv[3]).write_bytes(make(Path(sys.argv[1]), facts))
