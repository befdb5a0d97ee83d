"""The style table: every look in the document, with the clause of GB/T 9704-2012 it follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wenming_docs.blocks import PageSettings
from wenming_docs.page.word.fonts import Face, run_fonts
from wenming_docs.page.word.measure import CHARACTER, LINE, TIGHTEN
from wenming_docs.page.word.xml import properties
from wenming_docs.records import dataclass

# Half-points: 二号, 三号, 四号, 小四, 五号, 小五.
SIZE_2, SIZE_3, SIZE_4, SIZE_SMALL_4, SIZE_5, SIZE_SMALL_5 = 44, 32, 28, 24, 21, 18
RED = "FF0000"


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; indents are 汉字 of its own size, ``line`` exact twips."""

    id: str
    name: str
    clause: str
    face: Face = Face.FANGSONG
    size: int = SIZE_3
    align: str = "both"
    line: int = LINE
    first_line: float = 0
    left: float = 0
    right: float = 0
    hanging: float = 0
    outline: int | None = None
    keep_next: bool = False
    grid: bool = True
    color: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def character(self) -> float:
        """The width of one 汉字 in twips."""
        return CHARACTER if self.size == SIZE_3 else self.size * 10


BODY_CLAUSE = "GB/T 9704-2012 7.3.3"
TABLE_CLAUSE = "practice; the standard only speaks of landscape tables (8)"

NORMAL = Style("Normal", "Normal", "GB/T 9704-2012 5.2.2", aliases=("正文",))

PARAGRAPH_STYLES: tuple[Style, ...] = (
    Style("Title", "Title", "GB/T 9704-2012 7.3.1", Face.XIAOBIAOSONG, SIZE_2, "center", 700,
          keep_next=True, grid=False, aliases=("标题",)),
    Style("Subtitle", "Subtitle", "practice (题注)", Face.KAITI, align="center", keep_next=True,
          aliases=("副标题",)),
    Style("Recipients", "主送机关", "GB/T 9704-2012 7.3.2"),
    Style("Body", "公文正文", BODY_CLAUSE, first_line=2),
    Style("Heading1", "heading 1", BODY_CLAUSE, Face.HEITI, first_line=2, outline=0, keep_next=True,
          aliases=("标题 1",)),
    Style("Heading2", "heading 2", BODY_CLAUSE, Face.KAITI, first_line=2, outline=1, keep_next=True,
          aliases=("标题 2",)),
    Style("Heading3", "heading 3", BODY_CLAUSE, first_line=2, outline=2, keep_next=True, aliases=("标题 3",)),
    Style("Heading4", "heading 4", BODY_CLAUSE, first_line=2, outline=3, keep_next=True, aliases=("标题 4",)),
    Style("AttachmentOnly", "附件说明", "GB/T 9704-2012 7.3.4", left=5, hanging=3),
    Style("AttachmentFirst", "附件说明首项", "GB/T 9704-2012 7.3.4", left=6, hanging=4),
    Style("AttachmentNext", "附件说明续项", "GB/T 9704-2012 7.3.4", left=6, hanging=1),
    Style("AttachmentLabel", "附件序号", "GB/T 9704-2012 7.3.7", Face.HEITI, align="left", keep_next=True),
    Style("SignedBy", "署名", "GB/T 9704-2012 7.3.5", align="right", keep_next=True),
    Style("IssueDate", "成文日期", "GB/T 9704-2012 7.3.5", align="right"),
    Style("Note", "附注", "GB/T 9704-2012 7.3.6", first_line=2),
    Style("CopyNumber", "份号", "GB/T 9704-2012 7.2.1", align="left"),
    Style("Classification", "密级和紧急程度", "GB/T 9704-2012 7.2.2, 7.2.3", Face.HEITI, align="left"),
    Style("IssuerMark", "发文机关标志", "GB/T 9704-2012 7.2.4", Face.XIAOBIAOSONG, 88, "center", 1100,
          grid=False, color=RED),
    Style("DocumentNumber", "发文字号", "GB/T 9704-2012 7.2.5", align="center"),
    Style("Signers", "签发人", "GB/T 9704-2012 7.2.6", align="left", first_line=1),
    Style("Imprint", "版记", "GB/T 9704-2012 7.4", size=SIZE_4, align="left", line=520, grid=False,
          left=1, right=1),
    Style("ImprintCopies", "抄送机关", "GB/T 9704-2012 7.4.2", size=SIZE_4, line=520, grid=False,
          left=4, right=1, hanging=3),
    Style("PageNumberOdd", "页码单页", "GB/T 9704-2012 7.5", Face.SONGTI, SIZE_4, "right", 0, right=1,
          grid=False),
    Style("PageNumberEven", "页码双页", "GB/T 9704-2012 7.5", Face.SONGTI, SIZE_4, "left", 0, left=1,
          grid=False),
    Style("NameFirst", "名单", BODY_CLAUSE, left=6, hanging=4),
    Style("NameNext", "名单续行", BODY_CLAUSE, left=6),
    Style("TableCaption", "表题", TABLE_CLAUSE, Face.HEITI, align="center", keep_next=True),
    Style("TableNote", "表注", TABLE_CLAUSE, size=SIZE_5, line=360, grid=False),
    Style("Figure", "图", TABLE_CLAUSE, size=SIZE_5, align="center", line=0, keep_next=True, grid=False),
    Style("FigureCaption", "图题", TABLE_CLAUSE, Face.HEITI, align="center"),
    Style("TableGap", "表间", TABLE_CLAUSE, size=SIZE_5, line=240, grid=False),
    # After the last table of a page: higher than this, it would be a page of its own under a full one.
    Style("TableEnd", "表末", TABLE_CLAUSE, size=2, line=20, grid=False),
)  # fmt: skip

