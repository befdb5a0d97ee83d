"""名单: roles and names spread by glyph spacing, wrapped lines under the names."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor

from wenming_docs.blocks import NameList, NameRow, Text
from wenming_docs.page.word.flow import Flow
from wenming_docs.page.word.measure import CHARACTER, CHARACTERS, TIGHTEN
from wenming_docs.page.word.xml import run, words
from wenming_docs.records import dataclass
from wenming_docs.zh import em_width

NAME_WIDTH = 3
"""Names and roles of two characters are spread to the width of three."""

WIDEST_ROLE = 8  # 字: a longer role is not aligned with the others
INDENT = 2  # 左空二字
_CELL = NAME_WIDTH + 1  # a name and the blank after it


@dataclass(frozen=True, slots=True)
class _Measure:
    """Where names start: after the indent, the widest role and its colon (字)."""

    role: int

    @property
    def start(self) -> int:
        return INDENT + self.role + 1

    @property
    def cells(self) -> int:
        """How many names of three characters fit on a line."""
        return floor((CHARACTERS - self.start) / _CELL)

    def properties(self, *, labelled: bool) -> dict[str, str]:
        """The indents, where they are not those of the styles (a role of three characters)."""
        if self.role == NAME_WIDTH:
            return {}
        hanging = f' w:hanging="{(self.role + 1) * CHARACTER}"' if labelled else ""
        return {"ind": f'<w:ind w:left="{self.start * CHARACTER}"{hanging}/>'}


def write_names(flow: Flow, block: NameList) -> None:
    """One row per role: people with posts each on a line, bare names several to a line."""
    roles = [ceil(em_width(row.role.text)) for row in block.rows]
    measure = _Measure(max([NAME_WIDTH, *(width for width in roles if width <= WIDEST_ROLE)]))
    for row in block.rows:
        if any(person.posts for person in row.people):
            _write_people(flow, row, measure)
        else:
            _write_bare(flow, row, measure)


def _write_people(flow: Flow, row: NameRow, measure: _Measure) -> None:
    for index, person in enumerate(row.people):
        posts = words("（") + flow.runs(person.posts) + words("）") if person.posts else ""
        labelled = index == 0 and bool(row.role.text)
        label = _label(row.role, measure) if labelled else ""
        style = "NameFirst" if labelled else "NameNext"
        flow.paragraph(
            style, label + spread(person.name) + posts, measure.properties(labelled=labelled) or None
        )


def _write_bare(flow: Flow, row: NameRow, measure: _Measure) -> None:
    """Names on tab stops; a line ends before a name that would not fit, for a name never breaks."""
    parts, used = [], 0
    for index, person in enumerate(row.people):
        cells = ceil((em_width(person.name.text) + 1) / _CELL)
        if index:
            parts.append("<w:r><w:tab/></w:r>")
            if used + cells > measure.cells:
                parts.append("<w:r><w:br/></w:r>")
                used = 0
        parts.append(spread(person.name))
        used += cells
    stops = "".join(
        f'<w:tab w:val="left" w:pos="{(measure.start + _CELL * (index + 1)) * CHARACTER}"/>'
        for index in range(measure.cells)
    )
    labelled = bool(row.role.text)
    style, label = ("NameFirst", _label(row.role, measure)) if labelled else ("NameNext", "")
    children = {"tabs": f"<w:tabs>{stops}</w:tabs>", **measure.properties(labelled=labelled)}
    flow.paragraph(style, label + "".join(parts), children)


def _label(role: Text, measure: _Measure) -> str:
    return spread(role, width=measure.role) + words("：")


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
