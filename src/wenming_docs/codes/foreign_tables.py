"""What can be wrong with a table that somebody else made (X030–X059)."""

from __future__ import annotations

from wenming_docs.codes.code import Code

CODES: tuple[Code, ...] = ()