TABLE_SIZES = {"": (SIZE_SMALL_4, 360), "Small": (SIZE_5, 320), "Tiny": (SIZE_SMALL_5, 280)}
"""Suffix of the table styles → (size, line): 小四 where it fits, else 五号, at the least 小五."""
_SIZE_NOTES = {"": "", "Small": "（小）", "Tiny": "（最小）"}
AGAIN, AGAIN_NAME = "TableAgain", "表格续页"
"""The style of a merged cell's text that is said again on the next page: no text of the manuscript."""


def table_styles() -> Iterator[Style]:
    """Head, the three ways a cell stands and a label said again on the next page, in each size."""
    for suffix, (size, line) in TABLE_SIZES.items():
        note = _SIZE_NOTES[suffix]
        cell = Style("", "", TABLE_CLAUSE, size=size, line=line, grid=False)
        yield replace(cell, id="TableHead" + suffix, name="表头" + note, face=Face.HEITI, align="center")
        for align, chinese in (("left", "居左"), ("center", "居中"), ("right", "居右")):
            yield replace(cell, id=f"Table{align.title()}{suffix}", name=f"表格{chinese}{note}", align=align)
        yield replace(cell, id=AGAIN + suffix, name=AGAIN_NAME + note, align="center")


def styles_xml(settings: PageSettings) -> str:
    """The inside of styles.xml: defaults, paragraph, character and table styles."""
    normal = style_xml(NORMAL, settings, default=True)
    rest = [style_xml(style, settings) for style in (*PARAGRAPH_STYLES, *table_styles())]
    characters = [run_style_xml(style, settings) for style in RUN_STYLES]
    return "".join((_defaults(settings), normal, *rest, *characters, _TABLE_NORMAL, TABLE_GRID))


def _defaults(settings: PageSettings) -> str:
    fonts = run_fonts(Face.FANGSONG, settings)
    # As Word itself writes it in a Chinese document: the digits' own language. Called Chinese,
    # LibreOffice tears 2026 apart at a line's end (数字、年份不回行).
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="{SIZE_3}"/><w:szCs w:val="{SIZE_3}"/>'
        f"{language}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


def style_xml(style: Style, settings: PageSettings, *, default: bool = False, inherit: bool = False) -> str:
    """``<w:style>`` of one paragraph style; with ``inherit`` font, size and line come from Normal."""
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    is_default = ' w:default="1"' if default else ""
    paragraph_children = _paragraph_properties(style, default=default)
    run_children = {} if inherit else _run_properties(style, settings)
    if inherit:
        del paragraph_children["spacing"]
    return (
        f'<w:style w:type="paragraph"{is_default} w:styleId="{style.id}">'
        f'<w:name w:val="{style.name}"/>{based}<w:qFormat/>'
        f"{properties('pPr', paragraph_children)}{properties('rPr', run_children)}</w:style>"
    )


