"""Blocks → .xlsx: every table of a document as a worksheet to sort, filter and calculate with."""

from wenming_docs.page.sheet.plan import has_sheet
from wenming_docs.page.sheet.read import read_cells, unwritten
from wenming_docs.page.sheet.writer import write_xlsx

__all__ = ["has_sheet", "read_cells", "unwritten", "write_xlsx"]
