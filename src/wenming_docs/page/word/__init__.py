"""Blocks → .docx after GB/T 9704-2012, and back to text."""

from wenming_docs.page.word.package import fingerprint
from wenming_docs.page.word.read import read_text
from wenming_docs.page.word.writer import write_docx

__all__ = ["fingerprint", "read_text", "write_docx"]
