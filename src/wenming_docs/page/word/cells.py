"""The cells of a table: what does not change in a column is written once, and the texts put in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from wenming_docs.blocks import Align, Cell, Inlines, Shade, Text
from wenming_docs.page.word.flow import Flow
from wenming_docs.page.word.xml import is_clean, paragraph
from wenming_docs.records import dataclass

_MIDDLE = '<w:vAlign w:val="center"/>'  # in each cell: LibreOffice overlooks it in the table style
_GROUNDS = {
    Shade.NONE: "",
    # Far enough apart to be told from each other and from white on a black-and-white printer.
    Shade.LIGHT: '<w:shd w:val="clear" w:color="auto" w:fill="BFBFBF"/>',
    Shade.DARK: '<w:shd w:val="clear" w:color="auto" w:fill="404040"/>',
}
_MERGES = {0: "<w:vMerge/>", 1: ""}
_BEGINS = '<w:vMerge w:val="restart"/>'

WriteCell = Callable[[Cell], str]


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """The width of a column in twips, how its cells stand that do not say it, and its size (suffix)."""

    width: int
    align: Align
    suffix: str

    def style(self, align: Align = Align.AUTO) -> str:
        """The paragraph style of a cell that says it stands so."""
        return f"Table{(self.align if align is Align.AUTO else align).value.title()}{self.suffix}"


def table_cell(width: int, content: str, rows: int = 1, shade: Shade = Shade.NONE) -> str:
    """``<w:tc>`` with the paragraphs ``content``; ``rows`` as in :class:`Cell`."""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{_MERGES.get(rows, _BEGINS)}{_GROUNDS[shade]}'
        f"{_MIDDLE}</w:tcPr>{content}</w:tc>"
    )


def column_cells(flow: Flow, look: ColumnLook, cells: Sequence[Cell], texts: Sequence[str]) -> list[str]:
    """The cells of a column, each as ``<w:tc>``; ``texts`` are what they say."""
    whole = "".join(texts)
    clean = is_clean(whole.replace("\n", ""))
    write = _cell_writer(flow, look, clean=clean)
    if flow.hint or not clean or "\n" in whole:
        return list(map(write, cells))
    (opening, _, closing), auto, bare = _prepared(look, Align.AUTO), Align.AUTO, Shade.NONE
    return [
        f"{opening}{text}{closing}"
        if text
        and cell.rows == 1
        and cell.align is auto
        and cell.shade is bare
        and len(cell.inlines) == 1
        and not (cell.inlines[0].emphasis or cell.inlines[0].blank)
        else write(cell)
        for cell, text in zip(cells, texts, strict=True)
    ]


def _cell_writer(flow: Flow, look: ColumnLook, *, clean: bool) -> WriteCell:
    """A function that writes the cells of a column.

    ``clean`` says of all its texts what :func:`is_clean` says of one, line feeds aside.
    """
    auto, bare, hint = Align.AUTO, Shade.NONE, flow.hint
    column, others = _prepared(look, auto), dict[Align, tuple[str, str, str]]()
    covered = table_cell(look.width, paragraph(look.style(), ""), 0)

    def write(cell: Cell) -> str:
        if cell.rows == 1 and len(cell.inlines) == 1 and cell.shade is bare:  # the hot path: nearly all cells
            text = cell.inlines[0]
            lines = text.text.split("\n")
            rich = text.emphasis or text.blank or hint
            if not rich and all(lines) and (clean or all(map(is_clean, lines))):
                if cell.align is not auto and cell.align not in others:
                    others[cell.align] = _prepared(look, cell.align)
                opening, between, closing = column if cell.align is auto else others[cell.align]
                return opening + between.join(lines) + closing
        elif not cell.rows and cell.align is auto and cell.shade is bare:
            return covered
        content = cell_paragraphs(flow, look.style(cell.align), cell.inlines if cell.rows else ())
        return table_cell(look.width, content, cell.rows, cell.shade)

    return write


def _prepared(look: ColumnLook, align: Align) -> tuple[str, str, str]:
    """What stands before, between and after the lines of a cell."""
    before, after = paragraph(look.style(align), "<w:r><w:t>\0</w:t></w:r>").split("\0")
    opening, closing = table_cell(look.width, f"{before}\0{after}").split("\0")
    return opening, after + before, closing


def cell_paragraphs(
    flow: Flow, style: str, inlines: Inlines, children: Mapping[str, str] | None = None
) -> str:
    """The paragraphs of a cell: a line feed separates them; an empty cell still has one."""
    lines: list[list[Text]] = [[]]
    for text in inlines:
        first, *rest = text.text.split("\n")
        lines[-1].append(Text(first, text.origins, text.emphasis, text.blank))
        lines.extend([Text(line, text.origins, text.emphasis, text.blank)] for line in rest)
    return "".join(paragraph(style, flow.runs(tuple(line)), children) for line in lines)
