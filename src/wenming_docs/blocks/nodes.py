"""The block tree: the language between words and page.

Words produce it, pages print it; neither knows the other. The set is closed: whoever
handles blocks matches all of them, so that a new block breaks every writer until it is
handled there. The file is long because whoever adds to the set should see all of it.
"""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from enum import StrEnum

from wenming_docs.blocks.slots import setters
from wenming_docs.findings import Origin
from wenming_docs.records import dataclass


@dataclass(frozen=True, slots=True, init=False)
class Text:
    """A run of characters, exactly as they are printed.

    ``blank`` marks a gap that is still to be filled (highlighted in drafts). A line feed
    may stand only inside table cells, where it separates paragraphs.
    """

    text: str
    origins: tuple[Origin, ...] = ()
    emphasis: bool = False
    blank: bool = False

    def __init__(
        self, text: str, origins: tuple[Origin, ...] = (), emphasis: bool = False, blank: bool = False
    ) -> None:
        _set_text(self, text)
        _set_origins(self, origins)
        _set_emphasis(self, emphasis)
        _set_blank(self, blank)


Inlines = tuple[Text, ...]
SHORT_HEADING = 12
"""Characters up to which a text without a comma may be a heading that somebody closed with 。"""


@dataclass(frozen=True, slots=True)
class Title:
    """标题: the title of the document, of an attachment or of an issued plan."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Subtitle:
    """题注: the line under a title, e.g. office and date in brackets."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Recipients:
    """主送机关, or the salutation (称谓) of a speech: flush left, wraps flush left."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1–4: 一、（一）1.（1）.

    ``number`` is empty until :func:`number_headings` fills it. With ``run_in`` the heading
    ends with a full stop and the body goes on in the same paragraph.
    """

    level: int
    inlines: Inlines
    run_in: Inlines = ()
    number: str = ""

    @property
    def is_sentence(self) -> bool:
        """Whether a numbered sentence stands where a heading might: 1.做好……，落实……。

        It is printed as body text, and is no heading to be compared with others.
        """
        if self.run_in:
            return False
        text = "".join([part.text for part in self.inlines])
        return text.endswith("。") and ("，" in text or len(text) > SHORT_HEADING)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """正文: one paragraph, indented by two characters."""

    inlines: Inlines


class Align(StrEnum):
    """How a table cell stands; AUTO: figures right, short texts centred, long ones left."""

    AUTO = "auto"
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Shade(StrEnum):
    """How the ground of a cell is filled (横道图): a bar that matters is dark, another one light."""

    NONE = ""
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, init=False)
class Cell:
    """A table cell. ``rows`` counts the rows it spans; 0 continues the cell above."""

    inlines: Inlines = ()
    rows: int = 1
    align: Align = Align.AUTO
    shade: Shade = Shade.NONE

    def __init__(
        self, inlines: Inlines = (), rows: int = 1, align: Align = Align.AUTO, shade: Shade = Shade.NONE
    ) -> None:
        _set_inlines(self, inlines)
        _set_rows(self, rows)
        _set_align(self, align)
        _set_shade(self, shade)


_set_text, _set_origins, _set_emphasis, _set_blank = setters(Text)
_set_inlines, _set_rows, _set_align, _set_shade = setters(Cell)


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: its head and how its cells stand.

    ``width`` is what an author asks for, in 字; None leaves it to the writer. ``names`` are other words
    it may be chosen by; ``counts_rows``: its cells name rows by their 序号. Writers need neither.
    """

    title: Inlines
    align: Align = Align.AUTO
    width: float | None = None
    names: tuple[str, ...] = ()
    counts_rows: bool = False


@dataclass(frozen=True, slots=True)
class SpareColumn:
    """A column that nobody filled, which its reader may still call for by name (列：…)."""

    column: Column
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one head row, which is repeated on each page.

    ``description`` says to those who cannot see it what it shows (alt text); empty: writers make
    one of the caption and the heads. ``spare`` is for :func:`choose_columns` alone: a manuscript
    never holds any, no writer prints it and no text in it counts as said. ``chosen`` says that an
    author has chosen the columns: a template's line leaves them as they are.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: Inlines = ()
    notes: tuple[Inlines, ...] = ()
    description: str = ""
    spare: tuple[SpareColumn, ...] = ()
    chosen: bool = False


class ChartKind(StrEnum):
    """How a chart shows its figures."""

    COLUMN = "柱形图"
    BAR = "条形图"
    LINE = "折线图"
    PIE = "饼图"
    TARGETS = "对比图"  # what was aimed at beside what was done


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a chart: its number, and as a text that keeps its origins. None: nothing known."""

    value: Decimal | None
    text: Text


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one name, one for each category."""

    name: Text
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """图表: figures as a chart that Word can edit. ``measure`` is their 计量单位, "" for a bare count."""

    kind: ChartKind
    categories: tuple[Text, ...]
    series: tuple[Series, ...]
    caption: Inlines = ()
    measure: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph, upright and of bounded size: its bytes (``jpeg`` or ``png``) and its pixels.

    Until they are read from ``file`` there are no bytes, and the pixels are those of the file.
    """

    data: bytes
    media: str
    width: int
    height: int
    caption: Inlines = ()
    description: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Pictures:
    """图片: photographs in a grid, ``per_row`` beside each other, each over its caption."""

    items: tuple[Picture, ...]
    per_row: int = 2


