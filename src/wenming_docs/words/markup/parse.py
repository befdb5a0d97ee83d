"""From the text a template wrote to the block tree."""

from __future__ import annotations

import re

from wenming_docs.blocks.inlines import inlines, plain
from wenming_docs.blocks.markup import Markup
from wenming_docs.blocks.nodes import Block, Inlines, Manuscript, PageSettings, Paragraph, Table
from wenming_docs.findings import SourceText, sourced
from wenming_docs.words.markup.charts import CHART, CHART_CAPTION, Line, chart_kind, hand_chart
from wenming_docs.words.markup.columns import COLUMNS, ColumnsLine
from wenming_docs.words.markup.containers import LINE_CONTAINERS, block_container, container_name
from wenming_docs.words.markup.faults import MarkupError, excerpt
from wenming_docs.words.markup.headings import heading
from wenming_docs.words.markup.slots import Slots
from wenming_docs.words.markup.tables import pipe_table
from wenming_docs.words.markup.tokens import Kind, Piece, pieces_of
from wenming_docs.zh.lazy import lazy_pattern

MAX_DEPTH = 8
CAPTION = lazy_pattern(r"表[：:]\s*")
WIDE_BLANK = lazy_pattern(r"^[ \t\u00a0\u3000]+$", re.MULTILINE)
STRAY: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"#"), "“#”的写法不对", "写成“## 标题”：# 最多五个，后面空一格"),
    (re.compile(r"[-*+] "), "列表符号只用于附件说明", "正文分条请各写一段"),
    (re.compile(r">"), "公文没有引用块", "删去行首的“>”"),
    (re.compile(r"(?:-{3,}|\*{3,}|_{3,}|={3,})$"), "公文没有分隔线", "删去这一行"),
    (re.compile(r"```|~~~"), "公文没有代码块", "删去这一行"),
    (re.compile(r"\|"), "表格写得不完整", "第一行表头，第二行写 |---|---|，格数与表头相同"),
    (CAPTION, "“表：”后面没有表格", "“表：表题”自成一行，下一行写表格"),
)
"""What would be printed as it stands though its author meant more: start of a line, message, cure."""
STRAY_SIGNS = frozenset("#-*+>_=`~|表")
"""The first signs of all these; almost no line begins with one."""


def parse_markup(markup: Markup, settings: PageSettings | None = None) -> Manuscript:
    """The manuscript that ``markup`` describes; its numbers are not filled in yet.

    Raises MarkupError for anything outside the 公文 profile, and if a value was printed that
    would not reach the document.
    """
    try:
        blocks = _Reader(markup).read()
    except MarkupError as error:
        if markup.lines:
            raise error.placed(markup) from None
        raise
    return Manuscript(blocks, settings or PageSettings())


