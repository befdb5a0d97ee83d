"""Tables: fixed layout, widths from the content, the head repeated on each page, rows unsplit."""

from __future__ import annotations

import re
from collections.abc import Callable

from wenming_docs.blocks import Align, Cell, Inlines, Table, Text, plain
from wenming_docs.errors import InternalError
from wenming_docs.page.word.columns import CROWDED, column_widths
from wenming_docs.page.word.flow import Flow
from wenming_docs.page.word.styles import TABLE_SIZES
from wenming_docs.page.word.xml import is_simple, paragraph

PADDING = 114  # twips: the left and right cell margins of the table style together
_FIGURE = re.compile(r"[-+−±≥≤＞＜≈约近]?[\d.,，%％‰/／:：—～~-]+[余多]?[%％‰]?|—|－|")
_MIDDLE = '<w:vAlign w:val="center"/>'  # in each cell: LibreOffice overlooks it in the table style
_SHORT = 8  # characters: a column of cells no longer than this is centred
_COUNTING = ("序号", "编号", "项目编号", "指标编号")

WriteCell = Callable[[Cell], str]


def write_table(flow: Flow, table: Table) -> None:
    """Caption, table, notes. Raises ``InternalError`` if a row has another number of cells than columns."""
    if not table.columns:
        return
    longest = _longest_lines(table)
    widths, suffix = _fit(longest, flow.text_width)
    if plain(table.caption):
        flow.paragraph("TableCaption", flow.runs(table.caption))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    flow.table(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{_head(flow, table, widths, suffix)}"
        + "".join(_body_rows(flow, table, widths, longest, suffix))
        + "</w:tbl>"
    )
    for note in table.notes:
        flow.paragraph("TableNote", flow.runs(note))


def _fit(longest: list[tuple[str, str]], room: int) -> tuple[list[int], str]:
    """Column widths and the size that suits them: 小四, or 五号 where 小四 would be crowded."""
    size, _ = TABLE_SIZES[""]
    widths, lines = column_widths(longest, room, size * 10, PADDING)
    if lines <= CROWDED:
        return widths, ""
    small, _ = TABLE_SIZES["Small"]
    return column_widths(longest, room, small * 10, PADDING)[0], "Small"


def _longest_lines(table: Table) -> list[tuple[str, str]]:
    """For each column its head and the longest line of its cells."""
    columns = list(zip(*table.rows, strict=True)) if _regular(table) else [()] * len(table.columns)
    return [
        (plain(column.title), _longest(cells)) for column, cells in zip(table.columns, columns, strict=True)
    ]


def _regular(table: Table) -> bool:
    for row in table.rows:
        if len(row) != len(table.columns):
            raise InternalError(f"表格有 {len(table.columns)} 列，但有一行是 {len(row)} 格")
    return bool(table.rows)


def _longest(cells: tuple[Cell, ...]) -> str:
    texts = [cell.inlines[0].text if len(cell.inlines) == 1 else plain(cell.inlines) for cell in cells]
    return max("\n".join(texts).split("\n"), key=len)


def _head(flow: Flow, table: Table, widths: list[int], suffix: str) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{_MIDDLE}</w:tcPr>'
        f"{_paragraphs(flow, 'TableHead' + suffix, column.title)}</w:tc>"
        for column, width in zip(table.columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _body_rows(
    flow: Flow, table: Table, widths: list[int], longest: list[tuple[str, str]], suffix: str
) -> list[str]:
    writers = [
        _cell_writer(flow, width, _alignment(table, index, longest[index][1]), suffix)
        for index, width in enumerate(widths)
    ]
    opening, closing = "<w:tr><w:trPr><w:cantSplit/></w:trPr>", "</w:tr>"
    return [
        opening + "".join([write(cell) for write, cell in zip(writers, row, strict=True)]) + closing
        for row in table.rows
    ]


def _alignment(table: Table, index: int, longest: str) -> Align:
    """How a column stands whose cells do not say: figures right, short texts centred, long ones left."""
    column = table.columns[index]
    if column.align is not Align.AUTO:
        return column.align
    if plain(column.title) in _COUNTING:
        return Align.CENTER
    if len(longest) > _SHORT:
        return Align.LEFT
    figures = all(_FIGURE.fullmatch(plain(row[index].inlines)) for row in table.rows)
    return Align.RIGHT if figures and longest else Align.CENTER


def _cell_writer(flow: Flow, width: int, align: Align, suffix: str) -> WriteCell:
    """A function that writes the cells of one column; all that does not change is prepared."""
    size = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
    style = f"Table{align.value.title()}{suffix}"
    open_paragraph, close_paragraph = paragraph(style, "\0").split("\0")
    opening, closing = f"{size}{_MIDDLE}</w:tcPr>{open_paragraph}", f"{close_paragraph}</w:tc>"
    open_text, close_text, simple = f"{opening}<w:r><w:t>", f"</w:t></w:r>{closing}", not flow.hint

    def write(cell: Cell) -> str:
        inlines = cell.inlines
        if cell.rows == 1 and cell.align is Align.AUTO and len(inlines) == 1:
            text = inlines[0]
            if simple and is_simple(text):  # the hot path: nearly all cells of a large table
                return open_text + text.text + close_text
            if "\n" not in text.text:
                return opening + flow.runs(inlines) + closing
        own = style if cell.align is Align.AUTO else f"Table{cell.align.value.title()}{suffix}"
        merge = {0: "<w:vMerge/>", 1: ""}.get(cell.rows, '<w:vMerge w:val="restart"/>')
        content = cell.inlines if cell.rows else ()
        return f"{size}{merge}{_MIDDLE}</w:tcPr>{_paragraphs(flow, own, content)}</w:tc>"

    return write


def _paragraphs(flow: Flow, style: str, inlines: Inlines) -> str:
    """The paragraphs of a cell: a line feed separates them; an empty cell still has one."""
    lines: list[list[Text]] = [[]]
    for text in inlines:
        first, *rest = text.text.split("\n")
        lines[-1].append(Text(first, text.origins, text.emphasis, text.blank))
        lines.extend([Text(line, text.origins, text.emphasis, text.blank)] for line in rest)
    return "".join(paragraph(style, flow.runs(tuple(line))) for line in lines)
