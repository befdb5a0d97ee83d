"""Any .docx, made by anyone, measured against GB/T 9704-2012 or an office's own page profile."""

from wenming_docs.page.inspect.annotate import annotated_copy
from wenming_docs.page.inspect.inspection import Inspection, inspect_document
from wenming_docs.page.inspect.package import LARGEST_FILE
from wenming_docs.page.inspect.profile import (
    STANDARD,
    Profile,
    build_profile,
    standard_profile,
    standard_text,
)

__all__ = [
    "LARGEST_FILE",
    "STANDARD",
    "Inspection",
    "Profile",
    "annotated_copy",
    "build_profile",
    "inspect_document",
    "standard_profile",
    "standard_text",
]
