"""Turning a value into inlines, with its gaps marked."""

from __future__ import annotations

from wenming_docs.blocks.nodes import Inlines, Text
from wenming_docs.findings import Origin, origins_of
from wenming_docs.zh.lazy import lazy_pattern

BLANK = lazy_pattern(r"【待填(?:[：:][^【】]*)?】")
"""A gap that somebody still has to fill: 【待填】 or 【待填：what belongs here】."""


def inlines(value: str, *, emphasis: bool = False) -> Inlines:
    """``value`` as inlines; 【待填】 becomes a run of its own that writers highlight."""
    return runs_of(str(value), origins_of(value), emphasis=emphasis)


def runs_of(text: str, origins: tuple[Origin, ...], *, emphasis: bool = False) -> Inlines:
    """:func:`inlines` of a text whose places are known; each run has all of them."""
    if "【待填" not in text:  # nearly always, and this is on the hot path
        return (Text(text, origins, emphasis),) if text else ()
    runs, last = [], 0
    for gap in BLANK.finditer(text):
        if gap.start() > last:
            runs.append(Text(text[last : gap.start()], origins, emphasis))
        runs.append(Text(gap.group(), origins, emphasis, blank=True))
        last = gap.end()
    if last < len(text):
        runs.append(Text(text[last:], origins, emphasis))
    return tuple(runs)


def plain(run: Inlines) -> str:
    """The characters of some inlines, without anything else."""
    if len(run) == 1:  # nearly always, and this is on the hot path
        return run[0].text
    return "".join([text.text for text in run])