@dataclass(frozen=True, slots=True)
class NetworkBox:
    """A box of a network of responsibility: its title, lines under it, and the boxes below it.

    ``listed``: every line is a name of its own; many may stand in columns.
    """

    title: Inlines
    lines: tuple[Inlines, ...] = ()
    children: tuple[NetworkBox, ...] = ()
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Network:
    """责任网络图: levels of responsibility as boxes joined by lines, which Word can edit."""

    top: NetworkBox
    caption: Inlines = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class NameEntry:
    """One person or collective in a name list; ``posts`` is empty or printed in （）."""

    name: Text
    posts: Inlines = ()


@dataclass(frozen=True, slots=True)
class NameRow:
    """One role of a name list (组长, 副组长, 成员 …) and who fills it, in the given order."""

    role: Text
    people: tuple[NameEntry, ...]


@dataclass(frozen=True, slots=True)
class NameList:
    """名单 of a leading group. Names are spread by spacing, never by inserted characters."""

    rows: tuple[NameRow, ...]


@dataclass(frozen=True, slots=True)
class AttachmentList:
    """附件说明 under the body. ``numbers`` is filled by :func:`number_headings`."""

    titles: tuple[Inlines, ...]
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """附件: a page of its own. ``number`` is "" for a single attachment, else "1", "2" …"""

    title: Inlines
    blocks: tuple[Block, ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class Landscape:
    """横向: blocks on landscape pages, whose page numbers run on."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Issued:
    """印发: the document that a notice issues, starting on a new page with its own title."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """落款: 署名 and 成文日期. ``seal`` says whether a seal will cover them."""

    signed_by: tuple[Inlines, ...]
    issue_date: Inlines = ()
    seal: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """附注, printed in （）, e.g. 此件公开发布. The brackets belong to the text."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Masthead:
    """版头: what stands above the red line. ``mark`` includes 文件 where it is wanted."""

    mark: tuple[Text, ...]
    document_number: Inlines = ()
    signers: tuple[Text, ...] = ()
    copy_number: Inlines = ()
    security_classification: Inlines = ()
    urgency: Inlines = ()


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记: 抄送机关, 印发机关 and 印发日期, at the foot of the last page."""

    printing_office: Inlines = ()
    print_date: Inlines = ()
    copy_recipients: Inlines = ()
    main_recipients: Inlines = ()


Block = (
    Title
    | Subtitle
    | Recipients
    | Heading
    | Paragraph
    | Table
    | Chart
    | Pictures
    | Network
    | NameList
    | AttachmentList
    | Attachment
    | Landscape
    | Issued
    | Signature
    | Note
    | Masthead
    | Imprint
)


class FontSet(StrEnum):
    """Which names the fonts of the standard go by on the office's machines."""

    GB2312 = "gb2312"
    GBK = "gbk"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class PageSettings:
    """版式: what an office may choose about the page without leaving the standard."""

    fonts: FontSet = FontSet.GB2312
    latin_font: str = ""  # "" keeps the Chinese font for digits, else e.g. Times New Roman


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A whole document: its blocks in order, and how its page is set."""

    blocks: tuple[Block, ...]
    settings: PageSettings = field(default_factory=PageSettings)
