"""Blocks → body XML: one ``match`` over the closed set, each block in the words of the standard."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import assert_never

from wenming_docs.blocks import (
    Attachment,
    AttachmentList,
    Block,
    Chart,
    Heading,
    Imprint,
    Issued,
    Landscape,
    Masthead,
    NameList,
    Network,
    Note,
    PageSettings,
    Paragraph,
    Pictures,
    Recipients,
    Signature,
    Subtitle,
    Table,
    Title,
    plain,
)
from wenming_docs.blocks.dump import SENTENCE_END
from wenming_docs.page.word.flow import Flow
from wenming_docs.page.word.imprint import imprint_box
from wenming_docs.page.word.masthead import write_masthead
from wenming_docs.page.word.names import write_names
from wenming_docs.page.word.sections import STANDARD_PAGE, PageSetup
from wenming_docs.page.word.signature import write_signature
from wenming_docs.page.word.tables import write_table
from wenming_docs.page.word.titles import write_title
from wenming_docs.page.word.xml import paragraph, words

FIRST_PAGE = 14
"""A document of so few paragraphs may end on its first page, which has to show body text (7.3.3):
there the note may stand alone, but the body may not leave with it."""

_SHOWN = (Table, Chart, Pictures)
_FACES = {level: {"rStyle": f'<w:rStyle w:val="Heading{level}Char"/>'} for level in (1, 2)}
_BODY_OPEN, _BODY_CLOSE = paragraph("Body", "\0").split("\0")


def write_body(blocks: Sequence[Block], settings: PageSettings, page: PageSetup = STANDARD_PAGE) -> Flow:
    """All blocks, written; :meth:`Flow.body` gives the XML."""
    flow = Flow(page, hint=bool(settings.latin_font), settings=settings)
    _write_all(flow, blocks)
    return flow


def _write_all(flow: Flow, blocks: Sequence[Block]) -> None:
    """Writes blocks in order; the text before a signature stays on its page (7.3.5.5)."""
    for before, (block, following) in zip((None, *blocks), pairwise((*blocks, None)), strict=False):
        assert block is not None
        if isinstance(block, (Network, Pictures)):
            _draw(flow, block, before, following)
        else:
            _write(flow, block)
        if isinstance(following, Signature) or (isinstance(following, AttachmentList) and _is_text(block)):
            flow.keep_last()
        if isinstance(following, _SHOWN) and _leads_on(block):
            flow.keep_last()
        if isinstance(block, Signature) and isinstance(following, Note) and len(flow.parts) > FIRST_PAGE:
            flow.keep_last()


def _leads_on(block: Block) -> bool:
    """A paragraph that ends with ：; on the page before its table it would announce nothing."""
    return isinstance(block, Paragraph) and plain(block.inlines).endswith("：")


def _is_text(block: Block) -> bool:
    """A paragraph of the body, also one that a heading opens."""
    if isinstance(block, Heading):
        return bool(block.run_in) or block.is_sentence
    return isinstance(block, Paragraph)


def _write(flow: Flow, block: Block) -> None:
    match block:
        case Paragraph():
            _write_paragraph(flow, block)
        case Heading():
            _write_heading(flow, block)
        case Table():
            write_table(flow, block)
        case Chart() | Pictures() | Network():
            _draw(flow, block, None, None)
        case NameList():
            write_names(flow, block)
        case Title():
            write_title(flow, block.inlines, before=2 if flow.under_red_line else 0)
        case Subtitle():
            _write_subtitle(flow, block)
        case Recipients():
            flow.paragraph("Recipients", flow.runs(block.inlines), before=1 if flow.parts else 0)
        case AttachmentList():
            _write_attachment_list(flow, block)
        case Attachment():
            _write_attachment(flow, block)
        case Landscape():
            _write_turned(flow, block.blocks)
        case Issued():
            flow.new_page()
            _write_all(flow, block.blocks)
        case Signature():
            write_signature(flow, block)
        case Note():
            flow.paragraph("Note", flow.runs(block.inlines))
        case Masthead():
            write_masthead(flow, block)
        case Imprint():
            flow.append_run(imprint_box(block, flow.next_id(), flow.text_width))
        case _:
            assert_never(block)


def _draw(
    flow: Flow, block: Chart | Pictures | Network, before: Block | None, following: Block | None
) -> None:
    """A block that is no text; few documents have one, so its writer is imported here."""
    if isinstance(block, Chart):
        from wenming_docs.page.word.charts import write_chart

        write_chart(flow, block)
    elif isinstance(block, Pictures):
        from wenming_docs.page.word.pictures import write_pictures

        write_pictures(flow, block, signed=isinstance(following, Signature))
    else:
        from wenming_docs.page.word.network import around, write_network

        write_network(flow, block, around(before, following))


def _write_paragraph(flow: Flow, block: Paragraph) -> None:
    if flow.plain:  # the hot path: nearly all of a document
        flow.ready(f"{_BODY_OPEN}{flow.runs(block.inlines)}{_BODY_CLOSE}")
    else:
        flow.paragraph("Body", flow.runs(block.inlines))


def _write_heading(flow: Flow, block: Heading) -> None:
    if block.is_sentence:
        flow.paragraph("Body", words(block.number) + flow.runs(block.inlines))
        return
    if not block.run_in:
        flow.paragraph(f"Heading{block.level}", words(block.number) + flow.runs(block.inlines))
        return
    face = _FACES.get(block.level)
    stop = "" if plain(block.inlines).endswith(SENTENCE_END) else "。"
    head = words(block.number, face) + flow.runs(block.inlines, face) + words(stop, face)
    # A paragraph of body text: as a heading style all of it would stand in the navigation pane.
    flow.paragraph("Body", head + flow.runs(block.run_in))


def _write_subtitle(flow: Flow, block: Subtitle) -> None:
    flow.cancel_blank_lines()
    flow.paragraph("Subtitle", flow.runs(block.inlines))
    flow.blank_lines(1)


def _write_attachment_list(flow: Flow, block: AttachmentList) -> None:
    """附件说明, one blank line under the body; wraps align with the first character (7.3.4)."""
    numbers = block.numbers or ("",) * len(block.titles)
    for index, (number, title) in enumerate(zip(numbers, block.titles, strict=True)):
        label = words(("附件：" if index == 0 else "") + (f"{number}.\t" if number else ""))
        if not number:
            style = "AttachmentOnly"
        else:
            style = "AttachmentFirst" if index == 0 else "AttachmentNext"
        flow.paragraph(style, label + flow.runs(title), before=0 if index else 1)
        if index < len(block.titles) - 1:
            flow.keep_last()


def _write_attachment(flow: Flow, block: Attachment) -> None:
    """附件: label in line 1, title in line 3 of a new page (7.3.7)."""
    was, blocks = flow.landscape, block.blocks
    if blocks and all(isinstance(inner, Landscape) for inner in blocks):
        # The label belongs on the landscape page, not on an upright page of its own.
        flow.turn(True)
        blocks = tuple(deep for inner in blocks if isinstance(inner, Landscape) for deep in inner.blocks)
    flow.new_page()
    flow.paragraph("AttachmentLabel", words("附件" + block.number))
    if plain(block.title):
        write_title(flow, block.title, before=1)
    _write_all(flow, blocks)
    flow.turn(was)


def _write_turned(flow: Flow, blocks: Sequence[Block]) -> None:
    was = flow.landscape
    flow.turn(True)
    _write_all(flow, blocks)
    flow.turn(was)