class _Reader:
    """Walks the pieces of one text, from the first to the last."""

    def __init__(self, markup: Markup) -> None:
        text = WIDE_BLANK.sub("", markup.text)
        self.lines = text.split("\n")
        self.pieces = pieces_of(text)
        self.position = 0
        self.caption: Inlines = ()
        self.columns = ColumnsLine()
        self.slots = Slots(markup)

    def read(self) -> tuple[Block, ...]:
        """All blocks. Raises MarkupError as ``parse_markup`` does."""
        end = len(self.lines) - (self.lines[-1] == "")
        blocks = self._blocks(end, ())
        self.columns.prove_taken()
        self.slots.prove_taken()
        return tuple(blocks)

    def _blocks(self, end: int, inside: tuple[str, ...]) -> list[Block]:
        """The blocks of the container that closes in line ``end``, or of the whole text."""
        blocks: list[Block] = []
        while self.position < len(self.pieces):
            piece = self._next()
            match piece.kind:
                case Kind.PARAGRAPH:
                    blocks.extend(self._paragraph(piece))
                case Kind.HEADING:
                    blocks.append(self._heading(piece))
                case Kind.TABLE:
                    blocks.append(self._table(piece))
                case Kind.OPENING:
                    blocks.extend(self._container(piece, end, inside))
                case Kind.CLOSING:
                    break
        return blocks

    def _next(self) -> Piece:
        piece = self.pieces[self.position]
        self.position += 1
        return piece

    def _heading(self, piece: Piece) -> Block:
        line = _line(piece)
        if piece.text and self.lines[piece.first].rstrip().endswith("#"):  # Markdown would cut it
            raise MarkupError("标题末尾有“#”", line, "只在标题前面写 #")
        return heading(piece.marks, piece.text, line, self.slots)

    def _paragraph(self, piece: Piece) -> list[Block]:
        """The blocks of a paragraph: usually one, more where values bring their own.

        A line that holds nothing but a placeholder for blocks stands for itself.
        """
        content, line = piece.text, _line(piece)
        if "\n" not in content:
            return self._single(content, line)
        blocks: list[Block] = []
        text, first = "", line
        for number, part in enumerate(map(str.strip, content.split("\n")), start=line):
            alone = self.slots.is_blocks(part) or COLUMNS.match(part)
            if alone or (not text and self._is_caption(part)):
                blocks += self._single(text, first) + self._single(part, number)
                text = ""
            else:
                _refuse_stray(part, number)
                first = first if text else number
                text = self._joined(text, part)
        return blocks + self._single(text, first)

    def _single(self, content: str, line: int) -> list[Block]:
        """The blocks of a paragraph that stands on one line."""
        if not content:
            return []
        if COLUMNS.match(content):
            self.columns.read(plain(self.slots.inlines(content, line, "列名里")), line)
            return []
        value = self.slots.alone(content, line)
        if isinstance(value, tuple):
            return self.columns.applied(value)
        is_caption = self._is_caption(content)
        self.columns.prove_taken(unless=is_caption)
        if value is not None:
            return _paragraphs(value)
        if is_caption:
            self.caption = self.slots.inlines(CAPTION.sub("", content, count=1), line, "表题里")
            return []
        _refuse_stray(content, line)
        return [Paragraph(self.slots.inlines(content, line))]

    def _is_caption(self, content: str) -> bool:
        """Whether a paragraph is the caption of the table that follows it."""
        return bool(CAPTION.match(content)) and self._table_is_next()

    def _table_is_next(self) -> bool:
        """Whether a table follows, at once or behind the line of its columns."""
        ahead = self.pieces[self.position : self.position + 2]
        if ahead and ahead[0].kind in (Kind.PARAGRAPH, Kind.HEADING) and COLUMNS.match(ahead[0].text):
            del ahead[0]
        return bool(ahead) and ahead[0].kind is Kind.TABLE

    def _joined(self, text: str, line: str) -> str:
        """Two lines of a paragraph as one; a blank goes between Latin signs only."""
        left, right = self.slots.edge(text, last=True), self.slots.edge(line, last=False)
        latin = left and right and left.isascii() and right.isascii()
        return f"{text} {line}" if latin else text + line

    def _table(self, piece: Piece) -> Table:
        """A pipe table, read from its lines."""
        caption, self.caption = self.caption, ()
        lines = self.lines[piece.first : piece.end]
        return self.columns.chosen(pipe_table(lines, _line(piece), self.slots, caption))

    def _container(self, opening: Piece, end: int, inside: tuple[str, ...]) -> list[Block]:
        """The blocks that a ``:::`` container stands for."""
        line = _line(opening)
        name = container_name(opening.text, line)
        if opening.end >= end:
            hint = "用单独一行 ::: 结束；里面还有 ::: 时，外层多写一个冒号"
            raise MarkupError(f"“::: {name}”没有结束", line, hint)
        if len(inside) >= MAX_DEPTH:
            raise MarkupError(f"::: 套了{MAX_DEPTH}层以上", line, "减少套用")
        if name == CHART:
            return [self._chart(opening)]
        if name in LINE_CONTAINERS:
            return LINE_CONTAINERS[name](self._lines(name), self.slots)
        return block_container(name, self._blocks(opening.end, (*inside, name)), inside, line)

    def _chart(self, opening: Piece) -> Block:
        """A chart: its caption, if it has one, and the table of its figures."""
        line = _line(opening)
        kind = chart_kind(opening.text, line)
        caption: Line | None = None
        table, at = None, line
        while (piece := self._next()).kind is not Kind.CLOSING:
            if piece.kind is Kind.TABLE and table is None:
                table, at = self._table(piece), _line(piece)
            elif piece.kind is Kind.PARAGRAPH and caption is None and table is None:
                caption = Line(piece.text, _line(piece))
                if not CHART_CAPTION.match(caption.text) or "\n" in caption.text:
                    raise MarkupError(
                        "“::: 图”里只写图题和数据", caption.number, "图题写成“图：……”，下一行写表格"
                    )
            else:
                raise MarkupError("“::: 图”里只写图题和一个表格", _line(piece), "把别的内容移到图的外面")
        return hand_chart(kind, caption, table, at, self.slots)

    def _lines(self, name: str) -> list[tuple[str, int]]:
        """The lines, with their numbers, of a container that holds nothing but lines."""
        lines: list[tuple[str, int]] = []
        while (piece := self._next()).kind is Kind.PARAGRAPH:
            parts = enumerate(map(str.strip, piece.text.split("\n")), start=_line(piece))
            lines.extend((part, number) for number, part in parts if part)
        if piece.kind is not Kind.CLOSING:
            raise MarkupError(f"“::: {name}”里只写文字，一行一项", _line(piece), "去掉其中的标题、表格或容器")
        return lines


def _line(piece: Piece) -> int:
    """The first line of a piece, counted from 1."""
    return piece.first + 1


def _paragraphs(value: SourceText) -> list[Block]:
    """A value of several lines: each line that is not blank is a paragraph, its blanks kept."""
    lines = (line.removesuffix("\r") for line in value.split("\n"))
    return [Paragraph(inlines(sourced(line, value))) for line in lines if line.strip()]


def _refuse_stray(content: str, line: int) -> None:
    """Raise MarkupError for a line that begins with Markdown this profile does not know."""
    if content[:1] not in STRAY_SIGNS:
        return
    for pattern, message, hint in STRAY:
        if pattern.match(content):
            raise MarkupError(f"{message}：“{excerpt(content)}”", line, hint)
