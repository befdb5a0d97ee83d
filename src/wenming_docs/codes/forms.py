"""What can be wrong with a form that came back (X001–X029)."""

from __future__ import annotations

from wenming_docs.codes.code import Code

CODES: tuple[Code, ...] = ()