def _paragraph_properties(style: Style, *, default: bool) -> dict[str, str]:
    children = {"spacing": _line(style), "jc": f'<w:jc w:val="{style.align}"/>'}
    if default:
        # A closing mark may hang as 29th; blanks between figures and 汉字 would break the 28 grid.
        children |= {
            "widowControl": '<w:widowControl w:val="0"/>',
            "kinsoku": "<w:kinsoku/>",
            "overflowPunct": "<w:overflowPunct/>",
            "autoSpaceDE": '<w:autoSpaceDE w:val="0"/>',
            "autoSpaceDN": '<w:autoSpaceDN w:val="0"/>',
        }
    if style.keep_next:
        children["keepNext"] = "<w:keepNext/>"
    if not style.grid:
        children["snapToGrid"] = '<w:snapToGrid w:val="0"/>'
    if indent := indents(style):
        children["ind"] = indent
    if style.outline is not None:
        children["outlineLvl"] = f'<w:outlineLvl w:val="{style.outline}"/>'
    return children


def _line(style: Style) -> str:
    if not style.line:
        return '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    return f'<w:spacing w:before="0" w:after="0" w:line="{style.line}" w:lineRule="exact"/>'


def indents(style: Style) -> str:
    """``<w:ind>`` in characters (Word) and twips (LibreOffice); "" without any."""
    values = (
        ("left", style.left),
        ("right", style.right),
        ("firstLine", style.first_line),
        ("hanging", style.hanging),
    )
    attributes = "".join(
        f' w:{name}Chars="{round(count * 100)}" w:{name}="{round(count * style.character)}"'
        for name, count in values
        if count
    )
    return f"<w:ind{attributes}/>" if attributes else ""


def _run_properties(style: Style, settings: PageSettings) -> dict[str, str]:
    children = {
        "rFonts": run_fonts(style.face, settings),
        "b": '<w:b w:val="0"/>',
        "sz": f'<w:sz w:val="{style.size}"/>',
        "szCs": f'<w:szCs w:val="{style.size}"/>',
        "spacing": f'<w:spacing w:val="{TIGHTEN if style.size == SIZE_3 else 0}"/>',
    }
    if style.color:
        children["color"] = f'<w:color w:val="{style.color}"/>'
    return children


@dataclass(frozen=True, slots=True)
class RunStyle:
    """A character style: some words of a paragraph in another typeface."""

    id: str
    name: str
    clause: str
    face: Face


RUN_STYLES = (
    RunStyle("Heading1Char", "一级标题接排", BODY_CLAUSE, Face.HEITI),
    RunStyle("Heading2Char", "二级标题接排", BODY_CLAUSE, Face.KAITI),
    RunStyle("SignerName", "签发人姓名", "GB/T 9704-2012 7.2.6", Face.KAITI),
)


def run_style_xml(style: RunStyle, settings: PageSettings) -> str:
    """``<w:style>`` of one character style."""
    return (
        f'<w:style w:type="character" w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f"<w:rPr>{run_fonts(style.face, settings)}</w:rPr></w:style>"
    )


def _border(edge: str) -> str:
    return f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'


def _margins(**twips: int) -> str:
    edges = "".join(f'<w:{edge} w:w="{width}" w:type="dxa"/>' for edge, width in twips.items())
    return f"<w:tblCellMar>{edges}</w:tblCellMar>"


_TABLE_NORMAL = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
    f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_margins(top=0, left=108, bottom=0, right=108)}</w:tblPr>'
    "</w:style>"
)

TABLE_GRID = (
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
    + "".join(map(_border, ("top", "left", "bottom", "right", "insideH", "insideV")))
    + f"</w:tblBorders>{_margins(left=57, right=57)}</w:tblPr>"
    '<w:tcPr><w:vAlign w:val="center"/></w:tcPr></w:style>'
)
"""``<w:style>`` of every table: single lines of 0.5 pt."""
