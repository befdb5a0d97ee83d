"""落款: where 署名 and 成文日期 stand, with a seal (7.3.5.1) and without (7.3.5.2)."""

from __future__ import annotations

from dataclasses import replace

from wenming_docs.blocks import Inlines, Signature, plain
from wenming_docs.page.word.flow import Flow
from wenming_docs.page.word.measure import CHARACTER, CHARACTERS
from wenming_docs.page.word.sections import STANDARD_PAGE
from wenming_docs.records import dataclass
from wenming_docs.zh import em_width

SEAL_LINES = 3  # room above 署名 for a seal of 42 mm that ends within a line of the body
SEAL_PITCH = 4  # between the names of several offices: seals may not touch
RIGHT_SEALED, RIGHT_PLAIN = 4.0, 2.0  # 右空四字, 右空二字
DATE_SHIFT = 2.0  # the date starts two characters right of 署名


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the signature: what it says, and how far it stands from the edges (字) and the text above."""

    style: str
    text: Inlines
    right: float
    above: float = 0
    left: float | None = None  # where it starts, if its start is what counts


def write_signature(flow: Flow, block: Signature) -> None:
    """署名 lines, then the date; all but the last stay on one page."""
    lines = _sealed(block) if block.seal else _plain(block)
    for line in lines[:-1]:
        _write(flow, line)
    for line in lines[-1:]:
        _write(flow, replace(line, style="IssueDate"))  # the one of the two styles a page may end after


def _sealed(block: Signature) -> list[_Line]:
    """The date 右空四字, each name centred on it."""
    names, date = _names(block), em_width(plain(block.issue_date))
    lines = [
        _Line("SignedBy", name, _inside(RIGHT_SEALED + (date - em_width(plain(name))) / 2, name), SEAL_PITCH)
        for name in names
    ]
    if date:
        lines.append(_Line("IssueDate", block.issue_date, RIGHT_SEALED))
    return [replace(line, above=SEAL_LINES) for line in lines[:1]] + lines[1:]


def _plain(block: Signature) -> list[_Line]:
    """The name 右空二字, the date starting two characters right of it; a longer date moves the name in."""
    names, date = _names(block), em_width(plain(block.issue_date))
    widest = max((em_width(plain(name)) for name in names), default=0.0)
    right, date_right = RIGHT_PLAIN, RIGHT_PLAIN + widest - DATE_SHIFT - date
    date_left: float | None = CHARACTERS - right - widest + DATE_SHIFT
    if date_right < RIGHT_PLAIN:
        right, date_right, date_left = date + RIGHT_PLAIN + DATE_SHIFT - widest, RIGHT_PLAIN, None
    # Several names start at one place, the widest of them where a single one would.
    lines = [_Line("SignedBy", name, _inside(right + widest - em_width(plain(name)), name)) for name in names]
    if date:
        lines.append(_Line("IssueDate", block.issue_date, date_right, left=date_left))
    return [replace(line, above=1) for line in lines[:1]] + lines[1:]


def _names(block: Signature) -> list[Inlines]:
    return [name for name in block.signed_by if plain(name)]


def _inside(right: float, text: Inlines) -> float:
    """Never outside the text area, and never so far in that the line would wrap."""
    return max(0.0, min(right, CHARACTERS - em_width(plain(text))))


def _write(flow: Flow, line: _Line) -> None:
    if line.left is not None and flow.page is STANDARD_PAGE and not flow.landscape:
        # Told from the left, the start is right however wide the figures of a font are.
        children = {"ind": f'<w:ind w:left="{round(line.left * CHARACTER)}"/>', "jc": '<w:jc w:val="left"/>'}
    else:
        right = f'w:rightChars="{round(line.right * 100)}" w:right="{round(line.right * CHARACTER)}"'
        children = {"ind": f"<w:ind {right}/>"}
    flow.paragraph(line.style, flow.runs(line.text), children, before=line.above)
