"""版记: a text box at the foot of the text area of the page it is anchored to (GB/T 9704-2012 7.4)."""

from __future__ import annotations

import math

from wenming_docs.blocks import Imprint, Inlines, plain
from wenming_docs.page.word.drawing import Frame, text_box
from wenming_docs.page.word.styles import PARAGRAPH_STYLES
from wenming_docs.page.word.xml import paragraph, runs, words
from wenming_docs.zh import em_width

THICK, THIN = 8, 6  # eighths of a point: 0.35 mm and 0.25 mm, 7.4.1
_STYLES = {style.id: style for style in PARAGRAPH_STYLES}
_CHARACTER = 280  # twips: 四号
_DATE_WIDTH = 3400  # twips for 印发日期


def imprint_box(block: Imprint, number: int, width: int) -> str:
    """A run that holds the text box; its last line is the foot of the text area."""
    rows, lines = _rows(block, width)
    height = lines * _STYLES["Imprint"].line + len(rows) * 15 + 40
    left = width - _DATE_WIDTH
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{left}"/><w:gridCol w:w="{_DATE_WIDTH}"/></w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )
    end = paragraph("Imprint", "", {"spacing": '<w:spacing w:line="20" w:lineRule="exact"/>'})
    return text_box(Frame(number, "版记", width, height), table + end)


def _rows(block: Imprint, width: int) -> tuple[list[str], int]:
    """The table rows with their lines above and below, and how many text lines they need."""
    wide = [
        (label, value)
        for label, value in (("主送：", block.main_recipients), ("抄送：", block.copy_recipients))
        if plain(value)
    ]
    office = bool(plain(block.printing_office) or plain(block.print_date))
    rows, lines = [], 0
    for index, (label, value) in enumerate(wide):
        last_wide = index == len(wide) - 1
        below = (THIN if office else THICK) if last_wide else 0  # no line between 主送 and 抄送
        rows.append(_row(_cell(width, _copies(label, value), THICK if index == 0 else 0, below, span=2)))
        room = width // _CHARACTER - 6  # less label, indents and what 避头尾 may cost
        lines += math.ceil(em_width(plain(value) + "。") / room)
    if office:
        top = 0 if wide else THICK
        rows.append(_row(_office_cells(block, top, width)))
        lines += 1
    return rows, lines


def _copies(label: str, value: Inlines) -> str:
    stop = "" if plain(value).endswith("。") else "。"
    return paragraph("ImprintCopies", words(label) + runs(value) + words(stop))


def _office_cells(block: Imprint, top: int, width: int) -> str:
    date = plain(block.print_date)
    printed = words("印发") if date and not date.endswith("印发") else ""
    right = {"jc": '<w:jc w:val="right"/>'}
    office = paragraph("Imprint", runs(block.printing_office))
    day = paragraph("Imprint", runs(block.print_date) + printed, right)
    return _cell(width - _DATE_WIDTH, office, top, THICK) + _cell(_DATE_WIDTH, day, top, THICK)


def _row(cells: str) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(width: int, content: str, above: int, below: int, *, span: int = 1) -> str:
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>'
        for edge, size in (("top", above), ("bottom", below))
        if size
    )
    borders = f"<w:tcBorders>{edges}</w:tcBorders>" if edges else ""
    grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{grid}{borders}</w:tcPr>{content}</w:tc>'
