"""From XML to :class:`Paper`: every paragraph with the look and the number it is printed with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import TypeAlias

from lxml import etree

from wenming_docs.errors import InvalidInput
from wenming_docs.findings import Finding, Severity
from wenming_docs.page.inspect.look import (
    NO_STYLE,
    Properties,
    Style,
    Styles,
    is_on,
    layered,
    properties_of,
    tag,
    theme_fonts,
    twips,
    value_of,
    whole,
)
from wenming_docs.page.inspect.numbering import Numbering
from wenming_docs.page.inspect.package import Package
from wenming_docs.page.inspect.paper import Block, Look, Paper, Paragraph, Row, Section, Shape, Table
from wenming_docs.page.inspect.runs import SKIPPED, TEXT_BOX, Pieces, flat, shape_of
from wenming_docs.page.inspect.setup import read_section
from wenming_docs.records import dataclass

_REVISIONS = tuple(map(tag, ("ins", "del", "moveFrom", "moveTo")))
_HEADS = re.compile(r"(?:heading|标题) ([1-9])")


_Key: TypeAlias = tuple[object, ...]


@dataclass(slots=True)
class Reader:
    """What reading needs to know everywhere: styles, numbering, and which section it is in."""

    package: Package
    styles: Styles
    numbering: Numbering
    section: int = 0
    _runs: dict[_Key, Look | None] = field(default_factory=dict)
    _paragraphs: dict[_Key, tuple[Properties, str, int]] = field(default_factory=dict)
    _shapes: dict[tuple[int, float], Shape] = field(default_factory=dict)

    def blocks(self, container: etree._Element, *, table: Style | None = None) -> Iterator[Block]:
        """The paragraphs and tables of a body, cell, footer or text box in order."""
        for child in container:
            if child.tag == tag("p"):
                yield self.paragraph(child, table)
            elif child.tag == tag("tbl"):
                yield self.table(child)
            elif child.tag not in SKIPPED and isinstance(child.tag, str):
                yield from self.blocks(child, table=table)  # sdt, customXml, ins

    def paragraph(self, element: etree._Element, table: Style | None = None) -> Paragraph:
        """One paragraph; its text boxes are put aside in ``boxes``."""
        direct_element = element.find(tag("pPr"))
        direct = properties_of(direct_element)
        style = self.styles.get(direct.get("pStyle.val", ""))
        chain = (table, style) if table else (style,)
        properties, number, level = self._effective(chain, direct)
        pieces = Pieces(self, chain)
        pieces.collect(element)
        printed = self.numbering.next(number, level) if number and number != "0" else None
        suffix = {"tab": "\t", "space": " "}.get(printed.suffix, "") if printed and printed.text else ""
        paragraph = Paragraph(
            runs=pieces.joined(),
            shape=self._shape(properties, pieces.first_size()),
            style=style.name,
            section=self.section,
            element=element,
            printed=printed.text + suffix if printed else "",
            bullet=bool(printed and printed.bullet),
            new_page=pieces.starts_page or properties.get("pageBreakBefore") == "1",
            ends_page=pieces.ends_page,
            has_picture=pieces.has_picture,
            fields=tuple(pieces.fields),
            boxes=pieces.boxes,
            frame=properties.get("framePr.xAlign", ""),
        )
        heading = _HEADS.fullmatch(style.name)
        if heading and paragraph.shape.outline == 9 and "outlineLvl.val" not in properties:
            paragraph.level = int(heading[1])
        if direct_element is not None and direct_element.find(tag("sectPr")) is not None:
            self.section += 1
        return paragraph

    def _effective(self, chain: tuple[Style, ...], direct: Properties) -> tuple[Properties, str, int]:
        """Properties of a paragraph in the end, and the list and level it is numbered in."""
        key = (*(each.id for each in chain), *direct.items())
        if key in self._paragraphs:
            return self._paragraphs[key]
        layers = [each.paragraph for each in chain]
        numbered = layered(*layers, direct)
        number = numbered.get("numPr.numId.val", "")
        level = _level(numbered, chain[-1], self.numbering, number)
        definition = self.numbering.level(number, level) if number else None
        indents = (definition.paragraph or {}) if definition else {}
        # A style's own indents win over those of the list it names; a direct list wins over the style.
        direct_list = "numPr.numId.val" in direct
        ordered = [*layers, indents] if direct_list else [*layers[:-1], indents, layers[-1]]
        properties = layered(self.styles.default_paragraph, *ordered, direct)
        self._paragraphs[key] = properties, number, level
        return self._paragraphs[key]

    def _shape(self, properties: Properties, size: float) -> Shape:
        key = id(properties), size  # they are kept above, so that their ids stay theirs
        if key not in self._shapes:
            self._shapes[key] = shape_of(properties, size)
        return self._shapes[key]

    def run_look(self, chain: tuple[Style, ...], properties: etree._Element | None) -> Look | None:
        """The look of a run with these direct properties; None if it is hidden."""
        direct = properties_of(properties)
        key = (*(each.id for each in chain), *direct.items())
        if key not in self._runs:
            named = direct.get("rStyle.val", "")
            character = self.styles.get(named, "character") if named else NO_STYLE
            effective = self.styles.run_properties(chain, {}, direct, character)
            self._runs[key] = None if effective.get("vanish") == "1" else self._look(effective)
        return self._runs[key]

    def table(self, element: etree._Element) -> Table:
        """One table with its rows; merged cells count once a row."""
        settings = properties_of(element.find(tag("tblPr")))
        style = self.styles.get(settings.get("tblStyle.val", ""), "table")
        rows = tuple(self._row(row, style) for row in element.iter(tag("tr")) if _owner(row) is element)
        grid = sum(
            twips(value_of(column, "w")) for column in element.findall(f"{tag('tblGrid')}/{tag('gridCol')}")
        )
        width = twips(settings.get("tblW.w")) if settings.get("tblW.type", "dxa") == "dxa" else 0.0
        if settings.get("tblLayout.type") == "fixed" or not width:
            width = grid if settings.get("tblW.type") not in ("pct", "auto") else width
        borders = element.find(f"{tag('tblPr')}/{tag('tblBorders')}")
        return Table(
            rows,
            self.section,
            width,
            twips(settings.get("tblInd.w")),
            settings.get("jc.val", "left"),
            0,
            borders is not None or style.name not in ("", "normal table", "普通表格"),
            element,
        )

    def _row(self, element: etree._Element, style: Style) -> Row:
        settings = element.find(tag("trPr"))
        cells = []
        for cell in element.iter(tag("tc")):
            if _owner(cell, "tr") is element:
                blocks = self.blocks(cell, table=style)
                cells.append(tuple(each for block in blocks for each in flat(block)))
        is_head = settings is not None and is_on(settings.find(tag("tblHeader")))
        return Row(tuple(cells), is_head, settings is None or not is_on(settings.find(tag("cantSplit"))))

    def _look(self, run: Properties) -> Look:
        color = run.get("color.val", "auto").upper()
        return Look(
            east=self.styles.font(run, "eastAsia"),
            latin=self.styles.font(run, "ascii") or self.styles.font(run, "hAnsi"),
            size=max(_half_points(run.get("sz.val", "20")), 1.0) / 2,
            bold=run.get("b") == "1",
            italic=run.get("i") == "1",
            underline=run.get("u.val", "none") != "none",
            color="" if color == "AUTO" else color,
            spacing=twips(run.get("spacing.val")) / 20,
            hint=run.get("rFonts.hint") == "eastAsia",
        )


def _half_points(text: str) -> float:
    """``w:sz``: half-points, or a length with its unit."""
    value = twips(text, 20.0)
    return value if text[-1:].isdigit() else value / 10


def _owner(element: etree._Element, name: str = "tbl") -> etree._Element | None:
    """The nearest table (or row) around an element."""
    parent = element.getparent()
    while parent is not None and parent.tag != tag(name):
        parent = parent.getparent()
    return parent


def _level(properties: Properties, style: Style, numbering: Numbering, number: str) -> int:
    text = properties.get("numPr.ilvl.val", "")
    if text:
        return whole(text, 0, 8)
    for level in range(9):  # a style that is numbered names no level: the level names the style
        definition = numbering.level(number, level)
        if definition and (definition.paragraph or {}).get("pStyle.val") == style.id and style.id:
            return level
    return 0


def read_paper(package: Package) -> Paper:
    """The whole document. Raises ``InvalidInput`` where a part that is needed is damaged."""
    document = package.tree(package.main)
    body = document.find(tag("body")) if document is not None else None
    if document is None or body is None:
        message, hint = "文件里没有正文", "请用 Word 或 WPS 打开，看内容是否还在，另存一份再检查"
        raise InvalidInput([Finding("L101", Severity.ERROR, message, hint)])
    settings = package.tree_of("settings")
    language = value_of(settings.find(tag("themeFontLang")), "eastAsia") if settings is not None else ""
    styles = Styles(package.tree_of("styles"), theme_fonts(package.tree_of("theme"), language))
    reader = Reader(package, styles, Numbering(package.tree_of("numbering")))
    blocks = list(reader.blocks(body))
    sections = _sections(body, reader)
    return Paper(
        tuple(_counted(_with_page_starts(blocks, sections))),
        sections,
        settings is not None and is_on(settings.find(tag("evenAndOddHeaders"))),
        next(document.iter(*_REVISIONS), None) is not None,
    )


def _sections(body: etree._Element, reader: Reader) -> tuple[Section, ...]:
    """The sections in order; headers and footers that one does not name are those of the one before."""
    elements = [each for each in body.iter(tag("sectPr")) if not _inside_box(each)]
    sections: list[Section] = []
    for element in elements or [etree.Element(tag("sectPr"))]:
        sections.append(read_section(element, sections[-1] if sections else None, reader))
    return tuple(sections)


def _inside_box(element: etree._Element) -> bool:
    return any(parent.tag in (TEXT_BOX, tag("sectPrChange")) for parent in element.iterancestors())


def _with_page_starts(blocks: list[Block], sections: tuple[Section, ...]) -> list[Block]:
    """A page also starts after a break at the end of a paragraph, and with most sections."""
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Paragraph) and before is not None:
            turned = block.section != before.section
            starts = turned and sections[min(block.section, len(sections) - 1)].starts_page
            ended = isinstance(before, Paragraph) and (
                before.ends_page or before.new_page and before.is_empty and not before.shape.page_break
            )
            block.new_page = block.new_page or starts or ended
        before = block
    return blocks


def _counted(blocks: list[Block]) -> Iterator[Block]:
    """Paragraphs that print something, and tables, with their numbers."""
    paragraphs = tables = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            if not block.is_empty:
                paragraphs += 1
                block.number = paragraphs
            yield block
        else:
            tables += 1
            yield Table(
                block.rows, block.section, block.width, block.indent, block.align, tables, block.is_bordered,
                block.element,
            )  # fmt: skip
