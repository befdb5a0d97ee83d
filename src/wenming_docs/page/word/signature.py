"""落款: where 署名 and 成文日期 stand, with a seal (7.3.5.1) and without (7.3.5.2)."""

from __future__ import annotations

from wenming_docs.blocks import Inlines, Signature, plain
from wenming_docs.page.word.flow import Flow
from wenming_docs.page.word.measure import CHARACTER, CHARACTERS
from wenming_docs.zh import em_width

SEAL_LINES = 3  # room above 署名 for a seal of 42 mm that ends within a line of the body
SEAL_PITCH = 4  # between the names of several offices: seals may not touch
RIGHT_SEALED, RIGHT_PLAIN = 4.0, 2.0  # 右空四字, 右空二字
DATE_SHIFT = 2  # the date starts two characters right of 署名


def write_signature(flow: Flow, block: Signature) -> None:
    """署名 lines, then the date; all but the last stay on one page."""
    names = [name for name in block.signed_by if plain(name)]
    name_rights, date_right = _rights([em_width(plain(name)) for name in names], block)
    lines: list[tuple[str, Inlines, float, float]] = []
    for index, (name, right) in enumerate(zip(names, name_rights, strict=True)):
        first = SEAL_LINES if block.seal else 1
        later = SEAL_PITCH if block.seal else 0
        lines.append(("SignedBy", name, right, later if index else first))
    if plain(block.issue_date):
        above = 0 if names else (SEAL_LINES if block.seal else 1)
        lines.append(("IssueDate", block.issue_date, date_right, above))
    for index, (style, text, right, before) in enumerate(lines):
        if index == len(lines) - 1:
            style = "IssueDate"  # the only style of the two that lets a page end after it
        flow.paragraph(style, flow.runs(text), {"ind": _right(right)}, before=before)


def _rights(names: list[float], block: Signature) -> tuple[list[float], float]:
    """How many characters stay free right of each name and of the date."""
    date = em_width(plain(block.issue_date))
    if block.seal:
        return [_floor(RIGHT_SEALED + (date - name) / 2, name) for name in names], RIGHT_SEALED
    widest = max(names, default=0.0)
    right, date_right = RIGHT_PLAIN, RIGHT_PLAIN + widest - DATE_SHIFT - date
    if date and date_right < RIGHT_PLAIN:
        right, date_right = date + RIGHT_PLAIN + DATE_SHIFT - widest, RIGHT_PLAIN
    # Several names start at one place, the widest of them where a single one would.
    return [_floor(right + widest - name, name) for name in names], date_right


def _floor(right: float, width: float) -> float:
    """Never outside the text area, and never so far in that the name would wrap."""
    return max(0.0, min(right, CHARACTERS - width))


def _right(characters: float) -> str:
    return f'<w:ind w:rightChars="{round(characters * 100)}" w:right="{round(characters * CHARACTER)}"/>'
