"""What a document says, as plain paragraphs: the measure that every writer is held against."""

from __future__ import annotations

from wenming_docs.blocks.inlines import plain
from wenming_docs.blocks.nodes import Heading, Manuscript
from wenming_docs.blocks.said import SENTENCE_END, heading_run, runs_said


def dump_text(manuscript: Manuscript) -> list[str]:
    """The paragraphs in document order, exactly as the body of the .docx reads.

    Numbers and fixed words (附件：, 抄送：, 签发人：) are included; line breaks inside a title vanish; a
    tab is a tab; each paragraph of a table cell counts for itself. Paragraphs without any
    character (empty cells, gaps between tables) are left out.
    """
    whole = "\n".join([plain(run) for run in runs_said(manuscript.blocks)])
    return [text for text in whole.split("\n") if text]


def heading_text(heading: Heading) -> str:
    """A heading as it reads: its number, its words, and what follows on the same line."""
    return plain(heading_run(heading))


__all__ = ["SENTENCE_END", "dump_text", "heading_text"]
