"""The characters of a paragraph: runs, breaks, fields, pictures, text boxes; and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import Protocol

from lxml import etree

from wenming_docs.page.inspect.look import (
    Properties,
    Style,
    tag,
    twips,
    value_of,
    whole,
)
from wenming_docs.page.inspect.paper import Block, Look, Paragraph, Run, Shape, Table
from wenming_docs.records import dataclass

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SKIPPED = frozenset(
    (*map(tag, ("del", "moveFrom", "pPr", "rPr", "sdtPr", "commentRangeStart")), MC + "Fallback")
)
"""What prints nothing, or prints what something else prints too."""
TEXT_BOX = tag("txbxContent")
_PICTURES = frozenset(map(tag, ("drawing", "pict", "object")))
_FIELD_NAME = re.compile(r"\s*([A-Za-z]+)")


class Reads(Protocol):
    """Whatever knows looks and reads paragraphs and tables below an element."""

    def run_look(self, chain: tuple[Style, ...], properties: etree._Element | None) -> Look | None: ...

    def blocks(self, container: etree._Element) -> Iterator[Block]: ...


@dataclass(slots=True)
class Pieces:
    """The runs of one paragraph being collected."""

    reader: Reads
    chain: tuple[Style, ...]
    runs: list[Run] = field(default_factory=list)
    boxes: list[Paragraph] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    starts_page: bool = False
    ends_page: bool = False
    has_picture: bool = False
    _instructions: list[str] = field(default_factory=list)

    def collect(self, element: etree._Element) -> None:
        """Everything below ``element`` in reading order."""
        for child in element:
            if child.tag == tag("r"):
                self._run(child)
            elif child.tag == tag("fldSimple"):
                self._name_field(value_of(child, "instr"))
                self.collect(child)
            elif child.tag not in SKIPPED and isinstance(child.tag, str):
                self.collect(child)

    def _run(self, element: etree._Element) -> None:
        look = self.reader.run_look(self.chain, element.find(tag("rPr")))
        if look is None:
            return
        text = "".join(self._signs(element))
        if text:
            self.runs.append(Run(text, look))

    def _signs(self, element: etree._Element) -> Iterator[str]:
        for child in element:
            if child.tag == tag("t"):
                yield child.text or ""
            elif child.tag in (tag("tab"), tag("ptab")):
                yield "\t"
            elif child.tag in (tag("br"), tag("cr")):
                yield self._break(value_of(child, "type"))
            elif child.tag == tag("noBreakHyphen"):
                yield "-"
            elif child.tag == tag("sym"):
                yield "□"
            elif child.tag == tag("instrText"):
                self._instructions.append(child.text or "")
            elif child.tag == tag("fldChar"):
                self._field(value_of(child, "fldCharType"))
            elif child.tag == tag("pgNum"):
                self.fields.append("PAGE")
            elif child.tag in _PICTURES or child.tag == MC + "AlternateContent":
                self._drawing(child)

    def _break(self, kind: str) -> str:
        if kind == "page":
            if any(run.text.strip() for run in self.runs):
                self.ends_page = True
            else:
                self.starts_page = True
        return "" if kind in ("page", "column") else "\n"

    def _field(self, kind: str) -> None:
        if kind in ("separate", "end") and self._instructions:
            self._name_field("".join(self._instructions))
            self._instructions.clear()

    def _name_field(self, instruction: str) -> None:
        if found := _FIELD_NAME.match(instruction):
            self.fields.append(found[1].upper())

    def _drawing(self, element: etree._Element) -> None:
        chosen = element.find(MC + "Choice") if element.tag == MC + "AlternateContent" else element
        chosen = chosen if chosen is not None else element.find(MC + "Fallback")
        boxes = (
            [box for box in chosen.iter(TEXT_BOX) if not _is_boxed(box, chosen)] if chosen is not None else []
        )
        for box in boxes:
            inside = [each for block in self.reader.blocks(box) for each in flat(block)]
            for each in inside:
                each.boxed = True
            self.boxes += inside
        self.has_picture |= not boxes

    def joined(self) -> tuple[Run, ...]:
        """Runs of one look made one."""
        result: list[Run] = []
        for run in self.runs:
            if result and result[-1].look == run.look:
                result[-1] = Run(result[-1].text + run.text, run.look)
            else:
                result.append(run)
        return tuple(result)

    def first_size(self) -> float:
        """The size indents in characters are measured in: that of the first run, else of the style."""
        if self.runs:
            return self.runs[0].look.size
        look = self.reader.run_look(self.chain, None)
        return look.size if look else 10.5


def _is_boxed(box: etree._Element, top: etree._Element) -> bool:
    """Whether a text box stands inside another one."""
    parent = box.getparent()
    while parent is not None and parent is not top:
        if parent.tag == TEXT_BOX:
            return True
        parent = parent.getparent()
    return False


def flat(block: Block) -> Iterator[Paragraph]:
    """A paragraph, or those of a table."""
    if isinstance(block, Table):
        yield from block.paragraphs()
    else:
        yield block


def shape_of(properties: Properties, size: float) -> Shape:
    """Where a paragraph stands; characters win over twips, lines over points."""

    def indent(*names: str) -> float:
        for name in names:
            if characters := twips(properties.get(f"ind.{name}Chars")):
                return characters / 100 * size * 20
        return next((twips(properties[f"ind.{n}"]) for n in names if f"ind.{n}" in properties), 0.0)

    def space(name: str) -> float:
        if lines := twips(properties.get(f"spacing.{name}Lines")):
            return lines / 100 * 240
        if properties.get(f"spacing.{name}Autospacing", "0") not in ("0", "false", "off"):
            return 280.0
        return twips(properties.get(f"spacing.{name}"))

    hanging = indent("hanging")
    outline = properties.get("outlineLvl.val", "9")
    bottom = properties.get("pBdr.bottom.val", "none") not in ("none", "nil")
    return Shape(
        align={"start": "left", "end": "right"}.get(align := properties.get("jc.val", "left"), align),
        left=indent("left", "start"),
        right=indent("right", "end"),
        first=-hanging if hanging else indent("firstLine"),
        before=space("before"),
        after=space("after"),
        line=twips(properties.get("spacing.line"), 240.0),
        rule=properties.get("spacing.lineRule", "auto"),
        snap=properties.get("snapToGrid") != "0",
        outline=whole(outline, 9, 9),
        red_line=bottom and is_red(properties.get("pBdr.bottom.color", "")),
        page_break=properties.get("pageBreakBefore") == "1",
    )


def is_red(color: str) -> bool:
    """Whether RRGGBB is a red."""
    if len(color) != 6:
        return False
    try:
        red, green, blue = (int(color[at : at + 2], 16) for at in (0, 2, 4))
    except ValueError:
        return False
    return red >= 160 and green < 90 and blue < 90
