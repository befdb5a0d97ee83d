"""标题: centred lines broken by sense (GB/T 9704-2012 7.3.1)."""

from __future__ import annotations

from itertools import accumulate

from wenming_docs.blocks import Inlines, Text, plain
from wenming_docs.page.word.flow import Flow
from wenming_docs.zh.titles import break_title

CHARACTER = 440  # twips: 二号; 20 of them in 156 mm


def write_title(flow: Flow, title: Inlines, *, before: float) -> None:
    """A title with its line breaks; one blank line follows it, unless a subtitle does."""
    lengths = [len(line) for line in break_title(plain(title), flow.text_width // CHARACTER)]
    breaks = set(accumulate(lengths[:-1]))
    flow.paragraph("Title", broken(flow, title, breaks), before=before)
    flow.blank_lines(1)
    flow.under_red_line = False


def broken(flow: Flow, title: Inlines, breaks: set[int]) -> str:
    """The runs of a title with ``<w:br/>`` before each offset in ``breaks``."""
    parts, position = [], 0
    for text in title:
        start = 0
        for offset in range(1, len(text.text) + 1):
            if position + offset in breaks:
                parts.append(flow.runs((_slice(text, start, offset),)))
                parts.append("<w:r><w:br/></w:r>")
                start = offset
        parts.append(flow.runs((_slice(text, start, len(text.text)),)))
        position += len(text.text)
    return "".join(parts)


def _slice(text: Text, start: int, end: int) -> Text:
    return Text(text.text[start:end], text.origins, text.emphasis, text.blank)
