"""Sections: page size, margins, grid, and the headers and footers that belong to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from lxml import etree

from wenming_docs.page.inspect.look import is_on, tag, twips, value_of, whole
from wenming_docs.page.inspect.package import Package
from wenming_docs.page.inspect.paper import Block, Footer, Paragraph, Section, Table
from wenming_docs.page.word.parts import OFFICE

_ID = f"{{{OFFICE}}}id"
_LETTER = (12240.0, 15840.0)  # what Word takes where a section names no page


class _Reads(Protocol):
    """Whatever reads paragraphs and tables below an element."""

    @property
    def package(self) -> Package: ...

    def blocks(self, container: etree._Element) -> Iterator[Block]: ...


def read_section(element: etree._Element, before: Section | None, reader: _Reads) -> Section:
    """``w:sectPr`` as a :class:`Section`; footers it does not name are those of the section before."""
    size, margins = element.find(tag("pgSz")), element.find(tag("pgMar"))
    grid, numbers = element.find(tag("docGrid")), element.find(tag("pgNumType"))
    columns = value_of(element.find(tag("cols")), "num", "1")
    start = value_of(numbers, "start")
    return Section(
        width=twips(value_of(size, "w"), _LETTER[0]),
        height=twips(value_of(size, "h"), _LETTER[1]),
        top=abs(twips(value_of(margins, "top"), 1440)),
        right=twips(value_of(margins, "right"), 1440),
        bottom=abs(twips(value_of(margins, "bottom"), 1440)),
        left=twips(value_of(margins, "left"), 1440),
        footer=twips(value_of(margins, "footer"), 720),
        gutter=twips(value_of(margins, "gutter")),
        grid=value_of(grid, "type", "default") if grid is not None else "default",
        pitch=twips(value_of(grid, "linePitch")),
        char_space=twips(value_of(grid, "charSpace")),
        columns=whole(columns, 1),
        title_page=is_on(element.find(tag("titlePg"))),
        starts_at=whole(start, 0) if start else None,
        number_format=value_of(numbers, "fmt", "decimal"),
        starts_page=value_of(element.find(tag("type")), default="nextPage") != "continuous",
        footers=_hanging(element, "footerReference", before.footers if before else {}, reader),
        headers=_hanging(element, "headerReference", before.headers if before else {}, reader),
    )


def _hanging(
    element: etree._Element, name: str, inherited: dict[str, Footer], reader: _Reads
) -> dict[str, Footer]:
    found = dict(inherited)
    for reference in element.findall(tag(name)):
        part = reader.package.related.get(reference.get(_ID, ""), "")
        root = reader.package.tree(part) if part else None
        if root is not None:
            found[value_of(reference, "type", "default")] = Footer(tuple(_flat(reader.blocks(root))))
    return found


def _flat(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Paragraphs wherever they stand: in tables and text boxes too."""
    for block in blocks:
        for each in block.paragraphs() if isinstance(block, Table) else (block,):
            yield each
            yield from each.boxes
