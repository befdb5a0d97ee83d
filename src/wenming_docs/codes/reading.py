"""What a document says, read as the leader reads it who has to sign it."""

from __future__ import annotations

from wenming_docs.codes.code import Code

CODES: tuple[Code, ...] = ()
