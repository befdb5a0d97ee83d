"""Blocks → .docx after GB/T 9704-2012, and back to text."""

from typing import TYPE_CHECKING

from wenming_docs.late import late
from wenming_docs.page.word.package import fingerprint, stamped
from wenming_docs.page.word.read import read_text
from wenming_docs.page.word.writer import write_docx

if TYPE_CHECKING:
    from wenming_docs.page.word.marks import mark_of
    from wenming_docs.page.word.reference import left_out
    from wenming_docs.page.word.returned import Passage, Remark, Returned, read_returned
else:  # lxml takes 20 ms to import
    __getattr__ = late(
        __name__,
        {
            "marks": ("mark_of",),
            "reference": ("left_out",),
            "returned": ("Passage", "Remark", "Returned", "read_returned"),
        },
    )

__all__ = [
    "Passage",
    "Remark",
    "Returned",
    "fingerprint",
    "left_out",
    "mark_of",
    "read_returned",
    "read_text",
    "stamped",
    "write_docx",
]
