"""Title and headings: ``#`` … ``#####``, numbered by the program alone."""

from __future__ import annotations

from wenming_docs.blocks.nodes import Heading, Title
from wenming_docs.words.markup.faults import MarkupError, excerpt
from wenming_docs.words.markup.slots import Slots
from wenming_docs.zh.lazy import lazy_pattern

MAX_LEVEL = 5
RUN_IN = "。"
WHERE = "标题里"
HAND_NUMBER = lazy_pattern(
    r"[一二三四五六七八九十百]+[、．.]|[（(][一二三四五六七八九十百]+[）)]"
    r"|[0-9０-９]+[、．.](?![0-9０-９])|[（(][0-9０-９]+[）)]|[①-⑳]"
)


def heading(marks: int, content: str, line: int, slots: Slots) -> Title | Heading:
    """The block for ``content`` behind ``marks`` signs ``#``.

    A full stop of the template's own, outside of values, makes a run-in heading: what follows
    it is body text of the same paragraph. A full stop at the very end belongs to the heading.
    """
    if marks > MAX_LEVEL:
        raise MarkupError(f"“{excerpt(content)}”用了{marks}个 #", line, "标题最多写到 #####")
    if not content:
        raise MarkupError("标题是空的", line, "写出标题，或用 {% if … %} 整行不写")
    if marks == 1:
        return Title(slots.inlines(content, line, WHERE))
    _refuse_hand_number(content, line)
    before, _, behind = content.partition(RUN_IN)
    run_in = behind.strip()
    text = before.strip() if run_in else content
    if not text:
        raise MarkupError("“。”前面没有标题", line, "标题写在第一个“。”之前")
    return Heading(marks - 1, slots.inlines(text, line, WHERE), slots.inlines(run_in, line, WHERE))


def _refuse_hand_number(content: str, line: int) -> None:
    """Raise MarkupError if the template itself writes 一、 or the like."""
    found = HAND_NUMBER.match(content.replace("**", ""))
    if found:
        raise MarkupError(
            f"标题“{excerpt(content)}”带了序号“{found.group()}”", line, "标题的序号由程序编，模板里不写"
        )
