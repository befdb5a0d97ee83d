"""Manuscript → .docx, in one pass over the blocks."""

from __future__ import annotations

from collections.abc import Iterable

from wenming_docs.blocks import Block, Issued, Landscape, Manuscript, Signature, Title, dump_text, plain
from wenming_docs.page.word.body import write_body
from wenming_docs.page.word.marks import marks_of
from wenming_docs.page.word.package import CUSTOM, pack
from wenming_docs.page.word.parts import (
    NAMESPACES,
    XML,
    core_properties,
    custom_properties,
    fixed_parts,
    with_hung,
)


def write_docx(manuscript: Manuscript, *, reference: bytes | None = None) -> bytes:
    """The manuscript as a Word file laid out after GB/T 9704-2012.

    ``reference`` is an office's own .docx, whose styles, page setup, header and footer are
    kept. Raises ``InvalidInput`` for characters that XML cannot hold and for a reference
    that cannot be read. Same input, same bytes.
    """
    own = {
        "docProps/core.xml": core_properties(*_title_and_creator(manuscript.blocks)),
        CUSTOM: custom_properties(marks=marks_of(dump_text(manuscript))),
    }
    if reference is not None:
        from wenming_docs.page.word.foreign import parts_in_reference  # lxml takes 20 ms to import

        return pack({**parts_in_reference(manuscript, reference), **own})
    flow = write_body(manuscript.blocks, manuscript.settings)
    head = f"{XML}<w:document {NAMESPACES}><w:body>".encode()
    document = b"".join([head, *flow.encoded(), b"</w:body></w:document>"])
    fixed = fixed_parts(manuscript.settings, flow.landscape_used)
    return pack(with_hung({**fixed, "word/document.xml": document, **own}, flow.hung))


def _title_and_creator(blocks: Iterable[Block]) -> tuple[str, str]:
    """The text of the first title and of the first 署名; "" where there is none."""
    title = creator = ""
    for block in blocks:
        match block:
            case Title():
                title = title or plain(block.inlines)
            case Signature():
                creator = creator or "、".join(map(plain, block.signed_by))
            case Landscape() | Issued():
                inner_title, inner_creator = _title_and_creator(block.blocks)
                title, creator = title or inner_title, creator or inner_creator
            case _:  # no other block names the document or its author
                pass
    return title, creator
