"""Checking itself: what is ignored, and rules of an office."""

from __future__ import annotations

from wenming_docs.codes.code import Code

CODES: tuple[Code, ...] = ()
