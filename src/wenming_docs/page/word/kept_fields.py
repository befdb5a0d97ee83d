"""The fields in a foreign header or footer: page numbers and dates stay, all others become their text.

A field is a stream of marks over runs and paragraphs, its instruction in pieces: ``DDE`` may be written
as ``D``, ``DE``, or be the result of another field. So the first word counts only if it is written out,
and what has no end, no beginning or no known first word is no field any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field

from lxml import etree

from wenming_docs.page.word.kept_names import FIELDS
from wenming_docs.page.word.parts import W
from wenming_docs.records import dataclass

BROKEN = "残缺的域"
_MARK, _SIMPLE = f"{{{W}}}fldChar", f"{{{W}}}fldSimple"
_CODES = (f"{{{W}}}instrText", f"{{{W}}}delInstrText")
_KIND, _INSTRUCTION = f"{{{W}}}fldCharType", f"{{{W}}}instr"
_SHOWING = frozenset(
    f"{{{W}}}{name}"
    for name in (
        "t",
        "delText",
        "tab",
        "br",
        "cr",
        "sym",
        "ptab",
        "drawing",
        "pict",
        "pgNum",
        "noBreakHyphen",
    )
)
_NAME = re.compile(r"\s*(=|[A-Za-z]+)(?![A-Za-z0-9_.])")
_LONGEST_NAME = 20


@dataclass(slots=True)
class _Field:
    """One field under way: its marks and instruction, and what shows while its instruction lasts."""

    marks: list[etree._Element]
    head: str = ""
    whole: bool = True  # the head is written out so far, not made by another field
    code: bool = True
    inside: list[etree._Element] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The first word of the instruction; "" where it is not written out."""
        match = _NAME.match(self.head)
        if match is None or (not self.whole and match.end() == len(self.head) and match[1] != "="):
            return ""
        return match[1].upper()


def mend_fields(root: etree._Element) -> list[str]:
    """Takes every field that is not in the list out of ``root``; the names of those, as they are told."""
    told: list[str] = []
    gone: list[etree._Element] = []
    open_fields: list[_Field] = []
    for element in root.iter(_MARK, _SIMPLE, *_CODES, *_SHOWING):
        gone += _judge(element, open_fields, told)
    for unended in open_fields:
        told.append(BROKEN)
        gone += unended.marks
    for element in dict.fromkeys(gone):
        _take_out(element)
    return told


def _judge(element: etree._Element, open_fields: list[_Field], told: list[str]) -> Iterator[etree._Element]:
    """What goes because of this element; the fields under way are kept up."""
    for each in open_fields:
        if each.code:
            each.inside.append(element)
    top = open_fields[-1] if open_fields else None
    kind = element.get(_KIND) if element.tag == _MARK else ""
    if element.tag == _SIMPLE:
        if top and top.code:
            top.whole = False
        name = _Field([], element.get(_INSTRUCTION, "")).name
        if name not in FIELDS:
            told.append(_called(name))
            yield element
    elif element.tag in _CODES:
        if top is None or not top.code:
            yield element  # no instruction of anything
        else:
            top.marks.append(element)
            top.head += (element.text or "") if top.whole else ""
    elif kind == "begin":
        if top and top.code:
            top.whole = False
        open_fields.append(_Field([element]))
    elif element.tag == _MARK:
        yield from _mark(element, kind == "end", open_fields, told)


def _mark(
    element: etree._Element, ends: bool, open_fields: list[_Field], told: list[str]
) -> Iterator[etree._Element]:
    """A separate or end mark: whether the field that it belongs to may stay."""
    if not open_fields or (not ends and not open_fields[-1].code):
        yield element
        return
    top = open_fields[-1]
    top.marks.append(element)
    if not ends:
        top.code = False
        top.inside.pop()
        return
    open_fields.pop()
    if top.name not in FIELDS:
        told.append(_called(top.name))
        yield from (*top.marks, *top.inside)


def _called(name: str) -> str:
    return f"“{name[:_LONGEST_NAME]}”域" if name else BROKEN


def _take_out(element: etree._Element) -> None:
    """Removes an element; of a simple field what it shows stays in its place."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tag == _SIMPLE:
        for child in list(element):
            element.addprevious(child)
    parent.remove(element)
