"""Wording: punctuation, numbers, terms (GB/T 15834, GB/T 15835)."""

from __future__ import annotations

from wenming_docs.codes.code import Code

CODES: tuple[Code, ...] = ()
