"""A .docx as it will be printed: sections, paragraphs with their effective look, tables, footers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from lxml import etree

from wenming_docs.page.word.measure import MILLIMETRE
from wenming_docs.records import dataclass
from wenming_docs.zh import em_width


@dataclass(frozen=True, slots=True)
class Look:
    """How some characters look. Sizes are points, ``spacing`` points between characters."""

    east: str = ""
    latin: str = ""
    size: float = 10.5
    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: str = ""  # RRGGBB in capitals, "" for automatic
    spacing: float = 0.0
    hint: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one look; ``\\n`` is a line break, ``\\t`` a tab."""

    text: str
    look: Look


_NO_LOOK = Look()


def _most_of(runs: tuple[Run, ...]) -> Look:
    """The look of most characters."""
    if len(runs) < 2:
        return runs[0].look if runs and runs[0].text.strip() else _NO_LOOK
    weights: dict[Look, float] = {}
    for run in runs:
        weight = sum([1.0 if is_chinese(sign) else 0.01 for sign in run.text if not sign.isspace()])
        weights[run.look] = weights.get(run.look, 0.0) + weight
    best = max(weights, key=lambda look: weights[look])
    return best if weights[best] else _NO_LOOK


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands. Lengths are twips; ``line`` is twips with exact and atLeast, else 240ths."""

    align: str = "left"
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line: float = 240.0
    rule: str = "auto"
    snap: bool = True
    outline: int = 9
    red_line: bool = False
    page_break: bool = False


@dataclass(slots=True)
class Paragraph:
    """One paragraph: what it says with its printed number, and how it looks.

    ``number`` counts the paragraphs of the body from 1, empty ones and those in tables left
    out; it is 0 where nobody would count. ``role`` is told by :mod:`roles`.
    """

    runs: tuple[Run, ...]
    shape: Shape
    style: str
    section: int
    element: etree._Element | None = None
    printed: str = ""
    bullet: bool = False
    number: int = 0
    role: str = ""
    level: int = 0
    part: int = 0
    new_page: bool = False
    ends_page: bool = False
    has_picture: bool = False
    fields: tuple[str, ...] = ()
    boxes: list[Paragraph] = field(default_factory=list)
    boxed: bool = False  # stands in a text box
    frame: str = ""  # where a frame puts it: left, right, center, outside

    typed: str = field(init=False)  # the characters in the file, without an automatic number
    text: str = field(init=False)  # what is printed, trimmed
    look: Look = field(init=False)  # that of most of its characters; 汉字 count before the rest

    def __post_init__(self) -> None:
        """Everything asks for the text and the look, so they are made once."""
        self.typed = "".join([run.text for run in self.runs])
        self.text = (self.printed + self.typed).strip()
        self.look = _most_of(self.runs)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is printed."""
        return not self.text and not self.has_picture and not self.fields

    @property
    def lines(self) -> list[str]:
        """The text between its line breaks."""
        return [line.strip() for line in (self.printed + self.typed).split("\n") if line.strip()]

    def characters(self, twips: float) -> float:
        """A length in 字 of this paragraph."""
        return twips / (self.look.size * 20)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table and its paragraphs, cell by cell."""

    cells: tuple[tuple[Paragraph, ...], ...]
    is_head: bool
    splits: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``width`` in twips, 0 where it is left to the program."""

    rows: tuple[Row, ...]
    section: int
    width: float
    indent: float
    align: str
    number: int
    is_bordered: bool
    element: etree._Element | None = None

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph in it."""
        for row in self.rows:
            for cell in row.cells:
                yield from cell

    @property
    def text(self) -> str:
        """All it says."""
        return "".join(paragraph.text for paragraph in self.paragraphs())


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Footer:
    """A header or a footer: its paragraphs, those in text boxes and tables included."""

    paragraphs: tuple[Paragraph, ...]

    @property
    def number(self) -> Paragraph | None:
        """The paragraph that holds the page number, if one does."""
        return next((each for each in self.paragraphs if "PAGE" in each.fields), None)

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(each.text for each in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one setup; lengths in twips. Footers by kind: default (odd), even, first."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    footer: float
    gutter: float
    grid: str
    pitch: float
    char_space: float
    columns: int
    title_page: bool
    starts_at: int | None
    number_format: str
    starts_page: bool
    footers: dict[str, Footer]
    headers: dict[str, Footer]

    @property
    def is_landscape(self) -> bool:
        """Whether the page is wider than high."""
        return self.width > self.height

    @property
    def text_width(self) -> float:
        """The width of the text area in twips."""
        return self.width - self.left - self.right - self.gutter


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole document."""

    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    even_and_odd: bool
    has_revisions: bool

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs of the body outside tables, empty ones too."""
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def tables(self) -> list[Table]:
        """The tables of the body."""
        return [block for block in self.blocks if isinstance(block, Table)]

    def of(self, *roles: str) -> list[Paragraph]:
        """The paragraphs that play one of these roles."""
        return [each for each in self.paragraphs if each.role in roles]

    def section_of(self, block: Block) -> Section:
        """The section a block stands in."""
        return self.sections[min(block.section, len(self.sections) - 1)]


def is_chinese(sign: str) -> bool:
    """Whether a character takes the East Asian font whatever stands around it."""
    return "\u2e80" <= sign <= "\ufaff" or "\uff01" <= sign <= "\uffee" or sign >= "\U00020000"


def millimetres(twips: float) -> float:
    """Twips as millimetres, one decimal."""
    return round(twips / MILLIMETRE, 1)


def quoted(text: str, most: int = 12) -> str:
    """The beginning of a text in quotation marks."""
    flat = "".join(sign for sign in text if not sign.isspace() and not "\ue000" <= sign <= "\uf8ff")
    return f"“{flat[:most]}……”" if len(flat) > most else f"“{flat}”"


def width_of(text: str) -> float:
    """The width of a text in 字, blanks at its ends left out."""
    return em_width(text.strip())
