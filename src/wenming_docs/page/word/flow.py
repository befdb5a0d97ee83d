"""The body under construction: paragraphs and tables in order, sections and page breaks between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from wenming_docs.blocks import Inlines, PageSettings
from wenming_docs.page.word.fonts import AMBIGUOUS
from wenming_docs.page.word.heights import RowHeights, TablePages
from wenming_docs.page.word.measure import LINE
from wenming_docs.page.word.position import Area, Position, Rows, after_table, position_after
from wenming_docs.page.word.sections import STANDARD_PAGE, PageSetup
from wenming_docs.page.word.xml import paragraph, run, runs
from wenming_docs.records import dataclass
from wenming_docs.zh.lazy import lazy_pattern

_AMBIGUOUS = lazy_pattern(f"[{AMBIGUOUS}]")
_HINT = {"rFonts": '<w:rFonts w:hint="eastAsia"/>'}
_END = paragraph("TableEnd", "")


@dataclass(frozen=True, slots=True)
class Hung:
    """A part that hangs on the document: a picture, a chart.

    ``name`` is its place in the package (``word/media/picture1.png``), ``relation`` the last word of its
    relationship type (``image``), ``inner`` the parts that only it refers to, each with its content type.
    """

    id: str
    name: str
    relation: str
    content_type: str
    data: bytes
    inner: tuple[tuple[str, str, bytes], ...] = ()


@dataclass(slots=True)
class Flow:
    """Collects body XML in one pass.

    What comes next may need a new page or blank lines above; the paragraph that starts it
    takes them, so that no empty paragraph is ever printed for space.
    """

    page: PageSetup = STANDARD_PAGE
    hint: bool = False  # whether Latin letters have a font of their own
    settings: PageSettings = field(default_factory=PageSettings)
    parts: list[str] = field(default_factory=list)
    landscape: bool = False
    landscape_used: bool = False
    under_red_line: bool = False
    hung: list[Hung] = field(default_factory=list)
    _section_landscape: bool = False
    _page_break: bool = False
    _blank_lines: float = 0
    _after_table: bool = False
    _tables: dict[int, Rows] = field(default_factory=dict)  # part → its rows, for those not yet reckoned
    _reckoned: tuple[int, Position] = (0, Position())  # a part, and where the page stood before it
    _ids: int = 1000  # above those of footers, and of headers in a reference
    _sections: int = 0

    def runs(self, inlines: Inlines, children: Mapping[str, str] | None = None) -> str:
        """The runs of some inlines; where it matters, each says that its quotes are Chinese."""
        if not self.hint:
            return runs(inlines, children)
        return "".join(
            run(text, {**(children or {}), **_HINT} if _AMBIGUOUS.search(text.text) else children)
            for text in inlines
        )

    @property
    def text_width(self) -> int:
        """The width of the text area of what comes next, in twips."""
        return self.page.text_width(landscape=self.landscape)

    def next_id(self) -> int:
        """The next number for a drawing."""
        self._ids += 1
        return self._ids

    def hang(
        self,
        name: str,
        relation: str,
        content_type: str,
        data: bytes,
        inner: tuple[tuple[str, str, bytes], ...] = (),
    ) -> str:
        """Adds a part to the package; the id by which the body refers to it. The same part is hung once."""
        for part in self.hung:
            if part.name == name:
                return part.id
        part = Hung(f"wmId{len(self.hung) + 1}", name, relation, content_type, data, inner)
        self.hung.append(part)
        return part.id

    def paragraph(
        self, style: str, content: str, children: Mapping[str, str] | None = None, *, before: float = 0
    ) -> None:
        """Adds a paragraph, ``before`` blank lines under the last one."""
        self._begin_section()
        if self.plain and not before and not children:
            self.parts.append(paragraph(style, content))
        else:
            self.parts.append(paragraph(style, content, {**self._start(before), **(children or {})}))
        self._after_table = False

    def ready(self, xml: str) -> None:
        """Adds a paragraph that needs nothing above it and was already written."""
        self.parts.append(xml)
        self._after_table = False

    @property
    def plain(self) -> bool:
        """Whether the next paragraph starts no page and has no blank line above it."""
        return not self._page_break and not self._blank_lines and self.landscape == self._section_landscape

    def begin_table(self) -> None:
        """Makes room for a table; two tables never touch, for Word would make them one."""
        self._begin_section()
        if self._after_table or not self.plain:
            self.gap()

    def table(self, xml: str) -> None:
        """Adds a table."""
        self.begin_table()
        self.parts.append(xml)
        self._after_table = True

    def measured_later(self, rows: Rows) -> None:
        """Says how the height of the table that is added next could be reckoned, should anybody ask."""
        self._tables[len(self.parts)] = rows

    def table_pages(self, rows: RowHeights) -> TablePages:
        """How the table that is added next runs over pages."""
        area = Area(self.text_width, self.page.text_height(landscape=self.landscape))
        at = position_after(self.parts, self._reckoned, self._tables, area)
        pages = after_table(rows, at, area)
        self._reckoned = len(self.parts) + 1, Position(pages.end)
        return pages

    def gap(self) -> None:
        """Adds the small empty paragraph that stands beside tables."""
        self.paragraph("TableGap", "")

    def blank_lines(self, count: float) -> None:
        """Asks for blank lines above whatever comes next."""
        self._blank_lines = max(self._blank_lines, count)

    def cancel_blank_lines(self) -> None:
        """Takes back what :meth:`blank_lines` asked for."""
        self._blank_lines = 0

    def new_page(self) -> None:
        """What comes next starts a page."""
        self._page_break = bool(self.parts)
        self._blank_lines = 0
        self.under_red_line = False

    def turn(self, landscape: bool) -> None:
        """What comes next stands on upright or landscape pages; page numbers run on."""
        self.landscape = landscape

    def _begin_section(self) -> None:
        """Ends the section of the pages so far if what comes next is turned the other way."""
        if self.landscape == self._section_landscape:
            return
        if self.parts:
            if self._after_table or self._section_just_ended():
                self.parts.append(_END)
            ending = self._section() + "</w:pPr>"
            self.parts[-1] = self.parts[-1].replace("</w:pPr>", ending, 1)
        self._section_landscape = self.landscape
        self.landscape_used |= self.landscape
        self._page_break, self._after_table = False, False

    def end_with_paragraph(self) -> None:
        """Makes sure that the last thing is a paragraph that can carry something."""
        if self._after_table or not self.parts or self._section_just_ended():
            self.gap()

    def keep_last(self) -> None:
        """Keeps the last paragraph on the page of what comes next."""
        if self.parts and not self._after_table and "<w:keepNext/>" not in self.parts[-1]:
            head, mark, rest = self.parts[-1].partition("/>")
            self.parts[-1] = f"{head}{mark}<w:keepNext/>{rest}"

    def append_run(self, xml: str) -> None:
        """Adds a run at the end of the last paragraph (the anchor of a text box)."""
        self._begin_section()
        self.end_with_paragraph()
        self.parts[-1] = self.parts[-1].removesuffix("</w:p>") + xml + "</w:p>"

    def body(self) -> str:
        """The children of ``<w:body>``, ending with the last section."""
        self._end()
        return "".join(self.parts) + self._section()

    def encoded(self) -> Iterator[bytes]:
        """Like :meth:`body`, piece by piece; each is given up at once: nothing large is held twice."""
        self._end()
        parts, self.parts = self.parts[::-1], []
        while parts:
            yield parts.pop().encode()
        yield self._section().encode()

    def _end(self) -> None:
        """Adds what must follow a table that ends the document."""
        if self._after_table or not self.parts:  # in the section as it is, or a page would be added
            self.parts.append(_END)
            self._after_table = False

    def _section(self) -> str:
        """What ends the section of the pages so far."""
        first = not self._sections
        self._sections += 1
        return self.page.section(landscape=self._section_landscape, first=first)

    def _section_just_ended(self) -> bool:
        return bool(self.parts) and "<w:sectPr>" in self.parts[-1]

    def _start(self, before: float) -> dict[str, str]:
        """The properties that the next paragraph takes over, once."""
        children = {}
        if self._page_break:
            children["pageBreakBefore"] = "<w:pageBreakBefore/>"
        lines = max(self._blank_lines, before)
        if lines:
            children["spacing"] = (
                f'<w:spacing w:beforeLines="{round(lines * 100)}" w:before="{round(lines * LINE)}"/>'
            )
        self._page_break, self._blank_lines = False, 0
        return children
