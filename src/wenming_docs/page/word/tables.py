"""Tables: fixed layout, widths from the content, the head repeated on each page, rows unsplit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import accumulate, repeat

from wenming_docs.blocks import Align, Cell, Column, Inlines, Table, plain
from wenming_docs.errors import InternalError, InvalidInput
from wenming_docs.page.word.cells import ColumnLook, cell_paragraphs, column_cells, table_cell
from wenming_docs.page.word.columns import BROKEN, CROWDED, Fit, widths_as_asked
from wenming_docs.page.word.crowded import too_many_columns
from wenming_docs.page.word.flow import Flow
from wenming_docs.page.word.heights import RowHeights, head_lines, row_heights
from wenming_docs.page.word.measure import CELL_PADDING
from wenming_docs.page.word.spread import Columns, ColumnTexts, cell_widths
from wenming_docs.page.word.styles import AGAIN, TABLE_SIZES
from wenming_docs.page.word.titles import broken
from wenming_docs.page.word.xml import escape, paragraph, refuse_unsavable
from wenming_docs.records import dataclass
from wenming_docs.zh.lazy import lazy_pattern

_SHORT = 8  # characters: a column of cells no longer than this is centred
_SAMPLE = 100  # rows, evenly taken, tell how long the texts of a column are
_LONG = 20  # characters: no column holds so long a text on one line
_MANY, _VERY_MANY = 8, 11  # columns: a table of more is set in 小五 where 五号 breaks words, or is crowded
_FIGURE = lazy_pattern(
    r"(?:[-+−±≥≤＞＜≈约近超]*\d[\d,.，]*(?:[%％‰/／:：—～~-]+\d[\d,.，]*)*[余多]?"
    r"(?:[%％‰]|(?![^万亿]?[年月日号时分秒周旬季期届级类组班楼栋层室批点])[\u4e00-\u9fff]{1,3})?"
    r"|[—－-]*)"
)
"""A figure, with its measure word if it has one; what numbers things (6月, 3号楼) counts nothing."""
_HIGHEST = 31_680  # twips, 56 cm: a row that is told to be higher makes the file invalid
_COUNTING = ("序号", "编号", "项目编号", "指标编号", "前置")
_LOOK = (  # the first row is a head: said for those who have the table read to them
    '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
    ' w:noHBand="1" w:noVBand="1"/>'
)
_STYLED = lazy_pattern(r"(<w:pStyle [^>]*/>)")

_Cells = list[list[str]]  # the XML of the cells of a table, column by column


@dataclass(frozen=True, slots=True)
class _Grid:
    """How the columns of a table are laid: widths in twips, the size (suffix), how each stands, its texts."""

    widths: list[int]
    suffix: str
    aligns: list[Align]
    texts: list[list[str]]


def write_table(flow: Flow, table: Table) -> None:
    """Caption, table, notes.

    Raises ``InternalError`` if a row has another number of cells than columns, ``InvalidInput`` (L032)
    for more columns than the page can hold.
    """
    if not table.columns:
        return
    if crowded := too_many_columns(table, flow.text_width, landscape=flow.landscape):
        raise InvalidInput([crowded])
    grid = _grid(table, flow.text_width)
    if plain(table.caption):
        flow.paragraph("TableCaption", flow.runs(table.caption))
    flow.begin_table()
    heights = partial(row_heights, table, grid.texts, grid.widths, grid.suffix)
    # Rows are also told their heights where notes follow: LibreOffice lets those stand alone otherwise.
    if table.notes or any(not cell.rows for row in table.rows for cell in row):
        rows = _in_groups(flow, table, grid, heights())
    else:
        flow.measured_later(heights)
        rows = [_head(flow, table, grid), *_body_rows(_cells(flow, table, grid))]
    if table.notes:  # a page of notes alone would tell nobody what they are about
        rows[-1] = _STYLED.sub(r"\1<w:keepNext/>", rows[-1])
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid.widths)
    head = f"<w:tbl>{_properties(table, sum(grid.widths))}<w:tblGrid>{columns}</w:tblGrid>"
    flow.table("".join([head, *rows, "</w:tbl>"]))
    for number, note in enumerate(table.notes, 1):
        kept = {"keepNext": "<w:keepNext/>"} if number < len(table.notes) else {}
        flow.paragraph("TableNote", flow.runs(note), kept | {"keepLines": "<w:keepLines/>"})


def _properties(table: Table, width: int) -> str:
    """``<w:tblPr>``, with what a screen reader says of the table."""
    caption = plain(table.caption)
    title = f'<w:tblCaption w:val="{escape(caption)}"/>' if caption else ""
    return (
        f'<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/>{_LOOK}{title}'
        f'<w:tblDescription w:val="{escape(table.description or _described(table))}"/></w:tblPr>'
    )


def _described(table: Table) -> str:
    """What a table shows, of its heads: the caption is said before it."""
    heads = "、".join(plain(column.title).replace("\n", "") for column in table.columns)
    return f"共{len(table.rows)}行，各列是：{heads}"


def _grid(table: Table, room: int) -> _Grid:
    texts = _texts(table)
    columns = [_measured(table, index, own) for index, own in enumerate(texts)]
    widths, suffix = _fit(columns, [column.width for column in table.columns], room)
    aligns = [
        _alignment(column, longest, own)
        for column, (_, longest, _), own in zip(table.columns, columns, texts, strict=True)
    ]
    return _Grid(widths, suffix, aligns, texts)


def _fit(columns: Columns, asked: list[float | None], room: int) -> tuple[list[int], str]:
    """Column widths and the largest size that is not crowded; 小五 only where columns are many."""
    fits: dict[str, Fit] = {}
    lines = 0.0
    for suffix, (size, _) in TABLE_SIZES.items():
        if suffix == "Tiny" and not (len(columns) > _VERY_MANY or len(columns) > _MANY and lines >= BROKEN):
            break
        fits[suffix] = widths_as_asked(columns, asked, room, size * 10, CELL_PADDING)
        lines = fits[suffix].lines
        if lines <= CROWDED:
            break
    suffix, fit = fits.popitem()
    return fit.widths(), suffix


def _texts(table: Table) -> list[list[str]]:
    """The texts of the cells, column by column."""
    columns = zip(*table.rows, strict=True) if _regular(table) else [()] * len(table.columns)
    return [
        [cell.inlines[0].text if len(cell.inlines) == 1 else plain(cell.inlines) for cell in cells]
        for cells in columns
    ]


def _measured(table: Table, index: int, texts: Sequence[str]) -> ColumnTexts:
    """A column's head, the longest line of its cells, and how wide the lines of some rows are."""
    every = len(texts) // _SAMPLE + 1
    rows, some = table.rows[::every], texts[::every]
    known = {text: cell_widths(text) for text in set(some)}
    widths = [known[text] if row[index].rows == 1 else () for row, text in zip(rows, some, strict=True)]
    return ColumnTexts(plain(table.columns[index].title), _longest(texts), widths)


