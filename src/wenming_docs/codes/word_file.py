"""Any Word file against GB/T 9704."""

from __future__ import annotations

from wenming_docs.codes.code import Code

CODES: tuple[Code, ...] = ()
