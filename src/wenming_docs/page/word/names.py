"""名单: roles and names spread by glyph spacing, wrapped lines under the names."""

from __future__ import annotations

from collections.abc import Mapping

from wenming_docs.blocks import NameList, NameRow, Text
from wenming_docs.page.word.flow import Flow
from wenming_docs.page.word.measure import CHARACTER, TIGHTEN
from wenming_docs.page.word.styles import PARAGRAPH_STYLES
from wenming_docs.page.word.xml import run, words
from wenming_docs.zh import em_width

NAME_WIDTH = 3
"""Roles and names of two characters are spread to the width of three."""

_CELL = NAME_WIDTH + 1
_CELLS = 5  # names a line: 6 characters of indent + 5 × 4 ≤ 28
_LABEL = next(style.left for style in PARAGRAPH_STYLES if style.id == "NameFirst")


def write_names(flow: Flow, block: NameList) -> None:
    """One row per role: people with posts each on a line, bare names several to a line."""
    for row in block.rows:
        if any(person.posts for person in row.people):
            _write_people(flow, row)
        else:
            _write_bare(flow, row)


def _write_people(flow: Flow, row: NameRow) -> None:
    for index, person in enumerate(row.people):
        posts = words("（") + flow.runs(person.posts) + words("）") if person.posts else ""
        name = spread(person.name) + posts
        if index == 0 and row.role.text:
            flow.paragraph("NameFirst", _label(row.role) + name)
        else:
            flow.paragraph("NameNext", name)


def _write_bare(flow: Flow, row: NameRow) -> None:
    """Names on tab stops; a line ends before a name that would not fit, for a name never breaks."""
    parts, used = [], 0
    for index, person in enumerate(row.people):
        cells = -(-int(em_width(person.name.text) * 2 + 2) // (2 * _CELL))
        if index:
            parts.append("<w:r><w:tab/></w:r>")
            if used + cells > _CELLS:
                parts.append("<w:r><w:br/></w:r>")
                used = 0
        parts.append(spread(person.name))
        used += cells
    stops = "".join(
        f'<w:tab w:val="left" w:pos="{round((_LABEL + _CELL * (index + 1)) * CHARACTER)}"/>'
        for index in range(_CELLS)
    )
    style, label = ("NameFirst", _label(row.role)) if row.role.text else ("NameNext", "")
    flow.paragraph(style, label + "".join(parts), {"tabs": f"<w:tabs>{stops}</w:tabs>"})


def _label(role: Text) -> str:
    return spread(role) + words("：")


def spread(text: Text, children: Mapping[str, str] | None = None, width: int = NAME_WIDTH) -> str:
    """The runs of a short text, as wide as ``width`` characters; nothing is inserted into it."""
    count = len(text.text)
    if not 2 <= count < width or em_width(text.text) != count:
        return run(text, children)
    extra = round((width - count) * CHARACTER / (count - 1)) + TIGHTEN
    head = Text(text.text[:-1], text.origins, text.emphasis, text.blank)
    last = Text(text.text[-1:], text.origins, text.emphasis, text.blank)
    spacing = {"spacing": f'<w:spacing w:val="{extra}"/>'}
    return run(head, {**(children or {}), **spacing}) + run(last, children)