def _regular(table: Table) -> bool:
    for row in table.rows:
        if len(row) != len(table.columns):
            raise InternalError(f"表格有 {len(table.columns)} 列，但有一行是 {len(row)} 格")
    return bool(table.rows)


def _longest(texts: Sequence[str]) -> str:
    """The widest line of a column; where it is long, the one of most characters is near enough."""
    whole = "\n".join(texts)
    lines = whole.split("\n")
    longest = max(lines, key=len)
    if len(longest) > _LONG:
        return longest
    widths = list(map(len, whole.encode("gbk", "replace").split(b"\n")))
    return lines[widths.index(max(widths))]


def _row(cells: Iterable[str], height: int | None, head: str = "") -> str:
    told = "" if height is None else f'<w:trHeight w:val="{min(height, _HIGHEST)}" w:hRule="atLeast"/>'
    return "".join([f"<w:tr><w:trPr><w:cantSplit/>{told}{head}</w:trPr>", *cells, "</w:tr>"])


def _head(flow: Flow, table: Table, grid: _Grid, height: int | None = None) -> str:
    cells = [
        table_cell(width, _head_paragraphs(flow, column.title, width, grid.suffix))
        for column, width in zip(table.columns, grid.widths, strict=True)
    ]
    return _row(cells, height, "<w:tblHeader/>")


def _head_paragraphs(flow: Flow, title: Inlines, width: int, suffix: str) -> str:
    """A head, broken between its words where it takes several lines."""
    size, _ = TABLE_SIZES[suffix]
    lines = head_lines(plain(title), (width - CELL_PADDING) / (size * 10))
    if len(lines) == 1:
        return cell_paragraphs(flow, "TableHead" + suffix, title)
    breaks = set(accumulate(len(line) for line in lines[:-1]))
    return paragraph("TableHead" + suffix, broken(flow, title, breaks))


def _body_rows(cells: _Cells, heights: Iterable[int | None] = repeat(None)) -> list[str]:
    return list(map(_row, zip(*cells, strict=True), heights))


def _cells(flow: Flow, table: Table, grid: _Grid) -> _Cells:
    """The cells of a table, written column by column."""
    columns = zip(*table.rows, strict=True) if table.rows else [()] * len(table.columns)
    try:
        return [
            column_cells(flow, ColumnLook(width, align, grid.suffix), column, texts)
            for width, align, column, texts in zip(grid.widths, grid.aligns, columns, grid.texts, strict=True)
        ]
    except InvalidInput:  # of several such characters the first row's is named
        said = (text for row in table.rows for cell in row if cell.rows for text in cell.inlines)
        refuse_unsavable(said, "Word")
        raise


def _in_groups(flow: Flow, table: Table, grid: _Grid, heights: RowHeights) -> list[str]:
    """The head and the rows of a table that runs on as reckoned: merged cells begin anew on each page."""
    pages, written = flow.table_pages(heights), _cells(flow, table, grid)
    if not pages.starts:
        return [_head(flow, table, grid), *_body_rows(written)]
    rows = _body_rows(written, pages.rows)
    for number in pages.starts:
        cells = [
            written[column][number]
            if cell.rows
            else _said_again(flow, grid, column, table.rows[heights.start(column, number)][column])
            for column, cell in enumerate(table.rows[number])
        ]
        rows[number] = _row(cells, pages.rows[number])
    return [_head(flow, table, grid, heights.head), *rows]


def _said_again(flow: Flow, grid: _Grid, column: int, cell: Cell) -> str:
    """A merged cell that goes on, begun anew in a style that the proof skips."""
    align = grid.aligns[column] if cell.align is Align.AUTO else cell.align
    children = {} if align is Align.CENTER else {"jc": f'<w:jc w:val="{align.value}"/>'}
    text = cell_paragraphs(flow, AGAIN + grid.suffix, cell.inlines, children)
    return table_cell(grid.widths[column], text, max(cell.rows, 2), cell.shade)


def _alignment(column: Column, longest: str, texts: Sequence[str]) -> Align:
    """How a column stands whose cells do not say: figures right, short texts centred, long ones left."""
    if column.align is not Align.AUTO:
        return column.align
    if plain(column.title) in _COUNTING:
        return Align.CENTER
    if len(longest) > _SHORT and not _FIGURE.fullmatch(longest):
        return Align.LEFT
    figures = all(map(_FIGURE.fullmatch, texts))
    return Align.RIGHT if figures and longest else Align.CENTER if len(longest) <= _SHORT else Align.LEFT
